"""A concordance shows each hit in its surroundings, sorted and counted as asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from annotator.analysis.concordance import ORDERS, Line, concordance, frequencies, lines, ordered
from annotator.analysis.search import Found, search
from annotator.model.annotation import Annotation, Span
from annotator.model.article import Article
from annotator.model.exchange import ArticleRecord
from annotator.model.scheme import Scheme

SCHEME = Scheme()


def record(uid: str, text: str, *marks: Annotation, **metadata: str) -> ArticleRecord:
    return ArticleRecord(article=Article(uid=uid, **metadata), text=text, annotations=list(marks))  # type: ignore[arg-type]


def records() -> Iterator[ArticleRecord]:
    yield record(
        "a1",
        "Dia kata\nperang itu\tburuk.",
        title="Zebra",
        outlet="Tempo",
        published="2025-04-26",
        language="id",
    )
    yield record(
        "a2", "Kami cinta Perang dingin.", title="Ábel", outlet="kompas", published="2024-01", language="id"
    )
    yield record("a3", "perang", title="Mitra", outlet="", published="")


def found(query: str) -> list[Found]:
    return list(search(records(), query, scheme=SCHEME))


def test_each_line_shows_left_hit_and_right_on_one_line() -> None:
    line = concordance(found("perang"))[0]
    assert (line.left, line.hit, line.right) == ("Dia kata ", "perang", " itu buruk.")
    assert line.span == Span(9, 15)
    assert (line.article, line.title, line.outlet, line.published) == ("a1", "Zebra", "Tempo", "2025-04-26")


def test_the_surroundings_are_as_wide_as_asked_and_split_no_grapheme() -> None:
    text = "e\u0301e\u0301e\u0301 perang 👨‍👩‍👧👨‍👩‍👧"
    hits = list(search([record("a", text)], "perang", scheme=SCHEME))
    line = next(lines(hits, width=3))
    assert line.left == "e\u0301 "
    assert line.right == " 👨‍👩‍👧"
    assert next(lines(hits, width=0)).left == ""


@pytest.mark.parametrize(
    ("order", "articles"),
    [
        ("text", ["a1", "a2", "a3"]),
        ("left", ["a3", "a2", "a1"]),
        ("right", ["a3", "a2", "a1"]),
        ("hit", ["a1", "a2", "a3"]),
        ("outlet", ["a3", "a2", "a1"]),
        ("date", ["a3", "a2", "a1"]),
        ("title", ["a2", "a3", "a1"]),
    ],
)
def test_lines_are_sorted_without_regard_to_case_and_accents(order: str, articles: list[str]) -> None:
    assert order in ORDERS
    assert [line.article for line in concordance(found("perang"), order=order)] == articles  # type: ignore[arg-type]


def test_sorting_by_the_left_looks_at_the_nearest_word_first() -> None:
    made = [_line(left) for left in ("zaman satu ", "abad dua ", "abad satu ")]
    assert [line.left for line in ordered(made, "left")] == ["abad dua ", "abad satu ", "zaman satu "]


def test_hits_already_marked_are_told_apart() -> None:
    marks = (
        Annotation(label="claim", fragments=(Span(0, 8), Span(12, 15)), uid="m1"),
        Annotation(label="actor", fragments=(Span(9, 11),), uid="m2"),
        Annotation(label="actor", fragments=(Span(9, 15),), uid="m3", suggested=True),
        Annotation(label="source", fragments=(Span(15, 20),), uid="m4"),
    )
    hits = search([record("a", "Dia kata perang itu buruk.", *marks)], "perang", scheme=SCHEME)
    line = concordance(hits)[0]
    assert line.marks == ("m1", "m2")
    assert line.labels == ("claim", "actor")


def test_frequencies_by_outlet_month_year_language_wording_and_label() -> None:
    made = concordance(found("perang"))
    assert frequencies(made, "outlet") == [("", 1), ("Tempo", 1), ("kompas", 1)]
    assert frequencies(made, "month") == [("", 1), ("2024-01", 1), ("2025-04", 1)]
    assert frequencies(made, "year") == [("", 1), ("2024", 1), ("2025", 1)]
    assert frequencies(made, "language") == [("id", 2), ("", 1)]
    assert frequencies(made, "hit") == [("perang", 3)]
    assert frequencies(made, "label") == [("", 3)]
    assert frequencies([_line("", labels=("b", "a", "b"))], "label") == [("a", 1), ("b", 1)]


def _line(left: str, labels: tuple[str, ...] = ()) -> Line:
    return Line(
        article="a",
        title="",
        outlet="",
        published="",
        language="",
        span=Span(0, 1),
        left=left,
        hit="x",
        right="",
        labels=labels,
    )
