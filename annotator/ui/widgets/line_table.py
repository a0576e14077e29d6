"""The concordance as a table: one line for each hit, to be sorted, ticked and opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotator.ui.overrides import safe_overrides
from annotator.ui.theme import current, label_colour, mixed, ui_font
from annotator.ui.widgets.hit_table import from_right
from annotator.ui.words import capital, date_words, isolated

if TYPE_CHECKING:
    from annotator.analysis.concordance import Line
    from annotator.model.scheme import Label

Index = QModelIndex | QPersistentModelIndex

TICK, LEFT, HIT, RIGHT, ORIGIN, MARKS = range(6)
#: What a click on a column's head sorts by.
SORTS: Final = {LEFT: "left", HIT: "hit", RIGHT: "right", ORIGIN: "outlet"}
_WIDTHS: Final = {TICK: 34, ORIGIN: 180, MARKS: 120}
_ROW_HEIGHT: Final = 26
_LINE_ROLE: Final = int(Qt.ItemDataRole.UserRole)


@safe_overrides
class LineModel(QAbstractTableModel):
    """Lines in an order of their own; ticks belong to lines, whatever the order."""

    ticks_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.order: list[int] = []  # by row: the place of its line
        self.ticked: set[int] = set()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self.lines, self.order = [], []
        self.ticked.clear()
        self.endResetModel()
        self.ticks_changed.emit()

    def append(self, lines: Sequence[Line]) -> None:
        """Show further lines behind those that are there."""
        if not lines:
            return
        first = len(self.order)
        self.beginInsertRows(QModelIndex(), first, first + len(lines) - 1)
        self.order += range(len(self.lines), len(self.lines) + len(lines))
        self.lines += lines
        self.endInsertRows()

    def rearrange(self, order: list[int]) -> None:
        """Show these lines (places), in this order."""
        self.beginResetModel()
        self.order = order
        self.endResetModel()

    def replace(self, lines: Mapping[int, Line]) -> None:
        """Take other lines at these places."""
        for at, line in lines.items():
            self.lines[at] = line
        self.dataChanged.emit(self.index(0, MARKS), self.index(max(0, len(self.order) - 1), MARKS))

    def tick(self, rows: Iterable[int], on: bool) -> None:
        """Tick the lines of these rows, or take their ticks away."""
        places = {self.order[row] for row in rows}
        self.ticked = self.ticked | places if on else self.ticked - places
        self.dataChanged.emit(self.index(0, TICK), self.index(max(0, len(self.order) - 1), TICK))
        self.ticks_changed.emit()

    def chosen(self) -> list[Line]:
        """The ticked lines that are shown."""
        return [self.lines[at] for at in self.order if at in self.ticked]

    def rowCount(self, parent: Index | None = None) -> int:
        """Qt: number of lines that are shown."""
        return 0 if parent is not None and parent.isValid() else len(self.order)

    def columnCount(self, parent: Index | None = None) -> int:
        """Qt: number of columns."""
        return 6

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Qt: the heads of the columns."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            sides = {LEFT: Qt.AlignmentFlag.AlignRight, HIT: Qt.AlignmentFlag.AlignHCenter}
            return sides.get(section, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = ("", self.tr("Left"), self.tr("Hit"), self.tr("Right"), self.tr("Article"), self.tr("Marks"))
        return names[section]

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Qt: the line, or the words of a cell."""
        if not index.isValid() or index.row() >= len(self.order):
            return None
        at = self.order[index.row()]
        line = self.lines[at]
        if role == _LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == TICK:
            return Qt.CheckState.Checked if at in self.ticked else Qt.CheckState.Unchecked
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(line, at, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == ORIGIN:
            return line.title
        return None

    def _words(self, line: Line, at: int, column: int) -> str:
        if column == TICK:
            return self.tr("ticked") if at in self.ticked else ""
        words = {LEFT: line.left, HIT: line.hit, RIGHT: line.right, MARKS: ", ".join(line.labels)}
        return words.get(column, origin_of(line))


def origin_of(line: Line) -> str:
    """Outlet and date of a line's article, or its title where there is neither."""
    parts = (isolated(line.outlet), date_words(line.published, short=True))
    return " · ".join(one for one in parts if one) or " ".join(line.title.split())


@safe_overrides
class LineDelegate(QStyledItemDelegate):
    """Paints a cell: contexts towards the hit, the hit bold, labels of marks in their colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.labels: dict[str, Label] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: paint one cell."""
        line: Line | None = index.data(_LINE_ROLE)
        if line is None:
            return
        theme, rect, column = current(), option.rect, index.column()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.chosen))
        if column == TICK:
            self._paint_tick(painter, option, index)
        elif column == MARKS:
            self._paint_marks(painter, rect.adjusted(8, 0, -8, 0), line)
        elif column == ORIGIN:
            _draw(painter, rect.adjusted(12, 0, -8, 0), origin_of(line), 12, QColor(theme.muted))
        else:
            self._paint_context(painter, rect, line, column)
        painter.restore()

    def _paint_tick(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        button = QStyleOptionButton()
        button.rect = QRect(option.rect.left() + 12, option.rect.center().y() - 7, 15, 15)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        theme = current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.accent if ticked else theme.muted))
        painter.setBrush(QColor(theme.accent if ticked else theme.field))
        painter.drawRoundedRect(QRectF(button.rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if ticked:
            painter.setPen(QColor(theme.on_accent))
            painter.setFont(ui_font(11, weight=QFont.Weight.Bold))
            painter.drawText(button.rect, Qt.AlignmentFlag.AlignCenter, "✓")

    def _paint_context(self, painter: QPainter, rect: QRect, line: Line, column: int) -> None:
        theme = current()
        mirrored = from_right(line.hit)  # what comes before stands on the right there
        before, after = (line.right, line.left) if mirrored else (line.left, line.right)
        soft = mixed(theme.text, theme.page, 0.78)
        if column == LEFT:
            _draw(painter, rect.adjusted(8, 0, -5, 0), before, 13, soft, right=True)
        elif column == RIGHT:
            _draw(painter, rect.adjusted(5, 0, -8, 0), after, 13, soft)
        else:
            if line.marks:
                painter.fillRect(rect.adjusted(1, 3, -1, -3), mixed(self._colour(line), theme.page, 0.16))
            _draw(
                painter, rect.adjusted(4, 0, -4, 0), line.hit, 13, QColor(theme.text), bold=True, centre=True
            )

    def _colour(self, line: Line) -> QColor:
        label = self.labels.get(line.labels[0]) if line.labels else None
        return label_colour(label, current()) if label else QColor(current().muted)

    def _paint_marks(self, painter: QPainter, rect: QRect, line: Line) -> None:
        left, font = rect.left(), ui_font(12)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        for name in dict.fromkeys(line.labels):
            words = capital(name)
            width = metrics.horizontalAdvance(words)
            if left + 8 > rect.right():
                break
            label = self.labels.get(name)
            colour = label_colour(label, current()) if label else QColor(current().muted)
            painter.setPen(colour)
            place = QRect(left, rect.top(), min(width + 2, rect.right() - left), rect.height())
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
            left += width + 10


def _draw(
    painter: QPainter,
    rect: QRect,
    text: str,
    size: int,
    colour: QColor,
    *,
    right: bool = False,
    bold: bool = False,
    centre: bool = False,
) -> None:
    font = ui_font(size, weight=QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(colour)
    # the end that is far from the hit gives way; in writing from right to left that is the other one
    far_is_start = right != from_right(text)
    mode = Qt.TextElideMode.ElideLeft if far_is_start else Qt.TextElideMode.ElideRight
    if centre or size < 13:
        mode = Qt.TextElideMode.ElideRight
    shown = QFontMetrics(font).elidedText(text.strip() if centre else text, mode, rect.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    side = Qt.AlignmentFlag.AlignHCenter if centre else side | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, isolated(shown))


@safe_overrides
class LineTable(QTableView):
    """The concordance. Space ticks the chosen rows, Enter or a click on a hit opens its place."""

    line_opened = Signal(object)  # Line
    sort_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = LineModel()
        self.painter = LineDelegate(self)
        self.setModel(self.shown)
        self.setItemDelegate(self.painter)
        self.setAccessibleName(self.tr("Concordance"))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(_ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(True)
        head.setHighlightSections(False)
        head.sectionClicked.connect(self._head_clicked)

    def set_labels(self, labels: Iterable[Label]) -> None:
        """The labels of the scheme, for their colours."""
        self.painter.labels = {one.name: one for one in labels}

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the contexts share what the other columns leave."""
        super().resizeEvent(event)
        width = self.viewport().width()
        origin = min(_WIDTHS[ORIGIN], width // 6)
        hit = max(90, min(190, width // 7))
        rest = max(120, width - _WIDTHS[TICK] - origin - _WIDTHS[MARKS] - hit)
        sizes = {**_WIDTHS, ORIGIN: origin, HIT: hit, LEFT: rest // 2, RIGHT: rest - rest // 2}
        for column, size in sizes.items():
            self.setColumnWidth(column, size)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click on a tick turns it round and leaves the selection alone."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == TICK and event.button() == Qt.MouseButton.LeftButton:
            ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            self.shown.tick([index.row()], not ticked)
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click on the hit itself opens it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier
        if (
            index.isValid()
            and index.column() == HIT
            and plain
            and event.button() == Qt.MouseButton.LeftButton
        ):
            self.line_opened.emit(index.data(_LINE_ROLE))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt: a double click opens the line, wherever it is."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() not in {TICK, HIT}:
            self.line_opened.emit(index.data(_LINE_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Space ticks, Enter opens."""
        if event.key() == Qt.Key.Key_Space:
            self._tick_chosen()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.line_opened.emit(self.currentIndex().data(_LINE_ROLE))
        else:
            super().keyPressEvent(event)

    def _tick_chosen(self) -> None:
        rows = sorted({one.row() for one in self.selectionModel().selectedRows()})
        if not rows:
            return
        places = {self.shown.order[row] for row in rows}
        self.shown.tick(rows, not places <= self.shown.ticked)
        last = rows[-1] + 1
        if len(rows) == 1 and last < self.shown.rowCount():  # on to the next one
            self.setCurrentIndex(self.shown.index(last, LEFT))

    def _head_clicked(self, column: int) -> None:
        if column in SORTS:
            self.sort_requested.emit(SORTS[column])
