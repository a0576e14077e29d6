"""How long from the start of the program to its painted window, against importing Qt alone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from annotator.settings import Settings
from tests.benchmarks.registry import Figure, benchmark, compare_seconds

_FOLDERS: Final = {"ANNOTATOR_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"}


@benchmark
def startup() -> Iterator[Figure]:
    """Both as processes of their own, offscreen, as it is the second time: the name is known, and Python has
    kept the compiled modules (which it does unless its surroundings forbid it; they were there for Qt alone).
    """
    home = Path(os.environ["ANNOTATOR_HOME"])
    variables = os.environ | {"HOME": str(home)}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    if sys.platform.startswith("linux"):  # by the person's own folders, as finding them is part of the start
        variables = {name: value for name, value in variables.items() if name not in _FOLDERS}
        home = home / ".config" / "annotator"
    Settings(home / "settings.toml").set("coder", "Benchmark")
    timing = compare_seconds(
        lambda: _until_said("painted", ["-m", "annotator", "--quit-when-painted"], variables),
        lambda: _until_said("imported", ["-c", "import PySide6.QtWidgets; print('imported')"], variables),
        rounds=15,
    )
    words = timing.words(product="start to painted window", baseline="start to imported PySide6.QtWidgets")
    yield Figure("startup", timing.ratio, 1.5, words)


def _until_said(word: str, arguments: list[str], variables: Mapping[str, str]) -> float:
    """Seconds from the start of that Python to the word on its stdout; its end is waited for, not counted."""
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-u", *arguments], env=variables, stdout=subprocess.PIPE, text=True
    ) as process:
        said = process.stdout.readline().strip() if process.stdout else ""
        seconds = time.perf_counter() - started
    if said != word or process.returncode:
        raise RuntimeError(f"the program ended with {process.returncode} and said {said!r}, not {word!r}")
    return seconds
