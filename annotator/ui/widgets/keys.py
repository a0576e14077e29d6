"""Key caps, and quiet words with a key cap behind them."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget


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
        words, cap = QLabel(text), QLabel(key)
        words.setProperty("role", "quiet")
        cap.setProperty("role", "key")
        box = QHBoxLayout(self)
        box.setContentsMargins(4, 0, 4, 0)
        box.setSpacing(7)
        box.addWidget(words)
        box.addWidget(cap)

    def sizeHint(self) -> QSize:
        """Qt: words and cap."""
        box = self.layout()
        return QSize(box.sizeHint().width() if box else 0, 26)
