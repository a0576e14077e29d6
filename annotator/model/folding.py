"""Text without case, accents and forms of letters, with the way back to the code points of the original."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import regex

from annotator.model.annotation import Span

#: Marks that accent folding drops: diacritics of Latin, Greek and Cyrillic, vowel signs of Hebrew and
#: Arabic. Marks of other scripts (Thai vowels, Hindi matras) are letters to their readers and stay.
_DROPPED_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)

#: Signs without a sound: soft hyphen, joiners, bidi controls, tatweel, variation selectors.
_SILENT: Final = "\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"

_DROPPED: Final = re.compile(f"[{_DROPPED_MARKS}]")
_SILENT_SIGNS: Final = re.compile(f"[{_SILENT}]")
_MARKS: Final = re.compile(f"[{_DROPPED_MARKS}]*")
_SPECIAL: Final = re.compile(f"[{_DROPPED_MARKS}{_SILENT}]")

#: Letters that no decomposition takes apart, and signs that people type otherwise.
_ALIKE: Final = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "ħ": "h",
        "Ħ": "H",
        "ı": "i",
        "ł": "l",
        "Ł": "L",
        "ŧ": "t",
        "Ŧ": "T",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
    }
)
#: Thai and Lao vowels that compatibility forms would take apart, against what people type and see.
_KEPT: Final = frozenset("ำຳ")

_SIGNS: Final = str.maketrans(
    "‘’‚‛′ʼ" + "“”„‟″«»" + "‐‑‒–—―−" + "\u00a0\u202f", "'" * 6 + '"' * 7 + "-" * 7 + " " * 2
)

#: Text beyond ASCII, with the plain letter that a mark at its beginning belongs to.
_FOREIGN: Final = re.compile(f"(?:[\x00-\x7f](?=[{_DROPPED_MARKS}]))?[^\x00-\x7f]+")
_CLUSTER: Final = regex.compile(r"\X")


class Folded:
    """A text as it is compared, in `text`; `span` is the way back to the original. Made by `fold`."""

    __slots__ = ("_accents", "_lengths", "_origins", "_places", "original", "text")

    def __init__(self, original: str, *, case: bool, accents: bool) -> None:
        self.original = original
        self._accents = accents
        # Stretches of the folded text: where each begins here and in the original, and 0 where it has as
        # many code points there, else how many: then it stands for these as a whole.
        self._places: list[int] = []
        self._origins: list[int] = []
        self._lengths: list[int] = []
        table = _TABLES[case, accents]
        if _folds_alone(original):
            self.text = original.translate(table)
            if len(self.text) == len(original):
                self._begin(0, 0, 0)
                return
        parts: list[str] = []
        size = at = 0
        for start, end, piece in _pieces(original, table):
            self._begin(size, at, 0)
            parts += original[at:start].translate(table), piece
            size += start - at
            self._begin(size, start, 0 if len(piece) == end - start else end - start)
            size += len(piece)
            at = end
        self._begin(size, at, 0)
        parts.append(original[at:].translate(table))
        self.text = "".join(parts)

    def _begin(self, place: int, origin: int, length: int) -> None:
        if self._places:
            if self._places[-1] == place:  # the stretch before had nothing in it
                self._places.pop(), self._origins.pop(), self._lengths.pop()
            elif (
                not length
                and not self._lengths[-1]
                and place - self._places[-1] == origin - self._origins[-1]
            ):
                return
        self._places.append(place)
        self._origins.append(origin)
        self._lengths.append(length)

    def span(self, start: int, end: int) -> Span:
        """The code points of the original that folded to `start`..`end` (half-open, not empty).

        What folded as a whole counts as a whole; dropped marks behind the last letter belong to it.
        """
        first = bisect_right(self._places, start) - 1
        begin = self._origins[first] + (0 if self._lengths[first] else start - self._places[first])
        last = bisect_right(self._places, end - 1) - 1
        stop = self._origins[last] + (self._lengths[last] or end - self._places[last])
        if self._accents:
            stop = _MARKS.match(self.original, stop).end()  # type: ignore[union-attr]
        return Span(begin, stop)


def fold_text(text: str, *, case: bool = True, accents: bool = True) -> str:
    """The same as `fold(…).text`, several times as fast and without the way back.

    Words come again and again, so each is folded once; nothing folds across a space.
    """
    if text.isascii():
        return text.lower() if case else text
    words = _WORDS[case, accents]
    if len(words) > _MOST_WORDS:
        words.clear()
    return " ".join([words[word] for word in text.split(" ")])


def _folds_alone(text: str) -> bool:
    """Whether each code point of the text may be folded by itself."""
    return text.isascii() or (not _SPECIAL.search(text) and unicodedata.is_normalized("NFC", text))


def _pieces(text: str, table: _Table) -> Iterator[tuple[int, int, str]]:
    """What must be folded together: start, end and what it folds to; the rest folds by code points."""
    for run in _FOREIGN.finditer(text):
        if _folds_alone(run[0]) and len(run[0].translate(table)) == len(run[0]):
            continue
        at = run.start()
        for cluster in _CLUSTER.findall(run[0]):
            piece = _piece(cluster, table.case, table.accents)
            if not len(cluster) == len(piece) == 1:
                yield at, at + len(cluster), piece
            at += len(cluster)


def fold(text: str, *, case: bool = True, accents: bool = True) -> Folded:
    """The text without case and accents, or without either alone.

    Typographic quotes, dashes and spaces become plain, signs without a sound (soft hyphens, joiners,
    bidi controls) vanish, and composed, decomposed and full-width forms become one; letters of scripts
    without case stay what they are. The original is not touched, and `Folded.span` finds the way back.
    """
    return Folded(text, case=case, accents=accents)


@lru_cache(maxsize=65_536)
def _piece(cluster: str, case: bool, accents: bool) -> str:
    """One grapheme cluster, folded."""
    plain = _SILENT_SIGNS.sub("", cluster.translate(_SIGNS))
    plain = unicodedata.normalize("NFC" if plain in _KEPT else "NFKC", plain)
    if accents:
        apart = unicodedata.normalize("NFD", plain)
        bare = _DROPPED.sub("", apart)
        plain = (unicodedata.normalize("NFC", bare) if bare != apart else plain).translate(_ALIKE)
    return plain.casefold() if case else plain


class _Table(dict[int, str]):
    """For `str.translate`: what each code point folds to by itself, found out when first met."""

    def __init__(self, case: bool, accents: bool) -> None:
        super().__init__()
        self.case, self.accents = case, accents

    def __missing__(self, code: int) -> str:
        self[code] = _piece(chr(code), self.case, self.accents)
        return self[code]


_TABLES: Final = {
    (case, accents): _Table(case, accents) for case in (False, True) for accents in (False, True)
}


class _Words(dict[str, str]):
    """Words and what they fold to; very long ones are not kept."""

    def __init__(self, case: bool, accents: bool) -> None:
        super().__init__()
        self._case, self._accents = case, accents

    def __missing__(self, word: str) -> str:
        folded = fold(word, case=self._case, accents=self._accents).text
        if len(word) <= _LONGEST_KEPT:
            self[word] = folded
        return folded


_MOST_WORDS: Final = 500_000
_LONGEST_KEPT: Final = 40
_WORDS: Final = {
    (case, accents): _Words(case, accents) for case in (False, True) for accents in (False, True)
}
