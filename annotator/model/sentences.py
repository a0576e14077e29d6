"""Where sentences end inside one line of news text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import regex

#: Before a name or a number, never at a sentence's end: titles, ranks, references. Without their full stop:
#: Indonesian and Malay; English; German and Dutch; French, Spanish, Portuguese and Italian.
_TITLES: Final = frozenset(
    """
    Prof dr Dr Drs Dra Ir H Hj KH Tn Ny Nn Sdr Sdri Jl Jln Gg No Kab Kec Kel Kol Letjen Letkol Brigjen Mayjen
    Komjen Irjen Kombes Kompol Ipda Iptu Bripka Tgk Ust
    Mr Mrs Ms Messrs Rev Hon Gen Lt Col Maj Capt Cpl Sgt Adm Cmdr Gov Sen Rep Pres St Mt Ft Nos Vol vol pp p
    Fig fig Eq eq vs cf al approx Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Okt Des Rp hlm
    Hr Fr Frl Dipl Ing Abs Art Nr Bd Bhf Str bzw vgl ca evtl ggf inkl sog dhr mevr mr mw
    M MM Mme Mmes Mlle Me Mgr Sr Sra Srta Sres Dña Dª Lic Exmo Exma Dott Sig Avv On Ste
    """.split()  # noqa: SIM905 - a list of words reads better as words
)

#: Initials that a capital letter may follow as the next sentence.
_HOURS: Final = frozenset({"a.m", "p.m"})

#: Full stops that may only close an abbreviation or a list number.
_STOPS: Final = frozenset({".", "．"})

#: Longer than any abbreviation.
_LONGEST: Final = 24

#: After a German ordinal: am 26. April.
_MONTHS: Final = (
    "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhundert"
)


@cache
def _end() -> regex.Pattern[str]:
    """A terminator with what closes the sentence after it; group 1 needs white space to follow.

    A French » closes after a space. A Japanese quotation that と takes up goes on.
    """
    import regex

    closing = r"[\p{Pe}\p{Pf}\p{Pi}\"']"
    return regex.compile(
        rf"([.!?…]++{closing}*+(?:[ \u00a0\u202f]»)?(?=\s|\Z))"
        rf"|[\p{{STerm}}--[.!?]][\p{{STerm}}…]*+(?:(?!{closing})|{closing}++(?!と|って))",
        regex.V1,
    )


@cache
def _before() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"[\p{L}\p{M}\p{N}.]*\Z")


@cache
def _follower() -> regex.Pattern[str]:
    import regex

    return regex.compile(
        rf"[\p{{Ps}}\p{{Pi}}\p{{Pf}}\"'\s—–-]*(?:(?P<lower>\p{{Ll}})|(?P<month>(?:{_MONTHS})\b))?"
    )


def sentence_ends(line: str) -> list[int]:
    """The places (code points) after each sentence of the line and the white space behind it.

    A full stop, question or exclamation mark ends a sentence when white space follows, together with
    the quotes and brackets that close there; not after an abbreviation, an initial, a list number or a
    German ordinal, and not when a lower-case letter goes on (“Why?” he asked). The terminators of other
    scripts (。！？ ؟ । ።, Unicode's Sentence_Terminal) need no white space. The line's end is not in the list
    unless a terminator stands there.
    """
    ends: list[int] = []
    for match in _end().finditer(line):
        if (match.group(1) or match.group() in _STOPS) and _goes_on(line, match):
            continue
        end = match.end()
        while end < len(line) and line[end].isspace():
            end += 1
        ends.append(end)
    return ends


def _goes_on(line: str, match: regex.Match[str]) -> bool:
    """Whether the sentence continues after this terminator."""
    follower = _follower().match(line, match.end())
    if follower.group("lower"):
        return True
    if match.group().rstrip("\"'”’»)]") not in _STOPS:
        return False
    word = _before().search(line, max(0, match.start() - _LONGEST), match.start()).group()
    if word.isdigit():
        return bool(follower.group("month")) or line[: match.start()].strip() == word
    return word in _TITLES or (_initials(word) and word not in _HOURS)


def _initials(word: str) -> bool:
    """One letter, or letters with full stops between (J., U.S., z.B., a.n.)."""
    return all(len(part) == 1 and part.isalpha() for part in word.split("."))
