"""Labelled data in: our JSONL into an empty project, against plain executemany of the same rows."""

from __future__ import annotations

import gc
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from annotator.project import Project
from annotator.project.exporting import export_to
from annotator.project.importing import import_files
from tests.benchmarks.bulk_project import bulk_project
from tests.benchmarks.registry import Figure, benchmark, compare_seconds

_JSONL = (2_000, 40_000)

#: The tables whose rows an import makes, history included: `change` lets it be undone.
_TABLES = ("article", "article_text", "annotation", "change")


@benchmark
def jsonl_import() -> Iterator[Figure]:
    """40,000 annotations on 2,000 articles; raw: the rows that the import made, already at hand.

    Both commit to a new project file with the pragmas of ours. The raw side reads no JSON, checks no
    place, no name and no identity.
    """
    path = bulk_project(*_JSONL)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "data.jsonl"
        with closing(Project.open(path)) as project:
            export_to(project, source)
        made = folder / "made.anno"
        _imported(made, source)
        rows = _rows(made)

        def ours() -> float:
            (folder / "ours.anno").unlink(missing_ok=True)
            return _imported(folder / "ours.anno", source)

        def raw() -> float:
            (folder / "raw.anno").unlink(missing_ok=True)
            return _raw(folder / "raw.anno", rows)

        timing = compare_seconds(ours, raw, rounds=3)
    words = timing.words(product=f"{_JSONL[1]:,} annotations", baseline="executemany of the same rows")
    yield Figure("jsonl_import", timing.ratio, 3.5, words)


def _imported(target: Path, source: Path) -> float:
    """Seconds to import into a new project."""
    with closing(Project.create(target, coder="Sari")) as project:
        gc.collect()
        started = time.perf_counter()
        report = import_files(project, [source])
        seconds = time.perf_counter() - started
    assert report.annotations == _JSONL[1], report.failed
    return seconds


def _rows(made: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(made)) as connection:
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in _TABLES}


def _raw(target: Path, rows: dict[str, list[tuple[object, ...]]]) -> float:
    """Seconds to write the rows with sqlite3 alone."""
    Project.create(target, coder="Sari").close()
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = EXTRA")
        gc.collect()
        started = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for table in _TABLES:
            connection.execute(f"DELETE FROM {table}")
            places = ", ".join("?" for _ in rows[table][0])
            connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows[table])
        connection.execute("COMMIT")
        return time.perf_counter() - started
