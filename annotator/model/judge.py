"""The offset judge: how another program counted its places, found out from what fits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Final, NamedTuple

import msgspec

from annotator.model.annotation import Span
from annotator.model.counting import UNITS, CountedText, Reading
from annotator.model.text import canonical

__all__ = ["UNITS", "Reading", "StoredSpan", "Verdict", "choose_reading", "judge"]

#: How much less likely a unit is when it is not the expected one.
_RARITY: Final = {"code point": 1, "utf-16": 1, "byte": 2, "grapheme": 3}

#: So many spans, spread over a text, decide how its places were counted.
_SAMPLE: Final = 200

#: Spans without stored text that must speak for one way of counting more than for another.
_CLEAR: Final = 2

_SPACE: Final = re.compile(r"\s")


class StoredSpan(msgspec.Struct, frozen=True, kw_only=True):
    """A span as a file gives it: places in unknown units, and the text that it is said to cover.

    `text` is None (or "") where the file stores none. `record` is a line, row or id for reports.
    """

    start: int
    end: int
    text: str | None = None
    record: str = ""


_READINGS: Final = tuple(
    Reading(unit=unit, crlf=crlf, bom=bom, inclusive=inclusive)
    for unit, crlf, bom, inclusive in product(UNITS, (1, 2), (False, True), (False, True))
)


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The way of counting that fits best, and the spans that it gives.

    `fitting` of `total` spans fit: their text is the stored one or, where none is stored, they begin
    and end at words. `sure` when all fit and no other way of counting fits as well. `spans` are code
    points over the text as given, None for what does not fit (without stored text: lies outside the
    text or inside a character). `words` tells people what was chosen.
    """

    unit: str
    crlf: int
    bom: bool
    inclusive: bool
    fitting: int
    total: int
    sure: bool
    spans: list[Span | None]
    words: str


def judge(
    text: str, stored: Sequence[StoredSpan], *, expect: str = "code point", reading: Reading | None = None
) -> Verdict:
    """Find out how the stored spans of one text were counted, and give them in code points.

    Of readings that fit equally well the one nearest to `expect` (a unit), ends exclusive and the line
    ends and BOM as they stand in the text, wins. `reading`, for example from `choose_reading` over a
    whole file, settles the way of counting beforehand. Never raises for wrong spans.
    """
    counted = CountedText(text)
    sure = True
    if reading is None:
        reading, sure = _best([(counted, _spread(stored))], expect)
    spans = [counted.span(one.start, one.end, reading) for one in stored]
    fits = [_fits(text, span, one) for span, one in zip(spans, stored, strict=True)]
    kept = [span if fit or not one.text else None for span, fit, one in zip(spans, fits, stored, strict=True)]
    return Verdict(
        unit=reading.unit,
        crlf=reading.crlf,
        bom=reading.bom,
        inclusive=reading.inclusive,
        fitting=sum(fits),
        total=len(stored),
        sure=sure and all(fits),
        spans=kept,
        words=_words(reading, sum(fits), len(stored)),
    )


def choose_reading(
    articles: Iterable[tuple[str, Sequence[StoredSpan]]], *, expect: str = "code point"
) -> Reading:
    """The one way of counting that fits best over several texts of a file, with their stored spans.

    Better than `judge` for each text alone where few spans, and no text, are stored with each. Give a
    sample (some hundred articles), not a million.
    """
    return _best([(CountedText(text), _spread(stored)) for text, stored in articles], expect)[0]


class _Score(NamedTuple):
    """How well a reading fits: spans with their stored text, spans at words, nearness to the expected."""

    texts: int
    edges: int
    nearness: int


_Sample = list[tuple[CountedText, Sequence[StoredSpan]]]


def _spread(stored: Sequence[StoredSpan]) -> Sequence[StoredSpan]:
    return stored[:: len(stored) // _SAMPLE + 1]


def _best(sample: _Sample, expect: str) -> tuple[Reading, bool]:
    """The best reading of the sample, and whether no other that gives other spans comes near it."""
    total = sum(len(stored) for _, stored in sample)
    rated: list[tuple[_Score, Reading, list[Span | None]]] = []
    for reading in _by_distance(sample, expect):
        spans = [counted.span(one.start, one.end, reading) for counted, stored in sample for one in stored]
        score = _score(sample, spans, -_distance(sample, reading, expect))
        if score.texts == total:
            return reading, True
        rated.append((score, reading, spans))
    best, reading, spans = max(rated, key=lambda one: one[0])
    expected = rated[0]
    if best.texts == expected[0].texts and best.edges < expected[0].edges + _CLEAR:
        best, reading, spans = expected
    rivals = [score for score, _, other in rated if other != spans]
    return reading, all(
        rival.texts < best.texts or (rival.texts == best.texts and rival.edges + _CLEAR <= best.edges)
        for rival in rivals
    )


def _by_distance(sample: _Sample, expect: str) -> Iterator[Reading]:
    """Every reading, the expected one first: the others are not sorted before it has failed."""
    counted = sample[0][0] if sample else CountedText("")
    yield Reading(unit=expect, crlf=counted.crlf, bom=counted.bom)
    yield from sorted(_READINGS, key=lambda reading: _distance(sample, reading, expect))


def _distance(sample: _Sample, reading: Reading, expect: str) -> int:
    """How far the reading is from what one expects of these texts: rarer habits weigh more."""
    unit = 0 if reading.unit == expect else _RARITY[reading.unit]
    return len(sample) * (unit + 2 * reading.inclusive) + sum(
        (reading.crlf != counted.crlf) + (1 if counted.bom else 3) * (reading.bom != counted.bom)
        for counted, _ in sample
    )


def _score(sample: _Sample, spans: list[Span | None], nearness: int) -> _Score:
    texts = edges = 0
    found = iter(spans)
    for counted, stored in sample:
        for one in stored:
            if _fits(counted.text, next(found), one):
                texts += bool(one.text)
                edges += not one.text
    return _Score(texts, edges, nearness)


def _fits(text: str, span: Span | None, stored: StoredSpan) -> bool:
    if span is None:
        return False
    if stored.text:
        return _same(text[span.start : span.end], stored.text)
    return _at_words(text, span)


def _same(found: str, stored: str) -> bool:
    """Equal but for line ends, white space of another kind, and characters that cannot be kept."""
    return found == stored or _plain(found) == _plain(stored)


def _plain(text: str) -> str:
    return _SPACE.sub(" ", canonical(text).text)


def _at_words(text: str, span: Span) -> bool:
    """Whether neither end of the span stands in white space or within a word."""
    start, end = span
    if text[start].isspace() or text[end - 1].isspace():
        return False
    return not any(_joined(text[at - 1], text[at]) for at in (start, end) if 0 < at < len(text))


def _joined(left: str, right: str) -> bool:
    """Whether two neighbours belong to one word or one character; East Asian ones never do."""
    if "\u200d" in {left, right} or unicodedata.category(right).startswith("M"):
        return True
    wide = left >= "\u2e80" and unicodedata.east_asian_width(left) in "WF"
    return left.isalnum() and right.isalnum() and not wide


_UNIT_WORDS: Final = {
    "code point": "characters (code points)",
    "utf-16": "UTF-16 units",
    "byte": "UTF-8 bytes",
    "grapheme": "visible characters (graphemes)",
}


def _words(reading: Reading, fitting: int, total: int) -> str:
    parts = [
        f"counted in {_UNIT_WORDS[reading.unit]}",
        f"a line end as {'two' if reading.crlf == 2 else 'one'}",
    ]
    if reading.bom:
        parts.append("with the byte order mark")
    parts.append("last place included" if reading.inclusive else "end not included")
    return f"Places {', '.join(parts)}: {fitting:,} of {total:,} fit."
