"""The conditions of a filter as chips, each with a cross that takes it away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.model.filters import ArticleFilter, MarkFilter
from annotator.ui.overrides import safe_overrides
from annotator.ui.theme import current, ui_font
from annotator.ui.todo_words import todo_words
from annotator.ui.widgets.flow import FlowLayout
from annotator.ui.widgets.parts import cleared, plain_tip
from annotator.ui.words import capital, date_words, language_words, shortened

if TYPE_CHECKING:
    from annotator.ui.session import Session

Chip = tuple[str, ArticleFilter | MarkFilter]


@safe_overrides
class FilterChip(QAbstractButton):
    """One condition in words and a cross."""

    def __init__(self, words: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(ui_font(12))
        self.setText(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tip)
        self.setToolTip(plain_tip(tip))

    def sizeHint(self) -> QSize:
        """Qt: words, cross, margins."""
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.text()) + 30, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the chip."""
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.line), 1))
        painter.setBrush(QColor(theme.chosen))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setFont(self.font())
        painter.setPen(QColor(theme.text))
        room = self.width() - 28
        shown = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(self.rect().adjusted(8, 0, -20, -1), int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.setPen(QPen(QColor(theme.text if self.underMouse() else theme.muted), 1.3))
        x, y = self.width() - 13, self.height() / 2
        painter.drawLine(round(x - 3), round(y - 3), round(x + 3), round(y + 3))
        painter.drawLine(round(x - 3), round(y + 3), round(x + 3), round(y - 3))
        painter.end()


class FilterChips(QWidget):
    """A chip for each condition beside the words; hidden where there is none.

    `filter_changed` carries the filter without the condition whose cross was clicked.
    """

    filter_changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.chips: list[FilterChip] = []
        self._flow = FlowLayout(self, gap=5, row_gap=5)
        self.hide()

    def show_filter(self, chosen: ArticleFilter | MarkFilter) -> None:
        """Make the chips of these conditions."""
        cleared(self._flow)
        self.chips = []
        found = list(self._mark_chips(chosen) if isinstance(chosen, MarkFilter) else self._chips(chosen))
        for words, rest in found:
            chip = FilterChip(shortened(words, 60), self.tr("Take away: {0}").format(words), self)
            chip.clicked.connect(lambda _=False, rest=rest: self.filter_changed.emit(rest))
            self._flow.addWidget(chip)
            self.chips.append(chip)
        self.setVisible(bool(found))
        self.updateGeometry()

    def _chips(self, chosen: ArticleFilter) -> Iterator[tuple[str, ArticleFilter]]:
        none = self.tr("(none)")
        status = {"new": self.tr("new"), "started": self.tr("started"), "done": self.tr("done")}
        sets = {}
        if chosen.sets and self.session.project:
            sets = {one.uid: one.name for one in self.session.project.sets.all()}
        named: Mapping[str, tuple[str, list[str]]] = {
            "statuses": (self.tr("Status"), [status[one] for one in chosen.statuses]),
            "outlets": (self.tr("Outlet"), [one or none for one in chosen.outlets]),
            "languages": (
                self.tr("Language"),
                [language_words(one) if one else none for one in chosen.languages],
            ),
            "sets": (self.tr("Set"), [sets.get(one, self.tr("(deleted)")) for one in chosen.sets]),
            "coders": (self.tr("Assigned to"), [one or self.tr("(nobody)") for one in chosen.coders]),
            "with_labels": (self.tr("Has"), [capital(one) for one in chosen.with_labels]),
            "without_labels": (self.tr("Has no"), [capital(one) for one in chosen.without_labels]),
        }
        for key, (title, words) in named.items():
            if words:
                yield f"{title}: {', '.join(words)}", msgspec.structs.replace(chosen, **{key: ()})
        if chosen.since:
            words_since = self.tr("From {0}").format(date_words(chosen.since, short=True))
            yield words_since, msgspec.structs.replace(chosen, since="")
        if chosen.until:
            words_until = self.tr("Until {0}").format(date_words(chosen.until, short=True))
            yield words_until, msgspec.structs.replace(chosen, until="")
        if chosen.marked:
            words_marked = self.tr("Has marks") if chosen.marked == "yes" else self.tr("Has no marks")
            yield words_marked, msgspec.structs.replace(chosen, marked="")
        for key in ("variables", "extra"):
            pairs = getattr(chosen, key)
            for name, values in pairs.items():
                rest = {one: held for one, held in pairs.items() if one != name}
                words_value = f"{capital(name)}: {', '.join(one or none for one in values)}"
                yield words_value, msgspec.structs.replace(chosen, **{key: rest})

    def _mark_chips(self, chosen: MarkFilter) -> Iterator[tuple[str, MarkFilter]]:
        none = self.tr("(none)")
        if chosen.todo:
            yield todo_words()[chosen.todo], msgspec.structs.replace(chosen, todo="")
        entities = {}
        if chosen.entities and self.session.project:
            entities = {one.uid: one.name for one in self.session.project.entities.all()}
        named: Mapping[str, tuple[str, list[str]]] = {
            "labels": (self.tr("Label"), [capital(one) for one in chosen.labels]),
            "entities": (
                self.tr("Entity"),
                [entities.get(one, self.tr("(deleted)")) if one else none for one in chosen.entities],
            ),
            "coders": (self.tr("Coder"), list(chosen.coders)),
        }
        for key, (title, words) in named.items():
            if words:
                yield f"{title}: {', '.join(words)}", msgspec.structs.replace(chosen, **{key: ()})
        for name, values in chosen.values.items():
            rest = {one: held for one, held in chosen.values.items() if one != name}
            words_value = f"{capital(name)}: {', '.join(one or none for one in values)}"
            yield words_value, msgspec.structs.replace(chosen, values=rest)
        if chosen.suggested:
            words_suggested = (
                self.tr("Only proposals") if chosen.suggested == "yes" else self.tr("No proposals")
            )
            yield words_suggested, msgspec.structs.replace(chosen, suggested="")
        if chosen.article:
            yield self.tr("One article"), msgspec.structs.replace(chosen, article=0)
        for words_article, rest_article in self._chips(chosen.articles):
            yield words_article, msgspec.structs.replace(chosen, articles=rest_article)
