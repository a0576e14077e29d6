"""Copies of one wire story find each other, and nothing else does."""

from __future__ import annotations

import random
import sys

import pytest

from annotator.analysis import duplicates
from annotator.analysis.duplicates import Cluster, near_duplicates, similarity


@pytest.fixture(params=["rensa", "own"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """With the library, where it is installed, and without it."""
    if request.param == "own":
        monkeypatch.setitem(sys.modules, "rensa", None)
    else:
        pytest.importorskip("rensa", reason="the extra duplicates is not installed")
    return str(request.param)


def story(seed: int, words: int = 200) -> list[str]:
    draw = random.Random(seed)
    return [f"kata{draw.randrange(5000)}" for _ in range(words)]


def changed(words: list[str], share: float, seed: int) -> list[str]:
    draw = random.Random(seed)
    return [draw.choice(["lain", "baru"]) + str(seed) if draw.random() < share else word for word in words]


def test_copies_with_small_changes_make_a_cluster_and_others_stay_out() -> None:
    first, second = story(1), story(2)
    texts = [
        ("a", " ".join(first)),
        ("b", " ".join(second)),
        ("c", "KOTA (Antara): " + ", ".join(changed(first, 0.03, 5)).upper()),
        ("d", " ".join(story(3))),
        ("e", " ".join(second[:190])),
        ("f", " ".join(first) + " penutup tambahan di sini"),
    ]
    found = near_duplicates(texts)
    assert [cluster.articles for cluster in found] == [("a", "c", "f"), ("b", "e")]
    assert all(0.6 <= cluster.similarity < 1 for cluster in found)


def test_nothing_less_similar_than_the_threshold_is_joined() -> None:
    first = story(1)
    texts = [("a", " ".join(first)), ("b", " ".join(changed(first, 0.12, 8)))]
    alike = similarity(texts[0][1], texts[1][1])
    assert 0.4 < alike < 0.7
    assert near_duplicates(texts, threshold=alike + 0.01) == []
    assert near_duplicates(texts, threshold=alike) == [Cluster(articles=("a", "b"), similarity=alike)]


def test_clusters_that_meet_become_one() -> None:
    first = story(1, 400)
    chain = [
        ("a", " ".join(first)),
        ("b", " ".join(first[30:] + story(4, 30))),
        ("c", " ".join(first[60:] + story(5, 60))),
    ]
    assert [one.articles for one in near_duplicates(chain, threshold=0.6)] == [("a", "b", "c")]


def test_case_and_punctuation_do_not_count() -> None:
    assert similarity("Dia kata: perang itu buruk.", "DIA KATA PERANG – itu, buruk!") == 1


@pytest.mark.parametrize(
    "text",
    [
        "北京天气很好今天我们去公园玩然后回家吃饭看电视睡觉明天继续工作学习",
        "สวัสดีครับนี่คือข่าวประจำวันของประเทศไทยวันนี้อากาศดีมาก",
    ],
)
def test_scripts_without_spaces_are_compared_by_letters(text: str) -> None:
    assert 0.5 < similarity(text, text[:-4]) < 1
    assert near_duplicates([("a", text), ("b", text[:-1])], threshold=0.5)[0].articles == ("a", "b")


def test_short_texts_are_near_duplicates_only_of_equal_ones() -> None:
    texts = [("a", "Baca juga"), ("b", "baca JUGA!"), ("c", "Baca"), ("d", ""), ("e", "…")]
    assert near_duplicates(texts) == [Cluster(articles=("a", "b"), similarity=1)]
    assert similarity("", "") == 0


def test_many_copies_of_one_story_are_one_cluster() -> None:
    words = story(9)
    texts = [(str(number), " ".join(changed(words, 0.01, number))) for number in range(150)]
    assert [len(one.articles) for one in near_duplicates(texts)] == [150]


def test_many_different_articles_in_one_bucket_are_not_all_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "_MOST_COMPARED", 2)
    monkeypatch.setattr(duplicates, "_buckets", lambda signatures: iter([[0, 1, 2, 3], [0, 1]]))
    texts = [(str(number), " ".join(story(number))) for number in range(3)] + [("3", " ".join(story(1)))]
    assert [one.articles for one in near_duplicates(texts)] == [("1", "3")]


def test_an_iterator_that_can_be_read_only_once_is_refused() -> None:
    with pytest.raises(ValueError, match="read twice"):
        near_duplicates(iter([("a", "b")]))


def test_progress_is_told_by_the_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "_CHUNK", 2)
    seen: list[int] = []
    near_duplicates(
        [(str(n), "satu dua tiga") for n in range(5)], progress=lambda done, total: seen.append(done)
    )
    assert seen == [2, 4, 5]
