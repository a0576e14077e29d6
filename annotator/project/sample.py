"""The sample: a private project made from the sample article and its annotations, to try and to spoil."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from annotator import paths
from annotator.project.importing import import_files
from annotator.project.project import UNNAMED, Project

_NAME: Final = "sample.anno"


def sample_project(folder: Path | None = None, *, fresh: bool = False, coder: str = "") -> Path:
    """The sample project's file, made when missing or (`fresh`) made anew; in the person's data folder
    unless `folder` says otherwise. Raises the `FileError` that says why it cannot be.
    """
    place = folder or paths.user_data() / "sample"
    place.mkdir(parents=True, exist_ok=True)
    target = place / _NAME
    if target.exists() and not fresh:
        return target
    target.unlink(missing_ok=True)
    partial = place / "sample-being-made.anno"
    partial.unlink(missing_ok=True)
    project = Project.create(partial, coder=coder or UNNAMED)
    try:
        seeds = paths.seeds()
        import_files(project, [*sorted(seeds.glob("*.txt")), *sorted(seeds.glob("*.jsonl"))])
    finally:
        project.close()
    return partial.replace(target)
