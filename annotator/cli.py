"""Every job without a window.

Exit codes: 0 done, 1 done with problems reported, 2 wrong usage, 3 failed and nothing changed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import click

from annotator import __version__
from annotator.errors import AnnotatorError

if TYPE_CHECKING:
    from annotator.analysis.concordance import Order
    from annotator.analysis.splits import By
    from annotator.model.exchange import ExportReport, ImportReport, Problem
    from annotator.model.naming import Meanings, NameQuestion
    from annotator.project import Project
    from annotator.project.merging import MergeReport

_DONE: Final = 0
_PROBLEMS: Final = 1
_FAILED: Final = 3

_Command = TypeVar("_Command", bound=Callable[..., Any])
_PROJECT = click.argument("project", type=click.Path(path_type=Path))


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    _say_in_utf8()
    try:
        code = cli.main(args=arguments, prog_name="annotator", standalone_mode=False)
    except AnnotatorError as error:
        click.echo(f"annotator: {error.sentence}", err=True)
        return _FAILED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Abort:
        click.echo("annotator: stopped. Nothing was changed.", err=True)
        return _FAILED
    return int(code or _DONE)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="annotator")
def cli() -> None:
    """Annotate news articles: every job without a window.

    Without a command, `annotator [PROJECT]` opens the window.
    """


def _json_option(command: _Command) -> _Command:
    return click.option("--json", "as_json", is_flag=True, help="A report for machines on stdout.")(command)


@cli.command()
@_PROJECT
@click.option("--scheme", type=click.Path(path_type=Path), help="A scheme file (JSON).")
@click.option("--coder", default="", help="Who annotates.")
def new(project: Path, scheme: Path | None, coder: str) -> None:
    """Make a new project."""
    from annotator.errors import SchemeError
    from annotator.model.scheme import read_scheme
    from annotator.project import Project

    given = None
    if scheme is not None:
        try:
            given = read_scheme(scheme.read_bytes())
        except OSError as error:
            raise SchemeError(f"The scheme “{scheme.name}” cannot be read: {error.strerror}.") from error
    made = Project.create(project, coder=coder, scheme=given)
    click.echo(f"Made {made.path}")
    made.close()


@cli.command("import")
@_PROJECT
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "kind", default="", help="A reader or format; else the content decides.")
@click.option("--encoding", default="", help="The files' encoding; else it is detected.")
@click.option("--coder", default="", help="Credited with marks whose file names nobody.")
@click.option("--option", "options", multiple=True, metavar="NAME=VALUE", help="Of the reader or format.")
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="KIND:NAME=OURS",
    help="What a name of the file means here, such as label:PER=actor; nothing after the = leaves it out.",
)
@click.option("--dry-run", is_flag=True, help="Report only, unknown names too; change nothing.")
@_json_option
def import_(
    project: Path,
    *,
    files: tuple[Path, ...],
    kind: str,
    encoding: str,
    coder: str,
    options: tuple[str, ...],
    mapped: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> int:
    """Take articles and labelled data in."""
    from annotator.model.naming import meanings_from, questions
    from annotator.project.importing import import_files

    try:
        mapping = meanings_from(mapped)
    except ValueError as error:
        raise click.UsageError(f"{error}.") from error
    with _opened(project, coder=coder) as opened, _bar("Importing") as progress:
        report = import_files(
            opened,
            files,
            format=kind,
            encoding=encoding,
            coder=coder,
            dry_run=dry_run,
            options=_chosen(options),
            mapping=mapping,
            progress=progress,
        )
        unknown = questions(opened.scheme, report.names, mapping)
    if as_json and dry_run:
        _echo_json({**_plain(report, without=("names",)), "unknown": unknown})
    elif as_json:
        _echo_json(report, without=("suggested", "recognised", "names"))
    else:
        _tell_import(report, dry_run=dry_run)
        _tell_names(unknown, mapping)
    return _PROBLEMS if report.failed or report.warnings else _DONE


@cli.command()
@_PROJECT
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--format", "kind", default="", help="A format; else the ending of the file decides.")
@click.option("--label", "labels", multiple=True, help="Only marks of this label.")
@click.option("--coder", "coders", multiple=True, help="Only marks of this coder.")
@click.option("--status", type=click.Choice(["new", "started", "done"]), help="Only such articles.")
@click.option("--option", "options", multiple=True, metavar="NAME=VALUE", help="Of the format.")
@click.option("--split", "shares", help="Give articles a split, such as 80/10/10, and keep it.")
@click.option("--seed", default=1, show_default=True, help="Of the split.")
@click.option(
    "--by",
    type=click.Choice(["article", "outlet", "entity", "duplicates", "date"]),
    default="article",
    help="What a split keeps together.",
)
@click.option("--flat", is_flag=True, help="JSONL: one line for each annotation.")
@click.option("--overwrite", is_flag=True, help="Replace an existing file.")
@_json_option
def export(
    project: Path,
    *,
    target: Path,
    kind: str,
    labels: tuple[str, ...],
    coders: tuple[str, ...],
    status: str | None,
    options: tuple[str, ...],
    shares: str | None,
    seed: int,
    by: str,
    flat: bool,
    overwrite: bool,
    as_json: bool,
) -> int:
    """Write labelled data."""
    from annotator.analysis.splits import parse_shares
    from annotator.project.exporting import export_to, refuse_taken
    from annotator.project.splitting import split_articles

    refuse_taken(target, overwrite=overwrite)
    chosen = {**_chosen(options), **({"flat": True} if flat else {})}
    with _opened(project, read_only=shares is None) as opened, _bar("Exporting") as progress:
        if shares is not None:
            split_articles(opened, parse_shares(shares), seed=seed, by=cast("By", by))
        report = export_to(
            opened,
            target,
            format=kind,
            labels=labels,
            coders=coders,
            status=status or "",
            options=chosen,
            overwrite=overwrite,
            progress=progress,
        )
    if as_json:
        _echo_json(report, without=("warnings",))
    else:
        _tell_export(report)
    return _PROBLEMS if report.warnings else _DONE


@cli.command()
@_PROJECT
@_json_option
def info(project: Path, as_json: bool) -> None:
    """Count what is in a project."""
    from annotator.project.counting import counted

    with _opened(project, read_only=True) as opened:
        counts = counted(opened)
    if as_json:
        _echo_json(counts)
        return
    click.echo(f"{project.name}: {counts['articles']} articles, {counts['annotation_total']} marks")
    for kind in ("annotations", "relations"):
        for name, count in counts[kind].items():
            click.echo(f"  {count:>8} {name}")
    click.echo(f"  {counts['entities']:>8} entities")
    click.echo(f"  coders: {', '.join(counts['coders']) or 'nobody yet'}")


@cli.command()
@_PROJECT
@_json_option
def check(project: Path, as_json: bool) -> int:
    """Check the file, every offset and every reference."""
    from annotator.project.counting import checked

    problems = checked(project)
    if as_json:
        _echo_json({"ok": not problems, "problems": problems})
    else:
        for one in problems:
            click.echo(f"{one['where'] or project.name}: {one['message']}")
        click.echo(f"{len(problems)} problems." if problems else "Everything fits.")
    return _PROBLEMS if problems else _DONE


@cli.command()
@_PROJECT
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="The new project.")
@_json_option
def repair(project: Path, target: Path, as_json: bool) -> int:
    """Salvage everything readable of a damaged project into a new one."""
    from annotator.project.salvaging import salvage

    report = salvage(project, target)
    if as_json:
        _echo_json(report)
    else:
        _tell_import(report, dry_run=False)
    return _PROBLEMS if report.failed or report.warnings else _DONE


@cli.command()
@_PROJECT
@click.option("--to", "target", type=click.Path(path_type=Path), help="A file; else the backup folder.")
def backup(project: Path, target: Path | None) -> None:
    """Make a backup that was opened and counted."""
    from annotator.project.backups import back_up

    with _opened(project) as opened:
        if target is None:
            target = back_up(opened).path
        else:
            opened.snapshot(target)
    click.echo(f"Backed up to {target}")


@cli.command()
@_PROJECT
@click.option("--backup", "number", type=int, help="The number of a backup; without it they are listed.")
@click.option("--to", "target", type=click.Path(path_type=Path), help="The new project file.")
def restore(project: Path, number: int | None, target: Path | None) -> None:
    """List a project's backups, or copy one of them to a new file."""
    from annotator.project import backups

    with _opened(project, read_only=True) as opened:
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
@_PROJECT
@click.argument("others", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--same-coder", "same", multiple=True, help="A name that is one person in all files.")
@click.option("--dry-run", is_flag=True, help="Preview only; change nothing.")
@_json_option
def merge(
    project: Path, *, others: tuple[Path, ...], same: tuple[str, ...], dry_run: bool, as_json: bool
) -> int:
    """Bring the work of other copies into PROJECT; a backup is made first."""
    from annotator.project.backups import back_up
    from annotator.project.merging import merge_into

    with _opened(project) as opened:
        if not dry_run:
            back_up(opened)
        reports = merge_into(opened, others, dry_run=dry_run, same_coders=same)
    if as_json:
        _echo_json(reports)
    else:
        _tell_merge(reports)
    unsettled = any(tally.changed_on_both for one in reports for tally in one.tallies.values())
    return _PROBLEMS if unsettled else _DONE


@cli.command()
@_PROJECT
@click.option("--coder", "coders", multiple=True, help="Only these coders; else all who marked anything.")
@click.option("--label", "labels", multiple=True, help="Only marks of this label.")
@click.option("--rounds", default=1000, show_default=True, help="Bootstrap rounds behind the intervals.")
@click.option("--seed", default=1, show_default=True, help="Of the bootstrap.")
@click.option("--to", "target", type=click.Path(path_type=Path), help="A report: .html or .json.")
@click.option("--overwrite", is_flag=True, help="Replace an existing file.")
@_json_option
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

    with _opened(project, read_only=True) as opened, _bar("Measuring") as progress:
        report = measured(opened, coders=coders, labels=labels, rounds=rounds, seed=seed, progress=progress)
        if target is not None:
            write_report(report, target, title=f"Reliability of {opened.name}", overwrite=overwrite)
    if as_json:
        _echo_json(report)
        return
    for one in headlines(report):
        click.echo(figure_words(one))
    click.echo("\n" + methods_paragraph(report))


@cli.command()
@_PROJECT
@click.argument("query")
@click.option("--case", is_flag=True, help="Upper and lower case count.")
@click.option("--accents", is_flag=True, help="Accents count.")
@click.option(
    "--sort",
    type=click.Choice(["text", "left", "hit", "right", "outlet", "date", "title"]),
    default="text",
    help="Order of the lines.",
)
@_json_option
def search(project: Path, query: str, *, case: bool, accents: bool, sort: str, as_json: bool) -> None:
    """Find words, phrases and marks, each with what stands around it."""
    from annotator.project.searching import concordance

    with _opened(project, read_only=True) as opened, _bar("Searching") as progress:
        lines = concordance(
            opened, query, order=cast("Order", sort), case=case, accents=accents, progress=progress
        )
    if as_json:
        _echo_json(lines)
        return
    for line in lines:
        click.echo(f"{line.title[:30]:<30}  {line.left:>60}[{line.hit}]{line.right}")
    click.echo(f"{len(lines)} hits in {len({line.article for line in lines})} articles.")


@cli.command()
@_json_option
def formats(as_json: bool) -> None:
    """Every reader and format, and what it keeps."""
    from annotator.project.kinds import kinds

    rows = kinds()
    if as_json:
        _echo_json(rows)
        return
    for one in rows:
        ways = " and ".join(way for way, able in (("in", one["in"]), ("out", one["out"])) if able)
        missing = "" if one["installed"] else f"  (needs annotator[{one['extra']}])"
        click.echo(f"{one['name']:<16}{ways:<12}{one['title']}{missing}")
        if one["keeps"]:
            click.echo(f"{'':<28}keeps {', '.join(one['keeps'])}")


@contextmanager
def _opened(path: Path, *, read_only: bool = False, coder: str = "") -> Iterator[Project]:
    from annotator.project import Project

    project = Project.open(path, read_only=read_only, coder=coder)
    try:
        yield project
    finally:
        project.close()


@contextmanager
def _bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    with click.progressbar(length=1, label=title, file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield progress


def _chosen(options: tuple[str, ...]) -> dict[str, object]:
    words = {"yes": True, "true": True, "no": False, "false": False}
    chosen: dict[str, object] = {}
    for one in options:
        name, equals, value = one.partition("=")
        if not equals:
            raise click.UsageError(f"“{one}” is not NAME=VALUE.")
        chosen[name] = words.get(value.casefold(), value)
    return chosen


def _echo_json(value: object, *, without: tuple[str, ...] = ()) -> None:
    import msgspec

    from annotator.model.surrogates import without_surrogates

    plain = _plain(value, without=without)
    click.echo(msgspec.json.encode(without_surrogates(plain)).decode())


def _plain(value: object, *, without: tuple[str, ...] = ()) -> Any:
    import msgspec

    plain = msgspec.to_builtins(value)
    for name in without:
        plain.pop(name, None)
    return plain


def _tell_import(report: ImportReport, *, dry_run: bool) -> None:
    would = "would come in" if dry_run else "came in"
    click.echo(
        f"{report.articles} articles, {report.annotations} marks, {report.relations} relations and "
        f"{report.entities} entities {would}; {report.duplicates} duplicates were skipped."
    )
    if report.suggested:
        click.echo(f"{report.suggested} of the marks are suggestions that nobody has confirmed.")
    for one in report.recognised:
        click.echo(f"{one.file}: {one.title} ({one.kind}, {one.sure:.0%} sure)")
    _tell_problems("Failed", report.failed)
    _tell_problems("Note", report.warnings)


def _tell_names(unknown: Sequence[NameQuestion], mapping: Meanings) -> None:
    """The names of a trial run that the scheme does not know, each with what would become of it."""
    for one in unknown:
        key = one.used.key
        meant = mapping.get(key, one.used.name)
        fate = "is left out" if meant is None else f"means {meant}" if key in mapping else "is added"
        guess = f"; perhaps it means {one.guess}" if one.guess and key not in mapping else ""
        click.echo(f"Not in the scheme: {key} ({one.used.count} times) {fate}{guess}.")


def _tell_export(report: ExportReport) -> None:
    click.echo(
        f"{report.articles} articles, {report.annotations} marks and {report.relations} relations in "
        + ", ".join(report.files)
    )
    for what, count in report.lost.items():
        click.echo(f"Not held by this format: {count} {what.replace('_', ' ')}")
    _tell_problems("Note", report.warnings)


def _tell_problems(kind: str, problems: list[Problem]) -> None:
    for one in problems:
        where = f" ({one.record})" if one.record else ""
        click.echo(f"{kind}: {one.file}{where}: {one.message}", err=True)


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
        for message in [*one.scheme, *(note.message for note in one.notes)]:
            click.echo(f"  {message}")


def _say_in_utf8() -> None:
    """Whatever the locale: the reports hold names in every script."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
