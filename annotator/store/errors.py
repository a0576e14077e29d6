"""SQLite's errors in words: what happened, what is safe, what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from sqlalchemy.exc import DatabaseError as WrappedError

from annotator.errors import DamagedFileError, FileBusyError, FileError, NotAProjectError, ReadOnlyError

_KEPT = "Everything shown as saved is in the file."


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn SQLite's errors inside the block into a `FileError` about the project at `path`."""
    try:
        yield
    except WrappedError as error:
        raise _told(cast("sqlite3.Error", error.orig), path) from error
    except sqlite3.Error as error:
        raise _told(error, path) from error


def _told(error: sqlite3.Error, path: Path) -> FileError:
    code = getattr(error, "sqlite_errorcode", None) or 0
    kind, sentence = _WORDS.get(code & 0xFF, (FileError, "“{name}” could not be read or written. {kept}"))
    detail = f"{getattr(error, 'sqlite_errorname', '')} {error}".strip()
    if isinstance(error, sqlite3.DataError | sqlite3.IntegrityError):
        detail = type(error).__name__ + " " + str(getattr(error, "sqlite_errorname", ""))
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
        "Another program is using “{name}” at the moment. {kept} Close it there, or try again.",
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
        "“{name}” cannot be opened or written: its folder is missing or closed to you. {kept}",
    ),
    sqlite3.SQLITE_CORRUPT: (
        DamagedFileError,
        "“{name}” is damaged. Do not work on in it: salvage what is readable with Repair, or restore "
        "a backup.",
    ),
    sqlite3.SQLITE_NOTADB: (
        NotAProjectError,
        "“{name}” is not an Annotator project, or its beginning is damaged. Nothing was changed.",
    ),
}
