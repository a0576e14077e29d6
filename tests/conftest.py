"""For every test: no real home, no real screen unless asked for, one font, and no window left behind."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

hypothesis.settings.register_profile(
    "ci",
    derandomize=True,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],  # no test depends on how busy the machine is
)
hypothesis.settings.register_profile("search", deadline=None, max_examples=1000)
hypothesis.settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--headed", action="store_true", help="show the windows on the real screen")
    parser.addoption("--heavy", action="store_true", help="also run what needs minutes or much memory")


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--headed"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--heavy"):
        return
    for item in items:
        if "heavy" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="heavy: run with --heavy"))


@pytest.fixture(autouse=True)
def annotator_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings, backups and logs of this test: never those of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ANNOTATOR_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def no_stray_windows() -> Iterator[None]:
    """Fail a test that leaves a window on the screen, and close it for the next one."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    left = [one for one in widgets.QApplication.topLevelWidgets() if one.isVisible()]
    names = [f"{type(one).__name__} {one.windowTitle()!r}" for one in left]
    for one in left:
        one.hide()
        one.deleteLater()
    assert not names, f"windows left open: {', '.join(names)}"


@pytest.fixture(scope="session")
def qapp(qapp: Any) -> Any:
    """The application of all window tests, in a font that does not depend on the machine's settings."""
    from PySide6.QtGui import QFont

    qapp.setFont(QFont("DejaVu Sans", 10))
    return qapp
