"""What is different between two schemes, in words."""

from __future__ import annotations

from annotator.model.scheme import Attribute, Condition, Label, RelationType, Scheme, Value
from annotator.model.scheme_differences import changed_rules, condition_words, differences
from annotator.model.scheme_edits import replace, retired, with_attribute, with_label

FORM = Attribute(name="form", uid="f", values=[Value(name="quote", symbol="q")], default="quote")
BEFORE = Scheme(
    labels=[
        Label(name="claim", uid="c", definition="old", attributes=[FORM]),
        Label(name="actor", uid="a", parent="claim"),
    ],
    relation_types=[RelationType(name="made_by", uid="m", heads=["claim"], tails=["actor"])],
    variables=[Attribute(name="genre", uid="g", kind="yes/no", default=True)],
)


def words(before: Scheme, after: Scheme) -> list[str]:
    return [one.words for one in differences(before, after)]


def test_the_same_scheme_is_not_different() -> None:
    assert differences(BEFORE, BEFORE) == []


def test_renaming_changes_neither_parents_nor_relations() -> None:
    after = with_label(BEFORE, replace(BEFORE.labels[0], name="statement", definition="new"))
    found = differences(BEFORE, after)
    assert [one.words for one in found] == [
        "label “statement”: was called “claim”",
        "label “statement”: definition",
    ]
    assert (found[1].before, found[1].after, found[1].rule) == ("old", "new", True)
    assert changed_rules(found) == ["statement"]


def test_everything_else_is_named() -> None:
    after = with_label(BEFORE, replace(BEFORE.labels[1], parent="", key="A", line="dotted", examples=["x"]))
    assert words(BEFORE, after) == [
        "label “actor”: examples",
        "label “actor”: key",
        "label “actor”: line",
        "label “actor”: now at the top",
    ]
    assert words(after, BEFORE)[-1] == "label “actor”: now below “claim”"
    changed = replace(
        FORM,
        values=[Value(name="quote", definition="d", colour="#0072B2", dark_colour="#5CB8FF", retired=True)],
        default=None,
        required=True,
        shown_when=Condition(attribute="x", values=["a", "b"]),
    )
    after = with_attribute(BEFORE, changed)
    assert words(BEFORE, after) == [
        "attribute “form” of “claim”: values",
        "attribute “form” of “claim”: colours of values",
        "attribute “form” of “claim”: default",
        "attribute “form” of “claim”: required",
        "attribute “form” of “claim”: shown only when",
    ]
    found = differences(BEFORE, after)
    assert (found[0].before, found[0].after) == ("quote (q)", "quote [retired]: d")
    assert found[-1].after == condition_words(changed) == "x is a or b"
    assert words(BEFORE, retired(BEFORE, "m")) == ["relation type “made_by”: retired"]
    assert words(retired(BEFORE, "m"), BEFORE) == ["relation type “made_by”: offered again"]
    after = with_attribute(BEFORE, replace(BEFORE.variables[0], kind="several", default=["a", "b"]))
    found = differences(BEFORE, after)
    assert [one.words for one in found] == [
        "article variable “genre”: kind",
        "article variable “genre”: default",
    ]
    assert (found[1].before, found[1].after) == ("yes", "a; b")
    assert changed_rules(found) == []


def test_what_came_and_what_went_is_told_by_uid_or_name() -> None:
    after = replace(BEFORE, labels=[BEFORE.labels[0], Label(name="source")], variables=[])
    assert words(BEFORE, after) == [
        "label “source”: added",
        "label “actor”: removed",
        "article variable “genre”: removed",
    ]
    bare = Scheme(labels=[Label(name="claim", attributes=[replace(FORM, uid="")])])
    assert differences(bare, bare) == []
    grown = replace(
        bare, labels=[replace(bare.labels[0], attributes=[*bare.labels[0].attributes, Attribute(name="n")])]
    )
    assert changed_rules(differences(bare, grown)) == ["claim"]
