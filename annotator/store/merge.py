"""What merging asks of a project file: rows that can travel, and what changed since two copies parted.

A travelling row has uids where the file has integer references, so that rows of two files compare.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple
from zlib import crc32

import msgspec
from sqlalchemy import Connection, Table, select

from annotator.store import checksums, schema
from annotator.store.history import Recorder
from annotator.store.reading import View
from annotator.store.statements import Row, chunks, fetch_all, fetch_rows

#: The tables whose rows are merged one by one, parents first.
MERGED: Final[tuple[Table, ...]] = (
    schema.entity,
    schema.article,
    schema.annotation,
    schema.relation,
    schema.variable_value,
    schema.article_set,
    schema.set_member,
    schema.assignment,
    schema.saved_item,
    schema.decision,
)

#: Which table each reference points into.
REFERENCES: Final[Mapping[str, Table]] = {
    "article_id": schema.article,
    "label_id": schema.label,
    "coder_id": schema.coder,
    "entity_id": schema.entity,
    "type_id": schema.relation_type,
    "head_id": schema.annotation,
    "tail_id": schema.annotation,
    "variable_id": schema.variable,
    "article_set_id": schema.article_set,
}

#: Columns that do not count when two rows are compared.
_NOT_COMPARED: Final = frozenset({"modified", "scheme_version", "at", checksums.NAME})

#: Rows that are on their way at a time.
_AT_A_TIME: Final = 20_000

_encode: Final = msgspec.json.Encoder().encode

#: Columns of a change as `Side` keeps them after its id.
_CHANGE: Final = ("command_id", "what", "table_name", "row_id", "last_id", "row_uid", "before")


class Ids:
    """A set of ids, of which many may be given as ranges."""

    def __init__(self) -> None:
        self._single: set[int] = set()
        self._ranges: list[tuple[int, int]] = []
        self._gone: set[int] = set()

    def add(self, first: int, last: int | None = None) -> None:
        """Put in one, or all from the first to the last."""
        if last is None:
            self._single.add(first)
        else:
            self._ranges.append((first, last))

    def discard(self, key: int) -> None:
        """Take one out for good."""
        self._gone.add(key)

    def settle(self) -> None:
        """After the last `add` and before the first question: put the ranges in order."""
        self._ranges.sort()

    def __contains__(self, key: int) -> bool:
        if key in self._gone:
            return False
        if key in self._single:
            return True
        at = bisect_right(self._ranges, (key, 1 << 62)) - 1
        return at >= 0 and self._ranges[at][0] <= key <= self._ranges[at][1]


class Since(NamedTuple):
    """What happened in a file since it parted from another, by table name.

    Ids of rows `touched` by people's own commands, and `taken` over from third copies by a merge; uids of
    rows `deleted` and gone. `lost`: there are commands whose changes were taken out of the file.
    """

    touched: dict[str, Ids]
    taken: dict[str, Ids]
    deleted: dict[str, set[str]]
    lost: bool

    def news(self, table: str, key: int) -> bool:
        """Whether anything happened to that row."""
        return key in self.touched[table] or key in self.taken[table]


class Side:
    """One file as merging sees it: who is who by uid, and everything that ever happened in it.

    `read_on` takes in what was written since; `keys` of rows that are brought in are added by `bring`.
    Of our own file (`ours`) the changes that merges brought along are left out: they are no news.
    """

    def __init__(self, view: View, *, ours: bool = False) -> None:
        self._connection = view.connection
        self._ours = ours
        self.keys: dict[str, dict[str, int]] = {}
        tables = {one.name: one for one in (*REFERENCES.values(), *MERGED)}
        for name, table in tables.items():
            self.keys[name] = dict(fetch_all(self._connection, select(table.c.uid, table.c.id)))
        self._commands: list[tuple[int, str, str, int | None]] = []
        self._changes: list[tuple[Any, ...]] = []
        self.read_on(view)

    def read_on(self, view: View) -> None:
        """Take in the commands and changes that were written since the last time."""
        self._connection = view.connection
        command, change = schema.command.c, schema.change.c
        last = self._commands[-1][0] if self._commands else 0
        columns: tuple[Any, ...] = (command.id, command.uid, command.kind, command.reverts)
        statement = select(*columns).where(command.id > last).order_by(command.id)
        self._commands += fetch_all(self._connection, statement)
        last = self._changes[-1][0] if self._changes else 0
        columns = (change.id, *(change[name] for name in _CHANGE))
        statement = select(*columns).where(change.id > last).order_by(change.id)
        if self._ours:
            statement = statement.join(schema.command, command.id == change.command_id)
            statement = statement.where(command.kind != "theirs")
        self._changes += fetch_all(self._connection, statement)

    def commands(self) -> set[str]:
        """The uids of the commands that the file knows: its own, and those that merges brought which were
        not undone.
        """
        undone: set[int | None] = set()
        for key, _, kind, reverted in reversed(self._commands):
            # newest first: what an undo took back is known before the redo of it, or the merge, comes up
            if kind in {"undo", "redo"} and key not in undone:
                undone.add(reverted)
        return {uid for _, uid, kind, merge in self._commands if kind != "theirs" or merge not in undone}

    def names(self, table: str) -> dict[int, str]:
        """The uid of each id of a table."""
        return {key: uid for uid, key in self.keys[table].items()}

    def since(self, known: set[str]) -> Since:
        """What happened here in commands that the other file does not know (it knows `known`).

        A row that was changed and is again as it was counts as untouched.
        """
        mine, lost = self._unknown(known)
        touched = {one.name: Ids() for one in MERGED}
        taken = {one.name: Ids() for one in MERGED}
        deleted: dict[str, set[str]] = {one.name: set() for one in MERGED}
        before: dict[tuple[str, int], Row] = {}
        made: set[tuple[str, int]] = set()
        for _, command, what, table, first, last, uid, columns in self._changes:
            if table not in touched:
                continue
            if what == "delete" and uid not in self.keys[table]:
                deleted[table].add(uid)
            if command in mine:
                (taken if mine[command] else touched)[table].add(first, last)
                if columns is None:
                    if (table, first) not in before:
                        made.add((table, first))
                elif (table, first) not in made:
                    known_columns = before.setdefault((table, first), {})
                    before[table, first] = {**msgspec.json.decode(columns), **known_columns}
        for table, key in self._unchanged(before):
            touched[table].discard(key)
            taken[table].discard(key)
        for ids in (*touched.values(), *taken.values()):
            ids.settle()
        return Since(touched, taken, deleted, lost)

    def _unknown(self, known: set[str]) -> tuple[dict[int, bool], bool]:
        """Ids of the commands that the other does not know → whether it was a merge of third copies.

        A merge that brought nothing but what the other knows is no news to it and is left out, and so is
        taking it back. And: whether the changes of any of them were taken out.
        """
        brought = {merge for _, uid, kind, merge in self._commands if kind == "theirs" and uid not in known}
        news: dict[int, bool] = {}
        stale: set[int | None] = set()
        lost = False
        for key, uid, kind, reverted in self._commands:
            if uid in known or kind == "theirs":
                continue
            lost = lost or kind == "kept"
            known_to_it = kind == "merge" and key not in brought
            if known_to_it or (kind in {"undo", "redo"} and reverted in stale):
                stale.add(key)
            else:
                news[key] = kind == "merge"
        return news, lost

    def _unchanged(self, before: Mapping[tuple[str, int], Row]) -> Iterator[tuple[str, int]]:
        """Those rows whose columns are, in the end, as they were `before`."""
        wanted: dict[str, list[int]] = {}
        for name, key in before:
            wanted.setdefault(name, []).append(key)
        for name, keys in wanted.items():
            for row in fetch_rows(self._connection, schema.metadata.tables[name], keys):
                was = before[name, row["id"]]
                if all(row[one] == value for one, value in was.items() if one not in _NOT_COMPARED):
                    yield name, row["id"]

    def rows(self, table: Table, uids: Collection[str]) -> dict[str, Row]:
        """These rows by uid, references as uids, without id and checksum."""
        names = travelling_columns(table)
        at = {name: self.names(REFERENCES[name].name) for name in names if name in REFERENCES} if uids else {}
        keys = [self.keys[table.name][uid] for uid in uids]
        columns = [table.c[name] for name in names]
        found: dict[str, Row] = {}
        for chunk in chunks(keys):
            for values in fetch_all(self._connection, select(*columns).where(table.c.id.in_(chunk))):
                row = dict(zip(names, values, strict=True))
                for name, known in at.items():
                    if row[name] is not None:
                        row[name] = known[row[name]]
                found[row["uid"]] = row
        return found

    def tuples(self, table: Table, uids: Collection[str]) -> Iterator[list[tuple[Any, ...]]]:
        """These rows as they stand in the file, columns as `travelling_columns`, a portion at a time, in the
        order in which they were made.
        """
        names = travelling_columns(table)
        at = names.index("uid")
        columns = [table.c[name] for name in names]
        wanted = set(uids)
        if len(wanted) * 4 > len(self.keys[table.name]):
            statement = select(*columns).order_by(table.c.id)
            every = len(wanted) == len(self.keys[table.name])
            for portion in _portions(self._connection, statement):
                yield portion if every else [row for row in portion if row[at] in wanted]
            return
        for chunk in chunks(sorted(self.keys[table.name][uid] for uid in wanted)):
            statement = select(*columns).where(table.c.id.in_(chunk)).order_by(table.c.id)
            yield list(fetch_all(self._connection, statement))

    def hanging(self, child: Table, column: str, keys: Sequence[int]) -> Iterator[tuple[str, int]]:
        """The rows of a table that point at these ids: their uids and where they point."""
        for chunk in chunks(keys):
            statement = select(child.c.uid, child.c[column]).where(child.c[column].in_(chunk))
            yield from fetch_all(self._connection, statement)

    def column(self, table: Table, name: str) -> dict[str, str]:
        """One column of a table, by uid."""
        return dict(fetch_all(self._connection, select(table.c.uid, table.c[name])))

    def texts(self, uids: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The texts of articles, by uid."""
        of = {self.keys["article"][uid]: uid for uid in uids}
        for row in fetch_rows(self._connection, schema.article_text, list(of)):
            yield of[row["article_id"]], row["text"]

    def foreign(self, known: set[str]) -> Foreign:
        """The commands that the other does not know, oldest first, with what they did to rows that travel."""
        command = schema.command.c
        columns = (command.id, command.uid, command.name, command.kind, command.coder_id, command.at)
        rows = fetch_all(self._connection, select(*columns).order_by(command.id))
        commands = [
            (key, uid, f"{kind.title()} {name}" if kind in {"undo", "redo"} else name, coder, at)
            for key, uid, name, kind, coder, at in rows
            if uid not in known
        ]
        keys = {row[0] for row in commands}
        travel = {table.name for table in MERGED}
        changes = [row[1:] for row in self._changes if row[1] in keys and row[3] in travel]
        return Foreign(commands, changes)

    def own_commands(self, uids: Iterable[str]) -> dict[str, int]:
        """The ids of those commands that the file has, also of merges that were undone."""
        wanted = set(uids)
        return {uid: key for key, uid, _, _ in self._commands if uid in wanted}


class Foreign(NamedTuple):
    """What a file did that another does not know.

    Commands as (id, uid, name, coder, at); changes as (command, what, table, row, last row, uid, before).
    """

    commands: list[tuple[int, str, str, int, str]]
    changes: list[tuple[Any, ...]]


def uid_keys(view: View, table: Table) -> dict[str, int]:
    """The id of each uid of a table."""
    return dict(fetch_all(view.connection, select(table.c.uid, table.c.id)))


def travelling_columns(table: Table) -> list[str]:
    """The columns of a row that travel: all but its id and its checksum."""
    return [one for one in list(table.columns.keys()) if one not in {"id", checksums.NAME}]


def _portions(connection: Connection, statement: Any) -> Iterator[list[tuple[Any, ...]]]:
    cursor = connection.connection.cursor()
    sql = str(statement.compile(compile_kwargs={"literal_binds": True}))
    cursor.execute(sql)
    rows: list[tuple[Any, ...]] = list(cursor.fetchmany(_AT_A_TIME))
    while rows:
        yield rows
        rows = list(cursor.fetchmany(_AT_A_TIME))


def bring(
    recorder: Recorder,
    side: Side,
    table: Table,
    rows: Sequence[tuple[Any, ...]],
    translated: Mapping[str, Mapping[int, int]],
) -> None:
    """Insert rows of another file (columns as `travelling_columns`), their references translated from its
    ids to ours, and make their uids known to `side`, which is ours.
    """
    names = travelling_columns(table)
    # copies of one project have the same ids for most things
    places = [
        (names.index(name), ids)
        for name, ids in translated.items()
        if any(key != mine for key, mine in ids.items())
    ]
    has_sum = checksums.NAME in table.c
    made: list[tuple[Any, ...]] = []
    for row in rows:
        values = list(row)
        for place, ids in places:
            if values[place] is not None:
                values[place] = ids[values[place]]
        if has_sum:
            values.append(crc32(_encode(values)))
        made.append(tuple(values))
    columns = [*names, checksums.NAME] if has_sum else names
    keys = recorder.insert_tuples(table, columns, made)
    uid = names.index("uid")
    side.keys[table.name].update(zip((row[uid] for row in made), keys, strict=True))


def travelling(view: View, table: Table) -> dict[str, Row]:
    """Every row of a table by uid, references as uids, without id and checksum."""
    side = Side(view)
    return side.rows(table, side.keys[table.name])


def same(one: Row, other: Row) -> bool:
    """Whether two travelling rows say the same."""
    return all(value == other[name] for name, value in one.items() if name not in _NOT_COMPARED)


def digest(row: Row) -> str:
    """What two rows of the same content share, for a uid made from the content."""
    kept = {name: value for name, value in row.items() if name not in _NOT_COMPARED}
    return msgspec.json.encode(kept, order="deterministic").decode()
