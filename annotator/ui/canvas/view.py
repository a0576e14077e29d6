"""The canvas: shows one article with its marks, and turns keys and mouse into wishes about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from annotator.model.annotation import Annotation, Relation, Span, normal_fragments, quote_of
from annotator.model.scheme import Scheme
from annotator.model.text import snap_to_graphemes, snap_to_words
from annotator.ui.canvas.commands import Commands
from annotator.ui.canvas.document import CanvasLayout
from annotator.ui.canvas.looks import Looks
from annotator.ui.canvas.marks import Marks
from annotator.ui.canvas.offsets import Shown
from annotator.ui.canvas.painting import CanvasPainter
from annotator.ui.canvas.pointer import Pointer
from annotator.ui.canvas.theme import LIGHT, CanvasTheme

Density = Literal["full", "compact", "selected", "none"]
Arcs = Literal["selected", "all", "none"]

#: How much of the view stays free above and below a place that is scrolled to.
_EASE: Final = 0.18


class Canvas(QTextEdit):
    """One article to read and to mark up. It knows no project: it is fed values, and tells wishes.

    All places are code points of the article's text, spans half-open. Setters do not emit; signals
    tell what the person did.
    """

    span_selected = Signal(object)  # Span or None: the selected text, snapped
    annotation_selected = Signal(str)  # uid, "" for none
    mark_requested = Signal(str, object)  # label name, tuple of Spans
    fragment_requested = Signal(object)  # Span to add to the selected annotation
    fragment_removal_requested = Signal(str, object)  # uid, Span of the fragment
    delete_requested = Signal(str)  # uid
    edges_moved = Signal(str, object)  # uid, tuple of Spans: all fragments as they should be
    relation_requested = Signal(str, str, str)  # head uid, tail uid, type or "" where several fit
    palette_requested = Signal(QPoint, object)  # global point, Span
    details_requested = Signal(str)  # uid
    note_requested = Signal(str)  # uid
    done_requested = Signal()
    find_requested = Signal()
    caret_moved = Signal(int, object)  # line from 1, Span (empty when nothing is selected)
    column_changed = Signal(int, int)  # left edge and width of the text's column, pixels
    told = Signal(str)  # a short word for the status bar

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._scheme, self._zoom = LIGHT, Scheme(), 100
        self._snapping = True
        self._selected = ""
        self._span: Span | None = None
        self._pending: tuple[Span, ...] = ()
        self._settling = False
        self._anchor = (0, 0)
        self._document = QTextDocument(self)
        self._document.setUndoRedoEnabled(False)
        self._layout = CanvasLayout(self._document, Looks(self._theme, self._scheme, zoom=1.0))
        self._painter = CanvasPainter(self._layout)
        self._layout.painter = self._painter
        self._document.setDefaultFont(self._layout.looks.font)
        self._document.setDocumentLayout(self._layout)
        self.setDocument(self._document)
        self.commands = Commands(self)
        self._pointer = Pointer(self)
        self._prepare()
        self.cursorPositionChanged.connect(self._caret_has_moved)
        self.selectionChanged.connect(self._selection_has_changed)

    def _prepare(self) -> None:
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setTabChangesFocus(False)
        self.setAcceptDrops(False)
        self.setCursorWidth(2)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("Article text"))
        self._apply_theme()

    # ------------------------------------------------------------------ what is shown

    def show_article(
        self,
        text: str,
        annotations: Sequence[Annotation],
        relations: Sequence[Relation],
        scheme: Scheme,
        *,
        position: int = 0,
    ) -> None:
        """Show another article. `position` is the place to read on from (as `position` gave it)."""
        if scheme is not self._scheme:
            self._scheme = scheme
            self._renew_looks()
        shown = Shown(text)
        self._selected, self._pending, self._span = "", (), None
        self._painter.selected, self._painter.ranges = "", ()
        self.commands.forget()
        self._settling = True
        filters = self._layout.marks
        marks = Marks(annotations, relations)
        marks.filter(filters.labels, filters.coders)
        self._layout.show(shown, marks)
        self.setPlainText(shown.text)
        self._settling = False
        self._layout.report_size()
        self.go_to(position)

    def set_annotations(self, annotations: Sequence[Annotation], relations: Sequence[Relation]) -> None:
        """Show just these annotations and relations; only what differs by uid is laid out again."""
        self._refresh(self._layout.marks.replace(annotations, relations))

    def put_annotations(self, *annotations: Annotation) -> None:
        """Add these annotations, or change those with their uids; costs nothing for the others."""
        self._refresh([span for one in annotations for span in self._layout.marks.put(one)])

    def remove_annotations(self, *uids: str) -> None:
        """Take annotations away; costs nothing for the others."""
        self._refresh([span for uid in uids for span in self._layout.marks.remove(uid)])

    def _refresh(self, touched: Sequence[Span]) -> None:
        if self._selected and self._selected not in self._layout.marks.annotations:
            self.select("")
        if touched:
            self._layout.drop(touched)
            self._settle()
            self.viewport().update()

    def set_unsaved(self, uids: set[str]) -> None:
        """Flag these annotations as not saved yet."""
        changed = self._layout.unsaved.symmetric_difference(uids)
        self._layout.unsaved = frozenset(uids)
        self._refresh(self._fragments(changed))

    def set_entity_names(self, names: Mapping[str, str]) -> None:
        """The short names of entities by uid, for the tags."""
        if names != self._layout.names:
            self._layout.names = dict(names)
            self._redraw_all()

    def set_theme(self, theme: CanvasTheme) -> None:
        """Colours, type and measures."""
        if theme != self._theme:
            self._theme = theme
            self._renew_looks()
            self._apply_theme()
            self._refit()

    def set_zoom(self, percent: int) -> None:
        """The size of text and tags in percent of the theme's."""
        if percent != self._zoom:
            self._zoom = percent
            self._renew_looks()
            self._refit()

    def set_density(self, density: Density) -> None:
        """Tags in full, with key letters only, with words for the selected label only, or none."""
        if density != self._layout.density:
            self._layout.density = density
            self._redraw_all()

    def set_visible(self, labels: set[str] | None, coders: set[str] | None) -> None:
        """Show the marks of these labels and coders only; None for all."""
        self._layout.marks.filter(labels, coders)
        self._redraw_all()

    def set_arcs(self, arcs: Arcs) -> None:
        """Show relations of the selected annotation, all, or none."""
        wires = arcs != "none"
        if wires != self._layout.wires:
            self._layout.wires = wires
            self._redraw_all()

    def set_snapping(self, snapping: bool) -> None:
        """Whether a selection grows to whole words; it never splits a grapheme cluster."""
        self._snapping = snapping
        self._selection_has_changed()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Give commands other keys (names as in `canvas.keys.DEFAULT_KEYS`)."""
        self.commands.set_keys(keys)

    @property
    def text(self) -> str:
        """The article's text, as it was given."""
        return self._layout.shown.canonical

    @property
    def scheme(self) -> Scheme:
        """The scheme in use."""
        return self._scheme

    def entity_name(self, uid: str) -> str:
        """The short name of an entity, "" when it is not known."""
        return self._layout.names.get(uid, "")

    @property
    def marks(self) -> Marks:
        """The annotations and relations shown."""
        return self._layout.marks

    # ------------------------------------------------------------------ where the person is

    @property
    def selected_uid(self) -> str:
        """The selected annotation, "" for none."""
        return self._selected

    def select(self, uid: str, *, reveal: bool = True) -> None:
        """Select an annotation ("" for none), and scroll to it."""
        if uid not in self._layout.marks.annotations:
            uid = ""
        self._selected = uid
        self._painter.selected = uid
        if self._layout.density == "selected":
            label = self._layout.marks.annotations[uid].label if uid else ""
            if label != self._layout.selected_label:
                self._layout.selected_label = label
                self._layout.drop_all()
        if uid and reveal:
            self.reveal(self._layout.marks.annotations[uid].start)
        self.viewport().update()

    def choose(self, uid: str) -> None:
        """Select an annotation as the person does, with the signal; the caret goes to its start."""
        if uid and self._span is None:
            self.set_caret(self._layout.marks.annotations[uid].start)
        if uid != self._selected:
            self.select(uid)
            self.annotation_selected.emit(uid)
        elif uid:
            self.reveal(self._layout.marks.annotations[uid].start)

    def selection(self) -> Span | None:
        """The selected text, snapped; None when there is none."""
        return self._span

    def fragments(self) -> tuple[Span, ...]:
        """All selected stretches: those set aside with Ctrl, and the selection."""
        spans = (*self._pending, self._span) if self._span else self._pending
        return normal_fragments(spans, length=len(self.text)) if spans else ()

    def caret(self) -> int:
        """Where the caret stands."""
        return self._layout.shown.to_cp(self.textCursor().position())

    def set_caret(self, cp: int, *, keep_anchor: bool = False) -> None:
        """Move the caret; with `keep_anchor` the selection reaches there."""
        cursor = self.textCursor()
        mode = QTextCursor.MoveMode.KeepAnchor if keep_anchor else QTextCursor.MoveMode.MoveAnchor
        cursor.setPosition(self._layout.shown.to_position(cp), mode)
        self.setTextCursor(cursor)

    def select_span(self, span: Span | None) -> None:
        """Select a stretch of text, or nothing; the caret goes to its end."""
        cursor = self.textCursor()
        if span is None:
            cursor.clearSelection()
        else:
            to = self._layout.shown.to_position
            cursor.setPosition(to(span.start))
            cursor.setPosition(to(span.end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def set_aside(self) -> None:
        """Keep the selection as a further fragment, so that another stretch can be selected as well."""
        if self._span is not None:
            self._pending = self.fragments()
            self.select_span(None)

    def drop_selection(self) -> None:
        """Select nothing."""
        self._pending = ()
        self.select_span(None)
        self._selection_has_changed()

    def position(self) -> int:
        """The first code point in view, to come back to later."""
        number = self._layout.block_at(self._value())
        picture = self._layout.picture(number)
        row = picture.rows[picture.row_at(self._value() - self._layout.top(number))]
        block = self._document.findBlockByNumber(number)
        return self._layout.shown.to_cp(block.position() + row.start)

    def go_to(self, position: int) -> None:
        """Bring that place to the top of the view, and the caret there."""
        cp = min(max(0, position), len(self.text))
        self.set_caret(cp)
        self._lay_out_around(cp)
        top = 0 if cp == 0 else int(self.line_rect(cp).top())
        self._scroll_to(top)
        self._settle()
        self.viewport().update()

    def line_rect(self, cp: int) -> QRectF:
        """The line that holds the place: the full row with its tags and lanes, in document pixels."""
        number, row, _ = self._line_of(cp)
        picture, top = self._layout.picture(number), self._layout.top(number)
        slot = picture.slots[row]
        return QRectF(self._layout.left, top + slot.top, self._layout.width, slot.bottom - slot.top)

    def _line_of(self, cp: int) -> tuple[int, int, int]:
        """Block, line and place within the block (UTF-16) of a code point place."""
        position = self._layout.shown.to_position(cp)
        block = self._document.findBlock(position)
        picture = self._layout.picture(block.blockNumber(), block)
        place = position - block.position()
        return block.blockNumber(), picture.row_of(place), place

    def reveal(self, cp: int) -> None:
        """Scroll as far as needed for that place to be in view, with some ease around it."""
        self._lay_out_around(cp)
        rect, value, height = self.line_rect(cp), self._value(), self.viewport().height()
        ease = height * _EASE
        if rect.top() - ease / 2 < value or rect.bottom() + ease / 2 > value + height:
            near = abs(rect.top() - value) < 2 * height
            below = rect.bottom() + ease - height
            target = below if near and rect.top() > value + height / 2 else rect.top() - ease
            self._scroll_to(int(target))
        self._settle()

    def _lay_out_around(self, cp: int) -> None:
        """Lay out a view's height above and below a place, so that distances there are exact."""
        layout, height = self._layout, self.viewport().height()
        number = self._document.findBlock(layout.shown.to_position(cp)).blockNumber()
        above = 0.0
        for block in range(number, -1, -1):
            above += layout.picture(block).height
            if above > height and block < number:
                break
        layout.settle(layout.top(number), layout.top(number) + height)

    # ------------------------------------------------------------------ scrolling

    def _value(self) -> int:
        return self.verticalScrollBar().value()

    def _scroll_to(self, value: int) -> None:
        self._layout.report_size()
        self.verticalScrollBar().setValue(value)

    def _settle(self) -> None:
        """Lay out what is in view. Where that moves the text, scroll by as much, so that it stands still."""
        if self._settling:
            return
        self._settling = True
        layout, height, number = self._layout, self.viewport().height(), self._anchor[0]
        number = min(number, len(layout.heights) - 1)
        for _ in range(4):
            value = self._value()
            before = layout.top(number)
            layout.settle(value, value + height)
            moved = round(layout.top(number) - before)
            if not moved or abs(before - value) > 2 * height:
                break
            self.verticalScrollBar().setValue(value + moved)
        self._settling = False
        self._remember_anchor()

    def _remember_anchor(self) -> None:
        value = self._value()
        number = self._layout.block_at(value)
        self._anchor = (number, round(self._layout.top(number)) - value)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move the picture by as much as the text has moved, which may differ from the bar's step."""
        del dx, dy
        if self._settling:
            return
        number, before = self._anchor
        self._settle()
        if number >= len(self._layout.heights):
            self.viewport().update()
            return
        shift = round(self._layout.top(number)) - self._value() - before
        if abs(shift) < self.viewport().height():
            self.viewport().scroll(0, shift)
        else:
            self.viewport().update()
        self._layout.evict(self._anchor[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the text that was at the top at the top."""
        place = self.position()
        super().resizeEvent(event)
        self._fit(place)

    def _refit(self) -> None:
        place = self.position()
        self._layout.forget()
        self._fit(place)

    def _fit(self, place: int) -> None:
        if self._layout.set_column(view_width=self.viewport().width()):
            self.column_changed.emit(int(self._layout.left), int(self._layout.width))
        self._lay_out_around(place)
        self._scroll_to(0 if place == 0 else int(self.line_rect(place).top()))
        self._settle()
        self.viewport().update()

    def column(self) -> tuple[int, int]:
        """Left edge and width of the text's column in the view (pixels)."""
        return int(self._layout.left), int(self._layout.width)

    # ------------------------------------------------------------------ looks

    def _renew_looks(self) -> None:
        place = self.position()
        looks = Looks(self._theme, self._scheme, zoom=self._zoom / 100)
        fonts_differ = looks.font != self._layout.looks.font
        self._layout.looks = looks
        self._layout.drop_all()
        self._painter.retheme()
        if fonts_differ:
            self._document.setDefaultFont(looks.font)
            self._layout.forget()
            self._fit(place)

    def _apply_theme(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(self._theme.surface))
        palette.setColor(QPalette.ColorRole.Text, QColor(self._theme.text))
        palette.setColor(QPalette.ColorRole.Highlight, QColor(self._theme.selection))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(self._theme.selection_text))
        self.setPalette(palette)

    def _redraw_all(self) -> None:
        """All marks look different: lay out what is in view, with the same text at the top."""
        place = self.position()
        self._layout.drop_all()
        self._lay_out_around(place)
        if self._value() > 0:
            self._scroll_to(int(self.line_rect(place).top()))
        self._settle()
        self.viewport().update()

    # ------------------------------------------------------------------ selection

    def _caret_has_moved(self) -> None:
        if self._settling:
            return
        self._tell_caret()

    def _selection_has_changed(self) -> None:
        if self._settling:
            return
        span = self._snapped()
        to = self._layout.shown.to_position
        spans = [*self._pending, span] if span else list(self._pending)
        self._painter.ranges = [(to(one.start), to(one.end)) for one in spans]
        self.viewport().update()
        if span != self._span:
            self._span = span
            self.span_selected.emit(span)
        self._tell_caret()

    def _snapped(self) -> Span | None:
        cursor, to_cp = self.textCursor(), self._layout.shown.to_cp
        raw = Span(to_cp(cursor.selectionStart()), to_cp(cursor.selectionEnd()))
        if raw.start >= raw.end:
            return None
        snap = snap_to_words if self._snapping else snap_to_graphemes
        span = snap(self.text, raw)
        return span if span.start < span.end else None

    def _tell_caret(self) -> None:
        caret = self.caret()
        number = self._layout.shown.block_at(caret)
        line = number + 1 - sum(1 for one in self._layout.shown.continued if one <= number)
        self.caret_moved.emit(line, self._span or Span(caret, caret))

    def _fragments(self, uids: Any) -> list[Span]:
        held = self._layout.marks.annotations
        return [span for uid in uids if uid in held for span in held[uid].fragments]

    # ------------------------------------------------------------------ under the pointer

    def marks_at(self, point: QPointF) -> list[str]:
        """The annotations under a point of the view, the shortest first; one whose own line it is, alone."""
        y = point.y() + self._value()
        number = self._layout.block_at(y)
        picture, top = self._layout.picture(number), self._layout.top(number)
        x, y = point.x(), y - top
        bar = self._layout.looks.bar + 1
        on_line = [b.uid for b in picture.boxes if b.left <= x <= b.right and b.bar - 1 <= y <= b.bar + bar]
        on_tag = [
            t.uid
            for t in picture.tags
            if t.left - 1 <= x <= t.right + 1 and t.baseline - 10 <= y <= t.baseline + 3
        ]
        if on_line or on_tag:
            return on_line + on_tag
        under = {b.uid for b in picture.boxes if b.left <= x <= b.right and b.top <= y <= b.text_bottom}
        held = self._layout.marks.annotations
        return sorted(under, key=lambda uid: (sum(e - s for s, e in held[uid].fragments), uid))

    def viewportEvent(self, event: QEvent) -> bool:
        """Tool tips in plain words."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self._pointer.tip(QPointF(event.pos()))
            if text:
                QToolTip.showText(event.globalPos(), text, self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def place_at(self, point: QPointF) -> int:
        """The code point place nearest to a point of the view."""
        position = self._layout.hitTest(point + QPointF(0, self._value()), Qt.HitTestAccuracy.FuzzyHit)
        return self._layout.shown.to_cp(position)

    def span_rect(self, span: Span) -> QRect:
        """The last line of a stretch in the view (pixels): where a palette for it may stand."""
        number, row, end = self._line_of(span.end)
        picture = self._layout.picture(number)
        if end == picture.rows[row].start and row:
            row -= 1
        slot, top = picture.slots[row], self._layout.top(number) - self._value()
        line = self._document.findBlockByNumber(number).layout().lineAt(row)
        x: tuple[float, int] = line.cursorToX(end)  # type: ignore[assignment]
        return QRectF(x[0], top + slot.text_top, 1, slot.text_bottom - slot.text_top).toRect()

    # ------------------------------------------------------------------ events

    def event(self, event: QEvent) -> bool:
        """Keys that mean something here are ours, whatever shortcuts the window has."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self.commands.wants(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from mark to mark while there are marks, else on to the next widget."""
        if self.marks.order():
            return False
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Our commands first, then the caret and selection keys of Qt."""
        if not self.commands.handle(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection, or pick a mark."""
        if not self._pointer.press(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select, or show what is under the pointer."""
        super().mouseMoveEvent(event)
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a selection, or pick a mark."""
        super().mouseReleaseEvent(event)
        self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word."""
        self._pointer.double_click(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming in by Tab must not move to a mark at once."""
        super().focusInEvent(event)
        self.viewport().update()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied is the article's own text, with its no-break spaces, not the widget's."""
        data = QMimeData()
        data.setText(quote_of(self.text, self.fragments()))
        return data
