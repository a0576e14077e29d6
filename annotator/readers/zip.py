"""Zip archives and folders: every file in them through its own reader, archives in archives too."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec

from annotator.errors import MissingExtraError, ReadError
from annotator.model.exchange import Option, Options, Problem, ReadArticle
from annotator.model.reading import ENCODING, TEXT_OPTIONS
from annotator.readers import surest
from annotator.safe_files import MIB, SafeZip, open_zip

_MOST: Final = 1024 * MIB
#: Archives in archives in archives: deeper ones are not opened.
_DEEPEST: Final = 3
#: What operating systems put beside people's files.
_LITTER: Final = frozenset(["__MACOSX", "Thumbs.db", "desktop.ini"])


class ZipReader:
    """Takes what each file of an archive (or folder) gives; a file that cannot be read is a `Problem`."""

    name: str = "zip"
    title: str = "Zip archive"
    suffixes: tuple[str, ...] = (".zip",)
    options: tuple[Option, ...] = (ENCODING, *TEXT_OPTIONS)
    extra: str = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """Sure by name; what programs keep in zip archives (.docx, .qdpx …) is left to those who know it."""
        if path.suffix.lower() != ".zip":
            return 0.0
        return 0.4 if head.startswith(b"PK") else 0.2

    def read(self, path: Path, options: Options) -> Iterator[ReadArticle | Problem]:
        """Give the articles of all files, in name order. Raises `ReadError` for the archive as a whole."""
        if path.is_dir():
            yield from _folder(path, options)
        else:
            yield from _archive(path, path.name, options, depth=1)


def _folder(folder: Path, options: Options) -> Iterator[ReadArticle | Problem]:
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    seen = [one for one in files if not _is_litter(one.relative_to(folder).parts)]
    if not seen:
        raise ReadError(f"“{folder.name}” is a folder without files.")
    for file in seen:
        yield from _file(file, file.relative_to(folder).as_posix(), options, depth=0)


def _archive(path: Path, called: str, options: Options, *, depth: int) -> Iterator[ReadArticle | Problem]:
    if depth > _DEEPEST:
        raise ReadError(f"“{called}” lies in too many archives; unpack them first.")
    with open_zip(path) as archive, tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        names = [name for name in sorted(archive.names()) if not _is_litter(PurePosixPath(name).parts)]
        if not names:
            raise ReadError(f"“{called}” holds no files.")
        for name in names:
            yield from _member(archive, name, Path(folder), f"{called}/{name}", options, depth=depth)


def _member(
    archive: SafeZip, name: str, folder: Path, called: str, options: Options, *, depth: int
) -> Iterator[ReadArticle | Problem]:
    """What one file of an archive gives, read from a private copy that is gone afterwards."""
    copy = folder / _safe_name(name)
    try:
        copy.write_bytes(archive.read(name, _MOST))
    except ReadError as error:
        yield Problem(file="", record=called, message=error.sentence)
        return
    yield from _file(copy, called, options, depth=depth)
    copy.unlink()


def _file(path: Path, called: str, options: Options, *, depth: int) -> Iterator[ReadArticle | Problem]:
    """All of a file or, where it cannot be read to its end, a `Problem` and nothing else of it."""
    try:
        parts = list(_parts(path, called, options, depth=depth))
    except (ReadError, MissingExtraError) as error:
        yield Problem(file="", record=called, message=error.sentence)
        return
    for part in parts:
        if isinstance(part, Problem):
            yield msgspec.structs.replace(
                part, record=f"{called} {part.record}".strip() if depth == 0 else part.record
            )
        else:
            yield part


def _parts(path: Path, called: str, options: Options, *, depth: int) -> Iterator[ReadArticle | Problem]:
    reader = surest(path)
    if reader is None:
        raise ReadError(f"No reader knows the kind of file that “{path.name}” is. It was left out.")
    if reader.name == "zip":
        yield from _archive(path, called, options, depth=depth + 1)
        return
    for part in reader.read(path, options):
        if isinstance(part, Problem):
            yield msgspec.structs.replace(part, record=f"{called} {part.record}".strip())
        else:
            yield msgspec.structs.replace(
                part, article=msgspec.structs.replace(part.article, source_file=called)
            )


def _is_litter(parts: tuple[str, ...]) -> bool:
    return any(part in _LITTER or part.startswith(".") for part in parts)


def _safe_name(name: str) -> str:
    """A file name for the private copy: readers know files by their suffix, and name them in sentences."""
    base = PurePosixPath(name).name
    cleaned = "".join("_" if sign in '<>:"|?*\\/' or ord(sign) < 32 else sign for sign in base)
    stem, dot, suffix = cleaned.rpartition(".")
    return f"{stem[:80]}{dot}{suffix[-20:]}" if dot and stem else cleaned[:100]


READER: Final = ZipReader()
