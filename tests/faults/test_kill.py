"""kill -9 while somebody annotates: every mark that was acknowledged is there afterwards."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from annotator.project import Project
from tests.projects import first, new_project

_ROOT = Path(__file__).parents[2]
KILLS = 100


def test_a_hundred_kills_lose_no_acknowledged_mark(tmp_path: Path) -> None:
    """The program starts once for every ten kills; a fork of it, with the file not yet open, is killed."""
    new_project(tmp_path).close()
    path = tmp_path / "study.anno"
    chance = random.Random(2026)
    acknowledged: set[str] = set()
    for _ in range(KILLS // 10):
        printed = subprocess.run(
            [sys.executable, "-m", "tests.faults.killing", str(path), str(chance.random())],
            cwd=_ROOT,
            capture_output=True,
            text=True,
            check=True,
            timeout=100,
        ).stdout
        acknowledged |= {line for line in printed.splitlines() if len(line) == 36}
    project = Project.open(path)
    held = {one.uid for one in project.annotations.of(first(project))}
    assert not acknowledged - held
    assert len(acknowledged) >= KILLS
    assert not project.problems
    project.close()
