"""The picture of one block: its lines broken, its marks as rectangles and tags, ready to be painted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextLayout, QTextLine

from annotator.ui.canvas.layout import (
    Need,
    Piece,
    Row,
    Slot,
    Wish,
    lane_tops,
    needs,
    place_tags,
    rows_of,
    slots,
)
from annotator.ui.canvas.looks import TINTED_LANES, Face, Look, Looks

#: A mark longer than this (UTF-16 units) is tinted less: a page of tints is hard to read.
_LONG: Final = 64


class Tag(NamedTuple):
    """A tag above a mark's beginning, in pixels of its block."""

    uid: str
    look: Look
    face: Face
    left: float
    right: float
    baseline: float


class Box(NamedTuple):
    """The place of one mark in one line, with the top of its line under the text; pixels of its block.

    `fragment` is the number of the mark's fragment in its block; `begins` and `ends` are the x at which it
    begins or ends, None where it does not in this box.
    """

    uid: str
    left: float
    right: float
    top: float
    text_bottom: float
    bar: float
    fragment: int
    begins: float | None
    ends: float | None


class Layer(NamedTuple):
    """What is painted with one look; `bars` by the phase at which a broken line begins."""

    look: Look
    tints: list[QRectF]
    long_tints: list[QRectF]
    bars: dict[int, list[QRectF]]
    threads: list[QRectF]


class Words(NamedTuple):
    """What the tag of a mark says, and the look of the mark."""

    key: str
    words: str
    look: Look


class Hint(NamedTuple):
    """An invisible character to be shown: what it is, and where it stands in pixels of its block."""

    name: str
    x: float
    top: float
    bottom: float


class Picture:
    """One block laid out: height, lines, and everything to paint in it, in pixels of the block.

    `firsts` gives for each mark that begins here where wires meet it: x, and the top of its line's text.
    `mirrored` says that the paragraph runs from right to left.
    """

    __slots__ = ("boxes", "firsts", "height", "hints", "layers", "mirrored", "rows", "slots", "tags")

    def __init__(self, rows: list[Row], lines: list[Slot], height: float) -> None:
        self.rows = rows
        self.slots = lines
        self.height = height
        self.layers: list[Layer] = []
        self.tags: list[Tag] = []
        self.boxes: list[Box] = []
        self.firsts: dict[str, tuple[float, float]] = {}
        self.hints: list[Hint] = []
        self.mirrored = False

    def row_at(self, y: float) -> int:
        """The line at `y` (pixels of the block); the nearest one outside."""
        found = bisect_right([slot.top for slot in self.slots], y) - 1
        return max(0, found)

    def row_of(self, place: int) -> int:
        """The line that holds a place of the block (UTF-16 units)."""
        return max(0, bisect_right([row.start for row in self.rows], place) - 1)


def broken_lines(layout: QTextLayout) -> list[QTextLine]:
    """The lines into which the block is broken already."""
    return [layout.lineAt(number) for number in range(layout.lineCount())]


def break_lines(layout: QTextLayout, width: float) -> list[QTextLine]:
    """Break the block's text into lines of at most `width` pixels."""
    lines: list[QTextLine] = []
    layout.beginLayout()
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        lines.append(line)
    layout.endLayout()
    return lines


class Builder:
    """Makes the picture of one block from its lines and the pieces of marks in it."""

    def __init__(
        self,
        looks: Looks,
        *,
        left: float,
        width: float,
        words: Callable[[str], Words],
        tags: bool,
        wires: bool,
    ) -> None:
        self._looks = looks
        self._left = left
        self._width = width
        self._words = words
        self._tags = tags
        self._wires = wires

    def build(
        self, lines: Sequence[QTextLine], marks: Sequence[Piece], *, rtl: bool, mirrored: bool, gap: float
    ) -> Picture:
        """Place the lines and collect what is to be painted. `mirrored`: the paragraph runs right to left;
        `rtl`: some of its text does; `gap` is the space after the block in pixels."""
        rows = [Row(line.textStart(), line.textStart() + line.textLength()) for line in lines]
        wanted = (
            needs(rows, marks, tags=self._tags, wires=self._wires)
            if marks
            else [Need(frozenset(), False, False)] * len(rows)
        )
        placed = slots([line.height() for line in lines], wanted, self._looks.rules)
        for line, slot in zip(lines, placed, strict=True):
            line.setPosition(QPointF(self._left, slot.text_top))
        picture = Picture(rows, placed, placed[-1].bottom + gap)
        picture.mirrored = mirrored
        if marks:
            words = {piece.uid: self._words(piece.uid) for piece in marks}
            _Marking(self._looks, picture, lines, rtl=rtl, mirrored=mirrored).draw(marks, words, wanted)
            if self._tags or self._wires:
                self._stand_tags(picture, marks, words, mirrored=mirrored)
        return picture

    def _stand_tags(
        self,
        picture: Picture,
        marks: Sequence[Piece],
        words_of: Mapping[str, Words],
        *,
        mirrored: bool,
    ) -> None:
        """Place the tags of each line; in a paragraph from right to left they hang on the right edge."""
        boxes = {(box.uid, box.fragment): box for box in picture.boxes if box.begins is not None}
        by_row: dict[int, list[tuple[float, int, Words, Piece]]] = {}
        starts = [row.start for row in picture.rows]
        for piece in marks:
            for number, ((begin, _), begins) in enumerate(zip(piece.spans, piece.begins, strict=True)):
                row = bisect_right(starts, begin) - 1
                box = boxes.get((piece.uid, number))
                again = number and bisect_right(starts, piece.spans[number - 1][0]) - 1 == row
                if not begins or box is None or again:
                    continue
                if piece.first and not number:
                    x = box.right - 4 if mirrored else box.left + 4
                    picture.firsts[piece.uid] = (x, box.top)
                words = words_of[piece.uid]
                if number or not piece.first:
                    words = words._replace(words="…")
                x = -box.right if mirrored else box.left
                by_row.setdefault(row, []).append((x, -piece.lane, words, piece))
        for row, tags in by_row.items() if self._tags else ():
            self._stand_row(picture, row, sorted(tags, key=lambda one: one[:2]), mirrored=mirrored)

    def _stand_row(
        self,
        picture: Picture,
        row: int,
        tags: Sequence[tuple[float, int, Words, Piece]],
        *,
        mirrored: bool,
    ) -> None:
        looks, slot = self._looks, picture.slots[row]
        wishes = [
            Wish(x, looks.face(words.key, "").width, looks.face(words.key, words.words).width)
            for x, _, words, _ in tags
        ]
        left, right = self._left, self._left + self._width
        edges = (-right, -left) if mirrored else (left, right)
        for (_, _, words, piece), wish, place in zip(
            tags, wishes, place_tags(wishes, left=edges[0], right=edges[1]), strict=True
        ):
            if not place.width:
                continue
            if place.width >= wish.full:
                face = looks.face(words.key, words.words)
            elif place.width > wish.key:
                face = looks.elided(words.key, words.words, place.width)
            else:
                face = looks.face(words.key, "")
            x = -place.x - face.width if mirrored else place.x
            baseline = slot.text_top - looks.metrics.descent() * 0.5
            picture.tags.append(Tag(piece.uid, words.look, face, x, x + face.width, baseline))
            if piece.uid in picture.firsts and picture.firsts[piece.uid][1] == slot.text_top:
                picture.firsts[piece.uid] = (x + wish.key / 2, slot.text_top)


class _Marking:
    """Turns pieces into boxes, tints, lines and threads of one picture."""

    def __init__(
        self, looks: Looks, picture: Picture, lines: Sequence[QTextLine], *, rtl: bool, mirrored: bool
    ) -> None:
        self._looks = looks
        self._picture = picture
        self._lines = lines
        self._starts = [row.start for row in picture.rows]
        self._extents = bidi_extents if rtl else plain_extents
        self._mirrored = mirrored
        self._layers: dict[int, Layer] = {}
        self._tops: list[dict[int, float]] = []

    def draw(self, marks: Sequence[Piece], words: Mapping[str, Words], wanted: Sequence[Need]) -> None:
        """Fill the picture's boxes and layers; long marks first, so that short ones lie on top."""
        self._tops = [lane_tops(need.lanes, self._looks.rules) for need in wanted]
        for piece in sorted(marks, key=lambda one: -one.lane):
            look = words[piece.uid].look
            layer = self._layers.get(id(look))
            if layer is None:
                layer = self._layers[id(look)] = Layer(look, [], [], {}, [])
                self._picture.layers.append(layer)
            self._draw_piece(piece, layer)

    def _draw_piece(self, piece: Piece, layer: Layer) -> None:
        for number, (begin, end) in enumerate(piece.spans):
            for row in range(*rows_of(self._starts, begin, end)):
                self._draw_row(piece, layer, row, number)
        for (_, end), (begin, _) in pairwise(piece.spans):
            for row in range(*rows_of(self._starts, max(0, end - 1), begin + 1)):
                self._draw_thread(piece, layer, row, end, begin)

    def _draw_row(self, piece: Piece, layer: Layer, number: int, fragment: int) -> None:
        row, slot, (begin, end) = (
            self._picture.rows[number],
            self._picture.slots[number],
            piece.spans[fragment],
        )
        bar = self._bar(piece, number)
        found = self._extents(self._lines[number], max(begin, row.start), min(end, row.end))
        tints = layer.long_tints if piece.spans[-1][1] - piece.spans[0][0] > _LONG else layer.tints
        for at, (left, right) in enumerate(found):
            first, last = at == 0, at == len(found) - 1
            opens, closes = (last, first) if self._mirrored else (first, last)
            near, far = (right, left) if self._mirrored else (left, right)
            box = Box(
                uid=piece.uid,
                left=left,
                right=right,
                top=slot.text_top,
                text_bottom=slot.text_bottom,
                bar=bar,
                fragment=fragment,
                begins=near if begin >= row.start and piece.begins[fragment] and opens else None,
                ends=far if end <= row.end and closes else None,
            )
            self._picture.boxes.append(box)
            if piece.lane < TINTED_LANES:
                tints.append(QRectF(left, slot.text_top, right - left, slot.text_bottom - slot.text_top))
            phase = int(left) % len(layer.look.bars)
            layer.bars.setdefault(phase, []).extend(self._looks.bars(layer.look, left, right - 1, bar))

    def _draw_thread(self, piece: Piece, layer: Layer, number: int, begin: int, end: int) -> None:
        row = self._picture.rows[number]
        y = self._bar(piece, number) + self._looks.bar / 2
        for left, right in self._extents(self._lines[number], max(begin, row.start), min(end, row.end)):
            layer.threads.append(QRectF(left, y, right - left, 1))

    def _bar(self, piece: Piece, number: int) -> float:
        slot = self._picture.slots[number]
        return round(slot.text_bottom + self._looks.rules.lane_gap + self._tops[number][piece.lane])


def plain_extents(line: QTextLine, begin: int, end: int) -> list[tuple[float, float]]:
    """Where the places `begin`..`end` lie on a line that runs from left to right (pixels)."""
    if begin >= end:
        return []
    left, right = _x(line, begin, -1), _x(line, end, 1)
    if end == line.textStart() + line.textLength():
        right = min(right, line.naturalTextRect().right())
    return [(left, right)] if right > left else []


def bidi_extents(line: QTextLine, begin: int, end: int) -> list[tuple[float, float]]:
    """Where the places `begin`..`end` lie on a line of mixed direction: from its glyphs, joined.

    The ends grow to whole clusters first: glyphRuns is wrong for half a ligature (lam and alef).
    """
    while begin > line.textStart() and not _stops(line, begin):
        begin -= 1
    stop = line.textStart() + line.textLength()
    while end < stop and not _stops(line, end):
        end += 1
    if begin >= end:
        return []
    found = [run.boundingRect() for run in line.glyphRuns(begin, end - begin)]
    ranges = sorted((min(one.left(), one.right()), max(one.left(), one.right())) for one in found)
    joined: list[tuple[float, float]] = []
    for left, right in ranges:
        if joined and left <= joined[-1][1] + 0.5:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        elif right > left:
            joined.append((left, right))
    return joined


def _stops(line: QTextLine, place: int) -> bool:
    """Whether the caret can stand there."""
    return bool(_cursor(line, place)[1] == place)


def _x(line: QTextLine, place: int, step: int) -> float:
    """The x of a place; inside a cluster that of the cluster's edge in the direction of `step`."""
    x, found = _cursor(line, place)
    if found == place or step > 0:
        return x
    while found != place and place > line.textStart():
        place -= 1
        x, found = _cursor(line, place)
    return x


def cursor_x(line: QTextLine, place: int) -> float:
    """The x at which the caret stands at a place of the block (UTF-16 units)."""
    return _cursor(line, place)[0]


def _cursor(line: QTextLine, place: int) -> tuple[float, int]:
    result: tuple[float, int] = line.cursorToX(place)  # type: ignore[assignment]
    return result
