"""Colours by label or by coder."""

from functools import partial

import msgspec
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from annotator.model.annotation import Annotation, Relation
from annotator.ui.canvas.theme import DARK, LIGHT, CanvasTheme
from annotator.ui.canvas.view import Canvas
from annotator.ui.coder_looks import COLOURS
from tests.ui.canvas.conftest import Show, mark, span
from tests.ui.canvas.test_pixels import columns, line_rows, picture, rgb

TEXT = "Gerasimov said that soldiers of North Korea fought."
NAMES = ["Ana Putri", "Budi"]


def marks() -> list[Annotation]:
    actor = mark(TEXT, "actor", "Gerasimov")
    return [
        msgspec.structs.replace(actor, coder="Ana Putri"),
        msgspec.structs.replace(mark(TEXT, "actor", "North Korea"), coder="Budi"),
    ]


def seen_colours(canvas: Canvas) -> set[str]:
    wanted = {*(one for pair in COLOURS for one in pair), "#0072B2", "#5CB8FF"}
    rows = line_rows(canvas, 0)
    image = picture(canvas)
    return {one for one in wanted if columns(image, partial(int.__eq__, rgb(one)), rows)}


@pytest.mark.parametrize(("theme", "at"), [(LIGHT, 0), (DARK, 1)], ids=["light", "dark"])
def test_marks_take_the_colours_of_their_coders(
    show: Show, qapp: QApplication, theme: CanvasTheme, at: int
) -> None:
    canvas = show(TEXT, marks())
    canvas.set_theme(theme)
    canvas.set_coders(NAMES)
    label = "#5CB8FF" if theme.dark else "#0072B2"
    assert seen_colours(canvas) == {label}
    canvas.set_colours_by("coder")
    assert canvas.by_coder
    assert seen_colours(canvas) == {COLOURS[0][at], COLOURS[1][at]}
    canvas.set_coders(NAMES[::-1])
    assert seen_colours(canvas) == {COLOURS[0][at], COLOURS[1][at]}
    canvas.set_colours_by("label")
    assert seen_colours(canvas) == {label}


def test_the_tag_gets_initials_and_the_line_stays_the_label_s(show: Show) -> None:
    canvas = show(TEXT, marks())
    canvas.set_coders(NAMES)
    held = canvas.marks.annotations
    looks = [canvas._layout.words(uid) for uid in held]
    assert [one.key for one in looks] == ["A", "A"]
    canvas.set_colours_by("coder")
    looks = [canvas._layout.words(uid) for uid in held]
    assert [one.key for one in looks] == ["A AP", "A Bu"]
    assert {one.look.kind for one in looks} == {"solid"}


def test_the_tool_tip_names_the_coder(show: Show) -> None:
    canvas = show(TEXT, marks())
    point = QPointF(canvas.span_rect(span(TEXT, "Geras")).center())
    assert canvas._pointer.tip(point - QPointF(4, 0)) == "actor"
    canvas.set_colours_by("coder")
    assert canvas._pointer.tip(point - QPointF(4, 0)) == "actor · Ana Putri"


def test_wires_and_the_scroll_bar_follow(show: Show, qapp: QApplication) -> None:
    held = marks()
    link = Relation(uid="r", type="made_by", head=held[1].uid, tail=held[0].uid)
    canvas = show(TEXT, held, [link])
    canvas.set_coders(NAMES)
    canvas.set_colours_by("coder")
    canvas.select(held[0].uid)
    qapp.processEvents()
    picture(canvas)
    [(ink, *_)] = canvas._painter.wires._paths
    assert ink.name().upper() != "#0072B2"
    assert [canvas.tick_look(one) for one in held] == [(0, COLOURS[0][0].lower()), (1, COLOURS[1][0].lower())]


def test_a_coder_nobody_announced_gets_a_colour_of_its_own(show: Show) -> None:
    canvas = show(TEXT, marks())
    canvas.set_coders(["Budi"])
    canvas.set_colours_by("coder")
    assert seen_colours(canvas) == {COLOURS[0][0], COLOURS[1][0]}
