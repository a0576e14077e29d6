"""How far a project is: articles by status and coder, marks over time, to-dos, today's work."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from annotator.model.article import STATUSES
from annotator.model.exchange import Progress, no_progress
from annotator.model.figures import CoderFigures, Figures
from annotator.model.filters import TODOS, MarkFilter
from annotator.project.project import Project
from annotator.store import figures


def progress_of(
    project: Project, *, now: datetime | None = None, progress: Progress = no_progress
) -> Figures:
    """The numbers of the project now (`now`: in local time, for tests). Each is read by itself, so that
    others may write in between.
    """
    moment = (now or datetime.now()).astimezone()
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    since = midnight.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    steps = len(TODOS) + 2
    core = project._core
    with core.read() as view:
        hours = figures.marks_by_hour(view)
    progress(1, steps)
    with core.read() as view:
        published, wrote = figures.marks_by_month(view), figures.articles_by_coder(view)
        assigned, done = figures.assigned_by_status(view), figures.done_since(view, since)
    progress(2, steps)
    todos: dict[str, int] = {}
    for step, todo in enumerate(TODOS, start=3):
        todos[todo] = project.annotations.count(MarkFilter(todo=todo))
        progress(step, steps)
    today = moment.date().isoformat()
    made, marks, marks_today = _tallied(hours, today, moment)
    names = list(dict.fromkeys([*(one.name for one in project.coders), *marks, *assigned]))
    coders = tuple(
        CoderFigures(
            name=name,
            marks=marks.get(name, 0),
            articles=wrote.get(name, 0),
            assigned=assigned.get(name, {}),
            marks_today=marks_today.get(name, 0),
            done_today=done.get(name, 0),
        )
        for name in names
    )
    return Figures(
        today=today,
        statuses={status: project.articles.progress().get(status, 0) for status in STATUSES},
        coders=coders,
        made=made,
        published=published,
        todos=todos,
        marks=sum(marks.values()),
        marks_today=sum(marks_today.values()),
        done_today=sum(done.values()),
    )


_Made = dict[str, dict[str, int]]


def _tallied(
    hours: list[tuple[str, str, str, int]], today: str, moment: datetime
) -> tuple[_Made, dict[str, int], dict[str, int]]:
    """Marks by label and local day, by coder, and today's by coder."""
    made: _Made = defaultdict(lambda: defaultdict(int))
    marks: dict[str, int] = defaultdict(int)
    marks_today: dict[str, int] = defaultdict(int)
    for hour, label, coder, count in hours:
        day = local_day(hour, moment)
        made[label][day] += count
        marks[coder] += count
        if day == today:
            marks_today[coder] += count
    return {label: dict(days) for label, days in made.items()}, dict(marks), dict(marks_today)


def local_day(hour: str, moment: datetime) -> str:
    """The local day, in the time zone of `moment`, of a UTC hour "2026-11-23T09"; "" for nonsense."""
    try:
        at = datetime.strptime(hour, "%Y-%m-%dT%H").replace(tzinfo=UTC)
    except ValueError:
        return ""
    # half-hour zones: the whole hour counts to the day on which it began
    offset = moment.utcoffset() or timedelta()
    return (at + offset).date().isoformat()
