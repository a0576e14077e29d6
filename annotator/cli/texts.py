"""The texts of articles: repaired under their marks, and near-duplicates among them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from annotator.cli.shared import DONE, PROBLEMS, PROJECT, echo_json, json_option, open_project, progress_bar
from annotator.errors import AnnotatorError

if TYPE_CHECKING:
    from annotator.model.article import ArticleId
    from annotator.project import Project
    from annotator.project.repairing import RepairPlan


@click.command("repair-text")
@PROJECT
@click.argument("article")
@click.option("--from", "source", required=True, type=click.Path(path_type=Path), help="The corrected file.")
@click.option("--encoding", default="", help="Of the file; else it is detected.")
@click.option("--delete-lost", is_flag=True, help="Delete the marks whose text is gone.")
@click.option("--dry-run", is_flag=True, help="Say what would become of the marks; change nothing.")
@json_option
def repair_text(
    project: Path,
    article: str,
    *,
    source: Path,
    encoding: str,
    delete_lost: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Give an article (its uid, or its title) the text of a corrected file; its marks move with it."""
    from annotator.project.repairing import plan_repair, read_again, repair

    with open_project(project, read_only=dry_run) as opened:
        key = _article(opened, article)
        held = opened.articles.get(key)
        options = {"encoding": encoding} if encoding else {}
        plan = plan_repair(opened, key, read_again(source, held, opened.articles.text(key), options))
        decided = {one.mark.uid: None for one in plan.open if one.fate == "lost"} if delete_lost else {}
        open_ = [one for one in plan.open if one.mark.uid not in decided]
        if not dry_run:
            repair(opened, plan, decided)
    _tell_plan(plan, as_json=as_json, dry_run=dry_run)
    return PROBLEMS if open_ else DONE


def _article(project: Project, name: str) -> ArticleId:
    found = project.articles.find(uid=name)
    if found is not None:
        return found
    rows = [one for one in project.articles.rows(project.articles.ids()) if one.title == name]
    if len(rows) != 1:
        many = f"{len(rows)} articles are called" if rows else "No article has the uid or the title"
        raise AnnotatorError(f"{many} “{name}”. Nothing was changed; give the uid of the article.")
    return rows[0].id


def _tell_plan(plan: RepairPlan, *, as_json: bool, dry_run: bool) -> None:
    counts = plan.counts()
    if as_json:
        marks = [
            {"uid": one.mark.uid, "fate": one.fate, "quote": one.mark.quote, "new quote": one.quote}
            for one in plan.marks
            if one.fate != "same"
        ]
        echo_json({"counts": counts, "marks": marks})
        return
    done = "would be repaired" if dry_run else "repaired"
    told = ", ".join(f"{count} {fate}" for fate, count in counts.items()) or "none"
    click.echo(f"The text {done}. Marks: {told}.")
    for one in plan.open:
        click.echo(f"  {one.fate}: {one.mark.label} {one.mark.uid}")


@click.command()
@PROJECT
@click.option(
    "--threshold", default=0.6, show_default=True, help="Least share of common groups of three words."
)
@json_option
def duplicates(project: Path, *, threshold: float, as_json: bool) -> int:
    """List groups of near-duplicates, such as copies of one wire story."""
    from annotator.project.duplicating import find_clusters, present

    with open_project(project, read_only=True) as opened, progress_bar("Comparing") as progress:
        found = find_clusters(opened, threshold=threshold, progress=progress).clusters
        groups = [(opened.articles.rows(ids), similarity) for ids, similarity in present(opened, found)]
    if as_json:
        echo_json([{"articles": list(one.articles), "similarity": one.similarity} for one in found])
        return DONE
    for rows, similarity in groups:
        click.echo(f"{len(rows)} articles, at least {similarity:.0%} alike:")
        for one in rows:
            click.echo(f"  {one.title} · {one.outlet} · {one.published}")
    click.echo(f"{len(groups)} groups.")
    return DONE


#: The commands of this module.
COMMANDS: Final = (repair_text, duplicates)
