"""Files of other projects, read in place; where they are missing, tests that need them say so and skip."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parent.parent


def fixture(path: str) -> Path:
    """The fixture file or folder of that relative path, or a skip with a sentence."""
    folder = Path(os.environ.get("ANNOTATOR_FIXTURES") or _ROOT.parent / "shared" / "fixtures")
    found = folder / path
    if not found.exists():
        pytest.skip(f"the fixture {path} of other projects is not on this machine")
    return found
