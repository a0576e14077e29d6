"""Changes of many at once: few at once here, many on a thread behind a word of patience; one step of Undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from annotator.errors import AnnotatorError
from annotator.ui.jobs import Job
from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.parts import column, label

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.ui.session import Session

#: So many are changed at once; more go to a thread.
_FEW: Final = 500


def change_many(
    session: Session, name: str, action: Callable[[Project], Any], count: int, parent: QWidget
) -> bool:
    """Do one command that touches `count` rows. False when it failed, which is told."""
    project = session.project
    if project is None or count <= _FEW or not session.writable:
        return session.do(name, action)

    def work() -> None:
        with project.command(name):
            action(project)

    dialog = WorkingDialog(name, work, parent)
    dialog.exec()
    if dialog.error is None:
        return True
    if not isinstance(dialog.error, AnnotatorError):
        raise dialog.error
    session.failed.emit(dialog.error)
    return False


@safe_overrides
class WorkingDialog(QDialog):
    """Says what is being done until it is; it cannot be left before, as the work is all or nothing."""

    def __init__(self, name: str, work: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(name)
        self.error: BaseException | None = None
        self.setMinimumWidth(360)
        box = column(self, spacing=12, margins=(22, 20, 22, 22))
        box.addWidget(label(f"{name} …"))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(self.tr("Progress"))
        box.addWidget(bar)
        self._job = Job(lambda _: work(), self)
        self._job.succeeded.connect(lambda _: self._end(None))
        self._job.failed.connect(self._end)
        self._job.start()

    def _end(self, error: BaseException | None) -> None:
        self._job.wait()
        self.error = error
        self.done(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc does not leave the work."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: nor does closing."""
        event.ignore()
