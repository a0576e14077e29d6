"""Articles: the list, one article's text and metadata, its status and variables."""

from __future__ import annotations

from annotator.errors import AnnotatorError
from annotator.model.annotation import AttributeValue
from annotator.model.article import METADATA, Article, ArticleId, Status
from annotator.model.scheme import checked_attributes
from annotator.project.article_lists import ArticleLists
from annotator.project.core import Core
from annotator.store import reading, writing


class Articles(ArticleLists):
    """The articles of a project."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def get(self, article: ArticleId) -> Article:
        """One article's metadata. Raises `AnnotatorError` when it is gone."""
        with self._core.read() as view:
            found = reading.article(view, article)
        if found is None:
            raise _gone()
        return found

    def text(self, article: ArticleId) -> str:
        """One article's canonical text. Raises `AnnotatorError` when it is gone."""
        with self._core.read() as view:
            found = reading.article_text(view, article)
        if found is None:
            raise _gone()
        return found

    def find(self, *, uid: str = "", fingerprint: str = "") -> ArticleId | None:
        """The article with that uid, or else with that fingerprint, or None."""
        with self._core.read() as view:
            return reading.article_id(view, uid=uid, fingerprint=fingerprint)

    def progress(self) -> dict[Status, int]:
        """Number of articles of each status."""
        with self._core.read() as view:
            return reading.progress(view)

    def variables(self, article: ArticleId) -> dict[str, AttributeValue]:
        """The article's variables by name, in scheme order."""
        with self._core.read() as view:
            return reading.variables_of(view, article)

    def edit(self, article: ArticleId, **metadata: str | dict[str, str]) -> None:
        """Set metadata: names of `METADATA`, or `extra`."""
        unknown = metadata.keys() - {*METADATA, "extra"}
        if unknown:
            raise TypeError(f"no such metadata: {', '.join(sorted(unknown))}")
        with self._core.write("Edit article") as at:
            writing.edit_article(at, article, metadata)

    def set_status(self, article: ArticleId, status: Status) -> None:
        """Say how far the work on the article is."""
        names = {"new": "Mark as new", "started": "Mark as started", "done": "Mark as done"}
        with self._core.write(names[status]) as at:
            writing.edit_article(at, article, {"status": status})

    def set_variable(self, article: ArticleId, name: str, value: AttributeValue | None) -> None:
        """Set an article variable, or take it away (None). Raises `SchemeError`."""
        self._core.scheme.variable(name)
        if value is not None:
            checked_attributes(self._core.scheme.variables, {name: value})
        with self._core.write(f"Set {name}") as at:
            writing.set_variable(at, article, name, value)


def _gone() -> AnnotatorError:
    return AnnotatorError("This article is not in the project any more. Undo may bring it back.")
