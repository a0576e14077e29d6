"""The bottom line: saved state, coder, where the caret is, how the text is set."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from annotator.ui.canvas.speech import announce
from annotator.ui.frame import STATUS_HEIGHT
from annotator.ui.widgets.parts import label, restyle, row, surface

#: How long a short word stays, milliseconds.
_TOLD_FOR = 6000


class StatusBar(QWidget):
    """A quiet line at the bottom of the window."""

    coder_clicked = Signal()
    zoom_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "status")
        self.setFixedHeight(STATUS_HEIGHT)
        self.saved = label("", "small")
        self.coder = self._button(self.tr("Coder at work; click to change"))
        self.coder.clicked.connect(self.coder_clicked)
        self.position = label("", "small")
        self.told = label("", "small")
        self.type = self._button(self.tr("Font and zoom of the text; click for the normal size"))
        self.type.clicked.connect(self.zoom_clicked)
        box = row(self, spacing=18, margins=(14, 0, 10, 0))
        for part in (self.saved, self.coder, self.position, self.told):
            box.addWidget(part)
        box.addStretch(1)
        box.addWidget(self.type)
        self._told_timer = QTimer(self)
        self._told_timer.setSingleShot(True)
        self._told_timer.timeout.connect(self.told.clear)

    @staticmethod
    def _button(tip: str) -> QToolButton:
        made = QToolButton()
        made.setToolTip(tip)
        made.hide()
        return made

    def show_saved(self, state: str, at: float, waiting: int) -> None:
        """Show the saved state; `at` is when it was saved (seconds since 1970, 0 if not yet)."""
        clock = f" {datetime.fromtimestamp(at):%H:%M:%S}" if at else ""
        texts = {
            "": "",
            "saving": self.tr("● Saving"),
            "saved": self.tr("● Saved") + clock,
            "unsaved": self.tr("● Not saved: {0}").format(waiting),
            "read-only": self.tr("● Read only"),
        }
        roles = {"saved": "saved", "unsaved": "unsaved"}
        restyle(self.saved, "role", roles.get(state, "small"))
        self.saved.setText(texts[state])

    def show_coder(self, name: str) -> None:
        """Show who is at work."""
        self.coder.setText(name)
        self.coder.setAccessibleName(self.tr("Coder: {0}").format(name))
        self.coder.setVisible(bool(name))

    def show_position(self, words: str) -> None:
        """Show where the caret or the selection is."""
        self.position.setText(words)

    def show_type(self, words: str) -> None:
        """Show the font and the zoom."""
        self.type.setText(words)
        self.type.setAccessibleName(words)
        self.type.setVisible(bool(words))

    def tell(self, words: str) -> None:
        """Show a short word for a while, and say it to a screen reader."""
        announce(self, words)
        self.told.setText(words)
        self._told_timer.start(_TOLD_FOR)
