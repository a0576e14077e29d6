"""The scheme: what labels, attributes and relations allow, and every way to get it wrong."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import SchemeError
from annotator.model.scheme import (
    Attribute,
    Condition,
    Kind,
    Label,
    RelationType,
    Scheme,
    Value,
    applies,
    checked_attributes,
    read_scheme,
    scheme_problems,
    value_problem,
    write_scheme,
)
from annotator.paths import resources

FORM = Attribute(name="form", values=[Value(name="direct quote"), Value(name="old", retired=True)])
ISSUE = Attribute(name="issue", kind="several", values=[Value(name="war")], grows=True)


def default() -> Scheme:
    return read_scheme((resources() / "schemes" / "default.json").read_bytes())


def test_the_default_scheme_has_the_four_labels_and_their_keys() -> None:
    scheme = default()
    assert [(label.name, label.key) for label in scheme.labels] == [
        *(("actor", "A"), ("claim", "C"), ("source", "S"), ("sentiment", "E")),
    ]
    assert scheme.label("sentiment").attribute("polarity") is not None
    assert scheme.label("actor").attribute("polarity") is None
    assert scheme.relation_type("attributes").cue
    assert not scheme.relation_type("supports").active


def test_every_label_of_the_default_scheme_is_defined_with_examples() -> None:
    for label in default().labels:
        assert label.definition, label.name
        assert label.examples, label.name
        assert label.colour != label.dark_colour


def test_relations_are_offered_only_between_the_labels_they_allow() -> None:
    scheme = default()
    names = {one.name for one in scheme.relations_between("sentiment", "actor")}
    assert names == {"target", "holder"}
    assert scheme.relations_between("actor", "claim") == []
    assert scheme.relations_between("claim", "claim") == []


def test_a_scheme_is_written_and_read_back_byte_for_byte() -> None:
    written = write_scheme(default())
    assert read_scheme(written) == default()
    assert write_scheme(read_scheme(written)) == written
    assert written.endswith(b"}\n")


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).filter(str.strip)
ATTRIBUTES = st.lists(
    st.builds(Attribute, name=NAMES, kind=st.sampled_from(["text", "date", "number", "yes/no"])),
    unique_by=lambda one: one.name,
    max_size=3,
)
LABELS = st.lists(
    st.builds(
        Label, name=NAMES, attributes=ATTRIBUTES, definition=st.text(st.characters(exclude_categories=["Cs"]))
    ),
    unique_by=lambda one: one.name,
    max_size=4,
)


@given(st.builds(Scheme, labels=LABELS, variables=ATTRIBUTES))
def test_every_sound_scheme_survives_the_file(scheme: Scheme) -> None:
    assert list(scheme_problems(scheme)) == []
    assert read_scheme(write_scheme(scheme)) == scheme


def test_an_unknown_name_is_said_in_words() -> None:
    scheme = Scheme(variables=[FORM])
    assert scheme.variable("form") is FORM
    with pytest.raises(SchemeError, match="no label “nix”"):
        scheme.label("nix")
    with pytest.raises(SchemeError, match="no relation type “nix”"):
        scheme.relation_type("nix")
    with pytest.raises(SchemeError, match="no article variable “nix”"):
        scheme.variable("nix")


def test_a_key_finds_its_label_in_either_case_but_no_retired_one() -> None:
    scheme = Scheme(
        labels=[Label(name="none"), Label(name="old", key="O", retired=True), Label(name="actor", key="A")]
    )
    assert scheme.by_key("a") == scheme.by_key("A") == scheme.label("actor")
    assert scheme.by_key("o") is None
    assert scheme.by_key("") is None
    assert [label.name for label in scheme.active_labels()] == ["none", "actor"]


def test_retired_values_are_offered_no_longer() -> None:
    assert FORM.value_names() == ["direct quote"]


@pytest.mark.parametrize("data", [b"", b"[]", b'{"labels": 3}', b'{"labels": [{"key": "A"}]}', b"\xff\xfe"])
def test_what_is_no_scheme_file_is_refused(data: bytes) -> None:
    with pytest.raises(SchemeError, match="not a scheme file"):
        read_scheme(data)


def labels(*given: Label) -> Scheme:
    return Scheme(labels=list(given))


def attribute(**fields: object) -> Scheme:
    return labels(Label(name="x", attributes=[msgspec.convert({"name": "a", **fields}, Attribute)]))


@pytest.mark.parametrize(
    ("scheme", "problem"),
    [
        (labels(Label(name="x"), Label(name="x")), "the label “x” is there 2 times"),
        (labels(Label(name=" ")), "a label has no name"),
        (labels(Label(name="x", key="A"), Label(name="y", key="a")), "the key “a” is there 2 times"),
        (labels(Label(name="x", key="AB")), "the key “AB” of “x” is more than one character"),
        (labels(Label(name="x", colour="red")), "“x” has a colour that is not like #0072B2"),
        (labels(Label(name="x", dark_colour="#12345")), "“x” has a colour that is not like #0072B2"),
        (labels(Label(name="x", parent="y")), "the parent “y” of “x” does not exist"),
        (labels(Label(name="x", parent="x")), "“x” is its own ancestor"),
        (labels(Label(name="x", parent="y"), Label(name="y", parent="x")), "“x” is its own ancestor"),
        (labels(Label(name="x", attributes=[FORM, FORM])), "the attribute of “x” “form” is there 2 times"),
        (Scheme(variables=[FORM, FORM]), "the attribute of the articles “form” is there 2 times"),
        (attribute(values=[{"name": "v"}, {"name": "v"}]), "the value of “a” “v” is there 2 times"),
        (attribute(values=[{"name": ""}]), "a value of “a” has no name"),
        (attribute(default="v"), "the default of an attribute is wrong: “a” has no value “v”"),
        (
            attribute(shown_when={"attribute": "a", "values": ["v"]}),
            "“a” is shown only when it has a value itself",
        ),
        (
            attribute(shown_when={"attribute": "b", "values": ["v"]}),
            "“a” depends on “b”, which does not exist",
        ),
        (
            Scheme(
                relation_types=[RelationType(name="r", heads=["x"], tails=["y"])], labels=[Label(name="x")]
            ),
            "the relation “r” allows a label “y” that does not exist",
        ),
        (
            Scheme(relation_types=[RelationType(name="r", heads=[], tails=[])] * 2),
            "the relation type “r” is there 2 times",
        ),
    ],
)
def test_every_fault_of_a_scheme_is_found_and_named(scheme: Scheme, problem: str) -> None:
    assert problem in list(scheme_problems(scheme))
    with pytest.raises(SchemeError, match="The scheme cannot be used"):
        read_scheme(write_scheme(scheme))


def test_attributes_that_wait_for_each_other_are_found() -> None:
    scheme = labels(
        Label(
            name="x",
            attributes=[
                Attribute(name="a", shown_when=Condition(attribute="b", values=["v"])),
                Attribute(name="b", shown_when=Condition(attribute="a", values=["v"])),
                Attribute(name="c", shown_when=Condition(attribute="a", values=["v"])),
            ],
        )
    )
    assert list(scheme_problems(scheme)) == ["“a” is its own ancestor", "“b” is its own ancestor"]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("yes/no", [True, False], ["yes", 1]),
        ("number", [1, 2.5, -3], ["1", True, float("nan"), float("inf")]),
        ("text", ["", "kata"], [1, True, ["a"]]),
        (
            "date",
            ["2025", "2025-04", "2025-04-26"],
            ["26.4.2025", "2025-4-6", "2025-04-26\n", "2025-13", "2025-04-32", 2025],
        ),
        ("choice", ["v", "old"], ["w", True, ["v"]]),
        ("several", [[], ["v"], ["old", "v"]], ["v", ["w"], True]),
    ],
)
def test_a_value_must_suit_its_attribute(kind: Kind, good: list[object], bad: list[object]) -> None:
    one = Attribute(name="a", kind=kind, values=[Value(name="v"), Value(name="old", retired=True)])
    assert [value_problem(one, value) for value in good] == [""] * len(good)  # type: ignore[arg-type]
    assert all(value_problem(one, value).startswith("“a” ") for value in bad)  # type: ignore[arg-type]


def test_a_list_that_grows_takes_new_values() -> None:
    assert value_problem(ISSUE, ["war", "tax"]) == ""
    assert value_problem(ISSUE, "tax") == "“issue” takes a list of values, not “tax”"


def test_an_attribute_is_shown_only_when_its_condition_holds() -> None:
    assert applies(FORM, {})
    for value, shown in (
        ("direct quote", True),
        ("indirect", False),
        (["a", "direct quote"], True),
        (None, False),
    ):
        one = Attribute(name="x", shown_when=Condition(attribute="form", values=["direct quote"]))
        assert applies(one, {} if value is None else {"form": value}) is shown  # type: ignore[dict-item]
    explicit = Attribute(name="x", shown_when=Condition(attribute="explicit", values=["yes"]))
    assert applies(explicit, {"explicit": True})
    assert not applies(explicit, {"explicit": False})


def test_attributes_are_checked_and_put_in_the_schemes_order() -> None:
    assert list(checked_attributes([FORM, ISSUE], {"issue": ["war"], "form": "old"})) == ["form", "issue"]
    with pytest.raises(SchemeError, match="There is no attribute “nix” here"):
        checked_attributes([FORM], {"nix": 1})
    with pytest.raises(SchemeError, match="“form” has no value “loud”"):
        checked_attributes([FORM], {"form": "loud"})
