"""RQDA (.rqda): files, codes and codings that are not deleted; attributes and cases become variables."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from annotator.errors import WriteError
from annotator.model.exchange import Dataset, ExportReport, Option, Options, Progress, no_progress
from annotator.model.incoming import Gathering, Incoming, article_of, tidy_name, utc
from annotator.model.judge import StoredSpan
from annotator.model.placing import each_placed, whole_place
from annotator.model.scheme import Label, Scheme
from annotator.safe_files import columns_of, open_sqlite

_SQLITE: Final = b"SQLite format 3\0"
_WANTED: Final = {
    "source": {"id", "name", "file"},
    "freecode": {"id", "name"},
    "coding": {"cid", "fid", "selfirst", "selend"},
}
#: Further codings: RQDA keeps a second coder's in a table of their own.
_CODINGS: Final = ("coding", "coding2")


class Rqda:
    """The `Format` that reads RQDA projects (SQLite); they are never written to.

    A row with status 0 is deleted and left out. Source: RQDA's help page "RQDATables".
    """

    name = "rqda"
    title = "RQDA project"
    suffix = ".rqda"
    suffixes: tuple[str, ...] = (".rqda",)
    reads = True
    writes = False
    keeps: frozenset[str] = frozenset()
    options: tuple[Option, ...] = ()
    extra = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """By SQLite's first bytes and the names of RQDA's tables."""
        if not head.startswith(_SQLITE):
            return 0.0
        tables = b"freecode" in head and b"coding" in head
        return 0.97 if tables else 0.6 if path.suffix.lower() == ".rqda" else 0.0

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Not offered: raises `WriteError`."""
        raise WriteError("RQDA projects can be read, not written.")

    def read(self, path: Path, options: Options) -> Dataset:
        """Read the project. Raises `ReadError`."""
        into = Incoming(path)
        with open_sqlite(path) as connection:
            return _Reader(connection, into).dataset()


class _Reader:
    """Reads one project."""

    def __init__(self, connection: sqlite3.Connection, into: Incoming) -> None:
        self._connection, self._into = connection, into
        for table, columns in _WANTED.items():
            if not columns <= columns_of(connection, table):
                raise into.broken("", f"it is no RQDA project: the table {table} is not there")
        self._codes = self._read_codes()
        self._variables = self._read_variables()

    def dataset(self) -> Dataset:
        """Every file that is not deleted."""
        for number, name, text, memo, owner in self._rows("source", "id", "name", "file", "memo", "owner"):
            if not isinstance(text, str):
                self._into.problem(str(name), "It has no text, so it was left out.")
                continue
            gathering = self._into.gather(text, str(name))
            for table in _CODINGS:
                self._codings(table, number, gathering)
            for variable, value in self._variables.get(number, {}).items():
                gathering.variable(variable, value)
            fields = {"title": name, "memo": memo, "owner": owner}
            self._into.records.append(gathering.finish(article_of(fields, source_file=str(name))))
        return self._into.dataset(known=Scheme(labels=list(self._codes.values())))

    def _rows(self, table: str, *names: str, of_file: object = None) -> list[tuple[Any, ...]]:
        """The rows of a table, or those of one file, that are not deleted; None for a missing column."""
        known = columns_of(self._connection, table)
        if not known:
            return []
        columns = ", ".join(name if name in known else "NULL" for name in names)
        alive = "(status IS NULL OR status <> 0)" if "status" in known else "1"
        query = f"SELECT {columns} FROM {table} WHERE {alive}"
        if of_file is None:
            return self._connection.execute(query).fetchall()
        return self._connection.execute(f"{query} AND fid = ?", (of_file,)).fetchall()

    def _read_codes(self) -> dict[int, Label]:
        found: dict[int, Label] = {}
        taken: set[str] = set()
        for number, name, memo in self._rows("freecode", "id", "name", "memo"):
            label = tidy_name(str(name)) or f"code {number}"
            while label in taken:
                label = f"{label} ({number})"
            taken.add(label)
            found[number] = Label(name=label, definition=str(memo or ""))
        return found

    def _read_variables(self) -> Mapping[int, dict[str, Any]]:
        """File id → its attributes, and the cases that it belongs to."""
        found: dict[int, dict[str, Any]] = {}
        for name, value, number in self._rows("fileAttr", "variable", "value", "fileID"):
            if value not in {None, "", "NA"}:
                found.setdefault(number, {})[str(name)] = str(value)
        cases = {number: str(name) for number, name in self._rows("cases", "id", "name")}
        for case, number in self._rows("caselinkage", "caseid", "fid"):
            if case in cases:
                of_file = found.setdefault(number, {}).setdefault("case", [])
                if isinstance(of_file, list) and cases[case] not in of_file:
                    of_file.append(cases[case])
        return found

    def _codings(self, table: str, source: object, gathering: Gathering) -> None:
        columns = ("cid", "selfirst", "selend", "seltext", "owner", "date", "memo")
        rows = []
        stored = []
        for row in self._rows(table, *columns, of_file=source):
            start, end = whole_place(row[1]), whole_place(row[2])
            if start is None or end is None:
                gathering.problem("A coding without a place was left out.")
                continue
            rows.append(row)
            stored.append(StoredSpan(start=start, end=end, text=str(row[3] or "") or None))
        for row, one, span in zip(rows, stored, each_placed(gathering.text, stored), strict=True):
            label = self._codes.get(row[0])
            if span is None or label is None:
                what = "belongs to no code that is left" if label is None else "does not fit the text"
                gathering.problem(f"The coding {one.start}–{one.end} {what} and was left out.")
                continue
            gathering.mark(
                label.name,
                [span],
                note=str(row[6] or ""),
                coder=str(row[4] or ""),
                created=utc(row[5]),
                modified=utc(row[5]),
            )


FORMAT = Rqda()
