"""OpenDocument texts: the body as its author wants it read; notes, boxes in, comments and deletions out.

Source: OpenDocument 1.3, part 3 (schema).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotator.errors import ReadError
from annotator.model.article import Article
from annotator.model.exchange import Option, Options, ReadArticle
from annotator.model.markup import local_name
from annotator.model.reading import TEXT_OPTIONS, finished, real_title
from annotator.safe_files import MIB, SafeZip, open_zip, parse_xml, read_bytes

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST: Final = 256 * MIB
_PARAGRAPHS: Final = frozenset(["p", "h"])
#: Deleted text, comments, signs of notes, ruby above characters, hidden paragraphs, forms, scripts.
_UNSEEN: Final = frozenset([
    "tracked-changes", "annotation", "annotation-end", "ruby-text", "hidden-text", "hidden-paragraph",
    "forms", "note-citation", "script", "desc", "title",
    "sequence-decls", "variable-decls", "user-field-decls",
])  # fmt: skip
_CHARACTERS: Final = {"tab": "\t", "line-break": "\n", "soft-page-break": ""}


class OdtReader:
    """Takes an .odt (or flat .fodt) file as one article: its body, then its notes."""

    name: str = "odt"
    title: str = "OpenDocument text"
    suffixes: tuple[str, ...] = (".odt", ".ott", ".fodt")
    options: tuple[Option, ...] = TEXT_OPTIONS
    extra: str = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """Sure by name and by the type that the file itself names."""
        if b"application/vnd.oasis.opendocument.text" in head[:4096]:
            return 0.65
        if path.suffix.lower() not in self.suffixes:
            return 0.0
        return 0.6 if head.startswith(b"PK") else 0.3

    def read(self, path: Path, options: Options) -> Iterator[ReadArticle]:
        """Give the one article of the document. Raises `ReadError`."""
        content, meta = _parts(path)
        lines, notes = _lines(content)
        text = "\n".join([*lines, *(["", *notes] if notes else [])]).strip("\n")
        if not text.strip():
            raise ReadError(f"“{path.name}” holds no text, perhaps only pictures. Nothing was read.")
        properties = (
            {local_name(one): (one.text or "").strip() for one in meta.iter()} if meta is not None else {}
        )
        author = properties.get("initial-creator") or properties.get("creator", "")
        article = Article(
            title=real_title(properties.get("title", "")) or _titled(content),
            source_file=path.name,
            extra={"file author": author} if author else {},
        )
        yield finished(
            article, text, options, created=properties.get("creation-date", "")[:10], name=path.stem
        )


def _parts(path: Path) -> tuple[Element, Element | None]:
    """The elements that hold the text and the properties."""
    if path.suffix.lower() == ".fodt":
        root = parse_xml(read_bytes(path, _MOST), name=path.name)
        return _body(root, path), next((one for one in root if local_name(one) == "meta"), None)
    with open_zip(path) as archive:
        if "content.xml" not in archive.names():
            raise ReadError(f"“{path.name}” is not an OpenDocument text, or a part of it is missing.")
        _refuse_locked(archive, path)
        root = parse_xml(archive.read("content.xml", _MOST), name=path.name)
        meta = (
            parse_xml(archive.read("meta.xml", MIB), name=path.name)
            if "meta.xml" in archive.names()
            else None
        )
    return _body(root, path), meta


def _refuse_locked(archive: SafeZip, path: Path) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in archive.names() and b"encryption-data" in archive.read(manifest, 16 * MIB):
        raise ReadError(
            f"“{path.name}” is locked with a password. Open it, save a copy without one, and import that."
        )


def _body(root: Element, path: Path) -> Element:
    body = next((one for one in root.iter() if local_name(one) == "text" and "office" in str(one.tag)), None)
    if body is None:
        raise ReadError(f"“{path.name}” holds no text: it is another kind of OpenDocument file.")
    return body


def _titled(body: Element) -> str:
    """The first paragraph when its style is that of a title or heading."""
    first = next((one for one in body.iter() if local_name(one) in _PARAGRAPHS), body)
    style = next((str(value) for key, value in first.attrib.items() if str(key).endswith("}style-name")), "")
    heading = local_name(first) == "h" or style.casefold().startswith(("title", "titel", "titre", "judul"))
    return " ".join(" ".join(_lines(first)[0]).split()) if heading else ""


def _lines(root: Element) -> tuple[list[str], list[str]]:
    """The paragraphs in reading order and, apart, those of the notes; those of a box follow its paragraph."""
    from lxml import etree

    body: list[str] = []
    notes: list[str] = []
    aside: list[str] = []
    open_ones: list[list[str]] = []
    in_note = 0
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        name = local_name(element)
        if event == "start":
            in_note += name == "note-body"
            if name in _UNSEEN:
                walker.skip_subtree()
                continue
            if name in _PARAGRAPHS:
                open_ones.append([])
            if open_ones:
                open_ones[-1].append(_opening(name, element))
            continue
        in_note -= name == "note-body"
        if name in _PARAGRAPHS:
            line = "".join(open_ones.pop())
            (notes if in_note else aside if open_ones else body).append(line)
            if not open_ones:
                body += aside
                aside.clear()
        if open_ones and element is not root:
            open_ones[-1].append(_collapsed(element.tail))
    return body, notes


def _opening(name: str, element: Element) -> str:
    """What an element begins with: its text, or the character that it stands for."""
    if name == "s":
        count = next((str(value) for key, value in element.attrib.items() if str(key).endswith("}c")), "1")
        return " " * min(int(count) if count.isdecimal() else 1, 1000)
    return _CHARACTERS.get(name, "") + _collapsed(element.text)


def _collapsed(text: str | None) -> str:
    """White space as OpenDocument reads it: line ends and indents of the XML are single spaces."""
    if not text:
        return ""
    words = " ".join(text.split())
    return f"{' ' * text[0].isspace()}{words}{' ' * (text[-1].isspace() and bool(words))}"


READER: Final = OdtReader()
