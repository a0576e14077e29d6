"""A list of things that a person should know: file, record and sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from annotator.ui.widgets.parts import column, label, plain_tip

if TYPE_CHECKING:
    from annotator.model.exchange import Problem


class ProblemList(QTableWidget):
    """Problems as rows; the rows can be copied as text."""

    def __init__(self, problems: Sequence[Problem], parent: QWidget | None = None) -> None:
        super().__init__(len(problems), 3, parent)
        self.setProperty("role", "field")
        self.setAccessibleName(self.tr("Problems"))
        self.setHorizontalHeaderLabels([self.tr("File"), self.tr("Record"), self.tr("What")])
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        for at, one in enumerate(problems):
            for place, text in enumerate((Path(one.file).name, one.record, one.message)):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(one.file if place == 0 else text))
                self.setItem(at, place, item)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.resizeRowsToContents()


class ProblemDialog(QDialog):
    """The problems of a file, with a way to copy them."""

    def __init__(self, problems: Sequence[Problem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What does not fit together"))
        self.resize(680, 380)
        box = column(self, spacing=12, margins=(20, 18, 20, 16))
        words = self.tr("These were found when the project was opened. Nothing was changed or dropped.")
        box.addWidget(label(words, wrap=True))
        self.list = ProblemList(problems)
        box.addWidget(self.list, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = QPushButton(self.tr("Copy the list"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(as_text(problems)))
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)


def as_text(problems: Sequence[Problem]) -> str:
    """The problems as lines with tabs."""
    return "\n".join("\t".join((one.file, one.record, one.message)) for one in problems)


def show_problems(problems: Sequence[Problem], parent: QWidget) -> None:
    """Show a list of problems."""
    ProblemDialog(problems, parent).exec()
