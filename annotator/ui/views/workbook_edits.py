"""What was edited in a workbook of ours, beside what stands here: tick what is to be taken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFileDialog,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QTabWidget,
    QWidget,
)

from annotator.errors import AnnotatorError
from annotator.ui.dialogs.report import ProblemList
from annotator.ui.jobs import Job
from annotator.ui.overrides import safe_overrides
from annotator.ui.theme import current
from annotator.ui.view import View
from annotator.ui.widgets.parts import EmptyState, column, label, plain_tip, row
from annotator.ui.words import capital, count_words, number

if TYPE_CHECKING:
    from annotator.model.annotation import AttributeValue
    from annotator.model.changes import Changes
    from annotator.model.edits import Edit, Edits, EditsReport
    from annotator.settings import Settings
    from annotator.ui.session import Session

Index = QModelIndex | QPersistentModelIndex

_ROOT: Final = QModelIndex()
_WHERE, _WHAT, _HERE, _THERE = range(4)


@safe_overrides
class EditsModel(QAbstractTableModel):
    """A row for each edit, with a tick; `about` gives the words of what it belongs to, by uid."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.edits: list[Edit] = []
        self.about: dict[str, str] = {}
        self.ticked: list[bool] = []

    def show(self, edits: list[Edit], about: dict[str, str]) -> None:
        """Show these edits; all but the stale ones are ticked."""
        self.beginResetModel()
        self.edits, self.about = edits, about
        self.ticked = [not one.stale for one in edits]
        self.endResetModel()

    def chosen(self) -> list[Edit]:
        """The ticked edits."""
        return [one for one, ticked in zip(self.edits, self.ticked, strict=True) if ticked]

    def tick(self, rows: list[int], *, on: bool) -> None:
        """Tick rows, or take their ticks away."""
        for at in rows:
            self.ticked[at] = on
            self.dataChanged.emit(self.index(at, 0), self.index(at, _THERE))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Qt: a row for each edit."""
        return 0 if parent.isValid() else len(self.edits)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Qt: where, what, here, in the file."""
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Qt: the names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Where"), self.tr("What"), self.tr("Here"), self.tr("In the file"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: the first column can be ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == _WHERE else flags

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Qt: a tick was set or taken away."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick([index.row()], on=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Qt: what is asked of a cell."""
        one = self.edits[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(one, index.column())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == _WHERE:
            return Qt.CheckState.Checked if self.ticked[index.row()] else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            stale = self.tr("The mark was changed here after the workbook was written.")
            return plain_tip(f"{one.record}. {stale}" if one.stale else one.record)
        if role == Qt.ItemDataRole.ForegroundRole:
            theme = current()
            if one.stale:
                return QColor(theme.warning)
            return QColor(theme.accent if index.column() == _THERE else theme.text)
        return None

    def _words(self, one: Edit, place: int) -> str:
        if place == _WHERE:
            return self.about.get(one.uid, one.uid)
        if place == _WHAT:
            stale = self.tr("  (changed here since)") if one.stale else ""
            return capital(one.name or one.field) + stale
        return _value(one.before if place == _HERE else one.after)


def _value(value: AttributeValue | None) -> str:
    from annotator.model.incoming import word_of

    return "—" if value is None else " ".join(word_of(value).split())


@safe_overrides
class EditsTable(QTableView):
    """The table; Space ticks every chosen row, or takes their ticks away."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Space."""
        model = self.model()
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        if event.key() == Qt.Key.Key_Space and rows and isinstance(model, EditsModel):
            model.tick(rows, on=not all(model.ticked[at] for at in rows))
            return
        super().keyPressEvent(event)


class WorkbookEditsView(View):
    """Chooses a workbook, compares it with the project, and takes what is ticked as one step of Undo."""

    name = "workbook_edits"

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._path = Path()
        self._found: Edits | None = None
        self._job: Job | None = None
        self.choose = QPushButton(self.tr("Choose a workbook…"))
        self.choose.clicked.connect(self._choose)
        self.bar.addWidget(self.choose)
        self.model = EditsModel(self)
        self.table = EditsTable()
        self.problems = QWidget()
        self._problems_box = column(self.problems, margins=(0, 8, 0, 0))
        self.tabs = QTabWidget()
        self.told = label("", wrap=True)
        self.delete = QCheckBox()
        self.take = QPushButton(self.tr("Take"))
        self.every = QPushButton(self.tr("Tick all"))
        self.none = QPushButton(self.tr("Tick none"))
        self.empty = EmptyState("")
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show_nothing()

    def title(self) -> str:
        """What stands over the view."""
        return self.tr("Edits of a workbook")

    def _lay_out(self) -> None:
        page = QWidget()
        box = column(page, spacing=10, margins=(20, 14, 20, 16))
        self._dress_table()
        self.tabs.addTab(self.table, self.tr("Differences"))
        self.tabs.addTab(self.problems, self.tr("Not taken"))
        self.tabs.setDocumentMode(True)
        box.addWidget(self.told)
        box.addWidget(self.tabs, 1)
        line = row(spacing=8)
        line.addWidget(self.every)
        line.addWidget(self.none)
        line.addWidget(self.delete)
        line.addStretch(1)
        self.take.setDefault(True)
        line.addWidget(self.take)
        box.addLayout(line)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(page)
        self.body.addWidget(self.stack, 1)

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setProperty("role", "field")
        table.setAccessibleName(self.tr("Differences between the workbook and the project"))
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(30)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(_WHERE, QHeaderView.ResizeMode.Stretch)
        for place, width in ((_WHAT, 210), (_HERE, 240), (_THERE, 240)):
            header.resizeSection(place, width)
        table.doubleClicked.connect(self._go)

    def _connect(self) -> None:
        self.every.clicked.connect(lambda _: self.model.tick(list(range(len(self.model.edits))), on=True))
        self.none.clicked.connect(lambda _: self.model.tick(list(range(len(self.model.edits))), on=False))
        self.take.clicked.connect(self._take)
        self.model.dataChanged.connect(lambda *_: self._allow())
        self.delete.toggled.connect(lambda _: self._allow())

    # ------------------------------------------------------------------ the workbook

    def show_about(self, **about: Any) -> None:
        """Brought to the front, perhaps about the workbook at `path`; a comparison that is shown stays."""
        path = about.get("path")
        if path is not None:
            self.compare(Path(path))

    def changed(self, changes: Changes) -> None:
        """The comparison stays as it was made: taking an edit checks again what stands there."""

    def _choose(self) -> None:
        folder = self.settings.text("export_folder") or str(Path.home())
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose a workbook"), folder, self.tr("Workbooks (*.xlsx)")
        )
        if chosen:
            self.compare(Path(chosen))

    def compare(self, path: Path) -> None:
        """Compare a workbook with the project, on a thread."""
        project = self.session.project
        if project is None or self._job is not None:
            return
        from annotator.project.editing import workbook_edits

        self._path = path
        self.empty.set_text(self.tr("Comparing “{0}” with the project …").format(path.name))
        self.stack.setCurrentIndex(0)
        self.choose.setEnabled(False)
        self._job = Job(lambda _: workbook_edits(project, path), self)
        self._job.succeeded.connect(self._compared)
        self._job.failed.connect(self._failed)
        self._job.start()

    def _end_job(self) -> None:
        if self._job is not None:
            self._job.wait()
            self._job.deleteLater()
            self._job = None
        self.choose.setEnabled(True)

    def _failed(self, error: BaseException) -> None:
        self._end_job()
        if not isinstance(error, AnnotatorError):
            raise error
        self.empty.set_text(error.sentence)

    def _compared(self, found: Edits) -> None:
        self._end_job()
        self._found = found
        self.model.show(found.edits, self._words_of(found.edits))
        self._show_problems(found)
        words = self.tr("“{0}”: {1} compared, {2}.").format(
            self._path.name,
            count_words(found.rows, "row", "rows"),
            count_words(len(found.edits), "difference", "differences"),
        )
        if found.filters:
            words += " " + self.tr("It was made of a part of the project: {0}.").format(found.filters)
        if any(one.stale for one in found.edits):
            words += " " + self.tr(
                "Differences of marks that were changed here since are not ticked: taking them may undo that."
            )
        self.told.setText(words)
        self.delete.setChecked(False)
        self.delete.setVisible(bool(found.missing))
        gone = self.tr("Also delete the {0} marks that have no row there any more")
        self.delete.setText(gone.format(number(len(found.missing))))
        self.stack.setCurrentIndex(1)
        self._allow()
        self.table.setFocus()
        if found.edits:
            self.table.selectRow(0)

    def _show_problems(self, found: Edits) -> None:
        from annotator.ui.widgets.parts import cleared

        cleared(self._problems_box)
        self._problems_box.addWidget(ProblemList(found.problems))
        self.tabs.setTabText(1, self.tr("Not taken ({0})").format(number(len(found.problems))))
        self.tabs.setTabVisible(1, bool(found.problems))

    def _words_of(self, edits: list[Edit]) -> dict[str, str]:
        project = self.session.project
        assert project is not None
        about: dict[str, str] = {}
        titles: dict[int, str] = {}
        for uid, target in {one.uid: one.target for one in edits}.items():
            if target == "article":
                key = project.articles.find(uid=uid)
                about[uid] = (project.articles.get(key).title or uid) if key else uid
                continue
            found = project.annotations.find(uid)
            if found is not None:
                mark = project.annotations.get(found)
                if mark.article not in titles:
                    titles[mark.article] = project.articles.get(mark.article).title
                quote = " ".join(mark.quote.split())[:80]
                about[uid] = f"{capital(mark.label)} “{quote}” · {titles[mark.article]}"
        return about

    def _show_nothing(self) -> None:
        self.empty.set_text(
            self.tr(
                "Export an Excel workbook, correct labels, attributes, entities, notes, status or variables"
                " in it, and choose it here. You see every difference before anything is changed."
            )
        )
        self.stack.setCurrentIndex(0)

    # ------------------------------------------------------------------ taking

    def _allow(self) -> None:
        chosen = sum(self.model.ticked)
        delete = self.delete.isChecked() and self._found is not None
        self.take.setText(self.tr("Take {0}").format(count_words(chosen, "edit", "edits")))
        self.take.setEnabled(bool(chosen or delete) and self.session.writable)

    def _take(self) -> None:
        project, found = self.session.project, self._found
        if project is None or found is None:
            return
        from annotator.project.editing import take_edits

        gone = found.missing if self.delete.isChecked() else []
        try:
            report = take_edits(project, self.model.chosen(), delete=gone)
        except AnnotatorError as error:
            self.session.failed.emit(error)
            return
        self._tell(report)

    def _tell(self, report: EditsReport) -> None:
        words = self.tr("{0} taken, {1} deleted. Ctrl+Z takes all of it back.").format(
            count_words(report.taken, "edit", "edits"), count_words(report.deleted, "mark", "marks")
        )
        if report.problems:
            words += "\n" + "\n".join(f"{one.record}: {one.message}" for one in report.problems[:5])
        self._found = None
        self.model.show([], {})
        self.empty.set_text(words)
        self.stack.setCurrentIndex(0)
        self.session.told.emit(words.partition("\n")[0])

    def _go(self, index: QModelIndex) -> None:
        project = self.session.project
        one = self.model.edits[index.row()]
        if project is None:
            return
        if one.target == "article":
            key = project.articles.find(uid=one.uid)
            if key is not None:
                self.place(key)
            return
        found = project.annotations.find(one.uid)
        if found is not None:
            self.place(project.annotations.get(found).article, one.uid)


VIEW = WorkbookEditsView
