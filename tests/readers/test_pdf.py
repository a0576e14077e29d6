"""PDF documents in."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import ReadError
from tests.readers.pdfs import Put, column, pdf
from tests.readers.reading import put, read, read_one, sniff

#: One paragraph of full lines (each as long as the column allows) and one that ends early.
ONE = [
    "Der Bundestag hat am Freitag ueber die Reform",
    "der Rente beraten und sie mit grosser Mehrheit",
    "beschlossen.",
]
TWO = ["Die Opposition lehnt den Entwurf weiterhin ab", "und will klagen."]
PARAGRAPHS = [" ".join(ONE), " ".join(TWO)]


def text_of(folder: Path, *pages: list[Put]) -> str:
    return read_one("pdf", put(folder, "a.pdf", pdf(pages))).text


def test_lines_are_joined_to_paragraphs(tmp_path: Path) -> None:
    assert text_of(tmp_path, column([*ONE, "", *TWO])).split("\n") == PARAGRAPHS


def test_an_indented_line_begins_a_paragraph(tmp_path: Path) -> None:
    lines = column([*ONE, *TWO])
    lines[0] = Put(ONE[0], 75, lines[0].y)
    lines[2] = Put("beschlossen, wie sie am Abend allen mitteilte.", 60, lines[2].y)
    lines[3] = Put(TWO[0], 75, lines[3].y)
    first, second = text_of(tmp_path, lines).split("\n")
    assert first.endswith("mitteilte.")
    assert second == PARAGRAPHS[1]


def test_a_line_that_ends_early_ends_its_paragraph(tmp_path: Path) -> None:
    assert text_of(tmp_path, column([*ONE, *TWO])).split("\n") == PARAGRAPHS


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = column(
        ["Die linke Spalte ist schmal", "und laeuft oben rechts ohne", "Ende weiter, denn der Satz"]
    )
    right = column(["ist noch nicht zu Ende hier", "unten."], x=320)
    assert text_of(tmp_path, left + right) == (
        "Die linke Spalte ist schmal und laeuft oben rechts ohne Ende weiter, denn der Satz ist noch nicht zu"
        " Ende hier unten."
    )


def test_a_sentence_goes_on_over_the_page_and_a_finished_one_does_not(tmp_path: Path) -> None:
    assert text_of(tmp_path, column(ONE[:2]), column(ONE[2:])) == PARAGRAPHS[0]
    whole = "beschlossen und am Abend allen so mitgeteilt."
    assert text_of(tmp_path, column([*ONE[:2], whole]), column(TWO)).split("\n")[1] == PARAGRAPHS[1]


def test_hyphened_words_are_joined_as_they_stand_elsewhere(tmp_path: Path) -> None:
    lines = [
        "Ueber die Nordkorea-Politik von Kim Jong-un sprach er, denn Kim Jong-",
        "un und die Wirtschaft sind sein Thema; er will, dass die Wirt-",
        "schaft laeuft, und er nennt auch Nord-",
        "Korea beim Namen, denn Nord\u00ad",
        "korea war gestern Thema, ebenso 2025-",
        "26 und manch anderes.",
    ]
    text = text_of(tmp_path, column(lines)).replace("\n", " ")
    assert "denn Kim Jong-un und" in text
    assert "dass die Wirtschaft laeuft" in text
    assert "auch Nord-Korea beim" in text
    assert "denn Nordkorea war" in text
    assert "2025-26 und" in text


def test_running_heads_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    pages = [
        [Put(f"Fakta.com, halaman {number}", 60, 810), *column(lines), Put(f"{number}", 300, 30)]
        for number, lines in enumerate([ONE, TWO, ["Noch ein Absatz dazu, der hier am Ende steht."]], 1)
    ]
    assert text_of(tmp_path, *pages).split("\n") == [
        *PARAGRAPHS,
        "Noch ein Absatz dazu, der hier am Ende steht.",
    ]
    single = text_of(
        tmp_path, [Put("Once at the top only", 60, 810), *column(ONE), Put("Page 1 of 3", 60, 30)]
    )
    assert single.split("\n") == ["Once at the top only", PARAGRAPHS[0]]


def test_other_scripts_are_read(tmp_path: Path) -> None:
    lines = ["总统周五表示，会谈已经结束，双方没有达成协议", "下个月将继续谈判。"]
    assert text_of(tmp_path, column(lines)) == "".join(lines)
    assert text_of(tmp_path, [Put("Президент сказал это вчера", 60, 700)]) == "Президент сказал это вчера"
    kangxi = [Put("⽰⽅ ﬁnden Sie ﬂink auf Seite", 60, 700)]
    assert text_of(tmp_path, kangxi) == "示方 finden Sie flink auf Seite"


def test_the_largest_type_is_the_title(tmp_path: Path) -> None:
    page = [
        Put("Rusia Akui Tentara", 60, 760, 24),
        Put("Korea Utara", 60, 732, 24),
        *column([*ONE, "", *TWO]),
    ]
    read = read_one("pdf", put(tmp_path, "a.pdf", pdf([page])))
    assert read.article.title == "Rusia Akui Tentara Korea Utara"
    assert read.text.split("\n") == ["Rusia Akui Tentara Korea Utara", *PARAGRAPHS]


def test_properties_give_title_author_and_date(tmp_path: Path) -> None:
    info = "/Title (Rusia Akui) /Author (Budi) /CreationDate (D:20250426103000+07'00')"
    article = read_one("pdf", put(tmp_path, "a.pdf", pdf([column(ONE)], info=info))).article
    assert (article.title, article.published) == ("Rusia Akui", "2025-04-26")
    assert article.extra["file author"] == "Budi"
    plain = read_one(
        "pdf", put(tmp_path, "b.pdf", pdf([column(ONE[:2])], info="/CreationDate (D:2025)"))
    ).article
    assert (plain.title, plain.published) == ("b", "2025")


def test_fonts_that_do_not_name_their_letters_are_told(tmp_path: Path) -> None:
    page = [Put("Readable words in this line\ue001\ue002\ue003", 60, 700)]
    read = read_one("pdf", put(tmp_path, "a.pdf", pdf([page])))
    assert read.warnings == [
        "3 of 30 characters cannot be read: the fonts of this PDF do not say what they mean. Look at the text"
        " before you use it."
    ]


def test_a_scan_is_refused(tmp_path: Path) -> None:
    for pages in ([[]], [[Put("7", 60, 400)]]):
        path = put(tmp_path, "scan.pdf", pdf(pages, pictures=True))
        with pytest.raises(ReadError, match=r"“scan\.pdf” holds pictures of pages and no text: it is a scan"):
            read("pdf", path)


def test_a_locked_document_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "locked.pdf", pdf([column(ONE)], password="geheim"))
    with pytest.raises(ReadError, match=r"“locked\.pdf” is locked with a password"):
        read("pdf", path)


def test_a_document_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    whole = pdf([column(ONE)])
    for end in range(0, len(whole) - 6, 101):
        with pytest.raises(ReadError, match=r"a\.pdf"):
            read("pdf", put(tmp_path, "a.pdf", whole[:end]))


def test_a_damaged_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="it is damaged"):
        read("pdf", put(tmp_path, "a.pdf", b"%PDF-1.4\nnothing of use\n%%EOF\n"))


def test_it_knows_pdfs_by_their_beginning(tmp_path: Path) -> None:
    assert sniff("pdf", put(tmp_path, "a.bin", pdf([column(ONE)]))) == 0.9
    assert sniff("pdf", put(tmp_path, "a.pdf", "x")) == 0.3
    assert sniff("pdf", put(tmp_path, "a.txt", "x")) == 0.0
