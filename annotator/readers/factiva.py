"""Factiva exports: many articles in one .html, .rtf, .docx or .txt file, with field codes or as displayed.

Source: Factiva's field codes (HD, BY, WC, PD, …) and layouts as the parsers tm.plugin.factiva and
factiva-rtf-db read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from annotator.errors import ReadError
from annotator.model.article import Article
from annotator.model.dates import read_date
from annotator.model.exchange import Option, Options, Problem, ReadArticle
from annotator.model.languages import tag_of
from annotator.model.markup import parse_html, text_of
from annotator.model.news_words import BYLINE
from annotator.model.page_encoding import decode_page
from annotator.model.reading import DATE_ORDER, ENCODING, LANGUAGE, RECOGNISE, date_order, dated, finished
from annotator.readers import lines_through, word_text
from annotator.safe_files import MIB, read_bytes

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST: Final = 512 * MIB
_SUFFIXES: Final = (".html", ".htm", ".rtf", ".docx", ".txt")
#: Field code → our name of it. Codes that are not here are kept under their own name.
_NAMES: Final = {
    "HD": "title", "BY": "author", "SN": "outlet", "LA": "language", "AN": "document id", "WC": "length",
    "SE": "section", "CLM": "column", "CR": "credit", "SC": "source code", "NGC": "group", "GC": "group code",
    "ED": "edition", "PG": "page", "VOL": "volume", "CY": "copyright", "CT": "contact", "RF": "reference",
    "CO": "company", "IN": "industry", "NS": "subject", "RE": "region", "IPC": "codes", "IPD": "keywords",
    "PUB": "publisher", "ART": "caption", "PD": "PD", "ET": "ET", "LP": "LP", "TD": "TD",
}  # fmt: skip
_CODE: Final = re.compile(
    rf"\s*(?P<code>{'|'.join(sorted(_NAMES, key=len, reverse=True))})\s*(?:\t(?P<value>.*))?"
)
#: The last line of each article: the accession number is 10 signs of the source, the day, and a serial.
_NUMBER: Final = re.compile(r"(?:\w+\s+)?(?P<id>[A-Za-z0-9]{4,12}(?:19|20)\d{6}[A-Za-z0-9]{6,12})")
_NUMBER_BYTES: Final = re.compile(rb"\b[A-Za-z0-9]{4,12}(?:19|20)\d{6}[a-z][a-z0-9]{6,10}\b")
_KOREAN: Final = "문서".encode()
_ARTICLE_DIV: Final = re.compile(rb"class=[\"']article \w{2,7}Article[\"']")
_WORD_COUNT: Final = re.compile(r"(?P<count>\d[\d.,\s\u00a0]*?)\s?[^\W\d_]{1,12}")
_TIME: Final = re.compile(r"(?P<h>\d{1,2})[:.](?P<min>\d\d)(?:[:.]\d\d)?\s*(?P<half>[AaPp][Mm])?")
_SOURCE_CODE: Final = re.compile(r"[A-Z0-9]{2,8}")
_RIGHTS: Final = re.compile(r"(?i)\(c\)|©|copyright|all rights reserved|tous droits|alle rechte|derechos")
#: The headline stands at most so many lines above the word count, the copyright so many below it.
_ABOVE, _BELOW = 4, 12


class FactivaReader:
    """Takes each article of an export; says when the last one is cut off."""

    name: str = "factiva"
    title: str = "Factiva export"
    suffixes: tuple[str, ...] = _SUFFIXES
    options: tuple[Option, ...] = (ENCODING, DATE_ORDER, RECOGNISE, LANGUAGE)
    extra: str = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """Sure where Factiva's own marks stand in the file."""
        suffix = path.suffix.lower()
        if suffix not in _SUFFIXES:
            return 0.0
        if suffix in {".html", ".htm"}:
            # style sheets of 90 kB stand before the first article
            return 0.92 if _ARTICLE_DIV.search(read_bytes(path, _MOST)) else 0.0
        if suffix == ".txt" and b"ument " not in head and b"\xe6\x96\x87" not in head and _KOREAN not in head:
            return 0.0  # "Document", "文件", "문서" stands before every number: plain files must cost nothing
        data = word_text(path) if head.startswith(b"PK") else head
        if not _NUMBER_BYTES.search(data) and suffix == ".rtf":
            data = read_bytes(path, _MOST)
        return 0.92 if _NUMBER_BYTES.search(data) and _is_export(path) else 0.0

    def read(self, path: Path, options: Options) -> Iterator[ReadArticle | Problem]:
        """Give the articles; one without text (only a picture) is a `Problem`. Raises `ReadError`."""
        articles, notes = _articles(path, options)
        if not articles:
            raise ReadError(
                f"“{path.name}” holds no article of a Factiva export. If it is another kind of text,"
                " choose another reader."
            )
        for number, fields in enumerate(articles, 1):
            text = "\n".join(part for part in (fields.get("LP", ""), fields.get("TD", "")) if part.strip())
            if text.strip():
                yield _article(fields, text, number, path=path, options=options, notes=notes)
                notes = []
            else:
                title = fields.get("title", "")
                message = f"Article {number} (“{title[:80]}”) has no text; it was left out."
                yield Problem(file="", record=str(number), message=message)


def _is_export(path: Path) -> bool:
    """Whether articles are found; a file that cannot be read is left to other readers."""
    try:
        return bool(_articles(path, {})[0])
    except ReadError:
        return False


def _articles(path: Path, options: Options) -> tuple[list[dict[str, str]], list[str]]:
    """The fields of each article by our names, and notes on the whole file. Raises `ReadError`."""
    suffix = path.suffix.lower()
    if suffix in {".html", ".htm"}:
        decoded, notes = decode_page(read_bytes(path, _MOST), str(options.get(ENCODING.name, "") or ""))
        divisions = parse_html(decoded.text).xpath("//div[starts-with(@class, 'article ')]")
        return [_from_division(one) for one in divisions], notes
    return _from_lines([line.strip() for line in lines_through(path, options)])


def _from_division(division: HtmlElement) -> dict[str, str]:
    """One article of a page: a table of field codes, or the parts as they are displayed."""
    rows = [row for row in division.iter("tr") if _code_of(row)]
    if rows:
        fields: dict[str, str] = {}
        for row in rows:
            cells = list(row.iter("td"))
            _put(fields, _code_of(row), text_of(cells[1]) if len(cells) > 1 else "")
        return fields
    lines = text_of(division).split("\n")
    headline = division.xpath(".//*[@id='hd'] | .//*[contains(@class, 'Headline')]")
    author = division.xpath(".//*[@class='author']")
    fields = _displayed(lines)
    if headline:
        fields["title"] = " ".join(text_of(headline[0]).split())
    if author:
        fields["author"] = " ".join(text_of(author[0]).split())
    elif headline:
        fields.pop("author", None)
    return fields


def _code_of(row: HtmlElement) -> str:
    """The field code in the first cell of a row, "" when there is none."""
    first = next(iter(row.iter("td")), None)
    code = " ".join(text_of(first).split()) if first is not None else ""
    return code if re.fullmatch("[A-Z]{2,4}", code) else ""


def _put(fields: dict[str, str], code: str, value: str) -> None:
    """Keep a field under our name; of several of one code (two leads) all count."""
    name = _NAMES.get(code, code)
    value = value.strip() if name in {"LP", "TD"} else " ".join(value.split())
    fields[name] = f"{fields[name]}\n{value}" if fields.get(name) else value


def _from_lines(lines: Sequence[str]) -> tuple[list[dict[str, str]], list[str]]:
    """The articles of an export as lines: each ends with its accession number."""
    coded = any((found := _CODE.fullmatch(line)) and found["code"] == "HD" for line in lines)
    articles: list[dict[str, str]] = []
    start = 0
    for place, line in enumerate(lines):
        found = _NUMBER.fullmatch(line.removeprefix("AN").strip())
        if found is None:
            continue
        part = lines[start:place]
        fields = _coded(part) if coded else _displayed(part)
        if "title" in fields or "PD" in fields:
            articles.append(fields | {"document id": found["id"]})
        start = place + 1
    rest = [line for line in lines[start:] if line]
    cut = bool(articles) and any(_is_word_count(rest, place) for place in range(len(rest)))
    note = "The last article of the file has no document number: it is cut off, and was left out."
    return articles, [note] if cut else []


def _coded(lines: Sequence[str]) -> dict[str, str]:
    """Fields from lines that begin with a code and a tab; lines without a code go on with the last one."""
    fields: dict[str, str] = {}
    code, values = "", list[str]()
    for line in [*lines, "AN"]:
        found = _CODE.fullmatch(line)
        if found is None:
            values.append(line)
            continue
        if code:
            _put(fields, code, "\n".join(values))
        code, values = found["code"], [found["value"] or ""]
    return fields


def _displayed(lines: Sequence[str]) -> dict[str, str]:
    """Fields from the parts as they are displayed: headline, byline, words, date, time, source, …, story."""
    filled = [line.strip() for line in lines if line.strip()]
    words = next((place for place in range(len(filled)) if _is_word_count(filled, place)), None)
    if words is None:
        return {}
    fields = _above(filled[max(0, words - _ABOVE) : words])
    fields |= {"length": filled[words], "PD": filled[words + 1]}
    rest = filled[words + 2 :]
    if rest and _TIME.fullmatch(rest[0]):
        fields["ET"] = rest.pop(0)
    if rest:
        fields["outlet"] = rest.pop(0)
    if rest and _SOURCE_CODE.fullmatch(rest[0]):
        fields["source code"] = rest.pop(0)
    story = _below(rest, fields)
    if story and (found := _NUMBER.fullmatch(story[-1])):
        fields["document id"] = found["id"]
        story.pop()
    fields["TD"] = "\n".join(story)
    return fields


def _is_word_count(filled: Sequence[str], place: int) -> bool:
    """ "535 words" in whatever language, followed by a date."""
    if not _WORD_COUNT.fullmatch(filled[place]) or place + 1 >= len(filled) or len(filled[place + 1]) > 40:
        return False
    date = read_date(filled[place + 1])
    return date is not None and len(date.iso) >= 7


def _above(lines: list[str]) -> dict[str, str]:
    """Section, headline and byline from the lines above the word count."""
    fields: dict[str, str] = {}
    if len(lines) > 1 and _is_byline(lines[-1]):
        fields["author"] = lines.pop()
    if lines:
        fields["title"] = lines.pop()
    if lines and len(lines[-1].split()) <= 4:
        fields["section"] = lines.pop()
    return fields


def _is_byline(line: str) -> bool:
    first = line.split(maxsplit=1)[0].casefold().rstrip(":")
    return first in BYLINE or (len(line.split()) <= 4 and len(line) <= 40 and line.istitle())


def _below(rest: list[str], fields: dict[str, str]) -> list[str]:
    """Page, edition, language and copyright from the lines below the source; what follows is the story."""
    for place, line in enumerate(rest[:_BELOW]):
        if _RIGHTS.search(line) and len(line) < 300:
            fields["copyright"] = line
            between = rest[:place]
            if between and tag_of(between[-1]) != between[-1]:
                fields["language"] = between.pop()
            for extra in between:
                fields["page" if extra[:1].isdigit() else "edition"] = extra
            return rest[place + 1 :]
    return rest


def _article(
    fields: dict[str, str], text: str, number: int, *, path: Path, options: Options, notes: list[str]
) -> ReadArticle:
    kept = {name: value for name, value in fields.items() if name not in {"LP", "TD", "PD", "ET"}}
    warnings = list(notes)
    article = Article(
        title=kept.pop("title", ""),
        outlet=kept.pop("outlet", ""),
        author=_without_by(kept.pop("author", "")),
        language=tag_of(kept.pop("language", "")),
        source_file=path.name,
        extra=_extra(kept),
    )
    article = dated(article, read_date(fields.get("PD", ""), date_order(options)), warnings)
    article = _timed(article, fields.get("ET", ""))
    name = f"{path.stem} {number}"
    return finished(article, text, options, warnings=warnings, title=False, name=name)


def _without_by(author: str) -> str:
    first, _, rest = author.partition(" ")
    return rest.strip() if first.casefold().rstrip(":") in BYLINE and rest else author


def _timed(article: Article, time: str) -> Article:
    found = _TIME.fullmatch(time)
    if not found or len(article.published) != 10:
        return article
    hour = (
        int(found["h"]) % 12 + 12 * ((found["half"] or "").lower() == "pm")
        if found["half"]
        else int(found["h"])
    )
    return msgspec.structs.replace(article, published=f"{article.published}T{hour:02d}:{found['min']}")


def _extra(kept: dict[str, str]) -> dict[str, str]:
    count = _WORD_COUNT.match(kept.get("length", ""))
    if count:
        kept["length"] = count["count"].strip()
    number = _NUMBER.fullmatch(kept.get("document id", ""))
    if number:
        kept["document id"] = number["id"]
    return {name: value for name, value in kept.items() if value}


READER: Final = FactivaReader()
