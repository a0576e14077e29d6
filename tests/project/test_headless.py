"""The main job without a window: what it makes, where, and that it can be done again."""

from __future__ import annotations

import contextlib
import json
import runpy
import sys
import zipfile
from pathlib import Path

import pytest

from annotator import paths
from annotator.errors import FileError
from annotator.project import Project, headless


def _read(path: Path) -> tuple[int, int]:
    with contextlib.closing(Project.open(path, coder="Reader", read_only=True)) as project:
        assert project.problems == []
        return len(project.articles.ids()), sum(project.annotations.counts().values())


def test_the_sample_comes_out_as_excel_and_jsonl_and_where_they_are_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert headless.main() == 0
    folder = paths.user_data() / "headless"
    printed = capsys.readouterr().out
    for name in ("sample.anno", "sample.xlsx", "sample.jsonl", "sample.scheme.json"):
        assert (folder / name).is_file()
        assert str(folder / name) in printed
    assert "1 article, 13 annotations" in printed
    assert _read(folder / "sample.anno") == (1, 13)
    lines = (folder / "sample.jsonl").read_text("utf-8").splitlines()
    assert [len(json.loads(line)["spans"]) for line in lines] == [13]
    assert "xl/workbook.xml" in zipfile.ZipFile(folder / "sample.xlsx").namelist()


def test_done_again_it_replaces_what_it_made(tmp_path: Path) -> None:
    assert headless.main_job(tmp_path) == headless.main_job(tmp_path)
    assert _read(tmp_path / "sample.anno") == (1, 13)


def test_it_leaves_the_sample_that_the_window_opens_alone() -> None:
    headless.main_job(paths.user_data() / "headless")
    assert not (paths.user_data() / "sample").exists()


def test_a_failure_is_one_sentence_and_exit_code_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(folder: Path) -> list[str]:
        raise FileError("The disk is full. Nothing was lost.")

    monkeypatch.setattr(headless, "main_job", fail)
    assert headless.main() == 3
    assert capsys.readouterr().err == "The disk is full. Nothing was lost.\n"


def test_the_module_is_a_program(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delitem(sys.modules, "annotator.project.headless")
    with pytest.raises(SystemExit, match="0"):
        runpy.run_module("annotator.project.headless", run_name="__main__")
    assert "Sample project: " in capsys.readouterr().out
