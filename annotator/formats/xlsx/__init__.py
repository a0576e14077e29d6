"""The Excel workbook: every annotation in its sentence, claims, relations, articles, and charts."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from annotator.errors import ReadError
from annotator.model.exchange import (
    LOSSES,
    Dataset,
    ExportReport,
    Options,
    Progress,
    no_progress,
)


class Xlsx:
    """The `Format` of FORMATS section 2. Edits come back through `annotator.formats.xlsx.edits`."""

    name = "xlsx"
    title = "Excel workbook"
    suffix = ".xlsx"
    suffixes: tuple[str, ...] = ()
    reads = False
    writes = True
    keeps = frozenset(LOSSES[:10])
    options = ()
    extra = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """Workbooks hold no texts: they are not read as data."""
        return 0.0

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Write the workbook. Raises `WriteError`; what stood at `target` stays then."""
        from annotator.formats.xlsx.writing import write_xlsx

        return write_xlsx(dataset, target, progress=progress)

    def read(self, path: Path, options: Options) -> Dataset:
        """A workbook is not read as data. Raises `ReadError`."""
        raise ReadError(
            f"“{path.name}” cannot be imported as data: a workbook holds no whole texts."
            " Take its edits back instead, or import it as a table of articles."
        )


FORMAT: Final = Xlsx()
