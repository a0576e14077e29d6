"""Word documents: the text as its author wants it read; comments, deletions, headers and footers left out.

Source: ECMA-376 (Office Open XML), part 1, chapter 17, in both namespaces (transitional and strict).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotator.errors import ReadError
from annotator.model.article import Article
from annotator.model.exchange import Option, Options, ReadArticle
from annotator.model.reading import TEXT_OPTIONS, finished, real_title
from annotator.safe_files import MIB, SafeZip, open_zip, parse_xml, read_bytes

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST: Final = 256 * MIB
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What a reader of the accepted document does not see: deletions, what was moved away, field codes, notes'
#: own marks, the second rendering of a text box, reading aids above characters.
_UNSEEN: Final = frozenset([
    "del", "moveFrom", "delText", "instrText", "delInstrText", "fldData", "Fallback", "sdtPr", "sectPr", "rt",
    "rPr", "pPr", "tblPr", "trPr", "tcPr", "tblGrid", "footnoteRef", "endnoteRef",
])  # fmt: skip
_CHARACTERS: Final = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_HEADINGS: Final = (
    "title",
    "titel",
    "titre",
    "titulo",
    "título",
    "judul",
    "heading1",
    "berschrift1",
    "titre1",
)


class DocxReader:
    """Takes a .docx file as one article: its body, then its footnotes and endnotes."""

    name: str = "docx"
    title: str = "Word document"
    suffixes: tuple[str, ...] = (".docx", ".docm")
    options: tuple[Option, ...] = TEXT_OPTIONS
    extra: str = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """Sure by name and by what is inside; old .doc files are taken, to be refused in plain words."""
        suffix = path.suffix.lower()
        if head.startswith(_OLE):
            return 0.6 if suffix in {".doc", *self.suffixes} else 0.0
        if not head.startswith(b"PK"):
            return 0.3 if suffix in self.suffixes else 0.0
        return 0.6 if suffix in self.suffixes or b"word/" in head else 0.0

    def read(self, path: Path, options: Options) -> Iterator[ReadArticle]:
        """Give the one article of the document. Raises `ReadError`."""
        _refuse_ole(path)
        with open_zip(path) as archive:
            main = _main_part(archive, path)
            lines, heading = _body(archive, main, path)
            lines += _notes(archive, main, path)
            title, created, author = _properties(archive, path)
        text = "\n".join(lines).strip("\n")
        if not text.strip():
            raise ReadError(f"“{path.name}” holds no text, perhaps only pictures. Nothing was read.")
        article = Article(
            title=real_title(title) or heading,
            source_file=path.name,
            extra={"file author": author} if author else {},
        )
        yield finished(article, text, options, created=created, name=path.stem)


def _refuse_ole(path: Path) -> None:
    data = read_bytes(path, _MOST)
    if not data.startswith(_OLE):
        return
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ReadError(
            f"“{path.name}” is locked with a password. Open it in Word, save a copy without password,"
            " and import that."
        )
    raise ReadError(
        f"“{path.name}” is in the old Word format (.doc). Open it in Word or LibreOffice, save it as .docx,"
        " and import that."
    )


def _main_part(archive: SafeZip, path: Path) -> str:
    """The name of the part that holds the text, as the package says, else the usual one."""
    names = archive.names()
    if "_rels/.rels" in names:
        for relation in parse_xml(archive.read("_rels/.rels", MIB), name=path.name):
            target = (relation.get("Target") or "").lstrip("/")
            if (relation.get("Type") or "").endswith("/officeDocument") and target in names:
                return target
    if "word/document.xml" in names:
        return "word/document.xml"
    raise ReadError(f"“{path.name}” is not a Word document, or a part of it is missing. Nothing was read.")


def _body(archive: SafeZip, main: str, path: Path) -> tuple[list[str], str]:
    root = parse_xml(archive.read(main, _MOST), name=path.name)
    first = next((one for one in root.iter() if _name(one) == "p"), None)
    heading = ""
    if first is not None and _style(first).casefold().startswith(_HEADINGS):
        heading = " ".join(" ".join(_lines(first)).split())
    return _lines(root), heading


def _notes(archive: SafeZip, main: str, path: Path) -> list[str]:
    """Footnotes and endnotes, a blank line before them; separators and the like are no notes."""
    folder = posixpath.dirname(main)
    lines: list[str] = []
    for part in ("footnotes.xml", "endnotes.xml"):
        place = posixpath.join(folder, part)
        if place in archive.names():
            for note in parse_xml(archive.read(place, _MOST), name=path.name):
                kind = next(
                    (value for key, value in note.attrib.items() if _local(str(key)) == "type"), "normal"
                )
                if kind == "normal":
                    lines += [line.strip() for line in _lines(note) if line.strip()]
    return ["", *lines] if lines else []


def _properties(archive: SafeZip, path: Path) -> tuple[str, str, str]:
    """Title, day of creation (ISO) and author from the document's properties; "" where they say nothing."""
    if "docProps/core.xml" not in archive.names():
        return "", "", ""
    root = parse_xml(archive.read("docProps/core.xml", MIB), name=path.name)
    found = {_name(one): (one.text or "").strip() for one in root}
    author = found.get("creator", "")
    if author == "python-docx":  # its template carries a date and an author of 2013
        return found.get("title", ""), "", ""
    return found.get("title", ""), found.get("created", "")[:10], author


def _lines(root: Element) -> list[str]:
    """The paragraphs below an element, in reading order; those of a text box follow its paragraph.

    A paragraph whose mark was deleted runs on into the next one.
    """
    from lxml import etree

    lines: list[str] = []
    stack: list[list[str]] = [[]]
    boxes: list[str] = []
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        name = _name(element)
        if event == "start":
            if name in _UNSEEN or (name == "r" and _is_hidden(element)) or _is_deleted_row(element, name):
                walker.skip_subtree()
            elif name == "txbxContent":
                stack.append([])
            elif name in {"t", *_CHARACTERS, "sym"}:
                stack[-1].append(_characters(name, element))
        elif name == "p" and not _runs_on(element):
            (lines if len(stack) == 1 else boxes).append("".join(stack[-1]))
            stack[-1].clear()
            if len(stack) == 1:
                lines += boxes
                boxes.clear()
        elif name == "txbxContent":
            stack.pop()
    return lines + (["".join(stack[0])] if any(stack[0]) else [])


def _characters(name: str, element: Element) -> str:
    if name == "t":
        return element.text or ""
    if name == "sym":
        code = next((str(value) for key, value in element.attrib.items() if _local(str(key)) == "char"), "")
        point = int(code, 16) if code and all(sign in "0123456789abcdefABCDEF" for sign in code) else 0
        # F000–F0FF are places in a symbol font, not characters
        return chr(point) if 0x20 <= point < 0xD800 else ""
    return _CHARACTERS[name]


def _is_hidden(run: Element) -> bool:
    """Whether the run is formatted as hidden text (w:vanish)."""
    for properties in run:
        if _name(properties) == "rPr":
            return any(_name(one) == "vanish" and _is_on(one) for one in properties)
    return False


def _is_deleted_row(row: Element, name: str) -> bool:
    if name != "tr":
        return False
    return any(_name(one) == "del" for properties in row if _name(properties) == "trPr" for one in properties)


def _runs_on(paragraph: Element) -> bool:
    """Whether the paragraph's mark was deleted or moved away, so that the next paragraph continues it."""
    for properties in paragraph:
        if _name(properties) == "pPr":
            marks = [one for part in properties if _name(part) == "rPr" for one in part]
            return any(_name(one) in {"del", "moveFrom"} for one in marks)
    return False


def _style(paragraph: Element) -> str:
    for properties in paragraph:
        if _name(properties) == "pPr":
            for one in properties:
                if _name(one) == "pStyle":
                    return next(iter(map(str, one.attrib.values())), "")
    return ""


def _is_on(switch: Element) -> bool:
    return next(iter(map(str, switch.attrib.values())), "true") not in {"0", "false", "off"}


def _name(element: Element) -> str:
    return _local(element.tag) if isinstance(element.tag, str) else ""


def _local(name: str) -> str:
    return name.rpartition("}")[2]


READER: Final = DocxReader()
