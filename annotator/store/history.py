"""The history in the file: every write goes through a `Recorder`, and undo reads what it wrote.

A command is one row, each change one row with the columns as they were before. Undo replays the
changes backwards through a Recorder of its own, so that an undo is itself a command and redo is the
undo of an undo. Both therefore survive a restart.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, Table, bindparam, select

from annotator.model.changes import Changes
from annotator.store import checksums, schema
from annotator.store.schema import key_of
from annotator.store.statements import (
    Row,
    chunks,
    delete_rows,
    fetch_all,
    fetch_row,
    fetch_rows,
    insert_row,
    insert_rows,
    insert_tuples,
    update_each,
    update_row,
)

#: Kinds of commands that lie on the stack of Undo.
_DONE = frozenset({"do", "redo", "merge"})
#: The columns of a change that an update writes.
_UPDATED: Final = ("command_id", "what", "table_name", "row_id", "row_uid", "before")
_encode: Final = msgspec.json.Encoder().encode
_TABLES = {table.name: table for table in schema.RECORDED}


def now() -> str:
    """This moment in UTC, to the millisecond: "2025-04-26T09:14:32.123Z"."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_uid() -> str:
    """A fresh random identity (UUID 4)."""
    return str(uuid.uuid4())


class Recorder:
    """Writes rows and what they were before, for one command inside one transaction."""

    def __init__(
        self, connection: Connection, *, name: str, coder: int, kind: str = "do", reverts: int | None = None
    ) -> None:
        self.connection = connection
        self.coder = coder
        self.at = now()
        self._command_row = {
            "uid": new_uid(),
            "name": name,
            "kind": kind,
            "reverts": reverts,
            "coder_id": coder,
            "at": self.at,
        }
        self._command: int | None = None
        self._touched = _Touched()

    @property
    def changes(self) -> Changes:
        """What was touched so far."""
        return self._touched.changes()

    def coder_added(self) -> None:
        """Say that a coder came into the project, which is not history."""
        self._touched.flags.add("coders")

    def command_id(self) -> int:
        """The row of the command, written with its first change."""
        if self._command is None:
            self._command = insert_row(self.connection, schema.command, self._command_row)
        return self._command

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """A part of the command: when the block fails, what it wrote is taken back and the rest stays."""
        command = self._command
        self.connection.exec_driver_sql("SAVEPOINT part")
        try:
            yield
        except BaseException:
            self._command = command
            self.connection.exec_driver_sql("ROLLBACK TO part")
            raise
        finally:
            self.connection.exec_driver_sql("RELEASE part")

    def insert(self, table: Table, row: Mapping[str, Any]) -> int:
        """Insert one row and give its key."""
        key = insert_row(self.connection, table, checksums.with_checksum(table, row))
        self._record("insert", table, key, uid=row.get("uid"))
        self._touched.add(table, key, row)
        return key

    def insert_many(self, table: Table, rows: Sequence[Row]) -> range:
        """Insert rows of the same columns with consecutive keys and give the keys; keys and checksums are set
        in the rows.

        One change stands for all of them. Rows whose key is given keep it; it must be consecutive.
        """
        if not rows:
            return range(0)
        checksums.put_into(table, rows)
        key_name = key_of(table)
        first = rows[0].get(key_name)
        if first is None:
            first = insert_row(self.connection, table, rows[0])
            for key, row in zip(itertools.count(first), rows, strict=False):
                row[key_name] = key
            insert_rows(self.connection, table, rows[1:])
        else:
            insert_rows(self.connection, table, rows)
        keys = range(first, first + len(rows))
        self._record("insert", table, first, last=keys[-1])
        for key, row in zip(keys, rows, strict=True):
            self._touched.add(table, key, row)
        return keys

    def insert_tuples(self, table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> range:
        """Insert very many rows, tuples of these columns with their checksums, and give their consecutive
        keys. One change stands for all of them.
        """
        if not rows:
            return range(0)
        first = insert_row(self.connection, table, dict(zip(columns, rows[0], strict=True)))
        keys = range(first, first + len(rows))
        keyed = [(key, *row) for key, row in zip(keys[1:], rows[1:], strict=True)]
        insert_tuples(self.connection, table, (key_of(table), *columns), keyed)
        self._record("insert", table, first, last=keys[-1])
        self._touched.add_tuples(table, keys, columns, rows)
        return keys

    def update(self, table: Table, key: int, values: Mapping[str, Any]) -> bool:
        """Set columns of one row; false when that changes nothing or the row is gone."""
        row = fetch_row(self.connection, table, key)
        if row is None:
            return False
        changed = {name: value for name, value in values.items() if row[name] != value}
        if not changed:
            return False
        before = {name: row[name] for name in changed}
        self._record("update", table, key, uid=row.get("uid"), before=before)
        if table is schema.article_text:
            self._touched.flags.add("texts")
        update_row(self.connection, table, key, checksums.with_new_checksum(table, row, changed))
        self._touched.add(table, key, row)
        return True

    def update_many(self, table: Table, keys: Sequence[int], values: Mapping[str, Any]) -> int:
        """Set the same columns of many rows; gives how many that changed."""
        return self.update_each(table, dict.fromkeys(keys, values))

    def update_each(self, table: Table, rows: Mapping[int, Mapping[str, Any]]) -> int:
        """Set the same columns of many rows, each to its own values, by key; gives how many that changed."""
        return sum(self._update_some(table, chunk, rows) for chunk in chunks(list(rows)))

    def _update_some(self, table: Table, keys: Sequence[int], rows: Mapping[int, Mapping[str, Any]]) -> int:
        """A portion at a time: hundreds of thousands of rows in memory would keep the collector busy."""
        changed: list[tuple[int, Row]] = []
        changes: list[tuple[Any, ...]] = []
        name_of_key, name = key_of(table), table.name
        for row in fetch_rows(self.connection, table, keys):
            key = row[name_of_key]
            values = rows[key]
            before = {column: row[column] for column, value in values.items() if row[column] != value}
            if before:
                uid = row.get("uid")
                said = _encode(before).decode()
                changes.append((self.command_id(), "update", name, key, uid, said))
                changed.append((key, checksums.with_new_checksum(table, row, values)))
                self._touched.add(table, key, row)
        insert_tuples(self.connection, schema.change, _UPDATED, changes)
        update_each(self.connection, table, changed)
        return len(changed)

    def delete(self, table: Table, keys: Sequence[int]) -> None:
        """Delete rows; what they were is kept in the history."""
        rows = []
        for row in fetch_rows(self.connection, table, keys):
            key = row[key_of(table)]
            self._touched.add(table, key, row, listed=True)
            row.pop(checksums.NAME, None)
            change = self._change("delete", table, key, uid=row.get("uid"), before=row)
            article = None if table is schema.article_text else row.get("article_id")
            rows.append({**change, "article_id": article})
        insert_rows(self.connection, schema.change, rows)
        delete_rows(self.connection, table, keys)

    def _record(
        self,
        what: str,
        table: Table,
        key: int,
        *,
        last: int | None = None,
        uid: str | None = None,
        before: Row | None = None,
    ) -> None:
        row = self._change(what, table, key, last=last, uid=uid, before=before)
        insert_row(self.connection, schema.change, row)
        if what == "insert":
            self._touched.listing = self._touched.listing or table is schema.article

    def _change(
        self,
        what: str,
        table: Table,
        key: int,
        *,
        last: int | None = None,
        uid: str | None = None,
        before: Row | None = None,
    ) -> Row:
        return {
            "command_id": self.command_id(),
            "what": what,
            "table_name": table.name,
            "row_id": key,
            "last_id": last,
            "row_uid": uid,
            "before": None if before is None else msgspec.json.encode(before).decode(),
        }


#: The tables whose changes only raise a flag of `Changes`.
_FLAGS: Final[Mapping[str, str]] = {
    "label": "scheme",
    "relation_type": "scheme",
    "variable": "scheme",
    "coder": "coders",
    "article_set": "sets",
    "set_member": "sets",
    "assignment": "assignments",
    "saved_item": "saved",
    "decision": "decisions",
}


class _Touched:
    """The ids that a command touched, by kind."""

    def __init__(self) -> None:
        self._ids: dict[str, set[int]] = {
            name: set() for name in ("article", "annotation", "relation", "entity")
        }
        self.listing = False
        self.flags: set[str] = set()

    def add(self, table: Table, key: int, row: Mapping[str, Any], *, listed: bool = False) -> None:
        if table.name in self._ids:
            self._ids[table.name].add(key)
        if "article_id" in row and table is not schema.set_member:
            self._ids["article"].add(row["article_id"])
        self.listing = self.listing or (listed and table is schema.article)
        if table.name in _FLAGS:
            self.flags.add(_FLAGS[table.name])

    def add_tuples(
        self, table: Table, keys: range, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        if table.name in self._ids:
            self._ids[table.name].update(keys)
        if "article_id" in columns and table is not schema.set_member:
            self._ids["article"].update(map(itemgetter(columns.index("article_id")), rows))
        if table.name in _FLAGS:
            self.flags.add(_FLAGS[table.name])

    def changes(self) -> Changes:
        return Changes(
            articles=frozenset(self._ids["article"]),
            annotations=frozenset(self._ids["annotation"]),
            relations=frozenset(self._ids["relation"]),
            entities=frozenset(self._ids["entity"]),
            listing=self.listing,
            **dict.fromkeys(self.flags, True),
        )


def next_undo(connection: Connection) -> tuple[int, str] | None:
    """The command that Undo would revert, as (id, name), or None.

    Undo and redo are linear: a "do", "merge" or "redo" lies on the stack until an "undo" takes it off. Other
    kinds (the founding of the project) cannot be undone.
    """
    taken = 0
    for row in _commands_backwards(connection):
        if row.kind == "undo":
            taken += 1
        elif row.kind in _DONE and taken:
            taken -= 1
        elif row.kind in _DONE:
            return int(row.id), str(row.name)
    return None


def next_redo(connection: Connection) -> tuple[int, str] | None:
    """The undo that Redo would revert, as (id, name), or None: a new command ends the chain."""
    taken = 0
    for row in _commands_backwards(connection):
        if row.kind in {"do", "merge"}:
            return None
        if row.kind == "redo":
            taken += 1
        elif row.kind == "undo" and taken:
            taken -= 1
        elif row.kind == "undo":
            return int(row.id), str(row.name)
    return None


class _Change(NamedTuple):
    """One recorded change, as it is read back."""

    what: str
    table_name: str
    row_id: int
    last_id: int | None
    before: str


_CHANGES: Final = (
    select(*(schema.change.c[name] for name in _Change._fields))
    .where(schema.change.c.command_id == bindparam("command"))
    .order_by(schema.change.c.id.desc())
)


def revert(recorder: Recorder, command: int) -> None:
    """Take back every change of a command, newest first."""
    changes = map(_Change._make, fetch_all(recorder.connection, _CHANGES, {"command": command}))
    for (what, table_name), group in itertools.groupby(changes, key=itemgetter(0, 1)):
        _REVERT[what](recorder, _TABLES[table_name], list(group))


def _revert_inserts(recorder: Recorder, table: Table, changes: list[_Change]) -> None:
    keys: list[int] = []
    for one in changes:
        keys += range(one.row_id, (one.last_id or one.row_id) + 1)
    recorder.delete(table, keys)


def _revert_updates(recorder: Recorder, table: Table, changes: list[_Change]) -> None:
    """Many at once as far as they set the same columns of different rows, and each row in its turn."""
    rows: dict[int, Row] = {}
    for one in changes:
        before = _row.decode(one.before)
        if one.row_id in rows or (rows and before.keys() != next(iter(rows.values())).keys()):
            _revert_each(recorder, table, rows)
            rows = {}
        rows[one.row_id] = before
    _revert_each(recorder, table, rows)


def _revert_each(recorder: Recorder, table: Table, rows: dict[int, Row]) -> None:
    if len(rows) > 1 and table is not schema.article_text:
        recorder.update_each(table, rows)
        return
    for key, before in rows.items():
        recorder.update(table, key, before)


def _revert_deletes(recorder: Recorder, table: Table, changes: list[_Change]) -> None:
    rows = sorted((_row.decode(one.before) for one in changes), key=itemgetter(key_of(table)))
    for run in _consecutive(rows, key_of(table)):
        if len(run) == 1:
            recorder.insert(table, run[0])
        else:
            recorder.insert_many(table, run)


_row: Final = msgspec.json.Decoder(dict[str, Any])
_REVERT = {"insert": _revert_inserts, "update": _revert_updates, "delete": _revert_deletes}


def _consecutive(rows: list[Row], key: str) -> Iterator[list[Row]]:
    numbered = enumerate(rows)
    for _, group in itertools.groupby(numbered, key=lambda pair: pair[1][key] - pair[0]):
        yield [row for _, row in group]


def _commands_backwards(connection: Connection) -> Iterator[Any]:
    columns = (schema.command.c.id, schema.command.c.kind, schema.command.c.name)
    before: int | None = None
    while True:
        statement = select(*columns).order_by(schema.command.c.id.desc()).limit(64)
        if before is not None:
            statement = statement.where(schema.command.c.id < before)
        page = connection.execute(statement).all()
        yield from page
        if len(page) < 64:
            return
        before = page[-1].id
