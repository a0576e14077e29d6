"""The history of the whole project: which commands there were, and what each did, in the project's words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select

from annotator.model.changes import HistoryFilter, HistoryLine, Told
from annotator.store import schema
from annotator.store.reading import View
from annotator.store.statements import chunks, fetch_all
from annotator.store.telling import ChangeRow, Teller

_command: Final = schema.command.c
_change: Final = schema.change.c

#: Commands that are looked at in one read, some 10 ms, so that a commit never waits long.
AT_A_TIME: Final = 2_500

#: The tables of each kind of history.
_TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "marks": ("annotation",),
    "relations": ("relation",),
    "articles": ("article", "article_text", "variable_value"),
    "entities": ("entity",),
    "work": ("article_set", "set_member", "assignment", "saved_item", "decision"),
    "scheme": ("label", "relation_type", "variable", "scheme_version"),
}
#: What stands in an article and is therefore part of its history.
_PARTS: Final = (
    schema.annotation,
    schema.relation,
    schema.variable_value,
    schema.assignment,
    schema.decision,
    schema.set_member,
)

#: Rows by table name: what a history is about.
About = Mapping[str, Collection[int]]


def newest_command(view: View) -> int:
    """The key of the newest command, 0 when there is none."""
    return int(view.connection.execute(select(func.max(_command.id))).scalar() or 0)


def commands_before(view: View, key: int, asked: HistoryFilter) -> list[int]:
    """Of the `AT_A_TIME` commands before `key`, newest first: those that the filter takes. `article` and
    `annotation` are not looked at.
    """
    first = key - AT_A_TIME
    statement = select(_command.id).where(_command.id < key, _command.id >= first, *_conditions(view, asked))
    # what a merge brought was done before it
    theirs = _command.kind == "theirs"
    place = case((theirs, _command.reverts), else_=_command.id)
    order = (place.desc(), case((theirs, 1), else_=0), _command.id.desc())
    return [one for (one,) in fetch_all(view.connection, statement.order_by(*order))]


def commands_about(view: View, about: About, asked: HistoryFilter) -> list[int]:
    """The commands that touched these rows, newest first, as far as the filter takes them."""
    found: set[int] = set()
    for table, keys in about.items():
        for chunk in chunks(list(keys)):
            found |= set(_commands_of(view, table, chunk))
    taken: list[int] = []
    for chunk in chunks(sorted(found)):
        statement = select(_command.id).where(_command.id.in_(chunk), *_conditions(view, asked))
        taken += [one for (one,) in fetch_all(view.connection, statement)]
    return sorted(taken, reverse=True)


def about_article(view: View, article: int) -> dict[str, list[int]]:
    """The rows of an article and of what is or was in it."""
    about = {"article": [article], "article_text": [article]}
    gone: dict[str, list[int]] = {}
    statement = select(_change.table_name, _change.row_id).where(_change.article_id == article)
    for table, key in fetch_all(view.connection, statement):
        gone.setdefault(table, []).append(key)
    for part in _PARTS:
        live = fetch_all(view.connection, select(part.c.id).where(part.c.article_id == article))
        about[part.name] = sorted({key for (key,) in live} | set(gone.get(part.name, ())))
    return {table: keys for table, keys in about.items() if keys}


def lines(view: View, commands: Sequence[int], about: About | None = None) -> list[HistoryLine]:
    """What the list shows of these commands, in that order; `about` picks the change that stands for each."""
    found: dict[int, HistoryLine] = {}
    teller = Teller(view)
    for chunk in chunks(commands):
        counted = _counted(view, chunk)
        firsts = {
            one.command: one for one in _rows(view, [counted[key][1] for key in chunk if key in counted])
        }
        rows = select(schema.command).where(_command.id.in_(chunk))
        for row in view.connection.execute(rows).mappings():
            key = row["id"]
            first = firsts.get(key)
            if about is not None:
                first = next(iter(_of_command(view, key, about, limit=1)), None)
            found[key] = HistoryLine(
                command=key,
                at=row["at"],
                coder=view.names.coders.get(row["coder_id"], ""),
                name=row["name"],
                kind=row["kind"],
                changes=counted.get(key, (0, 0))[0],
                first=None if first is None else teller.told(first),
            )
    return [found[key] for key in commands if key in found]


def changes(
    view: View, command: int, *, about: About | None = None, after: int = 0, limit: int = 200
) -> list[Told]:
    """What a command did, oldest first, behind the change `after`."""
    teller = Teller(view)
    return [teller.told(row) for row in _of_command(view, command, about, after=after, limit=limit)]


def _commands_of(view: View, table: str, keys: Sequence[int]) -> Iterable[int]:
    single = select(_change.command_id).where(
        _change.table_name == table, _change.row_id.in_(keys), _change.last_id.is_(None)
    )
    yield from (one for (one,) in fetch_all(view.connection, single))
    ranged = select(_change.command_id, _change.row_id, _change.last_id).where(
        _change.table_name == table, _change.last_id >= min(keys), _change.row_id <= max(keys)
    )
    for command, first, last in fetch_all(view.connection, ranged):
        if any(first <= key <= last for key in keys):
            yield command


def _counted(view: View, commands: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How many changes each command made, and its first one; rows that were added together count each."""
    several = func.sum(func.coalesce(_change.last_id - _change.row_id, 0))
    statement = (
        select(_change.command_id, func.count() + several, func.min(_change.id))
        .where(_change.command_id.in_(commands))
        .group_by(_change.command_id)
    )
    return {key: (int(count), first) for key, count, first in fetch_all(view.connection, statement)}


_ROWS: Final[Select[Any]] = select(
    _change.id,
    _change.command_id,
    _change.what,
    _change.table_name,
    _change.row_id,
    _change.last_id,
    _change.row_uid,
    _change.before,
    _change.article_id,
)


def _rows(view: View, keys: Sequence[int]) -> list[ChangeRow]:
    return [ChangeRow(*row) for row in fetch_all(view.connection, _ROWS.where(_change.id.in_(keys)))]


def _of_command(
    view: View, command: int, about: About | None, *, after: int = 0, limit: int
) -> list[ChangeRow]:
    statement = _ROWS.where(_change.command_id == command, _change.id > after).order_by(_change.id)
    if about is None:
        return [ChangeRow(*row) for row in fetch_all(view.connection, statement.limit(limit))]
    wanted = {table: set(keys) for table, keys in about.items()}
    found = []
    for row in (ChangeRow(*one) for one in fetch_all(view.connection, statement)):
        if _touches(row, wanted.get(row.table, set())):
            found.append(row)
            if len(found) == limit:
                break
    return found


def _touches(row: ChangeRow, keys: set[int]) -> bool:
    if row.last is None:
        return row.key in keys
    return any(row.key <= key <= row.last for key in keys)


def _conditions(view: View, asked: HistoryFilter) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if asked.coder:
        wanted.append(_command.coder_id == view.names.coder_ids.get(asked.coder))
    if asked.since:
        wanted.append(_command.at >= asked.since)
    if asked.until:
        wanted.append(_command.at < asked.until)
    if asked.kind == "undo":
        wanted.append(_command.kind.in_(["undo", "redo"]))
    elif asked.kind == "merge":
        wanted.append(_command.kind.in_(["merge", "theirs"]))
    elif asked.kind == "deleted":
        wanted.append(_did(_change.what == "delete"))
    elif asked.kind:
        wanted.append(_did(_change.table_name.in_(_TABLES[asked.kind])))
    if asked.text:
        wanted.append(_says(asked.text))
    return wanted


def _did(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(_change.command_id == _command.id, *conditions)


def _says(text: str) -> ColumnElement[bool]:
    """Whether the text stands in a command's name, in what a row was, or in the mark or title it is now."""
    mark, article = schema.annotation.c, schema.article.c
    quoted = and_(_change.table_name == "annotation", mark.id == _change.row_id)
    titled = and_(_change.table_name == "article", article.id == _change.row_id)
    return or_(
        _command.name.contains(text, autoescape=True),
        _did(_change.before.contains(text, autoescape=True)),
        _did(
            quoted, or_(mark.quote.contains(text, autoescape=True), mark.note.contains(text, autoescape=True))
        ),
        _did(titled, article.title.contains(text, autoescape=True)),
    )
