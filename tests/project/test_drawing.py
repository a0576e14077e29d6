"""Samples of a project: the rule and the seed say it all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.errors import AnnotatorError
from annotator.project import Project
from annotator.project.drawing import Draw, draw, population_of, size_of, strata_of
from tests.projects import new_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Twenty articles: twelve of A, six of B, two of nobody; two months."""
    made = new_project(tmp_path, *(f"Teks nomor {number}." for number in range(20)))
    for place, key in enumerate(made.articles.ids()):
        outlet = "A" if place < 12 else "B" if place < 18 else ""
        made.articles.edit(
            key, outlet=outlet, published=f"2025-0{place % 2 + 1}-03", extra={"wave": str(place % 4)}
        )
    made.articles.set_variable(made.articles.ids()[0], made.scheme.variables[0].name, "news")
    yield made
    made.close()


def test_the_same_seed_draws_the_same_articles_whatever_their_order(project: Project) -> None:
    ids = project.articles.ids()
    asked = Draw(seed=7, numbers={"number": 5})
    first = draw(population_of(project, ids), asked)
    again = draw(dict(reversed(population_of(project, ids[::-1]).items())), asked)
    assert first.ids == again.ids
    assert len(set(first.ids)) == 5
    assert draw(population_of(project, ids), Draw(seed=8, numbers={"number": 5})).ids != first.ids
    larger = draw(population_of(project, ids), Draw(seed=7, numbers={"number": 9}))
    assert larger.ids[:5] == first.ids


def test_the_set_keeps_the_rule_by_which_it_can_be_drawn_again(project: Project) -> None:
    ids = project.articles.ids()
    asked = Draw(seed=11, by="percent", numbers={"percent": 25}, strata="outlet", least=1)
    drawn = draw(population_of(project, ids, "outlet"), asked)
    made = project.sets.make("Pilot", drawn.ids, drawn.rule)
    rule = project.sets.get(made.uid).rule
    again = Draw(**{name: rule[name] for name in ("seed", "by", "numbers", "strata", "equal", "least")})
    assert sorted(draw(population_of(project, ids, "outlet"), again).ids) == project.sets.ids(made.uid)
    assert (rule["population"], rule["size"]) == (20, 5)


@pytest.mark.parametrize(
    ("strata", "equal", "counts"),
    [
        ("outlet", False, {"A": 6, "B": 3, "": 1}),
        ("outlet", True, {"A": 4, "B": 4, "": 2}),
        ("month", False, {"2025-01": 5, "2025-02": 5}),
        ("year", True, {"2025": 10}),
        ("extra:wave", True, {"0": 3, "1": 3, "2": 2, "3": 2}),
        ("status", False, {"new": 10}),
    ],
)
def test_strata_get_their_share(project: Project, strata: str, equal: bool, counts: dict[str, int]) -> None:
    population = population_of(project, project.articles.ids(), strata)
    drawn = draw(population, Draw(seed=3, numbers={"number": 10}, strata=strata, equal=equal))
    assert drawn.strata == counts
    held = Counter(name for key, name in population.values() if key in drawn.ids)
    assert dict(held) == counts


def test_a_variable_can_part_the_articles(project: Project) -> None:
    by = f"variable:{project.scheme.variables[0].name}"
    assert strata_of(population_of(project, project.articles.ids(), by)) == {"": 19, "news": 1}


def test_a_rule_of_reliability_says_its_numbers_and_its_source(project: Project) -> None:
    drawn = draw(
        population_of(project, project.articles.ids()),
        Draw(seed=1, by="lacy-riffe", numbers={"expected": 0.9, "confidence": 0.95}),
    )
    assert "N = 20" in drawn.explanation
    assert drawn.rule["source"].startswith("Lacy")
    size = size_of(
        Draw(
            seed=1,
            by="krippendorff",
            numbers={"probability": 0.25, "alpha": 0.8, "significance": 0.05, "coders": 2},
        ),
        1000,
    )
    assert size.units == 139


def test_more_than_there_are_takes_all_and_says_so(project: Project) -> None:
    numbers = {"probability": 0.25, "alpha": 0.8, "significance": 0.05, "coders": 2}
    size = size_of(Draw(seed=1, by="krippendorff", numbers=numbers), 20)
    assert size.units == 20
    assert "only 20 articles" in size.explanation


def test_what_cannot_be_drawn_is_refused(project: Project) -> None:
    with pytest.raises(AnnotatorError, match="no articles"):
        draw({}, Draw(seed=1, numbers={"number": 3}))
    with pytest.raises(AnnotatorError, match="no rule"):
        size_of(Draw(seed=1, by="dice"), 10)
