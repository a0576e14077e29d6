"""Coders are told apart by colour and by initials."""

import pytest
from PySide6.QtGui import QColor

from annotator.ui.canvas.theme import DARK, LIGHT, SEPIA, contrast
from annotator.ui.coder_looks import COLOURS, coder_looks, initials

#: Machado, Oliveira & Fernandes (2009), severity 1.0, for linear RGB.
EYES = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152, 1.052, -0.204), (0.114, 0.786, 0.099), (-0.003, -0.048, 1.051)),
    "deutan": ((0.367, 0.860, -0.227), (0.280, 0.672, 0.047), (-0.011, 0.042, 0.968)),
    "tritan": ((1.255, -0.076, -0.178), (-0.078, 0.930, 0.147), (0.004, 0.691, 0.303)),
}  # fmt: skip


def seen(colour: str, eye: str) -> tuple[float, float, float]:
    """A colour in CIELAB, as such an eye sees it."""
    made = QColor(colour)
    parts = made.redF(), made.greenF(), made.blueF()
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    red, green, blue = (
        min(1.0, max(0.0, sum(share * one for share, one in zip(row, linear, strict=True))))
        for row in EYES[eye]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    a, b, c = (one ** (1 / 3) if one > 0.008 else 7.787 * one + 16 / 116 for one in (x, y, z))
    return 116 * b - 16, 500 * (a - b), 200 * (b - c)


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("column", [0, 1], ids=["light", "dark"])
def test_no_two_coders_look_alike_to_any_eye(eye: str, column: int) -> None:
    places = [seen(pair[column], eye) for pair in COLOURS]
    distances = [
        sum((one - other) ** 2 for one, other in zip(here, there, strict=True)) ** 0.5
        for number, here in enumerate(places)
        for there in places[:number]
    ]
    assert min(distances) > 20


def test_the_colours_stand_out_from_every_surface() -> None:
    assert min(contrast(pair[0], theme.surface) for pair in COLOURS for theme in (LIGHT, SEPIA)) >= 3
    assert min(contrast(pair[1], DARK.surface) for pair in COLOURS) >= 3


def test_initials_are_short_and_never_the_same() -> None:
    assert initials(["Ana Putri", "Ana", "Andi", "An", "ana putri", "Ana Putri", ""]) == {
        "Ana Putri": "AP",
        "Ana": "An",
        "Andi": "And",
        "An": "An4",
        "ana putri": "aP",
        "": "?",
    }


def test_a_coder_keeps_the_colour_while_the_order_of_coders_stays() -> None:
    names = [f"Coder {number}" for number in range(10)]
    looks = coder_looks(names)
    assert looks["Coder 0"].light == COLOURS[0][0]
    assert looks["Coder 8"].light == looks["Coder 0"].light
    assert coder_looks(names[:3])["Coder 2"] == looks["Coder 2"]._replace(
        initials=coder_looks(names[:3])["Coder 2"].initials
    )
    assert len({one.initials for one in looks.values()}) == 10
