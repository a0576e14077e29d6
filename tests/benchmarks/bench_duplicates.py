"""Near-duplicates among 100,000 articles: time and memory."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator

from annotator.analysis import duplicates
from tests.benchmarks.registry import Figure, benchmark

_ARTICLES, _WORDS, _SECONDS, _MEGABYTES = 100_000, 400, 60.0, 1024.0


class _Corpus:
    """Articles made up anew at each reading: every fifth is the one before it with ten words changed."""

    def __init__(self, count: int) -> None:
        self.count = count
        draw = random.Random(4)
        letters = "abcdefghijklmnoprstuvwy"
        self._words = ["".join(draw.choices(letters, k=draw.randint(2, 10))) for _ in range(20_000)]
        self._runs = [" ".join(draw.choices(self._words, k=10)) for _ in range(50_000)]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        draw = random.Random(5)
        runs: list[str] = []
        for number in range(self.count):
            if number % 5:
                runs = draw.choices(self._runs, k=_WORDS // 10)
            else:
                runs = [*runs[:-1], draw.choice(self._runs)]
            yield str(number), " ".join(runs)


@benchmark
def near_duplicates() -> Iterator[Figure]:
    """In a process of its own, so that its memory can be told; making the texts up does not count."""
    words = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench_duplicates"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    seconds, cpu, megabytes = map(float, words[:3])
    detail = (
        f"{seconds:.1f} s ({cpu:.1f} s of processor) and {megabytes:.0f} MB for {_ARTICLES:,} articles, "
        f"{words[3]} clusters"
    )
    yield Figure("near_duplicates", seconds / _SECONDS, 1.0, f"{detail}; the target is 60 s")
    yield Figure("near_duplicates_memory", megabytes / _MEGABYTES, 1.0, f"{detail}; the target is 1 GB")


def _measure() -> None:
    import resource

    corpus = _Corpus(_ARTICLES)
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(2):
        for _text in corpus:
            pass
    making, making_cpu = time.perf_counter() - wall, time.process_time() - cpu
    wall, cpu = time.perf_counter(), time.process_time()
    clusters = duplicates.near_duplicates(corpus)
    seconds, cpu = time.perf_counter() - wall - making, time.process_time() - cpu - making_cpu
    print(seconds, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(clusters))


if __name__ == "__main__":
    _measure()
