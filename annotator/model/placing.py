"""Where the marks of a foreign file lie: how each kind of file asks the offset judge."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from annotator.model.annotation import Span
from annotator.model.judge import Reading, StoredSpan, Verdict, judge
from annotator.model.text import BOM

#: Another way of counting must fit so many spans more than the specification's before it is believed.
_CLEAR: Final = 2
_UNITS: Final = ("code point", "utf-16")


def placed(text: str, stored: Sequence[StoredSpan], unit: str = "code point") -> Verdict:
    """Where stored spans lie: judged by their stored texts, or as the format's specification counts.

    Without texts to compare with, half a word that was marked must not pass for another way of counting.
    """
    if any(one.text for one in stored):
        return judge(text, stored, expect=unit)
    return judge(text, stored, reading=as_specified(text, unit, bom=text.startswith(BOM)))


class _Fit(NamedTuple):
    """How many spans of a sample stand at words (or have their text), and lie inside their text."""

    words: int
    inside: int


def whole_file_reading(
    sample: Sequence[tuple[str, Sequence[StoredSpan]]], unit: str = "code point"
) -> tuple[Reading | None, str]:
    """How a file counts its places when not as its specification says, and that in words; (None, "") else.

    For files that store no texts. Code points and UTF-16, line ends as one and as two, with and without a
    BOM are tried; another way is believed only when clearly more spans stand at words. `unit` is the
    specification's.
    """
    total = sum(len(stored) for _, stored in sample)
    boms = (False, True) if any(text.startswith(BOM) for text, _ in sample) else (False,)
    standard = _fit(sample, None, unit)
    ways = (Reading(unit=one, crlf=crlf, bom=bom) for one in _UNITS for crlf in (1, 2) for bom in boms)
    best = max(ways, key=lambda reading: _fit(sample, reading, unit))
    fitting = _fit(sample, best, unit)
    if fitting.words < standard.words + max(_CLEAR, total // 20) or fitting.inside < standard.inside:
        return None, ""
    return best, (
        f"Its places are counted in {best.unit} units, a line end as {best.crlf}: so {fitting.words} of"
        f" {total} marks stand at words, as the specification counts {standard.words}."
    )


def as_specified(text: str, unit: str = "code point", *, bom: bool = False) -> Reading:
    """The reading of a specification that counts in that unit, line ends as they stand in the text."""
    return Reading(unit=unit, crlf=2 if "\r\n" in text else 1, bom=bom)


def _fit(sample: Sequence[tuple[str, Sequence[StoredSpan]]], reading: Reading | None, unit: str) -> _Fit:
    verdicts = [judge(text, stored, reading=reading or as_specified(text, unit)) for text, stored in sample]
    inside = sum(span is not None for one in verdicts for span in one.spans)
    return _Fit(sum(one.fitting for one in verdicts), inside)


def whole_place(value: object) -> int | None:
    """A place as a foreign database holds it, perhaps as a fraction; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return int(value) if value == int(value) else None


def each_placed(text: str, stored: Sequence[StoredSpan]) -> list[Span | None]:
    """Where stored spans lie when one file counts some of them so and others otherwise (QualCoder, RQDA).

    Each is tried by itself in every way until its stored text fits; at last it is where its text stands, if
    that stands in one place only.
    """
    crlf = (2, 1) if "\r\n" in text else (1, 2)
    ways = (
        Reading(unit=unit, crlf=ends, bom=bom) for bom in (False, True) for ends in crlf for unit in _UNITS
    )
    found: list[Span | None] = [None] * len(stored)
    for way in ways:
        left = [at for at, span in enumerate(found) if span is None]
        if not left:
            break
        for at, span in zip(left, judge(text, [stored[at] for at in left], reading=way).spans, strict=True):
            found[at] = span
    for at, span in enumerate(found):
        words = (stored[at].text or "").replace("\u2029", "\n")
        if span is None and words and text.count(words) == 1:
            start = text.index(words)
            found[at] = Span(start, start + len(words))
    return found
