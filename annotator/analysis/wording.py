"""How a word or phrase of a query becomes a pattern over folded text, in every script."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import Final

import regex

#: Scripts written without spaces: in them a word is found wherever its letters stand.
_UNSPACED: Final = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
#: Patterns of one letter of a word, in writing with and without spaces.
#: Patterns of one letter of a word, in writing with spaces and without.
SPACED_LETTER: Final = rf"[[\p{{L}}\p{{M}}\p{{N}}_]--[{_UNSPACED}]]"
UNSPACED_LETTER: Final = rf"[[\p{{L}}\p{{M}}\p{{N}}]&&[{_UNSPACED}]]"
_ANY_LETTERS: Final = rf"(?:{SPACED_LETTER}*|{UNSPACED_LETTER}{{0,20}}?)"
_ONE_LETTER: Final = r"[\p{L}\p{M}\p{N}_]"

_WORDS: Final = regex.compile(rf"{SPACED_LETTER}+|{UNSPACED_LETTER}", regex.V1)
_LETTER: Final = regex.compile(SPACED_LETTER, regex.V1)


def word_pattern(folded: str) -> regex.Pattern[str]:
    """A pattern that finds the word or phrase (folded, not empty) as whole words.

    In scripts without spaces it finds it anywhere. * stands for any letters, ? for one, a * alone for any
    one word; between the words of a phrase there may be any white space.
    """
    words = folded.split()
    parts = [r"\S+" if set(word) == {"*"} else "".join(map(_sign, _pieces(word))) for word in words]
    start = rf"(?<!{SPACED_LETTER})" if words[0][0] in "*?" or _has_edge(words[0][0]) else ""
    end = rf"(?!{SPACED_LETTER})" if words[-1][-1] in "*?" or _has_edge(words[-1][-1]) else ""
    return regex.compile(start + r"\s+".join(parts) + end, regex.V1)


def plain_word(folded: str) -> bool:
    """Whether the word (folded) has neither wildcards nor white space, so that `places_of` finds it."""
    return len(folded.split()) == 1 and "*" not in folded and "?" not in folded


def places_of(word: str, text: str) -> list[tuple[int, int]]:
    """Where a plain word stands as a whole word: the same as its `word_pattern` finds, many times as fast."""
    size = len(word)
    begins, ends = _has_edge(word[0]), _has_edge(word[-1])
    found = []
    at = text.find(word)
    while at >= 0:
        end = at + size
        if (begins and at and _has_edge(text[at - 1])) or (ends and end < len(text) and _has_edge(text[end])):
            at = text.find(word, at + 1)
        else:
            found.append((at, end))
            at = text.find(word, end)
    return found


def needles_of(folded: str) -> tuple[str, ...]:
    """The pieces between wildcards and white space, each of which a text must hold to match."""
    return tuple(piece for piece in regex.split(r"[\s*?]+", folded) if piece)


class WordCount:
    """Counts words of a text; in scripts without spaces each letter counts as one."""

    def __init__(self, text: str) -> None:
        self._starts = [word.start() for word in _WORDS.finditer(text)]

    def between(self, start: int, end: int) -> int:
        """How many words begin in `start`..`end` (code points, half-open)."""
        return bisect_left(self._starts, end) - bisect_left(self._starts, start)


def _pieces(word: str) -> list[str]:
    return [piece for piece in regex.split(r"(\*+|\?)", word) if piece]


def _sign(piece: str) -> str:
    if piece[0] == "*":
        return _ANY_LETTERS
    return _ONE_LETTER if piece == "?" else regex.escape(piece)


@lru_cache(maxsize=4096)
def _has_edge(sign: str) -> bool:
    return bool(_LETTER.match(sign))
