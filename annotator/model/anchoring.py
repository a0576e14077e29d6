"""Finding a quote again in a text that has changed, by the quote itself and by what stood around it."""

from __future__ import annotations

from collections import Counter
from typing import Final

import msgspec

from annotator.model.annotation import Span
from annotator.model.boundaries import snap_to_graphemes

#: Less like the quote than this is not the quote.
_LIKE_ENOUGH: Final = 0.7

#: Two places whose context is as near as this in likeness cannot be told apart.
_MARGIN: Final = 0.1

#: So many places of a frequent quote are compared, the nearest first.
_PLACES: Final = 500


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """Where a quote was found: the span (code points, half-open), how well it fits (0..1).

    `doubtful` when a person should look: the quote has changed, or it stands in several places that
    the context cannot tell apart, or nothing of the context is left.
    """

    span: Span
    score: float
    doubtful: bool


def reanchor(quote: str, *, before: str, after: str, near: int, text: str) -> Anchor | None:
    """Find `quote` in `text`, near the code point place `near`; None when it is not there.

    `before` and `after` are what stood on either side of it (some 32 code points). The score is 0.7
    for the likeness of the quote and 0.3 for that of its context.
    """
    if not quote:
        return None
    places = _exact(text, before + quote + after, near + 0 - len(before))
    if places:
        starts = [place + len(before) for place in places]
        best = min(starts, key=lambda start: abs(start - near))
        unclear = len(starts) > 1 and best != near
        return Anchor(span=Span(best, best + len(quote)), score=1.0, doubtful=unclear)
    return _by_context(quote, before, after, near, text) or _fuzzy(quote, before, after, near, text)


def _exact(text: str, part: str, near: int) -> list[int]:
    """Places of `part`, at most `_PLACES` on either side of `near`, in text order."""
    places: list[int] = []
    at = text.find(part, max(0, near))
    while at >= 0 and len(places) < _PLACES:
        places.append(at)
        at = text.find(part, at + 1)
    behind: list[int] = []
    at = text.rfind(part, 0, max(0, near) + len(part) - 1)
    while at >= 0 and len(behind) < _PLACES:
        behind.append(at)
        at = text.rfind(part, 0, at + len(part) - 1)
    return behind[::-1] + places


def _by_context(quote: str, before: str, after: str, near: int, text: str) -> Anchor | None:
    """The unchanged quote in a changed context."""
    spans = [Span(start, start + len(quote)) for start in _exact(text, quote, near)]
    if not spans:
        return None
    rated = sorted(
        ((_context(text, span, before, after), -abs(span.start - near), span) for span in spans), reverse=True
    )
    likeness, _, span = rated[0]
    unclear = likeness < 0.5 or (len(rated) > 1 and likeness - rated[1][0] < _MARGIN)
    return Anchor(span=span, score=0.7 + 0.3 * likeness, doubtful=unclear)


def _context(text: str, span: Span, before: str, after: str) -> float:
    """How like the text around the span is to what stood around the quote, 0..1."""
    from rapidfuzz.distance import Levenshtein

    sides = [
        (before, text[max(0, span.start - len(before)) : span.start]),
        (after, text[span.end : span.end + len(after)]),
    ]
    likeness = [Levenshtein.normalized_similarity(was, now) for was, now in sides if was]
    return sum(likeness) / len(likeness) if likeness else 0.0


def _fuzzy(quote: str, before: str, after: str, near: int, text: str) -> Anchor | None:
    """The quote with small changes: where most of its pieces are found, its edges adjusted."""
    best: Anchor | None = None
    for start in _likely_starts(quote, before, after, near, text):
        span = snap_to_graphemes(text, _adjusted(quote, start, text))
        likeness = _ratio(quote, text[span.start : span.end])
        if likeness < _LIKE_ENOUGH:
            continue
        score = 0.7 * likeness + 0.3 * _context(text, span, before, after)
        if best is None or score > best.score:
            best = Anchor(span=span, score=score, doubtful=True)
    return best


def _likely_starts(quote: str, before: str, after: str, near: int, text: str) -> list[int]:
    """Where the quote may begin, judged by where its pieces and its context stand; best first."""
    size = max(3, min(12, len(quote) // 4))
    votes: Counter[int] = Counter()
    pieces = [
        (offset, quote[offset : offset + size]) for offset in range(0, max(1, len(quote) - size + 1), size)
    ]
    pieces += [(-len(before), before), (len(quote), after)]
    for offset, piece in pieces[:64] + pieces[-2:]:
        if piece:
            votes.update({max(0, place - offset) for place in _exact(text, piece, near + offset)})
    votes[max(0, min(len(text), near))] += 0
    ranked = sorted(votes, key=lambda start: (-votes[start], abs(start - near)))
    return ranked[:8]


def _adjusted(quote: str, start: int, text: str) -> Span:
    """The span around `start` that is most like the quote: first the end is fitted, then the start."""
    reach = max(4, min(64, len(quote) // 3))
    ends = range(max(start, start + len(quote) - reach), min(len(text), start + len(quote) + reach) + 1)
    end = max(ends, key=lambda at: _ratio(quote, text[start:at]), default=len(text))
    starts = range(max(0, start - reach), min(end, start + reach) + 1)
    return Span(max(starts, key=lambda at: _ratio(quote, text[at:end]), default=start), end)


def _ratio(quote: str, found: str) -> float:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(quote, found)
