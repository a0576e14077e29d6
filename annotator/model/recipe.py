"""Export recipes: what goes out, in which format and with which options, to be kept and repeated."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from annotator.errors import WriteError
from annotator.model.filters import ArticleFilter

SplitBy = Literal["article", "outlet", "entity", "duplicates", "date"]


class Recipe(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One way to take data out.

    `target` is the file to write, "" where it is asked for each time. `articles` says which articles,
    `labels` and `coders` which marks (empty: all). `adjudicated` takes the gold layer alone: the settled
    articles with the gold marks. `suggestions` that nobody has confirmed go out only when wanted.
    `shares` ("80/10/10", "" for none) gives articles without a split one, drawn with `seed`; what belongs
    together `by` stays together.
    """

    format: str
    target: str = ""
    articles: ArticleFilter = ArticleFilter()
    labels: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    adjudicated: bool = False
    suggestions: bool = False
    options: dict[str, Any] = {}
    shares: str = ""
    seed: int = 1
    by: SplitBy = "article"


def recipe_from(body: dict[str, Any], *, name: str) -> Recipe:
    """A recipe as it was kept. Raises `WriteError` when it cannot be understood (any more)."""
    try:
        return msgspec.convert(body, Recipe)
    except msgspec.ValidationError as error:
        raise WriteError(
            f"The recipe “{name}” cannot be understood. Nothing was written; save it anew.",
            detail=str(error),
        ) from error
