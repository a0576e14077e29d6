"""The entity field: type a name, take one of the registry, or make a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from annotator.model.folding import fold_text
from annotator.ui.overrides import safe_overrides
from annotator.ui.words import isolated

if TYPE_CHECKING:
    from annotator.model.entity import Entity

_UID: Final = int(Qt.ItemDataRole.UserRole)
#: What comes into the field when an offer is taken.
_NAME: Final = _UID + 1

#: Most names offered at once.
_OFFERED: Final = 12


@safe_overrides
class _Completer(QCompleter):
    """Puts the plain name into the field, not the words that it is offered with."""

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Qt: the text that an offer stands for."""
        return str(index.data(_NAME) or "")


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
        self._completer = completer = _Completer(self._offers, self)
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
            self._add(offer_words(entity, wanted), entity.uid, entity.name)
        if wanted and not any(_is_named(entity, wanted) for entity in found):
            self._add(self.tr("New: {0}").format(wanted), "", wanted)

    def _add(self, text: str, uid: str, name: str) -> None:
        item = QStandardItem(text)
        item.setData(uid, _UID)
        item.setData(name, _NAME)
        self._offers.appendRow(item)

    def _take_offer(self, index: QModelIndex) -> None:
        uid = index.data(_UID)
        if uid:
            self._name = index.data(_NAME)
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
        same = [entity for entity in self._match(text) if _is_named(entity, text)]
        if len(same) == 1:
            self._choose(same[0].uid)
        elif same and self.hasFocus():
            self._offer(text)  # several are called so: the person says which
            self._completer.complete()
        elif same:
            self.setText(self._name)
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


def offer_words(entity: Entity, wanted: str) -> str:
    """How an entity is offered: its name, the alias that was meant, and what tells it from its namesakes."""
    words = isolated(entity.name)
    plain = fold_text(wanted)
    if plain not in fold_text(entity.name):
        alias = next((one for one in entity.aliases if plain in fold_text(one)), "")
        words += f" ({isolated(alias or ', '.join(entity.aliases[:2]))})" if entity.aliases else ""
    roles = [one.role for one in entity.roles[-1:]]
    told = [one for one in (*roles, entity.type, entity.party, entity.country, entity.outlet) if one]
    return " · ".join((words, *told[:2]))


def _is_named(entity: Entity, name: str) -> bool:
    wanted = fold_text(name).strip()
    return any(wanted == fold_text(one).strip() for one in (entity.name, *entity.aliases))
