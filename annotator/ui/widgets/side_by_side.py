"""Two readings of one text side by side, which scroll together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from annotator.model.annotation import Annotation, Relation, Span
from annotator.model.scheme import Scheme
from annotator.ui.canvas.theme import CanvasTheme
from annotator.ui.widgets.parts import ElidedLabel, column, row, surface
from annotator.ui.widgets.reader import Reader


class Side(QWidget):
    """One reading: a line that says whose, and the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "page")
        self.name = ElidedLabel("", "name")
        self.said = ElidedLabel("", "muted")
        self.reader = Reader()
        self._head = row(spacing=8, margins=(20, 8, 20, 6))
        self._head.addWidget(self.name)
        self._head.addWidget(self.said)
        self._head.addStretch(1)
        box = column(self)
        box.addLayout(self._head)
        box.addWidget(self.reader, 1)
        self.reader.column_changed.connect(lambda left, _: self._head.setContentsMargins(left, 8, 20, 6))

    def show_name(self, name: str, said: str) -> None:
        """Say whose reading it is, and what there is to say of it."""
        self.name.setText(name)
        self.said.setText(said)
        self.reader.setAccessibleName(f"{name}, {said}")


class SideBySide(QSplitter):
    """Two sides. Scrolling one moves the other to the same place of the text."""

    mark_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.sides = (Side(), Side())
        self._text: str | None = None
        self._following = False
        for at, side in enumerate(self.sides):
            self.addWidget(side)
            self.setStretchFactor(at, 1)
            side.reader.scrolled.connect(lambda at=at: self._scrolled(at))
            side.reader.mark_chosen.connect(self.mark_chosen)

    def dress(self, look: CanvasTheme, zoom: int) -> None:
        """Colours, type and size of both."""
        for side in self.sides:
            side.reader.set_theme(look)
            side.reader.set_zoom(zoom)

    def show_text(self, text: str, scheme: Scheme, marks: Sequence[Sequence[Annotation]]) -> None:
        """Show a text with each side's marks; the place stays where the text does."""
        same = text == self._text
        self._text = text
        self._following = True
        for side, own in zip(self.sides, marks, strict=True):
            relations: list[Relation] = []
            if same:
                side.reader.set_scheme(scheme)
                side.reader.set_annotations(own, relations)
            else:
                side.reader.show_article(text, own, relations, scheme)
        self._following = False

    def show_names(self, names: dict[str, str]) -> None:
        """The names of entities by uid, for the tags."""
        for side in self.sides:
            side.reader.set_entity_names(names)

    def show_present(self, present: Span | None, uids: set[str]) -> None:
        """Set off a passage on both sides, scroll to it, and select the marks (uids) that are about it."""
        self._following = True
        for side in self.sides:
            own = sorted(uids & side.reader.marks.annotations.keys())
            side.reader.select(own[0] if own else "", reveal=False)
            side.reader.show_passage(present)
        self._following = False
        if present is not None:
            self.sides[1].reader.follow(self.sides[0].reader)

    def _scrolled(self, at: int) -> None:
        if self._following:
            return
        self._following = True
        self.sides[1 - at].reader.follow(self.sides[at].reader)
        self._following = False
