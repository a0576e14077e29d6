"""Choosing a pair of colours: a palette that the colour-blind tell apart, own ones, and how they read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from annotator.model.palette import (
    PAGES,
    PALETTE,
    READABLE,
    Pair,
    confused_by,
    contrast,
    is_colour,
    pair_for,
)
from annotator.model.scheme import Label
from annotator.ui.overrides import safe_overrides
from annotator.ui.strokes import draw_sample, tint
from annotator.ui.theme import DARK, LIGHT, text_font, ui_font
from annotator.ui.widgets.parts import column, label, restyle, row
from annotator.ui.words import capital, isolated

_COLUMNS: Final = 6


class ColourChoice(QWidget):
    """Swatches, two fields for own colours, and what is to be said of them. `chosen` carries a `Pair`."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.swatches: list[QToolButton] = []
        grid = QGridLayout()
        grid.setSpacing(4)
        for place, pair in enumerate(PALETTE):
            button = QToolButton()
            button.setIcon(_swatch(pair))
            button.setIconSize(QSize(34, 18))
            button.setCheckable(True)
            button.setAccessibleName(self.tr("Colour {0}").format(place + 1))
            button.setToolTip(f"{pair.light} · {pair.dark}")
            button.clicked.connect(lambda _=False, pair=pair: self.chosen.emit(pair))
            self.swatches.append(button)
            grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
        grid.setColumnStretch(_COLUMNS, 1)
        self.light = self._field(self.tr("Colour in the light theme"))
        self.dark = self._field(self.tr("Colour in the dark theme"))
        self.notes = label("", "small", wrap=True)
        own = row(spacing=8)
        for words, field in ((self.tr("Light"), self.light), (self.tr("Dark"), self.dark)):
            own.addWidget(label(words, "muted"))
            own.addWidget(field)
        own.addStretch(1)
        box = column(self, spacing=6)
        box.addLayout(grid)
        box.addLayout(own)
        box.addWidget(self.notes)

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setMaxLength(7)
        field.setFixedWidth(84)
        field.setPlaceholderText("#0072B2")
        field.setAccessibleName(name)
        field.editingFinished.connect(self._take)
        return field

    def show_pair(self, pair: Pair, others: Sequence[Label]) -> None:
        """Show a pair; `others` are the labels that it should not be taken for."""
        self.light.setText(pair.light)
        self.dark.setText(pair.dark)
        for button, one in zip(self.swatches, PALETTE, strict=True):
            button.setChecked(one.light == pair.light.upper() and one.dark == pair.dark.upper())
        for field in (self.light, self.dark):
            restyle(field, "problem", not is_colour(field.text()))
        self.notes.setText("\n".join(self._said(pair, others)) if all(map(is_colour, pair)) else "")

    def _take(self) -> None:
        light, dark = self.light.text().strip(), self.dark.text().strip()
        for field in (self.light, self.dark):
            restyle(field, "problem", not is_colour(field.text().strip()))
        if is_colour(light) and not is_colour(dark):
            self.chosen.emit(Pair(light.upper(), pair_for(light).dark))
        elif is_colour(light) and is_colour(dark):
            self.chosen.emit(Pair(light.upper(), dark.upper()))

    def _said(self, pair: Pair, others: Sequence[Label]) -> list[str]:
        ratios = [contrast(colour, page) for colour, page in zip(pair, PAGES, strict=True)]
        words = self.tr("Contrast {0} : 1 on light, {1} : 1 on dark.")
        said = [words.format(*(f"{ratio:.1f}" for ratio in ratios))]
        if min(ratios) < 3:
            said[0] += " " + self.tr("Hard to read: take a stronger colour.")
        elif min(ratios) < READABLE - 0.5:
            said[0] += " " + self.tr("A little low for small text.")
        for other in others:
            if other.line == self._line and (who := confused_by(pair.light, other.colour)):
                seen = self.tr("everybody") if who == "everybody" else self.tr("who is {0}").format(who)
                alike = self.tr("Too near to “{0}”, with the same line, for {1}.")
                said.append(alike.format(isolated(other.name), seen))
        return said[:3]

    _line = ""

    def set_line(self, line: str) -> None:
        """The line style that goes with the colour."""
        self._line = line


@safe_overrides
class LooksPreview(QWidget):
    """A label as it looks in the text, in the light and in the dark theme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Label(name="")
        self.setFixedHeight(64)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("How the label looks"))

    def show_label(self, given: Label) -> None:
        """Show this label."""
        self._label = given
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: two pieces of page side by side."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = (self.width() - 8) / 2
        for place, (theme, colour) in enumerate(
            ((LIGHT, self._label.colour), (DARK, self._label.dark_colour))
        ):
            rect = QRectF(place * (half + 8) + 0.5, 0.5, half - 1, self.height() - 1)
            painter.setPen(QColor(theme.line))
            painter.setBrush(QColor(theme.page))
            painter.drawRoundedRect(rect, 6, 6)
            self._piece(painter, rect, QColor(colour), QColor(theme.page), QColor(theme.page_text))
        painter.end()

    def _piece(self, painter: QPainter, rect: QRectF, colour: QColor, page: QColor, text: QColor) -> None:
        words, name = self.tr("These words are marked"), capital(self._label.name)
        painter.setFont(text_font(15))
        width = min(painter.fontMetrics().horizontalAdvance(words), int(rect.width()) - 24)
        line = QRectF(rect.left() + 12, rect.top() + 26, width, 24)
        painter.fillRect(line, tint(colour, page))
        painter.setPen(text)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        draw_sample(painter, QPointF(line.left(), line.bottom() + 2), self._label.line, colour, width)
        painter.setFont(ui_font(11))
        painter.setPen(colour)
        tag = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(rect.width()) - 24)
        painter.drawText(QPointF(line.left(), line.top() - 5), tag)


def _swatch(pair: Pair) -> QIcon:
    """Both colours of a pair side by side."""
    pixmap = QPixmap(68, 36)
    pixmap.setDevicePixelRatio(2.0)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(pair.light))
    painter.drawRoundedRect(QRectF(0, 0, 34, 18), 4, 4)
    painter.setClipRect(QRectF(17, 0, 17, 18))
    painter.setBrush(QColor(pair.dark))
    painter.drawRoundedRect(QRectF(0, 0, 34, 18), 4, 4)
    painter.end()
    return QIcon(pixmap)
