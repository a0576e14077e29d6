"""Labelled data going out: counting what a format cannot hold, and giving way where spans collide."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from annotator.model.annotation import Annotation, Span, fits, span_order
from annotator.model.article import METADATA
from annotator.model.boundaries import grapheme_ends
from annotator.model.exchange import ArticleRecord, Dataset, ExportReport, Problem, Progress
from annotator.model.scheme import Scheme
from annotator.model.text import OffsetMap

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def outgoing(
    dataset: Dataset, report: ExportReport, *, keeps: frozenset[str], progress: Progress
) -> Iterator[ArticleRecord]:
    """Each record in turn: compared with its quotes, counted in the report, losses and all.

    A quote that is not what the text says is listed as a warning, and written as the text says.
    Collisions (overlaps), token edges and replaced characters are the format's own to count.
    """
    for done, record in enumerate(dataset.records, 1):
        report.articles += 1
        report.annotations += len(record.annotations)
        report.relations += len(record.relations) if "relations" in keeps else 0
        report.warnings.extend(misfits(record))
        count_losses(record, report, keeps)
        yield record
        progress(done, dataset.count)


def misfits(record: ArticleRecord) -> Iterator[Problem]:
    """A problem for each annotation whose quote is not what the text says at its place."""
    for one in record.annotations:
        if not fits(record.text, one):
            yield Problem(
                file=record.article.title or record.article.uid,
                record=one.uid,
                message=f"The quote of a {one.label} at {one.start}–{one.end} is not what the text says.",
            )


def count_losses(record: ArticleRecord, report: ExportReport, keeps: frozenset[str]) -> None:
    """Count in the report what the record has and the format does not keep.

    fragments: annotations in more than one · relations · cues: relations that carry one · attributes:
    values · entities: annotations linked to one · notes: of annotations and relations · variables:
    values · metadata: fields that are filled · coders: annotations and relations that name theirs.
    """
    marks, relations = record.annotations, record.relations
    counts = {
        "fragments": sum(len(one.fragments) > 1 for one in marks),
        "relations": len(relations),
        "cues": sum(one.cue is not None for one in relations),
        "attributes": sum(len(one.attributes) for one in marks),
        "entities": sum(bool(one.entity) for one in marks),
        "notes": sum(bool(one.note) for one in marks) + sum(bool(one.note) for one in relations),
        "variables": len(record.variables),
        "metadata": len(metadata(record)),
        "coders": sum(bool(one.coder) for one in marks) + sum(bool(one.coder) for one in relations),
    }
    for what, count in counts.items():
        if what not in keeps:
            report.lose(what, count)


def metadata(record: ArticleRecord) -> dict[str, str]:
    """The filled metadata fields of the article, in display order, and its further columns after them."""
    fields = {name: str(getattr(record.article, name)) for name in METADATA}
    return {name: value for name, value in {**fields, **record.article.extra}.items() if value}


def without_overlaps(annotations: Iterable[Annotation]) -> tuple[list[Annotation], int]:
    """Annotations of which no two share a character, in span order, and how many had to give way.

    The longest one stays, of two equally long ones the first (the rule of spaCy's `filter_spans`).
    Fragments count by themselves: an annotation may stand in the gap of another one.
    """
    kept: list[Annotation] = []
    starts: list[int] = []
    ends: list[int] = []
    lost = 0
    for one in sorted(annotations, key=lambda a: (-sum(f.end - f.start for f in a.fragments), span_order(a))):
        places = [bisect.bisect_right(starts, fragment.start) for fragment in one.fragments]
        free = all(
            (at == 0 or ends[at - 1] <= fragment.start) and (at == len(starts) or fragment.end <= starts[at])
            for at, fragment in zip(places, one.fragments, strict=True)
        )
        if not free:
            lost += 1
            continue
        kept.append(one)
        for fragment in one.fragments:
            at = bisect.bisect_right(starts, fragment.start)
            starts.insert(at, fragment.start)
            ends.insert(at, fragment.end)
    return sorted(kept, key=span_order), lost


def split_fragments(annotations: Iterable[Annotation]) -> Iterator[Annotation]:
    """The annotations with each fragment an annotation of its own; the first one keeps the uid."""
    for one in annotations:
        for number, fragment in enumerate(one.fragments):
            uid = one.uid if number == 0 else f"{one.uid}#{number + 1}"
            yield msgspec.structs.replace(one, fragments=(fragment,), uid=uid)


class Units:
    """Places of one text in another unit ("code point", "utf-16", "byte", "grapheme")."""

    def __init__(self, text: str, unit: str) -> None:
        offsets = OffsetMap(text)
        ways = {"utf-16": offsets.to_utf16, "byte": offsets.to_byte}
        self._place = ways.get(unit)
        self._edges = [0, *grapheme_ends(text)] if unit == "grapheme" else []

    def span(self, span: Span) -> Span:
        """The span in that unit, half-open. Graphemes that it cuts are counted whole."""
        if self._edges:
            return Span(
                bisect.bisect_right(self._edges, span.start) - 1, bisect.bisect_left(self._edges, span.end)
            )
        return Span(self._place(span.start), self._place(span.end)) if self._place else span


def label_order(scheme: Scheme, annotations: Iterable[Annotation] = ()) -> list[str]:
    """The label names of the scheme in its order, and after them those that only the annotations use."""
    names: Mapping[str, None] = dict.fromkeys(
        [*(one.name for one in scheme.labels), *sorted({one.label for one in annotations})]
    )
    return list(names)


def xml_text(text: str) -> tuple[str, int]:
    """The text with each character that XML 1.0 forbids replaced by U+FFFD, and how many there were."""
    return _NOT_XML.subn("\ufffd", text)


def numbered_name(number: int, title: str) -> str:
    """A file name (no suffix) for the article of that number: ASCII, unique, sorting in article order."""
    words = re.sub(r"[^A-Za-z0-9]+", "-", title)[:60].strip("-").lower()
    return f"{number:06d}-{words}" if words else f"{number:06d}"
