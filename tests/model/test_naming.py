"""Names of an incoming file: counted, asked about, and given the meaning that was chosen."""

from __future__ import annotations

import pytest

from annotator.model.annotation import Annotation, Relation, Span
from annotator.model.article import Article
from annotator.model.exchange import ArticleRecord, Dataset, UsedName
from annotator.model.naming import (
    NameTally,
    likeliest,
    meanings_from,
    questions,
    renamed,
    together,
)
from annotator.model.scheme import Attribute, Condition, Label, RelationType, Scheme, Value

OURS = Scheme(
    labels=[
        Label(
            name="actor",
            attributes=[
                Attribute(name="type", values=[Value(name="government"), Value(name="media")]),
                Attribute(name="issue", grows=True),
                Attribute(name="weight", kind="number"),
            ],
        ),
        Label(name="claim", retired=True),
        Label(name="source", uid="s-1"),
    ],
    relation_types=[RelationType(name="made_by", heads=["claim"], tails=["actor"])],
    variables=[Attribute(name="frame", values=[Value(name="conflict")])],
)


def mark(label: str, uid: str, **attributes: object) -> Annotation:
    return Annotation(label=label, fragments=(Span(0, 5),), attributes=attributes, uid=uid)  # type: ignore[arg-type]


def theirs() -> Dataset:
    scheme = Scheme(
        labels=[
            Label(
                name="PER",
                attributes=[
                    Attribute(name="kind", values=[Value(name="gov"), Value(name="press")], default="gov"),
                    Attribute(name="mood", shown_when=Condition(attribute="kind", values=["gov", "press"])),
                ],
            ),
            Label(name="PERSON", uid="p-1", attributes=[Attribute(name="kind", values=[Value(name="x")])]),
            Label(name="LOC"),
            Label(name="Quelle", uid="s-1"),
        ],
        relation_types=[
            RelationType(name="says", heads=["PER", "LOC"], tails=["PERSON"]),
            RelationType(name="tells", heads=["Quelle"], tails=["PER"]),
            RelationType(name="near", heads=["LOC"], tails=["LOC"]),
        ],
        variables=[Attribute(name="tone", values=[Value(name="dry")]), Attribute(name="frame")],
    )
    record = ArticleRecord(
        article=Article(title="T"),
        text="Rusia mengakui.",
        annotations=[
            mark("PER", "m1", kind="gov", mood="calm", tags=["a", "b"], n=3),
            mark("PERSON", "m2", kind="x"),
            mark("LOC", "m3"),
        ],
        relations=[
            Relation(type="says", head="m1", tail="m2"),
            Relation(type="says", head="m3", tail="m2"),
            Relation(type="near", head="m3", tail="m3"),
        ],
        variables={"tone": "dry", "frame": "war"},
    )
    return Dataset(scheme=scheme, records=[record], name="file")


def used() -> list[UsedName]:
    data = theirs()
    tally = NameTally(data.scheme)
    assert len(list(tally.watch(data.records))) == 1
    return tally.used()


def asked(meanings: dict[str, str | None]) -> dict[str, str]:
    return {one.used.key: one.guess for one in questions(OURS, used(), meanings)}


def test_every_name_is_counted_and_stands_behind_what_it_belongs_to() -> None:
    counts = {one.key: one.count for one in used()}
    assert list(counts)[:5] == [
        *("label:PER", "attribute:PER/kind", "value:PER/kind/gov", "value:PER/kind/press"),
        "attribute:PER/mood",
    ]
    assert (counts["label:PER"], counts["value:PER/kind/press"], counts["relation:says"]) == (1, 0, 2)
    assert (counts["value:PER/tags/b"], counts["variable value:frame/war"]) == (1, 1)
    assert "value:PER/n/3" not in counts


def test_free_text_is_not_asked_about_value_by_value() -> None:
    tally = NameTally(Scheme())
    texts = [
        ArticleRecord(article=Article(), text="", annotations=[mark("PER", str(n), why=f"text {n}")])
        for n in range(70)
    ]
    list(tally.watch(texts))
    assert [one.key for one in tally.used()] == ["label:PER", "attribute:PER/why"]


def test_names_of_several_files_are_counted_together() -> None:
    more = [
        UsedName(kind="label", name="NEW", count=2),
        UsedName(kind="value", name="new", of=("PER", "kind")),
    ]
    names = together([used(), used(), more])
    keys = [one.key for one in names]
    assert names[0].count == 2
    assert keys.index("value:PER/kind/new") < keys.index("attribute:PER/mood")
    assert keys.index("label:NEW") < keys.index("relation:says") < keys.index("variable:tone")


def test_what_the_scheme_knows_is_not_asked_about() -> None:
    found = asked({})
    assert "label:Quelle" not in found  # its identity is known
    assert {"label:PER", "label:LOC", "attribute:PER/kind", "relation:says", "variable:tone"} <= set(found)
    assert "value:PER/kind/gov" not in found  # comes with its new label
    assert "variable value:frame/war" in found


def test_attributes_and_values_are_asked_about_under_the_meaning_of_their_label() -> None:
    found = asked({"label:PER": "actor", "attribute:PER/kind": "type", "attribute:PER/mood": "issue"})
    assert "value:PER/kind/gov" in found
    assert "value:PER/mood/calm" not in found  # that list grows
    assert not any(key.startswith("attribute:PERSON") for key in asked({"label:PERSON": None}))
    assert not any("kind/" in key for key in asked({"label:PER": "actor", "attribute:PER/kind": None}))
    assert "variable value:tone/dry" in asked({"variable:tone": "frame"})
    assert "variable value:frame/war" not in asked({"variable:frame": None})
    assert "value:PER/kind/gov" not in asked({"label:PER": None, "attribute:PER/kind": "type"})


@pytest.mark.parametrize(
    ("name", "guess"),
    [("Actors", "actor"), ("ACTOR", "actor"), ("sorce", "source"), ("PER", ""), ("—", ""), ("s", "")],
)
def test_the_likeliest_meaning_is_all_but_the_same_word(name: str, guess: str) -> None:
    assert likeliest(name, ["actor", "claim", "source"]) == guess


def test_without_meanings_nothing_changes() -> None:
    data = theirs()
    assert renamed(data, {}) is data


def test_names_get_their_meanings_and_what_is_left_out_takes_its_relations_along() -> None:
    meanings = {
        "label:PER": "actor",
        "label:PERSON": "actor",
        "label:LOC": None,
        "relation:says": "made_by",
        "attribute:PER/kind": "type",
        "value:PER/kind/gov": "government",
        "value:PER/tags/a": None,
        "attribute:PERSON/kind": "type",
        "attribute:PER/n": None,
        "variable:tone": "frame",
        "variable value:tone/dry": "conflict",
        "relation:tells": "made_by",
        "value:PER/kind/press": None,
    }
    data = renamed(theirs(), meanings)
    (record,) = data.records
    assert [(one.label, one.attributes) for one in record.annotations] == [
        ("actor", {"type": "government", "mood": "calm", "tags": ["b"]}),
        ("actor", {"type": "x"}),
    ]
    assert [(one.type, one.head) for one in record.relations] == [("made_by", "m1")]
    assert record.variables == {"frame": "conflict"}
    assert "Two values came together" in record.problems[0].message
    actor, source = data.scheme.labels
    assert (actor.name, source.name, actor.uid) == ("actor", "Quelle", "")
    assert actor.attributes[0].name == "type"
    assert [one.name for one in actor.attributes[0].values] == ["government", "x"]
    assert actor.attributes[0].default == "government"
    assert actor.attributes[1].shown_when == Condition(attribute="type", values=["government"])
    made_by, near = data.scheme.relation_types
    assert (made_by.heads, made_by.tails) == (["actor", "Quelle"], ["actor"])
    assert (near.heads, near.tails) == ([], [])
    assert [one.name for one in data.scheme.variables] == ["frame"]


def test_a_condition_on_something_left_out_goes_and_an_empty_list_is_no_value() -> None:
    data = renamed(theirs(), {"attribute:PER/kind": None, "value:PER/tags/a": None, "value:PER/tags/b": None})
    (record,) = data.records
    assert record.annotations[0].attributes == {"mood": "calm", "n": 3}
    assert data.scheme.labels[0].attributes[0].shown_when is None
    assert [one.name for one in renamed(theirs(), {"relation:near": None}).scheme.relation_types] == [
        "says",
        "tells",
    ]


def test_meanings_are_read_from_words() -> None:
    assert meanings_from(["label:PER=actor", "value:A/b/c=d= e ", "relation:x=", "variable:y=-"]) == {
        "label:PER": "actor",
        "value:A/b/c=d": "e",
        "relation:x": None,
        "variable:y": None,
    }
    for wrong in ("label:PER", "lable:PER=actor", "PER=actor"):
        with pytest.raises(ValueError, match="label:PER=actor"):
            meanings_from([wrong])
