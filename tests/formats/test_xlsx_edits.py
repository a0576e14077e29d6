"""Back in: what somebody changed in our workbook is found field by field, and nothing is taken blindly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from hypothesis import given, settings

from annotator.errors import ReadError
from annotator.formats.xlsx.edits import read_edits
from annotator.model.annotation import Annotation, Span
from annotator.model.article import Article
from annotator.model.edits import Edit, Edits
from annotator.model.exchange import ArticleRecord, Dataset, no_progress
from annotator.model.scheme import Attribute, Label, Scheme, Value
from tests.formats.comparing import written
from tests.formats.sample import sample, uid
from tests.strategies import datasets

Change = Callable[[Any], None]

ALL_KINDS = Scheme(
    labels=[
        Label(
            name="x",
            attributes=[
                Attribute(name="choice", values=[Value(name="one"), Value(name="two")]),
                Attribute(name="several", kind="several", values=[Value(name="a"), Value(name="b")]),
                Attribute(name="sure", kind="yes/no"),
                Attribute(name="number", kind="number"),
                Attribute(name="words", kind="text"),
                Attribute(name="day", kind="date"),
            ],
        )
    ]
)


def edited(given_dataset: Dataset, folder: Path, change: Change) -> Edits:
    """What is found after somebody opened the workbook, changed it and saved it."""
    path = folder / "data.xlsx"
    written("xlsx", given_dataset, path)
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return read_edits(path, given_dataset)


def put(sheet: str, row_id: str, column: str, value: object) -> Change:
    """Type something into the cell of that row and column."""

    def change(book: Any) -> None:
        header = [cell.value for cell in book[sheet][1]]
        ids = header.index("annotation id" if sheet.startswith("Annotations") else "article id")
        for row in book[sheet].iter_rows(min_row=2):
            if row[ids].value == row_id:
                row[header.index(column)].value = value

    return change


def all_kinds() -> Dataset:
    values = {
        "choice": "one",
        "several": ["a", "b"],
        "sure": True,
        "number": 3,
        "words": "5",
        "day": "2025-04-26",
    }
    mark = Annotation(label="x", fragments=(Span(0, 1),), quote="a", uid="m", attributes=values)
    record = ArticleRecord(article=Article(uid="u"), text="a", annotations=[mark])
    return Dataset(scheme=ALL_KINDS, records=[record], count=1)


def test_a_workbook_that_nobody_touched_brings_nothing_back(tmp_path: Path) -> None:
    found = edited(sample(), tmp_path, lambda book: None)
    assert found == Edits(edits=[], problems=[], missing=[], rows=14)


@settings(max_examples=15)
@given(given_dataset=datasets())
def test_any_data_that_nobody_touched_brings_nothing_back(
    given_dataset: Dataset, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("workbook")
    written("xlsx", given_dataset, folder / "data.xlsx")
    found = read_edits(folder / "data.xlsx", given_dataset)
    assert (found.edits, found.problems, found.missing) == ([], [], [])


@pytest.mark.parametrize(
    ("typed", "edit"),
    [
        (("label", "sentiment"), ("label", "", "claim", "sentiment")),
        (("note", "sudah dicek"), ("note", "", None, "sudah dicek")),
        (("entity", "Kremlin"), ("entity", "", None, "Kremlin")),
        (("form", "mixed"), ("attribute", "form", "indirect", "mixed")),
        (("type", None), ("attribute", "type", "fact", None)),
        (("issue", "perang"), ("attribute", "issue", None, "perang")),
    ],
)
def test_each_field_of_an_annotation_comes_back(
    tmp_path: Path, typed: tuple[str, object], edit: tuple[str, str, object, object]
) -> None:
    found = edited(sample(), tmp_path, put("Annotations", uid("C1"), *typed)).edits
    [one] = [one for one in found if one.field == edit[0]]
    assert (one.target, one.uid, one.record) == ("annotation", uid("C1"), "Annotations, row 4")
    assert (one.field, one.name, one.before, one.after) == edit


@pytest.mark.parametrize(
    ("name", "typed", "after"),
    [
        ("choice", "two", "two"),
        ("several", "b", ["b"]),
        ("several", " a ;", ["a"]),
        ("sure", "no", False),
        ("sure", False, False),
        ("sure", "Tidak", False),
        ("number", 4, 4),
        ("number", "2,5", 2.5),
        ("words", 6, "6"),
        ("words", "=1+1", "=1+1"),
        ("day", date(2025, 5, 1), "2025-05-01"),
        ("day", "2025", "2025"),
    ],
)
def test_values_are_read_in_the_kind_of_their_attribute(
    tmp_path: Path, name: str, typed: object, after: object
) -> None:
    def change(book: Any) -> None:
        put("Annotations", "m", name, typed)(book)
        for row in book["Annotations"].iter_rows(min_row=2):
            for cell in row:
                cell.data_type = "s" if cell.data_type == "f" else cell.data_type

    [edit] = edited(all_kinds(), tmp_path, change).edits
    assert (edit.name, edit.after) == (name, after)
    assert type(edit.after) is type(after)


@pytest.mark.parametrize(
    ("name", "typed"), [("choice", "three"), ("several", "a; z"), ("sure", "maybe"), ("number", "many")]
)
def test_values_that_the_scheme_does_not_allow_are_listed(tmp_path: Path, name: str, typed: object) -> None:
    found = edited(all_kinds(), tmp_path, put("Annotations", "m", name, typed))
    assert not found.edits
    assert "was ignored" in found.problems[0].message
    assert found.problems[0].record == "Annotations, row 2"


def test_variables_and_status_of_an_article_come_back(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put("Articles", uid("article"), "frame", "conflict")(book)
        put("Articles", uid("article"), "status", "done")(book)
        put("Articles", uid("article"), "title", "not editable here")(book)

    found = edited(sample(), tmp_path, change)
    assert [(one.field, one.name, one.before, one.after) for one in found.edits] == [
        ("status", "", "started", "done"),
        ("variable", "frame", None, "conflict"),
    ]


def test_a_status_or_label_that_does_not_exist_is_listed(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put("Articles", uid("article"), "status", "finished")(book)
        put("Annotations", uid("C1"), "label", "klaim")(book)
        put("Annotations", uid("A1"), "polarity", "positive")(book)

    found = edited(sample(), tmp_path, change)
    assert not found.edits
    assert sorted(one.message.split(";")[0] for one in found.problems) == [
        "“finished” is no status: there are new, started, done.",
        "“klaim” is no label of the scheme",
        "“polarity” does not belong here",
    ]


@pytest.mark.parametrize(("column", "value"), [("text", "Rusia!"), ("start", 140), ("end", None)])
def test_a_row_whose_text_or_place_changed_is_listed_and_not_taken(
    tmp_path: Path, column: str, value: object
) -> None:
    def change(book: Any) -> None:
        put("Annotations", uid("A1"), "note", "ignored")(book)
        put("Annotations", uid("A1"), column, value)(book)

    found = edited(sample(), tmp_path, change)
    assert not found.edits
    assert found.problems[0].message == f"The row was ignored: its {column} changed."


def test_rows_that_are_unknown_doubled_or_without_id_are_listed(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["Annotations"]
        cells = [cell.value for cell in sheet[2]]
        sheet.append(cells)
        sheet.append([*cells[:-1], "somebody else's"])
        sheet.append([*cells[:-1], None])
        sheet.append([None])
        book["Annotations"]["A19"] = "  "

    found = edited(sample(), tmp_path, change)
    assert not found.edits
    assert [one.record for one in found.problems] == [
        *("Annotations, row 15", "Annotations, row 17", "Annotations, row 16"),
    ]


def test_values_that_only_look_different_are_no_edits(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        put("Annotations", "m", "sure", "ya")(book)
        put("Annotations", "m", "several", "a;b")(book)
        put("Annotations", "m", "note", time(10, 30))(book)

    found = edited(all_kinds(), tmp_path, change)
    assert [(one.field, one.after) for one in found.edits] == [("note", "10:30:00")]
    assert not found.problems


def test_articles_that_the_workbook_does_not_have_are_left_alone(tmp_path: Path) -> None:
    found = edited(sample(), tmp_path, lambda book: book["Articles"].delete_rows(2))
    assert (found.edits, found.problems, found.missing) == ([], [], [])


def test_a_row_that_was_deleted_deletes_nothing_but_is_told(tmp_path: Path) -> None:
    found = edited(sample(), tmp_path, lambda book: book["Annotations"].delete_rows(2))
    assert not found.edits
    assert found.missing == [uid("A1")]


def test_sorting_rows_and_moving_columns_changes_nothing(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["Annotations"]
        header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        sheet.delete_rows(1, sheet.max_row)
        sheet.append(header[::-1])
        for row in rows[::-1]:
            sheet.append(row[::-1])

    assert edited(sample(), tmp_path, change) == Edits(edits=[], problems=[], missing=[], rows=14)


def test_a_cell_that_we_cut_is_not_taken_for_an_edit(tmp_path: Path) -> None:
    text = "x" * 40_000
    mark = Annotation(label="x", fragments=(Span(0, len(text)),), quote=text, uid="m", note=text)
    record = ArticleRecord(article=Article(uid="u"), text=text, annotations=[mark])
    long = Dataset(scheme=ALL_KINDS, records=[record], count=1)
    assert not edited(long, tmp_path, lambda book: None).edits
    assert edited(long, tmp_path, put("Annotations", "m", "note", "short")).edits[0].after == "short"


def test_further_sheets_are_read_as_well(tmp_path: Path) -> None:
    from annotator.formats.xlsx.writing import write_xlsx

    write_xlsx(sample(), tmp_path / "data.xlsx", progress=no_progress, rows_per_sheet=5)
    assert read_edits(tmp_path / "data.xlsx", sample()).rows == 14


def test_the_edit_is_measured_against_the_data_as_it_is_now(tmp_path: Path) -> None:
    written("xlsx", sample(), tmp_path / "data.xlsx")
    now = sample()
    [record] = now.records
    changed = [
        msgspec.structs.replace(one, note="later") if one.uid == uid("C1") else one
        for one in record.annotations
    ]
    now = msgspec.structs.replace(now, records=[msgspec.structs.replace(record, annotations=changed)])
    assert read_edits(tmp_path / "data.xlsx", now).edits == [
        Edit(
            target="annotation",
            uid=uid("C1"),
            field="note",
            before="later",
            record="Annotations, row 4",
        )
    ]


def test_other_files_are_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "text.xlsx").write_text("no workbook", encoding="utf-8")
    with pytest.raises(ReadError, match="not a zip"):
        read_edits(tmp_path / "text.xlsx", sample())
    written("csv", sample(), tmp_path / "tables.zip")
    with pytest.raises(ReadError, match="cannot be read as a workbook"):
        read_edits(tmp_path / "tables.zip", sample())
    with pytest.raises(ReadError, match="no sheet “Annotations”"):
        edited(sample(), tmp_path, lambda book: book.remove(book["Annotations"]))
    with pytest.raises(ReadError, match="no column “annotation id”"):
        edited(sample(), tmp_path, lambda book: book["Annotations"].delete_rows(1))
