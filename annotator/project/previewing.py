"""What an export will look like: the first records, written for real and shown as text."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from annotator.errors import ReadError
from annotator.formats import all_formats
from annotator.model.article import ArticleId
from annotator.model.exchange import ArticleRecord, Dataset, Format
from annotator.model.recipe import Recipe
from annotator.project.project import Project
from annotator.project.recipes import chosen_articles, chosen_data

#: So many records, so much of a file (code points), so many files of a folder or archive are shown.
RECORDS: Final = 2
_MOST_TEXT: Final = 12_000
_MOST_FILES: Final = 8
#: Articles longer than this (code points) are passed over while there are shorter ones.
_LONG: Final = 20_000
_ROWS: Final = 30

#: Endings of files that are text.
_TEXT: Final = frozenset(
    (
        *(".jsonl", ".json", ".jsonld", ".conll", ".tsv", ".csv", ".txt", ".ann", ".conf", ".xml", ".xmi"),
        *(".graphml", ".gexf", ".md", ".qde", ".qdc"),
    )
)
#: Endings of what says most about a format, shown before the others.
_TELLING: Final = (".ann", ".tsv", ".conll", ".xmi", ".qde", ".jsonl", ".csv", ".json")


class PreviewFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file of an export as it will begin. `cut` when there is more of it."""

    name: str
    text: str
    cut: bool = False


class ExportPreview(msgspec.Struct, frozen=True, kw_only=True):
    """The first records of an export, and how many articles it takes in all."""

    articles: int
    files: list[PreviewFile]


def preview(project: Project, wanted: Recipe) -> ExportPreview:
    """The beginning of what a recipe would write, made by the format itself.

    Raises `WriteError` when the recipe takes nothing, `MissingExtraError` when a library is missing.
    """
    ids = chosen_articles(project, wanted)
    data = chosen_data(project, wanted, _telling(project, ids))
    records = sorted(data.records, key=lambda one: not one.annotations)[:RECORDS]
    few = msgspec.structs.replace(data, records=records, count=len(records))
    kind = all_formats()[wanted.format]
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        target = Path(folder) / f"data{kind.suffix}"
        kind.write(few, target, wanted.options)
        found = sorted(Path(folder).iterdir(), key=lambda one: one != target)
        files = [file for path in found for file in _shown(path, kind, few)]
    return ExportPreview(articles=len(ids), files=files[:_MOST_FILES])


def _telling(project: Project, ids: Sequence[ArticleId]) -> list[ArticleId]:
    """A few articles that show something: with marks and of bearable length, where there are such."""
    rows = project.articles.rows(ids[:500])
    short = (
        {key for key in ids[:500] if project.articles.get(key).length <= _LONG} if len(ids) < 500 else set()
    )
    good = [one.id for one in rows if one.marks and (not short or one.id in short)]
    return [*good, *(one.id for one in rows)][: RECORDS * 4] or list(ids[:RECORDS])


def _shown(path: Path, kind: Format, data: Dataset) -> Iterator[PreviewFile]:
    if path.is_dir():
        inside = [one for one in sorted(path.rglob("*")) if one.is_file() and one.suffix in _TEXT]
        for one in sorted(inside, key=_rank):
            yield _text_file(f"{path.name}/{one.relative_to(path).as_posix()}", one.read_bytes())
    elif path.suffix == ".xlsx":
        yield from _sheets(path)
    elif path.suffix in _TEXT:
        yield _text_file(path.name, path.read_bytes())
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if Path(name).suffix in _TEXT]
            for name in sorted(names, key=lambda one: _rank(Path(one))):
                yield _text_file(name, archive.read(name))
    else:
        yield _read_back(path, kind, data)


def _rank(path: Path) -> tuple[int, str]:
    place = _TELLING.index(path.suffix) if path.suffix in _TELLING else len(_TELLING)
    return place, path.as_posix()


def _text_file(name: str, data: bytes) -> PreviewFile:
    text = data.decode("utf-8-sig", "replace")
    return PreviewFile(name=name, text=text[:_MOST_TEXT], cut=len(text) > _MOST_TEXT)


def _sheets(path: Path) -> Iterator[PreviewFile]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        lines = ["\t".join(" ".join(str(cell).split())[:60] for cell in row) for row in rows[:_ROWS]]
        yield PreviewFile(name=name, text="\n".join(lines)[:_MOST_TEXT], cut=len(rows) > _ROWS)


def _read_back(path: Path, kind: Format, data: Dataset) -> PreviewFile:
    """A file that is no text: what a reader of it gets."""
    try:
        records = list(kind.read(path, {}).records) if kind.reads else list(data.records)
    except ReadError:
        records = []
    lines = [line for record in records for line in _lines(record)]
    return PreviewFile(name=path.name, text="\n".join(lines)[:_MOST_TEXT])


def _lines(record: ArticleRecord) -> Iterator[str]:
    yield record.article.title or record.article.uid
    for one in record.annotations:
        places = ", ".join(f"{start}–{end}" for start, end in one.fragments)
        yield f"    {one.label}\t{places}\t{' '.join(one.quote.split())[:80]}"
