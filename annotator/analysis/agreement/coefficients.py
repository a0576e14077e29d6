"""Coefficients of agreement over categories: alpha, kappa, pi, AC1 and plain percent, with missing values."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import accumulate, combinations
from typing import Final, Literal, NamedTuple

import msgspec

from annotator.errors import AnnotatorError

#: One coder's value of one unit: a category, or (for interval and ratio data) a number.
Value = str | float

Level = Literal["nominal", "ordinal", "interval", "ratio"]

#: A sum kept for each article, so that a bootstrap round only adds sums up.
Field = tuple[Hashable, ...]

NO_UNITS: Final = "Undefined: no unit has values of two coders."
NO_VARIATION: Final = "Undefined: all values are the same, so chance alone would agree as well."


class Cell(NamedTuple):
    """One figure: its value (None where undefined), observed and expected disagreement, number of units."""

    value: float | None
    observed: float | None
    expected: float | None
    n: int


class Coefficient(msgspec.Struct, frozen=True, kw_only=True):
    """One coefficient of agreement: 1 − observed / expected disagreement.

    `n` counts the units that have at least two values. `value` is None where the coefficient is undefined;
    `reason` then says why, in one sentence. `expected` is None for percent agreement, which has no chance.
    """

    name: str
    value: float | None
    observed: float | None
    expected: float | None
    n: int
    reason: str = ""


def coefficient(name: str, cell: Cell) -> Coefficient:
    """The cell under its name, with the reason where it is undefined."""
    reason = "" if cell.value is not None else NO_VARIATION if cell.n else NO_UNITS
    return Coefficient(
        name=name, value=cell.value, observed=cell.observed, expected=cell.expected, n=cell.n, reason=reason
    )


def of_chance(observed: float, expected: float, n: int) -> Cell:
    """1 − observed / expected disagreement; undefined where nothing is expected to disagree."""
    return Cell(1 - observed / expected if expected else None, observed, expected, n)


def scale_for(coders: int) -> int:
    """The factor that makes the shares of up to `coders` values a unit whole numbers, so that sums are exact.

    The shares are 1/m, 1/(m − 1) and 1/(m (m − 1)) for m values in a unit.
    """
    return math.lcm(*range(1, max(coders, 2) + 1))


def unit_sums(values: Sequence[Value], *, scale: int, pairs: bool = False) -> dict[Field, int]:
    """What one unit (the values that its coders gave) adds to each field of `UnitMeasures`.

    `pairs` adds the coincidences of different values, which only ordered levels need.
    """
    m = len(values)
    if not m:
        return {}
    counts = Counter(values)
    sums: dict[Field, int] = {("units",): 1}
    for value, count in counts.items():
        sums["share", value] = scale // m * count
    if m == 1:
        return sums
    agreeing = sum(count * (count - 1) for count in counts.values())
    sums["paired",] = 1
    sums["agree",] = scale // (m * (m - 1)) * agreeing
    sums["same",] = scale // (m - 1) * agreeing
    for value, count in counts.items():
        sums["count", value] = count
    if pairs:
        for one, other in combinations(counts, 2):
            sums["pair", *sorted((one, other), key=_rank)] = scale // (m - 1) * counts[one] * counts[other]
    return sums


class UnitMeasures:
    """Agreement of any number of coders on units, from sums over the units.

    Units may have any number of values; those with one value count only for the shares of the categories
    (as in Gwet 2014) and not at all for alpha. `measures` gives, in the order of `names`:

    - Krippendorff's alpha (Krippendorff 2011, "Computing Krippendorff's alpha-reliability", section E):
      coincidences o_ck = Σ_u pairs(c, k) / (m_u − 1), D_o = Σ o_ck δ²_ck / n,
      D_e = Σ n_c n_k δ²_ck / (n (n − 1));
    - Fleiss' kappa (Fleiss 1971) with Gwet's (2014, "Handbook of Inter-Rater Reliability", 4th ed.)
      generalisation to missing values: p_a = mean of Σ_k r_ik (r_ik − 1) / (r_i (r_i − 1)),
      π_k = mean of r_ik / r_i, p_e = Σ π_k²;
    - Gwet's AC1 (Gwet 2008): the same p_a, p_e = Σ π_k (1 − π_k) / (q − 1) for q categories in use;
    - percent agreement, p_a itself.
    """

    def __init__(
        self, fields: Iterable[Field], *, scale: int, level: Level = "nominal", order: Sequence[Value] = ()
    ) -> None:
        values = {field[1] for field in fields if field[0] == "share"}
        self.values: list[Value] = sorted(values, key=_order_key(order))  # type: ignore[arg-type]
        self.level = level
        self.scale = scale
        self.pairs: list[tuple[int, int]] = []
        self.fields: list[Field] = [("units",), ("paired",), ("agree",), ("same",)]
        self.fields += [("share", value) for value in self.values]
        self.fields += [("count", value) for value in self.values]
        if level != "nominal":
            places = {value: place for place, value in enumerate(self.values)}
            kept = [field for field in fields if field[0] == "pair"]
            self.pairs = [(places[one], places[other]) for _, one, other in kept]  # type: ignore[index]
            self.fields += kept
        self.names = (f"Krippendorff's alpha ({level})", "Fleiss' kappa", "Gwet's AC1", "percent agreement")

    def measures(self, sums: Sequence[int]) -> list[Cell]:
        """The coefficients, given the sums of `fields` in their order."""
        units, paired, agree, same = sums[:4]
        if not paired:
            return [Cell(None, None, None, 0)] * 4
        q = len(self.values)
        shares = [share / (self.scale * units) for share in sums[4 : 4 + q]]
        squares = sum(share * share for share in shares)
        disagree = 1 - agree / (self.scale * paired)
        return [
            self._alpha(sums[4 + q : 4 + 2 * q], same, sums[4 + 2 * q :], paired),
            of_chance(disagree, 1 - squares, paired),
            of_chance(disagree, 1 - (1 - squares) / (q - 1) if q > 1 else 0, paired),
            Cell(1 - disagree, disagree, None, paired),
        ]

    def _alpha(self, counts: Sequence[int], same: int, pairs: Sequence[int], paired: int) -> Cell:
        n = sum(counts)
        if self.level == "nominal":
            observed = 1 - same / self.scale / n
            expected = (n * n - sum(count * count for count in counts)) / (n * (n - 1))
        else:
            delta = _DELTAS[self.level](self.values, counts)
            sums = zip(self.pairs, pairs, strict=True)
            observed = 2 * sum(pair * delta(c, k) for (c, k), pair in sums) / self.scale / n
            used = [place for place, count in enumerate(counts) if count]
            expected = 2 * sum(counts[c] * counts[k] * delta(c, k) for c, k in combinations(used, 2))
            expected /= n * (n - 1)
        return of_chance(observed, expected, paired)


def pair_sums(first: Value, second: Value) -> tuple[Field, ...]:
    """The fields of `PairMeasures` that one unit with values of two coders raises by one."""
    fields: tuple[Field, ...] = (("n",), ("first", first), ("second", second))
    return (*fields, ("agree",)) if first == second else fields


class PairMeasures:
    """Agreement of two named coders on units that both gave a value, from sums over the units.

    `measures` gives, in the order of `names`: Cohen's kappa (Cohen 1960: p_e = Σ p_k1 p_k2), Scott's pi
    (Scott 1955: p_e = Σ ((p_k1 + p_k2) / 2)²), Gwet's AC1 (Gwet 2008), Krippendorff's nominal alpha, which
    for two coders is pi corrected for n, and percent agreement.
    """

    names = (
        "Cohen's kappa",
        "Scott's pi",
        "Gwet's AC1",
        "Krippendorff's alpha (nominal)",
        "percent agreement",
    )

    def __init__(self, fields: Iterable[Field]) -> None:
        values = {field[1] for field in fields if field[0] in {"first", "second"}}
        self.values: list[Value] = sorted(values, key=_rank)  # type: ignore[arg-type]
        self.fields: list[Field] = [("n",), ("agree",)]
        self.fields += [(who, value) for who in ("first", "second") for value in self.values]

    def measures(self, sums: Sequence[int]) -> list[Cell]:
        """The coefficients, given the sums of `fields` in their order."""
        n, agree = sums[:2]
        if not n:
            return [Cell(None, None, None, 0)] * 5
        q = len(self.values)
        firsts, seconds = sums[2 : 2 + q], sums[2 + q :]
        products = sum(one * other for one, other in zip(firsts, seconds, strict=True)) / (n * n)
        both = [one + other for one, other in zip(firsts, seconds, strict=True)]
        squares = sum(count * count for count in both)
        pooled = squares / (4 * n * n)
        disagree = 1 - agree / n
        return [
            of_chance(disagree, 1 - products, n),
            of_chance(disagree, 1 - pooled, n),
            of_chance(disagree, 1 - (1 - pooled) / (q - 1) if q > 1 else 0, n),
            of_chance(disagree, (4 * n * n - squares) / (2 * n * (2 * n - 1)), n),
            Cell(1 - disagree, disagree, None, n),
        ]


def krippendorff_alpha(
    units: Iterable[Iterable[Value | None]], *, level: Level = "nominal", order: Sequence[Value] = ()
) -> Coefficient:
    """Krippendorff's alpha of units, each the values that its coders gave; None is a missing value.

    `order` gives the categories of an ordinal scale from low to high; without it they are sorted.
    Worked example: Krippendorff 2011, "Computing Krippendorff's alpha-reliability", section C to E:
    .743 nominal, .815 ordinal, .849 interval, .797 ratio.

    Raises `AnnotatorError` for values below zero on a ratio scale.
    """
    return _of_units(units, 0, level=level, order=order)


def fleiss_kappa(units: Iterable[Iterable[Value | None]]) -> Coefficient:
    """Fleiss' kappa of units with any number of values each; None is a missing value.

    Worked examples: Fleiss 1971, table 1, thirty patients by six psychiatrists: .430; the ten subjects by
    fourteen raters of the encyclopaedias: .210.
    """
    return _of_units(units, 1)


def gwet_ac1(units: Iterable[Iterable[Value | None]]) -> Coefficient:
    """Gwet's AC1 of units with any number of values each, over the categories in use; None is missing.

    Worked example: Gwet 2014, four raters and twelve units with missing values: .77544.
    """
    return _of_units(units, 2)


def percent_agreement(units: Iterable[Iterable[Value | None]]) -> Coefficient:
    """The share of agreeing pairs of values, averaged over the units with at least two values."""
    return _of_units(units, 3)


def cohen_kappa(pairs: Iterable[tuple[Value | None, Value | None]]) -> Coefficient:
    """Cohen's kappa of two coders; pairs with a missing value (None) are left out.

    Worked example: Cohen 1960, two judges of 200 patients: .492.
    """
    return _of_pairs(pairs, 0)


def scott_pi(pairs: Iterable[tuple[Value | None, Value | None]]) -> Coefficient:
    """Scott's pi (1955) of two coders; pairs with a missing value (None) are left out.

    Worked example: Artstein & Poesio 2008, "Inter-coder agreement for computational linguistics", table 1
    to 4, a hundred utterances: .7995 (Cohen's kappa of the same: .8013).
    """
    return _of_pairs(pairs, 1)


def _of_units(
    units: Iterable[Iterable[Value | None]],
    which: int,
    *,
    level: Level = "nominal",
    order: Sequence[Value] = (),
) -> Coefficient:
    rated = [[value for value in unit if value is not None] for unit in units]
    scale = scale_for(max(map(len, rated), default=2))
    sums: Counter[Field] = Counter()
    for values in rated:
        sums.update(unit_sums(values, scale=scale, pairs=level != "nominal"))
    family = UnitMeasures(sums, scale=scale, level=level, order=order)
    cells = family.measures([sums[field] for field in family.fields])
    return coefficient(family.names[which], cells[which])


def _of_pairs(pairs: Iterable[tuple[Value | None, Value | None]], which: int) -> Coefficient:
    sums: Counter[Field] = Counter()
    for first, second in pairs:
        if first is not None and second is not None:
            sums.update(pair_sums(first, second))
    family = PairMeasures(sums)
    return coefficient(family.names[which], family.measures([sums[field] for field in family.fields])[which])


def _rank(value: Value) -> tuple[bool, float, str]:
    """Numbers before words, so that a mixed list still has one order."""
    return (True, 0.0, value) if isinstance(value, str) else (False, value, "")


def _order_key(order: Sequence[Value]) -> Callable[[Value], tuple[int, tuple[bool, float, str]]]:
    places: Mapping[Value, int] = {value: place for place, value in enumerate(order)}
    return lambda value: (places.get(value, len(places)), _rank(value))


#: δ² of two places in the list of values, given the values and how often each occurs.
_Delta = Callable[[int, int], float]


def _ordinal(values: Sequence[Value], counts: Sequence[int]) -> _Delta:
    """(Σ_{g=c..k} n_g − (n_c + n_k) / 2)² (Krippendorff 2011)."""
    upto = list(accumulate(counts, initial=0))

    def delta(c: int, k: int) -> float:
        low, high = min(c, k), max(c, k)
        between = upto[high + 1] - upto[low] - (counts[c] + counts[k]) / 2
        return between * between

    return delta


def _interval(values: Sequence[Value], counts: Sequence[int]) -> _Delta:
    numbers = [float(value) for value in values]
    return lambda c, k: (numbers[c] - numbers[k]) ** 2


def _ratio(values: Sequence[Value], counts: Sequence[int]) -> _Delta:
    numbers = [float(value) for value in values]
    if any(number < 0 for number in numbers):
        raise AnnotatorError("A ratio scale has no values below zero. Choose the interval level.")
    return lambda c, k: ((numbers[c] - numbers[k]) / (numbers[c] + numbers[k])) ** 2


_DELTAS: Final[Mapping[str, Callable[[Sequence[Value], Sequence[int]], _Delta]]] = {
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}
