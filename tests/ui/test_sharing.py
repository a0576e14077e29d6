"""Copies for coders and a copy to send, from the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from annotator.project import Project
from annotator.settings import Settings
from annotator.ui.dialogs.sharing import CopiesDialog, SendDialog
from tests.projects import new_project
from tests.ui.driving import Driver, answer


@pytest.fixture
def project(tmp_path: Path) -> Any:
    made = new_project(tmp_path, *(f"Text {number} about Rusia." for number in range(10)))
    made.annotations.add(made.articles.ids()[0], "actor", [(0, 4)])
    yield made
    made.close()


def shown(qtbot: QtBot, dialog: Any) -> Any:
    qtbot.addWidget(dialog, before_close_func=lambda widget: widget.reject())
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def pick(combo: Any, at: int) -> None:
    combo.setCurrentIndex(at)
    combo.activated.emit(at)


def rows(dialog: Any) -> list[list[str]]:
    table = dialog.preview
    return [[table.item(at, column).text() for column in range(4)] for at in range(table.rowCount())]


def finish(qtbot: QtBot, dialog: Any) -> None:
    dialog.start.click()
    qtbot.waitUntil(lambda: dialog.job is None, timeout=15_000)


def test_coders_are_typed_or_ticked_and_the_preview_says_who_gets_what(
    qtbot: QtBot, project: Project, settings: Settings, tmp_path: Path
) -> None:
    dialog = shown(qtbot, CopiesDialog(project, settings, project.articles.ids()[:4]))
    assert not dialog.start.isEnabled()
    assert "at least one coder" in dialog.summary.text()
    dialog.coders["Sari"].setChecked(True)
    dialog.new_coder.setText("Budi & Co")
    QTest.keyClick(dialog.new_coder, Qt.Key.Key_Return)
    dialog.add_coder()
    dialog.new_coder.setText("Sari")
    dialog.add_coder()
    assert dialog.chosen() == ["Sari", "Budi & Co"]
    assert rows(dialog) == [
        ["Sari", "10", "10", "study-Sari.anno"],
        ["Budi & Co", "10", "10", "study-Budi & Co.anno"],
    ]
    pick(dialog.how, 1)
    assert [one[1:3] for one in rows(dialog)] == [["5", "0"], ["5", "0"]]
    pick(dialog.how, 2)
    dialog.shared.setValue(4)
    assert [one[1:3] for one in rows(dialog)] == [["7", "4"], ["7", "4"]]
    assert "4 of them (40 %)" in dialog.summary.text()
    dialog.sample.setChecked(True)
    dialog.sample_size.setValue(6)
    assert "6 articles" in dialog.summary.text()
    pick(dialog.articles, 1)
    assert "4 articles" in dialog.summary.text()


def test_copies_are_written_on_a_thread_and_told(
    qtbot: QtBot, project: Project, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    dialog = shown(qtbot, CopiesDialog(project, settings))
    for name in ("Ana", "Budi", "Citra"):
        dialog.new_coder.setText(name)
        dialog.add_coder()
    pick(dialog.how, 2)
    assert dialog.together.count() == 2
    dialog.folder.setText(str(folder / "missing"))
    dialog.start.click()
    assert "a folder that is there" in dialog.problem.text()
    dialog.folder.setText(str(folder))
    finish(qtbot, dialog)
    assert dialog.stack.currentIndex() == 2
    assert sorted(one.name for one in folder.iterdir()) == [
        "study-Ana.anno",
        "study-Budi.anno",
        "study-Citra.anno",
    ]
    assert project.assignments.counts()["Ana"] == 10
    opened: list[Any] = []
    monkeypatch.setattr("annotator.ui.dialogs.sharing.QDesktopServices.openUrl", opened.append)
    texts = {one.text(): one for one in dialog.result_page.findChildren(QPushButton)}
    texts["Open folder"].click()
    assert opened
    texts["Done"].click()
    assert not dialog.isVisible()


def test_files_that_are_there_are_not_replaced(
    qtbot: QtBot, project: Project, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "study-Sari.anno").write_text("older", encoding="utf-8")
    dialog = shown(qtbot, CopiesDialog(project, settings))
    dialog.coders["Sari"].setChecked(True)
    dialog.folder.setText(str(tmp_path))
    finish(qtbot, dialog)
    assert "exists already" in dialog.problem.text()
    assert dialog.stack.currentIndex() == 0


def test_sets_and_unassigned_articles_can_be_chosen(
    qtbot: QtBot, project: Project, settings: Settings
) -> None:
    every = project.articles.ids()
    project.sets.make("Pilot", every[:3])
    project.assignments.assign(every[:6], ["Sari"])
    dialog = shown(qtbot, CopiesDialog(project, settings))
    dialog.coders["Sari"].setChecked(True)
    assert dialog.articles.count() == 3
    pick(dialog.articles, 1)
    assert rows(dialog)[0][1] == "4"
    pick(dialog.articles, 2)
    assert rows(dialog)[0][1] == "3"


def test_a_copy_is_sent_without_what_is_not_wanted(
    qtbot: QtBot, project: Project, settings: Settings, tmp_path: Path
) -> None:
    dialog = shown(qtbot, SendDialog(project, settings))
    dialog.texts.setChecked(False)
    assert not dialog.history.isChecked()
    assert not dialog.history.isEnabled()
    dialog.names.setChecked(False)
    dialog.target.setText("")
    dialog.start.click()
    assert "which file" in dialog.problem.text()
    dialog.target.setText(str(tmp_path / "sent.anno"))
    finish(qtbot, dialog)
    copy = Project.open(tmp_path / "sent.anno")
    assert [one.name for one in copy.coders] == ["Coder 1"]
    assert copy.articles.text(copy.articles.ids()[0]).startswith("xxxx")
    copy.close()


def test_folders_are_chosen_in_the_systems_dialogs(
    qtbot: QtBot, project: Project, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = "annotator.ui.dialogs.sharing.QFileDialog."
    monkeypatch.setattr(ask + "getExistingDirectory", lambda *_: str(tmp_path))
    monkeypatch.setattr(ask + "getSaveFileName", lambda *_, **__: (str(tmp_path / "sent"), ""))
    copies, send = shown(qtbot, CopiesDialog(project, settings)), shown(qtbot, SendDialog(project, settings))
    copies._choose()
    send._choose()
    assert copies.folder.text() == str(tmp_path)
    assert send.target.text() == str(tmp_path / "sent.anno")


def test_both_are_in_the_menu(driver: Driver) -> None:
    for name in ("coder_copies", "send_copy"):
        seen: list[str] = []

        def leave(dialog: Any, seen: list[str] = seen) -> None:
            seen.append(dialog.windowTitle())
            dialog.reject()

        answer([leave])
        driver.act(name)
        driver.wait(lambda seen=seen: bool(seen))
    QApplication.processEvents()
