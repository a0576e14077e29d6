"""How long from the start of the program to its painted window, against importing Qt alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from annotator.settings import Settings
from tests.benchmarks.registry import Figure, benchmark, compare

_FOLDERS: Final = {"ANNOTATOR_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"}


@benchmark
def startup() -> Iterator[Figure]:
    """Both as processes of their own, offscreen, as it is the second time: the name is known."""
    home = Path(os.environ["ANNOTATOR_HOME"])
    variables = os.environ | {"HOME": str(home)}
    if sys.platform.startswith("linux"):  # by the person's own folders, as finding them is part of the start
        variables = {name: value for name, value in variables.items() if name not in _FOLDERS}
        home = home / ".config" / "annotator"
    Settings(home / "settings.toml").set("coder", "Benchmark")
    timing = compare(
        lambda: _python(variables, "-m", "annotator", "--quit-when-painted"),
        lambda: _python(variables, "-c", "import PySide6.QtWidgets"),
        rounds=9,
    )
    words = timing.words(product="start to painted window and out", baseline="import PySide6.QtWidgets")
    yield Figure("startup", timing.ratio, 1.5, words)


def _python(variables: Mapping[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, env=variables)
