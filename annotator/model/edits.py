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
    that the registry does not have yet. `record` is the sheet and row. `stale` says that the annotation
    was changed here after the workbook was written: taking the edit may undo that change.
    """

    target: Literal["annotation", "article"]
    uid: str
    field: Literal["label", "attribute", "entity", "note", "variable", "status"]
    name: str = ""
    before: AttributeValue | None = None
    after: AttributeValue | None = None
    record: str = ""
    stale: bool = False


class Edits(msgspec.Struct, frozen=True, kw_only=True):
    """What a workbook says differently.

    `problems` are rows and values that cannot be taken over: unknown, changed in text, not in the
    scheme. `missing` are uids of annotations that are older than the workbook and have no row there (any
    more): nothing is deleted unless somebody asks for it. `rows` counts the rows that were compared;
    `filters` says what the workbook was made of ("everything", or "status done").
    """

    edits: list[Edit]
    problems: list[Problem]
    missing: list[str]
    rows: int
    filters: str = ""


class EditsReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of edits: how many were taken, how many annotations deleted, and what did not go."""

    taken: int = 0
    deleted: int = 0
    problems: list[Problem] = []
