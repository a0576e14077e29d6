"""SQLite on a disk that notes every call (a VFS of apsw), with the store's own statements and settings."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import apsw

from annotator.store.file import _PRAGMAS
from annotator.store.schema import metadata
from tests.faults.recording import Call


class RecordingDisk(apsw.VFS):
    """SQLite's usual disk layer; `calls` is everything that went to it."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        super().__init__("recording", "")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 - apsw's name
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        if flags[0] & apsw.SQLITE_OPEN_CREATE and not os.path.exists(path):  # noqa: PTH110 - as SQLite gives it
            self.calls.append(Call("create", Path(path).name))
        return _RecordingFile(name, flags, self.calls, Path(path).name)

    def xDelete(self, path: str, sync_folder: bool) -> None:  # noqa: N802 - apsw's name
        super().xDelete(path, sync_folder)
        self.calls.append(Call("delete", Path(path).name))
        if sync_folder:
            self.calls.append(Call("folder"))


class _RecordingFile(apsw.VFSFile):
    def __init__(self, path: Any, flags: list[int], calls: list[Call], name: str) -> None:
        self._calls, self._name = calls, name
        # SQLite's own layer syncs the folder with the first sync of a journal that it made
        self._new = bool(flags[0] & apsw.SQLITE_OPEN_MAIN_JOURNAL)
        super().__init__("", path, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - apsw's name
        super().xWrite(data, offset)
        self._calls.append(Call("write", self._name, offset, bytes(data)))

    def xTruncate(self, size: int) -> None:  # noqa: N802 - apsw's name
        super().xTruncate(size)
        self._calls.append(Call("cut", self._name, size))

    def xSync(self, flags: int) -> None:  # noqa: N802 - apsw's name
        super().xSync(flags)
        self._calls.append(Call("sync", self._name))
        if self._new:
            self._calls.append(Call("folder"))
            self._new = False


def replay(path: Path, statements: Sequence[str], *, synchronous: str = "") -> tuple[list[Call], list[str]]:
    """Run the statements on the project at `path`: every call to the disk, and what the project held after
    each commit (first: before any), as digests. `synchronous` makes it weaker than the store's own.
    """
    disk = RecordingDisk()
    connection = apsw.Connection(str(path), vfs="recording")
    for pragma in (*_PRAGMAS, *([f"synchronous = {synchronous}"] if synchronous else [])):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    digests = [digest(connection)]
    for statement in statements:
        connection.execute(statement).fetchall()
        if statement == "COMMIT":
            disk.calls.append(Call("acknowledge"))
            digests.append(digest(connection))
    connection.close()
    disk.unregister()
    return disk.calls, digests


def digest(connection: Any) -> str:
    """All rows of all tables, of a connection of apsw or of sqlite3, in a few characters."""
    found = hashlib.sha256()
    for name in sorted(metadata.tables):
        rows = connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
        found.update(repr((name, [tuple(row) for row in rows])).encode())
    return found.hexdigest()
