"""Annotations and relations: labelled spans, their quotes, and the links between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, NewType

import msgspec

from annotator.errors import SpanError
from annotator.model.article import ArticleId

AnnotationId = NewType("AnnotationId", int)
RelationId = NewType("RelationId", int)

AttributeValue = str | bool | int | float | list[str]

#: Between the quotes of two fragments of one annotation.
GAP: Final = " […] "


class Span(NamedTuple):
    """One stretch of text: code points, 0-based, half-open."""

    start: int
    end: int


class Annotation(msgspec.Struct, frozen=True, kw_only=True):
    """A label on one or more spans of one article.

    `fragments` are sorted, disjoint, not touching and not empty (`normal_fragments`). `quote` is the
    text of the fragments joined by `GAP`. `label` is a label name of the scheme, `entity` an entity's
    uid or "", `coder` a coder's name (unique in a project). Times are UTC, "2025-04-26T09:14:32.123Z".
    `suggested` marks a proposal (a prediction) that no person has confirmed. `scheme_version` is the version
    of the scheme under which it was made, 0 until stored. `id` is 0 until stored.
    """

    label: str
    fragments: tuple[Span, ...]
    quote: str = ""
    attributes: dict[str, AttributeValue] = {}
    entity: str = ""
    note: str = ""
    coder: str = ""
    created: str = ""
    modified: str = ""
    suggested: bool = False
    scheme_version: int = 0
    uid: str = ""
    id: AnnotationId = AnnotationId(0)
    article: ArticleId = ArticleId(0)

    @property
    def start(self) -> int:
        """First code point of the hull."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """One past the last code point of the hull."""
        return self.fragments[-1].end


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """A typed, directed link from annotation `head` to annotation `tail` (uids) of one article.

    `cue` is the span of the word that carries the relation (kata, said), `cue_quote` its text.
    """

    type: str
    head: str
    tail: str
    cue: Span | None = None
    cue_quote: str = ""
    note: str = ""
    coder: str = ""
    created: str = ""
    modified: str = ""
    uid: str = ""
    id: RelationId = RelationId(0)
    article: ArticleId = ArticleId(0)


def normal_fragments(spans: Iterable[Sequence[int]], *, length: int) -> tuple[Span, ...]:
    """Sort spans, and join those that overlap or touch.

    Raises `SpanError` for no span at all, an empty or reversed span, or one outside 0..`length`.
    """
    ordered = sorted(Span(int(start), int(end)) for start, end in spans)
    if not ordered:
        raise SpanError("An annotation needs at least one stretch of text.")
    for span in ordered:
        check_span(span, length=length)
    joined = [ordered[0]]
    for span in ordered[1:]:
        last = joined[-1]
        if span.start <= last.end:
            joined[-1] = Span(last.start, max(last.end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def check_span(span: Sequence[int], *, length: int) -> None:
    """Raise `SpanError` unless 0 <= start < end <= `length` (code points)."""
    start, end = span
    if start == end:
        raise SpanError(f"The span {start}–{end} is empty.")
    if start > end:
        raise SpanError(f"The span {start}–{end} ends before it starts.")
    if start < 0 or end > length:
        raise SpanError(f"The span {start}–{end} lies outside the text of {length} characters.")


def quote_of(text: str, fragments: Sequence[Span]) -> str:
    """The text of the fragments, joined by `GAP`."""
    if len(fragments) == 1:
        return text[fragments[0].start : fragments[0].end]
    return GAP.join(text[start:end] for start, end in fragments)


def fits(text: str, annotation: Annotation) -> bool:
    """Whether the annotation's quote is what the text says at its fragments."""
    if len(annotation.fragments) == 1:  # by far the most, and asked of every annotation that goes out
        start, end = annotation.fragments[0]
        return 0 <= start < end <= len(text) and annotation.quote == text[start:end]
    inside = all(0 <= start < end <= len(text) for start, end in annotation.fragments)
    return inside and bool(annotation.fragments) and annotation.quote == quote_of(text, annotation.fragments)


def span_order(annotation: Annotation) -> tuple[int, int, str]:
    """Sort key of annotations everywhere: start, end, uid."""
    return (annotation.fragments[0].start, annotation.fragments[-1].end, annotation.uid)
