"""Which marks touch a stretch of text, against looking at every mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.canvas.index import IntervalIndex, SortedIntervals

places = st.integers(0, 200_000)
intervals = st.lists(
    st.tuples(places, st.one_of(st.integers(1, 40), st.integers(1, 150_000))).map(
        lambda one: (one[0], sum(one))
    ),
    max_size=30,
)


def touching(rows: list[tuple[int, int]], start: int, end: int) -> list[int]:
    return [number for number, (a, b) in enumerate(rows) if a < end and b > start]


@given(intervals, places, st.integers(1, 5000))
def test_each_interval_that_touches_a_stretch_is_found_once(
    rows: list[tuple[int, int]], start: int, length: int
) -> None:
    index: IntervalIndex[int] = IntervalIndex()
    for number, (a, b) in enumerate(rows):
        index.add(a, b, number)
    found = [entry.key for entry in index.touching(start, start + length)]
    assert sorted(found) == touching(rows, start, start + length)
    assert len(index) == len(rows)


@given(intervals, st.data())
def test_what_was_removed_is_not_found_any_more(rows: list[tuple[int, int]], data: st.DataObject) -> None:
    index: IntervalIndex[int] = IntervalIndex()
    for number, (a, b) in enumerate(rows):
        index.add(a, b, number)
    gone = data.draw(st.sets(st.integers(0, max(0, len(rows) - 1)))) if rows else set()
    for number in gone:
        index.remove(*rows[number], number)
    found = {entry.key for entry in index.touching(0, 400_000)}
    assert found == set(range(len(rows))) - gone


def test_what_is_not_there_cannot_be_removed() -> None:
    index: IntervalIndex[str] = IntervalIndex()
    index.add(5, 9, "a")
    with pytest.raises(KeyError):
        index.remove(5, 9, "b")


@given(intervals, places, st.integers(1, 5000))
def test_sorted_intervals_are_found_in_order(rows: list[tuple[int, int]], start: int, length: int) -> None:
    rows = sorted(rows * 7)
    index = SortedIntervals([a for a, _ in rows], [b for _, b in rows], range(len(rows)))
    assert list(index.touching(start, start + length)) == touching(rows, start, start + length)
