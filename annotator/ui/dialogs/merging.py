"""Merge: choose colleagues' files, see what they would bring and answer what is open, then bring it in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
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
from annotator.ui.widgets.merge_questions import MergeQuestions
from annotator.ui.widgets.parts import ScrollPane, column, label, plain_tip, row
from annotator.ui.words import number, shortened

if TYPE_CHECKING:
    from annotator.model.exchange import Problem
    from annotator.project import Project
    from annotator.project.merging import Example, MergeReport, Tally
    from annotator.settings import Settings

#: The kinds of rows in the preview, and their words.
_KINDS: Final = {
    "article": "Articles",
    "annotation": "Marks",
    "relation": "Relations",
    "entity": "Entities",
    "variable_value": "Article variables",
    "article_set": "Sets",
    "assignment": "Assignments",
    "decision": "Decisions",
}
#: The groups of a tally, as they stand in the columns after the first two.
_GROUPS: Final = (
    *("new", "same", "changed_there", "changed_here", "changed_on_both", "deleted_there", "deleted_here"),
)
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_PLACE: Final = int(Qt.ItemDataRole.UserRole)


class MergeDialog(RunningDialog):
    """Asks for files, shows a preview with examples, merges after a yes, and says what came of it."""

    place_requested = Signal(int, str)  # an article here, and the uid of a mark in it or ""

    def __init__(self, project: Project, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("Merge"))
        self.heading.setText(self.tr("Merge colleagues’ work into this project"))
        self.setMinimumSize(980, 720)
        self._project = project
        self._settings = settings
        self._merged = False
        self._reports: list[MergeReport] = []
        self._places: list[tuple[int, str]] = []
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
        self.questions = MergeQuestions()
        self.table = _table([self.tr("File"), self.tr("What"), *self._columns()])
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.currentCellChanged.connect(lambda *_: self._show_examples())
        headers = (self.tr("What"), self.tr("Here → there"), self.tr("Article"), self.tr("Coder"))
        self.examples = _table(headers)
        self.examples.setAccessibleName(self.tr("Examples"))
        self.examples.itemActivated.connect(self._go_there)
        self.example_words = label("", "muted")
        self.notes_place = column()
        self.back_button = _button(self.tr("Back"), lambda: self.stack.setCurrentIndex(0))
        self.again_button = _button(self.tr("Preview again"), self._preview_again)
        self.questions.answered.connect(self.again_button.show)
        self.merge_button = _button(self.tr("Merge"), self._merge)
        self.done_button = _button(self.tr("Done"), self.accept)
        self._pane = ScrollPane(self.questions)
        self._pane.setMaximumHeight(120)
        box.addWidget(self.summary)
        box.addWidget(self._pane)
        box.addWidget(self.table, 1)
        box.addWidget(self.example_words)
        box.addWidget(self.examples, 1)
        box.addLayout(self.notes_place)
        box.addLayout(buttons(self.back_button, self.again_button, self.merge_button, self.done_button))

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

    # ------------------------------------------------------------------ working

    def _preview(self) -> None:
        self.questions.forget()
        self._preview_again()

    def _preview_again(self) -> None:
        from annotator.project.merging import merge_into

        paths, wishes = self._paths(), self._wishes()
        self._merged = False
        self.run(
            self.tr("Comparing"),
            lambda progress: merge_into(self._project, paths, dry_run=True, progress=progress, **wishes),
        )

    def _merge(self) -> None:
        from annotator.project.backups import back_up
        from annotator.project.merging import merge_into

        paths, wishes = self._paths(), self._wishes()

        def work(progress: Any) -> list[MergeReport]:
            back_up(self._project)
            return merge_into(self._project, paths, progress=progress, **wishes)

        self._merged = True
        self.run(self.tr("Merging"), work)

    def _wishes(self) -> dict[str, Any]:
        return {
            "same_coders": self.questions.same_coders(),
            "meanings": self.questions.meanings(),
            "same_articles": self.questions.same_articles(),
        }

    def finished_with(self, result: Any) -> None:
        """Show the preview, or what was merged."""
        reports: list[MergeReport] = result
        if not self._merged:
            self.questions.ask(reports)
            self._reports = reports
        self._fill(reports)
        self.summary.setText(self._merged_words(reports) if self._merged else self._preview_words(reports))
        self._pane.setVisible(self.questions.any and not self._merged)
        self.back_button.setVisible(not self._merged)
        self.again_button.hide()
        self.merge_button.setVisible(not self._merged)
        self.done_button.setVisible(self._merged)
        main = self.done_button if self._merged else self.merge_button
        main.setDefault(True)
        main.setFocus()

    def _preview_words(self, reports: Sequence[MergeReport]) -> str:
        both = sum(len(tally.changed_on_both) for one in reports for tally in one.tallies.values())
        words = self.tr("This is what would come in. Nothing has been changed yet.")
        if both:
            words = self.tr(
                "This is what would come in. Changed on both sides: {0}. Yours stay, and theirs come in "
                "beside them as suggestions, to be settled with Tools ▸ Adjudicate…. Nothing has been "
                "changed yet."
            ).format(number(both))
        if self.questions.any:
            words += " " + self.tr("Only you can say:")
        return words

    def _merged_words(self, reports: Sequence[MergeReport]) -> str:
        new = sum(one.tallies["annotation"].new for one in reports)
        words = self.tr("Merged. {0} new marks came in. Undo takes it back in one step.")
        return words.format(number(new))

    # ------------------------------------------------------------------ showing

    def _fill(self, reports: Sequence[MergeReport]) -> None:
        rows = [
            (one.file, kind, one.tallies[kind]) for one in reports for kind in _KINDS if kind in one.tallies
        ]
        always = {"article", "annotation", "relation", "entity", "variable_value"}
        rows = [row for row in rows if row[1] in always or any(_counts(row[2])[at] != "–" for at in range(7))]
        self._rows = [(file, kind) for file, kind, _ in rows]
        self.table.setRowCount(len(rows))
        for at, (file, kind, tally) in enumerate(rows):
            for place, text in enumerate((file, self.tr(_KINDS[kind]), *_counts(tally))):
                self.table.setItem(at, place, QTableWidgetItem(text))
        self._show_notes([note for one in reports for note in _all_notes(one)])
        self._choose_first()

    def _choose_first(self) -> None:
        """Show examples of what matters most: changed on both sides, else new marks, else anything."""
        order = ("changed_on_both", "deleted_there", "new", "changed_there")
        for group in order:
            for at, (file, kind) in enumerate(self._rows):
                if self._examples(file, kind).get(group):
                    self.table.setCurrentCell(at, 2 + _GROUPS.index(group))
                    return
        self._show_examples()

    def _examples(self, file: str, kind: str) -> dict[str, list[Example]]:
        report = next((one for one in self._reports if one.file == file), None)
        return report.examples.get(kind, {}) if report else {}

    def _show_examples(self) -> None:
        at, place = self.table.currentRow(), self.table.currentColumn() - 2
        found: list[Example] = []
        if 0 <= at < len(self._rows) and 0 <= place < len(_GROUPS):
            file, kind = self._rows[at]
            found = self._examples(file, kind).get(_GROUPS[place], [])
            words = f"{self.tr(_KINDS[kind])} · {self._columns()[place]}"
            self.example_words.setText(
                self.tr("{0}: double-click to go there").format(words)
                if found
                else self.tr("{0}: no examples").format(words)
            )
        else:
            self.example_words.setText(self.tr("Choose a number above to see what it counts."))
        self.examples.setRowCount(len(found))
        for line, one in enumerate(found):
            for column_, text in enumerate((one.words, one.change, one.title, one.coder)):
                item = QTableWidgetItem(shortened(text, 90))
                item.setToolTip(plain_tip(text[:600]))
                item.setData(_PLACE, (one.article, one.uid))
                self.examples.setItem(line, column_, item)

    def _go_there(self, item: QTableWidgetItem) -> None:
        """Leave the dialog for the place in the text."""
        article, uid = item.data(_PLACE)
        if article:
            known = self._project.annotations.find(uid)
            self.reject()
            self.place_requested.emit(article, uid if known is not None else "")

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
    counts = [getattr(tally, group) for group in _GROUPS]
    whole = [len(count) if isinstance(count, list) else count for count in counts]
    return [number(count) if count else "–" for count in whole]


def _button(text: str, action: Callable[[], object], *, default: bool = False) -> QPushButton:
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
    made.horizontalHeader().setDefaultAlignment(_LEFT)
    return made
