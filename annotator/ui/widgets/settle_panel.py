"""Beside the text while adjudicating: the sides of a difference, and the ways to settle it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QWidget

from annotator.model.annotation import Annotation, AttributeValue, Span
from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.entity_field import EntityField
from annotator.ui.widgets.fields import LabelCombo
from annotator.ui.widgets.flow import FlowLayout
from annotator.ui.widgets.form import Form
from annotator.ui.widgets.keys import KeyButton
from annotator.ui.widgets.parts import (
    EmptyState,
    ScrollPane,
    cleared,
    column,
    hairline,
    label,
    row,
    section,
    surface,
)
from annotator.ui.widgets.quote import Quote
from annotator.ui.widgets.side_card import SideCard, SideWords

if TYPE_CHECKING:
    from annotator.model.entity import Entity
    from annotator.model.scheme import Scheme


@safe_overrides
class NoteLine(QLineEdit):
    """The reason of a decision. Enter and Esc give the keys back to the view."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: leave with Enter or Esc; the words stay until something is settled."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)


@safe_overrides
class SettlePanel(QWidget):
    """Shows a difference and tells what the person wants done with it."""

    accepted = Signal(str)  # key of a side
    rejected = Signal()
    nothing = Signal()
    reopened = Signal()
    edit_requested = Signal()
    saved = Signal()  # the version in the editor
    cancelled = Signal()
    left = Signal()  # back to the list

    def __init__(self, match: Callable[[str], list[Entity]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "side")
        self.setMinimumWidth(300)
        self.cards: list[SideCard] = []
        self.kind = label("", "name", wrap=True)
        self.verdict = label("", "saved", wrap=True)
        self.note = NoteLine()
        self.note.setPlaceholderText(self.tr("Why? (a note that stays with the decision)"))
        self.note.setAccessibleName(self.tr("Note on the decision"))
        self.note.left.connect(self.left)
        self.editor = GoldEditor(match)
        self.editor.saved.connect(self.saved)
        self.editor.cancelled.connect(self.cancelled)
        self.empty = EmptyState("")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._sides_page())
        self.stack.addWidget(self.editor)
        column(self).addWidget(self.stack)

    def _sides_page(self) -> QWidget:
        content = QWidget()
        box = column(content, spacing=10, margins=(16, 12, 14, 14))
        box.addWidget(self.kind)
        holder = QWidget()
        self._cards = column(holder, spacing=8)
        box.addWidget(holder)
        box.addWidget(self.verdict)
        box.addStretch(1)
        page = QWidget()
        outer = column(page)
        self.pane = ScrollPane(content)
        outer.addWidget(self.pane, 1)
        outer.addWidget(hairline())
        foot = column(spacing=8, margins=(14, 10, 14, 12))
        foot.addWidget(self.note)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=4)
        self.edit_button = KeyButton(self.tr("Edit"), "Enter")
        self.reject_button = KeyButton(self.tr("Reject all"), "X")
        self.nothing_button = KeyButton(self.tr("Nothing here"), "0")
        self.reopen_button = KeyButton(self.tr("Reopen"), "R")
        for button, signal in (
            (self.edit_button, self.edit_requested),
            (self.reject_button, self.rejected),
            (self.nothing_button, self.nothing),
            (self.reopen_button, self.reopened),
        ):
            button.clicked.connect(signal)
            flow.addWidget(button)
        foot.addWidget(buttons)
        outer.addLayout(foot)
        return page

    def say(self, words: str) -> None:
        """Show words only: there is nothing to settle."""
        self.empty.set_text(words)
        self.stack.setCurrentIndex(0)

    def show_sides(
        self,
        kind: str,
        sides: Sequence[SideWords],
        *,
        accepted: Sequence[str],
        verdict: str,
        offers: set[str],
    ) -> None:
        """Show a difference: what it is, its sides, what came of it ("" while open), what is offered."""
        self.kind.setText(kind)
        cleared(self._cards)
        self.cards = [SideCard(one, accepted=one.name in accepted) for one in sides]
        for card in self.cards:
            card.chosen.connect(self.accepted)
            self._cards.addWidget(card)
        self.verdict.setText(verdict)
        self.verdict.setVisible(bool(verdict))
        for name, button in (
            ("edit", self.edit_button),
            ("reject", self.reject_button),
            ("nothing", self.nothing_button),
            ("reopen", self.reopen_button),
        ):
            button.setVisible(name in offers)
        self.stack.setCurrentIndex(1)

    def take_note(self) -> str:
        """The note that was typed; the field is empty then."""
        words = self.note.text().strip()
        self.note.clear()
        return words

    @property
    def editing(self) -> bool:
        """Whether a version of one's own is being made."""
        return self.stack.currentIndex() == 2

    def edit(self, mark: Annotation, scheme: Scheme, entities: dict[str, str]) -> None:
        """Make a version of one's own, beginning with this mark."""
        self.editor.begin(mark, scheme, entities)
        self.stack.setCurrentIndex(2)
        self.editor.label_combo.setFocus()


@safe_overrides
class GoldEditor(QWidget):
    """A version of one's own: label, edges (select text), attributes, entity."""

    saved = Signal()
    cancelled = Signal()
    entity_named = Signal(str)  # a name that the registry does not have

    def __init__(self, match: Callable[[str], list[Entity]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = ""
        self.fragments: tuple[Span, ...] = ()
        self.attributes: dict[str, AttributeValue] = {}
        self.entity = ""
        self._scheme: Scheme | None = None
        self._entities: dict[str, str] = {}
        self.quote = Quote()
        self.label_combo = LabelCombo()
        self.label_combo.setAccessibleName(self.tr("Label"))
        self.label_combo.activated.connect(lambda _: self._relabel())
        self.entity_field = EntityField(match)
        self.entity_field.entity_chosen.connect(self.take_entity)
        self.entity_field.entity_named.connect(self.entity_named)
        self.head = Form()
        self.head.add_row(self.tr("Label"), self.label_combo)
        self._entity_name = self.head.add_row(self.tr("Entity"), self.entity_field)
        self.form = Form()
        content = QWidget()
        box = column(content, spacing=10, margins=(16, 12, 14, 14))
        box.addWidget(section(self.tr("Your own version")))
        box.addWidget(self.quote)
        hint = self.tr("Select other text to change the edges; with Ctrl a further stretch.")
        box.addWidget(label(hint, "small", wrap=True))
        box.addWidget(self.head)
        box.addWidget(self.form)
        box.addStretch(1)
        outer = column(self)
        outer.addWidget(ScrollPane(content), 1)
        outer.addWidget(hairline())
        outer.addLayout(self._buttons())

    def _buttons(self) -> Any:
        line = row(spacing=8, margins=(14, 10, 14, 12))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.save_button = QPushButton(self.tr("Settle with this"))
        self.save_button.setToolTip("Ctrl+Enter")
        self.save_button.setDefault(True)
        self.cancel_button.clicked.connect(self.cancelled)
        self.save_button.clicked.connect(self.saved)
        line.addStretch(1)
        line.addWidget(self.cancel_button)
        line.addWidget(self.save_button)
        return line

    def begin(self, mark: Annotation, scheme: Scheme, entities: dict[str, str]) -> None:
        """Begin with what this mark says."""
        self._scheme, self._entities = scheme, entities
        self.label, self.fragments, self.entity = mark.label, mark.fragments, mark.entity
        self.attributes = dict(mark.attributes)
        self.label_combo.show_labels(scheme.active_labels())
        self.label_combo.setCurrentIndex(max(self.label_combo.findData(mark.label), 0))
        self._show(mark.quote)

    def set_edges(self, fragments: tuple[Span, ...], quote: str) -> None:
        """Take other edges."""
        self.fragments = fragments
        self._show(quote)

    def _show(self, quote: str) -> None:
        assert self._scheme is not None
        kind = next((one for one in self._scheme.labels if one.name == self.label), None)
        self._quote = quote
        self.quote.show_quote(quote, kind)
        self.form.attribute_rows(kind.attributes if kind else [], self._set)
        self.form.show_values(self.attributes, enabled=True)
        takes = bool(kind and kind.entity)
        self.entity_field.setVisible(takes)
        self._entity_name.setVisible(takes)
        self.entity_field.show_entity(self.entity, self._entities.get(self.entity, ""), quote[:80])

    def _relabel(self) -> None:
        self.label = str(self.label_combo.currentData())
        self.attributes = {}
        self._show(self._quote)

    def _set(self, name: str, value: AttributeValue | None) -> None:
        self.attributes.pop(name, None)
        if value is not None and value not in ("", []):
            self.attributes[name] = value
        self.form.show_values(self.attributes, enabled=True)

    def take_entity(self, uid: str, name: str = "") -> None:
        """Name this entity; `name` where it is a new one."""
        self.entity = uid
        if name:
            self._entities[uid] = name
        self.entity_field.show_entity(uid, self._entities.get(uid, ""), self._quote[:80])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Ctrl+Enter settles, Esc leaves it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.saved.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
