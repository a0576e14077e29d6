"""What a new text does to the marks of an article: what moves, what is doubtful or lost, what to decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.ui.theme import current, label_colour
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.parts import ScrollPane, cleared, column, hairline, label, row
from annotator.ui.words import capital, isolated, number, shortened

if TYPE_CHECKING:
    from annotator.model.annotation import Span
    from annotator.model.moving import Fate
    from annotator.model.scheme import Scheme
    from annotator.project.repairing import Decision, MarkMove, RepairPlan

#: Marks that get a card of their own; the rest is counted.
_CARDS: Final = 120
_QUOTE: Final = 160

_FOLLOW, _SELECTION, _DELETE, _OPEN = "follow", "selection", "delete", ""


class MoveList(QWidget):
    """`span_chosen` carries a stretch of the new text to be shown; `decided` comes with each decision.

    `selection` is asked for the stretch that is selected in the new text.
    """

    span_chosen = Signal(object)
    decided = Signal()

    def __init__(self, selection: Callable[[], Span | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._selection = selection
        self._plan: RepairPlan | None = None
        self._scheme: Scheme | None = None
        self.decisions: dict[str, Decision] = {}
        self.combos: dict[str, QuietCombo] = {}
        self.summary = label("", wrap=True)
        content = QWidget()
        self._cards = column(content, spacing=10, margins=(0, 0, 10, 8))
        box = column(self, spacing=10)
        box.addWidget(self.summary)
        box.addWidget(hairline())
        box.addWidget(ScrollPane(content), 1)

    def show_plan(self, plan: RepairPlan | None, scheme: Scheme) -> None:
        """Show what a new text does. Decisions to delete stay; places are asked for again in a new text."""
        if plan is None or self._plan is None or plan.text != self._plan.text:
            self.decisions = {uid: one for uid, one in self.decisions.items() if one is None}
        self._plan, self._scheme = plan, scheme
        cleared(self._cards)
        self.combos = {}
        self._tell()
        if plan is None:
            return
        order = {"lost": 0, "doubtful": 1, "changed": 2, "moved": 3}
        shown = sorted((one for one in plan.marks if one.fate in order), key=lambda one: order[one.fate])
        for one in shown[:_CARDS]:
            self._cards.addWidget(self._card(one))
        if len(shown) > _CARDS:
            words = self.tr("and {0} more").format(number(len(shown) - _CARDS))
            self._cards.addWidget(label(words, "muted"))
        self._cards.addStretch(1)

    @property
    def undecided(self) -> int:
        """How many marks wait for a decision."""
        open_ = self._plan.open if self._plan else []
        return sum(one.mark.uid not in self.decisions for one in open_)

    def chosen(self) -> dict[str, Decision]:
        """The decisions about marks of the plan."""
        uids = {one.mark.uid for one in self._plan.marks} if self._plan else set()
        return {uid: one for uid, one in self.decisions.items() if uid in uids}

    def _tell(self) -> None:
        counts = self._plan.counts() if self._plan else {}
        parts = [
            self._fate_words(fate).format(number(counts[fate]))
            for fate in ("lost", "doubtful", "changed", "moved", "same")
            if fate in counts
        ]
        self.summary.setText(" · ".join(parts) or self.tr("No mark stands on this article."))

    def _fate_words(self, fate: Fate) -> str:
        return {
            "same": self.tr("{0} stay"),
            "moved": self.tr("{0} move with their text"),
            "changed": self.tr("{0} change their text"),
            "doubtful": self.tr("{0} doubtful"),
            "lost": self.tr("{0} lose their text"),
        }[fate]

    def _card(self, move: MarkMove) -> QWidget:
        card = QWidget()
        box = column(card, spacing=4)
        head = row(spacing=8)
        name = label(capital(move.mark.label), "name")
        colours = [
            one for one in (self._scheme.labels if self._scheme else []) if one.name == move.mark.label
        ]
        if colours:
            colour: QColor = label_colour(colours[0], current())
            name.setStyleSheet(f"color: {colour.name()}")
        head.addWidget(name)
        head.addWidget(label(self._one_fate(move.fate), "todo" if move.open else "small"))
        head.addStretch(1)
        if move.fragments:
            show = QPushButton(self.tr("Show"))
            show.setProperty("role", "link")
            show.clicked.connect(lambda: self.span_chosen.emit(move.fragments[0]))
            head.addWidget(show)
        box.addLayout(head)
        box.addWidget(label(isolated(shortened(move.mark.quote, _QUOTE)), "muted", wrap=True))
        if move.quote and move.quote != move.mark.quote:
            box.addWidget(label("→ " + isolated(shortened(move.quote, _QUOTE)), wrap=True))
        if move.fate != "moved":
            box.addWidget(self._combo(move))
        box.addWidget(hairline())
        return card

    def _one_fate(self, fate: Fate) -> str:
        return {
            "same": self.tr("stays"),
            "moved": self.tr("moves"),
            "changed": self.tr("its text changes"),
            "doubtful": self.tr("doubtful"),
            "lost": self.tr("its text is gone"),
        }[fate]

    def _combo(self, move: MarkMove) -> QuietCombo:
        combo = QuietCombo()
        if move.open:
            combo.addItem(self.tr("Decide …"), _OPEN)
        if move.fragments:
            combo.addItem(self.tr("It stands at “{0}”").format(shortened(move.quote, 40)), _FOLLOW)
        combo.addItem(self.tr("It stands where I have selected the text"), _SELECTION)
        combo.addItem(self.tr("Delete the mark"), _DELETE)
        combo.setAccessibleName(self.tr("What becomes of “{0}”").format(shortened(move.mark.quote, 40)))
        uid = move.mark.uid
        if uid in self.decisions:
            kept = self.decisions[uid]
            combo.setCurrentIndex(combo.findData(_DELETE if kept is None else _FOLLOW))
        combo.activated.connect(lambda _: self._decide(move, combo))
        self.combos[uid] = combo
        return combo

    def _decide(self, move: MarkMove, combo: QuietCombo) -> None:
        uid, choice = move.mark.uid, combo.currentData()
        self.decisions.pop(uid, None)
        if choice == _DELETE:
            self.decisions[uid] = None
        elif choice == _FOLLOW:
            self.decisions[uid] = move.fragments
        elif choice == _SELECTION:
            span = self._selection()
            if span is None:
                combo.setCurrentIndex(0)
                self.summary.setText(self.tr("Select its text on the left first, then choose this again."))
                return
            self.decisions[uid] = (span,)
        self._tell()
        self.decided.emit()
