"""Everything by keyboard: real key events on a real canvas."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from annotator.model.annotation import Span
from annotator.ui.canvas.keys import DEFAULT_KEYS
from annotator.ui.canvas.view import Canvas
from tests.ui.canvas.conftest import Heard, Show, mark, span

Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
TEXT = "Rusia mengakui bahwa pasukan Korea Utara ikut bertempur. Hal itu diucapkan Gerasimov."


def press(
    canvas: Canvas,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    times: int = 1,
) -> None:
    for _ in range(times):
        QTest.keyClick(canvas, key, modifiers)


def test_shift_and_arrows_select_and_a_labels_key_marks(show: Show, heard: Heard) -> None:
    canvas = show(TEXT)
    press(canvas, Key.Key_Right, SHIFT, 5)
    assert canvas.selection() == Span(0, 5)
    press(canvas, Key.Key_A)
    assert heard.of("mark_requested") == [("actor", (Span(0, 5),))]
    assert canvas.selection() is None


def test_ctrl_shift_selects_word_by_word_without_the_space(show: Show, heard: Heard) -> None:
    canvas = show(TEXT)
    press(canvas, Key.Key_Right, CTRL | SHIFT, 2)
    assert canvas.selection() == Span(0, 14)
    press(canvas, Key.Key_C)
    assert heard.of("mark_requested") == [("claim", (Span(0, 14),))]


def test_a_selection_made_backwards_is_the_same(show: Show) -> None:
    canvas = show(TEXT)
    canvas.set_caret(14)
    press(canvas, Key.Key_Left, SHIFT, 3)
    assert canvas.selection() == Span(6, 14)


def test_snapping_can_be_switched_off_and_never_splits_a_cluster(show: Show) -> None:
    text = "a e\u0301\u0301x 👨‍👩‍👧 b"
    canvas = show(text)
    canvas.set_snapping(False)
    canvas.set_caret(3)
    canvas.set_caret(4, keep_anchor=True)
    assert canvas.selection() == Span(2, 5)
    canvas.set_snapping(True)
    assert canvas.selection() == Span(2, 6)


def test_white_space_alone_is_no_selection(show: Show) -> None:
    canvas = show("a    b")
    canvas.select_span(Span(2, 4))
    assert canvas.selection() is None


def test_a_label_key_without_anything_to_mark_does_nothing(show: Show, heard: Heard) -> None:
    canvas = show(TEXT)
    press(canvas, Key.Key_A)
    assert heard.of("mark_requested") == []


def test_a_second_label_goes_on_the_stretch_of_the_selected_mark(show: Show, heard: Heard) -> None:
    one = mark(TEXT, "actor", "Gerasimov", uid="a")
    canvas = show(TEXT, [one])
    canvas.select("a")
    press(canvas, Key.Key_A)
    assert heard.of("mark_requested") == []
    press(canvas, Key.Key_S)
    assert heard.of("mark_requested") == [("source", one.fragments)]


def test_the_point_repeats_the_last_label(show: Show, heard: Heard) -> None:
    canvas = show(TEXT)
    canvas.select_span(Span(0, 5))
    press(canvas, Key.Key_S)
    canvas.select_span(Span(6, 14))
    press(canvas, Key.Key_Period)
    assert heard.of("mark_requested")[1] == ("source", (Span(6, 14),))


def test_shift_and_a_labels_key_marks_every_same_string(show: Show, heard: Heard) -> None:
    text = "Putin dan Putin, bukan Putina. Putin!"
    canvas = show(text)
    canvas.select_span(Span(10, 15))
    press(canvas, Key.Key_A, SHIFT)
    assert heard.of("marks_requested") == [("actor", (Span(0, 5), Span(10, 15), Span(31, 36)))]


def test_tab_goes_from_mark_to_mark_and_round(show: Show, heard: Heard) -> None:
    marks = [mark(TEXT, "actor", "Rusia", uid="a"), mark(TEXT, "claim", "pasukan", uid="c")]
    canvas = show(TEXT, marks)
    press(canvas, Key.Key_Tab, times=3)
    press(canvas, Key.Key_Backtab, SHIFT)
    assert heard.of("annotation_selected") == [("a",), ("c",), ("a",), ("c",)]
    assert canvas.caret() == TEXT.index("pasukan")


def test_tab_leaves_the_canvas_when_there_is_no_mark(show: Show, qapp: QApplication) -> None:
    canvas = show(TEXT)
    assert canvas.focusNextPrevChild(True) in {True, False}
    show(TEXT, [mark(TEXT, "actor", "Rusia")])
    assert canvas.focusNextPrevChild(True) is False


def test_enter_n_delete_and_ctrl_enter_ask_for_what_they_stand_for(show: Show, heard: Heard) -> None:
    canvas = show(TEXT, [mark(TEXT, "actor", "Rusia", uid="a")])
    press(canvas, Key.Key_Return)
    press(canvas, Key.Key_N)
    press(canvas, Key.Key_Delete)
    assert heard.all == []
    canvas.select("a")
    for key in (Key.Key_Return, Key.Key_N, Key.Key_Delete):
        press(canvas, key)
    press(canvas, Key.Key_Return, CTRL)
    assert [one[0] for one in heard.all] == [
        "details_requested",
        "note_requested",
        "delete_requested",
        "done_requested",
    ]


@pytest.mark.parametrize(
    ("key", "modifiers", "wanted"),
    [
        (Key.Key_Right, ALT, Span(21, 41)),
        (Key.Key_Left, ALT, Span(21, 39)),
        (Key.Key_Right, ALT | CTRL, Span(21, 45)),
        (Key.Key_Left, ALT | CTRL, Span(21, 34)),
        (Key.Key_Right, ALT | SHIFT, Span(22, 40)),
        (Key.Key_Left, ALT | SHIFT, Span(20, 40)),
        (Key.Key_Right, ALT | SHIFT | CTRL, Span(29, 40)),
        (Key.Key_Left, ALT | SHIFT | CTRL, Span(15, 40)),
    ],
)
def test_alt_and_arrows_move_the_edges(
    show: Show, heard: Heard, key: Qt.Key, modifiers: Qt.KeyboardModifier, wanted: Span
) -> None:
    canvas = show(TEXT, [mark(TEXT, "actor", "pasukan Korea Utara", uid="a")])
    canvas.select("a")
    press(canvas, key, modifiers)
    assert heard.of("edges_moved") == [("a", (wanted,))]


def test_an_edge_never_passes_the_other_one_or_the_text(show: Show, heard: Heard) -> None:
    canvas = show("ab", [mark("ab", "actor", "a", uid="a"), mark("ab", "actor", "b", uid="b")])
    canvas.select("a")
    press(canvas, Key.Key_Left, ALT)
    press(canvas, Key.Key_Left, ALT | SHIFT)
    canvas.select("b")
    press(canvas, Key.Key_Right, ALT)
    assert heard.of("edges_moved") == []


def test_the_edges_of_the_fragment_at_the_caret_move(show: Show, heard: Heard) -> None:
    canvas = show(TEXT, [mark(TEXT, "claim", "Rusia", "pasukan", uid="c")])
    canvas.select("c")
    canvas.set_caret(2)
    press(canvas, Key.Key_Right, ALT)
    assert heard.of("edges_moved") == [("c", (Span(0, 6), Span(21, 28)))]


def test_plus_adds_the_selection_as_a_fragment_and_minus_removes_one(show: Show, heard: Heard) -> None:
    canvas = show(TEXT, [mark(TEXT, "claim", "Rusia", "pasukan", uid="c")])
    canvas.select("c")
    canvas.select_span(span(TEXT, "bertempur"))
    press(canvas, Key.Key_Plus)
    assert heard.of("fragment_requested") == [(span(TEXT, "bertempur"),)]
    canvas.set_caret(23)
    press(canvas, Key.Key_Minus)
    assert heard.of("fragment_removal_requested") == [("c", Span(21, 28))]


def test_plus_without_a_mark_is_explained(show: Show, heard: Heard) -> None:
    canvas = show(TEXT)
    canvas.select_span(Span(0, 5))
    press(canvas, Key.Key_Plus)
    assert heard.of("fragment_requested") == []
    assert len(heard.of("told")) == 1


def test_esc_lets_go_of_the_selection_then_of_the_mark(show: Show, heard: Heard) -> None:
    canvas = show(TEXT, [mark(TEXT, "actor", "Rusia", uid="a")])
    press(canvas, Key.Key_Tab)
    canvas.select_span(Span(6, 14))
    press(canvas, Key.Key_Escape)
    assert (canvas.selection(), canvas.selected_uid) == (None, "a")
    press(canvas, Key.Key_Escape)
    assert canvas.selected_uid == ""
    assert heard.of("annotation_selected") == [("a",), ("",)]


def test_alt_up_grows_the_selection_from_word_to_sentence_to_paragraph(show: Show) -> None:
    canvas = show(TEXT)
    canvas.set_caret(8)
    sizes = []
    for _ in range(3):
        press(canvas, Key.Key_Up, ALT)
        sizes.append(canvas.selection())
    assert sizes == [Span(6, 14), Span(0, 56), Span(0, len(TEXT))]
    press(canvas, Key.Key_Down, ALT, 2)
    assert canvas.selection() == Span(6, 14)
    press(canvas, Key.Key_Down, ALT)
    assert canvas.selection() is None


RELATED = [
    mark(TEXT, "actor", "Rusia", uid="a"),
    mark(TEXT, "claim", "pasukan Korea Utara", uid="c"),
    mark(TEXT, "source", "Gerasimov", uid="s"),
]


def test_r_then_tab_and_enter_make_the_relation_that_fits(show: Show, heard: Heard) -> None:
    canvas = show(TEXT, RELATED)
    canvas.select("s")
    press(canvas, Key.Key_R)
    assert canvas.relating.offered == "c"
    press(canvas, Key.Key_Return)
    assert heard.of("relation_requested") == [("s", "c", "attributes")]
    assert not canvas.relating.head


def test_a_relation_begun_at_its_tail_points_the_right_way(show: Show, heard: Heard) -> None:
    canvas = show(TEXT, RELATED)
    canvas.select("a")
    press(canvas, Key.Key_R)
    press(canvas, Key.Key_Return)
    assert heard.of("relation_requested") == [("c", "a", "")]


def test_arrows_go_from_end_to_end_and_esc_lets_go(show: Show, heard: Heard) -> None:
    canvas = show(TEXT, RELATED)
    canvas.select("c")
    press(canvas, Key.Key_R)
    first = canvas.relating.offered
    press(canvas, Key.Key_Right)
    assert {first, canvas.relating.offered} == {"a", "s"}
    press(canvas, Key.Key_Left)
    assert canvas.relating.offered == first
    press(canvas, Key.Key_A)
    press(canvas, Key.Key_Escape)
    assert canvas.selected_uid == "c"
    assert heard.of("relation_requested") == heard.of("mark_requested") == []


def test_a_mark_that_nothing_fits_is_not_related(show: Show, heard: Heard) -> None:
    canvas = show(TEXT, [RELATED[0]])
    press(canvas, Key.Key_R)
    canvas.select("a")
    press(canvas, Key.Key_R)
    assert not canvas.relating.head
    assert len(heard.of("told")) == 2


def test_relating_ends_when_its_marks_go(show: Show, heard: Heard) -> None:
    canvas = show(TEXT, RELATED)
    canvas.select("s")
    press(canvas, Key.Key_R)
    canvas.remove_annotations("c")
    assert (canvas.relating.head, canvas.relating.offered) == ("s", "")
    press(canvas, Key.Key_Tab)
    press(canvas, Key.Key_Return)
    assert heard.of("relation_requested") == []
    canvas.remove_annotations("s")
    assert canvas.relating.head == ""


def test_l_asks_for_the_palette(show: Show, heard: Heard) -> None:
    canvas = show(TEXT)
    press(canvas, Key.Key_L)
    canvas.select_span(Span(0, 5))
    press(canvas, Key.Key_L)
    ((_, wanted),) = heard.of("palette_requested")
    assert wanted == Span(0, 5)


def test_keys_can_be_changed(show: Show, heard: Heard) -> None:
    canvas = show(TEXT, [mark(TEXT, "actor", "Rusia", uid="a")])
    canvas.select("a")
    canvas.set_keys({"write_note": "F2", "relate": "Ctrl+Shift+K"})
    press(canvas, Key.Key_N)
    assert heard.of("note_requested") == []
    press(canvas, Key.Key_F2)
    assert heard.of("note_requested") == [("a",)]


def test_every_key_stands_for_a_command_that_there_is(canvas: Canvas) -> None:
    assert all(callable(getattr(canvas.commands, name)) for name in DEFAULT_KEYS)


def test_a_shortcut_of_the_window_never_takes_a_key_of_the_canvas(show: Show) -> None:
    canvas = show(TEXT)
    canvas.select_span(Span(0, 5))
    event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    event.ignore()
    QApplication.sendEvent(canvas, event)
    assert event.isAccepted()
    other = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Key.Key_F9, Qt.KeyboardModifier.NoModifier, "")
    other.ignore()
    QApplication.sendEvent(canvas, other)
    assert not other.isAccepted()


def test_the_caret_is_seen_and_stays_in_view(show: Show, qapp: QApplication) -> None:
    text = "\n".join(f"Paragraph {number} with some words in it." for number in range(200))
    canvas = show(text)
    press(canvas, Key.Key_Down, times=60)
    qapp.processEvents()
    rect = canvas.line_rect(canvas.caret())
    top = canvas.verticalScrollBar().value()
    assert top <= rect.top()
    assert rect.bottom() <= top + canvas.viewport().height()
    assert canvas.cursorRect().width() >= 2
    press(canvas, Key.Key_Home, CTRL)
    assert canvas.caret() == 0
    press(canvas, Key.Key_End, CTRL)
    assert canvas.caret() == len(text)
    qapp.processEvents()
    rect = canvas.line_rect(canvas.caret())
    assert rect.bottom() <= canvas.verticalScrollBar().value() + canvas.viewport().height()


def test_the_canvas_can_be_left_by_key_from_another_widget(qapp: QApplication, scheme: object) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    canvas = Canvas(window)
    column.addWidget(canvas)
    window.show()
    qapp.processEvents()
    assert canvas.focusPolicy() & Qt.FocusPolicy.TabFocus
    window.hide()
    window.deleteLater()


def test_edges_move_by_word_without_taking_spaces_along(show: Show, heard: Heard) -> None:
    text = "pasukan Korea Utara ikut bertempur"
    canvas = show(text, [mark(text, "actor", "Korea Utara", uid="a")])
    canvas.select("a")
    for name, words in (
        ("end_left_word", "Korea"),
        ("end_right_word", "Korea Utara ikut"),
        ("start_right_word", "Utara"),
        ("start_left_word", "pasukan Korea Utara"),
    ):
        getattr(canvas.commands, name)()
        [_, (span,)] = heard.of("edges_moved")[-1]
        assert text[slice(*span)] == words


def test_in_text_from_right_to_left_edges_move_to_where_the_arrow_points(show: Show, heard: Heard) -> None:
    text = "قال المتحدث باسم الحكومة اليوم"
    canvas = show(text, [mark(text, "actor", "باسم", uid="a")])
    canvas.select("a")
    canvas.commands.end_left_word()
    [_, (span,)] = heard.of("edges_moved")[-1]
    assert text[slice(*span)] == "باسم الحكومة"
    canvas.commands.end_right()
    [_, (span,)] = heard.of("edges_moved")[-1]
    assert text[slice(*span)] == "باس"
    canvas.commands.start_right_word()
    [_, (span,)] = heard.of("edges_moved")[-1]
    assert text[slice(*span)] == "المتحدث باسم"
