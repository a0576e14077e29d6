"""What an index must have of a text so that it misses no hit."""

from __future__ import annotations

import fnmatch
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.analysis.query import QueryError
from annotator.analysis.search import Search
from annotator.analysis.terms import Both, Either, Marked, Term, Terms, asked_of
from annotator.model.article import Article
from annotator.model.exchange import ArticleRecord
from annotator.model.scheme import Scheme

_SIGNS = "aAbé\u0301ß_1²-. \n“’крЁ入侵乌กาิ\u0e33한한글ｱﾞアﬁıİ\u00adعَـל"


def names(asked: Any, terms: set[str]) -> bool:
    """Whether an index with these terms names the article."""
    if isinstance(asked, Term):
        return any(
            term == asked.text
            if asked.kind == "whole"
            else term.startswith(asked.text)
            if asked.kind == "prefix"
            else fnmatch.fnmatchcase(term, asked.text)
            for term in terms
        )
    if isinstance(asked, Either):
        return any(names(part, terms) for part in asked.parts)
    return isinstance(asked, Marked) or all(names(part, terms) for part in asked.parts)


def test_words_and_pairs_of_signs_are_terms() -> None:
    assert Terms().of("Invasi, KE-2 Crème") == {"invasi", "ke", "2", "creme"}
    assert Terms().of("俄军入侵。") == {"俄军", "军入", "入侵", "侵"}
    assert Terms().of("G20峰会") == {"g20", "峰会", "会"}


def test_a_wildcard_asks_for_the_beginning_or_for_the_longest_piece() -> None:
    assert asked_of("inva*") == Both((Term("inva", "prefix"),))
    assert asked_of("in?asi") == Both((Term("in", "prefix"),))
    assert asked_of("*vasi") == Both((Term("*vasi*", "pattern"),))
    assert asked_of("入侵*") == Both((Term("入侵"),))
    assert asked_of("侵") == Both((Term("侵", "prefix"),))
    assert asked_of("perang * itu") == Both((Term("perang"), Term("itu")))


def test_what_is_denied_asks_for_nothing_and_or_for_either() -> None:
    search = Search("invasi (NOT damai) (perang OR krim*)", scheme=Scheme())
    assert search.asked == Both(
        (
            Both((Term("invasi"),)),
            Both(),
            Either((Both((Term("perang"),)), Both((Term("krim", "prefix"),)))),
        )
    )


def test_a_condition_on_marks_asks_for_articles_with_marks() -> None:
    assert Search("coder:Ana", scheme=Scheme()).asked == Marked()
    assert Search("NOT coder:Ana", scheme=Scheme()).asked == Both((Marked(),))
    assert Search("entity:x", scheme=Scheme()).asked == Marked(frozenset({"x"}))
    assert Search("outlet:Antara", scheme=Scheme()).asked == Both()


@settings(max_examples=400, deadline=None)
@given(
    text=st.text(alphabet=_SIGNS, max_size=40),
    at=st.integers(0, 40),
    size=st.integers(1, 8),
    wild=st.lists(st.tuples(st.integers(0, 8), st.sampled_from("*?")), max_size=2),
    ways=st.tuples(st.booleans(), st.booleans()),
)
def test_every_article_that_is_found_is_named(
    text: str, at: int, size: int, wild: list[tuple[int, str]], ways: tuple[bool, bool]
) -> None:
    words = text[at : at + size]
    for place, sign in wild:
        words = words[:place] + sign + words[place:]
    query = '"' + "".join(one for one in words if one not in '“”"\\') + '"'
    try:
        search = Search(query, scheme=Scheme(), case=ways[0], accents=ways[1])
    except QueryError:
        return
    if search.find(ArticleRecord(article=Article(), text=text)) is not None:
        assert names(search.asked, Terms().of(text))


def test_the_same_words_have_the_same_terms_when_they_come_again() -> None:
    terms = Terms()
    first = terms.of("G20峰会 입니다")
    assert terms.of("입니다 G20峰会") == first == {"g20", "峰会", "会", *Terms().of("입니다")}


def test_a_very_long_word_is_taken_apart_each_time_and_is_not_kept() -> None:
    terms = Terms()
    long = "侵" * 41
    assert terms.of(long) == terms.of(long) == {"侵侵", "侵"}
    assert list(terms._known) == []
    terms.of(long[1:])
    assert list(terms._known) == [long[1:]]


def test_what_is_known_of_words_is_forgotten_before_it_grows_too_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("annotator.analysis.terms._MOST_KNOWN", 1)
    terms = Terms()
    assert terms.of("入侵 峰会") == {"入侵", "侵", "峰会", "会"}
    assert terms.of("俄军") == {"俄军", "军"}
    assert list(terms._known) == ["俄军"]
