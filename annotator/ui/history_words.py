"""The history as people read it: "form: indirect → direct quote"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

import msgspec
from PySide6.QtCore import QCoreApplication

from annotator.model.changes import Difference, HistoryEntry, HistoryLine, Told
from annotator.ui.language import shown_later
from annotator.ui.words import isolated, number, shortened

#: A command that changed more than that is told by its name alone.
_FEW_CHANGES: Final = 6


class Step(NamedTuple):
    """One step in a mark's life: when (UTC) and what, in words."""

    at: str
    words: str


def history_steps(entries: list[HistoryEntry], entity_name: Callable[[int], str]) -> list[Step]:
    """The steps of one mark, newest first. `entity_name` gives the name behind an entity's row id."""
    return [Step(entry.at, words) for entry in reversed(entries) for words in _words(entry, entity_name)]


def _words(entry: HistoryEntry, entity_name: Callable[[int], str]) -> Iterator[str]:
    undone = _undone(entry.name)
    if entry.what == "added":
        verb = "brought back" if undone else "imported" if entry.name.startswith("Import") else "marked"
        yield f"{undone}{verb} by {entry.coder}"
        return
    if entry.what == "deleted":
        yield f"{undone}deleted by {entry.coder}"
        return
    changes = list(_changes(entry.before, entry.after, entity_name))
    if "label_id" in entry.before:
        changes.insert(0, _plain(entry.name))
    for words in changes:
        yield undone + words


def _undone(name: str) -> str:
    return "undo: " if name.startswith("Undo ") else "redo: " if name.startswith("Redo ") else ""


def _plain(name: str) -> str:
    bare = name.removeprefix("Undo ").removeprefix("Redo ")
    return bare[:1].lower() + bare[1:]


def _changes(
    before: Mapping[str, object], after: Mapping[str, object], entity_name: Callable[[int], str]
) -> Iterator[str]:
    if "attributes" in before:
        old, new = _attributes(before["attributes"]), _attributes(after.get("attributes"))
        for name in dict.fromkeys([*old, *new]):
            if old.get(name) != new.get(name):
                yield f"{name}: {_said(old.get(name))} → {_said(new.get(name))}"
    if "quote" in before:
        yield f"text: {shortened(str(after.get('quote', '')), 60)}"
    if "entity_id" in before:
        was, now = (_named(side.get("entity_id"), entity_name) for side in (before, after))
        yield f"entity: {was} → {now}"
    if "note" in before:
        yield "note written" if after.get("note") else "note removed"


def _attributes(column: object) -> dict[str, object]:
    return msgspec.json.decode(column, type=dict[str, object]) if isinstance(column, str) else {}


def _said(value: object) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _named(key: object, entity_name: Callable[[int], str]) -> str:
    return entity_name(key) if isinstance(key, int) else "—"


_THINGS: Final = shown_later(
    {
        "annotation": "mark",
        "relation": "relation",
        "article": "article",
        "article_text": "text",
        "entity": "entity",
        "variable_value": "variable",
        "article_set": "set",
        "set_member": "article in set",
        "assignment": "assignment",
        "saved_item": "saved item",
        "decision": "decision",
        "label": "label",
        "relation_type": "relation type",
        "variable": "article variable",
        "scheme_version": "scheme version",
        "coder": "coder",
    }
)
_DONE: Final = shown_later({"added": "added", "changed": "changed", "deleted": "deleted"})
_KINDS: Final = shown_later({"undo": "Undid: {0}", "redo": "Redid: {0}"})


def command_words(line: HistoryLine) -> str:
    """The name of a command: "Undid: Add claim"."""
    return _tr(_KINDS[line.kind]).format(line.name) if line.kind in _KINDS else line.name


def line_words(line: HistoryLine) -> str:
    """A command in one line: its name, and what it did first."""
    name = command_words(line)
    if line.first is None or line.changes > _FEW_CHANGES:
        return name
    what = change_words(line.first)
    differences = "; ".join(difference_words(one) for one in line.first.differences)
    return f"{name}: {what}" + (f" ({differences})" if differences else "")


def change_words(told: Told) -> str:
    """A change in one line: "deleted mark: actor “Rusia”"."""
    thing = _tr(_THINGS.get(told.table, told.table))
    if told.count > 1:
        thing = f"{number(told.count)} × {thing}"
    subject = f": {isolated(told.subject)}" if told.subject else ""
    return f"{_tr(_DONE[told.what])} {thing}{subject}"


def difference_words(one: Difference) -> str:
    """What was different: "note: — → metonym"."""
    before, after = (isolated(side) if side else "—" for side in (one.before, one.after))
    return f"{one.name.replace('_', ' ')}: {before} → {after}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("History", text)
