"""The label bar: a chip with a key for each label, the two ways to build on a mark, and what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.chips import LabelChip
from annotator.ui.widgets.flow import FlowLayout
from annotator.ui.widgets.keys import KeyButton
from annotator.ui.widgets.parts import cleared, row, surface
from annotator.ui.widgets.shown_marks import HiddenButton

if TYPE_CHECKING:
    from annotator.model.scheme import Scheme


#: Pixels between the chips.
_GAP: Final = 9

#: Least pixels free at the right.
_EDGE: Final = 22


@safe_overrides
class LabelBar(QWidget):
    """The labels of the scheme as chips. A click marks the selection, or shows what the label means."""

    label_chosen = Signal(str)
    relate_requested = Signal()
    fragment_requested = Signal()
    filter_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "label_bar")
        self.setAccessibleName(self.tr("Labels"))
        self.chips: list[LabelChip] = []
        self._sides = (56, 56)
        self.relate = KeyButton(self.tr("Relate"), "R")
        self.fragment = KeyButton(self.tr("Add fragment"), "+")
        for button in (self.relate, self.fragment):
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.relate.clicked.connect(self.relate_requested)
        self.fragment.clicked.connect(self.fragment_requested)
        self.filter = HiddenButton()
        self.filter.clicked.connect(self.filter_requested)
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._flow = FlowLayout(holder, gap=_GAP)
        self._box = row(self, spacing=6, margins=(56, 8, 56, 8))
        self._box.addWidget(holder, 1)
        self._box.addWidget(self.relate)
        self._box.addWidget(self.fragment)
        self._box.addWidget(self.filter)

    def show_scheme(self, scheme: Scheme) -> None:
        """Make the chips of the labels that may be used."""
        cleared(self._flow)
        self.chips = [LabelChip(label) for label in scheme.active_labels()]
        for chip in self.chips:
            chip.clicked.connect(lambda _=False, name=chip.label.name: self.label_chosen.emit(name))
            self._flow.addWidget(chip)
        self._fit()

    def show_hidden(self, words: str, why: str) -> None:
        """Say how many marks are hidden, and why."""
        self.filter.show_state(words, why)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: see `align`."""
        super().resizeEvent(event)
        self._fit()

    def align(self, left: int, right: int) -> None:
        """Stand over the column of text: pixels free on both sides.

        Where there is little room the bar reaches over the column's right edge, then the words of the
        two buttons give way, then it reaches over the left edge, and at last the chips break into rows.
        """
        self._sides = (left, right)
        self._fit()

    def _fit(self) -> None:
        left, right = self._sides
        chips = sum(chip.sizeHint().width() + _GAP for chip in self.chips)
        buttons = (self.relate, self.fragment, self.filter)
        for near, edge, short in (
            (left, right, False),
            (left, _EDGE, False),
            (left, _EDGE, True),
            (_EDGE, _EDGE, True),
        ):
            wanted = chips + sum(one.width_when(short=short) + _GAP for one in buttons)
            if wanted <= self.width() - near - edge:
                break
        for one in buttons:
            one.set_short(short)
        margins = QMargins(near, 8, edge, 8)
        if self._box.contentsMargins() != margins:
            self._box.setContentsMargins(margins)
