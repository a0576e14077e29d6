"""The u-alpha family against the worked example of Krippendorff 2019, and its laws."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.agreement.coefficients import NO_VARIATION
from annotator.analysis.agreement.unitizing import (
    NO_UNITS_MET,
    Segment,
    UnitizingMeasures,
    segments,
    unitizing_alphas,
)
from annotator.model.annotation import Annotation
from tests.analysis.agreement.making import mark

#: Krippendorff 2019, figure 12.11: a continuum of 60 characters, three observers.
ALEX = [(0, 7, "1"), (7, 13, "2"), (30, 32, "5"), (32, 37, "6"), (37, 44, "6"), (44, 60, "7")]
PAUL = [(0, 7, "1"), (7, 13, "3"), (13, 21, "5"), (32, 44, "6")]
SUZAN = [(0, 7, "1"), (7, 13, "4"), (13, 21, "5"), (32, 37, "6"), (37, 41, "6"), (41, 44, "6")]


def coder(*units: tuple[int, int, str]) -> list[Segment]:
    return [Segment(*unit) for unit in units]


BOOK = [coder(*ALEX), coder(*PAUL), coder(*SUZAN)]


def test_the_family_is_what_krippendorff_2019_computes() -> None:
    found = unitizing_alphas([(BOOK, 60)])
    assert found.u.value == pytest.approx(0.510, abs=0.0005)
    assert found.binary.value == pytest.approx(0.413, abs=0.001)
    assert found.cu.value == pytest.approx(0.724, abs=0.0005)
    assert {value: one.value for value, one in found.by_value.items()} == {
        "1": 1,
        "2": pytest.approx(0),
        "3": pytest.approx(0),
        "4": pytest.approx(0),
        "5": 1,
        "6": 1,
        "7": None,
    }
    assert found.coverage["5"] == pytest.approx(8 / 18)
    assert found.coverage["7"] == 0
    assert found.coverage[""] == pytest.approx(83 / 180)
    assert found.by_value["7"].reason == NO_UNITS_MET


def test_two_texts_are_measured_as_one_after_the_other() -> None:
    shifted = [[Segment(one.start + 60, one.end + 60, one.value) for one in own] for own in BOOK]
    whole = [own + more for own, more in zip(BOOK, shifted, strict=True)]
    apart = unitizing_alphas([(BOOK, 60), (BOOK, 60)])
    assert apart == unitizing_alphas([(whole, 120)])


def test_equal_work_is_one() -> None:
    found = unitizing_alphas([([coder((0, 4, "a"), (6, 9, "b"))] * 3, 20)])
    assert (found.u.value, found.binary.value, found.cu.value) == (1, 1, 1)


def test_where_no_units_meet_only_the_outer_measures_are_defined() -> None:
    found = unitizing_alphas([([coder((0, 4, "a")), coder((6, 9, "a"))], 20)])
    assert found.u.value is not None
    assert found.u.value < 0
    assert found.cu.reason == NO_UNITS_MET
    assert found.by_value["a"].reason == NO_UNITS_MET


def test_one_value_alone_has_no_coding_to_agree_on() -> None:
    found = unitizing_alphas([([coder((0, 4, "a")), coder((0, 5, "a"))], 20)])
    assert found.cu.value is None
    assert found.cu.reason == NO_VARIATION


def test_nothing_marked_by_anybody_leaves_all_undefined() -> None:
    found = unitizing_alphas([([[], []], 20)])
    assert (found.u.value, found.binary.value, found.cu.value) == (None, None, None)
    assert found.u.reason == NO_VARIATION
    assert found.by_value == {}


def test_a_text_of_one_coder_or_without_length_adds_nothing() -> None:
    assert unitizing_alphas([([coder((0, 4, "a"))], 20)]).u.n == 0
    assert unitizing_alphas([([[], []], 0)]).coverage == {}
    assert unitizing_alphas([]).u.reason == NO_UNITS_MET


def test_one_coder_who_marks_all_as_one_unit_leaves_no_pairs() -> None:
    found = unitizing_alphas([([coder((0, 1, "a")), []], 1)])
    assert found.u.value == 0


def test_a_value_that_vanishes_from_a_round_is_undefined_there() -> None:
    fields = [("length", value) for value in ("", "a", "b")]
    family = UnitizingMeasures(fields, scale=2)
    nothing = family.measures([0] * len(family.fields))
    assert all(cell.value is None and cell.n == 0 for cell in nothing)


def test_marks_become_units_cut_where_they_overlap() -> None:
    marks = [
        mark("A", "claim", (0, 50), (60, 70)),
        mark("A", "actor", (10, 20)),
        mark("A", "actor", (15, 30)),
        mark("A", "claim", (70, 80)),
    ]
    assert segments(marks, lambda one: one.label) == coder(
        (0, 10, "claim"),
        (10, 15, "actor + claim"),
        (15, 20, "actor + claim"),
        (20, 30, "actor + claim"),
        (30, 50, "claim"),
        (60, 70, "claim"),
        (70, 80, "claim"),
    )


def test_marks_side_by_side_stay_as_they_are() -> None:
    marks = [mark("A", "claim", (5, 9)), mark("A", "actor", (0, 5))]
    assert segments(marks, lambda one: one.label) == coder((0, 5, "actor"), (5, 9, "claim"))


spans = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda one: (one[0], one[0] + one[1]))
work = st.lists(
    st.builds(lambda label, span: mark("A", label, span), st.sampled_from(["claim", "actor"]), spans),
    max_size=6,
)


@given(work)
def test_units_are_in_order_and_cover_exactly_what_is_marked(marks: list[Annotation]) -> None:
    units = segments(marks, lambda one: one.label)
    assert all(one.end <= other.start for one, other in pairwise(units))
    covered = {at for unit in units for at in range(unit.start, unit.end)}
    assert covered == {at for one in marks for start, end in one.fragments for at in range(start, end)}


@given(st.lists(work, min_size=2, max_size=4))
def test_the_family_is_the_plain_formula_over_all_pairs_of_segments(works: list[list[Annotation]]) -> None:
    own = [segments(marks, lambda one: one.label) for marks in works]
    found = unitizing_alphas([(own, 50)])
    u, binary, cu = plain_family(own, 50)
    for one, expected in ((found.u, u), (found.binary, binary), (found.cu, cu)):
        assert one.value == (None if expected is None else pytest.approx(expected, abs=1e-9))


def plain_family(coders: list[list[Segment]], length: int) -> tuple[float | None, ...]:
    """The formulas written out as in the book, character by character and pair by pair."""
    m = len(coders)
    rows = [[next((s for s in own if s.start <= at < s.end), None) for at in range(length)] for own in coders]
    pairs = [(i, j, at) for i in range(m) for j in range(m) if i != j for at in range(length)]
    values = sorted({one.value for own in coders for one in own})
    seen = {(c, k): 0.0 for c in ["", *values] for k in ["", *values]}
    for i, j, at in pairs:
        c, k = rows[i][at], rows[j][at]
        seen[c.value if c else "", k.value if k else ""] += 1 / (m - 1)
    whole = m * length
    row = {c: sum(seen[c, k] for k in ["", *values]) for c in ["", *values]}
    alone = {
        c: float(sum((s.end - s.start) ** 2 for own in coders for s in own if s.value == c)) for c in values
    }
    alone[""] = row[""]
    chance = whole**2 - sum(alone.values())
    agreed = sum(whole * (row[c] ** 2 - alone[c]) / chance for c in row) if chance else 0.0
    u = ratio(whole - sum(seen[c, c] for c in row), whole - agreed if chance else 0.0)
    apart = whole * 2 * row[""] * (whole - row[""]) / chance if chance else 0.0
    binary = ratio(2 * (row[""] - seen["", ""]), apart)
    met = {c: sum(seen[c, k] for k in values) for c in values}
    inner = sum(met.values())
    self_met = dict.fromkeys(values, 0.0)
    for i, own in enumerate(coders):
        for s in own:
            part = sum(
                rows[j][at] is not None for j in range(m) if j != i for at in range(s.start, s.end)
            ) / (m - 1)
            self_met[s.value] += part**2
    if not inner or not inner**2 - sum(self_met.values()):
        return u, binary, None
    expected = sum(inner * (met[c] ** 2 - self_met[c]) / (inner**2 - sum(self_met.values())) for c in values)
    return u, binary, ratio(inner - sum(seen[c, c] for c in values), inner - expected)


def ratio(observed: float, expected: float) -> float | None:
    return None if abs(expected) < 1e-9 else 1 - observed / expected
