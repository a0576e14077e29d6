"""What the mouse does on the canvas: selecting, picking marks in turn, and tool tips."""

from __future__ import annotations

import html
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent

from annotator.model.annotation import Annotation, Span
from annotator.model.text import paragraph_at, sentence_at
from annotator.ui.canvas.words import word_at

if TYPE_CHECKING:
    from annotator.ui.canvas.view import Canvas

_HAND = Qt.CursorShape.PointingHandCursor
_BEAM = Qt.CursorShape.IBeamCursor
_SIDEWAYS = Qt.CursorShape.SizeHorCursor

#: A press on a tag becomes a relation when the pointer has moved so far (pixels).
_PULL = 6


class Pointer:
    """The mouse on one canvas. A click picks a mark, further clicks there the others under it."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._pressed: QPointF | None = None
        self._clicks = 0
        self._clicked = 0.0
        self._last = QPointF(-99, -99)
        self._adding = False
        self._tag = ""
        self._edge: tuple[int, int] | None = None

    def press(self, event: QMouseEvent) -> bool:
        """Take the press; whether Qt is to be kept from it."""
        if event.button() != Qt.MouseButton.LeftButton:
            return event.button() == Qt.MouseButton.RightButton and bool(self._canvas.fragments())
        canvas, modifiers = self._canvas, event.modifiers()
        canvas.snap_otherwise(False)
        self._pressed = event.position()
        self._tag = canvas.tag_at(event.position())
        self._edge = None if self._tag or modifiers else self._edge_under(event.position())
        if self._tag or self._edge:
            return True
        if self._is_further_click(event):
            self._select_by_clicks(event.position())
            return True
        self._clicks = 1
        self._adding = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if self._adding:
            canvas.set_aside()
        elif not modifiers & Qt.KeyboardModifier.ShiftModifier:
            canvas.drop_selection()
        return False

    def _edge_under(self, point: QPointF) -> tuple[int, int] | None:
        """The edge of the selected mark that would be dragged from there."""
        canvas = self._canvas
        idle = not (canvas.fragments() or canvas.relating.head or canvas.picking.listening)
        return canvas.edge_at(point, canvas.selected_uid) if canvas.selected_uid and idle else None

    def _is_further_click(self, event: QMouseEvent) -> bool:
        near = (event.position() - self._last).manhattanLength() < 5
        soon = (
            time.monotonic() - self._clicked < QGuiApplication.styleHints().mouseDoubleClickInterval() / 1000
        )
        return self._clicks >= 2 and near and soon

    def double_click(self, event: QMouseEvent) -> None:
        """Select the word; the next click takes the sentence, the one after the paragraph."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            self._clicks = 1
            self._select_by_clicks(event.position())

    def _select_by_clicks(self, point: QPointF) -> None:
        self._clicks += 1
        self._clicked, self._last = time.monotonic(), point
        canvas = self._canvas
        find = {2: word_at, 3: sentence_at}.get(self._clicks, paragraph_at)
        span = find(canvas.text, canvas.place_at(point))
        canvas.select_span(span if span.start < span.end else None)

    def move(self, event: QMouseEvent) -> bool:
        """Show off what is under the pointer, or draw a line from a tag; whether Qt is to be kept from it."""
        canvas, point = self._canvas, event.position()
        if self._tag and self._pressed is not None:
            if canvas.picking.listening:
                return True
            if canvas.relating.head or (point - self._pressed).manhattanLength() > _PULL:
                self._pull(point)
            return True
        if self._edge and self._pressed is not None:
            if canvas.selection() or (point - self._pressed).manhattanLength() >= _PULL:
                canvas.snap_otherwise(bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
                canvas.select_span(self._stretched(point))
            return True
        if self._pressed is not None:
            canvas.snap_otherwise(bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        else:
            under = canvas.marks_at(point)
            canvas.hover(under[0] if under else "")
            shape = _HAND if canvas.tag_at(point) else _SIDEWAYS if self._edge_under(point) else _BEAM
            canvas.viewport().setCursor(shape)
        return False

    def _stretched(self, point: QPointF) -> Span | None:
        """The fragment whose edge is dragged, as it would reach to the pointer; it never turns round."""
        canvas, (at, end) = self._canvas, self._edge or (0, 0)
        held = canvas.marks.annotations.get(canvas.selected_uid)
        if held is None:
            return None
        fixed, place = held.fragments[at][1 - end], canvas.place_at(point)
        return Span(fixed, max(place, fixed + 1)) if end else Span(min(place, fixed - 1), fixed)

    def _drop_edge(self, at: int) -> None:
        """The dragged edge stays where it was let go."""
        canvas, span = self._canvas, self._canvas.selection()
        held = canvas.marks.annotations.get(canvas.selected_uid)
        canvas.drop_selection()
        if held is not None and span is not None and span != held.fragments[at]:
            fragments = (*held.fragments[:at], span, *held.fragments[at + 1 :])
            canvas.edges_moved.emit(held.uid, fragments)

    def _pull(self, point: QPointF) -> None:
        """A line from the tag to the pointer; the mark there is offered when a relation to it is possible."""
        canvas = self._canvas
        if not canvas.relating.head:
            canvas.relating.begin(self._tag)
            if not canvas.relating.head:
                self._tag, self._pressed = "", None
                return
        assert self._pressed is not None
        under = [uid for uid in canvas.marks_at(point) if canvas.relating.types(uid)]
        canvas.relating.offered = under[0] if under else ""
        canvas.offer(canvas.relating.offered, reveal=False)
        canvas.show_pull((self._pressed, point))

    def release(self, event: QMouseEvent) -> None:
        """A drag ends in a selection, a click in a mark."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        canvas, self._pressed = self._canvas, None
        tag, self._tag = self._tag, ""
        edge, self._edge = self._edge, None
        canvas.snap_otherwise(bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        span = canvas.selection()
        if edge and span is not None:
            self._drop_edge(edge[0])
            return
        if tag and canvas.relating.head:
            self._let_go()
        elif tag or span is None:
            self._click(event.position())
        elif (
            self._adding
            and canvas.selected_uid
            and len(canvas.fragments()) == 1
            and not canvas.picking.listening
        ):
            canvas.drop_selection()
            canvas.fragment_requested.emit(span)
        else:
            canvas.select_span(span)
            if not (canvas.picking.listening and not self._adding and canvas.picking.text_dragged()):
                canvas.palette_requested.emit(self._below(span), span)

    def _let_go(self) -> None:
        """The line from a tag ends: at a mark it becomes a relation, elsewhere nothing."""
        canvas = self._canvas
        canvas.show_pull(None)
        if canvas.relating.offered:
            canvas.choose(canvas.relating.head, reveal=False)
            canvas.relating.take()
        else:
            canvas.relating.stop()

    def _below(self, span: Span) -> QPoint:
        return self._canvas.viewport().mapToGlobal(self._canvas.span_rect(span).bottomLeft())

    def _click(self, point: QPointF) -> None:
        """Pick the shortest mark under the pointer, and with every further click the next one."""
        canvas = self._canvas
        under = canvas.marks_at(point)
        if canvas.picking.listening:
            canvas.picking.click(under)
            return
        if canvas.relating.head:
            fitting = [uid for uid in under if canvas.relating.types(uid)] or under
            if fitting:
                canvas.relating.take(fitting[0])
            return
        if canvas.selected_uid in under:
            uid = under[(under.index(canvas.selected_uid) + 1) % len(under)]
        else:
            uid = under[0] if under else ""
        canvas.choose(uid, reveal=False)

    def tip(self, point: QPointF) -> str:
        """What the tool tip says about the marks at a point: plain words, escaped; "" for nothing."""
        marks = self._canvas.marks
        lines = [self._canvas.hint_at(point)]
        lines += [self._words(marks.annotations[uid]) for uid in self._canvas.marks_at(point)[:6]]
        return "<br>".join(html.escape(line).replace("\n", "<br>") for line in lines if line)

    def _words(self, annotation: Annotation) -> str:
        parts = [annotation.label, annotation.coder] if self._canvas.by_coder else [annotation.label]
        name = self._canvas.entity_name(annotation.entity)
        if name:
            parts.append(name)
        parts += [f"{key}: {_word(value)}" for key, value in annotation.attributes.items()]
        if annotation.note:
            parts.append(annotation.note)
        return " · ".join(parts)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
