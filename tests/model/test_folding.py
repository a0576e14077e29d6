"""Folding finds what people mean, and leads back to exactly the code points that they see."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import folding
from annotator.model.annotation import Span
from annotator.model.folding import fold, fold_text


def found(text: str, wanted: str, **how: bool) -> list[str]:
    folded, needle = fold(text, **how), fold(wanted, **how).text
    hits, at = [], folded.text.find(needle)
    while at >= 0:
        start, end = folded.span(at, at + len(needle))
        hits.append(text[start:end])
        at = folded.text.find(needle, at + 1)
    return hits


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("CAFÉ", "cafe"),
        ("Straße", "strasse"),
        ("Łódź, Ørsted, Æsir", "lodz, orsted, aesir"),
        ("İstanbul ılık", "istanbul ilik"),
        ("ﬁn ｆｕｌｌ", "fin full"),
        ("“Ya”, kata – dia…", '"ya", kata - dia...'),
        ("don’t\u00a0stop co\u00adop", "don't stop coop"),
        ("مُحَمَّد العـــربية", "محمد العربية"),
        ("שָׁלוֹם", "שלום"),
        ("Ё Й Ά", "е и α"),
        ("น้ำ นี้", "น้ำ นี้"),
        ("हिन्दी", "हिन्दी"),
        ("か\u3099 が", "が が"),
        ("\u1112\u1161\u11ab 한", "한 한"),
        ("北京AI", "北京ai"),
    ],
)
def test_case_accents_and_forms_of_letters_fold_away(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_case_and_accents_can_be_folded_alone() -> None:
    assert fold("CAFÉ", accents=False).text == "café"
    assert fold("CAFÉ", case=False).text == "CAFE"
    assert fold("CAFÉ", case=False, accents=False).text == "CAFÉ"
    assert fold("Straße", case=False).text == "Straße"


@pytest.mark.parametrize(
    ("text", "wanted", "hits"),
    [
        ("un Café là", "cafe", ["Café"]),
        ("un Cafe\u0301 la\u0300", "cafe", ["Cafe\u0301"]),
        ("la Straße da", "strasse", ["Straße"]),
        ("😀 Zelenskyy 👨‍👩‍👧", "zelenskyy", ["Zelenskyy"]),
        ("👨‍👩‍👧 keluarga", "👨‍👩‍👧", ["👨‍👩‍👧"]),
        ("co\u00adoperate", "cooperate", ["co\u00adoperate"]),
        ("قال مُحَمَّدٌ نعم", "محمد", ["مُحَمَّدٌ"]),
        ("ข่าวประเทศไทยวันนี้", "ประเทศไทย", ["ประเทศไทย"]),
        ("在北京的人", "北京", ["北京"]),
        ("ß", "s", ["ß", "ß"]),
    ],
)
def test_a_hit_is_what_stands_in_the_original(text: str, wanted: str, hits: list[str]) -> None:
    assert found(text, wanted) == hits


def test_composed_and_decomposed_text_find_each_other_with_and_without_accents() -> None:
    composed = "Élégant où 한국 が"
    apart = unicodedata.normalize("NFD", composed)
    for accents in (True, False):
        assert found(apart, composed, accents=accents) == [apart]
        assert found(composed, apart, accents=accents) == [composed]


letters = st.text(
    st.one_of(
        st.sampled_from("aeEéÉßﬁİøæ“’ \n\u00ad\u200d\u0301\u0308\u064b\u3099がか한กำ้ีनि北😀👨☀\ufe0fЁǆ"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=30,
)


@given(letters, st.booleans(), st.booleans())
def test_every_folded_character_leads_to_a_place_in_order(text: str, case: bool, accents: bool) -> None:
    folded = fold(text, case=case, accents=accents)
    spans = [folded.span(at, at + 1) for at in range(len(folded.text))]
    assert all(0 <= one.start < one.end <= len(text) for one in spans)
    assert all(one.start <= other.start and one.end <= other.end for one, other in pairwise(spans))
    if folded.text:
        assert folded.span(0, len(folded.text)) == Span(spans[0].start, spans[-1].end)


@given(letters, st.booleans(), st.booleans())
def test_each_span_folds_to_what_was_found(text: str, case: bool, accents: bool) -> None:
    folded = fold(text, case=case, accents=accents)
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert folded.text[at] in fold(text[start:end], case=case, accents=accents).text


@given(letters, letters, letters)
def test_a_text_is_found_between_others(before: str, wanted: str, after: str) -> None:
    text = f"{before} {wanted} {after}"
    assert fold(wanted).text in fold(text).text


@given(st.text(st.characters(max_codepoint=127), max_size=30))
def test_plain_text_folds_to_lower_case_place_by_place(text: str) -> None:
    folded = fold(text)
    assert folded.text == text.lower()
    assert all(folded.span(at, at + 1) == Span(at, at + 1) for at in range(len(text)))


@given(letters, st.booleans(), st.booleans())
def test_the_fast_way_folds_to_the_same(text: str, case: bool, accents: bool) -> None:
    assert fold_text(text, case=case, accents=accents) == fold(text, case=case, accents=accents).text


def test_the_fast_way_forgets_before_it_grows_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "_MOST_WORDS", 2)
    for _ in range(2):
        assert fold_text("Satu DUA Tigá " + "X" * 100) == "satu dua tiga " + "x" * 100
    assert len(folding._WORDS[True, True]) <= 4


def test_a_long_run_of_letters_that_grow_and_shrink_keeps_its_places() -> None:
    text = "ßﬁ" + "é" * 3 + "\u00ad" + "ßa"
    folded = fold(text)
    assert folded.text == "ssfieeessa"
    assert [text[slice(*folded.span(at, at + 1))] for at in (0, 2, 4, 6, 7, 9)] == [
        "ß",
        "ﬁ",
        "é",
        "é",
        "ß",
        "a",
    ]


def test_letters_of_several_signs_beside_a_silent_one_keep_their_places() -> None:
    text = "ab นี้\u00adc"
    folded = fold(text)
    assert folded.text == "ab นี้c"
    assert [folded.span(at, at + 1) for at in (3, 5, 6)] == [Span(3, 4), Span(5, 6), Span(7, 8)]
