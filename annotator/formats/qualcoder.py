"""QualCoder (.qda folder or its data.qda): codes become labels, cases and attributes variables."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from annotator.errors import WriteError
from annotator.model.exchange import Dataset, ExportReport, Option, Options, Progress, no_progress
from annotator.model.incoming import Gathering, Incoming, article_of, tidy_name, utc
from annotator.model.judge import StoredSpan
from annotator.model.placing import each_placed, whole_place
from annotator.model.scheme import Label, Scheme
from annotator.safe_files import columns_of, open_sqlite

_SQLITE: Final = b"SQLite format 3\0"
_DATABASE: Final = "data.qda"
_COMMENT: Final = "comment"
_WANTED: Final = {
    "source": {"id", "name", "fulltext"},
    "code_name": {"cid", "name"},
    "code_text": {"cid", "fid", "seltext", "pos0", "pos1"},
}


class QualCoder:
    """The `Format` that reads QualCoder projects (SQLite, schema 1 to 17); they are never written to.

    Some of its places count UTF-16 (coded by hand) and some code points (coded by search): each mark is
    judged by its own stored text. Source: ccbogel/QualCoder, wiki "13 Sqlite data structure".
    """

    name = "qualcoder"
    title = "QualCoder project"
    suffix = ".qda"
    suffixes: tuple[str, ...] = (".qda",)
    reads = True
    writes = False
    keeps: frozenset[str] = frozenset()
    options: tuple[Option, ...] = ()
    extra = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """By data.qda in a folder, or by SQLite's first bytes and the names of QualCoder's tables."""
        if path.is_dir():
            return 0.97 if (path / _DATABASE).is_file() else 0.0
        if not head.startswith(_SQLITE):
            return 0.0
        tables = b"code_text" in head and b"code_name" in head
        return 0.97 if tables else 0.6 if path.suffix.lower() == ".qda" else 0.0

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Not offered: raises `WriteError`."""
        raise WriteError(
            "QualCoder projects can be read, not written. Write REFI-QDA, which QualCoder imports."
        )

    def read(self, path: Path, options: Options) -> Dataset:
        """Read the project. Raises `ReadError`."""
        into = Incoming(path)
        with open_sqlite(path / _DATABASE if path.is_dir() else path) as connection:
            return _Reader(connection, into).dataset()


class _Reader:
    """Reads one project."""

    def __init__(self, connection: sqlite3.Connection, into: Incoming) -> None:
        self._connection, self._into = connection, into
        for table, columns in _WANTED.items():
            if not columns <= columns_of(connection, table):
                raise into.broken("", f"it is no QualCoder project: the table {table} is not there")
        self._codes = self._read_codes()
        self._variables = self._read_variables()

    def dataset(self) -> Dataset:
        """Every source that has a text."""
        others = 0
        for number, name, text, memo, owner in self._rows(
            "source", "id", "name", "fulltext", "memo", "owner"
        ):
            if not isinstance(text, str):
                others += 1
                continue
            gathering = self._into.gather(text, str(name))
            self._codings(number, gathering)
            self._comments(number, gathering)
            for variable, value in self._variables.get(number, {}).items():
                gathering.variable(variable, value)
            fields = {"title": name, "memo": memo, "owner": owner}
            self._into.records.append(gathering.finish(article_of(fields, source_file=str(name))))
        if others:
            self._into.problem("", f"{others} sources without a text (pictures, sound, video) were left out.")
        labels = list(self._codes.values())
        names = {label.name for label in labels}
        parents = [
            Label(name=one)
            for one in dict.fromkeys(label.parent for label in labels)
            if one and one not in names
        ]
        return self._into.dataset(known=Scheme(labels=[*parents, *labels]))

    def _rows(self, table: str, *names: str, of_file: object = None) -> list[tuple[Any, ...]]:
        """The rows of a table, or those of one file; None where it has no such column."""
        known = columns_of(self._connection, table)
        if not known:
            return []
        columns = ", ".join(name if name in known else "NULL" for name in names)
        if of_file is None:
            return self._connection.execute(f"SELECT {columns} FROM {table}").fetchall()
        return self._connection.execute(f"SELECT {columns} FROM {table} WHERE fid = ?", (of_file,)).fetchall()

    def _read_codes(self) -> dict[int, Label]:
        """Code id → label, its category as parent."""
        categories = {
            number: tidy_name(str(name)) for number, name in self._rows("code_cat", "catid", "name")
        }
        found: dict[int, Label] = {}
        taken: set[str] = set()
        for number, name, colour, memo, category in self._rows(
            "code_name", "cid", "name", "color", "memo", "catid"
        ):
            label = tidy_name(str(name)) or f"code {number}"
            while label in taken:
                label = f"{label} ({number})"
            taken.add(label)
            parent = categories.get(category, "")
            made = Label(name=label, parent="" if parent == label else parent, definition=str(memo or ""))
            found[number] = (
                msgspec.structs.replace(made, colour=colour.upper()) if _is_colour(colour) else made
            )
        by_name = {one.name for one in found.values()}
        return {
            number: msgspec.structs.replace(one, parent="") if one.parent in by_name else one
            for number, one in found.items()
        }

    def _read_variables(self) -> Mapping[int, dict[str, Any]]:
        """Source id → its attributes, and the cases that it belongs to."""
        numeric = {
            name for name, kind in self._rows("attribute_type", "name", "valuetype") if kind == "numeric"
        }
        found: dict[int, dict[str, Any]] = {}
        for name, kind, value, number in self._rows("attribute", "name", "attr_type", "value", "id"):
            if kind == "file" and value not in {None, ""}:
                held = found.setdefault(number, {})
                held[str(name)] = _number(str(value)) if name in numeric else str(value)
        cases = {number: str(name) for number, name in self._rows("cases", "caseid", "name")}
        for case, number in self._rows("case_text", "caseid", "fid"):
            if case in cases:
                of_file = found.setdefault(number, {}).setdefault("case", [])
                if isinstance(of_file, list) and cases[case] not in of_file:
                    of_file.append(cases[case])
        return found

    def _codings(self, source: object, gathering: Gathering) -> None:
        columns = ("cid", "pos0", "pos1", "seltext", "owner", "date", "memo", "important")
        rows = []
        stored = []
        for row in self._rows("code_text", *columns, of_file=source):
            start, end = whole_place(row[1]), whole_place(row[2])
            if start is None or end is None:
                gathering.problem("A coding without a place was left out.")
                continue
            rows.append(row)
            stored.append(StoredSpan(start=start, end=end, text=str(row[3] or "") or None))
        for row, one, span in zip(rows, stored, each_placed(gathering.text, stored), strict=True):
            label = self._codes.get(row[0])
            if span is None or label is None:
                what = "belongs to no code" if label is None else "does not fit the text"
                gathering.problem(f"The coding {one.start}–{one.end} {what} and was left out.")
                continue
            gathering.mark(
                label.name,
                [span],
                attributes={"important": True} if row[7] in {1, "1"} else {},
                note=str(row[6] or ""),
                coder=str(row[4] or ""),
                created=utc(row[5]),
                modified=utc(row[5]),
            )

    def _comments(self, source: object, gathering: Gathering) -> None:
        """Annotations: memos on a place in the text."""
        rows = self._rows("annotation", "pos0", "pos1", "memo", "owner", "date", of_file=source)
        for start, end, memo, owner, date in rows:
            if isinstance(start, int) and isinstance(end, int):
                gathering.mark(
                    _COMMENT,
                    [(start, end)],
                    note=str(memo or ""),
                    coder=str(owner or ""),
                    created=utc(date),
                    modified=utc(date),
                )


def _is_colour(value: object) -> bool:
    return isinstance(value, str) and len(value) == 7 and value[0] == "#" and value[1:].isalnum()


def _number(words: str) -> Any:
    try:
        number = float(words)
    except ValueError:
        return words
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


FORMAT = QualCoder()
