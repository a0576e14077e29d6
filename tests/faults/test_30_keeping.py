"""Rows 30 to 32: backups, merging and deleting; nothing goes for good by accident."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from annotator.errors import AnnotatorError, DamagedFileError, SchemeError
from annotator.project import Project
from annotator.project import backups as kept
from annotator.project.backups import Backup, back_up, back_up_if_changed, backups_of, restore, thinned
from annotator.project.merging import merge_into
from tests.faults.conftest import Trials
from tests.projects import first, new_project, state


@pytest.fixture
def path(tmp_path: Path) -> Path:
    project = new_project(tmp_path)
    project.annotations.add(first(project), "actor", [(0, 5)], note="first")
    project.close()
    return tmp_path / "study.anno"


@pytest.mark.fault(30)
def test_every_backup_that_is_kept_can_be_restored(path: Path, tmp_path: Path, trials: Trials) -> None:
    project = Project.open(path)
    states = []
    for number in range(kept.NEWEST + 4):
        project.annotations.add(first(project), "claim", [(number, number + 5)])
        states.append(state(project))
        back_up(project)
    known = backups_of(project.uid)
    assert len(known) == kept.NEWEST
    for one, was in zip(known, states[-kept.NEWEST :], strict=True):
        target = tmp_path / f"restored-{one.number}.anno"
        restore(one.path, target)
        restored = Project.open(target)
        assert state(restored) == was
        restored.close()
        trials.passed()
    project.close()


@pytest.mark.fault(30)
def test_a_damaged_project_drives_no_good_backup_out(path: Path) -> None:
    project = Project.open(path)
    good = back_up(project)
    project.close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE article_text SET text = 'X' || text")
    raw.close()
    damaged = Project.open(path)
    assert damaged.problems
    back_up_if_changed(damaged)
    assert [one.path for one in backups_of(damaged.uid)] == [good.path]
    damaged.close()


@pytest.mark.fault(30)
def test_a_backup_that_does_not_hold_everything_is_not_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project.open(path)
    good = back_up(project)
    with monkeypatch.context() as patched:
        patched.setattr(project, "snapshot", lambda target: shutil.copyfile(Path(__file__), target))
        with pytest.raises(DamagedFileError, match="Older backups are kept"):
            back_up(project)
    assert [one.path for one in backups_of(project.uid)] == [good.path]
    project.close()


@pytest.mark.fault(30)
@pytest.mark.simulated
def test_thinning_keeps_the_newest_and_days_and_weeks_whatever_the_clock_did() -> None:
    """Three years of backups, four a day; for a month the clock was seventy years ahead."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    made: list[Backup] = []
    for number in range(1, 1000):
        ahead = timedelta(days=25_000) if 400 < number < 520 else timedelta()
        at = start + timedelta(hours=6 * number) + ahead
        made.append(Backup(path=Path(f"{number}"), number=number, at=at, commands=number))
        gone = {one.number for one in thinned(made)}
        made = [one for one in made if one.number not in gone]
        assert made[-1].number == number
    assert len(made) >= kept.NEWEST + kept.DAYS - 3
    assert [one.number for one in made[-kept.NEWEST :]] == list(range(1000 - kept.NEWEST, 1000))


@pytest.mark.fault(31)
def test_two_colleagues_who_change_the_same_mark_lose_nothing(path: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.anno"
    shutil.copy(path, theirs)
    here, there = Project.open(path, coder="Sari"), Project.open(theirs, coder="Budi")
    (mark,) = here.annotations.of(first(here))
    here.annotations.edit(mark.id, note="of Sari")
    there.annotations.edit(there.annotations.of(first(there))[0].id, note="of Budi")
    added = there.annotations.add(first(there), "claim", [(6, 14)])
    there.close()
    before = state(here)
    (preview,) = merge_into(here, [theirs], dry_run=True)
    assert state(here) == before
    (report,) = merge_into(here, [theirs])
    assert report.tallies["annotation"].changed_on_both == preview.tallies["annotation"].changed_on_both
    assert len(report.tallies["annotation"].changed_on_both) == 1
    uids = {one.uid for one in here.annotations.of(first(here))}
    assert {mark.uid, added.uid} <= uids
    assert "of Sari" in {one.note for one in here.annotations.of(first(here))}
    here.undo()
    assert state(here) == before
    here.close()


@pytest.mark.fault(31)
def test_a_colleague_whose_file_is_damaged_changes_nothing(path: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.anno"
    data = bytearray(path.read_bytes())
    data[4096 : 3 * 4096] = bytes(2 * 4096)
    theirs.write_bytes(data)
    here = Project.open(path)
    before = state(here)
    with pytest.raises(AnnotatorError):
        merge_into(here, [theirs])
    assert state(here) == before
    here.close()


@pytest.mark.fault(31)
def test_a_text_that_differs_by_one_character_is_another_article(path: Path, tmp_path: Path) -> None:
    theirs = new_project(tmp_path / "sources", "Rusia mengakui hal itu!")
    theirs.annotations.add(first(theirs), "actor", [(0, 5)])
    theirs.close()
    here = new_project(tmp_path, "Rusia mengakui hal itu.", name="here.anno")
    merge_into(here, [tmp_path / "sources" / "study.anno"])
    assert len(here.articles.ids()) == 2
    assert here.check() == []
    here.close()


@pytest.mark.fault(32)
def test_deleting_an_article_comes_back_with_everything_after_a_restart(path: Path) -> None:
    project = Project.open(path)
    before = state(project)
    project.articles.delete(project.articles.ids())
    project.close()
    again = Project.open(path)
    assert again.articles.ids() == []
    assert again.undo_name == "Delete article"
    again.undo()
    assert state(again) == before
    again.close()


@pytest.mark.fault(32)
def test_a_label_in_use_is_not_removed_without_a_count(path: Path) -> None:
    project = Project.open(path)
    before = state(project)
    labels = [one for one in project.scheme.labels if one.name != "actor"]
    smaller = msgspec.structs.replace(project.scheme, labels=labels, relation_types=[])
    with pytest.raises(SchemeError, match="1 "):
        project.change_scheme(smaller)
    assert state(project) == before
    project.close()
