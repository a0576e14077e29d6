"""The list of files that are to be imported: what each was recognised as, what is in it, what is wrong."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.ui.overrides import safe_overrides
from annotator.ui.theme import current
from annotator.ui.widgets.parts import plain_tip
from annotator.ui.words import count_words, number

if TYPE_CHECKING:
    from annotator.project.surveying import Look

Index = QModelIndex | QPersistentModelIndex

_FILE, _KIND, _COUNT, _NOTE = range(4)
#: From here on a recognised kind is called sure, from there on likely (0.0..1.0).
_SURE: Final = 0.5
_LIKELY: Final = 0.3


@safe_overrides
class FoundModel(QAbstractTableModel):
    """What was found: a row for each file. The tick says whether it comes in."""

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks: list[Look] = []
        self.skipped: set[Path] = set()
        self._places: dict[Path, int] = {}

    def show(self, looks: Sequence[Look]) -> None:
        """Show these files in place of those before."""
        self.beginResetModel()
        self.looks = list(looks)
        self._places = {one.path: at for at, one in enumerate(self.looks)}
        self.skipped &= self._places.keys()
        self.endResetModel()

    def put(self, look: Look) -> None:
        """Show what is known of a file by now."""
        at = self._places.get(look.path, -1)
        if at >= 0:
            self.looks[at] = look
            self.dataChanged.emit(self.index(at, 0), self.index(at, _NOTE))

    def place(self, path: Path) -> int:
        """The row of a file, -1 when it is not there."""
        return self._places.get(path, -1)

    def wanted(self) -> list[Look]:
        """The files that come in: ticked, and of a known kind."""
        return [one for one in self.looks if one.kind and one.path not in self.skipped]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        """Qt: the number of files."""
        return 0 if parent.isValid() else len(self.looks)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        """Qt: file, kind, articles, what to know."""
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Qt: the names of the columns."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("File"), self.tr("Kind"), self.tr("Holds"), self.tr("To know"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: a file can be chosen and ticked."""
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() == _FILE and self.looks[index.row()].kind:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Qt: the words, the tick, the colour and the tip of a cell."""
        look = self.looks[index.row()]
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(look, column)
        if role == Qt.ItemDataRole.CheckStateRole and column == _FILE:
            off = not look.kind or look.path in self.skipped
            return Qt.CheckState.Unchecked if off else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._tip(look, column))
        if role == Qt.ItemDataRole.ForegroundRole:
            theme = current()
            if column == _NOTE and look.problems:
                return QBrush(QColor(theme.danger if look.articles <= 0 else theme.warning))
            return QBrush(QColor(theme.text if column == _FILE and look.kind else theme.muted))
        return None

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Qt: a tick was set or taken away."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        path = self.looks[index.row()].path
        (self.skipped.discard if value in (Qt.CheckState.Checked, 2) else self.skipped.add)(path)
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), _NOTE))
        self.ticked.emit()
        return True

    def _words(self, look: Look, column: int) -> str:
        if column == _FILE:
            return look.path.name
        if column == _KIND:
            return f"{look.title}{self._how_sure(look.sure)}" if look.kind else self.tr("unknown")
        if column == _COUNT:
            if look.articles < 0:
                return "…" if look.kind else ""
            marks = f", {count_words(look.marks, 'mark', 'marks')}" if look.marks else ""
            return count_words(look.articles, "article", "articles") + marks
        if not look.problems:
            return ""
        more = f" (+{number(len(look.problems) - 1)})" if len(look.problems) > 1 else ""
        return look.problems[0].message + more

    def _how_sure(self, sure: float) -> str:
        if sure >= _SURE:
            return ""
        return self.tr(" (likely)") if sure >= _LIKELY else self.tr(" (a guess)")

    def _tip(self, look: Look, column: int) -> str:
        if column == _KIND and look.kind:
            return self.tr("Recognised with a certainty of {0} %").format(round(100 * look.sure))
        if column == _NOTE:
            return "\n".join(f"{one.record} {one.message}".strip() for one in look.problems[:20])
        return str(look.path)


@safe_overrides
class FileList(QTableView):
    """The files and folders to take in. More may be dropped; Delete takes one out, Space unticks it."""

    dropped = Signal(object)  # list[Path]
    chosen = Signal(object)  # Path, None for none
    removal_requested = Signal(object)  # list[Path]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found = FoundModel(self)
        self.setModel(self.found)
        self.setProperty("role", "field")
        self.setAcceptDrops(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setAccessibleName(self.tr("Files to import"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(27)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for at, width in ((_FILE, 160), (_KIND, 118), (_COUNT, 92)):
            self.setColumnWidth(at, width)
        header.setSectionResizeMode(_NOTE, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit(self.path()))
        self.found.modelReset.connect(self._choose_first)

    def path(self) -> Path | None:
        """The file that is looked at."""
        at = self.currentIndex().row()
        return self.found.looks[at].path if 0 <= at < len(self.found.looks) else None

    def paths(self) -> list[Path]:
        """The files that are in the list."""
        return [one.path for one in self.found.looks]

    def selected_paths(self) -> list[Path]:
        """The files that are selected."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return [self.found.looks[at].path for at in rows]

    def _choose_first(self) -> None:
        if self.found.looks:
            self.selectRow(0)
        else:
            self.chosen.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Delete takes the selected ones out, Space ticks and unticks them."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_requested.emit(self.selected_paths())
        elif event.key() == Qt.Key.Key_Space and self.selectedIndexes():
            self._turn_ticks()
        else:
            super().keyPressEvent(event)

    def _turn_ticks(self) -> None:
        rows = sorted({index.row() for index in self.selectedIndexes()})
        on = any(self.found.looks[at].path in self.found.skipped for at in rows)
        for at in rows:
            state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            self.found.setData(self.found.index(at, _FILE), state, int(Qt.ItemDataRole.CheckStateRole))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: files and folders are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Qt: anywhere in the list."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: add what was dropped."""
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.dropped.emit([Path(os.path.normpath(url.toLocalFile())) for url in urls])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: say what to do while the list is empty."""
        super().paintEvent(event)
        if not self.found.looks:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            words = self.tr("Drop files or folders here, or add them below.")
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, words)
            painter.end()
