"""Old files: copied first, then brought to the newest version, with every row kept, or left as they were."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import types
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from annotator.errors import DamagedFileError, NewerFileError, ReadOnlyError
from annotator.project import Project
from annotator.store import schema
from annotator.store.file import ProjectFile, _expected_structure, _structure, read_version
from tests.projects import first, new_project

#: The version of the tables that the program makes.
NOW = schema.VERSION
OLD = Path(__file__).parent.parent / "data" / "full-version-1.anno"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    project = new_project(tmp_path)
    project.annotations.add(first(project), "actor", [(0, 5)])
    project.close()
    return tmp_path / "study.anno"


def next_version(monkeypatch: pytest.MonkeyPatch, upgrade: Callable[[Any], None]) -> None:
    """Pretend that the program knows a version more, reached by `upgrade`."""
    step = types.ModuleType(f"annotator.store.migrations.v{NOW + 1:04d}")
    step.upgrade = upgrade  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, step.__name__, step)
    monkeypatch.setattr(schema, "VERSION", NOW + 1)


def test_the_steps_lead_to_the_tables_that_the_program_uses(tmp_path: Path) -> None:
    file = ProjectFile.create(tmp_path / "x.anno")
    assert _structure(file._raw) == _expected_structure()
    file.close()


def recreate_articles(operations: Any) -> None:
    """What Alembic's batch mode does: a new table, the rows copied, the old table dropped."""
    with operations.batch_alter_table("article", recreate="always") as batch:
        batch.alter_column("title", existing_type=sa.Text(), nullable=False)


def test_an_older_file_is_copied_and_then_upgraded_without_losing_a_mark(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_version(monkeypatch, recreate_articles)
    project = Project.open(path)
    assert [one.quote for one in project.annotations.of(first(project))] == ["Rusia"]
    project.annotations.add(first(project), "claim", [(6, 14)])
    project.close()
    assert read_version(path) == NOW + 1
    copy = path.with_name(f"study.version{NOW}.anno")
    monkeypatch.setattr(schema, "VERSION", NOW)
    old = Project.open(copy)
    assert len(old.annotations.of(first(old))) == 1
    old.close()


def test_an_upgrade_that_loses_rows_is_taken_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    next_version(monkeypatch, lambda operations: operations.execute("DELETE FROM annotation"))
    with pytest.raises(DamagedFileError, match="without loss"):
        Project.open(path)
    assert_untouched(path, monkeypatch)


def test_an_upgrade_that_breaks_references_is_taken_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    next_version(monkeypatch, lambda operations: operations.execute("UPDATE annotation SET article_id = 99"))
    with pytest.raises(DamagedFileError, match="references"):
        Project.open(path)
    assert_untouched(path, monkeypatch)


def test_an_interrupted_upgrade_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(operations: Any) -> None:
        operations.execute("DELETE FROM annotation")
        raise KeyboardInterrupt

    next_version(monkeypatch, interrupted)
    with pytest.raises(KeyboardInterrupt):
        Project.open(path)
    assert_untouched(path, monkeypatch)


def test_an_older_file_that_is_read_only_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    next_version(monkeypatch, recreate_articles)
    with pytest.raises(ReadOnlyError, match="older"):
        Project.open(path, read_only=True)


def assert_untouched(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "VERSION", NOW)
    project = Project.open(path)
    assert [one.quote for one in project.annotations.of(first(project))] == ["Rusia"]
    project.close()
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA user_version").fetchone()[0] == NOW
    raw.close()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A full project of version 1: two coders, relations, a merge, undos."""
    return Path(shutil.copy(OLD, tmp_path / "old.anno"))


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, with the columns that version 1 had."""
    with closing(sqlite3.connect(OLD)) as first, closing(sqlite3.connect(path)) as raw:
        names = [row[0] for row in first.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for name in names:
            columns = ", ".join(f'"{row[1]}"' for row in first.execute(f'PRAGMA table_info("{name}")'))
            found[name] = raw.execute(f'SELECT {columns} FROM "{name}" ORDER BY 1').fetchall()
    return found


def test_a_project_of_version_1_keeps_every_value_of_every_row(old: Path) -> None:
    before = rows_of(old)
    Project.open(old, coder="Sari").close()
    assert read_version(old) == NOW
    assert rows_of(old) == before
    assert rows_of(old.with_name("old.version1.anno")) == before


def test_what_was_undone_deleted_and_merged_under_version_1_still_is(old: Path) -> None:
    project = Project.open(old, coder="Sari")
    assert project.check() == []
    assert [len(project.articles.ids()), len(project.entities.all())] == [3, 1]
    names = []
    while project.undo_name:
        names.append(project.undo())
    assert "Delete article" in names
    assert project.articles.ids() == []
    while project.redo_name:
        project.redo()
    assert len(project.articles.ids()) == 3
    assert project.check() == []
    project.close()


def test_rows_of_version_1_get_checksums_that_tell_of_a_change(old: Path) -> None:
    Project.open(old, coder="Sari").close()
    with closing(sqlite3.connect(old)) as raw, raw:
        raw.execute("UPDATE annotation SET note = 'something else' WHERE id = 1")
        raw.execute("UPDATE article SET title = 'another' WHERE id = 2")
    project = Project.open(old, coder="Sari")
    messages = [one.message for one in project.problems]
    assert any("annotation" in one and "without a trace (1)" in one for one in messages)
    assert any("article" in one and "without a trace (2)" in one for one in messages)
    project.close()


@pytest.mark.parametrize("place", range(1, 40, 3))
def test_a_power_cut_at_any_statement_of_the_upgrade_leaves_version_1(old: Path, place: int) -> None:
    """The process dies after so many statements of the upgrade; the file then opens as if nothing was."""
    before = rows_of(old)
    script = f"""
import os, sqlite3, sys
from pathlib import Path
from annotator.project import Project
import annotator.store.file as file
real = file._connect
def connect(path, *, read_only):
    raw = real(path, read_only=read_only)
    seen = []
    def count(sql):
        if sql.lstrip().upper().startswith(("ALTER", "CREATE", "UPDATE")):
            seen.append(sql)
            if len(seen) == {place}:
                os._exit(9)
    raw.set_trace_callback(count)
    return raw
file._connect = connect
Project.open(Path(sys.argv[1]))
"""
    done = subprocess.run([sys.executable, "-c", script, str(old)], check=False, cwd=OLD.parent.parent.parent)
    assert done.returncode == 9
    assert rows_of(old) == before
    project = Project.open(old)
    assert project.check() == []
    project.close()


def test_a_newer_file_is_refused_with_a_sentence(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA user_version = {NOW + 1}")
    before = path.read_bytes()
    with pytest.raises(NewerFileError, match="newer Annotator"):
        Project.open(path)
    assert path.read_bytes() == before
