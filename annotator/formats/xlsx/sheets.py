"""Sheets in the making: rows go to a temporary file, and on to a further sheet when one is full."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from math import ceil
from pathlib import Path
from typing import IO, Final

from annotator.formats.xlsx.cells import CellWriter, StyleIds
from annotator.model.exchange import ExportReport
from annotator.model.tables.table import Cell, Column, Row

#: Rows that are looked at for the widths of columns.
_MEASURED: Final = 300

#: The widest that a column of a kind gets, in characters.
_WIDEST: Final = {"text": 30, "long": 60, "number": 14, "date": 12, "time": 20, "label": 18, "id": 13}


#: The highest that a row gets; Excel allows 409 points.
_MOST_LINES: Final = 27


class SheetStream:
    """The rows of one table, spooled to disk: memory stays constant, whatever the number of rows.

    `wrapped` rows are as high as their longest cell needs; the others are one line high.
    """

    def __init__(
        self,
        name: str,
        styles: StyleIds,
        report: ExportReport,
        *,
        folder: Path,
        rows_per_sheet: int,
        wrapped: bool = False,
    ) -> None:
        self.name = name
        self.parts: list[Part] = []
        self._styles = styles
        self._report = report
        self._folder = folder
        self._limit = rows_per_sheet
        self._wrapped = wrapped
        self._lengths: list[int] = []
        self._next_part()

    def add(self, rows: Iterable[Row], columns: Sequence[Column]) -> None:
        """Write the rows behind those that are there."""
        part = self.parts[-1]
        for row in rows:
            if part.rows == self._limit:
                part = self._next_part()
            part.add(row, columns, lines=_lines(row, columns) if self._wrapped else 1)
            if len(self.parts) == 1 and part.rows <= _MEASURED:
                self._measure(row)

    def widths(self, columns: Sequence[Column]) -> list[int]:
        """The width of each column in characters: room for the header and for most cells."""
        lengths = self._lengths + [0] * (len(columns) - len(self._lengths))
        return [
            max(len(column.name) + 4, min(length + 2, _WIDEST[column.kind]))
            for column, length in zip(columns, lengths, strict=False)
        ]

    def close(self) -> None:
        """Close the temporary files; they stay until their folder goes."""
        for part in self.parts:
            part.spool.close()

    def _next_part(self) -> Part:
        number = len(self.parts) + 1
        name = self.name if number == 1 else f"{self.name} {number}"
        spool = (self._folder / f"{name}.rows").open("w+b")
        self.parts.append(Part(name, spool, CellWriter(name, self._styles, self._report)))
        return self.parts[-1]

    def _measure(self, row: Row) -> None:
        self._lengths.extend([0] * (len(row) - len(self._lengths)))
        for place, cell in enumerate(row):
            self._lengths[place] = max(self._lengths[place], _shown_length(cell))


class Part:
    """One sheet of a table: its rows as XML in a temporary file."""

    def __init__(self, name: str, spool: IO[bytes], writer: CellWriter) -> None:
        self.name = name
        self.spool = spool
        self.writer = writer
        self.rows = 0

    def add(self, row: Row, columns: Sequence[Column], *, lines: int) -> None:
        """Write one row, `lines` high; row 1 is the header's."""
        self.rows += 1
        self.spool.write(self.writer.row(self.rows + 1, row, columns, lines=lines).encode())


def _lines(row: Row, columns: Sequence[Column]) -> int:
    """How many lines the row needs when its cells are as wide as they may get."""
    needed = 1
    for cell, column in zip(row, columns, strict=False):
        if isinstance(cell, str):
            width = _WIDEST[column.kind] * 0.95  # words do not fill their line
            needed = max(needed, sum(max(1, ceil(len(line) / width)) for line in cell.split("\n")))
    return min(needed, _MOST_LINES)


def _shown_length(cell: Cell) -> int:
    """Roughly how many digits wide the cell is: East Asian characters are two wide."""
    if not isinstance(cell, str):
        return 0 if cell is None else 19 if hasattr(cell, "hour") else len(str(cell))
    line = cell[:80]
    return len(line) + sum(unicodedata.east_asian_width(one) in "WF" for one in line if one > "\u1100")
