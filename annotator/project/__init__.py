"""THE DOOR: every action there is; `Project` is the only way in."""

from annotator.project.project import Project

__all__ = ["Project"]
