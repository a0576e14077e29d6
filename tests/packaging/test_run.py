"""`packaging/run.py`: what it starts, what it says when it cannot, and how an older Python reads it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.packaging.conftest import PACKAGING


@pytest.mark.parametrize("script", ["run.py", "test.py"])
def test_an_older_python_reads_the_script_and_says_one_sentence(script: str) -> None:
    source = (PACKAGING / script).read_text("utf-8")
    ast.parse(source, feature_version=(3, 6))
    path = str(PACKAGING / script)
    pretend = (
        f"import runpy, sys; sys.version_info = (3, 9, 1); runpy.run_path({path!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "3.11 or newer, and this is 3.9" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "display", "purpose", "program"),
    [
        ([], True, "window", ["annotator", "--sample"]),
        ([], False, "headless", ["annotator.project.headless"]),
        (["--headless"], True, "headless", ["annotator.project.headless"]),
        (["my.anno"], True, "window", ["annotator", "my.anno"]),
        (["info", "my.anno", "--json"], False, "headless", ["annotator", "info", "my.anno", "--json"]),
    ],
)
def test_what_is_started(
    run_script: ModuleType, arguments: list[str], display: bool, purpose: str, program: list[str]
) -> None:
    planned, started = run_script.plan(arguments, display=display)
    assert (planned.name, started) == (purpose, program)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there always is a display")
def test_a_display_is_one_that_people_see(run_script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not run_script.has_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert run_script.has_display()


@pytest.mark.simulated
def test_elsewhere_than_on_linux_there_is_a_display(
    run_script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert run_script.has_display()


def test_the_program_gets_its_place_and_its_arguments_and_its_exit_code_counts(
    run_script: ModuleType, environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "prepare", lambda purpose: Path(sys.executable))
    monkeypatch.setattr(environment, "WINDOWS", True)
    assert run_script.main(["no-such-command"]) == 2


def test_a_set_up_that_fails_is_said_in_a_sentence(
    run_script: ModuleType,
    environment: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(purpose: object) -> Path:
        raise environment.SetupError("There is no network.")

    monkeypatch.setattr(environment, "prepare", fail)
    assert run_script.main([]) == 3
    assert capsys.readouterr().err == "\nThere is no network.\n"


def test_a_set_up_that_is_interrupted_says_how_to_go_on(
    run_script: ModuleType,
    environment: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupt(purpose: object) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "prepare", interrupt)
    assert run_script.main([]) == 130
    assert "Start again and it is repaired" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="a process of Windows cannot become another")
def test_run_becomes_the_program() -> None:
    program = [sys.executable, "-c", "import os; print(os.getpid())"]
    script = f"import sys; sys.path.insert(0, {str(PACKAGING)!r}); import run; run.hand_over({program!r})"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        said = process.communicate()[0]
    assert int(said) == process.pid
