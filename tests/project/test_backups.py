"""Backups roll, are opened and counted, and come back as new files."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotator.errors import DamagedFileError, FileError, NotAProjectError
from annotator.project import Project
from annotator.project.backups import (
    Backup,
    back_up,
    back_up_if_changed,
    backups_of,
    contents,
    restore,
    thinned,
)
from tests.projects import first, new_project


@pytest.fixture
def project(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = new_project(tmp_path)
    made.annotations.add(first(made), "actor", [(0, 5)])
    yield made
    made.close()


def test_work_goes_on_while_a_backup_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.store.file._PAGES_AT_A_TIME", 1)
    project = new_project(tmp_path)
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            project.annotations.add(first(project), "actor", [(0, 5)])

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for number in range(3):
            project.snapshot(tmp_path / f"copy{number}.anno")
    finally:
        stop.set()
        worker.join()
    counts = []
    for number in range(3):
        copy = Project.open(tmp_path / f"copy{number}.anno")
        assert copy.problems == []
        counts.append(copy.annotations.counts()["actor"])
        copy.close()
    assert counts == sorted(counts)
    project.close()


def test_a_backup_is_made_only_when_something_changed(project: Project) -> None:
    made = back_up_if_changed(project)
    assert made is not None
    assert back_up_if_changed(project) is None
    project.annotations.add(first(project), "claim", [(0, 5)])
    again = back_up_if_changed(project)
    assert again is not None
    assert [one.number for one in backups_of(project.uid)] == [1, 2]
    assert contents(again.path).annotations == 2
    assert contents(made.path).annotations == 1


def test_a_backup_comes_back_as_a_new_file(project: Project, tmp_path: Path) -> None:
    made = back_up(project)
    project.annotations.delete([one.id for one in project.annotations.of(first(project))])
    assert restore(made.path, tmp_path / "restored.anno").annotations == 1
    with pytest.raises(FileError, match="exists already"):
        restore(made.path, tmp_path / "restored.anno")
    restored = Project.open(tmp_path / "restored.anno")
    assert len(restored.annotations.of(first(restored))) == 1
    restored.close()


def test_a_damaged_project_is_not_backed_up(project: Project) -> None:
    project.problems = [object()]  # type: ignore[list-item]
    assert back_up_if_changed(project) is None
    assert backups_of(project.uid) == []


def test_a_backup_that_does_not_open_or_count_is_removed_and_older_ones_stay(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = back_up(project)

    def broken(_path: Path) -> object:
        raise NotAProjectError("not a project")

    monkeypatch.setattr("annotator.project.backups.contents", broken)
    with pytest.raises(DamagedFileError, match="could not be opened"):
        back_up(project)
    monkeypatch.setattr("annotator.project.backups.contents", lambda _path: None)
    with pytest.raises(DamagedFileError, match="does not hold"):
        back_up(project)
    assert backups_of(project.uid) == [kept]


def test_days_and_weeks_are_thinned_by_number_not_by_clock() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    made = [
        Backup(path=Path(str(number)), number=number, at=start + timedelta(hours=6 * number), commands=number)
        for number in range(400)
    ]
    kept = {one.number for one in made} - {one.number for one in thinned(made)}
    assert {399 - back for back in range(10)} <= kept
    days = {made[number].at.date() for number in kept}
    assert len(days) >= 14
    weeks = {made[number].at.isocalendar()[:2] for number in kept}
    assert len(weeks) == 8
    assert len(kept) <= 10 + 14 + 8


def test_a_clock_that_went_back_does_not_cost_the_newest_backup() -> None:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    made = [Backup(path=Path(), number=number, at=now, commands=0) for number in range(1, 41)]
    made.append(Backup(path=Path(), number=41, at=now - timedelta(days=4000), commands=0))
    gone = {one.number for one in thinned(made)}
    assert 41 not in gone
    assert 40 not in gone


def test_backups_beyond_what_is_kept_go(project: Project) -> None:
    for _ in range(14):
        back_up(project)
    assert [one.number for one in backups_of(project.uid)] == list(range(5, 15))
