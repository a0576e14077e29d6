"""E-books in."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import ReadError
from tests.readers.office import zipped
from tests.readers.reading import put, read, read_one, sniff

P1 = "The first chapter tells of the harbour at dawn, and of the people who wait there for the ships. " * 3
P2 = "The second chapter tells of the market in the hills, and of the people who trade there at noon. " * 3
CONTAINER = (
    "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
    "<rootfile full-path='OEBPS/book.opf' media-type='application/oebps-package+xml'/></rootfiles>"
    "</container>"
)
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>The Harbour</dc:title><dc:creator>Jane Doe</dc:creator><dc:date>2025-04-26</dc:date>
<dc:language>en-GB</dc:language><dc:publisher>Press</dc:publisher></metadata><manifest>
<item id="nav" href="nav.xhtml" properties="nav"/><item id="cover" href="cover.xhtml"/>
<item id="one" href="text/one%201.xhtml"/><item id="two" href="text/two.xhtml"/>
<item id="x" href="x.xhtml"/></manifest>
<spine><itemref idref="nav"/><itemref idref="cover"/><itemref idref="one"/><itemref idref="two"/>
<itemref idref="x" linear="no"/><itemref idref="gone"/></spine></package>"""


def page(title: str, text: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f"<title>t</title></head><body>{title}<p>{text}</p></body></html>"
    )


def epub(**changes: str) -> bytes:
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": PACKAGE,
        "OEBPS/nav.xhtml": page("", "Contents " * 60),
        "OEBPS/cover.xhtml": page("", "Cover"),
        "OEBPS/text/one 1.xhtml": page("<h1>Chapter <i>one</i></h1>", P1),
        "OEBPS/text/two.xhtml": page("", P2),
        "OEBPS/x.xhtml": page("", "Not in the order " * 30),
    }
    members |= {name.replace("__", "/"): content for name, content in changes.items()}
    return zipped({name: content for name, content in members.items() if content != "-"})


def test_a_book_is_one_article_in_reading_order(tmp_path: Path) -> None:
    path = put(tmp_path, "a.epub", epub())
    assert sniff("epub", path) == 0.9
    read = read_one("epub", path)
    article = read.article
    assert (article.title, article.author, article.outlet) == ("The Harbour", "Jane Doe", "Press")
    assert (article.published, article.language) == ("2025-04-26", "en-GB")
    assert read.text == f"Chapter one\n{P1.strip()}\n\n{P2.strip()}"


def test_each_chapter_can_be_an_article(tmp_path: Path) -> None:
    one, two = read("epub", put(tmp_path, "a.epub", epub()), chapters=True)
    assert (one.article.title, two.article.title) == ("Chapter one", "The Harbour, 2")
    assert one.article.extra["book"] == "The Harbour"
    assert (two.article.extra["chapter"], two.text) == ("2", P2.strip())


def test_a_book_without_a_title_is_called_by_its_file(tmp_path: Path) -> None:
    untitled = PACKAGE.replace("<dc:title>The Harbour</dc:title>", "").replace("2025-04-26", "long ago")
    data = epub(**{"OEBPS/book.opf": untitled})
    article = read_one("epub", put(tmp_path, "a.epub", data)).article
    assert (article.title, article.published) == ("Chapter one", "")
    _, two = read("epub", put(tmp_path, "b.epub", data), chapters=True)
    assert (two.article.title, "book" in two.article.extra) == ("b, 2", False)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"META-INF/container.xml": "-"}, "is not an e-book"),
        ({"META-INF/container.xml": CONTAINER.replace("book.opf", "gone.opf")}, "is not an e-book"),
        ({"OEBPS/text/two.xhtml": "-"}, "There is no “OEBPS/text/two.xhtml”"),
        (
            {"OEBPS/text/one 1.xhtml": page("", "x"), "OEBPS/text/two.xhtml": page("", "y")},
            "holds no text",
        ),
        ({"META-INF/encryption.xml": "<a>http://www.w3.org/2001/04/xmlenc#aes128-cbc</a>"}, "is locked"),
        ({"META-INF/container.xml": "<!DOCTYPE x>" + CONTAINER}, "DOCTYPE"),
    ],
)
def test_bad_books_are_refused(tmp_path: Path, changes: dict[str, str], sentence: str) -> None:
    with pytest.raises(ReadError, match=sentence):
        read("epub", put(tmp_path, "a.epub", epub(**changes)))


def test_fonts_that_are_obfuscated_lock_nothing(tmp_path: Path) -> None:
    fonts = "<a>http://www.idpf.org/2008/embedding</a>"
    assert read("epub", put(tmp_path, "a.epub", epub(**{"META-INF/encryption.xml": fonts})))


def test_a_book_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    whole = epub()
    for end in range(0, len(whole) - 1, 151):
        with pytest.raises(ReadError):
            read("epub", put(tmp_path, "a.epub", whole[:end]))


def test_it_knows_its_files(tmp_path: Path) -> None:
    assert sniff("epub", put(tmp_path, "a.epub", "x")) == 0.3
    assert sniff("epub", put(tmp_path, "a.zip", zipped({"a": "b"}))) == 0.0
