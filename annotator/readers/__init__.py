"""ARTICLES IN: one module for each kind of file, found by discovery."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping
from pathlib import Path

from annotator.model.exchange import Reader
from annotator.safe_files import read_head

#: Below this no reader is sure enough to read a file.
UNSURE = 0.05


@functools.cache
def all_readers() -> Mapping[str, Reader]:
    """Every reader by name, in name order. Heavy libraries are imported only when one is used."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    found = [module.READER for module in modules if hasattr(module, "READER")]
    return {one.name: one for one in sorted(found, key=lambda one: one.name)}


def surest(path: Path) -> Reader | None:
    """The reader that is surest of the file; None when none knows its kind. Raises `ReadError`."""
    head = read_head(path)
    ranked = [(one.sniff(path, head), one) for one in all_readers().values()]
    sure, best = max(ranked, key=lambda pair: pair[0])
    return best if sure > UNSURE else None
