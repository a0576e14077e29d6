"""Bring in: files and folders of articles or labelled data, with a report of every one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QPushButton, QWidget

from annotator.ui.dialogs.report import ProblemList
from annotator.ui.dialogs.running import RunningDialog, buttons
from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.form import Form
from annotator.ui.widgets.options import OptionsForm
from annotator.ui.widgets.parts import column, label, row
from annotator.ui.words import count_words

if TYPE_CHECKING:
    from annotator.model.exchange import Format, ImportReport, Reader
    from annotator.project import Project
    from annotator.settings import Settings

#: Encodings offered beside the recognised one; any other may be typed.
_ENCODINGS: Final = (
    "utf-8",
    "utf-16",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1254",
    "windows-1256",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-15",
    "gb18030",
    "big5",
    "shift_jis",
    "euc-kr",
    "tis-620",
)


@safe_overrides
class FileList(QListWidget):
    """The files and folders to take in. More may be dropped; Delete takes one out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "field")
        self.setAcceptDrops(True)
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setAccessibleName(self.tr("Files and folders to import"))

    def add(self, paths: Sequence[Path]) -> None:
        """Add files or folders; one that is there already is left out."""
        held = {str(path) for path in self.paths()}
        for path in paths:
            if str(path) not in held:
                item = QListWidgetItem(str(path))
                item.setData(Qt.ItemDataRole.UserRole, str(path))
                self.addItem(item)

    def paths(self) -> list[Path]:
        """What is in the list."""
        return [Path(self.item(at).data(Qt.ItemDataRole.UserRole)) for at in range(self.count())]

    def remove_chosen(self) -> None:
        """Take the chosen ones out."""
        for item in self.selectedItems():
            self.takeItem(self.row(item))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Delete takes the chosen ones out."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_chosen()
            self.model().layoutChanged.emit()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: files and folders are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Qt: anywhere in the list."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: add what was dropped."""
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: say what to do while the list is empty."""
        super().paintEvent(event)
        if self.count() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            words = self.tr("Drop files or folders here, or add them below.")
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, words)
            painter.end()


class ImportDialog(RunningDialog):
    """Asks what to import and how, imports, and reports each file."""

    def __init__(
        self, project: Project, settings: Settings, paths: list[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Import"))
        self.heading.setText(self.tr("Import articles"))
        self.resize(620, 520)
        self._project = project
        self._settings = settings
        self.files = FileList()
        self.files.add(paths)
        self.kind = QuietCombo()
        self.kind.setAccessibleName(self.tr("Kind of file"))
        self.encoding = QuietCombo()
        self.encoding.setEditable(True)
        self.encoding.setAccessibleName(self.tr("Encoding"))
        self.options = OptionsForm()
        self._fill_choices()
        self._lay_out()
        self.files.model().rowsInserted.connect(lambda *_: self._allow())
        self.files.model().rowsRemoved.connect(lambda *_: self._allow())
        self.kind.currentIndexChanged.connect(lambda _: self._show_options())
        self._show_options()
        self._allow()

    def _fill_choices(self) -> None:
        from annotator.formats import all_formats
        from annotator.readers import all_readers

        self._kinds: dict[str, Reader | Format] = dict(all_readers())
        self._kinds.update({name: one for name, one in all_formats().items() if one.reads})
        self.kind.addItem(self.tr("Recognised from the content"), "")
        for name, one in self._kinds.items():
            self.kind.addItem(one.title, name)
        self._automatic = self.tr("Recognised from the content")
        self.encoding.addItems([self._automatic, *_ENCODINGS])

    def _lay_out(self) -> None:
        box = column(self.form, spacing=10)
        box.addWidget(self.files, 1)
        line = row(spacing=8)
        for text, act in (
            (self.tr("Add files…"), self._add_files),
            (self.tr("Add folder…"), self._add_folder),
            (self.tr("Remove"), self.files.remove_chosen),
        ):
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            line.addWidget(button)
        line.addStretch(1)
        box.addLayout(line)
        form = Form()
        form.add_row(self.tr("Kind"), self.kind)
        self._encoding_name = form.add_row(self.tr("Encoding"), self.encoding)
        box.addWidget(form)
        box.addWidget(self.options)
        box.addWidget(label(self.tr("Your files are only read, never changed."), "small"))
        self.start = QPushButton(self.tr("Import"))
        self.start.setDefault(True)
        self.start.clicked.connect(self._start)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        box.addLayout(buttons(cancel, self.start))

    def _show_options(self) -> None:
        kind = self._kinds.get(self.kind.currentData())
        options = [one for one in kind.options if one.name != "encoding"] if kind else []
        self.options.show_options(options)
        decoded = kind is None or any(one.name == "encoding" for one in kind.options)
        self.encoding.setVisible(decoded)
        self._encoding_name.setVisible(decoded)

    def _allow(self) -> None:
        self.start.setEnabled(self.files.count() > 0)

    def _add_files(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Add files"), self._folder())
        self._take([Path(one) for one in chosen])

    def _add_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Add folder"), self._folder())
        self._take([Path(chosen)] if chosen else [])

    def _take(self, paths: list[Path]) -> None:
        self.files.add(paths)
        if paths:
            self._settings.set("import_folder", str(paths[0].parent))

    def _folder(self) -> str:
        return self._settings.text("import_folder") or str(Path.home())

    def _start(self) -> None:
        from annotator.project.importing import import_files

        paths, options = self.files.paths(), self.options.values()
        encoding = self.encoding.currentText().strip()
        chosen = {
            "format": self.kind.currentData(),
            "encoding": "" if encoding == self._automatic or self.encoding.isHidden() else encoding,
            "coder": self._project.coder,
            "options": options,
        }
        self.run(
            self.tr("Importing"),
            lambda progress: import_files(self._project, paths, progress=progress, **chosen),
        )

    def finished_with(self, result: Any) -> None:
        """Say what came in, what did not and why."""
        report: ImportReport = result
        box = column(self.result_page, spacing=10)
        self.counts = label(import_words(report), wrap=True)
        box.addWidget(self.counts)
        problems = [*report.failed, *report.warnings]
        if problems:
            self.problems = ProblemList(problems)
            box.addWidget(self.problems, 1)
        else:
            box.addStretch(1)
        close = QPushButton(self.tr("Done"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        box.addLayout(buttons(close))
        close.setFocus()


def import_words(report: ImportReport) -> str:
    """What an import did, in a sentence or two."""
    parts = [
        count_words(report.articles, "article", "articles"),
        count_words(report.annotations, "mark", "marks") if report.annotations else "",
        count_words(report.relations, "relation", "relations") if report.relations else "",
        count_words(report.entities, "entity", "entities") if report.entities else "",
    ]
    sentences = ["Taken in: " + ", ".join(part for part in parts if part) + "."]
    if report.duplicates:
        sentences.append(f"{count_words(report.duplicates, 'article was', 'articles were')} there already.")
    if report.failed:
        sentences.append(f"{count_words(len(report.failed), 'file was', 'files were')} left out, see below.")
    elif report.warnings:
        sentences.append(f"{count_words(len(report.warnings), 'thing', 'things')} to know, see below.")
    return " ".join(sentences)
