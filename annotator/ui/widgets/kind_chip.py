"""A chip of a legend: a line in a colour, words, a count; checked while its kind is shown."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.ui.differences import KindLook
from annotator.ui.overrides import safe_overrides
from annotator.ui.strokes import SAMPLE_WIDTH, draw_sample
from annotator.ui.theme import current, ui_font
from annotator.ui.words import number


@safe_overrides
class KindChip(QAbstractButton):
    """One entry of a legend that is a filter as well. `kind` is what it stands for."""

    def __init__(self, kind: str, words: str, look: KindLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.count = 0
        self._look = look
        self.setCheckable(True)
        self.setChecked(True)
        self.setFont(ui_font(12))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """Say something else."""
        self.setText(words)
        self._tell()

    def set_count(self, count: int) -> None:
        """Show how many there are."""
        self.count = count
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(f"{self.text()}: {number(self.count)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: as wide as its parts."""
        width = QFontMetrics(self.font()).horizontalAdvance(f"{self.text()}  {number(self.count)}")
        return QSize(10 + SAMPLE_WIDTH + 7 + width + 10, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the chip; what is filtered out is faint."""
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        if not on:
            painter.setOpacity(0.45)
        painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.line), 1))
        painter.setBrush(QColor(theme.sunken if self.underMouse() else theme.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        middle = self.height() / 2
        colour = QColor(self._look.dark if theme.dark else self._look.light)
        draw_sample(painter, QPointF(10, middle), self._look.line, colour)
        painter.setFont(self.font())
        left = 10 + SAMPLE_WIDTH + 7
        place = QRectF(left, 0, self.width() - left - 10, self.height() - 1)
        painter.setPen(QColor(theme.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setPen(QColor(theme.muted))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(place, flags, number(self.count))
        painter.end()
