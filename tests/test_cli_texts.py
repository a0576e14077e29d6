"""Texts on the command line: tables mapped, texts repaired, near-duplicates listed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator import cli
from annotator.model.article import ArticleId
from annotator.project import Project
from tests.project.test_duplicating import COPY, OTHER, STORY

Captured = pytest.CaptureFixture[str]


def run(*arguments: object) -> int:
    return cli.main([str(one) for one in arguments])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "p.anno"
    assert run("new", made, "--coder", "Sari") == 0
    return made


def _texts(path: Path) -> list[str]:
    project = Project.open(path)
    found = [project.articles.text(one) for one in project.articles.ids()]
    project.close()
    return found


def test_columns_of_a_table_are_said(path: Path, tmp_path: Path, capsys: Captured) -> None:
    table = tmp_path / "t.csv"
    table.write_text("Kopf;Wort;Art\nTitel;Ein Text;X\n", "utf-8")
    assert run("import", path, table, "--columns", "title=Kopf,text=Wort,-=Art") == 0
    project = Project.open(path)
    article = project.articles.get(ArticleId(1))
    project.close()
    assert (article.title, article.extra) == ("Titel", {})
    assert run("import", path, table, "--columns", "text=Nothing", "--report", tmp_path / "r.csv") == 1
    assert "There is no column “Nothing”" in (tmp_path / "r.csv").read_text("utf-8-sig")


def test_duplicates_and_changed_texts_are_taken_as_said(path: Path, tmp_path: Path, capsys: Captured) -> None:
    text = tmp_path / "a.txt"
    text.write_text(STORY, "utf-8")
    run("import", path, text)
    assert run("import", path, text, "--duplicates", "keep") == 0
    assert len(_texts(path)) == 2
    text.write_text("Lain sekali", "utf-8")
    assert (
        run("import", path, text, "--changed", "repair") == 0
    )  # two articles come from that file: a new one
    assert len(_texts(path)) == 3
    other = tmp_path / "b.txt"
    other.write_text(OTHER, "utf-8")
    run("import", path, other)
    other.write_text(OTHER + " Lagi.", "utf-8")
    capsys.readouterr()
    assert run("import", path, other, "--changed", "repair", "--json") == 0
    assert json.loads(capsys.readouterr().out)["repaired"] == 1
    other.write_text(OTHER + " Dan lagi.", "utf-8")
    assert run("import", path, other, "--changed", "repair", "--report", tmp_path / "r.txt") == 0
    assert "1 articles that were there have a new text" in (tmp_path / "r.txt").read_text("utf-8")


def test_a_text_is_repaired_and_the_marks_are_told(path: Path, tmp_path: Path, capsys: Captured) -> None:
    source = tmp_path / "a.txt"
    source.write_text(STORY, "utf-8")
    run("import", path, source)
    project = Project.open(path)
    uid = project.articles.get(ArticleId(1)).uid
    at = STORY.index("Gerasimov kepada Putin")
    project.annotations.add(ArticleId(1), "actor", [(at, at + 9)])
    project.close()
    corrected = tmp_path / "b.txt"
    corrected.write_text(STORY.replace("Rusia akui", "Russia akui"), "utf-8")
    assert run("repair-text", path, uid, "--from", corrected, "--dry-run") == 0
    assert "would be repaired. Marks: 1 moved." in capsys.readouterr().out
    assert _texts(path) == [STORY]
    assert run("repair-text", path, "Rusia akui tentara Korut", "--from", corrected) == 0
    assert _texts(path)[0].startswith("Russia akui")
    corrected.write_text("Sesuatu yang lain sama sekali", "utf-8")
    assert run("repair-text", path, uid, "--from", corrected, "--dry-run", "--json") == 1
    told: Any = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["counts"] == {"lost": 1}
    assert run("repair-text", path, uid, "--from", corrected, "--dry-run") == 1
    assert "lost: actor" in capsys.readouterr().out
    assert run("repair-text", path, uid, "--from", corrected) == 3
    corrected.write_bytes("Sesuatu – lain".encode("cp1252"))
    assert run("repair-text", path, uid, "--from", corrected, "--encoding", "cp1252", "--delete-lost") == 0
    assert _texts(path) == ["Sesuatu – lain"]
    assert run("repair-text", path, "no such title", "--from", corrected) == 3


def test_near_duplicates_are_listed(path: Path, tmp_path: Path, capsys: Captured) -> None:
    for name, text in (("1", STORY), ("2", COPY), ("3", OTHER)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        run("import", path, tmp_path / f"{name}.txt")
    capsys.readouterr()
    assert run("duplicates", path) == 0
    printed = capsys.readouterr().out
    assert "2 articles, at least" in printed
    assert "1 groups." in printed
    assert run("duplicates", path, "--threshold", "0.99", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
