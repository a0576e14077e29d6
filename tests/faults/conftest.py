"""What the tests of faults share: the row they stand for, how often they try, and who counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.faults.table import FAULTS


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "fault(rows): the rows of tests/faults/table.py that a test stands for"
    )


class Trials:
    """Counts what one test tried; a test that counts nothing has tried once."""

    def __init__(self) -> None:
        self.survived = 0
        self.lost = 0

    def passed(self, times: int = 1) -> None:
        """So many trials went well."""
        self.survived += times

    def expect_kept(self, acknowledged: set[str], held: set[str]) -> None:
        """Count what was acknowledged and is not there, and fail when that is anything at all."""
        missing = acknowledged - held
        self.lost += len(missing)
        assert not missing, f"{len(missing)} of {len(acknowledged)} acknowledged marks are lost"


@pytest.fixture(autouse=True)
def trials(request: pytest.FixtureRequest) -> Trials:
    """The counter of this test; its rows must be known."""
    marker = request.node.get_closest_marker("fault")
    assert marker, "say which fault this is for: @pytest.mark.fault(row)"
    assert set(marker.args) <= FAULTS.keys()
    return Trials()


@pytest.fixture
def times(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """How often to try: the first number usually, the second one in a full run (`--heavy`)."""
    full = bool(request.config.getoption("--heavy"))
    return lambda short, long: long if full else short
