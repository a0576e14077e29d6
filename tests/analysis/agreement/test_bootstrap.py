"""A bootstrap round adds up exactly the articles that the seed draws."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.agreement.bootstrap import Resampler, interval

amounts = st.one_of(st.integers(0, 9), st.integers(0, 10**6), st.integers(0, 10**15), st.integers(0, 10**60))


@given(st.lists(st.dictionaries(st.integers(0, 7), amounts), min_size=1, max_size=6), st.integers())
def test_each_round_is_the_sum_of_the_articles_drawn(articles: list[dict[int, int]], seed: int) -> None:
    resampler = Resampler(articles, 8)
    draw = random.Random(seed)
    for sums in resampler.rounds(5, seed):
        drawn = draw.choices(articles, k=len(articles))
        for number in range(8):
            assert sums[resampler.place[number]] == sum(one.get(number, 0) for one in drawn)


def test_the_same_seed_gives_the_same_rounds_and_another_others() -> None:
    resampler = Resampler([{0: 1}, {0: 10}, {0: 100}], 1)
    assert list(resampler.rounds(20, 7)) == list(resampler.rounds(20, 7))
    assert list(resampler.rounds(20, 7)) != list(resampler.rounds(20, 8))


def test_articles_without_any_sums_give_empty_rounds() -> None:
    assert [list(sums) for sums in Resampler([{}], 0).rounds(2, 1)] == [[], []]


def test_the_interval_cuts_off_both_tails() -> None:
    assert interval(list(range(101))) == pytest.approx((2.5, 97.5))
    assert interval([5.0]) == (5.0, 5.0)
    assert interval([3.0, 1.0], level=1) == (1.0, 3.0)
    assert interval([]) is None
