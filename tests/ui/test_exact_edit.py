"""The editor of texts: whatever is typed, its own string and the document say the same."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.model.annotation import Span
from annotator.ui.widgets.exact_edit import ExactEdit

TEXT = "a\u00a0b\ufeffc 👍🏽 x\u00ad\n\u200bمرحبا\tend\ufffc\ufffd 俄罗斯"


@pytest.fixture
def edit(qtbot: QtBot) -> ExactEdit:
    made = ExactEdit()
    qtbot.addWidget(made)
    made.show()
    assert made.load(TEXT)
    return made


def _whole(edit: ExactEdit) -> None:
    assert edit.exact()
    for block in edit.blocks:
        old = edit.loaded[block.old : block.old + block.length]
        assert old == edit.text[block.new : block.new + block.length]


def _strokes(edit: ExactEdit, draw: random.Random) -> dict[str, Callable[[], object]]:
    shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier

    def go() -> None:
        cursor = edit.textCursor()
        cursor.setPosition(draw.randrange(edit.document().characterCount()))
        edit.setTextCursor(cursor)

    def paste() -> None:
        data = QMimeData()
        data.setText("x\r\ny\u2028z\0")
        edit.insertFromMimeData(data)

    def key(name: Qt.Key, modifier: Qt.KeyboardModifier = none) -> Callable[[], None]:
        return lambda: QTest.keyClick(edit, name, modifier)

    return {
        "go": go,
        "type": lambda: QTest.keyClicks(edit, "xy"),
        "back": key(Qt.Key.Key_Backspace),
        "delete": key(Qt.Key.Key_Delete),
        "enter": key(Qt.Key.Key_Return),
        "line": key(Qt.Key.Key_Return, shift),
        "select": key(Qt.Key.Key_Left, shift),
        "undo": edit.undo,
        "redo": edit.redo,
        "emoji": lambda: edit.textCursor().insertText("😀"),
        "space": lambda: edit.textCursor().insertText("\u00a0"),
        "paste": paste,
    }


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_typed_the_text_stays_exact(edit: ExactEdit, seed: int) -> None:
    draw = random.Random(seed)
    strokes = _strokes(edit, draw)
    for _ in range(150):
        strokes[draw.choice(sorted(strokes))]()
        _whole(edit)


def test_what_is_pasted_is_canonical(edit: ExactEdit) -> None:
    data = QMimeData()
    data.setText("eins\r\nzwei\u2028drei\0")
    edit.insertFromMimeData(data)
    assert edit.text == "eins\nzwei\ndrei\ufffd" + TEXT
    edit.insertFromMimeData(QMimeData())
    _whole(edit)


def test_a_whole_new_text_keeps_what_stayed(edit: ExactEdit) -> None:
    long = TEXT * 20
    assert edit.load(long)
    edit.replace_all(long.replace("end", "Ende", 1))
    _whole(edit)
    assert sum(block.length for block in edit.blocks) >= len(long) - 4
    edit.undo()
    assert edit.text == long
    edit.replace_all(long)
    _whole(edit)


def test_many_places_are_replaced_as_one_edit(edit: ExactEdit) -> None:
    edit.load("kata " * 200)
    assert edit.replace_spans([Span(at * 5, at * 5 + 4) for at in range(0, 200, 2)], "bilang") == 100
    assert edit.text == "bilang kata " * 100
    _whole(edit)
    edit.undo()
    assert edit.text == "kata " * 200


def test_places_are_code_points(edit: ExactEdit) -> None:
    at = TEXT.index("مرحبا")
    edit.select_span(Span(at, at + 5))
    assert edit.selection() == (at, at + 5)
    edit.show_marks([(Span(at, at + 5), "#0072B2")])
    assert len(edit.extraSelections()) == 1


def test_a_text_that_the_document_cannot_hold_is_not_edited(edit: ExactEdit) -> None:
    assert not edit.load("a\u2028b")  # no canonical text holds it
    assert edit.isReadOnly()
    assert edit.load("")


def test_half_a_character_pair_that_is_touched_is_taken_as_it_is(edit: ExactEdit) -> None:
    edit.load("a😀b")
    edit._take(2, 0, 0)
    assert edit.text == "a😀b"
    edit.text = "other length"
    edit._take(0, 0, 0)
    assert edit.text == "a😀b"
