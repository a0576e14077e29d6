"""Precision, recall, F1 and agreement by character."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.agreement.overlap import (
    PairSharedMeasures,
    ShareMeasures,
    character_kappa,
    joined,
    shared_length,
)
from annotator.model.annotation import Span
from tests.analysis.agreement.making import mark

spans = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda one: (one[0], one[0] + one[1]))


def test_cohen_kappa_by_character_counts_the_uncoded_text() -> None:
    # what QualCoder makes .299 and .894 of (its expected agreement is a product, over coded text alone)
    assert character_kappa(50, 100, 100, 10_000).value == pytest.approx(0.495, abs=0.0005)
    assert character_kappa(850, 900, 900, 1_000).value == pytest.approx(0.444, abs=0.0005)


def test_kappa_of_an_empty_or_an_unmarked_text_is_undefined() -> None:
    assert character_kappa(0, 0, 0, 0).n == 0
    assert character_kappa(0, 0, 0, 100).value is None


def test_precision_and_recall_have_the_first_coder_as_reference() -> None:
    family = PairSharedMeasures(("exact",))
    cells = family.measures([2, 5, 4])
    assert dict(zip(family.names, [cell.value for cell in cells], strict=True)) == {
        "F1, exact": pytest.approx(4 / 9),
        "precision, exact": 0.5,
        "recall, exact": 0.4,
    }


def test_a_coder_without_marks_has_no_precision() -> None:
    cells = PairSharedMeasures(("exact",)).measures([0, 5, 0])
    assert [cell.value for cell in cells] == [0, None, 0]
    assert [cell.value for cell in PairSharedMeasures(("exact",)).measures([0, 0, 5])] == [0, 0, None]


def test_a_share_of_nothing_is_undefined() -> None:
    assert ShareMeasures().measures([0, 0])[0].value is None
    assert ShareMeasures().measures([4, 3])[0].value == 0.75


@given(st.lists(spans), st.lists(spans))
def test_shared_length_is_that_of_sets_of_characters(
    first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    ours = joined([mark("A", "claim", one) for one in first])
    theirs = joined([mark("B", "claim", one) for one in second])
    assert all(one.end < other.start for one, other in pairwise(ours))
    sets = [{at for start, end in some for at in range(start, end)} for some in (first, second)]
    assert sum(end - start for start, end in ours) == len(sets[0])
    assert shared_length(ours, theirs) == len(sets[0] & sets[1])


def test_touching_marks_cover_one_span() -> None:
    assert joined([mark("A", "claim", (0, 5)), mark("A", "claim", (5, 9))]) == [Span(0, 9)]
