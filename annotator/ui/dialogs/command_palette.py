"""The command palette: every action, found by typing a few of its letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.ui.overrides import safe_overrides
from annotator.ui.theme import current, ui_font
from annotator.ui.widgets.parts import column

Index = QModelIndex | QPersistentModelIndex

#: Pixels: width of the palette, and rows shown at once.
_WIDTH: Final = 560
_ROW: Final = 32
_ROWS: Final = 11

_ENTRY: Final = int(Qt.ItemDataRole.UserRole)


class Entry(NamedTuple):
    """One thing that can be done: its words, where it stands, its keys as the system writes them."""

    text: str
    menu: str
    keys: str
    icon: QIcon
    enabled: bool
    act: Callable[[], object]


@safe_overrides
class CommandPalette(QDialog):
    """A line to type in and the actions that fit, the best first. Enter does the chosen one."""

    def __init__(self, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Every action"))
        self._entries = entries
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("What do you want to do?"))
        self.line.setAccessibleName(self.tr("Find an action"))
        self.line.textChanged.connect(self._find)
        self.line.installEventFilter(self)
        self.model = _Found(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(self.tr("Actions"))
        self.list.clicked.connect(self._do)
        box = column(self, spacing=8, margins=(10, 10, 10, 10))
        box.addWidget(self.line)
        box.addWidget(self.list, 1)
        self._find("")

    def open_over(self, window: QWidget) -> None:
        """Show in the upper middle of the window, with the focus in the line."""
        width = min(_WIDTH, window.width() - 40)
        height = min(_ROW * _ROWS + 66, window.height() - 90)
        corner = window.mapToGlobal(window.rect().topLeft())
        self.setGeometry(corner.x() + (window.width() - width) // 2, corner.y() + 56, width, height)
        self.show()
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: arrows and Enter go to the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: _ROWS,
                Qt.Key.Key_PageUp: -_ROWS,
            }
            if event.key() in step:
                self._step(step[Qt.Key(event.key())])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._do(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        last = self.model.rowCount() - 1
        at = max(0, min(last, self.list.currentIndex().row() + by))
        if last >= 0:
            self.list.setCurrentIndex(self.model.index(at))

    def _find(self, text: str) -> None:
        ranked = [(score, one) for one in self._entries if (score := fit(text, f"{one.text} {one.menu}")) > 0]
        ranked.sort(key=lambda each: (not each[1].enabled, -each[0]))
        self.model.show([one for _, one in ranked])
        if ranked:
            self.list.setCurrentIndex(self.model.index(0))

    def _do(self, index: Index) -> None:
        entry: Entry | None = index.data(_ENTRY)
        if entry is not None and entry.enabled:
            self.close()
            entry.act()


@safe_overrides
class _Found(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        """Hold these entries."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt: number of rows."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Qt: the entry, or its words."""
        entry = self._entries[index.row()]
        return {_ENTRY: entry, int(Qt.ItemDataRole.DisplayRole): entry.text}.get(int(role))


@safe_overrides
class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: every row is as high."""
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: icon, text, menu, key."""
        theme = current()
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.chosen))
        entry: Entry = index.data(_ENTRY)
        entry.icon.paint(painter, QRect(rect.left() + 10, rect.top() + 8, 16, 16))
        painter.setFont(ui_font())
        painter.setPen(QColor(theme.text if entry.enabled else theme.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(38, 0, -150, 0), middle, entry.text)
        painter.setFont(ui_font(12))
        painter.setPen(QColor(theme.muted))
        right = middle | Qt.AlignmentFlag.AlignRight
        painter.drawText(rect.adjusted(0, 0, -12, 0), right, entry.keys or entry.menu)
        painter.restore()


def fit(typed: str, text: str) -> float:
    """How well `text` fits what was typed: 0 not at all; letters must come in order, best at word starts."""
    wanted, there = typed.casefold().replace(" ", ""), text.casefold()
    if not wanted:
        return 1.0
    score, at, last = 0.0, 0, -2
    for letter in wanted:
        at = there.find(letter, at)
        if at < 0:
            return 0.0
        starts = at == 0 or not there[at - 1].isalnum()
        score += 3.0 if at == last + 1 else 2.0 if starts else 0.5
        last, at = at, at + 1
    whole = 5.0 if typed.casefold().strip() in there else 0.0
    return whole + score / len(wanted) - len(there) / 1000
