"""The list of articles: a model of ids with rows fetched by the page, and a delegate that paints them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    QStringListModel,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.model.article import ArticleId, ArticleRow
from annotator.ui.overrides import safe_overrides
from annotator.ui.strokes import draw_status
from annotator.ui.theme import current, ui_font
from annotator.ui.widgets.parts import plain_tip
from annotator.ui.words import date_words, isolated, number

Index = QModelIndex | QPersistentModelIndex

#: Rows fetched at once, and pages kept.
PAGE: Final = 200
_KEPT: Final = 12

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)
ID_ROLE: Final = ROW_ROLE + 1

#: Height of a row, pixels.
ROW_HEIGHT: Final = 51


@safe_overrides
class ArticleModel(QStringListModel):
    """Ids of all articles in the list's order; what a row shows is asked for when it is painted.

    A list of empty strings, so that Qt counts the rows itself: it does so twice for each row when it lays
    the list out, and asking Python 200,000 times takes most of a second.
    """

    def __init__(self, fetch: Callable[[Sequence[ArticleId]], list[ArticleRow]]) -> None:
        super().__init__()
        self._fetch = fetch
        self.ids: list[ArticleId] = []
        self._places: dict[int, int] = {}
        self._pages: OrderedDict[int, dict[int, ArticleRow]] = OrderedDict()

    def show(self, ids: list[ArticleId]) -> None:
        """Hold these articles, in this order."""
        self.ids = ids
        self._places = {}
        self._pages.clear()
        self.setStringList([""] * len(ids))

    def place(self, article: int) -> int:
        """The row of an article, -1 when it is not in the list."""
        if not self._places:
            self._places = {key: at for at, key in enumerate(self.ids)}
        return self._places.get(article, -1)

    def refresh(self, articles: frozenset[int]) -> None:
        """Ask for the rows of these articles again."""
        for article in articles:
            at = self.place(article)
            if at >= 0:
                self._pages.pop(at // PAGE, None)
                self.dataChanged.emit(self.index(at), self.index(at))

    def row(self, at: int) -> ArticleRow | None:
        """What row `at` shows; None when the article is gone meanwhile."""
        page = at // PAGE
        if page not in self._pages:
            rows = self._fetch(self.ids[page * PAGE : (page + 1) * PAGE])
            if not rows:
                return None
            self._pages[page] = {row.id: row for row in rows}
            while len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page].get(self.ids[at])

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Qt: the row's title, the whole row or its id; a screen reader gets a sentence."""
        if role == ID_ROLE:
            return self.ids[index.row()]
        row = self.row(index.row())
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{row.title}\n{origin(row)}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            marks = self.tr("{0} marks").format(row.marks)
            return f"{row.title}, {origin(row)}, {row.status}, {marks}"
        return None


def origin(row: ArticleRow) -> str:
    """Outlet and date of a row, on one line."""
    parts = [isolated(row.outlet), date_words(row.published, short=True)]
    return " · ".join(part for part in parts if part)


@safe_overrides
class ArticleDelegate(QStyledItemDelegate):
    """Paints a row: status dot, title, outlet and date, number of marks."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: every row is as high."""
        return QSize(120, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: paint one row."""
        row = index.data(ROW_ROLE)
        if row is None:
            return
        theme = current()
        rect: QRect = option.rect
        state = option.state
        below = origin(row)
        lower = 0 if below else 9
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.chosen))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.sunken))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent))
        draw_status(painter, QPointF(rect.left() + 16.5, rect.top() + 17.5 + lower), row.status, theme)
        count = number(row.marks) if row.marks else ""
        painter.setFont(ui_font(12))
        painter.setPen(QColor(theme.muted))
        right = QRect(rect.left(), rect.top() + 7 + lower, rect.width() - 12, 20)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        taken = QFontMetrics(painter.font()).horizontalAdvance(count) + 8 if count else 0
        room = rect.width() - 31 - 12 - taken
        self._line(
            painter, QRect(rect.left() + 31, rect.top() + 7 + lower, room, 21), row.title, 13, theme.text
        )
        place = QRect(rect.left() + 31, rect.top() + 26, rect.width() - 43, 18)
        self._line(painter, place, below, 12, theme.muted)
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, rect: QRect, text: str, size: int, colour: str) -> None:
        font = ui_font(size)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        line = " ".join(text.split())
        shown = QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, rect.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(rect, flags | Qt.TextFlag.TextSingleLine, isolated(shown))
