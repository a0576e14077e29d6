"""REFI-QDA: the standard's example, other programs' habits, and everything of ours both ways."""

from __future__ import annotations

import re
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from annotator.errors import ReadError
from annotator.formats import all_formats
from annotator.model.annotation import Span
from annotator.model.exchange import ArticleRecord, Dataset
from tests.formats.comparing import contents, read, written
from tests.formats.refi_rules import obeys
from tests.shared_fixtures import fixture
from tests.strategies import datasets

REFI = all_formats()["refi"]
PROJECT = "urn:QDA-XML:project:1.0"
TEXT = "Presiden Jokowi berkata: harga naik.\r\nMenteri 😀 Ani diam.\r\n"
A, B, C, D = (f"{n:08d}-0000-4000-8000-000000000000" for n in range(1, 5))


def project(
    folder: Path, body: str, text: str = TEXT, *, bom: bool = False, name: str = "Project.qde"
) -> Path:
    codes = (
        f'<Users><User guid="{A}" name="Ani"/></Users><CodeBook><Codes>'
        f'<Code guid="{B}" name="actor" isCodable="true" color="#F00082"/>'
        f'<Code guid="{C}" name="claim" isCodable="true"/></Codes></CodeBook>'
    )
    with zipfile.ZipFile(folder / "a.qdpx", "w") as archive:
        archive.writestr(
            name, f'\ufeff<?xml version="1.0"?><Project xmlns="{PROJECT}" name="P">{codes}{body}</Project>'
        )
        archive.writestr("Sources/TEXT.TXT", ("\ufeff" if bom else "") + text)
    return folder / "a.qdpx"


def source(*selections: tuple[int, int], path: str = "internal://text.txt") -> str:
    coded = "".join(
        f'<PlainTextSelection guid="{n:08d}-1111-4000-8000-000000000000" startPosition="{start}"'
        f' endPosition="{end}" creatingUser="{{{A.upper()}}}">'
        f'<Coding guid="{n:08d}-2222-4000-8000-000000000000"><CodeRef targetGUID="{B.upper()}"/></Coding>'
        "</PlainTextSelection>"
        for n, (start, end) in enumerate(selections)
    )
    opened = f'<TextSource guid="{D}" name="Article" plainTextPath="{path}">'
    return f"<Sources>{opened}{coded}</TextSource></Sources>"


def quotes(records: list[ArticleRecord]) -> list[str]:
    return [one.quote for record in records for one in record.annotations]


def test_the_example_of_the_standard_reports_that_its_texts_are_missing() -> None:
    path = fixture("refi-qda/Project.qde")
    assert REFI.sniff(path, path.read_bytes()[:65536]) > 0.9
    with pytest.raises(ReadError, match="is not inside the project"):
        read("refi", path)


def test_the_example_of_the_standard_with_its_texts_comes_in(tmp_path: Path) -> None:
    xml = fixture("refi-qda/Project.qde").read_text("utf-8")
    with zipfile.ZipFile(tmp_path / "a.qdpx", "w") as archive:
        archive.writestr("project.qde", xml)
        for name in sorted(set(re.findall(r'plainTextPath="internal:/+([^"]+)"', xml))):
            archive.writestr(f"sources/{name}", "word " * 200)
    dataset, records = read("refi", tmp_path / "a.qdpx")
    assert len(records) == 6 + 2
    assert sum(len({one.fragments for one in record.annotations}) for record in records) == 8
    assert len(dataset.scheme.labels) == 14 + 1
    labels = sorted(one.label for record in records for one in record.annotations)
    assert labels == [
        *("Coke::diet Coke", "Feelings", "bacon and eggs", "bacon and eggs", "comment"),
        *("cornflakes", "cornflakes", "happiness", "happiness", "waste of time"),
    ]
    comment = next(one for record in records for one in record.annotations if one.label == "comment")
    assert comment.note == "Mabel is not the only person I know who has Coke for breakfast!"
    assert comment.coder == "Friedrich Markgraf"
    said = " ".join(one.message for one in records[0].problems)
    assert "16 × set" in said
    assert "1 × picture" in said


def test_places_count_code_points_whatever_the_line_ends(tmp_path: Path) -> None:
    spans = [(9, 15), (TEXT.index("Ani"), TEXT.index("Ani") + 3)]
    _, records = read("refi", project(tmp_path, source(*spans)))
    assert quotes(records) == ["Jokowi", "Ani"]
    assert records[0].annotations[0].coder == "Ani"


def test_nvivo_counts_utf16_and_two_for_a_line_end_and_nothing_for_the_mark_in_front(tmp_path: Path) -> None:
    text = "😀 Kata Ani.\r\n" * 20
    spans = [(14 * n + 8, 14 * n + 11) for n in range(20)]
    assert [text.encode("utf-16-le")[2 * a : 2 * b].decode("utf-16-le") for a, b in spans] == ["Ani"] * 20
    _, [record] = read("refi", project(tmp_path, source(*spans), text, bom=True))
    assert quotes([record]) == ["Ani"] * 20
    assert "utf-16" in record.problems[0].message


def test_atlas_counts_a_line_end_of_windows_as_one(tmp_path: Path) -> None:
    text = "Kata Ani.\r\n" * 20
    spans = [(10 * n + 5, 10 * n + 8) for n in range(20)]
    _, records = read("refi", project(tmp_path, source(*spans), text))
    assert quotes(records) == ["Ani"] * 20


def test_links_cases_notes_and_values_come_in(tmp_path: Path) -> None:
    selections = source((9, 15), (25, 35))
    s0, s1 = "00000000-1111-4000-8000-000000000000", "00000001-1111-4000-8000-000000000000"
    before = (
        f'<Variables><Variable guid="{A}" name="outlet" typeOfVariable="Text"/>'
        f'<Variable guid="{B}" name="pages" typeOfVariable="Integer"/></Variables>'
        f'<Cases><Case guid="{C}" name="Joko Widodo"><VariableValue><VariableRef targetGUID="{B}"/>'
        f'<IntegerValue>3</IntegerValue></VariableValue><SourceRef targetGUID="{D}"/>'
        f'<SelectionRef targetGUID="{s0}"/></Case></Cases>'
    )
    outlet = f'<VariableValue><VariableRef targetGUID="{A}"/><TextValue>Kompas</TextValue></VariableValue>'
    after = f'<Links><Link guid="{A}" name="by" originGUID="{s1}" targetGUID="{s0}"/></Links>'
    body = before + selections.replace("</TextSource>", outlet + "</TextSource>") + after
    dataset, [record] = read("refi", project(tmp_path, body))
    assert [(one.type, one.head, one.tail) for one in record.relations] == [("by", s1, s0)]
    assert [(one.uid, one.name) for one in dataset.entities] == [
        (record.annotations[0].entity, "Joko Widodo")
    ]
    assert record.article.outlet == "Kompas"
    assert record.variables == {"pages": 3}


def test_a_path_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    for path in ("file:///etc/hostname", "internal://../../etc/hostname", "/etc/hostname"):
        with pytest.raises(ReadError, match="not inside"):
            read("refi", project(tmp_path, source((0, 3), path=path)))


@pytest.mark.parametrize(
    "body",
    ["<Sources>", "", '<Sources><TextSource guid="x"/></Sources>', source((1, 2)).replace('"1"', '"one"')],
)
def test_a_broken_project_is_refused(tmp_path: Path, body: str) -> None:
    with pytest.raises(ReadError):
        read("refi", project(tmp_path, body))


def test_selections_outside_the_text_are_listed(tmp_path: Path) -> None:
    _, [record] = read("refi", project(tmp_path, source((0, 8), (5, 9000), (3, 3), (9, 2))))
    assert quotes([record]) == ["Presiden"]
    assert len(record.problems) == 3


@settings(max_examples=50)
@given(datasets())
def test_a_round_trip_loses_nothing_and_obeys_the_schema(dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.qdpx"
        report = written("refi", dataset, target)
        assert REFI.sniff(target, b"PK") > 0.9
        back, records = read("refi", target)
        first = target.read_bytes()
        written("refi", dataset, target)
        assert target.read_bytes() == first
        with zipfile.ZipFile(target) as archive:
            root = obeys(archive.read("project.qde"), PROJECT)
            for one in root.iter(f"{{{PROJECT}}}TextSource"):
                text = archive.read(one.get("plainTextPath").replace("internal://", "sources/")).decode()
                for selection in one.iter(f"{{{PROJECT}}}PlainTextSelection"):
                    assert (
                        0
                        <= int(selection.get("startPosition"))
                        < int(selection.get("endPosition"))
                        <= len(text)
                    )
    assert [contents(one, REFI.keeps) for one in records] == [
        contents(one, REFI.keeps) for one in dataset.records
    ]
    assert [one.article.uid for one in records] == [one.article.uid for one in dataset.records]
    assert back.scheme.labels == dataset.scheme.labels
    assert report.lost == {}


@settings(max_examples=25)
@given(datasets(fragments=1))
def test_what_another_program_kept_comes_back_by_its_codes(dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target, copy = Path(folder) / "out.qdpx", Path(folder) / "copy.qdpx"
        written("refi", dataset, target)
        with zipfile.ZipFile(target) as archive, zipfile.ZipFile(copy, "w") as other:
            for name in archive.namelist():
                if name != "annotator.jsonl":
                    other.writestr(name, archive.read(name))
        _, records = read("refi", copy)
    for before, after in zip(dataset.records, records, strict=True):
        assert after.text == before.text
        assert sorted(
            (one.label, one.fragments, one.entity, one.note, one.coder) for one in after.annotations
        ) == (
            sorted((one.label, one.fragments, one.entity, one.note, one.coder) for one in before.annotations)
        )
        listed = {"type", "form", "issues", "explicit"}
        for one in before.annotations:
            same = next(mark for mark in after.annotations if mark.uid == one.uid)
            assert same.attributes == {
                name: value for name, value in one.attributes.items() if name in listed
            }
        assert len(after.relations) == len(before.relations)


@settings(max_examples=10)
@given(datasets())
def test_a_codebook_alone_goes_out_and_comes_in(dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.qdc"
        written("refi", dataset, target)
        obeys(target.read_bytes(), "urn:QDA-XML:codebook:1.0")
        back, records = read("refi", target)
    assert records == []
    assert [one.name for one in back.scheme.labels if not one.parent] == [
        one.name for one in dataset.scheme.labels
    ]


def test_a_mark_for_each_code_of_a_selection(tmp_path: Path) -> None:
    two = source((9, 15)).replace(
        "</Coding>", f'</Coding><Coding guid="{D}"><CodeRef targetGUID="{C}"/></Coding>'
    )
    _, [record] = read("refi", project(tmp_path, two))
    assert {(one.label, one.fragments) for one in record.annotations} == {
        ("actor", (Span(9, 15),)),
        ("claim", (Span(9, 15),)),
    }
