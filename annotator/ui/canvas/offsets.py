"""From places in the article (code points) to places in the widget (UTF-16 units), and back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import sub
from typing import Final

from annotator.model.text import OffsetMap, previous_grapheme

#: A paragraph longer than this is shown in pieces: Qt lays out a block as a whole (code points).
LONG: Final = 6_000
_PIECE: Final = 4_000
_REACH: Final = 800

_LINE_END: Final = re.compile("\n")
_SENTENCE_GAP: Final = re.compile(r"(?<=[.!?…”’\"'»)]) ")

#: Scripts that run from right to left, and the controls that turn the direction.
_RTL: Final = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


class Shown:
    """The article's text as the widget holds it, in blocks.

    It differs from the canonical text in two ways only: a very long paragraph is broken into pieces
    (a space becomes the line end; where there is none, a line end is added), and the two characters
    that Qt would swallow or take for a picture have stand-ins of the same length. Blocks are numbered
    as the widget numbers them. `starts` and `ends` are code points of the canonical text.
    """

    __slots__ = (
        "_breaks",
        "_map",
        "_pieces",
        "_steps",
        "canonical",
        "continued",
        "ends",
        "plain",
        "rtl",
        "starts",
        "text",
    )

    def __init__(self, canonical: str) -> None:
        self.canonical = canonical
        self.plain = canonical.isascii()
        self.rtl = not self.plain and _RTL.search(canonical) is not None
        self._map = OffsetMap(canonical)
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.continued: set[int] = set()
        self._breaks: list[int] = []
        self.text = self._split()
        self._pieces = sorted(self.continued)
        self._steps = [self._map.to_utf16(at) + count for count, at in enumerate(self._breaks)]

    def _split(self) -> str:
        breaks = [found.start() for found in _LINE_END.finditer(self.canonical)]
        starts, ends = [0, *(at + 1 for at in breaks)], [*breaks, len(self.canonical)]
        if any(map(LONG.__lt__, map(sub, ends, starts))):
            for start, end in zip(starts, ends, strict=True):
                self._cut(start, end)
        else:
            self.starts, self.ends = starts, ends
        return self._broken(_stand_ins(self.canonical))

    def _cut(self, start: int, end: int) -> None:
        """Take in one paragraph; a long one is cut into blocks."""
        while end - start > LONG:
            cut, width = self._place(start + _PIECE)
            self.starts.append(start)
            self.ends.append(cut)
            self.continued.add(len(self.starts))
            if not width:
                self._breaks.append(cut)
            start = cut + width
        self.starts.append(start)
        self.ends.append(end)

    def _place(self, wanted: int) -> tuple[int, int]:
        """Where to cut near `wanted`, and how many characters (a space or none) the cut replaces."""
        window = self.canonical[wanted - _REACH : wanted]
        gaps = [found.start() for found in _SENTENCE_GAP.finditer(window)]
        gap = gaps[-1] if gaps else window.rfind(" ")
        if gap >= 0:
            return wanted - _REACH + gap, 1
        return previous_grapheme(self.canonical, wanted), 0

    def _broken(self, text: str) -> str:
        if not self.continued:
            return text
        return "\n".join(text[start:end] for start, end in zip(self.starts, self.ends, strict=True))

    def to_position(self, cp: int) -> int:
        """The widget position of the code point place `cp`; the start of a piece, not the end before it."""
        units = self._map.to_utf16(cp)
        return units + bisect_right(self._breaks, cp) if self._breaks else units

    def to_cp(self, position: int) -> int:
        """The code point place of a widget position; one inside a surrogate pair belongs to its start."""
        units = position - bisect_left(self._steps, position) if self._steps else position
        try:
            return self._map.from_utf16(units)
        except ValueError:
            return self._map.from_utf16(units - 1)

    def block_at(self, cp: int) -> int:
        """The number of the block that holds the code point place `cp`."""
        return max(0, bisect_right(self.starts, cp) - 1)

    def block_text(self, number: int) -> str:
        """The canonical text of a block."""
        return self.canonical[self.starts[number] : self.ends[number]]

    def is_rtl(self, number: int) -> bool:
        """Whether the block holds characters or controls of right-to-left scripts."""
        return self.rtl and _RTL.search(self.block_text(number)) is not None

    def line_of(self, number: int) -> int:
        """Which line of the article the block is or belongs to, from 1."""
        return number + 1 - bisect_right(self._pieces, number)


def _stand_ins(text: str) -> str:
    """Characters that Qt drops (U+FEFF in front) or takes for an object (U+FFFC), by look-alikes."""
    if text.isascii():
        return text
    if text.startswith("\ufeff"):
        text = "\u2060" + text[1:]
    return text.replace("\ufffc", "\ufffd")
