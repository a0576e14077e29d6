"""THE VIEWS: one module for each page over the whole project, found by its name and made when first shown."""

from __future__ import annotations

import importlib
import pkgutil
from typing import cast

from annotator.ui.view import View


def view_class(name: str) -> type[View]:
    """The class of the view with that name. Raises `ModuleNotFoundError` when there is none."""
    return cast("type[View]", importlib.import_module(f"{__name__}.{name}").VIEW)


def all_views() -> list[str]:
    """The names of all views."""
    return sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
