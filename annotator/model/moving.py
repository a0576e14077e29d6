"""Where the marks of a text stand in a changed one: what stayed, moved, is doubtful, or is lost."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

import msgspec

from annotator.model.anchoring import Anchor, reanchor
from annotator.model.annotation import Span

#: Code points of context that are kept on either side of a quote.
CONTEXT: Final = 32
#: A mark that is itself unchanged is where the comparison says when so much beside it is unchanged too.
_BESIDE: Final = 8
#: Two changed stretches are compared letter by letter up to this product of their lengths.
_BY_LETTER: Final = 40_000_000

#: How a mark fares. "same": nothing changes. "moved": its text is the same, elsewhere. "changed": its text
#: changes, its place is clear. "doubtful": a person should look. "lost": its text is gone.
Fate = Literal["same", "moved", "changed", "doubtful", "lost"]
FATES: Final[tuple[Fate, ...]] = ("same", "moved", "changed", "doubtful", "lost")


class Block(NamedTuple):
    """A stretch that both texts have: where it starts in the old and the new one, and its length."""

    old: int
    new: int
    length: int


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """Where one stretch of the old text stands in the new one; `span` is None when it is lost."""

    span: Span | None
    fate: Fate


class TextChange:
    """Two texts and the stretches that they share; spans are code points, half-open.

    `blocks` are known where somebody has watched the text being edited, else the texts are compared.
    """

    def __init__(self, old: str, new: str, blocks: Iterable[Block] | None = None) -> None:
        self.old = old
        self.new = new
        self.blocks = list(equal_blocks(old, new) if blocks is None else blocks)
        self._starts = [block.old for block in self.blocks]

    def move(self, span: Span) -> Moved:
        """Where the stretch stands now. Raises `ValueError` when it is no stretch of the old text."""
        if not 0 <= span.start < span.end <= len(self.old):
            raise ValueError(f"the span {span.start}–{span.end} is not in the old text")
        known = self._inside_one_block(span)
        if known is not None:
            return Moved(span=known, fate="same" if known == span else "moved")
        return self._changed(span) or self._sought(span)

    def _inside_one_block(self, span: Span) -> Span | None:
        block = self._block_at(span.start)
        if block is None or span.end > block.old + block.length:
            return None
        found = _shifted(span, block.new - block.old)
        before = span.start - block.old
        after = block.old + block.length - span.end
        alone = before < min(_BESIDE, span.start) and after < min(_BESIDE, len(self.old) - span.end)
        return None if alone and not self._sure(span, found) else found

    def _sure(self, span: Span, found: Span) -> bool:
        """Whether an unchanged stretch between two changes is that stretch and no chance likeness."""
        anchor = self._anchor(span)
        return anchor is not None and anchor.span == found

    def _changed(self, span: Span) -> Moved | None:
        """Both its ends are there, or just beside a change; something between them has changed."""
        start, end = self._start_of(span.start), self._end_of(span.end)
        if start is None or end is None or start >= end:
            return None
        kept = sum(min(one.old + one.length, span.end) - max(one.old, span.start) for one in self._over(span))
        if 2 * kept < max(span.end - span.start, end - start):
            return None
        same = self.old[span.start : span.end] == self.new[start:end]
        return Moved(span=Span(start, end), fate="moved" if same else "changed")

    def _start_of(self, at: int) -> int | None:
        """Where a stretch that begins there begins now; None when that letter was inside what changed."""
        block = self._block_at(at)
        if block is not None:
            return at + block.new - block.old
        before = self._block_at(at - 1) if at else Block(0, 0, 0)
        return None if before is None else before.new + at - before.old

    def _end_of(self, at: int) -> int | None:
        """Where a stretch that ends there ends now; None when that letter was inside what changed."""
        block = self._block_at(at - 1)
        if block is not None:
            return at + block.new - block.old
        after = self._block_at(at) if at < len(self.old) else Block(at, len(self.new), 0)
        return None if after is None else after.new + at - after.old

    def _sought(self, span: Span) -> Moved:
        anchor = self._anchor(span)
        if anchor is None:
            return Moved(span=None, fate="lost")
        if anchor.doubtful:
            return Moved(span=anchor.span, fate="doubtful")
        return Moved(span=anchor.span, fate="same" if anchor.span == span else "moved")

    def _anchor(self, span: Span) -> Anchor | None:
        old = self.old
        return reanchor(
            old[span.start : span.end],
            before=old[max(0, span.start - CONTEXT) : span.start],
            after=old[span.end : span.end + CONTEXT],
            near=self.place(span.start),
            text=self.new,
        )

    def place(self, at: int) -> int:
        """About where a place of the old text is in the new one."""
        known = bisect_right(self._starts, at) - 1
        if known < 0:
            return 0
        block = self.blocks[known]
        return block.new + min(at - block.old, block.length)

    def _block_at(self, at: int) -> Block | None:
        known = bisect_right(self._starts, at) - 1
        block = self.blocks[known] if known >= 0 else None
        return block if block is not None and at < block.old + block.length else None

    def _over(self, span: Span) -> list[Block]:
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_right(self._starts, span.end - 1)
        return [one for one in self.blocks[first:last] if one.old + one.length > span.start]


def worst(fates: Iterable[Fate]) -> Fate:
    """The worst of several fates; "same" of none."""
    return max(fates, key=FATES.index, default="same")


def edited(blocks: Sequence[Block], at: int, removed: int, added: int) -> list[Block]:
    """The blocks after `removed` code points of the new text were replaced at `at` by `added` others."""
    after: list[Block] = []
    for old, new, length in blocks:
        head = min(length, max(0, at - new))
        tail = min(length, max(0, new + length - at - removed))
        if head:
            after.append(Block(old, new, head))
        if tail and (head < length):
            skipped = length - tail
            after.append(Block(old + skipped, new + skipped + added - removed, tail))
    return after


def equal_blocks(old: str, new: str) -> list[Block]:
    """The stretches that two texts share, in order: line by line first, then letter by letter."""
    found: list[Block] = []
    old_at = new_at = 0
    for block in [*_equal_lines(old, new), Block(len(old), len(new), 0)]:
        if old_at < block.old and new_at < block.new:
            inner = _inside(old[old_at : block.old], new[new_at : block.new])
            found += [Block(old_at + a, new_at + b, size) for a, b, size in inner]
        if block.length:
            found.append(block)
        old_at, new_at = block.old + block.length, block.new + block.length
    return _joined(found)


def _equal_lines(old: str, new: str) -> Iterator[Block]:
    from rapidfuzz.distance import Indel

    olds, news = old.splitlines(keepends=True), new.splitlines(keepends=True)
    old_at, new_at = _starts(olds), _starts(news)
    for one in Indel.opcodes(olds, news) if olds and news else ():
        if one.tag == "equal":
            start, end = old_at[one.src_start], old_at[one.src_end]
            yield Block(start, new_at[one.dest_start], end - start)


def _starts(parts: Sequence[str]) -> list[int]:
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + len(part))
    return starts


def _inside(old: str, new: str) -> list[Block]:
    from rapidfuzz.distance import Indel

    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    found = [Block(0, 0, head)] if head else []
    a, b = old[head : len(old) - tail], new[head : len(new) - tail]
    if a and b and len(a) * len(b) <= _BY_LETTER:
        found += [
            Block(head + one.src_start, head + one.dest_start, one.src_end - one.src_start)
            for one in Indel.opcodes(a, b)
            if one.tag == "equal"
        ]
    if tail:
        found.append(Block(len(old) - tail, len(new) - tail, tail))
    return found


def _common(one: str, other: str) -> int:
    """Length of the beginning that two texts share."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _joined(blocks: Sequence[Block]) -> list[Block]:
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last and last.old + last.length == block.old and last.new + last.length == block.new:
            joined[-1] = Block(last.old, last.new, last.length + block.length)
        else:
            joined.append(block)
    return joined


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
