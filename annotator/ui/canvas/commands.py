"""What the keyboard does on the canvas: commands by name, and the keys that call them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.model.annotation import Span
from annotator.model.text import next_grapheme, paragraph_at, previous_grapheme, sentence_at
from annotator.ui.canvas.find import occurrences
from annotator.ui.canvas.keys import DEFAULT_KEYS
from annotator.ui.canvas.words import next_word, previous_word, word_at

if TYPE_CHECKING:
    from annotator.ui.canvas.view import Canvas

_PLAIN = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier

#: Commands that go on working while a field listens.
_ALSO_WHILE_PICKING = ("grow_selection", "shrink_selection", "find", "find_next", "find_previous")

#: By words or characters, and forward or back: how a place moves.
_WAYS: Final = {
    (False, True): next_grapheme,
    (False, False): previous_grapheme,
    (True, True): next_word,
    (True, False): previous_word,
}


class Commands:
    """The commands of one canvas. Each is a method; its name is the command's name."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._keys: dict[str, str] = {}
        self._last_label = ""
        self._grown: list[Span] = []
        self.set_keys({})

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Take the person's own keys over the default ones."""
        self._keys = {
            _normal(key): command
            for command, default in DEFAULT_KEYS.items()
            for key in keys.get(command, default).split()
        }

    def forget(self) -> None:
        """Another article is shown."""
        self._canvas.picking.stop()
        self._canvas.relating.head = ""
        self._grown = []

    def wants(self, event: QKeyEvent) -> bool:
        """Whether the key means something here, so that no shortcut of the window may take it."""
        return bool(self._label(event) or self._command(event))

    def handle(self, event: QKeyEvent) -> bool:
        """Do what the key stands for; whether it stood for anything."""
        label = self._label(event)
        if self._canvas.picking.listening and (label or self._command(event) not in _ALSO_WHILE_PICKING):
            return self._pick(label, self._command(event))
        if label and event.modifiers() & _SHIFT and self._canvas.selection():
            self.mark_every(label)
            return True
        if label:
            self.mark(label)
            return True
        command = self._command(event)
        if self._canvas.relating.head:
            command = self._while_relating(event, command)
        if not command:
            return False
        action: Callable[[], None] = getattr(self, command)
        action()
        return True

    def _pick(self, label: str, command: str) -> bool:
        """Do what the key means while a field listens; whether it meant anything."""
        picking = self._canvas.picking
        if label:
            picking.take_text(label)
        elif command in {"next_mark", "previous_mark"}:
            picking.step(1 if command == "next_mark" else -1)
        elif command == "show_details":
            picking.take()
        elif command == "back_out":
            picking.back_out()
        return bool(label or command)

    def _while_relating(self, event: QKeyEvent, command: str) -> str:
        """Arrows go from end to end, Enter takes one, and everything else but Esc and Tab waits."""
        if event.key() in {Qt.Key.Key_Right, Qt.Key.Key_Down}:
            return "next_mark"
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Up}:
            return "previous_mark"
        if command in {"show_details", "relate"}:
            return "take_end"
        return command if command in {"next_mark", "previous_mark", "back_out"} else "wait"

    def wait(self) -> None:
        """Nothing but the other end is wanted now."""

    def take_end(self) -> None:
        """The mark offered is the other end."""
        self._canvas.relating.take()

    def _label(self, event: QKeyEvent) -> str:
        """The label that the key marks with; only while there is something to mark."""
        if event.modifiers() & ~(_SHIFT | _KEYPAD) or len(event.text()) != 1 or self._canvas.relating.head:
            return ""
        label = self._canvas.scheme.by_key(event.text())
        return label.name if label and (self._canvas.fragments() or self._canvas.selected_uid) else ""

    def _command(self, event: QKeyEvent) -> str:
        text = event.text()
        if (
            not event.modifiers() & ~(_SHIFT | _KEYPAD)
            and len(text) == 1
            and text.isprintable()
            and text != " "
        ):
            found = self._keys.get(_normal(text.upper()), "")
            if found:
                return found
        modifiers = event.modifiers() & ~_KEYPAD
        key = Qt.Key.Key_Tab if event.key() == Qt.Key.Key_Backtab else Qt.Key(event.key())
        written = QKeySequence(modifiers.value | key.value).toString(QKeySequence.SequenceFormat.PortableText)
        return self._keys.get(_normal(written), "")

    # ------------------------------------------------------------------ marking

    def mark(self, label: str) -> None:
        """Mark the selection with a label; without one, the stretch of the selected mark once more.

        While a field listens, what is marked goes into it.
        """
        canvas = self._canvas
        if canvas.picking.listening:
            canvas.picking.take_text(label)
            return
        fragments = canvas.fragments()
        if not fragments and canvas.selected_uid:
            held = canvas.marks.annotations[canvas.selected_uid]
            fragments = () if held.label == label else held.fragments
        if not fragments:
            canvas.told.emit(canvas.tr("Select some text first."))
            return
        self._last_label = label
        canvas.drop_selection()
        canvas.mark_requested.emit(label, fragments)
        if canvas.selected_uid:
            canvas.say(canvas.selected_uid, canvas.tr("Marked: {0}"))

    def repeat_label(self) -> None:
        """Mark the selection with the label used last."""
        if self._last_label:
            self.mark(self._last_label)
        else:
            self._canvas.told.emit(self._canvas.tr("Mark something first; this repeats its label."))

    def mark_every(self, label: str = "") -> None:
        """Mark every place where the text says what is selected, each with the label (or the last one)."""
        canvas, span = self._canvas, self._canvas.selection()
        label = label or self._last_label
        if span is None or not label:
            canvas.told.emit(canvas.tr("Select some text first."))
            return
        spans = tuple(occurrences(canvas.text, span))
        self._last_label = label
        canvas.drop_selection()
        canvas.marks_requested.emit(label, spans)

    def choose_label(self) -> None:
        """Ask for the palette of labels at the selection."""
        canvas, span = self._canvas, self._canvas.selection()
        if span is not None:
            point = canvas.viewport().mapToGlobal(canvas.span_rect(span).bottomLeft())
            canvas.palette_requested.emit(point, span)

    def add_fragment(self) -> None:
        """Add the selection to the selected mark."""
        canvas, span = self._canvas, self._canvas.selection()
        if span is None or not canvas.selected_uid:
            canvas.told.emit(canvas.tr("Select a mark, then the text to add to it."))
            return
        canvas.drop_selection()
        canvas.fragment_requested.emit(span)

    def remove_fragment(self) -> None:
        """Take the fragment at the caret from the selected mark."""
        canvas = self._canvas
        if canvas.selected_uid:
            fragments = canvas.marks.annotations[canvas.selected_uid].fragments
            if len(fragments) > 1:
                canvas.fragment_removal_requested.emit(
                    canvas.selected_uid, fragments[self._fragment(fragments)]
                )

    def delete_mark(self) -> None:
        """Delete the selected mark; the next one is selected, so that the caret keeps its place."""
        if self._canvas.selected_uid:
            self._canvas.delete_requested.emit(self._canvas.selected_uid)

    # ------------------------------------------------------------------ from mark to mark

    def next_mark(self) -> None:
        """Select the next mark, or while relating the next possible other end."""
        self._step(forward=True)

    def previous_mark(self) -> None:
        """Select the mark before."""
        self._step(forward=False)

    def _step(self, *, forward: bool) -> None:
        canvas = self._canvas
        if canvas.relating.head:
            canvas.relating.step(1 if forward else -1)
            return
        step = canvas.marks.after if forward else canvas.marks.before
        uid = step(canvas.caret(), canvas.selected_uid)
        if uid:
            canvas.drop_selection()
            canvas.set_caret(canvas.marks.annotations[uid].start)
            canvas.choose(uid)

    def show_details(self) -> None:
        """Go to the details of the selected mark."""
        if self._canvas.selected_uid:
            self._canvas.details_requested.emit(self._canvas.selected_uid)

    def write_note(self) -> None:
        """Write a note on the selected mark."""
        if self._canvas.selected_uid:
            self._canvas.note_requested.emit(self._canvas.selected_uid)

    def claim_card(self) -> None:
        """Open the card of the selected mark."""
        if self._canvas.selected_uid:
            self._canvas.card_requested.emit(self._canvas.selected_uid)
        else:
            self._canvas.told.emit(self._canvas.tr("Select a mark first, then the key for its card."))

    def done_next(self) -> None:
        """This article is done."""
        self._canvas.done_requested.emit()

    def find(self) -> None:
        """Look for something in the article."""
        self._canvas.find_bar.open()

    def find_next(self) -> None:
        """Go to the next place found."""
        self._canvas.find_bar.step(1)

    def find_previous(self) -> None:
        """Go to the place found before."""
        self._canvas.find_bar.step(-1)

    def back_out(self) -> None:
        """Let go: of relating, else of the selection, else of the mark."""
        canvas = self._canvas
        if canvas.relating.head:
            canvas.relating.stop()
        elif canvas.find_bar.isVisible():
            canvas.find_bar.leave()
        elif canvas.fragments():
            canvas.drop_selection()
        elif canvas.selected_uid:
            canvas.choose("", reveal=False)

    # ------------------------------------------------------------------ relating

    def relate(self) -> None:
        """Begin a relation at the selected mark; the other end is picked next."""
        canvas = self._canvas
        if canvas.selected_uid:
            canvas.relating.begin(canvas.selected_uid)
        else:
            canvas.told.emit(canvas.tr("Select a mark first, then the key for relating, then its other end."))

    # ------------------------------------------------------------------ edges

    def end_right(self) -> None:
        """The end one character to the right."""
        self._move(0, 1)

    def end_left(self) -> None:
        """The end one character to the left."""
        self._move(0, -1)

    def end_right_word(self) -> None:
        """The end one word to the right."""
        self._move(0, 1, words=True)

    def end_left_word(self) -> None:
        """The end one word to the left."""
        self._move(0, -1, words=True)

    def start_right(self) -> None:
        """The start one character to the right."""
        self._move(1, 1)

    def start_left(self) -> None:
        """The start one character to the left."""
        self._move(1, -1)

    def start_right_word(self) -> None:
        """The start one word to the right."""
        self._move(1, 1, words=True)

    def start_left_word(self) -> None:
        """The start one word to the left."""
        self._move(1, -1, words=True)

    def _move(self, edge: int, step: int, *, words: bool = False) -> None:
        """Move the end (0) or the start (1) of the fragment at the caret, or of the last and first one.

        `step` is 1 to the right and -1 to the left as it is seen: in a paragraph that runs from right to
        left the text goes on to the left. A step by words leaves no space at the edge.
        """
        canvas = self._canvas
        if not canvas.selected_uid:
            return
        fragments = list(canvas.marks.annotations[canvas.selected_uid].fragments)
        at = self._fragment(fragments, default=0 if edge else len(fragments) - 1)
        start, end = fragments[at]
        place = start if edge else end
        forward = (step > 0) is not canvas.runs_left(place)
        way = _WAYS[words, forward]
        place = way(canvas.text, place)
        if words:
            place = _without_space(canvas.text, place, step=1 if edge else -1)
        start, end = (place, end) if edge else (start, place)
        if 0 <= start < end <= len(canvas.text) and Span(start, end) != fragments[at]:
            fragments[at] = Span(start, end)
            canvas.edges_moved.emit(canvas.selected_uid, tuple(fragments))

    def _fragment(self, fragments: list[Span] | tuple[Span, ...], default: int = -1) -> int:
        """Which fragment the caret is in; the default when it is in none or there is one only."""
        caret = self._canvas.caret()
        inside = [at for at, (start, end) in enumerate(fragments) if start <= caret <= end]
        return inside[0] if inside and len(fragments) > 1 else default % len(fragments)

    # ------------------------------------------------------------------ selecting

    def grow_selection(self) -> None:
        """Select the word at the caret, then its sentence, then the paragraph."""
        canvas = self._canvas
        held = canvas.selection()
        at = held.start if held else canvas.caret()
        for find in (word_at, sentence_at, paragraph_at):
            span = find(canvas.text, at)
            if span.start < span.end and (
                held is None or (span.start <= held.start and span.end >= held.end and span != held)
            ):
                self._grown = [*self._grown, held] if held else []
                canvas.select_span(span)
                return

    def shrink_selection(self) -> None:
        """Take the last growth back."""
        if self._grown:
            self._canvas.select_span(self._grown.pop())
        else:
            self._canvas.drop_selection()


def _without_space(text: str, place: int, *, step: int) -> int:
    """The place, moved on over white space: forward (1) or back (-1)."""
    while 0 <= place - (step < 0) < len(text) and text[place - (step < 0)].isspace():
        place += step
    return place


def _normal(key: str) -> str:
    """One way to write a key."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText).replace("Enter", "Return")
