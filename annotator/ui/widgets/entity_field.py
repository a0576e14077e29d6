"""The entity field: type a name, take one of the registry, or make a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from annotator.ui.overrides import safe_overrides

if TYPE_CHECKING:
    from annotator.model.entity import Entity

_UID: Final = int(Qt.ItemDataRole.UserRole)

#: Most names offered at once.
_OFFERED: Final = 12


@safe_overrides
class EntityField(QLineEdit):
    """A name with type-ahead over names and aliases.

    `entity_chosen` carries the uid of an entity of the registry ("" for none), `entity_named` a name
    that the registry does not have yet.
    """

    entity_chosen = Signal(str)
    entity_named = Signal(str)

    def __init__(self, match: Callable[[str], Sequence[Entity]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._match = match
        self._uid = ""
        self._name = ""
        self._quote = ""
        self._offers = QStandardItemModel(self)
        self.setPlaceholderText(self.tr("Who or what this is"))
        self.setAccessibleName(self.tr("Entity"))
        self._completer = completer = QCompleter(self._offers, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated[QModelIndex].connect(self._take_offer)  # type: ignore[index]
        self._popup = QListView()
        completer.setPopup(self._popup)
        self.setCompleter(completer)
        self.textEdited.connect(self._offer)
        self.editingFinished.connect(self._take_text)

    def show_entity(self, uid: str, name: str, quote: str) -> None:
        """Show the entity of a mark; `quote` is offered as a name while there is none."""
        if (uid, name, quote) != (self._uid, self._name, self._quote):
            self._uid, self._name, self._quote = uid, name, quote
            self.setText(name)
            self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the arrow down opens the offers; Enter takes what is typed if none of them is chosen."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self._popup.currentIndex().isValid():
            self._popup.hide()
        if event.key() == Qt.Key.Key_Down and not self._popup.isVisible():
            self._offer(self.text() or self._quote)
            self._completer.complete()
            return
        super().keyPressEvent(event)

    def _offer(self, text: str) -> None:
        wanted = text.strip()
        self._offers.clear()
        found = list(self._match(wanted))[:_OFFERED] if wanted else []
        for entity in found:
            self._add(
                entity.name if wanted.casefold() in entity.name.casefold() else _by_alias(entity), entity.uid
            )
        if wanted and not any(_is_named(entity, wanted) for entity in found):
            self._add(self.tr("New: {0}").format(wanted), "")

    def _add(self, text: str, uid: str) -> None:
        item = QStandardItem(text)
        item.setData(uid, _UID)
        self._offers.appendRow(item)

    def _take_offer(self, index: QModelIndex) -> None:
        uid = index.data(_UID)
        if uid:
            self._choose(uid)
        else:
            self._name_new(self.text().strip() or self._quote)

    def _take_text(self) -> None:
        text = self.text().strip()
        if self._popup.isVisible() or text == self._name:
            return
        if not text:
            self._choose("")
            return
        same = next((entity for entity in self._match(text) if _is_named(entity, text)), None)
        if same:
            self._choose(same.uid)
        else:
            self._name_new(text)

    def _choose(self, uid: str) -> None:
        if uid != self._uid:
            self.entity_chosen.emit(uid)

    def _name_new(self, text: str) -> None:
        name = text.removeprefix(self.tr("New: {0}").format("")).strip()
        if name:
            self._name = name
            self.entity_named.emit(name)


def _is_named(entity: Entity, name: str) -> bool:
    wanted = name.casefold()
    return any(wanted == one.casefold() for one in (entity.name, *entity.aliases))


def _by_alias(entity: Entity) -> str:
    aliases = ", ".join(entity.aliases[:3])
    return f"{entity.name} ({aliases})" if aliases else entity.name
