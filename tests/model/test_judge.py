"""The offset judge finds out how places were counted, from texts in which every way differs."""

from __future__ import annotations

from itertools import product

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Span
from annotator.model.counting import CountedText
from annotator.model.judge import UNITS, Reading, StoredSpan, choose_reading, judge
from tests.shared_fixtures import fixture

#: Emoji, joined ones, flags, decomposed letters, three scripts and line ends: no two ways count alike.
ARTICLE = (
    "Menteri 😀 berkata: “Tidak!” 👨\u200d👩\u200d👧 pergi\n"
    "قال الوزير é 𝐀 e\u0301 dan kata\n"
    "Bendera 🇮🇩 berkibar di Rusia.\n"
) * 3


def size(text: str, unit: str) -> int:
    """The length in that unit, counted the slow and plain way."""
    return {
        "code point": len(text),
        "utf-16": len(text.encode("utf-16-le")) // 2,
        "byte": len(text.encode()),
        "grapheme": len(regex.findall(r"\X", text)),
    }[unit]


def form(crlf: int, bom: bool) -> str:
    """The article with these line ends, with or without a byte order mark."""
    return "\ufeff" * bom + (ARTICLE.replace("\n", "\r\n") if crlf == 2 else ARTICLE)


def place(at: int, crlf: int, bom: bool) -> int:
    """Where a place of the article is in that form of it."""
    return at + bom + (ARTICLE.count("\n", 0, at) if crlf == 2 else 0)


def words() -> list[Span]:
    found = regex.finditer(r"[\p{L}\p{M}\p{N}]+", ARTICLE)
    return [Span(*match.span()) for match in found]


def written(reading: Reading, *, with_text: bool) -> list[StoredSpan]:
    """All words of the article as a program would store them that counts in this way."""
    counted = form(reading.crlf, reading.bom)
    stored = []
    for start, end in words():
        ends = [size(counted[: place(at, reading.crlf, reading.bom)], reading.unit) for at in (start, end)]
        text = ARTICLE[start:end] if with_text else None
        stored.append(StoredSpan(start=ends[0], end=ends[1] - reading.inclusive, text=text, record="7"))
    return stored


@pytest.mark.parametrize("given_form", [(1, False), (1, True), (2, False), (2, True)], ids=str)
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("with_text", [True, False])
def test_every_way_of_counting_is_recognised(
    given_form: tuple[int, bool], unit: str, with_text: bool
) -> None:
    text = form(*given_form)
    wanted = [Span(place(start, *given_form), place(end, *given_form)) for start, end in words()]
    for crlf, bom, inclusive in product((1, 2), (False, True), (False, True)):
        reading = Reading(unit=unit, crlf=crlf, bom=bom, inclusive=inclusive)
        verdict = judge(text, written(reading, with_text=with_text))
        assert verdict.spans == wanted, reading
        assert (verdict.fitting, verdict.total, verdict.sure) == (len(wanted), len(wanted), True), reading
        assert (verdict.unit, verdict.bom, verdict.inclusive) == (unit, bom, inclusive)
        assert unit == "grapheme" or verdict.crlf == crlf


def test_the_verdict_is_said_in_words() -> None:
    reading = Reading(unit="utf-16", crlf=2, bom=True, inclusive=True)
    verdict = judge(form(1, False), written(reading, with_text=True))
    assert verdict.words == (
        "Places counted in UTF-16 units, a line end as two, with the byte order mark, last place included: "
        "45 of 45 fit."
    )
    plain = judge("kata", [StoredSpan(start=0, end=4, text="kata")])
    assert plain.words == (
        "Places counted in characters (code points), a line end as one, end not included: 1 of 1 fit."
    )


def test_what_fits_no_way_is_none_and_the_rest_stands() -> None:
    text = "😀 Jokowi pergi ke Moskow"
    stored = [
        StoredSpan(start=3, end=9, text="Jokowi"),
        StoredSpan(start=19, end=25, text="Moskow"),
        StoredSpan(start=10, end=15, text="Prabowo"),
        StoredSpan(start=90, end=99, text="Prabowo"),
        StoredSpan(start=-3, end=2, text="Prabowo"),
        StoredSpan(start=9, end=3, text="Jokowi"),
        StoredSpan(start=1, end=2, text="x"),
    ]
    verdict = judge(text, stored)
    assert verdict.unit == "utf-16"
    assert verdict.spans == [Span(2, 8), Span(18, 24), None, None, None, None, None]
    assert (verdict.fitting, verdict.total, verdict.sure) == (2, 7, False)


def test_stored_text_may_differ_in_line_ends_and_in_what_cannot_be_kept() -> None:
    text = "satu\r\ndua\u00a0tiga\x00empat"
    stored = [
        StoredSpan(start=0, end=9, text="satu\ndua"),
        StoredSpan(start=0, end=9, text="satu dua"),
        StoredSpan(start=6, end=14, text="dua tiga"),
        StoredSpan(start=10, end=20, text="tiga\ufffdempat"),
    ]
    verdict = judge(text, stored)
    assert verdict.spans == [Span(0, 9), Span(0, 9), Span(6, 14), Span(10, 20)]
    assert verdict.sure


def test_the_expected_way_wins_where_several_fit() -> None:
    stored = [StoredSpan(start=0, end=4, text="kata")]
    for unit in UNITS:
        verdict = judge("kata dia", stored, expect=unit)
        assert (verdict.unit, verdict.sure) == (unit, True)


def test_few_spans_without_text_do_not_overrule_the_expected_way() -> None:
    verdict = judge("kata dia, lalu pergi", [StoredSpan(start=5, end=7)])
    assert (verdict.inclusive, verdict.fitting, verdict.sure) == (False, 0, False)
    assert verdict.spans == [Span(5, 7)]


def test_spans_without_text_are_kept_when_they_lie_inside_the_text() -> None:
    verdict = judge("kata dia", [StoredSpan(start=1, end=3), StoredSpan(start=2, end=99)])
    assert verdict.spans == [Span(1, 3), None]


@pytest.mark.parametrize("text", ["总理周二表示政府明年不会提高税收", "ภาษาไทย", "e\u0301e\u0301"])
def test_without_words_or_text_nothing_is_sure(text: str) -> None:
    verdict = judge(text, [StoredSpan(start=1, end=3, text="")])
    assert not verdict.sure
    assert verdict.spans == [Span(1, 3)]


def test_an_empty_list_is_fine() -> None:
    verdict = judge("kata", [], expect="utf-16")
    assert (verdict.unit, verdict.total, verdict.sure, verdict.spans) == ("utf-16", 0, True, [])


def test_many_spans_are_judged_by_a_sample_and_all_are_read() -> None:
    text = "😀 kata " * 2000
    starts = [match.start() for match in regex.finditer("kata", text)]
    stored = [
        StoredSpan(start=at + number + 1, end=at + number + 5, text="kata")
        for number, at in enumerate(starts)
    ]
    verdict = judge(text, stored)
    assert (verdict.unit, verdict.fitting, verdict.sure) == ("utf-16", 2000, True)


def test_one_way_is_chosen_for_a_whole_file() -> None:
    articles = []
    for name in ("Jokowi", "Putin", "Kim"):
        text = f"😀 Kata {name} kemarin 😀 di Moskow."
        start = text.index(name) + 1
        articles.append((text, [StoredSpan(start=start, end=start + len(name))]))
    reading = choose_reading(articles)
    assert reading == Reading(unit="utf-16")
    assert [judge(text, stored, reading=reading).spans for text, stored in articles] == [
        *([Span(7, 13)], [Span(7, 12)], [Span(7, 10)]),
    ]
    assert choose_reading([], expect="byte") == Reading(unit="byte")


def test_a_settled_way_that_does_not_fit_is_not_sure() -> None:
    stored = [StoredSpan(start=2, end=6, text="kata")]
    verdict = judge("😀kata", stored, reading=Reading())
    assert (verdict.spans, verdict.sure) == ([None], False)
    assert judge("😀kata", stored).spans == [Span(1, 5)]


def test_two_ways_that_give_other_spans_and_fit_as_well_are_not_sure() -> None:
    stored = [StoredSpan(start=2, end=3), StoredSpan(start=4, end=5), StoredSpan(start=6, end=7)]
    verdict = judge("a b c d e f", stored)
    assert (verdict.fitting, verdict.sure, verdict.unit) == (3, True, "code point")
    doubled = judge("aa bb 😀 - - - -", [StoredSpan(start=8, end=9), StoredSpan(start=10, end=11)])
    assert not doubled.sure


@given(st.text(st.sampled_from(list("ab \n\r\ufeff😀é")), max_size=30), st.data())
def test_the_judge_never_fails_and_never_leaves_the_text(text: str, data: st.DataObject) -> None:
    numbers = st.integers(-3, 90)
    stored = data.draw(
        st.lists(
            st.builds(
                StoredSpan, start=numbers, end=numbers, text=st.sampled_from([None, "", "a", "b\n", "😀"])
            ),
            max_size=6,
        )
    )
    verdict = judge(text, stored)
    assert len(verdict.spans) == verdict.total == len(stored)
    for span, one in zip(verdict.spans, stored, strict=True):
        if span is not None:
            assert 0 <= span.start < span.end <= len(text)
            if one.text:
                assert text[slice(*span)].replace("\r", "\n")[:1] == one.text[:1] or one.text == "b\n"


def test_brats_own_example_is_counted_in_code_points() -> None:
    text = fixture("brat/000-introduction.txt").read_text(encoding="utf-8")
    lines = fixture("brat/000-introduction.ann").read_text(encoding="utf-8").splitlines()
    marks = [line.split("\t") for line in lines if line.startswith("T")]
    stored = [
        StoredSpan(start=int(mark[1].split()[1]), end=int(mark[1].split()[2]), text=mark[2], record=mark[0])
        for mark in marks
    ]
    verdict = judge(text, stored)
    assert (verdict.unit, verdict.fitting, verdict.total, verdict.sure) == ("code point", 7, 7, True)


@pytest.mark.parametrize(
    ("text", "reading", "stored", "span"),
    [
        ("a\nb", Reading(crlf=2), (1, 2), None),
        ("a\nb", Reading(crlf=2), (1, 3), Span(1, 2)),
        ("a\nb", Reading(crlf=2, unit="grapheme"), (1, 2), Span(1, 2)),
        ("a\r\nb", Reading(crlf=1), (1, 2), Span(1, 3)),
        ("ab", Reading(crlf=2), (0, 2), Span(0, 2)),
        ("\ufeffab", Reading(), (0, 1), Span(1, 2)),
        ("\ufeffab", Reading(bom=True), (0, 2), Span(0, 2)),
        ("\ufeffab", Reading(bom=True, unit="byte"), (3, 4), Span(1, 2)),
        ("ab", Reading(bom=True), (0, 2), None),
        ("ab", Reading(bom=True, unit="byte"), (3, 5), Span(0, 2)),
        ("é", Reading(unit="byte"), (0, 1), None),
        ("ab", Reading(inclusive=True), (0, 0), Span(0, 1)),
        ("ab", Reading(), (1, 1), None),
        ("ab", Reading(unit="grapheme"), (0, 3), None),
    ],
)
def test_a_place_is_read_as_it_was_counted(
    text: str, reading: Reading, stored: tuple[int, int], span: Span | None
) -> None:
    assert CountedText(text).span(*stored, reading) == span
