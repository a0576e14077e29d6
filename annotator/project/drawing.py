"""Samples of a project's articles: drawn by a rule and a seed, so that anybody can draw them again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from annotator.analysis import samples
from annotator.errors import AnnotatorError
from annotator.model.article import ArticleId
from annotator.project.project import Project
from annotator.store import lists

#: By what articles can be parted into strata, beside "variable:…" and "extra:…"; "" is one stratum of all.
STRATA: Final = ("", "outlet", "month", "year", "language", "status")


class Draw(msgspec.Struct, frozen=True, kw_only=True):
    """A rule. `by` says how the size is given, with its `numbers`: "number" (number), "percent" (percent),
    "lacy-riffe" (expected, confidence) or "krippendorff" (probability, alpha, significance, coders).

    With `strata` the shares are proportional, or `equal`; `least` are taken of each stratum first.
    """

    seed: int
    by: str = "number"
    numbers: dict[str, float] = {}
    strata: str = ""
    equal: bool = False
    least: int = 0


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """What was drawn, in the order drawn; of each stratum how many; how the size came about, and by whom."""

    ids: list[ArticleId]
    strata: dict[str, int] = {}
    explanation: str = ""
    source: str = ""
    rule: dict[str, Any] = {}


#: Articles to draw from: uid → id and stratum.
Population = dict[str, tuple[ArticleId, str]]


def population_of(project: Project, ids: Sequence[ArticleId], strata: str = "") -> Population:
    """These articles with the stratum of each."""
    wanted = set(ids)
    with project._core.read() as view:
        rows = lists.article_strata(view, strata)
    return {uid: (key, name) for key, uid, name in rows if key in wanted}


def draw(population: Population, asked: Draw) -> Drawn:
    """Draw from these articles. The same rule draws the same of the same articles, whatever their order, on
    every machine. Raises `AnnotatorError` when there is nothing to draw from, or the rule cannot be.
    """
    if not population:
        raise AnnotatorError("There are no articles to draw from.")
    size = size_of(asked, len(population))
    rule = msgspec.to_builtins(asked) | {"population": len(population), "drawn": "at random"}
    counts: dict[str, int] = {}
    if not asked.strata:
        chosen = samples.random_sample(population, size.units, seed=asked.seed)
    else:
        strata = {uid: name for uid, (_, name) in population.items()}
        if asked.equal:
            drawn = samples.equal_sample(strata, size.units, seed=asked.seed)
        else:
            drawn = samples.stratified_sample(strata, size.units, seed=asked.seed, least=asked.least)
        counts = {name: len(some) for name, some in drawn.items()}
        chosen = [uid for some in drawn.values() for uid in some]
    rule |= {"size": len(chosen)}
    if size.explanation:
        rule |= {"explanation": size.explanation, "source": size.source}
    return Drawn(
        ids=[population[uid][0] for uid in chosen],
        strata=counts,
        explanation=size.explanation,
        source=size.source,
        rule=rule,
    )


def strata_of(population: Population) -> dict[str, int]:
    """How many articles are in each stratum, the largest first."""
    counts = Counter(name for _, name in population.values())
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def size_of(asked: Draw, population: int) -> samples.SampleSize:
    """How many of `population` articles the rule takes. Raises `AnnotatorError`."""
    numbers = asked.numbers
    if asked.by == "number":
        return _plain(min(round(numbers["number"]), population))
    if asked.by == "percent":
        return _plain(max(1, round(population * numbers["percent"] / 100)))
    if asked.by == "lacy-riffe":
        return samples.lacy_riffe_size(
            population, expected=numbers["expected"], confidence=numbers["confidence"]
        )
    if asked.by == "krippendorff":
        size = samples.krippendorff_size(
            probability=numbers["probability"],
            alpha=numbers["alpha"],
            significance=numbers["significance"],
            coders=round(numbers["coders"]),
        )
        if size.units <= population:
            return size
        more = f" There are only {population:,} articles: all of them are taken."
        return msgspec.structs.replace(size, units=population, explanation=size.explanation + more)
    raise AnnotatorError(f"There is no rule “{asked.by}” for the size of a sample.")


def _plain(units: int) -> samples.SampleSize:
    return samples.SampleSize(units=units, explanation="", source="")
