"""The canonical text of an article, and every way of counting and finding places in it."""

from __future__ import annotations

import hashlib
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from itertools import islice
from typing import Final

import msgspec

from annotator.model.anchoring import Anchor, reanchor
from annotator.model.boundaries import (
    next_grapheme,
    next_word,
    paragraph_at,
    previous_grapheme,
    previous_word,
    sentence_around,
    sentence_at,
    snap_to_graphemes,
    snap_to_words,
    trim,
    word_at,
)

__all__ = [
    "Anchor",
    "Canonical",
    "OffsetMap",
    "Replacement",
    "canonical",
    "canonical_offsets",
    "fingerprint",
    "next_grapheme",
    "next_word",
    "paragraph_at",
    "previous_grapheme",
    "previous_word",
    "reanchor",
    "sentence_around",
    "sentence_at",
    "snap_to_graphemes",
    "snap_to_words",
    "trim",
    "word_at",
]

BOM: Final = "\ufeff"

#: Not kept: NUL and the other C0 controls but tab and LF, lone surrogates, the noncharacters U+FDD0–U+FDEF.
_BAD: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufdd0-\ufdef]")

#: Those of them that are ASCII.
_BAD_BYTES: Final = bytes(code for code in range(128) if _BAD.match(chr(code)))

#: So many replaced characters are listed one by one; a hostile file could fill the memory with more.
LISTED: Final = 100_000

#: Code points between two counted places of an `OffsetMap`.
_STEP: Final = 256


class Replacement(msgspec.Struct, frozen=True, gc=False):
    """A character that could not be kept: where (code point in the canonical text) and which (its code)."""

    at: int
    code: int


class Canonical(msgspec.Struct, frozen=True, kw_only=True):
    """The text as the project keeps it, and what was replaced by U+FFFD in it.

    `replaced` lists the first `LISTED` in text order, `count` says how many there are in all.
    """

    text: str
    replaced: list[Replacement] = []
    count: int = 0


def canonical(raw: str) -> Canonical:
    """The canonical text: no BOM in front, line ends LF, characters that break tools U+FFFD.

    CRLF, CR, U+0085, U+2028 and U+2029 become LF; NUL, other C0 controls (not tab, LF), lone surrogates
    and U+FDD0–U+FDEF become U+FFFD one for one; nothing else is touched. Linear, and quick where there
    is nothing to do. `canonical_offsets` maps places.
    """
    text = _folded(raw)
    if _is_clean_ascii(text) or _BAD.search(text) is None:
        return Canonical(text=text)
    replaced = [Replacement(m.start(), ord(m.group())) for m in islice(_BAD.finditer(text), LISTED)]
    text, count = _BAD.subn("\ufffd", text)
    return Canonical(text=text, replaced=replaced, count=count)


def _is_clean_ascii(text: str) -> bool:
    """Whether nothing is to be replaced, told in a quarter of the time of a search by a pattern."""
    return text.isascii() and len(text.encode().translate(None, _BAD_BYTES)) == len(text)


def _folded(raw: str) -> str:
    text = raw.removeprefix(BOM)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return text
    for line_end in ("\x85", "\u2028", "\u2029"):
        text = text.replace(line_end, "\n")
    return text


def canonical_offsets(raw: str) -> Callable[[int], int]:
    """A function from a place in the raw text to the place in its canonical text (code points).

    It never goes backwards. A place between CR and LF comes after the line end. It raises `ValueError`
    outside the raw text.
    """
    length, bom = len(raw), int(raw.startswith(BOM))
    feeds = array("Q", (match.start() + 1 for match in re.finditer("\r\n", raw)))

    def place(at: int) -> int:
        if not 0 <= at <= length:
            raise ValueError(f"place {at} is outside the raw text of {length} code points")
        return max(0, at - bom) - bisect_left(feeds, at)

    return place


def fingerprint(text: str) -> str:
    """SHA-256 of the canonical text's UTF-8, in hex. Raises `ValueError` for a lone surrogate."""
    return hashlib.sha256(text.encode()).hexdigest()


class OffsetMap:
    """Places in one text as code points, UTF-16 units and UTF-8 bytes.

    Counts are kept for every 256th code point only, and only where the units differ from code points.
    A lone surrogate (in a raw text) counts one unit, three bytes. All methods raise `ValueError`
    outside the text; those `from_…` also inside a character.
    """

    __slots__ = ("_bytes", "_text", "_utf16")

    def __init__(self, text: str) -> None:
        self._text = text
        self._utf16: _Units | None = None
        self._bytes: _Units | None = None

    def to_utf16(self, cp: int) -> int:
        """UTF-16 units before the code point place `cp`."""
        return self._units16().to_units(cp)

    def from_utf16(self, units: int) -> int:
        """The code point place that has `units` UTF-16 units before it."""
        return self._units16().from_units(units)

    def to_byte(self, cp: int) -> int:
        """UTF-8 bytes before the code point place `cp`."""
        return self._units8().to_units(cp)

    def from_byte(self, n: int) -> int:
        """The code point place that has `n` UTF-8 bytes before it."""
        return self._units8().from_units(n)

    def _units16(self) -> _Units:
        if self._utf16 is None:
            self._utf16 = _Units(self._text, "utf-16-le", 2)
        return self._utf16

    def _units8(self) -> _Units:
        if self._bytes is None:
            self._bytes = _Units(self._text, "utf-8", 1)
        return self._bytes


class _Units:
    """Counts of one encoding's units (`width` bytes each) before every `_STEP`th code point."""

    __slots__ = ("_codec", "_counts", "_same", "_text", "_total", "_width")

    def __init__(self, text: str, codec: str, width: int) -> None:
        self._text, self._codec, self._width = text, codec, width
        self._total = len(text) if text.isascii() else self._size(text)
        self._same = self._total == len(text)
        self._counts = array("Q")
        if not self._same:
            self._count()

    def _count(self) -> None:
        total = 0
        for low in range(0, len(self._text), _STEP):
            self._counts.append(total)
            total += self._size(self._text[low : low + _STEP])
        self._counts.append(total)

    def _size(self, part: str) -> int:
        return len(part.encode(self._codec, "surrogatepass")) // self._width

    def to_units(self, cp: int) -> int:
        if not 0 <= cp <= len(self._text):
            raise ValueError(f"place {cp} is outside the text of {len(self._text)} code points")
        if self._same:
            return cp
        step, rest = divmod(cp, _STEP)
        if self._plain(step):
            return self._counts[step] + rest
        return self._counts[step] + self._size(self._text[cp - rest : cp])

    def from_units(self, units: int) -> int:
        if not 0 <= units <= self._total:
            raise ValueError(f"place {units} is outside the text of {self._total} units")
        if self._same:
            return units
        step = min(bisect_right(self._counts, units) - 1, (len(self._text) - 1) // _STEP)
        low, rest = step * _STEP, units - self._counts[step]
        if self._plain(step):
            return low + rest
        high = min(len(self._text), low + rest, low + _STEP)
        cp = bisect_left(range(high), units, lo=low, hi=high, key=self.to_units)
        if self.to_units(cp) != units:
            raise ValueError(f"place {units} is inside a character")
        return cp

    def _plain(self, step: int) -> bool:
        """Whether each of the `_STEP` code points from there is one unit; not said of a shorter last one."""
        whole = (step + 1) * _STEP <= len(self._text)
        return whole and self._counts[step + 1] - self._counts[step] == _STEP
