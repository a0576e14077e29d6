"""The word index of a project: a cache outside the project file that says where to look, and may be lost.

An SQLite file with a contentless full-text table (https://sqlite.org/fts5.html, sections 4.4.1 and 4.5: no
text in it, no positions, no ranking), which is filled with terms that were taken apart before. A text that
changed gets a new row; rows of texts that are gone are skipped until the index is made anew.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from array import array
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Literal, NamedTuple

#: Of the tables; another number in a file, and it is made anew.
_VERSION: Final = 1

#: Terms that a pattern may stand for; more, and the pattern is no help.
_MOST_TERMS: Final = 2_000

Kind = Literal["whole", "prefix", "pattern"]


class Indexed(NamedTuple):
    """One text for the index: the key of its article, its fingerprint, its terms parted by blanks."""

    article: int
    fingerprint: str
    terms: str


class WordIndex:
    """One open index. Safe to use from any thread; a broken file is replaced by an empty one.

    Raises `sqlite3.Error` when neither is possible.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._articles = array("q", [0])  # by row: its article, 0 for rows that are gone
        self._version = 0
        try:
            self._connection = self._open()
        except sqlite3.DatabaseError:
            _remove(path)
            self._connection = self._open()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def discard(self) -> None:
        """Let go of the file and delete it."""
        with self._lock, contextlib.suppress(OSError, sqlite3.Error):  # whatever is left is replaced later
            self._connection.close()
            _remove(self.path)

    @property
    def state(self) -> tuple[int, str]:
        """The newest command (id, uid) of the project that the index has followed; (0, "") when none."""
        with self._lock:
            row = self._follow().execute("SELECT command, uid FROM state").fetchone()
        return (int(row[0]), str(row[1])) if row else (0, "")

    def set_state(self, command: int, uid: str) -> None:
        """Say that every text is in the index as it was after that command."""
        with self._writing() as connection:
            connection.execute("DELETE FROM state")
            connection.execute("INSERT INTO state VALUES (?, ?)", (command, uid))

    def known(self) -> dict[int, str]:
        """The articles in the index with their fingerprints."""
        with self._lock:
            return dict(self._follow().execute("SELECT article, fingerprint FROM held"))

    @property
    def gone(self) -> int:
        """How many rows of the index are of no use any more."""
        with self._lock:
            self._follow()
            return self._articles.count(0) - 1

    def put(self, texts: Iterable[Indexed]) -> None:
        """Add texts, or take their new terms in place of the old ones."""
        with self._writing() as connection:
            for one in texts:
                self._forget(one.article)
                row = len(self._articles)
                connection.execute("INSERT INTO word (rowid, terms) VALUES (?, ?)", (row, one.terms))
                connection.execute("INSERT INTO held VALUES (?, ?, ?)", (row, one.article, one.fingerprint))
                self._articles.append(one.article)

    def drop(self, articles: Iterable[int]) -> None:
        """Take articles out."""
        with self._writing():
            for article in articles:
                self._forget(article)

    def clear(self) -> None:
        """Take everything out and give the room back."""
        with self._lock:
            self._connection.close()
            _remove(self.path)
            self._connection = self._open()

    def find(self, term: str, kind: Kind = "whole") -> set[int] | None:
        """The articles with a term, with one that begins so, or one that fits the pattern (* and ?).

        None when the pattern fits too many terms to be of use.
        """
        with self._lock:
            if kind == "pattern":
                found = self._connection.execute(
                    "SELECT term FROM vocabulary WHERE term GLOB ? LIMIT ?", (term, _MOST_TERMS + 1)
                ).fetchall()
                if len(found) > _MOST_TERMS:
                    return None
                asked = " OR ".join(f'"{one}"' for (one,) in found)
            else:
                asked = f'"{term}"' + (" *" if kind == "prefix" else "")
            return self._matching(asked) if asked else set()

    def find_all(self, terms: Iterable[str]) -> set[int]:
        """The articles with all of these terms."""
        with self._lock:
            return self._matching(" AND ".join(f'"{term}"' for term in terms))

    def _matching(self, asked: str) -> set[int]:
        rows = self._follow().execute("SELECT rowid FROM word WHERE word MATCH ?", (asked,))
        articles = self._articles
        found = {articles[row] for (row,) in rows}
        found.discard(0)
        return found

    def _forget(self, article: int) -> None:
        row = self._connection.execute("SELECT row FROM held WHERE article = ?", (article,)).fetchone()
        if row:
            self._connection.execute("DELETE FROM held WHERE row = ?", row)
            self._articles[row[0]] = 0

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            connection = self._follow()
            before = self._articles[:]
            try:
                with connection:
                    connection.execute("BEGIN IMMEDIATE")
                    yield connection
            except BaseException:
                self._articles = before
                raise

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, check_same_thread=False, timeout=2, isolation_level=None)
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        # a cache: what a power cut takes is made anew
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, _VERSION):
            raise sqlite3.DatabaseError("an index of another version")
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            for statement in _TABLES:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {_VERSION}")
        self._version = connection.execute("PRAGMA data_version").fetchone()[0]
        self._read_rows(connection)

    def _read_rows(self, connection: sqlite3.Connection) -> None:
        rows: Mapping[int, int] = dict(connection.execute("SELECT row, article FROM held"))
        newest = connection.execute("SELECT rowid FROM word ORDER BY rowid DESC LIMIT 1").fetchone()
        size = max(newest[0] if newest else 0, max(rows, default=0))
        self._articles = array("q", [rows.get(row, 0) for row in range(size + 1)])

    def _follow(self) -> sqlite3.Connection:
        """The connection, after a look at what another program wrote into the file."""
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            self._version = version
            self._read_rows(self._connection)
        return self._connection


_TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS state (command INTEGER NOT NULL, uid TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS held"
    " (row INTEGER PRIMARY KEY, article INTEGER NOT NULL UNIQUE, fingerprint TEXT NOT NULL)",
    # everything beyond ASCII is part of a term, and so is _; the rest are blanks
    "CREATE VIRTUAL TABLE IF NOT EXISTS word USING fts5"
    " (terms, content='', detail=none, tokenize=\"ascii tokenchars '_'\")",
    "CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab (word, row)",
)


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
