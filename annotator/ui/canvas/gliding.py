"""Smooth scrolling by the wheel: the bar glides to where the wheel sends it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEasingCurve, QVariantAnimation
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollBar, QStyle

#: Milliseconds from a turn of the wheel until the text stands where it was sent.
_TIME: Final = 110
#: What one notch of a wheel reports (Qt: eighths of a degree).
_NOTCH: Final = 120


class Glide(QVariantAnimation):
    """Moves one scroll bar by steps, so that corrections of its value on the way are kept."""

    def __init__(self, bar: QScrollBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._left = 0.0
        self._done = 0.0
        self.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.valueChanged.connect(self._step)

    def wheel(self, event: QWheelEvent, line: float) -> None:
        """Scroll by what the event says; `line` is the height of a line in pixels."""
        pixels = event.pixelDelta().y()
        if pixels:
            self.stop()
            self._bar.setValue(self._bar.value() - pixels)
        else:
            self.by(-event.angleDelta().y() / _NOTCH * QApplication.wheelScrollLines() * line)
        event.accept()

    def by(self, pixels: float) -> None:
        """Glide so far, besides what is left of the last glide; at once where animations are switched off."""
        going = self.state() == QVariantAnimation.State.Running
        self._left = pixels + (self._left - self._done if going else 0.0)
        self._done = 0.0
        self.stop()
        if self._bar.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self._bar) == 0:
            self._bar.setValue(self._bar.value() + round(self._left))
            return
        self.setDuration(_TIME)
        self.setStartValue(0.0)
        self.setEndValue(1.0)
        self.start()

    def _step(self, share: float) -> None:
        """Go on by whole pixels; what is left of one is kept for the next step."""
        pixels = round(self._left * share - self._done)
        if pixels:
            self._done += pixels
            self._bar.setValue(self._bar.value() + pixels)
