"""One annotation committed, against plain sqlite3 writing the same rows with the same settings."""

from __future__ import annotations

import sqlite3
import tempfile
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from annotator.project import Project
from tests.benchmarks.registry import Figure, benchmark, compare
from tests.projects import first, new_project


@benchmark
def commit() -> Iterator[Figure]:
    """Median of one `annotations.add`, history and checks included, over the same rows in raw SQL."""
    with tempfile.TemporaryDirectory() as folder:
        project = new_project(Path(folder))
        article = first(project)
        project.annotations.add(article, "actor", [(0, 5)])
        raw = sqlite3.connect(_raw_copy(project, Path(folder)), isolation_level=None)
        raw.execute("PRAGMA synchronous = EXTRA")
        raw.execute("PRAGMA foreign_keys = ON")
        timing = compare(
            lambda: project.annotations.add(article, "actor", [(0, 5)]), lambda: _raw_add(raw), rounds=300
        )
        raw.close()
        project.close()
    yield Figure("commit", timing.ratio, 1.3, timing.words(baseline="raw sqlite3"))


def _raw_copy(project: Project, folder: Path) -> Path:
    project.snapshot(folder / "raw.db")
    return folder / "raw.db"


def _raw_add(raw: sqlite3.Connection) -> None:
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    uid = str(uuid.uuid4())
    raw.execute("BEGIN IMMEDIATE")
    command = raw.execute(
        "INSERT INTO command (uid, name, kind, coder_id, at) VALUES (?, ?, ?, ?, ?)",
        (str(uuid.uuid4()), "Add actor", "do", 1, at),
    ).lastrowid
    key = raw.execute(
        'INSERT INTO annotation (uid, article_id, label_id, coder_id, start, "end", quote, attributes, note,'
        " suggested, scheme_version, created, modified)"
        " VALUES (?, 1, 1, 1, 0, 5, 'Rusia', '{}', '', 0, 1, ?, ?)",
        (uid, at, at),
    ).lastrowid
    raw.execute(
        "INSERT INTO change (command_id, what, table_name, row_id, row_uid) VALUES (?, ?, ?, ?, ?)",
        (command, "insert", "annotation", key, uid),
    )
    raw.execute("COMMIT")
