"""The few statements that every write is made of, compiled once from the tables.

The compiled text goes straight to the driver: through SQLAlchemy's own execution an insert costs
several times the driver's time, which counts both for one mark and for a million.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, Select, Table, bindparam, delete, insert, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import ClauseElement

from annotator.store.schema import key_of

Row = dict[str, Any]

#: Values in one IN (...) list; SQLite allows 32,766.
CHUNK: Final = 500

_DIALECT: Final = sqlite.dialect()


def insert_row(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Insert one row and give its key."""
    sql, order = _insert(table, tuple(row))
    cursor = _cursor(connection)
    cursor.execute(sql, [row[name] for name in order])
    return int(row.get(key_of(table)) or cursor.lastrowid or 0)


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the columns of the first one."""
    if rows:
        sql, order = _insert(table, tuple(rows[0]))
        _cursor(connection).executemany(sql, [[row[name] for name in order] for row in rows])


def insert_tuples(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows that are given as tuples of these columns: for very many."""
    sql, order = _insert(table, tuple(columns))
    if order != list(columns):
        places = [columns.index(name) for name in order]
        rows = ([row[place] for place in places] for row in rows)
    _cursor(connection).executemany(sql, rows)


def update_row(connection: Connection, table: Table, key: int, values: Mapping[str, Any]) -> None:
    """Set columns of one row."""
    sql, order = _update(table, tuple(values))
    given = {**values, "key_": key}
    _cursor(connection).execute(sql, [given[name] for name in order])


def fetch_row(connection: Connection, table: Table, key: int) -> Row | None:
    """One row as a dict, or None."""
    sql, _ = _fetch(table)
    cursor = _cursor(connection)
    row = cursor.execute(sql, (key,)).fetchone()
    return None if row is None else {table.c.keys()[at]: value for at, value in enumerate(row)}


def fetch_rows(connection: Connection, table: Table, keys: Iterable[int]) -> Iterator[Row]:
    """The rows with these keys, in key order within each chunk; missing ones are left out."""
    names = table.c.keys()
    for chunk in chunks(list(keys)):
        for row in _cursor(connection).execute(_fetch_many(table, len(chunk)), chunk).fetchall():
            yield dict(zip(names, row, strict=True))


def update_each(connection: Connection, table: Table, rows: Sequence[tuple[int, Row]]) -> None:
    """Set columns of many rows, given as (key, values); all set the columns that the first one sets."""
    if rows:
        sql, order = _update(table, tuple(rows[0][1]))
        given = ({**values, "key_": key} for key, values in rows)
        _cursor(connection).executemany(sql, [[one[name] for name in order] for one in given])


def delete_rows(connection: Connection, table: Table, keys: Iterable[int]) -> None:
    """Delete the rows with these keys."""
    column = table.c[key_of(table)]
    for chunk in chunks(list(keys)):
        connection.execute(delete(table).where(column.in_(chunk)))


def chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """The keys in portions that fit an IN list."""
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]


def fetch_all(
    connection: Connection, statement: Select[Any], values: Mapping[str, Any] | None = None
) -> Sequence[tuple[Any, ...]]:
    """All rows of a question with long answers, as the driver gives them; `values` of its parameters."""
    sql, order, own = _question(statement)
    given = {**own, **(values or {})}
    found: Sequence[tuple[Any, ...]] = (
        _cursor(connection).execute(sql, [given[one] for one in order]).fetchall()
    )
    return found


def _cursor(connection: Connection) -> Any:
    return connection.connection.cursor()


@functools.cache
def _insert(table: Table, columns: tuple[str, ...]) -> tuple[str, list[str]]:
    return _compiled(insert(table).values({name: bindparam(name) for name in columns}))


@functools.cache
def _update(table: Table, columns: tuple[str, ...]) -> tuple[str, list[str]]:
    key = table.c[key_of(table)]
    statement = update(table).where(key == bindparam("key_"))
    return _compiled(statement.values({name: bindparam(name) for name in columns}))


@functools.cache
def _fetch(table: Table) -> tuple[str, list[str]]:
    return _compiled(select(table).where(table.c[key_of(table)] == bindparam("key_")))


@functools.lru_cache(maxsize=256)
def _fetch_many(table: Table, count: int) -> str:
    column = table.c[key_of(table)]
    keys: list[BindParameter[int]] = [bindparam(f"key_{place}") for place in range(count)]
    return _compiled(select(table).where(column.in_(keys)).order_by(column))[0]


@functools.lru_cache(maxsize=64)
def _question(statement: Select[Any]) -> tuple[str, list[str], dict[str, Any]]:
    compiled = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    return str(compiled), list(compiled.positiontup or ()), dict(compiled.params)


def _compiled(statement: ClauseElement) -> tuple[str, list[str]]:
    compiled = statement.compile(dialect=_DIALECT)
    return str(compiled), list(getattr(compiled, "positiontup", None) or [])
