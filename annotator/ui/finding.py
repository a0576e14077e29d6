"""Searches that run beside the window and hand over what they find bit by bit."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from annotator.errors import Cancelled
from annotator.ui.jobs import Job

if TYPE_CHECKING:
    from annotator.model.exchange import Progress

#: Seconds between two handings over; the first comes as soon as there is something.
_EVERY: Final = 0.12

#: Jobs whose window may be gone before they are: a thread must not be torn away.
_RUNNING: set[Job] = set()


class Finder(QObject):
    """Runs one search at a time; starting another one stops the one before and forgets what it finds."""

    found = Signal(object)  # a list of what was found
    progressed = Signal(int, int)  # looked at, of so many
    ended = Signal(object)  # None, or the exception that ended it
    _arrived = Signal(int, object)
    _moved = Signal(int, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._job: Job | None = None
        self._arrived.connect(self._take)
        self._moved.connect(self._move)

    @property
    def running(self) -> bool:
        """Whether a search is going on."""
        return self._job is not None

    def start(self, search: Callable[[Progress], Iterator[Any]]) -> None:
        """Begin with a search, which yields what it finds."""
        self.stop()
        number = self._number
        self._job = job = Job(lambda progress: self._work(number, search, progress))
        _RUNNING.add(job)
        job.succeeded.connect(lambda _: self._end(number, job, None))
        job.failed.connect(lambda error: self._end(number, job, error))
        job.start()

    def stop(self) -> None:
        """Stop the search that is running, if any."""
        self._number += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _work(self, number: int, search: Callable[[Progress], Iterator[Any]], progress: Progress) -> None:
        waiting: list[Any] = []
        handed = 0.0

        def watch(done: int, total: int) -> None:
            nonlocal waiting, handed
            progress(done, total)
            if number != self._number:
                raise Cancelled
            if time.monotonic() - handed > _EVERY:
                handed = time.monotonic()
                self._moved.emit(number, done, total)
                if waiting:
                    self._arrived.emit(number, waiting)
                    waiting = []

        for one in search(watch):
            waiting.append(one)
        self._arrived.emit(number, waiting)

    def _take(self, number: int, found: list[Any]) -> None:
        if number == self._number:
            self.found.emit(found)

    def _move(self, number: int, done: int, total: int) -> None:
        if number == self._number:
            self.progressed.emit(done, total)

    def _end(self, number: int, job: Job, error: BaseException | None) -> None:
        _RUNNING.discard(job)
        if number == self._number:
            self._job = None
            self.ended.emit(error)
