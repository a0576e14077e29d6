"""Making the history shorter: from which day on it stays whole, and what that takes away."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QPushButton, QWidget

from annotator.ui.dialogs.running import RunningDialog, buttons
from annotator.ui.latest import Latest
from annotator.ui.widgets.parts import column, label, row
from annotator.ui.words import count_words, number

if TYPE_CHECKING:
    from annotator.model.changes import Compaction
    from annotator.project import Project


class CompactDialog(RunningDialog):
    """Asks for a day, shows what would go, backs up, and compacts."""

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Compact the history"))
        self.heading.setText(self.tr("Compact the history"))
        self.setMinimumSize(560, 340)
        self._project = project
        self._latest = Latest(self, pause=150)
        self._latest.ready.connect(self._show_preview)
        self._latest.failed.connect(lambda error: self.say(getattr(error, "sentence", str(error))))
        self._lay_out()
        self._preview()

    def _lay_out(self) -> None:
        box = column(self.form, spacing=12)
        words = self.tr(
            "Who made and changed everything that is in the project, when and from what, always stays. What "
            "can go is what deleted things once were, and the steps of Undo before a day that you choose."
        )
        box.addWidget(label(words, "muted", wrap=True))
        self.day = QDateEdit(QDate.currentDate().addMonths(-1))
        self.day.setCalendarPopup(True)
        self.day.setMaximumDate(QDate.currentDate().addDays(1))
        self.day.setAccessibleName(self.tr("Keep everything from this day on"))
        self.day.dateChanged.connect(lambda _: self._preview())
        line = row(spacing=10)
        line.addWidget(label(self.tr("Keep everything from")))
        line.addWidget(self.day)
        line.addStretch(1)
        box.addLayout(line)
        self.preview = label("", wrap=True)
        box.addWidget(self.preview)
        box.addStretch(1)
        self.compact_button = QPushButton(self.tr("Back up, then compact"))
        self.compact_button.setEnabled(False)
        cancel = QPushButton(self.tr("Cancel"))
        for button in (self.compact_button, cancel):
            button.setAutoDefault(False)
        self.compact_button.clicked.connect(self._compact)
        cancel.clicked.connect(self.reject)
        box.addLayout(buttons(self.compact_button, cancel))
        done = column(self.result_page, spacing=12)
        self.said = label("", wrap=True)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        done.addWidget(self.said)
        done.addStretch(1)
        done.addLayout(buttons(close))

    def before(self) -> str:
        """The beginning of the chosen day, in UTC."""
        chosen = self.day.date()
        moment = datetime.combine(date(chosen.year(), chosen.month(), chosen.day()), time()).astimezone(UTC)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def _preview(self) -> None:
        self.compact_button.setEnabled(False)
        self.preview.setText(self.tr("Counting …"))
        before = self.before()
        self._latest.ask(lambda: (before, self._project.history.compaction(before)))

    def _show_preview(self, found: tuple[str, Compaction]) -> None:
        before, result = found
        if before != self.before():
            self._preview()
            return
        self.compact_button.setEnabled(bool(result.rows or result.deleted or result.commands))
        self.preview.setText(self._told(result))

    def _told(self, result: Compaction) -> str:
        if not (result.rows or result.deleted or result.commands):
            return self.tr("There is nothing to take out before that day.")
        lines = [
            self.tr("{0} before that day can no longer be undone.").format(
                count_words(result.commands, "command", "commands")
            ),
            self.tr("{0} can no longer be brought back.").format(
                count_words(result.deleted, "deleted thing", "deleted things")
            ),
            self.tr("{0} of the history go, about {1} kB.").format(
                count_words(result.rows, "row", "rows"), number(max(1, result.bytes // 1000))
            ),
        ]
        return "\n".join(lines)

    def _compact(self) -> None:
        before = self.before()

        def work(_: Any) -> Any:
            from annotator.project.backups import back_up

            size = self._project.path.stat().st_size
            back_up(self._project)
            self._project.history.compact(before)
            return size, self._project.path.stat().st_size

        self.run(self.tr("Backing up and compacting"), work)

    def finished_with(self, result: tuple[int, int]) -> None:
        """Say how much smaller the file is."""
        was, now = (number(max(1, one // 1000)) for one in result)
        words = self.tr(
            "The file has {1} kB now; it had {0}. A backup of how it was is kept (Project ▸ Backups)."
        )
        self.said.setText(words.format(was, now))

    def done(self, result: int) -> None:
        """Qt: the dialog is left."""
        self._latest.stop()
        super().done(result)
