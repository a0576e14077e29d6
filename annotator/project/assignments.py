"""Assignments: who is to annotate which article."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.errors import AnnotatorError
from annotator.model.article import ArticleId
from annotator.model.surrogates import without_surrogates
from annotator.project.core import Core
from annotator.store import work
from annotator.store.writing import coder_key


class Assignments:
    """Which coder is to annotate which article of a project."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def of(self, article: ArticleId) -> list[str]:
        """Names of the coders to whom the article is assigned."""
        with self._core.read() as view:
            return work.coders_of(view, article)

    def articles_of(self, coder: str) -> list[ArticleId]:
        """The articles that are assigned to a coder, in the order in which they came into the project."""
        with self._core.read() as view:
            return work.articles_of(view, coder)

    def counts(self) -> dict[str, int]:
        """How many articles are assigned to each coder who has any."""
        with self._core.read() as view:
            return work.assignment_counts(view)

    def assign(self, ids: Sequence[ArticleId], coders: Sequence[str]) -> None:
        """Assign each of the articles to each of the coders (names; new ones come into the project)."""
        with self._core.write("Assign article" if len(ids) == 1 else f"Assign {len(ids)} articles") as at:
            for name in coders:
                work.assign(at, ids, coder_key(at, _checked(name)))

    def unassign(self, ids: Sequence[ArticleId], coders: Sequence[str]) -> None:
        """Take the articles from the coders."""
        name = "Unassign article" if len(ids) == 1 else f"Unassign {len(ids)} articles"
        with self._core.write(name) as at:
            for coder in coders:
                if coder in at.names.coder_ids:
                    work.unassign(at, ids, at.names.coder_ids[coder])


def _checked(name: str) -> str:
    name = without_surrogates(name).strip()
    if not name:
        raise AnnotatorError("A coder needs a name.")
    return name
