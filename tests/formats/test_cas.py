"""UIMA CAS: dkpro-cassis re-reads what we write, INCEpTION's exports come in, hostile XML does not."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from annotator.errors import ReadError
from annotator.formats import all_formats
from annotator.model.exchange import Dataset
from annotator.model.outgoing import xml_text
from annotator.model.uima import MARK
from tests.formats.comparing import contents, read, written
from tests.shared_fixtures import fixture
from tests.strategies import datasets

CAS = all_formats()["cas"]

XMI = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmi:version="2.0"
 xmlns:tcas="http:///uima/tcas.ecore" xmlns:custom="http:///webanno/custom.ecore"
 xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore">
<cas:NULL xmi:id="0"/>
{}
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text/plain" sofaString="😀 Kim met Lee."/>
<cas:View sofa="1" members="2 3 4"/>
</xmi:XMI>
"""
KIM = '<type:NamedEntity xmi:id="2" sofa="1" begin="3" end="6" identifier="http://x" value="PER"/>'
LEE = '<type:NamedEntity xmi:id="3" sofa="1" begin="11" end="14" value="PER"/>'


def test_a_small_cas_with_its_type_system_comes_in() -> None:
    path = fixture("uima/small_cas.xmi")
    assert CAS.sniff(path, path.read_bytes()) > 0.9
    _, [record] = read("cas", path)
    assert record.text == "Joe waited for the train . The train was late ."
    assert sum(one.label == "Token" for one in record.annotations) == 11
    assert [one.quote for one in record.annotations if one.label == "Sentence"] == [
        "Joe waited for the train .",
        "The train was late .",
    ]
    first = next(one for one in record.annotations if one.label == "Token")
    assert (first.quote, first.attributes) == ("Joe", {"id": 0, "pos": "NNP"})


def test_a_json_cas_comes_in() -> None:
    path = fixture("uima/casWithTextAndAnnotations.json")
    assert CAS.sniff(path, path.read_bytes()) > 0.9
    _, [record] = read("cas", path)
    assert record.text == "This is a test"
    assert [one.quote for one in record.annotations] == ["This", "is", "a", "test"]


def test_relations_slots_and_chains_come_in_without_a_type_system(tmp_path: Path) -> None:
    link = '<custom:Knows xmi:id="4" sofa="1" begin="3" end="6" Governor="3" Dependent="2" label="knows"/>'
    (tmp_path / "a.xmi").write_text(XMI.format(KIM + LEE + link), encoding="utf-8")
    _, [record] = read("cas", tmp_path / "a.xmi")
    assert [(one.label, one.quote, one.attributes) for one in record.annotations] == [
        ("PER", "Kim", {"identifier": "http://x"}),
        ("PER", "Lee", {}),
    ]
    by_uid = {one.uid: one.quote for one in record.annotations}
    assert [(one.type, by_uid[one.head], by_uid[one.tail]) for one in record.relations] == [
        ("knows", "Lee", "Kim")
    ]


def test_roles_of_slots_name_their_relations(tmp_path: Path) -> None:
    host = '<custom:Frame xmi:id="4" sofa="1" begin="7" end="10" value="meeting" args="5 6"/>'
    links = '<custom:ArgsLink xmi:id="5" role="agent" target="2"/>'
    links += '<custom:ArgsLink xmi:id="6" role="other" target="3"/>'
    (tmp_path / "a.xmi").write_text(XMI.format(KIM + LEE + host + links), encoding="utf-8")
    (tmp_path / "TypeSystem.xml").write_text(
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types><typeDescription>'
        "<name>webanno.custom.Frame</name><supertypeName>uima.tcas.Annotation</supertypeName><features>"
        "<featureDescription><name>args</name><rangeTypeName>uima.cas.FSArray</rangeTypeName></featureDescription>"
        "</features></typeDescription></types></typeSystemDescription>",
        encoding="utf-8",
    )
    _, [record] = read("cas", tmp_path / "a.xmi")
    by_uid = {one.uid: one.quote for one in record.annotations}
    assert [(one.type, by_uid[one.head], by_uid[one.tail]) for one in record.relations] == [
        ("agent", "met", "Kim"),
        ("other", "met", "Lee"),
    ]


def test_an_inception_project_gives_each_persons_work_its_coder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "project.zip", "w") as archive:
        archive.writestr("exportedproject.json", "{}")
        archive.writestr("source/doc.txt", "😀 Kim met Lee.")
        for coder, marks in (("ani", KIM), ("budi", KIM + LEE)):
            inner = io.BytesIO()
            with zipfile.ZipFile(inner, "w") as nested:
                nested.writestr(f"{coder}.xmi", XMI.format(marks))
            archive.writestr(f"annotation/doc.txt/{coder}.zip", inner.getvalue())
        archive.writestr("annotation_ser/doc.txt/ani.ser", b"\xac\xed\x00\x05")
    assert CAS.sniff(tmp_path / "project.zip", b"PK") > 0.9
    dataset, [record] = read("cas", tmp_path / "project.zip")
    assert sorted((one.coder, one.quote) for one in record.annotations) == [
        ("ani", "Kim"),
        ("budi", "Kim"),
        ("budi", "Lee"),
    ]
    assert {one.name for one in dataset.coders} == {"ani", "budi"}
    assert record.article.title == "doc.txt"


def test_a_place_inside_an_emoji_is_listed(tmp_path: Path) -> None:
    broken = KIM.replace('begin="3"', 'begin="1"')
    (tmp_path / "a.xmi").write_text(XMI.format(broken + LEE), encoding="utf-8")
    _, [record] = read("cas", tmp_path / "a.xmi")
    assert [one.quote for one in record.annotations] == ["Lee"]
    assert "inside a character" in record.problems[0].message


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<xmi",
        '<!DOCTYPE x [<!ENTITY e "x">]>' + XMI.format(""),
        XMI.format(KIM.replace('"3"', '"three"')),
        XMI.format("").replace("sofaString", "other"),
        "{}",
        '{"%FEATURE_STRUCTURES": [5]}',
        '{"%FEATURE_STRUCTURES": [{"%ID": 1, "%TYPE": "uima.cas.Sofa"}]}',
        '{"%FEATURE_STRUCTURES": [{"%ID": "x", "%TYPE": "uima.cas.Sofa", "sofaString": "a"}]}',
    ],
)
def test_a_broken_document_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.xmi").write_text(content, encoding="utf-8")
    with pytest.raises(ReadError):
        read("cas", tmp_path / "a.xmi")


@pytest.mark.parametrize("layout", ["XMI", "JSON CAS 0.4"])
@settings(max_examples=40)
@given(dataset=datasets())
def test_a_round_trip_loses_nothing(layout: str, dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.zip"
        report = written("cas", dataset, target, {"layout": layout})
        assert CAS.sniff(target, b"PK") >= 0.5
        back, records = read("cas", target)
        assert [contents(one, CAS.keeps) for one in records] == [
            contents(one, CAS.keeps) for one in dataset.records
        ]
        assert [one.article.uid for one in records] == [one.article.uid for one in dataset.records]
        assert back.scheme.labels == dataset.scheme.labels
        assert report.lost == {}
        first = target.read_bytes()
        written("cas", dataset, target, {"layout": layout})
        assert target.read_bytes() == first


@pytest.mark.parametrize("layout", ["XMI", "JSON CAS 0.4"])
@settings(max_examples=15)
@given(dataset=datasets(most=2))
def test_cassis_reads_the_same_marks_in_the_same_places(layout: str, dataset: Dataset) -> None:
    cassis = pytest.importorskip("cassis")
    with tempfile.TemporaryDirectory() as folder:
        written("cas", dataset, Path(folder) / "out", {"layout": layout})
        files = sorted((Path(folder) / "out").glob("*.xmi" if layout == "XMI" else "0*.json"))
        types = cassis.load_typesystem(Path(folder) / "out/TypeSystem.xml")
        for path, record in zip(files, dataset.records, strict=True):
            if layout == "XMI":
                cas = cassis.load_cas_from_xmi(path, typesystem=types)
            else:
                cas = cassis.load_cas_from_json(path.read_text("utf-8"))
            assert cas.sofa_string == xml_text(record.text)[0]
            found = sorted((one.label, one.begin, one.end) for one in cas.select(MARK))
            assert found == sorted((one.label, *span) for one in record.annotations for span in one.fragments)
            assert len(list(cas.select("webanno.custom.Link"))) == len(record.relations)


def test_characters_that_xml_forbids_are_replaced_and_counted(tmp_path: Path) -> None:
    content = {"%FEATURE_STRUCTURES": [{"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": "a\ufffeb"}]}
    (tmp_path / "a.json").write_text(json.dumps(content), encoding="utf-8")
    dataset, _ = read("cas", tmp_path / "a.json")
    report = written("cas", dataset, tmp_path / "out.zip")
    assert report.lost == {"control_characters": 1}
    assert read("cas", tmp_path / "out.zip")[1][0].text == "a\ufffdb"
