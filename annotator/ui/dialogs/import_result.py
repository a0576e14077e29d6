"""The end of an import: what came in, what did not and why, and what may be done next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from annotator.errors import WriteError
from annotator.project.import_reports import write_report
from annotator.ui.dialogs.report import ProblemList
from annotator.ui.dialogs.running import buttons
from annotator.ui.widgets.parts import column, label, row
from annotator.ui.words import count_words, number

if TYPE_CHECKING:
    from annotator.model.exchange import ImportReport
    from annotator.settings import Settings


#: Problems that are listed in the window: laying out 100,000 rows takes half a minute.
_LISTED: Final = 1000


class ImportResult(QWidget):
    """`wished` carries the name of the view to show next, and what about; `closed` says that all is seen."""

    wished = Signal(str, object)
    closed = Signal()

    def __init__(self, report: ImportReport, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report = report
        self._settings = settings
        self.counts = label(import_words(report), wrap=True)
        self.saved = label("", "small", wrap=True)
        problems = [*report.failed, *report.warnings]
        self.problems = ProblemList(problems[:_LISTED])
        self.problems.setVisible(bool(problems))
        if len(problems) > _LISTED:
            words = self.tr("The first {0} of {1} are listed; the saved report has them all.")
            self.saved.setText(words.format(number(_LISTED), number(len(problems))))
        self.done = QPushButton(self.tr("Done"))
        self.done.setDefault(True)
        self.done.clicked.connect(self.closed)
        self.save = QPushButton(self.tr("Save the report…"))
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self._save)
        box = column(self, spacing=10)
        box.addWidget(self.counts)
        box.addWidget(self.problems, 1)
        if not problems:
            box.addStretch(1)
        box.addWidget(self.saved)
        line = self._next()
        line.addLayout(buttons(self.save, self.done), 1)
        box.addLayout(line)

    def _next(self) -> QHBoxLayout:
        line = row(spacing=8)
        report = self.report
        if report.waiting:
            words = self.tr("Decide about {0}…").format(
                count_words(len(report.waiting), "changed text", "changed texts")
            )
            self.decide = self._offer(words, "repair", {"waiting": report.waiting})
            line.addWidget(self.decide)
        if report.articles > 1:
            self.near = self._offer(self.tr("Look for near-duplicates…"), "duplicates", {"search": True})
            line.addWidget(self.near)
        return line

    def _offer(self, words: str, view: str, about: dict[str, object]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.wished.emit(view, about))
        return button

    def _save(self) -> None:
        folder = self._settings.text("export_folder") or str(Path.home())
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save the report"),
            str(Path(folder) / "import.txt"),
            self.tr("Text (*.txt);;Table for Excel (*.csv)"),
        )
        if chosen:
            path = Path(chosen)
            try:
                write_report(self.report, path, import_words(self.report))
            except WriteError as error:
                self.saved.setText(error.sentence)
            else:
                self.saved.setText(self.tr("The report is in {0}.").format(path.name))


def import_words(report: ImportReport) -> str:
    """What an import did, in a sentence or two."""
    parts = [
        count_words(report.articles, "article", "articles"),
        count_words(report.annotations, "mark", "marks") if report.annotations else "",
        count_words(report.relations, "relation", "relations") if report.relations else "",
        count_words(report.entities, "entity", "entities") if report.entities else "",
    ]
    sentences = ["Taken in: " + ", ".join(part for part in parts if part) + "."]
    if report.repaired:
        sentences.append(f"{count_words(report.repaired, 'article has', 'articles have')} a new text.")
    if report.suggested:
        sentences.append(
            f"{count_words(report.suggested, 'mark is', 'marks are')} proposals to be confirmed."
        )
    if report.duplicates:
        sentences.append(f"{count_words(report.duplicates, 'article was', 'articles were')} there already.")
    if report.failed:
        sentences.append(f"{count_words(len(report.failed), 'file was', 'files were')} left out, see below.")
    elif report.warnings:
        sentences.append(f"{count_words(len(report.warnings), 'thing', 'things')} to know, see below.")
    return " ".join(sentences)
