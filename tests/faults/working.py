"""A program that works in a project and says so, for those who kill it, starve it or follow its calls.

`python -m tests.faults.working ACTION PROJECT TIMES`: imports everything once, then does the action in forked
children. Importing once and forking makes a hundred deaths a matter of seconds; no project is open in the
parent when it forks. A line on stdout is an acknowledgement: the uid of a mark, or "done".
"""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from annotator import paths
from annotator.errors import AnnotatorError
from annotator.project import Project
from annotator.project.backups import back_up, contents
from annotator.project.exporting import export_to
from annotator.project.importing import import_files
from tests.projects import first


def mark(path: Path) -> Iterator[str]:
    """Add marks to the first article; gives their uids."""
    project = Project.open(path, coder="Sari")
    article = first(project)
    length = project.articles.get(article).length
    for number in itertools.count():
        start = number % (length - 3)
        yield project.annotations.add(article, "actor", [(start, start + 3)], note=f"mark {number}").uid


def export(path: Path) -> Iterator[str]:
    """Write the same workbook and the same JSON lines again and again."""
    project = Project.open(path, read_only=True)
    for name in itertools.cycle(("out.xlsx", "out.jsonl")):
        export_to(project, path.with_name(name), overwrite=True)
        yield "done"


def backup(path: Path) -> Iterator[str]:
    """Make backups."""
    project = Project.open(path)
    while True:
        yield back_up(project).path.name


def take_in(path: Path) -> Iterator[str]:
    """Import the files of the folder `new` beside the project, and take that back again."""
    project = Project.open(path)
    while True:
        import_files(project, [path.with_name("new")])
        yield "done"
        project.undo()
        yield "done"


def found(path: Path) -> Iterator[str]:
    """Make new projects beside the first."""
    for number in itertools.count():
        place = path.with_name(f"founded-{os.getpid()}-{number}.anno")
        Project.create(place, coder="Sari").close()
        yield place.name


ACTIONS: dict[str, Callable[[Path], Iterator[str]]] = {
    "mark": mark,
    "export": export,
    "backup": backup,
    "import": take_in,
    "found": found,
}


def verify(path: Path) -> None:
    """What must be true after every death: nothing beside the project is half done. The project itself
    is opened by the next child, and at the end by the test.
    """
    for book in path.parent.glob("*.xlsx"):
        with zipfile.ZipFile(book) as archive:
            assert archive.testzip() is None
    for lines in path.parent.glob("*.jsonl"):
        assert [len(json.loads(line)["spans"]) for line in lines.read_bytes().splitlines()] == [2]
    for place in (*paths.backups().glob("*/*.anno"), *path.parent.glob("founded-*.anno")):
        assert contents(place).articles == place.name[0].isdigit()


def kill(action: str, path: Path, deaths: int, seed: str, how: signal.Signals) -> None:
    """Fork children that do it endlessly, one after the other, and kill each at a random moment."""
    chance = random.Random(seed)
    Project.open(path).close()  # what is done once in a program is done before it forks
    for _ in range(deaths):
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            for line in ACTIONS[action](path):
                os.write(write, line.encode() + b"\n")
        os.close(write)
        with os.fdopen(read) as acknowledged:
            line = acknowledged.readline()  # it is at work
            time.sleep(chance.uniform(0.0, 0.05))
            os.kill(child, how)
            os.write(1, (line + acknowledged.read()).encode())
        os.waitpid(child, 0)
        verify(path)


def starve(path: Path, call: str, last: int, step: int) -> None:
    """Fork a child for every `step`-th N of 1..`last` in which the N-th `call` fails, made so by strace.

    strace fails the `last`-th call of every process, so that each child first makes `last` - N calls that
    mean nothing. A child tries four times, and says "told" when it was told in words that something failed.
    """
    burn = _burner(call)
    for number in range(1, last + 1, step):
        child = os.fork()
        if child == 0:
            for _ in range(last - number):
                burn()
            _try_four_times(path)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            say(f"crashed at {number}")


def _try_four_times(path: Path) -> None:
    """Open the project and add marks, trying again in the same open project when something fails."""
    project: Project | None = None
    for number in range(4):
        try:
            project = project or Project.open(path, coder="Sari")
            say(project.annotations.add(first(project), "actor", [(number, number + 3)]).uid)
        except AnnotatorError as error:
            say(f"told {error.sentence}")


def _burner(call: str) -> Callable[[], object]:
    nothing = os.open("/dev/null", os.O_RDWR)
    if call == "pwrite64":
        return lambda: os.pwrite(nothing, b"x", 0)
    if call == "pread64":
        return lambda: os.pread(nothing, 1, 0)

    def sync() -> None:
        try:
            os.fdatasync(nothing)
        except OSError:
            return  # a device cannot be synced; the call was made and counted

    return sync


def main(arguments: list[str]) -> None:
    """Do what the arguments say; see `tests.faults.strace` and `test_01_kill`."""
    action, path = arguments[0], Path(arguments[1])
    if action == "kill":
        _, _, inner, deaths, seed, how = arguments
        kill(inner, path, int(deaths), seed, signal.Signals[how])
    elif action == "starve":
        _, _, call, last, step = arguments
        starve(path, call, int(last), int(step))
    else:
        for line in itertools.islice(ACTIONS[action](path), int(arguments[2])):
            say(line)


def say(line: str) -> None:
    """Acknowledge, in one call to the system."""
    os.write(1, line.encode() + b"\n")


if __name__ == "__main__":
    main(sys.argv[1:])
