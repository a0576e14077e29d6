"""Adjudication in the window: differences settled with single keys, by mouse, and all at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model.annotation import Span
from annotator.model.entity import GOLD
from annotator.project import Project
from annotator.project.merging import merge_into
from annotator.settings import Settings
from tests.coded_projects import coded_project
from tests.ui.driving import Driver

KEY = Qt.Key
CODERS = ["Ana", "Budi", "Citra"]


@pytest.fixture(scope="module")
def coded_master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = coded_project(tmp_path_factory.mktemp("coded"), CODERS)
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
    view = driver.window.pages.show("adjudication", **{"coders": CODERS, **about})
    driver.wait(lambda: not view.counts.busy)
    return view


def press(driver: Driver, view: Any, key: Qt.Key, shift: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    driver.press(key, modifier, view.list if view.list.isVisible() else view)


def gold(view: Any) -> list[Any]:
    return [one for one in view.session.project.annotations.of(view._article) if one.coder == GOLD]


def settled(view: Any) -> int:
    return int(view._state.settled)


def test_the_view_shows_differences_sides_and_progress(coded: Driver) -> None:
    view = opened(coded)
    assert view.coders == CODERS
    assert [card.words.key for card in view.panel.cards] == ["A", "B", "C"]
    assert all(entry.settled is False for entry in view.list.entries)
    assert "in all" in view.head.done.text()
    assert [chip.kind for chip in view.head.chips] == [*CODERS, GOLD]


def test_letters_accept_and_go_on_to_the_next_open_one(coded: Driver) -> None:
    view = opened(coded)
    keys = [entry.key for entry in view.list.entries]
    press(coded, view, KEY.Key_B)
    assert len(gold(view)) == 1
    assert view.list.current_key() == keys[1]
    press(coded, view, KEY.Key_P)
    assert [card.words.name for card in view.panel.cards if card._accepted] != []
    assert "Accepted by Ana" in view.panel.verdict.text()
    press(coded, view, KEY.Key_R)
    assert gold(view) == []
    assert view.list.current_key() == keys[0]


def test_two_sides_may_both_be_accepted(coded: Driver) -> None:
    view = opened(coded)
    press(coded, view, KEY.Key_A)
    press(coded, view, KEY.Key_P)
    press(coded, view, KEY.Key_C, shift=True)
    assert len(gold(view)) == 2


def test_reject_and_nothing_here_settle_with_a_note(coded: Driver) -> None:
    view = opened(coded)
    press(coded, view, KEY.Key_T)
    assert view.panel.note.hasFocus()
    coded.type("too vague", view.panel.note)
    coded.press(KEY.Key_Return, widget=view.panel.note)
    press(coded, view, KEY.Key_X)
    press(coded, view, KEY.Key_0)
    made = view.session.project.decisions.of(view._article)
    assert [(one.verdict, one.note) for one in made] == [("rejected", "too vague"), ("nothing", "")]
    assert settled(view) == 2
    assert gold(view) == []
    view.shown.setCurrentIndex(1)
    view.shown.activated.emit(1)
    assert all(not entry.settled for entry in view.list.entries)


def test_a_version_of_ones_own_is_edited_and_settles(coded: Driver) -> None:
    view = opened(coded)
    press(coded, view, KEY.Key_Return)
    editor = view.panel.editor
    assert view.panel.editing
    at = editor.label_combo.findData("claim")
    editor.label_combo.setCurrentIndex(at)
    editor.label_combo.activated.emit(at)
    editor.form.fields["form"].committed.emit("indirect")
    view.reader.select_span(Span(10, 30))
    QApplication.processEvents()
    QTest.keyClick(editor, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (made,) = gold(view)
    assert (made.label, made.attributes["form"]) == ("claim", "indirect")
    assert made.start <= 10 < made.end
    assert view.session.project.decisions.of(view._article)[0].verdict == "edited"


def test_editing_can_be_left_with_escape(coded: Driver) -> None:
    view = opened(coded)
    press(coded, view, KEY.Key_Return)
    coded.press(KEY.Key_Escape, widget=view.panel.editor)
    assert not view.panel.editing
    press(coded, view, KEY.Key_Return)
    coded.press(KEY.Key_Escape, widget=view)
    assert not view.panel.editing
    assert gold(view) == []
    assert coded.window.pages.front is view


def test_an_entity_may_be_chosen_or_named_anew(coded: Driver) -> None:
    view = opened(coded)
    view.edit()
    editor = view.panel.editor
    editor.entity_field.entity_named.emit("Somebody new")
    uid = editor.entity
    assert view.session.project.entities.get(uid).name == "Somebody new"
    view.save_edited()
    assert gold(view)[0].entity == uid


def test_what_all_agree_on_is_accepted_at_once_and_undone_at_once(coded: Driver) -> None:
    view = opened(coded)
    coded.click(view.agree_button)
    coded.wait(lambda: not view.counts.busy)
    articles = view.session.project.articles.ids()
    held = [one for key in articles for one in view.session.project.annotations.of(key) if one.coder == GOLD]
    assert held
    assert view.session.project.undo() == "Accept what all agree on"


def test_twenty_differences_are_settled_with_the_keyboard_alone(coded: Driver) -> None:
    view = opened(coded)
    for number in range(40):
        if not view.panel.cards or view.panel.stack.currentIndex() != 1:
            press(coded, view, KEY.Key_J)
        open_ones = [entry for entry in view.list.entries if not entry.settled]
        if not open_ones:
            press(coded, view, KEY.Key_J)
            continue
        card = view.panel.cards[number % len(view.panel.cards)]
        press(coded, view, KEY(ord(card.words.key)))
        if len(view.session.project.decisions.all()) >= 20:
            break
    coded.wait(lambda: not view.counts.busy)
    assert len(view.session.project.decisions.all()) >= 20
    assert not view.session.project.check()


def test_a_relation_whose_ends_are_open_says_so(coded: Driver, tmp_path: Path) -> None:
    view = opened(coded)
    project, article = view.session.project, view._article
    marks = [one for one in project.annotations.of(article) if one.coder == "Ana"]
    claim = next(one for one in marks if one.label == "claim")
    actor = next(one for one in marks if one.label == "actor")
    project.relations.add("made_by", claim.uid, actor.uid)
    view.refresh()
    heard: list[str] = []
    view.session.failed.connect(lambda error: heard.append(error.sentence))
    relation = next(item.key for item in view._items() if hasattr(item.case, "relations"))
    view.go_to(relation)
    view.accept("A")
    assert "both ends" in heard[0]
    variable = next(entry.key for entry in view.list.entries if entry.key.startswith("variable"))
    view.go_to(variable)
    view.accept("B")
    assert any("frame" in one.result for one in project.decisions.of(article))


def test_clicks_on_cards_and_marks_work_as_keys_do(coded: Driver) -> None:
    view = opened(coded)
    wanted = view.list.entries[3].key
    view.reader.mark_chosen.emit(wanted)
    assert view.list.current_key() == wanted
    coded.click(view.panel.cards[0])
    assert len(gold(view)) == 1
    coded.press(KEY.Key_Space, widget=view.panel.cards[0])
    assert len(gold(view)) == 2
    coded.click(view.head.chips[0])
    assert all(one.coder != "Ana" for one in view.reader.marks.annotations.values())


def test_coders_and_articles_are_chosen_above(coded: Driver) -> None:
    view = opened(coded)
    view.coder_button.choose("Citra", on=False)
    assert view.coders == ["Ana", "Budi"]
    assert len(view.panel.cards) <= 2
    view.coder_button._offer()
    names = [action.text() for action in view.coder_button._menu.actions()]
    assert any(name.startswith("Citra") for name in names)
    view.coder_button.choose("Citra", on=True)
    project = view.session.project
    project.sets.make("Pilot", project.articles.ids()[2:3])
    coded.wait(lambda: view.which.count() == 4)
    view.which.setCurrentIndex(3)
    view.which.activated.emit(3)
    assert view._articles == project.articles.ids()[2:3]
    view.which.setCurrentIndex(2)
    view.which.activated.emit(2)
    assert view.stack.currentIndex() == 0


def test_two_versions_from_a_merge_are_settled_here(
    qtbot: QtBot, settings: Settings, coded_master: Path, tmp_path: Path
) -> None:
    ours, theirs = tmp_path / "ours.anno", tmp_path / "theirs.anno"
    for path, note in ((ours, "here"), (theirs, "there")):
        path.write_bytes(coded_master.read_bytes())
        project = Project.open(path, coder="Ana")
        mark = project.annotations.of(project.articles.ids()[0])[0]
        project.annotations.edit(mark.id, note=note)
        project.close()
    project = Project.open(ours, coder="Ana")
    merge_into(project, [theirs])
    project.close()
    driver = Driver(qtbot, settings, ours)
    view = opened(driver)
    assert view.list.entries[0].kind == "Two versions"
    assert len(view.panel.cards) == 2
    press(driver, view, KEY.Key_B)
    assert view._proposals() == []
    assert driver.session.project.annotations.get(mark.id).note == "there"
    driver.session.project.undo()
    driver.wait(lambda: len(view._proposals()) == 1)
    view.go_to(view._proposals()[0].theirs.uid)
    press(driver, view, KEY.Key_X)
    assert driver.session.project.annotations.get(mark.id).note == "here"
    driver.close()


def test_articles_are_walked_through_and_the_end_is_told(coded: Driver) -> None:
    view = opened(coded)
    seen = [view._article]
    heard: list[str] = []
    view.session.told.connect(heard.append)
    for _ in range(5):
        press(coded, view, KEY.Key_J)
        seen.append(view._article)
    assert len(set(seen)) == len(view._articles)
    assert heard
    press(coded, view, KEY.Key_K)
    assert view._article != seen[-1]
    coded.keeper.choose("dark")
    QApplication.processEvents()
    assert view.reader.theme.dark


def test_a_project_of_one_coder_says_what_to_do(driver: Driver) -> None:
    view = opened(driver, coders=[])
    view.seek(1)
    view.accept_agreed()
    assert "Merge" in view.empty.words.text()
