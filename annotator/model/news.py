"""What a news text says about itself (title, byline, date, caption, credit): proposed, never cut out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from annotator.model.dateline import is_agency, is_web_name, read_dateline, tidy_outlet
from annotator.model.dates import Order, ReadDate, find_dates, read_date
from annotator.model.month_names import WEEKDAYS
from annotator.model.news_words import (
    BYLINE,
    BYLINE_COLON,
    CAPTION,
    FIELD_NAMES,
    PICTURE_CREDIT,
    PUBLISHED,
    UPDATED,
)


class News(msgspec.Struct, frozen=True, kw_only=True):
    """What was recognised in a news text; "" where nothing was.

    `published` is ISO 8601, `date_words` the words it was read from, `date_other` its second possible
    reading (4/5/2025). `date_sure` is false when the date stands in the story, not beside its headline.
    """

    title: str = ""
    outlet: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    language: str = ""
    date_words: str = ""
    date_other: str = ""
    date_sure: bool = False
    place: str = ""
    caption: str = ""
    credit: str = ""


#: Where titles, bylines and datelines are looked for (code points from the start); credits from the end.
_HEAD, _TAIL = 4000, 300
#: Lines that titles and what stands below them are looked for in; the last one holds the rest.
_LINES = 30
_LONGEST_TITLE = 200
_LONGEST_LINE = 110
#: So many lines may stand between the title and the story.
_FURNITURE = 12
_BODY = 120
_STOPS: Final = (".", "。", "।", "؛", ";", ",", "،", "、", "：", ":")
_QUOTE_ENDS: Final = "\"”“’')»」』"
_NAME_CUT: Final = re.compile(r"\s*(?:[|<•·;（(]|\s[-–—]\s|\s/\s).*\Z")
_LABEL: Final = re.compile(r"([^\W\d_][\w .'’-]{0,30}?)\s*[:：/／]\s*")
_FIRST_WORDS: Final = re.compile(r"([^\W\d_]+)\s+(?=\S)")
_ASIAN_BYLINE: Final = re.compile(
    r"[（(【\[]?(?:[\w]{2,6}社?|本[报報网刊])?\s?(?:记者|記者)\s*[:：]?\s*"
    r"([^\W\d_]{2,4}(?:[ 、，,][^\W\d_]{2,4})*)(?![\w])"
    r"|([가-힣]{2,4})\s*(?:선임)?기자(?:\s|=|\Z)"
)
_CREDIT: Final = re.compile(r"[(（\[]([^()（）\[\]\n]{2,60})[)）\]]\s*\.?\s*\Z")
_CREDIT_LINE: Final = re.compile(
    r"(?i)(?:Sumber|Source|Quelle|Fuente|Fonte|Источник|المصدر|来源)\s*[:：]\s*(.{2,60})\Z"
)
_SLASHED_CREDIT: Final = re.compile(r"(?:[\w.-]+\.\w{2,4}|[A-Z][\w&. -]{1,30})/[A-Z][^/\n]{1,40}\.?\Z")
#: What every whole date holds: four digits in a row, or digits around a sign, in any script.
_DATE_HINT: Final = re.compile(r"\d{4}|\d\s?[-/.年년]\s?[\d\s]|[一二三四五六七八九十]日")
_HEADER: Final = re.compile(r"([^\W\d_][^:：\n]{0,30}?)\s*[:：]\s+(\S[^\n]*)")


def recognise(text: str, *, title: bool = True, order: Order = "") -> News:
    """What the text says about itself. Looks at the first 4,000 and the last 300 code points only.

    `title`: whether the first line may be a title (a file's text), or the text begins with the story.
    `order` settles dates such as 4/5/2025.
    """
    head = text[:_HEAD]
    if "\r" in head:
        head = head.replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.strip() for line in head.split("\n", _LINES)]
    found, first = _labelled(lines, order)
    if title and not found.title:
        found, first = _titled(found, lines, first)
    found, story = _furniture(found, lines, first, order)
    found = _story(found, story, order)
    return _credited(found, text[-_TAIL:].rstrip())


def field_of(words: str) -> str:
    """The field of an article ("title", "text", "published" …) that a column or label names, "" if none."""
    return field_and_rank(words)[0]


def field_and_rank(words: str) -> tuple[str, int]:
    """The field that a column names, and how usual that name is (0 is the most usual); ("", 0) if none."""
    plain = words.strip().strip(":*#\"' ").casefold()
    return FIELD_NAMES.get(plain) or FIELD_NAMES.get(re.sub("[ _-]+", " ", plain)) or ("", 0)


def _labelled(lines: list[str], order: Order) -> tuple[News, int]:
    """Fields from a block of "Title: …" lines that opens the text, and the line after it."""
    fields: dict[str, str] = {}
    at = 1 if lines[0] == "---" else 0
    for line in lines[at : at + _FURNITURE]:
        header = _HEADER.match(line)
        name = field_of(header[1]) if header else ""
        if not header or not name or name == "text" or name in fields:
            break
        fields[name] = header[2].strip("\"' ")
        at += 1
    if len(fields) < 2 and "title" not in fields:
        return News(), 0
    date = read_date(fields.pop("published", ""), order)
    return _dated(msgspec.convert(fields, News), date, sure=True), at + (
        1 if lines[at : at + 1] == ["---"] else 0
    )


def _titled(found: News, lines: list[str], first: int) -> tuple[News, int]:
    """The first line as title, where it looks like one, and the line after it."""
    at = next((place for place, line in enumerate(lines) if place >= first and line), -1)
    if at < 0:
        return found, first
    line = lines[at]
    marked = line.startswith("#")
    name = line.lstrip("# ") if marked else line
    if marked or _is_title(line, lines[at + 1 :]):
        return msgspec.structs.replace(found, title=name), at + 1
    return found, at


def _is_title(line: str, rest: list[str]) -> bool:
    """Short, no end stop, and followed by a blank line, a byline, a date, or a paragraph."""
    if len(line) > _LONGEST_TITLE or line.rstrip(_QUOTE_ENDS).endswith(_STOPS) or not any(rest):
        return False
    if _byline(line) or _is_date_line(line, "") or read_dateline(line) or is_web_name(line):
        return False
    following = rest[0]
    return (
        not following or len(following) >= _BODY or bool(_byline(following) or _is_date_line(following, ""))
    )


def _furniture(found: News, lines: list[str], first: int, order: Order) -> tuple[News, str]:
    """What stands between title and story (byline, date, caption), and the story's first paragraph."""
    for line in _filled(lines[first:]):
        fresh = _one_line(found, line, order)
        if fresh is found and _opens_story(line):
            return found, line
        found = fresh
    return found, ""


def _filled(lines: list[str]) -> Iterator[str]:
    yield from [line for line in lines if line][:_FURNITURE]


def _opens_story(line: str) -> bool:
    return len(line) >= _BODY or line.endswith((".", "。", "”", '"')) or read_dateline(line) is not None


def _one_line(found: News, line: str, order: Order) -> News:
    """What one line before the story adds; the same object when it adds nothing."""
    if not found.caption and _is_caption(line):
        return msgspec.structs.replace(found, caption=line)
    if len(line) > _LONGEST_LINE:
        return found
    name = "" if found.author else _byline(line)
    if name:
        found = msgspec.structs.replace(found, author=name)
    if not found.published and _is_date_line(line, name):
        found = _dated(found, read_date(line, order), sure=True)
        web = next((word for word in re.split(r"[\s,|–—-]+", line) if is_web_name(word)), "")
        return found if found.outlet else msgspec.structs.replace(found, outlet=tidy_outlet(web))
    return found


def _byline(line: str) -> str:
    """The writer's name that the line gives, or ""."""
    if len(line) > _LONGEST_LINE:
        return ""
    asian = _ASIAN_BYLINE.match(line)
    if asian is not None:
        return asian[1] or asian[2]
    label = _LABEL.match(line)
    if label and label[1].casefold() in BYLINE_COLON:
        return _name(line[label.end() :])
    word = _FIRST_WORDS.match(line)
    if word and word[1].casefold() in BYLINE and not line.endswith((".", "?", "!", ":")):
        name = _name(line[word.end() :])
        return name if _is_name(name) else ""
    return ""


def _name(words: str) -> str:
    return _NAME_CUT.sub("", words).strip(" ,.")


def _is_name(words: str) -> bool:
    parts = words.split()
    small = {
        "and",
        "dan",
        "und",
        "et",
        "y",
        "e",
        "и",
        "و",
        "&",
        "de",
        "van",
        "von",
        "der",
        "al",
        "bin",
        "binti",
        "da",
    }
    lower = [word for word in parts if word[0].islower() and word.casefold() not in small]
    return 1 <= len(parts) <= 10 and not lower and not any(sign.isdigit() for sign in words)


def _is_date_line(line: str, name: str) -> bool:
    """Whether the line is there to give the date of publication: little else stands in it."""
    if len(line) > _LONGEST_LINE or not _DATE_HINT.search(line):
        return False
    date = read_date(line)
    if date is None or len(date.iso) < 10:
        return False
    rest = f"{line[: date.start]} {line[date.end :]}".casefold()
    rest = rest.replace(name.casefold(), " ") if name else rest
    words = [word for word in re.split(r"[\s,.:：;|()（）/–—-]+", rest) if word]
    label = rest[: date.start].strip(" :：|-–—")
    if any(label.endswith(word) for word in UPDATED):
        return False
    odd = [word for word in words if word not in PUBLISHED and word not in WEEKDAYS and not is_web_name(word)]
    return len(odd) <= 4 and sum(map(len, odd)) <= 30


def _dated(found: News, date: ReadDate | None, *, sure: bool) -> News:
    if date is None:
        return found
    return msgspec.structs.replace(
        found, published=date.iso, date_words=date.words, date_other=date.other, date_sure=sure
    )


def _is_caption(line: str) -> bool:
    if len(line) > 400:
        return False
    bare = line.strip("()[]（）【】* ")
    label = _LABEL.match(bare)
    if label and label[1].casefold() in CAPTION:
        return True
    first = bare.split(" ", 1)[0].casefold()
    short = len(line) <= 200
    if short and first in CAPTION and not bare.endswith(","):
        return True
    return short and (_SLASHED_CREDIT.search(bare) is not None or _ends_with_picture_credit(bare))


def _ends_with_picture_credit(line: str) -> bool:
    end = line[-40:].casefold()
    return any(end.endswith(word) or f"{word}/" in end or f"/{word}" in end for word in PICTURE_CREDIT)


def _story(found: News, story: str, order: Order) -> News:
    """Dateline and date from the first paragraph of the story."""
    dateline = read_dateline(story)
    if dateline is not None:
        outlet = found.outlet or _spelling(dateline.outlet, found.caption) or dateline.agency
        found = msgspec.structs.replace(
            found, place=dateline.place, outlet=outlet, credit=found.credit or dateline.agency
        )
    if found.published:
        return found
    return _dated(found, next(_reporting_dates(story, order), None), sure=False)


def _spelling(outlet: str, caption: str) -> str:
    """The outlet as the caption spells it, where it does."""
    at = caption.casefold().find(outlet.casefold()) if outlet else -1
    return caption[at : at + len(outlet)] if at >= 0 else outlet


def _reporting_dates(story: str, order: Order) -> Iterator[ReadDate]:
    """Whole dates that tell when the news happened: in brackets, or after a weekday. Not "in May 1945"."""
    for date in find_dates(story, order):
        before = story[max(0, date.start - 16) : date.start].casefold()
        words = re.split(r"[\s,.()（）]+", before)
        bracketed = before.endswith(("(", "（")) and story[date.end : date.end + 1] in {")", "）"}
        if len(date.iso) >= 10 and (bracketed or any(word in WEEKDAYS for word in words)):
            yield date


def _credited(found: News, tail: str) -> News:
    """The agency that signs at the end of the text."""
    last = tail.rpartition("\n")[2].strip()
    place = _CREDIT.search(last) or _CREDIT_LINE.match(last)
    words = place[1].strip() if place else (last if is_agency(last) else "")
    if not words or len(words.split()) > 6 or words.isdigit():
        return found
    outlet = found.outlet or (words if is_agency(words) and "/" not in words else "")
    return msgspec.structs.replace(found, credit=words, outlet=outlet)
