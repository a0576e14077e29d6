"""What one command touched, so that each panel redraws only what it shows."""

from __future__ import annotations

from typing import Final, Literal

import msgspec


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of the rows that a command (or its undo) added, changed or deleted.

    `articles` also holds every article whose annotations, relations or variables were touched.
    `listing` is true when articles were added, deleted or reordered, `scheme` when the scheme changed,
    `coders` when a coder was added or renamed, `texts` when the text of an article was changed, `sets`,
    `assignments`, `saved` and `decisions` when any of these were touched.
    """

    articles: frozenset[int] = frozenset()
    annotations: frozenset[int] = frozenset()
    relations: frozenset[int] = frozenset()
    entities: frozenset[int] = frozenset()
    listing: bool = False
    scheme: bool = False
    coders: bool = False
    texts: bool = False
    sets: bool = False
    assignments: bool = False
    saved: bool = False
    decisions: bool = False

    def __or__(self, other: Changes) -> Changes:
        """Both together."""
        return Changes(
            articles=self.articles | other.articles,
            annotations=self.annotations | other.annotations,
            relations=self.relations | other.relations,
            entities=self.entities | other.entities,
            listing=self.listing or other.listing,
            scheme=self.scheme or other.scheme,
            coders=self.coders or other.coders,
            texts=self.texts or other.texts,
            sets=self.sets or other.sets,
            assignments=self.assignments or other.assignments,
            saved=self.saved or other.saved,
            decisions=self.decisions or other.decisions,
        )

    def __bool__(self) -> bool:
        """Whether anything was touched."""
        return self != Changes()


class HistoryEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One change in the life of a row: when (UTC), by whom, in which command, and what.

    `what` is "added", "changed" or "deleted"; `before` and `after` hold the columns that changed. `theirs`
    says that it was done in another file, before a merge brought it here.
    """

    command: int
    name: str
    coder: str
    at: str
    what: str
    table: str
    uid: str
    before: dict[str, object]
    after: dict[str, object]
    theirs: bool = False


#: What a project's history can be narrowed to: some tables, and whether only what was deleted counts.
HistoryKind = Literal[
    "marks", "relations", "articles", "entities", "work", "scheme", "deleted", "undo", "merge"
]
HISTORY_KINDS: Final[tuple[HistoryKind, ...]] = (
    *("marks", "relations", "articles", "entities", "work", "scheme", "deleted", "undo", "merge"),
)


class HistoryFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which commands of a project's history are asked for; an empty part means all.

    `since` and `until` are UTC, half-open. `text` stands in a command's name, or in what it touched.
    `article` and `annotation` are ids: only what concerns these, those deleted since included.
    """

    coder: str = ""
    since: str = ""
    until: str = ""
    kind: HistoryKind | Literal[""] = ""
    text: str = ""
    article: int = 0
    annotation: int = 0


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One property of a thing before and after; None when it had no value."""

    name: str
    before: str | None
    after: str | None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One change in the words of the project: names in the place of keys.

    `what` is "added", "changed" or "deleted", `table` the kind of thing, `subject` what it is called,
    `count` how many such things in a row were added at once. `gone` says that it was deleted here and is
    not in the project now. `article` is the id of the article that it is in, or 0.
    """

    change: int
    what: str
    table: str
    subject: str
    count: int = 1
    uid: str = ""
    article: int = 0
    title: str = ""
    gone: bool = False
    differences: list[Difference] = []


class HistoryLine(msgspec.Struct, frozen=True, kw_only=True):
    """One command of the history: when (UTC), by whom, its name and `kind` ("do", "undo", "redo", "merge",
    "found", "kept", "theirs"), how many changes it made, and the first of them.
    """

    command: int
    at: str
    coder: str
    name: str
    kind: str
    changes: int
    first: Told | None = None


class Compaction(msgspec.Struct, frozen=True, kw_only=True):
    """What a compaction of the history would take out (or took): rows, bytes of what they held, how many
    commands could no longer be undone, and how many deleted things could no longer be brought back.
    """

    rows: int
    bytes: int
    commands: int
    deleted: int
