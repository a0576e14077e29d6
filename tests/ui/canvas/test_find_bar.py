"""The bar that finds words in the article: typing, counting, going on and back."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.annotation import Span
from tests.ui.canvas.conftest import Show

TEXT = "Café di Jakarta.\n" + "Kata lain di sini.\n" * 80 + "CAFE kedua, dan cafe\u0301 ketiga."


def test_ctrl_f_finds_without_minding_case_and_accents(show: Show, qapp: QApplication) -> None:
    canvas = show(TEXT)
    QTest.keyClick(canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = canvas.find_bar
    assert bar.isVisible()
    QTest.keyClicks(bar.field, "cafe")
    assert bar.count.text() == "1 of 3"
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.count.text() == "2 of 3"
    rect = canvas.line_rect(TEXT.index("CAFE"))
    value = canvas.verticalScrollBar().value()
    assert value <= rect.top() <= value + canvas.viewport().height()
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == "3 of 3"


def test_capitals_and_accents_can_be_made_to_count(show: Show) -> None:
    canvas = show(TEXT)
    bar = canvas.find_bar
    bar.open()
    bar.field.setText("cafe")
    bar.case.setChecked(True)
    assert bar.count.text() == "1 of 1"
    bar.accents.setChecked(True)
    assert bar.count.text() == "none"
    bar.case.setChecked(False)
    assert bar.count.text() == "1 of 1"


def test_esc_closes_and_leaves_what_was_found_selected(show: Show, qapp: QApplication) -> None:
    canvas = show(TEXT)
    canvas.find_bar.open()
    canvas.find_bar.field.setText("Jakarta")
    QTest.keyClick(canvas.find_bar.field, Qt.Key.Key_Escape)
    assert not canvas.find_bar.isVisible()
    assert canvas.selection() == Span(8, 15)
    assert canvas.hasFocus()


def test_f3_goes_on_after_the_bar_was_closed(show: Show) -> None:
    canvas = show(TEXT)
    canvas.find_bar.open()
    canvas.find_bar.field.setText("lain")
    canvas.find_bar.leave()
    QTest.keyClick(canvas, Qt.Key.Key_F3)
    assert canvas.find_bar.isVisible()
    QTest.keyClick(canvas, Qt.Key.Key_F3)
    present = canvas.find_bar.present()
    assert present is not None
    assert TEXT[present.start : present.end] == "lain"


def test_what_is_selected_is_looked_for(show: Show) -> None:
    canvas = show(TEXT)
    canvas.select_span(Span(8, 15))
    canvas.find_bar.open()
    assert canvas.find_bar.field.text() == "Jakarta"


def test_another_article_is_searched_anew(show: Show) -> None:
    canvas = show(TEXT)
    canvas.find_bar.open()
    canvas.find_bar.field.setText("kedua")
    show("Di sini kedua kedua.")
    assert canvas.find_bar.count.text() == "1 of 2"


def test_what_is_found_is_highlighted(show: Show, qapp: QApplication) -> None:
    canvas = show(TEXT)
    plain = canvas.viewport().grab().toImage()
    canvas.find_bar.open()
    canvas.find_bar.field.setText("kata")
    assert canvas.viewport().grab().toImage() != plain
    assert len(canvas._painter.finds) == 80
