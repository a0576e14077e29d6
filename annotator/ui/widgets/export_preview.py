"""The right half of the export dialog: the first records as they will be written, and what would be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from annotator.errors import AnnotatorError
from annotator.ui.jobs import Job
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.parts import column, label, row, section
from annotator.ui.words import count_words, number

if TYPE_CHECKING:
    from annotator.model.exchange import ExportReport, Progress
    from annotator.model.recipe import Recipe
    from annotator.project import Project
    from annotator.project.previewing import ExportPreview

#: Wait after the last change, milliseconds.
_PAUSE: Final = 300

#: Room for the losses, pixels: three lines.
_LOST: Final = 56

#: Endings of files with lines too long to be read from side to side.
_WRAPPED: Final = (".jsonl", ".json", ".jsonld", ".xmi", ".qde", ".qdc", ".xml", ".txt", ".md")

#: What a format may be unable to hold, in words.
KEPT: Final = {
    "fragments": "fragments",
    "overlaps": "overlapping marks",
    "relations": "relations",
    "cues": "cues",
    "attributes": "attributes",
    "entities": "entities",
    "notes": "notes",
    "variables": "article variables",
    "metadata": "article metadata",
    "coders": "coders",
    "cut_cells": "texts too long for a cell",
    "control_characters": "control characters",
    "token_edges": "marks that do not end at a token",
}


class ExportPreviewPane(QWidget):
    """Shows what a recipe would write; made on a thread, anew after each change.

    `counted` carries the report of what would be lost, None while that is not known.
    """

    counted = Signal(object)

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._wanted: Recipe | None = None
        self._job: Job | None = None
        self._again = False
        self._shown: ExportPreview | None = None
        self.files = QuietCombo()
        self.files.setAccessibleName(self.tr("File of the preview"))
        self.files.setMinimumWidth(180)
        self.files.hide()
        self.files.currentIndexChanged.connect(self._show_file)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setProperty("role", "field")
        self.text.setAccessibleName(self.tr("Preview of the first records"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setTabChangesFocus(True)
        self.state = label("", "small", wrap=True)
        self.lost = label("", wrap=True)
        self.lost.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.lost.setMinimumHeight(_LOST)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._begin)
        box = column(self, spacing=8)
        head = row(spacing=8)
        head.addWidget(section(self.tr("Preview")))
        head.addStretch(1)
        head.addWidget(self.files)
        box.addLayout(head)
        box.addWidget(self.text, 1)
        box.addWidget(self.state)
        box.addWidget(self.lost)

    def show_recipe(self, wanted: Recipe) -> None:
        """Show what this would write, soon."""
        self._wanted = wanted
        self._pause.start()

    def close_down(self) -> None:
        """Stop; to be called before the dialog goes."""
        self._pause.stop()
        self._again = False
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
            self._job = None

    def _begin(self) -> None:
        if self._job is not None:
            self._again = True
            self._job.cancel()
            return
        wanted = self._wanted
        if wanted is None:
            return
        from annotator.project.previewing import preview

        self.lost.setText("")
        self.counted.emit(None)
        self._start(lambda _: preview(self._project, wanted), self._show)

    def _start(self, work: Any, then: Any) -> None:
        self._job = Job(work, self)
        self._job.succeeded.connect(lambda result: self._ended(lambda: then(result)))
        self._job.failed.connect(lambda error: self._ended(lambda: self._fail(error)))
        self._job.start()

    def _ended(self, then: Any) -> None:
        if self._job is not None:
            self._job.wait()
            self._job.deleteLater()
            self._job = None
        if self._again:
            self._again = False
            self._begin()
        else:
            then()

    def _fail(self, error: BaseException) -> None:
        sentence = error.sentence if isinstance(error, AnnotatorError) else str(error)
        self.files.clear()
        self.files.hide()
        self.text.setPlainText("")
        self.state.setText(sentence)

    def _show(self, shown: ExportPreview) -> None:
        self._shown = shown
        self.files.blockSignals(True)
        self.files.clear()
        for file in shown.files:
            self.files.addItem(file.name)
        self.files.blockSignals(False)
        self.files.setVisible(len(shown.files) > 1)
        self._show_file(0)
        self._count_losses()

    def _show_file(self, at: int) -> None:
        if self._shown is None or not 0 <= at < len(self._shown.files):
            return
        file = self._shown.files[at]
        wrapped = file.name.endswith(_WRAPPED)
        modes = QPlainTextEdit.LineWrapMode
        self.text.setLineWrapMode(modes.WidgetWidth if wrapped else modes.NoWrap)
        self.text.setPlainText(file.text + ("\n…" if file.cut else ""))
        words = self.tr("{0} in all. The first records, as they will be written.")
        self.state.setText(words.format(count_words(self._shown.articles, "article", "articles")))

    def _count_losses(self) -> None:
        wanted = self._wanted
        if wanted is None:
            return
        from annotator.project.recipes import losses

        self.lost.setText(self.tr("Counting what would be lost …"))

        def work(progress: Progress) -> ExportReport:
            return losses(self._project, wanted, progress=progress)

        self._start(work, self._tell_losses)

    def _tell_losses(self, report: ExportReport) -> None:
        self.lost.setText(lost_words(report))
        self.counted.emit(report)


def lost_words(report: ExportReport) -> str:
    """What an export would write and lose, in a sentence or two."""
    words = f"{count_words(report.annotations, 'mark', 'marks')}, "
    words += f"{count_words(report.relations, 'relation', 'relations')} go out."
    if not report.lost:
        return words + " Nothing is lost."
    lost = ", ".join(f"{number(count)} {KEPT.get(name, name)}" for name, count in report.lost.items())
    return f"{words} This format cannot hold: {lost}."
