"""Agreement measured over a real project, and written down."""

from __future__ import annotations

import json
from pathlib import Path

import mammoth
import openpyxl
import pytest

from annotator import cli
from annotator.errors import AnnotatorError, WriteError
from annotator.project import Project
from annotator.project.agreeing import disagreements, measured, write_report
from tests.projects import new_project


@pytest.fixture
def project(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = new_project(tmp_path, *(f"Rusia mengakui hal nomor {number}." for number in range(5)))
    for coder in ("Sari", "Budi"):
        made.set_coder(coder)
        for article in made.articles.ids():
            made.annotations.add(article, "actor", [(0, 5)], attributes={"type": "government"})
            made.articles.set_variable(article, "frame", "conflict" if coder == "Sari" else "morality")
        made.annotations.add(article, "claim", [(6, 14)], attributes={"form": "indirect"})
    yield made
    made.close()


def test_coders_who_mark_the_same_agree_and_those_who_do_not_do_not(project: Project) -> None:
    report = measured(project, rounds=50)
    assert tuple(report.coders) == ("Sari", "Budi")
    found = {(one.subject, one.name): one.value for one in report.figures}
    assert found["actor", "F1, exact"] == 1.0
    assert found["actor.type", "percent agreement"] == 1.0
    assert found["frame", "percent agreement"] == 0.0


def test_every_disagreement_can_be_found(project: Project) -> None:
    frames = disagreements(project, "frame", coders=["Sari", "Budi"])
    assert len(frames) == 5
    assert frames[0].said == {"Sari": "conflict", "Budi": "morality"}
    assert frames[0].uid == ""
    assert disagreements(project, "", coders=["Sari", "Budi"]) == []
    article = project.articles.ids()[0]
    project.set_coder("Budi")
    mark = next(one for one in project.annotations.of(article) if one.coder == "Budi")
    project.annotations.edit(mark.id, attributes={"type": "business"})
    (types,) = disagreements(project, "actor.type", coders=["Sari", "Budi"])
    assert types.said == {"Sari": "government", "Budi": "business"}
    assert types.quote == "Rusia"
    project.annotations.edit(mark.id, label="source", attributes={})
    (labels,) = disagreements(project, "", coders=["Sari", "Budi"], articles=[article])
    assert labels.said == {"Sari": "actor", "Budi": "source"}
    assert disagreements(project, "actor.type", coders=["Sari", "Budi"]) == []
    project.annotations.delete([mark.id])
    project.annotations.add(article, "claim", [(6, 14)])
    found = disagreements(project, "", coders=["Sari", "Budi"], articles=[article])
    assert [one.said for one in found] == [{"Sari": "actor", "Budi": ""}, {"Sari": "", "Budi": "claim"}]


def test_two_coders_are_needed(project: Project) -> None:
    with pytest.raises(AnnotatorError, match="two coders"):
        measured(project, coders=["Sari"])


def test_the_report_is_written_as_a_page_or_as_data(project: Project, tmp_path: Path) -> None:
    report = measured(project, rounds=20)
    write_report(report, tmp_path / "report.html", title="Reliability")
    write_report(report, tmp_path / "report.json", title="Reliability")
    assert "<svg" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "report.json").read_bytes())["coders"] == ["Sari", "Budi"]
    with pytest.raises(WriteError, match="exists already"):
        write_report(report, tmp_path / "report.html", title="Reliability")
    with pytest.raises(WriteError, match="is written as"):
        write_report(report, tmp_path / "report.txt", title="Reliability")
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(WriteError, match="could not be written"):
        write_report(report, tmp_path / "folder.html", title="Reliability", overwrite=True)


def test_the_report_is_written_for_word_and_excel(project: Project, tmp_path: Path) -> None:
    report = measured(project, rounds=20)
    drawn = "Ten articles were drawn at random."
    write_report(report, tmp_path / "report.docx", title="Reliability", sample=drawn)
    write_report(report, tmp_path / "report.xlsx", title="Reliability", sample=drawn)
    with (tmp_path / "report.docx").open("rb") as stream:
        words = mammoth.extract_raw_text(stream).value
    assert drawn in words
    assert "Krippendorff, K. (2011)" in words
    assert "actor.type" in words
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    assert drawn in "\n".join(str(row[0]) for row in book.worksheets[0].values)
    assert "Article variables" in book.sheetnames
    confusion = next(sheet for sheet in book if sheet.title.startswith("Confusion"))
    figures = next(one for one in report.confusions if one.coders == report.coders)
    assert [cell.value for cell in confusion[2][1 : 1 + len(figures.values)]] == figures.table[0]


def test_the_command_line_says_it_in_words_and_for_machines(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project.close()
    path = str(project.path)
    assert cli.main(["agreement", path, "--rounds", "20", "--to", str(tmp_path / "r.html")]) == 0
    assert "Budi" in capsys.readouterr().out or (tmp_path / "r.html").exists()
    assert cli.main(["agreement", path, "--rounds", "20", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["figures"]


def test_the_gold_layer_is_no_coder_unless_it_is_named(project: Project) -> None:
    article = project.articles.ids()[0]
    project.annotations.add(article, "actor", [(0, 5)], coder="gold")
    assert "gold" not in measured(project, rounds=0).coders
    coder = measured(project, rounds=0).coders[0]
    assert measured(project, coders=[coder, "gold"], rounds=0).coders == (coder, "gold")
