"""Marks of two coders meet one-to-one, however they overlap, nest or break into fragments."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.agreement import matching
from annotator.analysis.agreement.matching import (
    Match,
    assignment,
    differences,
    match_any,
    match_marks,
    shared_characters,
)
from annotator.model.annotation import Annotation
from tests.analysis.agreement.making import mark

spans = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda one: (one[0], one[0] + one[1]))
fragments = st.lists(spans, min_size=1, max_size=3)


def marks_of(coder: str) -> st.SearchStrategy[list[Annotation]]:
    made = st.builds(
        lambda label, some: mark(coder, label, *some), st.sampled_from(["claim", "actor"]), fragments
    )
    return st.lists(made, max_size=5)


def characters(one: Annotation) -> set[int]:
    return {at for start, end in one.fragments for at in range(start, end)}


def test_equal_marks_meet() -> None:
    assert match_marks([mark("A", "claim", (0, 10))], [mark("B", "claim", (0, 10))]) == [Match(0, 0, 10)]


def test_marks_that_only_touch_do_not_meet() -> None:
    assert match_marks([mark("A", "claim", (0, 10))], [mark("B", "claim", (10, 20))]) == []


def test_marks_of_different_labels_do_not_meet() -> None:
    assert match_marks([mark("A", "claim", (0, 10))], [mark("B", "actor", (0, 10))]) == []


def test_a_nested_mark_meets_the_nested_one_and_not_the_one_around_it() -> None:
    first = [mark("A", "claim", (0, 100)), mark("A", "claim", (10, 20))]
    second = [mark("B", "claim", (0, 90)), mark("B", "claim", (10, 25))]
    assert match_marks(first, second) == [Match(0, 0, 90), Match(1, 1, 10)]


def test_of_two_that_share_equally_much_the_more_similar_one_wins() -> None:
    second = [mark("B", "claim", (0, 100)), mark("B", "claim", (10, 20))]
    assert match_marks([mark("A", "claim", (10, 20))], second) == [Match(0, 1, 10)]


def test_a_mark_that_the_other_coder_cut_in_two_meets_only_the_longer_part() -> None:
    second = [mark("B", "claim", (0, 4)), mark("B", "claim", (4, 10))]
    assert match_marks([mark("A", "claim", (0, 10))], second) == [Match(0, 1, 6)]


def test_fragments_count_as_one_set_of_characters() -> None:
    first = [mark("A", "claim", (0, 10), (20, 30))]
    second = [mark("B", "claim", (5, 25))]
    assert match_marks(first, second) == [Match(0, 0, 10)]


def test_a_long_chain_of_overlaps_is_paired_for_the_greatest_whole() -> None:
    first = [mark("A", "claim", (at, at + 10)) for at in range(0, 100, 10)]
    second = [mark("B", "claim", (at + 4, at + 14)) for at in range(0, 100, 10)]
    assert match_marks(first, second) == [Match(place, place, 6) for place in range(10)]


def test_more_marks_on_the_first_side_are_paired_as_well_as_more_on_the_second() -> None:
    first = [mark("A", "claim", (0, 6)), mark("A", "claim", (5, 20)), mark("A", "claim", (19, 40))]
    second = [mark("B", "claim", (0, 20)), mark("B", "claim", (4, 22))]
    turned = match_marks(second, first)
    assert match_marks(first, second) == sorted(Match(j, i, shared) for i, j, shared in turned)


def test_what_is_left_over_is_paired_whatever_its_label() -> None:
    first = [mark("A", "claim", (0, 10)), mark("A", "actor", (0, 4))]
    second = [mark("B", "claim", (0, 9)), mark("B", "claim", (1, 4))]
    assert match_any(first, second) == [Match(0, 0, 9), Match(1, 1, 3)]


def test_a_huge_tangle_is_paired_greedily(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "MOST_PAIRS", 3)
    first = [mark("A", "claim", (0, 10)), mark("A", "claim", (5, 30))]
    second = [mark("B", "claim", (0, 30)), mark("B", "claim", (6, 12))]
    assert match_marks(first, second) == [Match(0, 1, 4), Match(1, 0, 25)]


@given(marks_of("A"), marks_of("B"))
def test_the_sweep_finds_what_sets_of_characters_share(
    first: list[Annotation], second: list[Annotation]
) -> None:
    expected = {
        (i, j): len(characters(one) & characters(other))
        for i, one in enumerate(first)
        for j, other in enumerate(second)
        if characters(one) & characters(other)
    }
    assert shared_characters(first, second) == expected


@given(marks_of("A"), marks_of("B"))
def test_no_other_pairing_shares_more_characters(first: list[Annotation], second: list[Annotation]) -> None:
    found = match_marks(first, second)
    assert len({one.first for one in found}) == len({one.second for one in found}) == len(found)
    if len(first) > len(second):
        first, second = second, first
    best = max(
        sum(
            len(characters(first[i]) & characters(second[j])) * (first[i].label == second[j].label)
            for i, j in enumerate(chosen)
        )
        for chosen in permutations(range(len(second)), len(first))
    )
    assert sum(one.shared for one in found) == best


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(st.integers(-9, 9), min_size=5, max_size=5), min_size=n, max_size=n)
    )
)
def test_the_assignment_is_the_cheapest(costs: list[list[int]]) -> None:
    chosen = assignment(costs)
    cheapest = min(
        sum(row[column] for row, column in zip(costs, columns, strict=True))
        for columns in permutations(range(5), len(costs))
    )
    assert len(set(chosen)) == len(costs)
    assert sum(row[column] for row, column in zip(costs, chosen, strict=True)) == cheapest


def test_differences_tell_what_two_coders_made_of_each_stretch_in_the_order_of_the_text() -> None:
    marks = [
        mark("A", "claim", (0, 10), form="direct"),
        mark("B", "claim", (0, 10), form="direct"),
        mark("A", "claim", (20, 30), form="direct"),
        mark("B", "claim", (20, 30), form="indirect", doubted=True),
        mark("A", "claim", (40, 50)),
        mark("B", "claim", (41, 50)),
        mark("A", "actor", (60, 70)),
        mark("B", "claim", (60, 70)),
        mark("A", "actor", (80, 85), entity="e1"),
        mark("B", "actor", (80, 85), entity="e2"),
        mark("A", "claim", (90, 91)),
        mark("B", "claim", (95, 96)),
        mark("C", "claim", (97, 98)),
    ]
    found = differences(marks, "A", "B")
    assert [one.kind for one in found] == [
        "same",
        "attribute",
        "boundary",
        "label",
        "entity",
        "only first",
        "only second",
    ]
    assert found[1].attributes == ("doubted", "form")
    assert found[5].second is None
    assert found[6].first is None
