"""The main job without a window: make the sample project, and take it out as Excel and JSONL."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Final

from annotator import paths
from annotator.errors import AnnotatorError

_CODER: Final = "Sample coder"
_OUT: Final = ("sample.xlsx", "sample.jsonl")


def main_job(folder: Path) -> list[str]:
    """Do it in that folder, made when missing and replaced where it was done before.

    Gives what to tell, a line each. Raises `AnnotatorError`.
    """
    from annotator.project import Project
    from annotator.project.exporting import export_to
    from annotator.project.sample import sample_project

    path = sample_project(folder, fresh=True, coder=_CODER)
    with contextlib.closing(Project.open(path, coder=_CODER)) as project:
        marks = sum(project.annotations.counts().values())
        told = [f"Sample project: {path}", f"  {len(project.articles.ids())} article, {marks} annotations"]
        for name in _OUT:
            report = export_to(project, folder / name, overwrite=True)
            told += [f"Written: {file}" for file in report.files]
    return told


def main() -> int:
    """Do the job in the person's data folder and print where the results are; 3 when it failed."""
    try:
        print(*main_job(paths.user_data() / "headless"), sep="\n")
    except AnnotatorError as error:
        print(error.sentence, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
