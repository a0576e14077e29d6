"""Copies for others: one for each coder, blind or with marks, or one to send; the way back is Merge."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from annotator.errors import FileError
from annotator.model.article import ArticleId
from annotator.project.project import Project
from annotator.store.file import SUFFIX, refuse_taken
from annotator.store.pruning import prune


def copies_for_coders(
    project: Project, folder: Path, work: Mapping[str, Sequence[ArticleId]], *, blind: bool = True
) -> list[Path]:
    """Write one project for each coder (a name) with that coder's articles into `folder`.

    `blind`: without anybody's marks and variables. All files or none: raises `FileError` when one is
    there already or cannot be written.
    """
    targets = {name: folder / f"{project.name}-{_file_name(name)}{SUFFIX}" for name in work}
    if len(set(targets.values())) < len(targets):
        raise FileError("Two coders' names give the same file name. Nothing was written; name them apart.")
    for target in targets.values():
        refuse_taken(target)
    made: list[Path] = []
    try:
        for name, target in targets.items():
            project.snapshot(target)
            made.append(target)
            prune(target, articles=work[name], marks=not blind)
    except BaseException:
        for target in made:
            target.unlink(missing_ok=True)
        raise
    return made


def copy_to_send(project: Project, target: Path, *, history: bool = True, coder_names: bool = True) -> None:
    """Write a whole, verified copy, on wish without what things were before and without names."""
    project.snapshot(target)
    try:
        if not (history and coder_names):
            prune(target, history=history, coder_names=coder_names)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _file_name(coder: str) -> str:
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "_", coder).strip(" .") or "coder"
