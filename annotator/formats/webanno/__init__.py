"""WebAnno TSV 3.3, as WebAnno and INCEpTION write it: a .tsv for each article, in a folder or zip archive."""

from __future__ import annotations

import zipfile
from pathlib import Path

from annotator.bundles import open_bundle
from annotator.errors import ReadError
from annotator.formats.webanno.reading import read_webanno
from annotator.formats.webanno.writing import KEEPS, write_webanno
from annotator.model.exchange import Dataset, ExportReport, Option, Options, Progress, no_progress
from annotator.model.incoming import peek
from annotator.model.sidecar import SIDECAR

_FORMAT = "#FORMAT=WebAnno TSV "


class WebAnno:
    """The `Format` of WebAnno TSV 3 (INCEpTION user guide, appendix "WebAnno TSV 3.3"): UTF-16 units."""

    name = "webanno"
    title = "WebAnno TSV 3.3 (INCEpTION)"
    suffix = ""
    suffixes: tuple[str, ...] = (".tsv", ".zip")
    reads = True
    writes = True
    keeps = KEEPS
    options: tuple[Option, ...] = ()
    extra = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """By the first line; of a folder or an archive by that of its first .tsv."""
        # no look at the disk for each of 100,000 plain files: a folder has no head, an archive begins so
        if (not head or head.startswith(b"PK")) and (path.is_dir() or zipfile.is_zipfile(path)):
            return _sniff_bundle(path)
        return 0.99 if peek(head).startswith(_FORMAT) else 0.0

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Write a folder, or a zip archive when `target` ends in .zip. Raises `WriteError`."""
        return write_webanno(dataset, target, progress)

    def read(self, path: Path, options: Options) -> Dataset:
        """Read one .tsv, or all of a folder or archive. Raises `ReadError`."""
        return read_webanno(path)


def _sniff_bundle(path: Path) -> float:
    """Sure by its first .tsv; of a folder only when nothing else is in it."""
    try:
        with open_bundle(path) as bundle:
            names = bundle.names()
            tables = [name for name in names if name.lower().endswith(".tsv")]
            known = bool(tables) and peek(bundle.read(tables[0])[:200]).startswith(_FORMAT)
    except ReadError:
        return 0.0
    others = [name for name in names if name not in tables and not name.endswith(("TypeSystem.xml", SIDECAR))]
    return 0.95 if known and not (path.is_dir() and others) else 0.0


FORMAT = WebAnno()
