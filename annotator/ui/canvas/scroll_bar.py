"""The scroll bar of the canvas, with the marks of the whole article on it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractSlider, QScrollBar

from annotator.model.annotation import Span
from annotator.ui.overrides import safe_overrides

if TYPE_CHECKING:
    from annotator.ui.canvas.view import Canvas

_WIDTH: Final = 16
_TICK: Final = 2
_LEAST_HANDLE: Final = 28
#: Columns for labels on the bar; further labels share them.
_COLUMNS: Final = 4
#: Milliseconds that marks may change before the ticks are drawn anew.
_PAUSE: Final = 200
#: Marks looked at for each row of the bar.
_LOOKED_AT: Final = 6
#: More changes than this at once, and a change of the range by more than this share, draw all anew.
_FEW: Final = 50
_TOLERANCE: Final = 0.02


@safe_overrides
class MarkBar(QScrollBar):
    """A slim vertical bar: ticks in the labels' colours where marks begin, and where something is found.

    The ticks cost the same however many marks there are: each pixel asks for the marks that begin there.
    """

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(Qt.Orientation.Vertical, canvas)
        self._canvas = canvas
        self._ticks: QPixmap | None = None
        self._finds: Sequence[Span] = ()
        self._places: list[int] = []
        self._drawn_range = 1.0
        self._grabbed: float | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._renew)

    def sizeHint(self) -> QSize:
        """Slim, whatever the style."""
        return QSize(_WIDTH, super().sizeHint().height())

    def marks_changed(self) -> None:
        """Draw the ticks anew, soon."""
        if not self._timer.isActive():
            self._timer.start()

    def marks_touched(self, touched: Sequence[Span]) -> None:
        """Draw the ticks anew only where marks were added, changed or removed."""
        if self._ticks is None or self._timer.isActive():
            return
        if len(touched) > _FEW:
            self.marks_changed()
            return
        painter = QPainter(self._ticks)
        for row in {bisect_right(self._places, span.start) - 1 for span in touched}:
            if 0 <= row < len(self._places) - 1:
                rect = QRect(0, row * _TICK, self.width(), _TICK)
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
                painter.fillRect(rect, Qt.GlobalColor.transparent)
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
                self._draw_row(painter, row)
                self.update(rect)
        painter.end()

    def finds_changed(self, finds: Sequence[Span]) -> None:
        """Show where these are, besides the marks."""
        self._finds = finds
        self.marks_changed()

    def _renew(self) -> None:
        self._ticks = self._draw_ticks()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other places for the ticks."""
        super().resizeEvent(event)
        self._ticks = None

    def _range(self) -> float:
        return float(max(1, self.maximum() + self.pageStep()))

    def _handle(self) -> QRectF:
        """The handle: as high as the view is of the text, but never too small to be grasped."""
        height = max(_LEAST_HANDLE, self.height() * self.pageStep() / self._range())
        free = self.height() - height
        top = free * self.value() / self.maximum() if self.maximum() else 0.0
        return QRectF(2, top, self.width() - 4, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, ticks, handle."""
        del event
        theme = self._canvas.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.surface))
        if self._ticks is not None:
            painter.drawPixmap(0, 0, self._ticks)
        else:
            self.marks_changed()
        if self.maximum():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            colour = QColor(theme.muted)
            colour.setAlphaF(0.45 if self._grabbed is not None or self.underMouse() else 0.26)
            painter.setBrush(colour)
            painter.drawRoundedRect(self._handle(), 4, 4)
        painter.end()

    def _draw_ticks(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        self._drawn_range = self._range()
        step = self._drawn_range / max(1, self.height())
        heights = range(0, self.height() + _TICK, _TICK)
        self._places = [self._canvas.place_at_height(y * step) for y in heights]
        painter = QPainter(pixmap)
        for row in range(len(self._places) - 1):
            self._draw_row(painter, row)
        painter.end()
        return pixmap

    def _draw_row(self, painter: QPainter, row: int) -> None:
        """A tick in its column for each of the first few marks that begin there; one for what is found."""
        canvas, begin, end = self._canvas, self._places[row], self._places[row + 1]
        order, held, look = canvas.marks.order(), canvas.marks.annotations, canvas.tick_look
        at = bisect_left(order, (begin, 0, ""))
        width = (self.width() - 4) / _COLUMNS
        for column, colour in {look(held[u]) for a, _, u in order[at : at + _LOOKED_AT] if a < end}:
            left = 2 + column % _COLUMNS * width
            painter.fillRect(QRectF(left, row * _TICK, width - 0.5, _TICK), QColor(colour))
        at = bisect_left(self._finds, (begin, 0))
        if at < len(self._finds) and self._finds[at].start < end:
            painter.fillRect(0, row * _TICK, self.width(), _TICK, QColor(canvas.theme.accent))

    def sliderChange(self, change: QAbstractSlider.SliderChange) -> None:
        """When the text turns out much longer or shorter than was guessed, the ticks move."""
        super().sliderChange(change)
        if change == QAbstractSlider.SliderChange.SliderRangeChange and self._ticks is not None:
            grown = abs(self._range() - self._drawn_range)
            if grown > self._drawn_range * _TOLERANCE:
                self.marks_changed()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Grasp the handle, or jump to where the pointer is."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        handle, y = self._handle(), event.position().y()
        self._grabbed = y - handle.top() if handle.top() <= y <= handle.bottom() else handle.height() / 2
        self._drag(y)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the handle."""
        if self._grabbed is not None:
            self._drag(event.position().y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the handle."""
        del event
        self._grabbed = None
        self.update()

    def _drag(self, y: float) -> None:
        free = self.height() - self._handle().height()
        if self._grabbed is not None and free > 0:
            self.setValue(round((y - self._grabbed) / free * self.maximum()))
