"""What names of foreign files meant last time, kept in the project for the next file of that format."""

from __future__ import annotations

from annotator.model.naming import Meanings
from annotator.project.project import Project

#: The kind of saved document that holds the meanings of one format's names.
_KIND = "mapping"


def remembered(project: Project, format: str) -> dict[str, str | None]:
    """What names of files in that format mean (`model/naming.py`), as far as somebody has said so."""
    for one in project.saved.all(_KIND):
        if one.name == format:
            names = one.body.get("names", {})
            return {str(key): None if name is None else str(name) for key, name in names.items()}
    return {}


def remember(project: Project, format: str, meanings: Meanings) -> None:
    """Keep meanings for the next file of that format, beside those known already."""
    before = remembered(project, format)
    wanted = {**before, **meanings}
    if wanted != before:
        project.saved.put(_KIND, format, {"names": wanted})


def forget(project: Project) -> int:
    """Forget every meaning; gives for how many formats there were some."""
    known = project.saved.all(_KIND)
    with project.command("Forget the meanings of names"):
        for one in known:
            project.saved.delete(one.uid)
    return len(known)
