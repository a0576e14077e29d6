"""A scheme derived from use allows everything that was seen, and leaves what was known as it is."""

from __future__ import annotations

import pytest

from annotator.model.annotation import AttributeValue
from annotator.model.scheme import Attribute, Label, RelationType, Scheme, scheme_problems, value_problem
from annotator.model.usage import COLOURS, Usage


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["one", "two", "one"], "choice"),
        ([True, False], "yes/no"),
        ([1, 2.5], "number"),
        ([["a"], ["b", "c"]], "several"),
        (["2025-04-26", "2024-01-01"], "date"),
        (["x" * 81], "text"),
        ([f"value {number}" for number in range(61)], "text"),
        ([1, "one"], "text"),
        ([["a"], "a"], "text"),
        ([True, 1], "text"),
    ],
)
def test_the_kind_of_an_attribute_follows_its_values(values: list[AttributeValue], kind: str) -> None:
    usage = Usage()
    for value in values:
        usage.annotation("claim", {"form": value})
    attribute = usage.scheme().label("claim").attributes[0]
    assert attribute.kind == kind
    if kind not in {"text"}:
        assert not any(value_problem(attribute, value) for value in values)


def test_values_stand_in_the_order_in_which_they_were_seen_without_blanks() -> None:
    usage = Usage()
    for value in ("b", "a", "b", " "):
        usage.annotation("claim", {"form": value})
    assert usage.scheme().label("claim").attributes[0].value_names() == ["b", "a"]


def test_labels_get_colours_in_turn_and_entities_where_they_are_used() -> None:
    usage = Usage()
    for number in range(len(COLOURS) + 1):
        usage.annotation(f"label {number}", entity=number == 2)
    labels = usage.scheme(name="derived").labels
    assert labels[0].colour == labels[len(COLOURS)].colour
    assert len({one.colour for one in labels}) == len(COLOURS)
    assert [one.name for one in labels if one.entity] == ["label 2"]


def test_a_relation_gets_the_ends_and_the_cue_that_were_seen() -> None:
    usage = Usage()
    for label in ("claim", "actor", "source"):
        usage.annotation(label)
    usage.relation("made_by", "claim", "actor")
    usage.relation("made_by", "claim", "source", cue=True)
    usage.relation("made_by", "claim", "actor", cue=True)
    [kind] = usage.scheme().relation_types
    assert (kind.heads, kind.tails, kind.cue) == (["claim"], ["actor", "source"], True)


def test_what_is_known_stays_and_what_is_new_is_added_behind_it() -> None:
    known = Scheme(
        name="known",
        version=7,
        labels=[Label(name="claim", colour="#111111", attributes=[Attribute(name="form", kind="text")])],
        relation_types=[RelationType(name="made_by", heads=["claim"], tails=["claim"])],
        variables=[Attribute(name="frame", kind="text")],
    )
    usage = Usage()
    usage.annotation("claim", {"form": 3, "new": "x"})
    usage.annotation("actor")
    usage.relation("made_by", "actor", "actor")
    usage.relation("affects", "claim", "actor")
    usage.variable("frame", "conflict")
    usage.variable("genre", "news")
    scheme = usage.scheme(known, name="ignored")
    assert (scheme.name, scheme.version) == ("known", 7)
    assert [one.name for one in scheme.labels] == ["claim", "actor"]
    assert [(one.name, one.kind) for one in scheme.labels[0].attributes] == [
        ("form", "text"),
        ("new", "choice"),
    ]
    assert scheme.relation_types[0] == known.relation_types[0]
    assert [one.name for one in scheme.variables] == ["frame", "genre"]
    assert not list(scheme_problems(scheme))


def test_nothing_used_gives_an_empty_scheme() -> None:
    assert Usage().scheme(name="empty") == Scheme(name="empty")
