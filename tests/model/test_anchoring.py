"""A quote is found again in a text that was repaired, or a person is asked."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.model import anchoring
from annotator.model.anchoring import Anchor, reanchor
from annotator.model.annotation import Span
from annotator.model.boundaries import grapheme_ends
from annotator.paths import seeds

TEXT = next(seeds().glob("*.txt")).read_text(encoding="utf-8")


def find(text: str, span: Span, changed: str, *, near: int | None = None) -> Anchor | None:
    """Look for the span of the text in the changed text, with 32 code points of context."""
    start, end = span
    return reanchor(
        text[start:end],
        before=text[max(0, start - 32) : start],
        after=text[end : end + 32],
        near=start if near is None else near,
        text=changed,
    )


def span_of(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def found(changed: str, anchor: Anchor | None) -> str:
    assert anchor is not None
    return changed[anchor.span.start : anchor.span.end]


@given(st.data())
def test_in_an_unchanged_text_every_span_is_found_where_it_was(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, min(len(TEXT), start + 300)))
    anchor = find(TEXT, Span(start, end), TEXT)
    assert anchor == Anchor(span=Span(start, end), score=1.0, doubtful=False)


@given(st.text(max_size=200), st.text(max_size=40))
def test_text_added_elsewhere_only_moves_the_quote(added: str, more: str) -> None:
    quote = "profesionalisme tinggi, keteguhan, keberanian"
    assume(quote not in added and quote not in more)
    changed = added + TEXT + more
    anchor = find(TEXT, span_of(TEXT, quote), changed)
    assert found(changed, anchor) == quote
    assert anchor is not None
    assert (anchor.span.start, anchor.doubtful) == (len(added) + TEXT.index(quote), False)


def test_a_corrected_letter_beside_the_quote_leaves_it_sure() -> None:
    changed = TEXT.replace("menunjukkan profesionalisme", "menunjukan profesionalisme")
    anchor = find(TEXT, span_of(TEXT, "profesionalisme tinggi"), changed)
    assert found(changed, anchor) == "profesionalisme tinggi"
    assert anchor is not None
    assert not anchor.doubtful
    assert 0.9 < anchor.score < 1


def test_a_corrected_letter_in_the_quote_makes_it_doubtful() -> None:
    changed = TEXT.replace("bahu-membahu", "bahu membahu")
    quote = "misi tempur bahu-membahu dengan prajurit Rusia"
    anchor = find(TEXT, span_of(TEXT, quote), changed)
    assert found(changed, anchor) == quote.replace("bahu-membahu", "bahu membahu")
    assert anchor is not None
    assert anchor.doubtful


def test_an_advert_cut_out_of_a_quote_leaves_its_two_ends() -> None:
    advert = " IKLAN: beli sekarang juga, diskon besar-besaran! "
    quote = "Tentara dan perwira Tentara Rakyat Korea, yang melaksanakan misi tempur"
    dirty = TEXT.replace(quote, quote[:40] + advert + quote[40:])
    anchor = find(dirty, span_of(dirty, quote[:40] + advert + quote[40:]), TEXT)
    assert found(TEXT, anchor) == quote


def test_a_wrong_encoding_repaired_is_found_through_its_context() -> None:
    broken = "Kata Perdana Menteri: â€œKami tidak akan menyerahâ€\x9d, di Jakarta kemarin siang."
    fixed = "Kata Perdana Menteri: “Kami tidak akan menyerah”, di Jakarta kemarin siang."
    anchor = find(broken, span_of(broken, "â€œKami tidak akan menyerahâ€\x9d"), fixed)
    assert found(fixed, anchor) == "“Kami tidak akan menyerah”"


def test_of_many_equal_words_the_one_with_its_context_is_taken() -> None:
    text = "Rusia menang. Rusia kalah. Rusia diam. Rusia pergi."
    anchor = reanchor("Rusia", before="kalah. ", after=" diam.", near=0, text="Baru. " + text)
    assert anchor == Anchor(span=Span(33, 38), score=1.0, doubtful=False)


def test_equal_words_in_equal_context_are_doubtful_unless_one_stands_where_it_was() -> None:
    text = "kata dia. " * 6
    there = reanchor("dia", before="kata ", after=". ", near=25, text=text)
    assert there == Anchor(span=Span(25, 28), score=1.0, doubtful=False)
    moved = reanchor("dia", before="kata ", after=". ", near=27, text=text)
    assert moved == Anchor(span=Span(25, 28), score=1.0, doubtful=True)
    alone = reanchor("dia", before="", after="", near=26, text=text)
    assert alone == Anchor(span=Span(25, 28), score=0.7, doubtful=True)


def test_a_long_quote_that_stands_once_needs_no_context_a_short_one_does() -> None:
    long = "Kami tidak akan mundur dari perbatasan ini."
    for quote, doubtful in ((long, False), ("mundur", True)):
        anchor = reanchor(quote, before="xxxx", after="yyyy", near=0, text=f"Kata dia: {long} Titik.")
        assert anchor is not None
        assert anchor.doubtful is doubtful


@pytest.mark.parametrize("quote", ["zqxj", "Tidak ada satu pun kalimat seperti ini di sana", "q" * 500])
def test_what_is_not_there_is_not_found(quote: str) -> None:
    assert reanchor(quote, before="abc", after="def", near=100, text=TEXT) is None
    assert reanchor(quote, before="", after="", near=0, text="") is None


def test_an_empty_quote_is_nowhere() -> None:
    assert reanchor("", before="a", after="b", near=0, text="ab") is None


def test_context_that_met_leaves_no_room_for_the_quote() -> None:
    text = "Presiden berkata dengan tegas kepada semua wartawan."
    changed = text.replace("dengan tegas ", "")
    assert find(text, span_of(text, "dengan tegas "), changed) is None


def test_a_quote_changed_at_its_edge_never_splits_a_grapheme() -> None:
    text = "Dia berkata cafe\u0301 lama itu sudah tutup sejak kemarin pagi."
    changed = text.replace("lama itu", "lamaa itu")
    start = text.index("cafe")
    anchor = find(text, Span(start, start + len("cafe\u0301 lama itu sudah")), changed)
    assert found(changed, anchor) == "cafe\u0301 lamaa itu sudah"
    assert anchor is not None
    assert set(anchor.span) <= {0, *grapheme_ends(changed)}


def test_a_very_long_quote_with_changes_is_found() -> None:
    text = TEXT + "".join(f"Kalimat nomor {number} berisi kata. " for number in range(400)) + TEXT
    changed = "Judul baru\n" + text.replace("nomor 200 ", "nomer dua ratus ")
    span = Span(len(TEXT), len(text) - len(TEXT))
    anchor = find(text, span, changed)
    assert found(changed, anchor) == changed[span.start + 11 : span.end + 11 + len("dua ratus") - 3]


def test_only_the_nearest_places_of_a_frequent_word_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchoring, "_PLACES", 3)
    text = "dan " * 1000
    anchor = reanchor("dan", before="", after="", near=2000, text=text)
    assert anchor is not None
    assert anchor.span == Span(2000, 2003)


@given(st.data())
def test_a_changed_text_never_gives_a_span_outside_it(data: st.DataObject) -> None:
    text = data.draw(st.text("ab é\u0301😀.", max_size=60))
    quote = data.draw(st.text("ab é\u0301😀.", min_size=1, max_size=20))
    anchor = reanchor(quote, before="ab", after="é", near=data.draw(st.integers(-5, 99)), text=text)
    if anchor is not None:
        assert 0 <= anchor.span.start < anchor.span.end <= len(text)
        assert 0.5 < anchor.score <= 1
        assert anchor.doubtful or text[anchor.span.start : anchor.span.end] == quote
