"""Merge: choose colleagues' files, see what they would bring, then bring it in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHeaderView,
    QListWidget,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from annotator.ui.dialogs.report import ProblemList
from annotator.ui.dialogs.running import RunningDialog, buttons
from annotator.ui.widgets.parts import column, label, row
from annotator.ui.words import number

if TYPE_CHECKING:
    from annotator.model.exchange import Problem
    from annotator.project import Project
    from annotator.project.merging import MergeReport, Tally
    from annotator.settings import Settings

#: The kinds of rows in the preview, and their words.
_KINDS: Final = {
    "article": "Articles",
    "annotation": "Marks",
    "relation": "Relations",
    "entity": "Entities",
    "variable_value": "Article variables",
}


class MergeDialog(RunningDialog):
    """Asks for files, shows a preview, merges after a yes, and says what came of it."""

    def __init__(self, project: Project, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Merge"))
        self.heading.setText(self.tr("Merge colleagues’ work into this project"))
        self.setMinimumSize(860, 520)
        self._project = project
        self._settings = settings
        self._previewed = False
        self.files = QListWidget()
        self.files.setProperty("role", "field")
        self.files.setAccessibleName(self.tr("Files to merge"))
        self._lay_out_form()
        self._lay_out_result()
        self._refresh()

    def add_files(self, paths: Sequence[Path]) -> None:
        """Put files on the list, each once; the open project itself is left out."""
        known = {self.files.item(at).text() for at in range(self.files.count())}
        for path in dict.fromkeys(paths):
            if str(path) not in known and path != self._project.path:
                self.files.addItem(str(path))
        self._refresh()

    def _lay_out_form(self) -> None:
        box = column(self.form, spacing=10)
        words = self.tr(
            "Choose the copies that your colleagues worked in. You see what each would bring before anything "
            "happens; a backup is made first, nobody’s work is overwritten, and one Undo takes it all back."
        )
        box.addWidget(label(words, "muted", wrap=True))
        line = row(spacing=8)
        line.addWidget(self.files, 1)
        side = column(spacing=8)
        self.add_button = _button(self.tr("Add files…"), self._choose)
        self.remove_button = _button(self.tr("Remove"), self._remove)
        side.addWidget(self.add_button)
        side.addWidget(self.remove_button)
        side.addStretch(1)
        line.addLayout(side)
        box.addLayout(line, 1)
        self.preview_button = _button(self.tr("Preview"), self._preview, default=True)
        box.addLayout(buttons(_button(self.tr("Cancel"), self.reject), self.preview_button))

    def _lay_out_result(self) -> None:
        box = column(self.result_page, spacing=10)
        self.summary = label("", wrap=True)
        self.table = _table([self.tr("File"), self.tr("What"), *self._columns()])
        self.notes_place = column()
        self.back_button = _button(self.tr("Back"), lambda: self.stack.setCurrentIndex(0))
        self.merge_button = _button(self.tr("Merge"), self._merge)
        self.done_button = _button(self.tr("Done"), self.accept)
        box.addWidget(self.summary)
        box.addWidget(self.table, 1)
        box.addLayout(self.notes_place)
        box.addLayout(buttons(self.back_button, self.merge_button, self.done_button))

    def _columns(self) -> list[str]:
        return [
            self.tr("New"),
            self.tr("Same"),
            self.tr("Changed there"),
            self.tr("Changed here"),
            self.tr("Both changed"),
            self.tr("Deleted there"),
            self.tr("Deleted here"),
        ]

    def _refresh(self) -> None:
        self.preview_button.setEnabled(self.files.count() > 0)
        self.remove_button.setEnabled(self.files.count() > 0)

    def _choose(self) -> None:
        folder = self._settings.text("import_folder") or str(self._project.path.parent)
        chosen, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Files to merge"), folder, "Annotator projects (*.anno)"
        )
        self.add_files([Path(one) for one in chosen])

    def _remove(self) -> None:
        self.files.takeItem(max(self.files.currentRow(), 0))
        self._refresh()

    def _paths(self) -> list[Path]:
        return [Path(self.files.item(at).text()) for at in range(self.files.count())]

    def _preview(self) -> None:
        from annotator.project.merging import merge_into

        paths = self._paths()
        self._previewed = False
        self.run(self.tr("Comparing"), lambda progress: merge_into(self._project, paths, dry_run=True))

    def _merge(self) -> None:
        from annotator.project.backups import back_up
        from annotator.project.merging import merge_into

        paths = self._paths()

        def work(_progress: Any) -> list[MergeReport]:
            back_up(self._project)
            return merge_into(self._project, paths)

        self._previewed = True
        self.run(self.tr("Merging"), work)

    def finished_with(self, result: Any) -> None:
        """Show the preview, or what was merged."""
        reports: list[MergeReport] = result
        self._fill(reports)
        merged = self._previewed
        self.summary.setText(self._merged_words(reports) if merged else self._preview_words(reports))
        self.back_button.setVisible(not merged)
        self.merge_button.setVisible(not merged)
        self.done_button.setVisible(merged)
        main = self.done_button if merged else self.merge_button
        main.setDefault(True)
        main.setFocus()

    def _preview_words(self, reports: Sequence[MergeReport]) -> str:
        both = sum(len(tally.changed_on_both) for one in reports for tally in one.tallies.values())
        if not both:
            return self.tr("This is what would come in. Nothing has been changed yet.")
        words = self.tr(
            "This is what would come in. Changed on both sides: {0}. Yours stay, and theirs come in beside "
            "them as suggestions. Nothing has been changed yet."
        )
        return words.format(number(both))

    def _merged_words(self, reports: Sequence[MergeReport]) -> str:
        new = sum(one.tallies["annotation"].new for one in reports)
        words = self.tr("Merged. {0} new marks came in. Undo takes it back in one step.")
        return words.format(number(new))

    def _fill(self, reports: Sequence[MergeReport]) -> None:
        rows = [
            (one.file, words, one.tallies[kind])
            for one in reports
            for kind, words in _KINDS.items()
            if kind in one.tallies
        ]
        self.table.setRowCount(len(rows))
        for at, (file, words, tally) in enumerate(rows):
            for place, text in enumerate((file, words, *_counts(tally))):
                self.table.setItem(at, place, QTableWidgetItem(text))
        self._show_notes([note for one in reports for note in _all_notes(one)])

    def _show_notes(self, notes: Sequence[Problem]) -> None:
        while self.notes_place.count():
            old = self.notes_place.takeAt(0)
            widget = old.widget() if old else None
            if widget:
                widget.deleteLater()
        if notes:
            listing = ProblemList(notes)
            listing.setMaximumHeight(100)
            self.notes_place.addWidget(listing)


def _all_notes(report: MergeReport) -> list[Problem]:
    from annotator.model.exchange import Problem

    scheme = [Problem(file=report.file, message=message) for message in report.scheme]
    coders = [Problem(file=report.file, message=f"New coder: {name}") for name in report.coders]
    return [*scheme, *coders, *report.notes]


def _counts(tally: Tally) -> list[str]:
    counts = [
        tally.new,
        tally.same,
        tally.changed_there,
        tally.changed_here,
        len(tally.changed_on_both),
        tally.deleted_there,
        tally.deleted_here,
    ]
    return [number(count) if count else "–" for count in counts]


def _button(text: str, action: Any, *, default: bool = False) -> QPushButton:
    made = QPushButton(text)
    made.setAutoDefault(False)
    made.setDefault(default)
    made.clicked.connect(lambda _checked=False: action())
    return made


def _table(headers: Sequence[str]) -> QTableWidget:
    made = QTableWidget(0, len(headers))
    made.setProperty("role", "field")
    made.setAccessibleName(headers[1])
    made.setHorizontalHeaderLabels(list(headers))
    made.verticalHeader().hide()
    made.setShowGrid(False)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    made.horizontalHeader().setHighlightSections(False)
    return made
