"""Two coders side by side in the window, driven with keys and mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.settings import Settings
from tests.coded_projects import coded_project
from tests.ui.driving import Driver


@pytest.fixture(scope="module")
def coded_master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = coded_project(tmp_path_factory.mktemp("coded"), ["Ana", "Budi", "Citra"])
    project.close()
    return project.path


@pytest.fixture
def coded(qtbot: QtBot, settings: Settings, coded_master: Path, tmp_path: Path) -> Iterator[Driver]:
    path = tmp_path / "coded.anno"
    path.write_bytes(coded_master.read_bytes())
    made = Driver(qtbot, settings, path)
    yield made
    made.close()


def opened(driver: Driver, **about: Any) -> Any:
    view = driver.window.pages.show("compare", coders=["Ana", "Budi"], **about)
    QApplication.processEvents()
    return view


def press(driver: Driver, view: Any, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    driver.press(key, modifier, view.list if view.list.isVisible() else view)


def test_the_view_opens_on_the_article_in_the_text_with_a_legend(coded: Driver) -> None:
    article = coded.session.project.articles.ids()[0]
    coded.session.show_article(article)
    view = opened(coded)
    assert view.coders() == ("Ana", "Budi")
    assert [side.name.text() for side in view.sides.sides] == ["Ana", "Budi"]
    counts = {kind: chip.count for kind, chip in view.chips.items()}
    assert counts["label"] > 0
    assert counts["same"] > 0
    assert len(view.list.entries) == sum(counts.values()) - counts["same"]


def test_one_key_goes_to_the_next_difference_and_on_to_the_next_article(coded: Driver) -> None:
    view = opened(coded)
    keys = [entry.key for entry in view.list.entries]
    assert view.list.current_key() == keys[0]
    press(coded, view, Qt.Key.Key_N)
    assert view.list.current_key() == keys[1]
    press(coded, view, Qt.Key.Key_P)
    assert view.list.current_key() == keys[0]
    before = view._article
    for _ in keys:
        press(coded, view, Qt.Key.Key_N)
    coded.wait(lambda: view._article != before)
    press(coded, view, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    coded.wait(lambda: view._article == before)
    assert view.list.current_key() == keys[-1]


def test_kinds_can_be_hidden_and_shown(coded: Driver) -> None:
    view = opened(coded)
    before = len(view.list.entries)
    coded.click(view.chips["label"])
    assert len(view.list.entries) == before - view.chips["label"].count
    coded.click(view.chips["same"])
    assert any(entry.kind == "Same" for entry in view.list.entries)


def test_colours_follow_differences_labels_or_coders(coded: Driver) -> None:
    view = opened(coded)
    seen = set()
    for at in range(3):
        view.colours.setCurrentIndex(at)
        view.colours.activated.emit(at)
        reader = view.sides.sides[0].reader
        seen.add(frozenset(mark.label for mark in reader.marks.annotations.values()))
    assert len(seen) == 3


def test_enter_goes_to_the_mark_in_the_text(coded: Driver) -> None:
    view = opened(coded)
    key = view.list.current_key()
    press(coded, view, Qt.Key.Key_Return)
    assert coded.window.pages.front is None
    assert coded.session.selected == key


def test_a_click_on_a_mark_goes_to_its_difference(coded: Driver) -> None:
    view = opened(coded)
    wanted = view.list.entries[2].key
    view.sides.mark_chosen.emit(wanted)
    assert view.list.current_key() == wanted


def test_scrolling_one_side_moves_the_other_to_the_same_place(coded: Driver) -> None:
    view = opened(coded)
    left, right = (side.reader for side in view.sides.sides)
    left.verticalScrollBar().setValue(left.verticalScrollBar().maximum() // 2)
    QApplication.processEvents()
    assert left.position() > 0
    assert abs(left.position() - right.position()) < 120
    right.verticalScrollBar().setValue(0)
    QApplication.processEvents()
    assert left.position() < 120


def test_two_of_the_same_and_no_marks_are_told_in_words(coded: Driver) -> None:
    view = opened(coded)
    view.second.setCurrentText("Ana")
    view.second.activated.emit(0)
    assert view.stack.currentIndex() == 0
    assert "two different" in view.empty.words.text()


def test_a_project_of_one_coder_says_how_to_get_more(driver: Driver) -> None:
    view = driver.window.pages.show("compare")
    assert "Merge" in view.empty.words.text()
    view.seek(1)
    assert view.list.entries == []


def test_a_change_shows_at_once(coded: Driver) -> None:
    view = opened(coded)
    before = view.chips["only first"].count
    project, article = coded.session.project, view._article
    project.annotations.add(article, "actor", [(0, 9)])
    coded.wait(lambda: view.chips["only first"].count == before + 1)
    coded.keeper.choose("dark")
    QApplication.processEvents()
    assert view.sides.sides[0].reader.theme.dark


def test_the_last_article_says_that_there_is_no_more(coded: Driver) -> None:
    view = opened(coded)
    heard: list[str] = []
    coded.session.told.connect(heard.append)
    for _ in range(5):
        view.seek(1)
        coded.wait(lambda: not view._timer.isActive())
    assert heard


def test_the_keys_of_the_view_work_in_the_text_too(coded: Driver) -> None:
    view = opened(coded)
    reader, before = view.sides.sides[0].reader, view.list.current_key()
    reader.setFocus()
    caret = reader.caret()
    coded.press(Qt.Key.Key_Right, widget=reader)
    assert reader.caret() == caret + 1
    coded.press(Qt.Key.Key_N, widget=reader)
    assert view.list.current_key() != before
    coded.press(Qt.Key.Key_Tab, widget=reader)
    assert not reader.hasFocus()
    coded.press(Qt.Key.Key_Return, widget=reader)
    assert coded.window.pages.front is None
