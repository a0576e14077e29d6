"""Everything by mouse: real mouse events on a real canvas."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from annotator.model.annotation import Span
from annotator.ui.canvas.view import Canvas
from tests.ui.canvas.conftest import Heard, Show, mark, span

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
TEXT = "Rusia mengakui bahwa pasukan Korea Utara ikut bertempur. Hal itu diucapkan Gerasimov."


def point(canvas: Canvas, cp: int) -> QPoint:
    """The middle of the letter at a place, in the view."""
    line = canvas.line_rect(cp)
    number, row, place = canvas._line_of(cp)
    slot = canvas._layout.picture(number).slots[row]
    text_line = canvas.document().findBlockByNumber(number).layout().lineAt(row)
    x = (text_line.cursorToX(place)[0] + text_line.cursorToX(place + 1)[0]) / 2
    y = line.top() - slot.top + (slot.text_top + slot.text_bottom) / 2 - canvas.verticalScrollBar().value()
    return QPoint(round(x), round(y))


def drag(canvas: Canvas, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.mousePress(canvas.viewport(), LEFT, modifiers, start)
    QTest.mouseMove(canvas.viewport(), (start + end) / 2)
    QTest.mouseMove(canvas.viewport(), end)
    QTest.mouseRelease(canvas.viewport(), LEFT, modifiers, end)


def click(canvas: Canvas, at: QPoint) -> None:
    QTest.mouseClick(canvas.viewport(), LEFT, NONE, at)
    QTest.qWait(QGuiApplication.styleHints().mouseDoubleClickInterval() + 20)


def test_a_drag_selects_whole_words_and_asks_for_the_palette(show: Show, heard: Heard) -> None:
    canvas = show(TEXT)
    drag(canvas, point(canvas, 23), point(canvas, 36))
    wanted = span(TEXT, "pasukan Korea Utara")
    assert canvas.selection() == wanted
    ((at, given),) = heard.of("palette_requested")
    assert given == wanted
    assert canvas.viewport().rect().contains(canvas.viewport().mapFromGlobal(at))


def test_a_drag_from_right_to_left_selects_the_same(show: Show) -> None:
    canvas = show(TEXT)
    drag(canvas, point(canvas, 36), point(canvas, 23))
    assert canvas.selection() == span(TEXT, "pasukan Korea Utara")


def test_further_clicks_select_word_sentence_and_paragraph(show: Show) -> None:
    canvas = show(TEXT)
    at = point(canvas, 8)
    QTest.mouseClick(canvas.viewport(), LEFT, NONE, at)
    QTest.mouseDClick(canvas.viewport(), LEFT, NONE, at)
    assert canvas.selection() == span(TEXT, "mengakui")
    QTest.mouseClick(canvas.viewport(), LEFT, NONE, at)
    assert canvas.selection() == Span(0, 56)
    QTest.mouseClick(canvas.viewport(), LEFT, NONE, at)
    assert canvas.selection() == Span(0, len(TEXT))


def test_clicks_cycle_through_the_marks_under_the_pointer_shortest_first(show: Show, heard: Heard) -> None:
    marks = [
        mark(TEXT, "claim", "pasukan Korea Utara ikut bertempur", uid="c"),
        mark(TEXT, "actor", "pasukan Korea Utara", uid="a"),
        mark(TEXT, "source", "Korea Utara", uid="s"),
    ]
    canvas = show(TEXT, marks)
    for _ in range(4):
        click(canvas, point(canvas, TEXT.index("Utara") + 1))
    assert heard.of("annotation_selected") == [("s",), ("a",), ("c",), ("s",)]
    click(canvas, point(canvas, TEXT.index("itu")))
    assert heard.of("annotation_selected")[-1] == ("",)


def test_a_click_on_a_line_or_a_tag_takes_that_mark(show: Show, heard: Heard) -> None:
    marks = [mark(TEXT, "claim", "Rusia mengakui bahwa", uid="c"), mark(TEXT, "actor", "Rusia", uid="a")]
    canvas = show(TEXT, marks)
    picture = canvas._layout.picture(0)
    top = canvas._layout.top(0)
    (box,) = [one for one in picture.boxes if one.uid == "c"]
    click(canvas, QPoint(round(box.left) + 5, round(top + box.bar) + 1))
    assert canvas.selected_uid == "c"
    (tag,) = [one for one in picture.tags if one.uid == "a"]
    click(canvas, QPoint(round(tag.left) + 2, round(top + tag.baseline) - 3))
    assert canvas.selected_uid == "a"


def test_a_click_into_a_selection_begins_anew(show: Show) -> None:
    canvas = show(TEXT)
    drag(canvas, point(canvas, 0), point(canvas, 18))
    drag(canvas, point(canvas, 7), point(canvas, 12))
    assert canvas.selection() == span(TEXT, "mengakui")


def test_ctrl_and_drag_adds_a_fragment_to_the_selected_mark(show: Show, heard: Heard) -> None:
    canvas = show(TEXT, [mark(TEXT, "claim", "Rusia", uid="c")])
    canvas.select("c")
    drag(canvas, point(canvas, 22), point(canvas, 26), CTRL)
    assert heard.of("fragment_requested") == [(span(TEXT, "pasukan"),)]


def test_ctrl_and_drag_selects_several_stretches_for_one_mark(show: Show, heard: Heard) -> None:
    canvas = show(TEXT)
    drag(canvas, point(canvas, 1), point(canvas, 4))
    drag(canvas, point(canvas, 22), point(canvas, 26), CTRL)
    assert canvas.fragments() == (Span(0, 5), Span(21, 28))
    QTest.keyClick(canvas, Qt.Key.Key_C)
    assert heard.of("mark_requested") == [("claim", (Span(0, 5), Span(21, 28)))]
    assert canvas.fragments() == ()


def test_a_drag_from_a_tag_to_another_mark_makes_a_relation(show: Show, heard: Heard) -> None:
    marks = [mark(TEXT, "claim", "pasukan Korea", uid="c"), mark(TEXT, "source", "Gerasimov", uid="s")]
    canvas = show(TEXT, marks)
    (tag,) = [one for one in canvas._layout.picture(0).tags if one.uid == "s"]
    start = QPoint(round(tag.left) + 2, round(canvas._layout.top(0) + tag.baseline) - 3)
    drag(canvas, start, point(canvas, 23))
    assert heard.of("relation_requested") == [("s", "c", "attributes")]
    assert canvas.selected_uid == "s"
    drag(canvas, start, point(canvas, 60))
    assert len(heard.of("relation_requested")) == 1
    assert not canvas.relating.head
    assert canvas.selection() is None


def test_while_relating_a_click_takes_the_other_end(show: Show, heard: Heard) -> None:
    marks = [mark(TEXT, "claim", "pasukan Korea", uid="c"), mark(TEXT, "source", "Gerasimov", uid="s")]
    canvas = show(TEXT, marks)
    canvas.select("s")
    canvas.commands.relate()
    click(canvas, point(canvas, 60))
    assert canvas.relating.head == "s"
    click(canvas, point(canvas, 23))
    assert heard.of("relation_requested") == [("s", "c", "attributes")]


def test_the_tool_tip_is_plain_text(show: Show) -> None:
    text = "Rusia mengakui."
    one = mark(
        text, "sentiment", "mengakui", attributes={"polarity": "<b>positive</b>", "explicit": True}, uid="a"
    )
    canvas = show(text, [one])
    at = point(canvas, 8)
    QApplication.sendEvent(
        canvas.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, at, canvas.viewport().mapToGlobal(at))
    )
    assert "sentiment" in QToolTip.text()
    assert "&lt;b&gt;positive&lt;/b&gt;" in QToolTip.text()
    assert "yes" in QToolTip.text()
    QToolTip.hideText()


def test_the_tool_tip_names_an_invisible_character(show: Show) -> None:
    text = "Rusia \u200fmengakui."
    canvas = show(text)
    hint = canvas._layout.picture(0).hints[0]
    tip = canvas._pointer.tip(QPointF(hint.x, canvas._layout.top(0) + hint.top + 4))
    assert "RLM" in tip


def test_the_mark_under_the_pointer_is_shown_off(show: Show) -> None:
    canvas = show(TEXT, [mark(TEXT, "actor", "Rusia", uid="a")])
    QTest.mouseMove(canvas.viewport(), point(canvas, 2))
    assert canvas._painter.hovered == "a"
    QTest.mouseMove(canvas.viewport(), point(canvas, 40))
    assert canvas._painter.hovered == ""


def test_the_menu_is_asked_for_with_the_mark_under_the_pointer(show: Show, heard: Heard) -> None:
    canvas = show(TEXT, [mark(TEXT, "actor", "Rusia", uid="a")])
    for place in (2, 40):
        at = point(canvas, place)
        QApplication.sendEvent(
            canvas.viewport(),
            QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, canvas.viewport().mapToGlobal(at)),
        )
    assert [uid for _, uid in heard.of("menu_requested")] == ["a", ""]


def test_ctrl_and_wheel_ask_for_zoom(show: Show, heard: Heard) -> None:
    canvas = show(TEXT)
    for turn in (120, -120):
        event = QWheelEvent(
            QPointF(50, 50),
            QPointF(50, 50),
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            CTRL,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(canvas.viewport(), event)
    assert heard.of("zoom_requested") == [(1,), (-1,)]


def test_what_is_copied_is_the_articles_own_text(show: Show) -> None:
    text = "One\u00a0two three.\nFour five."
    canvas = show(text)
    canvas.set_snapping(False)
    canvas.select_span(Span(0, len(text)))
    canvas.copy()
    assert QGuiApplication.clipboard().text() == text
    QGuiApplication.clipboard().clear()


def test_marks_in_mixed_lines_are_hit_where_they_are_seen(show: Show) -> None:
    text = "The word صحيفة يومية means newspaper."
    canvas = show(text, [mark(text, "actor", "يومية", uid="a"), mark(text, "source", "صحيفة", uid="s")])
    boxes = {box.uid: box for box in canvas._layout.picture(0).boxes}
    assert boxes["a"].right <= boxes["s"].left + 1
    top = canvas._layout.top(0)
    for uid, box in boxes.items():
        at = QPointF((box.left + box.right) / 2, top + (box.top + box.text_bottom) / 2)
        assert canvas.marks_at(at) == [uid]


def test_a_right_click_is_about_the_fragment_under_the_pointer(show: Show, heard: Heard) -> None:
    text = "pasukan Korea Utara ikut bertempur di Kursk"
    canvas = show(text, [mark(text, "claim", "Korea", "bertempur", uid="c")])
    place = canvas.span_rect(span(text, "Korea")).center() - QPoint(6, 0)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, canvas.viewport().mapToGlobal(place))
    canvas.contextMenuEvent(event)
    assert heard.of("menu_requested")[-1][1] == "c"
    canvas.commands.remove_fragment()
    assert heard.of("fragment_removal_requested") == [("c", span(text, "Korea"))]


def test_the_menu_key_is_about_the_selected_mark(show: Show, heard: Heard) -> None:
    text = "pasukan Korea Utara ikut bertempur di Kursk"
    canvas = show(text, [mark(text, "claim", "Korea", uid="c")])
    canvas.select("c")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    canvas.contextMenuEvent(event)
    assert heard.of("menu_requested")[-1][1] == "c"


def test_alt_while_dragging_does_the_opposite_of_snapping(show: Show, heard: Heard) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    canvas = show(TEXT)
    start, end = point(canvas, 23), point(canvas, 25)
    for snapping, modifier, words in (
        (True, NONE, "pasukan"),
        (True, alt, "uk"),
        (False, NONE, "uk"),
        (False, alt, "pasukan"),
    ):
        canvas.set_snapping(snapping)
        drag(canvas, start, end + QPoint(5, 0), modifier)
        held = canvas.selection()
        assert held is not None
        assert TEXT[slice(*held)] == words
        canvas.drop_selection()


def edge(canvas: Canvas, uid: str, *, end: bool) -> QPoint:
    """Where the last box of a mark begins or ends, in the view."""
    boxes = [
        (one, canvas._layout.top(number))
        for number, picture in canvas._layout.pictures.items()
        for one in picture.boxes
        if one.uid == uid
    ]
    box, top = boxes[-1]
    x = box.ends if end else box.begins
    assert x is not None
    return QPoint(round(x), round(top + (box.top + box.text_bottom) / 2) - canvas.verticalScrollBar().value())


def test_an_edge_of_the_selected_mark_is_dragged(show: Show, heard: Heard) -> None:
    canvas = show(TEXT, [mark(TEXT, "actor", "Korea", uid="a")])
    drag(canvas, edge(canvas, "a", end=True), point(canvas, 36))
    assert heard.of("edges_moved") == []
    canvas.drop_selection()
    canvas.select("a")
    drag(canvas, edge(canvas, "a", end=True), point(canvas, 36))
    assert heard.of("edges_moved") == [("a", (span(TEXT, "Korea Utara"),))]
    drag(canvas, edge(canvas, "a", end=False), point(canvas, 23))
    assert heard.of("edges_moved")[-1] == ("a", (span(TEXT, "pasukan Korea"),))
    assert canvas.selection() is None
    assert len(heard.of("palette_requested")) == 1


def test_an_edge_passes_neither_the_other_nor_the_other_fragments(show: Show, heard: Heard) -> None:
    canvas = show(TEXT, [mark(TEXT, "claim", "Rusia", "Korea", uid="c")])
    canvas.select("c")
    drag(canvas, edge(canvas, "c", end=True), point(canvas, 2))
    assert heard.of("edges_moved") == []
    drag(canvas, edge(canvas, "c", end=True), point(canvas, 36))
    assert heard.of("edges_moved") == [("c", (span(TEXT, "Rusia"), span(TEXT, "Korea Utara")))]


def test_in_arabic_the_left_edge_is_the_end(show: Show, heard: Heard) -> None:
    text = "قال المتحدث باسم الحكومة اليوم"
    canvas = show(text, [mark(text, "actor", "باسم", uid="a")])
    canvas.select("a")
    left = edge(canvas, "a", end=True)
    assert left.x() < edge(canvas, "a", end=False).x()
    drag(canvas, left, point(canvas, text.index("الحكومة") + 3))
    assert heard.of("edges_moved") == [("a", (span(text, "باسم الحكومة"),))]


def test_a_click_on_an_edge_is_a_click(show: Show, heard: Heard) -> None:
    canvas = show(TEXT, [mark(TEXT, "actor", "Korea", uid="a"), mark(TEXT, "claim", "Korea Utara", uid="c")])
    canvas.select("a")
    click(canvas, edge(canvas, "a", end=False) + QPoint(2, 0))
    assert canvas.selected_uid == "c"
    assert heard.of("edges_moved") == []
