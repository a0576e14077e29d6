"""The hits of a search, grouped by article, each in its surroundings."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotator.model.annotation import Span
from annotator.model.boundaries import snap_to_graphemes
from annotator.ui.overrides import safe_overrides
from annotator.ui.theme import current, mixed, ui_font
from annotator.ui.words import date_words, isolated, number

Index = QModelIndex | QPersistentModelIndex

#: Hits of an article that are shown before somebody asks for more.
SHOWN: Final = 3

_ROW_HEIGHT: Final = 27
_TEXTS_KEPT: Final = 200
_BEFORE, _AFTER = 45, 190
#: Hits that begin so near to each other share a line, code points.
_CLOSE: Final = 90
_ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)


class Beside(NamedTuple):
    """A hit in metadata or a note: name of the field, what it says, where, and the uid of the mark."""

    field: str
    text: str
    span: Span
    mark: str


#: Start and end (code points) of a hit, and the uid of the mark it was found in, or "".
Hit = tuple[int, int, str]


class Group(NamedTuple):
    """One article that was found, with its hits; those that stand close together are one line."""

    article: int
    title: str
    outlet: str
    published: str
    hits: tuple[tuple[Hit, ...], ...]
    beside: tuple[Beside, ...] = ()

    @property
    def total(self) -> int:
        """Number of hits."""
        return sum(map(len, self.hits)) + len(self.beside)


class Piece(NamedTuple):
    """One line of text with the stretches to be set off: code points of `text`, half-open."""

    text: str
    hits: tuple[tuple[int, int], ...]
    field: str = ""


class Row(NamedTuple):
    """What one row shows: an article's head, one of its hits, or how many more there are."""

    group: Group
    piece: Piece | None = None
    more: int = 0
    foot: bool = False


@safe_overrides
class HitModel(QAbstractTableModel):
    """Articles and their hits, one below the other; surroundings are cut out when they are painted."""

    def __init__(self, text_of: Callable[[int], str]) -> None:
        super().__init__()
        self.groups: list[Group] = []
        self._starts: list[int] = []  # first row of each group
        self._rows = 0
        self._open: set[int] = set()  # groups that show all their hits
        self._text_of = text_of
        self._texts: OrderedDict[int, str] = OrderedDict()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self.groups, self._starts, self._rows = [], [], 0
        self._open.clear()
        self._texts.clear()
        self.endResetModel()

    def append(self, groups: Sequence[Group]) -> None:
        """Show further articles behind those that are there."""
        count = sum(self._height(len(self.groups) + at, group) for at, group in enumerate(groups))
        if not count:
            return
        self.beginInsertRows(QModelIndex(), self._rows, self._rows + count - 1)
        for group in groups:
            self._starts.append(self._rows)
            self._rows += self._height(len(self.groups), group)
            self.groups.append(group)
        self.endInsertRows()

    def toggle(self, row: int) -> None:
        """Show all hits of the article at a row, or the first ones only."""
        at = self.group_at(row)
        self.beginResetModel()
        self._open ^= {at}
        self._starts, self._rows = [], 0
        for place, group in enumerate(self.groups):
            self._starts.append(self._rows)
            self._rows += self._height(place, group)
        self.endResetModel()

    def group_at(self, row: int) -> int:
        """The place of the group that a row belongs to."""
        return bisect_right(self._starts, row) - 1

    def first_row(self, at: int) -> int:
        """The row with the head of a group."""
        return self._starts[at]

    def row(self, row: int) -> Row:
        """What a row shows."""
        at = self.group_at(row)
        group, place = self.groups[at], row - self._starts[at] - 1
        if place < 0:
            return Row(group)
        total = len(group.hits) + len(group.beside)
        shown = total if at in self._open else min(SHOWN, total)
        if place >= shown:
            return Row(group, more=total - shown, foot=True)
        return Row(group, self._piece(group, place))

    def hit(self, row: int) -> tuple[Group, Hit | None, str]:
        """The article of a row, the hit in its text if the row is about one, and the uid of a mark."""
        at = self.group_at(row)
        group, place = self.groups[at], max(0, row - self._starts[at] - 1)
        first = group.hits[0][0] if group.hits else None
        if place < len(group.beside):
            return group, first if row == self._starts[at] else None, group.beside[place].mark
        place = min(place - len(group.beside), len(group.hits) - 1)
        hit = group.hits[place][0] if group.hits else None
        return group, hit, hit[2] if hit else ""

    def rowCount(self, parent: Index | None = None) -> int:
        """Qt: number of rows."""
        return 0 if parent is not None and parent.isValid() else self._rows

    def columnCount(self, parent: Index | None = None) -> int:
        """Qt: one column."""
        return 1

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Qt: the row, or its words for a screen reader."""
        if not index.isValid() or index.row() >= self._rows:
            return None
        if role == _ROW_ROLE:
            return self.row(index.row())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            row = self.row(index.row())
            if row.piece is not None:
                return row.piece.text
            return (
                self.tr("{0} more").format(row.more) if row.more else f"{row.group.title}, {row.group.outlet}"
            )
        return None

    def _height(self, at: int, group: Group) -> int:
        total = len(group.hits) + len(group.beside)
        if at in self._open or total <= SHOWN:
            return 1 + total + (1 if at in self._open and total > SHOWN else 0)
        return 2 + SHOWN

    def _piece(self, group: Group, place: int) -> Piece:
        if place < len(group.beside):
            one = group.beside[place]
            return cut_out(one.text, [one.span], field=one.field)
        spans = [Span(start, end) for start, end, _ in group.hits[place - len(group.beside)]]
        return cut_out(self._text(group.article), spans)

    def _text(self, article: int) -> str:
        if article not in self._texts:
            self._texts[article] = self._text_of(article)
            while len(self._texts) > _TEXTS_KEPT:
                self._texts.popitem(last=False)
        return self._texts[article]


def cut_out(text: str, spans: Sequence[Span], *, field: str = "", before: int = _BEFORE) -> Piece:
    """Stretches of a text, in its order, with what stands around them, on one line."""
    start, end = spans[0].start, spans[-1].end
    if not 0 <= start < end <= len(text):
        return Piece("", (), field)
    around = snap_to_graphemes(text, Span(max(0, start - before), min(len(text), start + _AFTER)))
    line = "".join(" " if sign.isspace() else sign for sign in text[around.start : around.end])
    ahead = "…" if around.start else ""
    shift = len(ahead) - around.start
    return Piece(ahead + line, tuple((one.start + shift, one.end + shift) for one in spans), field)


def close_together(hits: Sequence[Hit]) -> tuple[tuple[Hit, ...], ...]:
    """Hits in the order of the text, gathered into lines."""
    lines: list[list[Hit]] = []
    for hit in hits:
        if lines and hit[0] - lines[-1][0][0] < _CLOSE and hit[2] == lines[-1][0][2]:
            lines[-1].append(hit)
        else:
            lines.append([hit])
    return tuple(map(tuple, lines))


@safe_overrides
class HitDelegate(QStyledItemDelegate):
    """Paints an article's head, a hit with its words set off, or the line that says how many more."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: paint one row."""
        row: Row | None = index.data(_ROW_ROLE)
        if row is None:
            return
        theme, rect = current(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.chosen))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.sunken))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent))
        if row.piece is not None:
            self._paint_piece(painter, rect.adjusted(40, 0, -16, 0), row.piece)
        elif row.foot:
            painter.setFont(ui_font(12))
            painter.setPen(QColor(theme.accent))
            words = self.tr("{0} more …").format(number(row.more)) if row.more else self.tr("fewer")
            painter.drawText(rect.adjusted(40, 0, -16, 0), Qt.AlignmentFlag.AlignVCenter, words)
        else:
            self._paint_head(painter, rect, row.group, first=index.row() == 0)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRect, group: Group, *, first: bool) -> None:
        theme = current()
        if not first:
            painter.fillRect(QRect(rect.left() + 16, rect.top(), rect.width() - 32, 1), QColor(theme.line))
        count = number(group.total)
        painter.setFont(ui_font(12))
        painter.setPen(QColor(theme.muted))
        metrics = QFontMetrics(painter.font())
        right = rect.adjusted(0, 2, -16, 0)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        room = rect.width() - 48 - metrics.horizontalAdvance(count)
        origin = " · ".join(one for one in (group.outlet, date_words(group.published, short=True)) if one)
        font = ui_font(13, weight=QFont.Weight.DemiBold)
        bold = QFontMetrics(font)
        taken = min(metrics.horizontalAdvance(origin) + 14, int(room * 0.45)) if origin else 0
        title = " ".join(group.title.split()) or self.tr("(no title)")
        shown = bold.elidedText(title, Qt.TextElideMode.ElideRight, room - taken)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(QRect(rect.left() + 16, rect.top() + 2, room, rect.height()), left, isolated(shown))
        if origin:
            painter.setFont(ui_font(12))
            painter.setPen(QColor(theme.muted))
            at = rect.left() + 16 + bold.horizontalAdvance(shown) + 12
            words = metrics.elidedText(origin, Qt.TextElideMode.ElideRight, taken)
            painter.drawText(QRect(at, rect.top() + 2, taken + 4, rect.height()), left, isolated(words))

    def _paint_piece(self, painter: QPainter, rect: QRect, piece: Piece) -> None:
        theme = current()
        if piece.field:
            painter.setFont(ui_font(12))
            painter.setPen(QColor(theme.muted))
            words = self.tr("in {0}").format(piece.field.replace("_", " "))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
            rect = rect.adjusted(QFontMetrics(painter.font()).horizontalAdvance(words) + 10, 0, 0, 0)
        draw_piece(painter, rect, piece)


def draw_piece(painter: QPainter, rect: QRect, piece: Piece) -> None:
    """Draw a line of text with its hit set off, in the direction of its script; what is too long is cut."""
    theme = current()
    layout = QTextLayout(piece.text, ui_font(13))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    plain, hit = QTextCharFormat(), QTextCharFormat()
    plain.setForeground(mixed(theme.text, theme.page, 0.78))
    hit.setForeground(QColor(theme.text))
    hit.setFontWeight(QFont.Weight.DemiBold)
    hit.setBackground(mixed(theme.accent, theme.page, 0.2))
    ranges = []
    for first, last, look in ((0, 1 << 20, plain), *((*_units(piece.text, one), hit) for one in piece.hits)):
        one = QTextLayout.FormatRange()
        one.start, one.length, one.format = first, last - first, look
        ranges.append(one)
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    if not line.isValid():
        return
    painter.save()
    painter.setClipRect(rect)
    wide = line.naturalTextWidth() - rect.width()
    left = rect.left() - (wide if from_right(piece.text) else 0)
    layout.draw(painter, QPointF(left, rect.top() + (rect.height() - line.height()) / 2))
    painter.restore()


def _units(text: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = (len(text[:at].encode("utf-16-le")) // 2 for at in span)
    return start, end


def from_right(text: str) -> bool:
    """Whether the text is written from right to left: its first letter with a direction decides."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    return next((one in {"R", "AL"} for one in strong if one in {"L", "R", "AL"}), False)


@safe_overrides
class HitTable(QTableView):
    """The list of hits. A click or Enter on a hit asks for its place."""

    place_chosen = Signal(int, str, object)  # article, uid of a mark or "", Span or None

    def __init__(self, text_of: Callable[[int], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits = HitModel(text_of)
        self.setModel(self.hits)
        self.setItemDelegate(HitDelegate(self))
        self.setAccessibleName(self.tr("Hits by article"))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(_ROW_HEIGHT)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: go where was clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self._take(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter goes there."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._take(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _take(self, row: int) -> None:
        shown = self.hits.row(row)
        at = self.hits.group_at(row)
        if shown.piece is None and row != self.hits.first_row(at):
            self.hits.toggle(row)
            self.setCurrentIndex(self.hits.index(min(row, self.hits.rowCount() - 1), 0))
            return
        group, hit, mark = self.hits.hit(row)
        self.place_chosen.emit(group.article, mark, Span(hit[0], hit[1]) if hit else None)
