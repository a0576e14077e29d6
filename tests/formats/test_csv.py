"""The CSV tables: the same as in the workbook, safe to open in a spreadsheet, rectangular."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings

from annotator.errors import Cancelled, ReadError, WriteError
from annotator.formats import all_formats
from annotator.model.annotation import Annotation, Span
from annotator.model.article import Article
from annotator.model.exchange import ArticleRecord, Dataset
from annotator.model.scheme import Scheme
from tests.formats.comparing import written
from tests.formats.sample import sample, uid
from tests.strategies import datasets

FILES = [
    *("annotations.csv", "claims.csv", "relations.csv", "articles.csv", "entities.csv", "codebook.csv"),
    *("labels-by-outlet.csv", "labels-by-month.csv", "sentiment-by-target.csv", "about.csv"),
]


def tables(path: Path) -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(path) as archive:
        return {name: rows(archive.read(name)) for name in archive.namelist()}


def rows(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def hostile(title: str) -> Dataset:
    mark = Annotation(label="claim", fragments=(Span(0, 1),), quote="a", uid="m", note=title)
    article = Article(uid="u", title=title, extra={title: title})
    return Dataset(
        scheme=Scheme(), records=[ArticleRecord(article=article, text="a", annotations=[mark])], count=1
    )


def test_the_zip_holds_the_tables_of_the_workbook(tmp_path: Path) -> None:
    report = written("csv", sample(), tmp_path / "data.zip")
    found = tables(tmp_path / "data.zip")
    assert list(found) == FILES
    assert (report.articles, report.annotations, report.relations) == (1, 13, 9)
    written("xlsx", sample(), tmp_path / "data.xlsx")
    book = openpyxl.load_workbook(tmp_path / "data.xlsx")
    for name in ("Annotations", "Claims", "Relations", "Articles", "Entities", "Codebook"):
        header = [cell.value for cell in book[name][1]]
        assert found[f"{name.lower()}.csv"][0] == header
        assert len(found[f"{name.lower()}.csv"]) == book[name].max_row


def test_a_folder_holds_the_same_files(tmp_path: Path) -> None:
    written("csv", sample(), tmp_path / "folder")
    written("csv", sample(), tmp_path / "data.zip")
    found = {path.name: rows(path.read_bytes()) for path in (tmp_path / "folder").iterdir()}
    assert found == tables(tmp_path / "data.zip")


def test_cells_are_written_so_that_every_program_reads_them(tmp_path: Path) -> None:
    written("csv", sample(), tmp_path / "data.zip")
    header, *found = tables(tmp_path / "data.zip")["annotations.csv"]
    [claim] = [dict(zip(header, row, strict=True)) for row in found if uid("C1") in row]
    assert (claim["date"], claim["start"], claim["created"]) == (
        *("2025-04-26", "182", "2025-04-28 09:02:00.000"),
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "＝1", "－1"])
def test_text_that_looks_like_a_formula_gets_an_apostrophe_unless_it_is_not_wanted(
    tmp_path: Path, text: str
) -> None:
    written("csv", hostile(text), tmp_path / "safe.zip")
    written("csv", hostile(text), tmp_path / "plain.zip", {"formulas": "off"})
    safe, plain = tables(tmp_path / "safe.zip"), tables(tmp_path / "plain.zip")
    cells = [cell for table in safe.values() for row in table for cell in row]
    assert f"'{text}" in cells
    assert text not in cells
    assert text in plain["articles.csv"][0]
    assert text in plain["articles.csv"][1]


def test_characters_that_no_spreadsheet_holds_are_counted(tmp_path: Path) -> None:
    report = written("csv", hostile("a\x00b\ufffe"), tmp_path / "data.zip")
    assert report.lost["control_characters"] == 2 * 5, "title in two tables, note, column and its value"


@settings(max_examples=20)
@given(given_dataset=datasets())
def test_every_row_is_as_long_as_the_header_and_texts_come_back(given_dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "data.zip"
        written("csv", given_dataset, target, {"formulas": "off"})
        found = tables(target)
        for table in found.values():
            assert {len(row) for row in table} == {len(table[0])}
        place = found["annotations.csv"][0].index("text")
        quotes = [one.quote for record in given_dataset.records for one in record.annotations]
        assert [row[place] for row in found["annotations.csv"][1:]] == quotes
        written("csv", given_dataset, Path(folder) / "again.zip", {"formulas": "off"})
        assert target.read_bytes() == (Path(folder) / "again.zip").read_bytes()


def test_a_cancelled_or_impossible_export_leaves_no_archive(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        all_formats()["csv"].write(sample(), tmp_path / "data.zip", {}, stop)
    assert not list(tmp_path.iterdir())
    for name in ("data.zip", "data"):
        with pytest.raises(WriteError, match="could not be written"):
            written("csv", sample(), tmp_path / "none" / name)


def test_csv_tables_are_not_taken_for_data(tmp_path: Path) -> None:
    written("csv", sample(), tmp_path / "data.zip")
    assert all_formats()["csv"].sniff(tmp_path / "data.zip", b"PK") == 0.0
    with pytest.raises(ReadError, match="no whole texts"):
        all_formats()["csv"].read(tmp_path / "data.zip", {})
