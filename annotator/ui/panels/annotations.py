"""The marks panel: every mark of the article in text order."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.ui.overrides import safe_overrides
from annotator.ui.panel import Panel
from annotator.ui.strokes import draw_sample
from annotator.ui.theme import current, label_colour, text_font, ui_font
from annotator.ui.widgets.parts import EmptyState, column, plain_tip
from annotator.ui.widgets.shown_marks import HiddenNote, hidden_words
from annotator.ui.words import capital, isolated, number, shortened

if TYPE_CHECKING:
    from annotator.model.annotation import Annotation
    from annotator.model.scheme import Label
    from annotator.ui.session import Session

Index = QModelIndex | QPersistentModelIndex

UID_ROLE: Final = int(Qt.ItemDataRole.UserRole)
MARK_ROLE: Final = UID_ROLE + 1
_SAID_ROLE: Final = UID_ROLE + 2
_LABEL_ROLE: Final = UID_ROLE + 3
_ROW_HEIGHT: Final = 48

#: More marks than this are listed only once the list is seen: laying out so many rows takes a while.
_MANY: Final = 1000


@safe_overrides
class MarksModel(QAbstractListModel):
    """The marks that the filter lets through; `said` gives the second line of a mark."""

    def __init__(self, said: Callable[[Annotation], str], label: Callable[[str], Label | None]) -> None:
        super().__init__()
        self.marks: list[Annotation] = []
        self._said = said
        self._label = label

    def show(self, marks: list[Annotation]) -> None:
        """Hold these marks."""
        self.beginResetModel()
        self.marks = marks
        self.endResetModel()

    def place(self, uid: str) -> int:
        """The row of a mark, -1 when the filter hides it."""
        return next((at for at, mark in enumerate(self.marks) if mark.uid == uid), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt: number of rows."""
        return 0 if parent.isValid() else len(self.marks)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Qt: what is asked of a row."""
        mark = self.marks[index.row()]
        if role == MARK_ROLE:
            return mark
        if role == UID_ROLE:
            return mark.uid
        if role == _SAID_ROLE:
            return self._said(mark)
        if role == _LABEL_ROLE:
            return self._label(mark.label)
        if role == Qt.ItemDataRole.DisplayRole:
            return mark.quote
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(shortened(mark.quote, 300))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._said(mark)}: {mark.quote}"
        return None


@safe_overrides
class MarksDelegate(QStyledItemDelegate):
    """Paints a mark: the label's line, the quote, and below it label, entity and values."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: every row is as high."""
        return QSize(120, _ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: paint one row."""
        mark: Annotation = index.data(MARK_ROLE)
        label: Label | None = index.data(_LABEL_ROLE)
        theme = current()
        rect: QRect = option.rect
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.chosen))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.sunken))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent))
        colour = label_colour(label, theme) if label else QColor(theme.muted)
        line = label.line if label else "solid"
        draw_sample(painter, QPointF(rect.left() + 16, rect.top() + 17), line, colour)
        room = rect.width() - 40 - 14
        quote = QRect(rect.left() + 40, rect.top() + 6, room, 21)
        said = QRect(rect.left() + 40, rect.top() + 26, room, 17)
        _draw_line(painter, quote, " ".join(mark.quote.split()), text_font(14), theme.text)
        _draw_line(painter, said, index.data(_SAID_ROLE), ui_font(12), theme.muted)
        painter.restore()


def _draw_line(painter: QPainter, rect: QRect, text: str, font: Any, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(rect, flags | Qt.TextFlag.TextSingleLine, isolated(shown))


class AnnotationsPanel(Panel):
    """The list of the article's marks; a click or the arrows go to the mark in the text."""

    name = "marks"
    order = 1

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._entities: dict[str, str] = {}
        self._several = False  # marks of several coders are there
        self._stale = False
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter marks…"))
        self.filter.setAccessibleName(self.tr("Filter marks by text, label, entity or value"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self.refresh)
        self.model = MarksModel(self._said, self._label)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(MarksDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Marks of this article"))
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.list.clicked.connect(lambda index: self.mark_requested.emit(index.data(UID_ROLE)))
        self.empty = EmptyState("")
        self.hidden = HiddenNote()
        self.hidden.all_requested.connect(session.hiding.show_all)
        session.hiding.changed.connect(self.refresh_soon)
        box = column(self)
        head = column(margins=(16, 10, 16, 8))
        head.addWidget(self.filter)
        box.addLayout(head)
        box.addWidget(self.hidden)
        box.addWidget(self.list, 1)
        box.addWidget(self.empty, 1)
        self.refresh()

    def title(self) -> str:
        """The tab says how many there are, and how many of them are shown when some are hidden."""
        count, shown = len(self.session.annotations), len(self.session.shown_marks)
        if shown < count:
            return self.tr("Marks {0}/{1}").format(number(shown), number(count))
        return self.tr("Marks {0}").format(number(count)) if count else self.tr("Marks")

    def project_changed(self) -> None:
        """Take the entities' names of the project."""
        self._take_names()
        self.refresh_soon()

    def changed(self, changes: Any) -> None:
        """Entities were renamed, or labels look different."""
        if changes.entities or changes.scheme:
            self._take_names()
            self.refresh_soon()

    def article_shown(self, article: int) -> None:
        """Show the marks of another article."""
        self.filter.blockSignals(True)
        self.filter.clear()
        self.filter.blockSignals(False)
        self.refresh_soon()

    def marks_changed(self) -> None:
        """Show the marks as they are now."""
        self.refresh_soon()

    def annotation_selected(self, uid: str) -> None:
        """Put the cursor of the list on the selected mark."""
        if self._stale:
            return
        at = self.model.place(uid)
        selection = self.list.selectionModel()
        if at < 0:
            selection.clear()
            return
        index = self.model.index(at)
        selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.list.scrollTo(index)

    def theme_changed(self) -> None:
        """Paint in the new colours."""
        self.list.viewport().update()

    def _take_names(self) -> None:
        project = self.session.project
        self._entities = {one.uid: one.name for one in project.entities.all()} if project else {}

    def refresh(self) -> None:
        """Show the marks that the filter lets through."""
        self.title_changed.emit(self.title())
        self._stale = len(self.session.annotations) > _MANY and not self.isVisible()
        if self._stale:
            return
        wanted = self.filter.text().strip().casefold()
        marks = self.session.shown_marks
        several = len({mark.coder for mark in marks}) > 1
        if several != self._several:
            self._several = several
            self.list.viewport().update()
        if wanted:
            marks = [mark for mark in marks if wanted in f"{mark.quote} {self._said(mark)}".casefold()]
        if marks != self.model.marks:
            self.model.show(list(marks))
        nothing = not marks
        self.list.setVisible(not nothing)
        self.empty.setVisible(nothing)
        self.filter.setVisible(bool(self.session.annotations))
        self.hidden.say(hidden_words(self.session)[1] if self.session.article else "")
        self.empty.set_text(self._why_empty(filtered=bool(wanted)))
        self.annotation_selected(self.session.selected)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: what waited to be seen is listed."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _why_empty(self, *, filtered: bool) -> str:
        if filtered:
            return self.tr("No mark fits the filter.")
        if self.session.article is None:
            return self.tr("Choose an article to see its marks.")
        if self.session.annotations:
            return self.tr("All marks of this article are hidden.")
        return self.tr("Nothing is marked yet. Select some text and press the key of a label.")

    def _said(self, mark: Annotation) -> str:
        label = self._label(mark.label)
        names = [one.name for one in label.attributes] if label else list(mark.attributes)
        values = [value for name in names if isinstance(value := mark.attributes.get(name), str)]
        coder = mark.coder if self._several else ""
        who = isolated(self._entities.get(mark.entity, ""))
        waits = self.tr("suggestion: F4 confirms, Del rejects") if mark.suggested else ""
        parts = [waits, capital(mark.label), who, ", ".join(values), isolated(coder)]
        return " · ".join(part for part in parts if part)

    def _label(self, name: str) -> Label | None:
        return next((one for one in self.session.scheme.labels if one.name == name), None)

    def _current_changed(self, now: QModelIndex) -> None:
        if now.isValid() and now.data(UID_ROLE) != self.session.selected:
            self.mark_requested.emit(now.data(UID_ROLE))


PANEL = AnnotationsPanel
