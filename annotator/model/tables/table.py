"""What a table is: named columns of a kind, and rows of plain cells for a workbook or a CSV file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, Literal

import msgspec

from annotator.model.annotation import AttributeValue

#: Times carry no zone in a cell: they are UTC.
Cell = str | int | float | date | datetime | None
Row = list[Cell]

#: "id" and "label" are text; "long" is text that needs room.
Kind = Literal["text", "long", "number", "date", "time", "label", "id"]

#: What an edit of the column would change, "" when it cannot be edited: "label", "attribute", …
Field = Literal["", "uid", "check", "label", "attribute", "entity", "note", "variable", "status"]

#: Columns that people named.
_PEOPLES: Final = frozenset({"attribute", "variable"})

_WHOLE_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?\Z")

#: What no spreadsheet holds: C0 controls but tab and line feed, half characters, U+FFFE and U+FFFF.
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")

#: Beginnings that a spreadsheet takes for a formula, full-width forms included.
_FORMULA_SIGNS: Final = frozenset("=+-@\t\r＝＋－＠")


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column. `field` and `of` say what of an annotation or article it shows: ("attribute", "form")."""

    name: str
    kind: Kind = "text"
    field: Field = ""
    of: str = ""


class Table(msgspec.Struct, kw_only=True):
    """A table that is small enough to be held."""

    name: str
    columns: list[Column]
    rows: list[Row] = []


class Columns:
    """Columns whose names are unique, whatever people call their attributes; it may grow at its end."""

    def __init__(self, columns: Iterable[Column]) -> None:
        self.all: list[Column] = []
        self._places: dict[tuple[Field, str], int] = {}
        self._names: set[str] = set()
        given = list(columns)
        self._names.update(one.name.casefold() for one in given if one.field not in _PEOPLES)
        for column in given:
            if column.field in _PEOPLES:
                self.add(column)
            else:  # our own columns keep their names
                self._append(column)

    def add(self, column: Column) -> int:
        """Add a column, its name made unique ("note (attribute)"); gives its place, from 0."""
        name, number = column.name, 1
        while name.casefold() in self._names:
            kind = column.field or "column"
            name = f"{column.name} ({kind})" if number == 1 else f"{column.name} ({kind} {number})"
            number += 1
        self._names.add(name.casefold())
        return self._append(msgspec.structs.replace(column, name=name))

    def _append(self, column: Column) -> int:
        self.all.append(column)
        self._places[column.field, column.of] = len(self.all) - 1
        return len(self.all) - 1

    def place(self, field: Field, of: str, *, kind: Kind = "text") -> int:
        """The place of the column that shows this; it is added at the end when there is none."""
        found = self._places.get((field, of))
        return self.add(Column(name=of, kind=kind, field=field, of=of)) if found is None else found

    def set(self, row: Row, place: int, cell: Cell) -> None:
        """Put a cell into a row that may be too short for it."""
        row.extend([None] * (place + 1 - len(row)))
        row[place] = cell


def date_cell(value: str) -> Cell:
    """An ISO date as a real one where it is whole and a spreadsheet can hold it, else as it is."""
    if not value:
        return None
    if not _WHOLE_DATE.match(value):
        return value
    try:
        if len(value) == 10:
            made = date.fromisoformat(value)
            return made if made.year >= 1901 else value
        moment = datetime.fromisoformat(value).replace(tzinfo=None)
    except ValueError:
        return value
    return moment if moment.year >= 1901 else value


def time_cell(value: str) -> Cell:
    """A time of ours ("2025-04-26T09:14:32.123Z") as a real one without zone, UTC."""
    try:
        return datetime.fromisoformat(value).replace(tzinfo=None) if value else None
    except ValueError:
        return value


def value_cell(value: AttributeValue | None, *, date: bool = False) -> Cell:
    """An attribute's value: yes or no, a number, a date, a text; lists with "; " between."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, str):
        return (date_cell(value) if date else value) or None
    return value


def printable(text: str) -> tuple[str, int]:
    """The text with what no spreadsheet holds replaced by U+FFFD, and how often; CR becomes a line feed."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.subn("\ufffd", text)


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula when it is typed in or read from CSV."""
    return text[:1] in _FORMULA_SIGNS and text != ""


def short(text: str, most: int) -> str:
    """The text on one line, cut to `most` characters with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
