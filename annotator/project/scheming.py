"""The scheme of a project: where it comes from, and how it may change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from annotator import paths
from annotator.errors import SchemeError
from annotator.model.scheme import Scheme, read_scheme
from annotator.model.scheme_changes import EditScheme
from annotator.model.scheme_joining import identified
from annotator.project.core import Core
from annotator.project.scheme_changes import SchemeChanges
from annotator.store import reading, writing


def default_scheme() -> Scheme:
    """The scheme that a new project starts with: actor, claim, source, sentiment."""
    return read_scheme((paths.resources() / "schemes" / "default.json").read_bytes())


def found(core: Core, scheme: Scheme) -> None:
    """Give a new project its scheme; this is not a step of Undo."""
    with core.write("Create project", kind="found") as at:
        writing.write_scheme_rows(at, identified(scheme))


def change(core: Core, scheme: Scheme, *, name: str) -> None:
    """Make the scheme equal to this one. Raises `SchemeError` when it is broken, or when a label,
    relation type or variable that is in use would vanish.
    """
    before, after = core.scheme, identified(scheme)
    with core.write(name) as at:
        for kind, gone in _vanishing(before, after):
            used = reading.uses(at.view, kind, gone)
            if used:
                raise SchemeError(
                    f"“{gone}” is used {used} times and cannot be removed. Retire it, or delete these first."
                )
        SchemeChanges(core).apply(EditScheme(scheme=after))


def _vanishing(before: Scheme, after: Scheme) -> list[tuple[str, str]]:
    lists: list[tuple[str, Sequence[Any], Sequence[Any]]] = [
        ("label", before.labels, after.labels),
        ("relation_type", before.relation_types, after.relation_types),
        ("variable", before.variables, after.variables),
    ]
    return [
        (kind, one.name) for kind, old, new in lists for one in old if one.uid not in {two.uid for two in new}
    ]
