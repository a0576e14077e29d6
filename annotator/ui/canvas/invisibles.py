"""Characters that nobody sees: which they are, and where it matters that they are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

#: What is shown of an invisible character (code point → short name), after the Unicode charts.
NAMES: Final = {
    0x00AD: "SHY",
    0x061C: "ALM",
    0x180E: "MVS",
    0x200B: "ZWSP",
    0x200C: "ZWNJ",
    0x200D: "ZWJ",
    0x200E: "LRM",
    0x200F: "RLM",
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2060: "WJ",
    0x2061: "FA",
    0x2062: "IT",
    0x2063: "IS",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
    0xFEFF: "BOM",
}

#: Names of those that turn the direction to the right; the others in this list turn it to the left.
RIGHTWARD: Final = frozenset({"LRM", "LRE", "LRO", "LRI"})
LEFTWARD: Final = frozenset({"RLM", "RLE", "RLO", "RLI", "ALM"})

_ANY: Final = re.compile("[" + "".join(map(chr, NAMES)) + "]")
_JOINERS: Final = "\u200c\u200d"


def invisibles(text: str) -> Iterator[tuple[int, str]]:
    """Place (code point) and short name of each invisible character of the text.

    Joiners between letters of a script that needs them (Persian, Hindi) or inside an emoji are left out.
    """
    if text.isascii():
        return
    for found in _ANY.finditer(text):
        if not (found.group() in _JOINERS and _belongs(text, found.start())):
            yield found.start(), NAMES[ord(found.group())]


def _belongs(text: str, at: int) -> bool:
    """Whether a joiner stands between two characters beyond the Latin, Greek and Cyrillic scripts."""
    return 0 < at < len(text) - 1 and ord(text[at - 1]) >= 0x0590 and ord(text[at + 1]) >= 0x0590
