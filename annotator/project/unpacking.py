"""Labelled data inside archives: members that some format knows come in each as a file of its own."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from annotator import paths
from annotator.safe_files import SafeZip, open_zip

#: Endings that labelled data may have; others are not looked at before an archive is taken for articles.
_ENDINGS: Final = frozenset(
    (
        *(".jsonl", ".ndjson", ".json", ".jsonld", ".conll", ".conllu", ".bio", ".iob", ".tsv", ".ann"),
        *(".xmi", ".parquet", ".spacy", ".qdpx", ".qdc", ".dna", ".rqda", ".qda", ".zip"),
    )
)


@contextmanager
def unpacked(path: Path) -> Iterator[Path | None]:
    """A private folder with the members of an archive, removed at the end; None when nothing in it has an
    ending of labelled data.

    The folder is named by the archive's bytes: what is derived from a file's place, such as identities of
    marks without ids, is the same when the archive comes again. Raises `ReadError`.
    """
    if not zipfile.is_zipfile(path):
        yield None
        return
    with open_zip(path) as archive:
        if not any(_ending(name) in _ENDINGS for name in archive.names()):
            yield None
            return
        with path.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
        place = paths.caches() / "unpacked" / digest
        shutil.rmtree(place, ignore_errors=True)
        try:
            _write(archive, archive.names(), place)
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)


def _write(archive: SafeZip, names: Iterable[str], place: Path) -> None:
    for name in names:
        target = place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as source, target.open("wb") as out:
            shutil.copyfileobj(source, out)


def _ending(name: str) -> str:
    return "." + name.rpartition(".")[2].lower()
