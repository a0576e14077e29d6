"""Nexis, Nexis Uni and LexisNexis exports: many articles in one .txt, .docx, .html or .rtf file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from annotator.errors import ReadError
from annotator.model.article import Article
from annotator.model.exchange import Option, Options, Problem, ReadArticle
from annotator.model.languages import tag_of
from annotator.model.markup import text_of_html
from annotator.model.page_encoding import decode_page
from annotator.model.reading import DATE_ORDER, ENCODING, LANGUAGE, RECOGNISE, dated, finished
from annotator.readers import lines_through, word_text
from annotator.readers.nexis.layouts import Document, Export, is_export, take_apart
from annotator.readers.nexis.words import END
from annotator.safe_files import MIB, read_bytes

_MOST: Final = 512 * MIB
_SUFFIXES: Final = (".txt", ".docx", ".html", ".htm", ".rtf")
#: A marker as it stands in the bytes of text, HTML and RTF. Old Nexis has one above its first article.
_MARK: Final = re.compile(
    rb"[\s>\x00](?:\d\x00?){1,6}(?:\s\x00?)+(?:o\x00?f\x00?|O\x00?F\x00?)(?:\s\x00?)+(?:\d\x00?){1,6}(?:\s\x00?)+"
    rb"D\x00?O\x00?C\x00?U\x00?M\x00?E\x00?N\x00?T"
    rb"|[\s>](?:Dokument|Document|Documento)\s+\d{1,6}\s+(?:von|de)\s+\d{1,6}\s*[\r\n<\\]"
    rb"|[\s>]\d{1,6}\s+de\s+\d{1,6}\s+DOCUMENTO"
    rb"|Job Number:|LexisNexis"
)
_WIDE: Final = "문서".encode()
_WORDS: Final = re.compile(r"\d[\d.,]*")


class NexisReader:
    """Takes each document of an export as an article and compares their number with the one announced."""

    name: str = "nexis"
    title: str = "Nexis export"
    suffixes: tuple[str, ...] = _SUFFIXES
    options: tuple[Option, ...] = (ENCODING, DATE_ORDER, RECOGNISE, LANGUAGE)
    extra: str = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """Sure where the export's own marks stand in the file."""
        suffix = path.suffix.lower()
        if suffix not in _SUFFIXES:
            return 0.0
        if suffix == ".docx":
            return 0.9 if head.startswith(b"PK") and _is_docx_export(path) else 0.0
        if suffix == ".txt" and not _may_be_export(head):
            return 0.0
        if _MARK.search(head) or (suffix == ".rtf" and _ends_documents(read_bytes(path, _MOST))):
            return 0.9 if _is_export(path) else 0.0
        return 0.9 if _ends_documents(head) and _is_export(path) else 0.0

    def read(self, path: Path, options: Options) -> Iterator[ReadArticle | Problem]:
        """Give the articles; a document without text (only a picture) is a `Problem`. Raises `ReadError`."""
        export = take_apart(_lines(path, options), wrapped=path.suffix.lower() == ".txt")
        if not export.documents:
            raise ReadError(
                f"“{path.name}” holds no document of a Nexis export. If it is another kind of text,"
                " choose another reader."
            )
        notes = _miscount(export)
        for document in export.documents:
            text = "\n".join(document.body).strip("\n")
            if text.strip():
                yield _article(document, text, path, options, notes)
                notes = []
            else:
                title = document.fields.get("title", "")
                message = f"Document {document.number} (“{title[:80]}”) has no text; it was left out."
                yield Problem(file="", record=str(document.number), message=message)


def _may_be_export(head: bytes) -> bool:
    """Whether a word stands in the text that each export holds: 100,000 plain files must cost nothing."""
    wide = b"\xe6\x96\x87" in head or _WIDE in head or b"\0" in head
    return wide or b"ument" in head or b"UMENT" in head


def _is_export(path: Path) -> bool:
    """Whether the marks stand on lines of their own; a file that cannot be read is left to other readers."""
    try:
        return is_export(_lines(path, {}))
    except ReadError:
        return False


def _lines(path: Path, options: Options) -> list[str]:
    """The lines of the export, whatever its kind. Raises `ReadError`."""
    suffix = path.suffix.lower()
    if suffix in {".html", ".htm"}:
        decoded, _ = decode_page(read_bytes(path, _MOST), str(options.get(ENCODING.name, "") or ""))
        return text_of_html(decoded.text).split("\n")
    return lines_through(path, options)


def _is_docx_export(path: Path) -> bool:
    text = word_text(path)
    return _ends_documents(text) or re.search(rb"\d\s+of\s+\d+\s+DOCUMENTS?\s", text) is not None


def _ends_documents(data: bytes) -> bool:
    low = data.lower()
    return any(words.encode() in low or _escaped(words) in low for words in END)


def _escaped(words: str) -> bytes:
    """The words as RTF writes them when they are not ASCII."""
    return b"".join(sign.encode() if sign.isascii() else f"\\u{ord(sign)}".encode() for sign in words)


def _miscount(export: Export) -> list[str]:
    """A warning where the file announces another number of documents than it holds."""
    found = len(export.documents)
    if export.announced in {0, found}:
        return []
    numbers = [document.number for document in export.documents]
    span = f" (numbers {min(numbers)} to {max(numbers)})" if len(set(numbers)) > 1 else ""
    return [f"The file announces {export.announced} documents, but it holds {found}{span}."]


def _article(document: Document, text: str, path: Path, options: Options, notes: list[str]) -> ReadArticle:
    fields = dict(document.fields)
    warnings = list(notes)
    article = Article(
        title=fields.pop("title", ""),
        outlet=fields.pop("outlet", ""),
        author=fields.pop("author", ""),
        url=fields.pop("url", ""),
        language=tag_of(fields.pop("language", "").split(";")[0]),
        source_file=path.name,
        extra=_extra(fields),
    )
    article = dated(article, document.date, warnings)
    name = f"{path.stem} {document.number}"
    return finished(article, text, options, warnings=warnings, title=not article.title, name=name)


def _extra(fields: dict[str, str]) -> dict[str, str]:
    """The other fields: "length" in words, the graphic's text as "caption"."""
    words = _WORDS.search(fields.get("length", ""))
    if words:
        fields["length"] = words[0]
    if "graphic" in fields:
        fields["caption"] = fields.pop("graphic")
    return {name: value for name, value in fields.items() if value}


READER: Final = NexisReader()
