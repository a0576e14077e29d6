"""Backups: what there is, what each holds, back up now, and restore into a new file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
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
from annotator.ui.jobs import Job
from annotator.ui.widgets.parts import column, label
from annotator.ui.words import count_words, number

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.project.backups import Backup, Contents


class BackupsDialog(RunningDialog):
    """The backups of the open project. `restored` is the new file once one was restored."""

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Backups"))
        self.heading.setText(self.tr("Backups of this project"))
        self.setMinimumSize(640, 440)
        self._project = project
        self._backups: list[Backup] = []
        self._held: dict[int, Contents | str] = {}
        self._counting: Job | None = None
        self.preview = label("", wrap=True)
        self.restored: Path | None = None
        self.summary = label("", "muted", wrap=True)
        self.table = QTableWidget(0, 5)
        self._lay_out()
        self.reload()

    def reload(self) -> None:
        """Read the list anew, newest first; what each holds follows, as each has to be opened for it."""
        from annotator.project.backups import backups_of, commands_of, contents_of

        self._stop_counting()
        self._backups = backups_of(self._project.uid)[::-1]
        self._held = {}
        self._now = contents_of(self._project)
        self._commands = commands_of(self._project)
        words = self.tr(
            "Backups are kept outside the project’s folder, and each was opened and counted. Restoring "
            "writes a new file; your project is not touched."
        )
        none = self.tr("There is no backup yet. One is made each time you open a project that has changed.")
        self.summary.setText(words if self._backups else none)
        self.table.setRowCount(len(self._backups))
        for at, one in enumerate(self._backups):
            moment = one.at.astimezone().strftime("%Y-%m-%d %H:%M")
            for place, text in enumerate((moment, "…", "", "", "")):
                self.table.setItem(at, place, QTableWidgetItem(text))
        if self._backups:
            self.table.selectRow(0)
        self.restore_button.setEnabled(bool(self._backups))
        self._show_preview()
        self._count()

    def _count(self) -> None:
        """Open one backup after the other on a thread."""
        files = [one.path for one in self._backups]

        def work(progress: Any) -> None:
            from annotator.project.backups import contents

            for at, path in enumerate(files):
                try:
                    self._held[at] = contents(path)
                except AnnotatorError as error:
                    self._held[at] = error.sentence
                progress(at, len(files))

        self._counting = Job(work, self)
        self._counting.progressed.connect(lambda at, _: self._fill_row(at))
        self._counting.start()

    def _stop_counting(self) -> None:
        job, self._counting = self._counting, None
        if job is not None:
            job.cancel()
            job.wait()
            job.deleteLater()

    def _fill_row(self, at: int) -> None:
        held = self._held.get(at)
        if held is None or at >= self.table.rowCount():
            return
        if isinstance(held, str):
            cells = [held, "", "", ""]
        else:
            cells = [number(one) for one in (held.articles, held.annotations, held.relations, held.entities)]
        for place, text in enumerate(cells, 1):
            self.table.setItem(at, place, QTableWidgetItem(text))
        if at == self.table.currentRow():
            self._show_preview()

    def _show_preview(self) -> None:
        """Say what the chosen backup has more or less than the project has now."""
        at = self.table.currentRow()
        held = self._held.get(at)
        if not self._backups or isinstance(held, str) or held is None:
            self.preview.setText("")
            return
        self.preview.setText(
            preview_words(held, self._now, max(0, self._commands - self._backups[at].commands))
        )

    def done(self, result: int) -> None:
        """Qt: the dialog is left."""
        self._stop_counting()
        super().done(result)

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
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setHighlightSections(False)
        box = column(self.form, spacing=10)
        box.addWidget(self.summary)
        box.addWidget(self.table, 1)
        box.addWidget(self.preview)
        self.table.currentCellChanged.connect(lambda *_: self._show_preview())
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


def preview_words(held: Contents, now: Contents, commands: int) -> str:
    """What a backup has more or less than the project has now, and how many commands it does not know."""
    nouns = (
        ("articles", "article", "articles"),
        ("annotations", "mark", "marks"),
        ("relations", "relation", "relations"),
        ("entities", "entity", "entities"),
    )
    less: list[str] = []
    more: list[str] = []
    for name, one, many in nouns:
        difference = getattr(held, name) - getattr(now, name)
        if difference:
            (more if difference > 0 else less).append(count_words(abs(difference), one, many))
    tr = QCoreApplication.translate
    said = []
    if less:
        said.append(tr("Backups", "Not in this backup: {0}.").format(", ".join(less)))
    if more:
        said.append(tr("Backups", "Only in this backup: {0}.").format(", ".join(more)))
    if not said:
        said.append(tr("Backups", "It holds as many articles, marks, relations and entities as the project."))
    if commands:
        since = count_words(commands, "command is", "commands are")
        said.append(tr("Backups", "{0} newer than it.").format(since))
    return " ".join(said)


def restore_into(backup: Backup, path: Path, parent: QWidget) -> Path | None:
    """Restore a backup of a file that does not open into a new one beside it; gives the new file."""
    from annotator.project.backups import restore
    from annotator.ui.dialogs.ask import tell

    chosen, _ = QFileDialog.getSaveFileName(
        parent,
        parent.tr("Restore to"),
        str(path.with_name(f"{path.stem} restored.anno")),
        "Annotator projects (*.anno)",
        options=QFileDialog.Option.DontConfirmOverwrite,
    )
    if not chosen:
        return None
    target = Path(chosen)
    target = target if target.suffix == ".anno" else target.with_name(target.name + ".anno")
    try:
        restore(backup.path, target)
    except AnnotatorError as error:
        tell(parent, parent.tr("Not restored"), error.sentence)
        return None
    return target
