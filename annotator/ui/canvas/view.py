"""The canvas: shows one article with its marks, and turns keys and mouse into wishes about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPalette,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.model.annotation import Annotation, Relation, Span, normal_fragments, quote_of
from annotator.model.scheme import Scheme
from annotator.model.text import snap_to_graphemes, snap_to_words
from annotator.ui.canvas.commands import Commands
from annotator.ui.canvas.document import Arcs
from annotator.ui.canvas.find_bar import FindBar
from annotator.ui.canvas.gliding import Glide
from annotator.ui.canvas.looks import Looks
from annotator.ui.canvas.marks import Marks
from annotator.ui.canvas.offsets import Shown
from annotator.ui.canvas.picking import Picking
from annotator.ui.canvas.pointer import Pointer
from annotator.ui.canvas.reading import ReadingView
from annotator.ui.canvas.relating import Relating
from annotator.ui.canvas.scroll_bar import MarkBar
from annotator.ui.canvas.speech import announce, mark_words
from annotator.ui.canvas.theme import LIGHT, CanvasTheme
from annotator.ui.overrides import safe_overrides

Density = Literal["full", "compact", "selected", "none"]


@safe_overrides
class Canvas(ReadingView):
    """One article to read and to mark up. It knows no project: it is fed values, and tells wishes.

    All places are code points of the article's text, spans half-open. Setters do not emit; signals
    tell what the person did.
    """

    span_selected = Signal(object)  # Span or None: the selected text, snapped
    annotation_selected = Signal(str)  # uid, "" for none
    mark_requested = Signal(str, object)  # label name, tuple of Spans: one annotation
    marks_requested = Signal(str, object)  # label name, tuple of Spans: an annotation for each
    fragment_requested = Signal(object)  # Span to add to the selected annotation
    fragment_removal_requested = Signal(str, object)  # uid, Span of the fragment
    delete_requested = Signal(str)  # uid
    edges_moved = Signal(str, object)  # uid, tuple of Spans: all fragments as they should be
    relation_requested = Signal(str, str, str)  # head uid, tail uid, type or "" where several fit
    palette_requested = Signal(QPoint, object)  # global point, Span
    menu_requested = Signal(QPoint, str)  # global point, uid of the mark there or ""
    details_requested = Signal(str)  # uid
    note_requested = Signal(str)  # uid
    card_requested = Signal(str)  # uid
    done_requested = Signal()
    zoom_requested = Signal(int)  # steps, up positive
    caret_moved = Signal(int, object)  # line from 1, Span (empty when nothing is selected)
    told = Signal(str)  # a short word for the status bar

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._scheme, self._zoom = LIGHT, Scheme(), 100
        self._by_coder = False
        self._coders: tuple[str, ...] = ()
        self._snapping, self._opposite = True, False
        self._selected = ""
        self._span: Span | None = None
        self._pending: tuple[Span, ...] = ()
        self.relating = Relating(self)
        self.picking = Picking(self)
        self.commands = Commands(self)
        self.mark_bar = MarkBar(self)
        self.setVerticalScrollBar(self.mark_bar)
        self._glide = Glide(self.mark_bar)
        self.find_bar = FindBar(self)
        self._pointer = Pointer(self)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("Article text"))
        self._apply_theme()
        self.cursorPositionChanged.connect(self._caret_has_moved)
        self.selectionChanged.connect(self._selection_has_changed)

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
        self.set_scheme(scheme)
        had_selection = self._span is not None
        self._selected, self._pending, self._span = "", (), None
        self._painter.forget()
        self.commands.forget()
        filters = self._layout.marks
        marks = Marks(annotations, relations)
        marks.filter(filters.labels, filters.coders)
        self._set_text(Shown(text), marks)
        self.go_to(position)
        self.find_bar.text_changed()
        self._marks_have_changed()
        if had_selection:
            self.span_selected.emit(None)

    def set_scheme(self, scheme: Scheme) -> None:
        """Take another scheme: colours, lines and keys of the labels."""
        if scheme is not self._scheme:
            self._scheme = scheme
            self._renew_looks()

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
            self._show_cues()
            self.relating.marks_changed()
            self._relayout(touched)
            self.mark_bar.marks_touched(touched)
            self._describe()

    def _marks_have_changed(self) -> None:
        self.mark_bar.marks_changed()
        self._describe()

    def _describe(self) -> None:
        count = self._layout.marks.count()
        words = [self.tr("1 mark.") if count == 1 else self.tr("{0} marks.").format(count)]
        hidden = len(self._layout.marks.annotations) - count
        words += [self.tr("{0} more are hidden.").format(hidden)] if hidden else []
        self.setAccessibleDescription(" ".join([*words, self.tr("Tab goes from mark to mark.")]))

    def set_unsaved(self, uids: set[str]) -> None:
        """Flag these annotations as not saved yet."""
        changed = self._layout.unsaved.symmetric_difference(uids)
        self._layout.unsaved = frozenset(uids)
        self._relayout(self._fragments(changed))

    def set_entity_names(self, names: Mapping[str, str]) -> None:
        """The short names of entities by uid, for the tags."""
        if names != self._layout.names:
            self._layout.names = dict(names)
            self._redraw_all()

    def entity_name(self, uid: str) -> str:
        """The short name of an entity, "" when it is not known."""
        return self._layout.names.get(uid, "")

    def set_theme(self, theme: CanvasTheme) -> None:
        """Colours, type and measures."""
        if theme != self._theme:
            self._theme = theme
            self._renew_looks()
            self._apply_theme()

    def set_zoom(self, percent: int) -> None:
        """The size of text and tags in percent of the theme's."""
        if percent != self._zoom:
            self._zoom = percent
            self._renew_looks()

    def set_density(self, density: Density) -> None:
        """Tags in full, with key letters only, with words for the selected label only, or none."""
        if density != self._layout.density:
            self._layout.density = density
            self._redraw_all()

    def set_colours_by(self, by: Literal["label", "coder"]) -> None:
        """Colour the marks by their label or by who made them; line style and key stay the label's."""
        if (by == "coder") != self._by_coder:
            self._by_coder = by == "coder"
            self._renew_looks()

    def set_coders(self, names: Sequence[str]) -> None:
        """All coders in their order, which decides their colours in every article."""
        if tuple(names) != self._coders:
            self._coders = tuple(names)
            if self._by_coder:
                self._renew_looks()

    @property
    def by_coder(self) -> bool:
        """Whether colours tell the coder."""
        return self._by_coder

    def set_visible(self, labels: set[str] | None, coders: set[str] | None) -> None:
        """Show the marks of these labels and coders only; None for all."""
        held = self._layout.marks
        if (held.labels, held.coders) == (labels, coders):
            return
        held.filter(labels, coders)
        self._redraw_all()
        self._marks_have_changed()

    def set_arcs(self, arcs: Arcs) -> None:
        """Show relations of the selected annotation, all, or none."""
        if arcs != self._painter.wires.arcs:
            self._painter.wires.arcs = arcs
            self._layout.wires = arcs
            self._redraw_all()

    def set_snapping(self, snapping: bool) -> None:
        """Whether a selection grows to whole words; it never splits a grapheme cluster."""
        self._snapping = snapping
        self._selection_has_changed()

    def snap_otherwise(self, otherwise: bool) -> None:
        """Whether the present selection does the opposite of what was set about snapping."""
        if otherwise != self._opposite:
            self._opposite = otherwise
            self._selection_has_changed()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Give commands other keys (names as in `canvas.keys.DEFAULT_KEYS`)."""
        self.commands.set_keys(keys)

    @property
    def scheme(self) -> Scheme:
        """The scheme in use."""
        return self._scheme

    @property
    def theme(self) -> CanvasTheme:
        """The look in use."""
        return self._theme

    # ------------------------------------------------------------------ marks and selection

    @property
    def selected_uid(self) -> str:
        """The selected annotation, "" for none."""
        return self._selected

    def select(self, uid: str, *, reveal: bool = True) -> None:
        """Select an annotation ("" for none), and scroll to it."""
        if uid not in self._layout.marks.annotations:
            uid = ""
        before, self._selected = self._selected, uid
        self._painter.selected = uid
        self._show_cues()
        floats = self._painter.floats or self._layout.marks.is_linked(uid)
        if self._layout.density == "selected" and self._take_label(uid):
            self._redraw_all()
        if uid and reveal:
            self.reveal(self._layout.marks.annotations[uid].start)
        if floats:
            self.viewport().update()
        else:
            self._update_marks((before, uid))

    def _show_cues(self) -> None:
        """Underline the words that carry the relations of the selected annotation."""
        to, relations = self._layout.shown.to_position, self._layout.marks.relations_of(self._selected)
        cues = [(to(one.cue.start), to(one.cue.end)) for one in relations if one.cue is not None]
        if cues != self._painter.cues:
            self._painter.cues = cues
            self.viewport().update()

    def _take_label(self, uid: str) -> bool:
        """Whether the label whose tags are in full is another one now."""
        label = self._layout.marks.annotations[uid].label if uid else ""
        changed = label != self._layout.selected_label
        self._layout.selected_label = label
        return changed

    def choose(self, uid: str, *, reveal: bool = True) -> None:
        """Select an annotation for the person: with the signal, and said aloud."""
        changed = uid != self._selected
        self.select(uid, reveal=reveal)
        if changed:
            if uid:
                self.say(uid)
            self.annotation_selected.emit(uid)

    def selection(self) -> Span | None:
        """The selected text, snapped; None when there is none."""
        return self._span

    def fragments(self) -> tuple[Span, ...]:
        """All selected stretches: those set aside with Ctrl, and the selection."""
        spans = (*self._pending, self._span) if self._span else self._pending
        return normal_fragments(spans, length=len(self.text)) if spans else ()

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
        if self._pending or self.textCursor().hasSelection():
            self._pending = ()
            self.select_span(None)
            self._selection_has_changed()

    def hover(self, uid: str) -> None:
        """Show off the annotation under the pointer, "" for none."""
        before, self._painter.hovered = self._painter.hovered, uid
        if before != uid:
            self._update_marks((before, uid))

    def offer(self, uid: str, *, reveal: bool = True) -> None:
        """Show off the annotation that would be the other end of a relation, "" for none."""
        before, self._painter.offered = self._painter.offered, uid
        if uid and reveal:
            self.reveal(self._layout.marks.annotations[uid].start)
            self.say(uid)
        self._update_marks((before, uid))

    def say(self, uid: str, words: str = "{0}") -> None:
        """Say to a screen reader which annotation it is, in a sentence about it."""
        coder = self._layout.marks.annotations[uid].coder if self._by_coder else ""
        announce(self, words.format(mark_words(self._layout.marks, uid, self.entity_name, coder)))

    def show_pull(self, line: tuple[QPointF, QPointF] | None) -> None:
        """Draw a line from a tag to the pointer (view coordinates), or none any more."""
        down = QPointF(0, self._value())
        self._painter.pull = (line[0] + down, line[1] + down) if line else None
        self.viewport().update()

    def show_finds(self, spans: Sequence[Span], present: Span | None) -> None:
        """Highlight what was found, and the present one more, which is scrolled to."""
        to = self._layout.shown.to_position
        self._painter.finds = [(to(one.start), to(one.end)) for one in spans]
        self._painter.found = (to(present.start), to(present.end)) if present else None
        self.mark_bar.finds_changed(spans)
        if present:
            self.reveal(present.start)
        self.viewport().update()

    def _caret_has_moved(self) -> None:
        if not self._settling:
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
        snap = snap_to_words if self._snapping is not self._opposite else snap_to_graphemes
        span = snap(self.text, raw)
        return span if span.start < span.end else None

    def _tell_caret(self) -> None:
        caret, shown = self.caret(), self._layout.shown
        self.caret_moved.emit(shown.line_of(shown.block_at(caret)), self._span or Span(caret, caret))

    def _fragments(self, uids: Iterable[str]) -> list[Span]:
        held = self._layout.marks.annotations
        return [span for uid in uids if uid in held for span in held[uid].fragments]

    # ------------------------------------------------------------------ looks

    def _renew_looks(self) -> None:
        before = self._layout.looks
        self._layout.looks = Looks(
            self._theme,
            self._scheme,
            zoom=self._zoom / 100,
            by_coder=self._by_coder,
            coders=self._coders,
        )
        self._painter.retheme()
        if self._layout.looks.measures() != before.measures():
            place = self.position()
            self._document.setDefaultFont(self._layout.looks.font)
            self._layout.forget()
            self._fit(place)
        else:
            self._redraw_all()
        self.mark_bar.marks_changed()

    def _apply_theme(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(self._theme.surface))
        palette.setColor(QPalette.ColorRole.Window, QColor(self._theme.surface))
        palette.setColor(QPalette.ColorRole.Text, QColor(self._theme.text))
        palette.setColor(QPalette.ColorRole.Highlight, QColor(self._theme.selection))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(self._theme.selection_text))
        self.setPalette(palette)

    # ------------------------------------------------------------------ events

    def event(self, event: QEvent) -> bool:
        """Keys that mean something here are ours, whatever shortcuts the window has."""
        ours = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if ours and self.commands.wants(event):  # type: ignore[arg-type]
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tool tips, in plain words."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._pointer.tip(QPointF(event.pos())), self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self.hover("")
        return super().viewportEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from mark to mark while there are marks, else on to the next widget."""
        return False if self._layout.marks.order() else super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Our commands first, then the caret and selection keys of Qt, which keep the caret in view."""
        if self.commands.handle(event):
            return
        before = self.textCursor().position()
        super().keyPressEvent(event)
        if self.textCursor().position() != before:
            self.reveal(self.caret(), ease=0.04)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection, or pick a mark."""
        if not self._pointer.press(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select, or show what is under the pointer."""
        if not self._pointer.move(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a selection, or pick a mark."""
        super().mouseReleaseEvent(event)
        self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word."""
        self._pointer.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl the text gets larger or smaller."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom_requested.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            self._glide.wheel(event, self._layout.looks.rules.pitch)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu is the window's to show: for the mark under the pointer, or the selected one.

        The caret goes there, so that the menu is about the fragment under the pointer. Called by key the
        menu is about the selected mark.
        """
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.span_rect(Span(self.caret(), self.caret())).bottomLeft()
            self.menu_requested.emit(self.viewport().mapToGlobal(place), self._selected)
            return
        under = self.marks_at(QPointF(event.pos()))
        if under and self._selected not in under:
            self.choose(under[0], reveal=False)
        if under and not self.fragments():
            self.set_caret(self.place_at(QPointF(event.pos())))
        self.menu_requested.emit(event.globalPos(), self._selected if self._selected in under else "")

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied is the article's own text, with its no-break spaces, not the widget's."""
        data = QMimeData()
        data.setText(quote_of(self.text, self.fragments()))
        return data
