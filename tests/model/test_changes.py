"""What a command touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.changes import Changes, HistoryEntry

IDS = st.frozensets(st.integers(1, 9), max_size=3)
CHANGES = st.builds(
    Changes,
    articles=IDS,
    annotations=IDS,
    relations=IDS,
    entities=IDS,
    listing=st.booleans(),
    scheme=st.booleans(),
    coders=st.booleans(),
)


@given(CHANGES, CHANGES)
def test_two_changes_together_hold_all_of_both(one: Changes, other: Changes) -> None:
    both = one | other
    for name in ("articles", "annotations", "relations", "entities", "listing", "scheme", "coders"):
        assert getattr(both, name) == getattr(one, name) | getattr(other, name)
    assert one | other == other | one
    assert one | Changes() == one


@pytest.mark.parametrize("field", ["articles", "annotations", "relations", "entities"])
def test_changes_that_touch_an_id_count(field: str) -> None:
    assert Changes(**{field: frozenset({1})})


@pytest.mark.parametrize("field", ["listing", "scheme", "coders"])
def test_changes_of_the_whole_count(field: str) -> None:
    assert Changes(**{field: True})


def test_no_changes_are_none() -> None:
    assert not Changes()


def test_a_history_entry_is_a_value() -> None:
    entry = HistoryEntry(
        command=1, name="Add claim", coder="Ani", at="2026-11-23T05:00:00.000Z", what="added",
        table="annotation", uid="u", before={}, after={"label": "claim"},
    )  # fmt: skip
    with pytest.raises(AttributeError):
        entry.what = "deleted"  # type: ignore[misc]
