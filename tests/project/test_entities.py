"""The registry: merged, split, matched, proposed, looked at, and carried through tables."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.errors import AnnotatorError, ReadError
from annotator.model.annotation import Annotation
from annotator.model.article import ArticleId
from annotator.model.entity import Entity, Role
from annotator.project import Project
from annotator.project.linking import Decision, accept, propose, reject, rejected
from annotator.project.plain_tables import read_table, write_table
from annotator.project.profiles import profile
from annotator.project.registry import apply_import, export_registry, plan_import, read_roles, roles_text
from tests.projects import new_project

TEXTS = (
    "Valery Gerasimov memuji Korut. Menurut Gerasimov, Korea Utara berani.",
    "Gerasimov berkata. Putin diam. Korut lagi.",
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = new_project(tmp_path, *TEXTS)
    one, two = made.articles.ids()
    made.articles.edit(one, published="2025-01-04")
    made.articles.edit(two, published="2025-03")
    yield made
    made.close()


def mark(
    project: Project, article: int, words: str, label: str = "actor", *, entity: str = "", nth: int = 0
) -> Annotation:
    key = project.articles.ids()[article]
    text, at = project.articles.text(key), -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return project.annotations.add(key, label, [(at, at + len(words))], entity=entity)


def mark_all(project: Project) -> None:
    for article, words, nth in (
        *((0, "Valery Gerasimov", 0), (0, "Gerasimov", 1), (1, "Gerasimov", 0)),
        *((0, "Korut", 0), (1, "Korut", 0), (0, "Korea Utara", 0), (1, "Putin", 0)),
    ):
        mark(project, article, words, nth=nth)


def test_merging_keeps_what_the_others_know(project: Project) -> None:
    kept = project.entities.add("Gerasimov", note="jenderal")
    role = Role(role="Kepala Staf Umum", since="2012-11")
    other = project.entities.add(
        "Valery Gerasimov", aliases=["V. Gerasimov"], type="military/police", roles=[role]
    )
    marked = mark(project, 0, "Gerasimov", entity=other.uid)
    merged = project.entities.merge(kept.uid, [other.uid])
    assert merged.aliases == ["Valery Gerasimov", "V. Gerasimov"]
    assert (merged.type, merged.roles, merged.note) == ("military/police", [role], "jenderal")
    assert project.annotations.get(marked.id).entity == kept.uid
    assert project.undo() == "Merge entities"
    assert len(project.entities.all()) == 2
    assert project.annotations.get(marked.id).entity == other.uid


def test_splitting_takes_marks_and_aliases_along(project: Project) -> None:
    both = project.entities.add("Kim", aliases=["Kim Jong-un", "Kim Yo-jong"])
    marked = mark(project, 0, "Korut", entity=both.uid)
    made = project.entities.split(both.uid, "Kim Yo-jong", [marked.id], aliases=["Kim Yo-jong"])
    assert (made.name, made.aliases) == ("Kim Yo-jong", [])
    assert project.entities.get(both.uid).aliases == ["Kim Jong-un"]
    assert project.annotations.get(marked.id).entity == made.uid
    assert project.undo() == "Split entity"
    assert [one.name for one in project.entities.all()] == ["Kim"]


def test_several_are_deleted_in_one_undo(project: Project) -> None:
    one, two = project.entities.add("A"), project.entities.add("B")
    marked = mark(project, 0, "Korut", entity=one.uid)
    project.entities.delete(one.uid, two.uid)
    assert project.entities.all() == []
    assert project.annotations.get(marked.id).entity == ""
    assert project.undo() == "Delete 2 entities"
    assert project.annotations.get(marked.id).entity == one.uid
    assert project.entities.mention_counts() == {one.uid: 1}


def test_names_are_matched_whatever_case_accents_and_order(project: Project) -> None:
    add = project.entities.add
    add("Recep Tayyip Erdoğan", aliases=["Erdogan"])
    add("Partai Erdo")
    add("Volodymyr Zelenskyy")
    add("Kementerian Luar Negeri", aliases=["Kemlu"])

    def found(text: str) -> list[str]:
        return [one.name for one in project.entities.match(text)]

    assert found("erdog")[0] == "Recep Tayyip Erdoğan"
    assert found("ERDO") == ["Recep Tayyip Erdoğan", "Partai Erdo"]
    assert found("tayyip recep") == ["Recep Tayyip Erdoğan"]
    assert found("Zelensky") == ["Volodymyr Zelenskyy"]
    assert found("Zelenskiy") == ["Volodymyr Zelenskyy"]
    assert found("kemlu") == ["Kementerian Luar Negeri"]
    assert found("xyz") == []
    with project.command("Both"):
        add("Xyz Baru")
        assert found("xyz") == ["Xyz Baru"]
    project.undo()
    assert found("xyz") == []


def test_ten_thousand_entities_of_one_name_are_no_obstacle(project: Project) -> None:
    plan = plan_import_of(project, [Entity(name="Ahmad", uid=f"u{at}") for at in range(10_000)])
    apply_import(project, plan)
    assert len(project.entities.match("ahmad")) == 50
    started = time.perf_counter()
    project.entities.match("ahmda")
    assert time.perf_counter() - started < 5
    assert project.undo() == "Import entities"


def plan_import_of(project: Project, entities: list[Entity]) -> object:
    from annotator.project.registry import RegistryPlan

    return RegistryPlan(added=entities)


def test_proposals_are_accepted_into_new_and_known_entities(project: Project) -> None:
    mark_all(project)
    putin = project.entities.add("Vladimir Putin", aliases=["Putin"])
    found = propose(project)
    by_name = {one.name: one for one in found.proposals}
    assert {name: one.count for name, one in by_name.items()} == {
        "Valery Gerasimov": 3,
        "Korea Utara": 3,
        "Vladimir Putin": 1,
    }
    decisions = [
        Decision(
            mentions=[mention.id for mention in found.mentions_of(one)],
            entity=one.entity,
            name=one.name,
            aliases=tuple(wording.text for wording in one.wordings),
        )
        for one in found.proposals
    ]
    assert accept(project, decisions) == 7
    entities = {one.name: one for one in project.entities.all()}
    assert entities["Korea Utara"].aliases == ["Korut"]
    assert entities["Vladimir Putin"] == putin
    assert propose(project).proposals == []
    assert project.undo() == "Accept entities"
    assert len(project.entities.all()) == 1
    assert len(propose(project).proposals) == 3


def test_rejected_proposals_are_remembered_until_undo(project: Project, tmp_path: Path) -> None:
    mark_all(project)
    pair = next(one for one in propose(project).proposals if one.name == "Korea Utara")
    reject(project, [pair])
    assert {"Korut", "Korea Utara"} <= {one.name for one in propose(project).proposals}
    copy = tmp_path / "copy.anno"
    project.snapshot(copy)
    again = Project.open(copy, coder="Budi")
    assert rejected(again) == {frozenset({"korut", "korea utara"})}
    again.close()
    assert project.undo() == "Reject proposal"
    assert rejected(project) == frozenset()
    project.saved.put("entities", "rejected proposals", {"pairs": "nonsense"})
    assert rejected(project) == frozenset()


def test_pronouns_are_not_proposed(project: Project) -> None:
    key = project.articles.ids()[0]
    project.annotations.add(key, "actor", [(0, 6)], attributes={"mention": "pronoun"})
    assert propose(project).proposals == []


def test_the_page_of_an_entity_tells_everything(project: Project) -> None:
    korut = project.entities.add("Korea Utara").uid
    general = project.entities.add("Valery Gerasimov").uid
    actor = mark(project, 0, "Korut", entity=korut)
    mark(project, 1, "Korut", entity=korut)
    claimer = mark(project, 0, "Valery Gerasimov", entity=general)
    feeling = mark(project, 0, "memuji", "sentiment")
    project.annotations.edit(feeling.id, attributes={"polarity": "positive"})
    claim = mark(project, 0, "Korea Utara berani", "claim")
    project.relations.add("target", feeling.uid, actor.uid)
    project.relations.add("made_by", claim.uid, claimer.uid)
    page = profile(project, korut)
    assert (len(page.mentions), page.articles) == (2, 2)
    assert page.months == [("2025-01", 1), ("2025-03", 1)]
    assert page.wordings == [("Korut", 2)]
    assert [(one.name, count) for one, count in page.company] == [("Valery Gerasimov", 1)]
    (aimed,) = page.related
    assert (aimed.type, aimed.outgoing, aimed.label, aimed.values) == (
        "target",
        False,
        "sentiment",
        {"positive": 1},
    )
    assert [one.quote for one in profile(project, general).related[0].marks] == ["Korea Utara berani"]
    with pytest.raises(AnnotatorError):
        profile(project, "gone")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_registry_comes_back_as_it_went(project: Project, tmp_path: Path, ending: str) -> None:
    roles = [
        Role(role="Menteri, luar negeri", since="2024-10"),
        Role(role="Senator", until="2019"),
        Role(role="Ahli"),
    ]
    one = project.entities.add(
        "Sugiono", aliases=["Pak Sugi", "S."], roles=roles, country="Indonesia", note="a\nb"
    )
    project.entities.add("=Rumus", party="X", outlet="Antara", external_id="Q1")
    mark(project, 0, "Korut", entity=one.uid)
    target = tmp_path / f"registry.{ending}"
    assert export_registry(project, target) == 2
    assert [row[9] for row in read_table(target)] == ["mentions", "0", "1"]
    plan = plan_import(project, target)
    assert plan.words() == "0 new, 0 changed, 2 as they are"
    other = new_project(tmp_path, "x", name="other.anno")
    fresh = plan_import(other, target)
    apply_import(other, fresh)
    without = [(e.name, e.aliases, e.roles, e.party, e.country, e.note, e.uid) for e in other.entities.all()]
    assert without == [
        (e.name, e.aliases, e.roles, e.party, e.country, e.note, e.uid) for e in project.entities.all()
    ]
    assert other.undo() == "Import entities"
    assert other.entities.all() == []
    other.close()


def test_rows_are_known_by_uid_external_id_name_or_alias(project: Project, tmp_path: Path) -> None:
    add = project.entities.add
    one, two = add("Satu", external_id="Q1", note="lama"), add("Dua", aliases=["Due"])
    add("Kembar"), add("Kembar")
    table = tmp_path / "t.csv"
    rows = [
        ("Satu lagi", "", "Q1", "pihak"),
        ("due", "Due | Zwei", "", ""),
        ("Kembar", "", "", ""),
        ("", "x", "", ""),
        ("Dua", "", "", ""),
        ("Baru; nama", "a; b", "", "P"),
        ("", "", "", ""),
    ]
    write_table(table, ["Name", "Aliases", "External id", "Party"], rows)
    plan = plan_import(project, table)
    assert plan.words() == "1 new, 2 changed, 0 as they are"
    assert {u.after.uid: (u.after.name, u.after.party) for u in plan.changed} == {
        one.uid: ("Satu", "pihak"),
        two.uid: ("Dua", ""),
    }
    assert [problem.split(" ")[1].rstrip(":") for problem in plan.problems] == ["4", "5", "6"]
    apply_import(project, plan)
    assert project.entities.get(one.uid).note == "lama"
    assert project.entities.get(two.uid).aliases == ["Due", "Zwei"]


def test_a_table_without_names_is_refused(project: Project, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ReadError, match="no column “name”"):
        plan_import(project, tmp_path / "t.csv")
    (tmp_path / "empty.csv").write_text(" ", encoding="utf-8")
    with pytest.raises(ReadError):
        plan_import(project, tmp_path / "empty.csv")


def test_roles_are_written_and_read() -> None:
    roles = [Role(role="Menteri", since="2024"), Role(role="Ahli")]
    assert roles_text(roles) == "Menteri [2024..] | Ahli"
    assert read_roles("Menteri [2024..] | Ahli | ") == roles


def test_an_entity_needs_a_name_and_must_be_there(project: Project) -> None:
    with pytest.raises(AnnotatorError, match="needs a name"):
        project.entities.add("  ")
    with pytest.raises(AnnotatorError, match="not in the project"):
        project.entities.assign([], "gone")
    with pytest.raises(AnnotatorError):
        project.annotations.get(project.annotations.add(ArticleId(99), "actor", [(0, 1)]).id)
