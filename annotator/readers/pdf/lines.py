"""From the lines of PDF pages to paragraphs: running heads out, cut lines and hyphenated words joined.

A PDF knows glyphs and places, no paragraphs. All lengths here are PDF points; y grows upwards.
"""

from __future__ import annotations

import itertools
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of text as it stands on a page; `height` is the font's, `page` counts from 0."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    height: float
    page_height: float


#: Running heads and page numbers stand in these outer parts of a page.
_MARGIN: Final = 0.12
_PAGE_NUMBER: Final = re.compile(r"\W*(?:\w{1,12}\.?\s)?\d{1,4}(?:\s?(?:/|of|von|de|dari)\s?\d{1,4})?\W*")
#: A hyphen at the end of a line, as pdfium marks it, and soft hyphens.
_HYPHENS: Final = ("\ufffe", "\x02", "\u00ad")
_STOPS: Final = (".", "!", "?", "…", "。", "！", "？", ":", "؟", "।", "”", "»", '"')
#: Glyphs that stand for other letters: ligatures, Arabic presentation forms, Kangxi radicals.
_GLYPHS: Final = re.compile("[\u2f00-\u2fd5\ufb00-\ufb06\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]")
_RTL_POINT: Final = re.compile(r"\s*([.،؛:!؟]+)(?=\S)")


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """The paragraphs of the lines, in their order, without running heads and page numbers."""
    kept = _without_running_heads(lines)
    if not kept:
        return []
    spacing = _spacing(kept)
    words = _Words(kept)
    pages: dict[int, list[Line]] = {}
    for line in kept:
        pages.setdefault(line.page, []).append(line)
    text = [_tidy(kept[0].text)]
    for place in range(1, len(kept)):
        before, line = kept[place - 1], kept[place]
        following = kept[place + 1] if place + 1 < len(kept) else None
        if _continues(before, line, following, pages[before.page], spacing):
            text[-1] = words.joined(text[-1], _tidy(line.text))
        else:
            text.append(_tidy(line.text))
    return [_clean(paragraph) for paragraph in text if paragraph.strip()]


def headline(lines: Sequence[Line]) -> str:
    """The lines in the largest type of the first page, when clearly larger than the rest; else ""."""
    first = [line for line in lines if line.page == 0 and line.text.strip()]
    if len(first) < 3:
        return ""
    body = _common_height(lines)
    largest = max(line.height for line in first)
    chosen = [line for line in first if line.height > 0.94 * largest]
    words = " ".join(_clean(_tidy(line.text)) for line in chosen)
    return words if largest > 1.25 * body and len(words) <= 250 and len(chosen) <= 4 else ""


def plain_letters(text: str) -> str:
    """The text with ligatures and other glyphs as the letters that they stand for."""
    return _GLYPHS.sub(lambda glyph: unicodedata.normalize("NFKC", glyph[0]), text)


def _without_running_heads(lines: Sequence[Line]) -> list[Line]:
    pages = len({line.page for line in lines})
    outer = [line for line in lines if _is_outer(line)]
    seen = Counter((_pattern(line), round(line.bottom / 6)) for line in outer)
    return [
        line
        for line in lines
        if not _is_outer(line)
        or not (
            _PAGE_NUMBER.fullmatch(line.text.strip())
            or (pages > 1 and seen[_pattern(line), round(line.bottom / 6)] >= max(2, pages // 2))
        )
    ]


def _is_outer(line: Line) -> bool:
    return not _MARGIN * line.page_height < line.bottom < (1 - _MARGIN) * line.page_height


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.split()))


def _common_height(lines: Iterable[Line]) -> float:
    """The height of the type that most characters are set in."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(line.height, 1)] += len(line.text)
    return counts.most_common(1)[0][0]


def _spacing(lines: Sequence[Line]) -> float:
    """The usual distance of lines, in heights of the type."""
    gaps = [
        (before.bottom - line.bottom) / line.height
        for before, line in itertools.pairwise(lines)
        if before.page == line.page and 0 < before.bottom - line.bottom < 3 * line.height
    ]
    return statistics.median_low(sorted(gaps)) if gaps else 1.2


def _continues(
    before: Line, line: Line, following: Line | None, page: Sequence[Line], spacing: float
) -> bool:
    """Whether the line goes on with the paragraph of the one before, of whose `page` all lines are given."""
    if not 0.88 < line.height / before.height < 1.14:
        return False
    if before.text.rstrip().endswith((*_HYPHENS, "-")):
        return True
    gap = before.bottom - line.bottom
    full = _is_full(before, line, page)
    if before.page != line.page or gap < -0.5 * line.height:
        # a new page or column: the sentence goes on when it has not ended
        return full and not before.text.rstrip().endswith(_STOPS)
    if gap > 1.3 * spacing * line.height:
        return False
    return full and not _is_indented(before, line, following)


def _is_full(before: Line, line: Line, page: Sequence[Line]) -> bool:
    """Whether the first word of the next line would not have fitted into the line before."""
    start, end = _edges(before)
    ends = [
        _edges(other)[1]
        for other in page
        if 0.88 < other.height / before.height < 1.14 and abs(_edges(other)[0] - start) < 4 * before.height
    ]
    words = line.text.split()
    first = 1 if words and _is_east_asian(words[0][0]) else len(words[0]) if words else 0
    width = (line.right - line.left) / max(len(line.text), 1)
    return end + (first + 1) * width > max(ends) - 0.5 * before.height


def _is_indented(before: Line, line: Line, following: Line | None) -> bool:
    """Whether the line begins further in than its neighbours, as the first line of a paragraph does."""
    start = _edges(line)[0]
    margins = [_edges(before)[0]]
    if following is not None and following.page == line.page and following.bottom < line.bottom:
        margins.append(_edges(following)[0])
    return all(start - margin > 0.6 * line.height for margin in margins)


def _edges(line: Line) -> tuple[float, float]:
    """Where the line begins and ends in its own direction of writing."""
    return (-line.right, -line.left) if _is_rtl(line.text) else (line.left, line.right)


def _is_rtl(text: str) -> bool:
    sides = [unicodedata.bidirectional(sign) for sign in text[:60]]
    return sum(side in {"R", "AL"} for side in sides) > sum(side == "L" for side in sides)


def _is_east_asian(sign: str) -> bool:
    return "\u2e80" <= sign <= "\u9fff" or "\uff00" <= sign <= "\uffef"


def _tidy(text: str) -> str:
    """A line without spaces around; a full stop that stands before a right-to-left line put behind it."""
    line = text.strip()
    point = _RTL_POINT.match(line) if line[:1] in ".،؛:!؟" and _is_rtl(line) else None
    return f"{line[point.end() :]}{point[1]}" if point else line


def _clean(paragraph: str) -> str:
    return re.sub("[ \t]{2,}", " ", plain_letters(paragraph.rstrip("".join(_HYPHENS))))


class _Words:
    """Joins lines; for words that were hyphenated it looks how they stand elsewhere in the document."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._known = {
            word.casefold() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text)
        }

    def joined(self, paragraph: str, line: str) -> str:
        if paragraph.endswith(_HYPHENS):
            return self._rejoined(paragraph[:-1], line)
        if paragraph.endswith("-") and not paragraph.endswith((" -", "--")):
            return paragraph + line
        if paragraph and line and _is_east_asian(paragraph[-1]) and _is_east_asian(line[0]):
            return paragraph + line
        return f"{paragraph} {line}"

    def _rejoined(self, paragraph: str, line: str) -> str:
        """A word cut by a hyphen: the hyphen stays where the word is written with one elsewhere, or before a
        capital or digit.
        """
        head = re.search(r"[^\W\d_]+\Z", paragraph)
        tail = re.match(r"[^\W\d_]+", line)
        if not head or not tail or tail[0][0].isupper():
            return f"{paragraph}-{line}"
        whole, hyphened = (f"{head[0]}{sign}{tail[0]}".casefold() for sign in ("", "-"))
        kept = hyphened in self._known and whole not in self._known
        return f"{paragraph}{'-' if kept else ''}{line}"
