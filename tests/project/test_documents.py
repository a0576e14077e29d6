"""Word documents and workbooks, read back by other programs."""

from __future__ import annotations

import zipfile
from pathlib import Path

import mammoth
import openpyxl
import pytest
from lxml import etree

from annotator.errors import WriteError
from annotator.project.documents import Bars, Grid, Heading, Paragraph, Part, write_docx, write_xlsx
from tests.programs import converted

PARTS: list[Part] = [
    Paragraph("Figures <b> & more\nin two lines", "quote"),
    Bars(title="Alpha & co", names=["a", "ب"], values=[0.5, 0.8], low=[0.4, None], high=[0.6, 0.9]),
    Bars(title="Nothing", names=[], values=[]),
    Bars(title="Plain", names=["x"], values=[0.25]),
    Heading("A part"),
    Grid(title="Marks: all/one", header=("Variable", "Value", "N"), rows=[("=1+1", 0.8125, 1000)]),
    Grid(title="marks  all one", header=tuple("abcdefg"), rows=[("x\x01y", -0.5, None, "", 0, 1, 2)]),
]


def test_a_word_document_holds_every_part(tmp_path: Path) -> None:
    target = tmp_path / "report.docx"
    write_docx(PARTS, target, title="Reliability <1>")
    with target.open("rb") as stream:
        html = mammoth.convert_to_html(stream).value
    assert "Figures &lt;b&gt; &amp; more<br />in two lines" in html
    assert "<th" in html
    assert "=1+1" in html
    assert "−0.500" in html
    assert "x\ufffdy" in html
    with zipfile.ZipFile(target) as archive:
        assert [name for name in archive.namelist() if "charts/" in name] == [
            "word/charts/chart1.xml",
            "word/charts/chart2.xml",
        ]
        for name in archive.namelist():
            etree.fromstring(archive.read(name))


def test_a_workbook_keeps_text_as_text_and_numbers_as_numbers(tmp_path: Path) -> None:
    target = tmp_path / "report.xlsx"
    write_xlsx(PARTS, target, title="Reliability: [all]")
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == [
        "Reliability   all",
        "Alpha & co",
        "Plain",
        "Marks  all one",
        "marks  all one 2",
    ]
    cells = next(book["Marks  all one"].iter_rows(min_row=2))
    assert [cell.value for cell in cells] == ["=1+1", 0.8125, 1000]
    assert cells[0].data_type == "s"
    assert [row[:4] for row in book["Alpha & co"].iter_rows(min_row=2, values_only=True)] == [
        ("a", 0.5, 0.4, 0.6),
        ("ب", 0.8, None, 0.9),
    ]


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="could not be written"):
        write_docx(PARTS, tmp_path / "nowhere" / "report.docx", title="x")


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_an_office_program_opens_it(tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"report.{ending}"
    (write_docx if ending == "docx" else write_xlsx)(PARTS, target, title="Reliability")
    assert converted(target, "pdf", tmp_path / "out").read_bytes().startswith(b"%PDF")
