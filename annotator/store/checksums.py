"""A checksum for each row, so that a note, an attribute or a title that changed silently is noticed.

Quotes and fingerprints guard texts and places, nothing guards the rest: of 1,000 bit flips 53 changed only
rows of annotations, and SQLite's own check found nothing in them (`reference/faults.md`). A CRC-32 finds
every flip of up to 32 bits in a row, and costs a commit some microseconds.
"""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final
from zlib import crc32

import msgspec
from sqlalchemy import Boolean, DefaultClause, Integer, Table

from annotator.store import schema

NAME: Final = "checksum"
#: The tables whose rows have one.
TABLES: Final = tuple(table for table in schema.RECORDED if NAME in table.c)

#: Rows that are checked in one question, some 5 ms, so that a commit never waits long.
_AT_A_TIME: Final = 2000

_encode = msgspec.json.Encoder().encode


def with_checksum(table: Table, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The row with its checksum, or as it is when its table has none; columns that are not given count as
    their defaults.
    """
    plan = _plan(table)
    return row if plan is None else {**row, NAME: plan(row)}


def put_into(table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Write the checksum into each of the rows, if their table has one."""
    plan = _plan(table)
    if plan is not None:
        for row in rows:
            row[NAME] = plan(row)


def with_new_checksum(table: Table, row: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that change in a row, with the checksum that it has then."""
    plan = _plan(table)
    return dict(changed) if plan is None else {**changed, NAME: plan({**row, **changed})}


def fill(raw: sqlite3.Connection, *tables: Table) -> None:
    """Write the checksum of every row of these tables (none: of all), inside the caller's transaction."""
    _teach(raw)
    for table in tables or TABLES:
        raw.execute(f'UPDATE "{table.name}" SET "{NAME}" = row_checksum({_columns_of(table)})')


def wrong_rows(raw: sqlite3.Connection, table: Table, after: int) -> tuple[list[int], int | None]:
    """Of the next rows behind the key `after`, in key order: the keys of those whose checksum is wrong, and
    the key of the last one that was looked at (None at the end). Raises `sqlite3.Error`.
    """
    _teach(raw)
    keys = f'SELECT id FROM "{table.name}" WHERE id > ? ORDER BY id LIMIT {_AT_A_TIME}'
    (last,) = raw.execute(f"SELECT max(id) FROM ({keys})", (after,)).fetchone()
    if last is None:
        return [], None
    wrong = raw.execute(
        f'SELECT id FROM "{table.name}" WHERE id > ? AND id <= ?'
        f' AND "{NAME}" <> row_checksum({_columns_of(table)})',
        (after, last),
    )
    return [row[0] for row in wrong], last


@functools.cache
def _plan(table: Table) -> Any:
    """The function that makes the checksum of a row of that table."""
    if NAME not in table.c:
        return None
    columns = list(_covered(table))
    defaults = dict(columns)
    numbers = [index for index, (name, _) in enumerate(columns) if isinstance(table.c[name].type, Boolean)]
    values_of = itemgetter(*defaults)

    def checksum(row: Mapping[str, Any]) -> int:
        try:
            values = list(values_of(row))
        except KeyError:
            values = list(values_of({**defaults, **row}))
        for index in numbers:
            values[index] = int(values[index])  # True in memory, 1 in the file
        return crc32(_encode(values))

    return checksum


def _covered(table: Table) -> Iterator[tuple[str, Any]]:
    """The columns that the checksum covers, with their defaults: all but the key and itself."""
    for column in table.columns:
        if column.name in {"id", NAME}:
            continue
        given = column.server_default
        default = str(given.arg) if isinstance(given, DefaultClause) else None
        number = isinstance(column.type, Integer | Boolean)
        yield column.name, int(default) if number and default is not None else default


def _columns_of(table: Table) -> str:
    return ", ".join(f'"{name}"' for name, _ in _covered(table))


def _teach(raw: sqlite3.Connection) -> None:
    raw.create_function("row_checksum", -1, lambda *values: crc32(_encode(values)), deterministic=True)
