"""A dialog that asks, then works on a thread with progress and cancel, then reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QStackedWidget, QWidget

from annotator.errors import AnnotatorError, Cancelled
from annotator.ui import faults
from annotator.ui.jobs import Job
from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.parts import column, label, row
from annotator.ui.words import number

if TYPE_CHECKING:
    from annotator.model.exchange import Progress


@safe_overrides
class RunningDialog(QDialog):
    """Three pages: what is wanted, the work, and its result. Subclasses fill the first and the last."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.job: Job | None = None
        self.form = QWidget()
        self.result_page = QWidget()
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.stack = QStackedWidget()
        for page in (self.form, self._progress_page(), self.result_page):
            self.stack.addWidget(page)
        box = column(self, margins=(22, 20, 22, 18))
        self.heading = label(title, "heading")
        box.addWidget(self.heading)
        box.addSpacing(14)
        box.addWidget(self.stack, 1)
        box.addWidget(self.problem)

    def _progress_page(self) -> QWidget:
        page = QWidget()
        box = column(page, spacing=10)
        self.doing = label("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self._cancel)
        box.addStretch(1)
        box.addWidget(self.doing)
        box.addWidget(self.bar)
        box.addStretch(1)
        box.addLayout(buttons(self.cancel_button))
        return page

    def run(
        self, words: str, work: Callable[[Progress], Any], then: Callable[[Any], None] | None = None
    ) -> None:
        """Do the work on a thread; `finished_with` gets what it returned, or `then` where more follows."""
        self._then = then
        self.problem.hide()
        self.doing.setText(words)
        self._words = words
        self.bar.setRange(0, 0)
        self.cancel_button.setEnabled(True)
        self.stack.setCurrentIndex(1)
        self.cancel_button.setFocus()
        self.job = Job(work, self)
        self.job.progressed.connect(self._show_progress)
        self.job.succeeded.connect(self._succeeded)
        self.job.failed.connect(self._failed)
        self.job.start()

    def finished_with(self, result: Any) -> None:
        """Show the result; subclasses fill `result_page`."""
        raise AssertionError("each dialog shows its own result")

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        count = f"{number(done)} / {number(total)}" if total else number(done)
        self.doing.setText(f"{self._words}   {count}")

    def _succeeded(self, result: Any) -> None:
        self._end_job()
        if self._then is not None:
            self._then(result)
            return
        self.finished_with(result)
        self.stack.setCurrentIndex(2)

    def _failed(self, error: BaseException) -> None:
        self._end_job()
        self.stack.setCurrentIndex(0)
        if isinstance(error, Cancelled | AnnotatorError):
            self.say(error.sentence)
            return
        faults.write_log(faults.report(error))
        words = self.tr("Something went wrong in the program, and nothing was changed. Details are in {0}")
        self.say(words.format(faults.log_file()))

    def say(self, sentence: str) -> None:
        """Say what is in the way, below the form."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _cancel(self) -> None:
        if self.job is not None:
            self.job.cancel()
            self.cancel_button.setEnabled(False)
            self.doing.setText(self.tr("Stopping …"))

    def _end_job(self) -> None:
        if self.job is not None:
            self.job.wait()
            self.job.deleteLater()
            self.job = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: while working, Esc cancels the work and not the dialog."""
        if self.job is not None and event.key() == Qt.Key.Key_Escape:
            self._cancel()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: while working, closing cancels the work first."""
        if self.job is not None:
            self._cancel()
            event.ignore()
            return
        super().closeEvent(event)


def buttons(*each: QPushButton) -> QHBoxLayout:
    """Buttons in a row at the right."""
    line = row(spacing=8)
    line.addStretch(1)
    for button in each:
        line.addWidget(button)
    return line
