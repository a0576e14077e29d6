"""Krippendorff's alphas for unitizing: whether coders cut a text alike, and name the pieces alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import msgspec

from annotator.analysis.agreement.coefficients import (
    Cell,
    Coefficient,
    Field,
    coefficient,
    of_chance,
    scale_for,
)
from annotator.model.annotation import Annotation

#: The value of the text between units.
GAP_VALUE: Final = ""

#: Joins the values of units that overlap in one coder's work.
AND: Final = " + "

NO_UNITS_MET: Final = "Undefined: no unit of one coder meets a unit of another."


class Segment(NamedTuple):
    """One unit of one coder: code points, half-open, and its value."""

    start: int
    end: int
    value: str


class Unitizing(msgspec.Struct, frozen=True, kw_only=True):
    """The u-alpha family of one or many texts; `by_value` holds (k)u-alpha.

    `coverage` of a value is the share of its length (seen pairwise) that meets any unit of another coder,
    and so enters cu-alpha and (k)u-alpha; under "", the share of all the text.
    """

    u: Coefficient
    binary: Coefficient
    cu: Coefficient
    by_value: dict[str, Coefficient]
    coverage: dict[str, float]


def segments(marks: Iterable[Annotation], value: Callable[[Annotation], str]) -> list[Segment]:
    """One coder's marks of one text as units that do not overlap, in the order of the text.

    Each fragment is a unit. Where fragments overlap, the text is cut at each of their edges, and a piece
    under several of them has all their values, joined by `AND` ("actor + claim").
    """
    pieces = sorted((*span, value(mark)) for mark in marks for span in mark.fragments)
    if all(one[1] <= other[0] for one, other in pairwise(pieces)):
        return [Segment(*piece) for piece in pieces]
    edges = sorted({edge for start, end, _ in pieces for edge in (start, end)})
    cut: list[Segment] = []
    opened: list[tuple[int, str]] = []
    waiting = iter(pieces)
    upcoming = next(waiting, None)
    for start, end in pairwise(edges):
        opened = [one for one in opened if one[0] > start]
        while upcoming and upcoming[0] == start:
            opened.append((upcoming[1], upcoming[2]))
            upcoming = next(waiting, None)
        if opened:
            cut.append(Segment(start, end, AND.join(sorted({one[1] for one in opened}))))
    return cut


def unitizing_sums(coders: Sequence[Sequence[Segment]], *, length: int, scale: int) -> Counter[Field]:
    """What one text of `length` code points, unitized by two or more coders, adds to `UnitizingMeasures`.

    `coders` holds each coder's segments, sorted and disjoint; `scale` is `scale_for` the most coders of any
    text. The sums of several texts are the sums of the continuum that they make one after the other.
    """
    m = len(coders)
    step = scale // (m - 1)
    same: dict[str, int] = defaultdict(int)
    met: dict[str, int] = defaultdict(int)
    pairable = [[0] * len(own) for own in coders]
    gaps_alike = 0
    covered = 0
    for start, end, at in _stretches(coders):
        long = end - start
        covered += long
        gaps = m - len(at)
        gaps_alike += long * gaps * (gaps - 1)
        if len(at) == 1:
            continue
        others = long * (len(at) - 1)
        values = [coders[coder][place].value for coder, place in at]
        for (coder, place), value in zip(at, values, strict=True):
            pairable[coder][place] += others
            met[value] += step * others
            same[value] += step * long * (values.count(value) - 1)
    gaps_alike += (length - covered) * m * (m - 1)
    sums: Counter[Field] = Counter({("same", GAP_VALUE): step * gaps_alike})
    sums.update({("same", value): amount for value, amount in same.items()})
    sums.update({("met", value): amount for value, amount in met.items()})
    units = 0
    for own, pairs_of in zip(coders, pairable, strict=True):
        for (start, end, value), pairs in zip(own, pairs_of, strict=True):
            long = end - start
            units += long
            sums["length", value] += long
            sums["alone", value] += long * long
            sums["alone met", value] += (step * pairs) ** 2
    sums["length", GAP_VALUE] = sums["alone", GAP_VALUE] = m * length - units
    return sums


def _stretches(
    coders: Sequence[Sequence[Segment]],
) -> Iterable[tuple[int, int, list[tuple[int, int]]]]:
    """The stretches under any unit, cut at all edges: start, end, and the (coder, place) of the units."""
    edges = sorted({edge for own in coders for start, end, _ in own for edge in (start, end)})
    places = [0] * len(coders)
    for start, end in pairwise(edges):
        at = []
        for coder, own in enumerate(coders):
            place = places[coder]
            if place < len(own) and own[place].end <= start:
                place = places[coder] = place + 1
            if place < len(own) and own[place].start <= start:
                at.append((coder, place))
        if at:
            yield start, end, at


class UnitizingMeasures:
    """The u-alpha family from sums over texts.

    Source: Krippendorff, Mathet, Bouvry & Widlöcher (2016), "On the reliability of unitizing textual
    continua: further developments", Quality & Quantity 50:2347-2364 (and its erratum), as given again in
    Krippendorff (2019), "Content Analysis", 4th ed., section 12.6, eq. 32-38. With ℓ_ck the lengths of the
    intersections of c-valued with k-valued segments of different coders, summed over pairs of coders and
    divided by m − 1, L the length of one segment S, and φ the gaps:

    - u-alpha: 1 − (ℓ.. − Σ ℓ_cc) / (ℓ.. − Σ ε_cc) with
      ε_ck = ℓ.. (ℓ_c ℓ_k − [c = k] Σ_S A_S) / (ℓ..² − Σ_S A_S),
      A_S = L² for a unit (it cannot be paired with itself) and L for a gap (which has no inner structure);
    - |u-alpha: the same, all units as one value against the gaps;
    - cu-alpha: only where units meet units (ℓ* without the gaps), A_S = (that part of S's pairs, / (m − 1))²;
    - (k)u-alpha: 1 − (ε*_k / ℓ*_k) (ℓ*_k − ℓ*_kk) / (ε*_k − ε*_kk).

    The worked example of the book (three coders, length 60) has .510, .413 and .724; this reading of A_S in
    cu-alpha, the segment's own part of ℓ*_k squared, gives the last (two other public readings give .726
    and .728). For two coders the readings are one.
    """

    def __init__(self, fields: Iterable[Field], *, scale: int) -> None:
        found = {str(field[1]) for field in fields if field[0] == "length"}
        self.values: list[str] = sorted(found - {GAP_VALUE})
        self.scale = scale
        self.fields: list[Field] = [("length", GAP_VALUE), ("same", GAP_VALUE), ("alone", GAP_VALUE)]
        for name in ("length", "same", "alone", "met", "alone met"):
            self.fields += [(name, value) for value in self.values]
        self.names = ("u-alpha", "|u-alpha", "cu-alpha", *(f"({value})u-alpha" for value in self.values))

    def measures(self, sums: Sequence[int]) -> list[Cell]:
        """u-alpha, |u-alpha, cu-alpha and each value's (k)u-alpha, given the sums of `fields` in their order.

        `n` counts the characters compared (for cu-alpha and (k)u-alpha: those where units meet). The
        disagreements are shares of these.
        """
        gap, gap_same, gap_alone = sums[:3]
        long, same, alone, met, alone_met = self._columns(sums)
        whole = gap + sum(long)
        if not whole:
            return [Cell(None, None, None, 0)] * len(self.names)
        pairs = whole * whole - gap_alone - sum(alone)
        expected_same = gap * gap - gap_alone
        expected_same += sum(one * one - own for one, own in zip(long, alone, strict=True))
        shared = whole * self.scale
        u = _chance(shared - gap_same - sum(same), shared, pairs - expected_same, pairs, whole)
        binary = _chance(2 * (gap * self.scale - gap_same), shared, 2 * gap * (whole - gap), pairs, whole)
        return [u, binary, *self._where_units_meet(same, met, alone_met)]

    def _columns(self, sums: Sequence[int]) -> list[Sequence[int]]:
        q = len(self.values)
        return [sums[at : at + q] for at in range(3, 3 + 5 * q, q)] if q else [()] * 5

    def _where_units_meet(self, same: Sequence[int], met: Sequence[int], alone: Sequence[int]) -> list[Cell]:
        whole, own = sum(met), sum(alone)
        pairs = whole * whole - own
        if not whole or not pairs:
            return [Cell(None, None, None, 0)] * (1 + len(met))
        expected_same = sum(one * one - lone for one, lone in zip(met, alone, strict=True))
        cells = [_chance(whole - sum(same), whole, pairs - expected_same, pairs, whole // self.scale)]
        for one, equal, lone in zip(met, same, alone, strict=True):
            if not one or one * whole == lone:
                cells.append(Cell(None, None, None, 0))
            else:
                apart = one * (whole - one)
                cells.append(_chance(one - equal, one, apart, one * whole - lone, one // self.scale))
        return cells


def _chance(observed: int, observable: int, expected: int, expectable: int, n: int) -> Cell:
    """From whole numbers as long as possible, so that nothing expected is exactly nothing."""
    return of_chance(observed / observable, expected / expectable if expectable else 0, n)


def unitizing_alphas(texts: Iterable[tuple[Sequence[Sequence[Segment]], int]]) -> Unitizing:
    """The u-alpha family over texts: for each, every coder's segments (sorted, disjoint) and its length.

    Worked example: Krippendorff 2019, figure 12.11 (see `UnitizingMeasures`).
    """
    pieces = [(coders, length) for coders, length in texts if len(coders) > 1]
    scale = scale_for(max((len(coders) for coders, _ in pieces), default=2))
    sums: Counter[Field] = Counter()
    for coders, length in pieces:
        sums.update(unitizing_sums(coders, length=length, scale=scale))
    family = UnitizingMeasures(sums, scale=scale)
    cells = family.measures([sums[field] for field in family.fields])
    found = [unitizing_coefficient(name, cell) for name, cell in zip(family.names, cells, strict=True)]
    return Unitizing(
        u=found[0],
        binary=found[1],
        cu=found[2],
        by_value=dict(zip(family.values, found[3:], strict=True)),
        coverage=_coverage(sums, family.values, scale),
    )


def unitizing_coefficient(name: str, cell: Cell) -> Coefficient:
    """The cell under its name, with the reason where it is undefined."""
    if cell.value is None and not cell.n:
        return msgspec.structs.replace(coefficient(name, cell), reason=NO_UNITS_MET)
    return coefficient(name, cell)


def _coverage(sums: Mapping[Field, int], values: Sequence[str], scale: int) -> dict[str, float]:
    long = {value: sums["length", value] * scale for value in values}
    met = {value: sums["met", value] for value in values}
    shares = {value: met[value] / long[value] for value in values if long[value]}
    whole = sum(long.values()) + sums["length", GAP_VALUE] * scale
    return {"": sum(met.values()) / whole, **shares} if whole else {}
