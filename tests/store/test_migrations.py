"""Old files: copied first, then brought to the newest version, with every row kept, or left as they were."""

from __future__ import annotations

import sqlite3
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from annotator.errors import DamagedFileError, ReadOnlyError
from annotator.project import Project
from annotator.store import schema
from annotator.store.file import ProjectFile, _expected_structure, _structure, read_version
from tests.projects import first, new_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    project = new_project(tmp_path)
    project.annotations.add(first(project), "actor", [(0, 5)])
    project.close()
    return tmp_path / "study.anno"


def next_version(monkeypatch: pytest.MonkeyPatch, upgrade: Callable[[Any], None]) -> None:
    """Pretend that the program knows a version 2, reached by `upgrade`."""
    step = types.ModuleType("annotator.store.migrations.v0002")
    step.upgrade = upgrade  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, step.__name__, step)
    monkeypatch.setattr(schema, "VERSION", 2)


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
    assert read_version(path) == 2
    copy = path.with_name("study.version1.anno")
    monkeypatch.setattr(schema, "VERSION", 1)
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
    monkeypatch.setattr(schema, "VERSION", 1)
    project = Project.open(path)
    assert [one.quote for one in project.annotations.of(first(project))] == ["Rusia"]
    project.close()
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA user_version").fetchone()[0] == 1
    raw.close()
