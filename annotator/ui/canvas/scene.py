"""All marks in view gathered by colour: the fewer calls of the painter, the quicker the picture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QGlyphRun, QPainter, QRawFont

from annotator.ui.canvas.pictures import Picture, Tag


class _Glyphs(NamedTuple):
    """Glyphs of one font and colour, wherever they stand."""

    ink: QColor
    font: QRawFont
    indexes: list[int]
    positions: list[QPointF]


class Scene:
    """What is painted of the marks of some blocks that follow each other; y from the top of the first."""

    def __init__(self, pictures: Iterable[tuple[Picture, float]]) -> None:
        """`pictures` comes with the y of each."""
        self._fills: dict[int, tuple[QBrush, list[QRectF]]] = {}
        lines: dict[int, tuple[QBrush, list[QRectF]]] = {}
        glyphs: dict[tuple[int, str], _Glyphs] = {}
        for picture, y in pictures:
            for layer in picture.layers:
                look = layer.look
                _gather(self._fills, look.long_tint, layer.long_tints, y)
                _gather(self._fills, look.tint, layer.tints, y)
                for phase, bars in layer.bars.items():
                    _gather(lines, look.bars[phase], bars, y)
                _gather(lines, look.thread, layer.threads, y)
            for tag in picture.tags:
                _gather_tag(glyphs, tag, y)
        self._fills |= lines
        self._texts = [(one.ink, _run(one)) for one in glyphs.values()]

    def paint_under_text(self, painter: QPainter) -> None:
        """Tints and lines; the painter must have no pen."""
        for brush, rects in self._fills.values():
            painter.setBrush(brush)
            painter.drawRects(rects)

    def paint_over_text(self, painter: QPainter) -> None:
        """Tags."""
        origin = QPointF()
        for ink, run in self._texts:
            painter.setPen(ink)
            painter.drawGlyphRun(origin, run)


def _gather(
    into: dict[int, tuple[QBrush, list[QRectF]]], brush: QBrush, rects: list[QRectF], y: float
) -> None:
    if rects:
        _, held = into.setdefault(id(brush), (brush, []))
        held.extend(rects if not y else [rect.translated(0, y) for rect in rects])


def _gather_tag(into: dict[tuple[int, str], _Glyphs], tag: Tag, y: float) -> None:
    left, top = tag.left, y + tag.baseline - tag.face.ascent
    for name, font, indexes, places in tag.face.glyphs:
        held = into.setdefault((id(tag.look), name), _Glyphs(tag.look.ink, font, [], []))
        held.indexes.extend(indexes)
        held.positions.extend([QPointF(left + x, top + down) for x, down in places])


def _run(glyphs: _Glyphs) -> QGlyphRun:
    run = QGlyphRun()
    run.setRawFont(glyphs.font)
    run.setGlyphIndexes(glyphs.indexes)
    run.setPositions(glyphs.positions)
    return run
