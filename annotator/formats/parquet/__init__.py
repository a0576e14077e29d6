"""Parquet tables for pandas, polars, DuckDB, Spark and R: marks, and beside them articles and relations."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from annotator.formats.parquet.reading import read_parquet
from annotator.formats.parquet.tables import MARKER
from annotator.formats.parquet.writing import KEEPS, write_parquet
from annotator.model.exchange import Dataset, ExportReport, Option, Options, Progress, no_progress

_FOOTER: Final = 1 << 20


class Parquet:
    """The `Format`: NAME.parquet has a row for each mark, NAME.articles and NAME.relations the rest."""

    name = "parquet"
    title = "Parquet tables"
    suffix = ".parquet"
    suffixes: tuple[str, ...] = (".parquet",)
    reads = True
    writes = True
    keeps = KEEPS
    options: tuple[Option, ...] = ()
    extra = "parquet"

    def sniff(self, path: Path, head: bytes) -> float:
        """By our mark in the file's footer: other Parquet files are tables of articles at best."""
        if head[:4] != b"PAR1" or not path.is_file():
            return 0.0
        with path.open("rb") as stream:
            stream.seek(max(0, path.stat().st_size - _FOOTER))
            return 0.98 if MARKER.encode() in stream.read() else 0.0

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Write the three tables, a thousand articles at a time. Raises `WriteError`, `MissingExtraError`."""
        return write_parquet(dataset, target, progress)

    def read(self, path: Path, options: Options) -> Dataset:
        """Read the tables, whichever of them is named. Raises `ReadError`, `MissingExtraError`."""
        return read_parquet(path)


FORMAT = Parquet()
