"""Questions to the project on a thread: one at a time, and only the newest answer counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from annotator.errors import AnnotatorError
from annotator.ui.jobs import Job

#: Jobs that go on when their view is gone meanwhile: a thread must not be torn away.
_RUNNING: Final[set[Job]] = set()


class Asker(QObject):
    """Asks on a thread. A question that comes meanwhile waits, and replaces the one waiting."""

    failed = Signal(object)  # AnnotatorError
    busy_changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._now: Callable[[Any], object] | None = None
        self._next: tuple[Callable[[], Any], Callable[[Any], object]] | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._now is not None

    def ask(self, work: Callable[[], Any], take: Callable[[Any], object]) -> None:
        """Do `work` on a thread and give its result to `take`, unless something else is asked meanwhile."""
        if self._now is not None:
            self._next = (work, take)
            return
        self._now = take
        job = Job(lambda _: work())
        _RUNNING.add(job)
        job.succeeded.connect(self._succeeded)
        job.failed.connect(self._failed)
        job.succeeded.connect(lambda _: _end(job))
        job.failed.connect(lambda _: _end(job))
        self.busy_changed.emit(True)
        job.start()

    def forget(self) -> None:
        """Let the answers go that are still to come."""
        self._next = None
        if self._now is not None:
            self._now = _drop

    def _succeeded(self, result: Any) -> None:
        take, self._now = self._now, None
        if not self._go_on() and take is not None:
            take(result)

    def _failed(self, error: BaseException) -> None:
        dropped, self._now = self._now is _drop, None
        if self._go_on() or dropped:
            return
        if not isinstance(error, AnnotatorError):
            raise error
        self.failed.emit(error)

    def _go_on(self) -> bool:
        """Ask what waits, if anything does."""
        waiting, self._next = self._next, None
        if waiting is not None:
            self.ask(*waiting)
            return True
        self.busy_changed.emit(False)
        return False


def _drop(_: Any) -> None:
    pass


def _end(job: Job) -> None:
    job.wait()
    _RUNNING.discard(job)
    job.deleteLater()
