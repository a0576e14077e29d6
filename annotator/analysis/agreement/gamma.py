"""Gamma: agreement on where units are and what they are called, by the best alignment of two coders."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from annotator.analysis.agreement.coefficients import Cell, Coefficient, Field, coefficient, of_chance
from annotator.analysis.agreement.matching import best_pairing
from annotator.model.annotation import Annotation

#: Weights of position and category in the dissimilarity of two units, as in the authors' own software.
POSITION: Final = 3.0
CATEGORY: Final = 1.0

#: Dissimilarities are kept as whole numbers of this part, so that sums are exact.
PART: Final = 1_000_000_000


class Unit(NamedTuple):
    """One unit of one coder: code points, half-open, and its category."""

    start: int
    end: int
    category: str


def units_of(marks: Iterable[Annotation]) -> list[Unit]:
    """The marks as units; a mark of several fragments is the stretch from its first to its last character."""
    return [Unit(mark.start, mark.end, mark.label) for mark in marks]


def dissimilarity(first: Unit, second: Unit) -> float:
    """α d_pos + β d_cat for two units (Mathet et al. 2015, section 4.3), 0 where they are the same.

    d_pos = ((|start difference| + |end difference|) / (length + length))², d_cat = 1 for other categories;
    α is `POSITION`, β is `CATEGORY`, and an empty unit has the dissimilarity 1 from any other.
    """
    apart = abs(first.start - second.start) + abs(first.end - second.end)
    lengths = first.end - first.start + second.end - second.start
    return POSITION * (apart / lengths) ** 2 + CATEGORY * (first.category != second.category)


def disorder(first: Sequence[Unit], second: Sequence[Unit]) -> int:
    """The least disorder of any alignment of two coders' units, in parts of `PART`.

    In an alignment each unit is alone (which costs 1) or meets one unit of the other coder (which costs
    their dissimilarity). The best one is found exactly, as an assignment, as long as `matching.MOST_PAIRS`
    allows.
    """
    gains = {}
    for i, unit in enumerate(first):
        for j, other in enumerate(second):
            gain = 2 * PART - round(PART * dissimilarity(unit, other))
            if gain > 0:
                gains[i, j] = gain
    return PART * (len(first) + len(second)) - sum(gains[pair] for pair in best_pairing(gains))


def gamma_sums(
    first: Sequence[Unit], second: Sequence[Unit], *, length: int, samples: int, seed: str
) -> dict[Field, int]:
    """What one text of `length` code points adds to `GammaMeasures`.

    The disorder by chance is the mean of `samples` random texts (section 5.2 of the paper): each of the two
    coders' work in them is that of one of the two, drawn at random and shifted around the text by a random
    distance, the two distances at least half a unit's mean length apart. The same seed gives the same
    samples.
    """
    units = len(first) + len(second)
    if not units:
        return {}
    draw = random.Random(seed)
    least = sum(unit.end - unit.start for unit in (*first, *second)) / units / 2
    by_chance = 0
    for _ in range(samples):
        one, other = _distances(draw, length, least)
        by_chance += disorder(
            _shifted(draw.choice((first, second)), one, length),
            _shifted(draw.choice((first, second)), other, length),
        )
    return {("units",): units, ("disorder",): disorder(first, second), ("chance",): by_chance // samples}


def _distances(draw: random.Random, length: int, least: float) -> tuple[int, int]:
    one = draw.randrange(length)
    apart = [at for at in ((0, one - least), (one + least, length)) if at[0] < at[1]]
    if not apart:
        return one, draw.randrange(length)
    start, end = draw.choices(apart, weights=[end - start for start, end in apart])[0]
    return one, int(draw.uniform(start, end))


def _shifted(units: Sequence[Unit], distance: int, length: int) -> list[Unit]:
    """The units moved along; those that would start behind the end come in again at the beginning."""
    moved = []
    for unit in units:
        by = distance - length if unit.start + distance >= length else distance
        moved.append(Unit(unit.start + by, unit.end + by, unit.category))
    return moved


class GammaMeasures:
    """Gamma from sums over texts and pairs of coders: 1 − disorder / disorder by chance.

    Source: Mathet, Widlöcher & Métivier (2015), "The unified and holistic method gamma (γ) for
    inter-annotator agreement measure and alignment", Computational Linguistics 41(3):437-479. For two coders
    and one text it is their gamma; several texts count by their disorder. For more than two coders it is
    taken over the pairs, because the best alignment of many coders at once is not to be had exactly in
    reasonable time; it is therefore not the same number as theirs for three coders or more.
    """

    fields: tuple[Field, ...] = (("units",), ("disorder",), ("chance",))
    names = ("gamma",)

    def measures(self, sums: Sequence[int]) -> list[Cell]:
        """Gamma; the disagreements are the disorder for each unit, `n` counts units in pairs of coders."""
        units, found, by_chance = sums
        if not units:
            return [Cell(None, None, None, 0)]
        return [of_chance(found / PART / units, by_chance / PART / units, units)]


def gamma(
    texts: Iterable[tuple[Sequence[Unit], Sequence[Unit], int]], *, samples: int = 30, seed: int = 1
) -> Coefficient:
    """Gamma of two coders over texts: each the units of both and its length in code points."""
    family = GammaMeasures()
    sums = dict.fromkeys(family.fields, 0)
    for number, (first, second, length) in enumerate(texts):
        found = gamma_sums(first, second, length=length, samples=samples, seed=f"{seed}/{number}")
        for field, amount in found.items():
            sums[field] += amount
    return coefficient("gamma", family.measures([sums[field] for field in family.fields])[0])
