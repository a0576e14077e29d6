"""Work whose newest wish alone counts: a preview, a plan, a comparison, made anew while somebody types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import Cancelled
from annotator.ui.jobs import Job


class Latest(QObject):
    """Runs one piece of work at a time on a thread; of those asked for meanwhile only the newest follows.

    `ready` carries what the newest wish gave, `failed` its exception; what older ones gave is dropped.
    """

    ready = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject, *, pause: int = 0) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._wanted: Callable[[], Any] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(pause)
        self._timer.timeout.connect(self._begin)

    @property
    def busy(self) -> bool:
        """Whether something is being made or waits to be."""
        return self._job is not None or self._wanted is not None

    def ask(self, work: Callable[[], Any]) -> None:
        """Do this once the pause is over in which nothing else was asked for."""
        self._wanted = work
        if self._job is None:
            self._timer.start()

    def stop(self) -> None:
        """Forget what was asked for, and wait for what is being done."""
        self._wanted = None
        self._timer.stop()
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
            job.wait()
            job.deleteLater()

    def _begin(self) -> None:
        work, self._wanted = self._wanted, None
        if work is None or self._job is not None:
            return
        job = self._job = Job(lambda _: work(), self)
        job.succeeded.connect(lambda result: self._end(job, result, None))
        job.failed.connect(lambda error: self._end(job, None, error))
        job.start()

    def _end(self, job: Job, result: Any, error: BaseException | None) -> None:
        if job is not self._job:
            return
        self._job = None
        job.wait()
        job.deleteLater()
        if self._wanted is not None:
            self._timer.start()
        elif error is None:
            self.ready.emit(result)
        elif not isinstance(error, Cancelled):
            self.failed.emit(error)
