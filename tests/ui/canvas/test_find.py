"""Finding words in a text, whatever their case and accents; places never shift."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Span
from annotator.ui.canvas.find import Folded, occurrences


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Kremlin, KREMLIN", "kremlin", ["Kremlin", "KREMLIN"]),
        ("café CAFÉ cafe\u0301s", "cafe", ["café", "CAFÉ", "cafe\u0301"]),
        ("Straße STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("ﬁnance Finance", "finance", ["ﬁnance", "Finance"]),
        ("قَالَ قال", "قال", ["قَالَ", "قال"]),
        ("各国 한국", "한국", ["한국"]),
        ("İstanbul", "istanbul", ["İstanbul"]),
        ("ß", "s", ["ß"]),
        ("a\U0001f600Ö b", "o", ["Ö"]),
        ("nothing", "", []),
    ],
)
def test_case_and_accents_are_folded_and_places_stay(text: str, words: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in Folded(text).find(words)] == found


def test_case_and_accents_count_when_wanted() -> None:
    text = "Cafe café CAFE"
    exact = Folded(text, case=False, accents=False)
    assert [text[a:b] for a, b in exact.find("café")] == ["café"]
    assert [text[a:b] for a, b in Folded(text, accents=False).find("cafe")] == ["Cafe", "CAFE"]


@given(
    st.text(st.sampled_from("aAáßﬁ\u0301 x\U0001f600"), max_size=60),
    st.text("aáßfx ", min_size=1, max_size=3),
)
def test_what_is_found_says_the_words_when_folded(text: str, words: str) -> None:
    folded = Folded(text)
    for start, end in folded.find(words):
        assert 0 <= start < end <= len(text)
        assert folded.fold(words) in folded.fold(text[start:end])


def test_the_same_words_are_found_everywhere_but_not_inside_longer_ones() -> None:
    text = "Rusia, Rusian dan Rusia. ARusia Rusia"
    assert occurrences(text, Span(0, 5)) == [Span(0, 5), Span(18, 23), Span(32, 37)]


def test_the_same_words_are_found_inside_sentences_without_spaces() -> None:
    text = "俄罗斯和俄罗斯人"
    assert occurrences(text, Span(0, 3)) == [Span(0, 3), Span(4, 7)]


def test_half_a_cluster_is_not_the_same() -> None:
    text = "e e\u0301"
    assert occurrences(text, Span(0, 1)) == [Span(0, 1)]
