"""The table of all articles, driven with mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotator.model.filters import ArticleFilter
from annotator.settings import Settings
from tests.ui.driving import Driver, answer, choose
from tests.ui.many_articles import make_study


@pytest.fixture
def study(qtbot: QtBot, settings: Settings, tmp_path: Path) -> Iterator[Driver]:
    """A window on twelve articles."""
    made = Driver(qtbot, settings, make_study(tmp_path))
    yield made
    made.close()


@pytest.fixture
def view(study: Driver) -> Any:
    """The table, filled."""
    study.act("all_articles")
    shown = study.window.pages.front
    study.wait(lambda: len(shown.model.ids) == 12 and not shown.asker.busy)
    return shown


def _titles(view: Any) -> list[str]:
    return [view.model.line(at).article.title for at in range(len(view.model.ids))]


def _rows(study: Driver, view: Any, count: int) -> None:
    study.wait(lambda: len(view.model.ids) == count and not view.asker.busy)


def _select(view: Any, *rows: int) -> None:
    view.table.choose([view.model.ids[row] for row in rows])


def _menu(view: Any, *words: str) -> None:
    """Trigger an entry of the menu of sets, and of the menu inside it."""
    view._fill_sets()
    menu: QMenu = view.sets_menu
    for word in words[:-1]:
        found = next(one for one in menu.actions() if one.text().startswith(word))
        inner = found.menu()
        assert isinstance(inner, QMenu)
        menu = inner
    next(one for one in menu.actions() if one.text() == words[-1]).trigger()
    QApplication.processEvents()


def test_words_filter_and_a_heading_sorts(study: Driver, view: Any) -> None:
    view.words.setFocus()
    study.type("el pais", view.words)
    _rows(study, view, 4)
    assert view.counted.text() == "4 of 12 articles"
    head = view.table.horizontalHeader()
    at = [one.key for one in view.model.columns].index("title")
    for _ in range(2):
        point = head.sectionViewportPosition(at) + 20
        study.qtbot.mouseClick(
            head.viewport(), Qt.MouseButton.LeftButton, pos=head.viewport().rect().topLeft() + _at(point)
        )
    study.wait(lambda: view.order == "-title" and not view.asker.busy)
    assert _titles(view) == ["Judul 11", "Judul 08", "Judul 05", "Judul 02"]
    study.press(Qt.Key.Key_Escape, widget=view.table)
    assert study.window.pages.front is None


def _at(x: int) -> Any:
    from PySide6.QtCore import QPoint

    return QPoint(x, 10)


def test_the_texts_are_searched_on_request(study: Driver, view: Any) -> None:
    study.type("Nomor 7", view.words)
    study.press(Qt.Key.Key_Return, widget=view.words)
    _rows(study, view, 0)
    assert view.empty.isVisible()
    study.click(view.in_text)
    _rows(study, view, 1)


def test_conditions_stand_as_chips_and_go_with_their_cross(study: Driver, view: Any) -> None:
    study.click(view.filter_button)
    box = view.box
    assert box.isVisible()
    form = box.form
    form.many["outlets"].choose(["Kompas"])
    form.many["with_labels"].choose(["claim"])
    form.since.setText("2025-03")
    form.edited.emit()
    _rows(study, view, 1)
    assert [chip.text() for chip in view.chips.chips] == ["Outlet: Kompas", "Has: Claim", "From Mar 2025"]
    study.click(box.close_button)
    study.click(view.chips.chips[2])
    _rows(study, view, 2)
    study.click(view.chips.chips[0])
    _rows(study, view, 6)


def test_ticks_are_set_with_the_mouse_and_with_the_space_bar(study: Driver, view: Any) -> None:
    study.click(view.filter_button)
    field = view.box.form.many["outlets"]
    field.showPopup()
    QApplication.processEvents()
    rows = field.view()
    place = rows.visualRect(field.model().index(0, 0)).center()
    study.qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(field.chosen()) == 1
    rows.setCurrentIndex(field.model().index(1, 0))
    study.qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert len(field.chosen()) == 2
    study.qtbot.keyClick(rows, Qt.Key.Key_Return)
    _rows(study, view, 8)
    view.box.close()


def test_a_filter_is_kept_under_a_name_taken_up_and_deleted(study: Driver, view: Any) -> None:
    view.set_filter(ArticleFilter(outlets=("Tempo",), extra={"section": ("Dunia",)}))
    _rows(study, view, 1)
    study.click(view.filter_button)
    study.click(view.box.keep)
    assert "name" in view.box.problem.text()
    study.type("Tempo abroad", view.box.name)
    study.click(view.box.keep)
    assert [one.name for one in study.session.project.saved.all("filter")] == ["Tempo abroad"]
    study.click(view.box.clear)
    _rows(study, view, 12)
    view.box.kept.setCurrentIndex(1)
    view.box.kept.activated.emit(1)
    _rows(study, view, 1)
    study.click(view.box.remove)
    assert study.session.project.saved.all("filter") == []
    view.box.close()


def test_a_kept_filter_that_cannot_be_read_is_told(study: Driver, view: Any) -> None:
    study.session.project.saved.put("filter", "odd", {"statuses": 3})
    study.click(view.filter_button)
    view.box.kept.setCurrentIndex(1)
    view.box.kept.activated.emit(1)
    assert "cannot be read" in view.box.problem.text()
    view.box.close()


def test_columns_are_chosen_and_remembered(study: Driver, view: Any) -> None:
    view.columns_menu.aboutToShow.emit()
    words = [one.text() for one in view.columns_menu.actions()]
    assert "section" in words
    next(one for one in view.columns_menu.actions() if one.text() == "section").trigger()
    assert view.model.columns[-1].key == "extra:section"
    assert "extra:section" in study.window.settings.items("article_columns")
    assert view.model.data(view.model.index(0, len(view.model.columns) - 1)) == "Dunia"
    view.show_column("title", shown=False)
    assert "title" not in [one.key for one in view.model.columns]
    for key in ("author", "language", "length", "added", "url", "variable:genre"):
        view.show_column(key, shown=True)
    study.window.grab()


def test_the_status_of_many_is_one_step_of_undo(study: Driver, view: Any) -> None:
    _select(view, 0, 2, 3)
    assert view.chosen_words.text() == "3 articles selected"
    view.status_menu.actions()[2].trigger()
    assert study.session.project.articles.progress()["done"] == 4
    _rows(study, view, 12)
    assert view.table.chosen_count() == 3
    study.act("undo")
    assert study.session.project.articles.progress()["done"] == 1


def test_metadata_of_many_is_edited_after_a_preview(study: Driver, view: Any) -> None:
    _select(view, *range(6))

    def edit(dialog: Any) -> None:
        dialog.which.setCurrentIndex(dialog.which.findData("outlet"))
        study.type("Tempo", dialog.line)
        assert dialog.preview.text().endswith("4 would change, 2 have it already.")
        dialog.apply.click()

    answer([edit])
    study.click(view.actions_bar["edit"])
    assert study.session.project.articles.facets("outlet")["Tempo"] == 8


def test_a_new_field_and_a_variable_of_many_are_set(study: Driver, view: Any) -> None:
    _select(view, 0, 1)

    def field(dialog: Any) -> None:
        dialog.which.setCurrentIndex(dialog.which.findData("extra:"))
        assert not dialog.apply.isEnabled()
        study.type("wave", dialog.new_name)
        study.type("2", dialog.line)
        dialog.apply.click()

    def variable(dialog: Any) -> None:
        name = study.session.scheme.variables[0].name
        dialog.which.setCurrentIndex(dialog.which.findData(f"variable:{name}"))
        dialog.field.commit(dialog.field.attribute.value_names()[0])
        dialog.apply.click()

    answer([field])
    study.click(view.actions_bar["edit"])
    assert study.session.project.articles.facets("extra:wave")["2"] == 2
    answer([variable])
    study.click(view.actions_bar["edit"])
    ids = study.session.project.articles.ids()
    assert [len(study.session.project.articles.variables(key)) for key in ids[:3]] == [1, 1, 0]


def test_articles_are_dealt_to_coders_with_an_overlap(study: Driver, view: Any) -> None:
    view.table.selectAll()

    def deal(dialog: Any) -> None:
        assert "Tick" in dialog.preview.text()
        dialog.ticks["Ana"].click()
        study.type("Citra", dialog.another)
        study.press(Qt.Key.Key_Return, widget=dialog.another)
        dialog.dealt.click()
        dialog.shared.setValue(4)
        assert dialog.preview.text() == "Ana 8, Citra 8 · 4 by several"
        dialog.assign.click()

    answer([deal])
    study.click(view.actions_bar["assign"])
    counts = study.session.project.assignments.counts()
    assert (counts["Ana"], counts["Citra"], counts["Budi"]) == (8, 8, 6)

    def away(dialog: Any) -> None:
        dialog.ticks["Citra"].click()
        dialog.away.click()
        dialog.assign.click()

    view.table.selectAll()
    answer([away])
    study.click(view.actions_bar["assign"])
    assert "Citra" not in study.session.project.assignments.counts()


def test_sets_are_made_shown_changed_renamed_and_deleted(study: Driver, view: Any) -> None:
    project = study.session.project
    _select(view, 4, 5)

    def name(dialog: Any) -> None:
        study.type("Batch 2", dialog.line)
        dialog.accept()

    answer([name])
    _menu(view, "New set of these…")
    assert [(one.name, one.size) for one in project.sets.all()] == [("Batch 2", 2), ("Pilot", 4)]
    _select(view, 0, 4)
    _menu(view, "Pilot", "Add the selected articles")
    assert project.sets.all()[1].size == 5
    _select(view, 0)
    _menu(view, "Pilot", "Take the selected articles out")
    assert project.sets.all()[1].size == 4
    _menu(view, "Pilot", "Show")
    _rows(study, view, 4)
    assert view.chips.chips[0].text() == "Set: Pilot"

    def rename(dialog: Any) -> None:
        dialog.line.setText("Training")
        dialog.accept()

    answer([rename])
    _menu(view, "Pilot", "Rename…")
    assert [one.name for one in project.sets.all()] == ["Batch 2", "Training"]
    _menu(view, "Training", "Delete the set")
    _rows(study, view, 12)
    study.act("undo")
    assert len(project.sets.all()) == 2


def test_articles_are_deleted_after_a_question_with_their_number(study: Driver, view: Any) -> None:
    view.table.selectAll()
    answer([choose("Delete")])
    study.click(view.actions_bar["delete"])
    _rows(study, view, 0)
    assert study.session.project.annotations.count() == 0
    study.act("undo")
    _rows(study, view, 12)
    assert study.session.project.annotations.count() == 18


def test_enter_opens_the_text(study: Driver, view: Any) -> None:
    view.table.setCurrentIndex(view.model.index(5, 0))
    study.press(Qt.Key.Key_Return, widget=view.table)
    assert study.window.pages.front is None
    assert study.session.article.title == "Judul 05"


def test_the_menu_of_the_table_offers_the_same(study: Driver, view: Any) -> None:
    _select(view, 0)
    menu = view._context_menu()
    assert [one.text() for one in menu.actions() if one.text()] == [
        "Status",
        "Sets",
        "Assign…",
        "Edit…",
        "Delete…",
    ]
    assert menu.isEnabled()
    menu.close()


def test_a_sample_is_drawn_kept_and_shown(study: Driver, view: Any) -> None:
    said: list[str] = []

    def drawing(dialog: Any) -> None:
        dialog.strata.setCurrentIndex(dialog.strata.findData("outlet"))
        dialog.share.setCurrentIndex(1)
        dialog.count.setValue(6)
        dialog.seed.setValue(42)
        assert dialog.name.text() == "Sample 42"
        said.append(dialog.preview.text())
        dialog.by.setCurrentIndex(2)
        assert "SE = 0.03" in dialog.explained.text()
        assert dialog.name.text() == "Reliability sample 42"
        dialog.by.setCurrentIndex(3)
        assert "Krippendorff" in dialog.explained.text()
        dialog.by.setCurrentIndex(0)
        dialog.make.click()

    answer([drawing])
    study.click(view.sample_button)
    _rows(study, view, 6)
    plain = said[0].replace("\u2068", "").replace("\u2069", "")
    assert plain == "6 of 12 articles. El País 2/4, Kompas 2/4, Tempo 2/4"
    made = next(one for one in study.session.project.sets.all() if one.name == "Sample 42")
    assert (made.size, made.rule["seed"], made.rule["strata"]) == (6, 42, "outlet")
    study.act("undo")
    assert len(study.session.project.sets.all()) == 1


def test_a_sample_of_a_set_without_marks_may_be_empty(study: Driver, view: Any) -> None:
    seen: list[str] = []

    def drawing(dialog: Any) -> None:
        dialog.source.setCurrentIndex(dialog.source.count() - 1)
        dialog.unmarked.click()
        seen.append(dialog.preview.text())
        dialog.reject()

    answer([drawing])
    study.act("draw_sample")
    assert seen == ["2 of 2 articles."]


def test_what_is_new_comes_into_the_table(study: Driver, view: Any) -> None:
    study.session.project.articles.delete(study.session.project.articles.ids()[:3])
    _rows(study, view, 9)
