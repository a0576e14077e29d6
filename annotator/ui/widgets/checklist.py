"""A short list of names to tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

#: Rows that are shown before the list scrolls, and their height in pixels.
_MOST_ROWS = 8
_ROW = 28


class Checklist(QListWidget):
    """Names with a tick each. `ticked_changed` comes when one is set or taken away."""

    ticked_changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "field")
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(lambda _: self.ticked_changed.emit())

    def show_names(self, names: Sequence[tuple[str, str]]) -> None:
        """Hold these (name, words beside it); what was ticked stays so, what is new is ticked."""
        unticked = {self._name(at) for at in range(self.count())} - set(self.ticked())
        self.blockSignals(True)
        self.clear()
        for name, words in names:
            item = QListWidgetItem(f"{name}   {words}" if words else name)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(
                Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            )
            item.setCheckState(Qt.CheckState.Unchecked if name in unticked else Qt.CheckState.Checked)
            self.addItem(item)
        self.blockSignals(False)
        self.setFixedHeight(_ROW * max(1, min(len(names), _MOST_ROWS)) + 4)

    def ticked(self) -> list[str]:
        """The names that are ticked, in the list's order."""
        return [
            self._name(at)
            for at in range(self.count())
            if self.item(at).checkState() == Qt.CheckState.Checked
        ]

    def _name(self, at: int) -> str:
        return str(self.item(at).data(Qt.ItemDataRole.UserRole))
