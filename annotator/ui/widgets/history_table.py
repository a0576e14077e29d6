"""The commands of the history as a table; what a row shows is asked for when it is painted."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.ui.history_words import line_words
from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.parts import plain_tip
from annotator.ui.words import isolated, number, shortened, time_words

if TYPE_CHECKING:
    from annotator.model.changes import HistoryLine

Index = QModelIndex | QPersistentModelIndex

WHEN, WHO, WHAT, WHERE, CHANGES = range(5)
_WIDTHS: Final = {WHEN: 118, WHO: 110, WHERE: 200, CHANGES: 84}
#: Rows fetched at once, and pages kept.
PAGE: Final = 60
_KEPT: Final = 12


@safe_overrides
class HistoryModel(QAbstractTableModel):
    """Keys of commands, newest first."""

    def __init__(self, fetch: Callable[[Sequence[int]], list[HistoryLine]], parent: QWidget) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self.commands: list[int] = []
        self._pages: OrderedDict[int, dict[int, HistoryLine]] = OrderedDict()

    def show(self, commands: list[int]) -> None:
        """Hold these commands, in this order."""
        self.beginResetModel()
        self.commands = commands
        self._pages.clear()
        self.endResetModel()

    def line(self, at: int) -> HistoryLine | None:
        """What row `at` shows."""
        page = at // PAGE
        if page not in self._pages:
            lines = self._fetch(self.commands[page * PAGE : (page + 1) * PAGE])
            self._pages[page] = {one.command: one for one in lines}
            while len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page].get(self.commands[at])

    def rowCount(self, parent: Index | None = None) -> int:
        """Qt: number of commands."""
        return 0 if parent is not None and parent.isValid() else len(self.commands)

    def columnCount(self, parent: Index | None = None) -> int:
        """Qt: number of columns."""
        return 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Qt: the heads of the columns."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == CHANGES else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (self.tr("When"), self.tr("Who"), self.tr("What"), self.tr("Article"), self.tr("Changes"))
        return names[section]

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Qt: the words of a cell."""
        if not index.isValid() or index.row() >= len(self.commands):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == CHANGES:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role not in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return None
        line = self.line(index.row())
        if line is None:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._words(line, index.column()))
        return shortened(self._words(line, index.column()), 200)

    def _words(self, line: HistoryLine, column: int) -> str:
        if column == WHEN:
            return time_words(line.at)
        if column == WHO:
            return isolated(line.coder)
        if column == WHAT:
            return line_words(line)
        if column == WHERE:
            return isolated(line.first.title) if line.first else ""
        return number(line.changes) if line.changes else ""


@safe_overrides
class HistoryTable(QTableView):
    """The table over a `HistoryModel`."""

    def __init__(self, model: HistoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(self.tr("History"))
        self.setProperty("role", "wide")
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(30)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
