"""The cache that says where to look: it may break, be shared or be lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.store.word_index import Indexed, WordIndex


@pytest.fixture
def index(tmp_path: Path) -> Iterator[WordIndex]:
    made = WordIndex(tmp_path / "one.index")
    made.put(
        [Indexed(7, "a", "invasi a_b крым"), Indexed(9, "b", "invasion 入侵 侵"), Indexed(12, "c", "damai")]
    )
    yield made
    made.close()


def test_terms_prefixes_and_patterns_are_found(index: WordIndex) -> None:
    assert index.find("invasi") == {7}
    assert index.find("inva", "prefix") == {7, 9}
    assert index.find("*asi*", "pattern") == {7, 9}
    assert index.find("侵", "prefix") == {9}
    assert index.find("*zz*", "pattern") == set()
    assert index.find_all(["invasi", "крым"]) == {7}


def test_a_pattern_that_fits_too_much_is_no_help(index: WordIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.store.word_index._MOST_TERMS", 1)
    assert index.find("*asi*", "pattern") is None


def test_a_changed_text_has_only_its_new_terms(index: WordIndex) -> None:
    index.put([Indexed(7, "a2", "damai")])
    assert index.find("invasi") == set()
    assert index.find("damai") == {7, 12}
    assert index.known() == {7: "a2", 9: "b", 12: "c"}
    assert index.gone == 1


def test_dropped_articles_stay_away_after_opening_again(index: WordIndex) -> None:
    index.drop([9])
    index.set_state(4, "u")
    index.close()
    again = WordIndex(index.path)
    assert again.state == (4, "u")
    assert again.find("inva", "prefix") == {7}
    again.put([Indexed(13, "d", "invasi")])
    assert again.find("invasi") == {7, 13}
    again.clear()
    assert again.find("invasi") == set()
    assert again.state == (0, "")
    again.close()


def test_two_programs_may_use_it_at_once(index: WordIndex) -> None:
    other = WordIndex(index.path)
    index.put([Indexed(20, "e", "invasi")])
    assert other.find("invasi") == {7, 20}
    other.put([Indexed(21, "f", "invasi")])
    assert index.find("invasi") == {7, 20, 21}
    assert index.known().keys() == {7, 9, 12, 20, 21}
    other.close()


def test_what_fails_half_way_is_not_in_it(index: WordIndex) -> None:
    with pytest.raises(sqlite3.Error):
        index.put([Indexed(30, "g", "invasi"), Indexed(31, None, "invasi")])  # type: ignore[arg-type]
    assert index.find("invasi") == {7}
    index.put([Indexed(32, "h", "invasi")])
    assert index.find("invasi") == {7, 32}


@pytest.mark.parametrize(
    "content", [b"this is no database, but a long enough text of another kind " * 20, b""]
)
def test_a_broken_file_is_replaced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.index"
    path.write_bytes(content)
    index = WordIndex(path)
    assert index.find("invasi") == set()
    index.close()


def test_an_index_of_another_version_is_made_anew(index: WordIndex) -> None:
    connection = sqlite3.connect(index.path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    again = WordIndex(index.path)
    assert again.known() == {}
    again.discard()
    assert not index.path.exists()
