"""What a person sees of a fault: one sentence, and the details for those who want to report it."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QPushButton, QWidget

from annotator.errors import AnnotatorError
from annotator.ui import faults
from annotator.ui.widgets.parts import column, label


class ErrorDialog(QDialog):
    """Says what happened, what is safe and what to do; the report can be copied."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.setMinimumWidth(460)
        self._report = faults.report(error)
        box = column(self, spacing=12, margins=(22, 20, 22, 18))
        box.addWidget(label(self._sentence(error), wrap=True))
        self.where = label(self.tr("Details are in {0}").format(faults.log_file()), "small", wrap=True)
        box.addWidget(self.where)
        self.details = QPlainTextEdit(self._report)
        self.details.setProperty("role", "field")
        self.details.setReadOnly(True)
        self.details.setAccessibleName(self.tr("Details"))
        self.details.setFixedHeight(130)
        self.details.hide()
        box.addWidget(self.details)
        box.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.show_details = QPushButton(self.tr("Show details"))
        self.show_details.clicked.connect(self._toggle)
        self.copy = QPushButton(self.tr("Copy details"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._report))
        close = QPushButton(self.tr("Go on"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons.addButton(self.show_details, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.AcceptRole)
        return buttons

    def _sentence(self, error: BaseException) -> str:
        if isinstance(error, AnnotatorError):
            return error.sentence
        return self.tr(
            "Something went wrong in the program. Your saved work is safe, and you can go on. "
            "If it happens again, please report it with the details."
        )

    def _toggle(self) -> None:
        self.details.setVisible(not self.details.isVisible())
        words = self.tr("Hide details") if self.details.isVisible() else self.tr("Show details")
        self.show_details.setText(words)
        self.adjustSize()
