"""JSON lines to records: the file is surveyed first, then given article by article, every span checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from annotator.errors import ReadError, SchemeError
from annotator.formats.jsonl.lines import SchemeFile, scheme_file_of
from annotator.formats.jsonl.parsing import (
    ArticleIn,
    ArticleUse,
    SpanIn,
    SpanUse,
    numbered_lines,
    parse,
    parse_use,
    values_of,
)
from annotator.formats.jsonl.records import DerivedKinds, RecordMaker, entity_uid
from annotator.model.entity import Coder, Entity
from annotator.model.exchange import ArticleRecord, Dataset
from annotator.model.scheme import scheme_problems
from annotator.model.usage import Usage

_LARGEST_SCHEME: Final = 256 * 1024 * 1024


def read_jsonl(path: Path) -> Dataset:
    """The file's data. Structural faults of any line raise `ReadError` here, before anything is given.

    The scheme file beside it names labels and entities; without one they are derived from what is used.
    """
    beside = _scheme_file(path)
    survey = _Survey(beside)
    for number, line in numbered_lines(path):
        survey.add(parse_use(path, number, line))
    if not survey.articles:
        raise ReadError(f"“{path.name}” holds no article. Nothing was imported.")
    scheme = survey.usage.scheme(beside.scheme, name=path.stem)
    return Dataset(
        scheme=scheme,
        records=_records(path, RecordMaker(path.name, DerivedKinds(scheme, known=beside.scheme))),
        entities=list(survey.entities.values()),
        coders=list(survey.coders.values()),
        count=survey.articles,
        name=beside.project,
        uid=beside.project_id,
        filters=beside.filters,
    )


def _scheme_file(path: Path) -> SchemeFile:
    beside = scheme_file_of(path)
    if not beside.is_file():
        return SchemeFile()
    try:
        if beside.stat().st_size > _LARGEST_SCHEME:
            raise SchemeError("It is larger than 256 MiB.")
        content = msgspec.json.decode(beside.read_bytes(), type=SchemeFile)
        faults = list(scheme_problems(content.scheme))
        if faults:
            raise SchemeError("; ".join(faults))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, OSError, SchemeError) as error:
        raise ReadError(
            f"“{beside.name}”, which stands beside the data, cannot be used: {str(error).rstrip('.')}."
            " Nothing was imported. Repair it, or take it away to have the scheme derived from the data.",
            detail=repr(error),
        ) from error
    return content


class _Survey:
    """What the whole file uses: labels, entities, coders, and how many articles there are."""

    def __init__(self, beside: SchemeFile) -> None:
        self.usage = Usage()
        self.articles = 0
        self.entities: dict[str, Entity] = {}
        self.coders: dict[str, Coder] = {one.name: one for one in beside.coders}
        for one in beside.entities:
            entity = one.entity()
            uid = entity_uid(entity.uid)
            self.entities[uid] = msgspec.structs.replace(entity, uid=uid)

    def add(self, line: ArticleIn | ArticleUse) -> None:
        self.articles += 1
        labels = {}
        for span in line.spans or ():
            labels[str(span.id)] = span.label
            self._span(span)
        for relation in line.relations or ():
            head, tail = labels.get(str(relation.head)), labels.get(str(relation.tail))
            if head and tail:
                self.usage.relation(relation.label, head, tail, cue=relation.cue is not None)
            self._coder(relation.coder)
        for name, value in values_of(line.variables).items():
            self.usage.variable(name, value)

    def _span(self, span: SpanIn | SpanUse) -> None:
        if span.label.strip():
            self.usage.annotation(span.label, values_of(span.attributes), entity=bool(span.entity))
        self._coder(span.coder)
        if span.entity:
            uid = entity_uid(span.entity)
            if uid not in self.entities:
                name = span.text if uid == span.entity and span.text else str(span.entity)
                self.entities[uid] = Entity(uid=uid, name=name)

    def _coder(self, name: str | None) -> None:
        if name and name not in self.coders:
            self.coders[name] = Coder(name=name)


def _records(path: Path, make: RecordMaker) -> Iterator[ArticleRecord]:
    for number, line in numbered_lines(path):
        yield make.record(number, parse(path, number, line))
