"""Where things are: in a checkout, a frozen build, a portable folder, and the person's own folders."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from annotator import paths


@pytest.fixture
def real_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without `ANNOTATOR_HOME`, in a folder of this test."""
    monkeypatch.delenv("ANNOTATOR_HOME")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the rule of Linux")
@pytest.mark.parametrize("given", ["", "  ", "relative/folder", "{home}/my data"])
def test_on_linux_the_folders_are_those_that_platformdirs_gives(
    real_home: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", given.format(home=real_home))
    monkeypatch.setenv("XDG_CONFIG_HOME", given.format(home=real_home))
    assert str(paths.user_data()) == platformdirs.user_data_dir("annotator", appauthor=False)
    config = platformdirs.user_config_dir("annotator", appauthor=False)
    assert str(paths.settings_file().parent) == config
    assert paths.user_data().is_dir()


@pytest.mark.simulated
def test_elsewhere_platformdirs_is_asked(real_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda *_, **__: str(real_home / "asked"))
    assert paths.user_data() == real_home / "asked"


def test_annotator_home_holds_everything(annotator_home: Path) -> None:
    places = [paths.user_data(), paths.backups(), paths.logs(), paths.settings_file().parent]
    assert places == [
        annotator_home / "data",
        annotator_home / "data" / "backups",
        annotator_home / "data" / "logs",
        annotator_home,
    ]
    assert all(place.is_dir() for place in places)


@pytest.mark.simulated
def test_a_frozen_program_finds_what_was_packed_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "seeds").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.seeds() == tmp_path / "seeds"
    assert paths.resources().name == "resources"
