"""The scheme of a project: where it comes from, and how it may change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from annotator import paths
from annotator.errors import SchemeError
from annotator.model.scheme import (
    Attribute,
    Label,
    RelationType,
    Scheme,
    read_scheme,
    scheme_problems,
)
from annotator.project.core import Core
from annotator.store import reading, writing
from annotator.store.history import new_uid

_Item = TypeVar("_Item", Label, RelationType, Attribute)


def default_scheme() -> Scheme:
    """The scheme that a new project starts with: actor, claim, source, sentiment."""
    return read_scheme((paths.resources() / "schemes" / "default.json").read_bytes())


def found(core: Core, scheme: Scheme) -> None:
    """Give a new project its scheme; this is not a step of Undo."""
    with core.write("Create project", kind="found") as at:
        writing.write_scheme_rows(at, with_uids(scheme))


def change(core: Core, scheme: Scheme, *, name: str) -> None:
    """Make the scheme equal to this one. Raises `SchemeError` when it is broken, or when a label,
    relation type or variable that is in use would vanish.
    """
    problems = list(scheme_problems(scheme))
    if problems:
        raise SchemeError("The scheme cannot be used: " + "; ".join(problems) + ". Nothing was changed.")
    before = core.scheme
    after = msgspec.structs.replace(with_uids(scheme), version=before.version + 1)
    with core.write(name) as at:
        for kind, gone in _vanishing(before, after):
            used = reading.uses(at.view, kind, gone)
            if used:
                raise SchemeError(
                    f"“{gone}” is used {used} times and cannot be removed. Retire it, or delete these first."
                )
        writing.write_scheme_rows(at, after)


def with_uids(scheme: Scheme) -> Scheme:
    """The scheme with a uid on every item that has none."""
    return msgspec.structs.replace(
        scheme,
        labels=[
            msgspec.structs.replace(one, attributes=_identified(one.attributes))
            for one in _identified(scheme.labels)
        ],
        relation_types=_identified(scheme.relation_types),
        variables=_identified(scheme.variables),
    )


def _identified(items: Sequence[_Item]) -> list[_Item]:
    return [one if one.uid else msgspec.structs.replace(one, uid=new_uid()) for one in items]


def _vanishing(before: Scheme, after: Scheme) -> list[tuple[str, str]]:
    lists: list[tuple[str, Sequence[Any], Sequence[Any]]] = [
        ("label", before.labels, after.labels),
        ("relation_type", before.relation_types, after.relation_types),
        ("variable", before.variables, after.variables),
    ]
    return [
        (kind, one.name) for kind, old, new in lists for one in old if one.uid not in {two.uid for two in new}
    ]
