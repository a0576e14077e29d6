"""Merging copies: its laws under random histories, and what each kind of difference becomes."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest

from annotator.errors import FileError
from annotator.model.annotation import Annotation
from annotator.model.scheme import Label
from annotator.project import Project
from annotator.project.merging import merge_into
from annotator.store import merge
from tests.project.test_history import act
from tests.projects import TEXT, add_texts, first, new_project

_ACTS = ["mark", "mark", "relate", "label", "move", "attribute", "entity", "note", "delete", "status", "undo"]
_ACTS += ["set", "set", "assign", "unassign", "save", "decide", "gold"]


def copy_of(folder: Path, name: str) -> Path:
    target = folder / f"{name}.anno"
    shutil.copy(folder / "study.anno", target)
    return target


def worked_on(path: Path, coder: str, chance: random.Random, steps: int) -> None:
    project = Project.open(path, coder=coder)
    for _ in range(steps):
        if project.articles.ids():
            act(project, (chance.choice(_ACTS), chance.randrange(len(TEXT) - 8), chance.randrange(1, 8)))
    project.close()


def content(project: Project) -> dict[str, Any]:
    """Everything that merging is about, without row ids, times, and who holds which of two versions."""
    with project._core.read() as view:
        return {
            table.name: {
                uid: {name: value for name, value in row.items() if name not in {"modified", "created"}}
                for uid, row in merge.travelling(view, table).items()
            }
            for table in merge.MERGED
        }


def base_with_copies(folder: Path, names: str, seed: int) -> list[Path]:
    chance = random.Random(seed)
    new_project(folder, TEXT).close()
    worked_on(folder / "study.anno", "Sari", chance, 6)
    copies = [copy_of(folder, name) for name in names]
    for path in copies:
        worked_on(path, path.stem, chance, 8)
    return copies


# in 1046 an entity that one copy deleted is named by a mark until the next merge takes another version of it
@pytest.mark.parametrize("seed", [*range(8), 1046])
def test_the_order_of_merging_does_not_matter_and_merging_again_changes_nothing(
    tmp_path: Path, seed: int
) -> None:
    copies = base_with_copies(tmp_path, "abcd"[: 2 + seed % 3], seed)
    results = []
    for order in (copies, copies[::-1]):
        target = copy_of(tmp_path, f"merged-{len(results)}")
        project = Project.open(target, coder="Sari")
        for other in order:
            merge_into(project, [other])
        results.append(content(project))
        merge_into(project, order)
        assert content(project) == results[-1]
        assert not project.check()
        project.close()
    assert results[0] == results[1]


@pytest.mark.parametrize("seed", range(8))
def test_nothing_is_missing_that_somebody_held_and_nobody_deleted(tmp_path: Path, seed: int) -> None:
    copies = base_with_copies(tmp_path, "abcde"[: 2 + seed % 4], 100 + seed)
    project = Project.open(copies[0], coder="Sari")
    held, deleted = dict.fromkeys(("annotation", "relation", "entity"), frozenset[str]()), set()
    for path in copies:
        one = project if path == copies[0] else Project.open(path, read_only=True)
        now = content(one)
        held = {name: uids | now[name].keys() for name, uids in held.items()}
        with one._core.read() as view:
            for gone in merge.Side(view).since(set()).deleted.values():
                deleted |= gone
        if one is not project:
            one.close()
    merge_into(project, copies[1:])
    merged = content(project)
    for name, uids in held.items():
        assert uids - deleted <= merged[name].keys()
    assert not project.check()
    project.close()


@pytest.mark.parametrize("seed", range(6))
def test_merging_ones_own_old_copy_changes_nothing(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    new_project(tmp_path, TEXT).close()
    path = tmp_path / "study.anno"
    worked_on(path, "Sari", chance, 6)
    old = copy_of(tmp_path, "old")
    worked_on(path, "Sari", chance, 8)
    project = Project.open(path, coder="Sari")
    before, name = content(project), project.undo_name
    (report,) = merge_into(project, [old])
    assert content(project) == before
    assert project.undo_name == name
    assert not any(one.new or one.changed_there or one.deleted_there for one in report.tallies.values())
    project.close()


class Pair:
    """Two copies of one project, open at the same time."""

    def __init__(self, folder: Path) -> None:
        made = new_project(folder, TEXT, "A second text about Rusia.")
        self.mark = made.annotations.add(first(made), "actor", [(0, 5)])
        self.other_mark = made.annotations.add(first(made), "claim", [(6, 30)])
        made.close()
        self.ours = Project.open(copy_of(folder, "ours"), coder="Sari")
        self.theirs = Project.open(copy_of(folder, "theirs"), coder="Budi")

    def merge(self, **options: Any) -> Any:
        self.theirs.close()
        (report,) = merge_into(self.ours, [self.theirs.path], **options)
        return report

    def marks(self) -> list[Annotation]:
        return self.ours.annotations.of(first(self.ours))


@pytest.fixture
def pair(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Pair(tmp_path)
    yield made
    made.ours.close()
    made.theirs.close()


def test_new_work_comes_in_under_its_coders_name_and_is_undone_in_one_step(pair: Pair) -> None:
    added = pair.theirs.annotations.add(first(pair.theirs), "source", [(10, 20)])
    pair.theirs.relations.add("attributes", added.uid, pair.other_mark.uid)
    report = pair.merge()
    assert report.tallies["annotation"].new == 1
    assert report.tallies["relation"].new == 1
    assert [one.coder for one in pair.marks() if one.uid == added.uid] == ["Budi"]
    assert report.coders == ["Budi"]
    assert pair.ours.undo() == "Merge theirs.anno"
    assert len(pair.marks()) == 2


def test_what_only_they_changed_is_taken_and_what_only_we_changed_stays(pair: Pair) -> None:
    pair.theirs.annotations.edit(pair.mark.id, note="theirs")
    pair.ours.annotations.edit(pair.other_mark.id, note="ours")
    report = pair.merge()
    assert {one.note for one in pair.marks()} == {"theirs", "ours"}
    assert report.tallies["annotation"].changed_there == 1
    assert report.tallies["annotation"].changed_here == 1


def test_what_both_changed_stays_ours_with_theirs_beside_it(pair: Pair) -> None:
    pair.theirs.annotations.edit(pair.mark.id, fragments=[(0, 14)])
    pair.ours.annotations.edit(pair.mark.id, note="ours")
    report = pair.merge()
    assert report.tallies["annotation"].changed_on_both == [pair.mark.uid]
    versions = {one.suggested: one for one in pair.marks() if one.label == "actor"}
    assert versions[False].note == "ours"
    assert versions[True].quote == "Rusia mengakui"


def test_an_entity_or_article_that_both_changed_is_told(pair: Pair) -> None:
    for project, title in ((pair.ours, "Ours"), (pair.theirs, "Theirs")):
        project.articles.edit(first(project), title=title)
    report = pair.merge()
    assert pair.ours.articles.get(first(pair.ours)).title == "Ours"
    assert "metadata" in report.notes[0].message


def test_deleted_there_is_deleted_here_unless_we_worked_on_it(pair: Pair) -> None:
    pair.theirs.annotations.delete([pair.mark.id, pair.other_mark.id])
    pair.ours.annotations.edit(pair.other_mark.id, note="still needed")
    report = pair.merge()
    assert [one.uid for one in pair.marks()] == [pair.other_mark.uid]
    assert report.tallies["annotation"].deleted_there == 1


def test_deleted_here_stays_deleted_unless_they_worked_on_it(pair: Pair) -> None:
    pair.ours.annotations.delete([pair.mark.id, pair.other_mark.id])
    pair.theirs.annotations.edit(pair.other_mark.id, note="still needed")
    report = pair.merge()
    assert [one.uid for one in pair.marks()] == [pair.other_mark.uid]
    assert report.tallies["annotation"].deleted_here == 1


def test_an_article_deleted_there_stays_when_we_marked_it(pair: Pair) -> None:
    one, two = pair.theirs.articles.ids()
    pair.theirs.articles.delete([one, two])
    pair.ours.annotations.add(two, "actor", [(0, 1)])
    pair.merge()
    assert pair.ours.articles.ids() == [two]


def test_an_article_deleted_here_comes_back_with_their_new_marks(pair: Pair) -> None:
    pair.ours.articles.delete(pair.ours.articles.ids())
    pair.theirs.annotations.add(pair.theirs.articles.ids()[1], "actor", [(0, 1)])
    pair.merge()
    assert len(pair.ours.articles.ids()) == 1
    assert not pair.ours.check()


def test_later_work_of_the_same_copy_follows_its_first_merge(pair: Pair) -> None:
    pair.theirs.annotations.edit(pair.mark.id, note="first")
    pair.merge()
    again = Project.open(pair.theirs.path, coder="Budi")
    again.annotations.edit(pair.mark.id, note="second")
    again.close()
    (report,) = merge_into(pair.ours, [pair.theirs.path])
    assert report.tallies["annotation"].changed_there == 1
    assert {one.note for one in pair.marks() if not one.suggested} >= {"second"}
    assert not any(one.suggested for one in pair.marks())


def test_a_preview_counts_and_changes_nothing(pair: Pair) -> None:
    pair.theirs.annotations.add(first(pair.theirs), "source", [(10, 20)])
    before = content(pair.ours)
    assert pair.merge(dry_run=True).tallies["annotation"].new == 1
    assert content(pair.ours) == before
    assert [one.name for one in pair.ours.coders] == ["Sari"]


def test_a_label_that_they_added_comes_along(pair: Pair) -> None:
    scheme = pair.theirs.scheme
    pair.theirs.change_scheme(msgspec.structs.replace(scheme, labels=[*scheme.labels, Label(name="frame")]))
    pair.theirs.annotations.add(first(pair.theirs), "frame", [(0, 5)])
    report = pair.merge()
    assert "frame" in [one.label for one in pair.marks()]
    assert "frame" in report.scheme[0]


def test_projects_that_began_apart_meet_by_the_text(tmp_path: Path) -> None:
    one = new_project(tmp_path, TEXT, name="one.anno", coder="Sari")
    two = new_project(tmp_path, name="two.anno", coder="Sari")
    add_texts(two, tmp_path, ["Only there."])
    entity = one.entities.add("Rusia")
    theirs = two.entities.add("Rusia")
    two.annotations.add(first(two), "actor", [(0, 5)], entity=theirs.uid)
    two.articles.set_variable(first(two), "frame", "conflict")
    two.close()
    merge_into(one, [two.path])
    assert len(one.articles.ids()) == 2
    (mark,) = one.annotations.of(first(one))
    assert (mark.entity, mark.coder) == (entity.uid, "Sari (2)")
    assert one.articles.variables(first(one)) == {"frame": "conflict"}
    one.close()


def test_two_coders_of_one_name_may_be_said_to_be_one(tmp_path: Path) -> None:
    one = new_project(tmp_path, TEXT, name="one.anno", coder="Sari")
    two = new_project(tmp_path, name="two.anno", coder="Sari")
    two.annotations.add(first(two), "actor", [(0, 5)])
    two.close()
    merge_into(one, [two.path], same_coders=["Sari"])
    assert [mark.coder for mark in one.annotations.of(first(one))] == ["Sari"]
    one.close()


def test_a_file_that_does_not_open_stops_the_whole_merge(pair: Pair, tmp_path: Path) -> None:
    pair.theirs.annotations.add(first(pair.theirs), "source", [(10, 20)])
    pair.theirs.close()
    before = content(pair.ours)
    with pytest.raises(FileError):
        merge_into(pair.ours, [pair.theirs.path, tmp_path / "missing.anno"])
    assert content(pair.ours) == before
    assert pair.ours.undo_name != "Merge 2 projects"


def test_a_merge_can_be_undone_and_done_again_and_the_next_one_knows_it(pair: Pair) -> None:
    pair.theirs.annotations.edit(pair.mark.id, note="theirs")
    pair.merge()
    after = content(pair.ours)
    pair.ours.undo()
    assert pair.ours.redo_name == "Merge theirs.anno"
    pair.ours.redo()
    assert content(pair.ours) == after
    merge_into(pair.ours, [pair.theirs.path])
    assert content(pair.ours) == after


def test_what_a_merge_brought_comes_again_after_it_was_undone(pair: Pair) -> None:
    pair.theirs.annotations.add(first(pair.theirs), "source", [(10, 20)])
    pair.theirs.annotations.edit(pair.mark.id, note="theirs")
    pair.theirs.annotations.delete([pair.other_mark.id])
    pair.merge()
    after = content(pair.ours)
    pair.ours.undo()
    merge_into(pair.ours, [pair.theirs.path])
    assert content(pair.ours) == after
    pair.ours.undo()
    pair.ours.redo()
    before = pair.ours.undo_name
    merge_into(pair.ours, [pair.theirs.path])
    assert content(pair.ours) == after
    assert pair.ours.undo_name == before


def test_the_life_of_a_mark_before_the_merge_is_told_under_its_coders_name(pair: Pair) -> None:
    made = pair.theirs.annotations.add(first(pair.theirs), "source", [(10, 20)], note="one")
    entity = pair.theirs.entities.add("Kremlin")
    pair.theirs.annotations.edit(made.id, entity=entity.uid, note="two")
    pair.theirs.annotations.edit(pair.mark.id, note="theirs")
    pair.merge()
    (mark,) = [one for one in pair.marks() if one.label == "source"]
    pair.ours.annotations.edit(mark.id, note="three")
    life = pair.ours.history.of_annotation(mark.id)
    assert [(one.coder, one.name, one.what) for one in life] == [
        ("Budi", "Add source", "added"),
        ("Budi", "Edit mark", "changed"),
        ("Sari", "Merge theirs.anno", "added"),
        ("Sari", "Edit note", "changed"),
    ]
    notes = [(one.before.get("note"), one.after.get("note")) for one in life]
    assert notes == [(None, "one"), ("one", "two"), (None, "two"), ("two", "three")]
    lines = pair.ours.history.lines(pair.ours.history.commands())
    edit = next(one for one in lines if one.name == "Edit mark")
    (told,) = pair.ours.history.changes(edit.command)
    assert ("entity", None, "Kremlin") in {(one.name, one.before, one.after) for one in told.differences}
    (note,) = [one for one in lines if one.name == "Edit note" and one.coder == "Budi"]
    assert note.kind == "theirs"
    assert [(one.before, one.after) for one in note.first.differences] == [(None, "theirs")]
    pair.ours.undo()
    pair.ours.undo()
    assert pair.ours.history.of_annotation(mark.id)[-1].what == "deleted"
    assert pair.ours.check() == []


def test_a_mark_that_both_changed_tells_each_sides_life_as_it_was(pair: Pair) -> None:
    pair.ours.annotations.edit(pair.mark.id, note="ours, then undone")
    pair.ours.undo()
    pair.theirs.annotations.edit(pair.mark.id, note="a")
    pair.theirs.annotations.edit(pair.mark.id, note="b")
    pair.merge()
    life = pair.ours.history.of_annotation(pair.mark.id)
    assert [(one.coder, one.before.get("note"), one.after.get("note")) for one in life] == [
        ("Sari", None, ""),
        ("Sari", "", "ours, then undone"),
        ("Sari", "ours, then undone", ""),
        ("Budi", "", "a"),
        ("Budi", "a", "b"),
        ("Sari", "", "b"),
    ]


def test_articles_that_came_in_together_keep_one_line_of_history(pair: Pair) -> None:
    add_texts(pair.theirs, pair.theirs.path.parent, [f"Text number {number}." for number in range(30)])
    before = len(pair.ours.history.commands())
    pair.merge()
    lines = pair.ours.history.lines(pair.ours.history.commands())
    assert len(lines) == before + 2
    imported = next(one for one in lines if one.name == "Import")
    assert (imported.coder, imported.changes) == ("Budi", 30)
    assert len(pair.ours.history.changes(imported.command)) == 1


def test_a_later_version_from_a_third_copy_wins_over_one_taken_over(tmp_path: Path) -> None:
    made = new_project(tmp_path, TEXT)
    mark = made.annotations.add(first(made), "actor", [(0, 5)])
    made.close()
    copies = [copy_of(tmp_path, name) for name in ("one", "two")]
    for path in copies:
        project = Project.open(path, coder=path.stem)
        project.annotations.edit(mark.id, note=path.stem)
        project.close()
    for number, order in enumerate((copies, copies[::-1])):
        project = Project.open(copy_of(tmp_path, f"merged{number}"), coder="Sari")
        for path in order:
            merge_into(project, [path])
        versions = {one.suggested: one.note for one in project.annotations.of(first(project))}
        assert versions == {False: "two", True: "one"}
        project.close()


def test_a_relation_that_both_changed_keeps_one_version(pair: Pair) -> None:
    pair.theirs.close()
    source = pair.ours.annotations.add(first(pair.ours), "source", [(15, 20)])
    link = pair.ours.relations.add("attributes", source.uid, pair.other_mark.uid)
    path = pair.ours.path.with_name("again.anno")
    pair.ours.snapshot(path)
    theirs = Project.open(path, coder="Budi")
    theirs.relations.edit(link.id, note="theirs")
    theirs.close()
    pair.ours.relations.edit(link.id, note="ours")
    (report,) = merge_into(pair.ours, [path])
    assert pair.ours.relations.get(link.id).note == "ours"
    assert "relation" in report.notes[0].message


def test_a_set_and_its_articles_meet_those_of_the_same_texts(tmp_path: Path) -> None:
    one = new_project(tmp_path, TEXT, name="one.anno", coder="Sari")
    two = new_project(tmp_path, TEXT, name="two.anno", coder="Budi")
    made = two.sets.make("Pilot", two.articles.ids())
    two.assignments.assign(two.articles.ids(), ["Budi"])
    two.close()
    merge_into(one, [two.path])
    assert one.sets.ids(made.uid) == one.articles.ids()
    assert one.assignments.articles_of("Budi") == one.articles.ids()
    before = content(one)
    merge_into(one, [two.path])
    assert content(one) == before
    assert not one.check()
    one.close()


def test_a_mark_deleted_here_with_its_article_comes_back_with_their_relation_to_it(pair: Pair) -> None:
    source = pair.theirs.annotations.add(first(pair.theirs), "source", [(0, 5)])
    link = pair.theirs.relations.add("attributes", source.uid, pair.other_mark.uid)
    pair.ours.articles.delete([pair.mark.article])
    pair.merge()
    marks = {one.uid for key in pair.ours.articles.ids() for one in pair.ours.annotations.of(key)}
    assert marks == {source.uid, pair.other_mark.uid}
    links = [one.uid for key in pair.ours.articles.ids() for one in pair.ours.relations.of(key)]
    assert links == [link.uid]
    assert not pair.ours.check()


def test_a_mark_deleted_there_stays_when_we_drew_a_relation_to_it(pair: Pair) -> None:
    pair.theirs.annotations.delete([pair.mark.id, pair.other_mark.id])
    source = pair.ours.annotations.add(first(pair.ours), "source", [(0, 5)])
    link = pair.ours.relations.add("attributes", source.uid, pair.other_mark.uid)
    report = pair.merge()
    assert {one.uid for one in pair.marks()} == {source.uid, pair.other_mark.uid}
    assert [one.uid for one in pair.ours.relations.of(first(pair.ours))] == [link.uid]
    assert report.tallies["annotation"].deleted_there == 1
    assert not pair.ours.check()
