"""Themes, the scroll bar with its marks, arcs, and the other parts of the canvas."""

from itertools import product

import pytest

from annotator.model.scheme import Scheme
from annotator.ui.canvas.arcs import End, Link, mirrored, mirrored_link, route
from annotator.ui.canvas.invisibles import invisibles
from annotator.ui.canvas.looks import DARK_STRENGTH, SELECTED_TINT, TINT, TINTED_LANES
from annotator.ui.canvas.theme import DARK, LIGHT, SEPIA, CanvasTheme, contrast, mix, readable


@pytest.mark.parametrize("theme", [LIGHT, DARK, SEPIA])
def test_text_and_tags_are_readable_on_every_surface(theme: CanvasTheme) -> None:
    assert contrast(theme.text, theme.surface) >= 7
    assert contrast(theme.muted, theme.surface) >= 4.5
    assert contrast(theme.selection_text, theme.selection) >= 4.5
    for colour in ("#0072B2", "#B36B00", "#00795A", "#B8477F", "#FFFF00", "#888888"):
        assert contrast(readable(colour, theme.surface), theme.surface) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK, SEPIA])
def test_text_stays_readable_under_all_tints_that_may_lie_over_each_other(
    theme: CanvasTheme, scheme: Scheme
) -> None:
    colours = [label.dark_colour if theme.dark else label.colour for label in scheme.labels]
    strength = DARK_STRENGTH if theme.dark else 1.0
    for stack in product(colours, repeat=TINTED_LANES + 1):
        ground = theme.surface
        for colour in stack[:-1]:
            ground = mix(colour, ground, TINT * strength)
        ground = mix(stack[-1], ground, SELECTED_TINT * strength)
        assert contrast(theme.text, ground) >= 4.5


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"
    assert readable("#000000", "#FFFFFF") == "#000000"


def test_invisible_characters_are_found_but_joiners_in_their_scripts_are_not() -> None:
    assert list(invisibles("plain")) == []
    assert list(invisibles("a\u200bb\u202ec")) == [(1, "ZWSP"), (3, "RLO")]
    assert list(invisibles("می\u200cخواهم 👨\u200d👩 क\u094d\u200dष")) == []
    assert list(invisibles("x\u200dy")) == [(1, "ZWJ")]


def test_a_wire_within_a_line_is_a_bracket_above_it() -> None:
    drawing = route([Link("a", End(100, 50), End(300, 50), "target", "claim")], left=60, drop=4)
    (wire,) = drawing.wires
    assert wire.points == ((100, 54), (100, 50), (300, 50), (300, 54))
    assert [(one.x, one.y) for one in drawing.arrows] == [(300, 54)]
    assert (drawing.names[0].x, drawing.names[0].side) == (200, 0)


def test_wires_between_lines_run_in_the_margin_and_those_of_one_hub_share_it() -> None:
    links = [Link("a", End(100, 50), End(200, y), "t", "claim") for y in (150.0, 250.0)]
    links.append(Link("b", End(120, 90), End(200, 350), "u", "actor", outward=False))
    drawing = route(links, left=60, drop=4)
    trunks: dict[str, set[float]] = {}
    for wire in drawing.wires:
        trunks.setdefault(wire.style, set()).update(x for x, _ in wire.points if x < 60)
    assert len(trunks["claim"]) == len(trunks["actor"]) == 1
    assert trunks["claim"] != trunks["actor"]
    arrows = {(one.x, one.style) for one in drawing.arrows}
    assert arrows == {(200, "claim"), (120, "actor")}


def test_many_hubs_still_find_room_in_the_margin() -> None:
    links = [Link(str(n), End(100, 10 + n), End(200, 900 + n), "", "claim") for n in range(60)]
    drawing = route(links, left=60, drop=4)
    assert all(x > 0 for wire in drawing.wires for x, _ in wire.points)


def test_in_text_from_right_to_left_the_other_margin_is_used() -> None:
    link = mirrored_link(Link("a", End(700, 50), End(600, 150), "t", "claim"), 800)
    drawing = mirrored(route([link], left=60, drop=4), 800)
    assert max(x for wire in drawing.wires for x, _ in wire.points) == 800 - 60 + 7
    assert drawing.names[0].side == 1
    assert (drawing.arrows[0].x, drawing.arrows[0].y) == (600, 154)


def test_threads_have_no_arrows() -> None:
    assert not route([Link("a", End(1, 1), End(5, 99), "", "claim", None)], left=60, drop=0).arrows


def test_a_name_too_wide_for_the_margin_is_written_on_its_wire() -> None:
    link = Link("a", End(100, 50), End(400, 150), "a long name", "claim")
    drawing = route([link], left=60, drop=4, measure=lambda name: 8.0 * len(name))
    (name,) = drawing.names
    assert name.side == 0
    assert name.x > 60
