"""The canonical text and the ways of counting places in it."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import text as model
from annotator.model.text import OffsetMap, Replacement, canonical, canonical_offsets, fingerprint

#: Characters that one program or another counts differently, changes or drops.
AWKWARD = st.sampled_from(
    [
        *("a", "é", "e\u0301", "م", "中", "ก", "😀", "👨\u200d👩\u200d👧", "🇮🇩", "𝐀"),
        *("\n", "\r", "\r\n", "\r\r\n", "\x85", "\u2028", "\u2029", "\t", " ", "\u00a0"),
        *(
            "\ufeff",
            "\x00",
            "\x0b",
            "\x1f",
            "\x7f",
            "\ud83d",
            "\ude00",
            "\ufdd0",
            "\ufdef",
            "\ufffe",
            "\ufffd",
        ),
    ]
)
RAW = st.one_of(
    st.lists(AWKWARD, max_size=60).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=60),
)


def slow_canonical(raw: str) -> str:
    """The rules of the design, character by character."""
    out: list[str] = []
    characters = list(raw[1:] if raw[:1] == "\ufeff" else raw)
    for index, character in enumerate(characters):
        code = ord(character)
        if character == "\n" and index and characters[index - 1] == "\r":
            continue
        if character in "\r\x85\u2028\u2029":
            out.append("\n")
        elif (
            (code < 0x20 and character not in "\t\n") or 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF
        ):
            out.append("\ufffd")
        else:
            out.append(character)
    return "".join(out)


@given(RAW)
def test_the_canonical_text_follows_the_rules_of_the_design(raw: str) -> None:
    assert canonical(raw).text == slow_canonical(raw)


@given(RAW)
def test_a_canonical_text_is_canonical_but_for_a_second_byte_order_mark(raw: str) -> None:
    text = canonical(raw).text
    again = canonical(text)
    assert again.text == text.removeprefix("\ufeff")
    assert again.count == 0
    assert again.replaced == []


@given(RAW)
def test_each_replacement_says_where_and_what(raw: str) -> None:
    made = canonical(raw)
    kept = [place for place, character in enumerate(made.text) if character == "\ufffd"]
    assert made.count == len(made.replaced)
    assert {one.at for one in made.replaced} <= set(kept)
    assert len(kept) == made.count + raw.count("\ufffd")
    bad = [
        ord(c)
        for c in raw
        if (ord(c) < 32 and c not in "\t\r\n") or 0xD800 <= ord(c) < 0xE000 or 0xFDD0 <= ord(c) < 0xFDF0
    ]
    assert [one.code for one in made.replaced] == bad


def test_the_six_forms_of_one_article_give_one_text() -> None:
    article = "Judul\nBaris satu\u00a0😀\nBaris dua\n"
    forms = [article, "\ufeff" + article] + [
        article.replace("\n", line_end) for line_end in ("\r\n", "\r", "\u2028", "\u2029", "\x85")
    ]
    assert {canonical(form).text for form in forms} == {article}


def test_nothing_else_is_touched() -> None:
    kept = "tab\t NBSP\u00a0 ZWJ\u200d e\u0301 é \ufb01 \u202e \u200b \x7f \x9f \ufffe \uffff \U0001ffff"
    assert canonical(kept) == model.Canonical(text=kept)


def test_a_byte_order_mark_within_the_text_stays() -> None:
    assert canonical("\ufeff\ufeffa\ufeffb").text == "\ufeffa\ufeffb"


def test_a_nul_and_a_lone_surrogate_are_listed() -> None:
    made = canonical("a\x00\r\nb\ud83d")
    assert made.text == "a\ufffd\nb\ufffd"
    assert made.replaced == [Replacement(1, 0), Replacement(4, 0xD83D)]


def test_a_hostile_text_does_not_fill_the_memory_with_replacements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "LISTED", 3)
    made = canonical("\x00" * 10)
    assert made.text == "\ufffd" * 10
    assert made.count == 10
    assert len(made.replaced) == 3


@given(RAW)
def test_places_of_the_raw_text_are_found_in_the_canonical_one(raw: str) -> None:
    place = canonical_offsets(raw)
    places = [place(at) for at in range(len(raw) + 1)]
    assert places == sorted(places)
    for at in range(len(raw) + 1):
        if raw[max(0, at - 1) : at + 1] != "\r\n":
            assert places[at] == len(slow_canonical(raw[:at]))
        else:
            assert places[at] == places[at + 1]


@given(st.lists(AWKWARD, max_size=30).map("".join), st.data())
def test_a_span_of_the_raw_text_covers_the_same_words_in_the_canonical_one(
    raw: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    place, text = canonical_offsets(raw), canonical(raw).text
    if raw[max(0, start - 1) : start + 1] != "\r\n" and start > 0:
        assert text[place(start) : place(end)] == slow_canonical("x" + raw[start:end])[1:]


@pytest.mark.parametrize("at", [-1, 4])
def test_a_place_outside_the_raw_text_is_refused(at: int) -> None:
    with pytest.raises(ValueError, match="outside the raw text of 3"):
        canonical_offsets("abc")(at)


def test_the_fingerprint_is_the_sha_256_of_the_utf_8() -> None:
    assert fingerprint("Jokowi 😀") == hashlib.sha256("Jokowi 😀".encode()).hexdigest()
    with pytest.raises(ValueError, match="surrogates"):
        fingerprint("\ud83d")


LONG = st.builds(
    lambda parts, times: "".join(parts) * times,
    st.lists(st.one_of(AWKWARD, st.sampled_from(["kata " * 30, "م" * 300, "😀" * 90])), max_size=8),
    st.integers(1, 12),
)


@given(LONG, st.data())
def test_offsets_are_those_of_the_encoded_beginnings(text: str, data: st.DataObject) -> None:
    offsets = OffsetMap(text)
    for cp in {0, len(text), *data.draw(st.lists(st.integers(0, len(text)), max_size=12))}:
        before = text[:cp]
        units = len(before.encode("utf-16-le", "surrogatepass")) // 2
        size = len(before.encode("utf-8", "surrogatepass"))
        assert offsets.to_utf16(cp) == units
        assert offsets.to_byte(cp) == size
        assert offsets.from_utf16(units) == cp
        assert offsets.from_byte(size) == cp


@pytest.mark.parametrize("emoji", [1, 13, 100, 128])
def test_a_last_stretch_that_has_as_many_units_as_a_whole_one_is_counted_right(emoji: int) -> None:
    text = "a" * 256 + "b" * (256 - 2 * emoji) + "😀" * emoji
    offsets = OffsetMap(text)
    for cp in range(len(text) + 1):
        assert offsets.from_utf16(offsets.to_utf16(cp)) == cp


@given(RAW)
def test_a_place_inside_a_character_is_refused(text: str) -> None:
    offsets = OffsetMap(text)
    for place, size in (
        (offsets.from_utf16, lambda part: len(part.encode("utf-16-le", "surrogatepass")) // 2),
        (offsets.from_byte, lambda part: len(part.encode("utf-8", "surrogatepass"))),
    ):
        edges = {size(text[:cp]): cp for cp in range(len(text) + 1)}
        for units in range(size(text) + 1):
            if units in edges:
                assert place(units) == edges[units]
            else:
                with pytest.raises(ValueError, match="inside a character"):
                    place(units)


@pytest.mark.parametrize("text", ["", "abc", "a😀b", "😀" * 300])
def test_a_place_outside_the_text_is_refused(text: str) -> None:
    offsets = OffsetMap(text)
    for method in (offsets.to_utf16, offsets.from_utf16, offsets.to_byte, offsets.from_byte):
        for place in (-1, 100_000):
            with pytest.raises(ValueError, match="outside the text"):
                method(place)


def test_an_emoji_before_the_span_does_not_shift_it() -> None:
    text = "😀" * 700 + "Presiden"
    offsets = OffsetMap(text)
    assert text[offsets.from_utf16(1400) :] == "Presiden"
    assert text[offsets.from_byte(2800) :] == "Presiden"
