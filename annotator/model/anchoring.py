"""Finding a quote again in a text that has changed, by the quote itself and by what stood around it."""

from __future__ import annotations

from collections import Counter
from typing import Final

import msgspec

from annotator.model.annotation import Span
from annotator.model.boundaries import snap_to_graphemes

#: Less like the quote than this is not the quote, whatever stands around it.
_LIKE_ENOUGH: Final = 0.6

#: The least score, which counts the context too.
_GOOD_ENOUGH: Final = 0.55

#: Two places whose contexts are as near as this in likeness cannot be told apart.
_MARGIN: Final = 0.1

#: A quote of so many code points that stands in one place only is that quote, without its context too.
_TELLING: Final = 32

#: The context of a shorter one must be so like what it was.
_KEPT: Final = 0.65

#: So many places of a frequent string are compared on either side, the nearest ones.
_PLACES: Final = 250

#: So many pieces of a changed quote are looked for, so many starts and ends tried.
_PIECES: Final = 48
_TRIED: Final = 5

#: So many code points an edge is moved either way to fit better, compared over so many.
_REACH: Final = 12
_EDGE: Final = 48

#: Longer quotes are compared by their two ends.
_COMPARED: Final = 2000


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """Where a quote was found: the span (code points, half-open) and how well it fits (0..1).

    `doubtful` when a person should look: the quote has changed, or it stands in several places that
    the context cannot tell apart, or it is short and nothing of the context is left.
    """

    span: Span
    score: float
    doubtful: bool


def reanchor(quote: str, *, before: str, after: str, near: int, text: str) -> Anchor | None:
    """Find `quote` in `text`, near the code point place `near`; None when it is not there.

    `before` and `after` are what stood on either side of it (some 32 code points each; "" at an end of
    the text). Tried in this order: quote and context unchanged, quote unchanged, quote changed a little.
    Of equal places the nearest wins. The score is 0.7 × the likeness of the quote + 0.3 × that of its
    context. A quote of several fragments is anchored fragment by fragment.
    """
    if not quote:
        return None
    return (
        _unchanged(quote, before, after, near, text)
        or _in_new_context(quote, before, after, near, text)
        or _changed(quote, before, after, near, text)
    )


def _unchanged(quote: str, before: str, after: str, near: int, text: str) -> Anchor | None:
    if not (before or after):
        return None
    places = _places(text, before + quote + after, near - len(before))
    starts = sorted((place + len(before) for place in places), key=lambda start: abs(start - near))
    if not starts:
        return None
    unclear = len(starts) > 1 and starts[0] != near
    return Anchor(span=Span(starts[0], starts[0] + len(quote)), score=1.0, doubtful=unclear)


def _in_new_context(quote: str, before: str, after: str, near: int, text: str) -> Anchor | None:
    spans = [Span(start, start + len(quote)) for start in _places(text, quote, near)]
    if not spans:
        return None
    rated = sorted((_context(text, span, before, after), -abs(span.start - near), span) for span in spans)
    likeness, _, span = rated[-1]
    rival = rated[-2][0] if len(rated) > 1 else -1.0
    lost = likeness < _KEPT and len(quote) < _TELLING
    return Anchor(span=span, score=0.7 + 0.3 * likeness, doubtful=lost or likeness - rival < _MARGIN)


def _changed(quote: str, before: str, after: str, near: int, text: str) -> Anchor | None:
    """The pairs of a likely start and a likely end are compared with the quote, the best one is adjusted."""
    starts, ends = _likely_edges(quote, before, after, near, text)
    pairs = [
        Span(start, end)
        for start in starts
        for end in ends
        if len(quote) < 3 * (end - start) and (end - start) < 3 * len(quote)
    ]
    if not pairs:
        return None
    best = max(pairs, key=lambda span: (_score(quote, span, before, after, text), -abs(span.start - near)))
    span = snap_to_graphemes(text, _adjusted(quote, best, before, after, text))
    score = _score(quote, span, before, after, text)
    if _likeness(quote, text[span.start : span.end]) < _LIKE_ENOUGH or score < _GOOD_ENOUGH:
        return None
    return Anchor(span=span, score=score, doubtful=True)


def _places(text: str, part: str, near: int) -> list[int]:
    """Places where `part` begins, at most `_PLACES` on either side of `near`."""
    near = max(0, near)
    places: list[int] = []
    at = text.find(part, near)
    while at >= 0 and len(places) < _PLACES:
        places.append(at)
        at = text.find(part, at + 1)
    behind = 0
    at = text.rfind(part, 0, near + len(part) - 1)
    while at >= 0 and behind < _PLACES:
        places.append(at)
        behind += 1
        at = text.rfind(part, 0, at + len(part) - 1)
    return places


def _likely_edges(quote: str, before: str, after: str, near: int, text: str) -> tuple[list[int], list[int]]:
    """Where the quote may begin and end: each piece of it, and each context, votes for both by its length."""
    size = max(3, min(16, len(quote) // 4))
    step = max(size, len(quote) // _PIECES)
    pieces = [(at, quote[at : at + size]) for at in range(0, max(1, len(quote) - size + 1), step)]
    pieces += [(-len(before), before), (len(quote), after)]
    starts: Counter[int] = Counter()
    ends: Counter[int] = Counter()
    for offset, piece in pieces:
        if piece:
            for place in _places(text, piece, near + offset):
                starts[place - offset] += len(piece)
                ends[place - offset + len(quote)] += len(piece)
    return _best_places(starts, near, text), _best_places(ends, near + len(quote), text)


def _best_places(votes: Counter[int], near: int, text: str) -> list[int]:
    inside = [place for place in votes if 0 <= place <= len(text)]
    return sorted(inside, key=lambda place: (-votes[place], abs(place - near)))[:_TRIED]


def _adjusted(quote: str, span: Span, before: str, after: str, text: str) -> Span:
    """Each edge moved by at most `_REACH` to where the text on both its sides is most like it was."""
    head, tail = quote[:_EDGE], quote[-_EDGE:]
    start, end = span

    def start_fits(at: int) -> tuple[float, int]:
        inside = _likeness(head, text[at : min(end, at + len(head))])
        return inside + _likeness(before, text[max(0, at - len(before)) : at]), -abs(at - span.start)

    def end_fits(at: int) -> tuple[float, int]:
        inside = _likeness(tail, text[max(start, at - len(tail)) : at])
        return inside + _likeness(after, text[at : at + len(after)]), -abs(at - span.end)

    start = max(range(max(0, start - _REACH), min(end, start + _REACH + 1)), key=start_fits)
    end = max(range(max(start + 1, end - _REACH), min(len(text), end + _REACH) + 1), key=end_fits)
    return Span(start, end)


def _score(quote: str, span: Span, before: str, after: str, text: str) -> float:
    likeness = _likeness(quote, text[span.start : span.end])
    return 0.7 * likeness + 0.3 * _context(text, span, before, after)


def _context(text: str, span: Span, before: str, after: str) -> float:
    """How like the text around the span is to what stood around the quote, 0..1; 0 when nothing did."""
    sides = [
        (before, text[max(0, span.start - len(before)) : span.start]),
        (after, text[span.end : span.end + len(after)]),
    ]
    likeness = [_likeness(was, now) for was, now in sides if was]
    return sum(likeness) / len(likeness) if likeness else 0.0


def _likeness(one: str, other: str) -> float:
    """1 − insertions and deletions over both lengths; of long strings only the ends are compared."""
    from rapidfuzz.distance import Indel

    if len(one) > 2 * _COMPARED and len(other) > 2 * _COMPARED:
        one, other = (part[:_COMPARED] + part[-_COMPARED:] for part in (one, other))
    return Indel.normalized_similarity(one, other)
