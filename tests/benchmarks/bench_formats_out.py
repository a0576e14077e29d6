"""Data out in two of the other formats: CoNLL by tokens a second, Parquet against plain pyarrow."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from annotator.project import Project
from annotator.project.exporting import dataset, export_to
from tests.benchmarks.bulk_project import bulk_project
from tests.benchmarks.registry import Figure, benchmark, compare

_SIZE = (2_000, 40_000)


@benchmark
def conll_export() -> Iterator[Figure]:
    """Tokens a second out of a project file, in millions: the best of three, for the disk is shared."""
    path = bulk_project(*_SIZE)
    with tempfile.TemporaryDirectory() as folder, closing(Project.open(path)) as project:
        target = Path(folder) / "out.conll"
        seconds = []
        for _ in range(4):
            started = time.perf_counter()
            export_to(project, target, overwrite=True)
            seconds.append(time.perf_counter() - started)
        tokens = sum(1 for line in target.open(encoding="utf-8") if line.strip())
    best = min(seconds[1:])
    words = f"{tokens:,} tokens in {best:.2f} s, millions a second"
    yield Figure("conll_export", tokens / best / 1e6, 1.0, words, at_least=True)


@benchmark
def parquet_export() -> Iterator[Figure]:
    """The three tables against pyarrow writing one table of the same annotations as plain rows."""
    path = bulk_project(*_SIZE)
    with tempfile.TemporaryDirectory() as folder, closing(Project.open(path)) as project:
        target = Path(folder)
        timing = compare(
            lambda: export_to(project, target / "ours.parquet", overwrite=True),
            lambda: _plain(project, target / "plain.parquet"),
            rounds=3,
        )
    words = timing.words(product=f"{_SIZE[1]:,} annotations", baseline="pyarrow from plain rows")
    yield Figure("parquet_export", timing.ratio, 1.5, words)


def _plain(project: Project, target: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    rows = [
        {
            "id": one.uid,
            "article": record.article.uid,
            "label": one.label,
            "start": one.start,
            "end": one.end,
            "text": one.quote,
            "attributes": str(one.attributes),
            "note": one.note,
            "coder": one.coder,
            "created": one.created,
            "modified": one.modified,
        }
        for record in dataset(project).records
        for one in record.annotations
    ]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), target)
