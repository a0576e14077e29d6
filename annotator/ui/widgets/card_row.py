"""One field of the claim card: its name, and the mark or the words that it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui.overrides import safe_overrides
from annotator.ui.strokes import draw_sample
from annotator.ui.theme import current, label_colour, mixed, ui_font
from annotator.ui.widgets.form import NAME_WIDTH
from annotator.ui.widgets.parts import plain_tip

if TYPE_CHECKING:
    from annotator.model.scheme import Label

#: Height of a field, gap between name and field, and how far a further step is set in, pixels.
_HEIGHT: Final = 30
_GAP: Final = 8
_INDENT: Final = 12


@safe_overrides
class CardRow(QWidget):
    """A field that is walked to with Up and Down, filled with Enter and cleared with Delete."""

    moved = Signal(int)  # 1 down, -1 up
    wanted = Signal(bool)  # listen; True: for one more beside what it holds
    cleared = Signal()
    visited = Signal()  # go to the mark it holds
    reached = Signal()  # the focus came here

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._words, self._hint, self._depth = "", "", "", 0
        self._label: Label | None = None
        self._listening = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_field(self, name: str, words: str, hint: str, depth: int, label: Label | None) -> None:
        """Show a name and what the field holds ("" for nothing), with the colour of a mark's label."""
        self._name, self._words, self._hint, self._depth, self._label = name, words, hint, depth, label
        self.setAccessibleName(f"{name}: {words or self.tr('empty')}")
        self.setToolTip(plain_tip(f"{name}: {words}" if words else name))
        self.update()

    def words(self) -> str:
        """What the field holds, "" for nothing."""
        return self._words

    def name(self) -> str:
        """What the field is called."""
        return self._name

    def set_listening(self, listening: bool) -> None:
        """Show that the field waits for a pick in the text, or that it does not."""
        if listening != self._listening:
            self._listening = listening
            self.update()

    def sizeHint(self) -> QSize:
        """Qt: one line."""
        return QSize(NAME_WIDTH + 120, _HEIGHT)

    # ------------------------------------------------------------------ events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the keys of the card; the others go on to the card."""
        key = event.key()
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.wanted.emit(False)
        elif event.text() == "+":
            self.wanted.emit(True)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.cleared.emit()
        elif key in {Qt.Key.Key_Right, Qt.Key.Key_Left}:
            self.visited.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click listens."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.wanted.emit(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: show the focus, and tell."""
        super().focusInEvent(event)
        self.update()
        self.reached.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: show that the focus left."""
        super().focusOutEvent(event)
        self.update()

    # ------------------------------------------------------------------ painting

    def _field(self) -> QRectF:
        left = NAME_WIDTH + _GAP
        return QRectF(left + 0.5, 0.5, self.width() - left - 1, self.height() - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the name and the field."""
        theme, box = current(), self._field()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(ui_font())
        lit = self._listening or self.hasFocus()
        painter.setPen(QColor(theme.text if lit else theme.muted))
        indent = self._depth * _INDENT
        name = QFontMetrics(painter.font()).elidedText(
            self._name, Qt.TextElideMode.ElideRight, NAME_WIDTH - indent
        )
        painter.drawText(
            QRectF(indent, 0, NAME_WIDTH - indent, self.height() - 1), Qt.AlignmentFlag.AlignVCenter, name
        )
        ground = mixed(QColor(theme.accent), theme.field, 0.09) if self._listening else QColor(theme.field)
        painter.setBrush(ground)
        painter.setPen(QPen(QColor(theme.accent if lit else theme.line), 2 if self._listening else 1))
        painter.drawRoundedRect(box, 6, 6)
        if self._words and not self._listening:
            self._draw_held(painter, box)
        else:
            words = self._hint if self._listening or self.hasFocus() else "—"
            painter.setPen(QColor(theme.accent if self._listening else theme.muted))
            self._draw_text(painter, box.adjusted(9, 0, -8, -1), words)
        painter.end()

    def _draw_held(self, painter: QPainter, box: QRectF) -> None:
        """A held mark has its label's line and colour, a cue stands as it is."""
        if self._label is None:
            painter.setPen(QColor(current().text))
            self._draw_text(painter, box.adjusted(9, 0, -8, -1), self._words)
            return
        colour = label_colour(self._label, current())
        draw_sample(painter, QPointF(box.left() + 9, box.center().y()), self._label.line, colour)
        painter.setPen(colour)
        self._draw_text(painter, box.adjusted(33, 0, -8, -1), self._words)

    @staticmethod
    def _draw_text(painter: QPainter, room: QRectF, words: str) -> None:
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
