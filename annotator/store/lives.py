"""Questions to the history: the life of a row, of an article, and the newest commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy import ColumnElement, and_, or_, select

from annotator.model.changes import HistoryEntry
from annotator.store import schema
from annotator.store.reading import View
from annotator.store.statements import fetch_row


def history_of(view: View, table_name: str, key: int) -> list[HistoryEntry]:
    """The life of one row, oldest first."""
    change = schema.change.c
    single = and_(change.row_id == key, change.last_id.is_(None))
    ranged = and_(change.row_id <= key, change.last_id >= key)
    entries = _history(view, and_(change.table_name == table_name, or_(single, ranged)))
    return _with_after(view, entries, table_name, key)


def history_of_rows(view: View, keys: Mapping[str, Sequence[int]]) -> list[HistoryEntry]:
    """The lives of several rows (table name → ids) in one list, oldest first."""
    found = [entry for table, ids in keys.items() for key in ids for entry in history_of(view, table, key)]
    return sorted(found, key=lambda one: one.command)


def recent_commands(view: View, limit: int) -> list[HistoryEntry]:
    """The newest commands, newest first; `what` is "do", "undo" or "redo"."""
    command = schema.command.c
    rows = view.connection.execute(select(schema.command).order_by(command.id.desc()).limit(limit)).mappings()
    return [
        HistoryEntry(
            command=row["id"],
            name=row["name"],
            coder=view.names.coders.get(row["coder_id"], ""),
            at=row["at"],
            what=row["kind"],
            table="",
            uid="",
            before={},
            after={},
        )
        for row in rows
    ]


_TURNED = frozenset({"undo", "redo"})
_WHAT = {"insert": "added", "update": "changed", "delete": "deleted"}


def _history(view: View, condition: ColumnElement[bool]) -> list[HistoryEntry]:
    change, command = schema.change.c, schema.command.c
    rows = view.connection.execute(
        select(change.command_id, change.what, change.table_name, change.row_uid, change.before)
        .add_columns(command.name, command.kind, command.at, command.coder_id)
        .join(schema.command, command.id == change.command_id)
        .where(condition)
        .order_by(change.id)
    ).mappings()
    return [
        HistoryEntry(
            command=row["command_id"],
            name=f"{row['kind'].title()} {row['name']}" if row["kind"] in _TURNED else row["name"],
            coder=view.names.coders.get(row["coder_id"], ""),
            at=row["at"],
            what=_WHAT[row["what"]],
            table=row["table_name"],
            uid=row["row_uid"] or "",
            before=msgspec.json.decode(row["before"]) if row["before"] else {},
            after={},
        )
        for row in rows
    ]


def _with_after(view: View, entries: list[HistoryEntry], table_name: str, key: int) -> list[HistoryEntry]:
    """Fill in what each change made of the columns: the next change's `before`, or the row as it is."""
    known: dict[str, object] = dict(fetch_row(view.connection, schema.metadata.tables[table_name], key) or {})
    filled = []
    for entry in reversed(entries):
        after = dict(known) if entry.what == "added" else {name: known.get(name) for name in entry.before}
        filled.append(msgspec.structs.replace(entry, after={} if entry.what == "deleted" else after))
        known |= entry.before
    return filled[::-1]
