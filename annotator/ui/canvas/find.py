"""Finding in one text, with case and accents folded away, and without shifting any place."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from annotator.model.annotation import Span
from annotator.model.text import snap_to_graphemes

#: More than so many places are not counted.
MOST: Final = 100_000


class Folded:
    """A text folded for searching, with the way back: folded places → code points of the text.

    `case` folds case (Unicode full case folding), `accents` drops combining marks after canonical
    decomposition (NFD). Made once for a text and a choice; asking is a plain substring search.
    """

    def __init__(self, text: str, *, case: bool = True, accents: bool = True) -> None:
        self._source = text
        self._accents = accents
        self._table = _Table(case=case, accents=accents)
        self.text = text.lower() if case and text.isascii() else text.translate(self._table)
        self._folded = array("Q")
        self._places = array("Q")
        if not text.isascii() and (case or accents):
            self._measure(text)

    def _measure(self, text: str) -> None:
        """Note each character that folds to none or several: its folded place and its own."""
        uneven = [chr(code) for code, folded in self._table.items() if len(folded) != 1]
        if not uneven:
            return
        drift = 0
        for found in re.finditer("[" + re.escape("".join(uneven)) + "]", text):
            at = found.start()
            self._folded.append(at + drift)
            self._places.append(at)
            drift += len(self._table[ord(found.group())]) - 1

    def fold(self, words: str) -> str:
        """The words as they are to be looked for."""
        return words.translate(self._table)

    def _place(self, folded: int) -> int:
        """The code point whose folding holds the folded place."""
        at = bisect_right(self._folded, folded) - 1
        if at < 0:
            return folded
        begin, place = self._folded[at], self._places[at]
        length = len(self._table[ord(self._source[place])])
        return place if folded < begin + length else place + 1 + folded - begin - length

    def find(self, words: str) -> Iterator[Span]:
        """Where the words are, in order, not overlapping; whole grapheme clusters."""
        wanted = self.fold(words)
        if not wanted:
            return
        at, last = self.text.find(wanted), Span(-1, -1)
        while at >= 0:
            span = self._span(at, at + len(wanted))
            if span != last and (self._accents or self.fold(self._source[span.start : span.end]) == wanted):
                yield span
            at, last = self.text.find(wanted, at + len(wanted)), span

    def _span(self, begin: int, end: int) -> Span:
        if self._source.isascii():
            return Span(begin, end)
        return snap_to_graphemes(self._source, Span(self._place(begin), self._place(end - 1) + 1))


class _Table(dict[int, str]):
    """Folds one character at a time, each when it is first met."""

    def __init__(self, *, case: bool, accents: bool) -> None:
        super().__init__()
        self._case = case
        self._accents = accents

    def __missing__(self, code: int) -> str:
        folded = chr(code)
        if self._accents:
            parts = unicodedata.normalize("NFD", folded)
            bare = "".join(one for one in parts if not unicodedata.combining(one))
            folded = bare if len(bare) < len(parts) else folded
        if self._case:
            folded = folded.casefold()
        self[code] = folded
        return folded


def occurrences(text: str, span: Span) -> list[Span]:
    """Every place where the text says just what it says at `span`, letter for letter, not overlapping."""
    words = text[span.start : span.end]
    found: list[Span] = []
    at = text.find(words)
    while at >= 0 and len(found) < MOST:
        place = Span(at, at + len(words))
        if snap_to_graphemes(text, place) == place and _stands_alone(text, place):
            found.append(place)
        at = text.find(words, at + len(words))
    return found


def _stands_alone(text: str, place: Span) -> bool:
    """Not inside a longer word, unless the words themselves begin or end in no letter."""
    before = text[place.start - 1 : place.start] + text[place.start : place.start + 1]
    after = text[place.end - 1 : place.end] + text[place.end : place.end + 1]
    return not any(len(pair) == 2 and pair.isalnum() and _spaced(pair) for pair in (before, after))


def _spaced(pair: str) -> bool:
    """Whether both letters are of scripts that part words by spaces (not Chinese, Japanese, Thai …)."""
    return not any(
        0x0E00 <= ord(one) < 0x0F00 or 0x1000 <= ord(one) < 0x10A0 or 0x1780 <= ord(one) < 0x1800
        or 0x3040 <= ord(one) < 0xA000 or 0xF900 <= ord(one) < 0xFB00 or ord(one) >= 0x20000
        for one in pair
    )  # fmt: skip
