"""A deposit pack: one zip for a data repository, with or without the texts."""

from __future__ import annotations

import csv
import hashlib
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from annotator import __version__
from annotator.errors import WriteError
from annotator.formats import all_formats
from annotator.model.deposit import About, Deposit, without_text
from annotator.model.exchange import ArticleRecord, Dataset, ExportReport, Progress, no_progress
from annotator.model.incoming import word_of
from annotator.model.recipe import Recipe
from annotator.model.scheme import write_scheme
from annotator.model.tables.table import looks_like_formula
from annotator.project.deposit_words import card, readme
from annotator.project.exporting import refuse_taken
from annotator.project.project import Project
from annotator.project.recipes import chosen_data
from annotator.safe_files import whole_file

#: The time of every file in a pack: the same data gives the same bytes.
_TIME: Final = (1980, 1, 1, 0, 0, 0)
_CHECKSUMS: Final = "checksums.sha256"


def make_deposit(
    project: Project,
    target: Path,
    about: Deposit,
    *,
    chosen: Recipe | None = None,
    overwrite: bool = False,
    progress: Progress = no_progress,
) -> ExportReport:
    """Write the pack, whole or not at all. `chosen` says which articles and marks; its format is not used.

    With texts: our JSONL and the workbook. Without: JSONL and CSV tables with offsets and hashed quotes,
    fingerprints and addresses; `rehydrate` puts the texts back. Raises `WriteError` or `Cancelled`.
    """
    refuse_taken(target, overwrite=overwrite)
    data = chosen_data(project, chosen or Recipe(format="jsonl"))
    if about.anonymous:
        data = _anonymous(data)
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        place = Path(folder)
        report = _write_data(place, data, about, progress)
        told = About(
            program=f"Annotator {__version__}",
            deposit=about,
            filters=data.filters,
            articles=report.articles,
            annotations=report.annotations,
            relations=report.relations,
        )
        _write_words(place, project, data, told)
        _write_checksums(place)
        with whole_file(target) as handle:
            _zip(place, handle, target.stem)
    report.files = [str(target)]
    return report


def _write_data(place: Path, data: Dataset, about: Deposit, progress: Progress) -> ExportReport:
    lines = place / "annotations.jsonl"
    report = all_formats()["jsonl"].write(data, lines, {}, progress)
    if about.texts:
        all_formats()["xlsx"].write(data, place / "annotations.xlsx", {}, progress)
        return report
    bare = place / "bare.jsonl"
    with lines.open("rb") as whole, bare.open("wb") as out:
        for line in whole:
            out.write(msgspec.json.encode(without_text(msgspec.json.decode(line))) + b"\n")
    bare.replace(lines)
    _write_tables(place, lines)
    return report


def _write_tables(place: Path, lines: Path) -> None:
    """Articles, annotations and relations as CSV, UTF-8 with a byte order mark, for spreadsheets."""

    def articles() -> Iterator[dict[str, Any]]:
        for one in _lines(lines):
            rest = {"status": one["status"], "split": one["split"], "length": one["length"]}
            yield {"article": one["id"], **one["meta"], **rest, **one["variables"]}

    def annotations() -> Iterator[dict[str, Any]]:
        for one in _lines(lines):
            for span in one["spans"]:
                named = {name: span[name] for name in ("id", "label", "start", "end")}
                named["fragments"] = "; ".join(f"{a}-{b}" for a, b in span.get("fragments", ()))
                rest = {name: span.get(name, "") for name in ("entity", "note", "coder", "created")}
                marks = {"quote_sha256": "; ".join(span["quote_sha256"])}
                yield {"article": one["id"], **named, **span["attributes"], **rest, **marks}

    def relations() -> Iterator[dict[str, Any]]:
        for one in _lines(lines):
            for link in one["relations"]:
                cue = "-".join(map(str, link["cue"] or ()))
                named = {name: link[name] for name in ("id", "label", "head", "tail")}
                yield {"article": one["id"], **named, "cue": cue, "coder": link["coder"]}

    for name, rows in (("articles", articles), ("annotations", annotations), ("relations", relations)):
        _write_table(place / f"{name}.csv", rows)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as handle:
        for line in handle:
            yield msgspec.json.decode(line)


def _write_table(path: Path, rows: Callable[[], Iterable[dict[str, Any]]]) -> None:
    names = list(dict.fromkeys(name for row in rows() for name in row))
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(names)
        for row in rows():
            writer.writerow([_cell(row.get(name)) for name in names])


def _cell(value: Any) -> str:
    words = "" if value is None else word_of(value)
    return f"'{words}" if looks_like_formula(words) else words


def _write_words(place: Path, project: Project, data: Dataset, told: About) -> None:
    from annotator.analysis.codebook_page import codebook_page
    from annotator.project.codebook import counted

    (place / "scheme.json").write_bytes(write_scheme(data.scheme))
    newest = max((one.modified for record in data.records for one in record.annotations), default="")
    page = codebook_page(msgspec.structs.replace(counted(project), date=newest[:10]))
    (place / "codebook.html").write_text(page, encoding="utf-8", newline="\n")
    (place / "deposit.json").write_bytes(msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n")
    names = sorted([one.name for one in place.iterdir()] + ["README.md", "DATASET_CARD.md", _CHECKSUMS])
    (place / "README.md").write_text(readme(told, data, names), encoding="utf-8", newline="\n")
    (place / "DATASET_CARD.md").write_text(card(told, data), encoding="utf-8", newline="\n")


def _write_checksums(place: Path) -> None:
    lines = []
    for one in sorted(place.iterdir()):
        with one.open("rb") as handle:
            lines.append(f"{hashlib.file_digest(handle, 'sha256').hexdigest()}  {one.name}\n")
    (place / _CHECKSUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def _zip(place: Path, out: Any, folder: str) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in sorted(place.iterdir()):
            info = zipfile.ZipInfo(f"{folder}/{one.name}", _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            with one.open("rb") as source, archive.open(info, "w", force_zip64=True) as member:
                while block := source.read(1 << 20):
                    member.write(block)


class _Mapped:
    """Records that are changed on their way out, as often as they are gone through."""

    def __init__(self, records: Iterable[ArticleRecord], change: Callable[[ArticleRecord], ArticleRecord]):
        self._records = records
        self._change = change

    def __iter__(self) -> Iterator[ArticleRecord]:
        return map(self._change, self._records)


def _anonymous(data: Dataset) -> Dataset:
    """The data with numbers in the place of the coders' names; who is who is nowhere in it."""
    names = {one.name: f"coder {number}" for number, one in enumerate(data.coders, 1)}

    def change(record: ArticleRecord) -> ArticleRecord:
        return msgspec.structs.replace(
            record,
            annotations=[
                msgspec.structs.replace(one, coder=names.get(one.coder, "")) for one in record.annotations
            ],
            relations=[
                msgspec.structs.replace(one, coder=names.get(one.coder, "")) for one in record.relations
            ],
        )

    coders = [msgspec.structs.replace(one, name=names[one.name], uid="") for one in data.coders]
    return msgspec.structs.replace(data, records=_Mapped(data.records, change), coders=coders)


def verify_checksums(pack: Path) -> list[str]:
    """Names of files in a pack that are not as they were packed; raises `WriteError` when it has no list."""
    with zipfile.ZipFile(pack) as archive:
        lists = [name for name in archive.namelist() if name.endswith(f"/{_CHECKSUMS}")]
        if len(lists) != 1:
            raise WriteError(f"“{pack.name}” has no list of checksums: it is no deposit pack.")
        folder = lists[0].removesuffix(_CHECKSUMS)
        wrong = []
        for line in archive.read(lists[0]).decode("utf-8").splitlines():
            wanted, _, name = line.partition("  ")
            there = f"{folder}{name}" in archive.namelist()
            if not there or hashlib.sha256(archive.read(f"{folder}{name}")).hexdigest() != wanted:
                wrong.append(name)
    return wrong
