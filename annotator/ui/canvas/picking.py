"""Picking on the canvas for a field of a form that listens: a mark, or some text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt

from annotator.model.annotation import Span
from annotator.ui.canvas.words import next_word, previous_word, word_at

if TYPE_CHECKING:
    from annotator.ui.canvas.view import Canvas


class Listener(Protocol):
    """Who wants something picked."""

    def mark_picked(self, uid: str) -> None:
        """An annotation was picked."""

    def text_picked(self, label: str, fragments: tuple[Span, ...]) -> None:
        """Text was picked, to be marked with the label; "" where no label is wanted (a cue)."""

    def picking_stopped(self) -> None:
        """The person backed out."""


class Picking:
    """Somebody listens to one canvas. `offered` is the uid of the mark that Enter would take, "" for none."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._listener: Listener | None = None
        self._marks: list[str] = []
        self._labels: tuple[str, ...] = ()
        self.offered = ""

    @property
    def listening(self) -> bool:
        """Whether a field waits for something."""
        return self._listener is not None

    def begin(self, listener: Listener, marks: Sequence[str], labels: tuple[str, ...], at: int) -> None:
        """Listen: for one of these marks (uids), or for text that gets one of the labels.

        The mark nearest to the code point `at` is offered; without labels just text is wanted.
        """
        canvas = self._canvas
        canvas.relating.stop()
        canvas.drop_selection()
        self._listener, self._labels = listener, labels
        self._marks = [uid for _, _, uid in canvas.marks.order() if uid in set(marks)]
        canvas.set_caret(at)
        canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        held = canvas.marks.annotations
        self._offer(min(self._marks, key=lambda uid: abs(held[uid].start - at), default=""))

    def step(self, step: int) -> None:
        """Offer the next (1) or the previous (-1) mark; where text is wanted, select the next word."""
        if not self._labels:
            self._select_word(step)
        elif self._marks:
            self._canvas.drop_selection()
            at = self._marks.index(self.offered) + step if self.offered else 0
            self._offer(self._marks[at % len(self._marks)])

    def _select_word(self, step: int) -> None:
        """Select the next (1) or the previous (-1) word; what has no letters or digits is passed over."""
        canvas, held = self._canvas, self._canvas.selection()
        at = canvas.caret() if held is None else held.end if step > 0 else held.start
        edge = len(canvas.text) if step > 0 else 0
        while at != edge:
            at = (next_word if step > 0 else previous_word)(canvas.text, at)
            span = word_at(canvas.text, at)
            if any(one.isalnum() for one in canvas.text[span.start : span.end]):
                canvas.select_span(span)
                canvas.reveal(span.start)
                return

    def take(self) -> None:
        """Take the selected text, or the mark that is offered."""
        if self._canvas.fragments():
            self.take_text(self._labels[0] if self._labels else "")
        elif self.offered:
            self._take_mark(self.offered)
        else:
            self._canvas.told.emit(self._canvas.tr("Select some text first."))

    def take_text(self, label: str) -> None:
        """Take the selected text with a label, which must be one that fits."""
        canvas, fragments = self._canvas, self._canvas.fragments()
        if not fragments or (self._labels and label not in self._labels):
            fit = ", ".join(self._labels)
            canvas.told.emit(canvas.tr("This field takes: {0}").format(fit or canvas.tr("selected text")))
            return
        listener = self._end()
        canvas.drop_selection()
        if listener:
            listener.text_picked(label if self._labels else "", fragments)

    def text_dragged(self) -> bool:
        """Take text selected with the mouse, if it is clear which label it gets; whether it was taken."""
        if len(self._labels) > 1:
            return False
        self.take()
        return True

    def click(self, under: Sequence[str]) -> None:
        """Take the first mark under the pointer that fits."""
        fitting = [uid for uid in under if uid in self._marks]
        if fitting:
            self._take_mark(fitting[0])
        elif under:
            self._canvas.told.emit(self._canvas.tr("This mark does not fit here."))

    def _take_mark(self, uid: str) -> None:
        listener = self._end()
        if listener:
            listener.mark_picked(uid)

    def back_out(self) -> None:
        """Let go of the selection, else of the field."""
        if self._canvas.fragments():
            self._canvas.drop_selection()
            return
        listener = self._end()
        if listener:
            listener.picking_stopped()

    def stop(self) -> None:
        """Listen no more, and tell nobody."""
        self._end()

    def _end(self) -> Listener | None:
        listener, self._listener = self._listener, None
        if listener:
            self._offer("")
        return listener

    def _offer(self, uid: str) -> None:
        self.offered = uid
        self._canvas.offer(uid if uid in self._canvas.marks.annotations else "")
