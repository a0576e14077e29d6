"""Editing a scheme as a value: everything that names a thing follows it."""

from __future__ import annotations

import msgspec
import pytest

from annotator.model.scheme import Attribute, Condition, Label, RelationType, Scheme, Value
from annotator.model.scheme_edits import (
    attribute_placed,
    depth_first,
    draft_problems,
    free_key,
    free_name,
    item,
    items,
    label_placed,
    moved,
    new_attribute,
    new_label,
    new_relation_type,
    owner,
    replace,
    retired,
    values_renamed,
    with_attribute,
    with_label,
    with_relation_type,
    without,
)

FORM = Attribute(
    name="form", uid="form", values=[Value(name="quote"), Value(name="indirect")], default="quote"
)
WORDS = Attribute(
    name="words", uid="words", kind="text", shown_when=Condition(attribute="form", values=["quote"])
)
SCHEME = Scheme(
    labels=[
        Label(name="claim", uid="claim", key="C", attributes=[FORM, WORDS]),
        Label(name="demand", uid="demand", key="D", parent="claim"),
        Label(name="actor", uid="actor", key="A"),
    ],
    relation_types=[
        RelationType(name="made_by", uid="made_by", heads=["claim", "demand"], tails=["actor"]),
        RelationType(name="about", uid="about", heads=["demand"], tails=["claim"]),
    ],
    variables=[
        Attribute(name="genre", uid="genre", values=[Value(name="report")]),
        Attribute(name="tone", uid="tone", shown_when=Condition(attribute="genre", values=["report"])),
    ],
)


def names(scheme: Scheme) -> list[str]:
    return [one.name for one in scheme.labels]


def test_everything_is_found_by_its_uid() -> None:
    assert [one.uid for one in items(SCHEME)] == [
        *("claim", "form", "words", "demand", "actor", "made_by", "about", "genre", "tone"),
    ]
    assert item(SCHEME, "words") is WORDS
    assert item(SCHEME, "nobody") is None
    assert owner(SCHEME, "words") is SCHEME.labels[0]
    assert owner(SCHEME, "genre") is None


def test_a_renamed_label_is_followed_by_parents_and_relations() -> None:
    changed = with_label(SCHEME, replace(SCHEME.labels[0], name="statement"))
    assert changed.label("demand").parent == "statement"
    assert changed.relation_type("made_by").heads == ["statement", "demand"]
    assert changed.relation_type("about").tails == ["statement"]
    assert draft_problems(changed) == []


def test_a_renamed_attribute_is_followed_by_conditions_and_its_values_too() -> None:
    changed = with_attribute(SCHEME, replace(FORM, name="kind"))
    assert changed.labels[0].attributes[1].shown_when == Condition(attribute="kind", values=["quote"])
    renamed = replace(FORM, values=[Value(name="direct"), Value(name="indirect")])
    changed = values_renamed(with_attribute(SCHEME, renamed), renamed, {"quote": "direct"})
    assert changed.labels[0].attributes[0].default == "direct"
    assert changed.labels[0].attributes[1].shown_when == Condition(attribute="form", values=["direct"])
    genre = replace(SCHEME.variables[0], values=[Value(name="news")])
    changed = values_renamed(with_attribute(SCHEME, genre), genre, {"report": "news"})
    assert changed.variables[1].shown_when == Condition(attribute="genre", values=["news"])
    several = Attribute(name="s", uid="s", kind="several", values=[Value(name="b")], default=["a"])
    scheme = Scheme(variables=[several])
    assert values_renamed(scheme, several, {"a": "b"}).variables[0].default == ["b"]
    plain = Attribute(name="n", uid="n", kind="number", default=3)
    assert values_renamed(Scheme(variables=[plain]), plain, {"a": "b"}).variables[0].default == 3


def test_new_things_get_free_names_keys_and_colours() -> None:
    fresh = new_label(SCHEME, "Actor", parent="claim")
    assert (fresh.name, fresh.key, fresh.parent) == ("Actor 2", "T", "claim")
    assert fresh.colour not in {one.colour for one in SCHEME.labels}
    assert free_name(["a", "a 2"], "A") == "A 3"
    assert free_key(SCHEME, "ß") == "1"
    everything = Scheme(labels=[Label(name=key, key=key) for key in "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"])
    assert free_key(everything, "zebra") == ""
    assert new_attribute([FORM], "form").name == "form 2"
    made = new_relation_type(SCHEME, "made_by")
    assert (made.name, made.heads) == ("made_by 2", [])
    wider = with_attribute(SCHEME, new_attribute([], "mood"), owner_uid="actor")
    assert [one.name for one in wider.label("actor").attributes] == ["mood"]
    assert [one.name for one in with_attribute(SCHEME, new_attribute([], "mood")).variables][-1] == "mood"
    assert with_relation_type(SCHEME, made).relation_types[-1] is made


def test_what_is_removed_is_named_nowhere_any_more() -> None:
    without_claim = without(SCHEME, "claim")
    assert names(without_claim) == ["demand", "actor"]
    assert without_claim.label("demand").parent == ""
    assert without_claim.relation_type("made_by").heads == ["demand"]
    assert without_claim.relation_type("about").active is False
    assert without(SCHEME, "form").labels[0].attributes == [replace(WORDS, shown_when=None)]
    assert without(SCHEME, "genre").variables == [replace(SCHEME.variables[1], shown_when=None)]
    assert [one.name for one in without(SCHEME, "about").relation_types] == ["made_by"]
    assert without(SCHEME, "nobody") is SCHEME


def test_retiring_keeps_a_thing_and_offers_it_no_longer() -> None:
    gone = retired(SCHEME, "actor")
    assert (gone.label("actor").retired, gone.label("actor").key) == (True, "")
    back = retired(gone, "actor", on=False)
    assert (back.label("actor").retired, back.label("actor").key) == (False, "A")
    attribute = item(retired(SCHEME, "form"), "form")
    assert isinstance(attribute, Attribute)
    assert (attribute.retired, attribute.default) == (True, None)
    assert item(retired(retired(SCHEME, "form"), "form", on=False), "form") == replace(FORM, default=None)
    assert not retired(SCHEME, "about").relation_type("about").active
    assert retired(SCHEME, "nobody") is SCHEME


def test_things_move_among_their_siblings() -> None:
    assert names(moved(SCHEME, "actor", -1)) == ["actor", "claim", "demand"]
    assert names(moved(SCHEME, "actor", 5)) == names(SCHEME)
    assert [one.uid for one in moved(SCHEME, "words", -1).labels[0].attributes] == ["words", "form"]
    assert [one.uid for one in moved(SCHEME, "about", -1).relation_types] == ["about", "made_by"]
    assert [one.uid for one in moved(SCHEME, "tone", -1).variables] == ["tone", "genre"]


def test_a_label_is_placed_below_another_but_never_below_itself() -> None:
    placed = label_placed(SCHEME, "actor", parent="claim", before="demand")
    assert names(placed) == ["claim", "actor", "demand"]
    assert placed.label("actor").parent == "claim"
    assert label_placed(SCHEME, "claim", parent="demand") is SCHEME
    assert label_placed(SCHEME, "claim", parent="claim") is SCHEME
    assert label_placed(SCHEME, "form", parent="claim") is SCHEME
    assert names(label_placed(SCHEME, "demand", parent="")) == ["claim", "actor", "demand"]


def test_attributes_and_relation_types_are_placed_before_another() -> None:
    assert [one.uid for one in attribute_placed(SCHEME, "words", "form").labels[0].attributes] == [
        "words",
        "form",
    ]
    assert [one.uid for one in attribute_placed(SCHEME, "made_by").relation_types] == ["about", "made_by"]
    assert [one.uid for one in attribute_placed(SCHEME, "tone", "genre").variables] == ["tone", "genre"]


def test_labels_in_a_circle_are_shown_all_the_same() -> None:
    circle = Scheme(
        labels=[
            Label(name="a", uid="a", parent="b"),
            Label(name="b", uid="b", parent="a"),
            Label(name="c", uid="c", parent="nobody"),
        ]
    )
    assert [(one.name, depth) for one, depth in depth_first(circle)] == [("c", 0), ("a", 0), ("b", 0)]
    assert [(one.name, depth) for one, depth in depth_first(SCHEME)] == [
        ("claim", 0),
        ("demand", 1),
        ("actor", 0),
    ]


def attribute(**fields: object) -> Scheme:
    return Scheme(variables=[FORM, msgspec.convert({"name": "x", **fields}, Attribute)])


@pytest.mark.parametrize(
    ("scheme", "problem"),
    [
        (Scheme(labels=[Label(name="Actor"), Label(name="actor ")]), "differ in nothing that one sees well"),
        (Scheme(labels=[Label(name="caf\u00e9"), Label(name="cafe\u0301")]), "differ in nothing"),
        (
            attribute(shown_when={"attribute": "form", "values": ["shouted"]}),
            "“x” waits for the value “shouted” of “form”, which is not there",
        ),
        (
            attribute(shown_when={"attribute": "form", "values": []}),
            "“x” is shown only when “form” has one of no values: choose some",
        ),
        (
            Scheme(relation_types=[RelationType(name="r", heads=[], tails=[])]),
            "the relation “r” needs a label at each of its ends",
        ),
        (Scheme(labels=[Label(name="a", key=" ")]), "the key of “a” is no letter, digit or sign"),
        (
            Scheme(variables=[Attribute(name="v", values=[Value(name="x", colour="red")])]),
            "“x” of “v” has a colour that is not like #0072B2",
        ),
    ],
)
def test_what_keeps_a_draft_from_being_applied_is_said(scheme: Scheme, problem: str) -> None:
    assert any(problem in one for one in draft_problems(scheme)), draft_problems(scheme)


def test_conditions_on_free_values_are_not_looked_at() -> None:
    grows = replace(FORM, grows=True)
    waits = Attribute(name="x", shown_when=Condition(attribute="form", values=["anything"]))
    assert draft_problems(Scheme(variables=[grows, waits])) == []
    yes = Attribute(name="yes", kind="yes/no")
    waits = Attribute(name="x", shown_when=Condition(attribute="yes", values=["yes"]))
    assert draft_problems(Scheme(variables=[yes, waits])) == []
