"""A canvas to look at: it shows marks, follows another one, and gives its keys to the view around it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.model.annotation import Span
from annotator.ui.canvas.view import Canvas

_MOVES: Final = frozenset(
    {
        *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End),
        *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
    }
)
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier


class Reader(Canvas):
    """Reads like the canvas, but nothing can be marked: only carets move, selections and copying work.

    Every other key is `ignored`, so that the widget around it may take it.
    """

    mark_chosen = Signal(str)  # uid of the mark that was clicked

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.annotation_selected.connect(self.mark_chosen)

    def event(self, event: QEvent) -> bool:
        """Qt: no key is ours before the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride:
            return QWidget.event(self, event)
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Qt: Tab goes on to the next widget."""
        return QWidget.focusNextPrevChild(self, forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: move, select, copy; the rest is not ours."""
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        copies = event.key() in (Qt.Key.Key_C, Qt.Key.Key_A) and event.modifiers() == _CONTROL
        if copies or (plain and event.key() in _MOVES):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def show_passage(self, present: Span | None) -> None:
        """Set a stretch off and scroll to it; None for none."""
        self.show_finds([present] if present else [], present)

    def follow(self, other: Reader) -> None:
        """Show the place that the other one shows, as exactly as the different line heights allow."""
        place = other.position()
        line = other.line_rect(place)
        share = (other.verticalScrollBar().value() - line.top()) / max(1.0, line.height())
        own = self.line_rect(place)
        self.verticalScrollBar().setValue(round(own.top() + share * own.height()))
