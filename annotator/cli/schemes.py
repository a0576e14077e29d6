"""The commands of the scheme: taking it out, bringing one in, and writing the codebook."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import click

from annotator.cli.shared import DONE, PROBLEMS, PROJECT, echo_json, json_option, open_project


@click.group()
def scheme() -> None:
    """The labels, attributes, relation types and article variables of a project."""


@scheme.command("export")
@PROJECT
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help=".json .qdc .csv .xlsx")
@click.option("--version", "number", default=0, help="An old version; else the present one.")
@click.option("--overwrite", is_flag=True, help="Replace an existing file.")
def export(project: Path, *, target: Path, number: int, overwrite: bool) -> None:
    """Write the scheme of PROJECT to a file of its own."""
    from annotator.project.scheme_files import write_scheme_file

    with open_project(project, read_only=True) as opened:
        chosen = opened.scheme_changes.version(number) if number else opened.scheme
        write_scheme_file(chosen, target, overwrite=overwrite)
    click.echo(f"Wrote {target}: version {chosen.version}, {len(chosen.labels)} labels")


@scheme.command("import")
@PROJECT
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--add", is_flag=True, help="Keep ours and add what is new; else theirs replaces ours.")
@click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
@json_option
def import_(project: Path, *, source: Path, add: bool, dry_run: bool, as_json: bool) -> int:
    """Bring the scheme in SOURCE (a scheme file, or another project) into PROJECT.

    What marks have and the new scheme lacks is kept, retired. Values without a place stop the import.
    """
    from annotator.model.scheme_changes import EditScheme
    from annotator.model.scheme_edits import replace
    from annotator.model.scheme_joining import adopted, joined
    from annotator.project.scheme_files import read_scheme_file

    incoming = read_scheme_file(source)
    with open_project(project, read_only=dry_run) as opened:
        ours = opened.scheme
        wanted = joined(ours, incoming) if add else replace(adopted(incoming, ours), name=ours.name)
        change = EditScheme(scheme=wanted)
        preview = opened.scheme_changes.preview(change)
        if not dry_run:
            opened.scheme_changes.apply(change, name=f"Import scheme {source.name}")
    if as_json:
        echo_json({"differences": preview.differences, "effects": preview.effects, "open": preview.open})
    else:
        for difference in preview.differences:
            click.echo(difference.words)
        for effect in preview.effects:
            click.echo(f"{effect.count} marks: {effect.words}")
        for one in preview.open:
            click.echo(f"“{one.name}” has no place for {', '.join(one.counts)}", err=True)
        for problem in preview.problems:
            click.echo(problem, err=True)
    return DONE if preview.possible else PROBLEMS


@scheme.command("versions")
@PROJECT
@json_option
def versions(project: Path, *, as_json: bool) -> None:
    """List the versions of the codebook, newest first, with what each changed."""
    with open_project(project, read_only=True) as opened:
        found = opened.scheme_changes.versions()
        numbers = [one.number for one in found]
        changes = {
            one: [two.words for two in opened.scheme_changes.compare(before, one)]
            for one, before in pairwise(numbers)
        }
    if as_json:
        echo_json([{"version": one, "changes": changes.get(one.number, [])} for one in found])
        return
    for one in found:
        click.echo(
            f"{one.number}  {one.at[:16].replace('T', ' ')}  {one.coder}  {one.name}  {one.marks} marks"
        )
        for words in changes.get(one.number, []):
            click.echo(f"     {words}")


@click.command()
@PROJECT
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help=".docx .html .xlsx")
@click.option("--version", "number", default=0, help="An old version; else the present one.")
@click.option("--overwrite", is_flag=True, help="Replace an existing file.")
def codebook(project: Path, *, target: Path, number: int, overwrite: bool) -> None:
    """Write the codebook of PROJECT: definitions, rules, examples, values, and how often each was used."""
    from annotator.project.codebook import write_codebook

    with open_project(project, read_only=True) as opened:
        write_codebook(opened, target, version=number, overwrite=overwrite)
    click.echo(f"Wrote {target}")


COMMANDS = (scheme, codebook)
