"""The session on a real project file: marks shown, saved, kept when the file refuses, saved again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.errors import AnnotatorError
from annotator.model.annotation import Annotation, Span
from annotator.project import Project
from annotator.ui.session import Session


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program holds the file."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def _span(session: Session, words: str) -> Span:
    start = session.text.index(words)
    return Span(start, start + len(words))


def _stored(session: Session) -> list[Annotation]:
    assert session.project is not None
    assert session.article is not None
    return session.project.annotations.of(session.article.id)


def _newest(session: Session) -> Annotation:
    assert session.project is not None
    mark = session.selected_mark()
    assert mark is not None
    return session.project.annotations.get(mark.id)


def test_a_mark_is_painted_before_it_is_saved(session: Session) -> None:
    order = []
    before = len(_stored(session))
    session.marks_pending.connect(lambda: order.append(("painted", len(session.annotations), before)))
    session.changed.connect(
        lambda _: order.append(("saved", len(session.annotations), len(_stored(session))))
    )
    session.annotate("claim", [_span(session, "Hal itu diucapkan")])
    assert order == [("painted", before + 1, before), ("saved", before + 1, before + 1)]


def test_a_mark_keeps_its_uid_when_it_is_saved(session: Session) -> None:
    uid = session.annotate("actor", [_span(session, "Paus Fransiskus")])
    assert session.selected == uid
    assert _newest(session).uid == uid
    assert session.saved_state == "saved"


def test_marking_is_one_step_of_undo_with_a_name_people_read(session: Session) -> None:
    assert session.project is not None
    session.annotate("claim", [_span(session, "Hal itu")])
    assert session.project.undo_name == "Add claim"
    session.undo()
    assert session.selected == ""
    session.redo()
    assert any(mark.quote == "Hal itu" for mark in session.annotations)


def test_marking_takes_the_label_in_hand(session: Session) -> None:
    session.annotate("sentiment", [_span(session, "sangat dekat")])
    assert session.label_in_hand == "sentiment"


@pytest.mark.parametrize("spans", [[], [Span(5, 5)], [Span(9, 3)], [Span(0, 10**6)]])
def test_a_span_that_cannot_be_is_refused_and_told(session: Session, spans: list[Span]) -> None:
    told: list[AnnotatorError] = []
    session.failed.connect(told.append)
    before = len(_stored(session))
    assert session.annotate("claim", spans) == ""
    assert len(told) == 1
    assert len(_stored(session)) == before
    assert not session.unsaved


def test_a_value_the_scheme_does_not_know_is_taken_back_and_told(session: Session) -> None:
    told: list[AnnotatorError] = []
    session.failed.connect(told.append)
    uid = session.annotate("claim", [_span(session, "Hal itu")])
    session.set_attribute(uid, "form", "no such form")
    assert "no such form" in told[0].sentence
    assert session.mark(uid) is not None
    assert session.mark(uid).attributes == {}  # type: ignore[union-attr]
    assert not session.unsaved


def test_values_notes_and_entities_are_saved(session: Session) -> None:
    uid = session.annotate("actor", [_span(session, "Donald Trump")])
    entity = session.add_entity("Donald Trump", "government")
    session.set_attribute(uid, "type", "government")
    session.set_entity(uid, entity)
    session.set_note(uid, "president")
    stored = _newest(session)
    assert (stored.attributes, stored.entity, stored.note) == ({"type": "government"}, entity, "president")
    session.set_attribute(uid, "type", None)
    assert _newest(session).attributes == {}


def test_a_new_value_of_a_growing_list_joins_the_scheme(session: Session) -> None:
    uid = session.annotate("claim", [_span(session, "Hal itu")])
    session.set_attribute(uid, "issue", "war in Ukraine")
    issue = session.scheme.label("claim").attribute("issue")
    assert issue is not None
    assert issue.value_names() == ["war in Ukraine"]
    assert _newest(session).attributes["issue"] == "war in Ukraine"


def test_nothing_is_written_when_nothing_changes(session: Session) -> None:
    assert session.project is not None
    uid = session.annotate("claim", [_span(session, "Hal itu")])
    session.set_note(uid, "")
    session.relabel(uid, "claim")
    assert session.project.undo_name == "Add claim"


def test_another_label_keeps_only_the_values_it_knows(session: Session) -> None:
    uid = session.annotate("actor", [_span(session, "Donald Trump")])
    session.set_attribute(uid, "scope", "foreign")
    session.set_entity(uid, session.add_entity("Trump", ""))
    session.relabel(uid, "claim")
    stored = _newest(session)
    assert (stored.label, stored.attributes, stored.entity) == ("claim", {}, "")


def test_fragments_are_added_and_taken_away(session: Session) -> None:
    first, second = _span(session, "Hal itu"), _span(session, "Kremlin")
    uid = session.annotate("claim", [first])
    session.add_fragment(second)
    assert _newest(session).fragments == (first, second)
    session.remove_fragment(uid, first)
    assert _newest(session).fragments == (second,)


def test_a_fragment_without_a_mark_is_told(session: Session) -> None:
    told: list[str] = []
    session.told.connect(told.append)
    session.add_fragment(Span(0, 5))
    assert len(told) == 1


def test_deleting_a_mark_takes_its_relations_and_undo_brings_both_back(session: Session) -> None:
    source = next(mark for mark in session.annotations if mark.quote == "Gerasimov")
    before = len(session.relations)
    session.select(source.uid)
    session.delete(source.uid)
    assert session.selected == ""
    assert len(session.relations) < before
    session.undo()
    assert len(session.relations) == before


def test_relations_are_made_changed_and_deleted(session: Session) -> None:
    claim = session.annotate("claim", [_span(session, "Hal itu")])
    source = session.annotate("source", [_span(session, "Yury Ushakov")])
    session.relate(source, claim, "attributes")
    made = next(one for one in session.relations if one.head == source)
    session.set_cue(made, _span(session, "kata ajudan"))
    made = next(one for one in session.relations if one.head == source)
    assert made.cue_quote == "kata ajudan"
    session.unrelate(made)
    assert not [one for one in session.relations if one.head == source]


def test_a_mark_that_cannot_be_saved_stays_is_flagged_and_is_saved_later(
    session: Session, sample: Path, qtbot: QtBot
) -> None:
    failures: list[AnnotatorError] = []
    recoveries: list[bool] = []
    session.failed.connect(failures.append)
    session.recovered.connect(lambda: recoveries.append(True))
    with locked(sample):
        uid = session.annotate("claim", [_span(session, "Hal itu")])
        assert session.saved_state == "unsaved"
        assert session.unsaved.uids() == {uid}
        assert session.mark(uid) is not None
        assert failures
        session.set_note(uid, "kept")
        assert not session.save_unsaved()
    qtbot.waitUntil(lambda: not session.unsaved, timeout=15_000)
    assert session.saved_state == "saved"
    assert recoveries
    assert _newest(session).note == "kept"


def test_a_change_that_cannot_be_saved_stays_and_is_saved_later(session: Session, sample: Path) -> None:
    uid = session.annotate("claim", [_span(session, "Hal itu")])
    with locked(sample):
        session.set_attribute(uid, "form", "indirect")
        assert uid in session.unsaved
        mark = session.mark(uid)
        assert mark is not None
        assert mark.attributes == {"form": "indirect"}
    assert session.save_unsaved()
    assert _newest(session).attributes == {"form": "indirect"}


def test_an_unsaved_mark_can_be_taken_back(session: Session, sample: Path) -> None:
    with locked(sample):
        uid = session.annotate("claim", [_span(session, "Hal itu")])
        session.delete(uid)
    assert not session.unsaved
    assert session.mark(uid) is None
    assert session.saved_state == "saved"


def test_unsaved_marks_go_to_another_file_and_can_be_imported(
    session: Session, sample: Path, tmp_path: Path
) -> None:
    from annotator.project.importing import import_files

    target = tmp_path / "unsaved.jsonl"
    with locked(sample):
        uid = session.annotate("claim", [_span(session, "Hal itu")])
        session.write_unsaved(target)
    record = json.loads(target.read_text("utf-8").splitlines()[0])
    assert [span["text"] for span in record["spans"]] == ["Hal itu"]
    session.unsaved.drop(uid)
    other = Project.create(tmp_path / "other.anno", coder="Ana")
    import_files(other, [target])
    assert [mark.uid for mark in other.annotations.of(other.articles.ids()[0])] == [uid]
    other.close()


def test_two_unsaved_marks_cannot_be_related_and_that_is_told(session: Session, sample: Path) -> None:
    told: list[AnnotatorError] = []
    with locked(sample):
        claim = session.annotate("claim", [_span(session, "Hal itu")])
        session.failed.connect(told.append)
        session.relate(session.annotations[0].uid, claim, "attributes")
    assert "cannot be related before" in told[0].sentence
    session.unsaved.drop(claim)


def test_an_article_is_edited_and_its_variables_set(session: Session) -> None:
    assert session.project is not None
    assert session.article is not None
    assert session.edit_article(outlet="Another")
    assert session.article.outlet == "Another"
    assert session.set_variable("genre", "news")
    assert session.project.articles.variables(session.article.id) == {"genre": "news"}
    assert session.set_variable("genre", "")
    assert session.project.articles.variables(session.article.id) == {}
    assert session.set_status("done")
    assert session.article.status == "done"


def test_a_deleted_article_is_not_shown_any_more_and_undo_brings_it_back(session: Session) -> None:
    assert session.project is not None
    assert session.article is not None
    key = session.article.id
    assert session.delete_articles([key])
    assert session.article is None
    session.undo()
    session.show_article(key)
    assert session.article is not None
    assert len(session.annotations) == 13


def test_a_project_for_reading_only_refuses_every_write_in_one_sentence(qtbot: QtBot, sample: Path) -> None:
    session = Session()
    session.open(Project.open(sample, coder="Ana", read_only=True))
    assert session.project is not None
    session.show_article(session.project.articles.ids()[0])
    told: list[AnnotatorError] = []
    session.failed.connect(told.append)
    assert session.saved_state == "read-only"
    session.annotate("claim", [Span(0, 5)])
    session.delete(session.annotations[0].uid)
    session.set_note(session.annotations[0].uid, "x")
    session.undo()
    assert not session.set_status("done")
    assert [error.sentence for error in told] == [told[0].sentence] * 5
    session.close()


def test_a_change_from_another_thread_arrives_in_this_one(session: Session, qtbot: QtBot) -> None:
    from annotator.ui.jobs import Job

    project = session.project
    assert project is not None
    job = Job(lambda _: project.entities.add("Somebody"))
    with qtbot.waitSignal(session.changed) as heard:
        job.start()
    job.wait()
    assert heard.args[0].entities
