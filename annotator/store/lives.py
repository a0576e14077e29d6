"""Questions to the history: the life of a row, of an article, and the newest commands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Protocol, TypeVar

import msgspec
from sqlalchemy import ColumnElement, and_, case, or_, select

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
        .order_by(*IN_ORDER)
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
            theirs=row["kind"] == "theirs",
        )
        for row in rows
    ]


#: Changes as they followed each other; what a merge brought from another file stands before the merge.
_theirs: Final = schema.command.c.kind == "theirs"
IN_ORDER: Final = (
    case((_theirs, schema.command.c.reverts), else_=schema.command.c.id),
    case((_theirs, 0), else_=1),
    schema.change.c.id,
)


def _with_after(view: View, entries: list[HistoryEntry], table_name: str, key: int) -> list[HistoryEntry]:
    """Fill in what each change made of the columns."""
    row = fetch_row(view.connection, schema.metadata.tables[table_name], key)
    filled = []
    for entry, _, whole in unwound(row or {}, reversed(entries)):
        changed = entry.what == "changed"
        after = {name: whole.get(name) for name in entry.before} if changed else whole
        filled.append(msgspec.structs.replace(entry, after=after))
    return filled[::-1]


class Past(Protocol):
    """What `unwound` asks of a change."""

    @property
    def what(self) -> str:
        """Added, changed or deleted."""

    @property
    def theirs(self) -> bool:
        """Whether it was made in another file, before a merge."""

    @property
    def before(self) -> dict[str, object]:
        """The columns that it changed, as they were."""


_Past = TypeVar("_Past", bound=Past)


def unwound(
    row: Mapping[str, object], entries: Iterable[_Past]
) -> Iterator[tuple[_Past, dict[str, object], dict[str, object]]]:
    """Each change, newest first, with the whole row before and after it; `row` is the row as it is now.

    What was done in another file led to what its merge made of the row, not to what the row was here.
    """
    here = dict(row)
    there = dict(row)
    for entry in entries:
        side = there if entry.theirs else here
        after = {} if entry.what == "deleted" else dict(side)
        if not entry.theirs:
            there = dict(after or entry.before)
        side.update(entry.before)
        yield entry, {} if entry.what == "added" else dict(side), after
