"""The offset judge: how another program counted its places, found out from what fits."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import Final, NamedTuple

import msgspec

from annotator.model.annotation import Span
from annotator.model.boundaries import grapheme_ends
from annotator.model.text import BOM, OffsetMap, canonical, canonical_offsets

UNITS: Final = ("code point", "utf-16", "byte", "grapheme")

#: How much less likely a unit is when it is not the expected one.
_RARITY: Final = {"code point": 1, "utf-16": 1, "byte": 2, "grapheme": 3}

#: So many spans, spread over a text, decide how its places were counted.
_SAMPLE: Final = 200

#: Spans without stored text that must speak for one way of counting more than for another.
_CLEAR: Final = 2

_SPACE: Final = re.compile(r"\s")

_Place = Callable[[int], int]


class StoredSpan(msgspec.Struct, frozen=True, kw_only=True):
    """A span as a file gives it: places in unknown units, and the text that it is said to cover.

    `text` is None (or "") where the file stores none. `record` is a line, row or id for reports.
    """

    start: int
    end: int
    text: str | None = None
    record: str = ""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One way of counting places in a text.

    `unit` is one of `UNITS` (bytes are UTF-8). `crlf` says how many places a line end takes, whatever
    the text at hand has. `bom` says whether a BOM in front was counted, `inclusive` whether the end is
    the last unit of the span instead of the one behind it.
    """

    unit: str = "code point"
    crlf: int = 1
    bom: bool = False
    inclusive: bool = False


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
    counted = _Counted(text)
    sure = True
    if reading is None:
        reading, sure = _best([(counted, _spread(stored))], expect)
    spans = [counted.read(one, reading) for one in stored]
    fitting = sum(_fits(text, span, one) for span, one in zip(spans, stored, strict=True))
    kept = [
        None if one.text and not _fits(text, span, one) else span
        for span, one in zip(spans, stored, strict=True)
    ]
    return Verdict(
        unit=reading.unit,
        crlf=reading.crlf,
        bom=reading.bom,
        inclusive=reading.inclusive,
        fitting=fitting,
        total=len(stored),
        sure=sure and fitting == len(stored),
        spans=kept,
        words=_words(reading, fitting, len(stored)),
    )


def choose_reading(
    articles: Iterable[tuple[str, Sequence[StoredSpan]]], *, expect: str = "code point"
) -> Reading:
    """The one way of counting that fits best over several texts of a file, with their stored spans.

    Better than `judge` for each text alone where few spans, and no text, are stored with each. Give a
    sample (some hundred articles), not a million.
    """
    return _best([(_Counted(text), _spread(stored)) for text, stored in articles], expect)[0]


class _Score(NamedTuple):
    """How well a reading fits: spans with their stored text, spans at words, nearness to the expected."""

    texts: int
    edges: int
    nearness: int


class _Counted:
    """One text, with its places counted in every way that was asked for so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.bom = text.startswith(BOM)
        self.crlf = 2 if "\r\n" in text else 1
        self._places: dict[tuple[str, int, bool], _Place] = {}

    def read(self, stored: StoredSpan, reading: Reading) -> Span | None:
        """The stored span in code points of the text, or None when it is no span of it."""
        key = (reading.unit, reading.crlf, reading.bom)
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = _place(self.text, *key)
        try:
            span = Span(place(stored.start), place(stored.end + reading.inclusive))
        except ValueError:
            return None
        return span if span.start < span.end else None

    def distance(self, reading: Reading, expect: str) -> int:
        """How far the reading is from what one expects of this text: rarer habits weigh more."""
        unit = 0 if reading.unit == expect else _RARITY[reading.unit]
        bom = 0 if reading.bom == self.bom else 1 if self.bom else 3
        return unit + bom + (reading.crlf != self.crlf) + 2 * reading.inclusive


_Sample = list[tuple[_Counted, Sequence[StoredSpan]]]


def _spread(stored: Sequence[StoredSpan]) -> Sequence[StoredSpan]:
    return stored[:: len(stored) // _SAMPLE + 1]


def _best(sample: _Sample, expect: str) -> tuple[Reading, bool]:
    """The best reading of the sample, and whether no other that gives other spans comes near it."""
    readings = sorted(
        (
            Reading(unit=unit, crlf=crlf, bom=bom, inclusive=inclusive)
            for unit, crlf, bom, inclusive in product(UNITS, (1, 2), (False, True), (False, True))
        ),
        key=lambda reading: _distance(sample, reading, expect),
    )
    total = sum(len(stored) for _, stored in sample)
    rated: list[tuple[_Score, Reading, list[Span | None]]] = []
    for reading in readings:
        spans = [counted.read(one, reading) for counted, stored in sample for one in stored]
        score = _score(sample, spans, -_distance(sample, reading, expect))
        if score.texts == total:
            return reading, not any(other.texts == total for other, *_ in rated)
        rated.append((score, reading, spans))
    best, reading, spans = max(rated, key=lambda one: one[0])
    rivals = [score for score, _, other in rated if other != spans]
    sure = all(
        rival.texts < best.texts or (rival.texts == best.texts and rival.edges + _CLEAR <= best.edges)
        for rival in rivals
    )
    return reading, sure


def _distance(sample: _Sample, reading: Reading, expect: str) -> int:
    return sum(counted.distance(reading, expect) for counted, _ in sample)


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


def _place(text: str, unit: str, crlf: int, bom: bool) -> _Place:
    """A function from a place counted in this way to the code point place; it raises `ValueError`."""
    start = int(text.startswith(BOM)) - bom
    body = BOM + text if start < 0 else text[max(0, start) :]
    line_ends = _line_ends(body, crlf)
    if line_ends is not None:
        body, to_text = line_ends
    units = _units(body, unit)

    def place(stored: int) -> int:
        at = units(stored)
        at = start + (at if line_ends is None else to_text(at))
        if at < 0:
            raise ValueError("before the text")
        return at

    return place


def _line_ends(body: str, crlf: int) -> tuple[str, _Place] | None:
    """The body with line ends of `crlf` places, and the way back; None when it has just these."""
    if crlf == 1 and "\r\n" in body:
        folded = body.replace("\r\n", "\n")
        starts = (match.start() for match in re.finditer("\r\n", body))
        feeds = array("q", (start - number for number, start in enumerate(starts)))
        return folded, lambda at: at + bisect_left(feeds, at)
    if crlf == 2 and "\r\n" not in body and "\n" in body:
        unfolded = body.replace("\n", "\r\n")
        to_body = canonical_offsets(unfolded)
        return unfolded, to_body
    return None


def _units(body: str, unit: str) -> _Place:
    offsets = OffsetMap(body)
    if unit == "grapheme":
        ends = array("q", [0, *grapheme_ends(body)])
        return lambda stored: ends[_index(stored, len(ends))]
    if unit == "utf-16":
        return offsets.from_utf16
    if unit == "byte":
        return offsets.from_byte
    return lambda stored: _index(stored, len(body) + 1)


def _index(stored: int, length: int) -> int:
    if 0 <= stored < length:
        return stored
    raise ValueError("outside the text")


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
