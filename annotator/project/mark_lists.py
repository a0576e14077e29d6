"""Lists of marks over the whole project: which, in what order, what each line shows, and edits of many."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.errors import SchemeError
from annotator.model.annotation import AnnotationId
from annotator.model.filters import EditPreview, MarkEdit, MarkFilter, MarkLine
from annotator.model.scheme import value_problem
from annotator.project.core import Core
from annotator.store import bulk, lists, writing
from annotator.store.lists import MarksAsked


class MarkLists:
    """What can be asked of, and done to, many marks."""

    _core: Core

    def ids(
        self, where: MarkFilter | None = None, *, order: str = "place", most: int = 0
    ) -> list[AnnotationId]:
        """Ids of the marks that the filter takes, the first `most` or all (0), in the order of "place" or of
        a column of `MARK_COLUMNS`; "-" before it turns it round.
        """
        asked = MarksAsked(where or MarkFilter(), self._core.scheme)
        with self._core.read() as view:
            return [AnnotationId(key) for key in lists.mark_ids(view, asked, order, most=most)]

    def count(self, where: MarkFilter | None = None) -> int:
        """How many marks the filter takes."""
        asked = MarksAsked(where or MarkFilter(), self._core.scheme)
        with self._core.read() as view:
            return lists.mark_count(view, asked)

    def lines(self, ids: Sequence[AnnotationId]) -> list[MarkLine]:
        """What the table shows of these marks, in the order of `ids`."""
        with self._core.read() as view:
            return lists.mark_lines(view, ids)

    def preview_edit(self, ids: Sequence[AnnotationId], edit: MarkEdit) -> EditPreview:
        """What an edit of many marks would do. Raises `SchemeError` for names or values there are not."""
        self._check(edit)
        with self._core.read() as view:
            return bulk.plan_edit(view, ids, edit, self._core.scheme).preview

    def edit_many(self, ids: Sequence[AnnotationId], edit: MarkEdit) -> EditPreview:
        """Change many marks as one step of Undo; gives what was done. Marks whose label does not have the
        attribute, or no entity, stay as they are. Raises `SchemeError`, or the `FileError` of the commit.
        """
        self._check(edit)
        with self._core.write(_name_of(edit, len(ids))) as at:
            plan = bulk.plan_edit(at.view, ids, edit, self._core.scheme)
            if edit.delete:
                writing.delete_annotations(at, ids)
            else:
                bulk.carry_out(at, plan)
        return plan.preview

    def _check(self, edit: MarkEdit) -> None:
        scheme = self._core.scheme
        if edit.label is not None:
            scheme.label(edit.label)
        if edit.attribute is not None:
            known = [one.attribute(edit.attribute) for one in scheme.labels]
            found = [one for one in known if one is not None]
            if not found:
                raise SchemeError(f"There is no attribute “{edit.attribute}” in the scheme.")
            problems = [value_problem(one, edit.value) for one in found if edit.value is not None]
            if problems and all(problems):
                raise SchemeError(problems[0][0].upper() + problems[0][1:] + ".")
        if edit.entity:
            with self._core.read() as view:
                if edit.entity not in view.names.entity_ids:
                    raise SchemeError("This entity is not in the project any more. Choose another one.")


def _name_of(edit: MarkEdit, count: int) -> str:
    if edit.delete:
        return f"Delete {count} marks"
    parts = {
        "label": edit.label,
        edit.attribute or "attribute": edit.attribute,
        "entity": edit.entity,
        "note": edit.note,
    }
    what = ", ".join(name for name, value in parts.items() if value is not None)
    return f"Set {what} of {count} marks"
