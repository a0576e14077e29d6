"""SQLite's pages read without SQLite, so that one broken page costs only what stands on it.

The format: https://sqlite.org/fileformat2.html. Nothing is executed, and every number of the file is taken
for a lie until it fits.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

Value = None | int | float | str | bytes

INTERIOR: Final = 5
LEAF: Final = 13

_SIZES: Final = (4096, 512, 1024, 2048, 8192, 16384, 32768)
#: Bytes of the whole numbers of serial types 0 (NULL) to 6.
_WIDTHS: Final = (0, 1, 2, 3, 4, 6, 8)


class Cell(NamedTuple):
    """One row of a table: its key and its stored values; `mended` when letters had to be replaced."""

    key: int
    values: list[Value]
    mended: bool


class Pages:
    """The pages of a database file, numbered from 1. Whatever is asked, nothing raises but `ValueError`."""

    def __init__(self, data: bytes | memoryview) -> None:
        self._data = memoryview(data)
        self.size = self._page_size()
        self.count = -(-len(data) // self.size)
        # bytes of rows still to be read: rows that all claim to be as long as the file would take for ever
        self._patience = 8 * len(data) + (1 << 26)

    def close(self) -> None:
        """Let go of the data."""
        self._data.release()

    def kind(self, page: int) -> int:
        """What the page says it is: `INTERIOR` or `LEAF` of a table, or something else."""
        at = self._start(page)
        return self._data[at] if at < len(self._data) else 0

    def children(self, page: int) -> list[int]:
        """The pages below an interior page, in key order."""
        below = [self._number((page - 1) * self.size + place) for place in self._cells(page, head=12)]
        return [*below, self._number(self._start(page) + 8)]

    def rows(self, page: int) -> Iterator[Cell | ValueError]:
        """The rows on a leaf, in key order; an error in the place of a row that is broken."""
        try:
            places = self._cells(page, head=8)
        except ValueError as error:
            yield error
            return
        for place in places:
            try:
                yield self._row((page - 1) * self.size + place)
            except (ValueError, IndexError) as error:
                yield ValueError(str(error))

    def free(self) -> set[int]:
        """The pages on the free list: what stands there was deleted."""
        found: set[int] = set()
        trunk = self._number(32)
        while 0 < trunk <= self.count and trunk not in found:
            found.add(trunk)
            at = (trunk - 1) * self.size
            count = min(self._number(at + 4), self.size // 4 - 2)
            found.update(self._number(at + 8 + 4 * one) for one in range(count))
            trunk = self._number(at)
        return found

    def _page_size(self) -> int:
        said = int.from_bytes(self._data[16:18], "big")
        return 65536 if said == 1 else said if said in _SIZES else _SIZES[0]

    def _start(self, page: int) -> int:
        """Where the page's own head is: behind the file's on the first one."""
        if not 1 <= page <= self.count:
            raise ValueError(f"there is no page {page}")
        return (page - 1) * self.size + (100 if page == 1 else 0)

    def _cells(self, page: int, *, head: int) -> list[int]:
        """Where the cells of a page begin, counted from the page's beginning."""
        start = self._start(page)
        count = int.from_bytes(self._data[start + 3 : start + 5], "big")
        first = start + head
        if first + 2 * count > min(page * self.size, len(self._data)):
            raise ValueError("its list of cells is broken or cut off")
        places = struct.unpack_from(f">{count}H", self._data, first)
        lowest = first + 2 * count - (page - 1) * self.size
        return [place for place in places if lowest <= place <= self.size - 4]

    def _number(self, at: int) -> int:
        return int.from_bytes(self._data[at : at + 4], "big")

    def _row(self, at: int) -> Cell:
        length, at = _varint(self._data, at)
        key, at = _varint(self._data, at)
        self._patience -= length
        if not 0 < length <= len(self._data) or self._patience < 0:
            raise ValueError("it claims to be longer than the file")
        values, mended = _record(self._payload(at, length))
        return Cell(key, values, mended)

    def _payload(self, at: int, length: int) -> bytes:
        """The bytes of a row, with those that stand on overflow pages (section 1.6)."""
        most = self.size - 35
        if length <= most:
            return bytes(self._data[at : at + length])
        least = (self.size - 12) * 32 // 255 - 23
        here = least + (length - least) % (self.size - 4)
        here = here if here <= most else least
        parts, page = [bytes(self._data[at : at + here])], self._number(at + here)
        for missing in range(length - here, 0, 4 - self.size):
            if not 1 <= page <= self.count:
                raise ValueError("it is cut off")
            start = (page - 1) * self.size
            parts.append(bytes(self._data[start + 4 : start + 4 + min(missing, self.size - 4)]))
            page = self._number(start)
        return b"".join(parts)


def _record(payload: bytes) -> tuple[list[Value], bool]:
    """The values of a record (section 2.1), and whether letters in them had to be replaced.

    Raises `ValueError` or `IndexError` unless head and values fill the record to the byte.
    """
    end, at = _varint(payload, 0)
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    if at != end or sum(map(_width, kinds)) != len(payload) - end:
        raise ValueError("its values do not fill it")
    values: list[Value] = []
    for kind in kinds:
        width = _width(kind)
        values.append(_value(kind, payload[at : at + width]))
        at += width
    return values, _is_mended(payload, values)


def _is_mended(payload: bytes, values: list[Value]) -> bool:
    """Whether more letters stand for broken ones than the file itself holds."""
    sign = "\N{REPLACEMENT CHARACTER}"
    return sum(one.count(sign) for one in values if isinstance(one, str)) > payload.count(sign.encode())


def _varint(data: bytes | memoryview, at: int) -> tuple[int, int]:
    """The number of variable length, and the place behind it (section 1.6)."""
    value = 0
    for place in range(at, at + 8):
        byte = data[place]
        value = value << 7 | byte & 127
        if byte < 128:
            return value, place + 1
    value = value << 8 | data[at + 8]
    return (value - (1 << 64) if value >> 63 else value), at + 9


def _width(kind: int) -> int:
    if kind < 0 or kind in {10, 11}:
        raise ValueError("a value is of no known kind")
    if kind >= 12:
        return (kind - 12) // 2
    return 8 if kind == 7 else _WIDTHS[kind] if kind < 7 else 0


def _value(kind: int, data: bytes) -> Value:
    if kind >= 12:
        return data.decode("utf-8", "replace") if kind % 2 else data
    if kind == 7:
        return float(struct.unpack(">d", data)[0])
    if kind in {8, 9}:
        return kind - 8
    return int.from_bytes(data, "big", signed=True) if kind else None
