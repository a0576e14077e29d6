"""THE PANELS: one module for each part beside the text, found by discovery."""

from __future__ import annotations

import importlib
import pkgutil

from annotator.ui.panel import Panel


def all_panels() -> list[type[Panel]]:
    """Every panel class, in the order of the tabs."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    found = [module.PANEL for module in modules if hasattr(module, "PANEL")]
    return sorted(found, key=lambda panel: panel.order)
