"""Edits that come back from a workbook: what a person changed there, to be shown and accepted one by one."""

from __future__ import annotations

from typing import Literal

import msgspec

from annotator.model.annotation import AttributeValue
from annotator.model.exchange import Problem


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """One field of one annotation or article, before and after.

    `field` is label, attribute, entity, note (annotation) or variable, status (article); `name` is the
    attribute's or variable's. None stands for no value. An entity is given by its name: it may be one
    that the registry does not have yet. `record` is the sheet and row.
    """

    target: Literal["annotation", "article"]
    uid: str
    field: Literal["label", "attribute", "entity", "note", "variable", "status"]
    name: str = ""
    before: AttributeValue | None = None
    after: AttributeValue | None = None
    record: str = ""


class Edits(msgspec.Struct, frozen=True, kw_only=True):
    """What a workbook says differently.

    `problems` are rows and values that cannot be taken over: unknown, changed in text, not in the
    scheme. `missing` are uids of annotations that have no row there (any more): nothing is deleted
    unless somebody asks for it. `rows` counts the rows that were compared.
    """

    edits: list[Edit]
    problems: list[Problem]
    missing: list[str]
    rows: int
