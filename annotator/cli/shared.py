"""What the commands share: opening a project, the progress bar, options, reports for people and machines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

if TYPE_CHECKING:
    from annotator.model.exchange import ImportReport, Problem
    from annotator.project import Project

#: Exit codes: done, done with problems reported, failed and nothing changed.
DONE: Final = 0
PROBLEMS: Final = 1
FAILED: Final = 3

Command = TypeVar("Command", bound=Callable[..., Any])
PROJECT = click.argument("project", type=click.Path(path_type=Path))


def json_option(command: Command) -> Command:
    """Give a command the flag --json."""
    return click.option("--json", "as_json", is_flag=True, help="A report for machines on stdout.")(command)


@contextmanager
def open_project(path: Path, *, read_only: bool = False, coder: str = "") -> Iterator[Project]:
    """Open a project for as long as the block takes. Raises the `FileError` that says why not."""
    from annotator.project import Project

    project = Project.open(path, read_only=read_only, coder=coder)
    try:
        yield project
    finally:
        project.close()


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    with click.progressbar(length=1, label=title, file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield progress


def option_values(options: tuple[str, ...]) -> dict[str, object]:
    """The values of options given as NAME=VALUE. Raises `click.UsageError`."""
    words = {"yes": True, "true": True, "no": False, "false": False}
    chosen: dict[str, object] = {}
    for one in options:
        name, equals, value = one.partition("=")
        if not equals:
            raise click.UsageError(f"“{one}” is not NAME=VALUE.")
        chosen[name] = words.get(value.casefold(), value)
    return chosen


def echo_json(value: object, *, without: tuple[str, ...] = ()) -> None:
    """Print a value as JSON, without some of its fields."""
    import msgspec

    from annotator.model.surrogates import without_surrogates

    plain = plain_value(value, without=without)
    click.echo(msgspec.json.encode(without_surrogates(plain)).decode())


def plain_value(value: object, *, without: tuple[str, ...] = ()) -> Any:
    """A value as dicts, lists and words, without some of its fields."""
    import msgspec

    plain = msgspec.to_builtins(value)
    for name in without:
        plain.pop(name, None)
    return plain


def import_words(report: ImportReport, *, dry_run: bool) -> str:
    """What an import did or would do, in a sentence or two."""
    would = "would come in" if dry_run else "came in"
    words = (
        f"{report.articles} articles, {report.annotations} marks, {report.relations} relations and "
        f"{report.entities} entities {would}; {report.duplicates} duplicates were skipped."
    )
    repaired = f" {report.repaired} articles that were there have a new text." if report.repaired else ""
    return words + repaired


def tell_import(report: ImportReport, *, dry_run: bool) -> None:
    """Say what an import did or would do."""
    click.echo(import_words(report, dry_run=dry_run))
    if report.suggested:
        click.echo(f"{report.suggested} of the marks are suggestions that nobody has confirmed.")
    for one in report.recognised:
        click.echo(f"{one.file}: {one.title} ({one.kind}, {one.sure:.0%} sure)")
    tell_problems("Failed", report.failed)
    tell_problems("Note", report.warnings)


def tell_problems(kind: str, problems: list[Problem]) -> None:
    """Say each problem on stderr, a line each."""
    for one in problems:
        where = f" ({one.record})" if one.record else ""
        click.echo(f"{kind}: {one.file}{where}: {one.message}", err=True)
