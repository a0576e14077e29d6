"""A small bar chart: names or months with their counts; a click or Enter takes one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from annotator.ui.overrides import safe_overrides
from annotator.ui.theme import current, mixed, ui_font
from annotator.ui.words import number

_ROW: Final = 22
_HEIGHT: Final = 92


@safe_overrides
class BarChart(QWidget):
    """Lying bars with their names (`upright` False), or standing bars in order of time.

    `bar_chosen` carries the name of a bar, "" when the chosen one is let go.
    """

    bar_chosen = Signal(str)

    def __init__(
        self, name: str, *, upright: bool = False, most: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.upright = upright
        self.bars: list[tuple[str, int]] = []
        self.rest = 0
        self.chosen = ""
        self.choosable = True
        self.nameless = self.tr("unknown")
        self._most = most
        self._at = -1
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_bars(self, bars: Sequence[tuple[str, int]]) -> None:
        """Show these counts; lying bars beyond the most are counted together."""
        self.bars = list(bars) if self.upright else list(bars[: self._most])
        self.rest = sum(count for _, count in bars) - sum(count for _, count in self.bars)
        self._at = min(self._at, len(self.bars) - 1)
        words = ", ".join(f"{name or self.nameless}: {count}" for name, count in self.bars[:40])
        self.setAccessibleDescription(words)
        self.updateGeometry()
        self.update()

    def choose(self, name: str) -> None:
        """Show that bar as the chosen one; "" for none."""
        self.chosen = name
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: a row for each lying bar, or the height of the standing ones."""
        rows = len(self.bars) + (1 if self.rest else 0)
        return QSize(200, _HEIGHT if self.upright else max(1, rows) * _ROW + 2)

    def minimumSizeHint(self) -> QSize:
        """Qt: the same height, however narrow."""
        return QSize(80, self.sizeHint().height())

    def save_svg(self, target: Path) -> None:
        """Write the chart as an SVG drawing."""
        from PySide6.QtSvg import QSvgGenerator

        made = QSvgGenerator()
        made.setFileName(str(target))
        made.setSize(self.size())
        made.setViewBox(self.rect())
        painter = QPainter(made)
        self._draw(painter)
        painter.end()

    # ------------------------------------------------------------------ mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: take the bar under the mouse."""
        self._take(self.bar_at(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the arrows go from bar to bar, Enter or Space takes one."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        if event.key() in steps and self.bars:
            self._at = max(0, min(len(self.bars) - 1, self._at + steps[Qt.Key(event.key())]))
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._take(self._at)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Qt: the tool tip of a bar."""
        if event.type() == QEvent.Type.ToolTip:
            assert isinstance(event, QHelpEvent)
            at = self.bar_at(event.pos())
            words = f"{self.bars[at][0] or self.nameless}: {number(self.bars[at][1])}" if at >= 0 else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def bar_at(self, point: QPoint) -> int:
        """The bar at a point of the widget, -1 for none."""
        if not self.bars:
            return -1
        at = int(point.x() // (self.width() / len(self.bars))) if self.upright else point.y() // _ROW
        return at if 0 <= at < len(self.bars) else -1

    def _take(self, at: int) -> None:
        if at >= 0 and self.choosable and self.bars[at][0]:
            self._at = at
            name = self.bars[at][0]
            self.choose("" if name == self.chosen else name)
            self.bar_chosen.emit(self.chosen)

    # ------------------------------------------------------------------ drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the chart."""
        painter = QPainter(self)
        self._draw(painter)
        painter.end()

    def _draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(ui_font(12))
        if self.upright:
            self._draw_upright(painter)
        else:
            self._draw_lying(painter)

    def _colour(self, at: int) -> QColor:
        theme = current()
        if self.chosen and self.bars[at][0] != self.chosen:
            return mixed(theme.accent, theme.panel, 0.3)
        return (
            QColor(theme.accent)
            if self.hasFocus() and at == self._at
            else mixed(theme.accent, theme.panel, 0.7)
        )

    def _draw_lying(self, painter: QPainter) -> None:
        theme, metrics = current(), QFontMetrics(painter.font())
        most = max((count for _, count in self.bars), default=1)
        names = min(
            int(self.width() * 0.42), max((metrics.horizontalAdvance(n) for n, _ in self.bars), default=0)
        )
        counts = max((metrics.horizontalAdvance(number(c)) for _, c in self.bars), default=0)
        room = max(8, self.width() - names - counts - 20)
        for at, (name, count) in enumerate(self.bars):
            top = at * _ROW
            shown = metrics.elidedText(name or self.nameless, Qt.TextElideMode.ElideRight, names)
            painter.setPen(QColor(theme.text if name else theme.muted))
            painter.drawText(QRect(0, top, names, _ROW), Qt.AlignmentFlag.AlignVCenter, shown)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour(at))
            width = max(2.0, room * count / most)
            painter.drawRoundedRect(QRectF(names + 8, top + 6, width, _ROW - 12), 2, 2)
            painter.setPen(QColor(theme.muted))
            place = QRect(round(names + 14 + width), top, counts + 4, _ROW)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, number(count))
        if self.rest:
            place = QRect(0, len(self.bars) * _ROW, self.width(), _ROW)
            painter.setPen(QColor(theme.muted))
            painter.drawText(
                place, Qt.AlignmentFlag.AlignVCenter, self.tr("others: {0}").format(number(self.rest))
            )

    def _draw_upright(self, painter: QPainter) -> None:
        if not self.bars:
            return
        theme, metrics = current(), QFontMetrics(painter.font())
        most = max(count for _, count in self.bars)
        step = self.width() / len(self.bars)
        base = self.height() - 18
        for at, (_, count) in enumerate(self.bars):
            height = max(1.5 if count else 0.0, (base - 16) * count / most)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour(at))
            gap = min(2.0, step * 0.15)
            painter.drawRect(QRectF(at * step + gap, base - height, max(1.0, step - 2 * gap), height))
        painter.setPen(QColor(theme.line))
        painter.drawLine(0, base, self.width(), base)
        painter.setPen(QColor(theme.muted))
        painter.drawText(
            QRect(0, 0, self.width(), 14),
            Qt.AlignmentFlag.AlignLeft,
            self.tr("most: {0}").format(number(most)),
        )
        ends = [self.bars[0][0], self.bars[-1][0]] if len(self.bars) > 1 else [self.bars[0][0]]
        flags = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
        for name, flag in zip(ends, flags, strict=False):
            shown = metrics.elidedText(name or self.nameless, Qt.TextElideMode.ElideRight, self.width() // 2)
            painter.drawText(QRect(0, base + 2, self.width(), 16), flag, shown)
