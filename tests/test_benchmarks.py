"""The frame of the benchmarks: what is run, what is printed, and that a crash is told."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.benchmarks import __main__ as program
from tests.benchmarks import registry
from tests.benchmarks.registry import Benchmark, Figure, benchmark, compare, compare_seconds


def _quick() -> Iterator[Figure]:
    yield Figure("quick", 1.25, 1.5, "fine")
    yield Figure("quick_export", 2.0, 2.5, "too slow", at_least=True)


def _broken() -> Iterator[Figure]:
    yield Figure("broken", 1, 1, "before the crash")
    raise RuntimeError("crashed on purpose")


@pytest.fixture
def benchmarks(monkeypatch: pytest.MonkeyPatch) -> dict[str, Benchmark]:
    known: dict[str, Benchmark] = {"quick": _quick, "quick_two": _quick, "broken": _broken}
    monkeypatch.setattr(program, "all_benchmarks", lambda: known)
    return known


@pytest.mark.usefixtures("benchmarks")
def test_json_is_one_line_for_each_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["--only", "quick", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        {"name": "quick", "ratio": 1.25, "target": 1.5, "detail": "fine"},
        {"name": "quick_export", "ratio": 2.0, "target": 2.5, "detail": "too slow; at least"},
    ]


@pytest.mark.usefixtures("benchmarks")
def test_a_missed_target_is_marked_but_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["--only", "quick"]) == 0
    assert [line.split()[:2] for line in capsys.readouterr().out.splitlines()] == [
        ["ok", "quick"],
        ["MISS", "quick_export"],
    ]


@pytest.mark.usefixtures("benchmarks")
def test_a_crash_is_told_and_the_others_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main([]) == 1
    captured = capsys.readouterr()
    assert "crashed: broken" in captured.err
    assert "crashed on purpose" in captured.err
    assert len(captured.out.splitlines()) == 5


@pytest.mark.usefixtures("benchmarks")
def test_the_beginning_of_a_name_runs_all_that_begin_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["--only", "qui"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4


@pytest.mark.usefixtures("benchmarks")
def test_an_unknown_name_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        program.main(["--only", "nothing"])
    assert "there are quick, quick_two, broken" in capsys.readouterr().err


def test_the_start_is_among_the_benchmarks_and_names_are_unique() -> None:
    assert "startup" in registry.all_benchmarks()
    with pytest.raises(ValueError, match="two benchmarks called startup"):
        benchmark(registry.all_benchmarks()["startup"])


def test_both_sides_are_run_in_turn_and_the_first_round_does_not_count() -> None:
    order: list[str] = []

    def says(word: str, seconds: float) -> float:
        order.append(word)
        return seconds

    timing = compare_seconds(lambda: says("product", 0.3), lambda: says("baseline", 0.2), rounds=3)
    assert order == ["baseline", "product"] * 4
    assert timing.ratio == pytest.approx(1.5)
    assert timing.words(baseline="theirs") == "product 300.00 ms, theirs 200.00 ms, medians of 3"


def test_what_is_timed_is_run_once_more_than_it_counts() -> None:
    runs: list[int] = []
    assert compare(lambda: runs.append(1), lambda: runs.append(2), rounds=1).rounds == 1
    assert runs == [2, 1, 2, 1]
