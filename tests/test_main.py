"""How the program is started: who gets the arguments, and what is said where there is no screen."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from annotator import __main__ as program
from annotator import __version__, cli


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the window was opened with; it is opened for real in the tests of the window."""
    from annotator.ui import app

    opened: list[list[str]] = []

    def note(arguments: list[str]) -> int:
        opened.append(arguments)
        return 0

    monkeypatch.setattr(app, "main", note)
    return opened


def _start(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["annotator", *arguments])
    return program.main()


@pytest.mark.parametrize(
    "arguments", [[], ["my study.anno"], ["OLD.ANNO"], ["--quit-when-painted"], ["--sample"]], ids=str
)
def test_a_project_an_option_of_the_window_or_nothing_opens_the_window(
    monkeypatch: pytest.MonkeyPatch, windows: list[list[str]], arguments: list[str]
) -> None:
    assert _start(monkeypatch, *arguments) == 0
    assert windows == [arguments]


@pytest.mark.parametrize(
    "arguments", [["info", "a.anno"], ["--help"], ["-h"], ["--version"], ["ifno"]], ids=str
)
def test_everything_else_goes_to_the_command_line(
    monkeypatch: pytest.MonkeyPatch, windows: list[list[str]], arguments: list[str]
) -> None:
    taken: list[list[str]] = []

    def note(given: list[str]) -> int:
        taken.append(given)
        return 1

    monkeypatch.setattr(cli, "main", note)
    assert _start(monkeypatch, *arguments) == 1
    assert (taken, windows) == ([arguments], [])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there always is a screen")
def test_without_a_screen_one_sentence_is_said_and_the_exit_code_is_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], windows: list[list[str]]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert _start(monkeypatch, "my.anno") == 3
    assert "There is no screen here" in capsys.readouterr().err
    assert windows == []
    assert _start(monkeypatch, "-platform", "offscreen") == 0


@pytest.mark.simulated
def test_elsewhere_than_on_linux_a_screen_is_taken_for_granted(
    monkeypatch: pytest.MonkeyPatch, windows: list[list[str]]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    assert _start(monkeypatch) == 0
    assert windows == [[]]


def test_the_module_is_the_program() -> None:
    command = [sys.executable, "-m", "annotator", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout == f"annotator, version {__version__}\n"
