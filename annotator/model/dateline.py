"""The dateline that opens a story: place, outlet or agency, sometimes the day ("FAKTA.COM, Jakarta -")."""

from __future__ import annotations

import functools
import re
from typing import Final

import msgspec

from annotator.model.month_names import MONTHS, WEEKDAYS
from annotator.model.news_words import AGENCIES, BYLINE, OUTLETS


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """Who reports from where. `words` is the dateline as it stands, without the dash after it."""

    words: str
    place: str = ""
    outlet: str = ""
    agency: str = ""


#: A dateline is looked for in so many code points.
_REACH: Final = 110
_DASH: Final = re.compile(r"\s-{1,2}\s|--|\s?[–—―]\s?|\.\s?-\s|(?<=[)）])\s?[:=-]\s|\s=\s|(?<=/)\.\s")
#: One of these signs is in every dateline; headlines, of which each text has one, seldom hold any.
_SIGNS: Final = re.compile("[-–—―=/(（【\\[社中人]")
_WEB: Final = re.compile(
    r"(?i)(?:www\.)?[a-z0-9][\w-]*\.(?:com|co|net|org|info|news|tv|id|go|my|sg|de|at|ch|fr|es|br|pt|ru|uk|us|in"
    r"|cn|jp|kr|media|press)(?:\.[a-z]{2})?"
)
_HOST: Final = re.compile(r"(?i)https?://(?:[^/@\s]*@)?(?:www\.)?([^/:?#\s]+)")
_IN_BRACKETS: Final = re.compile(r"[(（\[]([^()（）\[\]]{2,30})[)）\]]|/([^/]{2,20})/")
_ASIAN: Final = re.compile(
    r"[（(【\[]?(?P<agency>新华社|新華社|中新社|中新网|中央社|人民网)(?P<place>[^\d\s，。、月日电電]{2,10}?)"
    r"(?:\d{1,2}月)?\d{1,2}日[电電讯]"
)
_ASIAN_BRACKETS: Final = re.compile(
    r"[【\[(（](?P<place>[^=＝\]】)）\s]{1,12}?)[=＝]?(?P<agency>(?<=[=＝])[^\]】)）=＝]{2,16}|共同|時事|聯合ニュース|ロイター)"
    r"[\]】)）]"
)
_SIGNED_AFTER: Final = re.compile(r"([^.:\n]{2,24})[.:]\s")
#: Small words inside names of places.
_PARTICLES: Final = frozenset(
    re.findall(r"\S+", "de del da do dos das di du la le les el los van von am an der den upon and & y e")
)
#: The longest place has so many words.
_PLACE_WORDS = 5


def read_dateline(paragraph: str) -> Dateline | None:
    """The dateline at the very start of a paragraph, or None when it begins otherwise."""
    start = paragraph[:_REACH].lstrip()
    if not _SIGNS.search(start):
        return None
    asian = _ASIAN.match(start) or _ASIAN_BRACKETS.match(start)
    if asian is not None:
        words = start[: asian.end()]
        return Dateline(words=words, place=asian["place"], agency=asian["agency"])
    dash = _DASH.search(start, 2)
    return _classified(start[: dash.start()], start[dash.end() :]) if dash else None


def tidy_outlet(name: str) -> str:
    """An outlet's web name as people write it: FAKTA.COM → Fakta.com, KOMPAS.com → Kompas.com.

    A name without vowels (JPNN.com) or already in mixed case (iNews.id) keeps its letters.
    """
    stem, dot, rest = name.removeprefix("www.").partition(".")
    if not dot or not _WEB.fullmatch(name):
        return name
    shouted = stem.isupper() and len(stem) > 3 and re.search("[AEIOU]", stem)
    return f"{stem.capitalize() if shouted else stem}.{rest.lower()}"


def outlet_of_address(url: str) -> str:
    """The outlet that a web address names ("https://www.fakta.com/1" → "fakta.com"), "" for no address."""
    found = _HOST.match(url)
    return found[1].lower() if found else ""


def is_agency(words: str) -> bool:
    """Whether the words, or one of those joined by a slash, name a news agency."""
    return any(part.strip(" .").casefold() in AGENCIES for part in words.split("/"))


def is_web_name(words: str) -> bool:
    """Whether the words look like an outlet's web name ("Fakta.com")."""
    return _WEB.fullmatch(words) is not None


def _classified(head: str, after: str) -> Dateline | None:
    """What stands before the dash, where all of it belongs in a dateline."""
    found = _parts(head)
    if found is None:
        return None
    if not found.agency and (signed := _SIGNED_AFTER.match(after)) and is_agency(signed[1]):
        found = msgspec.structs.replace(found, agency=signed[1])
    if found.outlet or found.agency or _stands_alone(found.place, after, dated=_is_dated(found)):
        return found
    return None


@functools.lru_cache(maxsize=4096)  # a thousand articles of one outlet share a handful
def _parts(head: str) -> Dateline | None:
    """Place, outlet and agency; None as soon as one part belongs in no dateline."""
    bracketed = [(one or other).strip() for one, other in _IN_BRACKETS.findall(head)]
    plain = re.split(r"[,，،、|]|\.\s+(?=\S)", _IN_BRACKETS.sub(",", head))
    found: dict[str, str] = {}
    for part in [*bracketed, *_days_apart(plain)]:
        bare = part.strip(" \t\u200f\u200e/")
        bare = bare.strip(".") if bare.count(".") < 2 else bare  # "abr." but "N.Y."
        kind = _kind(bare, in_brackets=part in bracketed)
        if kind == "other" or (kind in found and kind != "place"):
            return None
        if kind:
            found[kind] = f"{found[kind]}, {bare}" if kind in found else bare
    return Dateline(
        words=head.strip(),
        place=found.get("place", ""),
        outlet=tidy_outlet(found.get("outlet", "")),
        agency=found.get("agency", ""),
    )


def _is_dated(found: Dateline) -> bool:
    return any(_is_day(part.strip(" .")) for part in re.split("[,،]", found.words))


def _days_apart(parts: list[str]) -> list[str]:
    """The parts, with a day that follows a place without a comma ("موسكو 26 أبريل") set apart."""
    apart: list[str] = []
    for part in parts:
        day = re.search(r"\s(\d{1,2}\s\S+)\s*\Z", part)
        apart += [part[: day.start()], day[1]] if day and _is_day(day[1]) else [part]
    return apart


def _kind(part: str, *, in_brackets: bool) -> str:
    """ "outlet", "agency", "place", "day", "" (nothing) or "other" (no part of a dateline)."""
    if not part:
        return ""
    if is_web_name(part) or part.casefold() in OUTLETS:
        return "outlet"
    if is_agency(part):
        return "agency"
    if _is_day(part):
        return "day"
    if in_brackets:
        return "agency" if _is_name(part) and not any(sign.isdigit() for sign in part) else "other"
    return (
        "place"
        if _is_name(part) and len(part) <= 40 and not any(sign.isdigit() for sign in part)
        else "other"
    )


def _is_day(part: str) -> bool:
    words = re.findall(r"[^\W\d_]+|\d+", part.casefold())
    known = [word for word in words if word.isdigit() or word in MONTHS or word in WEEKDAYS or word == "de"]
    return len(known) == len(words) and any(word.isdigit() or word in WEEKDAYS for word in words)


def _is_name(part: str) -> bool:
    """Each word begins with a capital (or is in a script without them); few words; no sentence."""
    words = part.split()
    return (
        len(words) <= _PLACE_WORDS
        and words[0].casefold() not in BYLINE
        and all(word in _PARTICLES or not word[0].islower() for word in words)
    )


def _stands_alone(place: str, after: str, *, dated: bool) -> bool:
    """Whether a place without outlet or agency is a dateline: short, and a new sentence follows the dash."""
    if not place or not after[:1]:
        return False
    short = len(place.split()) <= 3 and len(place) <= 30
    shouted = place.isupper() and len(place) > 2
    fresh = after[0].isupper() or after[0] in "\"“„«‘'¿¡" or not after[0].isascii()
    return short and fresh and (shouted or dated or place.istitle() or not place[0].isascii())
