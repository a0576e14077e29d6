"""Export recipes: kept in the project, tried, and carried out."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec

from annotator.analysis.splits import parse_shares
from annotator.errors import WriteError
from annotator.formats import all_formats
from annotator.model.article import ArticleId
from annotator.model.entity import GOLD
from annotator.model.exchange import Dataset, ExportReport, Progress, no_progress
from annotator.model.recipe import Recipe, recipe_from
from annotator.project.exporting import dataset, format_for, refuse_taken, write_dataset
from annotator.project.project import Project
from annotator.project.splitting import split_articles
from annotator.store import reading

#: The kind of saved document that holds a recipe.
_KIND = "recipe"


def recipes(project: Project) -> dict[str, Recipe]:
    """The recipes of the project by name; those that nobody understands any more are left out."""
    found = {}
    for one in project.saved.all(_KIND):
        try:
            found[one.name] = recipe_from(one.body, name=one.name)
        except WriteError:
            continue  # told when somebody asks for it by name
    return found


def recipe(project: Project, name: str) -> Recipe:
    """The recipe of that name. Raises `WriteError` when there is none, or nobody understands it."""
    kept = project.saved.all(_KIND)
    for one in kept:
        if one.name == name:
            return recipe_from(one.body, name=name)
    names = ", ".join(one.name for one in kept) or "none yet"
    raise WriteError(f"There is no recipe “{name}” in this project. There are: {names}. Nothing was written.")


def save_recipe(project: Project, name: str, wanted: Recipe) -> None:
    """Keep a recipe; it takes the place of the one of that name."""
    project.saved.put(_KIND, name, msgspec.to_builtins(wanted))


def delete_recipe(project: Project, name: str) -> None:
    """Forget a recipe."""
    for one in project.saved.all(_KIND):
        if one.name == name:
            project.saved.delete(one.uid)


def chosen_articles(project: Project, wanted: Recipe) -> list[ArticleId]:
    """The articles that a recipe takes."""
    ids = project.articles.ids(where=wanted.articles)
    if wanted.adjudicated:
        settled = set(adjudicated_articles(project))
        ids = [one for one in ids if one in settled]
    return ids


def adjudicated_articles(project: Project) -> list[ArticleId]:
    """The articles that are settled: with a decision, or with a mark of the gold layer."""
    with project._core.read() as view:
        settled = reading.articles_marked_by(view, GOLD)
    if settled:
        settled |= {one.article for one in project.decisions.all()}
    return sorted(settled)


def chosen_data(project: Project, wanted: Recipe, articles: Sequence[ArticleId] | None = None) -> Dataset:
    """The data that a recipe takes, or of these of its articles alone. Raises `WriteError` for nothing."""
    ids = chosen_articles(project, wanted) if articles is None else articles
    if not ids:
        why = "Nothing has been adjudicated yet" if wanted.adjudicated else "No article is of that kind"
        raise WriteError(f"{why}. Nothing was written.")
    everything = articles is None and not wanted.articles and not wanted.adjudicated
    return dataset(
        project,
        labels=wanted.labels,
        coders=(GOLD,) if wanted.adjudicated else wanted.coders,
        articles=() if everything else ids,
        suggestions=wanted.suggestions,
    )


def carry_out(
    project: Project,
    wanted: Recipe,
    target: Path | None = None,
    *,
    overwrite: bool = False,
    progress: Progress = no_progress,
) -> ExportReport:
    """Export as a recipe says, to its own target or another one.

    Raises `WriteError`, `SchemeError` (a label is gone), or `Cancelled` (nothing is written then).
    """
    place = target or (Path(wanted.target) if wanted.target else None)
    if place is None:
        raise WriteError("The recipe names no file. Nothing was written; say which file to write.")
    kind = format_for(place, wanted.format)
    refuse_taken(place, overwrite=overwrite)
    if wanted.shares:
        split_articles(project, parse_shares(wanted.shares), seed=wanted.seed, by=wanted.by)
    data = chosen_data(project, wanted)
    return write_dataset(data, kind, place, options=wanted.options, overwrite=overwrite, progress=progress)


def losses(project: Project, wanted: Recipe, *, progress: Progress = no_progress) -> ExportReport:
    """What an export would write and lose: written to a place that is thrown away at once."""
    data = chosen_data(project, wanted)
    kind = all_formats()[wanted.format]
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        report = kind.write(data, Path(folder) / f"data{kind.suffix}", wanted.options, progress)
    report.files = []
    return report
