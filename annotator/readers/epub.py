"""E-books (EPUB): the whole book as an article, or each chapter of the reading order as one.

Source: EPUB 3.3 (W3C) and OPF 2.0.1.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

import msgspec

from annotator.errors import ReadError
from annotator.model.article import Article
from annotator.model.dates import read_date
from annotator.model.exchange import Option, Options, ReadArticle
from annotator.model.languages import tag_of
from annotator.model.markup import local_name, parse_html, text_of
from annotator.model.page_encoding import decode_page
from annotator.model.reading import TEXT_OPTIONS, finished
from annotator.safe_files import MIB, SafeZip, open_zip, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST: Final = 64 * MIB
#: A chapter with fewer letters is a cover or a title page.
_FEWEST_LETTERS: Final = 200

CHAPTERS: Final = Option(
    name="chapters",
    label="Each chapter is an article",
    default=False,
    help="For e-magazines. Off: the whole book is one article.",
)


class EpubReader:
    """Takes the text of a book in its reading order, without the table of contents."""

    name: str = "epub"
    title: str = "E-book (EPUB)"
    suffixes: tuple[str, ...] = (".epub",)
    options: tuple[Option, ...] = (CHAPTERS, *TEXT_OPTIONS)
    extra: str = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """Sure by the type that the file itself names."""
        if b"application/epub+zip" in head[:256]:
            return 0.9
        if path.suffix.lower() != ".epub":
            return 0.0
        return 0.6 if head.startswith(b"PK") else 0.3

    def read(self, path: Path, options: Options) -> Iterator[ReadArticle]:
        """Give the articles in reading order. Raises `ReadError`."""
        with open_zip(path) as archive:
            place, package = _package(archive, path)
            book = _book(package, path)
            parts = [_chapter(archive, name) for name in _reading_order(package, place)]
        chapters = [part for part in parts if part is not None]
        if not chapters:
            raise ReadError(
                f"“{path.name}” holds no text: it is a book of pictures, or its parts are missing."
            )
        if not options.get(CHAPTERS.name, False) or len(chapters) == 1:
            whole = "\n\n".join(text for _, text in chapters)
            yield finished(book, whole, options, title=not book.title, name=path.stem)
            return
        for number, (title, text) in enumerate(chapters, 1):
            extra = book.extra | ({"book": book.title} if book.title else {}) | {"chapter": str(number)}
            named = msgspec.structs.replace(book, title=title, extra=extra)
            name = f"{book.title or path.stem}, {number}"
            yield finished(named, text, options, title=False, name=name)


def _package(archive: SafeZip, path: Path) -> tuple[str, Element]:
    """The name and the root of the package document."""
    container = "META-INF/container.xml"
    if "META-INF/encryption.xml" in archive.names():
        data = archive.read("META-INF/encryption.xml", MIB)
        if b"xmlenc#aes" in data or b"EncryptedKey" in data:
            raise ReadError(f"“{path.name}” is locked (DRM): its text cannot be read. Nothing was changed.")
    if container in archive.names():
        root = parse_xml(archive.read(container, MIB), name=path.name)
        for one in root.iter():
            place = one.get("full-path") or ""
            if local_name(one) == "rootfile" and place in archive.names():
                return place, parse_xml(archive.read(place, 16 * MIB), name=path.name)
    raise ReadError(f"“{path.name}” is not an e-book, or a part of it is missing. Nothing was read.")


def _book(package: Element, path: Path) -> Article:
    found: dict[str, str] = {}
    for one in package.iter():
        name = local_name(one)
        if name in {"title", "creator", "date", "language", "publisher"} and (one.text or "").strip():
            found.setdefault(name, " ".join((one.text or "").split()))
    date = read_date(found.get("date", ""))
    return Article(
        title=found.get("title", ""),
        outlet=found.get("publisher", ""),
        author=found.get("creator", ""),
        published=date.iso if date else "",
        language=tag_of(found.get("language", "")),
        source_file=path.name,
    )


def _reading_order(package: Element, place: str) -> list[str]:
    """The names of the parts in the archive, in reading order, without the table of contents."""
    folder = posixpath.dirname(place)
    items: dict[str, str] = {}
    order: list[str] = []
    for one in package.iter():
        name = local_name(one)
        if name == "item" and "nav" not in (one.get("properties") or "").split():
            items[one.get("id") or ""] = posixpath.normpath(
                posixpath.join(folder, unquote(one.get("href") or ""))
            )
        elif name == "itemref" and one.get("linear") != "no":
            order.append(one.get("idref") or "")
    return [items[one] for one in order if one in items]


def _chapter(archive: SafeZip, name: str) -> tuple[str, str] | None:
    """Title and text of a part; None for one without text. A missing part is a `ReadError`."""
    decoded, _ = decode_page(archive.read(name, _MOST))
    tree = parse_html(decoded.text)
    text = text_of(tree)
    if sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
        return None
    headings = tree.xpath("//h1 | //h2 | //h3")
    title = " ".join(text_of(headings[0]).split()) if headings else ""
    return title, text


READER: Final = EpubReader()
