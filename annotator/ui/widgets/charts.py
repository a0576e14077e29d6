"""Small charts drawn by hand: bars in stacks over time, bars in rows. Each is drawn on any painter, so the
window, a PNG and an SVG are the same picture.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from annotator.errors import WriteError
from annotator.ui.overrides import safe_overrides
from annotator.ui.theme import Theme, current, ui_font
from annotator.ui.widgets.parts import plain_tip
from annotator.ui.words import isolated, number

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

Colour = Callable[[Theme], QColor]


class Series(NamedTuple):
    """One colour of the chart: its name, its colour in a theme, its values by the key of a bar."""

    name: str
    colour: Colour
    values: Mapping[str, int]


class Bar(NamedTuple):
    """One bar: its key, what stands at it, and what a tool tip says of it."""

    key: str
    words: str
    tip: str


class Spot(NamedTuple):
    """Where a tool tip belongs, and what a click there opens."""

    rect: QRectF
    tip: str
    key: str


_LEGEND: Final = 26
_AXIS: Final = 24


class Chart:
    """What every chart is: a picture of a width and height, with spots that tell more."""

    def height(self, width: float) -> float:
        """The height it wants at a width, pixels."""
        raise AssertionError("each chart knows its height")

    def draw(self, painter: QPainter, rect: QRectF, theme: Theme) -> list[Spot]:
        """Draw into the rectangle; gives the spots."""
        raise AssertionError("each chart draws itself")

    def words(self) -> str:
        """What a screen reader says of it."""
        raise AssertionError("each chart can be told")


class StackChart(Chart):
    """Stacked bars side by side, with a legend above and the highest value at the left."""

    def __init__(self, bars: Sequence[Bar], series: Sequence[Series], *, height: int = 210) -> None:
        self.bars = list(bars)
        self.series = [one for one in series if any(one.values.get(bar.key) for bar in bars)]
        self._height = height

    def height(self, width: float) -> float:
        """As high as was asked for."""
        return float(self._height)

    def words(self) -> str:
        """The sums."""
        return ", ".join(f"{one.name} {number(sum(one.values.values()))}" for one in self.series)

    def draw(self, painter: QPainter, rect: QRectF, theme: Theme) -> list[Spot]:
        """Draw legend, axis, bars."""
        painter.setFont(ui_font(12))
        measures = QFontMetrics(painter.font())
        _draw_legend(painter, rect, self.series, theme)
        sums = {bar.key: sum(one.values.get(bar.key, 0) for one in self.series) for bar in self.bars}
        top = nice_top(max(sums.values(), default=0))
        left = measures.horizontalAdvance(number(top)) + 10
        plot = rect.adjusted(left, _LEGEND, 0, -_AXIS)
        for share in (0.0, 0.5, 1.0):
            value = round(top * share)
            y = plot.bottom() - plot.height() * (value / top)
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.drawLine(QPointF(plot.left(), round(y) + 0.5), QPointF(plot.right(), round(y) + 0.5))
            painter.setPen(QColor(theme.muted))
            place = QRectF(rect.left(), y - 9, left - 8, 18)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number(value)
            )
        return self._bars(painter, plot, theme, sums, top)

    def _bars(
        self, painter: QPainter, plot: QRectF, theme: Theme, sums: Mapping[str, int], top: int
    ) -> list[Spot]:
        spots: list[Spot] = []
        step = plot.width() / max(1, len(self.bars))
        thick = max(1.0, min(step * 0.72, 46.0))
        measures = QFontMetrics(painter.font())
        free = plot.left() - 1
        for at, bar in enumerate(self.bars):
            middle = plot.left() + step * (at + 0.5)
            bottom = plot.bottom()
            for one in self.series:
                value = one.values.get(bar.key, 0)
                high = plot.height() * value / top
                painter.fillRect(QRectF(middle - thick / 2, bottom - high, thick, high), one.colour(theme))
                bottom -= high
            spots.append(
                Spot(QRectF(middle - step / 2, plot.top(), step, plot.height()), self._tip(bar), bar.key)
            )
            width = measures.horizontalAdvance(bar.words)
            start = max(plot.left(), min(middle - width / 2, plot.right() - width))
            if bar.words and start > free:
                painter.setPen(QColor(theme.muted))
                painter.drawText(QRectF(start, plot.bottom() + 5, width + 2, 18), 0, bar.words)
                free = start + width + 14
        return spots

    def _tip(self, bar: Bar) -> str:
        lines = [
            f"{one.name}: {number(one.values[bar.key])}" for one in self.series if one.values.get(bar.key)
        ]
        return "\n".join([bar.tip, *(lines or ["0"])])


class RowChart(Chart):
    """One lying bar for each row, its name at the left and its sum at the right."""

    def __init__(
        self, rows: Sequence[Bar], series: Sequence[Series], *, named: int = 150, legend: bool = True
    ) -> None:
        self.rows = list(rows)
        self.series = list(series)
        self._named = named
        self._legend = _LEGEND if legend else 0

    def height(self, width: float) -> float:
        """28 pixels a row."""
        return float(self._legend + 28 * len(self.rows))

    def words(self) -> str:
        """Every row with its sum."""
        return ", ".join(f"{one.words} {number(self._sum(one.key))}" for one in self.rows)

    def _sum(self, key: str) -> int:
        return sum(one.values.get(key, 0) for one in self.series)

    def draw(self, painter: QPainter, rect: QRectF, theme: Theme) -> list[Spot]:
        """Draw the rows."""
        painter.setFont(ui_font(12))
        if self._legend:
            _draw_legend(painter, rect, self.series, theme)
        measures = QFontMetrics(painter.font())
        most = max([1, *(self._sum(one.key) for one in self.rows)])
        counts = max([0, *(measures.horizontalAdvance(number(self._sum(one.key))) for one in self.rows)]) + 10
        left = rect.left() + self._named + 12
        room = max(10.0, rect.right() - counts - left)
        spots: list[Spot] = []
        for at, one in enumerate(self.rows):
            y = rect.top() + self._legend + 28 * at
            painter.setPen(QColor(theme.text))
            name = measures.elidedText(one.words, Qt.TextElideMode.ElideRight, self._named)
            painter.drawText(
                QRectF(rect.left(), y, self._named + 4, 26),
                int(Qt.AlignmentFlag.AlignVCenter),
                isolated(name),
            )
            painter.fillRect(QRectF(left, y + 8, room, 10), QColor(theme.sunken))
            x = left
            for series in self.series:
                wide = room * series.values.get(one.key, 0) / most
                painter.fillRect(QRectF(x, y + 8, wide, 10), series.colour(theme))
                x += wide
            painter.setPen(QColor(theme.muted))
            place = QRectF(rect.right() - counts, y, counts, 26)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, flags, number(self._sum(one.key)))
            spots.append(Spot(QRectF(rect.left(), y, rect.width(), 26), self._tip(one), one.key))
        return spots

    def _tip(self, row: Bar) -> str:
        lines = [
            f"{one.name}: {number(one.values[row.key])}" for one in self.series if one.values.get(row.key)
        ]
        head = row.tip or f"{row.words}: {number(self._sum(row.key))}"
        return "\n".join([head, *(lines if len(lines) > 1 else [])])


def _draw_legend(painter: QPainter, rect: QRectF, series: Sequence[Series], theme: Theme) -> None:
    measures = QFontMetrics(painter.font())
    x = rect.left()
    for one in series:
        width = measures.horizontalAdvance(one.name) + 32
        if x + width > rect.right() + 12:
            break
        painter.fillRect(QRectF(x, rect.top() + 5, 9, 9), one.colour(theme))
        painter.setPen(QColor(theme.muted))
        painter.drawText(QRectF(x + 14, rect.top(), width, 19), int(Qt.AlignmentFlag.AlignVCenter), one.name)
        x += width


def nice_top(value: int) -> int:
    """The least of 2, 4, 10, 20, 40, 100 … that is not below the value."""
    top = 2
    while top < value:
        for factor in (2, 5, 10):
            if top * factor >= value:
                return top * factor if factor != 5 else top * 5
        top *= 10
    return top


@safe_overrides
class ChartView(QWidget):
    """A chart in the window: tool tips under the mouse, a click or Enter opens what a bar stands for."""

    opened = Signal(str)  # key of a bar

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None
        self._name = name
        self._spots: list[Spot] = []
        self._cursor = -1
        self.clickable = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart."""
        self.chart = chart
        self._cursor = -1
        self.setAccessibleDescription(chart.words())
        self.setFixedHeight(round(chart.height(self.width())) + 6)
        self.update()

    def spots(self) -> list[Spot]:
        """Where the bars are, as painted last."""
        return list(self._spots)

    def sizeHint(self) -> QSize:
        """Qt: as high as the chart."""
        return QSize(300, round(self.chart.height(300)) + 6 if self.chart else 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the chart; a bar that has the focus is framed."""
        if self.chart is None:
            return
        painter = QPainter(self)
        theme = current()
        self._spots = self.chart.draw(painter, self.rect().toRectF().adjusted(1, 1, -1, -5), theme)
        if self.hasFocus() and self._spots:
            at = max(0, min(self._cursor, len(self._spots) - 1))
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._spots[at].rect.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: say what is under the mouse."""
        spot = next((one for one in self._spots if one.rect.contains(event.position())), None)
        if spot is None:
            QToolTip.hideText()
            self.unsetCursor()
            return
        if self.clickable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        QToolTip.showText(event.globalPosition().toPoint(), plain_tip(spot.tip), self, spot.rect.toRect())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: open what was clicked."""
        spot = next((one for one in self._spots if one.rect.contains(event.position())), None)
        if spot is not None and self.clickable:
            self.opened.emit(spot.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the arrows walk along the bars and say them, Enter opens one."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step and self._spots:
            self._cursor = max(0, min(self._cursor + step, len(self._spots) - 1))
            spot = self._spots[self._cursor]
            self.setAccessibleDescription(spot.tip)
            QToolTip.showText(self.mapToGlobal(spot.rect.center().toPoint()), plain_tip(spot.tip), self)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._spots and self.clickable:
            self.opened.emit(self._spots[max(0, self._cursor)].key)
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Qt: no tip any more."""
        QToolTip.hideText()


#: Width of an exported picture, pixels at its own size, and how much finer a PNG is.
_WIDE: Final = 900
_FINER: Final = 2
_EDGE: Final = 24


def save_charts(charts: Sequence[tuple[str, Chart]], target: Path, theme: Theme) -> None:
    """Write the charts, each under its title, one below the other, as PNG or SVG by the target's ending.

    Raises `WriteError`.
    """
    high = _EDGE * 2 + sum(34 + chart.height(_WIDE - 2 * _EDGE) + 22 for _, chart in charts)
    size = QSize(_WIDE, round(high))
    data = _svg(charts, size, theme) if target.suffix.lower() == ".svg" else _png(charts, size, theme)
    try:
        target.write_bytes(data)
    except OSError as error:
        raise WriteError(
            f"“{target.name}” could not be written: {error.strerror}. Choose another place.",
            detail=str(error),
        ) from error


def _png(charts: Sequence[tuple[str, Chart]], size: QSize, theme: Theme) -> bytes:
    image = QImage(size * _FINER, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_FINER)
    painter = QPainter(image)
    _draw_all(painter, charts, size, theme)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _svg(charts: Sequence[tuple[str, Chart]], size: QSize, theme: Theme) -> bytes:
    from PySide6.QtSvg import QSvgGenerator

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    painter = QPainter(generator)
    _draw_all(painter, charts, size, theme)
    painter.end()
    return bytes(buffer.data().data())


def _draw_all(painter: QPainter, charts: Sequence[tuple[str, Chart]], size: QSize, theme: Theme) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(theme.page))
    y = float(_EDGE)
    for title, chart in charts:
        painter.setFont(ui_font(15))
        painter.setPen(QColor(theme.text))
        painter.drawText(QRectF(_EDGE, y, size.width() - 2 * _EDGE, 24), 0, title)
        y += 34
        high = chart.height(size.width() - 2 * _EDGE)
        chart.draw(painter, QRectF(_EDGE, y, size.width() - 2 * _EDGE, high), theme)
        y += high + 22
