"""Making the history shorter: what deleted things once were goes, what live things went through stays.

From a day backwards, commands can no longer be undone and deleted things no longer be brought back. That they
went stays known, since a merge would otherwise bring them back from an old copy; so does who made and changed
what is in the project, when, and from what.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from annotator.model.changes import Compaction
from annotator.store import schema
from annotator.store.schema import key_of

#: Kinds of commands that a person could undo or do again.
_STEPS: Final = "('do', 'undo', 'redo', 'merge')"


def preview(raw: sqlite3.Connection, before: str) -> Compaction:
    """What `compact` would take out of commands before that moment (UTC)."""
    rows, size, deleted = _count(raw, before)
    (commands,) = raw.execute(
        f"SELECT count(*) FROM command WHERE at < ? AND kind IN {_STEPS}", (before,)
    ).fetchone()
    return Compaction(rows=rows, bytes=size, commands=commands, deleted=deleted)


def compact(raw: sqlite3.Connection, before: str) -> None:
    """Take it out, inside the caller's transaction."""
    old = "command_id IN (SELECT id FROM command WHERE at < ?)"
    for table in schema.RECORDED:
        name = (table.name,)
        gone = f"table_name = ? AND NOT EXISTS ({_live(table.name)})"
        raw.execute(
            f"DELETE FROM change WHERE {gone} AND what <> 'delete' AND last_id IS NULL AND {old}",
            (*name, before),
        )
        raw.execute(
            f"UPDATE change SET before = NULL WHERE {gone} AND what = 'delete' AND {old}", (*name, before)
        )
    raw.execute(f"UPDATE command SET kind = 'kept' WHERE at < ? AND kind IN {_STEPS}", (before,))


def _live(table: str) -> str:
    key = key_of(schema.metadata.tables[table])
    return f'SELECT 1 FROM "{table}" AS live WHERE live."{key}" = change.row_id'


def _count(raw: sqlite3.Connection, before: str) -> tuple[int, int, int]:
    rows = size = deleted = 0
    for table in schema.RECORDED:
        # a row takes some 60 bytes beside what it holds, in the table and in its indexes
        found = raw.execute(
            "SELECT coalesce(sum(what <> 'delete'), 0),"
            " coalesce(sum(length(before) + CASE what WHEN 'delete' THEN 0 ELSE 60 END), 0),"
            " coalesce(sum(what = 'delete' AND before IS NOT NULL), 0)"
            f" FROM change WHERE table_name = ? AND last_id IS NULL AND NOT EXISTS ({_live(table.name)})"
            " AND command_id IN (SELECT id FROM command WHERE at < ?)",
            (table.name, before),
        ).fetchone()
        rows, size, deleted = rows + found[0], size + found[1], deleted + found[2]
    return rows, size, deleted
