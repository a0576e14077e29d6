"""Schemes in files: every kind out and in again, templates, and what is no scheme."""

from __future__ import annotations

import contextlib
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from annotator.errors import AnnotatorError, SchemeError, WriteError
from annotator.model.scheme import Attribute, Condition, Label, RelationType, Scheme, Value, scheme_problems
from annotator.model.scheme_edits import draft_problems
from annotator.model.tables.scheme_rows import scheme_of_rows
from annotator.project import Project
from annotator.project.scheme_files import (
    ENDINGS,
    TEMPLATES,
    WRITES,
    read_scheme_file,
    template,
    write_scheme_file,
)

PLUS = Value(name="+", symbol="−", definition="plus", colour="#0072B2", dark_colour="#5CB8FF")
RICH = Scheme(
    name="rich",
    labels=[
        Label(
            name="مطالبة",
            key="م",
            colour="#0072B2",
            dark_colour="#5CB8FF",
            line="dashed",
            entity=True,
            definition="=not a formula",
            include="one\ntwo",
            exclude="+x",
            examples=["@quote", "two; three"],
            counter_examples=["'apostrophe"],
            attributes=[
                Attribute(
                    name="form",
                    required=True,
                    default="+",
                    definition="d",
                    values=[
                        Value(
                            name="+", symbol="−", definition="plus", colour="#0072B2", dark_colour="#5CB8FF"
                        ),
                        Value(name="old", retired=True),
                    ],
                ),
                Attribute(name="sure", kind="yes/no", default=False),
                Attribute(name="issues", kind="several", grows=True, default=["a", "b"]),
                Attribute(name="weight", kind="number", default=2.5),
                Attribute(name="count", kind="number", default=3),
                Attribute(name="note", kind="text", default="x", retired=True),
                Attribute(
                    name="day",
                    kind="date",
                    default="2025-04",
                    shown_when=Condition(attribute="form", values=["+", "old"]),
                ),
            ],
        ),
        Label(name="child", parent="مطالبة", retired=True),
    ],
    relation_types=[
        RelationType(name="r", heads=["مطالبة", "child"], tails=["child"], cue=True, definition="rel"),
        RelationType(name="s", heads=["child"], tails=["child"], directed=False, active=False),
    ],
    variables=[Attribute(name="genre", values=[Value(name="report")])],
)


@pytest.mark.parametrize("ending", [".json", ".csv", ".xlsx"])
def test_a_scheme_comes_back_whole(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"rich{ending}"
    write_scheme_file(RICH, file)
    assert read_scheme_file(file) == RICH
    with pytest.raises(WriteError, match="exists already"):
        write_scheme_file(RICH, file)
    write_scheme_file(RICH, file, overwrite=True)


def test_a_workbook_holds_no_formula(tmp_path: Path) -> None:
    write_scheme_file(RICH, tmp_path / "rich.xlsx")
    sheet = load_workbook(tmp_path / "rich.xlsx")["Scheme"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    write_scheme_file(RICH, tmp_path / "rich.csv")
    assert "'=not a formula" in (tmp_path / "rich.csv").read_text("utf-8-sig")


def test_labels_and_their_values_go_through_a_codebook_of_other_programs(tmp_path: Path) -> None:
    write_scheme_file(template("default"), tmp_path / "codes.qdc")
    back = read_scheme_file(tmp_path / "codes.qdc")
    assert [one.name for one in back.labels] == ["actor", "claim", "source", "sentiment"]
    ours = template("default")
    for label in ours.labels:
        listed = {one.name: one.value_names() for one in label.attributes if one.values}
        again = {one.name: one.value_names() for one in back.label(label.name).attributes}
        assert {name: again.get(name) for name in listed} == listed
    foreign = (tmp_path / "codes.qdc").read_text("utf-8").replace('origin="Annotator ', 'origin="Other ')
    (tmp_path / "foreign.qdc").write_text(foreign, "utf-8")
    assert read_scheme_file(tmp_path / "foreign.qdc").label("actor: type").parent == "actor"


def test_the_scheme_of_another_project_is_read(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "other.anno", coder="Sari", scheme=template("frames"))
    before = project.scheme
    project.close()
    found = read_scheme_file(tmp_path / "other.anno")
    assert (found.labels, found.name) == (before.labels, "other")


@pytest.mark.parametrize("one", TEMPLATES, ids=lambda one: one.key)
def test_every_template_can_be_used_as_it_is(one: object, tmp_path: Path) -> None:
    scheme = template(one.key)  # type: ignore[attr-defined]
    assert list(scheme_problems(scheme)) == draft_problems(scheme) == []
    project = Project.create(tmp_path / "new.anno", coder="Sari", scheme=scheme)
    assert [one.name for one in project.scheme.labels] == [one.name for one in scheme.labels]
    project.close()


def test_there_is_no_other_template() -> None:
    with pytest.raises(SchemeError, match="there are default, claims"):
        template("../default")


def test_a_codebook_as_people_keep_it_in_a_spreadsheet_is_read(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Code", "Description", "Parent code", "Color", "Example"])
    book.active.append(["Aktor", "Siapa", "", "#CC0000", "Putin"])
    book.active.append(["Negara", "", "Aktor", "", ""])
    book.active.append([None, None, None, None, None])
    book.save(tmp_path / "codes.xlsx")
    scheme = read_scheme_file(tmp_path / "codes.xlsx")
    first, second = scheme.labels
    assert (first.name, first.definition, first.examples, first.key) == ("Aktor", "Siapa", ["Putin"], "A")
    assert first.colour == "#CC0000"
    assert first.dark_colour != first.colour
    assert (second.parent, second.key) == ("Aktor", "N")


def rows(*lines: dict[str, str]) -> Scheme:
    header = list(dict.fromkeys(key for one in lines for key in one))
    return scheme_of_rows(header, [[one.get(key, "") for key in header] for one in lines])


def test_what_a_row_is_may_be_left_out() -> None:
    scheme = rows(
        {"label": "a"},
        {"label": "a", "attribute": "form"},
        {"label": "a", "attribute": "form", "value": "x"},
        {"attribute": "genre"},
        {"attribute": "genre", "value": "report"},
        {"attribute": "r", "begins at": "a", "ends at": "a"},
    )
    assert scheme.labels[0].attributes[0].values == [Value(name="x")]
    assert scheme.variables[0].values == [Value(name="report")]
    assert scheme.relation_types[0].directed


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ({"what": "song", "label": "a"}, "Row 2: “song” is no part of a scheme"),
        ({"what": "label", "label": "", "key": "x"}, "Row 2 has nothing in the column “label”"),
        ({"label": "a", "line": "wavy"}, "Row 2: “wavy” is no line; there are solid, double, dashed, dotted"),
        ({"label": "a", "attribute": "b"}, "Row 2: the label “a” comes later or not at all"),
        ({"attribute": "b", "value": "x"}, "Row 2: the attribute “b” comes later or not at all"),
        ({"attribute": "b", "kind": "mood"}, "“mood” is no kind"),
        ({"attribute": "b", "kind": "number", "default": "x"}, "the default “x” is no number"),
        (
            {"attribute": "b", "shown only when": "always"},
            "“always” is not like",
        ),
    ],
)
def test_a_row_that_makes_no_sense_is_named(line: dict[str, str], problem: str) -> None:
    with pytest.raises(SchemeError, match=problem.replace("?", "[?]")):
        rows(line)


def test_a_table_without_labels_is_refused() -> None:
    with pytest.raises(SchemeError, match="no column of labels"):
        scheme_of_rows(["title", "text"], [])


@pytest.mark.parametrize("ending", [".json", ".qdc", ".csv", ".xlsx"])
def test_a_file_that_was_cut_off_in_the_middle_is_refused_or_read_as_far_as_it_is_whole(
    tmp_path: Path, ending: str
) -> None:
    whole, cut = tmp_path / f"whole{ending}", tmp_path / f"cut{ending}"
    write_scheme_file(RICH if ending != ".qdc" else template("default"), whole)
    data = whole.read_bytes()
    for share in (1, 3, 5, 7, 9):
        cut.write_bytes(data[: len(data) * share // 10])
        if ending == ".csv":  # a table that is cut is a shorter table
            with contextlib.suppress(AnnotatorError):
                assert list(scheme_problems(read_scheme_file(cut))) == []
            continue
        with pytest.raises(AnnotatorError) as found:
            read_scheme_file(cut)
        assert found.value.sentence.endswith(".")


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.txt", b"x", "no kind of scheme file; there are .json"),
        ("a.json", b"{}", "holds no label and no article variable"),
        ("a.json", b'{"labels": [{"name": "a", "parent": "a"}]}', "its own ancestor"),
        ("a.json", b"\xff\xfe\x00", "not a scheme file"),
        ("a.csv", b"code,parent code\na,b\n", "the parent “b” of “a” does not exist"),
        ("a.anno", b"SQLite format 3\x00" + bytes(100), "."),
        ("a.xlsx", b"PK\x03\x04", "."),
    ],
)
def test_what_is_no_scheme_is_refused_in_words(
    tmp_path: Path, name: str, content: bytes, problem: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(AnnotatorError, match=problem):
        read_scheme_file(tmp_path / name)


def test_files_that_are_not_there_or_of_no_kind_are_refused(tmp_path: Path) -> None:
    for ending in ENDINGS:
        with pytest.raises(SchemeError, match="There is no file"):
            read_scheme_file(tmp_path / f"nothing{ending}")
    with pytest.raises(SchemeError, match=r"written as \.json, \.qdc, \.csv, \.xlsx"):
        write_scheme_file(RICH, tmp_path / "scheme.pdf")
    assert set(WRITES) < set(ENDINGS)
    with zipfile.ZipFile(tmp_path / "empty.xlsx", "w"):
        pass
    with pytest.raises(AnnotatorError):
        read_scheme_file(tmp_path / "empty.xlsx")
