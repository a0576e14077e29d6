"""What marks, relations and values a change of the scheme touches, and how they follow it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import func, select

from annotator.model.annotation import AnnotationId
from annotator.model.scheme import Scheme
from annotator.model.scheme_changes import Version
from annotator.store import schema
from annotator.store.reading import View
from annotator.store.statements import Row, fetch_all
from annotator.store.writing import Writing

_MARK: Final = schema.annotation.c
_HEADS: Final = schema.annotation.alias("heads")
_TAILS: Final = schema.annotation.alias("tails")


class MarkRow(NamedTuple):
    """What a change of the scheme needs to know of a mark; `attributes` is JSON."""

    id: int
    article: int
    label: int
    coder: int
    attributes: str


class RelationRow(NamedTuple):
    """A relation, its head, and the labels at its ends."""

    id: int
    type: int
    head: int
    head_label: int
    tail_label: int


class ValueRow(NamedTuple):
    """A value of an article variable; `value` is JSON."""

    id: int
    article: int
    value: str


def marks_of(view: View, labels: Collection[int]) -> list[MarkRow]:
    """The marks of these labels, by id."""
    columns = (_MARK.id, _MARK.article_id, _MARK.label_id, _MARK.coder_id, _MARK.attributes)
    statement = select(*columns).where(_MARK.label_id.in_(sorted(labels))).order_by(_MARK.id)
    return list(map(MarkRow._make, fetch_all(view.connection, statement)))


def mark_ids(view: View, label: int) -> list[AnnotationId]:
    """The ids of the marks of one label."""
    statement = select(_MARK.id).where(_MARK.label_id == label).order_by(_MARK.id)
    return [AnnotationId(key) for (key,) in fetch_all(view.connection, statement)]


def marks_before(view: View, label: int, version: int) -> list[AnnotationId]:
    """The marks of a label that were made, or looked at last, under an older version of the scheme."""
    statement = select(_MARK.id).where(_MARK.label_id == label, _MARK.scheme_version < version)
    return [AnnotationId(key) for (key,) in fetch_all(view.connection, statement.order_by(_MARK.id))]


def relations_of_type(view: View, kind: int) -> list[RelationRow]:
    """The relations of a type, by id."""
    one = schema.relation.c
    statement = (
        select(one.id, one.type_id, one.head_id, _HEADS.c.label_id, _TAILS.c.label_id)
        .join(_HEADS, _HEADS.c.id == one.head_id)
        .join(_TAILS, _TAILS.c.id == one.tail_id)
        .where(one.type_id == kind)
        .order_by(one.id)
    )
    return list(map(RelationRow._make, fetch_all(view.connection, statement)))


def values_of(view: View, variable: int) -> list[ValueRow]:
    """Every coder's values of an article variable."""
    one = schema.variable_value.c
    statement = select(one.id, one.article_id, one.value).where(one.variable_id == variable).order_by(one.id)
    return list(map(ValueRow._make, fetch_all(view.connection, statement)))


def rewrite(at: Writing, table: str, changes: Mapping[int, Row]) -> None:
    """Give rows of a table (annotation, variable_value) other columns, by id."""
    at.recorder.update_each(schema.metadata.tables[table], changes)


def delete_values(at: Writing, ids: Sequence[int]) -> None:
    """Delete values of article variables."""
    at.recorder.delete(schema.variable_value, ids)


def take_version(at: Writing, marks: Sequence[AnnotationId]) -> int:
    """Say that these marks were looked at under the present version of the scheme; gives how many that
    changed.
    """
    return at.recorder.update_many(schema.annotation, marks, {"scheme_version": at.names.scheme_version})


def versions(view: View) -> list[Version]:
    """Every version of the scheme that the file keeps, newest first; of a number that was there twice (undone
    and given anew) the last one.
    """
    version, change, command, coder = (
        schema.scheme_version.c,
        schema.change.c,
        schema.command.c,
        schema.coder.c,
    )
    named = (
        select(version.version, version.at, coder.name, command.name)
        .outerjoin(
            schema.change,
            (change.table_name == schema.scheme_version.name)
            & (change.row_id == version.id)
            & (change.what == "insert"),
        )
        .outerjoin(schema.command, command.id == change.command_id)
        .outerjoin(schema.coder, coder.id == command.coder_id)
        .order_by(version.version.desc(), change.id.desc())
    )
    counts = dict(
        fetch_all(view.connection, select(_MARK.scheme_version, func.count()).group_by(_MARK.scheme_version))
    )
    found: dict[int, Version] = {}
    for number, moment, who, name in fetch_all(view.connection, named):
        made = Version(
            number=number, at=moment, coder=who or "", name=name or "", marks=int(counts.get(number, 0))
        )
        found.setdefault(number, made)
    return list(found.values())


def scheme_of_version(view: View, number: int) -> Scheme | None:
    """The scheme as it was in that version, or None."""
    version = schema.scheme_version.c
    statement = select(version.document).where(version.version == number).order_by(version.id.desc()).limit(1)
    document = view.connection.execute(statement).scalar()
    return None if document is None else msgspec.json.decode(document, type=Scheme)


def counted_attributes(view: View) -> list[tuple[int, str, int]]:
    """Label, attributes (JSON), and how many marks have just these."""
    statement = select(_MARK.label_id, _MARK.attributes, func.count())
    rows = fetch_all(view.connection, statement.group_by(_MARK.label_id, _MARK.attributes))
    return [(label, attributes, int(count)) for label, attributes, count in rows]
