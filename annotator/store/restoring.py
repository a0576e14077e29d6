"""Bringing back what was deleted, with what hung on it and went in the same command."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from sqlalchemy import Table, select

from annotator.errors import AnnotatorError
from annotator.store import schema
from annotator.store.merge import REFERENCES
from annotator.store.schema import key_of
from annotator.store.statements import Row, fetch_all, fetch_row
from annotator.store.writing import Writing

#: What can be brought back; the scheme has an editor of its own.
RESTORABLE: Final = frozenset(
    {"article", "entity", "annotation", "relation", "variable_value", "article_set", "saved_item", "decision"}
    | {"assignment"}
)
#: The tables in the order in which rows come back: parents first.
_ORDER: Final = {table.name: place for place, table in enumerate(schema.RECORDED)}
_change: Final = schema.change.c


class _Gone(msgspec.Struct, frozen=True):
    """A row that a command deleted."""

    table: str
    key: int
    row: Row


def restore(at: Writing, change: int) -> int:
    """Bring back the row that this change deleted, and what hung on it; gives how many rows came back.

    Raises `AnnotatorError` when it cannot be told any more what the row was, when it is there already, or
    when what it hangs on (its label, its other end) is gone.
    """
    columns = (_change.command_id, _change.table_name, _change.row_id, _change.before)
    statement = select(*columns).where(_change.id == change, _change.what == "delete")
    found = fetch_all(at.recorder.connection, statement)
    if not found or found[0][1] not in RESTORABLE or not found[0][3]:
        raise AnnotatorError("This cannot be brought back: the history does not hold what it was.")
    command, table, key, before = found[0]
    chosen = _Gone(table, key, _decoded(before))
    if _is_there(at, chosen):
        raise AnnotatorError("This is in the project already. Nothing was changed.")
    rows = {(one.table, one.key): one for one in [chosen, *_hanging(at, command, chosen)]}
    _add_parents(at, rows)
    back = sorted(rows.values(), key=lambda one: (_ORDER[one.table], one.key))
    for one in back:
        at.recorder.insert(schema.metadata.tables[one.table], _fitting(at, one))
        if one.table == "entity":
            at.names.entities[one.key] = one.row["uid"]
            at.names.entity_ids[one.row["uid"]] = one.key
    if table == "entity":
        _name_again(at, command, key)
    return len(back)


def _hanging(at: Writing, command: int, chosen: _Gone) -> Iterator[_Gone]:
    """What went in the same command because the chosen row went."""
    statement = select(_change.table_name, _change.row_id, _change.before).where(
        _change.command_id == command, _change.what == "delete"
    )
    for table, key, before in fetch_all(at.recorder.connection, statement):
        if not before or (table, key) == (chosen.table, chosen.key):
            continue
        one = _Gone(table, key, _decoded(before))
        if _hangs_on(one, chosen) and not _is_there(at, one):
            yield one


def _hangs_on(one: _Gone, chosen: _Gone) -> bool:
    if chosen.table == "article":
        return one.row.get("article_id") == chosen.key
    if chosen.table == "annotation":
        return one.table == "relation" and chosen.key in {one.row["head_id"], one.row["tail_id"]}
    if chosen.table == "article_set":
        return one.table == "set_member" and one.row["article_set_id"] == chosen.key
    return False


def _add_parents(at: Writing, rows: dict[tuple[str, int], _Gone]) -> None:
    """Add deleted annotations that a relation among the rows needs, and leave out what lacks another parent.

    Raises `AnnotatorError` when that is the row that was asked for.
    """
    asked = next(iter(rows))
    waiting = list(rows)
    while waiting:
        place = waiting.pop()
        for column, target in _references(rows[place]):
            parent = rows[place].row[column]
            if (target.name, parent) in rows or fetch_row(at.recorder.connection, target, parent):
                continue
            found = _last_seen(at, target, parent) if target is schema.annotation else None
            if found is not None:
                rows[found.table, found.key] = found
                waiting.append((found.table, found.key))
            elif column != "entity_id" and place == asked:
                raise AnnotatorError(_MISSING[target.name])
            elif column != "entity_id":
                del rows[place]
                break


_MISSING: Final = {
    "article": "The article of this is gone. Bring the article back first.",
    "label": "The label of this mark is not in the scheme any more. Add it to the scheme first, or undo.",
    "relation_type": "The type of this relation is not in the scheme any more.",
    "variable": "This article variable is not in the scheme any more.",
    "annotation": "One end of this relation is gone for good.",
    "article_set": "The set of this is gone. Bring the set back first.",
    "coder": "The coder of this is not in the project any more.",
}


def _references(one: _Gone) -> Iterator[tuple[str, Table]]:
    for column, target in REFERENCES.items():
        if one.row.get(column) is not None:
            yield column, target


def _last_seen(at: Writing, table: Table, key: int) -> _Gone | None:
    statement = (
        select(_change.before)
        .where(_change.table_name == table.name, _change.row_id == key, _change.what == "delete")
        .order_by(_change.id.desc())
        .limit(1)
    )
    found = fetch_all(at.recorder.connection, statement)
    return _Gone(table.name, key, _decoded(found[0][0])) if found and found[0][0] else None


def _fitting(at: Writing, one: _Gone) -> Row:
    """The row as it comes back: it names no entity that is gone."""
    row = dict(one.row)
    if (
        row.get("entity_id") is not None
        and fetch_row(at.recorder.connection, schema.entity, row["entity_id"]) is None
    ):
        row["entity_id"] = None
    return row


def _name_again(at: Writing, command: int, entity: int) -> None:
    """Give an entity back to the marks that lost it with its deletion, unless they name another one now."""
    statement = select(_change.row_id, _change.before).where(
        _change.command_id == command, _change.what == "update", _change.table_name == "annotation"
    )
    keys = []
    for key, before in fetch_all(at.recorder.connection, statement):
        row = fetch_row(at.recorder.connection, schema.annotation, key)
        if row and row["entity_id"] is None and _decoded(before).get("entity_id") == entity:
            keys.append(key)
    at.recorder.update_many(schema.annotation, keys, {"entity_id": entity, "modified": at.recorder.at})


def _is_there(at: Writing, one: _Gone) -> bool:
    """Whether the row, or one of its identity, is in the project."""
    table = schema.metadata.tables[one.table]
    if fetch_row(at.recorder.connection, table, one.key) is not None:
        return True
    uid = one.row.get("uid")
    if uid is None:
        return False
    return bool(fetch_all(at.recorder.connection, select(table.c[key_of(table)]).where(table.c.uid == uid)))


def _decoded(before: str) -> dict[str, Any]:
    return msgspec.json.decode(before, type=dict[str, Any])
