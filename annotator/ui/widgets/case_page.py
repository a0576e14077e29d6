"""What the pages about differences share: the article's line with its legend, the list beside the text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.ui.widgets.case_list import CaseList, Entry
from annotator.ui.widgets.flow import FlowLayout
from annotator.ui.widgets.kind_chip import KindChip
from annotator.ui.widgets.parts import (
    ElidedLabel,
    EmptyState,
    cleared,
    column,
    hairline,
    label,
    row,
    surface,
)
from annotator.ui.words import count_words, number


def quiet_button(text: str, key: str, said: str = "") -> QPushButton:
    """A button without a box; its tool tip names its key, `said` is for those who hear it."""
    made = QPushButton(text)
    made.setProperty("role", "quiet")
    made.setAccessibleName(said or text)
    made.setToolTip(f"{said or text} ({key})")
    made.setMinimumWidth(made.sizeHint().width() + 16)
    return made


class ArticleLine(QWidget):
    """Which article of how many, ways to the next and the previous one, and below a legend of chips."""

    moved = Signal(int)  # 1 to the next article, -1 to the previous one
    chips_changed = Signal()

    def __init__(self, keys: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "page")
        self.chips: list[KindChip] = []
        self.headline = ElidedLabel("", "name")
        self.place = label("", "muted")
        self.done = label("", "muted")
        self.previous = quiet_button(self.tr("Previous article"), keys[0])
        self.next = quiet_button(self.tr("Next article"), keys[1])
        self.previous.clicked.connect(lambda: self.moved.emit(-1))
        self.next.clicked.connect(lambda: self.moved.emit(1))
        line = row(spacing=8)
        line.addWidget(self.headline)
        line.addWidget(self.place)
        line.addStretch(1)
        for part in (self.done, self.previous, self.next):
            line.addWidget(part)
        legend = QWidget()
        self._legend = FlowLayout(legend, gap=8)
        box = column(self, spacing=8, margins=(20, 12, 20, 10))
        box.addLayout(line)
        box.addWidget(legend)

    def show_article(self, title: str, at: int, of: int) -> None:
        """Say which article it is: the one at place `at` (from 1) of so many."""
        self.headline.setText(" ".join(title.split()) or self.tr("Untitled"))
        self.place.setText(self.tr("{0} of {1} articles").format(number(at), number(of)))

    def show_chips(self, chips: Sequence[KindChip]) -> None:
        """Make this the legend."""
        cleared(self._legend)
        self.chips = list(chips)
        for chip in self.chips:
            chip.setToolTip(self.tr("Show or hide these"))
            chip.clicked.connect(self.chips_changed)
            self._legend.addWidget(chip)

    def hidden(self) -> set[str]:
        """The kinds whose chips are off."""
        return {chip.kind for chip in self.chips if not chip.isChecked()}


class CaseSide(QWidget):
    """The list with its count, room for something in the corner, and a line of hints."""

    def __init__(self, corner: Sequence[QWidget], hints: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "side")
        self.setMinimumWidth(240)
        self.list = CaseList()
        self.nothing = EmptyState("")
        self.count = label("", "muted")
        head = row(spacing=6, margins=(16, 8, 12, 6))
        head.addWidget(self.count)
        head.addStretch(1)
        for part in corner:
            head.addWidget(part)
        words = label(hints, "small", wrap=True)
        words.setContentsMargins(16, 8, 12, 10)
        box = column(self)
        box.addLayout(head)
        box.addWidget(self.list, 1)
        box.addWidget(self.nothing, 1)
        box.addWidget(hairline())
        box.addWidget(words)

    def show_entries(self, entries: Sequence[Entry], current: str, otherwise: str) -> None:
        """Show these, or say why there are none."""
        self.count.setText(count_words(len(entries), "entry", "entries"))
        self.list.setVisible(bool(entries))
        self.nothing.setVisible(not entries)
        self.nothing.set_text(otherwise)
        self.list.show_entries(entries, current)
