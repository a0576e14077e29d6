"""Rows 16, 17 and 20 to 24: text that shifts offsets, hides, or becomes a formula on the way out."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from annotator.model.text import snap_to_graphemes
from annotator.project import Project
from annotator.project.exporting import export_to
from annotator.project.importing import import_files
from tests.faults.conftest import Trials
from tests.projects import first, new_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = new_project(tmp_path)
    yield made
    made.close()


def take(project: Project, folder: Path, data: bytes, name: str = "a.txt") -> int:
    """Import one file; gives the article."""
    (folder / name).write_bytes(data)
    report = import_files(project, [folder / name], options={"split": ""} if name == "" else {})
    assert not report.failed
    return project.articles.ids()[-1]


def spans(project: Project, target: Path) -> list[list[tuple[int, int, str]]]:
    """Start, end and text of every span, article by article, as they are in the JSON lines."""
    export_to(project, target, overwrite=True)
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert all(
        one["text"][span["start"] : span["end"]] == span["text"] for one in lines for span in one["spans"]
    )
    return [[(span["start"], span["end"], span["text"]) for span in one["spans"]] for one in lines]


def cells(path: Path) -> list[Any]:
    book = openpyxl.load_workbook(path)
    return [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]


_FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", '=HYPERLINK("http://x","y")']


@pytest.mark.fault(16)
def test_no_cell_becomes_a_formula_and_the_data_stays_as_it_is(
    project: Project, tmp_path: Path, trials: Trials
) -> None:
    for number, formula in enumerate(_FORMULAS):
        (tmp_path / f"{number}.jsonl").write_text(
            json.dumps({"text": f"{formula} nomor {number}", "title": formula, "outlet": formula}),
            encoding="utf-8",
        )
        import_files(project, [tmp_path / f"{number}.jsonl"])
        article = project.articles.ids()[-1]
        project.articles.edit(article, title=formula, outlet=formula)
        end = len(project.articles.text(article).split(" ")[0])
        project.annotations.add(article, "claim", [(0, end)], note=formula)
        project.entities.add(formula.strip() or "x", aliases=[formula])
    export_to(project, tmp_path / "out.xlsx")
    assert not [cell.coordinate for cell in cells(tmp_path / "out.xlsx") if cell.data_type == "f"]
    export_to(project, tmp_path / "out.zip", format="csv")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        for name in archive.namelist():
            if not name.endswith(".csv"):
                continue
            rows = list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")))
            assert all(len(row) == len(rows[0]) for row in rows if row)
    assert len(spans(project, tmp_path / "out.jsonl")) == len(_FORMULAS) + 1
    trials.passed(len(_FORMULAS))


@pytest.mark.fault(17)
def test_what_a_workbook_cannot_hold_is_counted_and_the_book_opens(project: Project, tmp_path: Path) -> None:
    long = "panjang " * 5_000
    article = first(project)
    project.annotations.add(article, "claim", [(0, 5)], note=long)
    project.annotations.add(article, "claim", [(6, 14)], note="\x01\x02 \ufffe _x0041_ 12345678901234567890")
    project.articles.edit(article, title="[]:*?/\\" * 10, url="0012345678901234567890")
    report = export_to(project, tmp_path / "out.xlsx")
    assert report.lost["cut_cells"] >= 1
    assert report.lost["control_characters"] >= 1
    held = [cell.value for cell in cells(tmp_path / "out.xlsx")]
    assert max(len(one) for one in held if isinstance(one, str)) <= 32_767
    assert any(isinstance(one, str) and "12345678901234567890" in one for one in held)
    assert "0012345678901234567890" in held
    assert all(len(sheet) <= 31 for sheet in openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames)


_BAD = {
    "lone surrogate": "\ud83d",
    "NUL": "\x00",
    "C0": "\x07",
    "noncharacter": "\ufdd0",
    "BOM inside": "\ufeff",
    "U+FFFE": "\ufffe",
    "last of the last plane": "\U0010ffff",
    "DEL": "\x7f",
}


@pytest.mark.fault(20)
@pytest.mark.parametrize("what", _BAD)
def test_characters_that_no_text_may_hold_shift_nothing(what: str, project: Project, tmp_path: Path) -> None:
    """Each becomes one character, or stays: the span behind it is where it was in the file."""
    text = f"Rusia {_BAD[what]} mengakui hal itu."
    start = text.index("mengakui")
    record = {
        "text": text,
        "spans": [{"start": start, "end": start + 8, "label": "claim", "text": "mengakui"}],
    }
    (tmp_path / "bad.jsonl").write_text(json.dumps(record), encoding="utf-8")
    report = import_files(project, [tmp_path / "bad.jsonl"], format="jsonl")
    assert not report.failed
    assert spans(project, tmp_path / "out.jsonl")[-1] == [(start, start + 8, "mengakui")]
    assert project.check() == []
    export_to(project, tmp_path / "out.xlsx")


_BODY = "Rusia 😀 mengakui.\nPasukan\u00a0Korea Utara ikut.\n“Berani,” kata Gerasimov.\n"
_FORMS: dict[str, Callable[[str], bytes]] = {
    "LF": lambda text: text.encode(),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "BOM": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: text.replace("\n", "\r\n").encode("utf-16"),
    "U+2028": lambda text: text.replace("\n", "\u2028").encode(),
}


@pytest.mark.fault(21)
def test_one_article_in_six_forms_is_one_article_with_the_same_offsets(
    tmp_path: Path, trials: Trials
) -> None:
    exported = set()
    for form, written in _FORMS.items():
        folder = tmp_path / form
        folder.mkdir()
        project = new_project(folder, "Lain.")
        article = take(project, folder, written(_BODY))
        text = project.articles.text(article)
        assert text == _BODY
        at = text.index("Gerasimov")
        project.annotations.add(article, "actor", [(at, at + 9)])
        exported.add((project.articles.get(article).fingerprint, *spans(project, folder / "out.jsonl")[-1]))
        project.close()
        trials.passed()
    assert len(exported) == 1


@pytest.mark.fault(21)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_brat_files_count_in_the_text_as_it_is_on_the_disk(
    newline: str, bom: str, project: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "brat"
    folder.mkdir()
    raw = bom + _BODY.replace("\n", newline)
    start = raw.index("Gerasimov")
    (folder / "a.txt").write_bytes(raw.encode())
    (folder / "a.ann").write_bytes(f"T1\tactor {start} {start + 9}\tGerasimov\n".encode())
    report = import_files(project, [folder])
    assert report.annotations == 1
    at = _BODY.index("Gerasimov")
    assert spans(project, tmp_path / "out.jsonl")[-1] == [(at, at + 9, "Gerasimov")]


@pytest.mark.fault(22)
def test_composed_and_decomposed_letters_both_stay_as_they_came(project: Project, tmp_path: Path) -> None:
    composed, decomposed = "Café Müller di Đà Nẵng", unicodedata.normalize("NFD", "Café Müller di Đà Nẵng")
    assert composed != decomposed
    for number, text in enumerate((composed, decomposed)):
        article = take(project, tmp_path, text.encode(), f"{number}.txt")
        at = text.index("M")
        project.annotations.add(article, "actor", [(at, text.index(" di"))])
        assert project.articles.text(article) == text
    one, two = spans(project, tmp_path / "out.jsonl")[-2:]
    assert one[0][2] != two[0][2]
    assert unicodedata.normalize("NFC", two[0][2]) == one[0][2] == "Müller"
    entity = project.entities.add(composed[:4])
    assert project.entities.match(decomposed[:5])[0].uid == entity.uid


@pytest.mark.fault(23)
def test_controls_of_direction_and_zero_width_stay_and_shift_nothing(
    project: Project, tmp_path: Path
) -> None:
    text = "Ia \u202eberkata\u202c \u2066“tidak”\u2069 \u200bnol\u200d \u061cوقال الرئيس\u200f lagi."
    article = take(project, tmp_path, text.encode())
    at = text.index("lagi")
    project.annotations.add(article, "claim", [(at, at + 4)])
    assert project.articles.text(article) == text
    assert spans(project, tmp_path / "out.jsonl")[-1] == [(at, at + 4, "lagi")]
    export_to(project, tmp_path / "out.xlsx")


@pytest.mark.fault(24)
@pytest.mark.parametrize("cluster", ["👨‍👩‍👧‍👦", "🇮🇩", "👍🏽", "é", "ก็", "한", "क्षि", "❤️‍🔥", "🏴󠁧󠁢󠁷󠁬󠁳󠁿"])
def test_no_cluster_is_ever_split_and_offsets_count_code_points(
    cluster: str, project: Project, tmp_path: Path
) -> None:
    text = f"Ia {cluster} dan {cluster}{cluster} kata Rusia."
    article = take(project, tmp_path, text.encode())
    for at in range(3, 3 + len(cluster)):
        assert snap_to_graphemes(text, (at, at + 1)) == (3, 3 + len(cluster))  # type: ignore[arg-type]
    at = text.index("Rusia")
    project.annotations.add(article, "actor", [(at, at + 5)])
    project.annotations.add(article, "claim", [(3, 3 + len(cluster))])
    assert spans(project, tmp_path / "out.jsonl")[-1] == [
        (3, 3 + len(cluster), cluster),
        (at, at + 5, "Rusia"),
    ]
