"""Marks in a text that is changed: they stay, they move, or a person is asked."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Span
from annotator.model.moving import Block, TextChange, edited, equal_blocks, worst

OLD = (
    "Gerasinov kata presiden itu.\n"
    "Paragraf kedua panjang sekali tentang perang di Kursk.\n"
    "Iklan: beli sekarang juga, diskon besar!\n"
    "Akhir cerita di Kursk, kata presiden 👍🏽 lagi."
)


def _fate(old: str, new: str, words: str, at: int = 0) -> tuple[str, str]:
    start = old.index(words, at)
    moved = TextChange(old, new).move(Span(start, start + len(words)))
    return moved.fate, "" if moved.span is None else new[moved.span.start : moved.span.end]


def test_nothing_moves_in_the_same_text() -> None:
    assert _fate(OLD, OLD, "presiden") == ("same", "presiden")


def test_marks_after_a_cut_advert_move_and_those_before_it_stay() -> None:
    new = OLD.replace("Iklan: beli sekarang juga, diskon besar!\n", "")
    assert _fate(OLD, new, "Paragraf kedua") == ("same", "Paragraf kedua")
    assert _fate(OLD, new, "Kursk", 90) == ("moved", "Kursk")
    assert _fate(OLD, new, "diskon besar") == ("lost", "")


def test_a_corrected_typo_changes_the_mark_on_it_and_no_other() -> None:
    new = OLD.replace("Gerasinov", "Gerasimov")
    assert _fate(OLD, new, "Gerasinov") == ("changed", "Gerasimov")
    assert _fate(OLD, new, "kata presiden itu") == ("same", "kata presiden itu")


def test_a_mark_across_a_changed_word_follows_it() -> None:
    new = OLD.replace("kedua panjang", "ketiga yang panjang")
    assert _fate(OLD, new, "Paragraf kedua panjang sekali") == (
        "changed",
        "Paragraf ketiga yang panjang sekali",
    )


def test_a_mark_whose_last_or_first_word_was_replaced_ends_with_the_new_one() -> None:
    new = OLD.replace("perang di Kursk", "perang di Sumy")
    assert _fate(OLD, new, "panjang sekali tentang perang di Kursk") == (
        "changed",
        "panjang sekali tentang perang di Sumy",
    )
    new = OLD.replace("Gerasinov kata", "Xyz kata")
    assert _fate(OLD, new, "Gerasinov kata presiden itu") == ("changed", "Xyz kata presiden itu")
    assert _fate("abc lama", "abc baru", "abc lama")[0] == "changed"


def test_a_paragraph_that_was_moved_takes_its_marks_along() -> None:
    lines = OLD.split("\n")
    new = "\n".join([lines[1], lines[0], *lines[2:]])
    assert _fate(OLD, new, "Gerasinov kata presiden itu")[1] == "Gerasinov kata presiden itu"
    assert _fate(OLD, new, "Paragraf kedua")[1] == "Paragraf kedua"


def test_a_short_word_whose_surroundings_are_gone_is_doubtful_or_lost() -> None:
    assert _fate("ia kata mereka", "sama sekali lain: kata", "kata")[0] in {"doubtful", "lost"}
    assert _fate("ia kata mereka", "", "kata") == ("lost", "")


def test_a_whole_text_that_stayed_inside_a_longer_one_is_where_it_is() -> None:
    assert _fate("berita", "Judul\nberita", "berita") == ("moved", "berita")


def test_a_text_without_line_ends_is_compared_too() -> None:
    old = "kata " * 4000 + "Gerasimov bicara" + " lagi" * 4000
    new = old.replace("Gerasimov", "Gerasimow")
    assert _fate(old, new, "Gerasimov bicara") == ("changed", "Gerasimow bicara")


def test_two_texts_too_large_to_compare_by_letter_are_searched() -> None:
    old = "a" * 8000 + " Gerasimov bicara tentang Kursk " + "b" * 8000
    new = "c" * 9000 + " Gerasimov bicara tentang Kursk " + "d" * 9000
    assert _fate(old, new, "Gerasimov bicara tentang Kursk")[0] in {"moved", "doubtful"}


@pytest.mark.parametrize("span", [Span(3, 3), Span(-1, 2), Span(0, 99)])
def test_a_span_outside_the_text_is_refused(span: Span) -> None:
    with pytest.raises(ValueError, match="not in the old text"):
        TextChange("berita", "berita").move(span)


def test_the_worst_fate_counts() -> None:
    assert worst(["same", "doubtful", "moved"]) == "doubtful"
    assert worst([]) == "same"


_TEXTS = st.text(alphabet="ab \né👍", max_size=40)


@given(old=_TEXTS, new=_TEXTS)
def test_equal_blocks_are_equal_and_in_order(old: str, new: str) -> None:
    blocks = equal_blocks(old, new)
    for block in blocks:
        assert old[block.old : block.old + block.length] == new[block.new : block.new + block.length] != ""
    for one, two in itertools.pairwise(blocks):
        assert one.old + one.length <= two.old
        assert one.new + one.length <= two.new


_EDITS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9), st.text("xyz", max_size=4)), max_size=8)


@given(old=_TEXTS, edits=_EDITS)
def test_blocks_that_were_watched_while_editing_are_equal(
    old: str, edits: list[tuple[int, int, str]]
) -> None:
    text, blocks = old, [Block(0, 0, len(old))] if old else []
    for place, count, added in edits:
        at = min(place, len(text))
        removed = min(count, len(text) - at)
        text = text[:at] + added + text[at + removed :]
        blocks = edited(blocks, at, removed, len(added))
    for block in blocks:
        assert old[block.old : block.old + block.length] == text[block.new : block.new + block.length] != ""
    for start in range(len(old)):
        span = TextChange(old, text, blocks).move(Span(start, start + 1)).span
        assert span is None or 0 <= span.start < span.end <= len(text)
