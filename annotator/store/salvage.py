"""Reading what is left of a damaged or foreign project file, row by row, without trusting any of it.

The file is copied first and only the copy is opened: as immutable, with everything but reading
forbidden. Rows are asked for one by one through their keys, so that one bad page costs only its rows.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from annotator.store import schema
from annotator.store.schema import key_of
from annotator.store.statements import Row

#: Seconds after which a single question to a hostile file is cut off.
_PATIENCE: Final = 60.0
#: Longest value taken, in bytes.
_LONGEST: Final = 1 << 30
_READING: Final = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_PRAGMA,
    sqlite3.SQLITE_FUNCTION,
}


class Wreck:
    """What can still be read of a project file. `lost` says in words what could not."""

    def __init__(self, path: Path) -> None:
        self.lost: list[str] = []
        self._folder = Path(tempfile.mkdtemp(prefix="annotator-salvage-"))
        copy = self._folder / "wreck.db"
        shutil.copyfile(path, copy)
        _mend_header(copy)
        self._deadline = 0.0
        self._raw = sqlite3.connect(f"file:{copy.as_posix()}?mode=ro&immutable=1", uri=True)
        self._raw.text_factory = lambda data: data.decode("utf-8", errors="replace")
        self._raw.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        self._raw.set_authorizer(
            lambda action, *_: sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY
        )
        self._raw.set_progress_handler(lambda: int(time.monotonic() > self._deadline), 10_000)

    def close(self) -> None:
        """Throw the copy away."""
        self._raw.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def rows(self, name: str) -> Iterator[Row]:
        """Every readable row of one of our tables, each as far as its columns are of our kinds."""
        table = schema.metadata.tables[name]
        columns = [one for one in self._columns(name) if one in table.c]
        key = key_of(table) if name != "meta" else "rowid"
        if not columns:
            self.lost.append(f"the table “{name}”")
            return
        quoted = ", ".join(f'"{one}"' for one in columns)
        for number in self._keys(name, key):
            row = self._one(f'SELECT {quoted} FROM "{name}" WHERE "{key}" = ?', number)
            if row is None:
                self.lost.append(f"{name} {number}")
            else:
                yield dict(zip(columns, row, strict=True))

    def _columns(self, name: str) -> list[str]:
        kind = self._ask("SELECT type FROM sqlite_master WHERE name = ?", name)
        if kind != [("table",)]:  # a view of that name could run for ever
            return []
        return [str(row[1]) for row in self._ask(f'PRAGMA table_info("{name}")')]

    def _keys(self, name: str, key: str) -> list[int]:
        """The keys that still can be found, going around broken pages in steps of doubling width."""
        found: list[int] = []
        after, width = -1, 0
        while True:
            try:
                for (number,) in self._cursor(
                    f'SELECT "{key}" FROM "{name}" NOT INDEXED WHERE "{key}" > ? ORDER BY "{key}"', after
                ):
                    if isinstance(number, int):
                        found.append(number)
                        after, width = number, 0
                return found
            except sqlite3.Error as error:
                width = width * 2 or 1
                if width > 1 << 40:
                    self.lost.append(f"rows of “{name}” after {found[-1] if found else 0} ({error})")
                    return found
                after += width

    def _one(self, sql: str, key: int) -> tuple[Any, ...] | None:
        try:
            row: tuple[Any, ...] | None = self._cursor(sql, key).fetchone()
        except sqlite3.Error:
            return None  # counted as lost by the caller
        return row

    def _ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._cursor(sql, *values).fetchall()
        except sqlite3.Error as error:
            self.lost.append(f"part of the file's own table of contents ({error})")
            return []

    def _cursor(self, sql: str, *values: object) -> sqlite3.Cursor:
        self._deadline = time.monotonic() + _PATIENCE
        return self._raw.execute(sql, values)


def _mend_header(copy: Path) -> None:
    """Give the copy a sound beginning where only that is damaged; a WAL flag is taken away."""
    size = copy.stat().st_size
    if size < 512:
        return
    with copy.open("r+b") as handle:
        head = bytearray(handle.read(100))
        if not head.startswith(b"SQLite format 3\x00"):
            head[:16] = b"SQLite format 3\x00"
        if int.from_bytes(head[16:18], "big") not in {512, 1024, 2048, 4096, 8192, 16384, 32768, 1}:
            head[16:18] = (4096).to_bytes(2, "big")
        head[18:20] = b"\x01\x01"
        head[20:24] = bytes((0, 64, 32, 32))
        handle.seek(0)
        handle.write(head)
