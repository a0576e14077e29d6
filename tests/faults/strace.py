"""Running `tests.faults.working` under strace: to see its calls to the disk, or to make them fail."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.faults.recording import Call

DISK_CALLS: Final = (
    *("-e", "trace=openat,close,pwrite64,ftruncate,fdatasync,fsync,unlink,rename,write"),
    *("-xx", "-s", "100000"),
)

_ROOT = Path(__file__).parents[2]
_LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def run(arguments: list[str], options: tuple[str, ...], folder: Path, *, code: int = 0) -> tuple[str, Path]:
    """Do the work under strace; gives what it printed and the log. Skips where that is not possible."""
    log = folder / "strace.log"
    if not shutil.which("strace"):
        pytest.skip("strace is not installed here, so calls of the system cannot be made to fail")
    done = subprocess.run(
        [
            *("strace", "-f", "--seccomp-bpf", "-qq", "-o", str(log), *options),
            *(sys.executable, "-m", "tests.faults.working", *arguments),
        ],
        cwd=_ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    if "ptrace" in done.stderr:
        pytest.skip("strace may not follow a program here, so calls of the system cannot be made to fail")
    assert done.returncode == code, done.stderr[-2000:]
    return done.stdout, log


def failing(call: str, error: str, last: int) -> tuple[str, ...]:
    """Options that make the `last`-th `call` of each process fail (`working.starve` counts towards it)."""
    return ("-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={last}")


def disk_calls(log: Path, folder: Path) -> list[Call]:
    """The calls that touched files in `folder`, and every line that the program printed."""
    return list(_calls(log, folder))


def _calls(log: Path, folder: Path) -> Iterator[Call]:
    names: dict[int, str] = {}
    for line in log.read_text(encoding="ascii").splitlines():
        match = _LINE.match(line)
        if not match or match[3].startswith("-"):
            continue
        what, arguments, result = match[1], match[2], int(match[3])
        strings = [_bytes(one) for one in _STRING.findall(arguments)]
        paths = [Path(os.fsdecode(one)) for one in strings]
        number = _number(arguments)
        if what == "openat":
            names.pop(result, None)
            if paths[0] == folder:
                names[result] = ""
            elif paths[0].parent == folder:
                names[result] = paths[0].name
                if "O_CREAT" in arguments:
                    yield Call("create", paths[0].name)
        elif what == "close":
            names.pop(number, None)
        elif what in {"unlink", "rename"} and paths[0].parent == folder:
            yield Call("delete" if what == "unlink" else "rename", paths[0].name, other=paths[-1].name)
        elif what == "write" and number == 1:
            yield Call("acknowledge")
        elif number in names:
            yield from _of_file(what, names[number], strings, arguments)


def _of_file(what: str, name: str, strings: list[bytes], arguments: str) -> Iterator[Call]:
    if what in {"fdatasync", "fsync"}:
        yield Call("sync", name) if name else Call("folder")
    elif what == "ftruncate":
        yield Call("cut", name, int(arguments.rsplit(",", 1)[1]))
    elif what == "pwrite64":
        yield Call("write", name, int(arguments.rsplit(",", 1)[1]), strings[0])


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


def _number(arguments: str) -> int:
    head = arguments.split(",", 1)[0]
    return int(head) if head.isdigit() else -1
