"""What is read stays where it is, whatever is laid out, added or resized."""

import random

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model.annotation import Annotation
from annotator.ui.canvas.theme import LIGHT
from annotator.ui.canvas.view import Canvas
from tests.ui.canvas.conftest import Show, mark

LONG = "\n".join(
    f"{number} " + "words that fill the lines of this paragraph " * (1 + number % 9) for number in range(400)
)


def many(text: str, count: int, seed: int = 1) -> list[Annotation]:
    chance = random.Random(seed)
    marks = []
    for number in range(count):
        start = chance.randrange(len(text) - 200)
        label = ("actor", "claim", "source", "sentiment")[number % 4]
        marks.append(mark(text, label, (start, start + chance.randint(5, 150)), uid=f"u{number:05}"))
    return sorted(marks, key=lambda one: (one.start, one.end, one.uid))


def seen_at(canvas: Canvas, cp: int) -> int:
    """Where on the screen the line of a place stands."""
    return round(canvas.line_rect(cp).top()) - canvas.verticalScrollBar().value()


def on_screen(canvas: Canvas) -> QImage:
    """What the screen shows of the text (not what a new painting would show)."""
    window = canvas.window()
    return window.screen().grabWindow(window.winId()).toImage().copy(canvas.viewport().geometry())


def test_the_text_stands_still_when_unseen_text_above_turns_out_otherwise(
    show: Show, qapp: QApplication
) -> None:
    canvas = show(LONG, many(LONG, 800))
    canvas.go_to(len(LONG) // 2)
    qapp.processEvents()
    bar = canvas.verticalScrollBar()
    for _ in range(40):
        cp = canvas.position()
        before, value = seen_at(canvas, cp), bar.value()
        bar.setValue(value - 37)
        assert seen_at(canvas, cp) - before == 37
    for _ in range(20):
        cp = canvas.position()
        before = seen_at(canvas, cp)
        bar.setValue(bar.value() + 53)
        assert seen_at(canvas, cp) - before == -53


def test_a_scrolled_picture_is_the_picture_painted_anew(show: Show, qapp: QApplication) -> None:
    canvas = show(LONG, many(LONG, 800))
    canvas.go_to(len(LONG) // 3)
    qapp.processEvents()
    for step in (-61, -200, 33, 400, -17):
        canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().value() + step)
        qapp.processEvents()
        scrolled = on_screen(canvas)
        canvas.viewport().repaint()
        assert scrolled == on_screen(canvas)


def test_a_mark_added_in_view_moves_only_what_is_below(show: Show, qapp: QApplication) -> None:
    canvas = show(LONG)
    canvas.go_to(len(LONG) // 2)
    qapp.processEvents()
    first = canvas.position()
    before = seen_at(canvas, first)
    start = LONG.index("paragraph", first + 700)
    canvas.put_annotations(mark(LONG, "actor", (start, start + 9), uid="new"))
    qapp.processEvents()
    assert seen_at(canvas, first) == before
    partly = on_screen(canvas)
    canvas.viewport().repaint()
    assert partly == on_screen(canvas)


def test_marks_out_of_view_change_nothing_in_view(show: Show, qapp: QApplication) -> None:
    canvas = show(LONG)
    image = canvas.viewport().grab().toImage()
    canvas.put_annotations(mark(LONG, "actor", (len(LONG) - 50, len(LONG) - 20), uid="far"))
    assert canvas.viewport().grab().toImage() == image
    canvas.remove_annotations("far")
    assert canvas.viewport().grab().toImage() == image


def test_lanes_and_pictures_are_the_same_after_scrolling_away_and_back(
    show: Show, qapp: QApplication
) -> None:
    canvas = show(LONG, many(LONG, 1500))
    before = canvas.viewport().grab().toImage()
    canvas.go_to(len(LONG) - 1)
    qapp.processEvents()
    canvas.verticalScrollBar().setValue(0)
    canvas.set_caret(0)
    qapp.processEvents()
    assert canvas.viewport().grab().toImage() == before


def test_what_was_at_the_top_stays_there_when_the_window_gets_narrower(
    show: Show, qapp: QApplication
) -> None:
    canvas = show(LONG, many(LONG, 300))
    canvas.go_to(len(LONG) // 2)
    place = canvas.position()
    canvas.resize(500, 700)
    qapp.processEvents()
    assert abs(seen_at(canvas, place)) <= canvas.line_rect(place).height()
    canvas.set_zoom(180)
    qapp.processEvents()
    assert abs(seen_at(canvas, place)) <= canvas.line_rect(place).height()


def test_the_position_is_restored(show: Show, qapp: QApplication) -> None:
    canvas = show(LONG)
    canvas.go_to(9000)
    place = canvas.position()
    show("Another article.")
    assert canvas.position() == 0
    show(LONG, position=place)
    assert canvas.position() == place


def test_the_end_can_be_scrolled_to_and_is_seen_whole(show: Show, qapp: QApplication) -> None:
    canvas = show(LONG, many(LONG, 600))
    bar = canvas.verticalScrollBar()
    for _ in range(6):
        bar.setValue(bar.maximum())
        qapp.processEvents()
    assert bar.value() == bar.maximum()
    assert canvas.line_rect(len(LONG)).bottom() <= bar.value() + canvas.viewport().height()


def test_revealing_a_mark_brings_it_into_view(show: Show, qapp: QApplication) -> None:
    marks = many(LONG, 200)
    canvas = show(LONG, marks)
    for one in (marks[150], marks[3], marks[199], marks[151]):
        canvas.select(one.uid)
        rect, value = canvas.line_rect(one.start), canvas.verticalScrollBar().value()
        assert value <= rect.top()
        assert rect.bottom() <= value + canvas.viewport().height()


def test_a_long_text_is_laid_out_only_where_it_is_seen(show: Show, qapp: QApplication) -> None:
    canvas = show(LONG * 5, many(LONG, 100))
    assert len(canvas._layout.pictures) < 60
    canvas.go_to(len(LONG) * 4)
    assert len(canvas._layout.pictures) < 120


def test_a_paragraph_of_a_megabyte_opens_and_works(show: Show, qapp: QApplication) -> None:
    text = "Kalimat yang panjang sekali tanpa akhir dan titik, " * 20_000
    canvas = show(text, many(text, 2000))
    assert len(canvas._layout.shown.starts) > 200
    canvas.go_to(600_000)
    QTest.keyClick(
        canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    found = canvas.selection()
    assert found is not None
    assert text[found.start : found.end].strip() == text[found.start : found.end]
    assert abs(found.start - 600_000) < 20
    assert len(canvas._layout.pictures) < 10


def turn(canvas: Canvas, *, pixels: int = 0, eighths: int = 0) -> None:
    """One event of a wheel or a touch pad; down is negative."""
    event = QWheelEvent(
        QPointF(50, 50),
        QPointF(50, 50),
        QPoint(0, pixels),
        QPoint(0, eighths),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), event)


def test_a_touch_pad_scrolls_by_pixels(show: Show) -> None:
    canvas = show(LONG)
    turn(canvas, pixels=-13, eighths=-26)
    assert canvas.verticalScrollBar().value() == 13


def test_the_wheel_glides_three_lines_a_notch_and_notches_add_up(show: Show, qtbot: QtBot) -> None:
    canvas = show(LONG)
    pitch = canvas._layout.looks.rules.pitch
    turn(canvas, eighths=-120)
    turn(canvas, eighths=-120)
    wanted = round(2 * QApplication.wheelScrollLines() * pitch)
    qtbot.waitUntil(lambda: canvas.verticalScrollBar().value() == wanted)
    turn(canvas, eighths=240)
    qtbot.waitUntil(lambda: canvas.verticalScrollBar().value() == 0)


def test_a_press_on_the_bar_goes_there(show: Show, qapp: QApplication) -> None:
    canvas = show(LONG, many(LONG, 300))
    bar = canvas.mark_bar
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(8, 400))
    assert abs(bar.value() / bar.maximum() - 400 / bar.height()) < 0.1
    QTest.mouseMove(bar, QPoint(8, 200))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(8, 200))
    assert abs(bar.value() / bar.maximum() - 200 / bar.height()) < 0.1


def test_the_bar_shows_marks_in_their_colours(show: Show, qtbot: QtBot) -> None:
    canvas = show(LONG, [mark(LONG, "actor", (len(LONG) // 2, len(LONG) // 2 + 20), uid="a")])
    bar = canvas.mark_bar
    qtbot.waitUntil(lambda: bar._ticks is not None and not bar._timer.isActive(), timeout=20_000)

    def actor_rows() -> list[int]:
        image = bar.grab().toImage()
        return [
            y
            for y in range(image.height())
            if any(image.pixel(x, y) & 0xFFFFFF == 0x0072B2 for x in range(16))
        ]

    (middle, *_) = actor_rows()
    assert abs(middle - canvas.mark_bar.height() / 2) < 40
    canvas.put_annotations(mark(LONG, "actor", (len(LONG) // 4, len(LONG) // 4 + 20), uid="b"))
    assert len(actor_rows()) == 4
    canvas.remove_annotations("a", "b")
    assert actor_rows() == []


def test_the_column_is_told_and_keeps_to_its_width(show: Show, qapp: QApplication) -> None:
    canvas = show(LONG)
    told: list[tuple[int, int]] = []
    canvas.column_changed.connect(lambda *one: told.append(one))
    canvas.resize(1400, 700)
    qapp.processEvents()
    left, width = canvas.column()
    assert told[-1] == (left, width)
    assert width == LIGHT.line_width
    assert abs(left - (canvas.viewport().width() - width) / 2) <= 1
