"""How the work on a project is organised: article sets, saved documents, and decisions on differences."""

from __future__ import annotations

from typing import Any, Final, Literal

import msgspec

from annotator.model.article import ArticleId

Verdict = Literal["accepted", "edited", "rejected", "nothing"]
#: What may come of a comparison of several coders' annotations.
VERDICTS: Final[tuple[Verdict, ...]] = ("accepted", "edited", "rejected", "nothing")


class ArticleSet(msgspec.Struct, frozen=True, kw_only=True):
    """A named set of articles. `rule` says how it was drawn (seed, size, strata …), `at` when (UTC), `size`
    how many articles are in it.
    """

    name: str
    rule: dict[str, Any] = {}
    at: str = ""
    size: int = 0
    uid: str = ""


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """A named document of the project: `kind` is "filter", "search", "marks", "recipe" or "mapping"."""

    kind: str
    name: str
    body: dict[str, Any] = {}
    uid: str = ""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """How a difference between coders was settled: by whom (`coder`) and when (UTC).

    `sides` are the uids of the annotations that were compared, `result` is the uid of the gold annotation
    or "" when there is none.
    """

    article: ArticleId
    verdict: Verdict
    sides: list[str] = []
    result: str = ""
    note: str = ""
    coder: str = ""
    at: str = ""
    uid: str = ""
