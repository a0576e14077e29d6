"""The workbook: what stands in its sheets, what Excel cannot hold, and that nothing in it is a formula."""

from __future__ import annotations

import re
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.worksheet.worksheet import Worksheet

from annotator.errors import Cancelled, ReadError, WriteError
from annotator.formats import all_formats
from annotator.formats.xlsx.cells import LONGEST_CELL, column_letters
from annotator.formats.xlsx.writing import write_xlsx
from annotator.model.annotation import Annotation, Relation, Span, quote_of
from annotator.model.article import Article
from annotator.model.exchange import ArticleRecord, Dataset, no_progress
from annotator.model.scheme import Attribute, Condition, Label, Scheme, Value
from tests.formats.comparing import written
from tests.formats.sample import sample, uid
from tests.programs import converted
from tests.strategies import datasets

SHEETS = ["Annotations", "Claims", "Relations", "Articles", "Entities", "Codebook", "Summary", "About"]

HOSTILE = ("=1+1", "+1", "-1", "@x", "\t=1", "＝1", "＋1", "－1", "＠x", '=HYPERLINK("file:///")')


def workbook(dataset: Dataset, folder: Path, name: str = "data.xlsx") -> openpyxl.Workbook:
    written("xlsx", dataset, folder / name)
    return openpyxl.load_workbook(folder / name)


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    header, *found = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in found]


def one_article(text: str = "Putu kata", **more: Any) -> Dataset:
    article = Article(uid="a", length=len(text), **more)
    spans = (Span(0, len(text)),)
    mark = Annotation(label="claim", fragments=spans, quote=quote_of(text, spans), uid="m", coder="Ani")
    return dataset(ArticleRecord(article=article, text=text, annotations=[mark]))


def dataset(*records: ArticleRecord, scheme: Scheme | None = None) -> Dataset:
    return Dataset(scheme=scheme or sample().scheme, records=records, count=len(records))


def test_the_workbook_has_all_its_sheets_in_order(tmp_path: Path) -> None:
    book = workbook(sample(), tmp_path)
    assert book.sheetnames == SHEETS
    for name in SHEETS:
        if name != "Summary":
            assert book[name].freeze_panes == "A2"
            assert book[name].auto_filter.ref == book[name].dimensions


def test_each_annotation_has_a_row_with_its_sentence_its_offsets_and_its_relations(tmp_path: Path) -> None:
    found = {row["annotation id"]: row for row in rows(workbook(sample(), tmp_path)["Annotations"])}
    assert len(found) == 13
    claim = found[uid("C1")]
    assert claim["label"] == "claim"
    assert (claim["start"], claim["end"]) == (182, 261)
    assert (claim["form"], claim["type"], claim["polarity"]) == ("indirect", "fact", None)
    assert claim["sentence"].startswith("FAKTA.COM, Jakarta")
    assert claim["sentence"].endswith("melawan Ukraina.")
    assert "made_by → actor “Rusia” [mengakui]" in claim["relations"]
    assert "attributes ← source “Kepala Staf Umum" in claim["relations"]
    assert claim["date"] == datetime(2025, 4, 26)
    assert claim["created"] == datetime(2025, 4, 28, 9, 2)
    source = found[uid("S2")]
    assert (source["entity"], source["entity type"]) == ("Valery Gerasimov", "military/police")


def test_each_claim_has_a_row_with_who_says_it(tmp_path: Path) -> None:
    first, second, third = rows(workbook(sample(), tmp_path)["Claims"])
    assert first["sources"] == (
        "Kepala Staf Umum Angkatan Bersenjata Rusia, Valery Gerasimov (Valery Gerasimov)"
    )
    assert (first["source entities"], first["made by"], first["cue"]) == (
        *("Valery Gerasimov", "Rusia", "diucapkan; mengakui"),
    )
    assert (second["form"], second["cue"], third["sources"]) == (
        *("direct quote", "kata", "pejabat di Korea Selatan"),
    )


def test_a_claim_tells_whom_it_concerns_and_how_it_is_valued(tmp_path: Path) -> None:
    text = "Putu minta Made membayar Nyoman, kata-kata buruk, tambahan"
    words = ("Putu", "minta", "Made", "Nyoman", "buruk", "tambahan", "kata")
    labels = ("actor", "claim", "actor", "actor", "sentiment", "claim", "source")
    marks = [
        Annotation(
            label=label,
            fragments=(Span(text.index(word), text.index(word) + len(word)),),
            quote=word,
            uid=word,
            attributes={"polarity": "negative", "intensity": "high"} if label == "sentiment" else {},
        )
        for word, label in zip(words, labels, strict=True)
    ]
    ends = [
        *(("made_by", "minta", "Putu"), ("addressed_to", "minta", "Made"), ("affects", "minta", "Nyoman")),
        *(("target", "buruk", "minta"), ("holder", "buruk", "kata"), ("supports", "tambahan", "minta")),
        *(("contradicts", "minta", "tambahan"), ("made_by", "minta", "gone")),
    ]
    relations = [
        Relation(type=kind, head=head, tail=tail, uid=f"{place}")
        for place, (kind, head, tail) in enumerate(ends)
    ]
    record = ArticleRecord(article=Article(uid="u"), text=text, annotations=marks, relations=relations)
    claim = rows(workbook(dataset(record), tmp_path)["Claims"])[0]
    assert (claim["made by"], claim["addressed to"], claim["affects"]) == ("Putu", "Made", "Nyoman")
    assert (claim["sentiments"], claim["sentiment holders"]) == ("negative high: “buruk”", "kata")
    assert claim["other relations"] == "contradicts → claim “tambahan”; supports ← claim “tambahan”"


def test_the_codebook_tells_conditions_and_defaults(tmp_path: Path) -> None:
    shown = Condition(attribute="form", values=["a", "b"])
    attributes = [
        Attribute(name="form", values=[Value(name="a"), Value(name="b", retired=True)]),
        Attribute(name="sub", kind="text", shown_when=shown, default="x", definition="What it is."),
    ]
    label = Label(name="l", attributes=attributes, retired=True, examples=["one", "two"])
    found = rows(workbook(dataset(scheme=Scheme(labels=[label])), tmp_path)["Codebook"])
    assert (found[0]["retired"], found[0]["examples"], found[3]["retired"]) == ("yes", "one\ntwo", "yes")
    assert found[-1]["kind"] == "free text; when form is a or b"
    assert found[-1]["definition"] == "What it is. Default: x."


def test_times_that_are_none_stay_text(tmp_path: Path) -> None:
    mark = Annotation(label="claim", fragments=(Span(0, 1),), quote="a", uid="m", created="yesterday")
    record = ArticleRecord(article=Article(uid="u"), text="a", annotations=[mark])
    [row] = rows(workbook(dataset(record), tmp_path)["Annotations"])
    assert (row["created"], row["modified"]) == ("yesterday", None)


def test_the_other_sheets_tell_relations_articles_entities_and_codebook(tmp_path: Path) -> None:
    book = workbook(sample(), tmp_path)
    relation = rows(book["Relations"])[0]
    assert (relation["relation"], relation["cue"], relation["cue start"], relation["cue end"]) == (
        *("attributes", "diucapkan", 271, 280),
    )
    [article] = rows(book["Articles"])
    assert (article["actor (number)"], article["annotations"], article["status"]) == (4, 13, "started")
    assert article["first 300 characters"].startswith("Rusia Akhirnya Akui")
    entity = rows(book["Entities"])[0]
    assert (entity["entity"], entity["mentions"], entity["articles"]) == ("Tentara Rakyat Korea", 2, 1)
    codebook = rows(book["Codebook"])
    assert [row["label"] for row in codebook if row["what"] == "label"] == [
        *("actor", "claim", "source", "sentiment"),
    ]
    about = {row["what"]: row["value"] for row in rows(book["About"])}
    assert about["annotations"] == 13
    assert "code points" in about["offsets"]
    assert about["lost"] == "nothing"


def test_the_summary_has_native_charts_beside_its_tables(tmp_path: Path) -> None:
    summary = workbook(sample(), tmp_path)["Summary"]
    values = [[cell for cell in row if cell is not None] for row in summary.iter_rows(values_only=True)]
    assert ["Fakta.com", 4, 3, 4, 2, 13] in values
    assert ["2025-04", 4, 3, 4, 2, 13] in values
    assert ["Ukraina", 0, 1, 1] in values
    names = zipfile.ZipFile(tmp_path / "data.xlsx").namelist()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 3


def test_labels_carry_their_colour(tmp_path: Path) -> None:
    sheet = workbook(sample(), tmp_path)["Annotations"]
    place = [cell.value for cell in sheet[1]].index("label")
    fills = {row[place].value: row[place].fill.fgColor.rgb for row in sheet.iter_rows(min_row=2)}
    assert len(set(fills.values())) == 4
    assert fills["actor"] == "00D6E8F3"


def test_the_same_data_gives_the_same_bytes(tmp_path: Path) -> None:
    written("xlsx", sample(), tmp_path / "one.xlsx")
    written("xlsx", sample(), tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    for info in zipfile.ZipFile(tmp_path / "one.xlsx").infolist():
        assert info.date_time == (1980, 1, 1, 0, 0, 0)


@settings(max_examples=15)
@given(given_dataset=datasets())
def test_any_data_makes_a_sound_workbook_without_formulas(given_dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = workbook(given_dataset, Path(folder))
        marks = [one for record in given_dataset.records for one in record.annotations]
        found = rows(book["Annotations"])
        assert [row["annotation id"] for row in found] == [one.uid for one in marks]
        for row, one in zip(found, marks, strict=True):
            assert (row["text"] or "") == one.quote
            assert (row["start"], row["end"], row["note"] or "") == (one.start, one.end, one.note)
            assert bool(row["fragments"]) == (len(one.fragments) > 1)
        for sheet in book:
            assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path, text: str) -> None:
    label = Label(name=text, attributes=[Attribute(name=text, kind="text")])
    mark = Annotation(label=text, fragments=(Span(0, 1),), quote="a", note=text, uid="m", coder=text)
    mark = msgspec.structs.replace(mark, attributes={text: text})
    article = Article(uid="u", title=text, outlet=text, extra={text: text}, length=1)
    hostile = dataset(
        ArticleRecord(article=article, text="a", annotations=[mark]), scheme=Scheme(labels=[label])
    )
    book = workbook(msgspec.structs.replace(hostile, name=text, filters=text), tmp_path)
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    [row] = book["Annotations"].iter_rows(min_row=2)
    cell = next(one for one in row if one.value == text)
    assert cell.quotePrefix


def test_what_no_spreadsheet_holds_is_replaced_and_counted(tmp_path: Path) -> None:
    wild = one_article("a", title="\x00\x1b\ufffe", author="_x0041_", outlet=" <&> \r\n\t")
    report = written("xlsx", wild, tmp_path / "data.xlsx")
    [article] = rows(openpyxl.load_workbook(tmp_path / "data.xlsx")["Articles"])
    assert article["title"] == "\ufffd" * 3
    assert article["outlet"] == " <&> \n\t"
    assert report.lost["control_characters"] == 9, "on Annotations, Claims and Articles"
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(str(tmp_path / "data.xlsx")).get_sheet_by_name("Articles")
    assert "_x0041_" in sheet.to_python()[1]
    about = {
        row["what"]: row["value"] for row in rows(openpyxl.load_workbook(tmp_path / "data.xlsx")["About"])
    }
    assert about["lost"].startswith("9 characters")


def test_a_cell_that_is_too_long_is_cut_with_a_mark_and_told(tmp_path: Path) -> None:
    text = "😀" * 20_000
    report = written("xlsx", one_article(text), tmp_path / "data.xlsx")
    [row] = rows(openpyxl.load_workbook(tmp_path / "data.xlsx")["Annotations"])
    assert row["text"].endswith(" […cut, 20,000 characters in all]")
    assert len(row["text"].encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert row["text"].startswith("😀" * 16_000)
    assert report.lost["cut_cells"] == len(report.warnings) == 3, "text, sentence, and the claim"
    assert report.warnings[0].record == "Annotations!H2"


def test_a_cell_as_long_as_excel_allows_is_not_cut(tmp_path: Path) -> None:
    report = written("xlsx", one_article("x" * LONGEST_CELL), tmp_path / "data.xlsx")
    assert not report.lost


def test_more_rows_than_a_sheet_holds_go_to_a_further_sheet(tmp_path: Path) -> None:
    write_xlsx(sample(), tmp_path / "data.xlsx", progress=no_progress, rows_per_sheet=5)
    book = openpyxl.load_workbook(tmp_path / "data.xlsx")
    assert book.sheetnames[:4] == ["Annotations", "Annotations 2", "Annotations 3", "Claims"]
    assert [book[name].max_row for name in book.sheetnames[:3]] == [6, 6, 4]
    assert book["Annotations 2"]["H1"].value == "text"
    ids = [row["annotation id"] for name in book.sheetnames[:3] for row in rows(book[name])]
    assert len(set(ids)) == 13


def test_dates_are_real_where_they_are_whole(tmp_path: Path) -> None:
    dates = {
        "2025-04-26": datetime(2025, 4, 26),
        "2025-04": "2025-04",
        "2025": "2025",
        "1850-01-01": "1850-01-01",
        "2025-04-26T10:30:00+07:00": datetime(2025, 4, 26, 10, 30),
        "2025-13-45": "2025-13-45",
        "": None,
    }
    records = [
        ArticleRecord(article=Article(uid=f"u{number}", published=value), text="")
        for number, value in enumerate(dates)
    ]
    found = rows(workbook(dataset(*records), tmp_path)["Articles"])
    assert [row["date"] for row in found] == list(dates.values())


def test_numbers_that_a_double_cannot_hold_are_written_as_text(tmp_path: Path) -> None:
    scheme = Scheme(labels=[Label(name="x", attributes=[Attribute(name="n", kind="number")])])
    marks = [
        Annotation(label="x", fragments=(Span(0, 1),), quote="a", uid=f"{number}", attributes={"n": value})
        for number, value in enumerate((12345678901234567890, 0.1, -3, float("inf"), True, ["a", "b"]))
    ]
    record = ArticleRecord(article=Article(uid="u"), text="a", annotations=marks)
    found = rows(workbook(dataset(record, scheme=scheme), tmp_path)["Annotations"])
    assert [row["n"] for row in found] == ["12345678901234567890", 0.1, -3, "inf", "yes", "a; b"]


def test_a_scheme_without_claims_has_no_sheet_for_them(tmp_path: Path) -> None:
    book = workbook(dataset(scheme=Scheme(labels=[Label(name="x")])), tmp_path)
    assert "Claims" not in book.sheetnames
    assert book["Summary"]["A1"].value == "There are no annotations yet."


def test_names_that_clash_get_columns_of_their_own(tmp_path: Path) -> None:
    label = Label(name="x", attributes=[Attribute(name="note", kind="text"), Attribute(name="Text")])
    mark = Annotation(
        label="x",
        fragments=(Span(0, 1),),
        quote="a",
        note="mine",
        uid="m",
        attributes={"note": "theirs", "gone": "old"},
    )
    article = Article(uid="u", extra={"title": "T", "page": "3"})
    record = ArticleRecord(article=article, text="a", annotations=[mark], variables={"lost one": "v"})
    book = workbook(dataset(record, scheme=Scheme(labels=[label])), tmp_path)
    [row] = rows(book["Annotations"])
    assert (row["note"], row["note (attribute)"], row["gone"]) == ("mine", "theirs", "old")
    assert "Text (attribute)" in row
    [row] = rows(book["Articles"])
    assert (row["title (column)"], row["page"], row["lost one"]) == ("T", "3", "v")


def test_many_outlets_are_added_up_and_many_months_told_by_year(tmp_path: Path) -> None:
    records = []
    for number in range(60):
        published = f"{2000 + number // 12}-{number % 12 + 1:02}-01"
        mark = Annotation(label="actor", fragments=(Span(0, 1),), quote="a", uid=f"m{number}")
        article = Article(uid=f"u{number}", outlet=f"outlet {number:02}", published=published)
        records.append(ArticleRecord(article=article, text="a", annotations=[mark]))
    summary = workbook(dataset(*records), tmp_path)["Summary"]
    first = [row[0] for row in summary.iter_rows(values_only=True)]
    assert "(30 others)" in first
    assert {"2000", "2004"} <= set(first)


def test_columns_are_named_as_spreadsheets_name_them() -> None:
    places = {0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA", 16383: "XFD"}
    assert {place: column_letters(place) for place in places} == places


def test_a_hundred_attributes_find_their_columns(tmp_path: Path) -> None:
    attributes = [Attribute(name=f"a{number}", kind="text") for number in range(100)]
    mark = Annotation(label="x", fragments=(Span(0, 1),), quote="a", uid="m", attributes={"a99": "last"})
    record = ArticleRecord(article=Article(uid="u"), text="a", annotations=[mark])
    scheme = Scheme(labels=[Label(name="x", attributes=attributes)])
    [row] = rows(workbook(dataset(record, scheme=scheme), tmp_path)["Annotations"])
    assert (row["a99"], row["a98"], row["annotation id"]) == ("last", None, "m")


def test_a_quote_that_no_longer_fits_is_listed(tmp_path: Path) -> None:
    mark = Annotation(label="claim", fragments=(Span(0, 1),), quote="b", uid="m")
    record = ArticleRecord(article=Article(uid="u"), text="a", annotations=[mark])
    assert [one.record for one in written("xlsx", dataset(record), tmp_path / "x.xlsx").warnings] == ["m"]


def test_a_cancelled_or_impossible_export_leaves_nothing_behind(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        all_formats()["xlsx"].write(sample(), tmp_path / "data.xlsx", {}, stop)
    assert not list(tmp_path.iterdir())
    with pytest.raises(WriteError, match="could not be written"):
        written("xlsx", sample(), tmp_path / "none" / "data.xlsx")


def test_a_workbook_is_not_taken_for_data(tmp_path: Path) -> None:
    xlsx = all_formats()["xlsx"]
    written("xlsx", sample(), tmp_path / "data.xlsx")
    assert xlsx.sniff(tmp_path / "data.xlsx", (tmp_path / "data.xlsx").read_bytes()) == 0.0
    with pytest.raises(ReadError, match="no whole texts"):
        xlsx.read(tmp_path / "data.xlsx", {})


def test_libreoffice_opens_the_workbook_and_reads_the_same_cells(tmp_path: Path) -> None:
    written("xlsx", sample(), tmp_path / "data.xlsx")
    (tmp_path / "out").mkdir()
    converted(tmp_path / "data.xlsx", "xlsx:Calc MS Excel 2007 XML", tmp_path / "out")
    ours = openpyxl.load_workbook(tmp_path / "data.xlsx")
    theirs = openpyxl.load_workbook(tmp_path / "out" / "data.xlsx")
    assert theirs.sheetnames == ours.sheetnames
    for sheet in ours:
        read_back = theirs[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                other = read_back[cell.coordinate]
                assert other.value == cell.value
                assert other.data_type != "f"
        assert read_back.auto_filter.ref == sheet.auto_filter.ref
    charts = [
        one for one in zipfile.ZipFile(tmp_path / "out" / "data.xlsx").namelist() if "charts/chart" in one
    ]
    assert len([one for one in charts if re.fullmatch(r"xl/charts/chart\d+\.xml", one)]) == 3
