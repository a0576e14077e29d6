"""Parquet tables to records: marks and relations are gathered by article, then joined with the texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import msgspec

from annotator.formats.parquet.tables import (
    ARTICLES,
    ATTRIBUTE,
    MARKER,
    MARKS,
    RELATIONS,
    SCHEME,
    VARIABLE,
    places,
)
from annotator.model.annotation import Span
from annotator.model.article import STATUSES
from annotator.model.entity import Entity
from annotator.model.exchange import Dataset
from annotator.model.extras import needed
from annotator.model.incoming import Gathering, Incoming, article_of, convert, given_uid
from annotator.model.scheme import Scheme
from annotator.model.sidecar import read_sidecar

Row = dict[str, Any]
_META: Final = ("title", "outlet", "author", "published", "url", "language", "source_file")


class _Place(msgspec.Struct):
    start: int
    end: int


class _MarkRow(msgspec.Struct):
    article: str
    label: str
    start: int
    end: int
    id: str | None = None
    fragments: list[_Place] | None = None
    entity: str | None = None
    entity_name: str | None = None
    note: str | None = None
    coder: str | None = None
    created: str | None = None
    modified: str | None = None
    suggested: bool | None = None


class _ArticleRow(msgspec.Struct):
    id: str
    text: str
    status: str | None = None
    split: str | None = None
    further: list[tuple[str, str | None]] | None = None


class _RelationRow(msgspec.Struct):
    article: str
    type: str
    head: str
    tail: str
    id: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    note: str | None = None
    coder: str | None = None
    created: str | None = None
    modified: str | None = None


def read_parquet(path: Path) -> Dataset:
    """The three tables as records. Raises `ReadError` naming the table and row that is wrong."""
    with needed("parquet", "Parquet files"):
        import pyarrow  # noqa: F401 - missing it is told before a file is looked at
    into = Incoming(path)
    where = places(path)
    articles, scheme, entities = _table(into, where[ARTICLES], ARTICLES)
    marks, _, _ = _table(into, where[MARKS], MARKS)
    relations = _table(into, where[RELATIONS], RELATIONS)[0] if where[RELATIONS].is_file() else []
    if not where[RELATIONS].is_file():
        into.problem(where[RELATIONS].name, "This table is missing: the articles come in without relations.")
    reader = _Joiner(into, where, {one.uid: one for one in entities})
    for number, row in enumerate(articles, 1):
        reader.article(number, row)
    for number, row in enumerate(marks, 1):
        reader.mark(number, row)
    for number, row in enumerate(relations, 1):
        reader.relation(number, row)
    reader.finish()
    return into.dataset(entities=list(reader.entities.values()), known=scheme)


def _table(into: Incoming, path: Path, name: str) -> tuple[list[Row], Scheme | None, list[Entity]]:
    """The rows of one table, and the scheme and entities in its footer."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not path.is_file():
        raise into.broken("", f"the table “{path.name}” that belongs to it is missing")
    try:
        with pq.ParquetFile(path) as file:
            metadata = file.schema_arrow.metadata or {}
            if metadata.get(MARKER.encode(), b"").decode("utf-8", "replace") != name:
                raise into.broken("", f"“{path.name}” is not the table {name} of such an export")
            rows: list[Row] = [row for batch in file.iter_batches(4096) for row in batch.to_pylist()]
    except (pa.ArrowException, OSError, ValueError, UnicodeDecodeError) as error:
        raise into.broken("", f"“{path.name}” is cut off or damaged", detail=repr(error)) from error
    found = read_sidecar(metadata.get(SCHEME.encode(), b""))
    return rows, found[0] if found else None, found[1] if found else []


class _Joiner:
    """Brings marks and relations to their articles."""

    def __init__(self, into: Incoming, where: dict[str, Path], entities: dict[str, Entity]) -> None:
        self.entities = entities
        self._into, self._where = into, where
        self._articles: dict[str, tuple[Gathering, _ArticleRow, Row]] = {}

    def article(self, number: int, row: Row) -> None:
        """Begin an article."""
        one = convert(row, _ArticleRow, file=self._where[ARTICLES].name, record=str(number))
        if one.id in self._articles:
            self._into.problem(
                str(number), f"The article id “{one.id}” stands there twice; the first was taken."
            )
            return
        gathering = self._into.gather(one.text, one.id)
        for name, value in row.items():
            if name.startswith(VARIABLE):
                gathering.variable(name.removeprefix(VARIABLE), _whole(value))
        self._articles[one.id] = (gathering, one, row)

    def mark(self, number: int, row: Row) -> None:
        """Add a mark to its article."""
        one = convert(row, _MarkRow, file=self._where[MARKS].name, record=str(number))
        gathering = self._of(one.article, MARKS, number)
        if gathering is None:
            return
        spans = [(each.start, each.end) for each in one.fragments or []] or [(one.start, one.end)]
        if one.entity and given_uid(one.entity):
            self.entities.setdefault(one.entity, Entity(uid=one.entity, name=one.entity_name or one.entity))
        gathering.mark(
            one.label,
            spans,
            local=one.id or "",
            attributes={
                name.removeprefix(ATTRIBUTE): _whole(value)
                for name, value in row.items()
                if name.startswith(ATTRIBUTE)
            },
            entity=given_uid(one.entity),
            note=one.note or "",
            coder=one.coder or "",
            created=one.created or "",
            modified=one.modified or "",
            suggested=bool(one.suggested),
        )

    def relation(self, number: int, row: Row) -> None:
        """Add a relation to its article."""
        one = convert(row, _RelationRow, file=self._where[RELATIONS].name, record=str(number))
        gathering = self._of(one.article, RELATIONS, number)
        if gathering is None:
            return
        cue = None if one.cue_start is None or one.cue_end is None else Span(one.cue_start, one.cue_end)
        gathering.relate(
            one.type,
            one.head,
            one.tail,
            local=one.id or "",
            cue=cue,
            note=one.note or "",
            coder=one.coder or "",
            created=one.created or "",
            modified=one.modified or "",
        )

    def finish(self) -> None:
        """Hand over the articles."""
        for gathering, one, row in self._articles.values():
            fields = {name: row.get(name) for name in _META} | dict(one.further or [])
            article = article_of(fields, uid=one.id)
            if one.status in STATUSES:
                article = msgspec.structs.replace(article, status=one.status)
            split = one.split if one.split in {"train", "dev", "test"} else ""
            self._into.records.append(gathering.finish(article, split=split or ""))

    def _of(self, article: str, table: str, number: int) -> Gathering | None:
        if article in self._articles:
            return self._articles[article][0]
        name = self._where[table].name
        self._into.problem(
            f"{name} row {number}", f"Its article “{article}” is not there, so it was left out."
        )
        return None


def _whole(value: Any) -> Any:
    """A whole number as such: the column of numbers holds nothing but fractions."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
