"""Words, numbers and signs as tokens, for formats that know nothing smaller; and spans made to fit them."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

import msgspec

from annotator.model.annotation import Annotation, Span, normal_fragments
from annotator.model.boundaries import trim
from annotator.model.sentences import sentence_ends

if TYPE_CHECKING:
    import regex

#: What to do with a span that begins or ends inside a token: cut the token, take the whole token, drop it.
EDGES: Final = ("split", "widen", "leave out")

#: A word with apostrophes or hyphens inside (Ma'ruf, anak-anak), a number (3.000), or one sign.
_PLAIN: Final = re.compile(r"\w+(?:['’‐‑-]\w+|(?<=\d)[.,](?=\d)\w+)*|\S")


#: Anything but Latin, Greek, Cyrillic, Armenian letters and general signs: a quick look before the slow one.
_UNCOMMON: Final = re.compile(
    "[^\x00-\u02ff\u0370-\u0482\u048a-\u0558\u2000-\u200c\u200e-\u206f\u20a0-\u20cf\u2100-\u214f]"
)


@cache
def _special() -> regex.Pattern[str]:
    """Anything for which one code point is not one sign, or words stand without spaces between them."""
    import regex

    scripts = "".join(rf"\p{{{name}}}" for name in _UNSPACED)
    return regex.compile(rf"[\p{{M}}\u200d\U0001F1E6-\U0001F1FF\U0001F3FB-\U0001F3FF{scripts}]")


@cache
def _full() -> regex.Pattern[str]:
    """Like `_PLAIN`, with marks as part of words and whole clusters; each of unspaced scripts a token."""
    import regex

    scripts = "".join(rf"\p{{{name}}}" for name in _UNSPACED)
    word = rf"[[\p{{L}}\p{{N}}\p{{M}}_\u200d]--[{scripts}]]"
    start = rf"[[\p{{L}}\p{{N}}_]--[{scripts}]]"
    return regex.compile(
        rf"{start}{word}*(?:['’‐‑-]{word}+|(?<=\p{{Nd}})[.,](?=\p{{Nd}}){word}+)*|(?!\s)\X", regex.V1
    )


#: Scripts written without spaces between words: each of their clusters is a token.
_UNSPACED: Final = ("Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar")


def token_pattern(text: str) -> re.Pattern[str] | regex.Pattern[str]:
    """The pattern whose matches are the tokens of this text; none holds white space."""
    if text.isascii() or not _UNCOMMON.search(text) or not _special().search(text):
        return _PLAIN
    return _full()


def tokenise(text: str, cuts: Iterable[int] = ()) -> list[Span]:
    """The tokens, cut also at the places `cuts` (code points) wherever these fall inside one."""
    pattern = token_pattern(text)
    edges = sorted({0, len(text), *cuts})
    return [
        Span(*match.span())
        for low, high in itertools.pairwise(edges)
        for match in pattern.finditer(text, low, high)
    ]


def sentences(text: str) -> list[Span]:
    """The sentences and lines of the text that hold a token, white space behind them included."""
    found: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if not line.isspace():  # an end lies behind the white space that follows, so no piece is white space
            end = len(line)
            places = [start, *(start + at for at in sentence_ends(line) if at < end), start + end]
            found += itertools.starmap(Span, itertools.pairwise(places))
        start += len(line)
    return found


def whole_sentences(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The sentences, several taken together where one of the spans reaches over their border."""
    ordered = sorted(spans)
    reach, at, start = 0, 0, -1
    for sentence in sentences(text):
        start = sentence.start if start < 0 else start
        while at < len(ordered) and ordered[at].start < sentence.end:
            reach = max(reach, ordered[at].end)
            at += 1
        if reach <= sentence.end:
            yield Span(start, sentence.end)
            start = -1


def fit_to_tokens(
    annotations: Iterable[Annotation], text: str, edges: str = "split"
) -> tuple[list[Annotation], int]:
    """The annotations with every fragment on token edges, and how many had to change or give way.

    "split" leaves fragments where they are but for white space at their ends, as tokens can be cut
    there; "widen" takes in the whole token; "leave out" drops what does not fit. Quotes are not kept up.
    """
    tokens = tokenise(text) if edges != "split" else []
    fitted, changed = [], 0
    for one in annotations:
        places = list(_fitted(one.fragments, text, tokens, edges))
        if tuple(places) == one.fragments:
            fitted.append(one)
            continue
        changed += 1
        if places and edges != "leave out":
            fragments = normal_fragments(places, length=len(text))
            fitted.append(msgspec.structs.replace(one, fragments=fragments))
    return fitted, changed


def _fitted(fragments: Iterable[Span], text: str, tokens: Sequence[Span], edges: str) -> Iterator[Span]:
    for fragment in fragments:
        span = trim(text, fragment)
        if span.start >= span.end:
            continue
        if edges == "split":
            yield span
            continue
        first, last = token_range(tokens, span)
        yield Span(tokens[first].start, tokens[last - 1].end)


def token_range(tokens: Sequence[Span], span: Span) -> tuple[int, int]:
    """The tokens that the span touches: index of the first, and one past the last."""
    first = bisect.bisect_right(tokens, span.start, key=lambda token: token.end)
    last = bisect.bisect_left(tokens, span.end, key=lambda token: token.start)
    return first, last
