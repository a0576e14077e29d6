"""UIMA CAS as XMI or JSON, as INCEpTION imports and exports it; also INCEpTION's whole-project archives."""

from __future__ import annotations

import zipfile
from pathlib import Path

from annotator.bundles import open_bundle
from annotator.errors import ReadError
from annotator.formats.cas.reading import is_cas_name, read_cas
from annotator.formats.cas.writing import KEEPS, write_cas
from annotator.model.exchange import Dataset, ExportReport, Option, Options, Progress, no_progress
from annotator.model.incoming import peek
from annotator.model.sidecar import SIDECAR


class Cas:
    """The `Format` of UIMA's XMI (OASIS) and of JSON CAS 0.4: UTF-16 units, end exclusive."""

    name = "cas"
    title = "UIMA CAS (XMI or JSON)"
    suffix = ".zip"
    suffixes: tuple[str, ...] = (".xmi", ".json", ".zip")
    reads = True
    writes = True
    keeps = KEEPS
    options: tuple[Option, ...] = (
        Option(name="layout", label="Layout", kind="choice", default="XMI", choices=["XMI", "JSON CAS 0.4"]),
        Option(
            name="tokens",
            label="Write tokens and sentences",
            default=True,
            help="INCEpTION makes its own where there are none.",
        ),
    )
    extra = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """By the XMI namespace, by JSON CAS' keys, or by such names in a folder or archive."""
        # no look at the disk for each of 100,000 plain files: a folder has no head, an archive begins so
        if (not head or head.startswith(b"PK")) and (path.is_dir() or zipfile.is_zipfile(path)):
            return _sniff_bundle(path)
        text = peek(head)
        if "http://www.omg.org/XMI" in text and "ecore" in text:
            return 0.97
        return 0.97 if '"%TYPES"' in text or '"%FEATURE_STRUCTURES"' in text else 0.0

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Write a zip archive (a folder when `target` does not end in .zip). Raises `WriteError`."""
        return write_cas(dataset, target, options, progress)

    def read(self, path: Path, options: Options) -> Dataset:
        """Read one document, or all of a folder, an archive or a project export. Raises `ReadError`."""
        return read_cas(path)


def _sniff_bundle(path: Path) -> float:
    """Sure of a project export and of an archive with .xmi; of a folder only when nothing else is in it."""
    try:
        with open_bundle(path) as bundle:
            names = bundle.names()
    except ReadError:
        return 0.0
    if any(name.endswith("exportedproject.json") for name in names):
        return 0.97
    documents = [name for name in names if is_cas_name(name)]
    xmi = any(name.lower().endswith(".xmi") for name in documents)
    if path.is_dir():
        others = [name for name in names if name not in documents and not name.endswith((".xml", SIDECAR))]
        return 0.9 if xmi and not others else 0.0
    return (
        0.9 if xmi else 0.5 if documents and any(name.endswith("TypeSystem.xml") for name in names) else 0.0
    )


FORMAT = Cas()
