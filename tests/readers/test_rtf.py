"""Rich text files in."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import ReadError
from tests.readers.reading import put, read, read_one, sniff

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0"
    r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}{\f2\fcharset128 Mincho;}}"
)
STORY = "Der Bundestag hat am Freitag beraten. " * 5


def rtf(body: str) -> str:
    return HEAD + body + "}"


def text_of(folder: Path, body: str) -> str:
    return read_one("rtf", put(folder, "a.rtf", rtf(body))).text


def test_paragraphs_and_letters_are_read(tmp_path: Path) -> None:
    body = (
        r"\pard Gr\'f6\'dfe \u8222?\u196\'c4nderung\u8220?\par Zwei\line drei\tab vier \endash  f\'fcnf\par}"[
            :-1
        ]
    )
    assert text_of(tmp_path, body) == "Größe „Änderung“\nZwei\ndrei\tvier – fünf"


def test_other_scripts_are_read_by_their_fonts(tmp_path: Path) -> None:
    body = r"{\f1 \'cf\'f0\'e8\'e2\'e5\'f2}\par {\f2 \'93\'fa\'96\'7b}"
    assert text_of(tmp_path, body) == "Привет\n日本"


def test_an_emoji_is_one_character(tmp_path: Path) -> None:
    assert text_of(tmp_path, r"a \u-10179?\u-8704? b") == "a \U0001f600 b"
    assert text_of(tmp_path, r"a \u-10179? b") == "a \ud83d b"


def test_links_keep_their_words_only(tmp_path: Path) -> None:
    link = r'{\field{\*\fldinst{HYPERLINK "http://x.example/"}}{\fldrslt{\ul the link}}}'
    assert text_of(tmp_path, f"See {link} here") == "See the link here"


def test_deleted_and_hidden_text_headers_and_comments_stay_out(tmp_path: Path) -> None:
    body = (
        r"{\header Kopf}{\footer Fu\'df}one {\deleted\revauthdel1 gone }{\v hidden }{\revised two}"
        r"{\*\annotation{\*\atnref 1} comment} {\v0 three}\viewkind4"
    )
    assert text_of(tmp_path, body) == "one two three"


def test_text_boxes_and_footnotes_follow_the_body(tmp_path: Path) -> None:
    body = (
        r"Body{\footnote \chftn  First {\b note}{\footnote in it}.} goes on"
        r"{\shp{\*\shpinst\shpwr3{\shptxt In the box\par more\par}}}."
        r"\par{\f1 \'cf}\par"
    )
    assert text_of(tmp_path, body) == "Body goes on.\nП\nIn the box\nmore\n\nFirst note."


def test_cells_of_a_table_are_apart(tmp_path: Path) -> None:
    assert text_of(tmp_path, r"\trowd a\cell b\cell\row c\cell\row") == "a\tb\nc"


def test_properties_give_title_and_date(tmp_path: Path) -> None:
    info = r"{\info{\title Gr\'f6\'dfe}{\author Budi}{\creatim\yr2025\mo4\dy26\hr10}}"
    article = read_one("rtf", put(tmp_path, "a.rtf", rtf(info + STORY))).article
    assert (article.title, article.published) == ("Größe", "2025-04-26")
    assert article.extra["file author"] == "Budi"
    plain = read_one("rtf", put(tmp_path, "b.rtf", rtf(STORY))).article
    assert (plain.title, plain.published, plain.extra) == ("b", "", {})


@pytest.mark.parametrize(
    ("page", "encoding"), [("1252", "cp1252"), ("1251", "cp1251"), ("65001", "utf-8"), ("99999", "cp1252")]
)
def test_letters_written_as_they_are_are_read(tmp_path: Path, page: str, encoding: str) -> None:
    words = "Größe" if encoding != "cp1251" else "Привет"
    data = (r"{\rtf1\ansi\ansicpg" + page + " " + words + "}").encode(encoding)
    assert read_one("rtf", put(tmp_path, "a.rtf", data)).text == words
    bare = put(tmp_path, "b.rtf", "{\\rtf1 Größe}".encode("cp1252"))
    assert read_one("rtf", bare).text == "Größe"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("no rich text", "is not a rich text file"),
        (rtf(r"\par"), "holds no text"),
        (HEAD + "cut", "is cut off"),
    ],
)
def test_bad_files_are_refused(tmp_path: Path, content: str, sentence: str) -> None:
    with pytest.raises(ReadError, match=sentence):
        read("rtf", put(tmp_path, "a.rtf", content))


def test_a_file_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    whole = rtf(r"\pard \{braces\} and \\ slashes {\b bold}" + STORY)
    assert read_one("rtf", put(tmp_path, "a.rtf", whole)).text.startswith("{braces} and \\ slashes bold")
    for end in range(0, len(whole), 23):
        with pytest.raises(ReadError):
            read("rtf", put(tmp_path, "a.rtf", whole[:end]))


def test_it_knows_rich_text_by_its_beginning(tmp_path: Path) -> None:
    assert sniff("rtf", put(tmp_path, "a.doc", rtf("x"))) == 0.7
    assert sniff("rtf", put(tmp_path, "a.rtf", "x")) == 0.3
    assert sniff("rtf", put(tmp_path, "a.txt", "x")) == 0.0
