"""What one command touched, so that each panel redraws only what it shows."""

from __future__ import annotations

import msgspec


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of the rows that a command (or its undo) added, changed or deleted.

    `articles` also holds every article whose annotations, relations or variables were touched.
    `listing` is true when articles were added, deleted or reordered, `scheme` when the scheme changed,
    `coders` when a coder was added or renamed,
    `texts` when the text of an article was changed, `sets`, `assignments`, `saved` and `decisions` when any of
    these were touched.
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

    `what` is "added", "changed" or "deleted"; `before` and `after` hold the columns that changed.
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
