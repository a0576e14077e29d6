"""Finding out, on a thread, which files there are, what kind each is, and what is in it."""

from __future__ import annotations

import collections
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from annotator.ui.jobs import Job

if TYPE_CHECKING:
    from annotator.model.exchange import Progress
    from annotator.project.surveying import Look


class FileSurvey(QObject):
    """First `found` with the looks of all files and the problems of places where there is none, then, after
    `count`, `read` with the look of each file that was read to its end, then `ended`.
    """

    found = Signal(object, object)  # list[Look], list[Problem]
    read = Signal(object)  # Look
    ended = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._seen: collections.deque[Look] = collections.deque()

    @property
    def busy(self) -> bool:
        """Whether files are still being found or counted."""
        return self._job is not None

    def find(self, places: list[Path], known: dict[Path, Look]) -> None:
        """Find the files of these places; what is known of some is not looked up again."""
        self.stop()
        self._begin(Job(lambda progress: _find(places, known, progress), self), self._found)

    def count(self, looks: list[Look], options: dict[Path, dict[str, Any]]) -> None:
        """Read these files to their end, each with its options."""
        self.stop()
        if looks:
            job = Job(lambda progress: self._read_all(looks, options, progress), self)
            job.progressed.connect(lambda *_: self._drain())
            self._begin(job, self._counted)
        else:
            self.ended.emit()

    def stop(self) -> None:
        """Leave what is being done."""
        job, self._job = self._job, None
        self._seen.clear()
        if job is not None:
            job.cancel()
            job.wait()
            job.deleteLater()

    def _begin(self, job: Job, then: Any) -> None:
        self._job = job
        job.succeeded.connect(lambda result: then(result) if job is self._job else None)
        job.failed.connect(lambda error: self._fail(error) if job is self._job else None)
        job.start()

    def _found(self, result: Any) -> None:
        self.stop()
        self.found.emit(*result)

    def _counted(self, _: Any) -> None:
        self._drain()
        self.stop()
        self.ended.emit()

    def _fail(self, error: BaseException) -> None:
        self.stop()
        self.failed.emit(error)

    def _read_all(self, looks: list[Look], options: dict[Path, dict[str, Any]], progress: Progress) -> None:
        from annotator.project.surveying import whole_look

        for done, look in enumerate(looks, 1):

            def still_going(articles: int, _: int, done: int = done) -> None:
                if articles % 200 == 0:
                    progress(done, len(looks))

            self._seen.append(whole_look(look, options[look.path], still_going))
            progress(done, len(looks))

    def _drain(self) -> None:
        while self._seen:
            self.read.emit(self._seen.popleft())


def _find(places: list[Path], known: dict[Path, Look], progress: Progress) -> Any:
    from annotator.project.surveying import found_files

    looks, problems = found_files(places, known, progress)
    return looks, problems
