"""How the window says things: names with a capital, dates, languages, counts."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale

_PARTS: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")

#: Keeps a name in its own direction inside a line of another one (Unicode FSI … PDI).
_ISOLATE: Final = "\u2068{}\u2069"


def capital(name: str) -> str:
    """A name of the scheme as a title: "made_by" → "Made by"."""
    plain = name.replace("_", " ")
    return plain[:1].upper() + plain[1:]


def isolated(text: str) -> str:
    """The text, kept from turning round the direction of what stands beside it."""
    return _ISOLATE.format(text) if text else ""


def runs_left(text: str) -> bool:
    """Whether a text runs from right to left: its first letter does (rule P2 of Unicode's UAX 9)."""
    from unicodedata import bidirectional

    first = next((kind for one in text if (kind := bidirectional(one)) in ("L", "R", "AL")), "L")
    return first != "L"


def date_words(published: str, *, short: bool = False) -> str:
    """An ISO date, which may be shortened, as people write it: "26 April 2025", "April 2025", "2025"."""
    found = _PARTS.match(published)
    if not found:
        return published
    year, month, day = (int(part) if part else 0 for part in found.groups())
    date = QDate(year, month or 1, day or 1)
    if not date.isValid():
        return published
    months = "MMM" if short else "MMMM"
    pattern = f"d {months} yyyy" if day else f"{months} yyyy" if month else "yyyy"
    return QLocale().toString(date, pattern)


def language_words(tag: str) -> str:
    """The language of a BCP 47 tag in words: "id" → "Indonesian"; the tag itself when it is unknown."""
    locale = QLocale(tag)
    if locale.language() in (QLocale.Language.C, QLocale.Language.AnyLanguage):
        return tag
    return QLocale.languageToString(locale.language())


def length_words(text: str) -> str:
    """How long a text is: in words, or in characters where the script does not part its words."""
    words = len(text.split())
    if words * 15 < len(text):
        return count_words(len(text), "character", "characters")
    return count_words(words, "word", "words")


def count_words(count: int, one: str, many: str) -> str:
    """A number with its noun: "1 mark", "1,204 marks"."""
    noun = QCoreApplication.translate("Count", one if count == 1 else many)
    return f"{number(count)} {noun}"


def number(value: int) -> str:
    """A whole number with the thousands parted."""
    return QLocale().toString(value)


def time_words(moment: str, *, now: str = "") -> str:
    """A UTC moment "2025-04-26T09:14:32.123Z" in local time: "09:14" today, else "26 Apr, 09:14"."""
    from datetime import datetime

    try:
        local = datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return moment
    today = (datetime.fromisoformat(now) if now else datetime.now().astimezone()).astimezone().date()
    clock = f"{local:%H:%M}"
    if local.date() == today:
        return clock
    day = QDate(local.year, local.month, local.day)
    pattern = "d MMM" if local.year == today.year else "d MMM yyyy"
    return f"{QLocale().toString(day, pattern)}, {clock}"


def shortened(text: str, most: int) -> str:
    """The text on one line, cut after `most` characters with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
