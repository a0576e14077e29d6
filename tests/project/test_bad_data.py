"""Damaged labelled data through the door: each file whole or not at all, told in a sentence."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.model.exchange import ImportReport
from annotator.project import Project
from annotator.project.importing import import_files
from tests.formats.comparing import written
from tests.formats.test_bad_input import FIXTURES, OURS, changed, damaged, sample
from tests.shared_fixtures import fixture

ALL = {**OURS, "jsonl": "out.jsonl"}

#: As other programs and people save text.
ENCODINGS = ("utf-16", "utf-16-be", "utf-8-sig", "utf-32")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "study.anno", coder="Sari")
    yield made
    made.close()


def contents(project: Project) -> tuple[int, int, int, int]:
    """Articles, marks, relations and labels."""
    ids = project.articles.ids()
    return (
        len(ids),
        sum(project.annotations.counts().values()),
        sum(len(project.relations.of(key)) for key in ids),
        len(project.scheme.labels),
    )


def tried(project: Project, path: Path, name: str) -> ImportReport:
    """Import a file; when it failed nothing may have changed, when it did not the counts are the report's."""
    before = contents(project)
    report = import_files(project, [path], format=name)
    after = contents(project)
    if report.failed:
        assert after == before, report.failed
        assert (report.articles, report.annotations, report.relations) == (0, 0, 0)
        assert all(one.message.endswith(".") for one in report.failed)
    else:
        found = (after[0] - before[0], after[1] - before[1], after[2] - before[2])
        assert found == (report.articles, report.annotations, report.relations)
    for key in project.articles.ids():
        text = project.articles.text(key)
        for mark in project.annotations.of(key):
            assert mark.quote == " […] ".join(text[start:end] for start, end in mark.fragments)
    if after != before:
        project.undo()
        assert contents(project) == before
    return report


def ours(name: str, folder: Path) -> Path:
    pytest.importorskip({"spacy": "spacy", "parquet": "pyarrow", "cas": "cassis"}.get(name, "annotator"))
    target = folder / name / ALL[name]
    target.parent.mkdir()
    written(name, sample(), target)
    return target


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_damaged_file_of_ours_comes_in_whole_or_not_at_all(
    name: str, project: Project, tmp_path: Path
) -> None:
    target = ours(name, tmp_path)
    assert tried(project, target, name).annotations >= 3  # what holds no fragments makes four
    for data in itertools.islice(damaged(target.read_bytes(), f"door {name}"), 32):
        target.write_bytes(data)
        tried(project, target, name)


@pytest.mark.parametrize(("name", "path"), FIXTURES)
def test_a_damaged_file_of_another_program_comes_in_whole_or_not_at_all(
    name: str, path: str, project: Project, tmp_path: Path
) -> None:
    source = fixture(path)
    target = tmp_path / source.name
    if name == "brat":
        (tmp_path / "000-introduction.txt").write_bytes(source.with_suffix(".txt").read_bytes())
    for data in itertools.islice(damaged(source.read_bytes(), f"door {path}"), 20):
        target.write_bytes(data)
        tried(project, target, name)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", ["jsonl", "conll", "doccano", "labelstudio", "prodigy", "webannotation"])
def test_a_file_in_another_encoding_is_read_or_refused(
    name: str, encoding: str, project: Project, tmp_path: Path
) -> None:
    target = ours(name, tmp_path)
    target.write_bytes(target.read_text("utf-8").encode(encoding))
    report = tried(project, target, name)
    assert report.annotations >= 3 or report.failed


def test_any_part_of_our_jsonl_missing_doubled_or_of_another_type(project: Project, tmp_path: Path) -> None:
    target = ours("jsonl", tmp_path)
    line = json.loads(target.read_text("utf-8").splitlines()[0])
    wrong: Any
    for number, wrong in enumerate(changed(line)):
        if number % 9 == 0:  # each part is hit by some of them; all of them take a minute
            target.write_text(json.dumps(wrong) + "\n", encoding="utf-8")
            tried(project, target, "jsonl")


def test_the_line_that_is_broken_is_named_and_the_lines_before_it_stay_out(
    project: Project, tmp_path: Path
) -> None:
    target = tmp_path / "data.jsonl"
    good = json.dumps({"text": "Rusia.", "spans": [{"label": "actor", "start": 0, "end": 5}], "id": "a"})
    target.write_text(f'{good}\n{good.replace("Rusia", "Korea")}\n{{"text": 3}}\n', encoding="utf-8")
    report = tried(project, target, "jsonl")
    assert "3" in report.failed[0].message
    assert contents(project)[:2] == (0, 0)


def test_a_good_file_beside_a_broken_one_comes_in(project: Project, tmp_path: Path) -> None:
    good, bad = ours("jsonl", tmp_path), tmp_path / "bad.jsonl"
    bad.write_bytes(good.read_bytes()[:-40])
    report = import_files(project, [bad, good])
    assert (len(report.failed), report.annotations) == (1, 3)
    assert Path(report.failed[0].file).name == "bad.jsonl"
