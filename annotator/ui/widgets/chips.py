"""Chips: a label with its line and key, and a mark in a tinted box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.ui.overrides import safe_overrides
from annotator.ui.strokes import SAMPLE_WIDTH, draw_key, draw_sample, key_width, tint
from annotator.ui.theme import current, label_colour, mixed, ui_font
from annotator.ui.widgets.parts import plain_tip
from annotator.ui.words import capital, shortened

if TYPE_CHECKING:
    from annotator.model.scheme import Label


_ARROWS: Final = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


@safe_overrides
class LabelChip(QAbstractButton):
    """A button for one label: line sample, name, key cap. Checked when the label is in hand."""

    def __init__(self, label: Label, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self._name = capital(label.name)
        self.setFont(ui_font())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{self._name}, {label.key}" if label.key else self._name)
        self.setToolTip(plain_tip(label.definition))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the arrows are for the palette around the chip, which walks along its chips."""
        if event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Qt: as wide as its parts."""
        width = 11 + SAMPLE_WIDTH + 7 + QFontMetrics(self.font()).horizontalAdvance(self._name) + 11
        return QSize(width + (key_width(self.label.key) - 1 if self.label.key else 0), 29)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the chip."""
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = label_colour(self.label, theme)
        ground = QColor(theme.raised)
        if self.isDown():
            ground = tint(colour, ground)
        elif self.underMouse():
            ground = mixed(colour, ground, 0.07)
        painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.line), 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6.5, 6.5)
        middle = self.height() / 2
        draw_sample(painter, QPointF(11, middle), self.label.line, colour)
        painter.setFont(self.font())
        painter.setPen(QColor(theme.text if self.isEnabled() else theme.muted))
        text = QRectF(11 + SAMPLE_WIDTH + 7, 0, self.width(), self.height() - 1)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self._name)
        if self.label.key:
            width = key_width(self.label.key)
            draw_key(painter, QRectF(self.width() - width - 6, middle - 9, width, 18), self.label.key, theme)
        painter.end()


@safe_overrides
class MarkChip(QAbstractButton):
    """A mark in a box tinted with its label's colour; clicking it goes to the mark."""

    def __init__(self, uid: str, text: str, label: Label, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.uid = uid
        self._label = label
        self._whole = text
        self.setFont(ui_font(12))
        self.setText(shortened(text, 26))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{capital(label.name)}: {text}")
        self.setToolTip(plain_tip(shortened(text, 300)) if len(text) > 26 else "")

    def sizeHint(self) -> QSize:
        """Qt: the text and a margin."""
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.text()) + 13, 21)

    def minimumSizeHint(self) -> QSize:
        """Qt: a long text may shrink."""
        return self.sizeHint().boundedTo(QSize(90, 21))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the chip."""
        theme = current()
        colour = label_colour(self._label, theme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = mixed(colour, theme.panel, 0.22 if self.underMouse() else 0.13)
        painter.setPen(QPen(QColor(theme.accent), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(colour)
        painter.setFont(self.font())
        room = self.width() - 12
        shown = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(6, 0, room + 2, self.height() - 1), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
