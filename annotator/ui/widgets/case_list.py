"""The list of differences of one article: what each is about, and how the coders differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
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
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.ui.differences import KindLook
from annotator.ui.overrides import safe_overrides
from annotator.ui.strokes import draw_sample, draw_status
from annotator.ui.theme import current, text_font, ui_font
from annotator.ui.widgets.parts import plain_tip
from annotator.ui.words import isolated, shortened

Index = QModelIndex | QPersistentModelIndex

_ENTRY: Final = int(Qt.ItemDataRole.UserRole)
_HEIGHT: Final = 50


class Entry(NamedTuple):
    """One row: `key` names it, `kind` and `look` its line, then two lines of words.

    `settled` is None where settling is not what the list is about.
    """

    key: str
    kind: str
    look: KindLook
    title: str
    detail: str
    settled: bool | None = None


@safe_overrides
class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def show(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        entry = self.entries[index.row()]
        if role == _ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{shortened(entry.title, 300)}\n{entry.detail}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.kind}, {entry.detail}: {entry.title}"
        return None


@safe_overrides
class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(_ENTRY)
        theme, rect, state = current(), option.rect, option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.chosen))
            if state & QStyle.StateFlag.State_HasFocus:
                painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.sunken))
        colour = QColor(entry.look.dark if theme.dark else entry.look.light)
        draw_sample(painter, QPointF(rect.left() + 16, rect.top() + 18), entry.look.line, colour)
        room = rect.width() - 40 - 14
        if entry.settled is not None:
            room -= 16
            centre = QPointF(rect.right() - 16, rect.top() + 18)
            draw_status(painter, centre, "done" if entry.settled else "new", theme)
        ink = theme.muted if entry.settled else theme.text
        _draw(painter, QRect(rect.left() + 40, rect.top() + 7, room, 21), entry.title, text_font(14), ink)
        below = f"{entry.kind} · {entry.detail}" if entry.detail else entry.kind
        place = QRect(rect.left() + 40, rect.top() + 27, rect.width() - 54, 17)
        _draw(painter, place, below, ui_font(12), theme.muted)
        painter.restore()


def _draw(painter: QPainter, rect: QRect, text: str, font: Any, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(rect, flags | Qt.TextFlag.TextSingleLine, isolated(shown))


@safe_overrides
class CaseList(QListView):
    """Differences in the order of the text. `chosen` tells the key of the one that the person went to."""

    chosen = Signal(str)
    entered = Signal(str)  # Enter or a double click: go there in the text

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model()
        self._quiet = False
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Differences of this article"))
        self.selectionModel().currentChanged.connect(self._changed)
        self.doubleClicked.connect(lambda index: self.entered.emit(index.data(_ENTRY).key))

    @property
    def entries(self) -> list[Entry]:
        """What is shown."""
        return self._model.entries

    def show_entries(self, entries: Sequence[Entry], current: str = "") -> None:
        """Show these, with one of them (by key) as the present one."""
        if entries != self._model.entries:
            self._model.show(entries)
        self.go_to(current)

    def go_to(self, key: str) -> None:
        """Make the entry with that key the present one; none when there is no such entry."""
        at = next((at for at, one in enumerate(self.entries) if one.key == key), -1)
        self._quiet = True
        if at < 0:
            self.selectionModel().clear()
        else:
            index = self._model.index(at)
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, select)
            self.scrollTo(index)
        self._quiet = False

    def current_key(self) -> str:
        """The key of the present entry, "" for none."""
        index = self.currentIndex()
        return index.data(_ENTRY).key if index.isValid() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter goes to the text; letters are the view's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit(self.current_key())
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _changed(self, now: QModelIndex) -> None:
        if now.isValid() and not self._quiet:
            self.chosen.emit(now.data(_ENTRY).key)
