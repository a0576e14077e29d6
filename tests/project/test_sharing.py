"""Copies for others hold what they should and nothing else, and come back through a merge."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import AnnotatorError, Cancelled, FileError
from annotator.model.article import ArticleId
from annotator.project import Project
from annotator.project.merging import merge_into
from annotator.project.sharing import Plan, copies_for_coders, copy_to_send, hand_out, plan_copies
from tests.project.test_merging import content
from tests.projects import new_project


@pytest.fixture
def project(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = new_project(tmp_path, *(f"Secret text {number} about Rusia." for number in range(4)))
    for article in made.articles.ids():
        made.annotations.add(article, "actor", [(0, 6)], note="a note that is not for everybody")
    made.articles.set_variable(made.articles.ids()[0], "frame", "conflict")
    yield made
    made.close()


def test_each_coder_gets_a_blind_copy_of_the_articles_that_are_hers(project: Project, tmp_path: Path) -> None:
    one, two, three, four = project.articles.ids()
    folder = tmp_path / "copies"
    folder.mkdir()
    made = copies_for_coders(project, folder, {"Sari": [one, two], "Budi/B": [two, three, four]})
    assert [path.name for path in made] == ["study-Sari.anno", "study-Budi_B.anno"]
    copy = Project.open(made[0], coder="Sari")
    assert copy.articles.ids() == [one, two]
    assert copy.annotations.of(one) == []
    assert copy.articles.get(one).status == "new"
    assert copy.undo_name == copy.redo_name == ""
    copy.close()
    data = made[0].read_bytes()
    assert b"Secret text 3" not in data
    assert b"not for everybody" not in data


def test_what_coders_did_in_their_copies_comes_back_and_nothing_is_lost(
    project: Project, tmp_path: Path
) -> None:
    one, two, *_ = project.articles.ids()
    before = content(project)
    made = copies_for_coders(project, tmp_path, {"Sari": [one, two], "Budi": [two]}, blind=False)
    for path, name in zip(made, ("Sari", "Budi"), strict=True):
        copy = Project.open(path, coder=name)
        copy.annotations.add(two, "claim", [(7, 11)], note=name)
        copy.close()
    merge_into(project, made)
    after = content(project)
    assert before["annotation"].keys() <= after["annotation"].keys()
    assert len(after["annotation"]) == len(before["annotation"]) + 2
    assert {one.note for one in project.annotations.of(two) if one.label == "claim"} == {"Sari", "Budi"}
    assert len(project.articles.ids()) == 4


def test_a_copy_to_send_may_go_without_history_and_names(project: Project, tmp_path: Path) -> None:
    mark = project.annotations.of(project.articles.ids()[0])[0]
    project.annotations.edit(mark.id, note="changed")
    copy_to_send(project, tmp_path / "whole.anno")
    copy_to_send(project, tmp_path / "bare.anno", history=False, coder_names=False)
    whole, bare = Project.open(tmp_path / "whole.anno"), Project.open(tmp_path / "bare.anno")
    assert whole.history.of_annotation(mark.id)
    assert bare.history.of_annotation(mark.id) == []
    assert [one.name for one in bare.coders] == ["Coder 1"]
    assert not bare.problems
    whole.close()
    bare.close()
    merge_into(project, [tmp_path / "bare.anno"])
    assert project.annotations.get(mark.id).note == "changed"


def test_an_older_file_is_never_replaced(project: Project, tmp_path: Path) -> None:
    (tmp_path / "study-Budi.anno").write_text("older", encoding="utf-8")
    with pytest.raises(FileError, match="exists already"):
        copies_for_coders(project, tmp_path, {"Sari": [], "Budi": []})
    assert not (tmp_path / "study-Sari.anno").exists()
    with pytest.raises(FileError, match="same file name"):
        copies_for_coders(project, tmp_path, {"A/B": [], "A:B": []})


def test_a_copy_that_fails_half_way_leaves_nothing(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise FileError("The disk is full.")

    monkeypatch.setattr("annotator.project.sharing.prune", broken)
    with pytest.raises(FileError):
        copies_for_coders(project, tmp_path, {"Sari": []})
    with pytest.raises(FileError):
        copy_to_send(project, tmp_path / "x.anno", history=False)
    assert not (tmp_path / "x.anno").exists()
    assert not (tmp_path / "study-Sari.anno").exists()


def test_everybody_may_get_everything_or_each_a_part(project: Project) -> None:
    every = project.articles.ids()
    whole = plan_copies(project, ["Sari", "Budi"], every)
    assert whole.work == {"Sari": every, "Budi": every}
    assert whole.shared == every
    parts = plan_copies(project, ["Sari", "Budi"], every, shared=0)
    assert sorted(parts.work["Sari"] + parts.work["Budi"]) == every
    assert parts.shared == []


def test_a_sample_with_overlap_is_drawn_by_its_seed(project: Project) -> None:
    every = project.articles.ids()
    one = plan_copies(project, ["A", "B", "C"], every, sample=3, shared=1, together=2, seed=7)
    assert one == plan_copies(project, ["A", "B", "C"], every[::-1], sample=3, shared=1, together=2, seed=7)
    assert len(one.articles) == 3
    assert len(one.shared) == 1
    assert one.rule == {"coders": ["A", "B", "C"], "seed": 7, "articles": 3, "of": 4, "shared": 1}


@pytest.mark.parametrize(
    ("coders", "articles", "words"),
    [
        ([], 1, "at least one"),
        (["A", "A"], 1, "only once"),
        (["gold"], 1, "adjudicated"),
        (["A"], 0, "no articles"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(
    project: Project, coders: list[str], articles: int, words: str
) -> None:
    with pytest.raises(AnnotatorError, match=words):
        plan_copies(project, coders, project.articles.ids()[:articles])


def test_handing_out_notes_who_has_what_in_one_step(project: Project, tmp_path: Path) -> None:
    plan = plan_copies(project, ["Sari", "Budi"], project.articles.ids(), shared=2)
    told: list[tuple[int, int]] = []
    made = hand_out(project, tmp_path, plan, progress=lambda done, total: told.append((done, total)))
    assert len(made) == 2
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert project.assignments.articles_of("Budi") == plan.work["Budi"]
    (one,) = project.sets.all()
    assert project.sets.ids(one.uid) == plan.shared
    assert one.rule["shared"] == 2
    assert project.undo() == "Hand out 4 articles"
    assert project.assignments.counts() == {}
    (made[0]).unlink()
    made[1].unlink()
    hand_out(project, tmp_path, plan)
    (tmp_path / "again").mkdir()
    hand_out(project, tmp_path / "again", plan)
    assert len({one.name for one in project.sets.all()}) == 2


def test_coders_are_the_same_person_when_their_work_comes_back(project: Project, tmp_path: Path) -> None:
    plan = Plan(work={"Budi": project.articles.ids()[:1], "Citra": project.articles.ids()[:1]})
    for path in hand_out(project, tmp_path, plan):
        name = path.stem.removeprefix("study-")
        copy = Project.open(path, coder=name)
        copy.annotations.add(copy.articles.ids()[0], "claim", [(0, 6)])
        copy.close()
        merge_into(project, [path])
    assert {one.name for one in project.coders} == {"Sari", "Budi", "Citra"}


def test_cancelling_leaves_no_file(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()

    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise Cancelled

    work: dict[str, list[ArticleId]] = {"A": [], "B": []}
    with pytest.raises(Cancelled):
        copies_for_coders(project, folder, work, progress=stop)
    with pytest.raises(Cancelled):
        copy_to_send(project, folder / "x.anno", progress=stop)
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(project: Project, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="another folder"):
        copies_for_coders(project, tmp_path / "missing", {"A": []})


def test_a_copy_without_texts_keeps_every_place_and_no_word(project: Project, tmp_path: Path) -> None:
    article = project.articles.ids()[0]
    broken = project.annotations.add(article, "claim", [(0, 6), (12, 19)])
    source = project.annotations.add(article, "source", [(20, 25)])
    project.relations.add("attributes", source.uid, broken.uid)
    copy_to_send(project, tmp_path / "masked.anno", texts=False)
    data = (tmp_path / "masked.anno").read_bytes()
    assert b"Secret" not in data
    assert b"Rusia" not in data
    copy = Project.open(tmp_path / "masked.anno", coder="Dewi")
    assert not copy.check()
    assert copy.articles.text(article) == "xxxxxx xxxx x xxxxx xxxxxx"
    held = {one.uid: one for one in copy.annotations.of(article)}
    assert held[broken.uid].quote == "xxxxxx […] x xxxxx"
    assert held.keys() == {one.uid for one in project.annotations.of(article)}
    copy.close()


def test_a_copy_of_a_project_that_is_only_read_can_be_made_too(project: Project, tmp_path: Path) -> None:
    reader = Project.open(project.path, read_only=True)
    plan = plan_copies(reader, ["Budi"], reader.articles.ids())
    assert hand_out(reader, tmp_path, plan)[0].exists()
    reader.close()
