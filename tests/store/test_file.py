"""The project file: what is created, what is opened, what is refused, and what a failing disk does."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import struct
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from annotator.errors import (
    DamagedFileError,
    FileBusyError,
    FileChangedError,
    FileError,
    NewerFileError,
    NotAProjectError,
    ReadOnlyError,
)
from annotator.project import Project
from annotator.store import schema
from annotator.store.errors import in_words
from annotator.store.file import ProjectFile, _free_name, read_version
from annotator.store.lock import Holder, holder
from tests.projects import first, new_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    new_project(tmp_path).close()
    return tmp_path / "study.anno"


def test_a_new_file_says_what_it_is_and_is_never_in_wal_mode(path: Path) -> None:
    header = path.read_bytes()[:100]
    assert struct.unpack(">i", header[68:72])[0] == schema.APPLICATION_ID
    assert struct.unpack(">i", header[60:64])[0] == schema.VERSION
    assert header[18] == header[19] == 1


def test_the_promised_durability_is_switched_on(path: Path) -> None:
    project = Project.open(path)
    asked = {
        name: project._core.file._raw.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check")
    }
    project.close()
    assert asked == {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }


def test_a_file_in_wal_mode_is_turned_back_on_opening(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
    raw.close()
    Project.open(path).close()
    assert path.read_bytes()[18] == 1


def test_a_file_that_another_program_holds_in_wal_mode_is_left_alone(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("BEGIN IMMEDIATE")
    with pytest.raises(FileError):
        ProjectFile.open(path)
    raw.close()


def test_a_new_project_never_replaces_a_file(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(FileError, match="exists already"):
        Project.create(path, coder="Budi")
    with pytest.raises(FileError, match="exists already"):
        ProjectFile.create(path)
    assert path.read_bytes() == before


def test_a_new_project_in_a_missing_folder_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        Project.create(tmp_path / "nowhere" / "x.anno", coder="")
    assert not list(tmp_path.iterdir())


def test_a_project_that_cannot_be_founded_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError("no resources")

    monkeypatch.setattr("annotator.project.scheming.default_scheme", broken)
    with pytest.raises(OSError, match="no resources"):
        Project.create(tmp_path / "x.anno", coder="")
    assert not list(tmp_path.iterdir())


def test_tables_that_cannot_be_made_leave_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("no tables today")

    monkeypatch.setattr("annotator.store.migrations.upgrade", broken)
    with pytest.raises(FileError):
        ProjectFile.create(tmp_path / "x.anno")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "0 bytes"),
        (
            b"This is a text that somebody renamed to .anno, long enough to fill a header of 72.",
            "not an Anno",
        ),
        (b"SQLite format 3\x00", "not an Annotator project"),
    ],
)
def test_what_is_no_project_is_refused_in_words(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "x.anno"
    path.write_bytes(content)
    with pytest.raises(NotAProjectError, match=sentence):
        Project.open(path)
    assert path.read_bytes() == content


def test_a_folder_and_a_missing_file_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(NotAProjectError, match="folder"):
        Project.open(tmp_path)
    with pytest.raises(FileError, match="no project"):
        Project.open(tmp_path / "gone.anno")


def test_an_unreadable_file_is_refused_in_words(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", closed)
    with pytest.raises(FileError, match="Permission denied"):
        read_version(path)


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.anno"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE secret (x)")
    raw.close()
    with pytest.raises(NotAProjectError, match="another program"):
        Project.open(path)


def test_a_newer_file_is_refused_and_not_changed(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(NewerFileError, match="newer"):
        Project.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER evil AFTER INSERT ON annotation BEGIN DELETE FROM article_text; END",
        "CREATE VIEW evil AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n",
        "CREATE TABLE evil (x)",
        "CREATE INDEX evil ON article (upper(title))",
        "ALTER TABLE article ADD COLUMN evil TEXT GENERATED ALWAYS AS (title) VIRTUAL",
        "ALTER TABLE article ADD COLUMN evil TEXT CHECK (abs(random()) > 1)",
    ],
)
def test_a_file_with_foreign_parts_is_refused_before_anything_runs(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute(statement)
    raw.close()
    before = path.read_bytes()
    with pytest.raises(NotAProjectError, match="did not make"):
        Project.open(path)
    assert path.read_bytes() == before
    assert not path.with_name(path.name + ".lock").exists()


def test_an_index_that_was_lost_is_made_again_where_that_can_be_done(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DROP INDEX annotation_article")
    reader = Project.open(path, read_only=True)
    assert len(reader.articles.ids()) == 1
    reader.close()
    project = Project.open(path)
    assert project.check() == []
    project.close()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'annotation_article'").fetchone()


def test_a_second_opener_is_told_who_has_it_and_may_read(path: Path) -> None:
    project = Project.open(path, coder="Sari")
    with pytest.raises(FileBusyError, match=r"Sari has “study\.anno” open"):
        Project.open(path, coder="Budi")
    reader = Project.open(path, read_only=True)
    assert reader.read_only
    assert len(reader.articles.ids()) == 1
    with pytest.raises(ReadOnlyError, match="reading only"):
        reader.annotations.add(first(reader), "actor", [(0, 5)])
    reader.close()
    project.close()
    Project.open(path).close()


def test_the_lock_of_a_killed_program_is_no_obstacle(path: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from annotator.project import Project;"
        "Project.open(Path(sys.argv[1]), coder='Budi'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False, cwd=Path(__file__).parents[2])
    lock = path.with_name(path.name + ".lock")
    assert holder(lock).coder == "Budi"
    Project.open(path).close()
    assert not lock.exists()


def test_a_lock_file_that_says_nothing_names_nobody(tmp_path: Path) -> None:
    (tmp_path / "x.lock").write_bytes(b"{")
    assert holder(tmp_path / "x.lock") == Holder()


def test_without_lock_files_the_project_opens_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(_handle: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr("annotator.store.lock._take", no_locks)
    project = Project.open(path)
    project.annotations.add(first(project), "actor", [(0, 5)])
    project.close()


def test_a_folder_that_takes_no_lock_file_is_no_obstacle(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def no_new_files(name: object, flags: int, *mode: int) -> int:
        if str(name).endswith(".lock"):
            raise PermissionError(13, "Permission denied")
        return real(name, flags, *mode)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", no_new_files)
    Project.open(path).close()


def test_a_user_without_a_name_can_lock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr("getpass.getuser", nameless)
    project = Project.open(path)
    assert json.loads(path.with_name(path.name + ".lock").read_bytes())["user"] == ""
    project.close()


def test_a_read_only_file_opens_for_reading(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    project = Project.open(path)
    assert project.read_only
    project.close()


def test_a_file_that_was_moved_away_takes_no_write(path: Path) -> None:
    project = Project.open(path)
    path.rename(path.with_name("moved.anno"))
    with pytest.raises(FileError):
        project.annotations.add(first(project), "actor", [(0, 5)])
    project.close()


def test_a_file_that_was_removed_between_two_marks_takes_no_write(path: Path) -> None:
    project = Project.open(path)
    file = project._core.file
    file._raw.execute("BEGIN IMMEDIATE")
    file._raw.execute("ROLLBACK")
    path.unlink()
    with pytest.raises(FileError, match=r"moved|read-only"):
        file._refuse_foreign_changes()
    project.close()


def test_a_file_that_was_replaced_takes_no_write(path: Path) -> None:
    project = Project.open(path)
    other = path.with_name("other.anno")
    shutil.copy(path, other)
    other.replace(path)
    with pytest.raises((FileChangedError, ReadOnlyError)):
        project.annotations.add(first(project), "actor", [(0, 5)])
    project.close()


def test_a_file_that_another_program_wrote_into_takes_no_write(path: Path) -> None:
    project = Project.open(path)
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE article SET title = 'Changed'")
    raw.close()
    with pytest.raises(FileChangedError, match="another program"):
        project.annotations.add(first(project), "actor", [(0, 5)])
    project.close()


def test_a_full_disk_takes_nothing_and_loses_nothing(path: Path) -> None:
    project = Project.open(path)
    kept = project.annotations.add(first(project), "actor", [(0, 5)])
    raw = project._core.file._raw
    raw.execute(f"PRAGMA max_page_count = {raw.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(FileError, match="full"):
        for _ in range(1000):
            project.entities.add("N", note="x" * 10_000)
    raw.execute("PRAGMA max_page_count = 1000000")
    project.annotations.add(first(project), "claim", [(6, 10)])
    assert next(one.uid for one in project.annotations.of(first(project))) == kept.uid
    assert not project.check()
    project.close()


def test_a_file_that_another_program_is_writing_is_busy_not_broken(path: Path) -> None:
    project = Project.open(path)
    project._core.file._raw.execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(FileBusyError, match="using"):
        project.annotations.add(first(project), "actor", [(0, 5)])
    other.execute("ROLLBACK")
    other.close()
    project.annotations.add(first(project), "actor", [(0, 5)])
    project.close()


def test_an_error_that_is_not_sqlite_is_passed_on(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), in_words(tmp_path / "x.anno"):
        raise ZeroDivisionError


def test_a_broken_rule_never_shows_article_text(path: Path) -> None:
    project = Project.open(path)
    secret = "a text that must not reach a log"
    with pytest.raises(FileError) as caught, project._core.write("Break") as at:
        for _ in range(2):
            at.recorder.insert(schema.coder, {"uid": "one", "name": secret})
    assert secret not in caught.value.detail + str(caught.value)
    project.close()


def test_a_copy_is_whole_and_never_replaces_a_file(path: Path, tmp_path: Path) -> None:
    project = Project.open(path)
    copy = tmp_path / "copy.anno"
    project.snapshot(copy)
    with pytest.raises(FileError, match="exists already"):
        project.snapshot(copy)
    project.close()
    opened = Project.open(copy)
    assert opened.uid == project.uid
    opened.close()


def test_a_copy_that_comes_out_damaged_is_removed(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project.open(path)
    real = sqlite3.connect

    class Bad(sqlite3.Connection):
        def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
            return super().execute("SELECT 'page 3 is broken'" if "quick_check" in sql else sql, *values)

    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: real(*a, **{**k, "factory": Bad}))
    with pytest.raises(DamagedFileError):
        project.snapshot(tmp_path / "copy.anno")
    assert not list(tmp_path.glob("copy*"))
    project.close()


def test_broken_references_are_found(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE article_text SET article_id = 99")
    raw.close()
    project = Project.open(path)
    assert any("missing article" in one.message for one in project.problems)
    project.close()


def test_a_damaged_page_is_told_in_words(path: Path) -> None:
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    for page in range(2, len(data) // size):
        data[page * size : page * size + 8] = b"\xff" * 8
    path.write_bytes(data)
    with pytest.raises((DamagedFileError, NotAProjectError)):
        Project.open(path)


def test_a_free_name_for_the_copy_before_an_upgrade_is_found(tmp_path: Path) -> None:
    for name in ("a.version0.anno", "a.version0-2.anno"):
        (tmp_path / name).touch()
    assert _free_name(tmp_path / "a.anno", ".version0").name == "a.version0-3.anno"
