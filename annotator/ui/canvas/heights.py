"""Where each block of a text begins, when heights are known or guessed one by one."""

from __future__ import annotations

from collections.abc import Sequence


class Heights:
    """Heights of blocks in pixels with quick sums: a Fenwick tree (P. Fenwick, 1994).

    Setting a height, the top of a block and the block at a place each take O(log n).
    """

    __slots__ = ("_heights", "_size", "_step", "_tree", "total")

    def __init__(self, heights: Sequence[float]) -> None:
        self._heights = list(heights)
        self._size = len(self._heights)
        self._tree = [0.0, *self._heights]
        for index in range(1, self._size + 1):
            above = index + (index & -index)
            if above <= self._size:
                self._tree[above] += self._tree[index]
        self._step = 1 << max(0, self._size.bit_length() - 1)
        self.total = sum(self._heights)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, number: int) -> float:
        return self._heights[number]

    def set(self, number: int, height: float) -> float:
        """Give a block another height; returns by how much it grew."""
        grown = height - self._heights[number]
        if grown:
            self._heights[number] = height
            self.total += grown
            index = number + 1
            while index <= self._size:
                self._tree[index] += grown
                index += index & -index
        return grown

    def top(self, number: int) -> float:
        """The sum of the heights of the blocks before `number`."""
        result, index = 0.0, number
        while index:
            result += self._tree[index]
            index &= index - 1
        return result

    def find(self, y: float) -> int:
        """The block at `y`: the last one whose top is not below it; 0 above all, the last below all."""
        index, step, rest = 0, self._step, y
        while step:
            up = index + step
            if up <= self._size and self._tree[up] <= rest:
                index = up
                rest -= self._tree[up]
            step >>= 1
        return min(index, self._size - 1)
