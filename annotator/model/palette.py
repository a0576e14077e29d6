"""Colours of labels: pairs for light and dark that the colour-blind tell apart, and how readable they are."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}\Z")

#: The reading surface of the light and of the dark theme.
PAGES: Final = ("#FFFFFF", "#202328")

#: Least contrast of small text on its ground (WCAG 2.2, success criterion 1.4.3).
READABLE: Final = 4.5

#: Two colours nearer than this in OKLab are taken for one another in a thin line or a small tag.
_TOO_NEAR: Final = 0.03

Rgb = tuple[float, float, float]


class Pair(NamedTuple):
    """A colour for the light theme and the one that stands for it in the dark theme."""

    light: str
    dark: str


#: The four of the default scheme, then eight that a search found farthest from all before them, also as
#: the red-blind and the green-blind see them (distance in OKLab, contrast at least 4.5 on the page).
PALETTE: Final = (
    Pair("#0072B2", "#5CB8FF"),
    Pair("#B36B00", "#F2B84B"),
    Pair("#00795A", "#4FD1A1"),
    Pair("#B8477F", "#F08BB4"),
    Pair("#662266", "#FFDDFF"),
    Pair("#444400", "#EEEE00"),
    Pair("#0000FF", "#AACCEE"),
    Pair("#885500", "#CC9900"),
    Pair("#225544", "#88FFAA"),
    Pair("#770099", "#EE88DD"),
    Pair("#991133", "#FF7777"),
    Pair("#4466FF", "#8899FF"),
)

#: What the three kinds of missing cones make of linear RGB (Machado, Oliveira & Fernandes 2009, severity 1).
_SIGHTS: Final = {
    "red-blind": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "green-blind": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "blue-blind": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def is_colour(text: str) -> bool:
    """Whether the text is a colour as the scheme writes it: "#0072B2"."""
    return bool(_COLOUR.match(text))


def contrast(one: str, two: str) -> float:
    """The contrast of two colours, 1.0..21.0 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, *, dark: bool) -> bool:
    """Whether a tag in this colour can be read on the page of the theme."""
    return contrast(colour, PAGES[dark]) >= READABLE


def readable_like(colour: str, *, dark: bool) -> str:
    """The colour made darker (light theme) or lighter (dark theme) until it can be read."""
    target = 255.0 if dark else 0.0
    shades = (
        "#" + "".join(f"{round(one * (1 - step / 20) + target * step / 20):02X}" for one in _channels(colour))
        for step in range(21)
    )
    return next(one for one in shades if readable(one, dark=dark))  # white and black always are


def pair_for(colour: str) -> Pair:
    """A pair of which both can be read, made from one colour."""
    return Pair(readable_like(colour, dark=False), readable_like(colour, dark=True))


def free_pair(taken: Iterable[str]) -> Pair:
    """The first pair of the palette whose light colour is not taken; when all are, the least taken."""
    used = [one.upper() for one in taken]
    return min(PALETTE, key=lambda one: (used.count(one.light), PALETTE.index(one)))


def confused_by(one: str, two: str) -> str:
    """Who takes the two colours for one another: "everybody", "red-blind", …; "" when nobody does.

    A line style tells such labels apart all the same.
    """
    if _distance(_linear(one), _linear(two)) < _TOO_NEAR:
        return "everybody"
    for kind, sight in _SIGHTS.items():
        if _distance(_seen(one, sight), _seen(two, sight)) < _TOO_NEAR:
            return kind
    return ""


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@functools.lru_cache(maxsize=1024)
def _linear(colour: str) -> Rgb:
    red, green, blue = (_unbent(one / 255) for one in _channels(colour))
    return red, green, blue


def _unbent(value: float) -> float:
    """A channel of sRGB made linear (IEC 61966-2-1)."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _seen(colour: str, sight: tuple[Rgb, Rgb, Rgb]) -> Rgb:
    given = _linear(colour)
    red, green, blue = (max(0.0, sum(map(float.__mul__, row, given))) for row in sight)
    return red, green, blue


def _distance(one: Rgb, two: Rgb) -> float:
    return math.dist(_oklab(one), _oklab(two))


def _oklab(linear: Rgb) -> Rgb:
    """Linear RGB as OKLab (Ottosson 2020), in which equal steps look equal."""
    red, green, blue = linear
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )
