"""An editor whose text is exact: no-break spaces, odd line ends and emoji are what they were."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from annotator.model.moving import Block, edited, equal_blocks
from annotator.model.text import OffsetMap, canonical
from annotator.ui.overrides import safe_overrides
from annotator.ui.theme import current

if TYPE_CHECKING:
    from annotator.model.annotation import Span

#: Beyond this many code points, what stayed inside a changed stretch is looked for.
_LARGE = 64


@safe_overrides
class ExactEdit(QPlainTextEdit):
    """Keeps a string of its own and applies each edit of the document to it.

    `toPlainText` would turn no-break spaces into spaces; so the document is asked for the few characters
    that an edit added, and nothing else is read back. `text` is the text now, `blocks` the stretches of the
    loaded one that are still in it, in code points.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.loaded = ""
        self.text = ""
        self.blocks: list[Block] = []
        self._loading = False
        self.document().contentsChange.connect(self._take)

    def load(self, text: str) -> bool:
        """Show a canonical text; false when the document does not hold it exactly, and cannot be edited."""
        self._loading = True
        self.setPlainText(text)
        self._loading = False
        self.loaded = self.text = text
        self.blocks = [Block(0, 0, len(text))] if text else []
        whole = self.exact()
        self.setReadOnly(not whole)
        return whole

    def exact(self) -> bool:
        """Whether the document holds the text, letter by letter."""
        return self._raw() == self.text

    def replace_all(self, text: str) -> None:
        """Put another text into the place of the whole one, as one edit that can be undone."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(canonical(text).text)

    def replace_spans(self, spans: Iterable[Span], words: str) -> int:
        """Put words into the place of some stretches, as one edit; gives how many."""
        places = OffsetMap(self.text)
        units = [(places.to_utf16(start), places.to_utf16(end)) for start, end in spans]
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for start, end in sorted(units, reverse=True):
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(canonical(words).text)
        cursor.endEditBlock()
        return len(units)

    def select_span(self, span: Span) -> None:
        """Select a stretch and scroll to it."""
        self.setTextCursor(self._cursor(span))
        self.centerCursor()

    def selection(self) -> tuple[int, int]:
        """The selected stretch in code points; empty where the caret stands when nothing is selected."""
        cursor, places = self.textCursor(), OffsetMap(self.text)
        return places.from_utf16(cursor.selectionStart()), places.from_utf16(cursor.selectionEnd())

    def show_marks(self, spans: Iterable[tuple[Span, str]]) -> None:
        """Lay the colours of marks under these stretches."""
        shown = []
        for span, colour in spans:
            extra = QTextEdit.ExtraSelection()
            extra.cursor = self._cursor(span)
            ground = QColor(colour)
            ground.setAlpha(70 if current().dark else 45)
            extra.format.setBackground(ground)
            shown.append(extra)
        self.setExtraSelections(shown)

    def _cursor(self, span: Span) -> QTextCursor:
        places = OffsetMap(self.text)
        cursor = QTextCursor(self.document())
        cursor.setPosition(places.to_utf16(span.start))
        cursor.setPosition(places.to_utf16(span.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _take(self, at: int, removed: int, added: int) -> None:
        """Qt: `removed` units at `at` were replaced by `added` ones; the last line end may be counted in."""
        if self._loading:
            return
        over = max(0, at + added - (self.document().characterCount() - 1))
        try:
            places = OffsetMap(self.text)
            start = places.from_utf16(at)
            end = places.from_utf16(min(at + removed - over, places.to_utf16(len(self.text))))
            self._apply(start, end, self._slice(at, added - over))
        except ValueError:  # half of a character pair was touched
            self._start_again()
        if OffsetMap(self.text).to_utf16(len(self.text)) != self.document().characterCount() - 1:
            self._start_again()
        self.edited.emit()

    def _apply(self, start: int, end: int, words: str) -> None:
        gone = self.text[start:end]
        if words == gone:
            return
        if len(gone) > _LARGE and len(words) > _LARGE:
            self._apply_piecewise(start, gone, words)
        else:
            self.blocks = edited(self.blocks, start, end - start, len(words))
        self.text = self.text[:start] + words + self.text[end:]

    def _apply_piecewise(self, start: int, gone: str, words: str) -> None:
        """A large stretch was replaced by one that has much in common with it: what stayed is kept."""
        low_old, low_new = len(gone), len(words)
        for block in reversed([Block(0, 0, 0), *equal_blocks(gone, words)]):
            high_old, high_new = block.old + block.length, block.new + block.length
            self.blocks = edited(self.blocks, start + high_old, low_old - high_old, low_new - high_new)
            low_old, low_new = block.old, block.new

    def _start_again(self) -> None:
        """Take the document as it is, and compare it with the text that was loaded."""
        self.text = canonical(self._raw()).text
        self.blocks = equal_blocks(self.loaded, self.text)

    def _raw(self) -> str:
        return _plain(self.document().toRawText())

    def _slice(self, at: int, length: int) -> str:
        cursor = QTextCursor(self.document())
        cursor.setPosition(at)
        cursor.setPosition(at + length, QTextCursor.MoveMode.KeepAnchor)
        return _plain(cursor.selectedText())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Qt: what is pasted comes in as canonical text."""
        if source.hasText():
            self.textCursor().insertText(canonical(source.text()).text)


def _plain(raw: str) -> str:
    """A document's own characters as text: its paragraphs and lines end with LF."""
    return raw.replace("\u2029", "\n").replace("\u2028", "\n")
