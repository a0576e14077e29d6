"""One text with its places counted as other programs count them: units, line ends, byte order mark."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from annotator.model.annotation import Span
from annotator.model.boundaries import grapheme_ends
from annotator.model.text import BOM, OffsetMap

#: The units that places may be counted in; bytes are UTF-8.
UNITS: Final = ("code point", "utf-16", "byte", "grapheme")

#: Units that a byte order mark takes.
_BOM_SIZE: Final = {"code point": 1, "utf-16": 1, "byte": 3, "grapheme": 1}

_Place = Callable[[int], int]


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One way of counting places in a text.

    `unit` is one of `UNITS`. `crlf` says how many places a line end takes, whatever the text at hand has.
    `bom` says whether a BOM in front was counted, `inclusive` whether the end is the last unit of the
    span instead of the one behind it.
    """

    unit: str = "code point"
    crlf: int = 1
    bom: bool = False
    inclusive: bool = False


class CountedText:
    """A text whose places can be read in every way; what a way needs is worked out when first used.

    `bom` and `crlf` say how the text itself is: begins with a BOM, has CRLF (2) or not (1).
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.bom = text.startswith(BOM)
        self.crlf = 2 if "\r\n" in text else 1
        self._broken = "\n" in text
        self._bodies: dict[int, _Body] = {}

    def span(self, start: int, end: int, reading: Reading) -> Span | None:
        """The span in code points of the text, or None when it is no span of it."""
        try:
            span = Span(self._place(start, reading), self._place(end + reading.inclusive, reading))
        except ValueError:
            return None
        return span if span.start < span.end else None

    def _place(self, stored: int, reading: Reading) -> int:
        if reading.bom:
            if self.bom and stored == 0:
                return 0
            stored -= _BOM_SIZE[reading.unit]
        body = self._body(self.crlf if reading.unit == "grapheme" or not self._broken else reading.crlf)
        return self.bom + body.place(stored, reading.unit)

    def _body(self, crlf: int) -> _Body:
        if crlf not in self._bodies:
            self._bodies[crlf] = _Body(self.text.removeprefix(BOM), crlf)
        return self._bodies[crlf]


class _Body:
    """A text without BOM, its line ends changed to `crlf` places, and the way back."""

    def __init__(self, given: str, crlf: int) -> None:
        self._back: _Place | None = None
        self._text = given
        if crlf == 1 and "\r\n" in given:
            starts = (match.start() for match in re.finditer("\r\n", given))
            feeds = array("q", (start - number for number, start in enumerate(starts)))
            self._text, self._back = given.replace("\r\n", "\n"), lambda at: at + bisect_left(feeds, at)
        elif crlf == 2 and "\r\n" not in given:
            breaks = (match.start() for match in re.finditer("\n", given))
            feeds = array("q", (at + number + 1 for number, at in enumerate(breaks)))
            self._text, self._back = given.replace("\n", "\r\n"), _folding(feeds)
        self._offsets = OffsetMap(self._text)
        self._graphemes: Sequence[int] = ()

    def place(self, stored: int, unit: str) -> int:
        """The code point place in the text given. Raises `ValueError` outside it or inside a character."""
        at = self._code_point(stored, unit)
        return at if self._back is None else self._back(at)

    def _code_point(self, stored: int, unit: str) -> int:
        if unit == "utf-16":
            return self._offsets.from_utf16(stored)
        if unit == "byte":
            return self._offsets.from_byte(stored)
        if unit == "code point":
            return _item(range(len(self._text) + 1), stored)
        if not self._graphemes:
            self._graphemes = array("q", [0, *grapheme_ends(self._text)])
        return _item(self._graphemes, stored)


def _item(places: Sequence[int], stored: int) -> int:
    if 0 <= stored < len(places):
        return places[stored]
    raise ValueError("outside the text")


def _folding(feeds: Sequence[int]) -> _Place:
    """From a place in a text with CRLF to that in the text with LF; `feeds` are the places of its LFs."""

    def place(at: int) -> int:
        before = bisect_left(feeds, at)
        if before < len(feeds) and feeds[before] == at:
            raise ValueError("inside a line end")
        return at - before

    return place
