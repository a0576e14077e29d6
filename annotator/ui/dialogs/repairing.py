"""Repairing a file that does not open, or is damaged: everything readable goes into a new project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from annotator.ui.dialogs.ask import ask
from annotator.ui.dialogs.report import ProblemList, as_text
from annotator.ui.dialogs.running import RunningDialog, buttons
from annotator.ui.widgets.parts import column, label
from annotator.ui.words import number

if TYPE_CHECKING:
    from annotator.model.exchange import ImportReport


class RepairDialog(RunningDialog):
    """Salvages a file into a new one and says what came over. `repaired` is the new file, once there."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Repair"))
        self.heading.setText(self.tr("Repair “{0}”").format(path.name))
        self.setMinimumSize(640, 420)
        self._path = path
        self._target = path
        self.repaired: Path | None = None
        box = column(self.form, spacing=12)
        words = self.tr(
            "Everything that can still be read is written into a new project: articles, marks, relations, "
            "entities, sets. The damaged file is not touched. The history of changes is not taken over."
        )
        box.addWidget(label(words, wrap=True))
        box.addWidget(label(self.tr("If you have a backup, compare: it may hold more."), "muted", wrap=True))
        box.addStretch(1)
        self.repair_button = QPushButton(self.tr("Repair into…"))
        cancel = QPushButton(self.tr("Cancel"))
        for button in (self.repair_button, cancel):
            button.setAutoDefault(False)
        self.repair_button.clicked.connect(self._choose_target)
        cancel.clicked.connect(self.reject)
        box.addLayout(buttons(self.repair_button, cancel))
        self._report_box = column(self.result_page, spacing=12)

    def _choose_target(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Repair into"),
            str(self._path.with_name(f"{self._path.stem} repaired.anno")),
            "Annotator projects (*.anno)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.repair_into(Path(chosen))

    def repair_into(self, target: Path) -> None:
        """Salvage into this new file."""
        path = self._path
        self._target = target if target.suffix == ".anno" else target.with_name(target.name + ".anno")

        def work(_: Any) -> Any:
            from annotator.project.salvaging import salvage

            return salvage(path, self._target)

        self.run(self.tr("Reading what is left"), work)

    def finished_with(self, result: ImportReport) -> None:
        """Say what came over, and list what did not."""
        self.repaired = self._target
        said = self.tr("{0} articles, {1} marks, {2} relations and {3} entities are in “{4}”.")
        counts = (result.articles, result.annotations, result.relations, result.entities)
        words = said.format(*(number(one) for one in counts), self._target.name)
        self._report_box.addWidget(label(words, wrap=True))
        if result.warnings:
            lost = self.tr("{0} things could not be read, or do not fit any more:")
            self._report_box.addWidget(label(lost.format(number(len(result.warnings))), "muted"))
            self._report_box.addWidget(ProblemList(result.warnings[:1000]), 1)
        else:
            self._report_box.addWidget(label(self.tr("Nothing was lost."), "saved"))
            self._report_box.addStretch(1)
        copy = QPushButton(self.tr("Copy the list"))
        copy.setVisible(bool(result.warnings))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(as_text(result.warnings)))
        self.open_button = QPushButton(self.tr("Open the repaired project"))
        self.open_button.setDefault(True)
        self.open_button.clicked.connect(self.accept)
        self._report_box.addLayout(buttons(copy, self.open_button))


def offer_repair(path: Path, error: BaseException, parent: QWidget) -> Path | None:
    """Say why a file does not open and offer what helps; gives the file to open then, if any."""
    from annotator.project.backups import newest_of_path

    sentence = str(getattr(error, "sentence", error))
    backup = newest_of_path(path)
    answers = [parent.tr("Leave it"), parent.tr("Repair…")]
    if backup is not None:
        moment = backup.at.astimezone().strftime("%Y-%m-%d %H:%M")
        answers.append(parent.tr("Restore the backup of {0}…").format(moment))
    chosen = ask(parent, parent.tr("Not opened"), sentence, answers)
    if chosen == 1:
        dialog = RepairDialog(path, parent)
        return dialog.repaired if dialog.exec() else None
    if chosen == 2 and backup is not None:
        from annotator.ui.dialogs.backups import restore_into

        return restore_into(backup, path, parent)
    return None
