"""Headlines and quotes stand where their script begins."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from annotator.ui.theme import text_font
from annotator.ui.widgets.lines import LinesLabel


def inked(label: LinesLabel) -> tuple[int, int]:
    """The first and the last column with anything drawn in it."""
    image = label.grab().toImage()
    ground = image.pixel(label.width() // 2, label.height() - 1)
    columns = [
        x for x in range(image.width()) if any(image.pixel(x, y) != ground for y in range(image.height()))
    ]
    return columns[0], columns[-1]


@pytest.mark.parametrize(
    ("text", "right"), [('ראש הממשלה: "לא"', True), ("Headline", False), ("«وزير» أول", True)]
)
def test_a_headline_stands_on_the_side_of_its_script(qtbot: QtBot, text: str, right: bool) -> None:
    label = LinesLabel(text_font(24), pitch=29, most=3)
    qtbot.addWidget(label)
    label.resize(500, 40)
    label.set_text(text)
    first, last = inked(label)
    assert (last > 490) is right
    assert (first < 10) is not right
