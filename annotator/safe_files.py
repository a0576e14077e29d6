"""Opening files that others made: zip archives, XML and SQLite, hostile until checked; and whole writes.

Shared by `readers` and `formats`, which may not import each other. Whatever is wrong ends in a
`ReadError` whose sentence can be shown to a person; no file is ever changed.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sqlite3
import stat
import tempfile
import threading
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NoReturn
from urllib.parse import quote

from annotator.errors import ReadError, WriteError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

GIB: Final = 1 << 30
MIB: Final = 1 << 20

#: Archives that unpack to less than this many bytes may be as dense as they like.
_RATIO_FLOOR: Final = 16 * MIB

_ZIP_FAULTS: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


class SafeZip:
    """A zip archive whose members were checked: a context manager that gives names and bytes.

    Names use "/" whatever the archive uses, stay inside, and stand there once. Made by `open_zip`.
    """

    def __init__(self, archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], file: str) -> None:
        self._archive = archive
        self._members = members
        self._file = file

    def __enter__(self) -> SafeZip:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the archive; its members cannot be read any more."""
        self._archive.close()

    def names(self) -> list[str]:
        """Names of the files (no folders), in archive order."""
        return list(self._members)

    def size(self, name: str) -> int:
        """Bytes of the member when unpacked. Raises `ReadError` when there is none."""
        return self._info(name).file_size

    def read(self, name: str, max_bytes: int = GIB) -> bytes:
        """The bytes of one member. Raises `ReadError`: not there, damaged, or more than `max_bytes`."""
        if self.size(name) > max_bytes:
            raise ReadError(f"“{name}” in “{self._file}” is too large to be read.")
        with self.open(name) as stream:
            return stream.read()

    def open(self, name: str) -> io.BufferedReader:
        """One member as a stream of bytes, constant memory; reading it may raise `ReadError`."""
        info = self._info(name)
        try:
            return io.BufferedReader(_Member(self._archive.open(info), name, self._file))
        except _ZIP_FAULTS as error:
            _damaged(name, self._file, error)

    def _info(self, name: str) -> zipfile.ZipInfo:
        if name not in self._members:
            raise ReadError(f"There is no “{name}” in “{self._file}”.")
        return self._members[name]


class _Member(io.RawIOBase):
    """A member's bytes, with every fault of the archive turned into a `ReadError`."""

    def __init__(self, stream: object, name: str, file: str) -> None:
        super().__init__()
        self._stream: BinaryIO = stream  # type: ignore[assignment]
        self._where = (name, file)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except _ZIP_FAULTS as error:
            _damaged(*self._where, error)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _damaged(name: str, file: str, error: Exception) -> NoReturn:
    raise ReadError(
        f"“{name}” in “{file}” cannot be unpacked: it is damaged or locked with a password.",
        detail=repr(error),
    ) from error


class _Read(threading.local):
    """The file that this thread has just read, and its bytes."""

    file: tuple[Path, bytes] | None = None


_read: Final = _Read()


@contextlib.contextmanager
def already_read(path: Path, data: bytes) -> Iterator[None]:
    """Inside the block `read_bytes` of that very path gives these bytes: a small file is not opened twice."""
    _read.file = (path, data) if data else None
    try:
        yield
    finally:
        _read.file = None


def read_bytes(path: Path, max_bytes: int = GIB) -> bytes:
    """All the bytes of a file. Raises `ReadError`: not there, a folder, not allowed, too large."""
    known = _read.file
    if known is not None and known[0] is path and len(known[1]) <= max_bytes:
        return known[1]
    try:
        with path.open("rb", buffering=0) as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > max_bytes:
                raise ReadError(
                    f"“{path.name}” has {size // MIB:,} MiB, too much to be read in one piece."
                    f" At most {max_bytes // MIB:,} MiB can be; split it first."
                )
            return stream.readall()
    except OSError as error:
        raise ReadError(
            f"“{path.name}” {_refusal(error)}. Nothing was changed.", detail=repr(error)
        ) from error


def read_head(path: Path, count: int = 1 << 16) -> bytes:
    """The first bytes of a file, which shows that it can be read. Raises `ReadError` as `read_bytes` does."""
    try:
        with path.open("rb", buffering=0) as stream:
            return stream.read(count)
    except OSError as error:
        raise ReadError(
            f"“{path.name}” {_refusal(error)}. Nothing was changed.", detail=repr(error)
        ) from error


def _refusal(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "is not there (any more)"
    if isinstance(error, IsADirectoryError):
        return "is a folder, not a file"
    if isinstance(error, PermissionError):
        return "may not be read: ask its owner for permission"
    return f"cannot be read: {error.strerror or 'the disk refused'}"


def open_zip(
    path: Path | bytes,
    *,
    name: str = "",
    max_total: int = 2 * GIB,
    max_ratio: int = 200,
    max_members: int = 100_000,
) -> SafeZip:
    """Open a zip archive and check it before a byte is unpacked.

    An archive inside another one is given as its bytes, and the `name` to call it by. `max_total` is in
    unpacked bytes, `max_ratio` unpacked : packed (for more than 16 MiB). Raises `ReadError` for a file
    that is no zip, a name outside the archive (.., absolute, drive letter), a link, two different files of
    one name, a password, or more than the caps. Never extracts to disk.
    """
    file = name or (path.name if isinstance(path, Path) else "the archive")
    try:
        size = path.stat().st_size if isinstance(path, Path) else len(path)
        archive = zipfile.ZipFile(path if isinstance(path, Path) else io.BytesIO(path))
    except _ZIP_FAULTS as error:
        raise ReadError(
            f"“{file}” is not a zip archive, or it is cut off or damaged. Nothing was read.",
            detail=repr(error),
        ) from error
    try:
        infos = [info for info in archive.infolist() if not info.filename.endswith("/")]  # is_dir fails on ""
        total = sum(info.file_size for info in infos)
        if len(infos) > max_members:
            raise ReadError(f"“{file}” holds {len(infos)} files, more than {max_members}; it was left alone.")
        if total > max_total or (total > _RATIO_FLOOR and total > max_ratio * size):
            raise ReadError(
                f"“{file}” would unpack to {total // MIB} MiB, which looks like an attack; it was not read."
            )
        return SafeZip(archive, _checked_members(infos, file), file)
    except ReadError:
        archive.close()
        raise


def _checked_members(infos: list[zipfile.ZipInfo], file: str) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = info.filename.replace("\\", "/").removeprefix("./")
        parts = name.split("/")
        odd = ".." in parts or ":" in parts[0] or "\0" in info.orig_filename
        outside = not name or name.startswith("/") or odd
        if outside or stat.S_ISLNK(info.external_attr >> 16):
            raise ReadError(f"“{file}” names a file outside the archive, which looks like an attack.")
        twin = members.get(name)
        if twin is not None and (twin.CRC, twin.file_size) != (info.CRC, info.file_size):
            raise ReadError(f"“{file}” holds two files of the name “{name}”; it was left alone.")
        if info.flag_bits & 0x1:
            raise ReadError(f"“{file}” is locked with a password. Unlock it in the program that made it.")
        members[name] = info
    return members


def parse_xml(data: bytes, *, name: str = "the XML") -> Element:
    """The root element of an XML document; comments and processing instructions are left out.

    Raises `ReadError` for a DOCTYPE (so no entity is ever declared), and for XML that is not well formed.
    Never reads another file, never uses the network. `name` is what the sentence calls the document.
    """
    from lxml import etree

    _refuse_doctype(data, name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(
            f"“{name}” is not well-formed XML: it may be cut off. Nothing was read.", detail=str(error)
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(f"“{name}” carries a DOCTYPE, which can hide an attack; it was left alone.")
    return root


class _Enough(Exception):  # noqa: N818 - ends the look at the prolog
    """The root element begins: there was no DOCTYPE before it."""


def _refuse_doctype(data: bytes, name: str) -> None:
    from xml.parsers import expat

    def doctype(*_: object) -> None:
        raise ReadError(f"“{name}” carries a DOCTYPE, which can hide an attack; it was left alone.")

    def enough(*_: object) -> None:
        raise _Enough

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = enough
    view = memoryview(data.lstrip(b" \t\r\n") if data[:1].isspace() else data)
    try:
        for start in range(0, len(view), 65536):
            parser.Parse(bytes(view[start : start + 65536]), False)
    except _Enough:
        return
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise ReadError(f"“{name}” is not well-formed XML. Nothing was read.", detail=str(error)) from error


@contextlib.contextmanager
def open_sqlite(path: Path, *, seconds: float = 60.0) -> Iterator[sqlite3.Connection]:
    """A foreign SQLite file, for reading only: SELECT and `PRAGMA table_info`, nothing else.

    All reading together may take `seconds`. Bytes that are not UTF-8 come as lone surrogates, which
    `canonical` replaces. A file with an unfinished journal beside it is read from a private copy. Raises
    `ReadError`.
    """
    with contextlib.ExitStack() as stack:
        place, flags = path, "mode=ro&immutable=1"
        if any(_beside(path, end).exists() for end in ("-wal", "-journal")):
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="annotator-"))
            place, flags = _private_copy(path, Path(folder)), "mode=rw"
        try:
            connection = sqlite3.connect(f"file:{quote(os.fsencode(place.resolve()))}?{flags}", uri=True)
            stack.callback(connection.close)
            _restrict(connection, seconds)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            yield connection
        except sqlite3.Error as error:
            raise ReadError(
                f"“{path.name}” cannot be read as a database: it is damaged, cut off, or not one."
                " Nothing was changed.",
                detail=repr(error),
            ) from error


def columns_of(connection: sqlite3.Connection, table: str) -> frozenset[str]:
    """The column names of a table of a foreign file; none when there is no such table (a view is none)."""
    found = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
    ).fetchone()
    if not found[0] or not table.isidentifier():
        return frozenset()
    return frozenset(str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})"))


def _beside(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def _private_copy(path: Path, folder: Path) -> Path:
    for end in ("", "-wal", "-journal"):
        if _beside(path, end).exists():
            shutil.copyfile(_beside(path, end), folder / ("copy.db" + end))
    return folder / "copy.db"


def _restrict(connection: sqlite3.Connection, seconds: float) -> None:
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 256 * MIB)
    connection.set_authorizer(_authorise)
    deadline = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > deadline, 10_000)


def _authorise(action: int, one: str | None, _two: str | None, _database: str | None, _by: str | None) -> int:
    reading = action in {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
    counting = action == sqlite3.SQLITE_FUNCTION and _two in {"count", "length", "typeof"}
    listing = action == sqlite3.SQLITE_PRAGMA and one == "table_info"
    return sqlite3.SQLITE_OK if reading or counting or listing else sqlite3.SQLITE_DENY


@contextlib.contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Write a file whole or not at all: a temporary one beside it, synced, then moved over `target`.

    Raises `WriteError` when the disk is full, the folder cannot be written to, and so on; what stood at
    `target` is then untouched.
    """
    place = ""
    try:
        handle, place = tempfile.mkstemp(prefix=".annotator-", dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(place).replace(target)
        place = ""
    except OSError as error:
        raise WriteError(
            f"“{target.name}” could not be written: {error.strerror or 'the disk refused'}."
            " What stood there before is untouched.",
            detail=repr(error),
        ) from error
    finally:
        if place:
            Path(place).unlink(missing_ok=True)
