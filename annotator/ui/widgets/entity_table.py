"""The registry as a table: names, types and how often each entity is mentioned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.model.folding import fold_text
from annotator.ui.overrides import safe_overrides
from annotator.ui.theme import current
from annotator.ui.widgets.parts import plain_tip
from annotator.ui.words import number

if TYPE_CHECKING:
    from annotator.model.entity import Entity

Index = QModelIndex | QPersistentModelIndex

NAME, TYPE, MENTIONS = range(3)
_ROW_HEIGHT: Final = 28


@safe_overrides
class EntityModel(QAbstractTableModel):
    """All entities, those of them that a filter lets through, in an order."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[Entity] = []
        self.rows: list[Entity] = []
        self.counts: Mapping[str, int] = {}
        self._said: list[str] = []  # by entity: what the filter looks at, folded
        self._filter = ""
        self._column = NAME
        self._backwards = False

    def show(self, entities: Sequence[Entity], counts: Mapping[str, int]) -> None:
        """Hold these entities; filter and order stay."""
        self.all, self.counts = list(entities), counts
        self._said = []
        self._arrange()

    def filter(self, text: str) -> None:
        """Show only the entities that have all these words in a name, alias or field."""
        self._filter = text
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Qt: sort by a column; equal ones by name."""
        self._column, self._backwards = column, order == Qt.SortOrder.DescendingOrder
        self._arrange()

    def place(self, uid: str) -> int:
        """The row of an entity, -1 when it is not shown."""
        return next((at for at, one in enumerate(self.rows) if one.uid == uid), -1)

    def _arrange(self) -> None:
        words = fold_text(self._filter).split()
        kept = list(self.all)
        if words:
            if not self._said:
                self._said = [_said(one) for one in self.all]
            both = zip(self.all, self._said, strict=True)
            kept = [one for one, said in both if all(word in said for word in words)]
        if self._column == TYPE:
            kept.sort(key=lambda one: one.type)
        elif self._column == MENTIONS:
            kept.sort(key=lambda one: self.counts.get(one.uid, 0))
        if self._backwards:
            kept.reverse()
        self.beginResetModel()
        self.rows = kept
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Qt: number of entities that are shown."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Qt: number of columns."""
        return 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Qt: the heads of the columns."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == MENTIONS else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Name"), self.tr("Type"), self.tr("Mentions"))[section]

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Qt: the words of a cell."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        one, column = self.rows[index.row()], index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            count = self.counts.get(one.uid, 0)
            return (" ".join(one.name.split()), one.type, number(count) if count else "–")[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column == MENTIONS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and column != NAME:
            return QColor(current().muted)
        if role == Qt.ItemDataRole.ToolTipRole and column == NAME and one.aliases:
            return plain_tip("\n".join((one.name, *one.aliases[:20])))
        return None


def _said(entity: Entity) -> str:
    roles = (one.role for one in entity.roles)
    parts = (entity.name, *entity.aliases, entity.type, entity.party, entity.country, entity.outlet, *roles)
    return fold_text("\n".join((*parts, entity.external_id, entity.note)))


@safe_overrides
class EntityTable(QTableView):
    """The table itself. Delete asks for the chosen ones to be deleted."""

    chosen_changed = Signal()
    delete_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = EntityModel()
        self.setModel(self.shown)
        self.setAccessibleName(self.tr("Entities"))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setStyleSheet("QTableView::item { padding: 0 8px; }")
        self.setSortingEnabled(True)
        self.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(_ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(TYPE, 104)
        self.setColumnWidth(MENTIONS, 100)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())

    def chosen(self) -> list[Entity]:
        """The chosen entities, in the order of the table."""
        return [self.shown.rows[one.row()] for one in sorted(self.selectionModel().selectedRows())]

    def choose(self, uids: Sequence[str]) -> None:
        """Choose these entities, and no others."""
        places = [at for at in map(self.shown.place, uids) if at >= 0]
        self.clearSelection()
        model = self.selectionModel()
        for at in places:
            model.select(self.shown.index(at, 0), model.SelectionFlag.Select | model.SelectionFlag.Rows)
        if places:
            model.setCurrentIndex(self.shown.index(places[0], 0), model.SelectionFlag.NoUpdate)
            self.scrollTo(self.shown.index(places[0], 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Delete asks for the chosen ones to go."""
        if event.key() == Qt.Key.Key_Delete:
            self.delete_requested.emit()
        else:
            super().keyPressEvent(event)
