"""Which marks of two coders are about the same stretch of text: one-to-one, by the characters they share."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, Literal, NamedTuple

import msgspec

from annotator.model.annotation import Annotation, Span, span_order

#: Above this many pairs in one tangle of overlapping marks, the best pair is taken first (greedy).
MOST_PAIRS: Final = 250_000

_FINE: Final = 1_000_000


class Match(NamedTuple):
    """Places of two marks in their lists, and how many characters they share."""

    first: int
    second: int
    shared: int


def length_of(fragments: Iterable[Span]) -> int:
    """Characters (code points) in the fragments of one annotation."""
    return sum(end - start for start, end in fragments)


def shared_characters(
    first: Sequence[Annotation], second: Sequence[Annotation]
) -> dict[tuple[int, int], int]:
    """How many characters each pair of marks shares, for the pairs that share any.

    A mark counts as the set of the characters in its fragments. One sweep over the text: the work grows with
    the number of fragments and of overlapping pairs.
    """
    ends = [(*span, 0, place) for place, mark in enumerate(first) for span in mark.fragments]
    ends += [(*span, 1, place) for place, mark in enumerate(second) for span in mark.fragments]
    ends.sort()
    shared: dict[tuple[int, int], int] = defaultdict(int)
    opened: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for start, end, side, place in ends:
        others = [other for other in opened[1 - side] if other[0] > start]
        opened[1 - side][:] = others
        for other_end, other in others:
            shared[(other, place) if side else (place, other)] += min(end, other_end) - start
        opened[side].append((end, place))
    return shared


def match_marks(first: Sequence[Annotation], second: Sequence[Annotation]) -> list[Match]:
    """Pair marks of the same label one-to-one so that the pairs share as many characters as possible.

    Overlapping, nested and equal marks all take part. Among pairings that share equally much, the one with
    more similar extents (characters shared / characters covered) wins, so that equal marks meet each other.
    """
    return _paired(first, second, _same_label(first, second, shared_characters(first, second)))


def match_any(first: Sequence[Annotation], second: Sequence[Annotation]) -> list[Match]:
    """Pair marks like `match_marks`; those left over are then paired whatever their labels."""
    shared = shared_characters(first, second)
    same = _paired(first, second, _same_label(first, second, shared))
    firsts, seconds = {match.first for match in same}, {match.second for match in same}
    rest = {pair: count for pair, count in shared.items() if pair[0] not in firsts and pair[1] not in seconds}
    return sorted(same + _paired(first, second, rest))


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What two coders made of one stretch of text.

    `kind` is the gravest difference: only one of them marked it, other label, other boundary, other
    attribute or entity, or none ("same"). `attributes` names those that differ. One of `first` and `second`
    is None where only one coder marked.
    """

    kind: Literal["same", "only first", "only second", "label", "boundary", "attribute", "entity"]
    first: Annotation | None
    second: Annotation | None
    attributes: tuple[str, ...] = ()


def differences(marks: Collection[Annotation], first: str, second: str) -> list[Difference]:
    """How two coders differ in one article, in the order of the text; marks of others are left out."""
    ours = [mark for mark in marks if mark.coder == first]
    theirs = [mark for mark in marks if mark.coder == second]
    matches = match_any(ours, theirs)
    found = [_difference(ours[match.first], theirs[match.second]) for match in matches]
    paired, met = {match.first for match in matches}, {match.second for match in matches}
    for place, mark in enumerate(ours):
        if place not in paired:
            found.append(Difference(kind="only first", first=mark, second=None))
    for place, mark in enumerate(theirs):
        if place not in met:
            found.append(Difference(kind="only second", first=None, second=mark))
    return sorted(found, key=lambda one: span_order(one.first or one.second))  # type: ignore[arg-type]


def _difference(first: Annotation, second: Annotation) -> Difference:
    names = sorted(first.attributes.keys() | second.attributes.keys())
    other = tuple(name for name in names if first.attributes.get(name) != second.attributes.get(name))
    kinds: Mapping[str, bool] = {
        "label": first.label != second.label,
        "boundary": first.fragments != second.fragments,
        "attribute": bool(other),
        "entity": first.entity != second.entity,
    }
    kind = next((name for name, differs in kinds.items() if differs), "same")
    return Difference(kind=kind, first=first, second=second, attributes=other)  # type: ignore[arg-type]


def _same_label(
    first: Sequence[Annotation], second: Sequence[Annotation], shared: Mapping[tuple[int, int], int]
) -> dict[tuple[int, int], int]:
    return {(i, j): count for (i, j), count in shared.items() if first[i].label == second[j].label}


def _paired(
    first: Sequence[Annotation], second: Sequence[Annotation], shared: Mapping[tuple[int, int], int]
) -> list[Match]:
    """The pairing of greatest worth, found apart in each tangle of marks that touch one another."""
    firsts, seconds = Counter(i for i, _ in shared), Counter(j for _, j in shared)
    pairs = [(i, j) for i, j in shared if firsts[i] == seconds[j] == 1]
    worth = {}
    for i, j in shared.keys() - set(pairs):
        count = shared[i, j]
        covered = length_of(first[i].fragments) + length_of(second[j].fragments) - count
        worth[i, j] = count * _FINE * (len(shared) + 1) + count * _FINE // covered
    pairs += best_pairing(worth)
    return sorted(Match(i, j, shared[i, j]) for i, j in pairs)


def best_pairing(worth: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    """The one-to-one pairs, out of those given, that are worth most together (all worths above 0).

    Exact, as an assignment within each tangle of pairs that hang together; a tangle of more than
    `MOST_PAIRS` possible pairs is paired greedily, the worthiest pair first.
    """
    return [pair for tangle in _tangles(worth) for pair in _best_pairs({one: worth[one] for one in tangle})]


def _tangles(pairs: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The pairs, grouped by what hangs together."""
    of_first: dict[int, list[tuple[int, int]]] = defaultdict(list)
    of_second: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in pairs:
        of_first[pair[0]].append(pair)
        of_second[pair[1]].append(pair)
    tangles = []
    while of_first:
        waiting, tangle = of_first.popitem()[1], []
        while waiting:
            pair = waiting.pop()
            tangle.append(pair)
            waiting += of_first.pop(pair[0], [])
            waiting += of_second.pop(pair[1], [])
        tangles.append(sorted(set(tangle)))
    return tangles


def _best_pairs(worth: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    firsts, seconds = sorted({pair[0] for pair in worth}), sorted({pair[1] for pair in worth})
    if len(firsts) == 1 or len(seconds) == 1:
        return [max(worth, key=lambda pair: (worth[pair], -pair[0], -pair[1]))]
    if len(firsts) * len(seconds) > MOST_PAIRS:
        return _greedy(worth)
    if len(firsts) > len(seconds):
        turned = _best_pairs({(j, i): value for (i, j), value in worth.items()})
        return [(i, j) for j, i in turned]
    costs = [[-worth.get((i, j), 0) for j in seconds] for i in firsts]
    chosen = [(firsts[row], seconds[column]) for row, column in enumerate(assignment(costs))]
    return [pair for pair in chosen if pair in worth]


def _greedy(worth: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    firsts: set[int] = set()
    seconds: set[int] = set()
    chosen = []
    for i, j in sorted(worth, key=lambda pair: (-worth[pair], pair)):
        if i not in firsts and j not in seconds:
            firsts.add(i)
            seconds.add(j)
            chosen.append((i, j))
    return chosen


def assignment(costs: Sequence[Sequence[float]]) -> list[int]:
    """For each row its own column so that the costs add up to the least; no more rows than columns.

    The Hungarian method with potentials (Kuhn 1955, Munkres 1957), O(rows² columns): rows come in one by
    one, each along the cheapest alternating path. Exact for whole numbers of any size.
    """
    columns = len(costs[0])
    row_price: list[float] = [0] * (len(costs) + 1)
    column_price: list[float] = [0] * (columns + 1)
    row_of = [0] * (columns + 1)  # column 0 holds the row that is coming in; rows and columns count from 1
    for row in range(1, len(costs) + 1):
        row_of[0] = row
        came_from = [0] * (columns + 1)
        slack: list[float] = [math.inf] * (columns + 1)
        seen = [False] * (columns + 1)
        column = 0
        while row_of[column] or not column:
            seen[column] = True
            at = row_of[column]
            step, nearest = math.inf, 0
            for other in range(1, columns + 1):
                if not seen[other]:
                    reduced = costs[at - 1][other - 1] - row_price[at] - column_price[other]
                    if reduced < slack[other]:
                        slack[other], came_from[other] = reduced, column
                    if slack[other] < step:
                        step, nearest = slack[other], other
            for other in range(columns + 1):
                if seen[other]:
                    row_price[row_of[other]] += step
                    column_price[other] -= step
                else:
                    slack[other] -= step
            column = nearest
        while column:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    chosen = [0] * len(costs)
    for column, row in enumerate(row_of[1:]):
        if row:
            chosen[row - 1] = column
    return chosen
