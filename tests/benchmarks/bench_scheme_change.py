"""Two labels merged, with 200,000 marks: found out, carried out, and taken back."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from annotator.model.scheme_changes import MergeLabels
from annotator.project import Project
from tests.benchmarks.bulk_project import bulk_project
from tests.benchmarks.registry import Figure, benchmark

#: Seconds that merging two labels with 200,000 marks may take.
_ALLOWED = 5.0


@benchmark
def scheme_change() -> Iterator[Figure]:
    """Merging a label with 200,000 marks into one with as many, over five seconds; and its undo."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "merge.anno"
        shutil.copy(bulk_project(10_000, 600_000), path)
        project = Project.open(path, coder="Sari")
        change = MergeLabels(labels=("claim",), into="source")
        looked = _seconds(lambda: project.scheme_changes.preview(change))
        count = project.annotations.counts()["claim"]
        done = _seconds(lambda: project.scheme_changes.apply(change))
        undone = _seconds(project.undo)
        assert project.annotations.counts()["claim"] == count >= 200_000
        project.close()
    words = f"{count} marks: preview {looked:.2f} s, merged in {done:.2f} s, undone in {undone:.2f} s"
    yield Figure("scheme_change", done / _ALLOWED, 1.0, words)
    yield Figure("scheme_change undone", undone / _ALLOWED, 2.0, words)


def _seconds(work: object) -> float:
    started = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - started
