"""Marks as the canvas keeps them: what changed, what stays."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Annotation, Relation, Span
from annotator.ui.canvas.marks import Marks


def annotation(uid: str, *spans: tuple[int, int], label: str = "actor", coder: str = "Ani") -> Annotation:
    return Annotation(uid=uid, label=label, coder=coder, fragments=tuple(Span(*one) for one in spans))


spans = st.tuples(st.integers(0, 500), st.integers(1, 60)).map(lambda one: (one[0], sum(one)))


@given(
    st.lists(spans, max_size=30),
    st.lists(st.tuples(st.integers(0, 40), st.none() | spans), max_size=30),
    spans,
)
def test_marks_are_found_where_they_lie_after_any_changes(
    first: list[tuple[int, int]], steps: list[tuple[int, tuple[int, int] | None]], asked: tuple[int, int]
) -> None:
    held = {f"u{number}": annotation(f"u{number}", one) for number, one in enumerate(first)}
    marks = Marks(list(held.values()))
    for number, one in steps:
        uid = f"u{number}"
        if one is None:
            marks.remove(uid)
            held.pop(uid, None)
        else:
            held[uid] = annotation(uid, one)
            marks.put(held[uid])
    start, end = asked
    wanted = {uid for uid, one in held.items() if one.start < end and one.end > start}
    assert set(marks.touching(start, end)) == wanted
    assert [uid for _, _, uid in marks.order()] == [
        one.uid for one in sorted(held.values(), key=lambda one: (one.start, one.end, one.uid))
    ]
    assert marks.count() == len(held)


def test_only_what_differs_is_touched() -> None:
    marks = Marks([annotation("a", (0, 5)), annotation("b", (10, 15)), annotation("c", (20, 25))])
    touched = marks.replace(
        [annotation("a", (0, 5)), annotation("b", (10, 18)), annotation("d", (30, 31))], []
    )
    assert sorted(touched) == [(10, 15), (10, 18), (20, 25), (30, 31)]
    assert (
        marks.replace([annotation("a", (0, 5)), annotation("b", (10, 18)), annotation("d", (30, 31))], [])
        == []
    )


def test_filters_hide_labels_and_coders() -> None:
    marks = Marks(
        [
            annotation("a", (0, 5)),
            annotation("b", (1, 2), label="claim"),
            annotation("c", (1, 3), coder="Budi"),
        ]
    )
    marks.filter({"actor"}, {"Ani"})
    assert list(marks.touching(0, 9)) == ["a"]
    assert marks.place("a") == (1, 1)
    assert marks.place("b") == (0, 1)
    assert marks.count() == 1
    marks.filter(None, None)
    assert marks.count() == 3


def test_the_next_mark_wraps_round() -> None:
    marks = Marks([annotation("a", (5, 9)), annotation("b", (5, 20)), annotation("c", (30, 31))])
    assert [marks.after(0), marks.after(6), marks.after(40)] == ["a", "c", "a"]
    assert [marks.after(0, "a"), marks.after(0, "c"), marks.before(0, "a"), marks.before(30)] == [
        "b",
        "a",
        "c",
        "b",
    ]
    assert (Marks().after(0), Marks().before(0)) == ("", "")


def test_fragments_in_a_stretch_are_given_whole_and_gaps_are_known() -> None:
    marks = Marks([annotation("a", (0, 5), (20, 30), (50, 60)), annotation("b", (7, 8))])
    assert marks.touching(22, 40) == {"a": [Span(20, 30)]}
    assert marks.touching(6, 19) == {"b": [Span(7, 8)]}
    assert sorted(marks.gaps_across(0, 100)) == [("a", 5, 20), ("a", 30, 50)]
    assert marks.has_gaps()
    marks.remove("a")
    assert not marks.has_gaps()


def test_relations_follow_their_ends() -> None:
    marks = Marks(
        [annotation("a", (5, 9)), annotation("b", (100, 120))],
        [Relation(uid="r", type="t", head="a", tail="b")],
    )
    assert marks.is_linked("b")
    assert [one.uid for one in marks.relations_across(50, 60)] == ["r"]
    marks.put(annotation("b", (7, 9)))
    assert marks.relations_across(50, 60) == []
    assert [one.uid for one in marks.relations_of("a")] == ["r"]
    marks.remove("b")
    assert marks.relations_across(0, 200) == []
    marks.put(annotation("b", (100, 120)))
    assert [one.uid for one in marks.relations_across(50, 60)] == ["r"]
    assert marks.replace(list(marks.annotations.values()), []) == [Span(5, 6), Span(100, 101)]
    assert not marks.is_linked("a")


def test_unsorted_annotations_are_taken_as_well() -> None:
    marks = Marks([annotation("b", (50, 60)), annotation("a", (0, 5))])
    assert list(marks.touching(0, 100)) == ["a", "b"]
