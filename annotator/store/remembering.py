"""What a merge keeps of the other file's history: its commands, and what they did to rows that are here now.

The commands tell the next merge what came with this one. Their changes tell what a mark went through before
it came here. Nothing of it lies on the stack of Undo: undoing the merge leaves it where it is, and a later
merge of the same file takes it over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import delete, select, update

from annotator.store import schema
from annotator.store.history import Recorder
from annotator.store.merge import MERGED, REFERENCES
from annotator.store.reading import View
from annotator.store.statements import Row, chunks, fetch_all, insert_row, insert_rows

_command: Final = schema.command.c
_change: Final = schema.change.c
_MERGED: Final = frozenset(table.name for table in MERGED)


class Foreign(NamedTuple):
    """A command of the other file, and what it did there."""

    row: Row
    coder: int
    changes: list[Row]


class Translation(NamedTuple):
    """By table: the id here of each id there, as far as the row is here."""

    ids: Mapping[str, Mapping[int, int]]

    def key(self, table: str, key: int) -> int | None:
        """The id here of a row there."""
        return self.ids[table].get(key)

    def columns(self, before: str | None) -> str | None:
        """What a row was, with the references of this file; those to rows that are not here are left out."""
        if before is None:
            return None
        row: Row = msgspec.json.decode(before, type=dict[str, Any])
        row.pop("id", None)
        for column, target in REFERENCES.items():
            if row.get(column) is not None:
                row[column] = self.key(target.name, row[column])
                if row[column] is None:
                    del row[column]
        return msgspec.json.encode(row).decode()


def foreign_commands(view: View, known: Iterable[str]) -> list[Foreign]:
    """The commands of the other file that are not known here, oldest first, with their changes."""
    here = set(known)
    columns = (_command.id, _command.uid, _command.name, _command.kind, _command.coder_id, _command.at)
    found: dict[int, Foreign] = {}
    for key, uid, name, kind, coder, at in fetch_all(view.connection, select(*columns).order_by(_command.id)):
        if uid not in here:
            words = f"{kind.title()} {name}" if kind in {"undo", "redo"} else name
            found[key] = Foreign({"uid": uid, "name": words, "kind": "theirs", "at": at}, coder, [])
    names = ("command_id", "what", "table_name", "row_id", "last_id", "row_uid", "before")
    for values in fetch_all(view.connection, select(*(_change[name] for name in names)).order_by(_change.id)):
        if values[0] in found and values[2] in _MERGED:
            found[values[0]].changes.append(dict(zip(names, values, strict=True)))
    return list(found.values())


def remember(recorder: Recorder, commands: list[Foreign], translation: Translation) -> None:
    """Keep the other file's commands, with what they did to rows that are here."""
    merge = recorder.command_id()
    again = _take_again(recorder, [one.row["uid"] for one in commands], merge)
    changes: list[Row] = []
    for one in commands:
        key = again.get(one.row["uid"])
        if key is None:
            coder = translation.key("coder", one.coder) or recorder.coder
            key = insert_row(
                recorder.connection, schema.command, {**one.row, "coder_id": coder, "reverts": merge}
            )
        changes += ({**change, "command_id": key} for change in _translated(one.changes, translation))
    insert_rows(recorder.connection, schema.change, changes)


def _take_again(recorder: Recorder, uids: list[str], merge: int) -> dict[str, int]:
    """The ids of those commands that an undone merge brought; they belong to this merge from now on."""
    found: dict[str, int] = {}
    for chunk in chunks(uids):  # type: ignore[arg-type]
        rows = fetch_all(
            recorder.connection, select(_command.uid, _command.id).where(_command.uid.in_(chunk))
        )
        keys = dict(rows)
        recorder.connection.execute(delete(schema.change).where(_change.command_id.in_(keys.values())))
        recorder.connection.execute(
            update(schema.command).where(_command.id.in_(keys.values())).values(reverts=merge)
        )
        found |= keys
    return found


def _translated(changes: list[Row], translation: Translation) -> Iterator[Row]:
    for change in changes:
        table, first = change["table_name"], change["row_id"]
        last = first if change["last_id"] is None else change["last_id"]
        here = sorted(
            key for there in range(first, last + 1) if (key := translation.key(table, there)) is not None
        )
        for run in _runs(here):
            yield {
                "what": change["what"],
                "table_name": table,
                "row_id": run[0],
                "last_id": None if len(run) == 1 else run[-1],
                "row_uid": change["row_uid"],
                "before": translation.columns(change["before"]),
            }


def _runs(keys: list[int]) -> Iterator[list[int]]:
    for _, group in groupby(enumerate(keys), key=lambda pair: pair[1] - pair[0]):
        yield [key for _, key in group]
