"""The registry, the page of an entity and the proposals, driven as a person does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QToolButton
from pytestqt.qtbot import QtBot

from annotator.model.entity import Role
from annotator.project.plain_tables import read_table
from annotator.settings import Settings
from annotator.ui.widgets.entity_table import MENTIONS
from tests.projects import new_project
from tests.ui.driving import LEFT, NO_KEY, Driver, answer, choose

TEXTS = (
    "Valery Gerasimov memuji Korut. Menurut Gerasimov, Korea Utara berani.\n",
    "Gerasimov berkata. Putin diam. Korut lagi.\n",
)
WORDS = (
    *((0, "Valery Gerasimov", 0), (0, "Gerasimov", 1), (1, "Gerasimov", 0)),
    *((0, "Korut", 0), (1, "Korut", 0), (0, "Korea Utara", 0), (1, "Putin", 0)),
)


@pytest.fixture
def driver(qtbot: QtBot, settings: Settings, tmp_path: Path) -> Iterator[Driver]:
    project = new_project(tmp_path, *TEXTS, coder="Ana")
    for article, words, nth in WORDS:
        key = project.articles.ids()[article]
        text, at = project.articles.text(key), -1
        for _ in range(nth + 1):
            at = text.index(words, at + 1)
        project.annotations.add(key, "actor", [(at, at + len(words))])
    path = project.path
    project.close()
    made = Driver(qtbot, settings, path)
    yield made
    made.close()


def opened(driver: Driver, *, proposals: bool = False) -> Any:
    driver.act("entities")
    view: Any = driver.window.pages.front
    if proposals:
        view.tabs.setCurrentIndex(1)
        driver.wait(lambda: bool(view.proposals.model.rows))
    return view


def filled(driver: Driver) -> Any:
    """Both generals and a country in the registry, with all their mentions."""
    view = opened(driver, proposals=True)
    view.proposals.table.selectAll()
    driver.press(Qt.Key.Key_Return, widget=view.proposals.table)
    driver.wait(lambda: not view.proposals.model.rows)
    view.tabs.setCurrentIndex(0)
    driver.wait(lambda: len(view.table.shown.rows) == 3)
    return view


def names(driver: Driver) -> list[str]:
    return [one.name for one in driver.session.project.entities.all()]


def shown(driver: Driver, view: Any, name: str) -> Any:
    """Choose an entity by its name, and wait for its page."""
    uid = next(one.uid for one in view.table.shown.all if one.name == name)
    view.choose(uid)
    driver.wait(lambda: view.page.profile is not None and view.page.profile.entity.uid == uid)
    return view


def test_all_proposals_are_accepted_at_once_and_taken_back(driver: Driver) -> None:
    view = filled(driver)
    assert names(driver) == ["Korea Utara", "Putin", "Valery Gerasimov"]
    assert view.table.shown.counts
    assert sum(view.table.shown.counts.values()) == 7
    view.grab()
    driver.act("undo")
    assert names(driver) == []
    assert view.nobody.words.text().startswith("An entity is one real-world actor")


def test_a_proposal_is_altered_before_it_is_accepted(driver: Driver) -> None:
    view = opened(driver, proposals=True)
    page = view.proposals
    at = next(at for at, one in enumerate(page.model.rows) if one.name == "Valery Gerasimov")
    page.table.selectRow(at)
    assert "is a part of" in page.reasons.text()
    view.grab()
    top = page.tree.topLevelItem(0)
    page.tree.expandItem(top)
    top.child(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert top.checkState(0) == Qt.CheckState.PartiallyChecked
    assert page.summary.text() == "2 mentions"
    page.field.setText("Jenderal Gerasimov")
    page.field.editingFinished.emit()
    page.type.setEditText("military/police")
    driver.click(page.accept)
    (made,) = driver.session.project.entities.all()
    assert (made.name, made.type) == ("Jenderal Gerasimov", "military/police")
    assert driver.session.project.entities.mention_counts() == {made.uid: 2}
    driver.wait(lambda: any(one.entity == made.uid for one in page.model.rows))
    at = next(at for at, one in enumerate(page.model.rows) if one.entity == made.uid)
    page.table.selectRow(at)
    assert page.accept.text() == "Assign to this entity"
    driver.click(page.accept)
    assert driver.session.project.entities.mention_counts() == {made.uid: 3}


def test_rejected_proposals_stay_away_and_mentions_open_in_the_text(driver: Driver) -> None:
    view = opened(driver, proposals=True)
    page = view.proposals
    at = next(at for at, one in enumerate(page.model.rows) if one.name == "Korea Utara")
    page.table.selectRow(at)
    driver.press(Qt.Key.Key_Delete, widget=page.table)
    driver.wait(lambda: "Korut" in [one.name for one in page.model.rows])
    page.tree.expandAll()
    child = page.tree.topLevelItem(0).child(0)
    page.tree.itemActivated.emit(child, 0)
    assert driver.window.pages.front is None
    assert driver.session.selected_mark() is not None


def test_the_page_shows_mentions_company_and_a_way_to_the_text(driver: Driver) -> None:
    view = shown(driver, filled(driver), "Korea Utara")
    page = view.page
    assert page.tabs.tabText(0) == "Mentions 3"
    assert "Korut" in page.facts.text()
    assert page.wordings.bars == [("Korut", 2), ("Korea Utara", 1)]
    assert [name for name, _ in page.company.bars] == ["Valery Gerasimov", "Putin"]
    view.grab()
    driver.qtbot.mouseClick(page.company, LEFT, NO_KEY, QPoint(20, 8))
    driver.wait(lambda: page.profile.entity.name == "Valery Gerasimov")
    page.hits.setCurrentIndex(page.hits.hits.index(1, 0))
    driver.press(Qt.Key.Key_Return, widget=page.hits)
    assert driver.session.selected_mark().quote == "Valery Gerasimov"


def test_relations_are_told_on_the_page(driver: Driver) -> None:
    view = filled(driver)
    project = driver.session.project
    one = project.articles.ids()[0]
    actor = next(mark for mark in project.annotations.of(one) if mark.quote == "Korut")
    text = project.articles.text(one)
    feeling = project.annotations.add(
        one,
        "sentiment",
        [(text.index("memuji"), text.index("memuji") + 6)],
        attributes={"polarity": "positive"},
    )
    claim = project.annotations.add(one, "claim", [(text.index("berani"), text.index("berani") + 6)])
    project.relations.add("target", feeling.uid, actor.uid)
    project.relations.add("made_by", claim.uid, actor.uid)
    shown(driver, view, "Korea Utara")
    driver.wait(lambda: view.page.tabs.count() == 3)
    assert [view.page.tabs.tabText(at) for at in (1, 2)] == ["Claims by it 1", "Sentiment towards it 1"]
    assert view.page.values.bars == [("positive", 1)]
    view.page.tabs.setCurrentIndex(2)
    assert "memuji" in view.page.hits.hits.row(1).piece.text


def test_the_form_writes_each_field_when_it_is_left(driver: Driver) -> None:
    view = shown(driver, filled(driver), "Putin")
    view.sides.setCurrentIndex(1)
    form, project = view.form, driver.session.project
    uid = form.uid
    form.lines["name"].setFocus()
    form.lines["name"].setText("Vladimir Putin")
    form.lines["name"].editingFinished.emit()
    form.aliases.setPlainText("Putin\n\n  V.  Putin\nPutin")
    form.commit_typed()
    form.type.combo.setEditText("government")
    form.type._take()
    form.lines["country"].setText("Rusia")
    form.lines["country"].editingFinished.emit()
    driver.click(form.roles.add)
    name, since, _ = form.roles._rows[0]
    name.setText("Presiden")
    since.setText("2012-5")
    since.editingFinished.emit()
    assert since.property("problem")
    since.setText("2012-05")
    since.editingFinished.emit()
    form.note.setPlainText("catatan")
    assert view.may_leave()
    entity = project.entities.get(uid)
    assert (entity.name, entity.aliases, entity.type) == (
        "Vladimir Putin",
        ["Putin", "V. Putin"],
        "government",
    )
    assert (entity.country, entity.note) == ("Rusia", "catatan")
    assert entity.roles == [Role(role="Presiden", since="2012-05")]
    driver.wait(lambda: view.heading.text() == "Vladimir Putin")
    view.grab()
    view.sides.setCurrentIndex(0)
    driver.wait(lambda: "since May 2012" in view.page.facts.text())
    form.lines["name"].setText(" ")
    form.lines["name"].editingFinished.emit()
    assert form.lines["name"].property("problem")
    assert project.entities.get(uid).name == "Vladimir Putin"
    driver.click(form.roles.findChild(QToolButton))
    assert project.entities.get(uid).roles == []


def test_a_new_entity_is_named_in_its_form(driver: Driver) -> None:
    view = opened(driver)
    view.filter.setText("Sugiono")
    driver.click(view.new)
    assert names(driver) == ["Sugiono"]
    assert view.right.currentIndex() == 1
    driver.wait(lambda: view.heading.text() == "Sugiono")
    view.filter.clear()
    driver.click(view.new)
    assert "New entity" in names(driver)


def test_the_filter_looks_at_names_aliases_and_fields(driver: Driver) -> None:
    view = filled(driver)
    driver.type("korut", view.filter)
    assert [one.name for one in view.table.shown.rows] == ["Korea Utara"]
    assert view.count.text() == "1 of 3 entities"
    view.filter.clear()
    view.table.sortByColumn(MENTIONS, Qt.SortOrder.AscendingOrder)
    assert view.table.shown.rows[0].name == "Putin"
    view.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert view.table.shown.headerData(0, Qt.Orientation.Vertical) is None


def test_several_are_merged_into_the_one_that_is_chosen(driver: Driver) -> None:
    view = filled(driver)
    view.table.choose([one.uid for one in view.table.shown.rows[:2]])
    assert view.heading.text() == "2 entities"

    def take(dialog: Any) -> None:
        button, _ = next(one for one in dialog.choices if one[1].name == "Putin")
        button.setChecked(True)
        dialog.grab()
        dialog.yes.click()

    answer([take])
    driver.click(view.merge)
    assert names(driver) == ["Putin", "Valery Gerasimov"]
    assert view.table.chosen()[0].name == "Putin"
    driver.act("undo")
    assert len(names(driver)) == 3


def test_ticked_mentions_are_split_off(driver: Driver) -> None:
    view = shown(driver, filled(driver), "Korea Utara")

    def take(dialog: Any) -> None:
        dialog.tree.topLevelItem(0).setCheckState(0, Qt.CheckState.Checked)
        assert dialog.name.text() == "Korut"
        assert dialog.yes.text() == "Split off 2 mentions"
        dialog.name.textEdited.emit("Korut")
        dialog.yes.click()

    answer([take])
    driver.click(view.split)
    assert "Korut" in names(driver)
    counts = driver.session.project.entities.mention_counts()
    assert sorted(counts.values()) == [1, 1, 2, 3]
    driver.act("undo")
    assert "Korut" not in names(driver)


def test_deleting_says_how_many_marks_lose_it(driver: Driver) -> None:
    view = shown(driver, filled(driver), "Putin")
    answer([choose("Cancel")])
    driver.press(Qt.Key.Key_Delete, widget=view.table)
    assert "Putin" in names(driver)
    answer([choose("Delete")])
    driver.click(view.delete)
    assert "Putin" not in names(driver)
    driver.act("undo")
    assert "Putin" in names(driver)


def test_the_registry_goes_out_and_comes_in(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = filled(driver)
    target = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "out"), "CSV (*.csv)"))
    view.export_action.trigger()
    assert len(read_table(target)) == 4
    text = target.read_text(encoding="utf-8-sig")
    target.write_text(text + "Baru,,,,,,,,,,\r\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(target), ""))
    answer([lambda dialog: (dialog.grab(), dialog.yes.click())])
    view.import_action.trigger()
    assert "Baru" in names(driver)
    (tmp_path / "bad.csv").write_text("x\n1\n", encoding="utf-8")
    told: list[Any] = []
    driver.session.failed.connect(told.append)
    view.import_table(tmp_path / "bad.csv")
    assert "no column" in told[0].sentence


def test_a_project_for_reading_only_offers_no_changes(driver: Driver) -> None:
    view = filled(driver)
    path = driver.session.project.path
    driver.session.close()
    from annotator.project import Project

    driver.session.open(Project.open(path, coder="Ana", read_only=True))
    view = opened(driver)
    assert not view.new.isEnabled()
    assert not view.delete.isEnabled()
    view = opened(driver)
    view.tabs.setCurrentIndex(1)
    assert view.import_action.isEnabled() is False
