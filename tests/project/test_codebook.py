"""The codebook as a document: what is in it, in HTML, Word and Excel, and under an old version."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from openpyxl import load_workbook

from annotator.errors import SchemeError, WriteError
from annotator.model.scheme import Attribute, Condition, Label, RelationType, Scheme, Value
from annotator.model.scheme_changes import EditScheme
from annotator.model.scheme_edits import replace, with_label
from annotator.project import Project
from annotator.project.codebook import WRITES, counted, write_codebook
from tests.projects import add_texts

SCHEME = Scheme(
    labels=[
        Label(
            name="claim <b>",
            key="C",
            definition="What is said & done.\nIn two lines.",
            include="quotes",
            exclude="irony",
            examples=["“satu”"],
            counter_examples=["dua"],
            entity=True,
            attributes=[
                Attribute(
                    name="form",
                    required=True,
                    default="quote",
                    definition="How.",
                    values=[
                        Value(name="quote", symbol="q", definition="in marks"),
                        Value(name="old", retired=True),
                    ],
                ),
                Attribute(name="sure", kind="yes/no", default=True),
                Attribute(name="never", kind="yes/no", default=False, retired=True),
                Attribute(
                    name="issues",
                    kind="several",
                    grows=True,
                    default=["a"],
                    shown_when=Condition(attribute="form", values=["quote"]),
                ),
            ],
        ),
        Label(name="مطالبة", parent="claim <b>", retired=True),
    ],
    relation_types=[
        RelationType(
            name="about", heads=["claim <b>"], tails=["مطالبة"], cue=True, definition="What it is about"
        ),
        RelationType(name="beside", heads=["claim <b>"], tails=["claim <b>"], directed=False, active=False),
        RelationType(name="loose", heads=[], tails=[], active=False),
    ],
    variables=[Attribute(name="genre", values=[Value(name="report")], definition="Of the article.")],
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "study.anno", coder="Sari", scheme=SCHEME)
    add_texts(made, tmp_path, ["Satu dua tiga."])
    key = made.articles.ids()[0]
    made.annotations.add(key, "claim <b>", [(0, 4)], attributes={"form": "quote", "issues": ["a", "b"]})
    made.articles.set_variable(key, "genre", "report")
    yield made
    made.close()


def test_everything_is_counted(project: Project) -> None:
    book = counted(project)
    assert book.labels == {"claim <b>": 1, "مطالبة": 0}
    assert book.relations == {"about": 0, "beside": 0, "loose": 0}
    assert book.values["claim <b>", "issues"] == {"a": 1, "b": 1}
    assert book.values["", "genre"] == {"report": 1}


def test_the_page_says_all_of_it_and_escapes_it(project: Project, tmp_path: Path) -> None:
    write_codebook(project, tmp_path / "book.html")
    text = (tmp_path / "book.html").read_text("utf-8")
    page = html.document_fromstring(text)
    assert [one.text_content() for one in page.iter("h2")] == [
        "claim <b>",
        "مطالبة",
        "Relation types",
        "Article variables",
    ]
    words = " ".join(page.text_content().split())
    for said in (
        "Codebook of study",
        "Version 1, 20",
        "2 labels, 3 relation types, 1 article variables",
        "key C · names an entity · 1 mark",
        "below claim <b> · 0 marks · retired",
        "What is said & done.",
        "Include",
        "one of a list · required · default: quote",
        "several of a list · the list may grow · shown only when form is quote · default: a",
        "yes or no · default: yes",
        "yes or no · default: no · retired",
        "quote (q)",
        "in marks",
        "claim <b> → مطالبة · may carry a cue · 0 relations",
        "claim <b> – claim <b> · 0 relations · not offered",
        "(none) → (none)",
        "Of the article.",
    ):
        assert said in words, said
    assert "http" not in text.replace("http-equiv", "")


def test_word_and_excel_say_the_same(project: Project, tmp_path: Path) -> None:
    write_codebook(project, tmp_path / "book.docx")
    with zipfile.ZipFile(tmp_path / "book.docx") as archive:
        document = archive.read("word/document.xml").decode()
    for said in ("claim &lt;b&gt;", "مطالبة", "“satu”", "in marks", "Article variables", "Of the article"):
        assert said in document, said
    write_codebook(project, tmp_path / "book.xlsx")
    book = load_workbook(tmp_path / "book.xlsx")
    assert book.sheetnames == ["Codebook", "Labels", "Attributes", "Values", "Relation types"]
    assert [book["Labels"][place].value for place in ("A2", "C2", "A3")] == ["claim <b>", "C", "مطالبة"]
    assert book["Values"]["F2"].value == 1


def test_an_old_version_can_be_written(project: Project, tmp_path: Path) -> None:
    claim = project.scheme.labels[0]
    changed = with_label(project.scheme, replace(claim, definition="new rule"))
    project.scheme_changes.apply(EditScheme(scheme=changed))
    write_codebook(project, tmp_path / "old.html", version=1)
    assert "new rule" not in (tmp_path / "old.html").read_text("utf-8")
    with pytest.raises(SchemeError, match="Version 7"):
        write_codebook(project, tmp_path / "none.html", version=7)


def test_nothing_is_overwritten_and_no_other_kind_is_written(project: Project, tmp_path: Path) -> None:
    write_codebook(project, tmp_path / "book.html")
    with pytest.raises(WriteError, match="exists already"):
        write_codebook(project, tmp_path / "book.html")
    write_codebook(project, tmp_path / "book.html", overwrite=True)
    with pytest.raises(WriteError, match=r"\.docx, \.html, \.xlsx"):
        write_codebook(project, tmp_path / "book.odt")
    assert set(WRITES) == {".docx", ".html", ".xlsx"}


def test_a_codebook_without_relations_and_variables_has_no_empty_parts(tmp_path: Path) -> None:
    made = Project.create(tmp_path / "bare.anno", coder="Sari", scheme=Scheme(labels=[Label(name="x")]))
    for ending in WRITES:
        write_codebook(made, tmp_path / f"bare{ending}")
    assert "Relation types" not in (tmp_path / "bare.html").read_text("utf-8")
    made.close()
