"""Rolling backups outside the project's folder, each opened and counted before an older one goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from annotator import paths
from annotator.errors import AnnotatorError, Cancelled, DamagedFileError
from annotator.model.exchange import Problem, Progress, no_progress
from annotator.model.surrogates import without_surrogates
from annotator.project.project import Project, problems_in
from annotator.store import reading

#: What is kept: the newest ones, then one for each day, then one for each week.
NEWEST: Final = 10
DAYS: Final = 14
WEEKS: Final = 8

#: Beside the backups: where the project was.
_NOTE: Final = "project.json"

_NAME: Final = re.compile(r"(\d{6})-(\d{8}T\d{6})Z-c(\d+)\.anno\Z")


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """One backup: its running number (the order, whatever the clock says), when it was made (UTC), and
    the number of commands that the project had then.
    """

    path: Path
    number: int
    at: datetime
    commands: int


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """What a project file holds, for comparing before a restore."""

    articles: int
    annotations: int
    relations: int
    entities: int


def back_up(project: Project) -> Backup:
    """Make a backup now and thin the older ones out.

    Raises `DamagedFileError` (and keeps every older backup) when the copy does not open or does not
    count what the project counts.
    """
    folder = _folder(project.uid)
    number = max((one.number for one in backups_of(project.uid)), default=0) + 1
    moment = datetime.now(UTC)
    commands = commands_of(project)
    target = folder / f"{number:06d}-{moment:%Y%m%dT%H%M%S}Z-c{commands}.anno"
    project.snapshot(target)
    try:
        # work may have gone on while the copy was made: then it may hold more than was there before
        same = contents(target) == contents_of(project) or commands_of(project) != commands
    except AnnotatorError as error:
        target.unlink(missing_ok=True)
        raise DamagedFileError(
            f"The backup of “{project.path.name}” could not be opened and was removed. Older backups are "
            "kept; check the project.",
            detail=error.sentence,
        ) from error
    if not same:
        target.unlink()
        raise DamagedFileError(
            f"The backup of “{project.path.name}” does not hold what the project holds and was removed. "
            "Older backups are kept; check the project."
        )
    for old in thinned(backups_of(project.uid)):
        old.path.unlink(missing_ok=True)
    _note_place(folder, project.path)
    return _read(target)


def back_up_if_changed(project: Project) -> Backup | None:
    """Make a backup unless the newest one holds the same commands, or the project is damaged."""
    known = backups_of(project.uid)
    if known and known[-1].commands == commands_of(project):
        return None
    return None if project.problems else back_up(project)


def tend(project: Project, *, keep: bool, progress: Progress = no_progress) -> list[Problem]:
    """Check a large project beside the work, and back it up where `keep` is wished and something changed.

    The copy that is checked becomes the backup, unless there is something wrong in it. Gives the problems.
    Raises the `FileError` of the disk, and `Cancelled` when `progress` does; the backup stays then.
    """
    known = backups_of(project.uid)
    if not keep or (known and known[-1].commands == commands_of(project)):
        return project.check(progress=progress)
    made = back_up(project)
    try:
        problems = problems_in(made.path, progress=progress)
    except Cancelled:
        raise
    except AnnotatorError as error:
        problems = [Problem(file=project.path.name, message=error.sentence)]
    if problems:
        made.path.unlink(missing_ok=True)
    return [
        msgspec.structs.replace(one, file=project.path.name) if one.file == made.path.name else one
        for one in problems
    ]


def backups_of(uid: str) -> list[Backup]:
    """The backups of a project (by its uid), oldest first."""
    found = [_read(path) for path in _folder(uid).iterdir() if _NAME.match(path.name)]
    return sorted(found, key=lambda one: one.number)


def newest_of_path(path: Path) -> Backup | None:
    """The newest backup of the project that was last seen at that place, readable or not."""
    found = [
        backup
        for note in paths.backups().glob(f"*/{_NOTE}")
        if _noted(note) == str(path.absolute())
        for backup in backups_of(note.parent.name)
    ]
    return max(found, key=lambda one: one.at, default=None)


def _note_place(folder: Path, path: Path) -> None:
    """Remember where the project was, for the day on which its file cannot even tell who it is."""
    note = msgspec.json.encode({"path": without_surrogates(str(path.absolute()))})
    partial = folder / f"{_NOTE}.part"
    partial.write_bytes(note)
    partial.replace(folder / _NOTE)


def _noted(note: Path) -> str:
    try:
        return msgspec.json.decode(note.read_bytes(), type=dict[str, str]).get("path", "")
    except (OSError, msgspec.MsgspecError):
        return ""


def contents(path: Path) -> Contents:
    """What the file holds. Raises the `FileError` that says why it does not open."""
    project = Project.open(path, read_only=True)
    try:
        return contents_of(project)
    finally:
        project.close()


def restore(backup: Path, target: Path) -> Contents:
    """Copy a backup to a new file; the project itself is not touched. Gives what it holds.

    Raises `FileError` when `target` exists or the backup does not open.
    """
    project = Project.open(backup, read_only=True)
    try:
        project.snapshot(target)
        return contents_of(project)
    finally:
        project.close()


def thinned(backups: Sequence[Backup]) -> list[Backup]:
    """Those that may go: not among the newest, nor the last one of its day or week that is kept."""
    newest_first = sorted(backups, key=lambda one: -one.number)
    kept = {one.number for one in newest_first[:NEWEST]}
    for limit, period in ((DAYS, "%Y-%j"), (WEEKS, "%G-%V")):
        last: dict[str, int] = {}
        for one in newest_first:
            last.setdefault(one.at.strftime(period), one.number)
        kept |= set(list(last.values())[:limit])
    return [one for one in backups if one.number not in kept]


def _folder(uid: str) -> Path:
    folder = paths.backups() / uid
    folder.mkdir(exist_ok=True)
    return folder


def _read(path: Path) -> Backup:
    match = _NAME.match(path.name)
    assert match is not None
    number, moment, commands = match.groups()
    at = datetime.strptime(moment, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    return Backup(path=path, number=int(number), at=at, commands=int(commands))


def commands_of(project: Project) -> int:
    """How many commands an open project has seen."""
    with project._core.read() as view:
        return reading.command_count(view)


def contents_of(project: Project) -> Contents:
    """What an open project holds."""
    return Contents(
        articles=sum(project.articles.progress().values()),
        annotations=sum(project.annotations.counts().values()),
        relations=sum(project.relations.counts().values()),
        entities=len(project.entities.all()),
    )
