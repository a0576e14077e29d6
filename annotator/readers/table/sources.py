"""The rows of every kind of table, one by one: CSV, TSV, workbooks, JSON, JSON lines, Parquet."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import msgspec


class Row(msgspec.Struct, gc=False):
    """One row: its number as people count it (line of a sheet, record of a file), its cells, a warning."""

    number: int
    cells: list[Any]
    warning: str = ""
    more: dict[str, Any] = {}  # values of columns that the header does not know


class Source(msgspec.Struct, kw_only=True):
    """A table: the names of its columns, its rows (each call of `rows` starts anew), notes on the whole."""

    header: list[str]
    rows: Callable[[], Iterator[Row]]
    notes: list[str] = []


def cell_text(cell: object) -> str:
    """A value in words: dates in ISO 8601 (no midnight), whole numbers without ".0", None as ""."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        bare = cell.time() == datetime.time() and cell.tzinfo is None
        return cell.date().isoformat() if bare else cell.isoformat(timespec="seconds")
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
