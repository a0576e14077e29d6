"""The history as people read it: of one annotation, of one article, of the project."""

from __future__ import annotations

from annotator.model.annotation import AnnotationId
from annotator.model.article import ArticleId
from annotator.model.changes import HistoryEntry
from annotator.project.core import Core
from annotator.store import lives


class History:
    """What was done, when and by whom."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def of_annotation(self, annotation: AnnotationId) -> list[HistoryEntry]:
        """The life of one annotation, oldest first; deleted ones have one too."""
        with self._core.read() as view:
            return lives.history_of(view, "annotation", annotation)

    def of_article(self, article: ArticleId) -> list[HistoryEntry]:
        """The life of one article with all its annotations and relations, oldest first."""
        with self._core.read() as view:
            return lives.history_of_rows(view, lives.ids_touched(view, article))

    def recent(self, limit: int = 200) -> list[HistoryEntry]:
        """The newest commands of the project, newest first; `what` is "do", "undo" or "redo"."""
        with self._core.read() as view:
            return lives.recent_commands(view, limit)
