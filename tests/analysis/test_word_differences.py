"""Two texts, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis import word_differences as module
from annotator.analysis.word_differences import word_differences


def _words(one: str, other: str) -> tuple[list[str], list[str]]:
    gone, new = word_differences(one, other)
    return [one[start:end] for start, end in gone], [other[start:end] for start, end in new]


def test_whole_words_differ_not_letters() -> None:
    assert _words("Gerasimov kata itu", "Gerassimow kata itu") == (["Gerasimov"], ["Gerassimow"])


def test_white_space_does_not_count() -> None:
    assert _words("satu\ndua  tiga", "satu dua tiga") == ([], [])


def test_neighbouring_words_are_one_stretch() -> None:
    assert _words("a b c d", "a x y d") == (["b c"], ["x y"])


@pytest.mark.parametrize(
    ("one", "other", "gone", "new"),
    [
        ("俄罗斯承认了战斗", "俄罗斯否认了战斗", ["承"], ["否"]),
        ("في كورسك اليوم", "في كييف اليوم", ["كورسك"], ["كييف"]),
        ("รัสเซียยอมรับ", "รัสเซียปฏิเสธ", ["ยอมรับ"], ["ปฏิเสธ"]),
        ("emoji 👍🏽 di sini", "emoji di sini", ["👍🏽"], []),
        ("Москва, вчера", "Москва вчера", [","], []),
    ],
)
def test_every_script_is_compared(one: str, other: str, gone: list[str], new: list[str]) -> None:
    found = _words(one, other)
    assert "".join(found[0]) == "".join(gone)
    assert "".join(found[1]) == "".join(new)


def test_an_empty_text_differs_wholly() -> None:
    assert _words("", "a b") == ([], ["a b"])
    assert _words("", "") == ([], [])


def test_very_long_texts_are_compared_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 1)
    assert _words("satu dua tiga", "satu tiga empat") == (["dua "], [" empat"])
    assert _words("sama", "sama") == ([], [])


@given(one=st.text("ab c.é", max_size=30), other=st.text("ab c.é", max_size=30))
def test_without_what_differs_both_say_the_same(one: str, other: str) -> None:
    gone, new = word_differences(one, other)

    def rest(text: str, spans: list[module.Span]) -> str:
        for start, end in reversed(spans):
            text = text[:start] + text[end:]
        return "".join(text.split())

    assert rest(one, gone) == rest(other, new)
