"""Saved feeds (RSS, RDF, Atom, JSON Feed): each entry an article.

Source: RSS 2.0, RSS 1.0, RFC 4287 (Atom), JSON Feed 1.1.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from annotator.errors import ReadError
from annotator.model.article import Article
from annotator.model.dates import read_date
from annotator.model.encoding import decode
from annotator.model.exchange import Option, Options, Problem, ReadArticle
from annotator.model.languages import tag_of
from annotator.model.markup import local_name, text_of, text_of_html
from annotator.model.reading import TEXT_OPTIONS, dated, finished
from annotator.safe_files import MIB, parse_xml, read_bytes

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST: Final = 256 * MIB
_ENTRIES: Final = frozenset(["item", "entry"])
#: An entry's text: the whole one before its summary.
_TEXTS: Final[tuple[str, ...]] = (
    "encoded",
    "content",
    "content_html",
    "content_text",
    "description",
    "summary",
)
_DATES: Final[tuple[str, ...]] = (
    "published",
    "pubdate",
    "date",
    "issued",
    "created",
    "date_published",
    "updated",
    "modified",
)


class FeedReader:
    """Takes the entries of a feed file; an entry of which only the summary was sent says so."""

    name: str = "feed"
    title: str = "Feed (RSS, Atom)"
    suffixes: tuple[str, ...] = (".rss", ".atom", ".xml", ".rdf")
    options: tuple[Option, ...] = TEXT_OPTIONS
    extra: str = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """Sure by the root element, wherever a declaration or comments stand before it."""
        if head[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in {b"<", b"{"}:
            return 0.0
        start = head[:4096].lower()
        if any(mark in start for mark in (b"<rss", b"<feed", b"<rdf:rdf")):
            return 0.75
        if b"jsonfeed.org/version" in start:
            return 0.75
        return 0.3 if path.suffix.lower() in {".rss", ".atom"} else 0.0

    def read(self, path: Path, options: Options) -> Iterator[ReadArticle | Problem]:
        """Give the entries; one without text is a `Problem`. Raises `ReadError`."""
        data = read_bytes(path, _MOST)
        feed, entries = (
            _json_entries(data, path)
            if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{"
            else _entries(data, path)
        )
        if not entries:
            raise ReadError(f"“{path.name}” holds no entry of a feed. Nothing was read.")
        for number, entry in enumerate(entries, 1):
            text = entry.pop("text", "")
            if text.strip():
                yield _article(entry, feed, text, path, options, number=number)
            else:
                title = entry.get("title", "")
                message = f"Entry {number} (“{title[:80]}”) has no text; it was left out."
                yield Problem(file="", record=str(number), message=message)


def _article(
    entry: dict[str, str], feed: dict[str, str], text: str, path: Path, options: Options, *, number: int
) -> ReadArticle:
    warnings: list[str] = []
    article = Article(
        title=entry.get("title", ""),
        outlet=feed.get("title", ""),
        author=entry.get("author", ""),
        url=entry.get("link", ""),
        language=tag_of(entry.get("language", "") or feed.get("language", "")),
        source_file=path.name,
        extra={name: entry[name] for name in ("id", "section", "summary") if entry.get(name)},
    )
    article = dated(article, read_date(entry.get("date", "")), warnings)
    name = f"{feed.get('title') or path.stem}, {number}"
    return finished(article, text, options, warnings=warnings, title=not article.title, name=name)


def _entries(data: bytes, path: Path) -> tuple[dict[str, str], list[dict[str, str]]]:
    root = parse_xml(data, name=path.name)
    entries = [_entry(one) for one in root.iter() if local_name(one) in _ENTRIES]
    feed: dict[str, str] = {}
    for one in root.iter():
        name = local_name(one)
        if name in _ENTRIES:
            break
        if name in {"title", "language"}:
            feed.setdefault(name, _words(one))
    language = root.get("{http://www.w3.org/XML/1998/namespace}lang")
    return ({"language": language} if language else {}) | feed, entries


def _entry(element: Element) -> dict[str, str]:
    texts: dict[str, str] = {}
    dates: dict[str, str] = {}
    found: dict[str, str] = {}
    sections: list[str] = []
    for one in element:
        name = local_name(one)
        if name in _TEXTS:
            texts.setdefault(name, _markup(one))
        elif name in _DATES:
            dates.setdefault(name, _words(one))
        elif name == "category":
            sections.append(one.get("term") or _words(one))
        elif name in {"creator", "author"}:
            found.setdefault("author", _person(one))
        elif name == "link" and one.get("rel", "alternate") == "alternate":
            found.setdefault("link", one.get("href") or _words(one))
        elif name in {"guid", "id"}:
            found.setdefault("id", _words(one))
        elif name == "title":
            found.setdefault("title", " ".join(_markup(one).split()))
    return _settled(found, texts, dates, sections)


def _settled(
    found: dict[str, str], texts: dict[str, str], dates: dict[str, str], sections: list[str]
) -> dict[str, str]:
    """The entry with the best of its texts and dates; its summary apart where it is not the text."""
    full = max((texts[name] for name in _TEXTS[:4] if texts.get(name)), key=len, default="")
    summary = next((texts[name] for name in _TEXTS[4:] if texts.get(name)), "")
    found["text"] = full or summary
    if full and summary and summary != full:
        found["summary"] = summary
    found["date"] = next((dates[name] for name in _DATES if dates.get(name)), "")
    found["section"] = "; ".join(section for section in sections if section)
    return found


def _markup(element: Element) -> str:
    """The text of a construct: XHTML inside it, HTML as escaped characters, or plain."""
    if len(element):
        return text_of(element)
    words = element.text or ""
    return words.strip() if element.get("type") == "text" else text_of_html(words)


def _words(element: Element) -> str:
    return " ".join((element.text or "").split()) or " ".join(text_of(element).split())


def _person(element: Element) -> str:
    """A person's name: of Atom's <name>, or of RSS' "mail (name)"."""
    name = next((_words(one) for one in element if local_name(one) == "name"), _words(element))
    inside = name[name.find("(") + 1 : -1] if name.endswith(")") and "@" in name else name
    return inside.strip()


def _json_entries(data: bytes, path: Path) -> tuple[dict[str, str], list[dict[str, str]]]:
    try:
        feed: Any = json.loads(decode(data).text)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"“{path.name}” is not whole JSON: it may be cut off. Nothing was read.") from error
    items = feed.get("items", [])
    entries = [_json_entry(one) for one in items if isinstance(one, dict)] if isinstance(items, list) else []
    return {name: str(feed[name]) for name in ("title", "language") if feed.get(name)}, entries


def _json_entry(item: dict[str, Any]) -> dict[str, str]:
    words = {name: value for name, value in item.items() if isinstance(value, str)}
    texts = {
        name: text_of_html(words[name]) if "html" in name else words[name] for name in _TEXTS if name in words
    }
    authors = item.get("authors") or [item.get("author")]
    names = [one["name"] for one in authors if isinstance(one, dict) and one.get("name")]
    found = {"title": words.get("title", ""), "link": words.get("url", ""), "id": words.get("id", "")}
    found |= {"author": "; ".join(map(str, names)), "language": words.get("language", "")}
    tags = [str(tag) for tag in item.get("tags") or []]
    return _settled(found, texts, {name: words[name] for name in _DATES if name in words}, tags)


READER: Final = FeedReader()
