"""CSV files, in a zip or a folder: the tables of the workbook for every other program."""

from __future__ import annotations

import csv
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, Final

from annotator.bundles import undated
from annotator.errors import ReadError, WriteError
from annotator.model.exchange import (
    LOSSES,
    Dataset,
    ExportReport,
    Option,
    Options,
    Progress,
    no_progress,
)
from annotator.model.outgoing import misfits
from annotator.model.tables import Tables
from annotator.model.tables.table import Cell, Column, Row, Table, looks_like_formula, printable
from annotator.safe_files import whole_file

_QUOTE: Final = "quote"


class Csv:
    """The `Format` of the tables as CSV: UTF-8 with BOM, commas, CRLF, quotes where needed (RFC 4180)."""

    name = "csv"
    title = "CSV tables"
    suffix = ".zip"
    suffixes: tuple[str, ...] = ()
    reads = False
    writes = True
    keeps = frozenset(LOSSES[:10])
    options = (
        Option(
            name="formulas",
            label="Text that looks like a formula",
            kind="choice",
            default=_QUOTE,
            choices=[_QUOTE, "off"],
            help="quote: an apostrophe before = + - @ keeps spreadsheets from running it; off: as it is.",
        ),
    )
    extra = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """CSV files hold no texts: they are not read as data."""
        return 0.0

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Write a zip archive, or a folder when `target` does not end in .zip. Raises `WriteError`."""
        report = ExportReport(files=[str(target)])
        quoting = options.get("formulas", _QUOTE) == _QUOTE
        try:
            if target.suffix.lower() != ".zip":
                target.mkdir(exist_ok=True)
                _write_tables(dataset, target, report, progress, quoting=quoting)
                return report
            with tempfile.TemporaryDirectory(prefix=".annotator-", dir=target.parent) as folder:
                names = _write_tables(dataset, Path(folder), report, progress, quoting=quoting)
                _pack(Path(folder), names, target)
        except OSError as error:
            raise WriteError(
                f"“{target.name}” could not be written: {error.strerror or 'the disk refused'}.",
                detail=repr(error),
            ) from error
        return report

    def read(self, path: Path, options: Options) -> Dataset:
        """CSV tables are not read as data. Raises `ReadError`."""
        raise ReadError(
            f"“{path.name}” cannot be imported as data: our CSV tables hold no whole texts."
            " Import it as a table of articles instead."
        )


def _write_tables(
    dataset: Dataset, folder: Path, report: ExportReport, progress: Progress, *, quoting: bool
) -> list[str]:
    """Write all tables into the folder; gives the names of the files in order."""
    tables = Tables(dataset)
    for record in dataset.records:
        tables.notice(record)
    names = []
    with ExitStack() as stack:
        writers = []
        for source in tables.by_record:
            names.append(_file_name(source.name))
            stream = stack.enter_context(_opened(folder / names[-1]))
            writers.append(_TableWriter(stream, source.columns.all, report, quoting=quoting))
        for done, record in enumerate(dataset.records, start=1):
            report.warnings.extend(misfits(record))
            for writer, rows in zip(writers, tables.rows(record), strict=True):
                writer.add(rows)
            progress(done, dataset.count)
    overview = tables.overview
    report.articles, report.annotations = overview.articles, overview.annotations
    report.relations = overview.relations
    for table in (tables.entities(), tables.codebook(), *_summary(tables)):
        names.append(_write_table(folder, table, report, quoting=quoting))
    names.append(_write_table(folder, tables.about(report.lost), report, quoting=quoting))
    return names


def _summary(tables: Tables) -> list[Table]:
    return [one.table() for one in tables.summary()]


def _write_table(folder: Path, table: Table, report: ExportReport, *, quoting: bool) -> str:
    name = _file_name(table.name)
    with _opened(folder / name) as stream:
        _TableWriter(stream, table.columns, report, quoting=quoting).add(table.rows)
    return name


def _file_name(table: str) -> str:
    return table.lower().replace(" ", "-") + ".csv"


def _opened(path: Path) -> IO[str]:
    return path.open("w", encoding="utf-8-sig", newline="")


class _TableWriter:
    """Writes rows of one table, each as long as the header."""

    def __init__(
        self, stream: IO[str], columns: list[Column], report: ExportReport, *, quoting: bool
    ) -> None:
        self._writer: Any = csv.writer(stream)
        self._report = report
        self._quoting = quoting
        self._length = len(columns)
        self.add([[column.name for column in columns]])

    def add(self, rows: Iterable[Row]) -> None:
        """Write the rows."""
        for row in rows:
            cells = [self._cell(cell) for cell in row]
            self._writer.writerow(cells + [""] * (self._length - len(cells)))

    def _cell(self, cell: Cell) -> str:
        if isinstance(cell, str):
            text, replaced = printable(cell)
            self._report.lose("control_characters", replaced)
            return f"'{text}" if self._quoting and looks_like_formula(text) else text
        if isinstance(cell, datetime):
            return cell.isoformat(" ", "milliseconds")
        if isinstance(cell, date):
            return cell.isoformat()
        return "" if cell is None else repr(cell)


def _pack(folder: Path, names: list[str], target: Path) -> None:
    with whole_file(target) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            with (folder / name).open("rb") as source, archive.open(undated(name), "w") as member:
                shutil.copyfileobj(source, member, 1 << 20)


FORMAT: Final = Csv()
