"""Every job without a window.

Exit codes: 0 done, 1 done with problems reported, 2 wrong usage, 3 failed and nothing changed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from annotator import __version__
from annotator.cli import data, schemes, sharing, texts
from annotator.cli.shared import (
    DONE,
    FAILED,
    PROBLEMS,
    PROJECT,
    echo_json,
    json_option,
    open_project,
    progress_bar,
    tell_import,
)
from annotator.errors import AnnotatorError

if TYPE_CHECKING:
    from annotator.analysis.concordance import Order
    from annotator.project.merging import MergeReport


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    _say_in_utf8()
    try:
        code = cli.main(args=arguments, prog_name="annotator", standalone_mode=False)
    except AnnotatorError as error:
        click.echo(f"annotator: {error.sentence}", err=True)
        return FAILED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Abort:
        click.echo("annotator: stopped. Nothing was changed.", err=True)
        return FAILED
    return int(code or DONE)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="annotator")
def cli() -> None:
    """Annotate news articles: every job without a window.

    Without a command, `annotator [PROJECT]` opens the window.
    """


for _command in (*data.COMMANDS, *schemes.COMMANDS, *sharing.COMMANDS, *texts.COMMANDS):
    cli.add_command(_command)


@cli.command()
@PROJECT
@click.option("--scheme", help="A scheme file or another project, or a template: claims, frames, …")
@click.option("--coder", default="", help="Who annotates.")
def new(project: Path, scheme: str | None, coder: str) -> None:
    """Make a new project."""
    from annotator.project import Project
    from annotator.project.scheme_files import TEMPLATES, read_scheme_file, template

    given = None
    if scheme is not None:
        known = scheme in {one.key for one in TEMPLATES}
        given = template(scheme) if known else read_scheme_file(Path(scheme))
    made = Project.create(project, coder=coder, scheme=given)
    click.echo(f"Made {made.path}")
    made.close()


@cli.command()
@PROJECT
@json_option
def info(project: Path, as_json: bool) -> None:
    """Count what is in a project."""
    from annotator.project.counting import counted

    with open_project(project, read_only=True) as opened:
        counts = counted(opened)
    if as_json:
        echo_json(counts)
        return
    click.echo(f"{project.name}: {counts['articles']} articles, {counts['annotation_total']} marks")
    for kind in ("annotations", "relations"):
        for name, count in counts[kind].items():
            click.echo(f"  {count:>8} {name}")
    click.echo(f"  {counts['entities']:>8} entities")
    click.echo(f"  coders: {', '.join(counts['coders']) or 'nobody yet'}")


@cli.command()
@PROJECT
@json_option
def check(project: Path, as_json: bool) -> int:
    """Check the file, every offset and every reference."""
    from annotator.project.counting import checked

    problems = checked(project)
    if as_json:
        echo_json({"ok": not problems, "problems": problems})
    else:
        for one in problems:
            click.echo(f"{one['where'] or project.name}: {one['message']}")
        click.echo(f"{len(problems)} problems." if problems else "Everything fits.")
    return PROBLEMS if problems else DONE


@cli.command()
@PROJECT
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="The new project.")
@json_option
def repair(project: Path, target: Path, as_json: bool) -> int:
    """Salvage everything readable of a damaged project into a new one."""
    from annotator.project.salvaging import salvage

    report = salvage(project, target)
    if as_json:
        echo_json(report)
    else:
        tell_import(report, dry_run=False)
    return PROBLEMS if report.failed or report.warnings else DONE


@cli.command()
@PROJECT
@click.option("--to", "target", type=click.Path(path_type=Path), help="A file; else the backup folder.")
def backup(project: Path, target: Path | None) -> None:
    """Make a backup that was opened and counted."""
    from annotator.project.backups import back_up

    with open_project(project) as opened:
        if target is None:
            target = back_up(opened).path
        else:
            opened.snapshot(target)
    click.echo(f"Backed up to {target}")


@cli.command()
@PROJECT
@click.option("--backup", "number", type=int, help="The number of a backup; without it they are listed.")
@click.option("--to", "target", type=click.Path(path_type=Path), help="The new project file.")
def restore(project: Path, number: int | None, target: Path | None) -> None:
    """List a project's backups, or copy one of them to a new file."""
    from annotator.project import backups

    with open_project(project, read_only=True) as opened:
        known = backups.backups_of(opened.uid)
    if number is None or target is None:
        for one in known:
            held = backups.contents(one.path)
            counts = f"{held.articles} articles, {held.annotations} marks"
            click.echo(f"{one.number}  {one.at:%Y-%m-%d %H:%M} UTC  {counts}")
        click.echo(f"{len(known)} backups.")
        return
    chosen = next((one for one in known if one.number == number), None)
    if chosen is None:
        raise click.UsageError(f"There is no backup {number} of this project.")
    held = backups.restore(chosen.path, target)
    click.echo(f"Restored to {target}: {held.articles} articles, {held.annotations} marks")


@cli.command()
@PROJECT
@click.argument("others", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--same-coder", "same", multiple=True, help="A name that is one person in all files.")
@click.option(
    "--means",
    multiple=True,
    metavar="KIND:THEIRS=OURS",
    help="A label, relation_type or variable of theirs is one of ours under another name.",
)
@click.option(
    "--alike", is_flag=True, help="Articles that are nearly the same are one; marks are found again."
)
@click.option("--dry-run", is_flag=True, help="Preview only; change nothing.")
@json_option
def merge(
    project: Path,
    *,
    others: tuple[Path, ...],
    same: tuple[str, ...],
    means: tuple[str, ...],
    alike: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Bring the work of other copies into PROJECT; a backup is made first."""
    from annotator.cli.sharing import meanings
    from annotator.project.backups import back_up
    from annotator.project.merging import merge_into

    wishes: dict[str, Any] = {"same_coders": same, "meanings": meanings(means)}
    with open_project(project) as opened, progress_bar("Merging") as progress:
        if alike:
            found = merge_into(opened, others, dry_run=True, **wishes)
            wishes["same_articles"] = {pair.theirs: pair.ours for one in found for pair in one.alike}
        if not dry_run:
            back_up(opened)
        reports = merge_into(opened, others, dry_run=dry_run, progress=progress, **wishes)
    if as_json:
        echo_json(reports)
    else:
        _tell_merge(reports)
    unsettled = any(tally.changed_on_both for one in reports for tally in one.tallies.values())
    return PROBLEMS if unsettled else DONE


@cli.command()
@PROJECT
@click.option("--coder", "coders", multiple=True, help="Only these coders; else all who marked anything.")
@click.option("--label", "labels", multiple=True, help="Only marks of this label.")
@click.option("--rounds", default=1000, show_default=True, help="Bootstrap rounds behind the intervals.")
@click.option("--seed", default=1, show_default=True, help="Of the bootstrap.")
@click.option("--to", "target", type=click.Path(path_type=Path), help="A report: .html or .json.")
@click.option("--overwrite", is_flag=True, help="Replace an existing file.")
@json_option
def agreement(
    project: Path,
    *,
    coders: tuple[str, ...],
    labels: tuple[str, ...],
    rounds: int,
    seed: int,
    target: Path | None,
    overwrite: bool,
    as_json: bool,
) -> None:
    """Measure how well the coders agree."""
    from annotator.analysis.report import figure_words, methods_paragraph
    from annotator.analysis.report_page import headlines
    from annotator.project.agreeing import measured, write_report

    with open_project(project, read_only=True) as opened, progress_bar("Measuring") as progress:
        report = measured(opened, coders=coders, labels=labels, rounds=rounds, seed=seed, progress=progress)
        if target is not None:
            write_report(report, target, title=f"Reliability of {opened.name}", overwrite=overwrite)
    if as_json:
        echo_json(report)
        return
    for one in headlines(report):
        click.echo(figure_words(one))
    click.echo("\n" + methods_paragraph(report))


@cli.command()
@PROJECT
@click.argument("query")
@click.option("--case", is_flag=True, help="Upper and lower case count.")
@click.option("--accents", is_flag=True, help="Accents count.")
@click.option(
    "--sort",
    type=click.Choice(["text", "left", "hit", "right", "outlet", "date", "title"]),
    default="text",
    help="Order of the lines.",
)
@json_option
def search(project: Path, query: str, *, case: bool, accents: bool, sort: str, as_json: bool) -> None:
    """Find words, phrases and marks, each with what stands around it."""
    from annotator.project.searching import concordance

    with open_project(project, read_only=True) as opened, progress_bar("Searching") as progress:
        lines = concordance(
            opened, query, order=cast("Order", sort), case=case, accents=accents, progress=progress
        )
    if as_json:
        echo_json(lines)
        return
    for line in lines:
        click.echo(f"{line.title[:30]:<30}  {line.left:>60}[{line.hit}]{line.right}")
    click.echo(f"{len(lines)} hits in {len({line.article for line in lines})} articles.")


@cli.command()
@json_option
def formats(as_json: bool) -> None:
    """Every reader and format, and what it keeps."""
    from annotator.project.kinds import kinds

    rows = kinds()
    if as_json:
        echo_json(rows)
        return
    for one in rows:
        ways = " and ".join(way for way, able in (("in", one["in"]), ("out", one["out"])) if able)
        missing = "" if one["installed"] else f"  (needs annotator[{one['extra']}])"
        click.echo(f"{one['name']:<16}{ways:<12}{one['title']}{missing}")
        if one["keeps"]:
            click.echo(f"{'':<28}keeps {', '.join(one['keeps'])}")


def _tell_merge(reports: list[MergeReport]) -> None:
    for one in reports:
        click.echo(one.file)
        for kind, tally in one.tallies.items():
            counts = {
                "new": tally.new,
                "the same": tally.same,
                "changed there": tally.changed_there,
                "changed here": tally.changed_here,
                "changed on both sides": len(tally.changed_on_both),
                "deleted there": tally.deleted_there,
                "deleted here": tally.deleted_here,
            }
            words = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
            click.echo(f"  {kind.replace('_', ' ')}s: {words or 'none'}")
        for item in one.unknown:
            click.echo(f"  Not in the scheme here: {item.kind} “{item.name}” (--means says what it means)")
        for pair in one.alike:
            click.echo(
                f"  {pair.similarity:.0%} alike: “{pair.title}” there, “{pair.our_title}” here (--alike)"
            )
        for name in one.same_names:
            click.echo(f"  Two coders are called “{name}”; --same-coder says that they are one.")
        for message in [*one.scheme, *(note.message for note in one.notes)]:
            click.echo(f"  {message}")


def _say_in_utf8() -> None:
    """Whatever the locale: the reports hold names in every script."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
