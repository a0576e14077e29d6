"""To-dos, relations and history in words: pure functions on values."""

from __future__ import annotations

import pytest

from annotator import paths
from annotator.model.annotation import Annotation, Relation, Span
from annotator.model.changes import HistoryEntry
from annotator.model.scheme import Scheme, read_scheme
from annotator.ui.history_words import history_steps
from annotator.ui.relation_words import relation_lines
from annotator.ui.todos import todos


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return read_scheme((paths.resources() / "schemes" / "default.json").read_bytes())


def _mark(label: str, start: int, end: int, **more: object) -> Annotation:
    return Annotation(label=label, fragments=(Span(start, end),), uid=f"{label}{start}", **more)  # type: ignore[arg-type]


def _link(kind: str, head: Annotation, tail: Annotation, **more: object) -> Relation:
    return Relation(type=kind, head=head.uid, tail=tail.uid, uid=f"{kind}-{head.uid}", **more)  # type: ignore[arg-type]


def test_a_claim_without_source_and_form_is_two_things_to_do(scheme: Scheme) -> None:
    found = todos(scheme, [_mark("claim", 5, 9)], [])
    assert [one.lack for one in found] == ["has no source", "has no form"]


def test_an_unattributed_claim_needs_no_source(scheme: Scheme) -> None:
    assert todos(scheme, [_mark("claim", 5, 9, attributes={"form": "unattributed"})], []) == []


def test_a_sentiment_needs_a_target(scheme: Scheme) -> None:
    sentiment = _mark("sentiment", 1, 3, attributes={"polarity": "positive"})
    actor = _mark("actor", 5, 9)
    assert [one.lack for one in todos(scheme, [sentiment, actor], [])] == ["has no target"]
    assert todos(scheme, [sentiment, actor], [_link("target", sentiment, actor)]) == []


def test_a_mark_of_a_label_that_is_gone_asks_for_nothing(scheme: Scheme) -> None:
    assert todos(scheme, [_mark("unknown", 1, 3)], []) == []


def test_the_lines_of_a_claim_name_source_relay_and_what_is_felt_in_it() -> None:
    claim, source, relay = _mark("claim", 10, 90), _mark("source", 100, 109), _mark("source", 120, 130)
    joy, actor = _mark("sentiment", 20, 30), _mark("actor", 40, 50)
    relations = [
        _link("attributes", source, claim, cue=Span(95, 99), cue_quote="kata"),
        _link("relays", relay, source),
        _link("target", joy, actor),
        _link("affects", claim, actor),
    ]
    lines = relation_lines(claim, [claim, source, relay, joy, actor], relations)
    assert [(line.lead, line.mark.uid) for line in lines] == [
        ("source", source.uid),
        ("about", actor.uid),
        ("relayed by", relay.uid),
        ("sentiment", joy.uid),
    ]
    assert lines[0].relation is not None
    assert lines[3].beyond == actor


def test_a_relation_of_ones_own_reads_by_its_name_both_ways() -> None:
    one, two = _mark("a", 0, 1), _mark("b", 2, 3)
    link = _link("pays_for", one, two)
    assert relation_lines(one, [one, two], [link])[0].lead == "pays for"
    assert relation_lines(two, [one, two], [link])[0].lead == "pays for, from"


def test_a_relation_to_a_mark_that_is_not_there_is_left_out() -> None:
    one, two = _mark("claim", 0, 1), _mark("actor", 2, 3)
    assert relation_lines(one, [one], [_link("affects", one, two)]) == []


def _entry(what: str, name: str = "Edit mark", **sides: dict[str, object]) -> HistoryEntry:
    return HistoryEntry(
        command=1,
        name=name,
        coder="Ana",
        at="2025-04-26T09:14:32Z",
        what=what,
        table="annotation",
        uid="u",
        before=sides.get("before", {}),
        after=sides.get("after", {}),
    )


def _words(*entries: HistoryEntry) -> list[str]:
    return [step.words for step in history_steps(list(entries), lambda key: f"entity {key}")]


def test_history_says_who_marked_and_what_became_of_each_value() -> None:
    changed = _entry(
        "changed",
        before={"attributes": '{"form":"indirect","explicit":true}', "note": "", "entity_id": None},
        after={"attributes": '{"form":"direct quote"}', "note": "why", "entity_id": 7},
    )
    assert _words(_entry("added", "Add claim"), changed) == [
        "form: indirect → direct quote",
        "explicit: yes → —",
        "entity: — → entity 7",
        "note written",
        "marked by Ana",
    ]


def test_history_tells_import_undo_and_deletion_apart() -> None:
    assert _words(_entry("added", "Import")) == ["imported by Ana"]
    assert _words(_entry("added", "Undo Delete claim")) == ["undo: brought back by Ana"]
    assert _words(_entry("deleted", "Redo Delete claim")) == ["redo: deleted by Ana"]


def test_history_of_a_label_takes_the_commands_own_name() -> None:
    entry = _entry("changed", "Change claim to actor", before={"label_id": 2}, after={"label_id": 1})
    assert _words(entry) == ["change claim to actor"]


def test_history_of_moved_edges_shows_the_new_text() -> None:
    entry = _entry("changed", before={"end": 9, "quote": "ab"}, after={"end": 12, "quote": "abcde"})
    assert _words(entry) == ["text: abcde"]
