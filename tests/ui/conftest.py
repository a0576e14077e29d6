"""Real windows on real projects, dressed as the program dresses them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from annotator.project import Project
from annotator.project.sample import sample_project
from annotator.settings import Settings
from annotator.ui.session import Session
from annotator.ui.window import MainWindow
from tests.ui.driving import Driver, dress


@pytest.fixture(autouse=True)
def dressed(qapp: Any) -> None:
    """Our style and font."""
    dress(qapp)


@pytest.fixture(scope="session")
def sample_master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project, made once."""
    return sample_project(tmp_path_factory.mktemp("sample"), coder="Ana")


@pytest.fixture
def sample(sample_master: Path, tmp_path: Path) -> Path:
    """A copy of the sample project that a test may spoil."""
    return Path(shutil.copy(sample_master, tmp_path / "kursk.anno"))


@pytest.fixture
def settings() -> Settings:
    """Settings of somebody who has been here before."""
    settings = Settings()
    settings.set("coder", "Ana")
    return settings


@pytest.fixture
def session(qtbot: QtBot, sample: Path) -> Iterator[Session]:
    """A session on the sample, with its article shown and no window."""
    made = Session()
    made.open(Project.open(sample, coder="Ana"))
    assert made.project is not None
    made.show_article(made.project.articles.ids()[0])
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, settings: Settings) -> Iterator[MainWindow]:
    """A window with the welcome page."""
    driver = Driver(qtbot, settings)
    yield driver.window
    driver.close()


@pytest.fixture
def driver(qtbot: QtBot, settings: Settings, sample: Path) -> Iterator[Driver]:
    """A window with the sample, ready to be driven with mouse and keys."""
    made = Driver(qtbot, settings, sample)
    yield made
    made.close()
