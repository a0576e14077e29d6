"""`packaging/test.py`: every check is run and counted, and coverage has a floor for each package."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def _file(
    lines: int, missing: list[int], branches: int = 0, missed: list[list[int]] | None = None
) -> dict[str, Any]:
    missed = missed or []
    summary = {
        "num_statements": lines,
        "covered_lines": lines - len(missing),
        "num_branches": branches,
        "covered_branches": branches - len(missed),
    }
    return {"summary": summary, "missing_lines": missing, "missing_branches": missed}


@pytest.fixture
def report(tmp_path: Path, test_script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(test_script, "FLOORS", {"model": 100.0, "ui": 85.0, "": 95.0})
    place = tmp_path / "coverage.json"
    files = {
        "annotator/model/text.py": _file(9999, [], 2, [[7, -1]]),
        "annotator/ui/canvas/view.py": _file(80, [3, 4, 5], 20, [[3, 4]]),
        "annotator/paths.py": _file(10, []),
    }
    place.write_text(json.dumps({"files": files}), "utf-8")
    return place


def test_coverage_counts_lines_and_branches_by_package_and_is_not_rounded_up(
    test_script: ModuleType, report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = {one.name: one for one in test_script.coverage(report)}
    assert {name: one.passed for name, one in outcomes.items()} == {
        "coverage of model": False,
        "coverage of ui": True,
        "coverage of the rest": True,
    }
    assert outcomes["coverage of model"].closing.startswith("99.99 %")
    assert outcomes["coverage of ui"].closing.startswith("96.0 %")
    assert "not reached in annotator/model/text.py: 7→exit" in capsys.readouterr().out


def test_no_coverage_is_a_failure(test_script: ModuleType, tmp_path: Path) -> None:
    assert [one.passed for one in test_script.coverage(tmp_path / "none.json")] == [False]


def test_a_check_shows_what_it_says_and_keeps_the_closing_line(
    test_script: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    good = test_script.check("good", [sys.executable, "-c", "print('a'); print('== 3 passed in 1 s ==')"])
    bad = test_script.check("bad", [sys.executable, "-c", "raise SystemExit(2)"])
    assert (good.passed, good.closing, bad.passed) == (True, "3 passed in 1 s", False)
    assert "== 3 passed in 1 s ==" in capfd.readouterr().out


def test_one_failure_fails_the_whole_and_the_others_are_run_all_the_same(
    test_script: ModuleType,
    environment: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(environment, "prepare", lambda purpose: Path(sys.executable))
    monkeypatch.setattr(test_script, "CHECKS", {"bad": ["-c", "raise SystemExit(1)"], "good": ["-c", ""]})
    assert test_script.main([]) == 1
    assert "1 of 2 failed: bad" in capsys.readouterr().out
    assert test_script.main(["--only", "good"]) == 0
    assert "Everything passed." in capsys.readouterr().out


def test_a_set_up_that_fails_is_said(
    test_script: ModuleType,
    environment: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(purpose: object) -> Path:
        raise environment.SetupError("no network")

    monkeypatch.setattr(environment, "prepare", fail)
    assert test_script.main([]) == 3
    assert "no network" in capsys.readouterr().err


def test_every_package_of_the_house_has_a_floor(test_script: ModuleType) -> None:
    packages = {one.parent.name for one in (test_script.ROOT / "annotator").glob("*/__init__.py")}
    assert packages | {""} == set(test_script.FLOORS)


def test_the_ci_calls_this_script_and_nothing_else(test_script: ModuleType) -> None:
    lines = (test_script.ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert lines[-1] == 'exec python3 packaging/test.py "$@"'
    assert (test_script.ROOT / ".ci" / "run").stat().st_mode & 0o111
