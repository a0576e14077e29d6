"""Paints the visible blocks: tints, what is found and selected, text, lines, tags, wires and the caret."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QBrush,
    QColor,
    QPainter,
    QPen,
    QPolygonF,
    QTextBlock,
    QTextCharFormat,
    QTextLayout,
)

from annotator.ui.canvas.document import CanvasLayout
from annotator.ui.canvas.invisibles import LEFTWARD, RIGHTWARD
from annotator.ui.canvas.pictures import Box, Hint, Picture
from annotator.ui.canvas.wires import WirePainter

_Range = tuple[int, int]

#: How thick the edges of the selected mark are (pixels).
_HANDLE: Final = 2.0


class CanvasPainter:
    """Paints a `CanvasLayout`. What it shows besides the marks is set from outside.

    `selected` is the uid of the selected annotation, `hovered` of the one under the pointer, `offered`
    that of the other end while a relation is made. `ranges` are the selected stretches, `cues` the words
    that carry the selected annotation's relations, `finds` what was found, in order, and `found` the
    present one of them (widget positions, half-open). `view` is what of the
    document is in view; `pull` is a line being drawn from a tag (document coordinates).
    """

    def __init__(self, layout: CanvasLayout) -> None:
        self._layout = layout
        self.wires = WirePainter(layout)
        self.selected = ""
        self.hovered = ""
        self.offered = ""
        self.ranges: Sequence[_Range] = ()
        self.cues: Sequence[_Range] = ()
        self.finds: Sequence[_Range] = ()
        self.found: _Range | None = None
        self.pull: tuple[QPointF, QPointF] | None = None
        self.view = QRectF()
        self.caret_width = 2
        self.retheme()

    def forget(self) -> None:
        """Another text is shown: nothing is selected or found in it."""
        self.selected = self.hovered = self.offered = ""
        self.ranges, self.cues, self.finds = (), (), ()
        self.found, self.pull = None, None

    def retheme(self) -> None:
        """Take the colours of the layout's theme."""
        theme = self._layout.looks.theme
        self._text = QPen(QColor(theme.text))
        self._caret = QPen(QColor(theme.text))
        self._muted = QColor(theme.muted)
        self._accent = QColor(theme.accent)
        self._warning = QPen(QColor(theme.warning), 1, Qt.PenStyle.DashLine)
        self._selection = _format(theme.selection, theme.selection_text)
        self._finds = _format(theme.found, theme.text)
        self._found = _format(theme.accent, theme.surface)
        self._cue = QTextCharFormat()
        self._cue.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        self._cue.setUnderlineColor(QColor(theme.text))

    @property
    def floats(self) -> bool:
        """Whether something is drawn that reaches over several blocks."""
        return self.wires.drawn or self.pull is not None

    def paint(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        """Paint what lies inside the context's clip (document coordinates)."""
        clip = context.clip
        if clip.isEmpty():
            clip = QRectF(QPointF(), self._layout.documentSize())
        caret = context.cursorPosition
        for _, block, picture, y in self._layout.visible(clip):
            if picture.layers:
                self._paint_marks(painter, picture, y)
            painter.setPen(self._text)
            block.layout().draw(painter, QPointF(0, y), self._formats(block), clip)
            if picture.tags:
                self._paint_tags(painter, picture, y)
            if picture.hints:
                self._paint_hints(painter, picture.hints, y)
            if caret >= 0 and block.contains(caret):
                painter.setPen(self._caret)
                block.layout().drawCursor(painter, QPointF(0, y), caret - block.position(), self.caret_width)
        self.wires.paint(painter, clip, self.view, self.selected)
        if self.pull is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._accent, 1.5))
            painter.drawLine(*self.pull)

    def _paint_marks(self, painter: QPainter, picture: Picture, y: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.translate(0, y)
        for layer in picture.layers:
            look = layer.look
            if layer.tints:
                painter.setBrush(look.tint)
                painter.drawRects(layer.tints)
            if layer.long_tints:
                painter.setBrush(look.long_tint)
                painter.drawRects(layer.long_tints)
            for phase, bars in layer.bars.items():
                painter.setBrush(look.bars[phase])
                painter.drawRects(bars)
            if layer.threads:
                painter.setBrush(look.colour)
                painter.drawRects(layer.threads)
        if self.selected or self.hovered or self.offered:
            self._paint_shown_off(painter, picture.boxes)
        if self._layout.unsaved:
            self._frame(
                painter, [box for box in picture.boxes if box.uid in self._layout.unsaved], self._warning
            )
        painter.translate(0, -y)

    def _paint_shown_off(self, painter: QPainter, boxes: Iterable[Box]) -> None:
        """The selected mark with its edges, the one under the pointer, and the one offered as an end."""
        for box in boxes:
            if box.uid == self.selected:
                look = self._layout.words(box.uid).look
                painter.fillRect(_text_rect(box), look.selected)
                for x in (box.begins, box.ends):
                    if x is not None:
                        edge = QRectF(x - _HANDLE / 2, box.top - 1, _HANDLE, box.text_bottom - box.top + 2)
                        painter.fillRect(edge, look.colour)
            elif box.uid == self.hovered:
                painter.fillRect(_text_rect(box), self._layout.words(box.uid).look.hovered)
        if self.offered:
            self._frame(painter, [box for box in boxes if box.uid == self.offered], QPen(self._accent, 2))

    def _frame(self, painter: QPainter, boxes: Iterable[Box], pen: QPen) -> None:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRects([_text_rect(box).adjusted(-1.5, -1.5, 1.5, 1.5) for box in boxes])
        painter.setPen(Qt.PenStyle.NoPen)

    def _paint_tags(self, painter: QPainter, picture: Picture, y: float) -> None:
        for tag in picture.tags:
            painter.setPen(tag.look.ink)
            tag.face.draw(painter, tag.left, y + tag.baseline)

    def _paint_hints(self, painter: QPainter, hints: Iterable[Hint], y: float) -> None:
        """A thin upright line with a flag that points where the character turns the direction."""
        painter.setPen(Qt.PenStyle.NoPen)
        for hint in hints:
            x, top = hint.x, y + hint.top + 1
            painter.fillRect(QRectF(x - 0.5, top, 1, hint.bottom - hint.top - 2), self._muted)
            painter.setBrush(self._muted)
            painter.drawPolygon(_flag(hint.name, x, top))

    def _formats(self, block: QTextBlock) -> list[QTextLayout.FormatRange]:
        start, stop = block.position(), block.position() + block.length()
        result = _ranges(self.cues, start, stop, self._cue) if self.cues else []
        if self.finds:
            at = max(0, bisect_left(self.finds, (start, start)) - 1)
            while at < len(self.finds) and self.finds[at][0] < stop:
                look = self._found if self.finds[at] == self.found else self._finds
                result += _ranges([self.finds[at]], start, stop, look)
                at += 1
        return result + _ranges(self.ranges, start, stop, self._selection)


def _ranges(
    ranges: Iterable[_Range], start: int, stop: int, look: QTextCharFormat
) -> list[QTextLayout.FormatRange]:
    result = []
    for begin, end in ranges:
        if begin < stop and end > start:
            piece = QTextLayout.FormatRange()
            low = max(begin, start) - start
            piece.start, piece.length, piece.format = low, min(end, stop) - start - low, look
            result.append(piece)
    return result


def _format(ground: str, text: str) -> QTextCharFormat:
    result = QTextCharFormat()
    result.setBackground(QBrush(QColor(ground)))
    result.setForeground(QBrush(QColor(text)))
    return result


def _text_rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.right - box.left, box.text_bottom - box.top)


def _flag(name: str, x: float, top: float) -> QPolygonF:
    left = -4.0 if name not in RIGHTWARD else 0.0
    right = 4.0 if name not in LEFTWARD else 0.0
    return QPolygonF(
        [QPointF(x + left, top), QPointF(x, top - 3), QPointF(x + right, top), QPointF(x, top + 3)]
    )
