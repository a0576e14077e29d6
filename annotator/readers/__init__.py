"""ARTICLES IN: one module for each kind of file, found by discovery."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping

from annotator.model.exchange import Reader


@functools.cache
def all_readers() -> Mapping[str, Reader]:
    """Every reader by name, in name order. Heavy libraries are imported only when one is used."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    found = [module.READER for module in modules if hasattr(module, "READER")]
    return {one.name: one for one in sorted(found, key=lambda one: one.name)}
