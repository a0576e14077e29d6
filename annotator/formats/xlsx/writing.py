"""Records to a workbook: one pass over the data, rows spooled sheet by sheet, then packed."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from annotator.bundles import undated
from annotator.errors import WriteError
from annotator.formats.xlsx.book import Book
from annotator.formats.xlsx.cells import StyleIds
from annotator.formats.xlsx.sheets import Part, SheetStream
from annotator.model.exchange import Dataset, ExportReport, Progress
from annotator.model.outgoing import misfits
from annotator.model.tables import Tables
from annotator.model.tables.table import Column, Table
from annotator.safe_files import whole_file

#: What a sheet holds below its header.
ROWS_PER_SHEET: Final = 1_048_575

#: Stands in the workbook's properties when the data tells no time: no clock is ever asked.
_FIRST_DAY: Final = datetime(1980, 1, 1)

_EMPTY_ROWS: Final = re.compile(rb"<sheetData\s*/>|<sheetData>.*?</sheetData>", re.DOTALL)
_SHEET: Final = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def write_xlsx(
    dataset: Dataset, target: Path, *, progress: Progress, rows_per_sheet: int = ROWS_PER_SHEET
) -> ExportReport:
    """Write the workbook. Raises `WriteError`; what stood at `target` is untouched then."""
    report = ExportReport(files=[str(target)])
    with ExitStack() as stack:
        folder = stack.enter_context(_spool_folder(target))
        book = Book(dataset.scheme, changed=_FIRST_DAY)
        streams = _Streams(stack, report, folder, rows_per_sheet)
        tables = Tables(dataset)
        sheets = [streams.new(one.name, book.plain) for one in tables.by_record]
        for done, record in enumerate(dataset.records, start=1):
            report.warnings.extend(misfits(record))
            for sheet, source, rows in zip(sheets, tables.by_record, tables.rows(record), strict=True):
                sheet.add(rows, source.columns.all)
            progress(done, dataset.count)
        for sheet, source in zip(sheets, tables.by_record, strict=True):
            streams.finish(sheet, source.columns.all, book)
        streams.write(tables.entities(), book, wrapped=False)
        streams.write(tables.codebook(), book)
        book.add_summary(tables.summary())
        streams.write(tables.about(report.lost), book)
        report.articles = tables.overview.articles
        report.annotations = tables.overview.annotations
        report.relations = tables.overview.relations
        with whole_file(target) as out:
            _pack(book, streams.parts, out, tables.overview.latest)
    return report


class _Streams:
    """The sheets of rows, by the name that they have in the workbook."""

    def __init__(self, stack: ExitStack, report: ExportReport, folder: Path, rows_per_sheet: int) -> None:
        self._stack = stack
        self._report = report
        self._folder = folder
        self._limit = rows_per_sheet
        self.parts: dict[str, tuple[Part, list[Column]]] = {}

    def new(self, name: str, styles: StyleIds, *, wrapped: bool = False) -> SheetStream:
        """A sheet that rows can be added to."""
        stream = SheetStream(
            name,
            styles,
            self._report,
            folder=self._folder,
            rows_per_sheet=self._limit,
            wrapped=wrapped,
        )
        self._stack.enter_context(closing(stream))
        return stream

    def finish(self, stream: SheetStream, columns: list[Column], book: Book) -> None:
        """Give the sheet, and those that it ran over into, their places in the workbook."""
        for part in stream.parts:
            book.add_sheet(part.name, columns, stream.widths(columns), part.rows)
            self.parts[part.name] = (part, columns)

    def write(self, table: Table, book: Book, *, wrapped: bool = True) -> None:
        """Write a table that is at hand as a whole."""
        stream = self.new(table.name, book.wrapped if wrapped else book.plain, wrapped=wrapped)
        stream.add(table.rows, table.columns)
        self.finish(stream, table.columns, book)


@contextmanager
def _spool_folder(target: Path) -> Iterator[Path]:
    """A folder for the rows, on the disk of the target."""
    try:
        with tempfile.TemporaryDirectory(prefix=".annotator-", dir=target.parent) as folder:
            yield Path(folder)
    except OSError as error:
        raise WriteError(
            f"“{target.name}” could not be written: {error.strerror or 'the disk refused'}."
            " What stood there before is untouched.",
            detail=repr(error),
        ) from error


def _pack(book: Book, parts: dict[str, tuple[Part, list[Column]]], out: BinaryIO, changed: str) -> None:
    """Copy the workbook into the archive, with the rows in their sheets and no time of day anywhere."""
    names = book.without_scratch()
    with (
        zipfile.ZipFile(book.saved()) as made,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        order = sorted(made.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in order:
            data = made.read(name)
            sheet = _SHEET.fullmatch(name)
            part = parts.get(names[int(sheet[1]) - 1]) if sheet else None
            if part:
                _pack_sheet(archive, name, data, *part)
            else:
                stamp = (changed or _FIRST_DAY.isoformat())[:19].encode() + b"Z"
                archive.writestr(undated(name), _MODIFIED.sub(rb"\g<1>" + stamp, data))


def _pack_sheet(
    archive: zipfile.ZipFile, name: str, template: bytes, part: Part, columns: list[Column]
) -> None:
    empty = _EMPTY_ROWS.search(template)
    assert empty is not None
    size = part.spool.tell()
    part.spool.seek(0)
    with archive.open(undated(name), "w", force_zip64=size > (1 << 30)) as member:
        member.write(template[: empty.start()])
        member.write(b"<sheetData>" + part.writer.header(columns).encode())
        shutil.copyfileobj(part.spool, member, 1 << 20)
        member.write(b"</sheetData>" + template[empty.end() :])
