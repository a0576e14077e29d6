"""The concordance with its charts and with what codes the ticked lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from annotator.analysis.concordance import By, Line, Order, frequencies, group_of, ordered
from annotator.ui.widgets.bar_chart import BarChart
from annotator.ui.widgets.coding_bar import CodingBar
from annotator.ui.widgets.line_table import LineTable
from annotator.ui.widgets.parts import EmptyState, ScrollPane, column, hairline, label, row, section

if TYPE_CHECKING:
    from annotator.model.entity import Entity

#: The charts: by what, in order of time or not.
_CHARTS: Final[tuple[tuple[By, bool], ...]] = (
    ("month", True),
    ("outlet", False),
    ("hit", False),
    ("label", False),
)

#: Lines up to which the charts follow while the search runs; of more they are drawn at its end.
_DRAWN_AT_ONCE: Final = 3_000


class ConcordancePage(QWidget):
    """Lines of hits. `line_opened` asks for a line's place, `code_requested` for marks on the ticked ones."""

    line_opened = Signal(object)
    code_requested = Signal()

    def __init__(self, match: Callable[[str], Sequence[Entity]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sorting: Order = "text"
        self._filters: dict[By, str] = {}
        self.table = LineTable()
        self.coding = CodingBar(match)
        self.empty = EmptyState(
            self.tr("Every hit stands here on a line of its own, with what is around it.")
        )
        self.charts: dict[By, BarChart] = {}
        names = {
            "month": self.tr("By month"),
            "outlet": self.tr("By outlet"),
            "hit": self.tr("By wording"),
            "label": self.tr("By label"),
        }
        side = QWidget()
        box = column(side, spacing=4, margins=(16, 12, 16, 12))
        for by, upright in _CHARTS:
            chart = BarChart(names[by], upright=upright, most=12 if by == "outlet" else 8)
            chart.bar_chosen.connect(self._filter_by(by))
            chart.nameless = self.tr("no mark") if by == "label" else self.tr("unknown")
            self.charts[by] = chart
            box.addWidget(section(names[by]))
            box.addWidget(chart)
            box.addSpacing(12)
        self.hint = label(self.tr("Click a bar to see only its lines."), "small", wrap=True)
        box.addWidget(self.hint)
        box.addStretch(1)
        self._lay_out(side)
        self._connect()

    def _lay_out(self, side: QWidget) -> None:
        left = QWidget()
        lines = column(left)
        lines.addWidget(self.table, 1)
        lines.addWidget(self.empty, 1)
        lines.addWidget(hairline())
        lines.addWidget(self.coding)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(left)
        self.side = ScrollPane(side)
        self.split.addWidget(self.side)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([1010, 250])
        outer = row(self)
        outer.addWidget(self.split)
        self.table.setVisible(False)

    def _connect(self) -> None:
        self.table.line_opened.connect(self.line_opened)
        self.table.shown.ticks_changed.connect(self.show_counts)
        self.coding.tick_all_requested.connect(lambda: self._tick(on=True))
        self.coding.tick_none_requested.connect(lambda: self._tick(on=False))
        self.coding.code_requested.connect(self.code_requested)

    def clear(self) -> None:
        """Show no lines."""
        self._filters.clear()
        for chart in self.charts.values():
            chart.choose("")
        self.table.shown.clear()
        self._show_all()

    def append(self, lines: Sequence[Line]) -> None:
        """Show further lines."""
        self.table.shown.append(lines)
        self._show_all(charts=len(self.table.shown.lines) < _DRAWN_AT_ONCE)

    def finish(self) -> None:
        """All lines are there: bring them into order."""
        if self.sorting != "text" or self._filters:
            self.rearrange()
        self._show_all()

    def sort_by(self, order: Order) -> None:
        """Sort the lines."""
        self.sorting = order
        self.rearrange()

    def rearrange(self) -> None:
        """Show the lines that the chosen bars let through, in their order."""
        model = self.table.shown
        kept = [at for at, line in enumerate(model.lines) if self._passes(line)]
        if self.sorting != "text":
            places = {id(model.lines[at]): at for at in kept}
            kept = [places[id(one)] for one in ordered([model.lines[at] for at in kept], self.sorting)]
        model.rearrange(kept)
        self._show_all()

    def relabel(self, lines: dict[int, Line]) -> None:
        """Take lines whose marks have changed in the place of the old ones."""
        self.table.shown.replace(lines)
        self._show_all()

    def show_counts(self) -> None:
        """Say how many lines are ticked."""
        model = self.table.shown
        self.coding.show_counts(len(model.chosen()), model.rowCount())

    def _passes(self, line: Line) -> bool:
        return all(value in group_of(line, by) for by, value in self._filters.items())

    def _filter_by(self, by: By) -> Callable[[str], None]:
        def choose(name: str) -> None:
            if name:
                self._filters[by] = name
            else:
                self._filters.pop(by, None)
            self.rearrange()

        return choose

    def _tick(self, *, on: bool) -> None:
        self.table.shown.tick(range(self.table.shown.rowCount()), on)

    def _show_all(self, *, charts: bool = True) -> None:
        model = self.table.shown
        for by, chart in self.charts.items() if charts else ():
            counts = frequencies(model.lines, by)
            if by == "month":
                counts = with_empty_months(counts)
            chart.show_bars(counts)
        self.table.setVisible(bool(model.lines))
        self.empty.setVisible(not model.lines)
        self.side.setVisible(bool(model.lines))
        self.coding.setVisible(bool(model.lines))
        self.show_counts()


def with_empty_months(counts: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The counts with the months between the first and the last that have none."""
    dated = {name: count for name, count in counts if len(name) == 7}
    if not dated:
        return counts
    at, last = min(dated), max(dated)
    filled: list[tuple[str, int]] = []
    while at <= last and len(filled) < 600:
        filled.append((at, dated.get(at, 0)))
        year, month = int(at[:4]), int(at[5:])
        at = f"{year + month // 12:04}-{month % 12 + 1:02}"
    return [*((name, count) for name, count in counts if len(name) != 7), *filled]
