"""Where each paragraph stands, against adding up all heights one by one."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.canvas.heights import Heights

heights = st.lists(st.integers(1, 500).map(float), min_size=1, max_size=60)


@given(heights, st.lists(st.tuples(st.integers(0, 59), st.integers(1, 500)), max_size=20))
def test_tops_are_the_sums_of_the_heights_before(
    given_heights: list[float], changes: list[tuple[int, int]]
) -> None:
    tree, plain = Heights(given_heights), list(given_heights)
    for number, height in changes:
        if number < len(plain):
            assert tree.set(number, float(height)) == height - plain[number]
            plain[number] = float(height)
    assert [tree.top(number) for number in range(len(plain) + 1)] == [
        sum(plain[:n]) for n in range(len(plain) + 1)
    ]
    assert tree.total == sum(plain)
    assert len(tree) == len(plain)


@given(heights, st.integers(-10, 40_000))
def test_the_block_at_a_height_is_the_last_that_begins_above_it(given_heights: list[float], y: int) -> None:
    tree = Heights(given_heights)
    begun = [number for number in range(len(given_heights)) if tree.top(number) <= y]
    assert tree.find(y) == (begun[-1] if begun else 0)
    assert tree[tree.find(y)] == given_heights[tree.find(y)]
