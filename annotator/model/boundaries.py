"""Where graphemes, words, sentences and paragraphs begin and end, found in a local window of the text."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Final

from annotator.model.annotation import Span
from annotator.model.sentences import sentence_ends

if TYPE_CHECKING:
    import regex

#: First window, in code points, either side of the place asked about; widened until it is enough.
_WINDOW: Final = 128

#: A word longer than this (code points: base64, a row of flags) may be cut where the window ends.
_LONGEST_WORD: Final = 8192

#: An edge so near to the window's own edge may be false: the rules look past a full stop or an apostrophe.
_WORD_MARGIN: Final = 16
_SENTENCE_MARGIN: Final = 64

_REGIONAL: Final = "".join(map(chr, range(0x1F1E6, 0x1F200)))

#: A Thai or Lao syllable's letters hang together: leading vowel, consonant, marks, following vowels.
_THAI_CLUSTER: Final = "[เ-ไ]?[ก-ฮ][ัิ-ฺ็-๎]*[ะาำๅ]*|[ເ-ໄ]?[ກ-ຮໜ-ໟ][ັິ-ຼ່-໎]*[ະາຳ]*"

#: Symbols that some version of Unicode lets ZWJ join: the property lost 700 of them in Unicode 17.
_JOINS: Final = r"[\p{ExtPict}\u2600-\u27bf\U0001f000-\U0001f0ff\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"


@cache
def _cluster() -> regex.Pattern[str]:
    import regex

    return regex.compile(rf"(?={_JOINS})\X(?:(?<=\u200d)(?={_JOINS})\X)*+|\X", regex.V1)


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
    """The cluster that holds the code point `at`; the window grows until the cluster lies inside it.

    The first edge in a window may be false, as the window may begin within a cluster.
    """
    size = _WINDOW
    while True:
        low, high = _even_start(text, max(0, at - size)), min(len(text), at + size)
        ends = grapheme_ends(text[low:high])
        number = bisect_right(ends, at - low)
        start, end = low + (ends[number - 1] if number else 0), low + ends[number]
        if (number > 1 or low == 0) and (end < high or high == len(text)):
            return Span(start, end)
        size *= 8


def _even_start(text: str, low: int) -> int:
    """`low`, or one less: two regional indicators make a flag, counted from the start of their row."""
    if text[low] not in _REGIONAL:
        return low
    row = low - len(text[:low].rstrip(_REGIONAL))
    return low - row % 2


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
    size = _WINDOW
    while True:
        low, high = _grapheme_start(text, max(0, at - size)), _grapheme_end(text, min(len(text), at + size))
        edges = _word_edges(text[low:high])
        number = bisect_right(edges, at - low)
        start, end = low + edges[number - 1], low + edges[number]
        sure = (start >= low + _WORD_MARGIN or low == 0) and (end <= high - _WORD_MARGIN or high == len(text))
        if sure or size >= _LONGEST_WORD:
            return Span(start, end)
        size *= 4


def _word_edges(window: str) -> list[int]:
    """The word edges of the window that split no cluster and no Thai or Lao syllable; both its ends."""
    clusters = {0, *grapheme_ends(window)}
    glued = {edge for match in _thai().finditer(window) for edge in range(match.start() + 1, match.end())}
    edges = (match.start() for match in _word_edge().finditer(window))
    return [edge for edge in edges if edge in clusters and edge not in glued]


def paragraph_at(text: str, at: int) -> Span:
    """The line that holds the place `at`, without its LF; code points, half-open, perhaps empty."""
    _check(text, at)
    end = text.find("\n", at)
    return Span(text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end)


def sentence_at(text: str, at: int) -> Span:
    """The sentence that holds the place `at`, without outer white space; never crosses a line end.

    White space between two sentences belongs to the one before. Empty on an empty line.
    """
    line = paragraph_at(text, at)
    size = 8 * _WINDOW
    while True:
        low, high = max(line.start, at - size), min(line.end, at + size)
        ends = [low + end for end in sentence_ends(text[low:high])]
        number = bisect_right(ends, at)
        start = ends[number - 1] if number else line.start
        end = ends[number] if number < len(ends) else line.end
        if (start >= low + _SENTENCE_MARGIN or low == line.start) and (
            end <= high - _SENTENCE_MARGIN or high == line.end
        ):
            return trim(text, Span(start, end))
        size *= 4


def sentence_around(text: str, span: Span) -> str:
    """The whole sentences that the span touches, on one line (white space folded to one space)."""
    first = sentence_at(text, span[0])
    last = sentence_at(text, max(span[0], span[1] - 1))
    start, end = min(first.start, span[0]), max(last.end, span[1])
    return " ".join(text[start:end].split())
