"""Dates as newspapers write them, in a dozen languages, read into ISO 8601; what is ambiguous is said."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal

import msgspec

from annotator.model.month_names import AFTERNOON, ERAS, MONTHS, MORNING, WEEKDAYS, ZONES

#: Which number of 4/5/2025 is the day; "" when nobody knows.
Order = Literal["", "dmy", "mdy"]


class ReadDate(msgspec.Struct, frozen=True, kw_only=True):
    """A date found in words.

    `iso` is "2025", "2025-04", "2025-04-26" or "2025-04-26T10:30+07:00". `start`/`end` are code points
    of the text searched, half-open. `other` is the second possible reading of a date like 4/5/2025,
    "" where there is only one.
    """

    iso: str
    words: str
    start: int
    end: int
    other: str = ""

    @property
    def sure(self) -> bool:
        """Whether the words can be read in one way only."""
        return not self.other


#: Any word: whether it is a month is looked up, which is faster than trying 200 names at each letter.
_MONTH = r"[^\W\d_]{2,}(?:\s(?:الأول|الاول|الثاني))?"
_YEAR = r"(?P<y>(?:1[6-9]|20)\d\d)"
_NOT_DIGIT_BEFORE = r"(?<![\d.,/:-])"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|ª|°|\.)?"
_OF = r"(?:de[l]?\s+|of\s+|d['’])?"
_NAMED = rf"(?P<m>{_MONTH})(?![^\W\d_])\.?(?:\s*/\s*(?:{_MONTH})(?![^\W\d_]))?"

#: Tried in this order at each year found; the first that fits wins.
_FORMS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NOT_DIGIT_BEFORE}{_YEAR}(?P<sep>[-/.])\s?(?P<m>\d{{1,2}})(?P=sep)\s?(?P<d>\d{{1,2}})(?!\d)",
        rf"(?<!\d){_YEAR}\s*[年년]\s*(?P<m>\d{{1,2}})\s*[月월](?:\s*(?P<d>\d{{1,2}})\s*[日일号號])?",
        rf"{_NOT_DIGIT_BEFORE}(?P<a>\d{{1,2}})\s?(?P<sep>[-/.])\s?(?P<b>\d{{1,2}})\s?(?P=sep)\s?{_YEAR}(?!\d)",
        rf"(?<![\d.,/:]){_DAY}[\s/-]*{_OF}{_NAMED}[\s,/-]*(?:de[l]?\s+)?{_YEAR}(?!\d)",
        rf"(?<![^\W\d_]){_NAMED}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+{_OF}{_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}[\s,-]+{_NAMED}[\s-]+(?P<d>\d{{1,2}})(?!\d)",
        rf"(?<![^\W\d_])(?<!\d\s)(?<!\d\.\s){_NAMED}[\s,-]*{_OF}{_YEAR}(?!\d)",
    )
)
_ISO_DAY: Final = re.compile(r"(?:1[6-9]|20)\d\d-\d\d-\d\d", re.ASCII)
_SHORT_YEAR: Final = re.compile(
    r"(?<!\d)(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<yy>\d\d)(?!\d)"
)
_SHORT_NAMED: Final = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})[\s-]{_NAMED}[\s-]['’]?(?P<yy>\d\d)(?!\d)", re.IGNORECASE
)
_COMPACT: Final = re.compile(rf"\s*{_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?:T?(?P<clock>\d\d\d\d)(?:\d\d)?)?Z?\s*\Z")
_YEAR_MONTH: Final = re.compile(rf"\s*{_YEAR}[-/](?P<m>\d{{1,2}})\s*\Z")
_YEAR_ALONE: Final = re.compile(rf"\s*{_YEAR}\s*[年년]?\s*\Z")
_SEPARATORS: Final = frozenset({"-", "/", "."})
#: No look-behind here: with it the search takes four times as long, and every lead pays for it.
_ANY_YEAR: Final = re.compile(r"[12]\d\d\d(?!\d)")
_CLOCK: Final = re.compile(
    r"(?:\s*(?:г\.|года))?[T\s,;|(–-]*(?:at|um|pukul|pkl|jam|à|a las|às|в)?\.?\s*"
    r"(?P<half>上午|早上|下午|晚上|午前|午後|오전|오후)?\s*"
    r"(?<!\d)(?P<h>\d{1,2})(?:(?P<colon>[:h：])|[.])(?P<min>\d\d)(?::(?P<s>\d\d)(?:\.\d+)?)?(?!\d)"
    r"\s*(?P<ampm>[ap]\.?m\b\.?|مساء|صباحا)?\s*(?P<uhr>Uhr\b)?"
    r"\s*\(?(?P<zone>[+-]\d\d:?\d\d|[A-Za-zА-я]{1,4}(?![^\W\d_]))?",
    re.IGNORECASE,
)
_KANJI_DATE: Final = re.compile(
    r"(?P<y>[〇零○一二三四五六七八九]{4})年(?P<m>[一二三四五六七八九十]{1,3})月(?P<d>[一二三四五六七八九十廿]{1,3})日"
)
_ERA_DATE: Final = re.compile(
    rf"(?P<era>{'|'.join(ERAS)})(?P<n>\d{{1,2}}|元)年\s*(?P<m>\d{{1,2}})月\s*(?P<d>\d{{1,2}})日"
)
_KANJI_DIGITS: Final = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_DIGITS: Final = {
    zero + value: str(value) for zero in (0x0660, 0x06F0, 0x0966, 0xFF10) for value in range(10)
} | {0x200F: " ", 0x200E: " ", 0x00A0: " ", 0x202F: " "}
_FOREIGN: Final = re.compile(f"[{''.join(map(chr, _DIGITS))}]")
#: How far before and after a year its day and month may stand, in code points.
_BEFORE, _AFTER = 48, 24
_WEEKDAY_REACH = 16
_OTHER_FORM = 1000
_EPOCH: Final = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def read_date(field: str, order: Order = "") -> ReadDate | None:
    """The date that a metadata field holds, or None. `field` may carry a weekday, a time, a zone.

    Also takes what running text must not: 26/04/25, 20250426, a bare year, "2025-04".
    """
    if _ISO_DAY.fullmatch(field) and _is_day(field):
        return ReadDate(iso=field, words=field, start=0, end=10)
    words = plain_digits(field)
    found = next(find_dates(field, order), None)
    return found or _short_date(words, field, order)


def _is_day(iso: str) -> bool:
    return bool(_valid((int(iso[:4]), int(iso[5:7]), int(iso[8:]))))


def find_dates(text: str, order: Order = "") -> Iterator[ReadDate]:
    """Every date with a four-digit year (or Japanese era, or Chinese numerals) in running text, in order."""
    words = plain_digits(text)
    reached = 0
    for start, end in _places(words):
        if start < reached:
            continue
        found = _date_near(words, max(reached, start - _BEFORE), start, end, order)
        if found is not None:
            reached = found.end
            yield _with_words(found, text)


def plain_digits(text: str) -> str:
    """The text with Arabic, Persian, Devanagari and full-width digits as ASCII, one for one."""
    return text.translate(_DIGITS) if _FOREIGN.search(text) else text


def column_order(values: Iterable[str]) -> Order:
    """Whether a column of dates is day first or month first; "" when its values do not tell.

    A column that begins with a thousand values of another form is not looked at to its end.
    """
    any_numeric = False
    for place, value in enumerate(values):
        found = _numeric(plain_digits(value))
        if found is None:
            if place > _OTHER_FORM and not any_numeric:
                return ""
            continue
        any_numeric = True
        first, second = int(found["a"]), int(found["b"])
        if first > 12 >= second:
            return "dmy"
        if second > 12 >= first:
            return "mdy"
    return ""


def from_timestamp(number: float) -> str:
    """The ISO time (UTC) of a Unix timestamp in seconds or milliseconds; "" when it is none of our age.

    Taken for one when it falls into 1980 … 2100.
    """
    for scale in (1, 1000):
        seconds = number / scale
        if 315_532_800 <= seconds < 4_102_444_800:
            moment = _EPOCH + datetime.timedelta(seconds=int(seconds))
            return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return ""


def _places(words: str) -> Iterator[tuple[int, int]]:
    """Where years stand, as (start, end); the rarer ways of writing them only where their signs occur."""
    found = [place.span() for place in _ANY_YEAR.finditer(words)]
    if "年" in words:
        found += [place.span() for form in (_KANJI_DATE, _ERA_DATE) for place in form.finditer(words)]
        found.sort()
    yield from found


def _date_near(words: str, low: int, start: int, end: int, order: Order) -> ReadDate | None:
    kanji = _KANJI_DATE.match(words, start) or _ERA_DATE.match(words, start)
    if kanji is not None:
        return _oriental(kanji, words)
    window = words[low : end + _AFTER]
    for form in _likely_forms(words, start, end):
        for place in form.finditer(window):
            if low + place.start("y") == start:
                found = _reading(place, words, low, order)
                if found is not None:
                    return found
    return None


def _likely_forms(words: str, start: int, end: int) -> Iterator[re.Pattern[str]]:
    """The forms that the signs around a year allow, in their order: trying all takes thrice as long."""
    before, after = words[max(0, start - 2) : start].strip()[-1:], words[end : end + 2].strip()[:1]
    if after in _SEPARATORS:
        yield _FORMS[0]
    if after in {"年", "년"}:
        yield _FORMS[1]
    if before in _SEPARATORS:
        yield _FORMS[2]
    if before not in {".", ""} and (before in _SEPARATORS or not before.isdigit()):
        yield from _FORMS[3:5]
    if words[end : end + 1] in {" ", ",", "-", "\t"}:
        yield _FORMS[5]
    if before != "/":
        yield _FORMS[6]


def _reading(place: re.Match[str], words: str, shift: int, order: Order) -> ReadDate | None:
    """What a match of one of the forms says, with the time that follows it. `shift`: start of the window."""
    parts = place.groupdict()
    start, end = place.start() + shift, place.end() + shift
    year = int(parts["y"]) if parts.get("y") else _century(int(parts["yy"]))
    if "a" in parts:
        dates = _both_ways(year, int(parts["a"]), int(parts["b"]), parts["sep"], order)
        dates = _by_weekday(dates, words[max(0, start - _WEEKDAY_REACH) : start])
    else:
        month = MONTHS.get(parts["m"].casefold()) or _number(parts["m"])
        if parts.get("d") is None:
            return _made([f"{year:04d}-{month:02d}"] if 1 <= month <= 12 else [], "", start, end)
        dates = _valid((year, month, int(parts["d"])))
    clock, end = _clock(words, end) if dates else ("", end)
    return _made([day.isoformat() for day in dates], clock, start, end)


def _made(dates: list[str], clock: str, start: int, end: int) -> ReadDate | None:
    if not dates:
        return None
    other = dates[1] + clock if len(dates) > 1 else ""
    return ReadDate(iso=dates[0] + clock, words="", start=start, end=end, other=other)


def _both_ways(year: int, first: int, second: int, sep: str, order: Order) -> list[datetime.date]:
    """The possible dates of first/second/year, the likelier (day first) in front. Dots are day first."""
    day_first, month_first = _valid((year, second, first)), _valid((year, first, second))
    if order == "mdy" and month_first:
        return month_first
    if day_first and (sep == "." or order == "dmy" or first == second):
        return day_first
    return day_first + month_first


def _by_weekday(dates: list[datetime.date], before: str) -> list[datetime.date]:
    """The dates that fall on the weekday named just before; all where none is named or none falls."""
    if len(dates) < 2:
        return dates
    named = [WEEKDAYS[word] for word in re.split(r"[\s,.()|]+", before.casefold()) if word in WEEKDAYS]
    fitting = [day for day in dates if named and day.weekday() == named[-1]]
    return fitting or dates


def _valid(*candidates: tuple[int, int, int]) -> list[datetime.date]:
    found = []
    for year, month, day in candidates:
        try:
            found.append(datetime.date(year, month, day))
        except ValueError:  # the 31st of April: not a date
            continue
    return found


def _clock(words: str, end: int) -> tuple[str, int]:
    """The time of day that follows a date, as "T10:30+07:00" or "", and where it ends."""
    place = _CLOCK.match(words, end)
    if place is None:
        return "", end
    zone = _zone(place["zone"] or "")
    marked = place["colon"] or place["uhr"] or place["ampm"] or zone
    hour, minute = int(place["h"]), int(place["min"])
    half = (place["ampm"] or place["half"] or "").casefold()
    if half in AFTERNOON and hour < 12:
        hour += 12
    elif half in MORNING and hour == 12:
        hour = 0
    if not marked or hour > 23 or minute > 59:
        return "", end
    seconds = f":{place['s']}" if place["s"] and int(place["s"]) < 60 else ""
    stop = place.end() if zone or not place["zone"] else place.start("zone")
    return f"T{hour:02d}:{minute:02d}{seconds}{zone}", len(words[:stop].rstrip(" ("))


def _zone(words: str) -> str:
    if words[:1] in {"+", "-"}:
        return f"{words[:3]}:{words[-2:]}"
    hours = ZONES.get(words.casefold())
    if hours is None:
        return ""
    return "Z" if hours == 0 else f"{'-' if hours < 0 else '+'}{abs(hours):02d}:00"


def _oriental(place: re.Match[str], words: str) -> ReadDate | None:
    parts = place.groupdict()
    if "era" in parts:
        year = ERAS[parts["era"]] + (1 if parts["n"] == "元" else int(parts["n"]))
        dates = _valid((year, int(parts["m"]), int(parts["d"])))
    else:
        year = int("".join(str(_KANJI_DIGITS[sign]) for sign in parts["y"]))
        dates = _valid((year, _kanji_number(parts["m"]), _kanji_number(parts["d"])))
    clock, end = _clock(words, place.end())
    return _made([day.isoformat() for day in dates], clock, place.start(), end)


def _kanji_number(signs: str) -> int:
    """十 = 10, 二十六 = 26, 廿六 = 26."""
    tens, ten, ones = signs.replace("廿", "二十").rpartition("十")
    leading = _KANJI_DIGITS.get(tens, 1) if ten else 0
    return leading * 10 + (_KANJI_DIGITS.get(ones, 0) if ones else 0)


def _short_date(words: str, field: str, order: Order) -> ReadDate | None:
    for form in (_SHORT_YEAR, _SHORT_NAMED, _COMPACT):
        place = form.search(words)
        found = _reading(place, words, 0, order) if place else None
        if place and found:
            clock = place.groupdict().get("clock")
            iso = f"{found.iso}T{clock[:2]}:{clock[2:]}" if clock else found.iso
            return _with_words(msgspec.structs.replace(found, iso=iso), field)
    return _year_and_month(words, field)


def _year_and_month(words: str, field: str) -> ReadDate | None:
    place = _YEAR_MONTH.match(words)
    if place and 1 <= int(place["m"]) <= 12:
        iso = f"{place['y']}-{int(place['m']):02d}"
        return ReadDate(iso=iso, words=field.strip(), start=0, end=len(field))
    alone = _YEAR_ALONE.match(words)
    return ReadDate(iso=alone["y"], words=field.strip(), start=0, end=len(field)) if alone else None


def _with_words(found: ReadDate, text: str) -> ReadDate:
    return msgspec.structs.replace(found, words=text[found.start : found.end])


def _century(two_digits: int) -> int:
    """1970 … 2069 for two digits, as POSIX has it (strptime %y uses 1969 … 2068)."""
    return two_digits + (2000 if two_digits < 70 else 1900)


def _number(words: str) -> int:
    return int(words) if words.isdigit() else 0


def _numeric(words: str) -> re.Match[str] | None:
    return _FORMS[2].search(words) or _SHORT_YEAR.search(words)
