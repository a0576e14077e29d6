"""How the canvas looks: colours, type and measures, as one frozen value."""

from __future__ import annotations

from typing import Final

import msgspec

#: Serif families to read in, the first that is there; the later ones bring other scripts.
SERIF: Final = (
    "Noto Serif",
    "Source Serif 4",
    "Charter",
    "Georgia",
    "Cambria",
    "DejaVu Serif",
    "Noto Naskh Arabic",
    "Noto Serif Hebrew",
    "Noto Serif Devanagari",
    "Noto Serif Bengali",
    "Noto Serif Thai",
    "Noto Serif CJK SC",
)
SANS: Final = ("Noto Sans", "Segoe UI", "SF Pro Text", "Helvetica Neue", "DejaVu Sans")


class CanvasTheme(msgspec.Struct, frozen=True, kw_only=True):
    """Colours ("#RRGGBB"), the text's families and size, and the measures of the column (pixels).

    `line_width` is the widest the column of text gets, 0 for as wide as the window; `spacing` is the
    pitch of plain lines in multiples of `size`; `margin` is the least space left and right.
    """

    surface: str = "#FFFFFF"
    text: str = "#1F2328"
    muted: str = "#68707A"
    accent: str = "#2563EB"
    hairline: str = "#E2E5E9"
    selection: str = "#C9DBFB"
    selection_text: str = "#1F2328"
    found: str = "#FFE58A"
    warning: str = "#B42318"
    dark: bool = False
    families: tuple[str, ...] = SERIF
    tag_families: tuple[str, ...] = SANS
    size: float = 17.0
    line_width: float = 700.0
    spacing: float = 1.6
    margin: float = 60.0


LIGHT: Final = CanvasTheme()

DARK: Final = CanvasTheme(
    surface="#202328",
    text="#E4E6EA",
    muted="#9AA1AB",
    accent="#6EA8FF",
    hairline="#363B42",
    selection="#2F4A78",
    selection_text="#F4F6F8",
    found="#6B5300",
    warning="#FF9B8A",
    dark=True,
)

SEPIA: Final = CanvasTheme(
    surface="#F8F1E3",
    text="#3A3026",
    muted="#73685A",
    accent="#8A4B12",
    hairline="#E4D9C3",
    selection="#C3D2DA",
    selection_text="#2B231B",
    found="#F3D66B",
    warning="#A3261A",
)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours "#RRGGBB", 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, surface: str, *, least: float = 4.5) -> str:
    """The colour, drawn towards black or white as far as text in it needs on that surface."""
    end = 255 if _luminance(surface) < 0.18 else 0
    red, green, blue = _channels(colour)
    for step in range(21):
        share = step / 20
        mixed = [round(one + (end - one) * share) for one in (red, green, blue)]
        found = "#{:02X}{:02X}{:02X}".format(*mixed)
        if contrast(found, surface) >= least:
            return found
    return "#FFFFFF" if end else "#000000"


def mix(colour: str, surface: str, share: float) -> str:
    """The colour laid over the surface at that share (0 to 1)."""
    pairs = zip(_channels(colour), _channels(surface), strict=True)
    return "#{:02X}{:02X}{:02X}".format(*(round(one * share + other * (1 - share)) for one, other in pairs))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    parts = [one / 255 for one in _channels(colour)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
