"""Concordance: each hit of a search with the text to its left and right, sorted, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, Literal, get_args

import msgspec

from annotator.analysis.search import Found, Hit
from annotator.model.annotation import Annotation, Span
from annotator.model.article import ArticleId
from annotator.model.boundaries import snap_to_graphemes
from annotator.model.exchange import ArticleRecord
from annotator.model.folding import fold

Order = Literal["text", "left", "hit", "right", "outlet", "date", "title"]
By = Literal["outlet", "month", "year", "language", "hit", "label"]

ORDERS: Final[tuple[Order, ...]] = get_args(Order)

#: Code points of text on either side.
WIDTH: Final = 60


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One hit in its surroundings.

    `left`, `hit` and `right` are on one line (each white space is a space) and split no grapheme cluster.
    `span` counts code points of the article's text, half-open. `mark` is the uid of the mark that the query
    asked about, or ""; `marks` and `labels` are the uids and label names of all marks that share characters
    with the hit, so that hits already marked can be told apart. `id` is the article's key in its project.
    """

    article: str
    title: str
    outlet: str
    published: str
    language: str
    span: Span
    left: str
    hit: str
    right: str
    mark: str = ""
    marks: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    id: ArticleId = ArticleId(0)


def concordance(found: Iterable[Found], *, width: int = WIDTH, order: Order = "text") -> list[Line]:
    """All hits as lines, in the order asked for (articles found without hits have none)."""
    return ordered(lines(found, width=width), order)


def lines(found: Iterable[Found], *, width: int = WIDTH) -> Iterator[Line]:
    """The hits as lines, one by one, in the order in which they are found."""
    for one in found:
        for hit in one.hits:
            yield _line(one.record, hit, width)


def ordered(lines: Iterable[Line], order: Order) -> list[Line]:
    """The lines in another order: by their words to the left (nearest word first) or right, outlet, date ...

    Case and accents do not count; equal lines stay as they were.
    """
    keys: Mapping[Order, Callable[[Line], object]] = {
        "text": lambda line: 0,
        "left": lambda line: _words(line.left)[::-1],
        "hit": lambda line: _words(line.hit),
        "right": lambda line: _words(line.right),
        "outlet": lambda line: (_words(line.outlet), line.published),
        "date": lambda line: line.published,
        "title": lambda line: _words(line.title),
    }
    return sorted(lines, key=keys[order])  # type: ignore[arg-type]


def frequencies(lines: Iterable[Line], by: By) -> list[tuple[str, int]]:
    """How many lines each outlet, month, year, language, wording or label has.

    Months and years are in order of time and begin with "" (no date); the rest by number, then by name.
    A line under marks of several labels counts for each; one under none counts for "".
    """
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(group_of(line, by))
    if by in {"month", "year"}:
        return sorted(counts.items())
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def group_of(line: Line, by: By) -> list[str]:
    """The outlet, month, year, language, wording or labels that a line counts for."""
    if by == "label":
        return sorted(set(line.labels)) or [""]
    groups: Mapping[By, str] = {
        "outlet": line.outlet,
        "month": line.published[:7],
        "year": line.published[:4],
        "language": line.language,
        "hit": fold(line.hit).text,
    }
    return [groups[by]]


def _line(record: ArticleRecord, hit: Hit, width: int) -> Line:
    text, article = record.text, record.article
    start, end = hit.span
    around = snap_to_graphemes(text, Span(max(0, start - width), min(len(text), end + width)))
    touching = _touching(record.annotations, hit.span)
    return Line(
        article=article.uid,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        language=article.language,
        span=hit.span,
        left=_one_line(text[around.start : start]),
        hit=_one_line(text[start:end]),
        right=_one_line(text[end : around.end]),
        mark=hit.mark,
        marks=tuple(mark.uid for mark in touching),
        labels=tuple(mark.label for mark in touching),
        id=article.id,
    )


def marked(line: Line, marks: Iterable[Annotation]) -> Line:
    """The line after the marks of its article have changed."""
    touching = _touching(marks, line.span)
    uids, labels = tuple(mark.uid for mark in touching), tuple(mark.label for mark in touching)
    return msgspec.structs.replace(line, marks=uids, labels=labels)


def _touching(marks: Iterable[Annotation], span: Span) -> list[Annotation]:
    start, end = span
    return [
        mark for mark in marks if not mark.suggested and any(a < end and start < b for a, b in mark.fragments)
    ]


def _one_line(text: str) -> str:
    return "".join(" " if sign.isspace() else sign for sign in text)


def _words(text: str) -> list[str]:
    return fold(text).text.split()
