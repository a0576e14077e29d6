"""A disk that is full, or turns read-only, under the running window: told, kept, tried again, never lost."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotator.project import Project
from annotator.settings import Settings
from tests.ui.driving import Driver, answer, choose, take_file


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own of a megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting a disk is not allowed here (it takes root)")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def full(qtbot: QtBot, settings: Settings, sample: Path, disk: Path) -> Iterator[Driver]:
    """A window on a project whose disk has just become full."""
    path = Path(shutil.copy(sample, disk / "study.anno"))
    window = Driver(qtbot, settings, path)
    with (disk / "filler").open("wb", buffering=0) as filler:
        try:
            while filler.write(bytes(4096)):
                pass
        except OSError:
            pass
    yield window
    window.close()


def banner(driver: Driver) -> str:
    shown = driver.window.workspace().page.banner
    return shown.words.text() if shown.isVisible() else ""


def offer(driver: Driver, words: str) -> QPushButton:
    buttons = driver.window.workspace().page.banner.findChildren(QPushButton)
    return next(one for one in buttons if one.text() == words)


def test_a_full_disk_keeps_the_mark_on_the_screen_until_there_is_room(full: Driver, disk: Path) -> None:
    uid = full.session.annotate("claim", [full.span_of("Gerasimov")])
    assert "full" in banner(full)
    assert uid in full.session.unsaved
    assert full.canvas.marks.annotations[uid].label == "claim"
    full.click(offer(full, "Try again"))
    assert uid in full.session.unsaved
    answer([choose("Stay")])
    assert not full.window.close()
    (disk / "filler").unlink()
    full.wait(lambda: not full.session.unsaved)
    assert banner(full) == ""
    assert full.session.project.annotations.find(uid)
    assert full.session.project.check() == []


def test_what_a_full_disk_does_not_take_goes_to_another_disk(full: Driver, tmp_path: Path) -> None:
    had = len(full.marks())
    uid = full.session.annotate("claim", [full.span_of("Gerasimov")])
    target = tmp_path / "elsewhere.jsonl"
    answer([take_file(target)])
    full.click(offer(full, "Save it to another file…"))
    assert "Gerasimov" in target.read_text("utf-8")
    assert uid in full.session.unsaved
    copy = tmp_path / "copy.anno"
    full.session.project.snapshot(copy)
    rescued = Project.open(copy, coder="Ana")
    assert len(rescued.annotations.of(rescued.articles.ids()[0])) == had
    rescued.close()


def test_undo_on_a_full_disk_says_so_and_can_be_done_again(full: Driver, disk: Path) -> None:
    before = full.session.project.undo_name
    full.session.undo()
    assert "full" in banner(full)
    assert full.session.project.undo_name == before
    (disk / "filler").unlink()
    full.session.undo()
    assert full.session.project.undo_name != before


def test_a_disk_that_turns_read_only_is_told_and_written_to_again_later(
    qtbot: QtBot, settings: Settings, sample: Path, disk: Path
) -> None:
    driver = Driver(qtbot, settings, Path(shutil.copy(sample, disk / "study.anno")))
    turned = subprocess.run(["mount", "-o", "remount,ro", str(disk)], capture_output=True, check=False)
    if turned.returncode:
        driver.close()
        pytest.skip("remounting a disk that is in use is not allowed here")
    uid = driver.session.annotate("claim", [driver.span_of("Gerasimov")])
    assert uid in driver.session.unsaved
    assert "read-only" in banner(driver) or "written" in banner(driver)
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    driver.wait(lambda: not driver.session.unsaved)
    assert driver.session.project.annotations.find(uid)
    driver.close()
