"""What marks of the default scheme need beside their required values: a claim is somebody's, and so on."""

from __future__ import annotations

from typing import Final, NamedTuple


class Need(NamedTuple):
    """A mark of `label` must be the `end` ("head", "tail") of a relation `kind`, but where `attribute` is
    `but`. `lack` says in words what is missing, `todo` is its name in `model.filters.TODOS`.
    """

    todo: str
    label: str
    kind: str
    end: str
    lack: str
    attribute: str = ""
    but: str = ""


#: DESIGN section 5.
NEEDS: Final = (
    Need("source", "claim", "attributes", "tail", "has no source", "form", "unattributed"),
    Need("target", "sentiment", "target", "head", "has no target"),
)
