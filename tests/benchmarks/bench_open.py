"""Large projects: opening, undoing, backing up and checking, against the least that the job could take."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from annotator.project import Project
from annotator.project.backups import back_up
from tests.benchmarks.bulk_project import bulk_project
from tests.benchmarks.registry import Figure, benchmark, compare

#: Articles that a high window shows at once.
_SHOWN = 60


@benchmark
def open_100k() -> Iterator[Figure]:
    """From opening to all that the list paints first, against a raw SELECT of id, title and status."""
    path = bulk_project(100_000, 100_000)

    def product() -> None:
        with contextlib.closing(Project.open(path)) as project:
            project.articles.rows(project.articles.ids()[:_SHOWN])

    def baseline() -> None:
        with contextlib.closing(sqlite3.connect(path)) as raw:
            raw.execute("SELECT id, title, status FROM article").fetchall()

    timing = compare(product, baseline, rounds=5)
    yield Figure("open_100k", timing.ratio, 1.0, timing.words(product="open", baseline="raw SELECT"))


@benchmark
def undo_bulk() -> Iterator[Figure]:
    """10,000 articles with 30,000 marks deleted, and back in one Undo; against two seconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(bulk_project(10_000, 30_000), folder))
        with contextlib.closing(Project.open(path)) as project:

            def delete() -> None:
                project.articles.delete(project.articles.ids())

            timing = compare(project.undo, delete, rounds=3)
            seconds = timing.product
    words = timing.words(product="undo", baseline="delete")
    yield Figure("undo_bulk", seconds / 2.0, 1.0, f"{seconds:.2f} s of 2 s; {words}")


@benchmark
def backup() -> Iterator[Figure]:
    """A backup of 46 MB that was checked and counted, against a plain copy with SQLite's own check."""
    path = bulk_project(5_000, 100_000)
    with tempfile.TemporaryDirectory() as folder, contextlib.closing(Project.open(path)) as project:

        def copy() -> None:
            with path.open("rb") as source, (Path(folder) / "copy").open("wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
                target.flush()
                os.fsync(target.fileno())
            with contextlib.closing(sqlite3.connect(Path(folder) / "copy")) as raw:
                raw.execute("PRAGMA integrity_check").fetchall()

        timing = compare(lambda: back_up(project), copy, rounds=5)
    yield Figure("backup", timing.ratio, 3.0, timing.words(product="backup", baseline="plain copy"))


@benchmark
def check() -> Iterator[Figure]:
    """Everything checked, against SQLite's own check, a SHA-256 of every text, and reading every mark."""
    path = bulk_project(5_000, 100_000)

    def baseline() -> None:
        with contextlib.closing(sqlite3.connect(path)) as raw:
            raw.execute("PRAGMA integrity_check").fetchall()
            for (text,) in raw.execute("SELECT text FROM article_text"):
                hashlib.sha256(text.encode()).hexdigest()
            raw.execute("SELECT * FROM annotation").fetchall()

    with contextlib.closing(Project.open(path)) as project:
        timing = compare(project.check, baseline, rounds=5)
    yield Figure("check", timing.ratio, 3.0, timing.words(product="check", baseline="integrity and hashes"))
