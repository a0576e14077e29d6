"""Cells and rows as the XML of a sheet: typed, safe from formulas, within what Excel holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from xml.sax.saxutils import escape

import msgspec

from annotator.model.exchange import ExportReport, Problem
from annotator.model.tables.table import Cell, Column, Kind, Row, looks_like_formula, printable

#: What a cell holds, in UTF-16 units.
LONGEST_CELL: Final = 32_767

#: Numbers of more digits than a double holds are written as text (ids, telephone numbers).
_LARGEST_NUMBER: Final = 10**15

#: In points.
_LINE_HEIGHT: Final = 15

#: Day 0 of Excel's calendar, right for every day after February 1900.
_DAY_ZERO: Final = datetime(1899, 12, 30)
_DAY: Final = timedelta(days=1)

#: Characters that need work before they can stand in a sheet; `_x0041_` would be read as an A.
_SPECIAL: Final = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_ESCAPE_LIKE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class StyleIds(msgspec.Struct, frozen=True, kw_only=True):
    """Indices of the workbook's cell formats. `labels`: of a label's name; `quoted`: of formula-like text."""

    header: int
    text: int
    id: int
    quoted: int
    number: int
    date: int
    time: int
    labels: Mapping[str, int]


class CellWriter:
    """Makes the rows of one sheet; what does not fit is counted in the report."""

    def __init__(self, sheet: str, styles: StyleIds, report: ExportReport) -> None:
        self.sheet = sheet
        self._styles = styles
        self._report = report
        self._letters = [column_letters(place) for place in range(64)]

    def row(self, number: int, row: Row, columns: Sequence[Column], *, lines: int = 1) -> str:
        """The XML of the row with that number (from 1), `lines` high; empty cells are left out."""
        styles = self._styles
        height = f' ht="{lines * _LINE_HEIGHT}"' if lines > 1 else ""
        parts = [f'<row r="{number}"{height}>']
        for place, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            reference = f"{self._letter(place)}{number}"
            if isinstance(cell, str):
                parts.append(self._text(reference, cell, self._style(cell, columns[place].kind)))
            else:
                parts.append(_typed(reference, cell, styles))
        parts.append("</row>")
        return "".join(parts)

    def _style(self, text: str, kind: Kind) -> int:
        if kind == "label" and text in self._styles.labels:
            return self._styles.labels[text]
        if looks_like_formula(text):
            return self._styles.quoted
        return self._styles.id if kind == "id" else self._styles.text

    def header(self, columns: Sequence[Column]) -> str:
        """The XML of row 1."""
        cells = [
            self._text(f"{self._letter(place)}1", column.name, self._styles.header)
            for place, column in enumerate(columns)
        ]
        return f'<row r="1" ht="21" customHeight="1">{"".join(cells)}</row>'

    def _letter(self, place: int) -> str:
        return self._letters[place] if place < len(self._letters) else column_letters(place)

    def _text(self, reference: str, text: str, style: int) -> str:
        if len(text) * 2 > LONGEST_CELL:
            text = self._cut(reference, text)
        if _SPECIAL.search(text):
            text, replaced = printable(text)
            self._report.lose("control_characters", replaced)
            text = escape(_ESCAPE_LIKE.sub("_x005F_", text))
        keep = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
        return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t{keep}>{text}</t></is></c>'

    def _cut(self, reference: str, text: str) -> str:
        """The text as far as a cell holds it, with a mark; told in the report."""
        units = len(text) + sum(character > "\uffff" for character in text)
        if units <= LONGEST_CELL:
            return text
        mark = f" […cut, {len(text):,} characters in all]"
        kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (LONGEST_CELL - len(mark))]
        self._report.lose("cut_cells")
        self._report.warnings.append(
            Problem(
                file=self._report.files[0],
                record=f"{self.sheet}!{reference}",
                message=f"The cell was cut: it has {len(text):,} characters, Excel holds {LONGEST_CELL:,}.",
            )
        )
        return kept.decode("utf-16-le", "ignore") + mark


def _typed(reference: str, cell: Cell, styles: StyleIds) -> str:
    """A number, date or time; numbers that a double cannot hold as text."""
    if isinstance(cell, datetime):
        return f'<c r="{reference}" s="{styles.time}"><v>{(cell - _DAY_ZERO) / _DAY!r}</v></c>'
    if isinstance(cell, date):
        return f'<c r="{reference}" s="{styles.date}"><v>{cell.toordinal() - _DAY_ZERO.toordinal()}</v></c>'
    if isinstance(cell, int | float) and abs(cell) < _LARGEST_NUMBER:
        return f'<c r="{reference}" s="{styles.number}"><v>{cell!r}</v></c>'
    return f'<c r="{reference}" s="{styles.text}" t="inlineStr"><is><t>{cell}</t></is></c>'


def column_letters(place: int) -> str:
    """The name of a column: 0 → A, 25 → Z, 26 → AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
