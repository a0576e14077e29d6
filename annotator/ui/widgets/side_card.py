"""A card of one coder's side of a difference: key, name, what was marked and how; a click accepts it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from annotator.model.scheme import Label
from annotator.ui.overrides import safe_overrides
from annotator.ui.theme import current
from annotator.ui.widgets.parts import ElidedLabel, column, label, row
from annotator.ui.widgets.quote import Quote


class SideWords(NamedTuple):
    """What a card says: whose side under which key, a quote with its label's look, and lines below.

    Each line is a name, a value, and whether the sides differ in it.
    """

    key: str
    name: str
    quote: str
    look: Label | None
    lines: Sequence[tuple[str, str, bool]]
    note: str = ""


@safe_overrides
class SideCard(QWidget):
    """One side. Click, Enter or Space accept it; `chosen` carries its key."""

    chosen = Signal(str)

    def __init__(self, words: SideWords, *, accepted: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self._accepted = accepted
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(
            "; ".join([words.name, words.quote, *(f"{name} {value}" for name, value, _ in words.lines)])
        )
        box = column(self, spacing=5, margins=(12, 9, 12, 10))
        head = row(spacing=8)
        if words.key:
            head.addWidget(label(words.key, "key"))
        head.addWidget(ElidedLabel(words.name, "name"))
        head.addStretch(1)
        if accepted:
            head.addWidget(label(self.tr("accepted"), "saved"))
        box.addLayout(head)
        if words.quote:
            quote = Quote()
            quote.show_quote(words.quote, words.look)
            box.addWidget(quote)
        for name, value, differs in words.lines:
            box.addLayout(self._line(name, value, differs=differs))
        if words.note:
            box.addWidget(label(words.note, "small", wrap=True))

    @staticmethod
    def _line(name: str, value: str, *, differs: bool) -> QHBoxLayout:
        line = row(spacing=8)
        said = label(name, "muted")
        said.setFixedWidth(76)
        line.addWidget(said)
        line.addWidget(label(value, "todo" if differs else "", wrap=True), 1)
        return line

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click accepts."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self.words.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: so do Enter and Space while the card has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.words.key)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Qt: show that it can be clicked."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Qt: as before."""
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: a quiet card, with the accent where the focus is or what was accepted."""
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.accent if self.hasFocus() else theme.good if self._accepted else theme.line
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(theme.sunken if self.underMouse() else theme.raised))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)
        painter.end()
