"""Changes of a scheme that marks feel: what is asked for, and what it would do."""

from __future__ import annotations

from typing import Literal

import msgspec

from annotator.model.annotation import AnnotationId
from annotator.model.article import ArticleId
from annotator.model.scheme import Scheme
from annotator.model.scheme_differences import Difference

#: Old word of a value → new word; None takes it away.
Words = dict[str, str | None]


class Limit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which marks a change is for: those of these coders (none: of all) in these articles (None: in all)."""

    coders: tuple[str, ...] = ()
    articles: tuple[ArticleId, ...] | None = None

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return self != Limit()


class EditScheme(msgspec.Struct, frozen=True, kw_only=True, tag="edit"):
    """The scheme as it is to be; what has the uid of something in the project is that, edited.

    `words` says by uid of an attribute or variable which of its values turn into which. `moved` says by uid
    of a label that is gone to which label (uid) its marks go; without that it is kept and retired, as is
    everything in use that is gone and whose uid is not in `taken`: there the values are taken away. Labels
    whose uid is in `recheck` have new rules from now on. `drop_relations` deletes those that the types allow
    no longer; else they stay.
    """

    scheme: Scheme
    words: dict[str, Words] = {}
    moved: dict[str, str] = {}
    taken: tuple[str, ...] = ()
    recheck: tuple[str, ...] = ()
    drop_relations: bool = False


class MergeLabels(msgspec.Struct, frozen=True, kw_only=True, tag="merge"):
    """All marks of some labels (names) become marks of another one, which takes over what it lacks.

    The labels go, but those of which marks are left (`limit`).
    """

    labels: tuple[str, ...]
    into: str
    limit: Limit = Limit()


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What becomes of some marks of a label that is split: a mark goes to the first part that takes it.

    `name` is a new label or one that is there. A part takes the marks with one of the `values` (words, "" for
    none) of `attribute`, those of `coders`, in `articles`, or the `marks` themselves; what is empty asks for
    nothing, and all that is given must hold.
    """

    name: str
    attribute: str = ""
    values: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    articles: tuple[ArticleId, ...] | None = None
    marks: tuple[AnnotationId, ...] | None = None


class SplitLabel(msgspec.Struct, frozen=True, kw_only=True, tag="split"):
    """Marks of a label go to other labels, new ones mostly; what no part takes stays."""

    label: str
    parts: tuple[Part, ...]
    limit: Limit = Limit()


class ReplaceValues(msgspec.Struct, frozen=True, kw_only=True, tag="values"):
    """Values of an attribute (uid) turn into others, on all marks or some; the value list stays."""

    attribute: str
    words: Words
    limit: Limit = Limit()


SchemeChange = EditScheme | MergeLabels | SplitLabel | ReplaceValues

#: What happens to what an effect lists.
Way = Literal["label", "values", "lost", "kept", "relations", "deleted", "variable"]


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a change does, and to what: marks, or (for variables) articles. `count` may be larger
    than the lists, as a mark has several relations. `lost`: something goes that was there.
    """

    way: Way
    words: str
    count: int
    marks: list[AnnotationId] = []
    articles: list[ArticleId] = []

    @property
    def lost(self) -> bool:
        """Whether something that was there goes."""
        return self.way in {"lost", "deleted"}


class Open(msgspec.Struct, frozen=True, kw_only=True):
    """Words that the attribute (uid, its new name, its label) has no place for: each needs a word of the new
    list, or to be taken away. By word the number of marks.
    """

    attribute: str
    name: str
    owner: str
    counts: dict[str, int]


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What a change would do. It can be applied when `problems` and `open` are empty."""

    before: Scheme
    after: Scheme
    differences: list[Difference]
    effects: list[Effect]
    open: list[Open]
    problems: list[str]

    @property
    def touched(self) -> int:
        """Number of different marks that are changed."""
        changed = (one.marks for one in self.effects if one.way in {"label", "values", "lost"})
        return len({mark for marks in changed for mark in marks})

    @property
    def possible(self) -> bool:
        """Whether it can be applied."""
        return not (self.problems or self.open)


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of the codebook: when it came (UTC), by whom, by which command; marks made under it."""

    number: int
    at: str
    coder: str
    name: str
    marks: int = 0
