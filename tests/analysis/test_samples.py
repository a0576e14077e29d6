"""Samples are the same for the same seed, as large as the books say, and dealt out fairly."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.samples import (
    deal,
    equal_sample,
    krippendorff_size,
    lacy_riffe_size,
    random_sample,
    shuffled,
    stratified_sample,
)
from annotator.errors import AnnotatorError

UIDS = [f"a{number}" for number in range(100)]


def test_lacy_and_riffe_ask_for_92_of_a_thousand() -> None:
    found = lacy_riffe_size(1000)
    assert found.units == 92
    assert "N = 1,000 articles" in found.explanation
    assert "SE = 0.03" in found.explanation
    assert "1996" in found.source


@pytest.mark.parametrize(
    ("population", "expected", "published"),
    [
        (10_000, 0.85, 141),
        (10_000, 0.90, 100),
        (10_000, 0.95, 54),
        (5_000, 0.85, 139),
        (500, 0.85, 111),
        (500, 0.90, 84),
        (250, 0.90, 72),
        (100, 0.85, 59),
        (100, 0.90, 51),
    ],
)
def test_the_sizes_are_those_of_lacy_and_riffes_table_to_the_unit(
    population: int, expected: float, published: int
) -> None:
    # theirs are rounded to the nearest, ours up, so that a sample is never smaller than the rule asks for
    assert lacy_riffe_size(population, expected=expected).units - published in {0, 1}


@pytest.mark.parametrize(("expected", "published"), [(0.85, 271), (0.90, 193), (0.95, 104)])
def test_at_99_percent_more_are_needed(expected: float, published: int) -> None:
    assert lacy_riffe_size(10_000, expected=expected, confidence=0.99).units == published


def test_a_small_population_is_coded_whole() -> None:
    assert lacy_riffe_size(1).units == 1
    assert lacy_riffe_size(8).units == 8


@pytest.mark.parametrize(
    ("population", "expected", "confidence"), [(0, 0.9, 0.95), (9, 1.0, 0.95), (9, 0.9, 0.9)]
)
def test_what_lacy_and_riffe_have_no_size_for_is_refused(
    population: int, expected: float, confidence: float
) -> None:
    with pytest.raises(AnnotatorError):
        lacy_riffe_size(population, expected=expected, confidence=confidence)


@pytest.mark.parametrize(("alpha", "published"), [(0.8, 139), (0.667, 81)])
def test_krippendorff_asks_for_139_codings_of_four_values(alpha: float, published: int) -> None:
    found = krippendorff_size(probability=0.25, alpha=alpha)
    assert found.units == published
    assert "p = 0.25" in found.explanation


def test_more_coders_and_rarer_values_need_more_units() -> None:
    two = krippendorff_size(probability=0.25).units
    assert krippendorff_size(probability=0.25, coders=3).units > two
    assert krippendorff_size(probability=0.1).units > two
    assert krippendorff_size(probability=0.25, significance=0.01).units > two


@pytest.mark.parametrize(
    "wrong", [{"probability": 0.0}, {"probability": 0.5, "alpha": 1.0}, {"probability": 0.5, "coders": 1}]
)
def test_what_krippendorff_has_no_size_for_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(AnnotatorError):
        krippendorff_size(**wrong)  # type: ignore[arg-type]


def test_a_sample_is_the_same_for_the_same_seed_wherever_it_is_drawn() -> None:
    assert random_sample(["a1", "a2", "a3", "a4", "a5"], 3, seed=7) == ["a2", "a1", "a4"]
    assert random_sample(reversed(UIDS), 10, seed=1) == random_sample(UIDS, 10, seed=1)
    assert random_sample(UIDS, 10, seed=1) != random_sample(UIDS, 10, seed=2)
    assert len(set(random_sample(UIDS, 500, seed=1))) == 100
    assert random_sample(UIDS, -1, seed=1) == []


def test_a_larger_sample_begins_with_the_smaller_one_and_new_articles_disturb_nothing() -> None:
    assert random_sample(UIDS, 30, seed=3)[:10] == random_sample(UIDS, 10, seed=3)
    with_more = [uid for uid in shuffled([*UIDS, "new"], 3) if uid != "new"]
    assert with_more == shuffled(UIDS, 3)


def test_each_article_is_drawn_about_equally_often() -> None:
    drawn = Counter(uid for seed in range(400) for uid in random_sample(UIDS, 10, seed=seed))
    assert all(15 < drawn[uid] < 70 for uid in UIDS)


def test_a_stratified_sample_has_each_stratums_share() -> None:
    strata = {f"a{n}": "Kompas" if n < 60 else "Tempo" if n < 90 else "Antara" for n in range(100)}
    found = stratified_sample(strata, 20, seed=1)
    assert {name: len(some) for name, some in found.items()} == {"Kompas": 12, "Tempo": 6, "Antara": 2}
    assert found == stratified_sample(dict(reversed(strata.items())), 20, seed=1)
    assert all(strata[uid] == name for name, some in found.items() for uid in some)


def test_a_stratum_gets_its_least_first() -> None:
    strata = {f"a{n}": "big" if n < 95 else "small" for n in range(100)}
    found = stratified_sample(strata, 10, seed=1, least=3)
    assert {name: len(some) for name, some in found.items()} == {"big": 7, "small": 3}
    found = stratified_sample(strata, 4, seed=1, least=3)
    assert {name: len(some) for name, some in found.items()} == {"big": 3, "small": 3}


@given(
    st.dictionaries(st.text("abc", max_size=3), st.sampled_from("xyz")), st.integers(-2, 40), st.integers()
)
def test_a_stratified_sample_has_the_size_asked_for(strata: dict[str, str], size: int, seed: int) -> None:
    found = stratified_sample(strata, size, seed=seed)
    assert sum(map(len, found.values())) == min(max(size, 0), len(strata))


def test_shared_articles_go_to_all_and_the_rest_is_dealt_evenly() -> None:
    hands = deal(UIDS, ["Ani", "Budi", "Cici"], shared=10, seed=1)
    everybody = set(hands["Ani"]) & set(hands["Budi"]) & set(hands["Cici"])
    assert everybody == set(random_sample(UIDS, 10, seed=1))
    assert [len(some) for some in hands.values()] == [40, 40, 40]
    assert set().union(*hands.values()) == set(UIDS)
    assert hands == deal(UIDS[::-1], ["Ani", "Budi", "Cici"], shared=10, seed=1)


def test_coders_do_not_meet_their_shared_articles_at_the_same_time() -> None:
    hands = deal(UIDS, ["Ani", "Budi"], shared=100, seed=1)
    assert set(hands["Ani"]) == set(hands["Budi"])
    assert hands["Ani"] != hands["Budi"]


def test_when_two_of_many_share_every_pair_meets_as_evenly_as_can_be() -> None:
    coders = ["Ani", "Budi", "Cici", "Dodi"]
    hands = deal(UIDS, coders, shared=60, seed=1, together=2)
    met = [len(set(hands[one]) & set(hands[other])) for one, other in combinations(coders, 2)]
    assert sum(met) == 60
    assert max(met) - min(met) <= 2
    assert {len(some) for some in hands.values()} == {40}


@pytest.mark.parametrize(("coders", "together"), [([], 0), (["Ani", "Ani"], 0), (["Ani", "Budi"], 3)])
def test_dealing_to_nobody_or_to_too_many_is_refused(coders: list[str], together: int) -> None:
    with pytest.raises(AnnotatorError):
        deal(UIDS, coders, shared=1, seed=1, together=together)


def test_equal_shares_are_equal_as_far_as_each_stratum_has_them() -> None:
    strata = {f"a{n}": "a" for n in range(12)} | {f"b{n}": "b" for n in range(6)} | {"c0": "c", "c1": "c"}
    for size in range(21):
        drawn = equal_sample(strata, size, seed=5)
        counts = {name: len(some) for name, some in drawn.items()}
        assert sum(counts.values()) == size
        full = {"a": 12, "b": 6, "c": 2}
        free = [count for name, count in counts.items() if count < full[name]]
        assert not free or max(counts.values()) - min(free) <= 1
    assert equal_sample(strata, 6, seed=5) == equal_sample(dict(reversed(strata.items())), 6, seed=5)
    assert {len(some) for some in equal_sample(strata, 99, seed=1).values()} == {12, 6, 2}
    assert equal_sample({}, 3, seed=1) == {}
