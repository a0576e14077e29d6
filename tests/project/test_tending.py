"""Large projects are checked and backed up beside the work; what others do to the file is noticed."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from annotator import paths
from annotator.errors import Cancelled, FileError
from annotator.project import Project
from annotator.project.backups import backups_of, tend
from annotator.store.file import ProjectFile
from tests.projects import TEXT, first, new_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setattr("annotator.project.project._CHECKED_AT_OPENING", 1000)
    made = new_project(tmp_path, *(f"{TEXT} {number}" for number in range(30)))
    made.annotations.add(first(made), "actor", [(0, 5)])
    yield made
    made.close()


def spoil(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(statement)


def test_a_large_project_is_checked_on_a_copy_that_goes_again(project: Project) -> None:
    assert project.is_large
    assert project.problems == []
    assert project.check() == []
    assert [one for one in paths.backups().iterdir() if one.name.startswith(".checking")] == []


def test_what_is_wrong_in_a_large_project_is_found_beside_the_work(project: Project) -> None:
    project.close()
    spoil(project.path, "UPDATE annotation SET note = 'changed'")
    again = Project.open(project.path, coder="Sari")
    assert again.problems == []
    known = len(backups_of(again.uid))
    found = tend(again, keep=True)
    assert {one.file for one in found} == {"study.anno"}
    assert "changed without a trace" in found[0].message
    assert len(backups_of(again.uid)) == known
    assert again.check() == found
    again.close()


def test_a_large_project_that_changed_is_backed_up_when_it_is_whole(project: Project) -> None:
    assert tend(project, keep=True) == []
    assert len(backups_of(project.uid)) == 1
    assert tend(project, keep=True) == []
    assert tend(project, keep=False) == []
    assert len(backups_of(project.uid)) == 1


def test_a_copy_that_does_not_open_is_no_backup_and_says_why(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, **_: object) -> None:
        raise FileError("It is broken.")

    monkeypatch.setattr("annotator.project.backups.problems_in", refuse)
    assert [one.message for one in tend(project, keep=True)] == ["It is broken."]
    assert backups_of(project.uid) == []


def test_a_check_can_be_given_up_at_any_step(project: Project) -> None:
    for last in range(40):
        calls = iter(range(last))

        def step(*_: int, calls: object = calls) -> None:
            if next(calls, None) is None:  # type: ignore[call-overload]
                raise Cancelled

        try:
            assert tend(project, keep=True, progress=step) == []
        except Cancelled:
            continue
        break
    else:
        pytest.fail("the check never came to its end")
    assert last > 0
    assert project.check() == []


def test_without_room_for_a_copy_the_file_itself_is_checked(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: ProjectFile, target: Path, *, checked: bool = True) -> None:
        raise FileError("The disk is full.")

    monkeypatch.setattr(ProjectFile, "copy_to", full)
    assert project.check() == []


def test_closing_a_project_ends_a_copy_that_is_being_made(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.store.file._PAGES_AT_A_TIME", 1)
    begun = threading.Event()
    wait = ProjectFile._let_others_write

    def slowly(self: ProjectFile, *given: int) -> None:
        begun.set()
        time.sleep(0.01)
        wait(self, *given)

    monkeypatch.setattr(ProjectFile, "_let_others_write", slowly)
    ended: list[BaseException] = []

    def copy() -> None:
        try:
            project.snapshot(project.path.with_name("copy.anno"))
        except BaseException as error:  # noqa: BLE001 - looked at below
            ended.append(error)

    worker = threading.Thread(target=copy)
    worker.start()
    begun.wait(10)
    project.close()
    worker.join(10)
    assert [type(one) for one in ended] == [Cancelled]
    assert not project.path.with_name("copy.anno").exists()


def test_what_another_program_does_to_the_file_is_noticed(project: Project, tmp_path: Path) -> None:
    assert project.changed_outside() == ""
    project.annotations.add(first(project), "actor", [(0, 5)])
    assert project.changed_outside() == ""
    project.snapshot(tmp_path / "other.anno")
    spoil(project.path, "UPDATE article SET title = 'x'")
    assert project.changed_outside() == "changed"
    (tmp_path / "other.anno").replace(project.path)
    assert project.changed_outside() == "replaced"
    project.path.unlink()
    assert project.changed_outside() == "gone"
    with project._core.file.mutex:
        seen: list[str] = []
        worker = threading.Thread(target=lambda: seen.append(project.changed_outside()))
        worker.start()
        worker.join()
    assert seen == [""]


def test_a_reader_sees_when_the_writer_has_gone(project: Project) -> None:
    reader = Project.open(project.path, read_only=True)
    assert project.is_free()
    assert not reader.is_free()
    project.close()
    assert reader.is_free()
    reader.close()
