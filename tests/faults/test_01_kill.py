"""Rows 1, 2 and 29: the program dies at any moment; what was acknowledged is there, no file is half done."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from annotator.project import Project
from annotator.ui import faults
from tests.faults.conftest import Trials
from tests.projects import TEXT, first, new_project

_ROOT = Path(__file__).parents[2]


def kill(action: str, path: Path, deaths: int, how: str = "SIGKILL") -> list[str]:
    """The acknowledgements of that many children, each killed at a random moment of its work."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.working", "kill", str(path), action, str(deaths), "2026", how],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    project = new_project(tmp_path)
    project.annotations.add(first(project), "claim", [(6, 14), (21, 26)])
    project.annotations.add(first(project), "source", [(0, 5)])
    project.close()
    return tmp_path / "study.anno"


@pytest.mark.fault(1)
def test_no_acknowledged_mark_is_lost_when_the_program_is_killed(
    path: Path, trials: Trials, times: Callable[[int, int], int]
) -> None:
    deaths = times(100, 300)
    acknowledged = {line for line in kill("mark", path, deaths) if len(line) == 36}
    assert len(acknowledged) >= deaths
    expect_all(path, acknowledged, trials)
    trials.passed(deaths)


@pytest.mark.fault(29)
def test_no_acknowledged_mark_is_lost_at_a_sudden_logout(
    path: Path, trials: Trials, times: Callable[[int, int], int]
) -> None:
    deaths = times(10, 100)
    expect_all(path, {line for line in kill("mark", path, deaths, "SIGTERM") if len(line) == 36}, trials)
    trials.passed(deaths)


def expect_all(path: Path, acknowledged: set[str], trials: Trials) -> None:
    project = Project.open(path)
    trials.expect_kept(acknowledged, {one.uid for one in project.annotations.of(first(project))})
    assert project.problems == []
    project.close()


@pytest.mark.fault(2)
@pytest.mark.parametrize("action", ["export", "backup", "found"])
def test_what_a_killed_program_was_writing_is_the_old_file_or_a_complete_new_one(
    action: str, path: Path, trials: Trials, times: Callable[[int, int], int]
) -> None:
    """`working.verify` looks at every file after every death."""
    deaths = times(6, 60)
    if action == "backup":
        Project.open(path).close()
    assert len(kill(action, path, deaths)) >= deaths
    trials.passed(deaths)


@pytest.mark.fault(2)
def test_an_import_that_is_killed_is_there_whole_or_not_at_all(
    path: Path, trials: Trials, times: Callable[[int, int], int]
) -> None:
    new = path.with_name("new")
    new.mkdir()
    for number in range(8):
        (new / f"{number}.txt").write_text(f"{TEXT} nomor {number}", encoding="utf-8")
    for _ in range(times(2, 12)):
        kill("import", path, 4)
        project = Project.open(path)
        assert len(project.articles.ids()) in {1, 9}
        assert project.problems == []
        project.close()
        trials.passed(4)


@pytest.mark.fault(29)
@pytest.mark.usefixtures("qapp")
def test_a_fault_in_a_slot_is_told_and_logged_and_the_window_lives_on(
    path: Path, qtbot: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault in the middle of a command: nothing of it is in the file, and the next mark is taken."""
    shown: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    faults.install(shown.append)
    project = Project.open(path)

    def slot() -> None:
        with project.command("Half"):
            project.annotations.add(first(project), "actor", [(0, 5)])
            raise ValueError(project.articles.text(first(project)))

    with qtbot.capture_exceptions():  # type: ignore[attr-defined]
        faults.install(shown.append)
        QTimer.singleShot(0, slot)
        qtbot.waitUntil(lambda: bool(shown))  # type: ignore[attr-defined]
    assert len(project.annotations.of(first(project))) == 2
    project.annotations.add(first(project), "actor", [(0, 5)])
    project.close()
    log = faults.log_file().read_text(encoding="utf-8")
    assert "ValueError" in log
    assert "Gerasimov" not in log
