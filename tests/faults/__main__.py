"""Tries every fault and prints a table: `python -m tests.faults [--report] [--full]`; 0 when all is well."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.faults.conftest import Trials
from tests.faults.table import Tally, report

_HERE = Path(__file__).parent


class _Counting:
    """Adds up what the tests counted, row by row."""

    def __init__(self) -> None:
        self.tallies: dict[int, Tally] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Called by pytest after each part of a test."""
        outcome = yield
        if outcome.when == "call" or not outcome.passed:
            marker = item.get_closest_marker("fault")
            for row in marker.args if marker else ():
                self.tallies[row] = self.tallies.get(row, Tally()).plus(_tally(item, outcome))
        return outcome


def _tally(item: pytest.Item, outcome: pytest.TestReport) -> Tally:
    if outcome.skipped:
        reason = outcome.longrepr[2] if isinstance(outcome.longrepr, tuple) else outcome.longrepr
        return Tally(skipped=(str(reason).removeprefix("Skipped: "),))
    trials = getattr(item, "funcargs", {}).get("trials") or Trials()
    survived = max(trials.survived, 1) if outcome.passed else trials.survived
    return Tally(
        tried=survived + outcome.failed,
        survived=survived,
        lost=trials.lost,
        simulated=item.get_closest_marker("simulated") is not None,
    )


def main(arguments: list[str]) -> int:
    """Run the tests of this folder and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--report", action="store_true", help="only the table, not each test")
    parser.add_argument("--full", action="store_true", help="try everything as often as the design asks for")
    asked = parser.parse_args(arguments)
    counting, started = _Counting(), time.monotonic()
    options = ["-p", "no:cacheprovider", "-q", *(["--no-header", "--tb=short"] if asked.report else [])]
    code = pytest.main([str(_HERE), *options, *(["--heavy"] if asked.full else [])], plugins=[counting])
    print(*report(counting.tallies), sep="\n")
    print(f"{time.monotonic() - started:.0f} s")
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
