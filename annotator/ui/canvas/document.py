"""Our own layout of the text document: each line as high as its marks need, laid out when first seen."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPainter,
    QTextBlock,
    QTextDocument,
    QTextFrame,
    QTextLine,
    QTextOption,
)

from annotator.model.annotation import Span
from annotator.ui.canvas.heights import Heights
from annotator.ui.canvas.invisibles import invisibles
from annotator.ui.canvas.layout import Piece, pieces
from annotator.ui.canvas.looks import Looks
from annotator.ui.canvas.marks import Marks
from annotator.ui.canvas.offsets import Shown
from annotator.ui.canvas.pictures import (
    Builder,
    Hint,
    Picture,
    Words,
    break_lines,
    broken_lines,
    cursor_x,
)
from annotator.ui.overrides import safe_overrides

Arcs = Literal["selected", "all", "none"]

#: Pictures kept at most; those far from the view are dropped first.
_KEPT: Final = 3_000
_TOP: Final = 12.0
_BOTTOM: Final = 40.0


class BlockPainter(Protocol):
    """Paints what is visible of the document, in document coordinates."""

    def paint(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        """Paint inside the context's clip."""


@safe_overrides
class CanvasLayout(QAbstractTextDocumentLayout):
    """Lays out a block when it is first asked for; until then its height is a guess.

    Coordinates are pixels of the document, y from the top of the text. `painter` paints.
    """

    painter: BlockPainter

    def __init__(self, document: QTextDocument, looks: Looks) -> None:
        super().__init__(document)
        self.looks = looks
        self.marks = Marks()
        self.shown = Shown("")
        self.density = "full"
        self.wires: Arcs = "selected"
        self.names: dict[str, str] = {}
        self.unsaved: frozenset[str] = frozenset()
        self.selected_label = ""
        self.left = 0.0
        self.width = 400.0
        self.pictures: dict[int, Picture] = {}
        self.generation = 0
        self.heights = Heights([20.0])
        self._broken: set[int] = set()
        self.view_width = 400.0
        self._builder: Builder | None = None
        self._emitted = QSizeF()

    def show(self, shown: Shown, marks: Marks) -> None:
        """Take another text; the document's own text must be set right after."""
        self.shown = shown
        self.marks = marks
        self.forget()

    def set_column(self, *, view_width: float) -> bool:
        """Fit the column of text into the view; whether that changed anything."""
        theme = self.looks.theme
        zoom = self.looks.size / theme.size
        room = max(120.0, view_width - 2 * min(theme.margin, view_width / 8))
        width = float(math.floor(min(room, theme.line_width * max(1.0, zoom)) if theme.line_width else room))
        left = float(math.floor((view_width - width) / 2))
        changed = (width, left, view_width) != (self.width, self.left, self.view_width)
        self.width, self.left, self.view_width = width, left, view_width
        if changed:
            self.forget()
        return changed

    def forget(self) -> None:
        """Drop every picture and guess all heights anew."""
        self.pictures.clear()
        self._broken.clear()
        self._builder = None
        self.heights = Heights(self._guesses())
        self.report_size()

    def _guesses(self) -> list[float]:
        """Heights of the blocks from the lengths of their text: an average letter is half an em wide."""
        rules = self.looks.rules
        per_line = max(
            8.0, self.width / (self.looks.size * (0.5 if self.shown.canonical.isascii() else 0.56))
        )
        pitch = max(rules.pitch, self.looks.size * 1.42)
        gap = rules.paragraph_gap
        ends = self.shown.ends
        return [
            math.ceil((end - start + 1) / per_line) * pitch + gap
            for start, end in zip(self.shown.starts, ends, strict=True)
        ]

    def report_size(self) -> None:
        """Tell the scroll bars when the size has changed."""
        size = self.documentSize()
        if size != self._emitted:
            self._emitted = size
            self.documentSizeChanged.emit(size)

    def drop(self, touched: Iterable[Span]) -> set[int]:
        """Lay out again the blocks that the stretches (code points) touch; returns their numbers."""
        numbers: set[int] = set()
        for start, end in touched:
            first = self.shown.block_at(start)
            for number in range(first, self.shown.block_at(max(start, end - 1)) + 1):
                self.pictures.pop(number, None)
                numbers.add(number)
        return numbers

    def drop_all(self) -> None:
        """Make every picture anew; known heights stay as guesses."""
        self.pictures.clear()
        self._builder = None

    def picture(self, number: int, block: QTextBlock | None = None) -> Picture:
        """The picture of a block, made if need be. The heights below it may move."""
        found = self.pictures.get(number)
        if found is None:
            found = self._make(number, block or self.document().findBlockByNumber(number))
            self.pictures[number] = found
            self.generation += 1
            self.heights.set(number, found.height)
        return found

    def _make(self, number: int, block: QTextBlock) -> Picture:
        layout = block.layout()
        shown = self.shown
        rtl = shown.rtl and shown.is_rtl(number)
        mirrored = rtl and block.textDirection() == Qt.LayoutDirection.RightToLeft
        if number in self._broken and layout.lineCount():
            lines = broken_lines(layout)
        else:
            layout.setTextOption(_RTL_OPTION if mirrored else _LTR_OPTION)
            lines = break_lines(layout, self.width)
            self._broken.add(number)
        if self._builder is None:
            self._builder = Builder(
                self.looks,
                left=self.left,
                width=self.width,
                words=self.words,
                tags=self.density != "none",
                wires=self.wires != "none",
            )
        empty = shown.starts[number] == shown.ends[number]
        gap = 0.0 if empty or number + 1 in shown.continued else self.looks.rules.paragraph_gap
        marks = self._pieces(number, block)
        picture = self._builder.build(lines, marks, rtl=rtl, mirrored=mirrored, gap=gap)
        if not shown.plain:
            self._show_invisibles(picture, number, block, lines)
        return picture

    def _show_invisibles(
        self, picture: Picture, number: int, block: QTextBlock, lines: Sequence[QTextLine]
    ) -> None:
        start, position = self.shown.starts[number], block.position()
        for at, name in invisibles(self.shown.block_text(number)):
            place = self.shown.to_position(start + at) - position
            row = picture.row_of(place)
            slot = picture.slots[row]
            picture.hints.append(Hint(name, cursor_x(lines[row], place), slot.text_top, slot.text_bottom))

    def _pieces(self, number: int, block: QTextBlock) -> list[Piece]:
        shown, marks = self.shown, self.marks
        touching = marks.touching(shown.starts[number], shown.ends[number])
        if not touching:
            return []
        to = shown.to_position
        found = []
        for uid, spans in touching.items():
            annotation = marks.annotations[uid]
            places = [Span(to(start), to(end)) for start, end in spans]
            first = spans[0] == annotation.fragments[0]
            found.append((uid, annotation.label, places, first, marks.is_linked(uid)))
        start = block.position()
        return pieces(found, start=start, end=start + block.length() - 1)

    def words(self, uid: str) -> Words:
        """What the tag of an annotation says at the present density, and its look."""
        annotation = self.marks.annotations[uid]
        look = self.looks.of(annotation)
        words = ""
        if self.density == "full" or (self.density == "selected" and annotation.label == self.selected_label):
            words = self.names.get(annotation.entity, "") if annotation.entity else ""
            symbol = look.symbol(annotation)
            words = f"{symbol} {words}" if symbol and words else symbol or words
        key = look.key + ("?" if annotation.suggested else "") + ("!" if uid in self.unsaved else "")
        return Words(key, words, look)

    def top(self, number: int) -> float:
        """The y of a block."""
        return _TOP + self.heights.top(number)

    def block_at(self, y: float) -> int:
        """The number of the block at `y`; the nearest one above or below the text."""
        return self.heights.find(y - _TOP)

    def settle(self, top: float, bottom: float) -> float:
        """Lay out all blocks between two heights of the document; returns the y where the last one ends."""
        number = self.block_at(top)
        y = self.top(number)
        while y < bottom and number < len(self.heights):
            y += self.picture(number).height
            number += 1
        self.report_size()
        return y

    def evict(self, number: int) -> None:
        """Forget pictures far from that block when there are too many."""
        if len(self.pictures) > _KEPT:
            for far in [one for one in self.pictures if abs(one - number) > _KEPT // 4]:
                del self.pictures[far]
                self.document().findBlockByNumber(far).layout().clearLayout()

    def visible(self, clip: QRectF) -> Iterator[tuple[int, QTextBlock, Picture, float]]:
        """Number, block, picture and y of each block that touches the clip, from the top."""
        number = self.block_at(clip.top())
        y = self.top(number)
        block = self.document().findBlockByNumber(number)
        bottom = clip.bottom()
        while block.isValid() and y < bottom:
            picture = self.picture(number, block)
            yield number, block, picture, y
            y += picture.height
            number += 1
            block = block.next()

    # What Qt asks of a layout.

    def documentChanged(self, position: int, removed: int, added: int) -> None:
        """The document's text or width was set: nothing laid out is true any more."""
        del position, removed, added
        self.pictures.clear()
        self._broken.clear()

    def pageCount(self) -> int:
        """One endless page."""
        return 1

    def documentSize(self) -> QSizeF:
        """As wide as the view; as high as all blocks, some of them guessed."""
        return QSizeF(self.view_width, math.ceil(self.heights.total + _TOP + _BOTTOM))

    def frameBoundingRect(self, frame: QTextFrame) -> QRectF:
        """All of it: there is one frame."""
        del frame
        return QRectF(QPointF(), self.documentSize())

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """The place of a block, laid out now if need be."""
        number = block.blockNumber()
        if not 0 <= number < len(self.heights):
            return QRectF()
        height = self.picture(number, block).height
        return QRectF(0.0, self.top(number), self.view_width, height)

    def hitTest(self, point: QPointF, accuracy: Qt.HitTestAccuracy) -> int:  # type: ignore[override]
        """The widget position at a point of the document; -1 beside the text when it must be exact."""
        number = self.block_at(point.y())
        picture = self.picture(number)
        block = self.document().findBlockByNumber(number)
        row = picture.row_at(point.y() - self.top(number))
        line = block.layout().lineAt(row)
        if accuracy == Qt.HitTestAccuracy.ExactHit and not line.naturalTextRect().contains(
            QPointF(point.x(), point.y() - self.top(number))
        ):
            return -1
        place = line.xToCursor(point.x())
        end = picture.rows[row].end
        if row + 1 < len(picture.rows) and place >= end:
            place = max(picture.rows[row].start, end - 1)
        return block.position() + int(place)

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        """Paint what the context's clip shows."""
        self.painter.paint(painter, context)


def _option(alignment: Qt.AlignmentFlag, direction: Qt.LayoutDirection) -> QTextOption:
    option = QTextOption(alignment | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(direction)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


_LTR_OPTION: Final = _option(Qt.AlignmentFlag.AlignLeft, Qt.LayoutDirection.LeftToRight)
_RTL_OPTION: Final = _option(Qt.AlignmentFlag.AlignRight, Qt.LayoutDirection.RightToLeft)
