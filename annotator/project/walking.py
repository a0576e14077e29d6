"""Every file below some places, once, in name order; and what lies there that is no file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from annotator.model.exchange import Problem

#: Ends of files that stand beside the data that they belong to, and are read with these.
_BESIDE: Final = (
    *(".scheme.json", ".labels.json", ".config.xml", ".articles.parquet", ".relations.parquet"),
    "annotator-scheme.json",
)
#: A folder that holds nothing else than such files is no file of another tool.
_ALONE: Final = (".txt", ".html", ".htm", ".pdf", ".docx", ".doc", ".rtf", ".odt", ".epub", ".eml", ".md")


def files_in(
    paths: Iterable[Path], problems: list[Problem], is_whole: Callable[[Path], bool]
) -> Iterator[Path]:
    """Every file, folders walked in name order; the same file named twice comes once.

    A folder of which `is_whole` says that it belongs together comes as one. Folders without files, places
    where there is nothing, and what is no file (a pipe, a device, a link to nowhere) are added to `problems`.
    """
    seen: set[str] = set()
    for path in paths:
        for one, real in _found(path, problems, is_whole):
            if real not in seen:
                seen.add(real)
                yield Path(one) if isinstance(one, str) else one


def _found(
    path: Path, problems: list[Problem], is_whole: Callable[[Path], bool]
) -> Iterable[tuple[Path | str, str]]:
    if path.is_dir():
        found, odd = _walk(os.fspath(path))
        if not all(one.endswith(_ALONE) for one, _ in found) and is_whole(path):
            return [(path, os.path.realpath(path))]
        problems += [_no_file(Path(one)) for one in odd]
        if not found and not odd:
            problems.append(_problem(path, f"“{path.name}” is a folder without files."))
        return found
    if path.is_file():
        return [(path, os.path.realpath(path))]
    lies = os.path.lexists(path)
    problems.append(
        _no_file(path) if lies else _problem(path, f"There is no file “{path.name}” at that place.")
    )
    return []


def _no_file(path: Path) -> Problem:
    return _problem(path, f"“{path.name}” is no ordinary file, or a link to nowhere. It was left out.")


def _problem(path: Path, message: str) -> Problem:
    return Problem(file=str(path), message=message)


def _walk(folder: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The files below a folder with their real places, and what is no file. Hidden ones are passed over.

    Strings: making paths of them takes as long as reading the files.
    """
    found: list[tuple[str, str]] = []
    odd: list[str] = []
    seen: set[str] = set()
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        real = os.path.realpath(place)
        if real in seen:  # links may go round in circles
            continue
        seen.add(real)
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    _sort_in(entry, real, found, odd, waiting)
        except OSError:
            odd.append(place)
    return sorted(found, key=_in_order), odd


def _sort_in(
    entry: os.DirEntry[str], real: str, found: list[tuple[str, str]], odd: list[str], waiting: list[str]
) -> None:
    name = entry.name
    if name.startswith("."):
        return
    if entry.is_file():
        if not name.endswith(_BESIDE):
            linked = entry.is_symlink()
            found.append((entry.path, os.path.realpath(entry.path) if linked else f"{real}{os.sep}{name}"))
    elif entry.is_dir():
        waiting.append(entry.path)
    else:
        odd.append(entry.path)


def _in_order(one: tuple[str, str]) -> str:
    return one[0].replace(os.sep, "\0")
