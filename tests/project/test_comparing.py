"""Coders of one project side by side."""

from __future__ import annotations

from pathlib import Path

from annotator.project.comparing import (
    all_compared,
    coders_with_marks,
    compared,
    marks_by_article,
    shared_articles,
)
from tests.coded_projects import coded_project
from tests.projects import first, new_project


def test_who_coded_what_is_told_by_article(tmp_path: Path) -> None:
    project = new_project(tmp_path, "Rusia mengakui.", "Kyiv menolak.", "Nobody.")
    one, two, _ = project.articles.ids()
    project.annotations.add(one, "actor", [(0, 5)])
    project.annotations.add(two, "actor", [(0, 4)])
    project.set_coder("Budi")
    project.annotations.add(one, "actor", [(0, 5)])
    assert coders_with_marks(project) == {"Sari": 2, "Budi": 1}
    assert marks_by_article(project) == {one: {"Sari": 1, "Budi": 1}, two: {"Sari": 1}}
    assert shared_articles(project, ["Sari", "Budi"]) == [one]
    assert shared_articles(project, ["Sari", "Budi"], least=1) == [one, two]
    project.close()


def test_marks_relations_and_variables_are_compared(tmp_path: Path) -> None:
    project = new_project(tmp_path, "Rusia mengakui bahwa pasukan ikut.")
    article = first(project)
    for coder, frame in (("Sari", "conflict"), ("Budi", "responsibility")):
        project.set_coder(coder)
        head = project.annotations.add(article, "claim", [(6, 20)])
        tail = project.annotations.add(article, "actor", [(0, 5)])
        if coder == "Sari":
            project.relations.add("made_by", head.uid, tail.uid)
        project.articles.set_variable(article, "frame", frame)
    found = compared(project, article, ["Sari", "Budi"])
    assert found.counts() == {"same": 2, "only": 1, "value": 1}
    assert found.differences == 2
    project.close()


def test_many_articles_are_compared_one_after_the_other(tmp_path: Path) -> None:
    project = coded_project(tmp_path, ["Ana", "Budi"])
    told: list[tuple[int, int]] = []
    found = list(
        all_compared(
            project,
            project.articles.ids(),
            ["Ana", "Budi"],
            progress=lambda done, total: told.append((done, total)),
        )
    )
    assert [one.article for one in found] == project.articles.ids()
    assert told[-1] == (3, 4)
    assert sum(one.differences for one in found) > 5
    project.close()
