"""What every panel of the window is: a title, a place, and a way to be told of changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.parts import surface

if TYPE_CHECKING:
    from annotator.model.changes import Changes
    from annotator.ui.session import Session


@safe_overrides
class Panel(QWidget):
    """A part of the window beside the text. A module of `panels` calls its panel class `PANEL`.

    The window connects the session's signals to the methods here; a panel overrides those it cares for
    and writes through the session alone.
    """

    name: ClassVar[str]
    side: ClassVar[Literal["left", "right"]] = "right"
    order: ClassVar[int] = 0

    title_changed = Signal(str)
    mark_requested = Signal(str)  # uid of a mark to go to
    text_requested = Signal()  # back to the text
    history_requested = Signal(int, int)  # of an article, or of a mark (ids; the other one is 0)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        surface(self, "side")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc goes back to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.text_requested.emit()
        else:
            super().keyPressEvent(event)

    def title(self) -> str:
        """What stands on the tab now."""
        return self.tr(self.name.capitalize())

    def refresh(self) -> None:
        """Show everything as it is now."""

    def refresh_soon(self) -> None:
        """Refresh once this event is over, however often that is asked for: marking must not wait for it."""
        self._soon.start(0)

    def refresh_now(self) -> None:
        """Refresh if that was put off."""
        if self._soon.isActive():
            self._soon.stop()
            self.refresh()

    def project_changed(self) -> None:
        """A project was opened or closed."""

    def changed(self, changes: Changes) -> None:
        """A command was committed; refresh what is shown of it."""

    def article_shown(self, article: int) -> None:
        """Another article is shown (0: none)."""

    def marks_changed(self) -> None:
        """The marks or relations of the shown article changed."""

    def annotation_selected(self, uid: str) -> None:
        """Another mark is selected ("": none)."""

    def label_taken(self, label: str) -> None:
        """Another label is in hand."""

    def theme_changed(self) -> None:
        """The colours changed; only panels that keep colours need to do something."""
