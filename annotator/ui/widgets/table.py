"""A table of any length: ids in an order, rows fetched by the page when they are painted."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from annotator.ui.overrides import safe_overrides
from annotator.ui.strokes import SAMPLE_WIDTH, draw_sample, draw_status
from annotator.ui.theme import Theme, current, label_colour, ui_font
from annotator.ui.widgets.parts import plain_tip
from annotator.ui.words import isolated

Index = QModelIndex | QPersistentModelIndex

#: Rows fetched at once, and pages kept.
PAGE: Final = 200
_KEPT: Final = 12

#: Height of a row, pixels, and room left and right of a cell's text.
ROW_HEIGHT: Final = 30
_MARGIN: Final = 10


class Column(NamedTuple):
    """A column: its key, the words over it, its first width in pixels, whether it holds numbers."""

    key: str
    title: str
    width: int
    numeric: bool = False


class Cell(NamedTuple):
    """What a cell shows. Before the text `status` draws a status dot, `label` (of the model) its line."""

    text: str
    muted: bool = False
    status: Any = ""
    label: Any = None


Fetch = Callable[[Sequence[int]], dict[int, Any]]


@safe_overrides
class PagedModel(QAbstractTableModel):
    """Ids of all rows in the table's order; `fetch` gives the lines of some of them by id.

    The first page may be shown before all ids are known: `grow` says how many rows there are in all, and
    `complete` brings their ids.
    """

    def __init__(self, fetch: Fetch, cell: Callable[[Any, str], Cell], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._cell = cell
        self.ids: Sequence[int] = array("q")
        self.total = 0
        self.columns: list[Column] = []
        self._pages: OrderedDict[int, dict[int, Any]] = OrderedDict()

    def set_columns(self, columns: Iterable[Column]) -> None:
        """Show these columns."""
        self.beginResetModel()
        self.columns = list(columns)
        self.endResetModel()

    def show(self, ids: Sequence[int]) -> None:
        """Hold these rows, in this order."""
        self.beginResetModel()
        self.ids = ids
        self.total = len(ids)
        self._pages.clear()
        self.endResetModel()

    def grow(self, total: int) -> None:
        """So many rows are there in all; the ids of the further ones are not known yet."""
        if total > self.total:
            self.beginInsertRows(QModelIndex(), self.total, total - 1)
            self.total = total
            self.endInsertRows()

    def complete(self, ids: Sequence[int]) -> None:
        """All ids are known now."""
        if len(ids) != self.total or list(ids[: len(self.ids)]) != list(self.ids):
            self.show(ids)
            return
        self.ids = ids
        self._pages = OrderedDict((page, rows) for page, rows in self._pages.items() if len(rows) == PAGE)
        if self.columns and self.total:
            self.dataChanged.emit(self.index(0, 0), self.index(self.total - 1, len(self.columns) - 1))

    @property
    def whole(self) -> bool:
        """Whether every id is known."""
        return len(self.ids) == self.total

    def refresh(self) -> None:
        """Ask for the lines again when they are painted next."""
        self._pages.clear()
        if self.columns and self.total:
            self.dataChanged.emit(self.index(0, 0), self.index(self.total - 1, len(self.columns) - 1))

    def line(self, at: int) -> Any:
        """What row `at` shows; None when that is gone meanwhile, or not known yet."""
        if not 0 <= at < len(self.ids):
            return None
        page = at // PAGE
        if page not in self._pages:
            self._pages[page] = self._fetch(self.ids[page * PAGE : (page + 1) * PAGE])
            while len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page].get(self.ids[at])

    def cell(self, line: Any, key: str) -> Cell:
        """What a cell of a line shows; dots where the line is not known yet."""
        return Cell("…", muted=True) if line is None else self._cell(line, key)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt: number of rows."""
        return 0 if parent.isValid() else self.total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt: number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Qt: what a cell shows."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        line = self.line(index.row())
        if line is None:
            return None
        cell = self._cell(line, self.columns[index.column()].key)
        return cell.text if role == Qt.ItemDataRole.DisplayRole else plain_tip(cell.text[:1000])

    def headerData(
        self, at: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Qt: what stands over a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= at < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[at].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[at].numeric else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class _Look:
    """Fonts, measures and colours of one theme, made once: a table paints hundreds of cells."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.font = ui_font()
        self.measures = QFontMetrics(self.font)
        self.widest = max(self.measures.maxWidth() // 2, self.measures.height())
        self.text, self.muted = QColor(theme.text), QColor(theme.muted)
        self.line, self.chosen = QColor(theme.line), QColor(theme.chosen)
        self.hovered, self.accent = QColor(theme.sunken), QColor(theme.accent)
        self.base = (ROW_HEIGHT - 1 + self.measures.ascent() - self.measures.descent()) / 2

    def shown(self, text: str, width: int) -> str:
        """The text on one line, cut to a width; short ones need no measuring."""
        line = " ".join(text[:600].split())
        if len(line) * self.widest <= width:
            return line
        return self.measures.elidedText(line, Qt.TextElideMode.ElideRight, width)


@safe_overrides
class PagedTable(QTableView):
    """The table: whole rows are selected, a click on a heading sorts, Enter or a double click opens."""

    opened = Signal(int)  # id of a row
    order_changed = Signal(str)  # key of a column, "-" before it for the other way
    chosen_changed = Signal()

    def __init__(self, model: PagedModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paged = model
        self.order = ""
        self.setModel(model)
        self._look: _Look | None = None
        self._hovered = -1
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSectionsMovable(True)
        head.setSortIndicatorShown(False)
        head.setMinimumSectionSize(48)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.sectionClicked.connect(self._sort)
        self.doubleClicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        model.modelReset.connect(self.chosen_changed)

    def set_columns(self, columns: Iterable[Column]) -> None:
        """Show these columns at their first widths; the last one takes what is left."""
        wanted = list(columns)
        self.paged.set_columns(wanted)
        for at, column in enumerate(wanted):
            self.setColumnWidth(at, column.width)
        self.horizontalHeader().setStretchLastSection(True)
        self.show_order(self.order)

    def show_order(self, order: str) -> None:
        """Show the arrow of an order."""
        self.order = order
        head = self.horizontalHeader()
        keys = [one.key for one in self.paged.columns]
        key = order.removeprefix("-")
        head.setSortIndicatorShown(key in keys)
        if key in keys:
            down = Qt.SortOrder.DescendingOrder if order.startswith("-") else Qt.SortOrder.AscendingOrder
            head.setSortIndicator(keys.index(key), down)

    def chosen(self) -> list[int]:
        """The ids of the selected rows, in the order of the table."""
        ids = self.paged.ids
        found: dict[int, None] = {}
        for top, bottom in self._ranges():
            found.update(dict.fromkeys(ids[top : bottom + 1]))
        return list(found)

    def chosen_count(self) -> int:
        """How many rows are selected."""
        return sum(bottom - top + 1 for top, bottom in self._ranges())

    def _ranges(self) -> list[tuple[int, int]]:
        """The selected rows from … to …, both included."""
        selection = self.selectionModel().selection()
        ranges = (selection.at(place) for place in range(selection.count()))
        return sorted({(one.top(), one.bottom()) for one in ranges})

    def choose(self, ids: Iterable[int]) -> None:
        """Select these rows as far as they are there."""
        wanted = set(ids)
        if not wanted or not self.paged.columns:
            return
        picked = QItemSelection()
        last = len(self.paged.columns) - 1
        for at, key in enumerate(self.paged.ids):
            if key in wanted:
                picked.select(self.paged.index(at, 0), self.paged.index(at, last))
        self.selectionModel().select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint the rows that are seen, in one go: with a delegate it takes four times as long."""
        theme = current()
        if self._look is None or self._look.theme != theme:
            self._look = _Look(theme)
        painter = QPainter(self.viewport())
        painter.setFont(self._look.font)
        area = event.rect()
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        last = self.paged.total - 1 if last < 0 else last
        head = self.horizontalHeader()
        columns = [
            (column, self.columnViewportPosition(at), self.columnWidth(at))
            for at, column in enumerate(self.paged.columns)
            if not head.isSectionHidden(at)
        ]
        seen = [one for one in columns if one[1] < area.right() and one[1] + one[2] > area.left()]
        for at in range(max(first, 0), last + 1) if first >= 0 else ():
            self._paint_row(painter, self._look, at, seen)
        painter.end()

    def _paint_row(
        self, painter: QPainter, look: _Look, at: int, columns: Sequence[tuple[Column, int, int]]
    ) -> None:
        top, width = self.rowViewportPosition(at), self.viewport().width()
        if self.selectionModel().isRowSelected(at, QModelIndex()):
            painter.fillRect(0, top, width, ROW_HEIGHT, look.chosen)
        elif at == self._hovered:
            painter.fillRect(0, top, width, ROW_HEIGHT, look.hovered)
        painter.fillRect(0, top + ROW_HEIGHT - 1, width, 1, look.line)
        if at == self.currentIndex().row() and self.hasFocus():
            painter.fillRect(0, top, 3, ROW_HEIGHT - 1, look.accent)
        line = self.paged.line(at)
        for column, left, wide in columns:
            place = QRect(left, top, wide, ROW_HEIGHT)
            self._paint_cell(painter, look, self.paged.cell(line, column.key), place, column)

    @staticmethod
    def _paint_cell(painter: QPainter, look: _Look, cell: Cell, rect: QRect, column: Column) -> None:
        left, top = rect.left() + _MARGIN, rect.top()
        middle = top + (ROW_HEIGHT - 1) / 2
        if cell.status:
            draw_status(painter, QPointF(left + 5, middle + 0.5), cell.status, look.theme)
            left += 17
        elif cell.label is not None:
            colour = label_colour(cell.label, look.theme)
            draw_sample(painter, QPointF(left, round(middle)), cell.label.line, colour)
            left += SAMPLE_WIDTH + 8
        if not cell.text:
            return
        room = rect.right() - _MARGIN - left
        shown = look.shown(cell.text, room)
        if column.numeric:
            left += max(0, room - look.measures.horizontalAdvance(shown))
        painter.setPen(look.muted if cell.muted else look.text)
        # a point and not a rectangle: half the time
        painter.drawText(QPointF(left, top + look.base), isolated(shown))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: the row under the mouse is tinted."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Qt: no row is under the mouse any more."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, at: int) -> None:
        if at != self._hovered:
            self._hovered = at
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter opens the row of the cursor; Esc is for what the table stands in."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and index.row() < len(self.paged.ids):
            self.opened.emit(self.paged.ids[index.row()])

    def _sort(self, at: int) -> None:
        key = self.paged.columns[at].key
        self.show_order(f"-{key}" if self.order == key else key)
        self.order_changed.emit(self.order)
