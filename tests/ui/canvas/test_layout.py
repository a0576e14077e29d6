"""Lanes, boxes and tags of a line, worked out without a window."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Span
from annotator.ui.canvas.layout import (
    FEW,
    TAG_GAP,
    Need,
    Piece,
    Row,
    Rules,
    Wish,
    lane_tops,
    lanes,
    needs,
    pieces,
    place_tags,
    rows_of,
    slots,
)

RULES = Rules(pitch=27, tag_row=11, wire_row=5, lane_gap=1, lane=6, paragraph_gap=10)
extents = st.lists(
    st.tuples(st.integers(0, 200), st.integers(1, 80)).map(lambda one: (one[0], sum(one))), max_size=40
)


@given(extents)
def test_no_two_marks_in_a_lane_overlap(rows: list[tuple[int, int]]) -> None:
    given_lanes = lanes(rows)
    for at, (a, b) in enumerate(rows):
        for other, (c, d) in enumerate(rows):
            if at != other and given_lanes[at] == given_lanes[other]:
                assert b <= c or d <= a


@given(extents)
def test_what_is_nested_lies_nearer_to_the_text(rows: list[tuple[int, int]]) -> None:
    given_lanes = lanes(rows)
    for at, (a, b) in enumerate(rows):
        for other, (c, d) in enumerate(rows):
            if a <= c and d <= b and (a, b) != (c, d):
                assert given_lanes[other] < given_lanes[at]


@given(extents, st.randoms())
def test_lanes_do_not_depend_on_the_order_in_which_marks_were_made(
    rows: list[tuple[int, int]], chance: object
) -> None:
    rows = list(dict.fromkeys(rows))
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert dict(zip(rows, lanes(rows), strict=True)) == dict(zip(shuffled, lanes(shuffled), strict=True))


def test_a_mark_that_crosses_blocks_is_cut_to_each() -> None:
    found = [("a", "claim", [Span(5, 40)], True, False)]
    (first,) = pieces(found, start=0, end=20)
    (second,) = pieces(found, start=21, end=60)
    assert (first.spans, first.begins, first.first) == (((5, 20),), (True,), True)
    assert (second.spans, second.begins, second.first) == (((0, 19),), (False,), False)


def test_fragments_of_one_mark_share_a_lane_with_nothing_between_them() -> None:
    found = [
        ("a", "claim", [Span(0, 5), Span(20, 25)], True, False),
        ("b", "actor", [Span(10, 12)], True, False),
    ]
    by_uid = {one.uid: one for one in pieces(found, start=0, end=30)}
    assert by_uid["a"].lane != by_uid["b"].lane


def piece(begin: int, end: int, lane: int, *, linked: bool = False) -> Piece:
    return Piece(f"{begin}", "actor", ((begin, end),), (True,), True, lane, linked)


def test_only_lines_with_marks_grow() -> None:
    rows = [Row(0, 10), Row(10, 20), Row(20, 30)]
    wanted = needs(rows, [piece(12, 15, 0)], tags=True, wires=True)
    assert wanted == [
        Need(frozenset(), False, False),
        Need(frozenset({0}), True, False),
        Need(frozenset(), False, False),
    ]
    plain, tagged, last = slots([20, 20, 20], wanted, RULES)
    assert plain.bottom - plain.top == last.bottom - last.top == 27
    assert tagged.text_top - tagged.top >= RULES.tag_row
    assert tagged.bottom - tagged.text_bottom >= RULES.lane


def test_wires_get_room_only_above_lines_where_related_marks_begin() -> None:
    rows = [Row(0, 10), Row(10, 20)]
    assert [one.wires for one in needs(rows, [piece(2, 15, 0, linked=True)], tags=True, wires=True)] == [
        True,
        False,
    ]
    assert [one.wires for one in needs(rows, [piece(2, 15, 0, linked=True)], tags=True, wires=False)] == [
        False,
        False,
    ]


def test_lines_stand_under_each_other_without_gaps() -> None:
    wanted = [Need(frozenset(range(n)), n % 2 == 0, False) for n in range(12)]
    placed = slots([24.0] * 12, wanted, RULES)
    assert all(above.bottom == below.top for above, below in pairwise(placed))
    assert all(one.top <= one.text_top < one.text_bottom <= one.bottom for one in placed)


def test_a_mark_keeps_its_height_on_all_lines_unless_they_are_crowded() -> None:
    assert lane_tops(frozenset({2}), RULES)[2] == 2 * RULES.lane
    assert lane_tops(frozenset({FEW + 3}), RULES)[FEW + 3] == 0


def test_lines_touched_by_a_stretch() -> None:
    assert rows_of([0, 10, 20], 10, 20) == (1, 2)
    assert rows_of([0, 10, 20], 9, 21) == (0, 3)
    assert rows_of([0, 10, 20], 25, 25) == (2, 3)


wishes = st.lists(
    st.tuples(st.integers(0, 400), st.integers(5, 12), st.integers(0, 90)).map(
        lambda one: Wish(float(one[0]), float(one[1]), float(one[1] + one[2]))
    ),
    max_size=40,
).map(sorted)


@given(wishes)
def test_tags_never_overlap_and_stay_on_the_line(given_wishes: list[Wish]) -> None:
    placed = place_tags(given_wishes, left=0, right=400)
    shown = [one for one in placed if one.width]
    assert len(placed) == len(given_wishes)
    for one, following in pairwise(shown):
        assert one.x + one.width + TAG_GAP <= following.x + 1e-6
    assert all(one.x >= 0 and one.x + one.width <= 400 + 1e-6 for one in shown)


def test_a_tag_with_room_says_everything_where_its_mark_begins() -> None:
    (one,) = place_tags([Wish(50, 8, 70)], left=0, right=400)
    assert one == (50, 70)


def test_of_two_marks_that_begin_together_the_outer_shows_its_key_only() -> None:
    outer, inner = place_tags([Wish(50, 8, 70), Wish(50, 8, 70)], left=0, right=400)
    assert outer == (50, 8)
    assert inner == (50 + 8 + TAG_GAP, 70)
