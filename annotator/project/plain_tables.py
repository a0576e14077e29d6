"""A plain table to and from a file: CSV for every program, XLSX for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotator.errors import ReadError, WriteError
from annotator.model.encoding import decode
from annotator.model.tables.table import looks_like_formula, printable
from annotator.safe_files import open_zip, read_bytes, whole_file

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

#: What one cell of a workbook holds, and its rows (Excel's limits).
_LONGEST_CELL: Final = 32_767
_MOST_ROWS: Final = 1_048_576

#: The largest table that is read, in bytes.
_LARGEST: Final = 200_000_000


def write_table(target: Path, head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> None:
    """Write a table whole or not at all; .xlsx is a workbook, everything else CSV in UTF-8 with a BOM.

    Text that a spreadsheet would take for a formula gets an apostrophe before it in CSV. Raises
    `WriteError`.
    """
    if target.suffix.lower() == ".xlsx":
        _write_workbook(target, head, rows)
        return
    with whole_file(target) as out:
        text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
        writer = csv.writer(text)
        writer.writerow(head)
        writer.writerows([_safe(cell) for cell in row] for row in rows)
        text.flush()
        text.detach()  # or it would close the file, which is still to be synced


def read_table(path: Path) -> list[list[str]]:
    """All rows of a CSV file or of the first sheet of a workbook, as text. Raises `ReadError`."""
    if path.suffix.lower() in {".xlsx", ".xlsm", ".ods"}:
        return _read_workbook(path)
    words = decode(read_bytes(path, _LARGEST)).text
    sample = words[:4096].partition("\n")[0]
    parting = max(",;\t", key=sample.count)
    try:
        rows = list(csv.reader(io.StringIO(words, newline=""), delimiter=parting, strict=True))
    except csv.Error as error:
        raise ReadError(
            f"“{path.name}” is no table that can be read: {error}. Nothing was changed."
        ) from error
    return [[_bare(cell) for cell in row] for row in rows]


def _write_workbook(target: Path, head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Table")
    sheet.freeze_panes = "A2"
    try:
        _fill(sheet, head, rows)
        with whole_file(target) as out:
            book.save(out)
    except BaseException:
        sheet.close()  # its half-written XML would complain when it is thrown away
        raise


def _fill(sheet: WriteOnlyWorksheet, head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    bold = []
    for name in head:
        cell = WriteOnlyCell(sheet, value=name)
        cell.font = Font(bold=True)
        bold.append(cell)
    sheet.append(bold)
    for count, row in enumerate(rows, start=2):
        if count > _MOST_ROWS:
            raise WriteError(
                "A workbook holds no more than 1,048,575 rows. Export as CSV; nothing was written."
            )
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet)
            cell.value = value if isinstance(value, int) else printable(value)[0][:_LONGEST_CELL]
            if isinstance(value, str):
                cell.data_type = "s"  # and never a formula
            cells.append(cell)
        sheet.append(cells)


def _read_workbook(path: Path) -> list[list[str]]:
    import python_calamine as calamine

    with open_zip(path):  # refuses what unpacks to far more than it is
        pass
    try:
        with calamine.CalamineWorkbook.from_path(str(path)) as book:
            rows = book.get_sheet_by_index(0).to_python(skip_empty_area=True)
    except (calamine.CalamineError, OSError, ValueError, IndexError) as error:
        raise ReadError(f"“{path.name}” is no workbook that can be read. Nothing was changed.") from error
    return [[_words(cell) for cell in row] for row in rows]


def _words(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _safe(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and looks_like_formula(cell) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and looks_like_formula(cell[1:]) else cell
