"""A look at files before they are taken in: what kind each is, what is in it, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, cast

import msgspec

from annotator.errors import MissingExtraError, ReadError
from annotator.model.encoding import decode
from annotator.model.exchange import Option, Problem, Progress, ReadArticle, Reader, no_progress
from annotator.model.page_encoding import decode_page
from annotator.model.reading import ENCODING, TELL_PROPOSED
from annotator.project.importing import files_in, is_format, kind_of, named, sentence_of
from annotator.safe_files import read_head

#: Articles of a file that a preview shows.
SHOWN: Final = 30
#: Bytes that an encoding is recognised by in a preview.
_HEAD: Final = 1 << 20


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """One file: its kind and how sure that is (0.0..1.0), its articles and marks, and its problems.

    `kind` is "" when nobody knows the file. `labelled` files bring marks. `articles` is -1 while unknown.
    `header` names the columns of a table.
    """

    path: Path
    kind: str = ""
    title: str = ""
    sure: float = 0.0
    labelled: bool = False
    articles: int = -1
    marks: int = 0
    problems: list[Problem] = []
    header: list[str] = []


class TableLook(msgspec.Struct, frozen=True, kw_only=True):
    """A table: its columns, some rows of words, and which column fills which field, as proposed."""

    header: list[str]
    rows: list[list[str]]
    columns: dict[str, list[str]]


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """The beginning of a file as it would come in: the first articles, and what is to be known of it.

    `encoding` is the one recognised, "" where the kind of file knows it itself; `guessed` when it is not
    sure. `more` when there are more articles than shown. `problem` is why the file cannot be read, or "".
    """

    path: Path
    kind: str
    articles: list[ReadArticle] = []
    more: bool = False
    encoding: str = ""
    guessed: bool = False
    table: TableLook | None = None
    problems: list[Problem] = []
    problem: str = ""


def found_files(
    paths: Iterable[Path], known: Mapping[Path, Look] | None = None, progress: Progress = no_progress
) -> tuple[list[Look], list[Problem]]:
    """Every file of these files and folders with its kind; and the places where there is none.

    What is `known` of a file stands as it is.
    """
    problems: list[Problem] = []
    found: list[Look] = []
    before = known or {}
    for path in files_in(paths, problems):
        found.append(before.get(path) or first_look(path))
        progress(len(found), 0)
    return found, problems


def first_look(path: Path, format: str = "") -> Look:
    """The kind of a file, by its beginning, or as told."""
    try:
        kind, sure = (named(format), 1.0) if format else kind_of(path)
    except (ReadError, OSError) as error:
        return Look(path=path, problems=[_problem(path, error)])
    if kind is None:
        message = f"No reader knows the kind of file that “{path.name}” is. It will be left out."
        return Look(path=path, problems=[Problem(file=str(path), message=message)])
    return Look(path=path, kind=kind.name, title=kind.title, sure=sure, labelled=is_format(kind))


def whole_look(look: Look, options: Mapping[str, Any], progress: Progress = no_progress) -> Look:
    """The same look after reading the file to its end: its articles counted, its problems listed."""
    if not look.kind:
        return look
    articles = marks = 0
    problems: list[Problem] = []
    try:
        for part in _parts(look.path, look.kind, options):
            if isinstance(part, Problem):
                problems.append(part)
            else:
                articles += 1
                marks += part[1]
                problems += part[2]
            progress(articles, 0)
    except (ReadError, MissingExtraError, OSError, UnicodeEncodeError) as error:
        return msgspec.structs.replace(look, articles=0, problems=[*problems, _problem(look.path, error)])
    return msgspec.structs.replace(look, articles=articles, marks=marks, problems=problems)


def preview(path: Path, kind: str, options: Mapping[str, Any], *, most: int = SHOWN) -> Preview:
    """The first articles of a file read with these options; what is wrong is in `problem`, nothing raised."""
    articles: list[ReadArticle] = []
    problems: list[Problem] = []
    encoding, guessed, problem, more = "", False, "", False
    table = None
    try:
        encoding, guessed = _encoding(path, kind, str(options.get(ENCODING.name, "") or ""))
        table = _table(path, options) if kind == "table" else None
        for part in _articles(path, kind, {**options, TELL_PROPOSED: True}):
            if isinstance(part, Problem):
                problems.append(part)
            elif len(articles) == most:
                more = True
                break
            else:
                articles.append(part)
    except (ReadError, MissingExtraError, OSError, UnicodeEncodeError) as error:
        problem = sentence_of(path, error)
    return Preview(
        path=path,
        kind=kind,
        articles=articles,
        more=more,
        encoding=encoding,
        guessed=guessed,
        table=table,
        problems=problems,
        problem=problem,
    )


def options_of(kind: str) -> tuple[Option, ...]:
    """The options that a reader or format offers; none of an unknown one."""
    try:
        return named(kind).options
    except ReadError:
        return ()


def _articles(path: Path, kind: str, options: Mapping[str, Any]) -> Iterator[ReadArticle | Problem]:
    one = named(kind)
    if is_format(one):
        for record in one.read(path, options).records:
            yield from record.problems
            yield ReadArticle(article=record.article, text=record.text)
    else:
        yield from cast("Reader", one).read(path, options)


def _parts(
    path: Path, kind: str, options: Mapping[str, Any]
) -> Iterator[Problem | tuple[int, int, list[Problem]]]:
    one = named(kind)
    if is_format(one):
        for record in one.read(path, options).records:
            yield 1, len(record.annotations), record.problems
        return
    for part in cast("Reader", one).read(path, options):
        if isinstance(part, Problem):
            yield msgspec.structs.replace(part, file=part.file or str(path))
        else:
            yield 1, 0, [Problem(file=str(path), message=note) for note in part.warnings]


def _encoding(path: Path, kind: str, told: str) -> tuple[str, bool]:
    """The encoding that a file is read in, and whether it was guessed; "" when its kind knows it itself."""
    if told or all(one.name != ENCODING.name for one in options_of(kind)) or path.is_dir():
        return told, False
    head = read_head(path, _HEAD)
    if head.startswith((b"PK", b"%PDF", b"\xd0\xcf\x11\xe0", b"PAR1", b"{\\rtf")):
        return "", False
    if kind == "html":
        found, notes = decode_page(head, "")
        return found.encoding, bool(notes)
    found = decode(head if len(head) < _HEAD else head[: head.rfind(b"\n") + 1 or None])
    return found.encoding, not found.sure


def _table(path: Path, options: Mapping[str, Any]) -> TableLook:
    from annotator.readers.table import look_at

    header, rows, columns = look_at(path, options)
    return TableLook(header=header, rows=rows, columns=columns)


def _problem(path: Path, error: Exception) -> Problem:
    return Problem(file=str(path), message=sentence_of(path, error))
