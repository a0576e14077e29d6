"""Factiva exports, with field codes and as displayed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from annotator.errors import ReadError
from annotator.model.exchange import Problem
from annotator.readers import all_readers
from tests.readers.office import docx, p
from tests.readers.reading import put, read, read_one, sniff

NUMBER = "GRDN000020250426el4q0001a"
SECOND = "LEMOND0020250427el4r0002b"

CODES = [
    ("SE", "News"),
    ("HD", "The headline"),
    ("BY", "By Jane Doe"),
    ("WC", "1,535 words"),
    ("PD", "26 April 2025"),
    ("ET", "10:30"),
    ("SN", "The Guardian"),
    ("SC", "GRDN"),
    ("ED", "First"),
    ("PG", "3"),
    ("LA", "English"),
    ("CY", "Copyright 2025. Guardian Newspapers Limited. All rights reserved."),
    ("LP", "First paragraph.\nSecond paragraph."),
    ("TD", "Third: paragraph.\nFourth paragraph."),
    ("NS", "gpol : Domestic Politics | gcat : Political/General News"),
    ("RE", "uk : United Kingdom"),
    ("PUB", "Guardian Newspapers Limited"),
    ("AN", f"Document {NUMBER}"),
]


def coded_page(*articles: list[tuple[str, str]]) -> str:
    def value(code: str, words: str) -> str:
        if code in {"LP", "TD"}:
            return "".join(
                f'<p class="articleParagraph enarticleParagraph">{one}</p>\n' for one in words.split("\n")
            )
        return f"<b class='enHeadline'>{words}</b>\n" if code == "HD" else words

    def row(code: str, words: str) -> str:
        first = f'<td align="right" valign="top" class="index"><b>{code}</b>&nbsp;</td>'
        return f"<tr>{first}<td>{value(code, words)}</td></tr>"

    tables = "".join(
        f'<div class="article enArticle"><table>{"".join(row(*pair) for pair in one)}</table><br/></div><br/>'
        for one in articles
    )
    style = "<style>" + "body{margin:0;}" * 5000 + "</style>"
    return f"<html><head><meta charset=UTF-8><title>Factiva</title>{style}</head><body>{tables}</body></html>"


def check(read_articles: list[object]) -> None:
    one = read_articles[0]
    assert not isinstance(one, Problem)
    article = one.article  # type: ignore[attr-defined]
    assert (article.title, article.outlet, article.author) == ("The headline", "The Guardian", "Jane Doe")
    assert (article.published, article.language) == ("2025-04-26T10:30", "en")
    assert article.extra["document id"] == NUMBER
    assert article.extra["length"] == "1,535"
    assert article.extra["source code"] == "GRDN"
    assert article.extra["copyright"].startswith("Copyright 2025. Guardian")
    text = one.text  # type: ignore[attr-defined]
    assert [line for line in text.split("\n") if line] == [
        "First paragraph.",
        "Second paragraph.",
        "Third: paragraph.",
        "Fourth paragraph.",
    ]
    assert one.warnings == []  # type: ignore[attr-defined]


def test_a_page_with_field_codes(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "a.html",
        coded_page(CODES, [("HD", "Deux"), ("PD", "27 avril 2025"), ("LP", "Un."), ("XX", "x")]),
    )
    assert sniff("factiva", path) == 0.92
    found = read("factiva", path)
    check(list(found))
    extra = found[0].article.extra
    assert (extra["section"], extra["page"], extra["edition"]) == ("News", "3", "First")
    assert extra["subject"] == "gpol : Domestic Politics | gcat : Political/General News"
    assert (extra["region"], extra["publisher"]) == ("uk : United Kingdom", "Guardian Newspapers Limited")
    assert (found[1].article.title, found[1].article.published, found[1].text) == (
        "Deux",
        "2025-04-27",
        "Un.",
    )
    assert found[1].article.extra["XX"] == "x"


DISPLAYED = f"""<html><head><meta charset=utf-8></head><body>
<div class="article enArticle"><div>News</div><div id="hd"><span class="enHeadline">The
headline</span></div><div class="author">By Jane Doe</div><div>1,535 words</div><div>26 April 2025</div>
<div>10:30 AM</div><div>The Guardian</div><div>GRDN</div><div>3</div><div>First</div><div>English</div>
<div>Copyright 2025. Guardian Newspapers Limited. All rights reserved.</div>
<p class="articleParagraph enarticleParagraph">First paragraph.</p>
<p class="articleParagraph enarticleParagraph">Second paragraph.</p>
<p>Third: paragraph.</p><p>Fourth paragraph.</p><p>Document {NUMBER}</p></div>
<div class="article frArticle"><div id="hd"><span class="frHeadline">Deux</span></div><div>65 mots</div>
<div>27 avril 2025</div><div>Le Monde</div><div>Un texte.</div></div></body></html>"""


def test_a_page_as_displayed(tmp_path: Path) -> None:
    path = put(tmp_path, "a.html", DISPLAYED)
    assert sniff("factiva", path) == 0.92
    found = read("factiva", path)
    check(list(found))
    assert (found[0].article.extra["page"], found[0].article.extra["edition"]) == ("3", "First")
    two = found[1]
    assert (two.article.title, two.article.outlet, two.article.author) == ("Deux", "Le Monde", "")
    assert (two.article.published, two.text) == ("2025-04-27", "Un texte.")


def rtf(body: str) -> str:
    return r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}" + body + "}"


def test_rich_text_with_field_codes(tmp_path: Path) -> None:
    rows = "".join(
        r"\trowd " + code + r"\cell " + words.replace("\n", r"\par ") + r"\cell\row " for code, words in CODES
    )
    second = r"\trowd HD\cell Deux\cell\row\trowd PD\cell 27 avril 2025\cell\row\trowd TD\cell Un.\cell\row"
    path = put(tmp_path, "a.rtf", rtf(rows + second + rf"\trowd AN\cell Document {SECOND}\cell\row"))
    assert sniff("factiva", path) == 0.92
    found = read("factiva", path)
    check(list(found))
    assert (found[1].article.title, found[1].article.extra["document id"]) == ("Deux", SECOND)


LINES = [
    "News", "The headline", "By Jane Doe", "1,535 words", "26 April 2025", "10:30", "The Guardian", "GRDN",
    "3", "English", "Copyright 2025. Guardian Newspapers Limited. All rights reserved.", "",
    "First paragraph.",
    "Second paragraph.", "Third: paragraph.", "Fourth paragraph.", "", f"Document {NUMBER}", "",
    "Deux", "Jean Dupont", "65 mots", "27 avril 2025", "Le Monde", "LEMOND", "Français",
    "(c) Le Monde", "Un texte.", f"Document {SECOND}",
]  # fmt: skip


@pytest.mark.parametrize("kind", ["rtf", "docx", "txt"])
def test_an_export_as_displayed_in_other_kinds_of_file(tmp_path: Path, kind: str) -> None:
    escaped = [re.sub("[^ -~]", lambda sign: f"\\u{ord(sign[0])}?", line) for line in LINES]
    data = {
        "rtf": rtf("\\par\n".join(escaped)),
        "docx": docx("".join(map(p, LINES))),
        "txt": "\r\n".join(LINES),
    }[kind]
    path = put(tmp_path, f"a.{kind}", data)
    assert sniff("factiva", path) == 0.92
    found = read("factiva", path)
    check(list(found))
    assert found[0].article.extra["section"] == "News"
    two = found[1].article
    assert (two.title, two.author, two.outlet, two.language) == ("Deux", "Jean Dupont", "Le Monde", "fr")
    assert found[1].text == "Un texte."


def test_an_export_in_chinese(tmp_path: Path) -> None:
    lines = [
        "标题在这里",
        "535 字",
        "2025年4月26日",
        "人民日报",
        "RENMIN",
        "中文",
        "版权所有 (c) 2025",
        "正文。",
    ]
    lines.append("文件 RENMIN0020250426el4q0001a")
    read = read_one("factiva", put(tmp_path, "a.txt", "\n".join(lines)))
    assert (read.article.title, read.article.outlet, read.article.language) == (
        "标题在这里",
        "人民日报",
        "zh",
    )
    assert (read.article.published, read.text) == ("2025-04-26", "正文。")


def test_a_story_without_a_language_line(tmp_path: Path) -> None:
    lines = ["T", "5 words", "26 April 2025", "Paper", "(c) Paper", "Body.", f"Document {NUMBER}"]
    read = read_one("factiva", put(tmp_path, "a.txt", "\n".join(lines)))
    assert (read.article.extra["copyright"], read.article.language, read.text) == ("(c) Paper", "", "Body.")


def test_an_article_of_only_a_picture_is_a_problem(tmp_path: Path) -> None:
    page = coded_page([("HD", "A picture"), ("PD", "26 April 2025"), ("AN", f"Document {NUMBER}")])
    (found,) = read("factiva", put(tmp_path, "a.html", page))
    assert isinstance(found, Problem)
    assert found.message == "Article 1 (“A picture”) has no text; it was left out."


def test_a_last_article_that_is_cut_off_is_told(tmp_path: Path) -> None:
    (one,) = read("factiva", put(tmp_path, "a.txt", "\n".join(LINES[:-1])))
    assert "it is cut off, and was left out" in one.warnings[0]


def test_an_article_without_headline_or_words_is_called_by_its_place(tmp_path: Path) -> None:
    page = coded_page([("TD", "Text."), ("TD", "More."), ("BY", "Jane"), ("PD", "x"), ("ET", "9:05 PM")])
    article = read_one("factiva", put(tmp_path, "a.html", page))
    assert (article.article.title, article.article.author, article.text) == ("a 1", "Jane", "Text.\nMore.")
    afternoon = coded_page([("HD", "T"), ("TD", "Text."), ("PD", "26 April 2025"), ("ET", "9:05 PM")])
    assert read_one("factiva", put(tmp_path, "b.html", afternoon)).article.published == "2025-04-26T21:05"
    bare = '<div class="article enArticle"><table><tr><td>no code</td></tr></table><p>No words here</p></div>'
    with_row = f"{bare}<div class='article enArticle'><table><tr><td><b>HD</b></td></tr></table></div>"
    assert all(isinstance(one, Problem) for one in read("factiva", put(tmp_path, "c.html", with_row)))
    undated = ["T", "5 words", "26 April 2025", "Document " + NUMBER]
    (found,) = read("factiva", put(tmp_path, "d.txt", "\n".join(undated)))
    assert isinstance(found, Problem)
    only_body = [
        "5 words",
        "26 April 2025",
        "Paper",
        "Body only.",
        "Document " + NUMBER,
        "Document " + SECOND,
    ]
    assert read_one("factiva", put(tmp_path, "e.txt", "\n".join(only_body))).text == "Body only."


def test_a_file_that_is_no_export_is_refused(tmp_path: Path) -> None:
    for name in ("a.txt", "a.html"):
        with pytest.raises(ReadError, match="holds no article of a Factiva export"):
            read("factiva", put(tmp_path, name, "Just a text."))


def test_other_files_are_left_to_other_readers(tmp_path: Path) -> None:
    assert sniff("factiva", put(tmp_path, "a.pdf", "x")) == 0.0
    assert sniff("factiva", put(tmp_path, "a.txt", "Plain text.")) == 0.0
    assert sniff("factiva", put(tmp_path, "b.txt", f"See {NUMBER} for more.")) == 0.0
    assert sniff("factiva", put(tmp_path, "a.rtf", rtf("Plain"))) == 0.0
    assert sniff("factiva", put(tmp_path, "a.docx", docx(p("Plain")))) == 0.0
    assert sniff("factiva", put(tmp_path, "b.docx", b"PK broken")) == 0.0
    assert sniff("factiva", put(tmp_path, "a.html", "<p>Factiva</p>")) == 0.0


def test_it_wins_over_the_readers_of_its_kinds_of_file(tmp_path: Path) -> None:
    for name, data in (("a.html", DISPLAYED), ("a.txt", "\n".join(LINES))):
        path = put(tmp_path, name, data)
        surest = max(all_readers().values(), key=lambda one: one.sniff(path, path.read_bytes()[:65536]))
        assert surest.name == "factiva"
