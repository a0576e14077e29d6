"""Every job without a window: what it prints, and the exit codes 0, 1, 2 and 3."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from annotator import cli
from annotator.project import Project
from tests.projects import first, new_project

_ROOT = Path(__file__).parent.parent


@pytest.fixture
def path(tmp_path: Path) -> Path:
    project = new_project(tmp_path)
    project.annotations.add(first(project), "actor", [(0, 5), (6, 14)])
    project.close()
    return tmp_path / "study.anno"


def run(*arguments: object) -> int:
    return cli.main([str(one) for one in arguments])


def test_a_project_is_made_filled_counted_and_taken_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project, text = tmp_path / "new.anno", tmp_path / "one.txt"
    text.write_text("Rusia mengakui.", encoding="utf-8")
    assert run("new", project, "--coder", "Sari") == 0
    assert run("import", project, text) == 0
    assert run("info", project) == 0
    assert run("export", project, "--to", tmp_path / "out.jsonl") == 0
    assert run("check", project) == 0
    printed = capsys.readouterr().out
    assert "1 articles" in printed
    assert "Everything fits." in printed
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["text"] == "Rusia mengakui."


def test_reports_for_machines_have_the_promised_keys(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def printed() -> Any:
        return json.loads(capsys.readouterr().out)

    assert run("info", path, "--json") == 0
    info = printed()
    assert list(info) == [
        "articles", "annotations", "annotation_total", "fragments", "relations", "relation_total",
        "entities", "coders", "schema_version",
    ]  # fmt: skip
    assert (info["annotations"]["actor"], info["fragments"], info["coders"]) == (1, 2, ["Sari"])
    assert run("export", path, "--to", tmp_path / "o.jsonl", "--json") == 0
    assert list(printed()) == ["files", "articles", "annotations", "relations", "lost"]
    assert run("export", path, "--to", tmp_path / "flat.jsonl", "--flat", "--json") == 0
    assert printed()["annotations"] == 1
    assert run("import", path, tmp_path / "missing.txt", "--json") == 1
    report = printed()
    assert list(report) == [
        "articles", "annotations", "relations", "entities", "duplicates", "failed", "warnings",
    ]  # fmt: skip
    assert set(report["failed"][0]) == {"file", "record", "message"}
    assert run("check", path, "--json") == 0
    assert printed() == {"ok": True, "problems": []}
    assert run("formats", "--json") == 0
    assert {"jsonl", "text"} <= {one["name"] for one in printed()}


def test_problems_are_told_and_give_one(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", path, tmp_path / "missing.txt", "--dry-run", "--option", "x=yes") == 1
    assert "Failed" in capsys.readouterr().err
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE annotation SET quote = 'something else'")
    raw.close()
    assert run("check", path) == 1
    assert "2 problems." in capsys.readouterr().out  # the mark, and that somebody changed it behind our back
    assert run("check", path, "--json") == 1
    assert "text" in {one["kind"] for one in json.loads(capsys.readouterr().out)["problems"]}
    assert run("export", path, "--to", tmp_path / "brat", "--format", "brat") in {0, 1}


def test_what_the_format_cannot_hold_is_told(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("export", path, "--to", tmp_path / "d.jsonl", "--format", "doccano")
    assert "Not held by this format: 1 fragments" in capsys.readouterr().out


def test_wrong_usage_gives_two(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", path) == 2
    assert run("nonsense") == 2
    assert run("import", path, "x.txt", "--option", "nonsense") == 2
    assert "NAME=VALUE" in capsys.readouterr().err


def test_failures_give_three_and_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("info", tmp_path / "missing.anno") == 3
    assert run("check", tmp_path / "missing.anno") == 3
    broken = tmp_path / "broken.anno"
    broken.write_bytes(b"no project")
    assert run("info", broken) == 3
    assert "Traceback" not in capsys.readouterr().err
    assert run("check", broken) == 1
    assert run("new", tmp_path / "x.anno", "--scheme", tmp_path / "missing.json") == 3
    (tmp_path / "scheme.json").write_text('{"labels": [{"name": ""}]}', encoding="utf-8")
    assert run("new", tmp_path / "x.anno", "--scheme", tmp_path / "scheme.json") == 3
    assert not (tmp_path / "x.anno").exists()


def test_a_scheme_may_be_given(tmp_path: Path) -> None:
    scheme = tmp_path / "scheme.json"
    scheme.write_text('{"labels": [{"name": "frame", "key": "F"}]}', encoding="utf-8")
    assert run("new", tmp_path / "x.anno", "--scheme", scheme) == 0
    project = Project.open(tmp_path / "x.anno")
    assert [one.name for one in project.scheme.labels] == ["frame"]
    project.close()


def test_formats_are_listed_with_what_they_keep_and_need(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.project.kinds.installed", lambda extra: not extra)
    assert run("formats") == 0
    printed = capsys.readouterr().out
    assert "keeps" in printed
    assert "needs annotator[html]" in printed


def test_stopping_with_the_keyboard_is_no_traceback(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("annotator.project.counting.counted", stopped)
    assert run("info", path) == 3
    assert "stopped" in capsys.readouterr().err


def test_a_terminal_shows_how_far_the_work_is(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert run("export", path, "--to", tmp_path / "o.jsonl") == 0


def test_names_in_every_script_are_printed_whatever_the_locale(tmp_path: Path) -> None:
    project = new_project(tmp_path, coder="Сари 莎莉")
    project.annotations.add(first(project), "actor", [(0, 5)])
    project.close()
    done = subprocess.run(
        [sys.executable, "-m", "annotator", "info", str(tmp_path / "study.anno")],
        cwd=_ROOT,
        capture_output=True,
        check=True,
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PATH": "/usr/bin"},
    )
    assert "Сари 莎莉" in done.stdout.decode("utf-8")


def test_a_damaged_project_is_repaired_into_a_new_one(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("repair", path, "--to", tmp_path / "new.anno") == 0
    assert "1 articles, 1 marks" in capsys.readouterr().out
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE annotation SET label_id = 99")
    raw.close()
    assert run("repair", path, "--to", tmp_path / "newer.anno", "--json") == 1
    assert json.loads(capsys.readouterr().out)["warnings"]


def test_backups_are_made_listed_and_brought_back(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backup", path) == 0
    assert run("backup", path, "--to", tmp_path / "copy.anno") == 0
    assert run("restore", path) == 0
    assert "1 articles, 1 marks" in capsys.readouterr().out
    assert run("restore", path, "--backup", 1, "--to", tmp_path / "back.anno") == 0
    assert run("restore", path, "--backup", 9, "--to", tmp_path / "again.anno") == 2
    assert (tmp_path / "back.anno").exists()


def test_copies_are_merged_after_a_backup(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("backup", path, "--to", tmp_path / "theirs.anno")
    theirs = Project.open(tmp_path / "theirs.anno", coder="Budi")
    (mark,) = theirs.annotations.of(first(theirs))
    theirs.annotations.edit(mark.id, note="theirs")
    theirs.annotations.add(first(theirs), "claim", [(6, 14)])
    theirs.close()
    assert run("merge", path, tmp_path / "theirs.anno", "--dry-run", "--json") == 0
    report = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert report[0]["tallies"]["annotation"]["new"] == 1
    ours = Project.open(path, coder="Sari")
    ours.annotations.edit(mark.id, note="ours")
    ours.close()
    assert run("merge", path, tmp_path / "theirs.anno") == 1
    assert "1 changed on both sides" in capsys.readouterr().out
    assert run("restore", path) == 0


def test_words_and_marks_are_found_with_what_stands_around(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("search", path, "MENGAKUI") == 0
    printed = capsys.readouterr().out
    assert "[mengakui]" in printed
    assert "1 hits in 1 articles." in printed
    assert run("search", path, "label:actor", "--json") == 0
    assert json.loads(capsys.readouterr().out)
    assert run("search", path, "MENGAKUI", "--case", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run("search", path, "/(unclosed/") == 3


def test_unknown_names_are_shown_and_mapped(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "d.jsonl"
    span = {"id": 1, "start_offset": 0, "end_offset": 5, "label": "Claims"}
    data.write_text(json.dumps({"text": "Rusia.", "entities": [span], "id": 1}) + "\n", encoding="utf-8")
    assert run("import", path, data, "--dry-run") == 1
    printed = capsys.readouterr().out
    assert "Not in the scheme: label:Claims (1 times) is added; perhaps it means claim." in printed
    assert "doccano" in printed
    assert run("import", path, data, "--dry-run", "--json", "--map", "label:Claims=") == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["annotations"], report["unknown"][0]["guess"]) == (0, "claim")
    assert run("import", path, data, "--map", "label:Claims=claim") == 0
    assert run("import", path, data, "--map", "Claims=claim") == 2


def edited_workbook(path: Path, folder: Path, **cells: str) -> Path:
    """The project's workbook with cells of its first mark changed."""
    import openpyxl

    target = folder / "book.xlsx"
    run("export", path, "--to", target, "--overwrite")
    book = openpyxl.load_workbook(target)
    sheet = book["Annotations"]
    header = [cell.value for cell in sheet[1]]
    for name, value in cells.items():
        sheet.cell(2, header.index(name) + 1).value = value
    book.save(target)
    return target


def test_edits_of_a_workbook_are_shown_and_taken(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = edited_workbook(path, tmp_path, note="Checked.", entity="Rusia", type="government")
    assert run("import", path, book, "--edits", "--dry-run") == 0
    assert "note: nothing → “Checked.”" in capsys.readouterr().out
    assert run("import", path, book, "--edits", "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed[0]["report"]["taken"], len(printed[0]["found"]["edits"])) == (3, 3)
    assert run("import", path, book, "--edits") == 0
    assert "0 edits" in capsys.readouterr().out
    project = Project.open(path)
    (mark,) = project.annotations.of(first(project))
    assert (mark.note, mark.attributes["type"], project.entities.all()[0].name) == (
        "Checked.", "government", "Rusia",
    )  # fmt: skip
    assert project.undo_name == "Take edits from a workbook"
    project.close()


def test_marks_without_a_row_are_deleted_only_when_asked(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import openpyxl

    book = edited_workbook(path, tmp_path)
    opened = openpyxl.load_workbook(book)
    opened["Annotations"].delete_rows(2)
    opened.save(book)
    assert run("import", path, book, "--edits") == 0
    assert "1 marks have no row there any more; nothing was deleted." in capsys.readouterr().out
    assert run("import", path, book, "--edits", "--delete-missing") == 0
    assert "1 marks deleted" in capsys.readouterr().out


def test_a_recipe_is_repeated_by_its_name(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from annotator.model.recipe import Recipe
    from annotator.project.recipes import save_recipe

    project = Project.open(path)
    save_recipe(
        project, "Actors", Recipe(format="jsonl", target=str(tmp_path / "r.jsonl"), labels=("actor",))
    )
    project.sets.make("Pilot", project.articles.ids())
    project.close()
    assert run("export", path, "--recipe", "Actors") == 0
    assert "r.jsonl" in capsys.readouterr().out
    assert run("export", path, "--recipe", "Actors") == 3
    assert run("export", path, "--recipe", "Actors", "--overwrite") == 0
    assert run("export", path, "--recipe", "Actors", "--to", tmp_path / "other.jsonl") == 0
    assert run("export", path, "--recipe", "Gone") == 3
    assert "no recipe “Gone”" in capsys.readouterr().err
    assert run("export", path, "--to", tmp_path / "set.jsonl", "--set", "Pilot") == 0
    assert run("export", path, "--to", tmp_path / "none.jsonl", "--set", "Gone") == 2
    assert run("export", path, "--to", tmp_path / "gold.jsonl", "--adjudicated") == 3
    assert (
        run("export", path, "--to", tmp_path / "w.jsonl", "--without-suggestions", "--status", "started") == 0
    )
