"""The scroll bar of the canvas, with the marks of the whole article on it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollBar

from annotator.model.annotation import Span

if TYPE_CHECKING:
    from annotator.ui.canvas.view import Canvas

_WIDTH: Final = 16
_TICK: Final = 2
_LEAST_HANDLE: Final = 28
#: Columns for labels on the bar; further labels share them.
_COLUMNS: Final = 4
#: Milliseconds that marks may change before the ticks are drawn anew.
_PAUSE: Final = 60


class MarkBar(QScrollBar):
    """A slim vertical bar: ticks in the labels' colours where marks begin, and where something is found.

    The ticks cost the same however many marks there are: each pixel asks for the marks that begin there.
    """

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(Qt.Orientation.Vertical, canvas)
        self._canvas = canvas
        self._ticks: QPixmap | None = None
        self._finds: Sequence[Span] = ()
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

    def finds_changed(self, finds: Sequence[Span]) -> None:
        """Show where these are, besides the marks."""
        self._finds = finds
        self.marks_changed()

    def _renew(self) -> None:
        self._ticks = None
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
        if self._ticks is None:
            self._ticks = self._draw_ticks()
        painter.drawPixmap(0, 0, self._ticks)
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
        painter = QPainter(pixmap)
        step = self._range() / max(1, self.height())
        places = [self._canvas.place_at_height(y * step) for y in range(0, self.height() + _TICK, _TICK)]
        self._draw_marks(painter, places)
        starts = [span.start for span in self._finds]
        for row, (begin, end) in enumerate(pairwise(places)):
            at = bisect_left(starts, begin)
            if at < len(starts) and starts[at] < end:
                painter.fillRect(0, row * _TICK, self.width(), _TICK, QColor(self._canvas.theme.accent))
        painter.end()
        return pixmap

    def _draw_marks(self, painter: QPainter, places: Sequence[int]) -> None:
        """A column for each label, a row for each two pixels."""
        canvas = self._canvas
        order, held = canvas.marks.order(), canvas.marks.annotations
        columns = {label.name: at for at, label in enumerate(canvas.scheme.labels)}
        width = (self.width() - 4) / _COLUMNS
        for row, (begin, end) in enumerate(pairwise(places)):
            at = bisect_left(order, (begin, 0, ""))
            for start, _, uid in order[at : at + 2 * _COLUMNS]:
                if start >= end:
                    break
                label = held[uid].label
                x = 2 + columns.get(label, 0) % _COLUMNS * width
                painter.fillRect(QRectF(x, row * _TICK, width - 0.5, _TICK), canvas.label_colour(label))

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
