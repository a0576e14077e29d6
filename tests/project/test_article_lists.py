"""Lists of articles: filters, orders, lines, and changes of many as one step of Undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.errors import SchemeError
from annotator.model.article import ArticleId
from annotator.model.filters import ArticleFilter, body_of, filter_of
from annotator.project import Project
from tests.projects import new_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Four articles: two of Kompas, one of El País, one of nobody."""
    made = new_project(tmp_path, "satu dua tiga", "Änderung in Köln", "empat lima", "enam tujuh")
    one, two, three, _four = made.articles.ids()
    made.articles.edit(
        one, title="alpha", outlet="Kompas", author="Ana", published="2025-04-26", language="id"
    )
    made.articles.edit(two, title="Ökonomie", outlet="El País", published="2025-04", language="es")
    made.articles.edit(three, title="Beta", outlet="Kompas", published="2024", extra={"section": "Dunia"})
    made.annotations.add(one, "claim", [(0, 4)])
    made.annotations.add(two, "actor", [(0, 4)])
    made.articles.set_status(three, "done")
    yield made
    made.close()


def _taken(project: Project, **asked: object) -> list[int]:
    """The places (from 1) of the articles that a filter takes."""
    ids = project.articles.ids()
    return [ids.index(key) + 1 for key in project.articles.ids(where=ArticleFilter(**asked))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        ({}, [1, 2, 3, 4]),
        ({"words": "kompas"}, [1, 3]),
        ({"words": "pais"}, [2]),
        ({"words": "OKON"}, [2]),
        ({"words": "ana"}, [1]),
        ({"words": "article-00003"}, [4]),
        ({"words": "dua"}, []),
        ({"words": "dua", "in_text": True}, [1]),
        ({"words": "koln", "in_text": True}, [2]),
        ({"statuses": ("done", "new")}, [3, 4]),
        ({"outlets": ("Kompas", "")}, [1, 3, 4]),
        ({"languages": ("id", "es")}, [1, 2]),
        ({"since": "2025"}, [1, 2]),
        ({"since": "2025-04-26"}, [1]),
        ({"until": "2025-04"}, [1, 2, 3]),
        ({"until": "2024"}, [3]),
        ({"marked": "yes"}, [1, 2]),
        ({"marked": "no"}, [3, 4]),
        ({"with_labels": ("claim", "source")}, [1]),
        ({"without_labels": ("claim",)}, [2, 3, 4]),
        ({"with_labels": ("no such label",)}, []),
        ({"extra": {"section": ("Dunia",)}}, [3]),
        ({"extra": {"section": ("",)}}, [1, 2, 4]),
        ({"outlets": ("Kompas",), "statuses": ("done",)}, [3]),
    ],
)
def test_a_filter_takes_what_fits_all_its_parts(
    project: Project, asked: dict[str, object], taken: list[int]
) -> None:
    assert _taken(project, **asked) == taken


def test_the_value_of_a_variable_can_be_asked_for(project: Project) -> None:
    one, two, _three, _four = project.articles.ids()
    variable = project.scheme.variables[0]
    first, second = variable.value_names()[:2]
    project.articles.set_variable(one, variable.name, first)
    project.articles.set_variable(two, variable.name, second)
    assert _taken(project, variables={variable.name: (first,)}) == [1]
    assert _taken(project, variables={variable.name: (first, "")}) == [1, 3, 4]


def test_sets_and_coders_can_be_asked_for(project: Project) -> None:
    one, two, three, _four = project.articles.ids()
    chosen = project.sets.make("pilot", [one, three])
    project.assignments.assign([one, two], ["Budi"])
    assert _taken(project, sets=(chosen.uid,)) == [1, 3]
    assert _taken(project, coders=("Budi",)) == [1, 2]
    assert _taken(project, coders=("",)) == [3, 4]
    assert _taken(project, coders=("Budi", "")) == [1, 2, 3, 4]
    assert project.articles.ids(in_set=chosen.uid, assigned="Budi") == [one]
    assert project.articles.lines([one])[0].coders == ("Budi",)


@pytest.mark.parametrize(
    ("order", "places"),
    [
        ("-added", [4, 3, 2, 1]),
        ("title", [1, 4, 3, 2]),
        ("outlet", [2, 1, 3, 4]),
        ("-outlet", [3, 1, 2, 4]),
        ("published", [3, 2, 1, 4]),
        ("-published", [1, 2, 3, 4]),
        ("author", [1, 2, 3, 4]),
        ("language", [2, 1, 3, 4]),
        ("status", [4, 1, 2, 3]),
        ("-marks", [2, 1, 4, 3]),
        ("length", [3, 4, 1, 2]),
        ("coders", [1, 2, 3, 4]),
        ("extra:section", [3, 1, 2, 4]),
        ("variable:genre", [1, 2, 3, 4]),
    ],
)
def test_every_column_sorts_and_what_is_empty_comes_last(
    project: Project, order: str, places: list[int]
) -> None:
    ids = project.articles.ids()
    project.articles.edit(ids[3], title="article-00003")
    assert [ids.index(key) + 1 for key in project.articles.ids(order=order)] == places


def test_a_line_tells_all_that_the_table_shows(project: Project) -> None:
    one, _two, three, _four = project.articles.ids()
    project.articles.set_variable(one, project.scheme.variables[0].name, "news")
    lines = project.articles.lines([three, one, ArticleId(99)])
    assert [line.article.title for line in lines] == ["Beta", "alpha"]
    assert lines[0].article.extra == {"section": "Dunia"}
    assert (lines[1].marks, lines[1].variables) == (1, {project.scheme.variables[0].name: "news"})


def test_values_are_counted_in_all_articles_or_in_some(project: Project) -> None:
    ids = project.articles.ids()
    assert project.articles.facets("outlet") == {"Kompas": 2, "": 1, "El País": 1}
    assert project.articles.facets("outlet", ids[:2]) == {"El País": 1, "Kompas": 1}
    assert project.articles.facets("extra:section") == {"": 3, "Dunia": 1}
    assert project.articles.extra_names() == ["section"]


def test_changes_of_many_are_one_step_of_undo(project: Project) -> None:
    ids = project.articles.ids()
    variable = project.scheme.variables[0].name
    assert project.articles.set_status_of(ids, "done") == 3
    assert project.undo_name == "Set status of 4 articles to done"
    assert project.articles.edit_many(ids, "outlet", "Tempo") == 4
    assert project.articles.edit_many(ids, "extra:section", "") == 1
    assert project.articles.edit_many(ids, "extra:wave", "2") == 4
    project.articles.set_variable_of(ids[:2], variable, "news")
    project.articles.set_variable_of(ids, variable, "opinion")
    assert [project.articles.variables(key) for key in ids] == [{variable: "opinion"}] * 4
    project.articles.set_variable_of(ids, variable, None)
    assert [project.articles.variables(key) for key in ids] == [{}] * 4
    assert project.articles.get(ids[2]).extra == {"wave": "2"}
    for _ in range(7):
        project.undo()
    assert project.articles.facets("outlet") == {"Kompas": 2, "": 1, "El País": 1}
    assert project.articles.get(ids[2]).extra == {"section": "Dunia"}
    assert project.articles.progress()["done"] == 1


def test_what_is_no_metadata_or_no_value_is_refused(project: Project) -> None:
    ids = project.articles.ids()
    with pytest.raises(TypeError):
        project.articles.edit_many(ids, "length", "3")
    with pytest.raises(SchemeError):
        project.articles.set_variable_of(ids, "no such variable", "x")
    with pytest.raises(SchemeError):
        project.articles.set_variable_of(ids, project.scheme.variables[0].name, 3)


def test_marks_are_counted_before_articles_go(project: Project) -> None:
    ids = project.articles.ids()
    assert project.articles.mark_count(ids) == 2
    project.articles.delete(ids[:2])
    assert project.articles.mark_count(ids) == 0
    project.undo()
    assert project.articles.mark_count(ids) == 2


def test_a_filter_survives_being_kept_as_a_document() -> None:
    asked = ArticleFilter(words="x", outlets=("a", "b"), variables={"genre": ("news", "")}, since="2025")
    assert filter_of(body_of(asked)) == asked
    assert body_of(ArticleFilter()) == {}
    assert not ArticleFilter(in_text=True)
