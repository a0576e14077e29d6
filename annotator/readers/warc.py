"""Web archives (WARC, also gzipped): every saved page an article, through the reader of pages.

Source: WARC 1.1 (ISO 28500); Common Crawl's WET files (plain text) too.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from annotator.errors import MissingExtraError, ReadError
from annotator.model.article import Article
from annotator.model.dateline import outlet_of_address
from annotator.model.exchange import Option, Options, Problem, ReadArticle
from annotator.model.page_encoding import decode_page
from annotator.model.reading import TEXT_OPTIONS, finished
from annotator.readers import all_readers
from annotator.safe_files import MIB, read_head

_LARGEST_PAGE: Final = 32 * MIB
_PAGES: Final = ("text/html", "application/xhtml+xml")


class WarcReader:
    """Takes each page that was answered with success; pages without a story are problems by address."""

    name: str = "warc"
    title: str = "Web archive (WARC)"
    suffixes: tuple[str, ...] = (".warc", ".warc.gz", ".wet", ".wet.gz")
    options: tuple[Option, ...] = TEXT_OPTIONS
    extra: str = "warc"

    def sniff(self, path: Path, head: bytes) -> float:
        """Sure by what the file begins with; a gzipped one by its name."""
        if head.startswith(b"WARC/"):
            return 0.9
        gzipped = head.startswith(b"\x1f\x8b") and path.name.lower().endswith((".warc.gz", ".wet.gz"))
        return 0.8 if gzipped else 0.0

    def read(self, path: Path, options: Options) -> Iterator[ReadArticle | Problem]:
        """Give the pages one by one. Raises `ReadError`, or `MissingExtraError` without the extra."""
        iterator, failed = _library()
        _check_gzip(path)
        empty = True
        # the library writes what it meets between records, which is text of articles, to the error stream
        with path.open("rb") as stream, contextlib.redirect_stderr(io.StringIO()):
            try:
                for record in iterator(stream):
                    for part in _record(record, path, options):
                        empty = False
                        yield part
            except (failed, AttributeError, TypeError, ValueError) as error:
                # of a record without a type or with a broken length the library raises these
                raise ReadError(
                    f"“{path.name}” cannot be read as a web archive: it is damaged. Nothing was imported.",
                    detail=str(error),
                ) from error
        if empty:
            raise ReadError(f"“{path.name}” is a web archive without pages.")


def _library() -> tuple[Any, type[Exception]]:
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise MissingExtraError(
            "Reading web archives needs the extra “warc” (pip install annotator[warc])."
        ) from error
    return ArchiveIterator, ArchiveLoadFailed


def _check_gzip(path: Path) -> None:
    """Refuse a gzipped archive that is cut off: the library would take what is there for all."""
    if not read_head(path, 2).startswith(b"\x1f\x8b"):
        return
    try:
        with gzip.open(path) as stream:
            while stream.read(4 * MIB):
                pass
    except (EOFError, OSError, zlib.error) as error:
        raise ReadError(
            f"“{path.name}” is cut off or damaged. Nothing was imported.", detail=str(error)
        ) from error


def _record(record: Any, path: Path, options: Options) -> Iterator[ReadArticle | Problem]:
    """What a record gives: nothing unless it is a page (or the text of one)."""
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    kind = _content_type(record)
    taken = record.rec_type in {"response", "resource", "conversion"} and _status(record) == "200"
    if not taken or kind[0] not in {*_PAGES, "text/plain"}:
        return
    if kind[0] == "text/plain" and record.rec_type != "conversion":
        return
    data = record.content_stream().read(_LARGEST_PAGE)
    if getattr(record.raw_stream, "limit", 0) > 0 and len(data) < _LARGEST_PAGE:
        raise ReadError(f"“{path.name}” is cut off: its last record is not whole. Nothing was imported.")
    try:
        read = _page(data, kind, options) if kind[0] in _PAGES else _text(data, options)
    except ReadError:
        yield Problem(file="", record=address, message=f"“{address}” holds no article text; it was left out.")
        return
    yield _addressed(read, address, record.rec_headers.get_header("WARC-Date") or "", path)


def _content_type(record: Any) -> tuple[str, str]:
    """Media type and charset of what was saved."""
    headers = record.http_headers or record.rec_headers
    value = str(headers.get_header("Content-Type") or "").lower()
    kind, _, rest = value.partition(";")
    charset = rest.partition("charset=")[2].strip(" \"'").split(";")[0]
    return kind.strip(), charset


def _status(record: Any) -> str:
    return str(record.http_headers.get_statuscode()) if record.http_headers else "200"


def _page(data: bytes, kind: tuple[str, str], options: Options) -> ReadArticle:
    """The article of a page, through the reader of pages and a private copy of the page."""
    decoded, warnings = decode_page(data, declared=kind[1])
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        copy = Path(folder) / "page.html"
        copy.write_text(decoded.text, "utf-8-sig", errors="replace", newline="")
        (read,) = all_readers()["html"].read(copy, options)
    assert isinstance(read, ReadArticle)
    return msgspec.structs.replace(read, warnings=warnings + read.warnings)


def _text(data: bytes, options: Options) -> ReadArticle:
    decoded, warnings = decode_page(data)
    if not decoded.text.strip():
        raise ReadError("There is no text.")
    return finished(Article(), decoded.text, options, warnings=warnings)


def _addressed(read: ReadArticle, address: str, saved: str, path: Path) -> ReadArticle:
    article = read.article
    return msgspec.structs.replace(
        read,
        article=msgspec.structs.replace(
            article,
            title=article.title or address,
            url=address or article.url,
            outlet=article.outlet or outlet_of_address(address),
            source_file=path.name,
            extra=article.extra | ({"saved": saved} if saved else {}),
        ),
    )


READER: Final = WarcReader()
