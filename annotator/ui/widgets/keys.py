"""Key caps, and quiet words with a key cap behind them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from annotator.ui.overrides import safe_overrides

#: Pixels left and right, and between words and cap.
_MARGIN: Final = 4
_GAP: Final = 7


@safe_overrides
class KeyButton(QPushButton):
    """Quiet words with a key cap behind them: "Relate R", "Every action Ctrl K".

    Part of the first paint, so the style sheet draws it: painting here would load the `Qt` namespace,
    which takes 20 ms.
    """

    def __init__(self, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "quiet")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{text}, {key}")
        self._words, self._cap = QLabel(text), QLabel(key)
        self._words.setProperty("role", "quiet")
        self._cap.setProperty("role", "key")
        box = QHBoxLayout(self)
        box.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        box.setSpacing(_GAP)
        box.addWidget(self._words)
        box.addWidget(self._cap)

    def set_short(self, short: bool) -> None:
        """Show the key only, or the words as well; the words go on standing in the tool tip."""
        if short != self._words.isHidden():
            self._words.setHidden(short)
            self.setToolTip(self._words.text() if short else "")
            self.updateGeometry()

    def width_when(self, *, short: bool) -> int:
        """The width it wants with the key only, or with the words as well, pixels."""
        words = 0 if short else self._words.sizeHint().width() + _GAP
        return words + self._cap.sizeHint().width() + 2 * _MARGIN

    def sizeHint(self) -> QSize:
        """Qt: words and cap."""
        return QSize(self.width_when(short=self._words.isHidden()), 26)
