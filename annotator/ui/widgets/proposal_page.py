"""Proposals of which mentions are one entity: looked at in context, altered, accepted, rejected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QWidget,
)

from annotator.ui.overrides import safe_overrides
from annotator.ui.theme import current
from annotator.ui.widgets.entity_field import EntityField
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.mention_tree import MentionTree
from annotator.ui.widgets.parts import EmptyState, column, hairline, label, row, section
from annotator.ui.words import count_words, number

if TYPE_CHECKING:
    from annotator.analysis.same_names import Proposal
    from annotator.model.entity import Entity
    from annotator.project.linking import Candidates, Decision
    from annotator.store.mentions import MentionRow

Index = QModelIndex | QPersistentModelIndex


@safe_overrides
class ProposalModel(QAbstractTableModel):
    """The proposals in a table: name, wordings, mentions."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Proposal] = []

    def show(self, proposals: Sequence[Proposal]) -> None:
        """Hold these proposals."""
        self.beginResetModel()
        self.rows = list(proposals)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Qt: number of proposals."""
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
            side = Qt.AlignmentFlag.AlignRight if section == 2 else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Entity"), self.tr("Wordings"), self.tr("Mentions"))[section]

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Qt: the words of a cell."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        one, at = self.rows[index.row()], index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            name = one.name if one.entity else self.tr("{0} (new)").format(one.name)
            return (name, ", ".join(wording.text for wording in one.wordings), number(one.count))[at]
        if role == Qt.ItemDataRole.TextAlignmentRole and at == 2:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and at:
            return QColor(current().muted)
        return None


@safe_overrides
class ProposalTable(QTableView):
    """Enter accepts the chosen proposals, Delete rejects them."""

    accept_requested = Signal()
    reject_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter and Delete decide."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accept_requested.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.reject_requested.emit()
        else:
            super().keyPressEvent(event)


class ProposalPage(QWidget):
    """`accepted` carries decisions, `rejected` proposals; `place_chosen` asks for a place in the text."""

    accepted = Signal(object)  # list[Decision]
    rejected = Signal(object)  # list[Proposal]
    place_chosen = Signal(int, str)

    def __init__(
        self,
        match: Callable[[str], Sequence[Entity]],
        text_of: Callable[[int], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._candidates: Candidates | None = None
        self._entity = ""
        self.model = ProposalModel()
        self.table = ProposalTable()
        self._set_table_up()
        self.field = EntityField(match)
        self.type = QuietCombo()
        self.type.setEditable(True)
        self.type.setAccessibleName(self.tr("Type of the new entity"))
        self.type.setMinimumWidth(190)
        if (line := self.type.lineEdit()) is not None:
            line.setPlaceholderText(self.tr("type"))
        self.reasons = label("", "small", wrap=True)
        self.tree = MentionTree(text_of)
        self.accept = QPushButton(self.tr("Accept"))
        self.reject = QPushButton(self.tr("Reject"))
        self.summary = label("", "muted")
        self.empty = EmptyState(self.tr("Every mention of an actor or a source names an entity already."))
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _set_table_up(self) -> None:
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Proposals"))
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setStyleSheet("QTableView::item { padding: 0 8px; }")
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(28)
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(0, 210)
        self.table.setColumnWidth(2, 84)

    def _lay_out(self) -> None:
        right = QWidget()
        box = column(right, spacing=6, margins=(16, 12, 16, 12))
        box.addWidget(section(self.tr("These mentions are")))
        line = row(spacing=8)
        line.addWidget(self.field, 1)
        line.addWidget(self.type)
        box.addLayout(line)
        box.addWidget(self.reasons)
        box.addWidget(self.tree, 1)
        buttons = row(spacing=8)
        buttons.addWidget(self.summary, 1)
        buttons.addWidget(self.reject)
        buttons.addWidget(self.accept)
        box.addWidget(hairline())
        box.addLayout(buttons)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(right)
        split.setSizes([560, 720])
        self.stack.addWidget(self.empty)
        self.stack.addWidget(split)
        column(self).addWidget(self.stack)

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.table.accept_requested.connect(self.accept_chosen)
        self.table.reject_requested.connect(self.reject_chosen)
        self.tree.place_chosen.connect(self.place_chosen)
        self.tree.ticks_changed.connect(self._count)
        self.field.entity_chosen.connect(self._take_entity)
        self.field.entity_named.connect(lambda _: self._take_entity(""))
        self.accept.clicked.connect(self.accept_chosen)
        self.reject.clicked.connect(self.reject_chosen)

    def show_candidates(self, candidates: Candidates, types: Sequence[str], *, writable: bool) -> None:
        """Show proposals; the place in the list stays."""
        at = max(0, self.table.currentIndex().row())
        self._candidates = candidates
        before = self.type.currentText()
        self.type.clear()
        self.type.addItems(["", *types])
        self.type.setEditText(before)
        self.model.show(candidates.proposals)
        self.stack.setCurrentIndex(1 if candidates.proposals else 0)
        self.accept.setEnabled(writable)
        self.reject.setEnabled(writable)
        if candidates.proposals:
            self.table.selectRow(min(at, len(candidates.proposals) - 1))

    def chosen(self) -> list[Proposal]:
        """The chosen proposals."""
        return [self.model.rows[one.row()] for one in sorted(self.table.selectionModel().selectedRows())]

    def accept_chosen(self) -> None:
        """Accept the chosen proposals; a single one as it was altered."""
        chosen = self.chosen()
        if not chosen or self._candidates is None or not self.accept.isEnabled():
            return
        altered = len(chosen) == 1
        decisions = [self._altered()] if altered else [self._as_proposed(one) for one in chosen]
        self.accepted.emit([one for one in decisions if one.mentions and (one.entity or one.name)])

    def reject_chosen(self) -> None:
        """Reject the chosen proposals."""
        if self.reject.isEnabled() and (chosen := self.chosen()):
            self.rejected.emit(chosen)

    def _as_proposed(self, one: Proposal) -> Decision:
        from annotator.project.linking import Decision

        mentions: list[MentionRow] = self._candidates.mentions_of(one) if self._candidates else []
        aliases = tuple(wording.text for wording in one.wordings)
        return Decision([mention.id for mention in mentions], one.entity, one.name, aliases)

    def _altered(self) -> Decision:
        from annotator.project.linking import Decision

        mentions = [one.id for one in self.tree.ticked()]
        name = self.field.text().strip()
        kind = self.type.currentText().strip()
        return Decision(mentions, self._entity, name, tuple(self.tree.wordings()), kind)

    def _take_entity(self, uid: str) -> None:
        self._entity = uid
        self.type.setVisible(not uid)
        self._count()

    def _show_chosen(self) -> None:
        chosen = self.chosen()
        single = chosen[0] if len(chosen) == 1 else None
        for part in (self.field, self.type, self.reasons, self.tree):
            part.setEnabled(single is not None)
        if single is None or self._candidates is None:
            self.field.show_entity("", "", "")
            self.tree.show_mentions([])
            self.reasons.setText("")
        else:
            self._entity = single.entity
            self.field.show_entity(single.entity, single.name, single.name)
            self.type.setVisible(not single.entity)
            self.reasons.setText("\n".join(single.reasons[:4]))
            self.reasons.setVisible(bool(single.reasons))
            self.tree.show_mentions(self._candidates.mentions_of(single))
        self._count()

    def _count(self) -> None:
        chosen = self.chosen()
        if len(chosen) > 1:
            mentions = sum(one.count for one in chosen)
            words = self.tr("{0}, {1}")
            names = count_words(len(chosen), "proposal", "proposals")
            self.summary.setText(words.format(names, count_words(mentions, "mention", "mentions")))
            self.accept.setText(self.tr("Accept all {0}").format(number(len(chosen))))
        else:
            ticked = len(self.tree.ticked())
            self.summary.setText(count_words(ticked, "mention", "mentions") if chosen else "")
            words = self.tr("Assign to this entity") if self._entity else self.tr("Make this entity")
            self.accept.setText(words)
