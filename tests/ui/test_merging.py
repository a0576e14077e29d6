"""Merging and backups from the window: a preview first, then one step that Undo takes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from annotator.errors import DamagedFileError
from annotator.model.scheme import Label
from annotator.project import Project
from annotator.project.backups import backups_of
from annotator.settings import Settings
from annotator.ui.dialogs.backups import BackupsDialog
from annotator.ui.dialogs.merging import MergeDialog
from annotator.ui.projects import _back_up
from tests.projects import first, new_project
from tests.ui.driving import answer


@pytest.fixture
def theirs(sample: Path, tmp_path: Path) -> Path:
    """A colleague's copy with two marks more and one changed."""
    path = tmp_path / "budi.anno"
    path.write_bytes(sample.read_bytes())
    project = Project.open(path, coder="Budi")
    project.annotations.edit(project.annotations.of(first(project))[0].id, note="by Budi")
    project.annotations.add(first(project), "actor", [(70, 75)])
    project.annotations.add(first(project), "claim", [(80, 95)])
    project.close()
    return path


def dialog_of(kind: Any, qtbot: QtBot, *arguments: Any) -> Any:
    made = kind(*arguments)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def work(qtbot: QtBot, dialog: Any, button: Any) -> None:
    """Press the button and wait for the work's end."""
    button.click()
    qtbot.waitUntil(lambda: dialog.job is None, timeout=15_000)


def test_a_merge_shows_what_would_come_and_brings_it_after_a_yes(
    qtbot: QtBot, session: Any, theirs: Path
) -> None:
    dialog = dialog_of(MergeDialog, qtbot, session.project, Settings())
    assert not dialog.preview_button.isEnabled()
    dialog.add_files([theirs, theirs, session.project.path])
    assert dialog.files.count() == 1
    before = len(session.annotations)
    work(qtbot, dialog, dialog.preview_button)
    cells = [dialog.table.item(1, at).text() for at in range(5)]
    assert cells[1:3] == ["Marks", "2"]
    assert cells[4] == "1"
    assert len(session.project.annotations.of(session.article.id)) == before
    work(qtbot, dialog, dialog.merge_button)
    qtbot.waitUntil(lambda: len(session.annotations) == before + 2)
    assert "2 new marks" in dialog.summary.text()
    assert session.project.undo() == "Merge budi.anno"
    assert len(backups_of(session.project.uid)) == 1
    dialog.done_button.click()


def test_what_both_changed_is_said_before_it_happens(qtbot: QtBot, session: Any, theirs: Path) -> None:
    session.project.annotations.edit(session.annotations[0].id, note="by Ana")
    dialog = dialog_of(MergeDialog, qtbot, session.project, Settings())
    dialog.add_files([theirs])
    work(qtbot, dialog, dialog.preview_button)
    assert "both sides" in dialog.summary.text()
    dialog.back_button.click()
    dialog.remove_button.click()
    assert dialog.files.count() == 0
    dialog.reject()


def test_each_number_of_the_preview_shows_what_it_counts(qtbot: QtBot, session: Any, theirs: Path) -> None:
    session.project.annotations.edit(session.annotations[0].id, note="by Ana")
    dialog = dialog_of(MergeDialog, qtbot, session.project, Settings())
    dialog.add_files([theirs])
    work(qtbot, dialog, dialog.preview_button)
    assert dialog.examples.rowCount() == 1
    assert dialog.examples.item(0, 1).text() == "note: by Ana → by Budi"
    dialog.table.setCurrentCell(1, 2)
    assert dialog.examples.rowCount() == 2
    shown = [dialog.examples.item(at, 0).text() for at in range(2)]
    assert any(one.startswith("actor: ") for one in shown)
    dialog.table.setCurrentCell(1, 3)
    assert "no examples" in dialog.example_words.text()
    dialog.table.setCurrentCell(1, 0)
    assert "Choose a number" in dialog.example_words.text()
    dialog.table.setCurrentCell(1, 6)
    asked: list[tuple[int, str]] = []
    dialog.place_requested.connect(lambda article, uid: asked.append((article, uid)))
    dialog.examples.itemActivated.emit(dialog.examples.item(0, 0))
    assert asked == [(session.article.id, session.annotations[0].uid)]


def _study(folder: Path, name: str, coder: str, text: str, label: str = "") -> Path:
    """A project of its own with one text, and a label that the other one does not have."""
    folder = folder / name
    folder.mkdir()
    project = new_project(folder, text, coder=coder)
    if label:
        labels = [*project.scheme.labels, Label(name=label)]
        project.change_scheme(msgspec.structs.replace(project.scheme, labels=labels))
    project.annotations.add(first(project), label or "actor", [(0, 9)])
    project.close()
    return project.path


def test_what_only_a_person_can_say_is_asked_and_followed(qtbot: QtBot, tmp_path: Path) -> None:
    text = " ".join(f"Sentence number {number} about the war in Europe." for number in range(20))
    ours = Project.open(_study(tmp_path, "ours", "Sari", text), coder="Sari")
    theirs = _study(tmp_path, "theirs", "Sari", f"{text} And one more.", "akteur")
    dialog = dialog_of(MergeDialog, qtbot, ours, Settings())
    dialog.add_files([theirs])
    work(qtbot, dialog, dialog.preview_button)
    questions = dialog.questions
    assert list(questions.people) == ["Sari"]
    assert list(questions.items) == [("label", "akteur")]
    assert len(questions.articles) == 1
    assert "Only you can say" in dialog.summary.text()
    assert dialog.table.item(0, 2).text() == "1"
    questions.people["Sari"].setChecked(True)
    next(iter(questions.articles.values())).setChecked(True)
    combo = questions.items["label", "akteur"]
    at = combo.findData("actor")
    combo.setCurrentIndex(at)
    combo.activated.emit(at)
    assert dialog.again_button.isVisible()
    work(qtbot, dialog, dialog.again_button)
    assert dialog.table.item(0, 2).text() == "–"
    assert questions.people["Sari"].isChecked()
    work(qtbot, dialog, dialog.merge_button)
    assert [one.name for one in ours.coders] == ["Sari"]
    marks = ours.annotations.of(first(ours))
    assert [(one.coder, one.label) for one in marks] == [("Sari", "actor")] * 2
    dialog.done_button.click()
    ours.close()


def test_an_example_leads_into_the_text(driver: Any, theirs: Path) -> None:
    def go(dialog: Any) -> None:
        dialog.add_files([theirs])
        dialog.preview_button.click()
        driver.wait(lambda: dialog.job is None)
        dialog.table.setCurrentCell(1, 4)
        dialog.examples.itemActivated.emit(dialog.examples.item(0, 0))

    answer([go])
    driver.act("merge")
    driver.wait(lambda: bool(driver.session.selected))


def test_a_file_that_does_not_open_is_told_and_nothing_is_merged(
    qtbot: QtBot, session: Any, tmp_path: Path
) -> None:
    (tmp_path / "broken.anno").write_bytes(b"nothing")
    dialog = dialog_of(MergeDialog, qtbot, session.project, Settings())
    dialog.add_files([tmp_path / "broken.anno"])
    work(qtbot, dialog, dialog.preview_button)
    assert "not an Annotator project" in dialog.problem.text()
    dialog.reject()


def test_backups_are_listed_made_and_restored_into_a_new_file(
    qtbot: QtBot, session: Any, tmp_path: Path
) -> None:
    dialog = dialog_of(BackupsDialog, qtbot, session.project)
    assert not dialog.restore_button.isEnabled()
    work(qtbot, dialog, dialog.now_button)
    assert dialog.table.rowCount() == 1
    qtbot.waitUntil(lambda: dialog.table.item(0, 2).text() == "13", timeout=15_000)
    assert dialog.preview.text().startswith("It holds as many")
    mark = session.annotations[0]
    session.project.annotations.delete([mark.id])
    dialog.reload()
    qtbot.waitUntil(lambda: dialog.preview.text().startswith("Only in this backup: 1 mark"), timeout=15_000)
    assert "1 command is newer than it." in dialog.preview.text()
    session.project.undo()
    taken = tmp_path / "taken.anno"
    taken.write_text("x", encoding="utf-8")
    dialog.restore_to(taken)
    qtbot.waitUntil(lambda: dialog.job is None, timeout=15_000)
    assert "exists already" in dialog.problem.text()
    assert dialog.restored is None
    dialog.restore_to(tmp_path / "restored")
    qtbot.waitUntil(lambda: dialog.job is None, timeout=15_000)
    assert dialog.restored == tmp_path / "restored.anno"
    restored = Project.open(dialog.restored)
    assert restored.uid == session.project.uid
    restored.close()


def test_a_backup_that_does_not_open_says_so_in_the_list(qtbot: QtBot, session: Any) -> None:
    _back_up(session.project)
    (made,) = backups_of(session.project.uid)
    made.path.write_bytes(b"broken")
    dialog = dialog_of(BackupsDialog, qtbot, session.project)
    qtbot.waitUntil(lambda: "not an Annotator" in dialog.table.item(0, 1).text(), timeout=15_000)
    assert dialog.preview.text() == ""
    dialog.reject()


def test_a_backup_that_fails_at_opening_does_not_keep_anybody_out(
    session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_project: Project) -> None:
        raise DamagedFileError("The disk is full.")

    monkeypatch.setattr("annotator.project.backups.back_up_if_changed", broken)
    _back_up(session.project)
    assert "No backup could be made: The disk is full." in session.project.problems[-1].message


def test_opening_in_the_window_makes_a_backup(driver: Any) -> None:
    driver.wait(lambda: len(backups_of(driver.session.project.uid)) == 1)


def test_the_project_is_checked_from_the_menu(driver: Any) -> None:
    seen: list[str] = []

    def look(dialog: Any) -> None:
        driver.wait(lambda: dialog.stack.currentIndex() == 2)
        seen.extend(one.text() for one in dialog.result_page.findChildren(QLabel))
        dialog.reject()

    answer([look])
    driver.window.handlers.check_project()
    assert any("Everything fits" in one for one in seen)
