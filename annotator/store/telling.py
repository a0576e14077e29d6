"""Changes in the project's words: what they were about, and what was different before and after."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import select

from annotator.model.changes import Difference, Told
from annotator.store import checksums, schema
from annotator.store.lives import IN_ORDER, unwound
from annotator.store.reading import View
from annotator.store.statements import fetch_row

_WHAT: Final = {"insert": "added", "update": "changed", "delete": "deleted"}

#: Columns that a person need not be told of.
_SILENT: Final = frozenset(
    {"id", "uid", "modified", "created", "start", "end", "fragments", "cue_start", "cue_end", checksums.NAME}
    | {"length", "fingerprint", "scheme_version", "text", "position", "version"}
)
#: Columns that point at rows with names: the table, and the word for it.
_NAMED: Final = {
    "label_id": ("label", "label"),
    "coder_id": ("coder", "coder"),
    "entity_id": ("entity", "entity"),
    "type_id": ("relation_type", "type"),
    "variable_id": ("variable", "variable"),
    "article_set_id": ("article_set", "set"),
    "article_id": ("article", "article"),
    "head_id": ("annotation", "from"),
    "tail_id": ("annotation", "to"),
}
#: Columns with a JSON object whose members are told one by one.
_OBJECTS: Final = frozenset({"attributes", "extra", "definition", "rule", "body"})
_LONGEST: Final = 300


class ChangeRow(msgspec.Struct, frozen=True):
    """One row of the table of changes; `key` to `last` are the rows that it touched."""

    id: int
    command: int
    what: str
    table: str
    key: int
    last: int | None
    uid: str | None
    before: str | None
    article: int | None


class _Step(NamedTuple):
    """One change in the life of a row."""

    change: int
    what: str
    theirs: bool
    before: dict[str, Any]


class Teller:
    """Tells changes; remembers what it looked up, so one serves for a page of them."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._row = functools.cache(self._look_up)
        self._life = functools.cache(self._read_life)

    def told(self, change: ChangeRow) -> Told:
        """One change in words."""
        before, after = self._sides(change)
        state = after or before
        article = self._article(change, state)
        return Told(
            change=change.id,
            what=_WHAT[change.what],
            table=change.table,
            subject=self._subject(change.table, state),
            count=1 if change.last is None else change.last - change.key + 1,
            uid=change.uid or str(state.get("uid") or ""),
            article=article,
            title=str((self._row("article", article) or {}).get("title") or "") if article else "",
            gone=change.what == "delete" and bool(change.before) and not self._is_live(change),
            differences=list(self._differences(before, after)) if change.what == "update" else [],
        )

    def _sides(self, change: ChangeRow) -> tuple[dict[str, Any], dict[str, Any]]:
        """The row before and after a change."""
        if change.what == "delete":
            return _decoded(change.before), {}
        if change.last is not None:
            return {}, dict(self._row(change.table, change.key) or {})
        table = schema.metadata.tables[change.table]
        row = fetch_row(self._view.connection, table, change.key) or {}
        for one, before, after in unwound(row, self._life(change.table, change.key)):
            if one.change == change.id:
                return before, after
        return {}, {}

    def _read_life(self, table: str, key: int) -> list[_Step]:
        """The changes of one row, newest first."""
        column, command = schema.change.c, schema.command.c
        statement = select(column.id, column.what, column.before, command.kind).where(
            column.table_name == table, column.row_id == key, column.last_id.is_(None)
        )
        joined = statement.join(schema.command, command.id == column.command_id).order_by(*IN_ORDER)
        rows = self._view.connection.execute(joined)
        return [_Step(row.id, _WHAT[row.what], row.kind == "theirs", _decoded(row.before)) for row in rows][
            ::-1
        ]

    def _look_up(self, table: str, key: int) -> dict[str, Any] | None:
        """A row as it is, or as it was when it was deleted."""
        found = fetch_row(self._view.connection, schema.metadata.tables[table], key)
        if found is not None:
            return found
        gone = (one.before for one in self._life(table, key) if one.what == "deleted")
        return next(gone, None)

    def _is_live(self, change: ChangeRow) -> bool:
        table = schema.metadata.tables[change.table]
        return fetch_row(self._view.connection, table, change.key) is not None

    def _article(self, change: ChangeRow, state: Mapping[str, Any]) -> int:
        if change.table in {"article", "article_text"}:
            return change.key
        return int(change.article or state.get("article_id") or 0)

    def _subject(self, table: str, row: Mapping[str, Any]) -> str:
        """What a row is called."""
        if table == "annotation":
            return f"{self._name('label', row.get('label_id'))} “{_short(row.get('quote') or '')}”"
        if table == "relation":
            ends = (
                _short((self._row("annotation", row.get(end) or 0) or {}).get("quote") or "…")
                for end in _ENDS
            )
            return f"{self._name('relation_type', row.get('type_id'))}: " + " → ".join(ends)
        if table == "variable_value":
            return f"{self._name('variable', row.get('variable_id'))}: {_said(_json(row.get('value')))}"
        if table == "set_member":
            return self._name("article_set", row.get("article_set_id"))
        if table == "assignment":
            return self._name("coder", row.get("coder_id"))
        if table == "decision":
            return " ".join(filter(None, (row.get("verdict"), row.get("note"))))
        if table == "scheme_version":
            return str(row.get("version") or "")
        if table == "article_text":
            return ""
        return _short(str(row.get("title" if table == "article" else "name") or ""))

    def _name(self, table: str, key: object) -> str:
        row = self._row(table, key) if isinstance(key, int) else None
        if row is None:
            return "?"
        if table == "annotation":
            return _short(str(row.get("quote")))
        return _short(str(row.get("title" if table == "article" else "name")))

    def _differences(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
        for column, was in before.items():
            now = after.get(column)
            if column in _SILENT or was == now:
                continue
            if column in _OBJECTS:
                yield from _members(was, now)
            elif column in _NAMED:
                table, word = _NAMED[column]
                sides = (None if key is None else self._name(table, key) for key in (was, now))
                yield Difference(name=word, before=next(sides), after=next(sides))
            else:
                yield Difference(name=_WORDS.get(column, column), before=_text(was), after=_text(now))


_ENDS: Final = ("head_id", "tail_id")
_WORDS: Final = {
    "quote": "text",
    "external_id": "external id",
    "cue_quote": "cue",
    "source_file": "source file",
}


def _decoded(before: str | None) -> dict[str, Any]:
    return msgspec.json.decode(before, type=dict[str, Any]) if before else {}


def _json(text: object) -> object:
    if not isinstance(text, str):
        return text
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text


def _members(was: object, now: object) -> Iterator[Difference]:
    old, new = (found if isinstance(found := _json(one), dict) else {} for one in (was, now))
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            sides = (None if name not in one else _said(one[name]) for one in (old, new))
            yield Difference(name=str(name), before=next(sides), after=next(sides))


def _text(value: object) -> str | None:
    if value is None or value == "":
        return None
    found = _json(value) if isinstance(value, str) and value[:1] in "[{" else value
    return _said(found)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return _short(", ".join(map(_said, value)))
    if isinstance(value, dict):
        return _short(" ".join(str(one) for one in value.values() if one))
    return _short(str(value))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
