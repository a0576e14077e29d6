"""The history of the project: listed, told in words, brought back from, and made shorter."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from annotator.errors import AnnotatorError
from annotator.model.annotation import Span
from annotator.model.changes import HISTORY_KINDS, HistoryFilter
from annotator.project import Project
from annotator.project.merging import merge_into
from annotator.store import chronicle
from tests.projects import first, new_project, state


@pytest.fixture
def project(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = new_project(tmp_path)
    yield made
    made.close()


def names(project: Project, **asked: object) -> list[str]:
    """Names of the commands that the filter takes, newest first."""
    wanted = HistoryFilter(**asked)  # type: ignore[arg-type]
    return [one.name for one in project.history.lines(project.history.commands(wanted), wanted)]


def newest(project: Project) -> int:
    return project.history.commands()[0]


def test_every_command_is_listed_newest_first_with_who_and_when(project: Project) -> None:
    project.annotations.add(first(project), "actor", [(0, 5)])
    project.set_coder("Budi")
    project.articles.set_status(first(project), "done")
    project.undo()
    lines = project.history.lines(project.history.commands())
    told = [(one.name, one.coder, one.kind) for one in lines]
    assert told == [
        ("Mark as done", "Budi", "undo"),
        ("Mark as done", "Budi", "do"),
        ("Add actor", "Sari", "do"),
        ("Import", "Sari", "do"),
        ("Create project", "Sari", "found"),
    ]
    assert [one.at for one in lines] == sorted((one.at for one in lines), reverse=True)
    assert lines[2].changes == 2


def test_a_change_is_told_with_names_before_and_after(project: Project) -> None:
    article = first(project)
    e = project.entities.add("Kremlin")
    mark = project.annotations.add(article, "actor", [(0, 5)])
    project.annotations.edit(mark.id, entity=e.uid, note="a metonym", attributes={"type": "government"})
    project.annotations.edit(mark.id, fragments=[(0, 5), (20, 27)])
    project.annotations.edit(mark.id, label="source")
    relabel, move, edit, add, *_ = project.history.commands()
    (told,) = project.history.changes(edit)
    assert (told.what, told.table, told.subject) == ("changed", "annotation", "actor “Rusia”")
    assert {(one.name, one.before, one.after) for one in told.differences} == {
        ("entity", None, "Kremlin"),
        ("note", None, "a metonym"),
        ("type", None, "government"),
    }
    (moved,) = project.history.changes(move)
    assert [(one.name, one.before) for one in moved.differences] == [("text", "Rusia")]
    (changed,) = project.history.changes(relabel)
    assert ("label", "actor", "source") in {(one.name, one.before, one.after) for one in changed.differences}
    (added, started) = project.history.changes(add)
    assert (added.what, added.subject, added.article, added.uid) == (
        "added",
        "actor “Rusia”",
        article,
        mark.uid,
    )
    assert started.table == "article"
    assert started.title == project.articles.get(article).title


def test_other_things_are_told_by_their_names_even_when_they_are_gone(project: Project) -> None:
    article = first(project)
    source = project.annotations.add(article, "source", [(0, 5)])
    claim = project.annotations.add(article, "claim", [(6, 14)])
    project.relations.add("attributes", source.uid, claim.uid)
    project.articles.set_variable(article, "genre", "news")
    pilot = project.sets.make("Pilot", [article])
    project.assignments.assign([article], ["Budi"])
    project.saved.put("filter", "Open", {"status": "new"})
    project.saved.put("filter", "Open", {"status": "done", "more": [True, 1]})
    project.decisions.add(article, verdict="accepted", sides=[], note="agreed")
    project.articles.edit(article, extra={"section": "world"})
    project.sets.delete(pilot.uid)
    project.articles.delete([article])
    subjects = {
        (told.table, told.subject)
        for key in project.history.commands()
        for told in project.history.changes(key)
    }
    assert {
        ("relation", "attributes: Rusia → mengakui"),
        ("variable_value", "genre: news"),
        ("article_set", "Pilot"),
        ("set_member", "Pilot"),
        ("assignment", "Budi"),
        ("saved_item", "Open"),
        ("decision", "accepted agreed"),
        ("label", "actor"),
        ("scheme_version", "1"),
        ("article_text", ""),
    } <= subjects
    saved = [told for key in project.history.commands() for told in project.history.changes(key)]
    differences = {(d.name, d.before, d.after) for one in saved for d in one.differences}
    assert {("status", "new", "done"), ("more", None, "yes, 1"), ("section", None, "world")} <= differences


@pytest.mark.parametrize("kind", HISTORY_KINDS)
def test_the_list_can_be_narrowed_to_a_kind(project: Project, kind: str) -> None:
    article = first(project)
    source = project.annotations.add(article, "source", [(0, 5)])
    claim = project.annotations.add(article, "claim", [(6, 14)])
    project.relations.add("attributes", source.uid, claim.uid)
    project.entities.add("Kremlin")
    project.articles.edit(article, title="A title")
    project.assignments.assign([article], ["Budi"])
    scheme = project.scheme
    project.change_scheme(msgspec.structs.replace(scheme, labels=scheme.labels[::-1]))
    project.annotations.delete([source.id])
    project.undo()
    project.snapshot(project.path.with_name("copy.anno"))
    copy = Project.open(project.path.with_name("copy.anno"), coder="Budi")
    copy.entities.add("Duma")
    copy.close()
    merge_into(project, [copy.path])
    expected = {
        "marks": {"Add source", "Add claim", "Delete mark"},
        "relations": {"Add relation", "Delete mark"},
        "articles": {"Edit article", "Import"},
        "entities": {"Add entity", "Merge copy.anno"},
        "work": {"Assign article"},
        "scheme": {"Edit scheme", "Create project"},
        "deleted": {"Delete mark"},
        "undo": {"Delete mark"},
        "merge": {"Merge copy.anno"},
    }[kind]
    assert expected <= set(names(project, kind=kind))
    assert "Import" not in names(project, kind=kind) or kind in {"articles"}


def test_the_list_can_be_narrowed_to_a_coder_a_day_and_a_text(project: Project) -> None:
    article = first(project)
    project.annotations.add(article, "actor", [(0, 5)], note="100% sure")
    project.set_coder("Budi")
    mark = project.annotations.add(article, "claim", [(6, 14)])
    project.annotations.delete([mark.id])
    assert names(project, coder="Budi") == ["Delete mark", "Add claim"]
    assert names(project, coder="nobody of that name") == []
    today = datetime.now(UTC).date().isoformat()
    assert len(names(project, since=today)) == 5
    assert names(project, until=today) == []
    assert names(project, text="mengakui") == ["Delete mark"]
    assert names(project, text="rusia") == ["Add actor"]
    assert names(project, text="100%") == ["Add actor"]
    assert names(project, text="0% u") == []
    assert names(project, text="claim", coder="Budi") == ["Add claim"]


def test_the_history_of_one_article_and_of_one_mark_hold_only_theirs(tmp_path: Path) -> None:
    project = new_project(tmp_path, "Satu teks.", "Dua teks.")
    one, two = project.articles.ids()
    mark = project.annotations.add(one, "actor", [(0, 4)])
    project.annotations.add(two, "actor", [(0, 3)])
    project.annotations.edit(mark.id, note="x")
    project.annotations.delete([mark.id])
    assert names(project, article=one) == ["Delete mark", "Edit note", "Add actor", "Import"]
    assert names(project, article=two) == ["Add actor", "Import"]
    assert names(project, annotation=mark.id) == ["Delete mark", "Edit note", "Add actor"]
    wanted = HistoryFilter(article=two)
    line = project.history.lines(project.history.commands(wanted), wanted)[-1]
    assert line.first is not None
    assert len(project.history.changes(line.command, wanted)) < line.changes
    project.articles.delete([one])
    assert names(project, article=one)[0] == "Delete article"
    project.close()


def test_a_history_of_many_commands_is_read_in_short_steps(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chronicle, "AT_A_TIME", 3)
    for status in ("done", "new") * 5:
        project.articles.set_status(first(project), status)
    steps: list[tuple[int, int]] = []
    found = project.history.commands(progress=lambda done, total: steps.append((done, total)))
    assert found == sorted(found, reverse=True)
    assert len(found) == 12
    assert len(steps) == 4


def test_changes_of_a_large_command_come_in_portions(project: Project) -> None:
    article = first(project)
    with project.command("Mark all"):
        for place in range(5):
            project.annotations.add(article, "actor", [(place, place + 1)])
    (key, *_) = project.history.commands()
    head = project.history.changes(key, limit=4)
    rest = project.history.changes(key, after=head[-1].change)
    assert len(head) + len(rest) == 6
    assert project.history.lines([key])[0].changes == 6


# Bringing back


def deletion(project: Project, table: str) -> int:
    """The change of the newest command that deleted something of that kind."""
    (one, *_) = [told for told in project.history.changes(newest(project)) if told.table == table]
    assert one.gone
    return one.change


def test_a_deleted_mark_comes_back_with_its_relations_long_after(project: Project) -> None:
    article = first(project)
    source = project.annotations.add(article, "source", [(0, 5)], note="kept")
    claim = project.annotations.add(article, "claim", [(6, 14)])
    project.relations.add("attributes", source.uid, claim.uid, cue=Span(0, 5))
    before = state(project)
    project.annotations.delete([source.id])
    change = deletion(project, "annotation")
    project.articles.set_status(article, "done")
    assert project.history.restore(change) == 2
    assert project.undo_name == "Bring back"
    project.articles.set_status(article, "started")
    assert state(project) == before
    project.undo()
    project.undo()
    assert len(project.annotations.of(article)) == 1
    project.redo()
    assert project.annotations.get(source.id).note == "kept"
    assert project.check() == []


def test_a_deleted_relation_brings_its_ends_back(project: Project) -> None:
    article = first(project)
    source = project.annotations.add(article, "source", [(0, 5)])
    claim = project.annotations.add(article, "claim", [(6, 14)])
    link = project.relations.add("attributes", source.uid, claim.uid)
    project.relations.delete([link.id])
    change = deletion(project, "relation")
    project.annotations.delete([source.id, claim.id])
    assert project.history.restore(change) == 3
    assert [one.uid for one in project.relations.of(article)] == [link.uid]
    assert project.check() == []


def test_a_deleted_article_comes_back_with_all_that_was_in_it(project: Project) -> None:
    article = first(project)
    source = project.annotations.add(article, "source", [(0, 5)])
    claim = project.annotations.add(article, "claim", [(6, 14)])
    project.relations.add("attributes", source.uid, claim.uid)
    project.articles.set_variable(article, "genre", "news")
    project.sets.make("Pilot", [article])
    project.assignments.assign([article], ["Budi"])
    project.decisions.add(article, verdict="nothing", sides=[])
    before = state(project)
    project.articles.delete([article])
    change = deletion(project, "article")
    mark = deletion(project, "annotation")
    project.entities.add("Something else")
    with pytest.raises(AnnotatorError, match="Bring the article back first"):
        project.history.restore(mark)
    assert project.history.restore(change) == 9
    project.entities.delete(project.entities.all()[0].uid)
    assert state(project) == before
    assert project.check() == []
    with pytest.raises(AnnotatorError, match="in the project already"):
        project.history.restore(change)


def test_a_deleted_entity_is_named_again_by_the_marks_that_lost_it(project: Project) -> None:
    article = first(project)
    gone, other = project.entities.add("Kremlin"), project.entities.add("Duma")
    marks = [
        project.annotations.add(article, "actor", [(place, place + 3)], entity=gone.uid) for place in range(3)
    ]
    project.entities.delete(gone.uid)
    change = deletion(project, "entity")
    project.annotations.edit(marks[1].id, entity=other.uid)
    project.annotations.delete([marks[2].id])
    project.history.restore(change)
    found = {one.id: one.entity for one in project.annotations.of(article)}
    assert found == {marks[0].id: gone.uid, marks[1].id: other.uid}
    assert project.entities.get(gone.uid) == gone


def test_a_mark_comes_back_without_an_entity_that_is_gone(project: Project) -> None:
    article = first(project)
    entity = project.entities.add("Kremlin")
    mark = project.annotations.add(article, "actor", [(0, 5)], entity=entity.uid)
    project.annotations.delete([mark.id])
    change = deletion(project, "annotation")
    project.entities.delete(entity.uid)
    project.history.restore(change)
    assert project.annotations.get(mark.id).entity == ""


def test_a_mark_whose_label_is_gone_is_refused_in_words(project: Project) -> None:
    scheme = project.scheme
    more = msgspec.structs.replace(scheme.labels[0], name="frame", key="", uid="", attributes=[])
    project.change_scheme(msgspec.structs.replace(scheme, labels=[*scheme.labels, more]))
    mark = project.annotations.add(first(project), "frame", [(0, 5)])
    project.annotations.delete([mark.id])
    change = deletion(project, "annotation")
    project.change_scheme(scheme)
    before = project.history.commands()
    with pytest.raises(AnnotatorError, match="not in the scheme any more"):
        project.history.restore(change)
    assert project.history.commands() == before


def test_only_what_was_deleted_can_be_brought_back(project: Project) -> None:
    project.annotations.add(first(project), "actor", [(0, 5)])
    (added, _) = project.history.changes(newest(project))
    with pytest.raises(AnnotatorError, match="cannot be brought back"):
        project.history.restore(added.change)


# Compaction

LATER = "9999"


def test_compacting_keeps_what_live_things_went_through_and_says_what_goes(project: Project) -> None:
    article = first(project)
    kept = project.annotations.add(article, "actor", [(0, 5)])
    project.annotations.edit(kept.id, note="x")
    gone = project.annotations.add(article, "claim", [(6, 14)])
    project.annotations.edit(gone.id, note="y")
    project.annotations.delete([gone.id])
    life, before = project.history.of_annotation(kept.id), state(project)
    asked = project.history.compaction(LATER)
    assert (asked.rows, asked.deleted) == (2, 1)
    assert asked.bytes > 300
    assert asked.commands == 6
    assert project.history.compact(LATER) == asked
    assert state(project) == before
    assert project.history.of_annotation(kept.id) == life
    assert project.undo_name == ""
    assert project.check() == []
    nothing = project.history.compaction(LATER)
    assert (nothing.rows, nothing.bytes, nothing.commands, nothing.deleted) == (0, 0, 0, 0)
    (deleted,) = [told for told in project.history.changes(_deleting(project)) if told.table == "annotation"]
    assert not deleted.gone
    project.annotations.add(article, "actor", [(1, 5)])
    assert project.undo() == "Add actor"


def _deleting(project: Project) -> int:
    return next(
        one.command for one in project.history.lines(project.history.commands()) if one.name == "Delete mark"
    )


def test_undo_goes_back_to_the_day_of_the_compaction(project: Project) -> None:
    article = first(project)
    project.annotations.add(article, "actor", [(0, 5)])
    project.undo()
    project.annotations.add(article, "actor", [(0, 5)])
    with project._core.file.writing() as connection:
        connection.exec_driver_sql("UPDATE command SET at = '2000-01-01T00:00:00.000Z'")
    project.articles.set_status(article, "done")
    project.undo()
    project.articles.edit(article, title="new")
    project.history.compact("2001")
    assert project.undo() == "Edit article"
    assert project.undo_name == ""
    assert project.redo() == "Edit article"
    assert len(project.annotations.of(article)) == 1


def test_what_was_deleted_before_a_compaction_does_not_come_back_by_merging(
    project: Project, tmp_path: Path
) -> None:
    article = first(project)
    mark = project.annotations.add(article, "actor", [(0, 5)])
    project.snapshot(tmp_path / "old.anno")
    project.annotations.delete([mark.id])
    project.history.compact(LATER)
    merge_into(project, [tmp_path / "old.anno"])
    assert project.annotations.of(article) == []


def test_a_compacted_file_is_smaller(tmp_path: Path) -> None:
    project = new_project(tmp_path, *("Teks yang panjang. " * 2000 + str(number) for number in range(12)))
    project.articles.delete(project.articles.ids()[1:])
    before = project.path.stat().st_size
    project.history.compact(LATER)
    assert project.path.stat().st_size < before / 2
    assert project.check() == []
    project.articles.set_status(first(project), "done")
    project.close()
