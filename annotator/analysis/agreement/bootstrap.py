"""Bootstrap by article: articles drawn anew with replacement, only their sums added up, seeded."""

from __future__ import annotations

import bisect
import math
import random
import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

#: Bits of one sum, and its type code in `struct`; a wider sum takes several of the last.
_WIDTHS: Final = ((16, "H"), (32, "I"), (64, "Q"))


class Resampler:
    """Draws articles with replacement and adds up their sums.

    An article is a mapping of the numbers of its sums (0 to `count` - 1) to amounts, none negative. Each
    article's sums are packed side by side into one long whole number, every sum with room for the greatest
    total that a round can reach. Adding up a round is then one addition for each article, whatever the
    number of sums, and nothing is rounded: 1,000 rounds over 1,000 articles with 3,000 sums take 2 s.
    `place` says where in a round's sums the sum of each number stands.
    """

    def __init__(self, articles: Sequence[Mapping[int, int]], count: int) -> None:
        greatest = [0] * count
        for article in articles:
            for number, amount in article.items():
                if amount > greatest[number]:  # noqa: PLR1730 - a million times; max() takes three times as long
                    greatest[number] = amount
        bits = [(amount * len(articles)).bit_length() for amount in greatest]
        edges = [*(width for width, _ in _WIDTHS), math.inf]
        groups: list[list[int]] = [[] for _ in edges]
        for number, needed in enumerate(bits):
            groups[bisect.bisect_left(edges, needed)].append(number)
        order = [number for group in groups for number in group]
        self.place = {number: place for place, number in enumerate(order)}
        self._narrow = count - len(groups[-1])
        self._words = -(-max((bits[number] for number in groups[-1]), default=0) // 64)
        codes = [f"{len(group)}{code}" for group, (_, code) in zip(groups, _WIDTHS, strict=False)]
        self._layout = struct.Struct(f"<{''.join(codes)}{len(groups[-1]) * self._words}Q")
        self._packed = [self._pack(article) for article in articles]

    def rounds(self, count: int, seed: int) -> Iterator[Sequence[int]]:
        """The sums of `count` rounds; the same seed gives the same rounds."""
        draw = random.Random(seed)
        for _ in range(count):
            yield self._unpack(sum(draw.choices(self._packed, k=len(self._packed))))

    def _pack(self, article: Mapping[int, int]) -> int:
        amounts = [0] * len(self.place)
        for number, amount in article.items():
            amounts[self.place[number]] = amount
        words = [
            amount >> (64 * word) & 0xFFFF_FFFF_FFFF_FFFF
            for amount in amounts[self._narrow :]
            for word in range(self._words)
        ]
        return int.from_bytes(self._layout.pack(*amounts[: self._narrow], *words), "little")

    def _unpack(self, total: int) -> Sequence[int]:
        sums = self._layout.unpack(total.to_bytes(self._layout.size, "little"))
        if not self._words:
            return sums
        wide = sums[self._narrow :]
        joined = [
            sum(wide[place + word] << (64 * word) for word in range(self._words))
            for place in range(0, len(wide), self._words)
        ]
        return [*sums[: self._narrow], *joined]


def interval(values: Sequence[float], *, level: float = 0.95) -> tuple[float, float] | None:
    """The percentile interval of the rounds' values (Efron 1979), None where there are none.

    Between two values the quantile is linear (Hyndman & Fan 1996, type 7).
    """
    if not values:
        return None
    ordered = sorted(values)
    tail = (1 - level) / 2
    return _quantile(ordered, tail), _quantile(ordered, 1 - tail)


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
