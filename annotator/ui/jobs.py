"""Long work on a thread of its own, with progress and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal

from annotator.errors import Cancelled
from annotator.ui.overrides import safe_overrides

if TYPE_CHECKING:
    from annotator.model.exchange import Progress


class Job(QObject):
    """One piece of work. Its signals arrive in the thread that made the job, exactly one of the last two.

    `work` gets a `Progress` to call now and then; it raises `Cancelled` there once `cancel` was called.
    """

    progressed = Signal(int, int)  # records done, records in all or 0
    succeeded = Signal(object)  # what the work returned
    failed = Signal(object)  # the exception; `Cancelled` when the person stopped it

    def __init__(self, work: Callable[[Progress], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = _Thread(work, self)
        self._thread.progressed.connect(self.progressed)
        self._thread.finished.connect(self._finish)

    def start(self) -> None:
        """Begin. A program that ends meanwhile waits for the work: a thread must not be torn away."""
        if application := QCoreApplication.instance():
            application.aboutToQuit.connect(self.wait)
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._thread.cancelled = True

    def wait(self) -> None:
        """Wait for the end of the work."""
        self._thread.wait()

    @property
    def running(self) -> bool:
        """Whether the work is still going on."""
        return self._thread.isRunning()

    def _finish(self) -> None:
        if self._thread.error is not None:
            self.failed.emit(self._thread.error)
        else:
            self.succeeded.emit(self._thread.result)


@safe_overrides
class _Thread(QThread):
    progressed = Signal(int, int)

    def __init__(self, work: Callable[[Progress], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self.cancelled = False
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        """Qt: the work itself."""
        try:
            self.result = self._work(self._progress)
        except BaseException as error:  # noqa: BLE001 - handed to `failed`, which shows it
            self.error = error

    def _progress(self, done: int, total: int) -> None:
        if self.cancelled:
            raise Cancelled
        self.progressed.emit(done, total)
