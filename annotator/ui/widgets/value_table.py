"""The list of values of an attribute: names, definitions, signs, colours, in an order that people choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.model.palette import PALETTE
from annotator.model.scheme import Value
from annotator.model.scheme_edits import free_name
from annotator.ui.overrides import safe_overrides
from annotator.ui.theme import current

_VALUE: Final = int(Qt.ItemDataRole.UserRole)
_NAME, _SYMBOL, _DEFINITION, _COLOUR, _RETIRED = range(5)


@safe_overrides
class ValueTable(QTreeWidget):
    """One line for each value. `edited` carries the values, and by new name what renamed ones were called."""

    edited = Signal(list, dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "field")
        self.setAccessibleName(self.tr("Values"))
        self.setRootIsDecorated(False)
        self.setHeaderLabels(
            [self.tr("Value"), self.tr("Sign"), self.tr("Definition"), self.tr("Colour"), self.tr("Retired")]
        )
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_DEFINITION, QHeaderView.ResizeMode.Stretch)
        for at, width in ((_NAME, 150), (_SYMBOL, 46), (_COLOUR, 58), (_RETIRED, 60)):
            header.resizeSection(at, width)
        self.setMinimumHeight(150)
        self.itemChanged.connect(self._changed)
        self.itemClicked.connect(self._clicked)

    def show_values(self, values: Sequence[Value]) -> None:
        """Show these values; where one is just being typed the same list is left alone."""
        if list(values) == self.values():
            return
        at = self.currentIndex().row()
        self.blockSignals(True)
        self.clear()
        for value in values:
            self._add(value)
        self.blockSignals(False)
        if 0 <= at < self.topLevelItemCount():
            self.setCurrentItem(self._line(at))
        self.setFixedHeight(min(330, max(110, 34 + 27 * len(values))))

    def values(self) -> list[Value]:
        """The values as they stand in the table."""
        return [self._value(self._line(at)) for at in range(self.topLevelItemCount())]

    def add(self) -> None:
        """A further value, ready to be named."""
        known = [one.name for one in self.values()]
        self.blockSignals(True)
        item = self._add(Value(name=free_name(known, self.tr("new value"))))
        self.blockSignals(False)
        self.setCurrentItem(item)
        self._tell()
        self.editItem(self._line(self.topLevelItemCount() - 1), _NAME)

    def remove(self) -> None:
        """Take the chosen value off the list."""
        at = self.currentIndex().row()
        if at >= 0:
            self.takeTopLevelItem(at)
            self._tell()

    def shift(self, step: int) -> None:
        """Move the chosen value up or down."""
        at = self.currentIndex().row()
        to = at + step
        if at < 0 or not 0 <= to < self.topLevelItemCount():
            return
        self.blockSignals(True)
        item = self.takeTopLevelItem(at)
        assert item is not None
        self.insertTopLevelItem(to, item)
        self.setCurrentItem(item)
        self.blockSignals(False)
        self._tell()

    def _add(self, value: Value) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [value.name, value.symbol, value.definition, "", ""])
        item.setData(0, _VALUE, (value.name, value.colour, value.dark_colour))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        item.setFlags(flags | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable)
        retired = Qt.CheckState.Checked if value.retired else Qt.CheckState.Unchecked
        item.setCheckState(_RETIRED, retired)
        item.setToolTip(_DEFINITION, value.definition)
        self._show_colour(item)
        return item

    def _show_colour(self, item: QTreeWidgetItem) -> None:
        _, light, dark = item.data(0, _VALUE)
        colour = dark if current().dark else light
        item.setText(_COLOUR, "" if colour else "—")
        item.setIcon(_COLOUR, _square(colour) if colour else QIcon())

    def _line(self, at: int) -> QTreeWidgetItem:
        item = self.topLevelItem(at)
        assert item is not None
        return item

    def _value(self, item: QTreeWidgetItem) -> Value:
        _, light, dark = item.data(0, _VALUE)
        return Value(
            name=" ".join(item.text(_NAME).split()),
            symbol=item.text(_SYMBOL).strip(),
            definition=item.text(_DEFINITION).strip(),
            colour=light,
            dark_colour=dark,
            retired=item.checkState(_RETIRED) == Qt.CheckState.Checked,
        )

    def _changed(self, item: QTreeWidgetItem, at: int) -> None:
        was = item.data(0, _VALUE)[0]
        name = " ".join(item.text(_NAME).split())
        others = [one.name for one in self.values()]
        if at == _NAME and (not name or others.count(name) > 1):
            self.blockSignals(True)
            item.setText(_NAME, was)
            self.blockSignals(False)
            return
        self._tell()

    def _tell(self) -> None:
        renamed: dict[str, str] = {}
        self.blockSignals(True)
        for at in range(self.topLevelItemCount()):
            item = self._line(at)
            was, light, dark = item.data(0, _VALUE)
            name = self._value(item).name
            if was != name:
                renamed[was] = name
            item.setData(0, _VALUE, (name, light, dark))
        self.blockSignals(False)
        self.edited.emit(self.values(), renamed)

    def _clicked(self, item: QTreeWidgetItem, at: int) -> None:
        if at == _COLOUR:
            self._ask_colour(item)

    def _ask_colour(self, item: QTreeWidgetItem) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("No colour")).setData(("", ""))
        for pair in PALETTE:
            shown = pair.dark if current().dark else pair.light
            menu.addAction(_square(shown), shown).setData(tuple(pair))
        taken = menu.exec(self.viewport().mapToGlobal(self.visualItemRect(item).bottomLeft()))
        if taken is not None:
            light, dark = taken.data()
            self.take_colour(item, light, dark)
        menu.deleteLater()

    def take_colour(self, item: QTreeWidgetItem, light: str, dark: str) -> None:
        """Give a value a pair of colours, "" for none."""
        self.blockSignals(True)
        item.setData(0, _VALUE, (item.data(0, _VALUE)[0], light, dark))
        self._show_colour(item)
        self.blockSignals(False)
        self._tell()

    def edit(self, index: QModelIndex | QPersistentModelIndex, *more: object) -> bool:  # type: ignore[override]
        """Qt: the colour is chosen from a list, the tick ticked; only words are typed."""
        if index.column() in (_COLOUR, _RETIRED):
            return False
        return bool(super().edit(index, *more))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Alt with the arrows moves a value, Del takes it away, Ins adds one."""
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.shift(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete:
            self.remove()
        elif key == Qt.Key.Key_Insert:
            self.add()
        elif key == Qt.Key.Key_Space and self.currentColumn() == _COLOUR:
            self._ask_colour(self._line(self.currentIndex().row()))
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: a value was dragged to another place."""
        self.blockSignals(True)
        super().dropEvent(event)
        self.blockSignals(False)
        self._tell()


def _square(colour: str) -> QIcon:
    pixmap = QPixmap(14, 14)
    pixmap.fill(QColor(colour))
    return QIcon(pixmap)
