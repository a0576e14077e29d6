"""Mentions in their surroundings under their wordings, each to be ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.model.annotation import Span
from annotator.ui.overrides import safe_overrides
from annotator.ui.theme import ui_font
from annotator.ui.widgets.hit_table import cut_out
from annotator.ui.words import date_words, isolated, number

if TYPE_CHECKING:
    from annotator.store.mentions import MentionRow

_MENTION: Final = int(Qt.ItemDataRole.UserRole)
#: Mentions of one wording that are listed one by one; of more, all go with the wording.
_LISTED: Final = 100
#: So many wordings are shown with their mentions at once.
_OPENED: Final = 4
_BEFORE: Final = 24
_AFTER: Final = 60


@safe_overrides
class MentionTree(QTreeWidget):
    """`place_chosen` asks for the place of a mention: article, uid of the mark."""

    place_chosen = Signal(int, str)
    ticks_changed = Signal()

    def __init__(self, text_of: Callable[[int], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text_of = text_of
        self._mentions: list[tuple[str, list[MentionRow]]] = []
        self._filling = False
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setAccessibleName(self.tr("Mentions"))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setUniformRowHeights(True)
        self.setProperty("role", "field")
        self.itemExpanded.connect(self._list)
        self.itemChanged.connect(self._changed)
        self.itemActivated.connect(self._open)
        self.itemDoubleClicked.connect(self._open)

    def show_mentions(self, mentions: Iterable[MentionRow], *, ticked: bool = True) -> None:
        """Show the mentions under their wordings, the most frequent first."""
        groups: dict[str, list[MentionRow]] = {}
        for one in mentions:
            groups.setdefault(" ".join(one.quote.split()), []).append(one)
        self._mentions = sorted(groups.items(), key=lambda one: (-len(one[1]), one[0]))
        self._filling = True
        self.clear()
        state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        for words, each in self._mentions:
            item = QTreeWidgetItem(self, [isolated(words), number(len(each))])
            item.setFont(0, ui_font(13, weight=ui_font().Weight.DemiBold))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
            item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            item.setCheckState(0, state)
        self._filling = False
        if len(self._mentions) <= _OPENED:
            self.expandAll()

    def ticked(self) -> list[MentionRow]:
        """The ticked mentions."""
        found: list[MentionRow] = []
        for at, (_, each) in enumerate(self._mentions):
            item = self.topLevelItem(at)
            if item is None:
                continue
            if not item.childCount():
                found += each if item.checkState(0) == Qt.CheckState.Checked else []
                continue
            for child in _children(item):
                if child.checkState(0) == Qt.CheckState.Checked:
                    found.append(child.data(0, _MENTION))
            if item.checkState(0) == Qt.CheckState.Checked:
                found += each[_LISTED:]
        return found

    def wordings(self) -> list[str]:
        """The wordings with a ticked mention, the most frequent first."""
        return list(dict.fromkeys(" ".join(one.quote.split()) for one in self.ticked()))

    def _list(self, item: QTreeWidgetItem) -> None:
        if item.childCount() or item.parent() is not None:
            return
        _, each = self._mentions[self.indexOfTopLevelItem(item)]
        self._filling = True
        for one in each[:_LISTED]:
            child = QTreeWidgetItem(item, [self._words(one), _origin(one)])
            child.setFlags(child.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            child.setCheckState(0, item.checkState(0))
            child.setData(0, _MENTION, one)
        self._filling = False

    def _words(self, one: MentionRow) -> str:
        text = self._text_of(one.article)
        if not 0 <= one.start < one.end <= len(text):
            return one.quote
        piece = cut_out(text, [Span(one.start, one.end)], before=_BEFORE)
        start = piece.hits[0][0]
        return piece.text[: start + len(one.quote) + _AFTER]

    def _changed(self, item: QTreeWidgetItem, column: int) -> None:
        if self._filling:
            return
        self._filling = True
        parent = item.parent()
        if parent is None:
            for child in _children(item):
                child.setCheckState(0, item.checkState(0))
        else:
            states = {one.checkState(0) for one in _children(parent)}
            parent.setCheckState(0, states.pop() if len(states) == 1 else Qt.CheckState.PartiallyChecked)
        self._filling = False
        self.ticks_changed.emit()

    def _open(self, item: QTreeWidgetItem, column: int) -> None:
        one: MentionRow | None = item.data(0, _MENTION)
        if one is not None:
            self.place_chosen.emit(one.article, one.uid)


def _origin(one: MentionRow) -> str:
    parts = (one.outlet, date_words(one.published, short=True))
    return " · ".join(part for part in parts if part)


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = (item.child(place) for place in range(item.childCount()))
    return [one for one in children if one is not None]
