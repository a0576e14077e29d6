"""doccano JSONL: spans as triples, or entities and relations with ids; metadata as further fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple

import msgspec

from annotator.bundles import open_bundle
from annotator.errors import ReadError
from annotator.model.encoding import decode
from annotator.model.exchange import (
    ArticleRecord,
    Dataset,
    ExportReport,
    Option,
    Options,
    Progress,
    no_progress,
)
from annotator.model.incoming import Gathering, Incoming, article_of, convert, json_keys, json_lines, peek
from annotator.model.judge import UNITS, StoredSpan, Verdict
from annotator.model.outgoing import Units, metadata, outgoing, split_fragments
from annotator.model.placing import placed
from annotator.model.scheme import Scheme
from annotator.safe_files import open_zip, whole_file

#: Fields of a line that are not metadata.
_FIELDS: Final = frozenset(
    {"id", "text", "data", "label", "labels", "entities", "annotations", "relations", "cats", "article_id"}
    | {"counted_in", "meta"}
)
#: Files that doccano names after no person.
_NOBODY: Final = frozenset({"all", "unknown"})
_SAMPLE: Final = 200


class _Entity(msgspec.Struct):
    start_offset: int
    end_offset: int
    label: str | int
    id: int | str | None = None
    user: int | str | None = None


class _Relation(msgspec.Struct):
    from_id: int | str
    to_id: int | str
    type: str | int
    id: int | str | None = None


class _Line(msgspec.Struct):
    """One line of an export, in any of the layouts of doccano 1.0 to 1.8."""

    text: str | None = None
    data: str | None = None
    label: list[tuple[int, int, str | int] | str] | str | None = None
    labels: list[tuple[int, int, str | int] | str] | str | None = None
    entities: list[_Entity | tuple[int, int, str | int]] | None = None
    annotations: list[_Entity] | None = None
    relations: list[_Relation] | None = None
    cats: list[str] | None = None
    meta: dict[str, Any] | None = None
    article_id: str | None = None
    counted_in: str | None = None


class Doccano:
    """The `Format` of doccano (field-span-annotation-tools, section 3).

    doccano counts UTF-16 units, or graphemes where its project says so, and its files do not say which:
    what comes in is judged over the whole file, what goes out counts as the option says.
    """

    name = "doccano"
    title = "doccano JSONL"
    suffix = ".jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".json", ".zip")
    reads = True
    writes = True
    keeps = frozenset({"overlaps", "relations", "metadata"})
    options: tuple[Option, ...] = (
        Option(
            name="relations",
            label="Relations",
            default=True,
            help="For a project with relations; else spans only.",
        ),
        Option(
            name="unit",
            label="Places counted in",
            kind="choice",
            default="utf-16",
            choices=["utf-16", "grapheme", "code point"],
            help="utf-16 is what doccano expects; grapheme where the project counts grapheme clusters.",
        ),
    )
    extra = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """By the fields of the first lines: triples, or entities with offsets."""
        if path.is_dir() or path.suffix.lower() not in self.suffixes:
            return 0.0
        if head[:2] == b"PK":
            return self.sniff(Path("export.jsonl"), _first_lines(path))
        keys = json_keys(head)
        if "spans" in keys or not keys & {"text", "data"} or peek(head).lstrip()[:1] != "{":
            return 0.0
        if {"start_offset", "end_offset"} <= keys:
            return 0.95
        triples = '"label":[[' in peek(head).replace(" ", "") or '"labels":[[' in peek(head).replace(" ", "")
        return 0.9 if triples else 0.4 if keys & {"label", "labels"} else 0.0

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Write the lines, and beside them the labels for doccano's label import. Raises `WriteError`."""
        relations = bool(options.get("relations", True))
        unit = str(options.get("unit", "utf-16"))
        labels = target.with_name(f"{target.stem}.labels.json")
        report = ExportReport(files=[str(target), str(labels)])
        keeps = self.keeps if relations else self.keeps - {"relations"}
        with whole_file(target) as out:
            for number, record in enumerate(outgoing(dataset, report, keeps=keeps, progress=progress), 1):
                out.write(msgspec.json.encode(_line(number, record, unit, relations=relations)) + b"\n")
        with whole_file(labels) as out:
            out.write(
                msgspec.json.format(msgspec.json.encode(_label_config(dataset.scheme)), indent=2) + b"\n"
            )
        return report

    def read(self, path: Path, options: Options) -> Dataset:
        """Read a .jsonl, or an archive of one file for each person. Raises `ReadError`."""
        into = Incoming(path)
        with open_bundle(path) as bundle:
            names = [name for name in bundle.names() if name.endswith((".jsonl", ".json"))]
            names = [name for name in names if not name.endswith(".labels.json")] or bundle.names()
            files = {name: decode(bundle.read(name), str(options.get("encoding", ""))).text for name in names}
        _Lines(into).take(files)
        return into.dataset()


def _first_lines(path: Path) -> bytes:
    """The beginning of the first .jsonl in an archive; nothing when there is none."""
    try:
        with open_zip(path) as archive:
            names = [name for name in archive.names() if name.endswith(".jsonl")]
            if not names:
                return b""
            with archive.open(names[0]) as stream:
                return stream.read(65536)
    except ReadError:
        return b""


def _line(number: int, record: ArticleRecord, unit: str, *, relations: bool) -> dict[str, object]:
    units = Units(record.text, unit)
    marks = list(split_fragments(record.annotations))
    spans = [(one.label, *units.span(one.fragments[0])) for one in marks]
    line: dict[str, object] = {"id": number, "text": record.text}
    if relations:
        ids = {one.uid: local for local, one in enumerate(marks, 1)}
        line["entities"] = [
            {"id": local, "label": label, "start_offset": start, "end_offset": end}
            for local, (label, start, end) in enumerate(spans, 1)
        ]
        line["relations"] = [
            {"id": local, "from_id": ids[one.head], "to_id": ids[one.tail], "type": one.type}
            for local, one in enumerate(record.relations, 1)
        ]
    else:
        line["label"] = [[start, end, label] for label, start, end in spans]
    own = {**line, "article_id": record.article.uid, "counted_in": unit}
    return {**own, **{name: value for name, value in metadata(record).items() if name not in _FIELDS}}


def _label_config(scheme: Scheme) -> list[dict[str, str | None]]:
    """doccano's label import: text, key, colours."""
    return [
        {
            "text": label.name,
            "suffix_key": label.key.lower() or None,
            "background_color": label.colour,
            "text_color": "#ffffff",
        }
        for label in scheme.labels
    ]


class _Mark(NamedTuple):
    """A span as a line gives it, in units that are not known yet."""

    start: int
    end: int
    label: str
    local: str = ""
    coder: str = ""


class _Lines:
    """Takes the lines of one or several files in; a text that several people annotated is one article."""

    def __init__(self, into: Incoming) -> None:
        self._into = into
        self._articles: dict[str, tuple[Gathering, dict[str, object], str]] = {}

    def take(self, files: Mapping[str, str]) -> None:
        """All lines of all files. Raises `ReadError`."""
        lines = [
            (name, record, line, extra)
            for name, text in files.items()
            for record, line, extra in self._parsed(name, text)
        ]
        unit = self._unit([line for _, _, line, _ in lines])
        alone = len(files) == 1
        for name, record, line, extra in lines:
            stem = PurePosixPath(name).stem
            coder = "" if alone or stem in _NOBODY else stem
            self._line(record if alone else f"{name}:{record}", line, extra, unit, coder)
        for gathering, extra, uid in self._articles.values():
            self._into.records.append(gathering.finish(article_of(extra, uid=uid)))

    def _parsed(self, name: str, text: str) -> Iterator[tuple[str, _Line, dict[str, object]]]:
        file = PurePosixPath(name).name
        for record, raw in json_lines(text, file=file):
            line = convert(raw, _Line, file=file, record=record)
            if line.text is None and line.data is None:
                self._into.problem(record, "It has no text, so it was left out.")
                continue
            extra = {key: value for key, value in raw.items() if key not in _FIELDS}
            yield record, line, {**(line.meta or {}), **extra}

    def _unit(self, lines: list[_Line]) -> str:
        """How the whole file counts: as it says, or as most spans stand at words; doccano's UTF-16 first."""
        said = next((line.counted_in for line in lines if line.counted_in in UNITS), None)
        if said:
            return said
        fitting = {
            unit: sum(_judged(line, unit, _marks(line)).fitting for line in lines[:_SAMPLE])
            for unit in ("utf-16", "code point", "grapheme")
        }
        best = max(fitting, key=lambda unit: fitting[unit])
        if len(set(fitting.values())) > 1:
            self._into.problem(
                "", f"Its places are taken to be counted in {best} units: they fit words best."
            )
        return best

    def _line(self, record: str, line: _Line, extra: dict[str, object], unit: str, coder: str) -> None:
        text = _text(line)
        key = line.article_id or text
        if key not in self._articles:
            self._articles[key] = (self._into.gather(text, record), extra, line.article_id or "")
        gathering = self._articles[key][0]
        marks = list(_marks(line, coder))
        for mark, span in zip(marks, _judged(line, unit, marks).spans, strict=True):
            if span is None:
                gathering.problem(f"“{mark.label}” at {mark.start}–{mark.end} does not fit and was left out.")
                continue
            local = f"{record}/{mark.local}" if mark.local else ""
            gathering.mark(mark.label, [span], local=local, coder=mark.coder)
        for one in line.relations or []:
            gathering.relate(str(one.type), f"{record}/{one.from_id}", f"{record}/{one.to_id}", coder=coder)
        for name, listed in (("label", line.label), ("labels", line.labels), ("cats", line.cats)):
            words = (
                [listed] if isinstance(listed, str) else [one for one in listed or [] if isinstance(one, str)]
            )
            if words:
                gathering.variable(name, words[0] if len(words) == 1 else words)


def _text(line: _Line) -> str:
    return line.text if line.text is not None else line.data or ""


def _judged(line: _Line, unit: str, marks: Iterable[_Mark]) -> Verdict:
    return placed(_text(line), [StoredSpan(start=one.start, end=one.end) for one in marks], unit)


def _marks(line: _Line, coder: str = "") -> Iterator[_Mark]:
    """Every span of the line, whatever its layout."""
    for listed in (line.label, line.labels, line.entities, line.annotations):
        for one in listed or []:
            if isinstance(one, _Entity):
                local = "" if one.id is None else str(one.id)
                who = coder if one.user is None else f"user {one.user}"
                yield _Mark(one.start_offset, one.end_offset, str(one.label), local, who)
            elif isinstance(one, tuple):
                yield _Mark(one[0], one[1], str(one[2]), "", coder)


FORMAT = Doccano()
