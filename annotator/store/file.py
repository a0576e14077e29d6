"""The project file itself: create, open, check its structure, lock, write in transactions, copy."""

from __future__ import annotations

import os
import sqlite3
import struct
import sys
import threading
import time
import urllib.parse
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Table, Text, create_engine
from sqlalchemy.pool import StaticPool

from annotator.errors import (
    Cancelled,
    DamagedFileError,
    FileChangedError,
    FileError,
    NewerFileError,
    NotAProjectError,
    ReadOnlyError,
)
from annotator.model.changes import Compaction
from annotator.model.folding import fold_text
from annotator.store import checksums, compaction, migrations, schema
from annotator.store.errors import damaged_sentence, in_words, nonsense_in_words
from annotator.store.lock import Lock, is_free

SUFFIX: Final = ".anno"

_MAGIC: Final = b"SQLite format 3\x00"
_HEADER: Final = struct.Struct(">16s44xi4xi")  # magic, user_version at 60, application_id at 68
#: Longest value that a file may hold, in bytes: an article of 100 MB fits several times.
_LONGEST: Final = 1 << 30

#: Pages copied before others may write again: 1 MB, some 3 ms; and how long they have, in seconds.
_PAGES_AT_A_TIME: Final = 256
_PAUSE: Final = 0.001

# The file's promises (DESIGN section 4). DELETE and EXTRA: a copied main file is always whole, and
# what was acknowledged survives a power cut. The rest distrusts files from others.
_PRAGMAS: Final = (
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "foreign_keys = ON",
    "synchronous = EXTRA",
    "fullfsync = ON",
    "busy_timeout = 3000",
)


class ProjectFile:
    """One open project file: one connection, one lock, and a stamp that tells foreign changes."""

    def __init__(self, path: Path, *, read_only: bool, lock: Lock | None) -> None:
        self.path = path
        self.read_only = read_only
        #: Held while a statement or transaction runs; reads and writes may come from any thread.
        self.mutex = threading.RLock()
        self._lock = lock
        self._closed = False
        self._raw = _connect(path, read_only=read_only)
        engine = create_engine(
            "sqlite://",
            creator=lambda: self._raw,
            poolclass=StaticPool,
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,
        )
        self.connection: Connection = engine.connect()
        self._stamp = self._stat()

    @classmethod
    def create(cls, path: Path, *, coder: str = "") -> ProjectFile:
        """Make a new project file. Raises `FileError` when the place is taken or not writable."""
        refuse_taken(path)
        with in_words(path):
            lock = Lock(path, coder=coder)
            try:
                file = cls(path, read_only=False, lock=lock)
            except BaseException:
                lock.release()
                raise
            try:
                file.connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
                file._migrate(version=0)
                file._stamp = file._stat()
            except BaseException:
                file.close()
                path.unlink(missing_ok=True)
                raise
        return file

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, coder: str = "") -> ProjectFile:
        """Open a project file after checking that it is one and is shaped like ours.

        Raises `FileBusyError` (somebody has it), `NotAProjectError`, `NewerFileError`,
        `DamagedFileError`, or `FileError` for everything else.
        """
        version = read_version(path)
        # SQLite needs the folder for its journal
        read_only = read_only or not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
        lock = None if read_only else Lock(path, coder=coder)
        try:
            with in_words(path):
                file = cls(path, read_only=read_only, lock=lock)
            try:
                file._make_ours(version)
            except BaseException:
                file.close()
                raise
        except BaseException:
            if lock:
                lock.release()
            raise
        return file

    def close(self) -> None:
        """Close the file and give the lock back; twice does no harm. A copy that is being made stops."""
        with self.mutex:
            self._closed = True
            self.connection.close()
            self._raw.close()
            if self._lock:
                self._lock.release()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A write transaction: all of it is in the file when the block ends, or nothing is.

        Raises `ReadOnlyError`, `FileChangedError` when another program changed the file, or the
        `FileError` that says why the disk did not take it.
        """
        if self.read_only:
            raise ReadOnlyError(
                f"“{self.path.name}” is open for reading only. Nothing was changed. "
                "Save a copy to work on, or close it where it is open for writing."
            )
        with self.mutex, in_words(self.path):
            self._raw.execute("BEGIN IMMEDIATE")
            try:
                self._refuse_foreign_changes()
            except FileChangedError:
                self._raw.execute("ROLLBACK")
                raise
            try:
                yield self.connection
                self._raw.execute("COMMIT")
            finally:
                if self._raw.in_transaction:
                    self._raw.execute("ROLLBACK")
                # after a failed commit as well: taking it back wrote into the file, and must not look
                # like another program's doing when the commit is tried again
                self._stamp = self._stat()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The connection, for one read at a time."""
        with self.mutex, nonsense_in_words(self.path), in_words(self.path):
            yield self.connection

    def copy_to(self, target: Path, *, checked: bool = True) -> None:
        """Write a whole and verified copy through SQLite's backup API; `target` must not exist.

        Not `checked` when somebody is about to check it from end to end.
        """
        refuse_taken(target)
        partial = target.with_name(f".{uuid.uuid4().hex}.part")
        with taken_back(partial):
            with self.mutex, in_words(target):
                copy = sqlite3.connect(partial)
                try:
                    copy.execute("PRAGMA synchronous = OFF")  # the whole file is synced below
                    self._raw.backup(copy, pages=_PAGES_AT_A_TIME, progress=self._let_others_write)
                    verdict = copy.execute("PRAGMA quick_check(1)").fetchone()[0] if checked else "ok"
                finally:
                    copy.close()
            if verdict != "ok":
                raise DamagedFileError(f"The copy of “{self.path.name}” is damaged and was removed.")
            sync(partial)
            partial.replace(target)
            sync(target.parent)

    def _let_others_write(self, *_: int) -> None:
        """Between two portions of a copy; SQLite brings what they write into the copy, too.

        A lock that is given back and taken again at once goes to nobody else: hence the pause.
        """
        self.mutex.release()
        time.sleep(_PAUSE)
        self.mutex.acquire()
        if self._closed:
            raise Cancelled

    def compaction(self, before: str) -> Compaction:
        """What `compact` would take out of the history before that moment (UTC)."""
        with self.reading():
            return compaction.preview(self._raw, before)

    def compact(self, before: str) -> None:
        """Take it out, inside a running write transaction."""
        compaction.compact(self._raw, before)

    def shrink(self) -> None:
        """Give the disk back what is free in the file. Raises the `FileError` of the disk; all stays then."""
        with self.mutex, in_words(self.path):
            self._refuse_foreign_changes()
            try:
                self._raw.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)  # it works in a second file
                self._raw.execute("VACUUM")
            finally:
                self._raw.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
                self._stamp = self._stat()

    def stop_when(self, stop: Callable[[], bool]) -> None:
        """Give up a long question once `stop` is true; it then raises a `FileError`."""
        self._raw.set_progress_handler(stop, 200_000)

    def changed_outside(self) -> str:
        """Whether another program did something to the file: "changed", "replaced", "gone", or "".

        "" also while we are writing into it ourselves.
        """
        if not self.mutex.acquire(blocking=False):
            return ""
        try:
            now, then = self._stat(), self._stamp
        finally:
            self.mutex.release()
        if now == then or then is None or self._closed:
            return ""
        return "gone" if now is None else "changed" if now[:2] == then[:2] else "replaced"

    def is_free(self) -> bool:
        """Whether nobody else has the project open for writing; asks its lock without taking it."""
        return self._lock is not None or is_free(self.path)

    def structure_problems(self) -> list[str]:
        """SQLite's own check of pages and references, in its words.

        The whole integrity_check: each row must be in its indexes, which tells of a changed label, article,
        entity or identity that neither a quote nor a fingerprint would (three times a quick_check).
        """
        with self.reading():
            found = [str(row[0]) for row in self._raw.execute("PRAGMA integrity_check(100)")]
            broken = self._raw.execute("PRAGMA foreign_key_check").fetchmany(100)
        problems = [one for one in found if one != "ok"]
        problems += [f"{table} row {row} points at a missing {parent}" for table, row, parent, _ in broken]
        return problems + self._wrong_kinds() + self._changed_rows()

    def refuse_nonsense(self) -> None:
        """Raise `DamagedFileError` when a column holds values of another kind than ours: SQLite lets
        words stand where numbers should, and nobody who reads a row expects them.
        """
        if found := self._wrong_kinds():
            raise DamagedFileError(damaged_sentence(self.path), detail="; ".join(found))

    def _wrong_kinds(self) -> list[str]:
        """A sentence for each table with such rows; SQLite looks only at the heads of the values."""
        found = []
        with self.reading():
            for table in schema.metadata.sorted_tables:
                query = f'SELECT count(*) FROM "{table.name}" WHERE {_wrong_kind(table)}'
                (count,) = self._raw.execute(query).fetchone()
                if count:
                    found.append(f"{count} rows of “{table.name}” hold values that make no sense")
        return found

    def _changed_rows(self) -> list[str]:
        """A sentence for each table with rows that are not what their checksums say."""
        found = []
        for table in checksums.TABLES:
            wrong: list[int] = []
            last: int | None = 0
            while last is not None:
                try:
                    # one short read at a time, so that a commit never waits long
                    with self.reading():
                        more, last = checksums.wrong_rows(self._raw, table, last)
                    wrong += more
                except DamagedFileError:
                    found.append(f"rows of “{table.name}” cannot be read")
                    last = None
            if wrong:
                which = ", ".join(map(str, wrong[:10])) + (" …" if len(wrong) > 10 else "")
                found.append(f"{len(wrong)} rows of “{table.name}” were changed without a trace ({which})")
        return found

    def _make_ours(self, version: int) -> None:
        with in_words(self.path):
            if not self.read_only:
                mode = self._raw.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
                if mode != "delete":
                    raise FileError(
                        f"“{self.path.name}” is in use by another program that must be closed first. "
                        "Nothing was changed."
                    )
            if version < schema.VERSION:
                self._upgrade(version)
            if not self.read_only:
                self._make_lost_indexes()
            _refuse_foreign_structure(self._raw, self.path)
        self._stamp = self._stat()

    def _make_lost_indexes(self) -> None:
        """An index of ours that is not there holds nothing that could be lost: make it again."""
        there = {row[0] for row in self._raw.execute("SELECT name FROM sqlite_master LIMIT 1000")}
        for table in schema.metadata.sorted_tables:
            for index in table.indexes:
                if index.name not in there and table.name in there:
                    index.create(self.connection)

    def _upgrade(self, version: int) -> None:
        if self.read_only:
            raise ReadOnlyError(
                f"“{self.path.name}” is of an older version and must be upgraded, but it is read-only. "
                "Copy it to a folder of your own and open it there."
            )
        self.copy_to(_free_name(self.path, f".version{version}"))
        self._migrate(version=version)

    def _migrate(self, *, version: int) -> None:
        counts = _counts(self._raw)
        self._raw.execute("PRAGMA foreign_keys = OFF")
        # Alembic commits by itself unless SQLAlchemy, too, knows that a transaction is under way
        self.connection.rollback()
        try:
            with self.connection.begin():
                self._raw.execute("BEGIN IMMEDIATE")
                migrations.upgrade(self.connection, version=version)
                checksums.fill(self._raw)
                self._refuse_losses(counts)
        finally:
            self._raw.execute("PRAGMA foreign_keys = ON")

    def _refuse_losses(self, before: dict[str, int]) -> None:
        after = _counts(self._raw)
        if any(after.get(table, 0) < count for table, count in before.items()):
            raise DamagedFileError(
                f"“{self.path.name}” could not be upgraded without loss. It was left as it was."
            )
        if self._raw.execute("PRAGMA foreign_key_check").fetchone():
            raise DamagedFileError(
                f"“{self.path.name}” has broken references. It was left as it was; use Repair."
            )

    def _refuse_foreign_changes(self) -> None:
        found = self._stat()
        if found is None:
            raise FileChangedError(
                f"“{self.path.name}” was moved or removed. What was saved is in the moved file; "
                "put it back, or save your work to another file."
            )
        if found != self._stamp:
            raise FileChangedError(
                f"“{self.path.name}” was changed by another program (a sync folder?). Your last change "
                "was not written into it; close and open the project to see what it holds now."
            )

    def _stat(self) -> tuple[int, int, int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


@contextmanager
def taken_back(partial: Path) -> Iterator[None]:
    """Remove the half-made file in the end, and say in words what the disk refused. Raises `FileError`."""
    try:
        partial.unlink(missing_ok=True)
        try:
            yield
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise FileError(
            f"“{partial.parent.name}” did not take the new file: {error.strerror or error}. Nothing was "
            "changed; choose another folder or free some space.",
            detail=str(error),
        ) from error


def refuse_taken(path: Path) -> None:
    """Raise `FileError` when something stands at that place already."""
    if path.exists():
        raise FileError(f"“{path.name}” exists already. It was not changed; choose another name.")


def read_version(path: Path) -> int:
    """The version of the tables, read from the header without opening the database.

    Raises `FileError` (missing, a folder, unreadable), `NotAProjectError` or `NewerFileError`.
    """
    if path.is_dir():
        raise NotAProjectError(f"“{path.name}” is a folder, not a project file. Nothing was changed.")
    try:
        with path.open("rb") as handle:
            header = handle.read(_HEADER.size)
    except FileNotFoundError:
        raise FileError(f"There is no project “{path.name}” at that place any more.") from None
    except OSError as error:
        raise FileError(
            f"“{path.name}” cannot be read: {error.strerror}. Nothing was changed.", detail=str(error)
        ) from error
    if not header:
        raise NotAProjectError(
            f"“{path.name}” is empty (0 bytes). A sync folder may not have fetched it yet, or its content "
            "was lost; look for a backup under Project ▸ Restore."
        )
    if len(header) < _HEADER.size or not header.startswith(_MAGIC):
        raise NotAProjectError(f"“{path.name}” is not an Annotator project. Nothing was changed.")
    _, version, application = _HEADER.unpack(header)
    if application != schema.APPLICATION_ID or version < 0:
        raise NotAProjectError(
            f"“{path.name}” is a database of another program, not an Annotator project. Nothing was changed."
        )
    if version > schema.VERSION:
        raise NewerFileError(
            f"“{path.name}” was made by a newer Annotator. It was not changed; update the program to open it."
        )
    return int(version)


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    mode = "ro" if read_only else "rwc"
    uri = f"file:{urllib.parse.quote(os.fsencode(path.absolute()))}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.create_function("folded", 1, fold_text, deterministic=True)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_foreign_structure(connection: sqlite3.Connection, path: Path) -> None:
    """Raise unless tables, columns and indexes are just those that we create: a trigger or view that
    came with the file could run on our writes.
    """
    found, expected = _structure(connection), _expected_structure()
    lost = [key for key in expected.keys() - found.keys() if key[0] == "index"]
    if found != {key: shape for key, shape in expected.items() if key not in lost}:
        odd = sorted(str(key) for key in found.keys() ^ expected.keys() if key not in lost)
        odd += sorted(str(key) for key in found.keys() & expected.keys() if found[key] != expected[key])
        raise NotAProjectError(
            f"“{path.name}” contains parts that Annotator did not make, so it was not opened and not "
            "changed. Repair can take its articles and annotations over into a new project.",
            detail="; ".join(odd[:20]),
        )


def _structure(connection: sqlite3.Connection) -> dict[tuple[str, str], object]:
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master"
        " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' LIMIT 1000"
    ).fetchall()
    shape: dict[tuple[str, str], object] = {}
    for kind, name, table, sql in rows:
        quoted = '"' + str(name).replace('"', '""') + '"'
        if kind == "table":
            columns = connection.execute(f"PRAGMA table_xinfo({quoted})").fetchall()
            # column order may differ after an upgrade; a CHECK is not listed, but could run functions
            shape[kind, name] = (sorted(row[1:] for row in columns), "CHECK" in str(sql).upper())
        elif kind == "index":
            shape[kind, name] = (table, connection.execute(f"PRAGMA index_xinfo({quoted})").fetchall())
        else:
            shape[kind, name] = sql
    return shape


def _expected_structure() -> dict[tuple[str, str], object]:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    schema.metadata.create_all(engine)
    raw = engine.raw_connection()
    try:
        model = raw.driver_connection
        assert isinstance(model, sqlite3.Connection)
        return _structure(model)
    finally:
        raw.close()
        engine.dispose()


def _wrong_kind(table: Table) -> str:
    """The condition that finds rows with a value of a kind that the column must not have."""
    wrong = []
    for column in table.columns:
        kinds = "'text'" if isinstance(column.type, Text) else "'integer'"
        kinds += ", 'null'" if column.nullable else ""
        wrong.append(f'typeof("{column.name}") NOT IN ({kinds})')
    return " OR ".join(wrong)


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = [
        row[0]
        for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if row[0] in schema.metadata.tables
    ]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def _free_name(path: Path, middle: str) -> Path:
    number = 0
    while True:
        number += 1
        extra = "" if number == 1 else f"-{number}"
        candidate = path.with_name(f"{path.stem}{middle}{extra}{path.suffix}")
        if not candidate.exists():
            return candidate


def sync(place: Path) -> None:
    """Wait until a file, or a folder's list of files, is on the disk. Raises `OSError` for a file."""
    if place.is_dir() and sys.platform == "win32":
        return  # Windows writes names down by itself
    handle = os.open(place, os.O_RDONLY if place.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    except OSError:
        if not place.is_dir():  # some network drives do not sync folders
            raise
    finally:
        os.close(handle)
