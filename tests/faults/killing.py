"""Forks ten children one after the other that mark an article, and kills each at a random moment.

Prints the uid of each mark that a child acknowledged. Importing once and forking makes a hundred kills
a matter of seconds; no project is open in the parent when it forks.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from annotator.project import Project


def main() -> None:
    path, chance = Path(sys.argv[1]), random.Random(sys.argv[2])
    for _ in range(10):
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            annotate(path, write)
        os.close(write)
        with os.fdopen(read) as acknowledged:
            line = acknowledged.readline()  # it is at work
            time.sleep(chance.uniform(0.0, 0.05))
            os.kill(child, signal.SIGKILL)
            sys.stdout.write(line + acknowledged.read())
        os.waitpid(child, 0)


def annotate(path: Path, acknowledge: int) -> None:
    project = Project.open(path, coder="Sari")
    article = project.articles.ids()[0]
    length = project.articles.get(article).length
    number = 0
    while True:
        start = number % (length - 3)
        mark = project.annotations.add(article, "actor", [(start, start + 3)], note=f"mark {number}")
        os.write(acknowledge, mark.uid.encode() + b"\n")
        number += 1


if __name__ == "__main__":
    main()
