"""The filter of the article list beside the text: words, conditions, sets, and what is assigned."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.settings import Settings
from annotator.ui.panels import articles as panel_module
from tests.ui.driving import Driver
from tests.ui.many_articles import make_study


@pytest.fixture
def study(qtbot: QtBot, settings: Settings, tmp_path: Path) -> Iterator[Driver]:
    """A window on twelve articles."""
    made = Driver(qtbot, settings, make_study(tmp_path))
    yield made
    made.close()


def _rows(study: Driver, count: int) -> None:
    study.wait(lambda: len(study.window.articles.model.ids) == count)


def _choose(study: Driver, words: str) -> Any:
    panel = study.window.articles
    panel.menu.aboutToShow.emit()
    found = next(one for one in panel.menu.actions() if one.text() == words)
    found.trigger()
    return found


def test_the_words_find_author_and_source_too_whatever_the_accents(study: Driver) -> None:
    study.act("filter_articles")
    study.type("el pais")
    _rows(study, 4)
    study.window.articles.filter.clear()
    study.type("ARTICLE-00003")
    _rows(study, 1)


def test_a_set_a_status_and_ones_own_articles_are_choices_of_the_list(study: Driver) -> None:
    _choose(study, "Set: Pilot")
    _rows(study, 4)
    _choose(study, "Only done")
    _rows(study, 1)
    chips = study.window.articles.chips
    assert [chip.text() for chip in chips.chips] == ["Status: done", "Set: Pilot"]
    study.click(chips.chips[0])
    _rows(study, 4)
    _choose(study, "Set: Pilot")
    _rows(study, 12)
    assert not chips.isVisible()
    study.window.set_coder("Budi")
    _choose(study, "Assigned to me")
    _rows(study, 6)
    study.session.project.assignments.unassign(study.session.project.articles.ids()[:2], ["Budi"])
    _rows(study, 4)


def test_conditions_and_words_hold_together(study: Driver) -> None:
    panel = study.window.articles
    study.act("filter_articles")
    study.type("Kompas")
    _rows(study, 4)
    study.click(panel.conditions)
    box = panel._box
    box.form.many["with_labels"].choose(["claim"])
    box.form.edited.emit()
    _rows(study, 2)
    study.type("Kompas with claims", box.name)
    study.click(box.keep)
    study.click(box.clear)
    _rows(study, 12)
    assert panel.filter.text() == ""
    box.kept.setCurrentIndex(1)
    box.kept.activated.emit(1)
    _rows(study, 2)
    assert panel.filter.text() == "Kompas"
    study.press(Qt.Key.Key_Escape, widget=box)
    assert not box.isVisible()


def test_a_long_list_is_filtered_on_a_thread(study: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panel_module, "_MANY", 3)
    study.act("filter_articles")
    study.type("tempo")
    _rows(study, 4)
    study.type("xyz")
    _rows(study, 0)
    study.window.articles.filter.clear()
    _rows(study, 12)
    assert study.window.articles.list.isVisible()
