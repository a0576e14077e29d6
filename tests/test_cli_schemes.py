"""The scheme on the command line: out, in, versions, codebook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    assert main(["new", str(tmp_path / "study.anno"), "--scheme", "frames", "--coder", "Sari"]) == 0
    return tmp_path / "study.anno"


def labels(path: Path) -> list[str]:
    opened = Project.open(path)
    try:
        return [one.name for one in opened.scheme.labels]
    finally:
        opened.close()


def test_a_scheme_goes_out_and_comes_in_elsewhere(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scheme", "export", str(project), "--to", str(tmp_path / "frames.csv")]) == 0
    assert "version 1, 5 labels" in capsys.readouterr().out
    other = tmp_path / "other.anno"
    assert main(["new", str(other), "--scheme", str(tmp_path / "frames.csv")]) == 0
    assert labels(other) == ["problem", "cause", "judgement", "remedy", "actor"]
    assert main(["scheme", "export", str(project), "--to", str(tmp_path / "frames.csv")]) == 3


def test_an_import_is_shown_first_and_then_done(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.csv").write_text("code,definition\nactor,who\nmood,how\n", "utf-8")
    command = ["scheme", "import", str(project), str(tmp_path / "mine.csv")]
    assert main([*command, "--dry-run"]) == 0
    assert "label “mood”: added" in capsys.readouterr().out
    assert labels(project)[-1] == "actor"
    assert main([*command, "--add"]) == 0
    assert labels(project) == ["problem", "cause", "judgement", "remedy", "actor", "mood"]
    assert main([*command, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert {one["name"] for one in shown["differences"]} >= {"problem", "cause"}
    assert labels(project) == ["actor", "mood"]
    assert main(["scheme", "versions", str(project)]) == 0
    out = capsys.readouterr().out
    assert "Import scheme mine.csv" in out
    assert "label “mood”: added" in out
    assert main(["scheme", "versions", str(project), "--json"]) == 0
    assert [one["version"]["number"] for one in json.loads(capsys.readouterr().out)] == [3, 2, 1]
    old = tmp_path / "old.json"
    assert main(["scheme", "export", str(project), "--to", str(old), "--version", "1"]) == 0
    assert len(json.loads(old.read_text("utf-8"))["labels"]) == 5


def test_values_without_a_place_stop_an_import(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.projects import add_texts

    opened = Project.open(project, coder="Sari")
    add_texts(opened, tmp_path, ["Satu dua tiga."])
    opened.annotations.add(opened.articles.ids()[0], "problem", [(0, 4)], attributes={"severity": "high"})
    opened.close()
    (tmp_path / "new.csv").write_text(
        "what,label,attribute,kind\nlabel,problem,,\nattribute,problem,severity,number\n", "utf-8"
    )
    command = ["scheme", "import", str(project), str(tmp_path / "new.csv")]
    assert main([*command, "--dry-run"]) == 1
    assert "“severity” has no place for high" in capsys.readouterr().err
    assert main(command) == 3
    (tmp_path / "wrong.csv").write_text("code,key\na,A\nb,a\n", "utf-8")
    assert main(["scheme", "import", str(project), str(tmp_path / "wrong.csv")]) == 3
    (tmp_path / "near.csv").write_text("code\nproblem\nPROBLEM \n", "utf-8")
    assert main(["scheme", "import", str(project), str(tmp_path / "near.csv"), "--dry-run"]) == 1
    assert labels(project)[0] == "problem"


def test_the_codebook_is_written(project: Path, tmp_path: Path) -> None:
    for ending in ("docx", "html", "xlsx"):
        target = tmp_path / f"book.{ending}"
        assert main(["codebook", str(project), "--to", str(target)]) == 0
        assert target.stat().st_size > 1000
    assert main(["codebook", str(project), "--to", str(tmp_path / "book.pdf")]) == 3
