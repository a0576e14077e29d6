"""Splits keep together what belongs together, spread the labels, and never change by themselves."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.splits import BYS, SPLITS, Splittable, parse_shares, split, splittable
from annotator.errors import AnnotatorError
from annotator.model.article import Article
from annotator.model.exchange import ArticleRecord
from tests.analysis.agreement.making import mark


def some(count: int, **more: object) -> list[Splittable]:
    return [Splittable(uid=f"a{number}", **more) for number in range(count)]  # type: ignore[arg-type]


def sizes(found: dict[str, str]) -> dict[str, int]:
    return dict(Counter(found.values()))


def test_articles_are_split_by_the_shares_asked_for() -> None:
    assert sizes(split(some(100), seed=1)) == {"train": 80, "dev": 10, "test": 10}
    assert sizes(split(some(100), shares=(70, 0, 30), seed=1)) == {"train": 70, "test": 30}


def test_the_same_seed_splits_the_same_whatever_the_order() -> None:
    one = split(some(50), seed=4)
    assert split(some(50)[::-1], seed=4) == one
    assert split(some(50), seed=5) != one


def test_labels_are_spread_evenly() -> None:
    draw = random.Random(2)
    articles = [
        Splittable(uid=f"a{n}", labels={"claim": draw.randint(0, 5), "rare": int(n % 10 == 0)})
        for n in range(200)
    ]
    found = split(articles, shares=(50, 25, 25), seed=3)
    for label in ("claim", "rare"):
        counts = Counter[str]()
        for article in articles:
            counts[found[article.uid]] += article.labels[label]
        whole = counts.total()
        assert counts["train"] == pytest.approx(whole * 0.5, abs=3)
        assert counts["dev"] == pytest.approx(whole * 0.25, abs=3)


def test_what_has_a_key_in_common_stays_together_even_by_way_of_others() -> None:
    articles = [
        Splittable(uid="a", keys=("x",)),
        Splittable(uid="b", keys=("x", "y")),
        Splittable(uid="c", keys=("y",)),
        *some(30),
    ]
    found = split(articles, shares=(1, 1, 1), seed=1)
    assert found["a"] == found["b"] == found["c"]


def test_what_has_a_split_keeps_it_and_draws_its_group_along() -> None:
    before = split(some(60), seed=9)
    kept = [Splittable(uid=uid, split=name) for uid, name in before.items()]
    new = [Splittable(uid=f"new{number}") for number in range(20)]
    after = split([*new, *kept], seed=1234)
    assert {uid: after[uid] for uid in before} == before
    assert sizes(after) == {"train": 64, "dev": 8, "test": 8}
    drawn = split([Splittable(uid="a", keys=("x",), split="test"), Splittable(uid="b", keys=("x",))], seed=1)
    assert drawn == {"a": "test", "b": "test"}


def test_a_group_that_is_already_on_two_sides_is_told() -> None:
    articles = [
        Splittable(uid="a", keys=("x",), split="test"),
        Splittable(uid="b", keys=("x",), split="train"),
    ]
    with pytest.raises(AnnotatorError, match="test and train") as told:
        split(articles, seed=1)
    assert told.value.detail == "a, b"


def test_by_date_the_oldest_train_and_the_newest_test() -> None:
    articles = [
        Splittable(uid=f"a{n}", keys=(f"2025-01-{n + 1:02}",), date=f"2025-01-{n + 1:02}") for n in range(10)
    ]
    found = split(articles[::-1], shares=(60, 20, 20), seed=1, by="date")
    assert [found[f"a{n}"] for n in range(10)] == ["train"] * 6 + ["dev"] * 2 + ["test"] * 2


def test_by_date_a_day_is_not_torn_apart_and_the_undated_train() -> None:
    articles = [Splittable(uid=f"a{n}", keys=("2025-01-01",), date="2025-01-01") for n in range(5)]
    articles += [Splittable(uid="old"), Splittable(uid="kept", date="2024", split="test")]
    found = split(articles, shares=(50, 0, 50), seed=1, by="date")
    assert len({found[f"a{n}"] for n in range(5)}) == 1
    assert (found["old"], found["kept"]) == ("train", "test")


@pytest.mark.parametrize(
    ("words", "shares"), [("80/10/10", (80, 10, 10)), ("80/20", (80, 0, 20)), (" 7 / 2 / 1 ", (7, 2, 1))]
)
def test_shares_are_read_from_words(words: str, shares: tuple[int, ...]) -> None:
    assert parse_shares(words) == shares


@pytest.mark.parametrize("words", ["", "80", "80/x", "0/0/0", "1/2/3/4", "-1/2"])
def test_words_that_are_no_shares_are_refused(words: str) -> None:
    with pytest.raises(AnnotatorError, match="80/10/10"):
        parse_shares(words)


@pytest.mark.parametrize("shares", [(1, 2), (0, 0, 0), (-1, 1, 1)])
def test_wrong_shares_are_refused(shares: tuple[int, ...]) -> None:
    with pytest.raises(AnnotatorError, match="three shares"):
        split(some(3), shares=shares, seed=1)


def test_a_record_hangs_together_by_what_is_asked_for() -> None:
    record = ArticleRecord(
        article=Article(uid="a", outlet="Kompas", published="2025-04-26T10:00"),
        text="",
        annotations=[
            mark("Ani", "actor", (0, 5), entity="e1"),
            mark("Ani", "actor", (6, 9), entity="e1"),
            mark("Ani", "claim", (6, 9)),
            mark("Ani", "actor", (6, 9), entity="e9", suggested=True),
        ],
        split="dev",
    )
    keys = {by: splittable(record, by=by, cluster="c7").keys for by in BYS}
    assert keys == {
        "article": (),
        "outlet": ("Kompas",),
        "entity": ("e1",),
        "duplicates": ("c7",),
        "date": ("2025-04-26",),
    }
    found = splittable(record, labels=["claim"])
    assert (found.labels, found.split, found.date) == ({"claim": 1}, "dev", "2025-04-26T10:00")
    assert splittable(record).labels == {"actor": 2, "claim": 1}
    assert splittable(record, by="duplicates").keys == ()


@given(
    st.lists(st.tuples(st.sampled_from(["", "x", "y", "z"]), st.integers(0, 3)), min_size=1, max_size=20),
    st.integers(),
    st.tuples(*[st.integers(0, 5)] * 3).filter(any),
)
def test_every_article_gets_one_split_and_groups_stay_whole(
    rows: list[tuple[str, int]], seed: int, shares: tuple[int, int, int]
) -> None:
    articles = [
        Splittable(uid=f"a{n}", keys=(key,) if key else (), labels={"claim": count})
        for n, (key, count) in enumerate(rows)
    ]
    found = split(articles, shares=shares, seed=seed)
    assert found.keys() == {article.uid for article in articles}
    assert {name for name, share in zip(SPLITS, shares, strict=True) if share} >= set(found.values())
    for key in ("x", "y", "z"):
        assert len({found[article.uid] for article in articles if key in article.keys}) <= 1
