"""Files in: find what kind each is, read it, and take it in whole or not at all."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeGuard, TypeVar, cast

import msgspec

from annotator.errors import AnnotatorError, MissingExtraError, ReadError
from annotator.formats import all_formats
from annotator.model.article import METADATA
from annotator.model.exchange import (
    Format,
    ImportReport,
    Problem,
    Progress,
    ReadArticle,
    Reader,
    Recognised,
    UsedName,
    no_progress,
)
from annotator.model.naming import Meanings, NameTally, in_words, renamed, together
from annotator.project import walking
from annotator.project.collecting import seldom_collecting
from annotator.project.intake import Changed, Duplicates, Intake
from annotator.project.project import Project
from annotator.project.remembering import remember, remembered
from annotator.project.unpacking import unpacked
from annotator.readers import all_readers, may_be_export
from annotator.safe_files import already_read

#: Bytes from the beginning of a file that tell its kind.
HEAD: Final = 1 << 16
#: Below this nobody is sure enough to read a file.
_UNSURE: Final = 0.05


#: What JSON, markup, RTF, PDF, comments, byte order marks and an empty file begin with.
_MARKS: Final = frozenset([b"", b"{", b"[", b"<", b"#", b"%", b"\xef", b"\xff", b"\xfe"])


class FileChoice(msgspec.Struct, frozen=True, kw_only=True):
    """How one file is to be taken in, where not as all others.

    `options` go before those of the import. `edits` are metadata that a person typed, and `left_out` the
    articles that are not wanted, both by the article's place in its file, from 0.
    """

    format: str = ""
    options: dict[str, Any] = {}
    skip: bool = False
    edits: dict[int, dict[str, str]] = {}
    left_out: frozenset[int] = frozenset()


_AS_ALL: Final = FileChoice()

#: Kinds that an archive may be taken for while its members are of others.
_OF_ARCHIVES: Final = frozenset({"zip", "doccano", "prodigy", "webannotation"})

_Told = TypeVar("_Told", Problem, Recognised)


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
    mapping: Meanings | None = None,
    choices: Mapping[Path, FileChoice] | None = None,
    kind_options: Mapping[str, Mapping[str, Any]] | None = None,
    duplicates: Duplicates = "skip",
    changed: Changed = "new",
    progress: Progress = no_progress,
) -> ImportReport:
    """Take articles and labelled data in, as one command; each file whole or not at all.

    `format` names a reader or format, else each file's content decides. `coder` is credited with
    annotations whose file names nobody. `mapping` says what names of labelled data mean here
    (`model/naming.py`). `choices` says how single files are to be taken, `kind_options` has further options
    by reader or format; `duplicates` and `changed` say what becomes of articles that are there already, with
    the same text and with another one. A trial run (`dry_run`) reports, names and all, and changes nothing.
    Raises `Cancelled` (nothing is changed then) or the `FileError` of the project file; trouble with an input
    file is in the report.
    """
    report = ImportReport()
    chosen = dict(options or {})
    if encoding:
        chosen["encoding"] = encoding
    try:
        with seldom_collecting(), project.command("Import"):
            intake = Intake(project, report, coder=coder, duplicates=duplicates, changed=changed)
            naming = _Naming(project, intake, mapping or {}, trial=dry_run)
            own, each = choices or {}, _Options(chosen, kind_options or {})
            files = list(files_in(paths, report.failed))
            if own:
                files = [one for one in files if not own.get(one, _AS_ALL).skip]
            for done, path in enumerate(files):
                progress(done, len(files))
                intake.still_going = functools.partial(progress, done, len(files))
                _import_file(naming, path, format, each, own.get(path, _AS_ALL) if own else _AS_ALL)
            intake.flush()
            naming.finish()
            progress(len(files), len(files))
            if dry_run:
                raise _NotReally
    except _NotReally:
        pass
    return report


def look_at(
    project: Project,
    paths: Iterable[Path],
    *,
    format: str = "",
    options: Mapping[str, Any] | None = None,
    choices: Mapping[Path, FileChoice] | None = None,
    kind_options: Mapping[str, Mapping[str, Any]] | None = None,
    progress: Progress = no_progress,
) -> ImportReport:
    """A trial run of those of the files that hold labelled data: what they are, and which names they use.

    An empty report when none of them does.
    """
    own = choices or {}
    labelled = []
    for path in files_in(paths, []):
        choice = own.get(path, _AS_ALL)
        if choice.skip:
            continue
        try:
            asked = choice.format or format
            kind = named(asked) if asked else kind_of(path)[0]
        except (ReadError, OSError):
            continue  # the import itself tells what is wrong
        if kind is not None and is_format(kind):
            labelled.append(path)
    if not labelled:
        return ImportReport()
    return import_files(
        project,
        labelled,
        format=format,
        dry_run=True,
        options=options,
        choices=choices,
        kind_options=kind_options,
        progress=progress,
    )


def kind_of(path: Path) -> tuple[Reader | Format | None, float]:
    """The reader or format that is surest of the file, and how sure it is (0.0..1.0).

    Of a folder only formats are asked: some are many files that belong together (brat, QualCoder).
    """
    if path.is_dir():
        return _surest(path, b"", (one for one in _candidates() if is_format(one)))
    return _kind_by(path, _head(path))


def _kind_by(path: Path, head: bytes) -> tuple[Reader | Format | None, float]:
    if not head:
        return kind_of(path) if path.is_dir() else _surest(path, head, _candidates())
    if not _is_prose(head):
        return _surest(path, head, _candidates())
    suffix = path.suffix.lower()
    asked = _asked(suffix)
    if suffix == ".txt" and not may_be_export(head):
        asked = _not_exports(asked)
    return _surest(path, head, asked)


def _head(path: Path) -> bytes:
    """The beginning of a file; nothing of a folder. (To ask whether it is one takes as long.)"""
    try:
        with path.open("rb", buffering=0) as handle:
            return handle.read(HEAD)
    except (IsADirectoryError, PermissionError):
        if path.is_dir():
            return b""
        raise


@functools.cache
def _not_exports(asked: tuple[Reader | Format, ...]) -> tuple[Reader | Format, ...]:
    """Without the readers of databases' exports, which hold one of a few words always."""
    return tuple(one for one in asked if one.name not in {"nexis", "factiva"})


def _surest(
    path: Path, head: bytes, asked: Iterable[Reader | Format]
) -> tuple[Reader | Format | None, float]:
    sure, best = 0.0, None
    for one in asked:
        how_sure = one.sniff(path, head)
        if how_sure > sure:
            sure, best = how_sure, one
    return (best, sure) if sure > _UNSURE else (None, 0.0)


def named(name: str) -> Reader | Format:
    """The reader or format of that name. Raises `ReadError`."""
    found = next((one for one in _candidates() if one.name == name), None)
    if found is None:
        names = ", ".join(one.name for one in _candidates())
        raise ReadError(f"There is no reader or format “{name}”. There are: {names}.")
    return found


@functools.cache
def _candidates() -> tuple[Reader | Format, ...]:
    formats = [one for one in all_formats().values() if one.reads]
    return (*formats, *all_readers().values())


@functools.cache
def _asked(suffix: str) -> tuple[Reader | Format, ...]:
    """Those who take files of that name; everybody when nobody does."""
    return tuple(one for one in _candidates() if suffix in one.suffixes) or _candidates()


def _is_prose(head: bytes) -> bool:
    """Whether a file begins with running text: no markup, no records, no short lines, no bytes of a program.

    Such a file can only be what its name says. With 100,000 of them, asking everybody takes half the time.
    """
    marked = head[:1] in _MARKS or head[:5] == b"WARC/"
    return not marked and b"\0" not in head and head.count(b"\n") * 100 < len(head)


def is_format(kind: Reader | Format) -> TypeGuard[Format]:
    """Whether it brings labelled data. (`isinstance` with a protocol takes longer than to read a file.)"""
    return hasattr(kind, "write")


class _Naming:
    """Labelled data on its way in: its names as they are meant here and, in a trial run, counted."""

    def __init__(self, project: Project, intake: Intake, meanings: Meanings, *, trial: bool) -> None:
        self.intake = intake
        self._project = project
        self._meanings = meanings
        self._trial = trial
        self._used: list[list[UsedName]] = []

    def take(self, path: Path, kind: Format, sure: float, options: Mapping[str, Any]) -> None:
        """Take a file in, whole or not at all. What its names meant before they mean again."""
        self.intake.flush()
        before = remembered(self._project, kind.name)
        used: set[str] = set()
        with self.intake.whole_file(path):
            dataset = kind.read(path, options)
            tally = NameTally(dataset.scheme)
            if self._trial:
                dataset = msgspec.structs.replace(dataset, records=tally.watch(dataset.records))
            self.intake.take_dataset(renamed(dataset, {**before, **self._meanings}, used))
            again = {key: before[key] for key in before if key in used and key not in self._meanings}
            if again:
                message = f"As chosen for an earlier file: {in_words(again)}."
                self.intake.report.warnings.append(Problem(file=str(path), message=message))
            if not self._trial:
                remember(self._project, kind.name, self._meanings)
        if self._trial:
            self._used.append(tally.used())
            told = Recognised(file=str(path), kind=kind.name, title=kind.title, sure=sure)
            self.intake.report.recognised.append(told)

    def finish(self) -> None:
        """Put the names of all files into the report."""
        self.intake.report.names = together(self._used)


class _Options(msgspec.Struct, frozen=True):
    """The options of an import: of all files, and further ones by kind of file."""

    general: Mapping[str, Any]
    of_kinds: Mapping[str, Mapping[str, Any]]

    def of(self, kind: str, choice: FileChoice) -> Mapping[str, Any]:
        """Those of one file."""
        if kind not in self.of_kinds and not choice.options:
            return self.general
        return {**self.general, **self.of_kinds.get(kind, {}), **choice.options}


def _import_file(naming: _Naming, path: Path, format: str, each: _Options, choice: FileChoice) -> None:
    intake = naming.intake
    told = choice.format or format
    try:
        head = b"" if told else _head(path)
        kind, sure = (named(told), 1.0) if told else _kind_by(path, head)
        if kind is None:
            raise ReadError(f"No reader knows the kind of file that “{path.name}” is. It was left out.")
        options = each.of(kind.name, choice)
        if not told and kind.name in _OF_ARCHIVES and _import_members(naming, path, kind, each):
            return
        if is_format(kind):
            naming.take(path, kind, sure, options)
        else:
            parts = cast("Reader", kind).read(path, options)
            with already_read(path, head if len(head) < HEAD else b""):
                intake.take_file(path, _chosen(parts, choice) if choice is not _AS_ALL else parts)
    except (ReadError, MissingExtraError, OSError, UnicodeEncodeError) as error:
        intake.report.failed.append(Problem(file=str(path), message=sentence_of(path, error)))


def _import_members(naming: _Naming, path: Path, kind: Reader | Format, each: _Options) -> bool:
    """Take the files of an archive in, each whole or not at all, where some of them are labelled data.

    False, and nothing is done, when there is none, or when all of it is of that one format.
    """
    with unpacked(path) as folder:
        if folder is None:
            return False
        report = naming.intake.report
        files = list(files_in([folder], report.failed))
        kinds = [kind_of(one)[0] for one in files]
        formats = {one.name for one in kinds if one is not None and is_format(one)}
        if not formats or formats == {kind.name}:
            return False
        failed, warned, seen = len(report.failed), len(report.warnings), len(report.recognised)
        for file in files:
            _import_file(naming, file, "", each, _AS_ALL)
        naming.intake.flush()
        inside = f"{folder}{os.sep}"
        for problems, start in (
            (report.failed, failed),
            (report.warnings, warned),
        ):
            problems[start:] = [_in_archive(one, path, inside) for one in problems[start:]]
        report.recognised[seen:] = [_in_archive(one, path, inside) for one in report.recognised[seen:]]
    return True


def _in_archive(one: _Told, path: Path, inside: str) -> _Told:
    """The same about a member of an archive, named as one: "a.zip/b.jsonl"."""
    return msgspec.structs.replace(one, file=one.file.replace(inside, f"{path}/"))


def articles_of(path: Path, options: Mapping[str, Any], format: str = "") -> Iterator[ReadArticle | Problem]:
    """What the reader of a file gives, without taking it in. Raises `ReadError` or `MissingExtraError`."""
    kind = named(format) if format else kind_of(path)[0]
    if kind is None or is_format(kind):
        raise ReadError(f"No reader of articles knows the kind of file that “{path.name}” is.")
    return cast("Reader", kind).read(path, options)


def _chosen(parts: Iterable[ReadArticle | Problem], choice: FileChoice) -> Iterator[ReadArticle | Problem]:
    """The parts without the articles that nobody wants, and with what a person typed about the others."""
    place = -1
    for part in parts:
        if isinstance(part, Problem):
            yield part
            continue
        place += 1
        if place not in choice.left_out:
            yield edited(part, choice.edits[place]) if place in choice.edits else part


def edited(read: ReadArticle, values: Mapping[str, str]) -> ReadArticle:
    """The article with these metadata; "" takes a further one away."""
    plain = {name: value for name, value in values.items() if name in METADATA}
    further = {name: value for name, value in values.items() if name not in METADATA}
    extra = {name: value for name, value in {**read.article.extra, **further}.items() if value}
    article = msgspec.structs.replace(read.article, **plain, extra=extra)
    return msgspec.structs.replace(read, article=article)


def sentence_of(path: Path, error: Exception) -> str:
    """Why a file cannot be read, in one sentence for people."""
    if isinstance(error, AnnotatorError):
        return error.sentence
    if isinstance(error, OSError):
        return _os_sentence(path, error)
    return f"“{path.name}” holds a name or a note with half characters. It was left out."


def _os_sentence(path: Path, error: OSError) -> str:
    return f"“{path.name}” cannot be read: {error.strerror or error}. It was left out."


def files_in(paths: Iterable[Path], problems: list[Problem]) -> Iterator[Path]:
    """Every file of these places, as `walking.files_in`; a folder that is one file of a tool comes as one."""
    return walking.files_in(paths, problems, lambda folder: kind_of(folder)[0] is not None)
