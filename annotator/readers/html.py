"""Saved web pages: the article's text without menus, adverts, scripts and hidden parts, and its metadata."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from annotator.errors import MissingExtraError, ReadError
from annotator.model.article import Article
from annotator.model.dateline import outlet_of_address
from annotator.model.dates import ReadDate, read_date
from annotator.model.exchange import Option, Options, ReadArticle
from annotator.model.news_words import READ_ALSO
from annotator.model.page_encoding import decode_page
from annotator.model.reading import ENCODING, TEXT_OPTIONS, date_order, dated, finished
from annotator.safe_files import MIB, read_bytes

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST: Final = 64 * MIB
#: What no reader of the page sees, beside scripts and styles, which the library leaves out.
#: (`aria-hidden` is seen: it only silences screen readers.)
_HIDDEN: Final = (
    "//template | //*[@hidden]"
    " | //*[contains(translate(@style, ' ;', ''), 'display:none')]"
    " | //*[contains(translate(@style, ' ;', ''), 'visibility:hidden')]"
)
_HIDING: Final = ("hidden", "template", "display", "visibility")
#: Where links to other stories stand in a text; lists of links are menus, which the library leaves out.
_TEASER_PLACES: Final = "(//p | //strong | //b | //em | //span | //div)[a[@href]]"
_DATE_PLACES: Final = (
    "//time | //*[self::div or self::span or self::p][contains(@class, 'date') or contains(@class, 'time')"
    " or contains(@class, 'tanggal') or contains(@class, 'publish') or contains(@itemprop, 'date')]"
)
_SAVED_FROM: Final = re.compile(
    r"<!--\s*saved from url=\(\d+\)(?P<ie>\S+)|Page saved with SingleFile\s+url:\s*(?P<single>\S+)"
)
#: A page with fewer letters than this holds a menu or a notice, no story.
_FEWEST_LETTERS: Final = 20
_BEGIN: Final = re.compile("(?i)<html[ >]")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


class HtmlReader:
    """Takes the main text of a page through trafilatura; nothing is fetched, no script is run."""

    name: str = "html"
    title: str = "Saved web page"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml", ".mhtml", ".mht")
    options: tuple[Option, ...] = (ENCODING, *TEXT_OPTIONS)
    extra: str = "html"

    def sniff(self, path: Path, head: bytes) -> float:
        """Sure by name, less by what the file begins with."""
        if path.suffix.lower() in self.suffixes:
            return 0.6
        start = head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return 0.55 if start.startswith((b"<!doctype html", b"<html")) else 0.0

    def read(self, path: Path, options: Options) -> Iterator[ReadArticle]:
        """Give the one article of the page. Raises `ReadError`, or `MissingExtraError` without the extra."""
        data = read_bytes(path, _MOST)
        if path.suffix.lower() in {".mhtml", ".mht"}:
            page, warnings, url = _from_mhtml(data, path, options)
        else:
            decoded, warnings = decode_page(data, str(options.get(ENCODING.name, "") or ""))
            page, url = decoded.text, ""
        extracted, tree = _extracted(page, path.name, url or _saved_from(page))
        text = _without_title(extracted.text.strip(), extracted.title or "")
        article = _dated_article(_metadata(extracted, tree, path.name), extracted, tree, options, warnings)
        if _BEGIN.search(page, 0, 2048) and "</html" not in page[-65536:].lower():
            warnings.append("The page has no end (</html>): it may be cut off.")
        yield finished(article, text, options, warnings=warnings, title=False, name=path.stem)


def _extracted(page: str, source: str, url: str) -> tuple[Any, HtmlElement]:
    library = _library()
    tree = library.load_html(page)
    if tree is None:
        raise ReadError(f"“{source}” is not a web page, or it is cut off before its text begins.")
    _prune(tree, page)
    extracted = library.bare_extraction(
        tree,
        url=url or None,
        with_metadata=True,
        include_comments=False,
        # the extensive search once invented a date (1 January) for a page that had none it could read
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if extracted is None or sum(map(str.isalnum, extracted.text or "")) < _FEWEST_LETTERS:
        raise ReadError(f"“{source}” holds no article text: only menus, links, pictures or scripts.")
    return extracted, tree


def _library() -> Any:
    try:
        import trafilatura
    except ImportError as error:
        raise MissingExtraError(
            "Reading saved web pages needs the extra “html” (pip install annotator[html])."
        ) from error
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    return trafilatura


def _prune(tree: HtmlElement, page: str) -> None:
    """Take out what is hidden, and the links to other stories inside the text ("Baca juga: …")."""
    if any(word in page for word in _HIDING):
        for element in tree.xpath(_HIDDEN):
            if element.getparent() is not None:
                element.drop_tree()
    for holder in tree.xpath(_TEASER_PLACES):
        _drop_if_teaser(holder)


def _drop_if_teaser(element: HtmlElement) -> None:
    words = " ".join(element.text_content().split())
    if len(words) <= 250 and READ_ALSO.match(words):
        element.drop_tree()


def _metadata(extracted: Any, tree: HtmlElement, source: str) -> Article:
    url = extracted.url or ""
    language = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    extra = {
        "description": " ".join((extracted.description or "").split()),
        "section": "; ".join(extracted.categories or []),
        "tags": "; ".join(extracted.tags or []),
    }
    return Article(
        title=" ".join((extracted.title or "").split()),
        outlet=extracted.sitename or outlet_of_address(url),
        author=extracted.author or "",
        url=url,
        language=language.replace("_", "-") if _LANGUAGE.fullmatch(language) else "",
        source_file=source,
        extra={name: value for name, value in extra.items() if value},
    )


def _dated_article(
    article: Article, extracted: Any, tree: HtmlElement, options: Options, warnings: list[str]
) -> Article:
    """The date of publication: with its time where the page's metadata give it, else as readers see it."""
    day = extracted.date or ""
    times = tree.xpath("//meta[@property='article:published_time' or @itemprop='datePublished']/@content")
    exact = read_date(str(times[0])) if times else None
    if exact is not None and (not day or exact.iso.startswith(day)):
        return msgspec.structs.replace(article, published=exact.iso)
    seen = _seen_date(tree)
    if seen is not None and (not day or day in {seen.iso[:10], seen.other[:10]}):
        return dated(article, read_date(seen.words, date_order(options)), warnings)
    return msgspec.structs.replace(article, published=day)


def _seen_date(tree: HtmlElement) -> ReadDate | None:
    """The first whole date in a place that pages keep for it."""
    for place in tree.xpath(_DATE_PLACES):
        words = " ".join(place.text_content().split())
        seen = read_date(words) if 6 <= len(words) <= 80 else None
        if seen is not None and len(seen.iso) >= 10:
            return seen
    return None


def _without_title(text: str, title: str) -> str:
    """The text without a first line that repeats the headline: that is in the metadata."""
    first, _, rest = text.partition("\n")
    same = " ".join(first.split()).casefold() == " ".join(title.split()).casefold()
    return rest.lstrip("\n") if same and rest else text


def _saved_from(page: str) -> str:
    """The address that browsers write into a page when they save it."""
    found = _SAVED_FROM.search(page[:4096])
    return (found["ie"] or found["single"]) if found else ""


def _from_mhtml(data: bytes, path: Path, options: Options) -> tuple[str, list[str], str]:
    """The first page of a web archive (RFC 2557), its warnings, and its address."""
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        content = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(content, bytes):
            told = str(options.get(ENCODING.name, "") or "")
            decoded, warnings = decode_page(content, told, declared=part.get_content_charset() or "")
            address = part["Content-Location"] or message["Snapshot-Content-Location"] or ""
            return decoded.text, warnings, str(address)
    raise ReadError(f"“{path.name}” is a web archive without a page in it, or it is cut off.")


READER: Final = HtmlReader()
