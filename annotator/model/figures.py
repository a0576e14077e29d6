"""The numbers of a project's progress, as the dashboard draws them."""

from __future__ import annotations

import msgspec

from annotator.model.article import Status


class CoderFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One coder: live marks, articles that hold any, articles assigned by status, and today's work."""

    name: str
    marks: int = 0
    articles: int = 0
    assigned: dict[Status, int] = {}
    marks_today: int = 0
    done_today: int = 0


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """The progress of a project.

    `made` counts marks by label and local day ("2026-11-23") on which they were made, `published` by label
    and month in which their article appeared ("2026-11", "" for unknown). `todos` counts marks by to-do
    (`model.filters.TODOS`). `done_today` counts articles that were set to done today and still are.
    """

    today: str
    statuses: dict[Status, int] = {}
    coders: tuple[CoderFigures, ...] = ()
    made: dict[str, dict[str, int]] = {}
    published: dict[str, dict[str, int]] = {}
    todos: dict[str, int] = {}
    marks: int = 0
    marks_today: int = 0
    done_today: int = 0
