"""Schemes from elsewhere, and drafts under which the project's scheme changes."""

from __future__ import annotations

from annotator.model.scheme import Attribute, Label, RelationType, Scheme, Value
from annotator.model.scheme_edits import replace, with_label, without
from annotator.model.scheme_joining import adopted, identified, joined, rebased

TYPE = Attribute(name="type", values=[Value(name="x")])
OURS = identified(
    Scheme(
        version=4,
        labels=[
            Label(
                name="Actor", key="A", since=3, attributes=[Attribute(name="type", values=[Value(name="x")])]
            ),
            Label(name="claim", key="C"),
        ],
        relation_types=[RelationType(name="made_by", heads=["claim"], tails=["Actor"])],
        variables=[Attribute(name="genre", kind="text")],
    )
)
THEIRS = Scheme(
    labels=[
        Label(
            name="actor",
            key="X",
            attributes=[Attribute(name="type", values=[Value(name="y")]), Attribute(name="new")],
        ),
        Label(name="source", key="c", uid="their-source"),
    ],
    relation_types=[RelationType(name="said", heads=["source"], tails=["actor"])],
    variables=[Attribute(name="genre", values=[Value(name="z")])],
)


def test_every_item_has_an_identity_and_keeps_it() -> None:
    assert identified(OURS) == OURS
    assert len({one.uid for one in OURS.labels}) == 2


def test_what_both_have_gets_our_identity() -> None:
    taken = adopted(THEIRS, OURS)
    assert taken.version == 4
    assert taken.labels[0].uid == OURS.labels[0].uid
    assert taken.labels[0].since == 3
    assert taken.labels[0].attributes[0].uid == OURS.labels[0].attributes[0].uid
    assert taken.labels[1].uid == "their-source"
    assert taken.variables[0].uid == OURS.variables[0].uid
    assert taken.relation_types[0].uid not in {"", OURS.relation_types[0].uid}
    same = Scheme(labels=[replace(OURS.labels[1], name="statement")])
    assert adopted(same, OURS).labels[0].uid == OURS.labels[1].uid


def test_an_identity_is_given_to_one_only() -> None:
    twins = Scheme(labels=[Label(name="claim", uid=OURS.labels[1].uid), Label(name="Claim")])
    uids = [one.uid for one in adopted(twins, OURS).labels]
    assert uids[0] == OURS.labels[1].uid
    assert uids[1] not in {"", uids[0]}


def test_ours_grows_by_what_only_they_have() -> None:
    both = joined(OURS, THEIRS)
    assert [one.name for one in both.labels] == ["Actor", "claim", "source"]
    assert both.label("source").key == ""  # ours has it
    assert [one.name for one in both.label("Actor").attributes] == ["type", "new"]
    assert [one.name for one in both.label("Actor").attributes[0].values] == ["x", "y"]
    assert both.variables == OURS.variables  # a text keeps no list
    assert [one.name for one in both.relation_types] == ["made_by", "said"]


def test_a_draft_follows_what_others_change_meanwhile() -> None:
    claim = OURS.labels[1]
    draft = with_label(OURS, replace(claim, definition="mine"))
    draft = replace(draft, labels=[*draft.labels, Label(name="fresh", uid="fresh")])
    theirs = with_label(OURS, replace(claim, examples=["an example"], definition="theirs"))
    actor = theirs.labels[0]
    attributes = [replace(actor.attributes[0], definition="said")]
    theirs = with_label(theirs, replace(actor, attributes=attributes))
    theirs = replace(theirs, version=5, labels=[*theirs.labels, Label(name="added", uid="added")])
    both = rebased(OURS, draft, theirs)
    assert both.version == 5
    assert [one.name for one in both.labels] == ["Actor", "claim", "fresh", "added"]
    assert (both.label("claim").definition, both.label("claim").examples) == ("mine", ["an example"])
    assert both.label("Actor").attributes[0].definition == "said"


def test_what_others_removed_stays_only_where_it_was_edited() -> None:
    gone = without(OURS, OURS.labels[1].uid)
    assert [one.name for one in rebased(OURS, OURS, gone).labels] == ["Actor"]
    edited = with_label(OURS, replace(OURS.labels[1], definition="mine"))
    assert [one.name for one in rebased(OURS, edited, gone).labels] == ["Actor", "claim"]
