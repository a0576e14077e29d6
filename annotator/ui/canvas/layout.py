"""How marks are arranged around the text: lanes, what each line needs, and where tags stand. No Qt."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import ceil
from typing import Final, NamedTuple

from annotator.model.annotation import Span

#: Tags nearer together than this lose their words; less than this of a name is not worth showing (pixels).
TAG_GAP: Final = 5.0
_LEAST_NAME: Final = 26.0
#: So many lanes keep their heights on every line, used or not.
FEW: Final = 4


class Piece(NamedTuple):
    """The part of one annotation that lies in one block.

    `spans` are its fragments there (places within the block), `begins` says for each whether it begins
    there (and does not come from the block before), `first` whether the annotation itself does.
    """

    uid: str
    label: str
    spans: tuple[tuple[int, int], ...]
    begins: tuple[bool, ...]
    first: bool
    lane: int
    linked: bool


class Row(NamedTuple):
    """A line of text as broken by Qt: its places within the block, half-open."""

    start: int
    end: int


class Need(NamedTuple):
    """What a line must make room for: lanes below it, tags and wires of relations above it."""

    lanes: frozenset[int]
    tags: bool
    wires: bool


class Rules(NamedTuple):
    """Measures in pixels: the least pitch of lines, the rows of tags and wires, the lanes."""

    pitch: float
    tag_row: float
    wire_row: float
    lane_gap: float
    lane: float
    paragraph_gap: float


class Slot(NamedTuple):
    """Where a line stands in its block: all of it, and its text alone (y in pixels)."""

    top: float
    text_top: float
    text_bottom: float
    bottom: float


class Wish(NamedTuple):
    """A tag that wants to stand at `x`: the width of its key alone, and with its words."""

    x: float
    key: float
    full: float


class Placed(NamedTuple):
    """Where a tag stands and how wide it may be; 0 when there is no room for it at all."""

    x: float
    width: float


def lanes(extents: Sequence[tuple[int, int]]) -> list[int]:
    """A lane for each half-open extent, 0 nearest to the text, so that no two in a lane overlap.

    The shorter one is nearer to the text, so that what is nested lies inside what holds it. The result
    depends on the extents alone, not on the order in which marks were made.
    """
    starts: list[list[int]] = []
    ends: list[list[int]] = []
    result = [0] * len(extents)
    for number in sorted(range(len(extents)), key=lambda i: (extents[i][1] - extents[i][0], extents[i], i)):
        start, end = extents[number]
        lane = _free_lane(starts, ends, start, end)
        at = bisect_left(starts[lane], start)
        starts[lane].insert(at, start)
        ends[lane].insert(at, end)
        result[number] = lane
    return result


def _free_lane(starts: list[list[int]], ends: list[list[int]], start: int, end: int) -> int:
    """The first lane in which nothing overlaps `start`..`end`; a new one if need be."""
    for lane, begun in enumerate(starts):
        at = bisect_left(begun, end)
        if at == 0 or ends[lane][at - 1] <= start:
            return lane
    starts.append([])
    ends.append([])
    return len(starts) - 1


def pieces(
    found: Sequence[tuple[str, str, Sequence[Span], bool, bool]], *, start: int, end: int
) -> list[Piece]:
    """The pieces of the block `start`..`end`, in text order.

    `found` gives uid, label, the fragments that touch the block (in the block's own units, absolute),
    whether the first of them is the annotation's first, and whether relations end there.
    """
    ordered = sorted(found, key=lambda one: (one[2][0], one[2][-1], one[0]))
    cut = [
        tuple((max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start)
        for _, _, spans, _, _ in ordered
    ]
    held = [(one, spans) for one, spans in zip(ordered, cut, strict=True) if spans]
    given = lanes([(spans[0][0], spans[-1][1]) for _, spans in held])
    return [
        Piece(
            uid=uid,
            label=label,
            spans=spans,
            begins=tuple(a >= start for a, _ in fragments),
            first=first and fragments[0][0] >= start,
            lane=lane,
            linked=linked,
        )
        for ((uid, label, fragments, first, linked), spans), lane in zip(held, given, strict=True)
    ]


def needs(rows: Sequence[Row], marks: Sequence[Piece], *, tags: bool, wires: bool) -> list[Need]:
    """What each line of a block must make room for."""
    count = len(rows)
    tagged, wired = [False] * count, [False] * count
    starts = [row.start for row in rows]
    for piece in marks:
        for (begin, _), begins in zip(piece.spans, piece.begins, strict=True):
            if begins:
                row = bisect_right(starts, begin) - 1
                tagged[row] = tags
                wired[row] = wired[row] or (wires and piece.linked and piece.first)
    return [Need(*one) for one in zip(lanes_in_rows(starts, marks), tagged, wired, strict=True)]


def lanes_in_rows(starts: Sequence[int], marks: Sequence[Piece]) -> list[frozenset[int]]:
    """The lanes that each line uses, for marks or for the threads between their fragments."""
    used: list[set[int]] = [set() for _ in starts]
    for piece in marks:
        for row in range(*rows_of(starts, piece.spans[0][0], piece.spans[-1][1])):
            used[row].add(piece.lane)
    return [frozenset(one) for one in used]


def rows_of(starts: Sequence[int], begin: int, end: int) -> tuple[int, int]:
    """The lines that a stretch touches, as a half-open range of their numbers."""
    return bisect_right(starts, begin) - 1, bisect_left(starts, max(end, begin + 1))


def slots(heights: Sequence[float], wanted: Sequence[Need], rules: Rules) -> list[Slot]:
    """Stand the lines of a block under each other; only lines with tags or lanes grow."""
    result: list[Slot] = []
    y = 0.0
    for height, need in zip(heights, wanted, strict=True):
        spare = max(0.0, rules.pitch - height)
        lead = float(spare // 2)
        above = (rules.tag_row if need.tags else 0.0) + (rules.wire_row if need.wires else 0.0)
        below = max(lane_tops(need.lanes, rules).values(), default=-rules.lane) + rules.lane
        below += rules.lane_gap if need.lanes else 0.0
        text_top = y + max(lead, above)
        bottom = float(ceil(text_top + height + max(spare - lead, below)))
        slot = Slot(y, text_top, text_top + height, bottom)
        result.append(slot)
        y = slot.bottom
    return result


def lane_tops(used: frozenset[int], rules: Rules) -> dict[int, float]:
    """How far below the text each lane of a line runs (pixels).

    A lane is at the same height on all lines of its mark; but a line with more than `FEW` lanes' room
    leaves out those it does not use, and many lanes move closer together.
    """
    deepest = max(used, default=-1)
    crowded = deepest >= FEW
    step = rules.lane if len(used) <= 2 * FEW else max(2.5, rules.lane * 2 * FEW / len(used))
    return {lane: (at if crowded else lane) * step for at, lane in enumerate(sorted(used))}


def place_tags(wishes: Sequence[Wish], *, left: float, right: float) -> list[Placed]:
    """Stand tags beside each other between `left` and `right`, in the given order, none over another.

    Each keeps its key letter as near to its wish as the others allow, and its words as far as there is
    room. Tags for which not even the keys find room get the width 0, from the end.
    """
    kept = _fitting(wishes, right - left)
    xs: list[float] = []
    free = left
    for wish in kept:
        xs.append(max(wish.x, free))
        free = xs[-1] + wish.key + TAG_GAP
    limit = right
    for at in range(len(kept) - 1, -1, -1):
        xs[at] = max(left, min(xs[at], limit - kept[at].key))
        limit = xs[at] - TAG_GAP
    result: list[Placed] = []
    for at, wish in enumerate(kept):
        room = (xs[at + 1] - TAG_GAP if at + 1 < len(kept) else right) - xs[at]
        result.append(Placed(xs[at], _width(wish, room)))
    return result + [Placed(wish.x, 0.0) for wish in wishes[len(kept) :]]


def _fitting(wishes: Sequence[Wish], room: float) -> Sequence[Wish]:
    used = -TAG_GAP
    for at, wish in enumerate(wishes):
        used += wish.key + TAG_GAP
        if used > room:
            return wishes[:at]
    return wishes


def _width(wish: Wish, room: float) -> float:
    if wish.full <= room:
        return wish.full
    return room if room >= wish.key + _LEAST_NAME else wish.key
