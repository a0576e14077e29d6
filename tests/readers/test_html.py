"""Saved web pages in."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from annotator.errors import MissingExtraError, ReadError
from annotator.readers import all_readers
from tests.readers.reading import put, read, read_one, sniff
from tests.shared_fixtures import fixture

pytest.importorskip("trafilatura", reason="the extra html is not installed")

P1 = "Rusia untuk pertama kalinya mengakui bahwa pasukan Korea Utara ikut bertempur melawan Ukraina di Kursk."
P2 = (
    "Hal itu diucapkan Kepala Staf Umum Angkatan Bersenjata Rusia, Valery Gerasimov, di Moskow kemarin malam."
)
P3 = "Menurutnya, keikutsertaan tentara Korut sesuai dengan perjanjian kemitraan strategis kedua negara itu."

PAGE = f"""<!DOCTYPE html>
<!-- saved from url=(0031)https://www.fakta.com/dunia/123 -->
<html lang="id-ID"><head><meta charset="utf-8"><title>Rusia Akui Tentara Korut - Fakta.com</title>
<meta property="og:title" content="Rusia Akui Tentara Korut">
<meta property="og:site_name" content="Fakta.com">
<meta name="author" content="Budi Santoso">
<meta property="article:published_time" content="2025-04-26T19:30:00+07:00">
<meta property="article:section" content="Dunia">
<style>p {{ color: red }}</style><script>var hidden = "skrip";</script></head>
<body><nav><ul><li><a href="/a">Beranda</a></li><li><a href="/b">Ekonomi</a></li></ul></nav>
<article><h1>Rusia Akui Tentara Korut</h1>
<p>{P1}</p>
<p><strong>Baca juga: <a href="/x">Putin bertemu Kim</a></strong></p>
<p style="display: none">Teks tersembunyi satu yang tidak boleh masuk ke dalam artikel sama sekali.</p>
<p hidden>Teks tersembunyi dua yang tidak boleh masuk ke dalam artikel sama sekali.</p>
<p>{P2}</p><!-- komentar rahasia -->
<p>{P3} <a href="/y">Lihat</a></p></article>
<footer><p>Hak cipta 2025 Fakta.com</p></footer></body></html>"""


def test_a_news_page_gives_its_text_and_nothing_else(tmp_path: Path) -> None:
    page = read_one("html", put(tmp_path, "a.html", PAGE))
    assert page.text == f"{P1}\n{P2}\n{P3} Lihat"
    assert page.warnings == []


def test_a_news_page_gives_its_metadata(tmp_path: Path) -> None:
    article = read_one("html", put(tmp_path, "a.html", PAGE)).article
    assert article.title == "Rusia Akui Tentara Korut"
    assert article.outlet == "Fakta.com"
    assert article.author == "Budi Santoso"
    assert article.published == "2025-04-26T19:30:00+07:00"
    assert article.url == "https://www.fakta.com/dunia/123"
    assert article.language == "id-ID"
    assert article.source_file == "a.html"
    assert article.extra["section"] == "Dunia"


def test_a_page_that_hides_itself_until_a_script_runs_is_read(tmp_path: Path) -> None:
    page = f"<html hidden><body><p>{P1}</p><p>{P2}</p></body></html>"
    assert read_one("html", put(tmp_path, "a.html", page)).text == f"{P1}\n{P2}"


@pytest.mark.parametrize("name", ["basic-tags-cleaning", "rtl-2"])
def test_the_pages_of_readability_give_their_paragraphs(name: str) -> None:
    source = fixture(f"html/{name}.source.html")
    expected = lxml_html.fromstring(
        (source.parent / f"{name}.expected.html").read_text("utf-8")
        if name == "basic-tags-cleaning"
        else source.read_text("utf-8")
    )
    paragraphs = [" ".join("".join(p.itertext()).split()) for p in expected.iter("p")]
    text = read_one("html", source).text
    assert [line for line in text.splitlines() if line != "Foo"] == paragraphs  # a heading between them


@pytest.mark.parametrize(
    "charset", ["windows-1252", "iso-8859-1", "windows-1251", "shift_jis", "gb2312", "euc-kr"]
)
def test_the_declared_charset_is_used(tmp_path: Path, charset: str) -> None:
    words = {
        "windows-1251": "Президент заявил, что переговоры закончились без соглашения. ",
        "shift_jis": "大統領は会談が合意なしに終わったと述べた。",
        "gb2312": "总统表示会谈已经结束双方没有达成任何协议。",
        "euc-kr": "대통령은 회담이 합의 없이 끝났다고 말했다. ",
    }.get(charset, "Die Größe der Änderung überraschte früh am Morgen. ")
    page = (
        f"<html><head><meta charset={charset}><title>T</title></head><body><p>{words * 8}</p></body></html>"
    )
    read = read_one("html", put(tmp_path, "a.htm", page.encode(charset)))
    assert read.text == (words * 8).strip()
    assert read.warnings == []


def test_a_wrong_charset_is_noticed(tmp_path: Path) -> None:
    text = "Die Größe der Änderung überraschte früh am Morgen. " * 8
    page = f"<html><head><meta charset=iso-8859-1><title>T</title></head><body><p>{text}</p></body></html>"
    utf8 = read_one("html", put(tmp_path, "a.html", page.encode()))
    assert utf8.text == text.strip()
    assert utf8.warnings == ["It says that its encoding is iso-8859-1, but it was read as utf-8."]
    latin = page.replace("iso-8859-1", "utf-8").encode("windows-1252")
    other = read_one("html", put(tmp_path, "b.html", latin))
    assert "Größe der Änderung" in other.text
    assert "It says that its encoding is utf-8" in other.warnings[0]


def test_a_page_with_a_broken_character_is_read_with_a_warning(tmp_path: Path) -> None:
    text = "Die Größe der Änderung überraschte früh am Morgen. " * 40
    page = (
        f"<html><head><meta charset=utf-8><title>T</title></head><body><p>{text}".encode()
        + b"\xff ende</p></html>"
    )
    read = read_one("html", put(tmp_path, "a.html", page))
    assert read.text.endswith("\ufffd ende")
    assert read.warnings == ["1 bytes do not fit the encoding of the page (utf-8); they were replaced."]


@pytest.mark.parametrize("head", ["<meta charset=klingon>", "<meta charset=utf-16>", ""])
def test_a_useless_declaration_is_passed_over(tmp_path: Path, head: str) -> None:
    page = f"<html><head>{head}<title>T</title></head><body><p>{P1}</p><p>{P2}</p></body></html>"
    assert read_one("html", put(tmp_path, "a.html", page)).text == f"{P1}\n{P2}"
    ascii_only = page.replace("<meta", "<meta charset=windows-1251><meta")
    assert read_one("html", put(tmp_path, "b.html", ascii_only)).warnings == []


def test_an_encoding_can_be_told_and_a_bom_decides(tmp_path: Path) -> None:
    page = f"<html><head><meta charset=utf-8></head><body><p>{P1} Привет</p></body></html>"
    told = read_one("html", put(tmp_path, "a.html", page.encode("koi8-r")), encoding="koi8-r")
    assert told.text.endswith("Привет")
    bom = read_one("html", put(tmp_path, "b.html", page.encode("utf-16")))
    assert bom.text.endswith("Привет")


def test_a_date_that_only_people_see_is_read(tmp_path: Path) -> None:
    page = (
        "<html><head><title>عنوان الخبر</title></head><body><article><span class='date'>12 مارس 2024</span>"
        "<span class='time'>x</span>"
        f"<p>{'قال الرئيس يوم الجمعة إن المحادثات انتهت دون اتفاق. ' * 8}</p></article></body></html>"
    )
    assert read_one("html", put(tmp_path, "a.html", page)).article.published == "2024-03-12"
    undated = page.replace("12 مارس 2024", "")
    assert read_one("html", put(tmp_path, "b.html", undated)).article.published == ""


def test_a_visible_date_with_two_readings_warns(tmp_path: Path) -> None:
    page = f"<html><body><article><div class='publish-info'>4/5/2024</div><p>{P1}</p><p>{P2}</p></article>"
    read = read_one("html", put(tmp_path, "a.html", page))
    assert read.article.published == "2024-05-04"
    assert "2024-04-05" in read.warnings[0]
    ordered = read_one("html", put(tmp_path, "a.html", page), date_order="mdy")
    assert ordered.article.published == "2024-04-05"


def test_a_day_in_the_metadata_stands_without_a_time(tmp_path: Path) -> None:
    page = PAGE.replace(
        '"article:published_time" content="2025-04-26T19:30:00+07:00"', '"x" content="y"'
    ).replace("</head>", '<meta name="date" content="2025-04-26"></head>')
    assert read_one("html", put(tmp_path, "a.html", page)).article.published == "2025-04-26"


def test_the_outlet_comes_from_the_address_when_nothing_else_names_it(tmp_path: Path) -> None:
    page = (
        "<!-- Page saved with SingleFile \n url: https://www.tempo.co/politik/1 \n -->"
        f"<html lang='not a language!'><body><p>{P1}</p><p>{P2}</p></body></html>"
    )
    article = read_one("html", put(tmp_path, "a.html", page)).article
    assert (article.outlet, article.language) == ("tempo.co", "")


MHTML = """From: <Saved by Blink>
Snapshot-Content-Location: https://www.fakta.com/dunia/123
Subject: x
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----b"

------b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit
Content-Location: https://www.fakta.com/dunia/123

{page}
------b--
"""


def test_a_web_archive_gives_its_page(tmp_path: Path) -> None:
    article = read_one("html", put(tmp_path, "a.mhtml", MHTML.format(page=PAGE.replace("saved from", ""))))
    assert article.text == f"{P1}\n{P2}\n{P3} Lihat"
    assert article.article.url == "https://www.fakta.com/dunia/123"
    with pytest.raises(ReadError, match="without a page in it"):
        read("html", put(tmp_path, "b.mht", "From: x\n\nno page"))


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><body><nav><a href='/'>Home</a></nav><script>x()</script></body></html>",
        "",
        "just words",
    ],
)
def test_a_page_without_a_story_is_refused(tmp_path: Path, page: str) -> None:
    with pytest.raises(ReadError, match=r"“a\.html”"):
        read("html", put(tmp_path, "a.html", page))


def test_no_page_makes_it_reach_for_the_network_or_another_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was used")

    secret = put(tmp_path, "secret.txt", "geheim " * 50)
    monkeypatch.setattr(socket, "socket", refuse)
    evil = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><head><base href="http://evil.example/">'
        f'<link rel=stylesheet href="http://evil.example/a.css"></head><body><p>{P1} &x;</p><p>{P2}</p>'
        f'<img src="file://{secret}"><iframe src="http://evil.example/"></iframe></body></html>'
    )
    assert "geheim" not in read_one("html", put(tmp_path, "a.html", evil)).text


def test_a_page_without_an_end_is_read_with_a_warning(tmp_path: Path) -> None:
    read = read_one("html", put(tmp_path, "page 7.html", f"<html><body><p>{P1}</p><p>{P2}</p>"))
    assert read.warnings == ["The page has no end (</html>): it may be cut off."]
    assert read.article.title == "page 7"
    assert read_one("html", put(tmp_path, "b.html", f"<p>{P1}</p><p>{P2}</p>")).warnings == []


def test_a_page_cut_off_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    for end in range(0, len(PAGE), 97):
        path = put(tmp_path, "a.html", PAGE[:end])
        with contextlib.suppress(ReadError):
            assert read_one("html", path).text


def test_it_knows_pages_by_name_and_by_their_beginning(tmp_path: Path) -> None:
    assert sniff("html", put(tmp_path, "a.html", "x")) == 0.6
    assert sniff("html", put(tmp_path, "page", "\ufeff <!DOCTYPE HTML><html>")) == 0.55
    assert sniff("html", put(tmp_path, "page2", "text")) == 0.0


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "trafilatura":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"annotator\[html\]"):
        read("html", put(tmp_path, "a.html", PAGE))
    assert all_readers()["html"].extra == "html"
