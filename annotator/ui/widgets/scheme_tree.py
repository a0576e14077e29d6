"""The tree of a scheme: labels with their attributes, relation types, article variables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.model.scheme import Attribute, Label, RelationType, Scheme
from annotator.model.scheme_edits import Item, depth_first
from annotator.ui.overrides import safe_overrides
from annotator.ui.strokes import draw_sample
from annotator.ui.theme import current, label_colour
from annotator.ui.widgets.parts import plain_tip
from annotator.ui.words import capital, number

if TYPE_CHECKING:
    from annotator.ui.scheme_draft import Draft

#: Uids of the three headings.
LABELS: Final = "labels"
RELATIONS: Final = "relations"
VARIABLES: Final = "variables"
HEADINGS: Final = (LABELS, RELATIONS, VARIABLES)

_UID: Final = int(Qt.ItemDataRole.UserRole)
_SAMPLE: Final = QSize(22, 16)


@safe_overrides
class SchemeTree(QTreeWidget):
    """What is in the draft, with the number of marks of each label; new and changed things carry a dot."""

    chosen = Signal(str)  # uid of an item, or a heading
    moved = Signal(str, int)  # uid, steps down
    dropped = Signal(str, str, str)  # uid, uid of the new parent label or "", uid of the one it comes before
    removed = Signal(str)
    renamed = Signal(str)  # F2: go to the name

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._folded: set[str] = set()
        self._filling = False
        self._states: dict[str, str] = {}
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setAccessibleName(self.tr("Scheme"))
        self.setIconSize(_SAMPLE)
        self.setIndentation(16)
        self.setStyleSheet("QTreeView::item { min-height: 24px; }")
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(lambda *_: self._tell())
        self.itemCollapsed.connect(lambda item: self._folded.add(item.data(0, _UID)))
        self.itemExpanded.connect(lambda item: self._folded.discard(item.data(0, _UID)))

    def show_draft(self, draft: Draft, counts: Mapping[str, int]) -> None:
        """Show everything; what was chosen and folded stays so. `counts` are marks by the label's uid."""
        chosen, top = self.uid(), self.verticalScrollBar().value()
        self._filling = True
        self.clear()
        self._items = {}
        scheme, self._states = draft.scheme, draft.states()
        labels = self._heading(LABELS, self.tr("Labels"))
        above: list[QTreeWidgetItem] = [labels]
        for label, depth in depth_first(scheme):
            del above[depth + 1 :]
            item = self._add(above[depth], label, counts.get(label.uid, 0))
            item.setIcon(0, line_icon(label))
            above.append(item)
            for attribute in label.attributes:
                self._add(item, attribute)
        relations = self._heading(RELATIONS, self.tr("Relation types"))
        for kind in scheme.relation_types:
            self._add(relations, kind)
        variables = self._heading(VARIABLES, self.tr("Article variables"))
        for variable in scheme.variables:
            self._add(variables, variable)
        for uid, item in self._items.items():
            item.setExpanded(uid not in self._folded)
        self._filling = False
        first = next((one.uid for one in scheme.labels), LABELS)
        self.choose(chosen if chosen in self._items else first)
        self.verticalScrollBar().setValue(top)

    def fold_attributes(self, scheme: Scheme) -> None:
        """Fold every label: in a large scheme the labels are looked for, not their attributes."""
        self._folded |= {one.uid for one in scheme.labels}

    def uid(self) -> str:
        """What is chosen: an item's uid, or a heading."""
        item = self.currentItem()
        return str(item.data(0, _UID)) if item else ""

    def choose(self, uid: str) -> None:
        """Choose an item and bring it into view."""
        item = self._items.get(uid)
        if item is None:
            return
        above = item.parent()
        while above is not None:
            above.setExpanded(True)
            above = above.parent()
        self.setCurrentItem(item)
        self.scrollToItem(item)

    def _heading(self, uid: str, words: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [words, ""])
        item.setData(0, _UID, uid)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
        )
        font = self.font()
        font.setPixelSize(11)
        font.setBold(True)
        item.setFont(0, font)
        item.setForeground(0, QColor(current().muted))
        self._items[uid] = item
        return item

    def _add(self, parent: QTreeWidgetItem, one: Item, count: int = -1) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [capital(one.name), number(count) if count >= 0 else ""])
        self._items[one.uid] = item
        item.setData(0, _UID, one.uid)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setForeground(1, QColor(current().muted))
        item.setToolTip(0, plain_tip(one.definition))
        flags = item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled
        item.setFlags(flags | Qt.ItemFlag.ItemIsDropEnabled if isinstance(one, Label) else flags)
        state = self._states.get(one.uid, "")
        words = [capital(one.name)]
        if isinstance(one, Attribute):
            item.setForeground(0, QColor(current().muted))
        if not is_offered(one):
            font = self.font()
            font.setItalic(True)
            item.setFont(0, font)
            item.setForeground(0, QColor(current().muted))
            words.append(self.tr("retired"))
        if state:
            item.setText(0, f"{capital(one.name)}  •")
            words.append(self.tr("new") if state == "new" else self.tr("changed"))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(words))
        return item

    def _tell(self) -> None:
        if not self._filling and self.uid():
            self.chosen.emit(self.uid())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Alt with the arrows moves, Del removes, F2 goes to the name."""
        uid, key = self.uid(), event.key()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if uid in HEADINGS or not uid:
            super().keyPressEvent(event)
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(uid, -1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(uid)
        elif key in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.renamed.emit(uid)
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: nothing moves in the tree itself; the draft is asked, and the tree shown anew."""
        uid, at = self.uid(), self.itemAt(event.position().toPoint())
        place = self.dropIndicatorPosition()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if at is None or uid in HEADINGS:
            return
        positions = QAbstractItemView.DropIndicatorPosition
        target = str(at.data(0, _UID))
        if place == positions.OnItem:
            self.dropped.emit(uid, "" if target in HEADINGS else target, "")
            return
        above = at.parent()
        parent = str(above.data(0, _UID)) if above else ""
        before = target if place == positions.AboveItem else self._after(at)
        self.dropped.emit(uid, "" if parent in HEADINGS else parent, before)

    def _after(self, item: QTreeWidgetItem) -> str:
        above = item.parent()
        following = above.child(above.indexOfChild(item) + 1) if above else None
        return str(following.data(0, _UID)) if following else ""


def is_offered(one: Item) -> bool:
    """Whether people may still use it."""
    return one.active if isinstance(one, RelationType) else not one.retired


def line_icon(label: Label) -> QIcon:
    """A piece of the label's line in its colour."""
    ratio = 2.0
    pixmap = QPixmap(_SAMPLE * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    colour = label_colour(label, current())
    if label.retired:
        colour.setAlphaF(0.45)
    draw_sample(painter, QPointF(0, _SAMPLE.height() / 2), label.line, colour)
    painter.end()
    return QIcon(pixmap)
