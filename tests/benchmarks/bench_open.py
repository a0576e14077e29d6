"""Large projects: opening, undoing, backing up and checking, against the least that the job could take."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import shutil
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from annotator.model.changes import HistoryFilter
from annotator.project import Project
from annotator.project.backups import back_up, tend
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
    """10,000 articles with 30,000 marks deleted, and back in one Undo; against two seconds.

    With the texts, their history and a checksum for each row: some 70,000 rows.
    """
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
    """A backup of 464 MB that was checked and counted, against a plain copy with SQLite's own check."""
    path = bulk_project(100_000, 100_000)
    with tempfile.TemporaryDirectory() as folder, contextlib.closing(Project.open(path)) as project:

        def copy() -> None:
            with path.open("rb") as source, (Path(folder) / "copy").open("wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
                target.flush()
                os.fsync(target.fileno())
            with contextlib.closing(sqlite3.connect(Path(folder) / "copy")) as raw:
                raw.execute("PRAGMA integrity_check").fetchall()

        timing = compare(lambda: back_up(project), copy, rounds=3)
    yield Figure("backup", timing.ratio, 3.0, timing.words(product="backup", baseline="plain copy"))


@benchmark
def check() -> Iterator[Figure]:
    """Everything checked in 464 MB, against SQLite's own check, a SHA-256 of every text, and reading every
    mark. Nobody waits for it: the copy that is made for it counts as well.
    """
    path = bulk_project(100_000, 100_000)

    def baseline() -> None:
        with contextlib.closing(sqlite3.connect(path)) as raw:
            raw.execute("PRAGMA integrity_check").fetchall()
            for (text,) in raw.execute("SELECT text FROM article_text"):
                hashlib.sha256(text.encode()).hexdigest()
            raw.execute("SELECT * FROM annotation").fetchall()

    with contextlib.closing(Project.open(path)) as project:
        timing = compare(project.check, baseline, rounds=3)
    yield Figure("check", timing.ratio, 3.0, timing.words(product="check", baseline="integrity and hashes"))


@benchmark
def lock_while_checking() -> Iterator[Figure]:
    """The longest that a commit waits for the file while a project of 464 MB is checked and backed up."""
    path = bulk_project(100_000, 100_000)
    with contextlib.closing(Project.open(path)) as project:
        work = threading.Thread(target=lambda: tend(project, keep=True))
        work.start()
        waits = []
        while work.is_alive():
            begun = time.perf_counter()
            with project._core.file.mutex:
                waits.append(time.perf_counter() - begun)
            time.sleep(0.005)
    longest, usual = max(waits), sorted(waits)[len(waits) // 2]
    words = f"longest {longest * 1000:.1f} ms of 50 ms, median {usual * 1000:.2f} ms of {len(waits)} looks"
    yield Figure("lock_while_checking", longest / 0.05, 1.0, words)


@benchmark
def history_1m() -> Iterator[Figure]:
    """The history of a project with a million commands listed, and the longest single read, against 50 ms."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(bulk_project(1_000, 1_000), folder))
        with contextlib.closing(sqlite3.connect(path)) as raw, raw:
            rows = (
                (f"c{n}", "Add claim", "do", 1, f"2026-01-01T00:00:{n % 60:02d}.000Z")
                for n in range(1_000_000)
            )
            raw.executemany(
                "INSERT INTO command (uid, name, kind, coder_id, at) VALUES (?, ?, ?, ?, ?)", rows
            )
            raw.execute(
                "INSERT INTO change (command_id, what, table_name, row_id, row_uid)"
                " SELECT id, 'insert', 'annotation', id, uid FROM command WHERE name = 'Add claim'"
            )
        with contextlib.closing(Project.open(path)) as project:
            steps = [time.perf_counter()]
            found = project.history.commands(
                HistoryFilter(kind="marks"), progress=lambda *_: steps.append(time.perf_counter())
            )
            project.history.lines(found[:60])
            steps.append(time.perf_counter())
    longest = max(later - earlier for earlier, later in itertools.pairwise(steps))
    words = f"{len(found):,} in {steps[-1] - steps[0]:.2f} s, longest read {longest * 1000:.1f} ms of 50 ms"
    yield Figure("history_1m", longest / 0.05, 1.0, words)
