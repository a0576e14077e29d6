"""Which spans touch a stretch of text, without looking at the others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

#: Bucket sizes of the levels, as shifts: 1,024, 65,536 and 4,194,304 code points.
_LEVELS: Final = (10, 16, 22)
#: A span that would lie in more buckets than this goes one level up.
_WIDE: Final = 32

#: Intervals in a group of `SortedIntervals`.
_GROUP: Final = 64

_Key = TypeVar("_Key")


class Entry(NamedTuple, Generic[_Key]):
    """A half-open interval of code points and what it stands for."""

    start: int
    end: int
    key: _Key


class IntervalIndex(Generic[_Key]):
    """Half-open intervals in buckets of 1,024 code points; long ones in larger buckets.

    Adding, removing and asking cost what the asked stretch holds, whatever lies elsewhere.
    """

    __slots__ = ("_levels", "_size")

    def __init__(self) -> None:
        self._levels: list[dict[int, list[Entry[_Key]]]] = [{} for _ in _LEVELS]
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def add(self, start: int, end: int, key: _Key) -> None:
        """Take in one interval; the same interval and key may be there only once."""
        entry = Entry(start, end, key)
        level, first, last = _place(start, end)
        buckets = self._levels[level]
        for number in range(first, last + 1):
            held = buckets.get(number)
            if held is None:
                buckets[number] = [entry]
            else:
                held.append(entry)
        self._size += 1

    def remove(self, start: int, end: int, key: _Key) -> None:
        """Take out one interval. Raises `KeyError` when it is not there."""
        entry = Entry(start, end, key)
        level, first, last = _place(start, end)
        for number in range(first, last + 1):
            held = self._levels[level].get(number, [])
            if entry not in held:
                raise KeyError(key)
            held.remove(entry)
        self._size -= 1

    def touching(self, start: int, end: int) -> Iterator[Entry[_Key]]:
        """Each interval that shares a code point with `start`..`end`, once, in no order."""
        for shift, buckets in zip(_LEVELS, self._levels, strict=True):
            if not buckets:
                continue
            low = start >> shift
            for number in range(low, (max(start, end - 1) >> shift) + 1):
                for entry in buckets.get(number, ()):
                    if entry.start < end and entry.end > start and max(low, entry.start >> shift) == number:
                        yield entry


def _place(start: int, end: int) -> tuple[int, int, int]:
    """The level for an interval, and its first and last bucket there."""
    last_code = max(start, end - 1)
    for level, shift in enumerate(_LEVELS[:-1]):
        if (last_code >> shift) - (start >> shift) < _WIDE:
            return level, start >> shift, last_code >> shift
    return len(_LEVELS) - 1, start >> _LEVELS[-1], last_code >> _LEVELS[-1]


class SortedIntervals(Generic[_Key]):
    """Half-open intervals that came sorted by their start: quick to take in, for they are kept as they are.

    Only the greatest end of each 64, and of each 64 times 64, is noted beside them.
    """

    __slots__ = ("_ends", "_greatest", "_greatest_far", "_keys", "_starts")

    def __init__(self, starts: Sequence[int], ends: Sequence[int], keys: Sequence[_Key]) -> None:
        self._starts, self._ends, self._keys = starts, ends, keys
        self._greatest = _greatest(ends)
        self._greatest_far = _greatest(self._greatest)

    def touching(self, start: int, end: int) -> Iterator[_Key]:
        """The keys of the intervals that share a code point with `start`..`end`, in order."""
        stop = bisect_left(self._starts, end)
        for far in range(-(-stop // _GROUP**2)):
            if self._greatest_far[far] <= start:
                continue
            for near in range(far * _GROUP, min((far + 1) * _GROUP, -(-stop // _GROUP))):
                if self._greatest[near] > start:
                    for at in range(near * _GROUP, min((near + 1) * _GROUP, stop)):
                        if self._ends[at] > start:
                            yield self._keys[at]


def _greatest(ends: Sequence[int]) -> list[int]:
    return [max(ends[at : at + _GROUP]) for at in range(0, len(ends), _GROUP)]
