"""Before marks are carried from one article to its near-duplicates: which go, and which are doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QCheckBox, QDialog, QPushButton, QWidget

from annotator.ui.dialogs.running import buttons
from annotator.ui.widgets.parts import ScrollPane, column, label
from annotator.ui.words import capital, count_words, isolated, number, shortened

if TYPE_CHECKING:
    from annotator.project.duplicating import CarryPlan
    from annotator.project.repairing import Decision, MarkMove

#: Doubtful marks that are listed one by one.
_LISTED: Final = 200
_QUOTE: Final = 120


class CarryDialog(QDialog):
    """Counts what goes over. A doubtful mark goes only when it is ticked."""

    def __init__(self, plans: Sequence[CarryPlan], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Carry marks over"))
        self.resize(600, 460)
        self._ticks: list[tuple[int, MarkMove, QCheckBox]] = []
        self._plans = list(plans)
        box = column(self, spacing=12, margins=(22, 20, 22, 18))
        box.addWidget(label(self.tr("Carry marks over"), "heading"))
        box.addWidget(label(self._words(), wrap=True))
        content = QWidget()
        rows = column(content, spacing=8, margins=(0, 0, 10, 0))
        doubtful = [(at, one) for at, plan in enumerate(self._plans) for one in plan.open if one.fragments]
        for at, one in doubtful[:_LISTED]:
            rows.addWidget(self._tick(at, one))
        if len(doubtful) > _LISTED:
            rows.addWidget(label(self.tr("and {0} more").format(number(len(doubtful) - _LISTED)), "muted"))
        rows.addStretch(1)
        box.addWidget(ScrollPane(content), 1)
        self.carry = QPushButton(self.tr("Carry over"))
        self.carry.setDefault(True)
        self.carry.clicked.connect(self.accept)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        box.addLayout(buttons(cancel, self.carry))
        for _, _, tick in self._ticks:
            tick.clicked.connect(self._allow)
        self._allow()

    def decisions(self, at: int) -> dict[str, Decision]:
        """What was ticked for the plan at that place."""
        return {
            one.mark.uid: one.fragments for plan, one, tick in self._ticks if plan == at and tick.isChecked()
        }

    def _allow(self) -> None:
        sure = sum(len(plan.sure) for plan in self._plans)
        self.carry.setEnabled(bool(sure) or any(tick.isChecked() for _, _, tick in self._ticks))

    def _words(self) -> str:
        sure = sum(len(plan.sure) for plan in self._plans)
        there = sum(plan.there for plan in self._plans)
        lost = sum(one.fate == "lost" for plan in self._plans for one in plan.open)
        doubtful = sum(len(plan.open) for plan in self._plans) - lost
        parts = [
            self.tr("{0} to {1}.").format(
                count_words(sure, "mark goes", "marks go"),
                count_words(len(self._plans), "article", "articles"),
            )
        ]
        if there:
            parts.append(self.tr("{0} there already.").format(count_words(there, "mark is", "marks are")))
        if lost:
            words = self.tr("{0} no place there and stay behind.")
            parts.append(words.format(count_words(lost, "mark has", "marks have")))
        if doubtful:
            words = self.tr("{0} doubtful: tick those that shall go.")
            parts.append(words.format(count_words(doubtful, "mark is", "marks are")))
        return " ".join(parts)

    def _tick(self, at: int, move: MarkMove) -> QWidget:
        holder = QWidget()
        box = column(holder, spacing=2)
        quote = isolated(shortened(move.quote, _QUOTE))
        tick = QCheckBox(f"{capital(move.mark.label)}: {quote}".replace("&", "&&"))
        box.addWidget(tick)
        was = self.tr("here: {0}").format(isolated(shortened(move.mark.quote, _QUOTE)))
        box.addWidget(label(was, "small", wrap=True))
        self._ticks.append((at, move, tick))
        return holder
