"""Sets, assignments, saved documents and decisions: at the door, undone, in copies, merged, salvaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.errors import AnnotatorError
from annotator.model.changes import Changes
from annotator.model.entity import GOLD, Role
from annotator.project import Project
from annotator.project.merging import merge_into
from annotator.project.salvaging import salvage
from annotator.project.sharing import copies_for_coders, copy_to_send
from tests.projects import first, new_project

TEXTS = [f"Teks nomor {number} tentang pemilu.\n" for number in range(6)]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return new_project(tmp_path, *TEXTS)


def work(project: Project) -> object:
    """Everything that this is about, comparable between files."""
    uids = {key: project.articles.get(key).uid for key in project.articles.ids()}
    return (
        [(one, sorted(uids[key] for key in project.sets.ids(one.uid))) for one in project.sets.all()],
        {uids[key]: sorted(project.assignments.of(key)) for key in uids},
        [project.saved.all(kind) for kind in ("filter", "search")],
        [(one.uid, uids[one.article], one.verdict, one.note, one.sides) for one in project.decisions.all()],
    )


def fill(project: Project) -> None:
    """Something of each kind."""
    a, b, c, *_ = project.articles.ids()
    mark = project.annotations.add(a, "actor", [(0, 4)])
    gold = project.annotations.add(a, "actor", [(0, 4)], coder=GOLD)
    project.sets.make("Pilot", [a, c], {"seed": 7, "strata": ["outlet"]})
    project.assignments.assign([a, b], ["Sari", "Budi"])
    project.saved.put("filter", "Open", {"status": "new"})
    project.decisions.add(a, verdict="accepted", sides=[mark.uid], result=gold.uid, note="agreed")


def test_a_set_is_made_renamed_changed_and_deleted(project: Project) -> None:
    a, b, c, *_ = project.articles.ids()
    made = project.sets.make(" Pilot ", [c, a, a], {"seed": 7})
    assert (made.name, made.size, made.rule) == ("Pilot", 2, {"seed": 7})
    assert project.sets.ids(made.uid) == [a, c]
    project.sets.change(made.uid, [b, c])
    assert project.sets.ids(made.uid) == [b, c]
    assert project.sets.of(b) == [made.uid]
    project.sets.rename(made.uid, "Round 1")
    project.sets.rename(made.uid, "Round 1")
    assert [one.name for one in project.sets.all()] == ["Round 1"]
    project.sets.delete(made.uid)
    assert project.sets.all() == []
    assert project.sets.ids(made.uid) == []
    with pytest.raises(AnnotatorError, match="Undo may bring it back"):
        project.sets.get(made.uid)
    with pytest.raises(AnnotatorError, match="not in the project"):
        project.sets.delete(made.uid)
    project.undo()
    assert project.sets.ids(made.uid) == [b, c]


@pytest.mark.parametrize("name", ["", "  ", "Pilot"])
def test_a_set_needs_a_name_of_its_own(project: Project, name: str) -> None:
    project.sets.make("Pilot", [])
    with pytest.raises(AnnotatorError, match="name"):
        project.sets.make(name, [])
    other = project.sets.make("Other", [])
    with pytest.raises(AnnotatorError, match="name"):
        project.sets.rename(other.uid, name)


def test_the_article_list_can_be_asked_for_a_set_and_for_a_coder(project: Project) -> None:
    a, b, c, *rest = project.articles.ids()
    made = project.sets.make("Pilot", [a, c])
    project.assignments.assign([b, c], ["Budi"])
    assert project.articles.ids(in_set=made.uid, order="-added") == [c, a]
    assert project.articles.ids(assigned="Budi") == [b, c]
    assert project.articles.ids(assigned="Budi", in_set=made.uid) == [c]
    assert project.articles.ids(assigned="") == [a, *rest]
    assert project.articles.ids(assigned="nobody of that name") == []


def test_articles_are_assigned_to_coders_and_taken_from_them(project: Project) -> None:
    a, b, c, *_ = project.articles.ids()
    seen: list[Changes] = []
    project.subscribe(seen.append)
    project.assignments.assign([a, b], ["Budi", "Sari"])
    assert seen[-1].assignments
    assert seen[-1].coders
    assert seen[-1].articles == {a, b}
    project.assignments.assign([b, c], ["Budi"])
    assert project.assignments.counts() == {"Budi": 3, "Sari": 2}
    assert project.assignments.articles_of("Budi") == [a, b, c]
    assert sorted(project.assignments.of(b)) == ["Budi", "Sari"]
    project.assignments.unassign([a, b, c], ["Budi", "nobody of that name"])
    assert project.assignments.counts() == {"Sari": 2}
    project.undo()
    assert project.assignments.counts() == {"Budi": 3, "Sari": 2}
    assert project.assignments.articles_of("") == []
    with pytest.raises(AnnotatorError, match="name"):
        project.assignments.assign([a], [" "])


def test_a_saved_document_takes_the_place_of_its_namesake(project: Project) -> None:
    seen: list[Changes] = []
    project.subscribe(seen.append)
    first_one = project.saved.put("filter", "Open", {"status": "new"})
    assert seen[-1].saved
    again = project.saved.put("filter", "Open ", {"status": "started", "text": "\ud83d"})
    project.saved.put("search", "Open", {})
    assert first_one.uid == again.uid
    assert [one.body for one in project.saved.all("filter")] == [{"status": "started", "text": "�"}]
    project.saved.delete(again.uid)
    assert project.saved.all("filter") == []
    assert len(project.saved.all("search")) == 1
    with pytest.raises(AnnotatorError, match="Undo may bring it back"):
        project.saved.delete(again.uid)
    with pytest.raises(AnnotatorError, match="name"):
        project.saved.put("filter", " ", {})


def test_a_decision_says_who_settled_what(project: Project) -> None:
    article = first(project)
    mark = project.annotations.add(article, "actor", [(0, 4)])
    made = project.decisions.add(article, verdict="rejected", sides=[mark.uid], note="a typo")
    assert (made.coder, made.verdict, made.sides) == ("Sari", "rejected", [mark.uid])
    assert project.decisions.of(article) == project.decisions.all() == [made]
    project.decisions.delete(made.uid)
    assert project.decisions.all() == []
    with pytest.raises(AnnotatorError, match="Undo may bring it back"):
        project.decisions.delete(made.uid)
    project.articles.delete([article])
    with pytest.raises(AnnotatorError, match="article"):
        project.decisions.add(article, verdict="nothing", sides=[])


def test_a_mark_can_be_written_under_another_coders_name(project: Project) -> None:
    seen: list[Changes] = []
    project.subscribe(seen.append)
    gold = project.annotations.add(first(project), "actor", [(0, 4)], coder=GOLD)
    assert (gold.coder, gold.scheme_version) == (GOLD, 1)
    assert project.annotations.of(first(project)) == [gold]
    assert seen[-1].coders
    assert GOLD in [one.name for one in project.coders]
    project.undo()
    assert project.annotations.of(first(project)) == []


def test_the_gold_standard_of_two_copies_is_one(project: Project, tmp_path: Path) -> None:
    project.snapshot(tmp_path / "copy.anno")
    other = Project.open(tmp_path / "copy.anno", coder="Budi")
    for one in (project, other):
        one.annotations.add(first(one), "actor", [(0, 4)], coder=GOLD)
    other.close()
    merge_into(project, [tmp_path / "copy.anno"])
    assert [one.coder for one in project.annotations.of(first(project))] == [GOLD, GOLD]


def test_an_entity_has_roles_party_country_and_outlet(project: Project) -> None:
    roles = [Role(role="minister", since="2019", until="2024"), Role(role="president", since="2024-10-20")]
    made = project.entities.add("Prabowo", roles=roles, party="Gerindra", country="ID", outlet="")
    assert project.entities.get(made.uid).roles == roles
    project.entities.edit(made.uid, roles=[], outlet="Antara")
    found = project.entities.get(made.uid)
    assert (found.roles, found.outlet, found.party, found.country) == ([], "Antara", "Gerindra", "ID")
    project.undo()
    assert project.entities.get(made.uid).roles == roles


def test_everything_goes_and_comes_back_with_its_article(project: Project) -> None:
    fill(project)
    before = work(project)
    project.articles.delete(project.articles.ids())
    assert [one.size for one in project.sets.all()] == [0]
    assert project.assignments.counts() == {}
    assert project.decisions.all() == []
    project.undo()
    assert work(project) == before
    while project.undo_name:
        project.undo()
    while project.redo_name:
        project.redo()
    assert project.articles.ids() == []
    project.undo()
    assert work(project) == before
    assert project.check() == []


def test_work_on_two_copies_comes_together(project: Project, tmp_path: Path) -> None:
    fill(project)
    project.snapshot(tmp_path / "copy.anno")
    other = Project.open(tmp_path / "copy.anno", coder="Budi")
    a, b, c, d, *_ = project.articles.ids()
    pilot = project.sets.all()[0].uid
    project.sets.change(pilot, [a, c, d])
    other.sets.change(pilot, [b, c, d])
    project.assignments.assign([d], ["Budi"])
    other.assignments.assign([d], ["Budi", "Ani"])
    project.saved.put("filter", "Mine", {"a": 1})
    other.saved.put("filter", "Mine", {"a": 2})
    other.saved.put("search", "Theirs", {"b": 3})
    other.decisions.add(c, verdict="nothing", sides=[])
    other.sets.make("Second", [d])
    other.close()
    report = merge_into(project, [tmp_path / "copy.anno"])[0]
    assert project.sets.ids(pilot) == [b, c, d]
    assert sorted(project.assignments.of(d)) == ["Ani", "Budi"]
    assert [one.body for one in project.saved.all("filter")] == [{"a": 1}, {"status": "new"}]
    assert [one.name for one in project.saved.all("search")] == ["Theirs"]
    assert len(project.decisions.all()) == 2
    assert len(project.sets.all()) == 2
    assert any("saved document" in one.message for one in report.notes)
    assert project.check() == []
    settled = work(project)
    again = merge_into(project, [tmp_path / "copy.anno"])[0]
    assert not any(one.new or one.deleted_there for one in again.tallies.values())
    assert work(project) == settled
    project.undo()
    assert len(project.decisions.all()) == 1


def test_a_copy_for_a_coder_holds_only_that_coders_part(project: Project, tmp_path: Path) -> None:
    fill(project)
    a, b, *_ = project.articles.ids()
    made = copies_for_coders(project, tmp_path, {"Budi": [a, b]})[0]
    copy = Project.open(made, coder="Budi")
    assert [one.size for one in copy.sets.all()] == [1]
    assert copy.assignments.counts() == {"Sari": 2, "Budi": 2}
    assert copy.decisions.all() == []
    assert copy.problems == []
    copy.close()


def test_a_copy_without_names_names_nobody_anywhere(project: Project, tmp_path: Path) -> None:
    fill(project)
    project.saved.put("filter", "By Budi", {"coder": "Budi"})
    copy_to_send(project, tmp_path / "sent.anno", history=False, coder_names=False)
    sent = Project.open(tmp_path / "sent.anno")
    assert GOLD in [one.name for one in sent.coders]
    assert len(sent.decisions.all()) == 1
    assert sent.saved.all("filter") == []
    assert sent.problems == []
    sent.close()
    assert b"Budi" not in (tmp_path / "sent.anno").read_bytes()


def test_salvage_brings_sets_assignments_documents_and_decisions(project: Project, tmp_path: Path) -> None:
    fill(project)
    project.entities.add("Prabowo", roles=[Role(role="minister")], country="ID")
    project.close()
    with closing(sqlite3.connect(project.path)) as raw, raw:
        raw.execute("CREATE TABLE stray (x)")
    report = salvage(project.path, tmp_path / "saved.anno", coder="Sari")
    assert report.warnings == []
    old, new = Project.open(tmp_path / "saved.anno", coder="Sari"), tmp_path / "again.anno"
    with closing(sqlite3.connect(project.path)) as raw, raw:
        raw.execute("DROP TABLE stray")
    original = Project.open(project.path)
    assert work(old) == work(original)
    assert [one.roles for one in old.entities.all()] == [one.roles for one in original.entities.all()]
    original.close()
    old.close()
    with closing(sqlite3.connect(project.path)) as raw, raw:
        raw.execute("UPDATE article_set SET rule = 'broken'")
        raw.execute("UPDATE decision SET verdict = 'broken'")
        raw.execute("UPDATE assignment SET coder_id = 99 WHERE id = 1")
        raw.execute("UPDATE saved_item SET body = '['")
    said = " ".join(one.message for one in salvage(project.path, new, coder="Sari").warnings)
    assert all(name in said for name in ("article_set 1", "decision 1", "assignment 1", "saved_item 1"))
