"""What every view of the window is: a page as large as the window, in the place of the three columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.parts import column, hairline, label, row, surface

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout

    from annotator.model.annotation import Span
    from annotator.model.changes import Changes
    from annotator.settings import Settings
    from annotator.ui.session import Session


@safe_overrides
class View(QWidget):
    """A table, an editor or a chart over the whole project. A module of `views` calls its class `VIEW`.

    It is made when first shown and deleted with its project. Over it stands a line with a way back, the
    title and whatever the view puts into `bar`. It fills `body`, a column without margins.
    """

    name: ClassVar[str]

    left = Signal()  # back to the text
    #: go there in the text: id of an article, uid of a mark or "", a span to select or None
    place_requested = Signal(int, str, object)
    #: show another view: its name, and what it should be about
    view_requested = Signal(str, dict)

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.settings = settings
        surface(self, "page")
        self.back = QPushButton(self.tr("← Back to the text"))
        self.back.setProperty("role", "quiet")
        self.back.clicked.connect(self.left)
        self.heading = label(self.title(), "heading")
        head = QWidget()
        self.bar: QHBoxLayout = row(head, spacing=8, margins=(12, 8, 16, 8))
        self.bar.addWidget(self.back)
        self.bar.addWidget(self.heading)
        self.bar.addStretch(1)
        self.body = column()
        outer = column(self)
        outer.addWidget(head)
        outer.addWidget(hairline())
        outer.addLayout(self.body, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc goes back to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def title(self) -> str:
        """What stands over the view."""
        return self.tr(self.name.replace("_", " ").capitalize())

    def show_about(self, **about: Any) -> None:
        """The view was brought to the front, perhaps about something: an entity, a search, an article."""
        self.refresh()

    def place(self, article: int, uid: str = "", span: Span | None = None) -> None:
        """Go to a place in the text."""
        self.place_requested.emit(article, uid, span)

    def refresh(self) -> None:
        """Show everything as it is now."""

    def refresh_soon(self) -> None:
        """Refresh once this event is over, however often that is asked for."""
        self._soon.start(0)

    def changed(self, changes: Changes) -> None:
        """A command was committed; only the view in front is told."""
        self.refresh_soon()

    def theme_changed(self) -> None:
        """The colours changed; only views that keep colours need to do something."""

    def may_leave(self) -> bool:
        """Whether nothing unfinished is here; may ask the person."""
        return True
