"""Reading what is left of a damaged or foreign project file, without trusting any of it.

The file is copied first, and the copy is read page by page (`store.pages`). SQLite sees the copy only to
finish what a journal beside the file says was under way: its own reading gives up a whole file for one
broken word in the table of contents, or for an end that is cut off.
"""

from __future__ import annotations

import mmap
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, suppress
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import Table, Text

from annotator.model.scheme import Attribute, Label, RelationType
from annotator.store import checksums, schema
from annotator.store.pages import INTERIOR, LEAF, Cell, Pages, Value
from annotator.store.schema import key_of
from annotator.store.statements import Row

#: Tables that a file of version 1 does not have.
_SINCE_2: Final = frozenset({"article_set", "set_member", "assignment", "saved_item", "decision"})
#: What SQLite calls the table of contents.
_CONTENTS: Final = "sqlite_master"
#: Tables whose rows look alike: their lists in a whole scheme, and what their definitions are.
_ITEMS: Final = {
    "label": ("labels", Label),
    "relation_type": ("relation_types", RelationType),
    "variable": ("variables", Attribute),
}


class Wreck:
    """What can still be read of a project file. `lost` says in words what could not."""

    def __init__(self, path: Path) -> None:
        self.lost: list[str] = []
        self._open = ExitStack()
        folder = Path(self._open.enter_context(tempfile.TemporaryDirectory(prefix="annotator-salvage-")))
        data = self._mapped(_finished_copy(path, folder))
        self._pages = Pages(data)
        self._version = int.from_bytes(data[60:64], "big")
        self._columns = {name: table.columns.keys() for name, table in schema.metadata.tables.items()}
        self._leaves: dict[str, list[int]] = {}
        self._seen: set[int] = set()
        self._find_pages()

    def close(self) -> None:
        """Throw the copy away."""
        self._pages.close()
        self._open.close()

    def rows(self, name: str) -> Iterator[Row]:
        """Every readable row of a recorded table, in key order where the file still tells it."""
        if name not in self._leaves and not (name in _SINCE_2 and self._version == 1):
            self.lost.append(f"the table “{name}”")
        table, known = schema.metadata.tables[name], set()
        for page in self._leaves.get(name, ()):
            for cell in self._pages.rows(page):
                if isinstance(cell, ValueError):
                    self.lost.append(f"a row of “{name}” on page {page}: {cell}")
                elif cell.key not in known:
                    known.add(cell.key)
                    row = self._named(table, cell)
                    if cell.mended:
                        self.lost.append(f"letters in {name} {cell.key}")
                    elif _is_changed(table, row):
                        self.lost.append(f"something in {name} {cell.key}: it is not what was saved")
                    yield row

    def _mapped(self, copy: Path) -> memoryview:
        if not copy.stat().st_size:
            return memoryview(b"")
        handle = self._open.enter_context(copy.open("rb"))
        return memoryview(self._open.enter_context(mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)))

    def _named(self, table: Table, cell: Cell) -> Row:
        stored = zip(self._columns[table.name], cell.values, strict=False)
        row: Row = {name: value for name, value in stored if name in table.c}
        row[key_of(table)] = cell.key  # SQLite stores it only once
        return row

    def _find_pages(self) -> None:
        """Which leaves belong to which table: by the trees, and, where one is broken, by their rows."""
        contents = list(self._under(1, _CONTENTS))
        if self.lost:
            contents += self._unclaimed(_is_contents)
        for page in contents:
            for cell in self._pages.rows(page):
                if isinstance(cell, Cell) and _is_contents(cell.values):
                    self._take_entry(cell.values)
                else:
                    self.lost.append(f"a part of the file's table of contents on page {page}")
        if self.lost:
            self._take_unclaimed()

    def _take_entry(self, entry: list[Value]) -> None:
        kind, name, _, root, sql = entry
        if kind == "table" and isinstance(name, str) and name in schema.metadata.tables.keys() - self._leaves:
            self._leaves[name] = list(self._under(root if isinstance(root, int) else 0, name))
            self._columns[name] = _columns(name, str(sql)) or self._columns[name]

    def _under(self, root: int, name: str) -> Iterator[int]:
        """The leaves below a page, left to right."""
        waiting = [root]
        while waiting:
            page = waiting.pop()
            try:
                kind = 0 if page in self._seen else self._pages.kind(page)
                if kind == LEAF:
                    yield page
                elif kind == INTERIOR:
                    waiting += reversed(self._pages.children(page))
                else:
                    raise ValueError("it is not what it should be")
            except ValueError as error:
                self.lost.append(f"page {page} of “{name}”: {error}")
            self._seen.add(page)

    def _unclaimed(self, fits: Callable[[list[Value]], bool]) -> list[int]:
        """Leaves that no tree led to, that were not deleted, and most of whose readable rows fit."""
        free, found = self._pages.free(), []
        for page in range(1, self._pages.count + 1):
            if page not in self._seen and page not in free and self._pages.kind(page) == LEAF:
                cells = [cell for cell in self._pages.rows(page) if isinstance(cell, Cell)]
                if 2 * sum(fits(cell.values) for cell in cells) > len(cells):
                    found.append(page)
        self._seen.update(found)
        return found

    def _take_unclaimed(self) -> None:
        for name, table in schema.metadata.tables.items():
            if name not in _ITEMS:
                self._add(name, partial(_is_row_of, table))
        uids = self._scheme_uids()
        for name in _ITEMS:
            self._add(name, partial(_is_item_of, name, uids))

    def _add(self, name: str, fits: Callable[[list[Value]], bool]) -> None:
        if found := self._unclaimed(fits):
            self._leaves.setdefault(name, []).extend(found)

    def _scheme_uids(self) -> dict[object, str]:
        """The table of each item of any version of the scheme."""
        uids: dict[object, str] = {}
        for page in self._leaves.get(schema.scheme_version.name, ()):
            for cell in self._pages.rows(page):
                with suppress(msgspec.MsgspecError, TypeError, AttributeError):
                    row = self._named(schema.scheme_version, cell) if isinstance(cell, Cell) else {}
                    document = msgspec.json.decode(row.get("document") or "{}")
                    for name, (items, _) in _ITEMS.items():
                        uids.update((one.get("uid"), name) for one in document.get(items, ()))
        return uids


def _is_changed(table: Table, row: Row) -> bool:
    """Whether the row's checksum says that it is not what was written; rows of version 1 have none."""
    said = row.get(checksums.NAME)
    if not said:
        return False
    try:
        return bool(checksums.with_checksum(table, row)[checksums.NAME] != said)
    except (TypeError, ValueError, KeyError):  # values that no row of ours has
        return True


def _is_item_of(name: str, uids: Mapping[object, str], values: list[Value]) -> bool:
    """Whether this can be a row of that table of items, which all look alike: the scheme's uids say it, or
    else what the definition holds.
    """
    if not _is_row_of(schema.label, values):
        return False
    return name == (uids.get(values[1]) if uids else _kind_of_item(values[4]))


def _kind_of_item(definition: Value) -> str:
    """The table of an item of the scheme whose definition has fields that only that kind has, or ""."""
    try:
        fields = msgspec.json.decode(str(definition), type=dict[str, object]).keys()
    except msgspec.MsgspecError:
        return ""
    found = [name for name, (_, kind) in _ITEMS.items() if fields <= set(kind.__struct_fields__)]
    return found[0] if len(found) == 1 else ""


def _finished_copy(path: Path, folder: Path) -> Path:
    """A copy in which a change that was under way is finished or taken back, as far as SQLite can."""
    copy = folder / "wreck.db"
    shutil.copyfile(path, copy)
    beside = [end for end in ("-journal", "-wal") if path.with_name(path.name + end).exists()]
    for end in beside:
        shutil.copyfile(path.with_name(path.name + end), folder / f"wreck.db{end}")
    if beside:
        with suppress(sqlite3.Error), closing(sqlite3.connect(copy)) as raw:
            raw.execute("PRAGMA trusted_schema = OFF")
            raw.execute("PRAGMA journal_mode = DELETE").fetchone()
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return copy


def _is_contents(values: list[Value]) -> bool:
    """Whether this can be an entry of the file's table of contents."""
    return len(values) == 5 and isinstance(values[0], str) and isinstance(values[3], int)


def _is_row_of(table: Table, values: list[Value]) -> bool:
    """Whether these can be the values of a row: as many as there are columns, each of its kind. Columns that
    a later version added may be missing at the end.
    """
    columns = list(table.columns)
    missing = columns[len(values) :]
    if len(values) > len(columns) or any(one.server_default is None and not one.nullable for one in missing):
        return False
    for column, value in zip(columns, values, strict=False):
        number = not isinstance(column.type, Text)
        if value is None:
            fits = bool(column.nullable) or (column.primary_key and number)
        else:
            fits = isinstance(value, int if number else str) and not (column.primary_key and number)
        if not fits:
            return False
    return True


def _columns(name: str, sql: str) -> list[str]:
    """The columns of the table that a statement makes, in the order of the file; none when it is not ours."""
    with closing(sqlite3.connect(":memory:")) as model:
        # a table may be made from an endless question
        model.set_authorizer(
            lambda action, *_: sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_SELECT else sqlite3.SQLITE_OK
        )
        with suppress(sqlite3.Error):
            if sql.startswith("CREATE TABLE"):
                model.execute(sql)
            return [str(row[1]) for row in model.execute(f'PRAGMA table_info("{name}")')]
    return []
