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
from annotator.ui.canvas.pictures import Box, Hint
from annotator.ui.canvas.scene import Scene
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
        self._scene: Scene | None = None
        self._scene_key = (0, 0, -1)
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
        scene, top = self._scene_in_view()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.translate(0, top)
        scene.paint_under_text(painter)
        painter.translate(0, -top)
        self._paint_text(painter, clip, context.cursorPosition)
        painter.translate(0, top)
        scene.paint_over_text(painter)
        painter.translate(0, -top)
        self.wires.paint(painter, clip, self.view, self.selected)
        if self.pull is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._accent, 1.5))
            painter.drawLine(*self.pull)

    def _scene_in_view(self) -> tuple[Scene, float]:
        """The marks in view and the y of its first block; gathered anew when something changed there."""
        layout = self._layout
        first, last = layout.block_at(self.view.top()), layout.block_at(self.view.bottom())
        top = layout.top(first)
        if self._scene_key != (first, last, layout.generation) or self._scene is None:
            found = [(picture, y - top) for _, _, picture, y in layout.visible(self.view)]
            self._scene = Scene(found)
            self._scene_key = (first, last, layout.generation)
        return self._scene, top

    def _paint_text(self, painter: QPainter, clip: QRectF, caret: int) -> None:
        """The text of the blocks in the clip, with what lies right under and over it."""
        shown_off = self.selected or self.hovered or self.offered or self._layout.unsaved
        for _, block, picture, y in self._layout.visible(clip):
            if shown_off and picture.boxes:
                self._paint_shown_off(painter, picture.boxes, y)
            painter.setPen(self._text)
            block.layout().draw(painter, QPointF(0, y), self._formats(block), clip)
            if picture.hints:
                self._paint_hints(painter, picture.hints, y)
            if caret >= 0 and block.contains(caret):
                painter.setPen(self._caret)
                block.layout().drawCursor(painter, QPointF(0, y), caret - block.position(), self.caret_width)

    def _paint_shown_off(self, painter: QPainter, boxes: Iterable[Box], y: float) -> None:
        """The selected mark with its edges, those under the pointer, offered as an end, or not saved."""
        painter.translate(0, y)
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
        unsaved = self._layout.unsaved
        if unsaved:
            self._frame(painter, [box for box in boxes if box.uid in unsaved], self._warning)
        painter.translate(0, -y)

    def _frame(self, painter: QPainter, boxes: Iterable[Box], pen: QPen) -> None:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRects([_text_rect(box).adjusted(-1.5, 0, 1.5, 0.5) for box in boxes])
        painter.setPen(Qt.PenStyle.NoPen)

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
