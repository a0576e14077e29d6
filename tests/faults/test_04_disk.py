"""Rows 4, 5, 6 and 33: a disk that is full, broken or closed; nothing acknowledged is lost, retry works."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from annotator.errors import AnnotatorError, FileBusyError, FileError, ReadOnlyError, WriteError
from annotator.project import Project
from annotator.project.backups import back_up, backups_of
from annotator.project.exporting import export_to
from annotator.project.importing import import_files
from tests.faults import strace
from tests.faults.conftest import Trials
from tests.projects import TEXT, first, new_project

_ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    new_project(tmp_path).close()
    return tmp_path / "study.anno"


@contextmanager
def mounted(place: Path, *arguments: str) -> Iterator[Path]:
    """Something mounted at that place; skips where that is not allowed."""
    place.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *arguments, str(place)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("mounting a disk is not allowed here (it takes root)")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.fault(4)
def test_a_disk_that_fills_up_keeps_every_acknowledged_mark(
    path: Path, tmp_path: Path, trials: Trials
) -> None:
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=1m", "tmpfs") as disk:
        shutil.copy(path, disk / "study.anno")
        (disk / "other").write_bytes(bytes(200_000))
        project = Project.open(disk / "study.anno")
        acknowledged = {
            one.uid
            for one in _until_full(
                lambda n: project.annotations.add(first(project), "claim", [(0, 5)], note="n" * n)
            )
        }
        with pytest.raises(FileError):
            project.snapshot(disk / "copy.anno")
        with pytest.raises(WriteError):
            export_to(project, disk / "out.xlsx")
        assert sorted(one.name for one in disk.iterdir()) == ["other", "study.anno", "study.anno.lock"]
        (disk / "other").unlink()
        acknowledged.add(project.annotations.add(first(project), "claim", [(0, 5)]).uid)  # in the same window
        trials.expect_kept(acknowledged, {one.uid for one in project.annotations.of(first(project))})
        project.close()
        again = Project.open(disk / "study.anno")
        trials.expect_kept(acknowledged, {one.uid for one in again.annotations.of(first(again))})
        assert again.problems == []
        again.close()


def _until_full(work: Callable[[int], object]) -> Iterator[object]:
    for number in range(400):
        try:
            yield work(3000 * (number % 7))
        except FileError as error:
            if "full" in error.sentence:
                return
            raise
    raise AssertionError("the disk never filled up")


@pytest.mark.fault(4, 33)
def test_a_limit_on_the_size_of_files_reads_like_a_full_disk_and_retry_works(
    path: Path, trials: Trials
) -> None:
    project = Project.open(path)
    kept, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 8192, hard))
    try:
        with pytest.raises(FileError, match="full"):
            project.annotations.add(first(project), "claim", [(0, 5)], note="n" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kept, hard))
    assert project.annotations.of(first(project)) == []
    project.annotations.add(first(project), "claim", [(0, 5)], note="n" * 100_000)
    project.close()
    again = Project.open(path)
    assert len(again.annotations.of(first(again))) == 1
    assert again.problems == []
    again.close()
    trials.passed()


@pytest.mark.parametrize(
    ("call", "error", "last"),
    [
        pytest.param("pwrite64", "ENOSPC", 60, marks=pytest.mark.fault(4, 33)),
        pytest.param("pwrite64", "EIO", 60, marks=pytest.mark.fault(5, 33)),
        pytest.param("fdatasync", "EIO", 12, marks=pytest.mark.fault(5, 33)),
        pytest.param("pread64", "EIO", 60, marks=pytest.mark.fault(5)),
    ],
)
def test_the_call_of_any_number_may_fail(
    call: str, error: str, last: int, *, path: Path, trials: Trials, times: Callable[[int, int], int]
) -> None:
    """One process for each number: the fault is told in words, what was acknowledged is there, and the next
    attempt goes through.
    """
    step = times(max(last // 10, 2), 1)
    arguments = ["starve", str(path), call, str(last), str(step)]
    printed, _ = strace.run(arguments, strace.failing(call, error, last), path.parent)
    lines = printed.splitlines()
    assert not [line for line in lines if line.startswith("crashed")]
    acknowledged = {line for line in lines if not line.startswith("told")}
    told = [line for line in lines if line.startswith("told")]
    attempts = len(range(1, last + 1, step))
    assert told, "no call failed at all"
    assert len(acknowledged) >= 3 * attempts - len(told)
    project = Project.open(path)
    trials.expect_kept(acknowledged, {one.uid for one in project.annotations.of(first(project))})
    assert project.problems == []
    project.close()
    trials.passed(attempts)


@pytest.mark.fault(5)
def test_a_failing_backup_or_export_leaves_the_older_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project.open(path)
    older = back_up(project)
    export_to(project, path.with_name("out.jsonl"))
    before = path.with_name("out.jsonl").read_bytes()

    def broken(_handle: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", broken)
        with pytest.raises(AnnotatorError, match="Input/output"):
            back_up(project)
        with pytest.raises(WriteError, match="Input/output"):
            export_to(project, path.with_name("out.jsonl"), overwrite=True)
    assert path.with_name("out.jsonl").read_bytes() == before
    assert [one.path for one in backups_of(project.uid)] == [older.path]
    assert not list(older.path.parent.glob("*.part"))
    project.close()


@pytest.mark.fault(6)
def test_a_project_on_a_read_only_medium_opens_for_reading(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    with mounted(tmp_path / "medium", "--bind", str(tmp_path)) as place:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(place)], check=True)
        project = Project.open(place / "study.anno")
        assert project.read_only
        assert project.articles.text(first(project)) == TEXT
        assert project.check() == []
        with pytest.raises(ReadOnlyError, match="reading only"):
            project.annotations.add(first(project), "actor", [(0, 5)])
        with pytest.raises(WriteError, match="Read-only"):
            export_to(project, place / "out.jsonl")
        export_to(project, tmp_path / "out.jsonl")
        back_up(project)
        project.close()
        with pytest.raises(FileError):
            Project.create(place / "new.anno", coder="Sari")
    assert path.read_bytes() == before


@pytest.mark.fault(6)
@pytest.mark.parametrize("closed", ["file", "folder"])
def test_somebody_who_may_not_write_opens_for_reading(
    closed: str, path: Path, request: pytest.FixtureRequest
) -> None:
    """A person without rights, as root is stopped by none: a child that gives up its own."""
    shared = Path(tempfile.mkdtemp())  # pytest's own folders are closed to others
    request.addfinalizer(lambda: shutil.rmtree(shared))
    shutil.copy(path, shared / "study.anno")
    (shared / "study.anno").chmod(0o444 if closed == "file" else 0o666)
    shared.chmod(0o755 if closed == "folder" else 0o777)
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.unprivileged", str(shared / "study.anno")],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout == "read only\ntold\n", done.stderr[-2000:]


@pytest.mark.fault(6)
def test_a_file_that_nobody_may_change_opens_for_reading(path: Path) -> None:
    if subprocess.run(["chattr", "+i", str(path)], capture_output=True, check=False).returncode:
        pytest.skip("this disk knows no immutable files (chattr +i)")
    try:
        project = Project.open(path)
        assert project.read_only
        project.close()
    finally:
        subprocess.run(["chattr", "-i", str(path)], check=True)


@pytest.mark.fault(33)
def test_a_mark_that_another_program_delays_can_be_made_again(path: Path) -> None:
    project = Project.open(path)
    project._core.file._raw.execute("PRAGMA busy_timeout = 50")  # only so that the test need not wait
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(FileBusyError, match=r"Everything shown as saved is in the file.*try again"):
        project.annotations.add(first(project), "actor", [(0, 5)])
    other.execute("ROLLBACK")
    other.close()
    mark = project.annotations.add(first(project), "actor", [(0, 5)])
    project.close()
    again = Project.open(path)
    assert [one.uid for one in again.annotations.of(first(again))] == [mark.uid]
    again.close()


@pytest.mark.fault(4, 33)
def test_an_import_that_fills_the_disk_leaves_the_project_as_it_was(path: Path, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=1m", "tmpfs") as disk:
        shutil.copy(path, disk / "study.anno")
        (tmp_path / "large.txt").write_text(TEXT * 20_000, encoding="utf-8")
        project = Project.open(disk / "study.anno")
        with pytest.raises(FileError, match="full"):
            import_files(project, [tmp_path / "large.txt"])
        assert len(project.articles.ids()) == 1
        assert project.check() == []
        project.close()
