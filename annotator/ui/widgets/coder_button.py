"""A button that says whose work is looked at, with a menu to choose two to six coders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from annotator.ui.words import number


class CoderButton(QPushButton):
    """The chosen coders, in the order in which they came into the project."""

    coders_changed = Signal()

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.coders: list[str] = []
        self._counts: dict[str, int] = {}
        self._most = most
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._offer)
        self.setMenu(self._menu)
        self.setAccessibleName(self.tr("Coders"))

    def show_coders(self, counts: Mapping[str, int], wanted: Iterable[str] = ()) -> None:
        """Offer these coders (with numbers of marks); those wanted are chosen, else as many as can be."""
        self._counts = dict(counts)
        kept = set(wanted) or set(self.coders)
        chosen = [name for name in counts if name in kept]
        self._take((chosen if len(chosen) > 1 else list(counts))[: self._most])

    def _offer(self) -> None:
        self._menu.clear()
        for name, count in self._counts.items():
            action = self._menu.addAction(f"{name}  ({number(count)})".replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name in self.coders)
            action.setEnabled(name in self.coders or len(self.coders) < self._most)
            action.triggered.connect(lambda on, name=name: self.choose(name, on=on))

    def choose(self, name: str, *, on: bool) -> None:
        """Look at this coder's work too, or no more."""
        chosen = {*self.coders, name} if on else {*self.coders} - {name}
        self._take([one for one in self._counts if one in chosen])
        self.coders_changed.emit()

    def _take(self, coders: list[str]) -> None:
        self.coders = coders
        self.setText(", ".join(coders).replace("&", "&&") or self.tr("Nobody"))
