"""From project to project through our JSON lines, and the quick way of rows through an export."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from annotator.formats import all_formats
from annotator.model.annotation import Annotation
from annotator.model.stored import StoredAnnotations
from annotator.project import Project
from annotator.project.exporting import dataset, export_to
from annotator.project.importing import import_files
from tests.formats.comparing import written
from tests.formats.sample import sample
from tests.projects import new_project, state

TEXT = "“Kami 😀 siap”, kata Gerasimov, “dan kuat sekali” di Moskow.\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project with the sample, and an article with a broken-up quotation behind an emoji."""
    made = new_project(tmp_path, TEXT)
    written("jsonl", sample(), tmp_path / "sample.jsonl")
    assert not import_files(made, [tmp_path / "sample.jsonl"]).failed
    article = made.articles.ids()[0]
    made.annotations.add(
        article,
        "claim",
        [(1, 12), (32, 47)],
        attributes={"form": "direct quote"},
        note='terpotong \u2028 " \\',
    )
    made.annotations.add(article, "actor", [(20, 29)])
    made.articles.set_variable(article, "frame", "conflict")
    made.articles.set_status(article, "done")
    with closing(made):
        yield made


def test_a_project_goes_through_json_lines_and_comes_out_the_same(project: Project, tmp_path: Path) -> None:
    export_to(project, tmp_path / "one.jsonl")
    with closing(Project.create(tmp_path / "copy.anno", coder="Sari")) as copy:
        report = import_files(copy, [tmp_path / "one.jsonl"])
        assert not report.failed
        assert not report.warnings
        export_to(copy, tmp_path / "two.jsonl")
        assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
        assert len(repr(state(copy))) > 1000
        assert import_files(copy, [tmp_path / "one.jsonl"]).annotations == 0, "a second time adds nothing"


def test_rows_and_annotations_are_written_alike(project: Project, tmp_path: Path) -> None:
    export_to(project, tmp_path / "rows.jsonl")
    data = dataset(project)
    records = [
        msgspec.structs.replace(one, annotations=list(one.annotations)) for one in dataset(project).records
    ]
    written("jsonl", msgspec.structs.replace(data, records=records), tmp_path / "annotations.jsonl")
    assert (tmp_path / "rows.jsonl").read_bytes() == (tmp_path / "annotations.jsonl").read_bytes()
    for flat in ("a", "b"):
        source = data if flat == "a" else msgspec.structs.replace(data, records=records)
        written("jsonl", source, tmp_path / f"{flat}.jsonl", {"flat": True})
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_offsets_out_of_a_project_are_right_for_an_independent_reader(
    project: Project, tmp_path: Path
) -> None:
    export_to(project, tmp_path / "data.jsonl")
    lines = [json.loads(one) for one in (tmp_path / "data.jsonl").read_bytes().splitlines()]
    [broken] = [one for one in lines[0]["spans"] if "fragments" in one]
    text = lines[0]["text"]
    assert [text[start:end] for start, end in broken["fragments"]] == ["Kami 😀 siap", "dan kuat sekali"]
    assert broken["text"] == text[broken["start"] : broken["end"]]


def test_quotes_that_were_damaged_in_the_file_are_listed(tmp_path: Path) -> None:
    with closing(new_project(tmp_path, TEXT)) as project:
        article = project.articles.ids()[0]
        marks = [
            project.annotations.add(article, "actor", [(20, 29)]),
            project.annotations.add(article, "claim", [(1, 12), (32, 48)], attributes={"form": "mixed"}),
            project.annotations.add(article, "actor", [(53, 59)]),
        ]
        good = project.annotations.add(article, "source", [(20, 29)])
        file = project.path
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute(
            "UPDATE annotation SET quote = 'Putin' WHERE uid IN (?, ?)", [one.uid for one in marks[:2]]
        )
        raw.execute(
            "UPDATE annotation SET quote = 'k' || char(10), start = 58, \"end\" = 900 WHERE uid = ?",
            [marks[2].uid],
        )
    with closing(Project.open(file, coder="Sari")) as project:
        report = export_to(project, tmp_path / "data.jsonl")
        assert {one.record for one in report.warnings} == {one.uid for one in marks}
        assert good.uid not in {one.record for one in report.warnings}


def test_stored_annotations_are_a_sequence_like_any_other(project: Project) -> None:
    for record in dataset(project).records:
        marks = record.annotations
        assert isinstance(marks, StoredAnnotations)
        assert marks == list(marks) == [marks[place] for place in range(len(marks))]
        assert marks[:2] == list(marks)[:2]
        assert all(isinstance(one, Annotation) and one.id for one in marks)
        assert marks != "marks"
        assert repr(marks) == repr(list(marks))
        with pytest.raises(TypeError):
            hash(marks)


def test_chosen_articles_far_apart_come_one_by_one(tmp_path: Path) -> None:
    with closing(new_project(tmp_path, *(f"Artikel {number}\n" for number in range(5)))) as project:
        ids = project.articles.ids()
        file = project.path
    with closing(sqlite3.connect(file)) as raw, raw:
        for table, column in (("article_text", "article_id"), ("article", "id")):
            raw.execute(f"UPDATE {table} SET {column} = {column} + 100000 WHERE {column} = {ids[-1]}")
    with closing(Project.open(file, coder="Sari")) as project:
        ids = project.articles.ids()
        chosen = [one.text for one in dataset(project, articles=[ids[4], ids[0]]).records]
        assert chosen == ["Artikel 0\n", "Artikel 4\n"]


def test_every_format_that_writes_takes_a_project(project: Project, tmp_path: Path) -> None:
    for name in ("jsonl", "xlsx", "csv"):
        suffix = all_formats()[name].suffix
        assert export_to(project, tmp_path / f"data{suffix}", format=name).annotations == 15


def test_roles_party_country_and_outlet_of_an_entity_come_back(tmp_path: Path) -> None:
    from annotator.model.entity import Role
    from annotator.model.exchange import Dataset
    from tests.formats.comparing import read, written
    from tests.formats.sample import sample

    roles = [
        Role(role="minister", since="2019-10", until="2024-10"),
        *(Role(role="mayor", since="2024"), Role(role="student", until="1990"), Role(role="author")),
    ]
    first, *rest = sample().entities
    rich = msgspec.structs.replace(first, roles=roles, party="PDI-P", country="Indonesia", outlet="Kompas")
    data: Dataset = msgspec.structs.replace(sample(), entities=[rich, *rest])
    written("jsonl", data, tmp_path / "out.jsonl")
    assert rich in read("jsonl", tmp_path / "out.jsonl")[0].entities
    written("xlsx", data, tmp_path / "out.xlsx")
    import openpyxl

    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Entities"]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    words = "minister (2019-10 – 2024-10); mayor (since 2024); student (until 1990); author"
    assert {words, "PDI-P", "Indonesia", "Kompas"} <= set(cells)
