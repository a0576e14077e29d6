"""Checking the project from end to end, on a thread, and saying what does not fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.ui.dialogs.report import ProblemList, as_text
from annotator.ui.dialogs.running import RunningDialog, buttons
from annotator.ui.widgets.parts import column, label
from annotator.ui.words import count_words

if TYPE_CHECKING:
    from annotator.model.exchange import Problem
    from annotator.project import Project


class CheckDialog(RunningDialog):
    """Begins to check as soon as it is made. `wish` is "repair" or "backups" when the person chose that."""

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Check the project"))
        self.heading.setText(self.tr("Check the project"))
        self.setMinimumSize(640, 360)
        self._project = project
        self.wish = ""
        again = QPushButton(self.tr("Check again"))
        again.setAutoDefault(False)
        again.clicked.connect(self.check)
        box = column(self.form)
        box.addStretch(1)
        box.addLayout(buttons(again))
        self._box = column(self.result_page, spacing=12)
        self.check()

    def check(self) -> None:
        """Check everything."""
        project = self._project
        words = self.tr("Checking every page, text, mark and reference")
        self.run(words, lambda progress: project.check(progress=progress))

    def finished_with(self, result: list[Problem]) -> None:
        """Say what was found."""
        self._project.problems = result
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.reject)
        if not result:
            self._box.addWidget(
                label(
                    self.tr("Everything fits: pages, texts, marks, references and checksums."),
                    "saved",
                    wrap=True,
                )
            )
            self._box.addStretch(1)
            self._box.addLayout(buttons(close))
            return
        found = count_words(len(result), "thing does", "things do")
        words = self.tr("{0} not fit together. Nothing was changed or dropped.").format(found)
        self._box.addWidget(label(words, wrap=True))
        self._box.addWidget(ProblemList(result[:1000]), 1)
        copy = QPushButton(self.tr("Copy the list"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(as_text(result)))
        self._box.addLayout(buttons(copy, *self._ways_out(), close))

    def _ways_out(self) -> list[QPushButton]:
        made = []
        for wish, words in (("backups", self.tr("Backups…")), ("repair", self.tr("Repair…"))):
            button = QPushButton(words)
            button.clicked.connect(lambda _=False, wish=wish: self._leave_for(wish))
            made.append(button)
        return made

    def _leave_for(self, wish: str) -> None:
        self.wish = wish
        self.accept()

    def _succeeded(self, result: Any) -> None:
        super()._succeeded(result)
        self.result_page.setFocus()
