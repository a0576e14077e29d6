"""Where two texts differ, word by word, in any script."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from annotator.model.annotation import Span
from annotator.model.moving import equal_blocks

if TYPE_CHECKING:
    from regex import Pattern

#: Up to this product of the numbers of words they are compared as a whole (some 50 MB for a moment).
_MOST: Final = 400_000_000
#: Scripts that do not part their words: each letter is compared by itself.
_UNPARTED: Final = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*"


def word_differences(one: str, other: str) -> tuple[list[Span], list[Span]]:
    """The stretches of each text that the other one does not have: code points, half-open, whole words.

    White space does not count, but what stands between two words that both differ is part of the stretch.
    """
    from rapidfuzz.distance import Indel

    ours, theirs = _words(one), _words(other)
    if len(ours) * len(theirs) > _MOST:
        return _by_letter(one, other)
    words = [one[start:end] for start, end in ours], [other[start:end] for start, end in theirs]
    gone: list[Span] = []
    new: list[Span] = []
    for step in Indel.opcodes(*words):
        if step.tag == "delete":
            gone.append(_hull(ours[step.src_start : step.src_end]))
        elif step.tag == "insert":
            new.append(_hull(theirs[step.dest_start : step.dest_end]))
    return gone, new


def _words(text: str) -> list[Span]:
    return [Span(*found.span()) for found in _word().finditer(text)]


@functools.cache
def _word() -> Pattern[str]:
    import regex

    return regex.compile(rf"{_UNPARTED}|[\w\p{{M}}]+|[^\s\w]\p{{M}}*")


def _hull(spans: Sequence[Span]) -> Span:
    return Span(spans[0].start, spans[-1].end)


def _by_letter(one: str, other: str) -> tuple[list[Span], list[Span]]:
    gone: list[Span] = []
    new: list[Span] = []
    at = there = 0
    for block in [*equal_blocks(one, other), None]:
        old, fresh = (block.old, block.new) if block else (len(one), len(other))
        if at < old:
            gone.append(Span(at, old))
        if there < fresh:
            new.append(Span(there, fresh))
        if block:
            at, there = block.old + block.length, block.new + block.length
    return gone, new
