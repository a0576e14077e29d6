"""Tables with an article in each row."""

from __future__ import annotations

import builtins
import datetime
import io
import json
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import MissingExtraError, ReadError
from annotator.model.exchange import Problem, ReadArticle
from tests.readers.office import zipped
from tests.readers.reading import put, read, read_one, sniff
from tests.shared_fixtures import fixture

BODY = "Rusia untuk pertama kalinya mengakui bahwa pasukan Korea Utara ikut bertempur di Kursk."
HEADER = "Headline,Media,Tanggal,Penulis,Link,Bahasa,Isi,Topik\n"
ROW = f'"Rusia Akui",Fakta.com,26/4/2025,Budi,https://fakta.com/1,Indonesian,"{BODY}",perang\n'


def xlsx(sheets: dict[str, list[list[Any]]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def texts(parts: list[ReadArticle]) -> list[str]:
    return [one.text for one in parts]


def test_columns_are_mapped_by_their_names_and_others_kept(tmp_path: Path) -> None:
    read = read_one("table", put(tmp_path, "a.csv", HEADER + ROW))
    article = read.article
    assert read.text == BODY
    assert read.warnings == []
    assert (article.title, article.outlet, article.author) == ("Rusia Akui", "Fakta.com", "Budi")
    assert (article.published, article.url) == ("2025-04-26", "https://fakta.com/1")
    assert (article.language, article.extra) == ("id", {"Topik": "perang"})
    assert article.source_file == "a.csv"


def test_the_fixture_of_doccano_gives_three_rows() -> None:
    read_articles = read("table", fixture("doccano/example.utf16.csv"))
    assert len(read_articles) == 3
    assert all("label" in one.article.extra for one in read_articles)


def test_the_fixture_of_nusax_gives_a_hundred_rows() -> None:
    read_articles = read("table", fixture("indonesian/nusax_indonesian_valid.csv"))
    assert len(read_articles) == 100
    labels = [one.article.extra["label"] for one in read_articles]
    assert (labels.count("negative"), labels.count("positive"), labels.count("neutral")) == (38, 38, 24)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_out(tmp_path: Path, separator: str) -> None:
    table = f'title{separator}text\nOne{separator}"{BODY}, and; more | words"\n'
    assert texts(read("table", put(tmp_path, "a.csv", table))) == [f"{BODY}, and; more | words"]


def test_excels_separator_line_and_a_bom_are_understood(tmp_path: Path) -> None:
    table = f"\ufeffsep=;\r\ntitle;text\r\nOne;{BODY}\r\n"
    assert texts(read("table", put(tmp_path, "a.csv", table))) == [BODY]
    marked = put(tmp_path, "b.csv", f"\ufefftext,title\n{BODY},T\n")
    assert read_one("table", marked).article.title == "T"
    assert read_one("table", marked, encoding="utf-8").article.title == "T"


def test_a_table_of_one_column_keeps_its_commas(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", f"text\n{BODY}, and more, and more\nShort, but a text\n")
    assert texts(read("table", path)) == [f"{BODY}, and more, and more", "Short, but a text"]


def test_a_tsv_keeps_quotes_commas_and_line_ends_in_quoted_cells(tmp_path: Path) -> None:
    path = put(tmp_path, "a.tsv", f'title\ttext\nOne, two\t"{BODY}\r\nLine ""two"""\n')
    read = read_one("table", path)
    assert (read.article.title, read.text) == ("One, two", f'{BODY}\r\nLine "two"')


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1252"])
def test_encodings_are_found_out(tmp_path: Path, encoding: str) -> None:
    body = "Die Größe der Änderung überraschte früh. " * 5
    rows = "".join(f"Titel {n},{body}\n" for n in range(30))
    found = read("table", put(tmp_path, "a.csv", ("title,text\n" + rows).encode(encoding)))
    assert texts(found) == [body] * 30
    assert bool(found[0].warnings) == (encoding == "windows-1252")
    assert found[1].warnings == []


def test_a_letter_that_is_not_ascii_may_come_late(tmp_path: Path) -> None:
    rows = "".join(f"T,{BODY}\n" for _ in range(6000))
    late = read("table", put(tmp_path, "a.csv", (f"title,text\n{rows}T,{BODY} é\n").encode()))
    assert late[-1].text == f"{BODY} é"
    latin = (f"title,text\n{rows}" + "T,Die Größe der Änderung überraschte früh\n" * 40).encode(
        "windows-1252"
    )
    guessed = read("table", put(tmp_path, "b.csv", latin))
    assert guessed[-1].text == "Die Größe der Änderung überraschte früh"
    assert "guessed" in guessed[0].warnings[0]
    with pytest.raises(ReadError, match=r"“c\.csv” cannot be read from line 6002 on"):
        read("table", put(tmp_path, "c.csv", (f"title,text\n{rows}T,{BODY} é").encode()[:-1]))


def test_an_encoding_that_does_not_fit_is_refused_with_the_line(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "title,text\nT,Größe\n".encode("windows-1252"))
    with pytest.raises(ReadError, match=r"“a\.csv” cannot be read from line 1 on"):
        read("table", path, encoding="utf-8")


def test_columns_can_be_chosen(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", f"a,b,c,title\nMy title,Lead,{BODY},Other\n")
    for choice in ({"title": "a", "text": ["b", "c"]}, "title=a, text=c"):
        read = read_one("table", path, columns=choice)
        assert read.article.title == "My title"
        assert read.article.extra["title"] == "Other"
    assert read_one("table", path, columns={"title": "a", "text": ["b", "c"]}).text == f"Lead\n\n{BODY}"
    assert read_one("table", path, columns={"text": "c", "title": ""}).article.title == "a 2"


def test_a_text_without_a_usual_name_is_found_by_its_length(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", f"id,inhoud\n1,{BODY}\n2,{BODY} Dan ini.\n")
    assert texts(read("table", path)) == [BODY, f"{BODY} Dan ini."]


@pytest.mark.parametrize(
    ("table", "columns", "sentence"),
    [
        ("id,n\n1,2\n", "", "no column that looks like the text of an article.*“id”, “n”"),
        (HEADER + ROW, "title=Kop", "There is no column “Kop” for “a.csv”. Its columns are: “Headline”"),
        (HEADER + ROW, "heading=Isi", "There is no field “heading” of an article"),
        (HEADER + ROW, "Isi", "are chosen as “title=Headline, text=Body”"),
        (",".join(f"c{n}" for n in range(40)) + "\n", "", "and 10 more"),
        ("", "", "is empty: there is no table in it"),
        (HEADER, "", "holds the names of columns and no rows"),
        (f'text\n"{BODY}', "", "a quotation mark is left open"),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, table: str, columns: str, sentence: str) -> None:
    with pytest.raises(ReadError, match=sentence):
        read("table", put(tmp_path, "a.csv", table), columns=columns)


def test_ragged_rows_are_read_and_told_by_their_line(tmp_path: Path) -> None:
    table = f'title,text,x\nOne,"{BODY}\n\nmore",1\nTwo,{BODY}\nThree,{BODY},1,2,3\n,,,,\n\nSix,{BODY},\n'
    one, two, three, six = read("table", put(tmp_path, "a.csv", table))
    assert (one.warnings, six.warnings) == ([], [])
    assert two.warnings == ["Row 5: it has 2 cells, the header has 3."]
    assert three.warnings == ["Row 6: it has 5 cells, the header has 3."]
    assert three.article.extra == {"x": "1", "column 4": "2", "column 5": "3"}


def test_a_row_without_text_is_a_problem_and_the_rest_goes_in(tmp_path: Path) -> None:
    found: list[Any] = read("table", put(tmp_path, "a.csv", f"title,text\nOne, \nTwo,{BODY}\n"))
    assert isinstance(found[0], Problem)
    assert (found[0].record, found[0].message) == ("2", "Row 2 has no text; it was left out.")
    assert found[1].article.title == "Two"


def test_ambiguous_dates_are_settled_by_the_column_or_flagged(tmp_path: Path) -> None:
    table = "date,text\n{},{}\n{},{}\n"
    settled = read("table", put(tmp_path, "a.csv", table.format("4/5/2025", BODY, "4/26/2025", BODY + " 2")))
    assert [one.article.published for one in settled] == ["2025-04-05", "2025-04-26"]
    assert [one.warnings for one in settled] == [[], []]
    open_ = read("table", put(tmp_path, "b.csv", table.format("4/5/2025", BODY, "1/2/2025", BODY + " 2")))
    assert [one.article.published for one in open_] == ["2025-05-04", "2025-02-01"]
    assert open_[0].warnings == [
        "Row 2: The date “4/5/2025” was read as 2025-05-04; it can also be 2025-04-05. Please check it."
    ]
    told = read("table", tmp_path / "b.csv", date_order="mdy")
    assert [one.article.published for one in told] == ["2025-04-05", "2025-01-02"]


def test_other_dates_are_read_or_kept_as_they_are(tmp_path: Path) -> None:
    cells = ["1745663400000", "2025-04-26T10:30:00Z", "kemarin", "", "2025"]
    table = "timestamp,text\n" + "".join(f"{cell},{BODY} {n}\n" for n, cell in enumerate(cells))
    found = read("table", put(tmp_path, "a.csv", table))
    assert [one.article.published for one in found] == [
        "2025-04-26T10:30:00Z",
        "2025-04-26T10:30:00Z",
        "",
        "",
        "2025",
    ]
    assert found[2].article.extra["published"] == "kemarin"
    assert found[2].warnings == ["Row 4: “kemarin” is no date; it was kept as metadata."]


def test_tags_in_cells_are_told_and_taken_out_on_request(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", f"title,text\nT,<p>{BODY}</p><p>Dua &amp; tiga</p>\n")
    assert "holds HTML tags" in read_one("table", path).warnings[0]
    clean = read_one("table", path, markup=True)
    assert (clean.text, clean.warnings) == (f"{BODY}\nDua & tiga", [])


def test_a_row_without_a_title_is_called_by_file_and_row(tmp_path: Path) -> None:
    assert read_one("table", put(tmp_path, "data.csv", f"text\n{BODY}\n")).article.title == "data 2"


def test_a_workbook_is_read_with_its_types(tmp_path: Path) -> None:
    rows = [
        ["Title", "Date", "Text", "Words", "Share", "Checked"],
        ["One", datetime.date(2025, 4, 26), BODY, 12, 0.5, True],
        [None, None, None, None, None, None],
        ["Two", datetime.datetime(2025, 4, 26, 10, 30), BODY + " 2", 7, None, False],
    ]
    found = read("table", put(tmp_path, "a.xlsx", xlsx({"Empty": [], "Articles": rows, "More": [["x"]]})))
    assert [one.article.published for one in found] == ["2025-04-26", "2025-04-26T10:30:00"]
    assert found[0].article.extra == {"Words": "12", "Share": "0.5", "Checked": "True"}
    assert found[0].warnings == ["Only the sheet “Articles” was read, not “More”."]


def test_a_sheet_can_be_chosen_and_a_report_title_passed_over(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "a.xlsx",
        xlsx({"One": [["x"], ["y"]], "Two": [["Report of 2025"], [], ["Title", "Text"], ["T", BODY]]}),
    )
    assert read_one("table", path, sheet="Two").article.title == "T"
    with pytest.raises(ReadError, match=r"has no filled sheet “Three”\. There are: “One”, “Two”"):
        read("table", path, sheet="Three")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        ("a.xlsx", OLE, "damaged or cut off"),
        ("a.xls", OLE, "damaged or cut off"),
        ("a.xlsx", b"no workbook", "damaged or cut off"),
        ("a.xlsx", b"PK\3\4 cut", "not a zip archive"),
        ("a.xlsx", zipped({"a": b"\0" * 40_000_000}), "looks like an attack"),
        ("a.parquet", b"PAR1 cut off", "cannot be read as Parquet"),
        ("a.jsonl", b'{"text": "a"}\n{"text": "b', "Line 2 of “a.jsonl” is not a whole JSON record"),
        ("a.jsonl", b"[1]\n[2]\n", "holds no records with named values"),
        ("a.json", b'[{"text": "a"', "is not whole JSON"),
        ("a.json", b"[" * 20_000, "is not whole JSON"),
        ("a.json", b"[]", "holds no records"),
        ("a.json", b"3", "holds no records"),
    ],
)
def test_damaged_tables_are_refused_in_plain_words(
    tmp_path: Path, name: str, data: bytes, sentence: str
) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
    path = put(tmp_path, name, data)
    with pytest.raises(ReadError, match=sentence):
        read("table", path)
    assert path.read_bytes() == data


def test_an_old_workbook_with_a_password_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import python_calamine

    def locked(_path: str) -> None:
        raise python_calamine.PasswordError("encrypted")

    monkeypatch.setattr(python_calamine.CalamineWorkbook, "from_path", staticmethod(locked), raising=False)
    with pytest.raises(ReadError, match="locked with a password"):
        read("table", put(tmp_path, "a.xls", OLE))


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json", "a.xlsx"])
def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReadError, match="is not there"):
        read("table", tmp_path / name)
    (tmp_path / name).mkdir()
    with pytest.raises(ReadError, match="is a folder"):
        read("table", tmp_path / name)


def test_json_lines_are_rows_with_nested_values_flat(tmp_path: Path) -> None:
    records: list[dict[str, Any]] = [
        {
            "title": "One",
            "text": BODY,
            "meta": {"source": {"name": "Fakta"}, "tags": ["a", 1]},
            "list": [{"a": 1}],
        },
        {"title": "Two", "text": BODY + " 2", "n": 3, "empty": {}},
    ]
    lines = "\ufeff" + "\n\n".join(json.dumps(one) for one in records) + "\n[1]\n"
    found = read("table", put(tmp_path, "a.jsonl", lines))
    assert [one.article.title for one in found] == ["One", "Two"]
    assert found[0].article.extra == {"meta.source.name": "Fakta", "meta.tags": "a; 1", "list": '[{"a": 1}]'}
    assert found[1].article.extra == {"n": "3", "empty": "{}"}


def test_json_lines_may_hold_lone_surrogates_and_another_encoding(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", '{"text": "' + BODY + ' \\ud83d"}\n')
    assert read_one("table", path).text == f"{BODY} \ud83d"
    latin = put(tmp_path, "b.jsonl", ('{"text": "' + BODY + ' é"}\n').encode("latin-1"))
    assert read_one("table", latin, encoding="latin-1").text == f"{BODY} é"
    with pytest.raises(ReadError, match="Line 1"):
        read("table", latin)
    with pytest.raises(ReadError, match="Line 1"):
        read("table", latin, encoding="utf-8")
    with pytest.raises(ReadError, match="Line 1"):
        read("table", latin, encoding="klingon")


def test_a_key_that_comes_late_is_kept(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": f"{BODY} {n}"}) + "\n" for n in range(201))
    lines += json.dumps({"text": BODY, "late": "yes"})
    assert read("table", put(tmp_path, "a.jsonl", lines))[-1].article.extra == {"late": "yes"}


@pytest.mark.parametrize(
    "content",
    [
        [{"title": "T", "text": BODY}],
        {"articles": [{"title": "T", "text": BODY}], "count": 1, "ids": [1]},
        {"title": {"0": "T"}, "text": {"0": BODY}},
        {"title": ["T"], "text": [BODY]},
        {"title": "T", "text": BODY},
    ],
)
def test_json_is_read_in_every_usual_shape(tmp_path: Path, content: Any) -> None:
    read = read_one("table", put(tmp_path, "a.json", json.dumps(content)))
    assert (read.article.title, read.text) == ("T", BODY)


def test_parquet_is_read(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
    from pyarrow import parquet

    path = tmp_path / "a.parquet"
    table = {
        "title": ["One", None],
        "text": [BODY, BODY + " 2"],
        "date": [datetime.date(2025, 4, 26), None],
        "tags": [["a", "b"], None],
        "raw": [b"x\xff", None],
    }
    parquet.write_table(pa.table(table), path)
    one, two = read("table", path)
    assert (one.article.title, one.article.published, one.text) == ("One", "2025-04-26", BODY)
    assert one.article.extra == {"tags": "a; b", "raw": "x\ufffd"}
    assert two.article.title == "a 2"
    assert sniff("table", path) == 0.6


def test_parquet_without_the_extra_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "pyarrow":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"annotator\[parquet\]"):
        read("table", put(tmp_path, "a.parquet", "x"))


def test_a_csv_cut_off_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    whole = HEADER + ROW * 3
    for end in range(len(HEADER) + 1, len(whole), 13):
        path = put(tmp_path, "a.csv", whole[:end])
        try:
            found = read("table", path)
        except ReadError:
            continue
        assert all(isinstance(one, Problem) or one.text == BODY for one in found)


def test_many_rows_are_streamed(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "title,text\n" + f"T,{BODY}\n" * 20_000)
    assert sum(1 for _ in read("table", path, recognise=False)) == 20_000


def test_it_knows_tables_by_name(tmp_path: Path) -> None:
    assert sniff("table", put(tmp_path, "a.CSV", "x")) == 0.45
    assert sniff("table", put(tmp_path, "a.txt", "x")) == 0.0
