"""Data out: what goes out, in which format, and how it comes safely onto the disk."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from annotator.errors import WriteError
from annotator.formats import all_formats
from annotator.model.article import ArticleId
from annotator.model.exchange import (
    ArticleRecord,
    Dataset,
    ExportReport,
    Format,
    Problem,
    Progress,
    no_progress,
)
from annotator.model.stored import misfitting
from annotator.project.collecting import seldom_collecting
from annotator.project.core import Core
from annotator.project.project import Project
from annotator.store import reading
from annotator.store.reading import Choice
from annotator.store.records import PORTION, records

_UMASK = os.umask(0o022)
os.umask(_UMASK)


def export_to(
    project: Project,
    target: Path,
    *,
    format: str = "",
    labels: Sequence[str] = (),
    coders: Sequence[str] = (),
    status: str = "",
    articles: Sequence[ArticleId] = (),
    suggestions: bool = True,
    options: Mapping[str, Any] | None = None,
    overwrite: bool = False,
    progress: Progress = no_progress,
) -> ExportReport:
    """Write the articles of that status with their annotations of those labels and coders (empty: all).

    Without `suggestions` annotations that nobody has confirmed stay behind. `format` is a format's name;
    "" goes by the ending of `target`. The files are complete or not there at all; an existing one is
    replaced only with `overwrite`. Raises `WriteError`, `SchemeError` (an unknown label), or `Cancelled`
    (nothing is changed then).
    """
    kind = format_for(target, format)
    refuse_taken(target, overwrite=overwrite)
    data = dataset(
        project,
        labels=labels,
        coders=coders,
        status=status,
        articles=articles,
        suggestions=suggestions,
    )
    return write_dataset(data, kind, target, options=options, overwrite=overwrite, progress=progress)


def write_dataset(
    data: Dataset,
    kind: Format,
    target: Path,
    *,
    options: Mapping[str, Any] | None = None,
    overwrite: bool = False,
    progress: Progress = no_progress,
) -> ExportReport:
    """Write a dataset of ours: complete or not at all. Raises `WriteError` or `Cancelled`."""
    with seldom_collecting(), _beside(target) as folder:
        report = kind.write(data, folder / target.name, options or {}, progress)
        report.files = _put(folder, target.parent, overwrite=overwrite)
    assert isinstance(data.records, _Records)
    report.warnings.extend(data.records.left_out.values())
    return report


def format_for(target: Path, name: str = "") -> Format:
    """The format of that name, or the one that the ending of `target` tells. Raises `WriteError`."""
    formats = [one for one in all_formats().values() if one.writes]
    found = [one for one in formats if one.name == name] if name else []
    if not name and target.suffix:
        found = [one for one in formats if one.suffix == target.suffix.lower()]
    if not found:
        names = ", ".join(f"{one.name} ({one.suffix or 'folder'})" for one in formats)
        raise WriteError(f"Which format is “{name or target.name}”? There are: {names}. Nothing was written.")
    return next((one for one in found if one.name in {"jsonl", "xlsx"}), found[0])


def dataset(
    project: Project,
    *,
    labels: Sequence[str] = (),
    coders: Sequence[str] = (),
    status: str = "",
    articles: Sequence[ArticleId] = (),
    suggestions: bool = True,
) -> Dataset:
    """What an export takes, to be read article by article. Raises `SchemeError` for an unknown label."""
    for label in labels:
        project.scheme.label(label)
    known = project.coders
    for name in coders:
        if name not in {one.name for one in known}:
            raise WriteError(f"Nobody called “{name}” has worked in this project. Nothing was written.")
    choice = Choice(tuple(articles), status, tuple(labels), tuple(coders), suggestions)
    records = _Records(project._core, choice)
    return Dataset(
        scheme=project.scheme,
        records=records,
        entities=project.entities.all(),
        coders=known,
        count=len(records.ids),
        name=project.name,
        uid=project.uid,
        filters=_in_words(choice),
    )


def refuse_taken(target: Path, *, overwrite: bool) -> None:
    """Raise `WriteError` when the target is there and must not be replaced, or cannot be."""
    if target.exists() and not overwrite:
        raise WriteError(f"“{target.name}” exists already. Nothing was written; choose another name.")
    if not target.parent.is_dir():
        raise WriteError(f"There is no folder “{target.parent.name}”. Nothing was written.")


class _Records:
    """Records that can be gone through again and again, read anew each time.

    Marks that do not fit their text are not among them; `left_out` lists them by uid.
    """

    def __init__(self, core: Core, choice: Choice) -> None:
        self._core = core
        self._choice = choice
        self.left_out: dict[str, Problem] = {}
        with core.read() as view:
            self.ids = reading.chosen_article_ids(view, choice)

    def __iter__(self) -> Iterator[ArticleRecord]:
        for start in range(0, len(self.ids), PORTION):
            # one short read at a time: work may go on meanwhile
            with self._core.read() as view:
                portion = self.ids[start : start + PORTION]
                batch = [self._fitting(one) for one in records(view, portion, self._choice)]
            yield from batch

    def _fitting(self, record: ArticleRecord) -> ArticleRecord:
        misfits = misfitting(record.text, record.annotations)
        if not misfits:
            return record
        for one in misfits:
            message = f"A mark ({one.label}, {one.start}–{one.end}) does not fit its text and was left out."
            self.left_out[one.uid] = Problem(file=record.article.title, record=one.uid, message=message)
        gone = {one.uid for one in misfits}
        return msgspec.structs.replace(
            record,
            annotations=[one for one in record.annotations if one.uid not in gone],
            relations=[one for one in record.relations if not gone & {one.head, one.tail}],
        )


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A private folder on the same disk as the target, removed at the end."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".annotator-", dir=target.parent))
    except OSError as error:
        raise _unwritable(target, error) from error
    try:
        yield folder
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put(folder: Path, place: Path, *, overwrite: bool) -> list[str]:
    """Move everything out of the private folder, each file synced first; gives the final paths."""
    made = sorted(folder.iterdir())
    for one in made:
        refuse_taken(place / one.name, overwrite=overwrite)
    for one in made:
        for file in [one] if one.is_file() else [found for found in one.rglob("*") if found.is_file()]:
            file.chmod(0o666 & ~_UMASK)
            with file.open("rb+") as handle:
                os.fsync(handle.fileno())
        target = place / one.name
        if target.is_dir():
            shutil.rmtree(target)
        one.replace(target)
    return [str(place / one.name) for one in made]


def _unwritable(target: Path, error: OSError) -> WriteError:
    return WriteError(
        f"“{target.name}” could not be written: {error.strerror or error}. An older file of that name is "
        "untouched; choose another folder or free some space.",
        detail=str(error),
    )


def _in_words(choice: Choice) -> str:
    parts = [
        f"status {choice.status}" if choice.status else "",
        f"labels {', '.join(choice.labels)}" if choice.labels else "",
        f"coders {', '.join(choice.coders)}" if choice.coders else "",
        f"{len(choice.articles)} chosen articles" if choice.articles else "",
        "" if choice.suggestions else "without suggestions",
    ]
    return "; ".join(part for part in parts if part) or "everything"
