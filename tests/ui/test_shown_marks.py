"""Hiding marks by label and coder: what is seen, what is listed, and that nobody thinks it is gone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model.annotation import Span
from annotator.project import Project
from annotator.settings import Settings
from annotator.ui.panels.annotations import UID_ROLE, AnnotationsPanel
from tests.ui.driving import Driver

SHIFTED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def settings() -> Settings:
    """At work is the coder of the sample's own marks."""
    settings = Settings()
    settings.set("coder", "Sample")
    return settings


@pytest.fixture
def shared(sample: Path) -> Path:
    """The sample with two marks that Budi made."""
    project = Project.open(sample, coder="Budi")
    article = project.articles.ids()[0]
    project.annotations.add(article, "actor", [Span(0, 6)])
    project.annotations.add(article, "claim", [Span(10, 60)])
    project.close()
    return sample


@pytest.fixture
def two(qtbot: QtBot, settings: Settings, shared: Path) -> Iterator[Driver]:
    made = Driver(qtbot, settings, shared)
    made.wait(lambda: made.session.article is not None)
    yield made
    made.close()


def shown(driver: Driver) -> set[tuple[str, str]]:
    """Label and coder of each mark that is shown on the canvas."""
    held = driver.canvas.marks
    return {(held.annotations[uid].label, held.annotations[uid].coder) for _, _, uid in held.order()}


def listed(driver: Driver) -> set[str]:
    driver.window.marks.refresh()
    return {mark.coder for mark in driver.window.marks.model.marks}


def open_filter(driver: Driver):  # type: ignore[no-untyped-def]
    driver.canvas.setFocus()
    driver.press(Qt.Key.Key_M, SHIFTED)
    box = driver.window.workspace().page.shown_marks
    driver.wait(box.isVisible)
    return box


def close_filter(driver: Driver) -> None:
    box = driver.window.workspace().page.shown_marks
    driver.press(Qt.Key.Key_Escape, widget=box)
    assert not box.isVisible()


def test_blind_hides_colleagues_marks_in_text_and_list_and_says_so(two: Driver) -> None:
    assert {name for _, name in shown(two)} == {"Sample", "Budi"}
    two.canvas.setFocus()
    two.press(Qt.Key.Key_O, SHIFTED)
    assert {name for _, name in shown(two)} == {"Sample"}
    assert listed(two) == {"Sample"}
    button = two.window.workspace().page.label_bar.filter
    assert button.text() in {"2 hidden", "2"}
    assert "only your own marks" in button.toolTip()
    panel = two.window.marks
    assert not panel.hidden.isHidden()
    assert panel.hidden.words.text() == "2 marks are hidden: only your own marks are shown."
    assert panel.title().startswith("Marks 1")
    assert panel.title().endswith(f"/{len(two.session.annotations)}")
    assert "2 more are hidden." in two.canvas.accessibleDescription()
    assert two.window.menus.actions["own_marks_only"].isChecked()
    panel.hidden.back.click()
    assert {name for _, name in shown(two)} == {"Sample", "Budi"}
    assert button.text() == ""
    panel.refresh_now()
    assert panel.hidden.isHidden()
    assert not two.window.settings.yes("own_marks_only")


def test_blind_stays_on_after_a_restart(qtbot: QtBot, settings: Settings, shared: Path) -> None:
    settings.set("own_marks_only", True)
    driver = Driver(qtbot, settings, shared)
    driver.wait(lambda: driver.session.article is not None)
    try:
        assert {name for _, name in shown(driver)} == {"Sample"}
        driver.window.set_coder("Budi")
        assert shown(driver) == {("actor", "Budi"), ("claim", "Budi")}
    finally:
        driver.close()


def test_labels_and_coders_are_ticked_by_key(two: Driver) -> None:
    box = open_filter(two)
    assert box.own.hasFocus()
    two.press(Qt.Key.Key_Down, widget=box)
    first = next(iter(box.labels.values()))
    assert first.hasFocus()
    two.press(Qt.Key.Key_Space, widget=first)
    assert "actor" not in {label for label, _ in shown(two)}
    two.press(Qt.Key.Key_Return, widget=box)
    assert "actor" in {label for label, _ in shown(two)}
    box.coders["Budi"].click()
    assert {name for _, name in shown(two)} == {"Sample"}
    assert box.labels["claim"].accessibleName().startswith("claim, ")
    close_filter(two)
    assert two.window.workspace().page.label_bar.filter.text() in {"2 hidden", "2"}
    two.act("show_all_marks")
    assert {name for _, name in shown(two)} == {"Sample", "Budi"}


def test_show_all_ticks_everything_again(two: Driver) -> None:
    box = open_filter(two)
    box.own.click()
    assert not box.coders["Budi"].isEnabled()
    box.labels["claim"].click()
    assert {label for label, _ in shown(two)} & {"claim"} == set()
    box.back.click()
    assert box.own.isChecked() is False
    assert not two.session.hiding.active
    close_filter(two)


def test_tab_skips_hidden_marks_and_a_selected_one_is_let_go(two: Driver) -> None:
    budi = next(one for one in two.session.annotations if one.coder == "Budi")
    two.go_to(budi)
    assert two.session.selected == budi.uid
    two.act("own_marks_only")
    assert two.session.selected == ""
    two.canvas.setFocus()
    seen = set()
    for _ in range(len(two.session.annotations) + 1):
        two.press(Qt.Key.Key_Tab)
        seen.add(two.session.selected_mark().coder)
    assert seen == {"Sample"}


def test_a_mark_made_with_a_hidden_label_shows_it_again(two: Driver) -> None:
    two.session.hiding.hide(["actor"], [])
    assert "actor" not in {label for label, _ in shown(two)}
    two.select("Moskow")
    two.press(Qt.Key.Key_A)
    assert "actor" in {label for label, _ in shown(two)}
    assert two.session.selected_mark().label == "actor"


def test_going_to_a_hidden_mark_shows_it_unless_it_is_a_colleague_s_in_blind_work(two: Driver) -> None:
    budi = next(one for one in two.session.annotations if one.coder == "Budi")
    two.session.hiding.hide([], ["Budi"])
    two.go_to(budi)
    assert two.session.selected == budi.uid
    two.act("own_marks_only")
    two.go_to(budi)
    assert two.session.selected == ""
    assert "colleague" in two.window.status.told.text()


def test_colours_by_coder_are_chosen_in_the_filter_and_kept(two: Driver) -> None:
    box = open_filter(two)
    box.colours.click()
    assert two.canvas.by_coder
    assert two.window.settings.text("colours_by") == "coder"
    close_filter(two)
    [words] = [text for text, chosen, _ in two.window.handlers.choices("colours_by") if chosen]
    assert words == "By coder"


def test_the_list_names_coders_where_there_are_several(two: Driver) -> None:
    two.window.marks.refresh()
    assert any("Budi" in two.window.marks._said(mark) for mark in two.window.marks.model.marks)
    two.act("own_marks_only")
    two.window.marks.refresh()
    assert not any("Sample" in two.window.marks._said(mark) for mark in two.window.marks.model.marks)


def test_the_tags_change_by_key(two: Driver) -> None:
    two.canvas.setFocus()
    two.press(Qt.Key.Key_T, SHIFTED)
    assert two.window.settings.text("density") == "compact"
    assert two.window.status.told.text() == "Label tags: In short"
    for wanted in ("selected", "none", "full"):
        two.press(Qt.Key.Key_T, SHIFTED)
        assert two.window.settings.text("density") == wanted


def test_the_button_opens_the_filter(two: Driver) -> None:
    page = two.window.workspace().page
    two.click(page.label_bar.filter)
    assert page.shown_marks.isVisible()
    QApplication.processEvents()
    close_filter(two)


def test_very_many_marks_are_listed_once_the_list_is_seen(
    two: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[AnnotationsPanel.__module__], "_MANY", 5)
    panel = two.window.marks
    two.window.workspace().side.show_panel("details")
    shown_before = len(panel.model.marks)
    two.select("Moskow")
    two.press(Qt.Key.Key_A)
    panel.refresh_now()
    assert len(panel.model.marks) == shown_before
    assert panel.title().endswith(str(shown_before + 1))
    two.window.workspace().side.show_panel("marks")
    assert len(panel.model.marks) == shown_before + 1
    assert panel.list.currentIndex().data(UID_ROLE) == two.session.selected
