"""Two labels merged, with 200,000 marks: found out, carried out, and taken back."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from annotator.model.scheme_changes import MergeLabels
from annotator.project import Project
from tests.benchmarks.bulk_project import bulk_project
from tests.benchmarks.registry import Figure, benchmark

#: Seconds that merging two labels with 200,000 marks may take.
_ALLOWED = 5.0


@benchmark
def scheme_change() -> Iterator[Figure]:
    """Merging a label with 200,000 marks into one with as many: over five seconds, and over plain sqlite3
    that reads the rows, writes the history and the new label, and commits with the same settings; its undo.
    """
    with tempfile.TemporaryDirectory() as folder:
        path, bare = Path(folder) / "merge.anno", Path(folder) / "bare.anno"
        for copy in (path, bare):
            shutil.copy(bulk_project(10_000, 600_000), copy)
        project = Project.open(path, coder="Sari")
        change = MergeLabels(labels=("claim",), into="source")
        looked = _seconds(lambda: project.scheme_changes.preview(change))
        count = project.annotations.counts()["claim"]
        done = _seconds(lambda: project.scheme_changes.apply(change))
        undone = _seconds(project.undo)
        assert project.annotations.counts()["claim"] == count >= 200_000
        project.close()
        raw = _seconds(lambda: _raw_merge(bare))
    words = f"{count} marks: preview {looked:.2f} s, merged in {done:.2f} s, undone in {undone:.2f} s, "
    words += f"plain sqlite3 {raw:.2f} s"
    yield Figure("scheme_change seconds", done / _ALLOWED, 1.0, words)
    yield Figure("scheme_change", done / raw, 2.5, words)
    yield Figure("scheme_change undone", undone / raw, 2.5, words)


def _raw_merge(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous = EXTRA")
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("BEGIN IMMEDIATE")
        rows = raw.execute("SELECT id, uid, modified FROM annotation WHERE label_id = 2").fetchall()
        command = raw.execute(
            "INSERT INTO command (uid, name, kind, coder_id, at) VALUES ('x', 'Merge', 'do', 1, 'now')"
        ).lastrowid
        raw.executemany(
            "INSERT INTO change (command_id, what, table_name, row_id, row_uid, before)"
            " VALUES (?, 'update', 'annotation', ?, ?, ?)",
            ((command, key, uid, f'{{"label_id":2,"modified":"{at}"}}') for key, uid, at in rows),
        )
        raw.executemany(
            "UPDATE annotation SET label_id = 3, modified = ?, checksum = ? WHERE id = ?",
            (("2026-11-23T10:00:00.000Z", key, key) for key, _, _ in rows),
        )
        raw.execute("COMMIT")


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
