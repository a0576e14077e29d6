"""Whole articles out of the file: rows that make no sense are met while the file is read, not later."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.errors import DamagedFileError
from annotator.project import Project
from annotator.project.exporting import export_to
from tests.projects import first, new_project


@pytest.mark.parametrize("attributes", ["{", '{"form": {"a": 1}}', "[]", '{"form": "x"} {}', "{\n}x"])
def test_attributes_that_are_none_stop_an_export_with_the_sentence_of_a_damaged_file(
    tmp_path: Path, attributes: str
) -> None:
    with closing(new_project(tmp_path)) as project:
        project.annotations.add(first(project), "claim", [(0, 5)])
        file = project.path
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("UPDATE annotation SET attributes = ?", (attributes,))
    try:
        damaged = Project.open(file, coder="Sari")
    except DamagedFileError:
        return
    with closing(damaged), pytest.raises(DamagedFileError):
        export_to(damaged, tmp_path / "data.jsonl")
    assert not (tmp_path / "data.jsonl").exists()


def test_white_space_in_stored_json_does_not_break_a_line(tmp_path: Path) -> None:
    with closing(new_project(tmp_path)) as project:
        project.annotations.add(first(project), "claim", [(0, 5), (10, 14)], attributes={"form": "mixed"})
        file = project.path
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute(
            "UPDATE annotation SET attributes = '{\n \"form\":\n\"mixed\"}', fragments = '[[0,5],\n[10,14]]'"
        )
    with closing(Project.open(file, coder="Sari")) as project:
        export_to(project, tmp_path / "data.jsonl")
    assert (tmp_path / "data.jsonl").read_bytes().count(b"\n") == 1
