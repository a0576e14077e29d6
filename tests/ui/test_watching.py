"""What others do to the file of the open project: noticed, read anew, told; nothing on the screen is lost."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotator.project import Project
from annotator.project.backups import backups_of
from annotator.settings import Settings
from annotator.ui.dialogs.checking import CheckDialog
from tests.ui.driving import Driver, answer, choose


def spoil(path: Path, *statements: str) -> None:
    """Write into the file as another program would."""
    with closing(sqlite3.connect(path)) as raw, raw:
        for one in statements:
            raw.execute(one)


def elsewhere(driver: Driver, sample: Path, *, mark: bool = False) -> None:
    """Put another version of the file in its place, as a sync program does."""
    other = sample.with_name("theirs.anno")
    driver.session.project.snapshot(other)
    theirs = Project.open(other, coder="Budi")
    article = theirs.articles.ids()[0]
    if mark:
        theirs.annotations.add(article, "actor", [(0, 4)], note="theirs")
    else:
        theirs.annotations.delete([one.id for one in theirs.annotations.of(article)][:5])
    theirs.close()
    other.replace(sample)


def banner(driver: Driver) -> str:
    shown = driver.window.workspace().page.banner
    return shown.words.text() if shown.isVisible() else ""


def test_a_file_that_another_program_wrote_is_read_anew_where_one_was(driver: Driver, sample: Path) -> None:
    before = len(driver.session.annotations)
    title = driver.session.article.uid
    elsewhere(driver, sample, mark=True)
    driver.window.watch.look()
    assert len(driver.session.annotations) == before + 1
    assert driver.session.article.uid == title
    assert "read anew" in banner(driver)
    driver.session.annotate("claim", [driver.span_of("Gerasimov")])
    assert not driver.session.unsaved
    assert driver.session.saved_state == "saved"


def test_an_older_version_in_the_place_of_the_file_is_told_and_what_was_there_is_kept(
    driver: Driver, sample: Path
) -> None:
    uid = driver.session.project.uid
    had = len(driver.session.annotations)
    kept = len(backups_of(uid))
    elsewhere(driver, sample)
    driver.window.watch.look()
    assert "older version" in banner(driver)
    assert f"before it held 1 and {had}" in banner(driver)
    assert len(backups_of(uid)) == kept + 1
    rescued = Project.open(backups_of(uid)[-1].path, read_only=True)
    assert len(rescued.annotations.of(rescued.articles.ids()[0])) == had
    rescued.close()


def test_a_mark_that_met_a_changed_file_is_saved_into_the_new_one(driver: Driver, sample: Path) -> None:
    spoil(sample, "UPDATE coder SET name = 'Ana' WHERE name = 'Ana'", "CREATE TABLE x (y)", "DROP TABLE x")
    uid = driver.session.annotate("claim", [driver.span_of("Gerasimov")])
    driver.wait(lambda: not driver.session.unsaved)
    assert uid in {one.uid for one in driver.marks()}
    again = Project.open(sample, read_only=True)
    assert again.annotations.find(uid)
    again.close()


def test_marks_whose_article_is_gone_stay_on_the_screen(driver: Driver, sample: Path) -> None:
    other = sample.with_name("theirs.anno")
    driver.session.project.snapshot(other)
    theirs = Project.open(other, coder="Budi")
    theirs.articles.delete(theirs.articles.ids())
    theirs.close()
    other.replace(sample)
    uid = driver.session.annotate("claim", [driver.span_of("Gerasimov")])
    assert uid in driver.session.unsaved
    driver.window.watch.look()
    assert "their articles are not in the new file" in banner(driver)
    assert driver.session.mark(uid) is not None
    assert uid in driver.session.unsaved
    driver.session.write_unsaved(sample.with_name("saved.jsonl"))
    assert "Gerasimov" in sample.with_name("saved.jsonl").read_text("utf-8")


def test_a_file_that_is_gone_is_told_and_a_copy_can_be_saved(driver: Driver, sample: Path) -> None:
    sample.unlink()
    driver.window.watch.look()
    assert "not at its place any more" in banner(driver)
    had = len(driver.marks())
    driver.session.project.snapshot(sample.with_name("rescued.anno"))
    rescued = Project.open(sample.with_name("rescued.anno"), coder="Ana")
    assert len(rescued.annotations.of(rescued.articles.ids()[0])) == had
    rescued.close()
    uid = driver.session.annotate("claim", [driver.span_of("Gerasimov")])
    assert uid in driver.session.unsaved


def test_a_file_that_was_put_back_is_written_again(driver: Driver, sample: Path) -> None:
    away = sample.with_name("away.anno")
    sample.rename(away)
    uid = driver.session.annotate("claim", [driver.span_of("Gerasimov")])
    assert uid in driver.session.unsaved
    away.rename(sample)
    driver.wait(lambda: not driver.session.unsaved)
    assert driver.session.project.annotations.find(uid)


def test_a_file_that_cannot_be_read_now_leaves_everything_as_it_is(driver: Driver, sample: Path) -> None:
    shown = list(driver.session.annotations)
    other = sample.with_name("other.anno")
    other.write_bytes(b"SQLite format 3\0" + b"\0" * 100)
    other.replace(sample)
    driver.window.watch.look()
    assert "cannot be read now" in banner(driver)
    assert driver.session.annotations == shown


@pytest.fixture
def reader(qtbot: QtBot, sample: Path) -> Iterator[tuple[Driver, Project]]:
    """A window that reads a project which Budi has open."""
    settings = Settings()
    settings.set("coder", "Ana")
    holder = Project.open(sample, coder="Budi")
    window = Driver(qtbot, settings)
    answer([choose("Open for reading")])
    window.window.projects.open_path(sample)
    window.wait(lambda: window.session.project is not None and not window.window.projects.busy)
    yield window, holder
    holder.close()
    window.close()


def test_a_reader_is_told_when_the_writer_has_gone_and_can_write_then(
    reader: tuple[Driver, Project], sample: Path
) -> None:
    driver, holder = reader
    assert driver.session.project.read_only
    driver.window.watch.look()
    assert "free now" not in banner(driver)
    holder.close()
    driver.window.watch.look()
    assert "is free now" in banner(driver)
    offers = driver.window.workspace().page.banner.findChildren(QPushButton)
    driver.click(next(one for one in offers if one.text() == "Open it for writing"))
    driver.wait(lambda: driver.session.writable)
    driver.session.annotate("claim", [driver.span_of("Gerasimov")])
    assert not driver.session.unsaved


def test_a_reader_sees_what_the_writer_saves(reader: tuple[Driver, Project]) -> None:
    driver, holder = reader
    before = len(driver.session.annotations)
    holder.annotations.add(holder.articles.ids()[0], "actor", [(0, 4)])
    driver.window.watch.look()
    assert len(driver.session.annotations) == before + 1
    assert driver.session.project.read_only


def test_a_large_project_is_checked_while_one_works(
    qtbot: QtBot, settings: Settings, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(sample, "UPDATE annotation SET note = 'x' WHERE id = 1")
    monkeypatch.setattr("annotator.project.project._CHECKED_AT_OPENING", 1000)
    driver = Driver(qtbot, settings, sample)
    driver.session.annotate("claim", [driver.span_of("Gerasimov")])
    assert not driver.session.unsaved
    driver.wait(lambda: not driver.window.watch.checking)
    driver.wait(lambda: "do not fit together" in banner(driver))
    driver.close()


def test_closing_the_window_ends_the_check(
    qtbot: QtBot, settings: Settings, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.project.project._CHECKED_AT_OPENING", 1000)
    driver = Driver(qtbot, settings, sample)
    driver.close()
    assert not driver.window.watch.checking


def test_a_project_in_a_synced_folder_says_how_to_share_it_safely(
    qtbot: QtBot, settings: Settings, sample: Path, tmp_path: Path
) -> None:
    place = tmp_path / "Dropbox" / "study.anno"
    place.parent.mkdir()
    shutil.copy(sample, place)
    driver = Driver(qtbot, settings, place)
    assert "folder of Dropbox" in banner(driver)
    driver.window.show_guide("safety")
    assert driver.window._guide is not None
    assert "safe" in driver.window._guide.list.currentItem().text()
    driver.close()
    shutil.copy(sample, place.with_name("study (Budi's conflicted copy).anno"))
    again = Driver(qtbot, settings, place)
    assert "lies beside this project" in banner(again)
    again.close()


def test_the_check_says_what_it_found_and_leads_to_repair(driver: Driver, sample: Path) -> None:
    dialog = CheckDialog(driver.session.project, driver.window)
    driver.wait(lambda: dialog.stack.currentIndex() == 2)
    assert dialog.wish == ""
    dialog.close()
    driver.session.project.close()
    spoil(sample, "UPDATE annotation SET note = 'x' WHERE id = 1")
    spoilt = Project.open(sample, coder="Ana")
    dialog = CheckDialog(spoilt, driver.window)
    driver.wait(lambda: dialog.stack.currentIndex() == 2)
    dialog._leave_for("repair")
    assert dialog.wish == "repair"
    spoilt.close()
