"""Files in: find what kind each is, read it, and take it in whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from annotator.errors import AnnotatorError, MissingExtraError, ReadError
from annotator.formats import all_formats
from annotator.model.exchange import (
    Format,
    ImportReport,
    Problem,
    Progress,
    Reader,
    no_progress,
)
from annotator.project.intake import Intake
from annotator.project.project import Project
from annotator.readers import all_readers

#: Bytes from the beginning of a file that tell its kind.
HEAD: Final = 1 << 16
#: Below this nobody is sure enough to read a file.
_UNSURE: Final = 0.05


class _NotReally(Exception):  # noqa: N818 - carries nothing wrong, only takes a trial back
    """Takes everything back at the end of a trial run."""


def import_files(
    project: Project,
    paths: Iterable[Path],
    *,
    format: str = "",
    encoding: str = "",
    coder: str = "",
    dry_run: bool = False,
    options: Mapping[str, Any] | None = None,
    progress: Progress = no_progress,
) -> ImportReport:
    """Take articles and labelled data in, as one command; each file whole or not at all.

    `format` names a reader or format, else each file's content decides. `coder` is credited with
    annotations whose file names nobody. A trial run (`dry_run`) reports and changes nothing. Raises
    `Cancelled` (nothing is changed then) or the `FileError` of the project file; trouble with an input
    file is in the report.
    """
    report = ImportReport()
    chosen = dict(options or {})
    if encoding:
        chosen["encoding"] = encoding
    try:
        with project.command("Import"):
            intake = Intake(project, report, coder=coder)
            files = list(_files(paths, report))
            for done, path in enumerate(files):
                progress(done, len(files))
                _import_file(intake, path, format, chosen)
            progress(len(files), len(files))
            if dry_run:
                raise _NotReally
    except _NotReally:
        pass
    return report


def kind_of(path: Path) -> tuple[Reader | Format | None, float]:
    """The reader or format that is surest of the file, and how sure it is (0.0..1.0)."""
    with path.open("rb") as handle:
        head = handle.read(HEAD)
    ranked = [(one.sniff(path, head), one) for one in _candidates()]
    sure, best = max(ranked, key=lambda pair: pair[0])
    return (best, sure) if sure > _UNSURE else (None, 0.0)


def named(name: str) -> Reader | Format:
    """The reader or format of that name. Raises `ReadError`."""
    found = next((one for one in _candidates() if one.name == name), None)
    if found is None:
        names = ", ".join(one.name for one in _candidates())
        raise ReadError(f"There is no reader or format “{name}”. There are: {names}.")
    return found


def _candidates() -> list[Reader | Format]:
    formats = [one for one in all_formats().values() if one.reads]
    return [*formats, *all_readers().values()]


def _import_file(intake: Intake, path: Path, format: str, options: Mapping[str, Any]) -> None:
    try:
        with intake.whole_file(path):
            kind = named(format) if format else kind_of(path)[0]
            if kind is None:
                raise ReadError(f"No reader knows the kind of file that “{path.name}” is. It was left out.")
            if isinstance(kind, Format):
                intake.take_dataset(kind.read(path, options))
            else:
                intake.take_articles(kind.read(path, options))
    except (ReadError, MissingExtraError, OSError) as error:
        sentence = error.sentence if isinstance(error, AnnotatorError) else _os_sentence(path, error)
        intake.report.failed.append(Problem(file=str(path), message=sentence))


def _os_sentence(path: Path, error: OSError) -> str:
    return f"“{path.name}” cannot be read: {error.strerror or error}. It was left out."


def _files(paths: Iterable[Path], report: ImportReport) -> Iterator[Path]:
    """Every file, folders walked in name order; the same file named twice comes once."""
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found = sorted(_walk(path))
            if not found:
                message = f"“{path.name}” is a folder without files."
                report.failed.append(Problem(file=str(path), message=message))
        elif path.exists():
            found = [path]
        else:
            message = f"There is no file “{path.name}” at that place."
            report.failed.append(Problem(file=str(path), message=message))
            found = []
        for one in found:
            if one.resolve() not in seen:
                seen.add(one.resolve())
                yield one


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            # NAME.scheme.json belongs to the NAME.jsonl beside it
            if not name.startswith(".") and not name.endswith(".scheme.json"):
                yield Path(place) / name
