"""Edits of a workbook: found field by field, flagged where stale, taken as one step of Undo."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest

from annotator.model.edits import Edit
from annotator.project import Project
from annotator.project.editing import take_edits, workbook_edits
from annotator.project.exporting import export_to
from tests.projects import first, new_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = new_project(tmp_path)
    article = first(made)
    russia = made.entities.add("Rusia", aliases=["Moskow"])
    made.annotations.add(article, "actor", [(0, 5)], entity=russia.uid)
    made.annotations.add(article, "claim", [(6, 14)], note="old")
    yield made
    made.close()


def edited(project: Project, folder: Path, change: Callable[[Any], None], **chosen: Any) -> Path:
    path = folder / "book.xlsx"
    export_to(project, path, overwrite=True, **chosen)
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def put(**cells: Any) -> Callable[[Any], None]:
    """Type into cells of the first mark's row, or of the row `row`."""
    row = cells.pop("row", 2)
    name = cells.pop("sheet", "Annotations")

    def change(book: Any) -> None:
        sheet = book[name]
        header = [cell.value for cell in sheet[1]]
        for column, value in cells.items():
            sheet.cell(row, header.index(column) + 1).value = value

    return change


def marks(project: Project) -> list[Any]:
    return project.annotations.of(first(project))


def test_all_edits_of_a_workbook_are_one_step_of_undo(project: Project, tmp_path: Path) -> None:
    before = marks(project)

    def change(book: Any) -> None:
        put(type="government", scope="foreign", note="N", entity="moskow")(book)
        put(row=3, label="source", note=None)(book)
        put(sheet="Articles", status="done")(book)

    found = workbook_edits(project, edited(project, tmp_path, change))
    assert {(one.field, one.name, one.after) for one in found.edits} == {
        ("attribute", "type", "government"),
        ("attribute", "scope", "foreign"),
        ("note", "", "N"),
        ("entity", "", "moskow"),
        ("label", "", "source"),
        ("note", "", None),
        ("status", "", "done"),
    }
    report = take_edits(project, found.edits)
    assert (report.taken, report.problems) == (7, [])
    actor, source = marks(project)
    assert (actor.attributes, actor.note) == ({"type": "government", "scope": "foreign"}, "N")
    assert len(project.entities.all()) == 1  # an alias is the same entity
    assert (source.label, source.note) == ("source", "")
    assert project.articles.get(first(project)).status == "done"
    assert project.undo() == "Take edits from a workbook"
    assert [msgspec.structs.replace(one, modified="") for one in marks(project)] == [
        msgspec.structs.replace(one, modified="") for one in before
    ]


def test_a_new_name_makes_an_entity_and_no_name_takes_it_away(project: Project, tmp_path: Path) -> None:
    path = edited(project, tmp_path, put(row=3, entity="Kremlin", form="indirect"))
    take_edits(project, workbook_edits(project, path).edits)
    assert [one.name for one in project.entities.all()] == ["Kremlin", "Rusia"]
    path = edited(project, tmp_path, put(row=3, entity=None, form=None))
    take_edits(project, workbook_edits(project, path).edits)
    assert (marks(project)[1].entity, marks(project)[1].attributes) == ("", {})


def test_edits_of_a_mark_that_was_changed_here_since_are_stale(project: Project, tmp_path: Path) -> None:
    path = edited(project, tmp_path, put(note="theirs", row=3))
    time.sleep(1.1)
    project.annotations.edit(marks(project)[1].id, note="mine")
    (edit,) = workbook_edits(project, path).edits
    assert (edit.stale, edit.before, edit.after) == (True, "mine", "theirs")


def test_what_changed_between_looking_and_taking_is_not_overwritten(project: Project, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put(row=3, note="theirs", form="indirect", entity="Kremlin")(book)
        put(row=2, label="source", type="person")(book)
        put(sheet="Articles", status="done")(book)

    found = workbook_edits(project, edited(project, tmp_path, change))
    project.annotations.edit(marks(project)[1].id, note="mine")
    project.articles.set_status(first(project), "new")
    report = take_edits(project, found.edits)
    assert sorted(one.message.partition(":")[0] for one in report.problems) == ["note", "status"]
    assert marks(project)[1].note == "mine"
    assert marks(project)[1].attributes == {"form": "indirect"}


def test_an_attribute_whose_label_was_not_taken_is_listed_and_the_rest_goes(
    project: Project, tmp_path: Path
) -> None:
    path = edited(project, tmp_path, put(label="source", identified="named", note="kept"))
    edits = [one for one in workbook_edits(project, path).edits if one.field != "label"]
    report = take_edits(project, edits)
    assert (report.taken, len(report.problems)) == (1, 1)
    assert marks(project)[0].note == "kept"


def test_edits_of_things_that_are_gone_are_listed(project: Project) -> None:
    edits = [
        Edit(target="annotation", uid="gone", field="note", after="x"),
        Edit(target="article", uid="gone", field="status", before="new", after="done"),
        Edit(
            target="article",
            uid=project.articles.get(first(project)).uid,
            field="variable",
            name="gone",
            after="x",
        ),
    ]
    report = take_edits(project, edits, delete=["gone"])
    assert (report.taken, report.deleted, len(report.problems)) == (0, 0, 3)


def test_variables_are_taken(project: Project, tmp_path: Path) -> None:
    from annotator.model.scheme import Attribute

    project.change_scheme(
        msgspec.structs.replace(project.scheme, variables=[Attribute(name="tone", grows=True)])
    )
    path = edited(project, tmp_path, put(sheet="Articles", tone="dry"))
    assert take_edits(project, workbook_edits(project, path).edits).taken == 1
    assert project.articles.variables(first(project)) == {"tone": "dry"}


def test_marks_made_after_the_workbook_are_not_missing_from_it(project: Project, tmp_path: Path) -> None:
    path = edited(project, tmp_path, lambda book: book["Annotations"].delete_rows(2))
    time.sleep(1.1)
    project.annotations.add(first(project), "actor", [(0, 5)])
    assert len(workbook_edits(project, path).missing) == 1


def test_a_workbook_of_a_part_says_so(project: Project, tmp_path: Path) -> None:
    path = edited(project, tmp_path, put(note="x"), labels=["actor"])
    assert workbook_edits(project, path).filters == "labels actor"
