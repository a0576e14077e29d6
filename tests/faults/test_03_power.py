"""Row 3: the power fails at any moment; every acknowledged command is there, and nothing is half done."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from annotator.errors import AnnotatorError
from annotator.model.annotation import Span
from annotator.project import Project
from tests.faults import strace, vfs
from tests.faults.conftest import Trials
from tests.faults.recording import FATES, Call, Disk
from tests.projects import TEXT, add_texts, first, new_project

pytestmark = pytest.mark.fault(3)

NAME = "study.anno"


def work(folder: Path) -> list[str]:
    """Everything that the store told SQLite while somebody worked in the project of that folder."""
    said: list[str] = []
    project = Project.open(folder / NAME)
    project._core.file._raw.set_trace_callback(said.append)
    article = first(project)
    entity = project.entities.add("Gerasimov", aliases=["Valery"])
    for number in range(8):
        source = project.annotations.add(article, "source", [(number, number + 5)], entity=entity.uid)
        claim = project.annotations.add(article, "claim", [(21, 30), (40, 55)], note="x" * 900 * number)
        project.relations.add("attributes", source.uid, claim.uid, cue=Span(15, 20))
        project.articles.set_status(article, "done" if number % 2 else "started")
    add_texts(project, folder, [f"{TEXT * 90} {number}" for number in range(3)])
    project.undo()
    project.redo()
    project.annotations.delete([one.id for one in project.annotations.of(article)[:9]])
    project.articles.delete([article])
    project.close()
    return [one for one in said if not one.startswith(("SELECT", "PRAGMA"))]


@pytest.fixture
def before(tmp_path: Path) -> dict[str, bytes]:
    """The folder as it was before the work."""
    new_project(tmp_path).close()
    return {NAME: (tmp_path / NAME).read_bytes()}


@pytest.fixture
def statements(before: dict[str, bytes], tmp_path: Path) -> list[str]:
    said = work(tmp_path)
    (tmp_path / NAME).write_bytes(before[NAME])
    return said


def cut(
    before: dict[str, bytes], calls: Sequence[Call], folder: Path, fate: str, chance: random.Random
) -> int:
    """Cut the power somewhere; gives the number of commands acknowledged until then."""
    disk = Disk(before)
    for call in calls[: chance.randrange(len(calls) + 1)]:
        disk.take(call)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    disk.cut(folder, fate, chance)
    return disk.acknowledged


def held(folder: Path) -> str:
    """What the project holds, as a digest; the program opens it first, as a person would."""
    project = Project.open(folder / NAME)
    problems = project.problems
    project.close()
    assert problems == []
    raw = sqlite3.connect(folder / NAME)
    found = vfs.digest(raw)
    raw.close()
    return found


def test_no_acknowledged_command_is_lost_in_a_power_cut(
    before: dict[str, bytes],
    statements: list[str],
    tmp_path: Path,
    trials: Trials,
    times: Callable[[int, int], int],
) -> None:
    calls, digests = vfs.replay(tmp_path / NAME, statements)
    assert len(digests) > 35
    chance = random.Random(3)
    for trial in range(times(40, 300)):
        acknowledged = cut(before, calls, tmp_path / "after", FATES[trial % len(FATES)], chance)
        found = held(tmp_path / "after")
        trials.lost += found not in digests[acknowledged:]
        assert found in digests[acknowledged : acknowledged + 2]
        trials.passed()


def test_the_simulator_does_find_losses_where_nothing_is_synced(
    before: dict[str, bytes], statements: list[str], tmp_path: Path
) -> None:
    calls, digests = vfs.replay(tmp_path / NAME, statements, synchronous="OFF")
    chance = random.Random(3)
    broken = 0
    for trial in range(12):
        acknowledged = cut(before, calls, tmp_path / "after", FATES[trial % len(FATES)], chance)
        try:
            broken += held(tmp_path / "after") not in digests[acknowledged : acknowledged + 2]
        except (AnnotatorError, AssertionError):
            broken += 1
    assert broken >= 6


def test_the_running_program_syncs_in_time(
    before: dict[str, bytes], tmp_path: Path, trials: Trials, times: Callable[[int, int], int]
) -> None:
    """The same with the calls that the real program made, as strace saw them."""
    printed, log = strace.run(["mark", str(tmp_path / NAME), "6"], strace.DISK_CALLS, tmp_path)
    acknowledged_uids = printed.split()
    calls = strace.disk_calls(log, tmp_path)
    assert len(acknowledged_uids) == sum(one.what == "acknowledge" for one in calls) == 6
    chance = random.Random(4)
    for trial in range(times(20, 150)):
        acknowledged = cut(before, calls, tmp_path / "after", FATES[trial % len(FATES)], chance)
        project = Project.open(tmp_path / "after" / NAME)
        marks = {one.uid for one in project.annotations.of(first(project))}
        assert project.problems == []
        project.close()
        trials.expect_kept(set(acknowledged_uids[:acknowledged]), marks)
        trials.passed()
