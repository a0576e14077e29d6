"""Runs benchmarks: `python -m tests.benchmarks [--only NAME]… [--json]`; 1 when one crashed, else 0."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Iterable

from tests.benchmarks.registry import Benchmark, Figure, all_benchmarks


def main(arguments: list[str]) -> int:
    """Run what is asked for, printing each figure as soon as it is there."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", metavar="NAME", help="a benchmark, or how several begin")
    parser.add_argument("--json", action="store_true", help="one line of JSON for each figure")
    asked = parser.parse_args(arguments)
    chosen = _chosen(all_benchmarks(), asked.only)
    if not chosen:
        parser.error(f"no such benchmark; there are {', '.join(all_benchmarks())}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="annotator-benchmarks-") as home:
        os.environ["ANNOTATOR_HOME"] = home
        crashed = [name for name, one in chosen.items() if not _run(name, one, as_json=asked.json)]
    if crashed:
        print(f"crashed: {', '.join(crashed)}", file=sys.stderr)
    return 1 if crashed else 0


def _chosen(benchmarks: dict[str, Benchmark], names: Iterable[str] | None) -> dict[str, Benchmark]:
    beginnings = tuple(names) if names else ("",)
    exact = {name: one for name, one in benchmarks.items() if name in beginnings}
    return exact or {name: one for name, one in benchmarks.items() if name.startswith(beginnings)}


def _run(name: str, benchmark: Benchmark, *, as_json: bool) -> bool:
    """Whether it went through; one that crashes must not take the others with it."""
    try:
        for figure in benchmark():
            print(_json(figure) if as_json else _words(figure), flush=True)
    except Exception:  # noqa: BLE001 - shown with its traceback, and told by the exit code
        print(f"{name} crashed:", file=sys.stderr)
        traceback.print_exc()
        return False
    return True


def _json(figure: Figure) -> str:
    return json.dumps(
        {
            "name": figure.name,
            "ratio": round(figure.ratio, 4),
            "target": figure.target,
            "detail": figure.detail + ("; at least" if figure.at_least else ""),
        },
        ensure_ascii=False,
    )


def _words(figure: Figure) -> str:
    sign = "≥" if figure.at_least else "≤"
    mark = "ok  " if figure.reached else "MISS"
    return f"{mark} {figure.name:24} {figure.ratio:8.3f} ({sign} {figure.target:g})  {figure.detail}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
