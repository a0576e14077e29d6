"""Annotations, their fragments and their quotes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import SpanError
from annotator.model.annotation import (
    GAP,
    Annotation,
    Relation,
    Span,
    check_span,
    fits,
    normal_fragments,
    quote_of,
    span_order,
)

TEXT = "“Kami siap,” kata Jokowi, “dan kami kuat.” 😀"

SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 10)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    min_size=1,
    max_size=8,
)


@given(SPANS)
def test_normal_fragments_cover_the_same_places_and_never_touch(spans: list[tuple[int, int]]) -> None:
    fragments = normal_fragments(spans, length=60)
    covered = {place for start, end in spans for place in range(start, end)}
    assert [place for start, end in fragments for place in range(start, end)] == sorted(covered)
    assert all(left.end < right.start for left, right in pairwise(fragments))
    assert normal_fragments(fragments, length=60) == fragments


def test_overlapping_and_touching_spans_are_joined() -> None:
    assert normal_fragments([(5, 8), [0, 3], Span(3, 4), (6, 7)], length=8) == (Span(0, 4), Span(5, 8))


def test_an_annotation_without_a_span_is_refused() -> None:
    with pytest.raises(SpanError, match="at least one stretch"):
        normal_fragments([], length=5)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ((2, 2), "is empty"),
        ((3, 2), "ends before it starts"),
        ((-1, 2), "outside the text of 5"),
        ((2, 6), "outside the text of 5"),
    ],
)
def test_a_wrong_span_is_refused_in_plain_words(span: tuple[int, int], words: str) -> None:
    with pytest.raises(SpanError, match=words) as caught:
        check_span(span, length=5)
    assert caught.value.sentence == str(caught.value)
    with pytest.raises(SpanError, match=words):
        normal_fragments([(0, 1), span], length=5)


def test_a_span_to_the_very_end_is_fine() -> None:
    check_span((0, 5), length=5)


def test_a_broken_up_quotation_is_one_quote_with_gaps() -> None:
    fragments = (Span(0, 12), Span(26, len(TEXT)))
    assert quote_of(TEXT, fragments) == "“Kami siap,”" + GAP + "“dan kami kuat.” 😀"
    assert quote_of(TEXT, fragments[:1]) == "“Kami siap,”"


def test_a_quote_fits_only_where_the_text_says_the_same() -> None:
    one = Annotation(label="actor", fragments=(Span(18, 24),), quote="Jokowi")
    assert fits(TEXT, one)
    assert not fits(TEXT.replace("Jokowi", "Widodo"), one)
    assert not fits("kurz", one)
    two = Annotation(label="claim", fragments=(Span(0, 1), Span(18, 24)), quote=f"“{GAP}Jokowi")
    assert fits(TEXT, two)
    assert not fits(TEXT[:20], two)
    assert not fits("x" + TEXT, two)


def test_the_hull_goes_from_the_first_fragment_to_the_last() -> None:
    one = Annotation(label="claim", fragments=(Span(2, 4), Span(9, 12)))
    assert (one.start, one.end) == (2, 12)


def test_annotations_are_ordered_by_start_end_and_uid() -> None:
    made = [
        Annotation(label="x", fragments=fragments, uid=uid)
        for fragments, uid in [
            ((Span(3, 4),), "a"),
            ((Span(0, 9),), "b"),
            ((Span(0, 9),), "a"),
            ((Span(0, 2), Span(4, 5)), "c"),
        ]
    ]
    assert [(one.start, one.end, one.uid) for one in sorted(made, key=span_order)] == [
        (0, 5, "c"),
        (0, 9, "a"),
        (0, 9, "b"),
        (3, 4, "a"),
    ]


def test_annotations_and_relations_are_values() -> None:
    one = Annotation(label="actor", fragments=(Span(0, 1),))
    assert one == Annotation(label="actor", fragments=(Span(0, 1),))
    assert one.attributes is not Annotation(label="actor", fragments=(Span(0, 1),)).attributes
    relation = Relation(type="target", head="a", tail="b")
    with pytest.raises(AttributeError):
        relation.type = "holder"  # type: ignore[misc]
