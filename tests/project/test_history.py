"""Undo, redo and the history, which live in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.errors import AnnotatorError
from annotator.model.changes import Changes
from annotator.model.entity import GOLD
from annotator.project import Project
from tests.projects import TEXT, first, new_project, state

Step = tuple[str, int, int]
STEPS = st.tuples(
    st.sampled_from(
        [
            *("mark", "relate", "label", "move", "attribute", "entity", "note", "delete", "status", "undo"),
            *("set", "assign", "unassign", "save", "decide", "gold"),
        ]
    ),
    st.integers(0, len(TEXT) - 8),
    st.integers(1, 7),
)


def act(project: Project, step: Step) -> None:
    """Do one step that the numbers choose, if it can be done."""
    what, at, width = step
    article = first(project)
    marks = project.annotations.of(article)
    if what == "mark":
        project.annotations.add(
            article, ["actor", "claim", "source", "sentiment"][at % 4], [(at, at + width)]
        )
    elif what == "undo" and project.undo_name != "Import":
        project.undo()
    elif what == "status":
        project.articles.set_status(article, ["new", "started", "done"][at % 3])  # type: ignore[arg-type]
    elif what in {"set", "assign", "unassign", "save"}:
        organise(project, step)
    elif marks:
        change(project, step, marks)


def organise(project: Project, step: Step) -> None:
    """A step that concerns no mark."""
    what, at, width = step
    ids = project.articles.ids()
    some, coder = ids[: at % (len(ids) + 1)], ["Sari", "Budi", "Ani"][width % 3]
    known = {one.name: one.uid for one in project.sets.all()}
    if what == "assign":
        project.assignments.assign(some, [coder])
    elif what == "unassign":
        project.assignments.unassign(some, [coder])
    elif what == "save":
        project.saved.put("filter", coder, {"at": at})
    elif f"Set {width}" not in known:
        project.sets.make(f"Set {width}", some, {"seed": at})
    elif at % 4:
        project.sets.change(known[f"Set {width}"], some)
    else:
        project.sets.delete(known[f"Set {width}"])


def change(project: Project, step: Step, marks: list) -> None:  # type: ignore[type-arg]
    what, at, width = step
    one, other = marks[at % len(marks)], marks[width % len(marks)]
    if what == "relate":
        kinds = project.scheme.relations_between(one.label, other.label)
        if kinds and one.uid != other.uid:
            project.relations.add(kinds[0].name, one.uid, other.uid)
    elif what == "label":
        project.annotations.edit(one.id, label=other.label)
    elif what == "move":
        project.annotations.edit(one.id, fragments=[(at, at + width), (0, 1)])
    elif what == "attribute":
        attribute = project.scheme.label(one.label).attributes[0]
        names = attribute.value_names()
        project.annotations.edit(one.id, attributes={attribute.name: names[width % len(names)]})
    elif what == "entity":
        project.annotations.edit(one.id, entity=project.entities.add(f"Entity {at}").uid)
    elif what == "decide":
        project.decisions.add(first(project), verdict="accepted", sides=[one.uid, other.uid])
    elif what == "gold":
        project.annotations.add(first(project), one.label, one.fragments, coder=GOLD)
    elif what == "note":
        project.annotations.edit(one.id, note=f"note {width}")
    else:
        project.annotations.delete([one.id])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=12))
def test_undoing_everything_gives_the_beginning_and_redoing_everything_the_end(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    folder = tmp_path_factory.mktemp("history")
    project = new_project(folder)
    start = state(project)
    for step in steps:
        act(project, step)
    end = state(project)
    done = 0
    while project.undo_name != "Import":
        assert project.undo()
        done += 1
        if done % 3 == 0:
            project.close()
            project = Project.open(folder / "study.anno", coder="Sari")
    assert state(project) == start
    for _ in range(done):
        assert project.redo()
    assert state(project) == end
    assert not project.check()
    project.close()


def test_undo_and_redo_say_what_they_would_do_and_stop_at_the_ends(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    project.annotations.add(first(project), "actor", [(0, 5)])
    assert (project.undo_name, project.redo_name) == ("Add actor", "")
    assert project.undo() == "Add actor"
    assert (project.undo_name, project.redo_name) == ("Import", "Add actor")
    assert project.undo() == "Import"
    assert (project.undo(), project.undo_name) == ("", "")
    assert [project.redo(), project.redo(), project.redo()] == ["Import", "Add actor", ""]
    project.undo()
    project.annotations.add(first(project), "claim", [(0, 5)])
    assert project.redo_name == ""
    project.close()


def test_undo_works_after_more_commands_than_one_page_of_history(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    for _ in range(40):
        project.articles.set_status(first(project), "done")
        project.articles.set_status(first(project), "started")
    for _ in range(80):
        project.undo()
    assert project.undo_name == "Import"
    project.close()


def test_an_import_of_many_articles_is_undone_and_redone_in_one_step(tmp_path: Path) -> None:
    project = new_project(tmp_path, *(f"{TEXT} {number}" for number in range(450)))
    before = state(project)
    assert project.undo() == "Import"
    assert not project.articles.ids()
    assert project.redo() == "Import"
    assert state(project) == before
    project.close()


def test_a_command_is_one_step_and_fails_as_a_whole(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    heard: list[Changes] = []
    stop = project.subscribe(heard.append)
    with project.command("Code the sentence"):
        mark = project.annotations.add(first(project), "actor", [(0, 5)])
        project.annotations.add(first(project), "claim", [(6, 14)])
    assert project.undo_name == "Code the sentence"
    assert heard[-1].articles == {first(project)}
    assert len(heard) == 1
    assert mark.id in heard[0].annotations
    with pytest.raises(AnnotatorError), project.command("Break"):
        project.annotations.delete([mark.id])
        project.annotations.add(first(project), "actor", [(0, 5000)])
    assert len(project.annotations.of(first(project))) == 2
    assert len(heard) == 1
    stop()
    project.undo()
    assert len(heard) == 1
    project.close()


def test_a_command_that_changes_nothing_leaves_no_step(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    mark = project.annotations.add(first(project), "actor", [(0, 5)])
    project.annotations.edit(mark.id, note="")
    assert project.undo_name == "Add actor"
    project.close()


def test_the_life_of_a_mark_says_who_did_what_and_what_it_was_before(tmp_path: Path) -> None:
    project = new_project(tmp_path, coder="Sari")
    mark = project.annotations.add(first(project), "actor", [(0, 5)])
    project.set_coder("Budi")
    project.annotations.edit(mark.id, note="metonym")
    project.annotations.delete([mark.id])
    project.undo()
    lives = project.history.of_annotation(mark.id)
    assert [(one.coder, one.what, one.name) for one in lives] == [
        ("Sari", "added", "Add actor"),
        ("Budi", "changed", "Edit note"),
        ("Budi", "deleted", "Delete mark"),
        ("Budi", "added", "Undo Delete mark"),
    ]
    assert lives[1].before["note"] == ""
    assert lives[1].after["note"] == "metonym"
    assert lives[2].before["quote"] == "Rusia"
    assert lives[2].after == {}
    project.close()


def test_the_life_of_an_article_holds_marks_and_relations_that_are_gone(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    article = first(project)
    source = project.annotations.add(article, "source", [(0, 5)])
    claim = project.annotations.add(article, "claim", [(6, 14)])
    project.relations.add("attributes", source.uid, claim.uid)
    project.annotations.delete([claim.id])
    tables = {(one.table, one.what) for one in project.history.of_article(article)}
    assert {("article", "added"), ("annotation", "deleted"), ("relation", "deleted")} <= tables
    names = [one.name for one in project.history.recent(3)]
    assert names[0] == "Delete mark"
    project.close()


def test_a_new_version_of_the_scheme_is_undone_with_its_names(tmp_path: Path) -> None:
    import msgspec

    project = new_project(tmp_path)
    labels = [
        msgspec.structs.replace(one, name="speaker") if one.name == "actor" else one
        for one in project.scheme.labels
    ]
    kinds = [
        msgspec.structs.replace(
            one,
            heads=["speaker" if end == "actor" else end for end in one.heads],
            tails=["speaker" if end == "actor" else end for end in one.tails],
        )
        for one in project.scheme.relation_types
    ]
    mark = project.annotations.add(first(project), "actor", [(0, 5)])
    project.change_scheme(msgspec.structs.replace(project.scheme, labels=labels, relation_types=kinds))
    assert project.annotations.get(mark.id).label == "speaker"
    project.undo()
    assert project.annotations.get(mark.id).label == "actor"
    assert project.scheme.version == 1
    project.close()
