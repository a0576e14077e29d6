"""Rows 7, 8 and 9: other programs, other people and other machines reach for the file while it is open."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.errors import FileBusyError, FileChangedError, FileError, NotAProjectError
from annotator.project import Project
from tests.faults import strace
from tests.faults.conftest import Trials
from tests.projects import first, new_project

_ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    new_project(tmp_path).close()
    return tmp_path / "study.anno"


def remove(path: Path) -> None:
    path.unlink()


def rename(path: Path) -> None:
    path.rename(path.with_name("moved.anno"))


def replace(path: Path) -> None:
    shutil.copy(path, path.with_name("other.anno"))
    path.with_name("other.anno").replace(path)


def overwrite(path: Path) -> None:
    time.sleep(0.01)  # another program never writes in the same tick
    path.write_bytes(path.read_bytes())


def empty(path: Path) -> None:
    path.write_bytes(b"")


def shorten(path: Path) -> None:
    os.truncate(path, 4096)


@pytest.mark.fault(7)
@pytest.mark.parametrize("change", [remove, rename, replace, overwrite, empty, shorten])
def test_a_file_that_changes_behind_our_back_takes_no_write_and_the_work_can_be_kept(
    change: Callable[[Path], None], path: Path, tmp_path: Path
) -> None:
    """The first mark is in the file; the second one is refused in words and nothing claims it was saved."""
    project = Project.open(path)
    mark = project.annotations.add(first(project), "actor", [(0, 5)])
    article = first(project)
    shutil.copy(path, tmp_path / "before.anno")
    change(path)
    with pytest.raises(FileError) as refused:
        project.annotations.add(article, "claim", [(6, 14)])
    assert "study.anno" in refused.value.sentence
    project.close()
    saved = next(one for one in (tmp_path / "moved.anno", tmp_path / "before.anno") if one.exists())
    again = Project.open(saved)
    assert [one.uid for one in again.annotations.of(article)] == [mark.uid]
    again.close()


@pytest.mark.fault(7)
def test_a_replaced_file_is_not_touched(path: Path, tmp_path: Path) -> None:
    project = Project.open(path)
    new_project(tmp_path / "sources", name="colleague.anno").close()
    (tmp_path / "sources" / "colleague.anno").replace(path)
    theirs = path.read_bytes()
    with pytest.raises(FileError):
        project.annotations.add(first(project), "actor", [(0, 5)])
    project.close()
    assert path.read_bytes() == theirs


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that has the project open."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from annotator.project import Project;"
            "project = Project.open(Path(sys.argv[1]), coder='Budi'); print('open', flush=True); input()",
            str(path),
        ],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "open\n"
    yield process
    process.kill()
    process.communicate()


@pytest.mark.fault(8)
def test_a_second_program_is_told_who_has_it_may_read_and_may_write_when_that_one_dies(
    path: Path, holder: subprocess.Popen[str]
) -> None:
    with pytest.raises(FileBusyError, match=r"Budi has “study\.anno” open on .+ since \d\d:\d\d"):
        Project.open(path, coder="Sari")
    reader = Project.open(path, read_only=True)
    assert len(reader.articles.ids()) == 1
    reader.close()
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert path.with_name("study.anno.lock").exists()
    project = Project.open(path, coder="Sari")
    project.annotations.add(first(project), "actor", [(0, 5)])
    project.close()


@pytest.mark.fault(8)
def test_two_programs_without_lock_files_never_write_over_each_other(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a drive without locks of ours both may open; the one that comes second is told, not overwritten."""

    def no_locks(_handle: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("annotator.store.lock._take", no_locks)
    one, two = Project.open(path, coder="Sari"), Project.open(path, coder="Budi")
    mark = one.annotations.add(first(one), "actor", [(0, 5)])
    with pytest.raises(FileChangedError):
        two.annotations.add(first(two), "claim", [(6, 14)])
    one.close()
    two.close()
    again = Project.open(path)
    assert [one.uid for one in again.annotations.of(first(again))] == [mark.uid]
    again.close()


@pytest.mark.fault(9)
def test_a_drive_without_locks_is_not_taken_for_a_colleague(path: Path, trials: Trials) -> None:
    """fcntl says ENOLCK: SQLite calls that busy, and so the words must leave both open."""
    printed, _ = strace.run(
        ["mark", str(path), "1"],
        ("-e", "trace=fcntl", "-e", "inject=fcntl:error=ENOLCK"),
        path.parent,
        code=1,
    )
    assert printed == ""
    project = Project.open(path)
    project._core.file._raw.execute("PRAGMA busy_timeout = 0")
    other = Project.open(path, read_only=True)
    other._core.file._raw.execute("BEGIN")
    other._core.file._raw.execute("SELECT * FROM article").fetchone()
    with pytest.raises(FileBusyError, match="another program is using it, or its drive gives no locks"):
        project.annotations.add(first(project), "actor", [(0, 5)])
    other.close()
    project.close()
    trials.passed(2)


@pytest.mark.fault(9)
@pytest.mark.simulated
def test_a_journal_that_the_sync_service_brings_along_or_late_does_no_harm(path: Path) -> None:
    """A stale or foreign journal beside the file: SQLite takes back only what belongs to the file."""
    project = Project.open(path)
    mark = project.annotations.add(first(project), "actor", [(0, 5)])
    project.close()
    path.with_name("study.anno-journal").write_bytes(b"\0" * 512)
    again = Project.open(path)
    assert [one.uid for one in again.annotations.of(first(again))] == [mark.uid]
    again.annotations.add(first(again), "claim", [(6, 14)])
    again.close()


@pytest.mark.fault(9)
@pytest.mark.simulated
def test_a_conflicted_copy_beside_the_file_is_another_project(path: Path) -> None:
    copy = path.with_name("study (Budi's conflicted copy 2026-11-23).anno")
    shutil.copy(path, copy)
    project, other = Project.open(path), Project.open(copy)
    project.annotations.add(first(project), "actor", [(0, 5)])
    assert other.annotations.of(first(other)) == []
    project.close()
    other.close()


@pytest.mark.fault(9)
@pytest.mark.simulated
def test_a_placeholder_that_is_not_fetched_yet_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "study.anno").touch()
    with pytest.raises(NotAProjectError, match="sync folder may not have fetched it"):
        Project.open(tmp_path / "study.anno")
    assert (tmp_path / "study.anno").stat().st_size == 0
