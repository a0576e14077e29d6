"""Edits that come back from a workbook: found, and taken one by one as one command."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from annotator.errors import AnnotatorError
from annotator.formats.xlsx.edits import read_edits
from annotator.model.annotation import Annotation, AnnotationId, AttributeValue
from annotator.model.edits import Edit, Edits, EditsReport
from annotator.model.exchange import Problem
from annotator.project.entities import folded
from annotator.project.exporting import dataset
from annotator.project.project import Project

#: Why an edit does not go when what it would change is something else by now.
_CHANGED = "It was changed here meanwhile; the edit was not taken."


def workbook_edits(project: Project, path: Path) -> Edits:
    """What a workbook of ours says differently from the project, field by field. Nothing is changed.

    Raises `ReadError` when the file is no workbook, or none of ours.
    """
    return read_edits(path, dataset(project))


def take_edits(project: Project, edits: Sequence[Edit], *, delete: Sequence[str] = ()) -> EditsReport:
    """Make these edits, and delete the annotations with these uids: one command, one step of Undo.

    An edit that the scheme forbids by now, or whose `before` is not what stands there any more, is
    listed and left out; the others are taken. Entities are found by name or alias, or made.
    """
    taking = _Taking(project)
    with project.command("Take edits from a workbook"):
        for (target, uid), group in groupby(edits, key=lambda one: (one.target, one.uid)):
            if target == "annotation":
                taking.annotation(uid, list(group))
            else:
                taking.article(uid, list(group))
        deleted = taking.delete(delete)
    return EditsReport(taken=taking.taken, deleted=deleted, problems=taking.problems)


class _Taking:
    """Takes edits inside a command and counts them."""

    def __init__(self, project: Project) -> None:
        self.taken = 0
        self.problems: list[Problem] = []
        self._project = project

    def annotation(self, uid: str, edits: Sequence[Edit]) -> None:
        """The edits of one annotation; those that clash with what is there now are left out."""
        key = self._project.annotations.find(uid)
        if key is None:
            self._refuse(edits, "This mark is not in the project any more.")
            return
        mark = self._project.annotations.get(key)
        fitting = [one for one in edits if self._as_before(mark, one)]
        self._refuse((one for one in edits if one not in fitting), _CHANGED)
        # all at once, so that a label and its attributes change together; one by one where that fails
        if fitting and self._problem(key, mark, fitting):
            for one in fitting:
                problem = self._problem(key, self._project.annotations.get(key), [one])
                if problem:
                    self._refuse([one], problem)

    def _problem(self, key: AnnotationId, mark: Annotation, edits: Sequence[Edit]) -> str:
        """Make the edits; "" when they are made, else why they cannot be."""
        try:
            self._project.annotations.edit(key, **self._fields(mark, edits))
        except AnnotatorError as error:
            return error.sentence
        self.taken += len(edits)
        return ""

    def _fields(self, mark: Annotation, edits: Sequence[Edit]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        values: dict[str, AttributeValue] = {}
        gone: set[str] = set()
        for one in edits:
            if one.field == "attribute" and one.after is None:
                gone.add(one.name)
            elif one.field == "attribute":
                values[one.name] = one.after  # type: ignore[assignment]
            elif one.field == "entity":
                fields["entity"] = self._entity(str(one.after or ""), mark)
            else:
                fields[one.field] = str(one.after or "")
        if values or gone:
            label = self._project.scheme.label(fields.get("label", mark.label))
            kept = {
                name: value
                for name, value in mark.attributes.items()
                if name not in gone and label.attribute(name) is not None
            }
            fields["attributes"] = {**kept, **values}
        return fields

    def _entity(self, name: str, mark: Annotation) -> str:
        """The uid of the entity of that name or alias; made when there is none; "" for no name."""
        if not name:
            return ""
        found = [
            one
            for one in self._project.entities.match(name)
            if folded(name) in {folded(each) for each in (one.name, *one.aliases)}
        ]
        exact = [one for one in found if one.name == name]
        if found:
            return (exact or found)[0].uid
        return self._project.entities.add(name).uid

    def _as_before(self, mark: Annotation, edit: Edit) -> bool:
        if edit.field == "attribute":
            return mark.attributes.get(edit.name) == edit.before
        if edit.field == "label":
            return mark.label == edit.before
        if edit.field == "note":
            return (mark.note or None) == edit.before
        name = self._project.entities.get(mark.entity).name if mark.entity else None
        return name == edit.before

    def article(self, uid: str, edits: Sequence[Edit]) -> None:
        """The edits of one article's variables and status."""
        key = self._project.articles.find(uid=uid)
        if key is None:
            self._refuse(edits, "This article is not in the project any more.")
            return
        for one in edits:
            now: object = (
                self._project.articles.get(key).status
                if one.field == "status"
                else self._project.articles.variables(key).get(one.name)
            )
            if now != one.before:
                self._refuse([one], _CHANGED)
                continue
            try:
                if one.field == "status":
                    self._project.articles.set_status(key, one.after)  # type: ignore[arg-type]
                else:
                    self._project.articles.set_variable(key, one.name, one.after)
            except AnnotatorError as error:
                self._refuse([one], error.sentence)
            else:
                self.taken += 1

    def delete(self, uids: Sequence[str]) -> int:
        """Delete annotations; gives how many there were."""
        found = [self._project.annotations.find(uid) for uid in uids]
        keys = [key for key in found if key is not None]
        if keys:
            self._project.annotations.delete(keys)
        return len(keys)

    def _refuse(self, edits: Iterable[Edit], why: str) -> None:
        self.problems += [
            Problem(file="", record=one.record, message=f"{one.name or one.field}: {why}") for one in edits
        ]
