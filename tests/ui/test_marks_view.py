"""The table of all marks, driven with mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.model.filters import TODOS, ArticleFilter, MarkFilter
from annotator.settings import Settings
from annotator.ui.widgets import table
from tests.ui.driving import Driver, answer, choose
from tests.ui.many_articles import make_study


@pytest.fixture
def study(qtbot: QtBot, settings: Settings, tmp_path: Path) -> Iterator[Driver]:
    """A window on twelve articles, six of which have three marks each."""
    made = Driver(qtbot, settings, make_study(tmp_path))
    yield made
    made.close()


@pytest.fixture
def view(study: Driver) -> Any:
    """The table, filled."""
    study.act("all_marks")
    shown = study.window.pages.front
    _rows(study, shown, 18)
    return shown


def _rows(study: Driver, view: Any, count: int) -> None:
    study.wait(lambda: view.model.total == count and view.model.whole and not view.asker.busy)


def _quotes(view: Any) -> list[str]:
    return [view.model.line(at).mark.quote for at in range(view.model.total)]


def test_words_and_conditions_narrow_the_table(study: Driver, view: Any) -> None:
    study.type("gerasimov", view.words)
    _rows(study, view, 6)
    study.click(view.filter_button)
    form = view.box.form
    form.many["labels"].choose(["source"])
    form.articles.many["outlets"].choose(["Kompas"])
    form.edited.emit()
    _rows(study, view, 2)
    view.box.close()
    assert [chip.text() for chip in view.chips.chips] == ["Label: Source", "Outlet: Kompas"]
    study.click(view.chips.chips[0])
    study.click(view.chips.chips[0])
    view.words.clear()
    _rows(study, view, 18)


def test_attributes_entities_and_coders_can_be_asked_for(study: Driver, view: Any) -> None:
    study.click(view.filter_button)
    form = view.box.form
    form.values.which.setCurrentIndex(form.values.which.findData("form"))
    form.values.which.activated.emit(1)
    form.values.values.choose(["direct quote"])
    form.edited.emit()
    _rows(study, view, 6)
    form.values.which.setCurrentIndex(0)
    form.values.which.activated.emit(0)
    sri = study.session.project.entities.all()[0].uid
    form.many["entities"].choose([sri])
    form.many["coders"].choose(["Ana"])
    form.suggested.setCurrentIndex(2)
    form.edited.emit()
    study.wait(lambda: len(view.chips.chips) == 3)
    _rows(study, view, 6)
    view.box.close()
    assert [chip.text() for chip in view.chips.chips] == [
        "Entity: Sri Mulyani",
        "Coder: Ana",
        "No proposals",
    ]
    study.window.grab()


def test_a_todo_is_one_click_away(study: Driver, view: Any) -> None:
    assert len(view.todo_menu.actions()) == len(TODOS)
    view.todo_menu.actions()[0].trigger()
    _rows(study, view, 3)
    assert view.chips.chips[0].text() == "Claim without a source"
    view.todo_menu.actions()[5].trigger()
    _rows(study, view, 0)
    assert view.empty.isVisible()


def test_a_double_click_goes_to_the_place_in_the_text(study: Driver, view: Any) -> None:
    mark = view.model.line(4).mark
    view.table.opened.emit(mark.id)
    assert study.window.pages.front is None
    assert study.session.article.id == mark.article
    assert study.session.selected == mark.uid


def test_the_label_of_many_is_changed_after_a_preview(study: Driver, view: Any) -> None:
    view.table.selectAll()
    said: list[str] = []

    def relabel(dialog: Any) -> None:
        dialog.labels.setCurrentIndex(dialog.labels.findData("actor"))
        said.append(dialog.preview.text())
        dialog.apply.click()

    answer([relabel])
    study.click(view.edit_button)
    assert said[0].startswith("12 would change, 6 have it already.\n6 values")
    study.wait(lambda: not view.asker.busy)
    assert study.session.project.annotations.counts()["actor"] == 18
    assert view.table.chosen_count() == 18
    study.act("undo")
    assert study.session.project.annotations.counts()["actor"] == 6


def test_attribute_entity_and_note_of_many_are_set(study: Driver, view: Any) -> None:
    project = study.session.project
    view.set_filter(MarkFilter(labels=("claim", "source")))
    _rows(study, view, 12)
    view.table.selectAll()
    said: list[str] = []

    def attribute(dialog: Any) -> None:
        dialog.which.setCurrentIndex(dialog.which.findData("attribute:form"))
        dialog.field.commit("indirect")
        said.append(dialog.preview.text())
        dialog.apply.click()

    def entity(dialog: Any) -> None:
        dialog.which.setCurrentIndex(1)
        study.type("valery gerasimov", dialog.entity)
        study.press(Qt.Key.Key_Return, widget=dialog.entity)
        said.append(dialog.preview.text())
        dialog.apply.click()

    def note(dialog: Any) -> None:
        dialog.which.setCurrentIndex(2)
        study.type("periksa", dialog.note)
        dialog.apply.click()

    answer([attribute])
    study.click(view.edit_button)
    assert said[0] == (
        "6 would change, 0 have it already.\n6 of another label do not have this and stay as they are."
    )
    assert project.annotations.count(MarkFilter(values={"form": ("indirect",)})) == 6
    study.wait(lambda: not view.asker.busy)
    answer([entity])
    study.click(view.edit_button)
    assert said[1].startswith("6 would change")
    study.wait(lambda: not view.asker.busy)
    answer([note])
    study.click(view.edit_button)
    assert project.annotations.count(MarkFilter(words="periksa", in_notes=True)) == 12


def test_a_new_entity_may_be_named_while_editing(study: Driver, view: Any) -> None:
    view.set_filter(MarkFilter(labels=("source",)))
    _rows(study, view, 6)
    view.table.selectAll()

    def entity(dialog: Any) -> None:
        dialog.which.setCurrentIndex(1)
        dialog.entity.entity_named.emit("Kremlin")
        dialog.apply.click()

    answer([entity])
    study.click(view.edit_button)
    named = next(one for one in study.session.project.entities.all() if one.name == "Kremlin")
    assert study.session.project.annotations.count(MarkFilter(entities=(named.uid,))) == 6


def test_many_marks_are_deleted_after_a_question(study: Driver, view: Any) -> None:
    view.set_filter(MarkFilter(labels=("claim",)))
    _rows(study, view, 6)
    view.table.selectAll()
    asked: list[str] = []

    def delete(box: Any) -> None:
        asked.append(box.text())
        choose("Delete")(box)

    answer([delete])
    study.click(view.delete_button)
    assert asked[0].startswith("Delete 6 marks with 3 relations?")
    _rows(study, view, 0)
    study.act("undo")
    _rows(study, view, 6)


def test_columns_are_chosen_and_sorted_by(study: Driver, view: Any) -> None:
    for key in ("modified", "created", "note"):
        view.show_column(key, shown=True)
    view.show_column("attributes", shown=False)
    assert "modified" in study.window.settings.items("mark_columns")
    view.columns_menu.aboutToShow.emit()
    assert len(view.columns_menu.actions()) == 11
    view.table.order_changed.emit("-quote")
    study.wait(lambda: view.order == "-quote" and not view.asker.busy)
    assert _quotes(view)[0] == "Sri Mulyani"
    study.window.grab()


def test_a_long_table_shows_its_first_page_before_it_knows_all(
    study: Driver, view: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from array import array

    shown = table.PagedModel(view._fetch, view._cell)
    shown.set_columns([table.Column("quote", "Quote", 100)])
    ids = view.model.ids
    shown.show(array("q", ids[:4]))
    shown.grow(18)
    assert (shown.rowCount(), shown.whole) == (18, False)
    assert shown.data(shown.index(0, 0)) == "Kami akan menang,"
    assert shown.cell(shown.line(9), "quote").text == "…"
    shown.complete(ids)
    assert shown.whole
    assert shown.data(shown.index(17, 0)) == "Sri Mulyani"
    shown.complete(ids[:3])
    assert shown.rowCount() == 3


def test_it_opens_about_something(study: Driver) -> None:
    where = MarkFilter(articles=ArticleFilter(words="Judul 00"))
    shown = study.window.pages.show("marks", where=where)
    study.wait(lambda: shown.model.total == 3 and not shown.asker.busy)
    study.window.pages.show("marks", todo="source")
    study.wait(lambda: shown.filter.todo == "source" and not shown.asker.busy)
    assert shown.model.total == 3


def test_what_is_marked_meanwhile_comes_into_the_table(study: Driver, view: Any) -> None:
    article = study.session.project.articles.ids()[1]
    study.session.project.annotations.add(article, "actor", [(0, 4)])
    _rows(study, view, 19)
