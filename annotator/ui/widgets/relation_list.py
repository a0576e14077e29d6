"""Who says what about whom: a line for each relation of a mark, with chips that lead to the other marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from annotator.ui.icons import icon
from annotator.ui.theme import current
from annotator.ui.widgets.chips import MarkChip
from annotator.ui.widgets.parts import ElidedLabel, cleared, column, label, row
from annotator.ui.words import capital

if TYPE_CHECKING:
    from annotator.model.annotation import Annotation, Relation
    from annotator.model.scheme import Label
    from annotator.ui.relation_words import Line


class RelationList(QWidget):
    """The relations of a mark in words. A chip goes to its mark; the menu of a line changes the relation."""

    mark_requested = Signal(str)
    delete_requested = Signal(object)  # Relation
    cue_requested = Signal(object)  # Relation: take the selected text as its cue
    cue_removed = Signal(object)  # Relation
    type_requested = Signal(object, str)  # Relation, and the type it is to have

    def __init__(
        self,
        called: Callable[[Annotation], str],
        label_of: Callable[[str], Label | None],
        takes_cue: Callable[[str], bool],
        other_types: Callable[[Relation], list[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._called = called
        self._label_of = label_of
        self._takes_cue = takes_cue
        self._other_types = other_types
        self.stops: list[QWidget] = []  # what takes the focus with Tab, in order
        self._shown: object = None
        self._box = column(self, spacing=5)

    def show_lines(self, lines: Sequence[Line], *, writable: bool) -> None:
        """Show these lines; the same ones are kept, and with them the focus."""
        marks = [mark for line in lines for mark in (line.mark, line.beyond) if mark]
        wanted = list(lines), [self._called(mark) for mark in marks], writable, current().name
        if wanted == self._shown:
            return
        self._shown = wanted
        self.stops = []
        cleared(self._box)
        for line in lines:
            self._box.addWidget(self._line(line, writable=writable))

    def _line(self, line: Line, *, writable: bool) -> QWidget:
        holder = QWidget()
        box = row(holder, spacing=6)
        for part in self._parts(line):
            part.setFixedHeight(21)
            box.addWidget(part)
        box.addStretch(1)
        if line.relation and writable:
            box.addWidget(self._menu_button(line, line.relation))
        return holder

    def _parts(self, line: Line) -> list[QWidget]:
        parts: list[QWidget] = [label(line.lead, "muted"), self._chip(line.mark)]
        if line.mark.label == "sentiment":
            parts.append(ElidedLabel(line.mark.quote, "muted"))
        if line.beyond:
            parts += [label("→"), self._chip(line.beyond)]
        if line.relation and line.relation.cue_quote:
            parts.append(label(self.tr("cue"), "muted"))
            parts.append(ElidedLabel(f"“{line.relation.cue_quote}”"))
        return parts

    def _chip(self, mark: Annotation) -> QWidget:
        kind = self._label_of(mark.label)
        if kind is None:
            return label(self._called(mark))
        chip = MarkChip(mark.uid, self._called(mark), kind)
        chip.clicked.connect(lambda: self.mark_requested.emit(mark.uid))
        self.stops.append(chip)
        return chip

    def _menu_button(self, line: Line, relation: Relation) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon("more"))
        button.setFixedHeight(21)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip(self.tr("Change this relation"))
        button.setAccessibleName(self.tr("Change: {0} {1}").format(line.lead, self._called(line.mark)))
        menu = QMenu(button)
        if self._takes_cue(relation.type):
            menu.addAction(
                self.tr("Take the selected text as its cue"), lambda: self.cue_requested.emit(relation)
            )
            if relation.cue:
                menu.addAction(self.tr("Remove the cue"), lambda: self.cue_removed.emit(relation))
        for kind in self._other_types(relation):
            words = self.tr("Change to: {0}").format(capital(kind).lower())
            menu.addAction(words, partial(self.type_requested.emit, relation, kind))
        menu.addAction(
            icon("delete"), self.tr("Delete this relation"), lambda: self.delete_requested.emit(relation)
        )
        button.setMenu(menu)
        self.stops.append(button)
        return button
