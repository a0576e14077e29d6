"""Samples: articles drawn at random with a seed, how many are needed for reliability, and who codes what."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from statistics import NormalDist
from typing import Final, TypeVar

import msgspec

from annotator.errors import AnnotatorError

_Key = TypeVar("_Key", bound=Hashable)


class SampleSize(msgspec.Struct, frozen=True, kw_only=True):
    """How many units a rule asks for; `explanation` has the rule with its numbers, `source` who gave it."""

    units: int
    explanation: str
    source: str


#: Standard errors behind the tables of Lacy & Riffe: a margin of 5 points, one-sided, at 95 % (1.64, which
#: they round to .03) and at 99 % (2.33).
_STANDARD_ERRORS: Final[Mapping[float, float]] = {0.95: 0.03, 0.99: 0.05 / 2.33}


def lacy_riffe_size(population: int, *, expected: float = 0.9, confidence: float = 0.95) -> SampleSize:
    """How many of `population` articles two coders should both code, to trust their percent agreement.

    n = ((N − 1) SE² + P Q N) / ((N − 1) SE² + P Q), where P is the agreement `expected` in the population
    (5 points above the least acceptable), Q = 1 − P, and SE = .05 / z one-sided for a `confidence` of .95 or
    .99. Source: Lacy & Riffe (1996), "Sampling error and selecting intercoder reliability samples for
    nominal content categories", Journalism & Mass Communication Quarterly 73(4):963-973; their example: 92
    of 1,000 for P = .90. Rounded up. Raises `AnnotatorError` for other values.
    """
    if population < 1 or not 0.5 <= expected < 1:
        raise AnnotatorError("The expected agreement is a share from .50 up to, but not, 1 of some articles.")
    if confidence not in _STANDARD_ERRORS:
        raise AnnotatorError("Lacy and Riffe give sizes for a confidence of .95 and of .99.")
    error = _STANDARD_ERRORS[confidence]
    spread = expected * (1 - expected)
    square = (population - 1) * error * error
    units = min(population, _up((square + spread * population) / (square + spread)))
    return SampleSize(
        units=units,
        explanation=(
            f"n = ((N − 1) · SE² + P·Q·N) / ((N − 1) · SE² + P·Q) with N = {population:,} articles, "
            f"P = {expected:g} (agreement expected in all of them), Q = {1 - expected:g} and "
            f"SE = {error:.4g} (five points, one-sided, {confidence:.0%} confidence): {units:,} articles, "
            "drawn at random and coded by both coders."
        ),
        source="Lacy, S., & Riffe, D. (1996). Sampling error and selecting intercoder reliability samples "
        "for nominal content categories. Journalism & Mass Communication Quarterly, 73(4), 963–973.",
    )


def krippendorff_size(
    *, probability: float, alpha: float = 0.8, significance: float = 0.05, coders: int = 2
) -> SampleSize:
    """How many units are needed so that a value of that `probability` can be shown to reach `alpha`.

    N = m z² ((1 + α)(3 − α) / (4 (1 − α) p (1 − p)) − α), where p is the probability of the rarest value
    that matters (for k values used equally often 1 / k), z the one-sided normal deviate of the
    `significance` and m the number of `coders`. Source: Krippendorff (2019), "Content Analysis", 4th ed.,
    section 12.4, after Bloch & Kraemer (1989), eq. 3.7; worked example: p = .25, α = .800 at .05: 139; at
    α = .667: 81. Rounded up. Raises `AnnotatorError` for values outside 0..1 and fewer than two coders.
    """
    if not (0 < probability < 1 and 0 < alpha < 1 and 0 < significance < 1 and coders > 1):
        raise AnnotatorError(
            "Probability, alpha and significance lie between 0 and 1, for two coders or more."
        )
    z = NormalDist().inv_cdf(1 - significance)
    spread = 4 * (1 - alpha) * probability * (1 - probability)
    units = _up(coders * z * z * ((1 + alpha) * (3 - alpha) / spread - alpha))
    return SampleSize(
        units=units,
        explanation=(
            f"N = m · z² · ((1 + α)(3 − α) / (4 (1 − α) · p (1 − p)) − α) with m = {coders} coders, "
            f"α = {alpha:g} (the least acceptable), p = {probability:g} (the share of the rarest value) and "
            f"z = {z:.3f} (significance {significance:g}): {units:,} units."
        ),
        source="Krippendorff, K. (2019). Content analysis: An introduction to its methodology (4th ed.). "
        "Sage.",
    )


def _up(units: float) -> int:
    """Rounded up, but not for what is only an error of calculation."""
    return math.ceil(units - 1e-9)


def shuffled(uids: Iterable[str], seed: int) -> list[str]:
    """The uids in an order that depends on the seed and on each uid alone.

    So it is the same on every machine and whatever order they come in, and an article that is added later
    leaves the order of the others as it was. Doubled uids count once.
    """
    return sorted(set(uids), key=lambda uid: hashlib.sha256(f"{seed}\0{uid}".encode()).digest())


def random_sample(uids: Iterable[str], size: int, *, seed: int) -> list[str]:
    """`size` uids drawn at random, in the order drawn (all of them where there are fewer).

    A larger sample with the same seed begins with the smaller one, so that it can be extended.
    """
    return shuffled(uids, seed)[: max(size, 0)]


def stratified_sample(
    strata: Mapping[str, _Key], size: int, *, seed: int, least: int = 0
) -> dict[_Key, list[str]]:
    """`size` uids drawn at random so that each stratum has its share: stratum → uids, in the order drawn.

    `strata` says in which stratum (outlet, year, label …) each uid is. Shares are rounded by largest
    remainder; `least` are taken of each stratum first, as far as it has them.
    """
    members: dict[_Key, list[str]] = defaultdict(list)
    for uid in shuffled(strata, seed):
        members[strata[uid]].append(uid)
    order = sorted(members, key=lambda one: (-len(members[one]), str(one)))
    taken = {one: min(least, len(members[one])) for one in order}
    left = min(max(size, 0), len(strata)) - sum(taken.values())
    if left > 0:
        room = {one: len(members[one]) - taken[one] for one in order}
        for one, more in _shares(room, left).items():
            taken[one] += more
    return {one: members[one][: taken[one]] for one in order}


def equal_sample(strata: Mapping[str, _Key], size: int, *, seed: int) -> dict[_Key, list[str]]:
    """`size` uids drawn at random, as many of each stratum as of any other: stratum → uids.

    Each in the order drawn. A stratum that has fewer gives all it has, and the others make up for it. Where
    the size does not part evenly, the largest strata give one more.
    """
    members: dict[_Key, list[str]] = defaultdict(list)
    for uid in shuffled(strata, seed):
        members[strata[uid]].append(uid)
    order = sorted(members, key=lambda one: (-len(members[one]), str(one)))
    taken = dict.fromkeys(order, 0)
    left = min(max(size, 0), len(strata))
    open_ones = order
    while left:
        each = left // len(open_ones)
        # the last few: one more to those that have least, of equals to the largest
        receiving = open_ones if each else sorted(open_ones, key=lambda one: taken[one])[:left]
        for one in receiving:
            part = min(max(each, 1), len(members[one]) - taken[one])
            taken[one] += part
            left -= part
        open_ones = [one for one in open_ones if taken[one] < len(members[one])]
    return {one: members[one][: taken[one]] for one in order}


def _shares(room: Mapping[_Key, int], size: int) -> dict[_Key, int]:
    """`size` divided in proportion to the numbers, none above its number, by largest remainder."""
    whole = sum(room.values())
    exact = {one: size * count / whole for one, count in room.items()}
    shares = {one: math.floor(part) for one, part in exact.items()}
    rest = sorted(room, key=lambda one: shares[one] - exact[one])
    for one in rest[: size - sum(shares.values())]:
        shares[one] += 1
    return shares


def deal(
    uids: Iterable[str], coders: Sequence[str], *, shared: int, seed: int, together: int = 0
) -> dict[str, list[str]]:
    """Who codes what: `shared` articles, drawn at random, go to several coders, the rest to one each.

    A shared article goes to `together` coders (0: to all), in turn, so that every pair meets as evenly as
    can be; the rest is dealt out evenly. Each coder's list is in an order of its own, so that shared
    articles are not coded at the same time by all. Raises `AnnotatorError` without coders, or when more are
    to share an article than there are.
    """
    if not coders or len(set(coders)) < len(coders):
        raise AnnotatorError("Name each coder once, and at least one.")
    number = together or len(coders)
    if not 1 <= number <= len(coders):
        raise AnnotatorError(f"An article cannot be shared by {number} of {len(coders)} coders.")
    drawn = shuffled(uids, seed)
    hands: dict[str, list[str]] = {coder: [] for coder in coders}
    met: Counter[frozenset[str]] = Counter()
    for uid in drawn[: max(shared, 0)]:
        for coder in _partners(coders, number, hands, met):
            hands[coder].append(uid)
    for uid in drawn[max(shared, 0) :]:
        least = min(coders, key=lambda coder: len(hands[coder]))
        hands[least].append(uid)
    return {
        coder: sorted(some, key=lambda uid: hashlib.sha256(f"{seed}\0{coder}\0{uid}".encode()).digest())
        for coder, some in hands.items()
    }


def _partners(
    coders: Sequence[str],
    number: int,
    hands: Mapping[str, Sequence[str]],
    met: Counter[frozenset[str]],
) -> list[str]:
    """The coders of one shared article: those with least work, who have met least often."""
    chosen = [min(coders, key=lambda coder: len(hands[coder]))]
    while len(chosen) < number:
        others = [coder for coder in coders if coder not in chosen]
        chosen.append(
            min(
                others,
                key=lambda coder: (sum(met[frozenset((coder, one))] for one in chosen), len(hands[coder])),
            )
        )
    met.update(frozenset((one, other)) for place, one in enumerate(chosen) for other in chosen[:place])
    return chosen
