"""How long from the start of the program to its painted window, against importing Qt alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from annotator.settings import Settings
from tests.benchmarks.registry import Figure, benchmark, compare


@benchmark
def startup() -> Iterator[Figure]:
    """Both as processes of their own, offscreen; the name is known, so that nothing is asked first."""
    Settings().set("coder", "Benchmark")
    timing = compare(
        lambda: _python("-m", "annotator", "--quit-when-painted"),
        lambda: _python("-c", "import PySide6.QtWidgets"),
        rounds=9,
    )
    words = timing.words(product="start to painted window and out", baseline="import PySide6.QtWidgets")
    yield Figure("startup", timing.ratio, 1.5, words)


def _python(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True)
