"""Text over a few lines, cut with an ellipsis when there is more."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.parts import plain_tip
from annotator.ui.words import runs_left


@safe_overrides
class LinesLabel(QWidget):
    """Shows a text in at most `most` lines, `pitch` pixels apart; the tool tip has the whole of it if cut.

    A text that runs from right to left stands at the right.
    """

    def __init__(self, font: QFont, *, pitch: int, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(font)
        self._most = most
        self._pitch = pitch
        self._text = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show a text."""
        if text == self._text:
            return
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def fits(self, text: str, width: int) -> bool:
        """Whether a text needs no ellipsis at that width, pixels."""
        lines = self._lines(text, width)
        return not lines[-1].endswith("…") or text.endswith("…")

    def hasHeightForWidth(self) -> bool:
        """Qt: yes, the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt: the height that the text needs at that width, pixels."""
        overhang = max(0, QFontMetrics(self.font()).height() - self._pitch)
        return len(self._lines(self._text, width)) * self._pitch + overhang

    def sizeHint(self) -> QSize:
        """Qt: a comfortable size."""
        width = max(self.width(), 120)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Qt: narrow, one line."""
        return QSize(60, self.heightForWidth(10_000))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the lines."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().windowText().color())
        metrics = QFontMetrics(self.font())
        lead = max(0, self._pitch - metrics.height()) / 2
        lines = self._lines(self._text, self.width())
        leftward = runs_left(self._text)
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if leftward else Qt.LayoutDirection.LeftToRight
        )
        side = Qt.AlignmentFlag.AlignRight if leftward else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute
        for number, line in enumerate(lines):
            place = QRectF(0, number * self._pitch + lead, self.width(), metrics.height() + 4)
            painter.drawText(place, flags | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip, line)
        painter.end()
        self.setToolTip(plain_tip(self._text[:1000]) if lines and lines[-1].endswith("…") else "")

    def _lines(self, text: str, width: int) -> list[str]:
        layout = QTextLayout(text, self.font())
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        units = text.encode("utf-16-le", "surrogatepass")
        lines: list[str] = []
        while len(lines) < self._most:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            start, length = line.textStart(), line.textLength()
            lines.append(units[2 * start : 2 * (start + length)].decode("utf-16-le", "replace").rstrip())
            if len(lines) == self._most and 2 * (start + length) < len(units):
                rest = units[2 * start :].decode("utf-16-le", "replace")
                lines[-1] = QFontMetrics(self.font()).elidedText(rest, Qt.TextElideMode.ElideRight, width)
        layout.endLayout()
        return lines or [""]
