"""Copies for others, without a window."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from annotator import cli
from annotator.model.scheme import Label
from annotator.project import Project
from tests.projects import first, new_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    project = new_project(tmp_path, *(f"Text {number}." for number in range(6)))
    project.sets.make("Pilot", project.articles.ids()[:2])
    project.close()
    return tmp_path / "study.anno"


def run(*arguments: object) -> int:
    return cli.main([str(one) for one in arguments])


def test_copies_are_planned_and_written(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    coders = ("--coder", "Ana", "--coder", "Budi")
    assert run("copies", path, "--to", tmp_path, *coders, "--shared", 2, "--dry-run", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(one["articles"], one["shared"]) for one in rows] == [(4, 2), (4, 2)]
    assert not (tmp_path / "study-Ana.anno").exists()
    assert run("copies", path, "--to", tmp_path, *coders, "--set", "Pilot") == 0
    assert "Ana: 2 articles, 2 shared" in capsys.readouterr().out
    copy = Project.open(tmp_path / "study-Ana.anno")
    assert len(copy.articles.ids()) == 2
    copy.close()
    assert run("copies", path, "--to", tmp_path, *coders, "--set", "Unknown") == 2
    assert run("copies", path, "--to", tmp_path, *coders) == 3


def test_a_copy_is_sent(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "sent.anno"
    assert run("send", path, "--to", target, "--without", "texts", "--without", "names") == 0
    assert "Written to" in capsys.readouterr().out
    copy = Project.open(target)
    assert copy.articles.text(copy.articles.ids()[0]) == "xxxx xx"
    copy.close()


def test_a_merge_is_told_what_only_a_person_knows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = " ".join(f"Sentence number {number} about the war in Europe." for number in range(20))
    for name, more in (("ours", ""), ("theirs", " And one more.")):
        (tmp_path / name).mkdir()
        project = new_project(tmp_path / name, text + more, coder="Sari")
        if more:
            labels = [*project.scheme.labels, Label(name="akteur")]
            project.change_scheme(msgspec.structs.replace(project.scheme, labels=labels))
            project.annotations.add(first(project), "akteur", [(0, 9)])
        project.close()
    ours, theirs = tmp_path / "ours" / "study.anno", tmp_path / "theirs" / "study.anno"
    assert run("merge", ours, theirs, "--dry-run") == 0
    told = capsys.readouterr().out
    assert "label “akteur”" in told
    assert "alike" in told
    assert "Two coders are called “Sari”" in told
    answers = ("--same-coder", "Sari", "--means", "label:akteur=actor", "--alike")
    assert run("merge", ours, theirs, *answers) == 0
    project = Project.open(ours)
    (mark,) = project.annotations.of(first(project))
    assert (len(project.articles.ids()), mark.label, mark.coder) == (1, "actor", "Sari")
    project.close()
    assert run("merge", ours, theirs, "--means", "akteur=actor") == 2
