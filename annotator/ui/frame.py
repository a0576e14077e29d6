"""The frame of the window: what is painted first, before anything heavy is loaded.

It does without the `Qt` namespace, whose import alone takes 20 ms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from annotator.ui.dialogs.welcome import Opening, WelcomePage
from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from annotator.settings import Settings

#: Size of the first window, and the least of any, pixels.
_FIRST_SIZE: Final = (1360, 860)
_LEAST_SIZE: Final = (900, 560)

#: Height of the line at the bottom, pixels.
STATUS_HEIGHT: Final = 28


@safe_overrides
class Frame(QMainWindow):
    """Top bar, and the welcome page or a word about what is being opened. `painted` comes once."""

    painted = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self._was_painted = False
        self.setWindowTitle("Annotator")
        self.setMinimumSize(*_LEAST_SIZE)
        self.setAcceptDrops(True)
        self.top = TopBar()
        self.setMenuWidget(self.top)
        self.stack = QStackedWidget()
        self.opening = Opening()
        self.welcome = self.make_welcome()
        self.stack.addWidget(self.welcome)
        self.stack.addWidget(self.opening)
        self.bottom = QWidget()
        self.bottom.setFixedHeight(STATUS_HEIGHT)
        middle = QWidget()
        self.column = QVBoxLayout(middle)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.stack, 1)
        self.column.addWidget(self.bottom)
        self.setCentralWidget(middle)
        self._restore_size()
        self.welcome.focus_first()

    def make_welcome(self) -> WelcomePage:
        """A welcome page with the name and the recent projects as they are now."""
        return WelcomePage(self.settings.text("coder"), self.settings.items("recent_projects"))

    def show_welcome(self) -> None:
        """Show the welcome page, made anew."""
        old, self.welcome = self.welcome, self.make_welcome()
        self.stack.insertWidget(0, self.welcome)
        self.stack.setCurrentWidget(self.welcome)
        self.stack.removeWidget(old)
        old.deleteLater()
        self.welcome.focus_first()

    def show_opening(self, name: str) -> None:
        """Say that a project is being opened."""
        self.opening.say(self.tr("Opening {0} …").format(name))
        self.stack.setCurrentWidget(self.opening)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the first paint tells that there is time for the rest."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def _restore_size(self) -> None:
        kept = self.settings.text("window_geometry")
        if kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            return
        room = self.screen().availableGeometry().size()
        width, height = _FIRST_SIZE
        self.resize(min(width, room.width()), min(height, room.height()))
