"""Graphemes, words, paragraphs: no selection splits what people read as one thing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTextBoundaryFinder

from annotator.model import boundaries
from annotator.model.annotation import Span
from annotator.model.boundaries import (
    grapheme_ends,
    next_grapheme,
    next_word,
    paragraph_at,
    previous_grapheme,
    previous_word,
    snap_to_graphemes,
    snap_to_words,
    trim,
    word_at,
)
from tests.shared_fixtures import fixture

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
PIECES = st.sampled_from(
    [
        *(
            "a",
            "kata",
            " ",
            "  ",
            "\n",
            ".",
            "'",
            "-",
            "3.5",
            "don't",
            "e\u0301",
            "\u0301",
            "\u200d",
            "\ufeff",
        ),
        *("😀", FAMILY, "🇮🇩", "\U0001f1ee", "👍🏽", "❤\ufe0f", "1\ufe0f\u20e3", "العربية", "مُ", "\u0600١"),
        *(
            "中文",
            "日本語",
            "テスト",
            "ภาษาไทย",
            "เก้า",
            "กำ",
            "क्षेत्र",
            "한국",
            "\u1112\u1161\u11ab",
            "ກາ",
            "\u202e",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def cases() -> Iterator[tuple[str, list[int]]]:
    """Each case of Unicode's own test: the text and the ends of its clusters."""
    path = fixture("unicode/GraphemeBreakTest-13.0.0.txt")
    for line in path.read_text(encoding="utf-8").splitlines():
        marks = line.partition("#")[0].split()
        text, ends = "", []
        for mark in marks[1:]:
            if mark == "÷":
                ends.append(len(text))
            elif mark != "×":
                text += chr(int(mark, 16))
        if marks:
            yield text, ends


def test_all_602_cases_of_unicode_break_where_they_should() -> None:
    found = list(cases())
    assert len(found) == 602
    assert sum(len(ends) for _, ends in found) == 1114
    assert [text for text, ends in found if grapheme_ends(text) != ends] == []


def test_no_snapped_span_splits_a_cluster_of_unicodes_test() -> None:
    for text, ends in cases():
        edges = {0, *ends}
        for start in range(len(text) + 1):
            for end in range(start, len(text) + 1):
                span = snap_to_graphemes(text, Span(start, end))
                assert set(span) <= edges
                assert span.start <= start <= end <= span.end or (start == end == span.start)


@given(TEXTS, st.data())
def test_snapping_to_graphemes_gives_the_smallest_span_around(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    edges = [0, *grapheme_ends(text)]
    wanted = Span(max(e for e in edges if e <= start), min(e for e in edges if e >= end))
    assert snap_to_graphemes(text, Span(start, end)) == wanted


@given(st.lists(PIECES, max_size=12).map("".join), st.data())
def test_a_small_window_sees_what_the_whole_text_says(text: str, data: st.DataObject) -> None:
    text = text * 12
    at = data.draw(st.integers(0, len(text)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boundaries, "_WINDOW", 20)
        seen = (
            snap_to_graphemes(text, Span(at, at)),
            word_at(text, at),
            next_word(text, at),
            previous_word(text, at),
        )
    whole = (
        snap_to_graphemes(text, Span(at, at)),
        word_at(text, at),
        next_word(text, at),
        previous_word(text, at),
    )
    assert seen == whole
    assert whole[0].start in {0, *grapheme_ends(text)}


@given(TEXTS)
def test_steps_by_grapheme_visit_every_cluster(text: str) -> None:
    ends = grapheme_ends(text)
    at, forward = 0, []
    while at < len(text):
        at = next_grapheme(text, at)
        forward.append(at)
    assert forward == ends
    backward = [at]
    while at:
        at = previous_grapheme(text, at)
        backward.append(at)
    assert backward[::-1] == [0, *ends]


@pytest.mark.parametrize(
    "whole", [FAMILY, "🇮🇩", "e\u0301", "👍🏽", "क्षे", "한", "1\ufe0f\u20e3", "กำ", "✁\u200d✁"]
)
def test_what_people_see_as_one_character_is_selected_whole(whole: str) -> None:
    text = f"x{whole}y"
    for start in range(1, len(whole)):
        assert snap_to_graphemes(text, Span(start + 1, start + 1)) == Span(1, 1 + len(whole))
    assert next_grapheme(text, 1) == previous_grapheme(text, len(text) - 1) + len(whole) == 1 + len(whole)


def test_flags_in_a_row_pair_up_from_the_rows_start() -> None:
    text = "x" + "🇮🇩" * 400
    assert snap_to_graphemes(text, Span(400, 402)) == Span(399, 403)
    assert word_at(text, 500) == Span(499, 501)


def test_a_cluster_longer_than_the_window_stays_whole() -> None:
    text = "b" + "a" + "\u0301" * 2000 + "c"
    assert snap_to_graphemes(text, Span(1000, 1001)) == Span(1, 2002)


def test_a_word_too_long_for_the_window_is_still_found_quickly() -> None:
    text = "a" * 100_000
    word = word_at(text, 50_000)
    assert word.start < 50_000 < word.end
    assert 0 < word.end - word.start < 100_000


@pytest.mark.parametrize("span", [Span(-1, 2), Span(1, 4)])
def test_a_span_outside_the_text_is_refused(span: Span) -> None:
    with pytest.raises(ValueError, match="outside the text of 3"):
        snap_to_graphemes("abc", span)
    with pytest.raises(ValueError, match="outside the text of 3"):
        snap_to_words("abc", span)


def snapped(text: str, part: str) -> str:
    start = text.index(part)
    span = snap_to_words(text, Span(start, start + len(part)))
    return text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "part", "words"),
    [
        ("kata Gerasimov kemarin", "rasim", "Gerasimov"),
        ("kata Gerasimov kemarin", " Gerasimov ", "Gerasimov"),
        ("kata Gerasimov kemarin", "ta Ger", "kata Gerasimov"),
        ("bahu-membahu", "mem", "membahu"),
        ("I don’t know", "on", "don’t"),
        ("sekitar 14.000 orang", "4.0", "14.000"),
        ("kata Ma'ruf Amin", "uf", "Ma'ruf"),
        ("“Tidak,” katanya", "“Ti", "“Tidak"),
        ("“Tidak,” katanya", ",”", ",”"),
        ("cafe\u0301 dan", "caf", "cafe\u0301"),
        (f"halo {FAMILY} semua", "👩", FAMILY),
        ("قال الوزير أمس", "لوز", "الوزير"),
        ("中国人民", "国", "国"),
        ("日本語テスト", "スト", "テスト"),
        ("ภาษาไทย", "ษ", "ษา"),
        ("ภาษาไทย", "ท", "ไท"),
        ("ພາສາລາວ", "ສ", "ສາ"),
        ("a\u00a0b", "\u00a0b", "b"),
    ],
)
def test_a_selection_grows_to_whole_words(text: str, part: str, words: str) -> None:
    assert snapped(text, part) == words


def test_a_selection_of_nothing_but_white_space_is_empty() -> None:
    assert snap_to_words("a   b", Span(1, 4)) == Span(1, 1)
    assert snap_to_words("abc", Span(2, 2)) == Span(2, 2)
    assert snap_to_words("a e\u0301", Span(3, 3)) == Span(2, 4)
    assert snap_to_words("", Span(0, 0)) == Span(0, 0)


@given(TEXTS, st.data())
def test_a_snapped_span_holds_the_selection_and_snapping_again_changes_nothing(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = snap_to_words(text, Span(start, end))
    inner = trim(text, Span(start, end))
    if inner.start < inner.end:
        assert span.start <= inner.start < inner.end <= span.end
        assert set(span) <= {0, *grapheme_ends(text)}
        if not text[span.end - 1].isspace() and not text[span.start].isspace():
            assert snap_to_words(text, span) == span


@pytest.mark.parametrize(
    "text",
    [
        "Menteri berkata: “Kami tidak akan mundur,” pada 3.500 orang; don't e-mail x",
        "قال رئيس الوزراء يوم الثلاثاء: لا يمكننا الانتظار.",
        "总理周二表示，政府明年不会提高税收。",
        "首相は火曜日、テストだと述べた。",
        f"halo {FAMILY} 🇮🇩🇲🇾 e\u0301a",
    ],
)
def test_words_are_those_of_qt(text: str) -> None:
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Word, text)
    units = [0]
    while (place := finder.toNextBoundary()) >= 0:
        units.append(place)
    offsets = {len(text[:cp].encode("utf-16-le")) // 2: cp for cp in range(len(text) + 1)}
    assert boundaries._word_edges(text) == [offsets[unit] for unit in units]


@pytest.mark.parametrize(
    ("text", "at", "word"),
    [
        ("kata Budi", 0, "kata"),
        ("kata Budi", 4, "kata"),
        ("kata Budi", 5, "Budi"),
        ("kata Budi", 9, "Budi"),
        ("kata  Budi", 5, ""),
        ("kata, Budi", 4, "kata"),
        ("kata, Budi", 5, ","),
        ("(kata)", 0, "("),
        ("", 0, ""),
        (" ", 0, ""),
        (" ", 1, ""),
    ],
)
def test_a_double_click_selects_the_word_it_touches(text: str, at: int, word: str) -> None:
    span = word_at(text, at)
    assert text[span.start : span.end] == word
    assert word or span == Span(at, at)


def test_steps_by_word_end_where_words_end_and_begin() -> None:
    text = "Ya,  kata 😀 Budi\n"
    at, forward = 0, []
    while (at := next_word(text, at)) not in forward:
        forward.append(at)
    assert forward == [2, 3, 9, 11, 16, 17]
    backward = []
    while at:
        at = previous_word(text, at)
        backward.append(at)
    assert backward == [12, 10, 5, 2, 0]
    assert previous_word(text, 0) == 0


def test_a_paragraph_is_a_line_without_its_end() -> None:
    text = "satu\n\ntiga"
    assert [paragraph_at(text, at) for at in (0, 4, 5, 6, 10)] == [
        *(Span(0, 4), Span(0, 4), Span(5, 5), Span(6, 10), Span(6, 10)),
    ]


@given(TEXTS)
def test_every_word_edge_is_an_edge_of_unicode_but_in_thai_and_lao(text: str) -> None:
    plain = regex.sub(r"[\p{Thai}\p{Lao}]+", "x", text)
    edges = boundaries._word_edges(plain)
    found = [match.start() for match in regex.finditer(r"\b", plain, regex.WORD | regex.V1)]
    assert edges == [edge for edge in found if edge in {0, *grapheme_ends(plain)}]
