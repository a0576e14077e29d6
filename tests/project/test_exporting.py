"""Data out: what was asked for, complete or not at all, never over an older file without a yes."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import Cancelled, SchemeError, WriteError
from annotator.model.annotation import Span
from annotator.project import Project
from annotator.project.exporting import export_to, format_for
from tests.projects import first, new_project


@pytest.fixture
def project(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = new_project(tmp_path, *(f"Rusia mengakui hal nomor {number}." for number in range(3)))
    one, two, three = made.articles.ids()
    source = made.annotations.add(one, "source", [(0, 5)])
    claim = made.annotations.add(one, "claim", [(6, 14)], attributes={"form": "indirect"})
    made.relations.add("attributes", source.uid, claim.uid, cue=Span(15, 18))
    made.set_coder("Budi")
    made.annotations.add(two, "actor", [(0, 5)])
    made.articles.set_status(three, "done")
    yield made
    made.close()


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_everything_goes_out_by_default(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    report = export_to(project, target)
    assert (report.articles, report.annotations, report.relations, report.lost) == (3, 3, 1, {})
    assert sorted(Path(one).name for one in report.files) == ["out.jsonl", "out.scheme.json"]
    assert [len(one["spans"]) for one in lines(target)] == [2, 1, 0]
    assert target.stat().st_mode & stat.S_IRUSR
    assert not list(tmp_path.glob(".annotator-*"))


def test_labels_coders_status_and_articles_choose(project: Project, tmp_path: Path) -> None:
    chosen = export_to(project, tmp_path / "claims.jsonl", labels=["claim"])
    assert (chosen.annotations, chosen.relations) == (1, 0)
    assert export_to(project, tmp_path / "budi.jsonl", coders=["Budi"]).annotations == 1
    assert export_to(project, tmp_path / "done.jsonl", status="done").articles == 1
    assert export_to(project, tmp_path / "one.jsonl", articles=[first(project)]).articles == 1
    about = json.loads((tmp_path / "claims.scheme.json").read_text(encoding="utf-8"))
    assert "claim" in json.dumps(about)


def test_unknown_labels_and_coders_are_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(SchemeError):
        export_to(project, tmp_path / "x.jsonl", labels=["nothing"])
    with pytest.raises(WriteError, match="Nobody"):
        export_to(project, tmp_path / "x.jsonl", coders=["Nobody"])
    assert not list(tmp_path.glob("x*"))


def test_an_older_file_is_replaced_only_with_a_yes(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("older", encoding="utf-8")
    with pytest.raises(WriteError, match="exists already"):
        export_to(project, target)
    assert target.read_text(encoding="utf-8") == "older"
    export_to(project, target, overwrite=True)
    assert len(lines(target)) == 3


def test_a_file_that_would_come_along_is_not_replaced_either(project: Project, tmp_path: Path) -> None:
    beside = tmp_path / "out.scheme.json"
    beside.write_text("older", encoding="utf-8")
    with pytest.raises(WriteError, match=r"out\.scheme\.json"):
        export_to(project, tmp_path / "out.jsonl")
    assert beside.read_text(encoding="utf-8") == "older"
    assert not (tmp_path / "out.jsonl").exists()


def test_a_folder_format_replaces_the_whole_folder(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "brat"
    export_to(project, target, format="brat")
    (target / "left-over.txt").write_text("x", encoding="utf-8")
    export_to(project, target, format="brat", overwrite=True)
    assert target.is_dir()
    assert not (target / "left-over.txt").exists()


def test_the_same_project_gives_the_same_bytes(project: Project, tmp_path: Path) -> None:
    export_to(project, tmp_path / "one.jsonl")
    export_to(project, tmp_path / "two.jsonl")
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_a_cancelled_export_leaves_nothing(project: Project, tmp_path: Path) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        export_to(project, tmp_path / "out.jsonl", progress=cancel)
    assert not list(tmp_path.glob("out*"))
    assert not list(tmp_path.glob(".annotator-*"))


def test_a_folder_that_takes_no_file_is_told(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refused)
    with pytest.raises(WriteError, match="Permission denied"):
        export_to(project, tmp_path / "out.jsonl")
    with pytest.raises(WriteError, match="no folder"):
        export_to(project, tmp_path / "nowhere" / "out.jsonl")


def test_a_disk_that_fills_up_is_told_and_leaves_nothing(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(WriteError, match="No space left"):
        export_to(project, tmp_path / "out.jsonl")
    assert not list(tmp_path.glob("out*"))


def test_the_ending_tells_the_format(project: Project, tmp_path: Path) -> None:
    assert format_for(tmp_path / "x.jsonl").name == "jsonl"
    assert format_for(tmp_path / "x.data", "brat").name == "brat"
    with pytest.raises(WriteError, match="Which format"):
        format_for(tmp_path / "x.nothing")
    with pytest.raises(WriteError, match="Which format"):
        format_for(tmp_path / "x.jsonl", "nonsense")
