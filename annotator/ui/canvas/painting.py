"""Paints the visible blocks: tints, selection, text, lines, tags and the caret."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QBrush,
    QColor,
    QPainter,
    QPen,
    QTextBlock,
    QTextCharFormat,
    QTextLayout,
)

from annotator.ui.canvas.document import CanvasLayout
from annotator.ui.canvas.pictures import Box, Picture


class CanvasPainter:
    """Paints a `CanvasLayout`. What it shows besides the marks is set from outside.

    `selected` is the uid of the selected annotation, `hovered` those under the pointer that are to be
    shown off, `ranges` the selected stretches and `finds` the found ones (widget positions, half-open).
    """

    def __init__(self, layout: CanvasLayout) -> None:
        self._layout = layout
        self.selected = ""
        self.hovered: frozenset[str] = frozenset()
        self.ranges: Sequence[tuple[int, int]] = ()
        self.caret_width = 2
        self.retheme()

    def retheme(self) -> None:
        """Take the colours of the layout's theme."""
        theme = self._layout.looks.theme
        self._text = QPen(QColor(theme.text))
        self._caret = QPen(QColor(theme.text))
        self._selection = QTextCharFormat()
        self._selection.setBackground(QBrush(QColor(theme.selection)))
        self._selection.setForeground(QBrush(QColor(theme.selection_text)))

    def paint(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        """Paint what lies inside the context's clip (document coordinates)."""
        clip = context.clip
        if clip.isEmpty():
            clip = QRectF(QPointF(), self._layout.documentSize())
        painter.setPen(Qt.PenStyle.NoPen)
        caret = context.cursorPosition
        for _, block, picture, y in self._layout.visible(clip):
            if picture.layers:
                self._paint_marks(painter, picture, y)
            painter.setPen(self._text)
            block.layout().draw(painter, QPointF(0, y), self._selections(block), clip)
            if picture.tags:
                self._paint_tags(painter, picture, y)
            if caret >= 0 and block.contains(caret):
                painter.setPen(self._caret)
                block.layout().drawCursor(painter, QPointF(0, y), caret - block.position(), self.caret_width)

    def _paint_marks(self, painter: QPainter, picture: Picture, y: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.translate(0, y)
        for layer in picture.layers:
            painter.setBrush(layer.look.tint)
            painter.drawRects(layer.tints)
            painter.setBrush(layer.look.bar)
            painter.drawRects(layer.bars)
            if layer.threads:
                painter.setBrush(layer.look.colour)
                painter.drawRects(layer.threads)
        if self.selected:
            self._paint_selected(painter, [box for box in picture.boxes if box.uid == self.selected])
        painter.translate(0, -y)

    def _paint_selected(self, painter: QPainter, boxes: Sequence[Box]) -> None:
        if not boxes:
            return
        look = self._layout.words(self.selected).look
        painter.setBrush(look.selected)
        painter.drawRects([QRectF(b.left, b.top, b.right - b.left, b.text_bottom - b.top) for b in boxes])

    def _paint_tags(self, painter: QPainter, picture: Picture, y: float) -> None:
        for tag in picture.tags:
            painter.setPen(tag.look.ink)
            tag.face.draw(painter, tag.left, y + tag.baseline)

    def _selections(self, block: QTextBlock) -> list[QTextLayout.FormatRange]:
        result: list[QTextLayout.FormatRange] = []
        start, length = block.position(), block.length()
        for begin, end in self.ranges:
            if begin < start + length and end > start:
                piece = QTextLayout.FormatRange()
                low = max(begin, start) - start
                piece.start, piece.length, piece.format = (
                    low,
                    min(end, start + length) - start - low,
                    self._selection,
                )
                result.append(piece)
        return result
