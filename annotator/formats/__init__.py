"""LABELLED DATA OUT AND IN: one module for each format, found by discovery."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping

from annotator.model.exchange import Format


@functools.cache
def all_formats() -> Mapping[str, Format]:
    """Every format by name, in name order. Heavy libraries are imported only when one is used."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    found = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return {one.name: one for one in sorted(found, key=lambda one: one.name)}
