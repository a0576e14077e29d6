"""What a merge keeps of the other file's history: its commands, and what they did to rows that are here now.

The commands tell the next merge what came with this one. Their changes tell what a mark went through before
it came here. Nothing of it lies on the stack of Undo: undoing the merge leaves it where it is, and a later
merge of the same file takes it over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Table, delete, func, select, update

from annotator.store import schema
from annotator.store.history import Recorder
from annotator.store.merge import REFERENCES, Foreign, Side
from annotator.store.statements import Row, chunks, insert_tuples

_command: Final = schema.command.c
_change: Final = schema.change.c
_COMMAND: Final = ("id", "uid", "name", "kind", "reverts", "coder_id", "at")
_CHANGE: Final = ("command_id", "what", "table_name", "row_id", "last_id", "row_uid", "before")


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


def remember(recorder: Recorder, here: Side, foreign: Foreign, translation: Translation) -> None:
    """Keep the other file's commands, with what they did to rows that are here."""
    merge = recorder.command_id()
    keys = _taken_again(recorder, here, foreign, merge)
    fresh = [row for row in foreign.commands if row[0] not in keys]
    first = _next_id(recorder, schema.command)
    keys |= {row[0]: first + at for at, row in enumerate(fresh)}
    coders, own = translation.ids["coder"], recorder.coder
    rows = (
        (here_key, uid, name, "theirs", merge, coders.get(coder, own), at)
        for here_key, (_, uid, name, coder, at) in enumerate(fresh, first)
    )
    insert_tuples(recorder.connection, schema.command, _COMMAND, rows)
    insert_tuples(
        recorder.connection, schema.change, _CHANGE, _translated(foreign.changes, keys, translation)
    )


def _next_id(recorder: Recorder, table: Table) -> int:
    """The id that the next row gets; an id is never given twice."""
    return int(recorder.connection.execute(select(func.max(table.c.id))).scalar() or 0) + 1


def _taken_again(recorder: Recorder, here: Side, foreign: Foreign, merge: int) -> dict[int, int]:
    """Of commands that an undone merge brought: their id there → here; they belong to this merge now."""
    known = here.own_commands(row[1] for row in foreign.commands)
    for chunk in chunks(list(known.values())):
        recorder.connection.execute(delete(schema.change).where(_change.command_id.in_(chunk)))
        recorder.connection.execute(
            update(schema.command).where(_command.id.in_(chunk)).values(reverts=merge)
        )
    return {row[0]: known[row[1]] for row in foreign.commands if row[1] in known}


def _translated(
    changes: list[tuple[Any, ...]], commands: Mapping[int, int], translation: Translation
) -> Iterator[tuple[Any, ...]]:
    for there, what, table, first, last, uid, before in changes:
        command, ids = commands[there], translation.ids[table]
        if last is None:
            key = ids.get(first)
            if key is not None:
                was = None if before is None else translation.columns(before)
                yield command, what, table, key, None, uid, was
            continue
        here = sorted(ids[key] for key in range(first, last + 1) if key in ids)
        for run in _runs(here):
            end = None if len(run) == 1 else run[-1]
            yield command, what, table, run[0], end, uid, translation.columns(before)


def _runs(keys: list[int]) -> Iterator[list[int]]:
    for _, group in groupby(enumerate(keys), key=lambda pair: pair[1] - pair[0]):
        yield [key for _, key in group]
