"""SQLite's errors in words: what happened, what is safe, what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import msgspec
from sqlalchemy.exc import DatabaseError as WrappedError

from annotator.errors import DamagedFileError, FileBusyError, FileError, NotAProjectError, ReadOnlyError

_KEPT = "Everything shown as saved is in the file."
_DAMAGED = (
    "“{name}” is damaged. Do not work on in it: salvage what is readable with Repair, or restore a backup."
)
#: What values that make no sense do to who reads them.
_NONSENSE = (msgspec.MsgspecError, LookupError, TypeError, ValueError, OverflowError, RecursionError)
#: Python's words, with the value behind them, for text that is not UTF-8.
_NOT_UTF8 = "Could not decode to UTF-8"


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn SQLite's errors inside the block into a `FileError` about the project at `path`."""
    try:
        yield
    except WrappedError as error:
        raise _told(cast("sqlite3.Error", error.orig), path) from error
    except sqlite3.Error as error:
        raise _told(error, path) from error
    except UnicodeDecodeError:  # SQLite names a part of the file, and that name is broken
        raise DamagedFileError(damaged_sentence(path), detail="UnicodeDecodeError") from None


@contextmanager
def nonsense_in_words(path: Path) -> Iterator[None]:
    """Turn values that our own program never wrote, met by the block that reads them, into a
    `DamagedFileError`; its detail says only the kind of value, as the value may be article text.
    """
    try:
        yield
    except _NONSENSE as error:
        raise DamagedFileError(damaged_sentence(path), detail=type(error).__name__) from error


def damaged_sentence(path: Path) -> str:
    """What a person is told about a damaged file."""
    return _DAMAGED.format(name=path.name)


def _told(error: sqlite3.Error, path: Path) -> FileError:
    code = getattr(error, "sqlite_errorcode", None) or 0
    kind, sentence = _WORDS.get(code & 0xFF, (FileError, "“{name}” could not be read or written. {kept}"))
    if str(error).startswith(_NOT_UTF8):
        kind, sentence = DamagedFileError, _DAMAGED
    name = getattr(error, "sqlite_errorname", "")
    # SQLite's own words name tables and columns; where values may stand in them they are left out
    words = str(error) if code and not isinstance(error, sqlite3.DataError | sqlite3.IntegrityError) else ""
    detail = f"{type(error).__name__} {name} {words}".strip()
    return kind(sentence.format(name=path.name, kept=_KEPT), detail=detail)


_WORDS: dict[int, tuple[type[FileError], str]] = {
    sqlite3.SQLITE_FULL: (
        FileError,
        "The disk of “{name}” is full. {kept} Free some space, then try again.",
    ),
    sqlite3.SQLITE_IOERR: (
        FileError,
        "The disk of “{name}” did not take the change (or is full). {kept} Check the disk, then try again.",
    ),
    sqlite3.SQLITE_BUSY: (
        FileBusyError,
        "“{name}” is locked at the moment: another program is using it, or its drive gives no locks (a "
        "network drive?). {kept} Close it there, try again, or copy it to a disk of this computer.",
    ),
    sqlite3.SQLITE_LOCKED: (
        FileBusyError,
        "Another window is using “{name}” at the moment. {kept} Try again.",
    ),
    sqlite3.SQLITE_READONLY: (
        ReadOnlyError,
        "“{name}” cannot be written: the file or its folder is read-only, or it was moved. {kept}",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        FileError,
        "“{name}” cannot be opened or written: its folder is missing or closed to you, or its name "
        "is too long. "
        "{kept}",
    ),
    sqlite3.SQLITE_CORRUPT: (DamagedFileError, _DAMAGED),
    # our own statements are right, so it is the tables that are not ours any more
    sqlite3.SQLITE_ERROR: (DamagedFileError, _DAMAGED),
    sqlite3.SQLITE_TOOBIG: (DamagedFileError, _DAMAGED),
    sqlite3.SQLITE_NOTADB: (
        NotAProjectError,
        "“{name}” is not an Annotator project, or its beginning is damaged. Nothing was changed.",
    ),
}
