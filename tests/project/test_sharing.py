"""Copies for others hold what they should and nothing else, and come back through a merge."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import FileError
from annotator.project import Project
from annotator.project.merging import merge_into
from annotator.project.sharing import copies_for_coders, copy_to_send
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
