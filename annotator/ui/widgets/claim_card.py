"""The claim card: one form for one mark, whose fields are filled by picking in the text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QToolButton, QWidget

from annotator.ui.claim_card import Slot, beside, clear, fitting, slots, take_mark, take_text
from annotator.ui.icons import icon
from annotator.ui.overrides import safe_overrides
from annotator.ui.todos import todos
from annotator.ui.widgets.card_row import CardRow
from annotator.ui.widgets.card_values import CardValues
from annotator.ui.widgets.parts import ScrollPane, cleared, column, label, row, surface, tab_stops
from annotator.ui.widgets.quote import Quote
from annotator.ui.words import capital

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.model.annotation import Span
    from annotator.model.scheme import Label
    from annotator.project import Project
    from annotator.ui.canvas.view import Canvas
    from annotator.ui.session import Session

#: Pixels between two fields, and above one that begins a group of its own.
_GAP: Final = 5


@safe_overrides
class ClaimCard(QWidget):
    """Who says what about whom, for one mark. It is open while it is shown.

    Up and Down walk through the fields. Enter lets a field listen: Tab and Enter, or a click, pick a mark
    in the text; selected text and Enter make the mark. `+` adds one more, Delete clears, Esc backs out.
    Below the fields stand the attributes of the mark and of the parts in it; Tab goes on to them.
    """

    shown = Signal(bool)  # opened, closed
    left = Signal()  # back to the text

    def __init__(self, session: Session, canvas: Canvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "side")
        self.session, self._canvas = session, canvas
        self._uid = ""
        self._slots: list[Slot] = []
        self._listening: Slot | None = None
        self.rows: list[CardRow] = []
        self.title = label("", "name")
        self.close_button = QToolButton()
        self.close_button.setToolTip(self.tr("Back to the text (Esc)"))
        self.close_button.setAccessibleName(self.tr("Close the card"))
        self.close_button.clicked.connect(self.leave)
        self.quote = Quote()
        self.fields = QWidget()
        self._fields = column(self.fields, spacing=_GAP)
        self.values = CardValues(self._label_of, session.set_attribute)
        self.todo = QFrame()
        self.todo.setObjectName("todo")
        self._todo_box = column(self.todo, spacing=4, margins=(10, 8, 10, 8))
        self.help = label("", "small", wrap=True)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        head = QWidget()
        surface(head, "tabs")
        line = row(head, margins=(12, 6, 8, 6))
        line.addWidget(self.title, 1)
        line.addWidget(self.close_button)
        content = QWidget()
        box = column(content, margins=(16, 13, 14, 18))
        for part, gap in ((self.quote, 13), (self.fields, 16), (self.values, 16), (self.todo, 0)):
            box.addWidget(part)
            box.addSpacing(gap)
        box.addStretch(1)
        self.pane = ScrollPane(content)
        outer = column(self)
        outer.addWidget(head)
        outer.addWidget(self.pane, 1)
        foot = column(margins=(16, 8, 14, 10))
        foot.addWidget(self.help)
        outer.addLayout(foot)

    # ------------------------------------------------------------------ opening and closing

    def open(self, uid: str) -> None:
        """Show the card of a mark, and go to its first empty field."""
        mark = self.session.mark(uid)
        if mark is None:
            return
        kind = self._label_of(mark.label)
        if not slots(self.session.scheme, mark, self.session.shown_marks, self.session.relations) and not (
            kind and kind.attributes
        ):
            self.session.told.emit(self.tr("The scheme has neither relations nor attributes for this label."))
            return
        self._uid = uid
        self.close_button.setIcon(icon("close"))
        self.show()
        self.shown.emit(True)
        self.refresh()
        self._go(next((at for at, one in enumerate(self._slots) if not one.filled), 0))

    def leave(self) -> None:
        """Close the card, and go back to the text with its mark selected."""
        uid = self._uid
        self.hide()
        self.shown.emit(False)
        self.session.select(uid)
        self.left.emit()

    def follow(self, uid: str) -> None:
        """Another mark was selected: one of the same label has its card shown, others leave it as it is."""
        mark, own = self.session.mark(uid), self.session.mark(self._uid)
        if self.isVisible() and mark and own and mark.label == own.label and self._listening is None:
            self._uid = uid
            self.refresh()

    def refresh(self) -> None:
        """Show the fields as they are now; the card of a mark that is gone closes."""
        if not self.isVisible():
            return
        mark = self.session.mark(self._uid)
        if mark is None:
            self.hide()
            self.shown.emit(False)
            return
        held = self.session
        self._slots = slots(held.scheme, mark, held.shown_marks, held.relations)
        self.title.setText(self.tr("{0} card").format(capital(mark.label)))
        self.setAccessibleName(self.title.text())
        self.quote.show_quote(mark.quote, self._label_of(mark.label))
        self._show_rows()
        parts = {one.mark.uid: one.mark for one in self._slots if one.role == "part" and one.mark}
        self.values.show_marks([mark, *parts.values()], writable=held.writable)
        self._order_tabs()
        self._show_todos()
        self._show_help()

    def _order_tabs(self) -> None:
        """Tab goes down the card, whatever was made last."""
        rows: list[QWidget] = [*self.rows[: len(self._slots)]]
        stops = rows + [stop for field in self.values.fields() for stop in tab_stops(field)]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: nothing listens behind a closed card."""
        super().hideEvent(event)
        if self._listening is not None:
            self._listening = None
            self._canvas.picking.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc closes the card."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------ showing

    def _show_rows(self) -> None:
        while len(self.rows) < len(self._slots):
            self._add_row(len(self.rows))
        for at, one in enumerate(self.rows):
            one.setVisible(at < len(self._slots))
            if at < len(self._slots):
                slot = self._slots[at]
                kind = self._label_of(slot.mark.label) if slot.mark else None
                one.show_field(slot.name, self._words(slot), self._hint(slot), slot.depth, kind)
                one.set_listening(self._listening is not None and self._listening.place == slot.place)

    def _add_row(self, at: int) -> None:
        made = CardRow()
        made.moved.connect(lambda step: self._go(at + step))
        made.wanted.connect(lambda further: self.listen(at, further=further))
        made.cleared.connect(lambda: self._clear(at))
        made.visited.connect(lambda: self._visit(at))
        made.reached.connect(lambda: self.pane.ensureWidgetVisible(made))
        self.rows.append(made)
        self._fields.addWidget(made)

    def _words(self, slot: Slot) -> str:
        if slot.role == "cue":
            return slot.relation.cue_quote if slot.relation else ""
        if slot.mark is None:
            return ""
        return self._canvas.entity_name(slot.mark.entity) or " ".join(slot.mark.quote.split())

    def _hint(self, slot: Slot) -> str:
        if self._listening is None or self._listening.place != slot.place:
            return self.tr("Enter, then pick in the text")
        return self.tr("Select the word") if slot.role == "cue" else self.tr("Pick or select in the text…")

    def _show_todos(self) -> None:
        cleared(self._todo_box)
        held, session = {self._uid}, self.session
        held |= {one.mark.uid for one in self._slots if one.role == "part" and one.mark}
        found = [
            one for one in todos(session.scheme, session.shown_marks, session.relations) if one.uid in held
        ]
        self.todo.setVisible(bool(found))
        for one in found:
            line = row(spacing=8)
            line.addWidget(label(self.tr("To do"), "todo"))
            line.addWidget(label(f"{one.label} {one.lack}", "muted", wrap=True), 1)
            self._todo_box.addLayout(line)

    def _show_help(self) -> None:
        if self._listening is None:
            words = self.tr(
                "↑ ↓ field · Enter pick · + one more · Del clear · → its mark · "
                "Tab to the values, 1–9 takes one · Esc back to the text"
            )
        elif self._listening.role == "cue":
            words = self.tr("Tab selects the next word, Shift+arrows any text; Enter takes it. Esc lets go.")
        else:
            words = self.tr("Tab goes to a fitting mark, Enter takes it. Or select text: {0}. Esc lets go.")
            words = words.format(", ".join(self._keys(self._listening)))
        self.help.setText(words)

    def _keys(self, slot: Slot) -> list[str]:
        """What marks selected text while the field listens: Enter with the first label, and keys."""
        kinds = [self._label_of(name) for name in slot.labels]
        keys = [f"{one.key} {one.name}" for one in kinds if one and one.key]
        return [self.tr("Enter {0}").format(slot.labels[0]), *(keys[1:] if len(keys) > 1 else [])]

    def _label_of(self, name: str) -> Label | None:
        return next((one for one in self.session.scheme.labels if one.name == name), None)

    # ------------------------------------------------------------------ walking

    def _go(self, at: int) -> None:
        """Put the focus on a field; beyond the last one on the first attribute that is still empty."""
        values = self.values.fields()
        target: QWidget
        if values and at >= len(self._slots):
            target = next((one for one in values if one.empty), values[0])
        elif self._slots:
            target = self.rows[max(0, min(at, len(self._slots) - 1))]
        else:
            return
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.pane.ensureWidgetVisible(target)

    def _visit(self, at: int) -> None:
        """Leave the card for the mark that a field holds."""
        mark = self._slots[at].mark
        if mark:
            self.leave()
            self.session.select(mark.uid)
            self._canvas.select(mark.uid)
            self._canvas.set_caret(mark.start)

    # ------------------------------------------------------------------ filling

    def listen(self, at: int, *, further: bool = False) -> None:
        """Let a field wait for a pick in the text; `further` keeps what it holds and adds to it."""
        mark = self.session.mark(self._uid)
        if mark is None or not self.session.writable:
            return
        slot = self._slots[at]
        if slot.role == "part" or (further and slot.role == "mark"):
            slot = slot._replace(relation=None, mark=None)
        self._listening = slot
        marks = fitting(slot, self._slots, self.session.shown_marks)
        self._canvas.picking.begin(self, marks, slot.labels, beside(slot, self._slots, mark))
        self.refresh()
        self.rows[at].set_listening(True)

    def mark_picked(self, uid: str) -> None:
        """Put the mark into the field that listens."""
        slot = self._heard()
        if slot is not None:
            self._fill(slot, f"Set {slot.name.lower()}", lambda project: take_mark(project, slot, uid), uid)

    def text_picked(self, label: str, fragments: tuple[Span, ...]) -> None:
        """Make a mark of the text and put it into the field, or take the text as the cue."""
        slot, mark = self._heard(), self.session.mark(self._uid)
        if slot is None or mark is None:
            return
        if slot.role == "cue" and slot.relation is not None:
            key = slot.relation.id
            self._fill(slot, "Set cue", lambda project: project.relations.edit(key, cue=fragments[0]))
        else:
            name = f"Add {label} as {slot.name.lower()}"
            self._fill(slot, name, lambda project: take_text(project, slot, label, fragments, mark))

    def picking_stopped(self) -> None:
        """Back to the field, which stays as it is."""
        slot = self._heard()
        self.refresh()
        if slot is not None:
            self._go(self._at(slot))

    def _heard(self) -> Slot | None:
        slot, self._listening = self._listening, None
        return slot

    def _fill(self, slot: Slot, name: str, action: Callable[[Project], object], *uids: str) -> None:
        """Do one command for a field, and go on to the next empty one."""
        done = self.session.do(name, action, self._uid, *uids)
        self.session.select(self._uid)
        self.refresh()
        at = self._at(slot)
        following = next((n for n in range(at + 1, len(self._slots)) if not self._slots[n].filled), None)
        if following is None:
            following = len(self._slots) if any(one.empty for one in self.values.fields()) else at
        self._go(following if done else at)

    def _at(self, slot: Slot) -> int:
        """Where a field stands now, also after it was filled."""
        places = [one.place for one in self._slots]
        return places.index(slot.place) if slot.place in places else 0

    def _clear(self, at: int) -> None:
        slot = self._slots[at]
        if slot.filled and self.session.writable:
            self.session.do(f"Clear {slot.name.lower()}", lambda project: clear(project, slot))
            self.refresh()
            self._go(at)
