"""The history of a mark as people read it: "form: indirect → direct quote"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from annotator.model.changes import HistoryEntry
from annotator.ui.words import shortened


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
