"""Where graphemes, words, sentences and paragraphs begin and end, found in a local window of the text."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Final

from annotator.model.annotation import Span

if TYPE_CHECKING:
    import regex

#: First window, in code points, either side of the place asked about; doubled until it is enough.
_WINDOW: Final = 128

_REGIONAL: Final = frozenset(map(chr, range(0x1F1E6, 0x1F200)))

#: A Thai or Lao syllable's letters hang together: leading vowel, consonant, marks, following vowels.
_THAI_CLUSTER: Final = "[เ-ไ]?[ก-ฮ][ัิ-ฺ็-๎]*[ะาำๅ]*|[ເ-ໄ]?[ກ-ຮໜ-ໟ][ັິ-ຼ່-໎]*[ະາຳ]*"


@cache
def _cluster() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"\X")


@cache
def _word_edge() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"\b", regex.WORD | regex.V1)


@cache
def _thai() -> regex.Pattern[str]:
    import regex

    return regex.compile(_THAI_CLUSTER)


def snap_to_graphemes(text: str, span: Span) -> Span:
    """The smallest span around `span` that splits no grapheme cluster (UAX 29).

    Code points, half-open; an empty span stays empty unless it lies inside a cluster.
    Raises `ValueError` outside the text.
    """
    _check(text, *span)
    return Span(_grapheme_start(text, span[0]), _grapheme_end(text, span[1]))


def next_grapheme(text: str, at: int) -> int:
    """The end of the cluster that begins at or holds the place `at` (code points); the text's end at most."""
    _check(text, at)
    return _grapheme_end(text, at + 1) if at < len(text) else at


def previous_grapheme(text: str, at: int) -> int:
    """The start of the cluster that ends at or holds the place `at` (code points); 0 at least."""
    _check(text, at)
    return _grapheme_start(text, at - 1) if at else 0


def grapheme_ends(text: str) -> list[int]:
    """The end of each grapheme cluster of the whole text, in order (code points)."""
    return [match.end() for match in _cluster().finditer(text)]


def _check(text: str, *places: int) -> None:
    for at in places:
        if not 0 <= at <= len(text):
            raise ValueError(f"place {at} is outside the text of {len(text)} code points")


def _plain_edge(text: str, at: int) -> bool:
    """Whether `at` is surely a cluster edge: an end of the text, or between two ASCII characters."""
    return not 0 < at < len(text) or (text[at - 1] < "\x7f" and text[at] < "\x7f" and text[at - 1] != "\r")


def _grapheme_start(text: str, at: int) -> int:
    return at if _plain_edge(text, at) else _cluster_at(text, at).start


def _grapheme_end(text: str, at: int) -> int:
    if _plain_edge(text, at):
        return at
    cluster = _cluster_at(text, at)
    return at if cluster.start == at else cluster.end


def _cluster_at(text: str, at: int) -> Span:
    """The cluster that holds the code point `at`; the window grows until the cluster lies inside it."""
    size = _WINDOW
    while True:
        low, high = _window_start(text, at - size), min(len(text), at + size)
        for match in _cluster().finditer(text[low:high]):
            start, end = low + match.start(), low + match.end()
            if end > at:
                break
        if (start > low or low == 0) and (end < high or high == len(text)):
            return Span(start, end)
        size *= 2


def _window_start(text: str, low: int) -> int:
    """Not inside a row of regional indicators: which two make a flag depends on where the row begins."""
    low = max(0, low)
    while low and text[low - 1] in _REGIONAL:
        low -= 1
    return low


def snap_to_words(text: str, span: Span) -> Span:
    """Trim outer white space, then grow to whole words (UAX 29) and whole grapheme clusters.

    Code points, half-open. A span of nothing but white space gives an empty span at its start; an
    empty span stays as it is, unless it lies inside a cluster. Chinese characters and kanji are one
    word each, Thai and Lao go by the syllable cluster, so nothing unwanted is swallowed.
    """
    _check(text, *span)
    start, end = trim(text, span)
    if start >= end:
        return snap_to_graphemes(text, Span(start, start))
    return Span(_segment(text, start).start, _segment(text, end - 1).end)


def trim(text: str, span: Span) -> Span:
    """The span without white space at its ends; empty at its start when there is nothing else."""
    start, end = span
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end) if start < end else Span(span[0], span[0])


def word_at(text: str, at: int) -> Span:
    """The word that holds or touches the place `at` (code points), as a double click selects it.

    A word before the place wins over punctuation after it. Between white space an empty span at `at`.
    """
    _check(text, at)
    here = _segment(text, at) if at < len(text) else Span(at, at)
    if _has_letter(text, here):
        return here
    before = _segment(text, at - 1) if at else Span(at, at)
    if _has_letter(text, before):
        return before
    for segment in (here, before):
        if segment.start < segment.end and not text[segment.start : segment.end].isspace():
            return segment
    return Span(at, at)


def next_word(text: str, at: int) -> int:
    """The end of the word that holds `at` or follows it; punctuation marks count as words.

    Always moves on (code points), except at the text's end. White space is passed over, so repeated
    steps end where words end and a selection never ends in white space.
    """
    _check(text, at)
    while at < len(text) and text[at].isspace():
        at += 1
    return _segment(text, at).end if at < len(text) else at


def previous_word(text: str, at: int) -> int:
    """The start of the word that holds `at` or comes before it; punctuation marks count as words."""
    _check(text, at)
    while at and text[at - 1].isspace():
        at -= 1
    return _segment(text, at - 1).start if at else 0


def _has_letter(text: str, span: Span) -> bool:
    return any(character.isalnum() for character in text[span.start : span.end])


def _segment(text: str, at: int) -> Span:
    """The word segment (UAX 29, clusters whole) that holds the code point `at`."""
    return Span(_last_edge(text, at), _first_edge(text, at + 1))


def _last_edge(text: str, at: int) -> int:
    """The last word edge at or before `at`."""
    size = _WINDOW
    while True:
        low, edges = _edges(text, at - size, at + _WINDOW)
        found = [edge for edge in edges if edge <= at and (edge > low or not low)]
        if found:
            return found[-1]
        size *= 2


def _first_edge(text: str, at: int) -> int:
    """The first word edge at or after `at`."""
    size = _WINDOW
    while True:
        high = min(len(text), at + size)
        _, edges = _edges(text, at - _WINDOW, high)
        found = [edge for edge in edges if edge >= at and (edge < high or high == len(text))]
        if found:
            return found[0]
        size *= 2


def _edges(text: str, low: int, high: int) -> tuple[int, list[int]]:
    """The window's real start, and the word edges inside it that split no cluster."""
    low = _grapheme_start(text, _window_start(text, low))
    window = text[low:high]
    clusters = {low + match.start() for match in _cluster().finditer(window)} | {low + len(window)}
    glued = {
        edge
        for match in _thai().finditer(window)
        for edge in range(low + match.start() + 1, low + match.end())
    }
    edges = [low + match.start() for match in _word_edge().finditer(window)]
    return low, [edge for edge in edges if edge in clusters and edge not in glued]


def paragraph_at(text: str, at: int) -> Span:
    """The line that holds the place `at`, without its LF; code points, half-open, perhaps empty."""
    _check(text, at)
    end = text.find("\n", at)
    return Span(text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end)


def sentence_at(text: str, at: int) -> Span:
    """The sentence that holds the place `at`, without outer white space; never crosses a line end.

    White space between two sentences belongs to the one before. Empty on an empty line.
    """
    from annotator.model.sentences import sentence_ends

    line = paragraph_at(text, at)
    low, high = _widen(text, line, at, sentence_ends)
    return trim(text, Span(low, high))


def _widen(text: str, line: Span, at: int, ends: Callable[[str], list[int]]) -> tuple[int, int]:
    """The sentence ends either side of `at`, found in a window that is doubled until it has both."""
    size = 8 * _WINDOW
    while True:
        low, high = max(line.start, at - size), min(line.end, at + size)
        found = [low + end for end in ends(text[low:high])]
        before = [end for end in found if end <= at and end > low]
        after = [end for end in found if end > at and end < high]
        if (before or low == line.start) and (after or high == line.end):
            return (before[-1] if before else line.start), (after[0] if after else line.end)
        size *= 2


def sentence_around(text: str, span: Span) -> str:
    """The whole sentences that the span touches, on one line (white space folded to one space)."""
    first = sentence_at(text, span[0])
    last = sentence_at(text, max(span[0], span[1] - 1))
    start, end = min(first.start, span[0]), max(last.end, span[1])
    return " ".join(text[start:end].split())
