"""Articles and labelled data in and out, edits of workbooks back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import click

from annotator.cli.shared import (
    DONE,
    PROBLEMS,
    PROJECT,
    echo_json,
    import_words,
    json_option,
    open_project,
    option_values,
    plain_value,
    progress_bar,
    tell_import,
    tell_problems,
)

if TYPE_CHECKING:
    from annotator.model.annotation import AttributeValue
    from annotator.model.article import Status
    from annotator.model.edits import Edits, EditsReport
    from annotator.model.exchange import ExportReport
    from annotator.model.naming import Meanings, NameQuestion
    from annotator.model.recipe import SplitBy
    from annotator.project import Project
    from annotator.project.intake import Changed, Duplicates


#: What `import --json` tells, in this order (FORMATS section 5).
_PROMISED: Final = ("articles", "annotations", "relations", "entities", "duplicates", "failed", "warnings")


@click.command("import")
@PROJECT
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
@click.option(
    "--columns", default="", metavar="FIELD=COLUMN,…", help="Tables: such as title=Überschrift,text=Body."
)
@click.option(
    "--duplicates",
    type=click.Choice(["skip", "fill", "keep"]),
    default="skip",
    help="An article that is there already: leave it, fill in metadata that it lacks, or take it once more.",
)
@click.option(
    "--changed",
    type=click.Choice(["new", "repair"]),
    default="new",
    help="One that is there with another text: a new article, or its new text, with its marks moved.",
)
@click.option("--report", "saved", type=click.Path(path_type=Path), help="Write the report to a file, too.")
@click.option("--edits", is_flag=True, help="The files are our workbooks: take what was edited in them.")
@click.option("--with-stale", is_flag=True, help="Edits: those too whose mark was changed here since.")
@click.option("--delete-missing", is_flag=True, help="Edits: delete the marks whose rows are gone.")
@click.option("--dry-run", is_flag=True, help="Report only, unknown names too; change nothing.")
@json_option
def import_(
    project: Path,
    *,
    files: tuple[Path, ...],
    kind: str,
    encoding: str,
    coder: str,
    options: tuple[str, ...],
    mapped: tuple[str, ...],
    columns: str,
    duplicates: Duplicates,
    changed: Changed,
    saved: Path | None,
    edits: bool,
    with_stale: bool,
    delete_missing: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Take articles and labelled data in, or (--edits) what was edited in workbooks of ours."""
    if edits:
        wanted = _Edits(with_stale=with_stale, delete_missing=delete_missing, dry_run=dry_run)
        return _take_edits(project, files, wanted, coder=coder, as_json=as_json)
    from annotator.model.naming import meanings_from, questions
    from annotator.project.import_reports import write_report
    from annotator.project.importing import import_files

    try:
        mapping = meanings_from(mapped)
    except ValueError as error:
        raise click.UsageError(f"{error}.") from error
    with open_project(project, coder=coder) as opened, progress_bar("Importing") as progress:
        report = import_files(
            opened,
            files,
            format=kind,
            encoding=encoding,
            coder=coder,
            dry_run=dry_run,
            options={**option_values(options), **({"columns": columns} if columns else {})},
            mapping=mapping,
            duplicates=duplicates,
            changed=changed,
            progress=progress,
        )
        unknown = questions(opened.scheme, report.names, mapping)
    if saved is not None:
        write_report(report, saved, import_words(report, dry_run=dry_run))
    if as_json and dry_run:
        echo_json({**plain_value(report, without=("names",)), "unknown": unknown})
    elif as_json:
        told = plain_value(report)
        further = {"repaired": report.repaired} if changed == "repair" else {}
        echo_json({name: told[name] for name in _PROMISED} | further)
    else:
        tell_import(report, dry_run=dry_run)
        _tell_names(unknown, mapping)
    return PROBLEMS if report.failed or report.warnings else DONE


@click.command()
@PROJECT
@click.option("--to", "target", type=click.Path(path_type=Path), help="The file to write.")
@click.option("--recipe", "recipe_name", help="A recipe that is kept in the project; --to is optional then.")
@click.option("--format", "kind", default="", help="A format; else the ending of the file decides.")
@click.option("--label", "labels", multiple=True, help="Only marks of this label.")
@click.option("--coder", "coders", multiple=True, help="Only marks of this coder.")
@click.option("--status", type=click.Choice(["new", "started", "done"]), help="Only such articles.")
@click.option("--set", "set_names", multiple=True, help="Only articles of this set.")
@click.option("--adjudicated", is_flag=True, help="Only the gold layer of settled articles.")
@click.option("--without-suggestions", is_flag=True, help="Leave out what nobody has confirmed.")
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
@json_option
def export(
    project: Path,
    *,
    target: Path | None,
    recipe_name: str | None,
    kind: str,
    labels: tuple[str, ...],
    coders: tuple[str, ...],
    status: str | None,
    set_names: tuple[str, ...],
    adjudicated: bool,
    without_suggestions: bool,
    options: tuple[str, ...],
    shares: str | None,
    seed: int,
    by: str,
    flat: bool,
    overwrite: bool,
    as_json: bool,
) -> int:
    """Write labelled data."""
    from annotator.model.filters import ArticleFilter
    from annotator.model.recipe import Recipe
    from annotator.project.exporting import format_for, refuse_taken
    from annotator.project.recipes import carry_out, recipe

    if target is None and recipe_name is None:
        raise click.UsageError("Say which file to write (--to), or which recipe to follow (--recipe).")
    if target is not None:
        refuse_taken(target, overwrite=overwrite)
    with open_project(project, read_only=shares is None and recipe_name is None) as opened:
        if recipe_name is not None:
            wanted = recipe(opened, recipe_name)
        else:
            assert target is not None
            wanted = Recipe(
                format=format_for(target, kind).name,
                articles=ArticleFilter(
                    statuses=(cast("Status", status),) if status else (), sets=_sets(opened, set_names)
                ),
                labels=labels,
                coders=coders,
                adjudicated=adjudicated,
                suggestions=not without_suggestions,
                options={**option_values(options), **({"flat": True} if flat else {})},
                shares=shares or "",
                seed=seed,
                by=cast("SplitBy", by),
            )
        with progress_bar("Exporting") as progress:
            report = carry_out(opened, wanted, target, overwrite=overwrite, progress=progress)
    if as_json:
        echo_json(report, without=("warnings",))
    else:
        _tell_export(report)
    return PROBLEMS if report.warnings else DONE


def _sets(project: Project, names: Sequence[str]) -> tuple[str, ...]:
    """The uids of the sets of these names. Raises `click.UsageError` for a name that there is not."""
    known = {one.name: one.uid for one in project.sets.all()}
    for name in names:
        if name not in known:
            raise click.UsageError(f"There is no set “{name}”. There are: {', '.join(known) or 'none yet'}.")
    return tuple(known[name] for name in names)


class _Edits(NamedTuple):
    """Which edits of workbooks to take."""

    with_stale: bool
    delete_missing: bool
    dry_run: bool


def _take_edits(project: Path, files: tuple[Path, ...], wanted: _Edits, *, coder: str, as_json: bool) -> int:
    """Take the edits of workbooks, or (a dry run) only tell them."""
    from annotator.model.edits import EditsReport
    from annotator.project.editing import take_edits, workbook_edits

    told, problems = [], False
    with open_project(project, coder=coder, read_only=wanted.dry_run) as opened:
        for file in files:
            found = workbook_edits(opened, file)
            chosen = [one for one in found.edits if wanted.with_stale or not one.stale]
            gone = found.missing if wanted.delete_missing else []
            report = EditsReport() if wanted.dry_run else take_edits(opened, chosen, delete=gone)
            problems = problems or bool(found.problems or report.problems or len(chosen) < len(found.edits))
            told.append((file, found, report))
    if as_json:
        echo_json([{"file": str(file), "found": found, "report": report} for file, found, report in told])
        return PROBLEMS if problems else DONE
    for file, found, report in told:
        _tell_edits(file, found, report, dry_run=wanted.dry_run)
    return PROBLEMS if problems else DONE


def _tell_edits(file: Path, found: Edits, report: EditsReport, *, dry_run: bool) -> None:
    for one in found.edits:
        stale = "  (changed here since)" if one.stale else ""
        what = one.name or one.field
        click.echo(f"{one.record}: {what}: {_value(one.before)} → {_value(one.after)}{stale}")
    done = "would be taken" if dry_run else f"found, {report.taken} taken, {report.deleted} marks deleted"
    click.echo(f"{file.name}: {found.rows} rows compared, {len(found.edits)} edits {done}.")
    if found.missing and not report.deleted:
        click.echo(f"{len(found.missing)} marks have no row there any more; nothing was deleted.")
    tell_problems("Note", [*found.problems, *report.problems])


def _value(value: AttributeValue | None) -> str:
    from annotator.model.incoming import word_of

    return "nothing" if value is None else f"“{word_of(value)}”"


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
    tell_problems("Note", report.warnings)


@click.command()
@PROJECT
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="The pack: a .zip file.")
@click.option("--without-texts", is_flag=True, help="Offsets, hashed quotes and fingerprints only.")
@click.option("--anonymous", is_flag=True, help="Numbers in the place of the coders' names.")
@click.option("--title", default="", help="Of the dataset.")
@click.option("--author", "authors", multiple=True, help="Who made it.")
@click.option("--licence", default="", help="Such as CC-BY-4.0.")
@click.option("--description", default="", help="A paragraph for the README.")
@click.option("--recipe", "recipe_name", help="A kept recipe that says which articles and marks.")
@click.option("--overwrite", is_flag=True, help="Replace an existing file.")
@json_option
def deposit(
    project: Path,
    *,
    target: Path,
    without_texts: bool,
    anonymous: bool,
    title: str,
    authors: tuple[str, ...],
    licence: str,
    description: str,
    recipe_name: str | None,
    overwrite: bool,
    as_json: bool,
) -> int:
    """Pack the data for a data repository: data, scheme, codebook, README, checksums in one zip."""
    from annotator.model.deposit import Deposit
    from annotator.project.depositing import make_deposit
    from annotator.project.recipes import recipe

    about = Deposit(
        title=title,
        authors=list(authors),
        licence=licence,
        description=description,
        texts=not without_texts,
        anonymous=anonymous,
    )
    with open_project(project, read_only=True) as opened, progress_bar("Packing") as progress:
        chosen = recipe(opened, recipe_name) if recipe_name else None
        report = make_deposit(opened, target, about, chosen=chosen, overwrite=overwrite, progress=progress)
    if as_json:
        echo_json(report, without=("warnings",))
    else:
        _tell_export(report)
    return PROBLEMS if report.warnings else DONE


@click.command()
@click.argument("pack", type=click.Path(path_type=Path))
@click.argument("articles", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--to", "target", required=True, type=click.Path(path_type=Path), help="A project, or a new one."
)
@click.option("--coder", default="", help="Who does it.")
@json_option
def rehydrate(pack: Path, *, articles: tuple[Path, ...], target: Path, coder: str, as_json: bool) -> int:
    """Put the marks of a deposit PACK onto ARTICLES that you have; every quote is checked."""
    from annotator.project import Project
    from annotator.project.importing import import_files
    from annotator.project.rehydrating import rehydrate as put_back

    if not target.exists():
        Project.create(target, coder=coder).close()
    with open_project(target, coder=coder) as opened, progress_bar("Putting texts back") as progress:
        taken = import_files(opened, articles, progress=progress)
        report = put_back(opened, pack, progress=progress)
    report.articles += taken.articles
    report.failed[:0] = taken.failed
    if as_json:
        told = plain_value(report)
        echo_json({name: told[name] for name in _PROMISED})
    else:
        tell_import(report, dry_run=False)
    return PROBLEMS if report.failed or report.warnings else DONE


#: The commands of this module.
COMMANDS: Final = (import_, export, deposit, rehydrate)
