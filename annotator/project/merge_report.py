"""What a merge brings, in counts and in examples that people can look at before they say yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from annotator.model.exchange import Problem
from annotator.store import schema
from annotator.store.merge import Side
from annotator.store.names import Names
from annotator.store.statements import Row

#: Groups of a tally, in the order of the preview.
GROUPS: Final = (
    *("new", "same", "changed_there", "changed_here", "changed_on_both", "deleted_there", "deleted_here"),
)
#: So many examples of each group are shown.
MOST_EXAMPLES: Final = 50

#: What is worth showing of a change, and in whose words.
_TELLING: Final = {
    "start": "place",
    "end": "place",
    "fragments": "place",
    "label_id": "label",
    "entity_id": "entity",
    "type_id": "type",
}


class Tally(msgspec.Struct, kw_only=True):
    """What a merge does to one kind of row: counts, and uids of what was changed on both sides."""

    new: int = 0
    same: int = 0
    changed_there: int = 0
    changed_here: int = 0
    changed_on_both: list[str] = []
    deleted_there: int = 0
    deleted_here: int = 0

    @property
    def brings(self) -> bool:
        """Whether anything of theirs comes in."""
        return bool(self.new or self.changed_there or self.changed_on_both or self.deleted_there)


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a preview: what it is, what differs, and where it stands here (article 0: nowhere yet).

    `uid` is the row's here, to jump to it.
    """

    uid: str
    words: str
    change: str = ""
    article: int = 0
    title: str = ""
    coder: str = ""


class Alike(msgspec.Struct, frozen=True, kw_only=True):
    """An article of theirs (uid) that is nearly one of ours: the person says whether it is the same."""

    theirs: str
    ours: str
    title: str
    our_title: str
    similarity: float


class Unknown(msgspec.Struct, frozen=True, kw_only=True):
    """A label, relation type or variable of theirs that our scheme does not have, and what it may mean."""

    kind: str
    name: str
    offers: list[str]


class MergeReport(msgspec.Struct, kw_only=True):
    """What came of one file: a tally for each kind of row, scheme differences, and notes.

    A preview has examples as well (table → group → rows), names that two different coders share, items of
    the scheme that are unknown here, and articles that are nearly the same.
    """

    file: str
    tallies: dict[str, Tally] = {}
    scheme: list[str] = []
    coders: list[str] = []
    notes: list[Problem] = []
    examples: dict[str, dict[str, list[Example]]] = {}
    same_names: list[str] = []
    unknown: list[Unknown] = []
    alike: list[Alike] = []

    def note(self, message: str, record: str) -> None:
        """Say something about a row, once."""
        made = Problem(file=self.file, record=record, message=message)
        if made not in self.notes:
            self.notes.append(made)


class Previewer:
    """Makes the examples of one file. `titles` are our articles' by uid."""

    def __init__(self, here: Side, there: Side, names: Names) -> None:
        self._here = here
        self._there = there
        self._titles = {**there.column(schema.article, "title"), **here.column(schema.article, "title")}
        self._names: dict[str, Mapping[int, str]] = {
            "label": names.labels,
            "relation_type": names.types,
            "variable": names.variables,
            "coder": names.coders,
        }
        self._entities = {**there.column(schema.entity, "name"), **here.column(schema.entity, "name")}

    def examples(
        self, table: str, groups: Mapping[str, Sequence[str]], theirs: Mapping[str, Row]
    ) -> dict[str, list[Example]]:
        """Examples of each group that has any; `theirs` are their rows, under our names."""
        known = self._here.keys[table]
        wanted = [uid for uids in groups.values() for uid in uids if uid in known]
        ours = self._here.rows(schema.metadata.tables[table], wanted)
        return {
            group: [self._example(table, ours.get(uid), theirs.get(uid)) for uid in uids]
            for group, uids in groups.items()
            if uids
        }

    def _example(self, table: str, mine: Row | None, theirs: Row | None) -> Example:
        row: Row = mine or theirs or {"uid": ""}
        article = row.get("article_id") if table != "article" else row["uid"]
        return Example(
            uid=row["uid"],
            words=self._words(table, row),
            change=self._change(mine, theirs) if mine and theirs else "",
            article=self._here.keys["article"].get(article or "", 0),
            title=self._titles.get(article or "", ""),
            coder=self._name("coder", row.get("coder_id")),
        )

    def _name(self, table: str, uid: str | None) -> str:
        key = self._here.keys[table].get(uid or "")
        return self._names[table].get(key or 0, "")

    def _words(self, table: str, row: Row) -> str:
        if table == "annotation":
            return f"{self._name('label', row['label_id'])}: {' '.join(row['quote'].split())}"
        if table == "relation":
            return self._name("relation_type", row["type_id"])
        if table == "variable_value":
            return f"{self._name('variable', row['variable_id'])}: {msgspec.json.decode(row['value'])}"
        return str(row.get("title") or row.get("name") or row.get("verdict") or "")

    def _change(self, mine: Row, theirs: Row) -> str:
        """What differs, ours first: "note: a → b"."""
        told = dict.fromkeys(
            _TELLING.get(name, name)
            for name, value in mine.items()
            if name not in {"modified", "scheme_version", "at", "uid"} and theirs.get(name) != value
        )
        return "; ".join(f"{name}: {self._value(name, mine)} → {self._value(name, theirs)}" for name in told)

    def _value(self, name: str, row: Row) -> str:
        if name == "place":
            return " ".join(str(row.get("quote", "")).split())[:60]
        if name == "entity":
            return self._entities.get(row.get("entity_id") or "", "—")
        if name in {"label", "type"}:
            return self._name("label" if name == "label" else "relation_type", row.get(f"{name}_id"))
        value: Any = row.get(name)
        return str(value)[:60] if value not in {None, ""} else "—"


__all__ = ["GROUPS", "MOST_EXAMPLES", "Alike", "Example", "MergeReport", "Previewer", "Tally", "Unknown"]
