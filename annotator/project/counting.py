"""Counts of a project, and everything that is wrong in a file, as the command line reports them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from annotator.errors import FileError
from annotator.project.project import Project
from annotator.store import reading, schema


def counted(project: Project) -> dict[str, Any]:
    """The counts of `annotator info --json` (FORMATS section 5)."""
    annotations, relations = project.annotations.counts(), project.relations.counts()
    with project._core.read() as view:
        fragments = reading.fragment_count(view)
    return {
        "articles": sum(project.articles.progress().values()),
        "annotations": annotations,
        "annotation_total": sum(annotations.values()),
        "fragments": fragments,
        "relations": relations,
        "relation_total": sum(relations.values()),
        "entities": len(project.entities.all()),
        "coders": [one.name for one in project.coders],
        "schema_version": schema.VERSION,
    }


def checked(path: Path) -> list[dict[str, str]]:
    """Everything wrong with a project file: {"kind", "where", "message"}; nothing is changed.

    A file that cannot be opened is one problem. Raises `FileError` only when there is no such file.
    """
    if not path.exists():
        raise FileError(f"There is no project “{path.name}” at that place.")
    try:
        project = Project.open(path, read_only=True)
    except FileError as error:
        return [{"kind": "file", "where": path.name, "message": error.sentence}]
    try:
        return [
            {"kind": "text" if one.record else "file", "where": one.record, "message": one.message}
            for one in project.check()
        ]
    finally:
        project.close()
