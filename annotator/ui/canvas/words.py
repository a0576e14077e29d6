"""Where words begin and end: as in the model, but for Thai as Qt's dictionary says where it has one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Final

from PySide6.QtCore import QTextBoundaryFinder

from annotator.model import text as plain
from annotator.model.annotation import Span

#: Thai parts no words by spaces; Unicode's rules (UAX 29) leave it to a dictionary (libthai on Linux).
_THAI: Final = re.compile("[\u0e00-\u0e7f]+")
#: How far a run of Thai letters is looked at on each side (code points).
_REACH: Final = 400


def word_at(text: str, at: int) -> Span:
    """The word that holds the place `at`, or ends there; code points, half-open."""
    found = plain.word_at(text, at)
    edges = _edges(text, found.start) if found.start < found.end else []
    if not edges:
        return found
    number = max(1, min(bisect_right(edges, at), len(edges) - 1))
    return Span(edges[number - 1], edges[number])


def next_word(text: str, at: int) -> int:
    """The end of the word at `at` or after it."""
    end = plain.next_word(text, at)
    edges = _edges(text, max(at, end - 1))
    number = bisect_right(edges, at)
    return edges[number] if 0 < number < len(edges) or (edges and edges[0] > at) else end


def previous_word(text: str, at: int) -> int:
    """The start of the word before `at`."""
    start = plain.previous_word(text, at)
    edges = _edges(text, start)
    number = bisect_left(edges, at) - 1
    return edges[number] if number >= 0 else start


def _edges(text: str, at: int) -> list[int]:
    """The places between the words of the Thai run that holds the code point `at`; none without one."""
    if _THAI.match(text, at) is None:
        return []
    low = max(0, at - _REACH)
    run = next(one for one in _THAI.finditer(text, low, at + _REACH) if one.end() > at)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Word, run.group())
    edges = [run.start()]
    while (place := finder.toNextBoundary()) != -1:
        edges.append(run.start() + place)
    return edges
