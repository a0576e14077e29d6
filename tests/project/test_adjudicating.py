"""Adjudication: every way to settle a difference, what reopens it, and that originals stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.analysis.agreement.cases import Case, RelationCase
from annotator.errors import AnnotatorError
from annotator.model.annotation import Annotation, Span
from annotator.model.entity import GOLD
from annotator.project import Project
from annotator.project.adjudicating import (
    accept,
    accept_agreed,
    accept_edited,
    adjudication,
    articles_with_proposals,
    keep_ours,
    progress_of,
    reject,
    reopen,
    take_theirs,
)
from annotator.project.exporting import export_to
from annotator.project.merging import merge_into
from tests.projects import first, new_project

TEXT = "Rusia mengakui bahwa pasukan Korea Utara ikut bertempur, kata Gerasimov.\n"
CODERS = ["Ana", "Budi"]


class Table:
    """A project in which Ana and Budi coded one article, and Citra settles."""

    def __init__(self, folder: Path) -> None:
        self.project = new_project(folder, TEXT, coder="Ana")
        self.article = first(self.project)
        self.marks: dict[tuple[str, str], Annotation] = {}
        for coder in CODERS:
            self.project.set_coder(coder)
            self._code(coder)
        self.project.set_coder("Citra")

    def _code(self, coder: str) -> None:
        budi = coder == "Budi"
        add = self.project.annotations.add
        agreed = add(self.article, "actor", [(0, 5)], attributes={"scope": "foreign"})
        label = add(self.article, "source" if budi else "actor", [(62, 71)])
        claim = add(self.article, "claim", [(6, 40 if budi else 56)], note=f"by {coder}")
        for name, mark in (("agreed", agreed), ("label", label), ("claim", claim)):
            self.marks[coder, name] = mark
        self.project.relations.add("made_by", claim.uid, agreed.uid)
        if budi:
            self.marks[coder, "only"] = add(self.article, "actor", [(21, 40)])
        frame = "conflict" if budi else "responsibility"
        self.project.articles.set_variable(self.article, "frame", frame)

    def state(self, coders: list[str] | None = None) -> Any:
        return adjudication(self.project, self.article, coders or CODERS)

    def case(self, name: str, coder: str = "Budi") -> Any:
        uid = self.marks[coder, name].uid
        return next(
            one.case for one in self.state().items if isinstance(one.case, Case) and uid in one.case.uids
        )

    def relation(self) -> RelationCase:
        return next(one.case for one in self.state().items if isinstance(one.case, RelationCase))

    def variable(self) -> Any:
        return self.state().items[-1].case

    def item(self, case: Any) -> Any:
        return next(one for one in self.state().items if one.case == case)

    def accept(self, case: Any, *coders: str, note: str = "") -> list[str]:
        return accept(self.project, self.article, case, coders, note=note)

    def gold(self) -> list[Annotation]:
        return self.state().gold


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    made = Table(tmp_path)
    yield made
    made.project.close()


def test_accepting_a_side_copies_it_into_the_gold_layer_and_keeps_both(table: Table) -> None:
    case = table.case("claim")
    before = {uid: mark for uid, mark in table.state().marks.items() if uid in case.uids}
    table.accept(case, "Budi", note="the shorter one says it all")
    (gold,) = table.gold()
    assert (gold.label, gold.fragments, gold.note) == ("claim", (Span(6, 40),), "by Budi")
    decision = table.item(case).decision
    assert (decision.verdict, decision.result, decision.coder) == ("accepted", gold.uid, "Citra")
    assert decision.note == "the shorter one says it all"
    assert set(decision.sides) == case.uids
    assert {uid: table.state().marks[uid] for uid in before} == before


def test_both_sides_may_be_right(table: Table) -> None:
    case = table.case("label")
    assert len(table.accept(case, "Ana", "Budi")) == 2
    assert {one.label for one in table.gold()} == {"actor", "source"}
    assert table.item(case).decision is not None
    reopen(table.project, table.article, case)
    assert table.gold() == []


def test_a_version_of_ones_own_settles_too(table: Table) -> None:
    case = table.case("label")
    uid = accept_edited(
        table.project,
        table.article,
        case,
        label="source",
        fragments=[Span(57, 71)],
        attributes={"type": "person"},
        note="with the cue",
    )
    (gold,) = table.gold()
    assert (gold.uid, gold.quote, gold.attributes["type"]) == (uid, "kata Gerasimov", "person")
    assert table.item(case).decision.verdict == "edited"


@pytest.mark.parametrize("verdict", ["rejected", "nothing"])
def test_no_side_and_nothing_here_count_as_settled(table: Table, verdict: Any) -> None:
    case = table.case("only")
    reject(table.project, table.article, case, verdict=verdict, note="no")
    assert table.gold() == []
    assert table.item(case).decision.verdict == verdict
    assert progress_of(table.project, [table.article], CODERS) == {table.article: (1, 6)}


def test_each_step_is_undone_in_one(table: Table) -> None:
    table.accept(table.case("claim"), "Ana")
    assert table.project.undo() == "Accept Ana"
    assert table.state().settled == 0
    table.project.redo()
    assert table.state().settled == 1


def test_settling_again_replaces_what_was_settled(table: Table) -> None:
    case = table.case("claim")
    table.accept(case, "Ana")
    table.accept(case, "Budi")
    (gold,) = table.gold()
    assert gold.end == 40
    assert len(table.project.decisions.of(table.article)) == 1


def test_a_change_of_a_side_or_of_the_gold_mark_opens_the_case_again(table: Table) -> None:
    case = table.case("claim")
    table.accept(case, "Ana")
    mark = table.marks["Budi", "claim"]
    table.project.annotations.edit(mark.id, note="another thought")
    assert table.state().settled == 0
    table.accept(table.case("claim"), "Ana")
    assert table.state().settled == 1
    table.project.annotations.delete([table.gold()[0].id])
    assert table.state().settled == 0


def test_a_third_coder_opens_what_two_had_settled(table: Table) -> None:
    table.accept(table.case("claim"), "Ana")
    table.project.set_coder("Dewi")
    table.project.annotations.add(table.article, "claim", [(6, 50)])
    found = table.state(["Ana", "Budi", "Dewi"])
    assert found.settled == 0
    assert table.state().settled == 1


def test_what_all_agree_on_is_accepted_at_once(table: Table) -> None:
    assert accept_agreed(table.project, [table.article], CODERS) == 1  # the relation waits for its claim
    assert [one.label for one in table.gold()] == ["actor"]
    table.accept(table.case("claim"), "Budi")
    assert accept_agreed(table.project, [table.article], CODERS) == 1
    links = [one for one in table.project.relations.of(table.article) if one.coder == GOLD]
    assert len(links) == 1
    ends = {one.uid for one in table.gold()}
    assert {links[0].head, links[0].tail} <= ends
    assert table.project.undo() == "Accept what all agree on"


def test_a_relation_waits_for_its_ends(table: Table) -> None:
    with pytest.raises(AnnotatorError, match="both ends"):
        table.accept(table.relation(), "Ana")
    table.accept(table.case("claim"), "Ana")
    table.accept(table.case("agreed"), "Ana")
    table.accept(table.relation(), "Budi")
    assert table.item(table.relation()).decision is not None
    reopen(table.project, table.article, table.relation())
    assert [one for one in table.project.relations.of(table.article) if one.coder == GOLD] == []
    assert len(table.gold()) == 2


def test_a_gold_relation_goes_with_its_end_and_its_case_is_open_again(table: Table) -> None:
    table.accept(table.case("claim"), "Ana")
    table.accept(table.case("agreed"), "Ana")
    table.accept(table.relation(), "Budi")
    reopen(table.project, table.article, table.case("claim"))
    assert table.item(table.relation()).decision is None


def test_variables_are_settled_and_opened_when_a_value_changes(table: Table) -> None:
    case = table.variable()
    table.accept(case, "Budi")
    assert table.item(case).decision.result == f"frame\t{GOLD}"
    assert table.project.articles.variables(table.article)["frame"] == "conflict"
    reopen(table.project, table.article, case)
    assert table.state().settled == 0
    table.accept(case, "Ana")
    table.accept(case, "Budi")
    table.project.set_coder("Ana")
    table.project.articles.set_variable(table.article, "frame", "morality")
    assert table.state().settled == 0


def test_gold_alone_can_be_taken_out(table: Table, tmp_path: Path) -> None:
    table.accept(table.case("claim"), "Budi")
    report = export_to(table.project, tmp_path / "gold.jsonl", coders=[GOLD])
    assert report.annotations == 1
    assert b"by Budi" in (tmp_path / "gold.jsonl").read_bytes()


def _two_versions(table: Table, tmp_path: Path) -> Project:
    """Ana's claim changed here and in a copy: the merge puts the other version beside it."""
    path = tmp_path / "copy.anno"
    table.project.snapshot(path)
    copy = Project.open(path, coder="Ana")
    copy.annotations.edit(table.marks["Ana", "claim"].id, fragments=[(6, 20)], note="there")
    copy.close()
    table.project.annotations.edit(table.marks["Ana", "claim"].id, note="here")
    merge_into(table.project, [path])
    return table.project


@pytest.mark.parametrize("take", [False, True])
def test_two_versions_of_a_merge_are_settled(table: Table, tmp_path: Path, take: bool) -> None:
    project = _two_versions(table, tmp_path)
    assert articles_with_proposals(project) == [table.article]
    (one,) = table.state().proposals
    assert one.ours is not None
    assert table.state().total == 7
    (take_theirs if take else keep_ours)(project, table.article, one, note="seen")
    assert table.state().proposals == []
    mark = project.annotations.get(one.ours.id)
    assert (mark.note, mark.end) == (("there", 20) if take else ("here", 56))
    assert project.decisions.of(table.article)[-1].note == "seen"
    assert not project.check()


@pytest.mark.parametrize("take", [False, True])
def test_a_suggestion_that_stands_alone_is_confirmed_or_goes(
    table: Table, tmp_path: Path, take: bool
) -> None:
    project = _two_versions(table, tmp_path)
    project.annotations.delete([table.marks["Ana", "claim"].id])
    (one,) = table.state().proposals
    assert one.ours is None
    (take_theirs if take else keep_ours)(project, table.article, one)
    found = [mark for mark in project.annotations.of(table.article) if mark.uid == one.theirs.uid]
    assert [mark.suggested for mark in found] == ([False] if take else [])


def test_decisions_and_gold_travel_with_a_merge(table: Table, tmp_path: Path) -> None:
    path = tmp_path / "copy.anno"
    table.project.snapshot(path)
    copy = Project.open(path, coder="Dewi")
    article = first(copy)
    case = next(one.case for one in adjudication(copy, article, CODERS).items if one.case.kind == "boundary")
    accept(copy, article, case, ["Ana"], note="over there")
    copy.close()
    merge_into(table.project, [path])
    assert table.item(case).decision.coder == "Dewi"
    assert [one.end for one in table.gold()] == [56]
