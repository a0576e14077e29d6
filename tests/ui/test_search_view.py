"""The search view, driven as a person does."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from annotator.model.annotation import Span
from annotator.settings import Settings
from annotator.ui.views.search import SearchView
from annotator.ui.widgets.hit_table import close_together, cut_out
from annotator.ui.widgets.line_table import HIT, MARKS, RIGHT, TICK
from tests.projects import new_project
from tests.ui.driving import LEFT, NO_KEY, Driver, answer, choose

TEXTS = (
    "Invasi itu dimulai. Presiden menyebut invasi sebagai operasi khusus.\n",
    "俄军入侵乌克兰。格拉西莫夫表示入侵。\n",
    "وأضاف أن الغزو مستمر في أوكرانيا. قال الغزو.\n",
    "Invasi besar. " + "Kata lain. " * 30 + "Akhir invasi.\n",
)


@pytest.fixture
def driver(qtbot: QtBot, settings: Settings, tmp_path: Path) -> Iterator[Driver]:
    project = new_project(tmp_path, *TEXTS, coder="Ana")
    for key, (outlet, day) in zip(
        project.articles.ids(),
        (("Antara", "2025-01-03"), ("新华社", "2025-02"), ("", ""), ("Kompas", "2025-04-01")),
        strict=True,
    ):
        project.articles.edit(key, outlet=outlet, published=day)
    path = project.path
    project.close()
    made = Driver(qtbot, settings, path)
    yield made
    made.close()


def opened(driver: Driver) -> Any:
    driver.act("search")
    view = driver.window.pages.front
    assert isinstance(view, SearchView)
    return view


def asked(driver: Driver, view: Any, query: str, *, lines: bool = False) -> Any:
    view.tabs.setCurrentIndex(1 if lines else 0)
    view.query.setText("")
    if query.isascii():
        driver.type(query, view.query)
    else:  # QTest types Latin letters only
        view.query.setText(query)
    driver.press(Qt.Key.Key_Return, widget=view.query)
    driver.wait(lambda: not view.finder.running)
    return view


def press_on(driver: Driver, table: Any, row: int, column: int) -> None:
    rect = table.visualRect(table.model().index(row, column))
    driver.qtbot.mouseClick(table.viewport(), LEFT, NO_KEY, QPoint(rect.left() + 16, rect.center().y()))


def test_words_are_found_while_they_are_typed(driver: Driver) -> None:
    view = opened(driver)
    driver.type("invasi", view.query)
    driver.wait(lambda: view.summary.text() == "4 hits in 2 articles")
    assert view.query.hasFocus()
    driver.press(Qt.Key.Key_Down)
    assert view.hits.hasFocus()
    driver.press(Qt.Key.Key_Escape)
    assert driver.window.pages.front is None


def test_a_hit_opens_its_article_at_the_place(driver: Driver) -> None:
    view = asked(driver, opened(driver), "akhir invasi")
    view.hits.setCurrentIndex(view.hits.hits.index(2, 0))
    driver.press(Qt.Key.Key_Return, widget=view.hits)
    assert driver.window.pages.front is None
    assert driver.canvas.selection() == driver.span_of("Akhir")
    driver.act("search")
    press_on(driver, view.hits, 1, 0)
    assert driver.canvas.selection() == driver.span_of("Invasi")


def test_an_article_with_many_hits_shows_them_when_asked(driver: Driver) -> None:
    view = asked(driver, opened(driver), "kata lain OR akhir")
    model = view.hits.hits
    foot = next(row for row in range(model.rowCount()) if model.row(row).foot)
    shown = model.rowCount()
    press_on(driver, view.hits, foot, 0)
    assert model.rowCount() > shown
    driver.press(Qt.Key.Key_Return, widget=view.hits)
    assert all(model.data(model.index(row, 0)) for row in range(model.rowCount()))


def test_every_script_is_found_and_drawn(driver: Driver) -> None:
    view = opened(driver)
    for query, hits in (("入侵", 2), ("الغزو", 2), ("label:claim", 0), ("title:article", 0)):
        asked(driver, view, query)
        assert view._hits == hits
        view.grab()
        asked(driver, view, query, lines=True)
        view.grab()
    assert view.empty.words.text().startswith("Nothing was found")


def test_what_cannot_be_read_is_told_with_its_place(driver: Driver) -> None:
    view = asked(driver, opened(driver), 'invasi "operasi')
    assert view.empty.words.text() == "The quotation mark at 8 is not closed."
    assert view.query.property("problem")
    asked(driver, view, "")
    assert "Type a word" in view.empty.words.text()
    assert not view.query.property("problem")


def test_an_exploding_pattern_is_stopped(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("annotator.analysis.search.SECONDS", 0.05)
    view = asked(driver, opened(driver), r"/(([a-z ])+.)+\d/")
    assert "takes too long" in view.empty.words.text()


def test_titles_and_notes_are_looked_at_too_if_wanted(driver: Driver) -> None:
    project = driver.session.project
    key = project.articles.ids()[0]
    mark = project.annotations.add(key, "claim", [(0, 6)], note="Lihat catatan redaksi")
    view = asked(driver, opened(driver), "catatan")
    assert view._hits == 0
    driver.click(view.everywhere)
    driver.wait(lambda: view._hits == 1)
    assert view.hits.hits.row(1).piece.field == "note"
    view.grab()
    press_on(driver, view.hits, 1, 0)
    assert driver.session.selected == mark.uid


def test_ticked_lines_get_a_mark_in_one_undo(driver: Driver) -> None:
    view = asked(driver, opened(driver), "invasi", lines=True)
    table = view.page.table
    assert table.shown.rowCount() == 4
    press_on(driver, table, 0, TICK)
    press_on(driver, table, 2, TICK)
    table.setCurrentIndex(table.shown.index(3, RIGHT))
    driver.press(Qt.Key.Key_Space, widget=table)
    assert view.page.coding.go.text() == "Mark 3 lines"
    coding = view.page.coding
    coding.labels.setCurrentIndex(coding.labels.findData("actor"))
    coding.labels.activated.emit(coding.labels.currentIndex())
    coding.entity.entity_named.emit("Invasi")
    driver.click(coding.go)
    project = driver.session.project
    marks = [one for key in project.articles.ids() for one in project.annotations.of(key)]
    assert sorted(one.quote for one in marks) == ["Invasi", "Invasi", "invasi"]
    assert {one.entity for one in marks} == {project.entities.all()[0].uid}
    assert [bool(one.labels) for one in table.shown.lines] == [True, False, True, True]
    view.grab()
    assert project.undo() == "Add 3 marks: actor"
    assert project.entities.all() == []
    assert project.annotations.counts().get("actor", 0) == 0


def test_attributes_and_whole_sentences_can_be_coded(driver: Driver) -> None:
    view = asked(driver, opened(driver), "operasi", lines=True)
    coding = view.page.coding
    driver.click(coding.all)
    coding.labels.setCurrentIndex(coding.labels.findData("claim"))
    coding.labels.activated.emit(coding.labels.currentIndex())
    coding.extent.setCurrentIndex(1)
    assert coding.attributes.isVisibleTo(coding)
    coding._values["form"] = "indirect"
    driver.click(coding.go)
    project = driver.session.project
    (mark,) = project.annotations.of(project.articles.ids()[0])
    assert mark.quote == "Presiden menyebut invasi sebagai operasi khusus."
    assert mark.attributes["form"] == "indirect"
    assert coding.count.text() == "0 of 1 line ticked"


def test_many_lines_are_marked_only_after_a_question(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.ui.views.search._MANY", 1)
    view = asked(driver, opened(driver), "invasi", lines=True)
    driver.click(view.page.coding.all)
    answer([choose("Cancel")])
    view.mark_ticked()
    assert not any(driver.session.project.annotations.counts().values())
    monkeypatch.setattr("annotator.ui.views.search._MANY_ARTICLES", 1)
    answer([choose("Mark them")])
    view.mark_ticked()
    assert sum(driver.session.project.annotations.counts().values()) == 4
    driver.wait(lambda: [bool(one.labels) for one in view.page.table.shown.lines] == [True] * 4)
    assert driver.session.project.undo().startswith("Add 4 marks")


def test_the_concordance_is_sorted_and_narrowed(driver: Driver, tmp_path: Path) -> None:
    view = asked(driver, opened(driver), "invasi", lines=True)
    table = view.page.table
    view._sort("right")
    rights = [table.shown.lines[at].right.split()[0] for at in table.shown.order[:3]]
    assert rights == [".", "besar.", "itu"]
    assert view.order.currentData() == "right"
    table._head_clicked(HIT)
    table._head_clicked(MARKS)
    assert view.page.sorting == "hit"
    chart = view.page.charts["outlet"]
    assert chart.bars == [("Antara", 2), ("Kompas", 2)]
    driver.qtbot.mouseClick(chart, LEFT, NO_KEY, QPoint(20, 30))
    assert table.shown.rowCount() == 2
    view.write_to(tmp_path / "lines.csv")
    rows = list(csv.reader((tmp_path / "lines.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row[3] for row in rows] == ["published", "2025-04-01", "2025-04-01"]
    driver.press(Qt.Key.Key_Return, widget=chart)
    assert table.shown.rowCount() == 4
    assert view.page.charts["month"].bars == [("2025-01", 2), ("2025-02", 0), ("2025-03", 0), ("2025-04", 2)]
    driver.press(Qt.Key.Key_Right, widget=view.page.charts["month"])
    view.page.charts["month"].save_svg(tmp_path / "month.svg")
    assert b"<svg" in (tmp_path / "month.svg").read_bytes()


def test_a_line_opens_with_enter_a_click_or_two(driver: Driver) -> None:
    view = asked(driver, opened(driver), "besar", lines=True)
    table = view.page.table
    table.setCurrentIndex(table.shown.index(0, RIGHT))
    driver.press(Qt.Key.Key_Return, widget=table)
    assert driver.canvas.selection() == driver.span_of("besar")
    driver.act("search")
    rect = table.visualRect(table.shown.index(0, HIT))
    driver.qtbot.mouseClick(table.viewport(), LEFT, NO_KEY, rect.center())
    assert driver.window.pages.front is None
    driver.act("search")
    rect = table.visualRect(table.shown.index(0, RIGHT))
    driver.qtbot.mouseDClick(table.viewport(), LEFT, NO_KEY, rect.center())
    assert driver.window.pages.front is None


def test_conditions_are_built_and_stand_in_the_query(driver: Driver) -> None:
    view = asked(driver, opened(driver), "invasi outlet:Antara")
    driver.click(view.conditions_button)
    (first,) = view.conditions._rows
    assert (first.name.currentData(), first.value.currentText()) == ("outlet", "Antara")
    first.way.setCurrentIndex(1)
    first.way.activated.emit(1)
    assert view.query.text() == "invasi NOT outlet:Antara"
    driver.click(view.conditions.add)
    second = view.conditions._rows[1]
    second.name.setCurrentIndex(second.name.findData("claim.form"))
    second.name.activated.emit(second.name.currentIndex())
    second.value.setEditText("direct quote")
    second.value.lineEdit().editingFinished.emit()
    assert view.query.text() == 'invasi NOT outlet:Antara claim.form:"direct quote"'
    driver.click(first.remove)
    assert view.query.text() == 'invasi claim.form:"direct quote"'
    view.query.setText('invasi "')
    assert not view.conditions.add.isEnabled()
    view.query.setText("(invasi OR damai)")
    assert view.conditions._rows == []


def test_searches_are_saved_opened_and_deleted(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    view = asked(driver, opened(driver), "invasi")
    driver.click(view.case)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("Serbuan & lain", True))
    view.saved.save()
    driver.click(view.case)
    asked(driver, view, "akhir")
    view.saved.fill()
    entry, _, save, delete = view.saved.list.actions()
    assert (entry.text(), save.isEnabled()) == ("Serbuan && lain", True)
    entry.trigger()
    assert (view.query.text(), view.case.isChecked()) == ("invasi", True)
    driver.wait(lambda: view._hits == 2)
    delete.menu().actions()[0].trigger()
    assert driver.session.project.saved.all("search") == []


def test_new_articles_are_found_at_once(driver: Driver, tmp_path: Path) -> None:
    from tests.projects import add_texts

    view = asked(driver, opened(driver), "akhir")
    add_texts(driver.session.project, tmp_path, ["Akhir yang lain.\n"])
    driver.wait(lambda: view._hits == 2)
    driver.session.project.articles.delete(driver.session.project.articles.ids()[-1:])
    driver.wait(lambda: view._hits == 1)


def test_examples_can_be_clicked_and_the_view_opens_about_something(driver: Driver) -> None:
    view = opened(driver)
    driver.click(view.help_button)
    view.help.example_chosen.emit("serang*")
    assert view.query.text() == "serang*"
    driver.window.pages.show("search", query="invasi", concordance=True)
    driver.wait(lambda: view.page.table.shown.rowCount() == 4)
    view.tabs.setCurrentIndex(0)
    driver.wait(lambda: view._articles == 2)
    view.tabs.setCurrentIndex(1)
    assert view.summary.text() == "4 hits in 2 articles"


def test_hits_close_together_share_a_line() -> None:
    hits = [(0, 3, ""), (10, 12, ""), (300, 305, ""), (310, 311, "m")]
    assert close_together(hits) == (((0, 3, ""), (10, 12, "")), ((300, 305, ""),), ((310, 311, "m"),))
    piece = cut_out("x" * 100 + "kata\nlain", [Span(100, 104), Span(105, 109)])
    assert [piece.text[a:b] for a, b in piece.hits] == ["kata", "lain"]
    assert cut_out("short", [Span(3, 90)]).text == ""


def test_the_search_ends_with_its_project(driver: Driver, tmp_path: Path) -> None:
    view = asked(driver, opened(driver), "invasi")
    assert view._index is not None
    driver.session.close()
    assert view._index is None
