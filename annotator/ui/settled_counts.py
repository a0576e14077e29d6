"""How far articles are settled, counted on a thread, and what is settled there all at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from annotator.errors import AnnotatorError
from annotator.model.article import ArticleId
from annotator.ui.jobs import Job

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.ui.session import Session


class SettledCounts(QObject):
    """Article → settled and all cases, in `counted`; what is not counted yet is counted when asked for."""

    changed = Signal()
    accepted = Signal(int)  # so many agreed cases came into the gold layer

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.counted: dict[ArticleId, tuple[int, int]] = {}
        self._session = session
        self._job: Job | None = None
        self._coders: list[str] = []

    @property
    def busy(self) -> bool:
        """Whether something is being counted or accepted."""
        return self._job is not None

    def forget(self, articles: Collection[int] | None = None) -> None:
        """These articles (None: all) must be counted anew."""
        gone = self.counted.keys() if articles is None else {ArticleId(key) for key in articles}
        self.counted = {key: held for key, held in self.counted.items() if key not in gone}

    def is_done(self, article: ArticleId) -> bool:
        """Whether the article is known to be settled."""
        settled, total = self.counted.get(article, (0, 1))
        return settled == total

    def in_all(self, articles: Sequence[ArticleId]) -> tuple[int, int] | None:
        """Settled and all cases of these articles together; None while some are not counted."""
        pairs = [self.counted[key] for key in articles if key in self.counted]
        if len(pairs) < len(articles):
            return None
        return sum(one for one, _ in pairs), sum(one for _, one in pairs)

    def count(self, project: Project, articles: Sequence[ArticleId], coders: Sequence[str]) -> None:
        """Count those of the articles that are not counted yet; `changed` tells when it is done."""
        from annotator.project.adjudicating import progress_of

        missing = [key for key in articles if key not in self.counted]
        self._coders = list(coders)
        if missing and self._job is None:
            names = list(coders)
            self._run(
                lambda progress: progress_of(project, missing, names, progress=progress),
                lambda found: self._take(found, names),
            )

    def accept_agreed(self, project: Project, articles: Sequence[ArticleId], coders: Sequence[str]) -> None:
        """Accept everything on which all agree; `accepted` tells how much that was."""
        from annotator.project.adjudicating import accept_agreed

        self.stop()
        keys, names = list(articles), list(coders)
        self._run(lambda progress: accept_agreed(project, keys, names, progress=progress), self.accepted.emit)

    def stop(self) -> None:
        """Stop what is going on, and wait for its end."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
            job.wait()
            job.blockSignals(True)
            job.deleteLater()

    def _take(self, found: dict[ArticleId, tuple[int, int]], coders: list[str]) -> None:
        if coders == self._coders:
            self.counted = found | self.counted
            self.changed.emit()

    def _run(self, work: Callable[[Any], Any], then: Callable[[Any], None]) -> None:
        self._job = Job(work, self)
        self._job.succeeded.connect(lambda result: self._end(lambda: then(result)))
        self._job.failed.connect(lambda error: self._end(lambda: self._tell(error)))
        self._job.start()

    def _end(self, then: Callable[[], None]) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.deleteLater()
            then()

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, AnnotatorError):
            self._session.failed.emit(error)
        else:
            raise error
