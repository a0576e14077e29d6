"""What a change of the scheme does, and under each effect the marks that it touches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QWidget

from annotator.ui.theme import current
from annotator.ui.widgets.parts import EmptyState, column, plain_tip
from annotator.ui.widgets.table import Cell, Column, PagedModel, PagedTable
from annotator.ui.words import capital, number, shortened

if TYPE_CHECKING:
    from annotator.model.scheme_changes import Effect, Preview
    from annotator.project import Project

_EFFECT: Final = int(Qt.ItemDataRole.UserRole)


class MarkTable(PagedTable):
    """A table of marks (or, for variables, of articles), fetched page by page as it is painted."""

    place_requested = Signal(int, str)  # article, uid of a mark or ""

    def __init__(self, project: Project, name: str, parent: QWidget | None = None) -> None:
        self._project = project
        self._articles = False
        self._labels = {one.name: one for one in project.scheme.labels}
        self.paged = PagedModel(self._fetch, self._cell)
        super().__init__(self.paged, name, parent)
        self.paged.setParent(self)
        self.setSortingEnabled(False)
        self.set_columns(
            [
                Column("label", self.tr("Label"), 130),
                Column("quote", self.tr("Text"), 330),
                Column("coder", self.tr("Coder"), 90),
                Column("title", self.tr("Article"), 200),
            ]
        )
        self.opened.connect(self._ask_for)

    def show_marks(self, ids: Sequence[int]) -> None:
        """Show these marks."""
        self._articles = False
        self._labels = {one.name: one for one in self._project.scheme.labels}
        self.paged.show(ids)

    def show_articles(self, ids: Sequence[int]) -> None:
        """Show these articles."""
        self._articles = True
        self.paged.show(ids)

    def _fetch(self, ids: Sequence[int]) -> dict[int, Any]:
        if self._articles:
            return {one.id: one for one in self._project.articles.rows(ids)}  # type: ignore[arg-type]
        return {one.mark.id: one for one in self._project.annotations.lines(ids)}  # type: ignore[arg-type]

    def _cell(self, line: Any, key: str) -> Cell:
        if self._articles:
            return Cell(line.title if key == "title" else "", muted=key != "title")
        mark = line.mark
        if key == "label":
            return Cell(capital(mark.label), label=self._labels.get(mark.label))
        if key == "quote":
            return Cell(shortened(mark.quote, 160))
        return Cell(mark.coder if key == "coder" else line.title, muted=True)

    def _ask_for(self, key: int) -> None:
        found = self._fetch([key]).get(key)
        if found is not None:
            article, uid = (found.id, "") if self._articles else (found.mark.article, found.mark.uid)
            self.place_requested.emit(article, uid)


class EffectList(QWidget):
    """Effects above, marks below. `place_requested` when a mark is opened."""

    place_requested = Signal(int, str)

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.effects = QListWidget()
        self.effects.setProperty("role", "field")
        self.effects.setWordWrap(True)
        self.effects.setAccessibleName(self.tr("What it does"))
        self.marks = MarkTable(project, self.tr("Marks that are touched"))
        self.marks.place_requested.connect(self.place_requested)
        self.empty = EmptyState(self.tr("No mark is touched."))
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.effects)
        split.addWidget(self.marks)
        split.setSizes([130, 230])
        split.setChildrenCollapsible(False)
        box = column(self)
        box.addWidget(split, 1)
        box.addWidget(self.empty)
        self._split = split
        self.clear()
        self.effects.currentItemChanged.connect(lambda now, _: self._show(now))

    def clear(self) -> None:
        """Show nothing yet."""
        self._split.hide()
        self.empty.hide()

    def show_preview(self, preview: Preview) -> None:
        """List the effects of a preview, losses first."""
        self.effects.clear()
        order = {"deleted": 0, "lost": 0, "label": 1, "values": 2, "variable": 2, "relations": 3, "kept": 4}
        for effect in sorted(preview.effects, key=lambda one: order[one.way]):
            self.effects.addItem(self._item(effect))
        some = bool(preview.effects)
        self._split.setVisible(some)
        self.empty.setVisible(not some)
        if some:
            self.effects.setCurrentRow(0)

    def _item(self, effect: Effect) -> QListWidgetItem:
        one, many = (self.tr("mark"), self.tr("marks"))
        if effect.articles:
            one, many = self.tr("value"), self.tr("values")
        words = f"{number(effect.count)} {one if effect.count == 1 else many}: {effect.words}"
        item = QListWidgetItem(words)
        item.setData(_EFFECT, effect)
        item.setToolTip(plain_tip(words))
        if effect.lost:
            font = self.font()
            font.setBold(True)
            item.setFont(font)
            item.setForeground(QColor(current().danger))
        elif effect.way == "kept":
            item.setForeground(QColor(current().muted))
        return item

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        effect: Effect = item.data(_EFFECT)
        if effect.marks:
            self.marks.show_marks(effect.marks)
        else:
            self.marks.show_articles(effect.articles)
