"""What the names of an incoming file mean here: each unknown one is mapped, added or left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QPushButton, QTableView, QWidget

from annotator.ui.overrides import safe_overrides
from annotator.ui.theme import current
from annotator.ui.widgets.parts import column, label, row
from annotator.ui.words import number

if TYPE_CHECKING:
    from annotator.model.exchange import ImportReport, UsedName
    from annotator.model.naming import Meanings, NameQuestion
    from annotator.model.scheme import Scheme

Index = QModelIndex | QPersistentModelIndex

_ROOT: Final = QModelIndex()
_NAME, _COUNT, _MEANING = range(3)

#: Files that are named one by one.
_MOST_FILES: Final = 3


@safe_overrides
class NamesModel(QAbstractTableModel):
    """The names that the scheme does not know, and what was chosen for each.

    Recomputed after each choice: what a label means decides which of its attributes are known.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.questions: list[NameQuestion] = []
        self._meanings: dict[str, str | None] = {}
        self._scheme: Scheme | None = None
        self._used: list[UsedName] = []

    def show(self, scheme: Scheme, used: list[UsedName], meanings: Meanings) -> None:
        """Ask about these names; what they meant before, or the likeliest meaning, is chosen already."""
        self._scheme, self._used = scheme, used
        self._meanings = dict(meanings)
        self._ask()
        for _ in range(3):  # labels first, then attributes, then values: each depends on those before
            guesses = {
                one.used.key: one.guess
                for one in self.questions
                if one.guess and one.used.key not in self._meanings
            }
            if not guesses:
                break
            self._meanings |= guesses
            self._ask()

    def _ask(self) -> None:
        from annotator.model.naming import questions

        assert self._scheme is not None
        self.beginResetModel()
        self.questions = questions(self._scheme, self._used, self._meanings)
        self.endResetModel()

    def choose(self, rows: list[int], name: str | None) -> None:
        """Let the names of these rows mean that; None leaves them out; "" adds each under its own name."""
        for at in rows:
            used = self.questions[at].used
            self._meanings[used.key] = used.name if name == "" else name
        self._ask()

    def meanings(self) -> dict[str, str | None]:
        """What every name that is asked about means: also that one is to be added under its own name."""
        return {one.used.key: self.meaning(one) for one in self.questions}

    def meaning(self, one: NameQuestion) -> str | None:
        """What was chosen for a name."""
        return self._meanings.get(one.used.key, one.used.name)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Qt: a row for each name."""
        return 0 if parent.isValid() else len(self.questions)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Qt: name, how often, meaning."""
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Qt: the names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("In the file"), self.tr("Times"), self.tr("Here"))[section]
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Qt: what is asked of a cell."""
        one = self.questions[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words = (self.name_words(one), number(one.used.count), self.meaning_words(one))
            return words[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == _COUNT:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(one, index.column())
        return None

    def _colour(self, one: NameQuestion, place: int) -> QColor:
        theme = current()
        meaning = self.meaning(one)
        if meaning is None or place == _COUNT:
            return QColor(theme.muted)
        mapped = place == _MEANING and meaning in one.choices
        return QColor(theme.accent if mapped else theme.text)

    def name_words(self, one: NameQuestion) -> str:
        """The name with its kind, moved in below what it belongs to."""
        kinds = {
            "label": self.tr("label"),
            "attribute": self.tr("attribute"),
            "value": self.tr("value"),
            "relation": self.tr("relation"),
            "variable": self.tr("article variable"),
            "variable value": self.tr("value"),
        }
        used = one.used
        owner = f"{used.of[-1]} › " if used.of else ""
        return f"{'      ' * len(used.of)}{owner}{used.name}   ({kinds[used.kind]})"

    def meaning_words(self, one: NameQuestion) -> str:
        """What becomes of the name."""
        meaning = self.meaning(one)
        if meaning is None:
            return self.tr("Left out")
        return meaning if meaning in one.choices else self.tr("Added to the scheme")


@safe_overrides
class NamesTable(QTableView):
    """The table; Enter, a letter of the context menu or a click on the last column opens the choices."""

    menu_requested = Signal(QPoint)
    add_requested = Signal()
    leave_out_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter and Space open the choices, Plus adds, Delete leaves out."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2):
            rect = self.visualRect(self.currentIndex())
            self.menu_requested.emit(rect.bottomLeft())
        elif key == Qt.Key.Key_Plus:
            self.add_requested.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.leave_out_requested.emit()
        else:
            super().keyPressEvent(event)


class NameMapping(QWidget):
    """A page that asks what each unknown name means. `meanings` goes to `import_files(mapping=…)`."""

    chosen = Signal()  # some meaning changed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.recognised = label("", wrap=True)
        self.counts = label("", "muted", wrap=True)
        self.model = NamesModel(self)
        self.table = NamesTable()
        self._lay_out()
        self._dress_table()

    def _lay_out(self) -> None:
        box = column(self, spacing=8)
        box.addWidget(self.recognised)
        box.addWidget(self.counts)
        box.addWidget(self.table, 1)
        line = row(spacing=8)
        self.means = self._button(self.tr("Means…"), lambda: self._menu(QPoint()))
        self.add = self._button(self.tr("Add to the scheme"), lambda: self._choose(""))
        self.leave_out = self._button(self.tr("Leave out"), lambda: self._choose(None))
        for button in (self.means, self.add, self.leave_out):
            line.addWidget(button)
        line.addStretch(1)
        self.every = self._button(self.tr("Add all"), lambda: self._choose_all(""))
        self.none = self._button(self.tr("Leave out all"), lambda: self._choose_all(None))
        line.addWidget(self.every)
        line.addWidget(self.none)
        box.addLayout(line)
        words = self.tr("Your answers are kept for the next file of this kind.")
        box.addWidget(label(words, "small", wrap=True))

    def _button(self, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _: act())
        return button

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setProperty("role", "field")
        table.setAccessibleName(self.tr("Names that the scheme does not know"))
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_COUNT, QHeaderView.ResizeMode.ResizeToContents)
        header.resizeSection(_MEANING, 200)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._menu)
        table.menu_requested.connect(self._menu)
        table.add_requested.connect(lambda: self._choose(""))
        table.leave_out_requested.connect(lambda: self._choose(None))
        table.clicked.connect(self._clicked)
        table.selectionModel().selectionChanged.connect(lambda *_: self._allow())

    def show_report(self, report: ImportReport, scheme: Scheme, meanings: Meanings) -> int:
        """Ask about the names of a trial run; gives how many names the scheme does not know."""
        lines = [
            self.tr("“{0}” was read as {1} ({2} % sure).").format(
                Path(one.file).name, one.title, round(one.sure * 100)
            )
            for one in report.recognised[:_MOST_FILES]
        ]
        more = len(report.recognised) - len(lines)
        if more > 0:
            lines.append(self.tr("And {0} more files.").format(number(more)))
        if report.suggested:
            words = self.tr("{0} of {1} marks are predictions: they come in as suggestions to confirm.")
            lines.append(words.format(number(report.suggested), number(report.annotations)))
        self.recognised.setText("\n".join(lines))
        return self.show_names(scheme, report.names, meanings)

    def show_names(self, scheme: Scheme, used: list[UsedName], meanings: Meanings) -> int:
        """Ask about these names; gives how many the scheme does not know."""
        self.model.show(scheme, used, meanings)
        if self.model.questions:
            self.table.selectRow(0)
        self._tell()
        return len(self.model.questions)

    def meanings(self) -> dict[str, str | None]:
        """What was chosen, for `import_files(mapping=…)`."""
        return self.model.meanings()

    def _tell(self) -> None:
        meanings = self.model.meanings().values()
        choices = {one.used.key: one.choices for one in self.model.questions}
        mapped = sum(name in choices[key] for key, name in self.model.meanings().items())
        left = sum(name is None for name in meanings)
        words = self.tr("The scheme does not know {0} names: {1} mapped, {2} added, {3} left out.")
        total = len(choices)
        self.counts.setText(
            words.format(number(total), number(mapped), number(total - mapped - left), number(left))
        )
        self._allow()
        self.chosen.emit()

    def _allow(self) -> None:
        some = bool(self._rows())
        for button in (self.means, self.add, self.leave_out):
            button.setEnabled(some)

    def _rows(self) -> list[int]:
        return sorted(index.row() for index in self.table.selectionModel().selectedRows())

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == _MEANING:
            self._menu(self.table.visualRect(index).bottomLeft())

    def _menu(self, place: QPoint) -> None:
        rows = self._rows()
        if not rows:
            return
        if place.isNull():
            place = self.table.visualRect(self.model.index(rows[0], _MEANING)).bottomLeft()
        menu = self.menu_of(rows)
        menu.exec(self.table.viewport().mapToGlobal(place))
        menu.deleteLater()

    def menu_of(self, rows: list[int]) -> QMenu:
        """The meanings that all these names may have."""
        asked = [self.model.questions[at] for at in rows]
        same = [one for one in asked[0].choices if all(one in other.choices for other in asked)]
        menu = QMenu(self)
        entries: list[tuple[str, str | None]] = [(one, one) for one in same]
        entries += [(self.tr("Add to the scheme"), ""), (self.tr("Leave out"), None)]
        now = {self.model.meaning(one) for one in asked}
        for at, (words, name) in enumerate(entries):
            if same and at == len(same):
                menu.addSeparator()
            action = QAction(words.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(now == {name})
            action.triggered.connect(lambda _=False, name=name: self._choose(name))
            menu.addAction(action)
        return menu

    def _choose(self, name: str | None) -> None:
        rows = self._rows()
        if rows:
            keys = {self.model.questions[at].used.key for at in rows}
            self.model.choose(rows, name)
            self._select(keys)
            self._tell()

    def _choose_all(self, name: str | None) -> None:
        self.model.choose(list(range(len(self.model.questions))), name)
        self._tell()

    def _select(self, keys: set[str]) -> None:
        """Choose the rows of these names again after the table was asked anew."""
        selection = self.table.selectionModel()
        for at, one in enumerate(self.model.questions):
            if one.used.key in keys:
                flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
                selection.select(self.model.index(at, 0), flags)
                if not selection.currentIndex().isValid():
                    flags = selection.SelectionFlag.NoUpdate
                    selection.setCurrentIndex(self.model.index(at, _MEANING), flags)
