"""Backups: what there is, what each holds, back up now, and restore into a new file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from annotator.errors import AnnotatorError
from annotator.ui.dialogs.running import RunningDialog, buttons
from annotator.ui.widgets.parts import column, label
from annotator.ui.words import number

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.project.backups import Backup


class BackupsDialog(RunningDialog):
    """The backups of the open project. `restored` is the new file once one was restored."""

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Backups"))
        self.heading.setText(self.tr("Backups of this project"))
        self.setMinimumSize(640, 440)
        self._project = project
        self._backups: list[Backup] = []
        self.restored: Path | None = None
        self.summary = label("", "muted", wrap=True)
        self.table = QTableWidget(0, 5)
        self._lay_out()
        self.reload()

    def reload(self) -> None:
        """Read the list anew, newest first."""
        from annotator.project.backups import backups_of

        self._backups = backups_of(self._project.uid)[::-1]
        words = self.tr(
            "Backups are kept outside the project’s folder, and each was opened and counted. Restoring "
            "writes a new file; your project is not touched."
        )
        none = self.tr("There is no backup yet. One is made each time you open a project that has changed.")
        self.summary.setText(words if self._backups else none)
        self.table.setRowCount(len(self._backups))
        for at, one in enumerate(self._backups):
            self._fill_row(at, one)
        if self._backups:
            self.table.selectRow(0)
        self.restore_button.setEnabled(bool(self._backups))

    def _fill_row(self, at: int, backup: Backup) -> None:
        from annotator.project.backups import contents

        moment = backup.at.astimezone().strftime("%Y-%m-%d %H:%M")
        try:
            held = contents(backup.path)
            counts = [held.articles, held.annotations, held.relations, held.entities]
            cells = [moment, *(number(count) for count in counts)]
        except AnnotatorError as error:
            cells = [moment, error.sentence, "", "", ""]
        for place, text in enumerate(cells):
            self.table.setItem(at, place, QTableWidgetItem(text))

    def _lay_out(self) -> None:
        self.table.setProperty("role", "field")
        self.table.setAccessibleName(self.tr("Backups"))
        self.table.setHorizontalHeaderLabels(
            [
                self.tr("Made"),
                self.tr("Articles"),
                self.tr("Marks"),
                self.tr("Relations"),
                self.tr("Entities"),
            ]
        )
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setHighlightSections(False)
        box = column(self.form, spacing=10)
        box.addWidget(self.summary)
        box.addWidget(self.table, 1)
        self.now_button = QPushButton(self.tr("Back up now"))
        self.restore_button = QPushButton(self.tr("Restore…"))
        close = QPushButton(self.tr("Close"))
        for button in (self.now_button, self.restore_button, close):
            button.setAutoDefault(False)
        self.now_button.clicked.connect(self._back_up)
        self.restore_button.clicked.connect(self._choose_target)
        close.clicked.connect(self.reject)
        box.addLayout(buttons(self.now_button, self.restore_button, close))

    def _back_up(self) -> None:
        from annotator.project.backups import back_up

        self.run(self.tr("Backing up"), lambda progress: back_up(self._project))

    def _choose_target(self) -> None:
        name = f"{self._project.path.stem} restored.anno"
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Restore to"),
            str(self._project.path.with_name(name)),
            "Annotator projects (*.anno)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.restore_to(Path(chosen))

    def restore_to(self, target: Path) -> None:
        """Restore the chosen backup into a new file."""
        from annotator.project.backups import restore

        backup = self._backups[max(self.table.currentRow(), 0)]
        target = target if target.suffix == ".anno" else target.with_name(target.name + ".anno")
        self.restored = target
        self.run(self.tr("Restoring"), lambda progress: restore(backup.path, target))

    def finished_with(self, result: Any) -> None:
        """After a backup the list again; after a restore the dialog is done."""
        if self.restored is not None:
            self.accept()
            return
        self.reload()

    def _succeeded(self, result: Any) -> None:
        super()._succeeded(result)
        self.stack.setCurrentIndex(0)

    def _failed(self, error: BaseException) -> None:
        self.restored = None
        super()._failed(error)
