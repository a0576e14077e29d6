"""Workbooks and Parquet files as tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from annotator.errors import MissingExtraError, ReadError
from annotator.model.columns import unique_header
from annotator.model.news import field_of
from annotator.readers.table.sources import Row, Source, cell_text
from annotator.safe_files import MIB, open_zip, read_bytes, read_head

_MOST: Final = 1024 * MIB
_OLE: Final = b"\xd0\xcf\x11\xe0"
_BATCH: Final = 500


def read_workbook(path: Path, sheet: str) -> Source:
    """The table of one sheet (the first that is not empty, or the one named). Raises `ReadError`."""
    import python_calamine as calamine

    _check(path)
    try:
        with calamine.CalamineWorkbook.from_path(str(path)) as book:
            names = list(book.sheet_names)
            wanted = [name for name in names if not sheet or name == sheet]
            filled = [(name, rows) for name in wanted if (rows := book.get_sheet_by_name(name).to_python())]
    except calamine.PasswordError as error:
        raise _locked(path) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise ReadError(
            f"“{path.name}” cannot be read as a workbook: it is damaged or cut off. Nothing was imported.",
            detail=str(error),
        ) from error
    if not filled:
        there = ", ".join(f"“{name}”" for name in names)
        raise ReadError(
            f"“{path.name}” has no filled sheet{f' “{sheet}”' if sheet else ''}. There are: {there}."
        )
    name, rows = filled[0]
    top = _header_place(rows)
    header = unique_header([cell_text(cell) for cell in rows[top]])
    others = [other for other, _ in filled[1:]]
    notes = (
        [f"Only the sheet “{name}” was read, not {', '.join(f'“{one}”' for one in others)}."]
        if others
        else []
    )
    return Source(header=header, rows=lambda: _sheet_rows(rows, top), notes=notes)


def _header_place(rows: list[list[Any]]) -> int:
    """Which row names the columns: the first with two known names among the first ten filled ones, else the
    first filled one (reports like to put a title above their table).
    """
    filled = [place for place, row in enumerate(rows) if any(cell not in {"", None} for cell in row)][:10]
    known = [place for place in filled if sum(bool(field_of(cell_text(cell))) for cell in rows[place]) > 1]
    return (known or filled)[0]


def _sheet_rows(rows: list[list[Any]], top: int) -> Iterator[Row]:
    for number, row in enumerate(rows[top + 1 :], top + 2):
        if any(cell not in {"", None} for cell in row):
            yield Row(number, row)


def _check(path: Path) -> None:
    """Refuse a zip bomb before it is unpacked, and a locked workbook in plain words."""
    head = read_head(path, 8)
    if head.startswith(b"PK"):
        open_zip(path).close()
    elif head.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in read_bytes(path, _MOST):
        raise _locked(path)


def _locked(path: Path) -> ReadError:
    return ReadError(
        f"“{path.name}” is locked with a password. Open it, save a copy without password, and import that."
    )


def read_parquet(path: Path) -> Source:
    """The table of a Parquet file. Raises `ReadError`, or `MissingExtraError` without the extra."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise MissingExtraError(
            "Reading Parquet files needs the extra “parquet” (pip install annotator[parquet])."
        ) from error
    try:
        with parquet.ParquetFile(path) as file:
            header = [str(name) for name in file.schema_arrow.names]
    except (ArrowException, OSError, ValueError) as error:
        raise ReadError(
            f"“{path.name}” cannot be read as Parquet: it is damaged or cut off. Nothing was imported.",
            detail=str(error),
        ) from error

    def rows() -> Iterator[Row]:
        number = 0
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_BATCH):
                for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    number += 1
                    yield Row(number, [_plain(cell) for cell in cells])

    return Source(header=unique_header(header), rows=rows)


def _plain(cell: Any) -> Any:
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    return "; ".join(map(str, cell)) if isinstance(cell, list) else cell
