"""The quote of a mark beside its label's line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from annotator.ui.overrides import safe_overrides
from annotator.ui.strokes import draw_rule
from annotator.ui.theme import current, label_colour, text_font
from annotator.ui.widgets.lines import LinesLabel
from annotator.ui.widgets.parts import column

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.model.scheme import Label


@safe_overrides
class Quote(QWidget):
    """What a mark says, in the text's own type, with an upright rule in the label's line and colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label: Label | None = None
        self._text = ""
        self.words = LinesLabel(text_font(15), pitch=21, most=4)
        box = column(self, margins=(14, 2, 0, 2))
        box.addWidget(self.words)

    def show_quote(self, text: str, label: Label | None) -> None:
        """Show a quote with the line of that label."""
        self._label = label
        self._text = " ".join(text.split())
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: as much of the quote as fits."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A long quote shows its beginning and its end."""
        room = max(self.width() - 14, 60)
        self.words.set_text(shortest_middle(self._text, lambda text: self.words.fits(text, room)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the rule."""
        if self._label is None:
            return
        painter = QPainter(self)
        colour = label_colour(self._label, current())
        draw_rule(painter, QRectF(0, 0, 4, self.height()), self._label.line, colour)
        painter.end()


def shortest_middle(text: str, fits: Callable[[str], bool]) -> str:
    """The text, or as much of its beginning as fits with an ellipsis and its last words."""
    if fits(text):
        return text
    tail = text[-24:].partition(" ")[2] or text[-12:]
    low, high = 0, min(len(text) - len(tail), 600)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(f"{text[:middle].rstrip()} … {tail}") else (low, middle - 1)
    return f"{text[:low].rpartition(' ')[0] or text[:low]} … {tail}"
