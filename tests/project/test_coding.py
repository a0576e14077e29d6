"""Many places coded at once, and tables that go out and come back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.errors import AnnotatorError, ReadError, SchemeError, SpanError, WriteError
from annotator.model.annotation import Span
from annotator.model.article import ArticleId
from annotator.project import Project
from annotator.project.coding import Coded, Place, code
from annotator.project.plain_tables import read_table, write_table
from tests.projects import new_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = new_project(tmp_path, "Invasi itu. Dr. Sari menyebut invasi.", "Satu invasi lagi.")
    yield made
    made.close()


def test_places_of_many_articles_get_one_mark_each(project: Project) -> None:
    one, two = project.articles.ids()
    entity = project.entities.add("Invasi").uid
    places = [Place(one, Span(0, 6)), Place(two, Span(5, 11)), Place(one, Span(30, 36))]
    done = code(project, places, "actor", attributes={"scope": "foreign"}, entity=entity)
    assert done == Coded(3, 0)
    marks = project.annotations.of(one)
    assert [mark.quote for mark in marks] == ["Invasi", "invasi"]
    assert {mark.entity for mark in marks} == {entity}
    assert marks[0].attributes["scope"] == "foreign"
    assert project.articles.get(two).status == "started"
    assert code(project, places[:2], "actor") == Coded(0, 2)
    assert project.undo() == "Add 3 marks: actor"
    assert project.annotations.of(one) == []


def test_whole_sentences_are_marked_once(project: Project) -> None:
    one = project.articles.ids()[0]
    places = [Place(one, Span(12, 15)), Place(one, Span(30, 36))]
    code(project, places, "claim", extent="sentence")
    quotes = [mark.quote for mark in project.annotations.of(one)]
    assert all("Sari" in quote or "Dr" in quote for quote in quotes)
    assert len(quotes) <= 2


def test_what_does_not_fit_the_scheme_changes_nothing(project: Project) -> None:
    one, two = project.articles.ids()
    good = Place(one, Span(0, 6))
    with pytest.raises(SchemeError):
        code(project, [good], "claim", attributes={"form": "sung"})
    with pytest.raises(SchemeError, match="take no entity"):
        code(project, [good], "claim", entity="x")
    with pytest.raises(SchemeError, match="not in the project"):
        code(project, [good], "actor", entity="x")
    with pytest.raises(SpanError):
        code(project, [good, Place(two, Span(5, 500))], "claim")
    with pytest.raises(AnnotatorError, match="not in the project"):
        code(project, [good, Place(ArticleId(99), Span(0, 1))], "claim")
    assert not any(project.annotations.counts().values())


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_table_comes_back_as_it_went(tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"table.{ending}"
    rows = [("=SUM(A1)", 'a, "b"\nc'), ("俄军", "'quoted"), ("-5", "")]
    write_table(target, ["one", "two"], [(*row, at) for at, row in enumerate(rows)])
    assert read_table(target)[0][:2] == ["one", "two"]
    assert [(row[0], row[1]) for row in read_table(target)[1:]] == rows
    assert [row[2] for row in read_table(target)[1:]] == ["0", "1", "2"]


def test_semicolons_and_old_encodings_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("name;alias\nMüller;Mueller\n".encode("cp1252"))
    assert read_table(tmp_path / "a.csv") == [["name", "alias"], ["Müller", "Mueller"]]


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", b"no workbook"), ("a.csv", b'a,b\n"x" y,z\n"open')])
def test_what_is_no_table_is_told(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadError):
        read_table(tmp_path / name)


def test_a_workbook_with_too_many_rows_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.project.plain_tables._MOST_ROWS", 2)
    with pytest.raises(WriteError, match="Export as CSV"):
        write_table(tmp_path / "a.xlsx", ["x"], [["1"], ["2"]])
    assert list(tmp_path.iterdir()) == []
