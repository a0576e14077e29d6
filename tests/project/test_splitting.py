"""Splits are drawn once, kept in the project, and stand in every export."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator import cli
from annotator.errors import AnnotatorError
from annotator.project import Project
from annotator.project.exporting import dataset
from annotator.project.splitting import clear_splits, split_articles
from tests.projects import add_texts, new_project


@pytest.fixture
def project(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = new_project(tmp_path, *(f"An article of its own, number {number}." for number in range(20)))
    yield made
    made.close()


def splits(project: Project) -> list[str]:
    return [record.split for record in dataset(project).records]


def test_a_split_is_drawn_kept_and_taken_back(project: Project, tmp_path: Path) -> None:
    assert split_articles(project, (80, 10, 10), seed=7) == {"train": 16, "dev": 2, "test": 2}
    first = splits(project)
    add_texts(project, tmp_path, ["One more article."])
    split_articles(project, (80, 10, 10), seed=8)
    assert splits(project)[:20] == first
    project.undo()
    assert splits(project) == [*first, ""]
    clear_splits(project)
    assert set(splits(project)) == {""}


def test_one_outlet_stays_together(project: Project) -> None:
    for number, key in enumerate(project.articles.ids()):
        project.articles.edit(key, outlet=f"Outlet {number % 4}")
    split_articles(project, (50, 0, 50), seed=1, by="outlet")
    by_outlet: dict[str, set[str]] = {}
    for record in dataset(project).records:
        by_outlet.setdefault(record.article.outlet, set()).add(record.split)
    assert all(len(held) == 1 for held in by_outlet.values())


def test_wire_copy_stays_together(project: Project, tmp_path: Path) -> None:
    wire = (
        "Rusia mengakui bahwa pasukan Korea Utara ikut bertempur dalam perang melawan Ukraina tahun ini. " * 3
    )
    add_texts(project, tmp_path, [wire + "Satu.", wire + "Dua."])
    split_articles(project, (50, 0, 50), seed=1, by="duplicates")
    one, two = splits(project)[-2:]
    assert one == two


def test_the_command_line_splits_and_exports(project: Project, tmp_path: Path) -> None:
    project.close()
    target = tmp_path / "out.jsonl"
    path = str(project.path)
    assert cli.main(["export", path, "--to", str(target), "--split", "80/20", "--seed", "3"]) == 0
    held = [json.loads(line)["split"] for line in target.read_text(encoding="utf-8").splitlines()]
    assert held.count("test") == 4
    assert cli.main(["export", path, "--to", str(tmp_path / "x.jsonl"), "--split", "most"]) == 3
    assert cli.main(["export", path, "--to", str(target)]) == 3


def test_shares_of_nothing_are_refused(project: Project) -> None:
    with pytest.raises(AnnotatorError):
        split_articles(project, (0, 0, 0), seed=1)
