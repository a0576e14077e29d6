"""brat standoff: a .txt and an .ann for each article, with annotation.conf, in a folder or a zip archive."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Final

from annotator.bundles import open_bundle
from annotator.errors import ReadError
from annotator.formats.brat.reading import read_brat
from annotator.formats.brat.writing import KEEPS, write_brat
from annotator.model.exchange import Dataset, ExportReport, Option, Options, Progress, no_progress
from annotator.model.sidecar import SIDECAR

_ENDS: Final = (".ann", ".a1", ".a2")
_ANN_LINE: Final = re.compile(rb"\A(?:[TREAMNW]\d+\t\S+ \S|#\d+\t\S+ \S|\*\t\S+ \S)")


class Brat:
    """The `Format` of brat (https://brat.nlplab.org/standoff.html)."""

    name = "brat"
    title = "brat standoff"
    suffix = ""
    suffixes: tuple[str, ...] = (".ann", ".a1", ".a2", ".zip")
    reads = True
    writes = True
    keeps = KEEPS
    options: tuple[Option, ...] = ()
    extra = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """Sure of a folder or archive with .ann beside .txt, and of an .ann whose first line is brat's."""
        # no look at the disk for each of 100,000 plain files: a folder has no head, an archive begins so
        if (not head or head.startswith(b"PK")) and (path.is_dir() or zipfile.is_zipfile(path)):
            return _sniff_bundle(path)
        if path.suffix.lower() in _ENDS:
            return 0.95 if not head.strip() or _ANN_LINE.match(head) else 0.2
        return 0.0

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Write a folder, or a zip archive when `target` ends in .zip. Raises `WriteError`."""
        return write_brat(dataset, target, progress)

    def read(self, path: Path, options: Options) -> Dataset:
        """Read a folder, a zip archive, or one .ann with its .txt. Raises `ReadError`."""
        return read_brat(path, str(options.get("encoding", "")))


def _sniff_bundle(path: Path) -> float:
    """Sure of an archive with a pair; of a folder only when nothing but pairs is in it."""
    try:
        with open_bundle(path) as bundle:
            names = {name.casefold() for name in bundle.names()}
    except ReadError:
        return 0.0
    texts = {name for name in names if name.endswith(".txt")}
    pairs = {name for name in texts if any(name[:-4] + end in names for end in _ENDS)}
    others = [name for name in names - texts if not name.endswith((*_ENDS, ".conf", SIDECAR))]
    whole = not path.is_dir() or (pairs == texts and not others)
    return 0.95 if pairs and whole else 0.0


FORMAT = Brat()
