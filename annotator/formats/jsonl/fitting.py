"""Where the spans and cues of a line are: code points first, the offset judge when those do not fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, cast

import msgspec

from annotator.errors import SpanError
from annotator.formats.jsonl.lines import OFFSET_UNIT
from annotator.formats.jsonl.parsing import ArticleIn, RelationIn, SpanIn
from annotator.model.annotation import GAP, Span, check_span, normal_fragments

_CUE: Final = re.compile(r"\s*(\d{1,15})\s*,\s*(\d{1,15})\s*\Z")

_UNITS: Final = {
    "code point": "code point",
    "codepoint": "code point",
    "code points": "code point",
    "utf-16": "utf-16",
    "utf16": "utf-16",
    "utf-16 code unit": "utf-16",
    "byte": "byte",
    "bytes": "byte",
    "utf-8": "byte",
    "grapheme": "grapheme",
}

Fragments = tuple[Span, ...]


class Fitting(msgspec.Struct):
    """Code points for each span and each cue of a line, None for what is absent or fits nothing.

    `faults` are (record, message).
    """

    spans: list[Fragments | None]
    cues: list[Span | None]
    faults: list[tuple[str, str]] = []


def fit(line: ArticleIn) -> Fitting:
    """Find the spans and cues of the line in its text; never raises, what does not fit is a fault."""
    text, relations = line.text, line.relations or []
    spans = [_as_code_points(text, one) for one in line.spans or ()]
    cues = [_cue(one) for one in relations]
    good_cues = all(_cue_fits(text, cue, one) for cue, one in zip(cues, relations, strict=True) if cue)
    unit = _UNITS.get((line.offset_unit or OFFSET_UNIT).lower(), OFFSET_UNIT)
    if None not in spans and good_cues and unit == OFFSET_UNIT:
        return Fitting(spans=spans, cues=cues, faults=_unread_cues(cues, relations))
    return _judged(line, cues, unit)


def _as_code_points(text: str, span: SpanIn) -> Fragments | None:
    if span.fragments:
        try:
            fragments = normal_fragments(span.fragments, length=len(text))
        except SpanError:
            return None
        hull = (fragments[0].start, fragments[-1].end)
        return fragments if hull == (span.start, span.end) and _matches(text, fragments, span.text) else None
    start, end = span.start, span.end
    if not 0 <= start < end <= len(text) or (span.text is not None and text[start:end] != span.text):
        return None
    return (Span(start, end),)


def _matches(text: str, fragments: Fragments, quote: str | None) -> bool:
    """Whether the quote is the hull's text or that of the fragments, joined in a usual way."""
    if quote is None or quote == text[fragments[0].start : fragments[-1].end]:
        return True
    parts = [text[start:end] for start, end in fragments]
    return any(quote == glue.join(parts) for glue in (GAP, " ", ""))


def _cue(relation: RelationIn) -> Span | None:
    if isinstance(relation.cue, str):
        match = _CUE.match(relation.cue)
        return Span(int(match[1]), int(match[2])) if match else None
    return Span(*relation.cue) if relation.cue else None


def _cue_fits(text: str, cue: Span, relation: RelationIn) -> bool:
    start, end = cue
    return 0 <= start < end <= len(text) and relation.cue_text in {None, "", text[start:end]}


def _unread_cues(cues: Sequence[Span | None], relations: Sequence[RelationIn]) -> list[tuple[str, str]]:
    return [
        (str(relation.id), "The cue of this relation was left out: it is not two offsets.")
        for cue, relation in zip(cues, relations, strict=True)
        if cue is None and relation.cue
    ]


def _judged(line: ArticleIn, cues: list[Span | None], unit: str) -> Fitting:
    from annotator.model.judge import StoredSpan, judge

    stored: list[StoredSpan] = []
    for span in line.spans or ():
        name, quote = str(span.id), None if span.fragments else span.text
        stored.append(StoredSpan(start=span.start, end=span.end, text=quote, record=name))
        stored += [StoredSpan(start=a, end=b, text=None, record=name) for a, b in span.fragments or ()]
    for cue, relation in zip(cues, line.relations or (), strict=True):
        if cue:
            quote = relation.cue_text or None
            stored.append(StoredSpan(start=cue.start, end=cue.end, text=quote, record=str(relation.id)))
    verdict = judge(line.text, stored, expect=unit)
    found = iter(verdict.spans)
    fitting = Fitting(spans=[], cues=[], faults=_unread_cues(cues, line.relations or []))
    as_it_stands = (unit, 2 if "\r\n" in line.text else 1, False)
    if verdict.fitting and (verdict.unit, verdict.crlf, verdict.inclusive) != as_it_stands:
        fitting.faults.append(("", verdict.words))
    for span in line.spans or ():
        pieces = [next(found)]
        pieces += [next(found) for _ in span.fragments or ()]
        _take_span(fitting, line.text, span, pieces)
    for cue, relation in zip(cues, line.relations or (), strict=True):
        fitting.cues.append(next(found) if cue else None)
        if cue and fitting.cues[-1] is None:
            message = "The cue of this relation was left out: it does not fit the text."
            fitting.faults.append((str(relation.id), message))
    return fitting


def _take_span(fitting: Fitting, text: str, span: SpanIn, pieces: list[Span | None]) -> None:
    """Take the judge's reading of one span: its hull, then its fragments, if it has any."""
    parts = pieces[1:] or pieces
    fragments: Fragments | None = None
    why = "its quote is not what the text says there"
    try:
        check_span((span.start, span.end), length=max(len(text.encode()), 1))
        if None not in pieces:
            fragments = normal_fragments(cast("list[Span]", parts), length=len(text))
            if not _matches(text, fragments, span.text):
                fragments = None
    except SpanError as error:
        why = error.sentence.rstrip(".")
    fitting.spans.append(fragments)
    if fragments is None:
        name = str(span.id) or f"{span.start}–{span.end}"
        fitting.faults.append((name, f"This annotation “{span.label[:60]}” was left out: {why}."))
