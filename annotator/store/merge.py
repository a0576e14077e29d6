"""What merging asks of a project file: rows that can travel, and what changed since two copies parted.

A travelling row has uids where the file has integer references, so that rows of two files compare.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Table, select

from annotator.store import checksums, schema
from annotator.store.reading import View
from annotator.store.statements import Row, fetch_all, fetch_rows

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


class Since(NamedTuple):
    """What happened in a file since it parted from another: uids by table name.

    `touched` by people's own commands, `taken` over from third copies by a merge, `deleted` and gone.
    """

    touched: dict[str, set[str]]
    taken: dict[str, set[str]]
    deleted: dict[str, set[str]]


def uid_maps(view: View) -> dict[str, dict[int, str]]:
    """For every table that is pointed at: the uid of each id."""
    tables = {one.name: one for one in (*REFERENCES.values(), *MERGED)}
    return {
        name: dict(fetch_all(view.connection, select(table.c.id, table.c.uid)))
        for name, table in tables.items()
    }


def travelling(view: View, table: Table, uids: Mapping[str, Mapping[int, str]]) -> dict[str, Row]:
    """Every row of a table by uid, references as uids, without its id."""
    names = [one for one in list(table.columns.keys()) if one not in {"id", checksums.NAME}]
    found = fetch_all(view.connection, select(*(table.c[name] for name in names)).order_by(table.c.id))
    at = {name: uids[REFERENCES[name].name] for name in names if name in REFERENCES}
    rows: dict[str, Row] = {}
    for values in found:
        row = dict(zip(names, values, strict=True))
        for name, known in at.items():
            if row[name] is not None:
                row[name] = known[row[name]]
        rows[row["uid"]] = row
    return rows


def same(one: Row, other: Row) -> bool:
    """Whether two travelling rows say the same."""
    return all(value == other[name] for name, value in one.items() if name not in _NOT_COMPARED)


def digest(row: Row) -> str:
    """What two rows of the same content share, for a uid made from the content."""
    kept = {name: value for name, value in row.items() if name not in _NOT_COMPARED}
    return msgspec.json.encode(kept, order="deterministic").decode()


def command_uids(view: View) -> set[str]:
    """The commands that a file knows: its own, and those that merges brought which were not undone."""
    command = schema.command.c
    columns = select(command.id, command.uid, command.kind, command.reverts).order_by(command.id.desc())
    rows: list[Any] = list(fetch_all(view.connection, columns))
    undone: set[int] = set()
    for key, _, kind, reverted in rows:
        # newest first: what an undo took back is known before the redo of it, or the merge, comes up
        if kind in {"undo", "redo"} and key not in undone:
            undone.add(reverted)
    return {uid for _, uid, kind, merge in rows if kind != "theirs" or merge not in undone}


def since(view: View, theirs: Iterable[str], uids: Mapping[str, Mapping[int, str]]) -> Since:
    """What happened here in commands that the other file (which knows `theirs`) does not know.

    A row that was changed and is again as it was counts as untouched.
    """
    mine = _unknown_commands(view, set(theirs))
    touched: dict[str, set[str]] = {one.name: set() for one in MERGED}
    taken: dict[str, set[str]] = {one.name: set() for one in MERGED}
    deleted: dict[str, set[str]] = {one.name: set() for one in MERGED}
    before: dict[tuple[str, str], Row] = {}
    live = {name: set(pairs.values()) for name, pairs in uids.items()}
    for command, what, table, first, last, uid, columns in _changes(view):
        if table not in touched:
            continue
        if what == "delete" and uid not in live[table]:
            deleted[table].add(uid)
        if command in mine:
            group = taken if mine[command] else touched
            group[table] |= {uid} if last is None else _uids_between(uids, table, first, last)
            if columns is not None:
                known = before.setdefault((table, uid), {})
                before[table, uid] = {**msgspec.json.decode(columns), **known}
            else:
                before.setdefault((table, uid), {"id": None})
    for table, uid in _unchanged(view, uids, before):
        touched[table].discard(uid)
        taken[table].discard(uid)
    return Since(touched, taken, deleted)


def _changes(view: View) -> Iterable[tuple[Any, ...]]:
    change = schema.change.c
    columns = (change.command_id, change.what, change.table_name, change.row_id, change.last_id)
    statement = select(*columns, change.row_uid, change.before).order_by(change.id)
    return fetch_all(view.connection, statement)


def _unchanged(
    view: View, uids: Mapping[str, Mapping[int, str]], before: Mapping[tuple[str, str], Row]
) -> Iterator[tuple[str, str]]:
    """Those rows whose columns are, in the end, as they were `before`."""
    for name, pairs in uids.items():
        table = schema.metadata.tables[name]
        keys = [key for key, uid in pairs.items() if (name, uid) in before]
        for row in fetch_rows(view.connection, table, keys):
            was = before[name, row["uid"]]
            if all(row[column] == value for column, value in was.items() if column not in _NOT_COMPARED):
                yield name, row["uid"]


def texts(view: View, ids: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The texts of articles."""
    for row in fetch_rows(view.connection, schema.article_text, ids):
        yield row["article_id"], row["text"]


def _unknown_commands(view: View, known: set[str]) -> dict[int, bool]:
    """Ids of the commands that the other does not know → whether it was a merge of third copies.

    A merge that brought nothing but what the other knows is no news to it and is left out, and so is
    taking it back.
    """
    command = schema.command.c
    columns = select(command.id, command.uid, command.kind, command.reverts).order_by(command.id)
    rows: list[Any] = list(fetch_all(view.connection, columns))
    brought: dict[int, list[str]] = {}
    for _, uid, kind, merge in rows:
        if kind == "theirs":
            brought.setdefault(merge, []).append(uid)
    news: dict[int, bool] = {}
    stale: set[int] = set()
    for key, uid, kind, reverted in rows:
        if uid in known or kind == "theirs":
            continue
        known_to_it = kind == "merge" and set(brought.get(key, ())) <= known
        if known_to_it or (kind in {"undo", "redo"} and reverted in stale):
            stale.add(key)
        else:
            news[key] = kind == "merge"
    return news


def _uids_between(uids: Mapping[str, Mapping[int, str]], table: str, first: int, last: int) -> set[str]:
    pairs = uids[table]
    return {pairs[key] for key in range(first, last + 1) if key in pairs}
