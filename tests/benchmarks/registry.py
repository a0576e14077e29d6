"""What a benchmark is, how two things are timed fairly, and how benchmarks are found."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import statistics
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

import tests.benchmarks


class Figure(NamedTuple):
    """One measured ratio: product : baseline, at most `target`.

    `at_least` turns it round: how many times as fast as the baseline, at least `target`.
    """

    name: str
    ratio: float
    target: float
    detail: str
    at_least: bool = False

    @property
    def reached(self) -> bool:
        """Whether the target is met."""
        return self.ratio >= self.target if self.at_least else self.ratio <= self.target


Benchmark = Callable[[], Iterable[Figure]]
_Found = TypeVar("_Found", bound=Benchmark)

_BENCHMARKS: dict[str, Benchmark] = {}


def benchmark(function: _Found) -> _Found:
    """Declare a benchmark: a function of a `bench_*.py` module; its name is what `--only` takes."""
    if function.__name__ in _BENCHMARKS:
        raise ValueError(f"there are two benchmarks called {function.__name__}")
    _BENCHMARKS[function.__name__] = function
    return function


def all_benchmarks() -> dict[str, Benchmark]:
    """Every benchmark of the `bench_*.py` modules by name, in name order."""
    for module in pkgutil.iter_modules(tests.benchmarks.__path__):
        if module.name.startswith("bench_"):
            importlib.import_module(f"tests.benchmarks.{module.name}")
    return dict(sorted(_BENCHMARKS.items()))


class Timing(NamedTuple):
    """Medians in seconds, over the same rounds; `ratio` is the median of the rounds' ratios."""

    baseline: float
    product: float
    ratio: float
    rounds: int

    def words(self, *, product: str = "product", baseline: str = "baseline") -> str:
        """The measurement for the `detail` of a figure."""
        return (
            f"{product} {self.product * 1000:.2f} ms, {baseline} {self.baseline * 1000:.2f} ms, "
            f"medians of {self.rounds}"
        )


def compare(product: Callable[[], object], baseline: Callable[[], object], *, rounds: int) -> Timing:
    """Time both in turn, after one round that does not count, so that a busy machine slows both."""
    return compare_seconds(lambda: _seconds(product), lambda: _seconds(baseline), rounds=rounds)


def compare_seconds(product: Callable[[], float], baseline: Callable[[], float], *, rounds: int) -> Timing:
    """As `compare`, for two that measure themselves and give their seconds."""
    pairs = [(baseline(), product()) for _ in range(rounds + 1)][1:]
    return Timing(
        statistics.median(before for before, _ in pairs),
        statistics.median(after for _, after in pairs),
        statistics.median(after / before for before, after in pairs),
        rounds,
    )


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
