"""The numbers of the dashboard, recounted by hand."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

from annotator.model.filters import TODOS
from annotator.project.progress import local_day, progress_of
from tests.projects import new_project


def test_the_numbers_of_a_project_are_those_that_one_counts(tmp_path: Path) -> None:
    project = new_project(tmp_path, "satu dua tiga", "empat lima", "enam")
    one, two, three = project.articles.ids()
    project.articles.edit(one, published="2025-04-26")
    project.articles.edit(two, published="2025-04")
    project.annotations.add(one, "claim", [(0, 4)])
    project.annotations.add(one, "actor", [(5, 8)])
    project.set_coder("Budi")
    project.annotations.add(two, "actor", [(0, 5)])
    project.articles.set_status(two, "done")
    project.articles.set_status(three, "done")
    project.articles.set_status(three, "started")
    project.assignments.assign([one, two], ["Budi"])
    figures = progress_of(project)
    today = datetime.now().astimezone().date().isoformat()
    assert figures.statuses == {"new": 0, "started": 2, "done": 1}
    assert (figures.marks, figures.marks_today, figures.done_today) == (3, 3, 1)
    assert figures.made == {"claim": {today: 1}, "actor": {today: 2}}
    assert figures.published == {"claim": {"2025-04": 1}, "actor": {"2025-04": 2}}
    assert set(figures.todos) == set(TODOS)
    assert (figures.todos["source"], figures.todos["entity"]) == (1, 2)
    sari, budi = figures.coders
    assert (sari.name, sari.marks, sari.articles, sari.done_today, sari.assigned) == ("Sari", 2, 1, 0, {})
    assert (budi.marks_today, budi.done_today, budi.articles) == (1, 1, 1)
    assert budi.assigned == {"new": 0, "started": 1, "done": 1}
    later = progress_of(project, now=datetime.now().astimezone() + timedelta(days=2))
    assert (later.marks_today, later.done_today) == (0, 0)
    project.close()


def test_a_day_ends_at_midnight_where_one_is() -> None:
    jakarta = datetime(2025, 4, 26, tzinfo=timezone(timedelta(hours=7)))
    assert local_day("2025-04-25T17", jakarta) == "2025-04-26"
    assert local_day("2025-04-25T16", jakarta) == "2025-04-25"
    assert local_day("", jakarta) == ""
