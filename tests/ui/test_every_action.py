"""Every action of the list is done once in a real window: none fails, each does what it says."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu

from annotator.project import Project
from annotator.ui.actions import ACTIONS
from tests.ui.driving import Driver, answer, choose, take_file

#: Actions that open a dialog, end the window or take the sample itself back; they have their own tests.
ASK = {
    "deposit",
    "write_codebook",
    *("new_project", "open_project", "import_files", "export", "save_copy", "preferences", "reset_sample"),
    *("delete_article", "every_action", "choose_coder", "shortcuts", "about", "merge", "backups", "quit"),
    *("coder_copies", "send_copy"),
    "draw_sample",
    *("check_project", "open_logs", "full_screen", "undo", "redo"),
}


def _popup(act: Callable[[QMenu], object]) -> None:
    """Do something to the menu that opens next."""

    def look() -> None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            act(menu)
        else:
            QTimer.singleShot(30, look)

    QTimer.singleShot(30, look)


def test_every_action_is_done_without_a_fault(driver: Driver) -> None:
    for action in ACTIONS:
        if action.submenu or action.name in ASK or action.name in {"close_project", "open_sample"}:
            continue
        if action.needs == "mark":
            driver.go_to(driver.marks("source")[0])
        driver.act(action.name)
        QApplication.processEvents()
        for widget in QApplication.topLevelWidgets():
            if widget is not driver.window:
                widget.hide()
    assert driver.window.isVisible()


@pytest.mark.parametrize(
    "name", ["preferences", "export", "import_files", "shortcuts", "about", "choose_coder"]
)
def test_a_dialog_opens_and_can_be_left(driver: Driver, name: str) -> None:
    seen: list[str] = []

    def leave(dialog: Any) -> None:
        dialog.grab()
        seen.append(dialog.windowTitle())
        dialog.reject() if name != "about" else dialog.accept()

    answer([leave])
    driver.act(name)
    assert seen


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_tab_is_painted_with_marks_of_every_label(driver: Driver, theme: str) -> None:
    driver.window.change_setting("theme", theme)
    for tab in ("show_marks", "show_detail_fields", "show_article", "show_codebook"):
        driver.act(tab)
        for label in ("actor", "claim", "source", "sentiment"):
            driver.go_to(driver.marks(label)[0])
        QApplication.processEvents()
        assert not driver.window.grab().isNull()


def test_the_kind_of_a_relation_is_asked_for_where_several_fit(driver: Driver) -> None:
    claim = next(one for one in driver.marks("claim") if one.start == 1214)
    actor = driver.marks("actor")[0]
    kinds: list[str] = []

    def pick(menu: QMenu) -> None:
        kinds.extend(str(action.data()) for action in menu.actions())
        driver.qtbot.keyClick(menu, Qt.Key.Key_Down)
        driver.qtbot.keyClick(menu, Qt.Key.Key_Return)

    _popup(pick)
    driver.canvas.relation_requested.emit(claim.uid, actor.uid, "")
    assert kinds == ["made_by", "addressed_to", "affects"]
    assert [one.type for one in driver.session.relations if one.head == claim.uid] == ["addressed_to"]


def test_leaving_the_menu_of_relations_relates_nothing(driver: Driver) -> None:
    before = len(driver.session.relations)
    _popup(lambda menu: menu.close())
    driver.canvas.relation_requested.emit(driver.marks("claim")[0].uid, driver.marks("actor")[0].uid, "")
    assert len(driver.session.relations) == before


def test_the_menu_of_the_list_sets_the_status(driver: Driver) -> None:
    panel = driver.window.articles
    _popup(lambda menu: (menu.actions()[2].trigger(), menu.close()))
    panel._context_menu(panel.list.visualRect(panel.model.index(0)).center())
    assert driver.session.article.status == "done"


def test_the_ends_of_the_list_are_told(driver: Driver) -> None:
    driver.act("next_article")
    assert driver.window.status.told.text() == "This is the last article of the list."
    driver.act("previous_article")
    assert driver.window.status.told.text() == "This is the first article of the list."


def test_the_sample_can_be_reset(driver: Driver) -> None:
    driver.window.projects.open_sample(fresh=True)
    driver.wait(lambda: not driver.window.projects.busy and driver.session.project is not None)
    driver.go_to(driver.marks()[0])
    driver.act("delete_mark")
    answer([choose("Keep it")])
    driver.act("reset_sample")
    assert len(driver.marks()) == 12
    answer([choose("Reset")])
    driver.act("reset_sample")
    driver.wait(lambda: not driver.window.projects.busy and driver.session.project is not None)
    assert len(driver.marks()) == 13


def test_a_project_is_opened_by_its_name(driver: Driver, sample_master: Path) -> None:
    answer([take_file(sample_master)])
    driver.act("open_project")
    driver.wait(lambda: not driver.window.projects.busy and driver.session.project is not None)
    assert driver.session.project.path == sample_master


class _Held:
    """The project file in the hands of another program, with one mark that could not be saved."""

    def __init__(self, driver: Driver, path: Path) -> None:
        self.other = sqlite3.connect(path, isolation_level=None)
        self.other.execute("BEGIN EXCLUSIVE")
        driver.select("Vatikan")
        driver.press(Qt.Key.Key_A)
        self.uid = driver.session.selected
        assert self.uid in driver.session.unsaved

    def let_go(self) -> None:
        self.other.execute("ROLLBACK")
        self.other.close()


def test_unsaved_marks_are_saved_to_another_file_before_leaving(
    driver: Driver, sample: Path, tmp_path: Path
) -> None:
    held = _Held(driver, sample)
    target = tmp_path / "kept.jsonl"
    answer([choose("Save to another file…"), take_file(target)])
    assert driver.window.close()
    held.let_go()
    assert held.uid in target.read_text("utf-8")


def test_unsaved_marks_are_let_go_of_only_on_purpose(driver: Driver, sample: Path) -> None:
    held = _Held(driver, sample)
    answer([choose("Leave without them")])
    driver.act("close_project")
    assert driver.session.project is None
    held.let_go()
    project = Project.open(sample)
    assert project.annotations.find(held.uid) is None
    project.close()


def test_trying_again_from_the_question_saves(driver: Driver, sample: Path) -> None:
    held = _Held(driver, sample)

    def again(box: Any) -> None:
        held.let_go()
        choose("Try again")(box)

    answer([again])
    driver.act("close_project")
    assert driver.session.project is None
    project = Project.open(sample)
    assert project.annotations.find(held.uid) is not None
    project.close()


def test_the_banner_offers_to_save_elsewhere(driver: Driver, sample: Path, tmp_path: Path) -> None:
    held = _Held(driver, sample)
    target = tmp_path / "kept.jsonl"
    answer([take_file(target)])
    driver.window.notices._save_elsewhere()
    held.let_go()
    assert "kept.jsonl" in driver.window.status.told.text()
    assert target.exists()
