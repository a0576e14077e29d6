"""PDF documents: the text of their pages in reading order, through pypdfium2; scans and locks refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from annotator.errors import ReadError
from annotator.model.article import Article
from annotator.model.exchange import Option, Options, ReadArticle
from annotator.model.reading import TEXT_OPTIONS, finished, real_title
from annotator.readers.pdf.lines import Line, headline, paragraphs
from annotator.safe_files import MIB, read_bytes

_MOST: Final = 512 * MIB
#: FPDF_ERR_PASSWORD of pdfium.
_PASSWORD_ERROR: Final = 4
_DATE: Final = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
#: Letters that no program can read: control signs, private use, what pdfium could not map.
_UNREADABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ue000-\uf8ff\ufffd]")
#: A line of pdfium's text: up to a line end, or to the mark that it puts for a hyphen at a line's end.
_LINE: Final = re.compile("([^\ufffe\r]*\ufffe?)(?:\r\n?)?")
#: A page with fewer letters than this holds a picture, not text.
_FEWEST_LETTERS: Final = 10


class PdfReader:
    """Takes a PDF as one article: lines joined to paragraphs, running heads and page numbers left out."""

    name: str = "pdf"
    title: str = "PDF document"
    suffixes: tuple[str, ...] = (".pdf",)
    options: tuple[Option, ...] = TEXT_OPTIONS
    extra: str = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """Sure by what the file begins with."""
        if b"%PDF-" in head[:1024]:
            return 0.9
        return 0.3 if path.suffix.lower() == ".pdf" else 0.0

    def read(self, path: Path, options: Options) -> Iterator[ReadArticle]:
        """Give the one article of the document. Raises `ReadError`."""
        lines, properties = _pages(path)
        text = "\n".join(paragraphs(lines))
        warnings = _unreadable(lines, text, path)
        article = Article(
            title=real_title(properties.get("Title", "")) or headline(lines),
            source_file=path.name,
            extra={"file author": properties["Author"]} if properties.get("Author") else {},
        )
        created = _created(properties.get("CreationDate", ""))
        yield finished(article, text, options, warnings=warnings, created=created, name=path.stem)


def _pages(path: Path) -> tuple[list[Line], dict[str, str]]:
    """The lines of all pages and the document's properties. Raises `ReadError`."""
    import pypdfium2

    data = read_bytes(path, _MOST)
    if b"%PDF-" not in data[:1024] or b"%%EOF" not in data[-4096:]:
        raise ReadError(
            f"“{path.name}” is not a PDF, or it is cut off: its end is missing. Nothing was read."
        )
    try:
        with pypdfium2.PdfDocument(data) as document:
            properties = {name: str(value).strip() for name, value in document.get_metadata_dict().items()}
            lines = [line for number in range(len(document)) for line in _page_lines(document, number)]
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR:
            raise ReadError(
                f"“{path.name}” is locked with a password. Open it, save or print a copy without password,"
                " and import that."
            ) from error
        raise ReadError(
            f"“{path.name}” cannot be read as a PDF: it is damaged. Nothing was read.", detail=str(error)
        ) from error
    return lines, properties


def _page_lines(document: Any, number: int) -> Iterator[Line]:
    """The lines of one page in the order of its content (pdfium counts characters in UTF-16)."""
    page = document[number]
    text_page = page.get_textpage()
    try:
        at = 0
        for piece in _LINE.finditer(text_page.get_text_range()):
            units, end = _units(piece[1]), at + _units(piece[0])
            if piece[1].strip():
                last = min(at + units, text_page.count_chars()) - 1
                boxes = [text_page.get_charbox(place, loose=True) for place in (min(at, last), last)]
                yield _line(piece[1], boxes, page=number, page_height=page.get_height())
            at = end
    finally:
        text_page.close()
        page.close()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _line(
    words: str, boxes: list[tuple[float, float, float, float]], *, page: int, page_height: float
) -> Line:
    """A line with its place, from the boxes of its first and last character (left, bottom, right, top)."""
    lefts, bottoms, rights, _ = zip(*boxes, strict=True)
    heights = [top - bottom for _, bottom, _, top in boxes]
    return Line(
        text=words,
        page=page,
        left=min(lefts),
        right=max(rights),
        bottom=min(bottoms),
        height=max(*heights, 1.0),
        page_height=page_height,
    )


def _unreadable(lines: list[Line], text: str, path: Path) -> list[str]:
    """Warnings on letters that cannot be read. Raises `ReadError` when there is no text at all."""
    letters = sum(map(str.isalnum, text))
    if letters < _FEWEST_LETTERS:
        raise ReadError(
            f"“{path.name}” holds pictures of pages and no text: it is a scan. Run it through a program for"
            " text recognition (OCR) first, and import the result."
        )
    bad = len(_UNREADABLE.findall(text))
    if bad < 3:
        return []
    return [
        f"{bad} of {len(text)} characters cannot be read: the fonts of this PDF do not say what they mean."
        " Look at the text before you use it."
    ]


def _created(date: str) -> str:
    """The ISO date of a PDF date ("D:20250426103000+07'00'")."""
    found = _DATE.match(date)
    return "-".join(part for part in found.groups() if part) if found else ""


READER: Final = PdfReader()
