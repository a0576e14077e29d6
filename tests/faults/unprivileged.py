"""Opens a project as a person who owns nothing: `python -m tests.faults.unprivileged PROJECT`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.project import Project
from tests.projects import first

_NOBODY = 65534


def main(path: Path) -> None:
    """Say whether it opens for reading only, and whether a mark is refused in words."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    project = Project.open(path)
    print("read only" if project.read_only else "writable")
    try:
        project.annotations.add(first(project), "actor", [(0, 5)])
    except AnnotatorError:
        print("told")
    project.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
