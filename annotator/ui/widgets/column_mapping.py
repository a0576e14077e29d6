"""Which column of a table fills which field of an article: a row for each column, with some of its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from annotator.model.columns import COLUMN_FIELDS, LEFT_OUT
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.parts import ElidedLabel, ScrollPane, cleared, column, label
from annotator.ui.words import shortened

#: Cells of a column that are shown, and letters of each.
_CELLS: Final = 3
_LETTERS: Final = 60
_KEPT: Final = "*"


class ColumnMapping(QWidget):
    """`changed` comes with each choice; `columns` gives field → columns, as the table reader wants it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = {
            "text": self.tr("Text"),
            "title": self.tr("Title"),
            "outlet": self.tr("Outlet"),
            "author": self.tr("Author"),
            "published": self.tr("Date"),
            "url": self.tr("Web address"),
            "language": self.tr("Language"),
            "uid": self.tr("Identity"),
            _KEPT: self.tr("Keep as it is"),
            LEFT_OUT: self.tr("Leave out"),
        }
        self.combos: dict[str, QuietCombo] = {}
        content = QWidget()
        self._grid = QGridLayout(content)
        self._grid.setContentsMargins(2, 4, 8, 8)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(2, 1)
        box = column(self, spacing=8)
        words = self.tr(
            "What each column is. Several columns of text are joined by a blank line; what is kept as it is"
            " becomes further metadata. The choice is remembered for tables with these columns."
        )
        box.addWidget(label(words, "small", wrap=True))
        box.addWidget(ScrollPane(content), 1)

    def show_table(
        self, header: Sequence[str], rows: Sequence[Sequence[str]], columns: Mapping[str, Sequence[str]]
    ) -> None:
        """Show the columns of a table and what they are; the same header keeps its fields."""
        fields = {name: field for field, names in columns.items() for name in names}
        if list(self.combos) != list(header):
            self._make(header, rows)
        for name, combo in self.combos.items():
            combo.blockSignals(True)
            combo.setCurrentIndex(combo.findData(fields.get(name, _KEPT)))
            combo.blockSignals(False)

    def columns(self) -> dict[str, list[str]]:
        """Field → columns, "" fields included, so that nothing is proposed beside the choice."""
        chosen: dict[str, list[str]] = {field: [] for field in COLUMN_FIELDS}
        for name, combo in self.combos.items():
            if combo.currentData() != _KEPT:
                chosen.setdefault(combo.currentData(), []).append(name)
        return chosen

    def _make(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        cleared(self._grid)
        self.combos = {}
        for at, name in enumerate(header):
            combo = QuietCombo()
            for field, words in self._names.items():
                combo.addItem(words, field)
            combo.setAccessibleName(self.tr("What the column {0} is").format(name))
            combo.activated.connect(lambda _: self.changed.emit())
            combo.setFixedWidth(150)
            self.combos[name] = combo
            cells = [row[at] for row in rows if at < len(row) and row[at].strip()][:_CELLS]
            sample = ElidedLabel(" · ".join(shortened(one, _LETTERS) for one in cells), "muted")
            self._grid.addWidget(ElidedLabel(name), at, 0)
            self._grid.addWidget(combo, at, 1, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(sample, at, 2)
        self._grid.setRowStretch(len(header), 1)
