"""How coders are told apart: a colour and initials for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

#: Light and dark. Chosen one after the other, each as far as possible from those before it for normal,
#: protan, deutan and tritan eyes (Machado et al. 2009, whole deficiency; CIELAB distance 22 or more), with
#: a contrast of 3.2 or more on the reading surface.
COLOURS: Final = (
    ("#6B4FB3", "#B9A3F5"),
    ("#E65322", "#E65322"),
    ("#732E3F", "#A65B6E"),
    ("#A67499", "#6666FF"),
    ("#265CFF", "#E6B2A1"),
    ("#BF6969", "#CC1FA1"),
    ("#8C1515", "#8FBDCC"),
    ("#1D4873", "#30BF54"),
)


class CoderLook(NamedTuple):
    """One coder: number from 0, initials that no other coder has, and the colours "#RRGGBB"."""

    number: int
    initials: str
    light: str
    dark: str


def coder_looks(names: Sequence[str]) -> dict[str, CoderLook]:
    """A look for each coder; the order of the names decides the colours, which repeat after the eighth."""
    letters = initials(names)
    return {
        name: CoderLook(number, letters[name], *COLOURS[number % len(COLOURS)])
        for number, name in enumerate(dict.fromkeys(names))
    }


def initials(names: Iterable[str]) -> dict[str, str]:
    """Short letters for each name: "Ana Putri" → "AP", "Ana" → "An"; longer ones where two would agree."""
    found: dict[str, str] = {}
    for name in dict.fromkeys(names):
        wishes = _wishes(name)
        free = (one for one in wishes if one not in found.values())
        found[name] = next(free, f"{wishes[0]}{len(found) + 1}")
    return found


def _wishes(name: str) -> list[str]:
    words = name.split()
    if not words:
        return ["?"]
    first = words[0]
    several = [words[0][0] + words[-1][0].upper()] if len(words) > 1 else []
    return [*several, *(first[:size] for size in range(2, len(first) + 1)), name]
