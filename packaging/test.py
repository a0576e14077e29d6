"""Sets up everything and runs every check: `python3 packaging/test.py [--only NAME]…`; 0 when all passed."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the one place where an older Python is told
    sys.exit("The checks need Python 3.11 or newer, and this is {}.{}.".format(*sys.version_info[:2]))

import argparse
import json
import subprocess
import time
from pathlib import Path
from typing import Any, NamedTuple

import environment
from environment import ROOT

#: The least share of lines and branches that tests must reach, in per cent, by package of `annotator`.
#: "" stands for the modules outside any package. Measured in a clean clone, where the fixtures of other
#: projects are missing and tests that read them are skipped; to be raised towards 100, never lowered.
FLOORS = {
    "model": 99.5,
    "store": 98.0,
    "readers": 99.5,
    "formats": 96.5,
    "analysis": 100.0,
    "project": 98.5,
    "cli": 98.0,
    "ui": 90.0,
    "": 98.0,
}
COVERAGE = ROOT / ".cache" / "coverage.json"

#: Each check and what follows `python -m` or `python -c`.
CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "ruff": ["-m", "ruff", "check", "."],
    "mypy": ["-m", "mypy"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command as run; run()"],
    "deptry": ["-m", "deptry", "."],
    "tests": [
        *("-m", "pytest", "-n", "auto", "--maxprocesses", "8", "--dist", "worksteal", "--durations", "10"),
        *("--cov", "--cov-report=", f"--cov-report=json:{COVERAGE}"),
    ],
}


class Outcome(NamedTuple):
    """How one check went; `closing` is the last line that it wrote."""

    name: str
    passed: bool
    seconds: float
    closing: str = ""


def main(arguments: list[str]) -> int:
    """Run the checks that are asked for, all of them even when one fails, and sum up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only", action="append", choices=CHECKS, help="run just this check; may be repeated"
    )
    asked = parser.parse_args(arguments).only or list(CHECKS)
    try:
        python = environment.prepare(environment.DEVELOPMENT)
    except environment.SetupError as error:
        environment.say(f"\n{error}")
        return 3
    COVERAGE.unlink(missing_ok=True)
    outcomes = [check(name, [str(python), *CHECKS[name]]) for name in CHECKS if name in asked]
    if "tests" in asked:
        outcomes += coverage(COVERAGE)
    return sum_up(outcomes)


def check(name: str, command: list[str]) -> Outcome:
    """Run one check from the top of the checkout; what it writes is shown as it comes."""
    print(f"\n===== {name}", flush=True)
    started, closing = time.monotonic(), ""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment.child_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            closing = line.strip(" =\n") or closing
    return Outcome(name, process.returncode == 0, time.monotonic() - started, closing)


def coverage(report: Path) -> list[Outcome]:
    """One outcome for each package: the share of its lines and branches that the tests reached."""
    if not report.exists():
        return [Outcome("coverage", False, 0, "the tests left no coverage behind")]
    files: dict[str, Any] = json.loads(report.read_text("utf-8"))["files"]
    return [_coverage_of(package, files) for package in FLOORS]


def _coverage_of(package: str, files: dict[str, Any]) -> Outcome:
    inside = {path: one for path, one in files.items() if _package(path) == package}
    reached = sum(
        one["summary"]["covered_lines"] + one["summary"]["covered_branches"] for one in inside.values()
    )
    there = sum(one["summary"]["num_statements"] + one["summary"]["num_branches"] for one in inside.values())
    share = 100 * reached / there if there else 100.0
    passed = share >= FLOORS[package]
    if not passed:
        for path, one in inside.items():
            if one["missing_lines"] or one["missing_branches"]:
                print(f"not reached in {path}: {_places(one)}")
    closing = f"{int(share * 100) / 100} % of lines and branches, the floor is {FLOORS[package]:g} %"
    return Outcome(f"coverage of {package or 'the rest'}", passed, 0, closing)


def _package(path: str) -> str:
    parts = Path(path).parts
    return parts[1] if len(parts) > 2 else ""


def _places(one: dict[str, Any]) -> str:
    branches = [f"{start}→{end if end > 0 else 'exit'}" for start, end in one["missing_branches"]]
    return ", ".join([*map(str, one["missing_lines"]), *branches])


def sum_up(outcomes: list[Outcome]) -> int:
    """Print the closing summary; 0 when all passed, else 1."""
    print("\n===== summary")
    for one in outcomes:
        took = f"{one.seconds:6.1f} s" if one.seconds else " " * 8
        print(f"{'passed' if one.passed else 'FAILED'} {took}  {one.name}: {one.closing}")
    failed = [one.name for one in outcomes if not one.passed]
    print(f"{len(failed)} of {len(outcomes)} failed: {', '.join(failed)}" if failed else "Everything passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
