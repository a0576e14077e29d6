"""The commands that write copies for other people."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.shared import PROJECT, echo_json, json_option, open_project, progress_bar


@click.command()
@PROJECT
@click.option(
    "--to", "folder", required=True, type=click.Path(path_type=Path), help="The folder to write to."
)
@click.option("--coder", "coders", multiple=True, required=True, help="Who gets a copy; once for each.")
@click.option("--set", "set_name", default="", help="Only the articles of this set.")
@click.option("--sample", default=0, help="Only so many articles, drawn at random.")
@click.option("--split", is_flag=True, help="Each article to one coder; else everybody gets all.")
@click.option("--shared", default=0, help="Split, but so many articles to several coders.")
@click.option("--together", default=0, help="To how many coders each shared article goes; 0: to all.")
@click.option("--seed", default=1, show_default=True, help="Of the draw.")
@click.option("--with-marks", is_flag=True, help="With the marks made so far; else blind.")
@click.option("--dry-run", is_flag=True, help="Only say who would get what.")
@json_option
def copies(
    project: Path,
    *,
    folder: Path,
    coders: tuple[str, ...],
    set_name: str,
    sample: int,
    split: bool,
    shared: int,
    together: int,
    seed: int,
    with_marks: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write a copy for each coder; the way back is merge."""
    from annotator.project.sharing import file_name, hand_out, plan_copies

    with open_project(project, read_only=dry_run) as opened, progress_bar("Writing copies") as progress:
        sets = {one.name: one.uid for one in opened.sets.all()}
        if set_name and set_name not in sets:
            raise click.UsageError(f"There is no set “{set_name}” in this project.")
        plan = plan_copies(
            opened,
            coders,
            opened.sets.ids(sets[set_name]) if set_name else opened.articles.ids(),
            sample=sample,
            shared=shared if split or shared else None,
            together=together,
            seed=seed,
        )
        if not dry_run:
            hand_out(opened, folder, plan, blind=not with_marks, progress=progress)
        files = {name: file_name(opened, name) for name in plan.work}
    rows = [
        {
            "coder": name,
            "articles": len(keys),
            "shared": len(set(keys) & set(plan.shared)),
            "file": str(folder / files[name]),
        }
        for name, keys in plan.work.items()
    ]
    if as_json:
        echo_json(rows)
        return
    for one in rows:
        click.echo(f"{one['coder']}: {one['articles']} articles, {one['shared']} shared: {one['file']}")


@click.command()
@PROJECT
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option(
    "--without",
    type=click.Choice(["history", "names", "texts"]),
    multiple=True,
    help="Leave this out; may be given several times.",
)
def send(project: Path, *, target: Path, without: tuple[str, ...]) -> None:
    """Write one verified copy, on wish without history, coders' names or texts."""
    from annotator.project.sharing import copy_to_send

    with open_project(project, read_only=True) as opened, progress_bar("Writing the copy") as progress:
        copy_to_send(
            opened,
            target,
            history="history" not in without,
            coder_names="names" not in without,
            texts="texts" not in without,
            progress=progress,
        )
    click.echo(f"Written to {target}")


def meanings(given: tuple[str, ...]) -> dict[tuple[str, str], str]:
    """What KIND:THEIRS=OURS says, as merging takes it. Raises `click.UsageError`."""
    found = {}
    for one in given:
        kind, colon, names = one.partition(":")
        theirs, equals, ours = names.partition("=")
        if not (colon and equals and ours) or kind not in {"label", "relation_type", "variable"}:
            raise click.UsageError(f"“{one}” is not KIND:THEIRS=OURS, such as label:aktor=actor.")
        found[kind, theirs] = ours
    return found


COMMANDS = (copies, send)
