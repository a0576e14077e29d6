"""Files that belong together: a folder, a zip archive, or one file with its neighbours, in and out."""

from __future__ import annotations

import contextlib
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Protocol

from annotator.errors import ReadError, WriteError
from annotator.safe_files import open_zip, read_bytes, whole_file

_MOST_FILES: Final = 200_000

#: Takes a name ("folder/file.txt") and the bytes of one file of a bundle that is being written.
Add = Callable[[str, bytes], None]


class Bundle(Protocol):
    """Names ("folder/file.txt") and bytes of files that belong together."""

    def names(self) -> list[str]:
        """Every file to look at, in name order."""

    def has(self, name: str) -> bool:
        """Whether there is a file of that name; for a single file, also beside it."""

    def read(self, name: str) -> bytes:
        """The bytes of one file. Raises `ReadError`."""


@contextlib.contextmanager
def open_bundle(path: Path) -> Iterator[Bundle]:
    """What lies at `path`: a folder with all below it, a zip archive, or a file. Raises `ReadError`."""
    if path.is_dir():
        yield _Folder(path)
    elif zipfile.is_zipfile(path):
        with open_zip(path) as archive:
            yield _Archive(archive.names(), archive.read)
    else:
        yield _Alone(path)


@contextlib.contextmanager
def zip_bundle(data: bytes, name: str) -> Iterator[Bundle]:
    """An archive that lies inside another one, as its bytes. Raises `ReadError`."""
    with open_zip(data, name=name) as archive:
        yield _Archive(archive.names(), archive.read)


class _Archive:
    def __init__(self, names: list[str], read: Callable[[str], bytes]) -> None:
        # __MACOSX holds the resource forks that macOS adds to every archive
        self._names = sorted(name for name in names if not name.startswith("__MACOSX/"))
        self._known = frozenset(self._names)
        self._read = read

    def names(self) -> list[str]:
        return self._names

    def has(self, name: str) -> bool:
        return name in self._known

    def read(self, name: str) -> bytes:
        return self._read(name)


class _Folder:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._names: list[str] = []
        for folder, folders, files in os.walk(path):
            folders.sort()
            at = Path(folder).relative_to(path)
            self._names += [(at / name).as_posix() for name in files if not name.startswith(".")]
            if len(self._names) > _MOST_FILES:
                raise ReadError(
                    f"The folder “{path.name}” holds more than {_MOST_FILES} files; choose one below it."
                )
        self._names.sort()
        self._known = frozenset(self._names)

    def names(self) -> list[str]:
        return self._names

    def has(self, name: str) -> bool:
        return name in self._known

    def read(self, name: str) -> bytes:
        return read_bytes(self._path / name)


class _Alone:
    def __init__(self, path: Path) -> None:
        self._path = path

    def names(self) -> list[str]:
        return [self._path.name]

    def has(self, name: str) -> bool:
        try:
            return not {"/", "\\"} & set(name) and (self._path.parent / name).is_file()
        except (OSError, ValueError):  # a name that no file can have
            return False

    def read(self, name: str) -> bytes:
        return read_bytes(self._path.parent / Path(name).name)


@contextlib.contextmanager
def write_bundle(target: Path) -> Iterator[Add]:
    """Write a zip archive (when `target` ends in .zip or .qdpx) or a folder. Raises `WriteError`.

    The same files in the same order give the same bytes: all carry the date 1980-01-01.
    """
    if target.suffix.lower() in {".zip", ".qdpx"}:
        with whole_file(target) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            yield lambda name, data: archive.writestr(undated(name), data, zipfile.ZIP_DEFLATED)
    else:
        yield lambda name, data: _write_below(target, name, data)


def undated(name: str) -> zipfile.ZipInfo:
    """A deflated member of that name that tells neither time nor system: the same data, the same bytes."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3  # Unix, wherever it is written
    info.external_attr = 0o644 << 16
    return info


def _write_below(target: Path, name: str, data: bytes) -> None:
    try:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(
            f"The folder “{target.name}” cannot be made: {error.strerror or 'the disk refused'}.",
            detail=repr(error),
        ) from error
    with whole_file(target / name) as stream:
        stream.write(data)
