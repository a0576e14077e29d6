"""The quote of a mark beside its label's line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.ui.strokes import draw_rule
from annotator.ui.theme import current, label_colour, text_font
from annotator.ui.widgets.lines import LinesLabel
from annotator.ui.widgets.parts import column

if TYPE_CHECKING:
    from annotator.model.scheme import Label


class Quote(QWidget):
    """What a mark says, in the text's own type, with an upright rule in the label's line and colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label: Label | None = None
        self.words = LinesLabel(text_font(15), pitch=21, most=4)
        box = column(self, margins=(14, 2, 0, 2))
        box.addWidget(self.words)

    def show_quote(self, text: str, label: Label | None) -> None:
        """Show a quote with the line of that label."""
        self._label = label
        self.words.set_text(" ".join(text.split()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the rule."""
        if self._label is None:
            return
        painter = QPainter(self)
        colour = label_colour(self._label, current())
        draw_rule(painter, QRectF(0, 0, 4, self.height()), self._label.line, colour)
        painter.end()
