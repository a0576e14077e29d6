"""A button with the saved searches of the project: open one, save this one, delete one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton, QWidget

from annotator.errors import AnnotatorError
from annotator.ui.words import shortened

if TYPE_CHECKING:
    from annotator.model.work import Saved
    from annotator.ui.session import Session

#: The kind of the saved documents that hold searches.
KIND: Final = "search"


class SavedMenu(QToolButton):
    """`opened` carries the body of the search that was chosen; `asked` gives the one that may be saved."""

    opened = Signal(object)

    def __init__(
        self, session: Session, asked: Callable[[], Mapping[str, Any]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._asked = asked
        self.setText(self.tr("Saved searches ▾"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list = QMenu(self)
        self.list.aboutToShow.connect(self.fill)
        self.setMenu(self.list)

    def fill(self) -> None:
        """Make the menu as it is now."""
        self.list.clear()
        project = self._session.project
        if project is None:
            return
        kept = project.saved.all(KIND)
        for item in kept:
            self._entry(self.list, item, lambda item: self.opened.emit(dict(item.body)))
        if kept:
            self.list.addSeparator()
        save = self.list.addAction(self.tr("Save this search…"))
        save.triggered.connect(self.save)
        save.setEnabled(bool(self._asked().get("query")) and not project.read_only)
        if kept and not project.read_only:
            delete = self.list.addMenu(self.tr("Delete"))
            for item in kept:
                self._entry(delete, item, self._delete)

    def save(self) -> None:
        """Ask for a name, and save the search under it."""
        body = dict(self._asked())
        name, agreed = QInputDialog.getText(
            self, self.tr("Save this search"), self.tr("Name"), text=str(body["query"])
        )
        if agreed and name.strip() and self._session.project is not None:
            try:
                self._session.project.saved.put(KIND, name, body)
            except AnnotatorError as error:
                self._session.failed.emit(error)

    def _delete(self, item: Saved) -> None:
        assert self._session.project is not None
        try:
            self._session.project.saved.delete(item.uid)
        except AnnotatorError as error:
            self._session.failed.emit(error)

    def _entry(self, menu: QMenu, item: Saved, take: Callable[[Saved], None]) -> QAction:
        entry = menu.addAction(shortened(item.name, 60).replace("&", "&&"))
        entry.triggered.connect(lambda _=False: take(item))
        return entry
