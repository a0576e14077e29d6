"""A table of words and numbers that is read, sorted and copied, but not edited."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.parts import plain_tip

#: What stands in a cell; None is an empty one.
Content = str | int | float | None

#: Where a cell keeps the number of its row in the data, which sorting does not change.
_ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@safe_overrides
class DataTable(QTableWidget):
    """Shows rows; numbers stand at the right and sort as numbers. Ctrl+C copies the chosen rows.

    `row_opened` carries the place of a row in the data when it is double-clicked or Enter is pressed.
    """

    row_opened = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "field")
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self._open)

    def show_rows(self, header: Sequence[str], rows: Sequence[Sequence[Content]]) -> None:
        """Show these rows, unsorted."""
        self.setSortingEnabled(False)
        self.clear()
        self.setColumnCount(len(header))
        self.setRowCount(len(rows))
        for place, word in enumerate(header):
            title = QTableWidgetItem(word)
            if any(isinstance(row[place], int | float) for row in rows):
                title.setTextAlignment(_RIGHT)
            self.setHorizontalHeaderItem(place, title)
        for at, row in enumerate(rows):
            for place, content in enumerate(row):
                self.setItem(at, place, _item(content, at))
        self.resizeColumnsToContents()
        for place in range(len(header)):
            self.setColumnWidth(place, min(self.columnWidth(place) + 16, 320))
            self.setColumnHidden(place, bool(rows) and all(row[place] in {None, ""} for row in rows))
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter opens a row, Ctrl+C copies the chosen ones with tabs between the cells."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted({index.row() for index in self.selectedIndexes()})
            QGuiApplication.clipboard().setText("\n".join(self._words(at) for at in rows))
        else:
            super().keyPressEvent(event)

    def _words(self, at: int) -> str:
        cells = (self.item(at, place) for place in range(self.columnCount()))
        return "\t".join(cell.text() if cell else "" for cell in cells)

    def _open(self, index: QModelIndex) -> None:
        item = self.item(index.row(), 0)
        if item is not None:
            self.row_opened.emit(int(item.data(_ROW_ROLE)))


@safe_overrides
class _Item(QTableWidgetItem):
    """Sorts by its content and not by the words that show it; what is empty comes first."""

    def __init__(self, content: Content) -> None:
        super().__init__(_shown(content))
        self.content = content

    def __lt__(self, other: QTableWidgetItem) -> bool:
        mine, its = self.content, getattr(other, "content", None)
        if isinstance(mine, int | float) and isinstance(its, int | float):
            return mine < its
        return (mine is not None, str(mine).casefold()) < (its is not None, str(its).casefold())


def _item(content: Content, at: int) -> QTableWidgetItem:
    item = _Item(content)
    item.setData(_ROW_ROLE, at)
    if isinstance(content, int | float):
        item.setTextAlignment(_RIGHT)
    elif content:
        item.setToolTip(plain_tip(content[:1000]))
    return item


def _shown(content: Content) -> str:
    if content is None:
        return ""
    if isinstance(content, float):
        return f"{content:.3f}".replace("-", "−")
    return f"{content:,}" if isinstance(content, int) else content
