"""A table of any length: ids in an order, rows fetched by the page when they are painted."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotator.ui.overrides import safe_overrides
from annotator.ui.strokes import SAMPLE_WIDTH, draw_sample, draw_status
from annotator.ui.theme import current, label_colour, ui_font
from annotator.ui.widgets.parts import plain_tip
from annotator.ui.words import isolated

Index = QModelIndex | QPersistentModelIndex

#: Rows fetched at once, and pages kept.
PAGE: Final = 200
_KEPT: Final = 12

#: Height of a row, pixels, and room left and right of a cell's text.
ROW_HEIGHT: Final = 30
_MARGIN: Final = 10

#: A role whose data is the `Cell`.
CELL_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2


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

    The first page may be shown before all ids are known: `total` rows are there then, and `complete` brings
    the rest.
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

    def show(self, ids: Sequence[int], total: int | None = None) -> None:
        """Hold these rows, in this order; `total` when they are only the first ones."""
        self.beginResetModel()
        self.ids = ids
        self.total = len(ids) if total is None else total
        self._pages.clear()
        self.endResetModel()

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

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt: number of rows."""
        return 0 if parent.isValid() else self.total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt: number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Qt: what a cell shows."""
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        line = self.line(index.row())
        if line is None:
            return Cell("…", muted=True) if role == CELL_ROLE and index.row() >= len(self.ids) else None
        cell = self._cell(line, self.columns[index.column()].key)
        if role == CELL_ROLE:
            return cell
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


@safe_overrides
class CellDelegate(QStyledItemDelegate):
    """Paints a cell: a line of text, before it a status dot or a label's line, a hairline below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: every row is as high."""
        return QSize(80, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: paint one cell."""
        theme = current()
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, QColor(theme.chosen))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.sunken))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(theme.line))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height() - 1), QColor(theme.accent))
        cell = index.data(CELL_ROLE)
        if cell is None:
            return
        left = rect.left() + _MARGIN
        middle = rect.top() + (rect.height() - 1) / 2
        if cell.status:
            draw_status(painter, QPointF(left + 5, middle + 0.5), cell.status, theme)
            left += 17
        elif cell.label is not None:
            colour = label_colour(cell.label, theme)
            draw_sample(painter, QPointF(left, round(middle)), cell.label.line, colour)
            left += SAMPLE_WIDTH + 8
        self._text(
            painter, QRect(left, rect.top(), rect.right() - _MARGIN - left, rect.height()), cell, index
        )

    @staticmethod
    def _text(painter: QPainter, rect: QRect, cell: Cell, index: Index) -> None:
        theme = current()
        font = ui_font()
        painter.setFont(font)
        painter.setPen(QColor(theme.muted if cell.muted else theme.text))
        text = " ".join(cell.text[:600].split())
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        model = index.model()
        assert isinstance(model, PagedModel)
        column = model.columns[index.column()]
        side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(rect, flags | Qt.TextFlag.TextSingleLine, isolated(shown))


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
        self.setItemDelegate(CellDelegate(self))
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
