"""How the work of two to six coders meets: each mark in one case, and the gravest difference named."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.agreement.cases import cases, relation_cases, variable_cases
from annotator.model.annotation import Annotation, AttributeValue, Relation, Span, normal_fragments

CODERS = ("A", "B", "C")


def mark(coder: str, start: int, end: int, label: str = "actor", **more: object) -> Annotation:
    uid = str(more.pop("uid", f"{coder}{start}-{end}{label}"))
    return Annotation(coder=coder, label=label, fragments=(Span(start, end),), uid=uid, **more)  # type: ignore[arg-type]


def link(
    coder: str, head: Annotation, tail: Annotation, kind: str = "made_by", cue: Span | None = None
) -> Relation:
    return Relation(
        coder=coder, type=kind, head=head.uid, tail=tail.uid, cue=cue, uid=f"{coder}{kind}{head.uid}"
    )


def test_equal_marks_of_all_are_the_same() -> None:
    (one,) = cases([mark(coder, 3, 9) for coder in CODERS], CODERS)
    assert (one.kind, list(one.marks), one.start, one.end) == ("same", ["A", "B", "C"], 3, 9)


def test_each_kind_of_difference_has_its_name() -> None:
    base = mark("A", 3, 9)
    others = {
        "label": mark("B", 3, 9, "source"),
        "boundary": mark("B", 3, 7),
        "attribute": mark("B", 3, 9, attributes={"type": "media"}),
        "entity": mark("B", 3, 9, entity="x"),
    }
    for kind, other in others.items():
        (one,) = cases([base, other], ["A", "B"])
        assert one.kind == kind
    assert cases([base, others["attribute"]], ["A", "B"])[0].attributes == ("type",)


def test_the_gravest_difference_of_three_counts() -> None:
    marks = [mark("A", 3, 9), mark("B", 3, 8), mark("C", 3, 9, "source")]
    assert cases(marks, CODERS)[0].kind == "label"
    assert cases(marks[:2], CODERS)[0].kind == "only"


def test_marks_of_the_same_label_come_together_where_two_lie_on_one_stretch() -> None:
    marks = [mark("A", 0, 9), mark("A", 0, 9, "claim"), mark("B", 0, 9, "claim"), mark("C", 1, 9)]
    found = cases(marks, CODERS)
    assert sorted([*one.marks] for one in found) == [["A", "B"], ["A", "C"]]


def test_suggestions_and_other_coders_are_left_out() -> None:
    marks = [mark("A", 0, 9), mark("A", 0, 9, "claim", suggested=True), mark("D", 0, 9)]
    (one,) = cases(marks, ["A", "B"])
    assert list(one.marks) == ["A"]


def test_the_order_of_several_values_does_not_count() -> None:
    marks = [
        mark("A", 0, 9, attributes={"issues": ["war", "oil"], "seen": True}),
        mark("B", 0, 9, attributes={"issues": ["oil", "war"], "seen": 1}),
    ]
    assert cases(marks, ["A", "B"])[0].attributes == ("seen",)


@st.composite
def _marks(draw: st.DrawFn) -> list[Annotation]:
    made = []
    for number in range(draw(st.integers(0, 12))):
        spans = [
            (at, at + draw(st.integers(1, 8)))
            for at in draw(st.lists(st.integers(0, 30), min_size=1, max_size=2))
        ]
        made.append(
            Annotation(
                coder=draw(st.sampled_from(CODERS)),
                label=draw(st.sampled_from(("actor", "claim"))),
                fragments=normal_fragments(spans, length=40),
                uid=f"{number:02}",
            )
        )
    return made


@given(_marks())
def test_every_mark_is_in_one_case_and_no_coder_is_twice_in_any(marks: list[Annotation]) -> None:
    found = cases(marks, CODERS)
    assert sorted(uid for one in found for uid in one.uids) == sorted(one.uid for one in marks)
    for one in found:
        assert all(mark.coder == coder for coder, mark in one.marks.items())


@given(_marks())
def test_the_cases_do_not_depend_on_the_order_of_the_marks(marks: list[Annotation]) -> None:
    assert cases(marks, CODERS) == cases(marks[::-1], CODERS)


def test_relations_meet_where_their_ends_do() -> None:
    heads = {coder: mark(coder, 0, 9, "claim") for coder in CODERS}
    tails = {coder: mark(coder, 20, 29) for coder in CODERS}
    found = cases([*heads.values(), *tails.values()], CODERS)
    links = [link(coder, heads[coder], tails[coder]) for coder in CODERS]
    assert [one.kind for one in relation_cases(links, found, CODERS)] == ["same"]
    assert [one.kind for one in relation_cases(links[:2], found, CODERS)] == ["only"]
    other = [*links[:2], link("C", heads["C"], tails["C"], "affects")]
    assert [one.kind for one in relation_cases(other, found, CODERS)] == ["type"]
    cued = [*links[:2], link("C", heads["C"], tails["C"], cue=Span(10, 14))]
    (one,) = relation_cases(cued, found, CODERS)
    assert (one.kind, list(one.relations), len(one.uids)) == ("cue", ["A", "B", "C"], 3)


def test_two_relations_between_the_same_ends_stay_two() -> None:
    heads = {coder: mark(coder, 0, 9, "claim") for coder in "AB"}
    tails = {coder: mark(coder, 20, 29) for coder in "AB"}
    found = cases([*heads.values(), *tails.values()], ["A", "B"])
    links = [
        link(coder, heads[coder], tails[coder], kind) for coder in "AB" for kind in ("made_by", "affects")
    ]
    assert [one.kind for one in relation_cases(links, found, ["A", "B"])] == ["same", "same"]


def test_variables_meet_by_name() -> None:
    values: dict[str, dict[str, AttributeValue]] = {
        "A": {"frame": "conflict", "genre": "news", "tone": "calm"},
        "B": {"frame": "conflict", "genre": "opinion"},
    }
    found = {one.name: one.kind for one in variable_cases(values, ["A", "B"])}
    assert found == {"frame": "same", "genre": "value", "tone": "only"}
