"""The recorder: what it refuses to record, and rows that are gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.store import schema
from tests.projects import first, new_project


def test_nothing_is_recorded_for_rows_that_are_gone_or_stay_the_same(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    name = project.undo_name
    with project._core.write("Nothing") as at:
        assert not at.recorder.update(schema.article, 99, {"title": "x"})
        assert not at.recorder.update(schema.article, first(project), {"title": "article-00000"})
        assert at.recorder.update_many(schema.article, [first(project), 99], {"title": "article-00000"}) == 0
        assert list(at.recorder.insert_many(schema.entity, [])) == []
    assert project.undo_name == name
    project.close()


def test_many_rows_are_changed_in_one_go_and_back(tmp_path: Path) -> None:
    project = new_project(tmp_path, *(f"Text {number}" for number in range(700)))
    ids = project.articles.ids()
    with project._core.write("Name them all") as at:
        assert at.recorder.update_many(schema.article, ids, {"outlet": "Fakta.com"}) == 700
    assert {row.outlet for row in project.articles.rows(ids)} == {"Fakta.com"}
    project.undo()
    assert {row.outlet for row in project.articles.rows(ids)} == {""}
    project.close()


def test_a_part_that_fails_is_taken_back_and_the_rest_of_the_command_stays(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    with project._core.write("Both") as at:
        with pytest.raises(ZeroDivisionError), at.recorder.all_or_nothing():
            at.recorder.update(schema.article, first(project), {"title": "lost"})
            raise ZeroDivisionError
        at.recorder.update(schema.article, first(project), {"outlet": "kept"})
    found = project.articles.get(first(project))
    assert (found.title, found.outlet) == ("article-00000", "kept")
    project.undo()
    assert project.articles.get(first(project)).outlet == ""
    project.close()
