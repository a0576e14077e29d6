"""Recipes: kept in the project, tried before anything is written, carried out, and previewed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from annotator.errors import SchemeError, WriteError
from annotator.formats import all_formats
from annotator.model.entity import GOLD
from annotator.model.filters import ArticleFilter
from annotator.model.recipe import Recipe
from annotator.project import Project
from annotator.project.previewing import preview
from annotator.project.recipes import (
    carry_out,
    chosen_articles,
    delete_recipe,
    losses,
    recipe,
    recipes,
    save_recipe,
)
from annotator.store import writing
from tests.projects import new_project

WANTED = Recipe(
    format="jsonl", articles=ArticleFilter(statuses=("done",)), labels=("actor",), options={"flat": True}
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = new_project(tmp_path, "Rusia mengakui.", "Korea Utara ikut.", "Tanpa tanda.")
    one, two, _ = made.articles.ids()
    made.annotations.add(one, "actor", [(0, 5)])
    made.annotations.add(one, "claim", [(0, 5), (6, 14)])
    made.annotations.add(two, "actor", [(0, 11)])
    made.articles.set_status(one, "done")
    yield made
    made.close()


def test_a_recipe_is_kept_in_the_project_and_found_by_its_name(project: Project) -> None:
    save_recipe(project, "Training", WANTED)
    assert recipes(project) == {"Training": WANTED}
    assert recipe(project, "Training") == WANTED
    save_recipe(project, "Training", Recipe(format="xlsx"))
    assert recipe(project, "Training").format == "xlsx"
    project.saved.put("recipe", "Odd", {"format": 3})
    assert list(recipes(project)) == ["Training"]
    with pytest.raises(WriteError, match="cannot be understood"):
        recipe(project, "Odd")
    with pytest.raises(WriteError, match=r"no recipe “Other”.*Odd, Training"):
        recipe(project, "Other")
    delete_recipe(project, "Training")
    assert recipes(project) == {}


def test_a_recipe_takes_the_articles_labels_and_options_that_it_names(
    project: Project, tmp_path: Path
) -> None:
    report = carry_out(project, WANTED, tmp_path / "out.jsonl")
    assert (report.articles, report.annotations) == (1, 1)
    line = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert line["label"] == "actor"
    with pytest.raises(WriteError, match="exists already"):
        carry_out(project, WANTED, tmp_path / "out.jsonl")
    kept = msgspec.structs.replace(WANTED, target=str(tmp_path / "kept.jsonl"))
    assert carry_out(project, kept).files == [
        str(tmp_path / "kept.jsonl"),
        str(tmp_path / "kept.scheme.json"),
    ]
    with pytest.raises(WriteError, match="names no file"):
        carry_out(project, WANTED)


def test_nothing_chosen_is_refused_and_not_taken_for_everything(project: Project, tmp_path: Path) -> None:
    none = Recipe(format="jsonl", articles=ArticleFilter(words="nowhere"))
    with pytest.raises(WriteError, match="No article is of that kind"):
        carry_out(project, none, tmp_path / "out.jsonl")
    gold = Recipe(format="jsonl", adjudicated=True)
    with pytest.raises(WriteError, match="Nothing has been adjudicated"):
        carry_out(project, gold, tmp_path / "out.jsonl")
    assert not (tmp_path / "out.jsonl").exists()
    with pytest.raises(SchemeError):
        carry_out(project, Recipe(format="jsonl", labels=("gone",)), tmp_path / "out.jsonl")


def test_only_what_was_adjudicated_goes_out(project: Project, tmp_path: Path) -> None:
    one, _, three = project.articles.ids()
    gold = project.annotations.add(one, "actor", [(0, 5)], coder=GOLD)
    project.decisions.add(three, verdict="nothing", sides=[])
    wanted = Recipe(format="jsonl", adjudicated=True)
    assert chosen_articles(project, wanted) == [one, three]
    report = carry_out(project, wanted, tmp_path / "gold.jsonl")
    assert (report.articles, report.annotations) == (2, 1)
    assert gold.uid in (tmp_path / "gold.jsonl").read_text(encoding="utf-8")


def test_suggestions_go_out_only_when_wanted(project: Project, tmp_path: Path) -> None:
    with project._core.write("Suggest") as at:
        mark = project.annotations.of(project.articles.ids()[0])[0]
        writing.add_annotations(at, [msgspec.structs.replace(mark, uid="s-1", suggested=True)])
    without = carry_out(project, Recipe(format="jsonl"), tmp_path / "without.jsonl")
    everything = carry_out(project, Recipe(format="jsonl", suggestions=True), tmp_path / "with.jsonl")
    assert (without.annotations, everything.annotations) == (3, 4)


def test_a_recipe_draws_splits_that_stay(project: Project, tmp_path: Path) -> None:
    wanted = Recipe(format="jsonl", shares="34/33/33", seed=4)
    carry_out(project, wanted, tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert sorted(json.loads(line)["split"] for line in lines) == ["dev", "test", "train"]


def test_losses_are_known_before_anything_is_written(project: Project) -> None:
    report = losses(project, Recipe(format="conll"))
    assert report.lost["overlaps"] + report.lost.get("fragments", 0) >= 1
    assert report.files == []


@pytest.mark.parametrize("name", [one.name for one in all_formats().values() if one.writes])
def test_every_format_shows_how_it_will_begin(project: Project, name: str) -> None:
    pytest.importorskip(
        {"spacy": "spacy", "parquet": "pyarrow", "networks": "networkx"}.get(name, "annotator")
    )
    if name == "cas":
        pytest.importorskip("cassis")
    found = preview(project, Recipe(format=name))
    assert found.articles == 3
    assert found.files
    shown = "\n".join(one.text for one in found.files)
    assert "Rusia" in shown or name == "networks"


def test_a_preview_shows_articles_with_marks_first(project: Project) -> None:
    project.articles.delete(project.articles.ids()[:1])
    (file, _) = preview(project, Recipe(format="jsonl")).files
    assert "Korea Utara" in file.text.splitlines()[0]


def test_long_files_are_cut_in_a_preview(tmp_path: Path) -> None:
    made = new_project(tmp_path, "kata " * 9_000)
    (file, _) = preview(made, Recipe(format="jsonl")).files
    assert file.cut
    assert len(file.text) == 12_000
    made.close()
