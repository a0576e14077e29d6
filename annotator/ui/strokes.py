"""Small drawings shared by the window's widgets: label lines, key caps, status dots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from annotator.ui.theme import Theme, mixed, ui_font

if TYPE_CHECKING:
    from annotator.model.article import Status
    from annotator.model.scheme import Line

#: Width of a label's line sample, pixels.
SAMPLE_WIDTH: Final = 16


def draw_sample(
    painter: QPainter, at: QPointF, style: Line, colour: QColor, width: float = SAMPLE_WIDTH
) -> None:
    """A short piece of a label's line, centred on the height `at.y()` and beginning at `at.x()`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    x, y = at.x(), at.y()
    if style == "double":
        for offset in (-2, 2):
            painter.fillRect(QRectF(x, y + offset - 0.75, width, 1.5), colour)
    else:
        for start, length in _strokes(style, width):
            painter.fillRect(QRectF(x + start, y - 1.5, length, 3), colour)
    painter.restore()


def _strokes(style: Line, width: float) -> list[tuple[float, float]]:
    stroke, gap = {"solid": (width, 1.0), "dashed": (6.0, 4.0), "dotted": (3.0, 3.0)}[style]
    starts = [index * (stroke + gap) for index in range(int(width // (stroke + gap)) + 1)]
    return [(start, min(stroke, width - start)) for start in starts if start < width - 1]


def draw_rule(painter: QPainter, rect: QRectF, style: Line, colour: QColor) -> None:
    """A label's line standing upright at the left edge of `rect`, as beside a quote."""
    painter.save()
    painter.translate(rect.left() + 2, rect.top())
    painter.rotate(90)
    draw_sample(painter, QPointF(0, 0), style, colour, rect.height())
    painter.restore()


def key_width(key: str) -> int:
    """The width in pixels of the cap that `draw_key` paints."""
    return max(20, QFontMetrics(ui_font(11)).horizontalAdvance(key) + 11)


def draw_key(painter: QPainter, rect: QRectF, key: str, theme: Theme) -> None:
    """A key cap with its letter, filling `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.setBrush(QColor(theme.field))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setFont(ui_font(11))
    painter.setPen(QColor(theme.muted))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()


def draw_status(painter: QPainter, centre: QPointF, status: Status, theme: Theme) -> None:
    """○ new, ◐ started, ● done: told apart by shape, and by colour as well."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    circle = QRectF(centre.x() - 4, centre.y() - 4, 8, 8)
    colour = QColor({"new": theme.muted, "started": theme.accent, "done": theme.good}[status])
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(colour if status == "done" else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle)
    if status == "started":
        painter.setBrush(colour)
        painter.drawPie(circle, 90 * 16, 180 * 16)
    painter.restore()


def tint(colour: QColor, ground: QColor) -> QColor:
    """The ground of a chip in a label's colour."""
    return mixed(colour, ground, 0.13)
