"""A person looks through copies of one story, and carries marks from one to the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.errors import Cancelled, FileError
from annotator.model.article import ArticleId
from annotator.project import Project
from annotator.project.duplicating import WIRE_COPY
from annotator.project.importing import import_files
from annotator.settings import Settings
from annotator.ui.views.duplicates import DuplicatesView
from tests.project.test_duplicating import COPY, OTHER, SHORT, STORY
from tests.ui.driving import Driver, answer, choose


@pytest.fixture
def driver(qtbot: QtBot, settings: Settings, tmp_path: Path) -> Iterator[Driver]:
    project = Project.create(tmp_path / "p.anno", coder="Ana")
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in (("1", STORY), ("2", COPY), ("3", OTHER), ("4", SHORT)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    import_files(project, [folder])
    for words in ("Rusia untuk pertama", "Gerasimov kepada", "Hal itu diucapkan"):
        start = STORY.index(words)
        project.annotations.add(ArticleId(1), "actor", [(start, start + len(words))])
    project.close()
    made = Driver(qtbot, settings, tmp_path / "p.anno")
    yield made
    made.close()


@pytest.fixture
def view(driver: Driver) -> DuplicatesView:
    driver.act("duplicates")
    made = driver.window.pages.front
    assert isinstance(made, DuplicatesView)
    assert made.empty.isVisible()
    driver.click(made.search)
    _settle(driver, made)
    return made


def _settle(driver: Driver, view: DuplicatesView) -> None:
    QApplication.processEvents()
    driver.wait(lambda: view._job is None and not view._comparing.busy and not view._soon.isActive())
    QApplication.processEvents()


def _choose(driver: Driver, view: DuplicatesView, side: int, article: int) -> None:
    combo = view.chosen[side]
    combo.setCurrentIndex(combo.findData(article))
    combo.activated.emit(combo.currentIndex())
    _settle(driver, view)


def test_groups_are_shown_with_their_differences(driver: Driver, view: DuplicatesView) -> None:
    assert view.words.text() == "1 group with 3 articles"
    assert "3 articles · at least" in view.model.index(0).data()
    assert view.sides[0].name.text() == "3 marks"
    assert view.sides[1].said.text().endswith("differences")
    view.grab()
    _choose(driver, view, 1, 4)
    assert view.sides[1].said.text() == "0 differences"
    driver.window.change_setting("theme", "dark")
    view.grab()


def test_scrolling_one_moves_the_other(driver: Driver, view: DuplicatesView) -> None:
    one, two = (side.reader.verticalScrollBar() for side in view.sides)
    driver.window.resize(900, 420)
    QApplication.processEvents()
    one.setValue(one.maximum())
    QApplication.processEvents()
    assert two.value() == two.maximum()


def test_marks_are_carried_to_the_right_after_a_look(driver: Driver, view: DuplicatesView) -> None:
    seen: list[str] = []

    def look(dialog: Any) -> None:
        seen.append(dialog.findChildren(type(view.words))[1].text())
        dialog.grab()
        dialog.carry.click()

    answer([look])
    driver.click(view.deeds["carry"])
    assert "to 1 article" in seen[0]
    assert len(driver.session.project.annotations.of(ArticleId(2))) >= 2
    assert "carried over" in driver.window.status.told.text()
    _settle(driver, view)
    assert view.sides[1].name.text() != "0 marks"
    driver.act("undo")
    assert driver.session.project.annotations.of(ArticleId(2)) == []


def test_a_doubtful_mark_goes_when_it_is_ticked(driver: Driver, view: DuplicatesView) -> None:
    project = driver.session.project
    project.annotations.delete([one.id for one in project.annotations.of(ArticleId(1))])
    spans = [(STORY.index(one), STORY.index(one) + len(one)) for one in ("Rusia untuk", "Putin di Moskow")]
    project.annotations.add(ArticleId(1), "claim", spans)
    _choose(driver, view, 1, 4)

    def tick(dialog: Any) -> None:
        assert not dialog.carry.isEnabled()
        dialog._ticks[0][2].click()
        dialog.carry.click()

    answer([tick])
    driver.click(view.deeds["carry"])
    assert [one.quote for one in project.annotations.of(ArticleId(4))] == ["Rusia untuk"]
    answer([lambda dialog: dialog.reject()])
    driver.click(view.deeds["carry_back"])
    assert len(project.annotations.of(ArticleId(1))) == 1


def test_marks_are_carried_to_the_whole_group_as_one_command(driver: Driver, view: DuplicatesView) -> None:
    answer([lambda dialog: dialog.carry.click()])
    driver.click(view.deeds["carry_all"])
    project = driver.session.project
    assert project.annotations.of(ArticleId(2))
    assert project.annotations.of(ArticleId(4))
    driver.act("undo")
    assert not project.annotations.of(ArticleId(2))
    assert not project.annotations.of(ArticleId(4))


def test_the_others_become_wire_copies(driver: Driver, view: DuplicatesView) -> None:
    driver.click(view.deeds["wire"])
    project = driver.session.project
    assert WIRE_COPY in project.articles.get(ArticleId(2)).extra
    assert WIRE_COPY not in project.articles.get(ArticleId(1)).extra
    assert "2 articles are marked" in driver.window.status.told.text()


def test_copies_are_deleted_after_a_question(driver: Driver, view: DuplicatesView) -> None:
    answer([choose("Delete")])
    driver.click(view.deeds["delete"])
    _settle(driver, view)
    assert view.words.text() == "1 group with 2 articles"
    assert not view.deeds["carry_all"].isVisible()
    answer([choose("Delete")])
    driver.click(view.deeds["keep"])
    _settle(driver, view)
    assert view.empty.isVisible()
    assert view.empty.words.text() == "No article is nearly the same as another one."
    driver.act("undo")
    _settle(driver, view)
    assert view.words.text() == "1 group with 2 articles"


def test_what_was_found_is_there_again_and_a_group_leads_to_its_article(
    driver: Driver, view: DuplicatesView
) -> None:
    assert driver.window.pages.leave()
    driver.session.project.articles.ids()
    again: Any = driver.window.pages.show("duplicates", search=True)
    assert again.model.groups
    again.list.activated.emit(again.model.index(0))
    assert driver.window.pages.front is None
    assert driver.session.article.id == 1


def test_a_search_can_be_stopped_and_a_fault_is_told(driver: Driver, view: DuplicatesView) -> None:
    view.threshold.setValue(0.8)
    view.start_search()
    view.stop.click()
    _settle(driver, view)
    view._show_progress(1, 2)
    failed: list[object] = []
    driver.session.failed.disconnect()
    driver.session.failed.connect(failed.append)
    view._not_found(Cancelled())
    view._not_found(FileError("Gone."))
    assert len(failed) == 1
    with pytest.raises(ZeroDivisionError):
        view._not_found(ZeroDivisionError())


def test_a_project_opened_for_reading_offers_nothing_to_do(driver: Driver, view: DuplicatesView) -> None:
    driver.session.project._core.file.read_only = True
    view._compare()
    assert not any(button.isEnabled() for button in view.deeds.values())
    driver.session.project._core.file.read_only = False
