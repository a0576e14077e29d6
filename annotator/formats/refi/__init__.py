"""REFI-QDA: projects (.qdpx) and codebooks (.qdc) for NVivo, ATLAS.ti, MAXQDA, QualCoder and others."""

from __future__ import annotations

from pathlib import Path

from annotator.errors import ReadError
from annotator.formats.refi.reading import read_refi
from annotator.formats.refi.writing import KEEPS, write_refi
from annotator.model.exchange import Dataset, ExportReport, Option, Options, Progress, no_progress
from annotator.model.incoming import peek
from annotator.safe_files import open_zip


class Refi:
    """The `Format` of REFI-QDA 1.0: code points, end exclusive (standard 1.5, 10.2 and annex A)."""

    name = "refi"
    title = "REFI-QDA project or codebook"
    suffix = ".qdpx"
    suffixes: tuple[str, ...] = (".qdpx", ".qde", ".qdc")
    reads = True
    writes = True
    keeps = KEEPS
    options: tuple[Option, ...] = ()
    extra = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """By the project file inside the archive, or by the namespace."""
        if path.is_dir():
            return 0.0
        if head[:2] == b"PK":
            return 0.97 if _has_project(path) else 0.0
        text = peek(head)
        return 0.97 if "urn:QDA-XML:" in text or "QDA-XML" in text[:500] else 0.0

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Write a project; only the codebook when `target` ends in .qdc. Raises `WriteError`."""
        return write_refi(dataset, target, progress)

    def read(self, path: Path, options: Options) -> Dataset:
        """Read a project, its bare .qde with the sources beside it, or a codebook. Raises `ReadError`."""
        return read_refi(path)


def _has_project(path: Path) -> bool:
    try:
        with open_zip(path) as archive:
            return any(name.lower().endswith(".qde") for name in archive.names())
    except ReadError:
        return False


FORMAT = Refi()
