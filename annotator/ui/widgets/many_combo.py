"""A list from which several values may be chosen; it stays open while one ticks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.parts import plain_tip
from annotator.ui.words import number

_VALUE: Final = int(Qt.ItemDataRole.UserRole)

#: Most values offered; further ones are found with the words of the filter.
_MOST: Final = 2000


class Offer(NamedTuple):
    """One value that may be chosen, how people read it, and how many have it (−1: not said)."""

    value: str
    words: str
    many: int = -1


@safe_overrides
class ManyCombo(QuietCombo):
    """A field that shows what is ticked, and a list of ticks below it. `chosen_changed` after each tick."""

    chosen_changed = Signal()

    def __init__(self, name: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nothing = nothing
        self._words: dict[str, str] = {}
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setAccessibleName(name)
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.view().viewport().installEventFilter(self)
        self.view().installEventFilter(self)

    def offer(self, offers: Iterable[Offer]) -> None:
        """Offer these values; what is chosen and not among them is offered as well."""
        chosen = self.chosen()
        self._items.clear()
        self._words = {}
        for one in list(offers)[:_MOST]:
            self._add(one, ticked=one.value in chosen)
        for value in chosen:
            if value not in self._words:
                self._add(Offer(value, value), ticked=True)
        self._tell()

    def chosen(self) -> tuple[str, ...]:
        """The values that are ticked, in the order of the list."""
        return tuple(
            str(item.data(_VALUE)) for item in self._all() if item.checkState() == Qt.CheckState.Checked
        )

    def choose(self, values: Sequence[str]) -> None:
        """Tick these values and no others, without a signal."""
        for value in values:
            if value not in self._words:
                self._add(Offer(value, value), ticked=True)
        for item in self._all():
            ticked = item.data(_VALUE) in values
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self._tell()

    def words_of(self, value: str) -> str:
        """How people read a value."""
        return self._words.get(value, value)

    def _add(self, one: Offer, *, ticked: bool) -> None:
        self._words[one.value] = one.words
        count = f"   {number(one.many)}" if one.many >= 0 else ""
        item = QStandardItem(" ".join(one.words.split())[:120] + count)
        item.setData(one.value, _VALUE)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self._items.appendRow(item)

    def _all(self) -> list[QStandardItem]:
        return [self._items.item(at) for at in range(self._items.rowCount())]

    def _toggle(self, at: int) -> None:
        if not 0 <= at < self._items.rowCount():
            return
        item = self._items.item(at)
        ticked = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
        self._tell()
        self.chosen_changed.emit()

    def _tell(self) -> None:
        self.setToolTip(plain_tip(", ".join(self.words_of(one) for one in self.chosen())))
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: a click or the space bar ticks; the list closes with Esc, Enter or a click beside it."""
        if event.type() == QEvent.Type.MouseButtonRelease and watched is self.view().viewport():
            index = self.view().indexAt(event.position().toPoint())  # type: ignore[attr-defined]
            if index.isValid():
                self._toggle(index.row())
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Space:
                self._toggle(self.view().currentIndex().row())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.hidePopup()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows, Enter and the space bar open the list; nothing is chosen by typing blindly."""
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys:
            self.showPopup()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the field with what is ticked, in words."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        words = [self.words_of(one) for one in self.chosen()]
        option.currentText = ", ".join(words) or self._nothing
        if not words:
            option.palette.setColor(option.palette.ColorRole.Text, self.palette().placeholderText().color())
            option.palette.setColor(
                option.palette.ColorRole.ButtonText, self.palette().placeholderText().color()
            )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
