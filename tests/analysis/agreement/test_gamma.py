"""Gamma's dissimilarity against a published disorder, and its alignment against trying everything."""

from __future__ import annotations

import random
from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.agreement import agreement
from annotator.analysis.agreement.gamma import (
    PART,
    Unit,
    _distances,
    _shifted,
    disorder,
    dissimilarity,
    gamma,
    gamma_sums,
    units_of,
)
from annotator.analysis.report import methods_paragraph
from tests.analysis.agreement.making import SCHEME, article, mark

#: "AlexPaulSuzan.csv" of pygamma-agreement (MIT): the example of the authors' software.
ALEX = [("1", 2, 9), ("2", 11, 17), ("5", 24, 30), ("6", 32, 36), ("6", 36, 44), ("7", 44, 60)]
PAUL = [("1", 2, 9), ("3", 11, 17), ("5", 19, 25), ("6", 32, 44)]
SUZAN = [("1", 2, 9), ("4", 11, 17), ("5", 21, 27), ("6", 32, 36), ("6", 36, 40), ("6", 40, 44)]


def units(rows: list[tuple[str, int, int]]) -> list[Unit]:
    return [Unit(start, end, category) for category, start, end in rows]


def least_disorder(coders: list[list[Unit]]) -> float:
    """The disorder of the best alignment of any number of coders, by trying all of them."""
    all_units = [(coder, unit) for coder, own in enumerate(coders) for unit in own]
    pairs = len(coders) * (len(coders) - 1) / 2

    @cache
    def best(left: frozenset[int]) -> float:
        if not left:
            return 0.0
        first = min(left)
        choices: list[list[int | None]] = [
            [first] if coder == all_units[first][0] else [None] for coder in range(len(coders))
        ]
        for other in left:
            if all_units[other][0] != all_units[first][0]:
                choices[all_units[other][0]].append(other)
        found = []
        for chosen in product(*choices):
            present = [one for one in chosen if one is not None]
            between = [
                dissimilarity(all_units[one][1], all_units[other][1])
                for place, one in enumerate(present)
                for other in present[place + 1 :]
            ]
            cost = (sum(between) + pairs - len(between)) / pairs
            if cost <= len(present):
                found.append(cost + best(left - set(present)))
        return min(found)

    return best(frozenset(range(len(all_units))))


def test_the_disorder_of_three_coders_is_that_of_pygamma_agreement() -> None:
    # tests/test_gammas.py there: best_alignment.disorder == 0.96 (to 1 %), for each unit of the mean coder
    coders = [units(ALEX), units(PAUL), units(SUZAN)]
    assert least_disorder(coders) / (16 / 3) == pytest.approx(0.960625)


@pytest.mark.parametrize(("first", "second"), [(ALEX, PAUL), (ALEX, SUZAN), (PAUL, SUZAN)])
def test_two_coders_are_aligned_with_the_least_disorder(
    first: list[tuple[str, int, int]], second: list[tuple[str, int, int]]
) -> None:
    found = disorder(units(first), units(second)) / PART
    assert found == pytest.approx(least_disorder([units(first), units(second)]), abs=1e-6)


made = st.lists(
    st.builds(
        lambda start, long, category: Unit(start, start + long, category),
        st.integers(0, 20),
        st.integers(1, 9),
        st.sampled_from("ab"),
    ),
    max_size=4,
)


@given(made, made)
def test_any_two_coders_are_aligned_with_the_least_disorder(first: list[Unit], second: list[Unit]) -> None:
    assert disorder(first, second) / PART == pytest.approx(least_disorder([first, second]), abs=1e-6)
    assert disorder(first, second) == disorder(second, first)
    assert disorder(first, first) == 0


def test_equal_units_have_no_dissimilarity_and_another_category_costs_one() -> None:
    assert dissimilarity(Unit(0, 10, "a"), Unit(0, 10, "a")) == 0
    assert dissimilarity(Unit(0, 10, "a"), Unit(0, 10, "b")) == 1
    assert dissimilarity(Unit(0, 10, "a"), Unit(5, 15, "a")) == pytest.approx(3 * (10 / 20) ** 2)


def test_gamma_of_equal_work_is_one_and_of_no_work_undefined() -> None:
    assert gamma([(units(PAUL), units(PAUL), 60)]).value == 1
    nothing = gamma([([], [], 60)])
    assert nothing.value is None
    assert nothing.n == 0


def test_gamma_lies_where_the_published_example_lies() -> None:
    # pygamma-agreement: .44 to .47 for the three coders at once; over pairs it is close to that
    pairs = [(ALEX, PAUL), (ALEX, SUZAN), (PAUL, SUZAN)]
    found = gamma([(units(one), units(other), 60) for one, other in pairs], samples=200)
    assert found.value is not None
    assert 0.4 < found.value < 0.6
    assert found.value == gamma([(units(one), units(other), 60) for one, other in pairs], samples=200).value


def test_random_work_has_a_gamma_near_zero() -> None:
    first = [Unit(at, at + 10, "a") for at in range(0, 1000, 100)]
    texts = [(first, _shifted(first, by, 1000), 1000) for by in range(0, 1000, 37)]
    found = gamma(texts, samples=60)
    assert found.value == pytest.approx(0, abs=0.15)


def test_shifted_units_come_in_again_at_the_beginning() -> None:
    assert _shifted([Unit(0, 10, "a"), Unit(50, 60, "b")], 45, 90) == [Unit(45, 55, "a"), Unit(5, 15, "b")]


@given(st.integers(1, 50), st.floats(0, 30), st.integers())
def test_the_two_shifts_are_apart_where_the_text_has_room(length: int, least: float, seed: int) -> None:
    one, other = _distances(random.Random(seed), length, least)
    assert 0 <= one < length
    assert 0 <= other <= length
    assert abs(one - other) > least - 1 or least > one or least > length - one


def test_a_mark_of_several_fragments_is_one_unit_from_first_to_last() -> None:
    assert units_of([mark("A", "claim", (5, 10), (20, 30))]) == [Unit(5, 30, "claim")]


def test_a_text_without_units_adds_nothing() -> None:
    assert gamma_sums([], [], length=10, samples=3, seed="x") == {}


def test_the_report_has_gamma_when_it_is_asked_for() -> None:
    coders = ("Ani", "Budi", "Cici")
    records = [
        article(
            *(
                mark(coder, "claim", (at, at + 9 + place))
                for place, coder in enumerate(coders)
                for at in (5, 40)
            ),
            uid=f"a{number}",
        )
        for number in range(3)
    ]
    report = agreement(records, coders=coders, scheme=SCHEME, rounds=10, gamma_samples=20)
    figure = report.figure("alignment", "", "gamma")
    assert figure is not None
    assert figure.value is not None
    assert figure.value > 0.8
    assert figure.low is not None
    assert report.figure("alignment", "", "gamma", ("Ani", "Budi")) is not None
    assert "Gamma over all pairs of coders" in methods_paragraph(report)
    assert agreement(records, coders=coders, scheme=SCHEME, rounds=0).figure("alignment", "", "gamma") is None
    two = agreement(records, coders=coders[:2], scheme=SCHEME, rounds=0, gamma_samples=5)
    assert [one.coders for one in two.figures if one.kind == "alignment"] == [coders[:2]]
    assert "Gamma (Mathet" in methods_paragraph(two)
