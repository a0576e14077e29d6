"""Changes of the scheme that marks feel: shown before they happen, done as one command; and versions."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from annotator.errors import SchemeError
from annotator.model.annotation import AnnotationId
from annotator.model.scheme import Scheme
from annotator.model.scheme_changes import (
    EditScheme,
    MergeLabels,
    Preview,
    ReplaceValues,
    SchemeChange,
    SplitLabel,
    Version,
)
from annotator.model.scheme_differences import Difference, differences
from annotator.model.scheme_joining import identified
from annotator.project.core import Core
from annotator.project.scheme_planning import Plan, plan
from annotator.store import scheme_marks, writing
from annotator.store.writing import Writing


class SchemeChanges:
    """The ways to change the scheme of a project. Nothing is lost without being listed first."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def preview(self, change: SchemeChange) -> Preview:
        """What the change would do. Raises `SchemeError` when it speaks of what is not there."""
        with self._core.read() as view:
            return plan(view, self._core.scheme, change).preview

    def apply(self, change: SchemeChange, *, name: str = "") -> Preview:
        """Do it, as one step of Undo; gives what was done. Raises `SchemeError` when the scheme would be
        broken, or when a value has no place in it any more and nobody said what becomes of it.
        """
        with self._core.write(name or command_name(change)) as at:
            made = plan(at.view, self._core.scheme, change)
            _refuse_open(made.preview)
            self._carry_out(at, made)
        return made.preview

    def _carry_out(self, at: Writing, made: Plan) -> None:
        """What is new comes first and what is gone goes last: marks always have a label."""
        before, after = made.preview.before, identified(made.preview.after)
        changed = after != before
        after = msgspec.structs.replace(after, version=before.version + 1)
        if changed:
            writing.write_scheme_items(at, after, keep_gone=True)
            at.names.reload(at.recorder.connection)
        ids, moment = at.names.label_ids, at.recorder.at
        marks: dict[int, dict[str, object]] = {}
        for label, attributes, keys in made.marks:
            row = {"label_id": ids[label], "attributes": attributes, "modified": moment}
            marks |= dict.fromkeys(keys, row)
        scheme_marks.rewrite(at, "annotation", marks)
        scheme_marks.rewrite(at, "variable_value", {key: {"value": one} for key, one in made.values.items()})
        scheme_marks.delete_values(at, made.gone_values)
        writing.delete_relations(at, made.gone_relations)
        if changed:
            writing.write_scheme_rows(at, after)
            at.names.reload(at.recorder.connection)
            self._core.scheme_grew(after)

    # ------------------------------------------------------------------ versions

    def versions(self) -> list[Version]:
        """Every version of the codebook, newest first."""
        with self._core.read() as view:
            return scheme_marks.versions(view)

    def version(self, number: int) -> Scheme:
        """The scheme as it was. Raises `SchemeError` when the file does not keep that version."""
        with self._core.read() as view:
            found = scheme_marks.scheme_of_version(view, number)
        if found is None:
            raise SchemeError(f"Version {number} of the codebook is not in this file.")
        return found

    def compare(self, before: int, after: int) -> list[Difference]:
        """What version `after` does differently from version `before`. Raises `SchemeError`."""
        return differences(self.version(before), self.version(after))

    # ------------------------------------------------------------------ re-checks

    def to_recheck(self) -> dict[str, list[AnnotationId]]:
        """By label the marks that were made before its rules changed; labels without any are left out."""
        found: dict[str, list[AnnotationId]] = {}
        with self._core.read() as view:
            for label in self._core.scheme.labels:
                if label.since:
                    marks = scheme_marks.marks_before(view, view.names.label_ids[label.name], label.since)
                    if marks:
                        found[label.name] = marks
        return found

    def rechecked(self, marks: Sequence[AnnotationId]) -> int:
        """Say that these marks hold under the present rules; gives how many were waiting for that."""
        name = "Re-check mark" if len(marks) == 1 else f"Re-check {len(marks)} marks"
        with self._core.write(name) as at:
            return scheme_marks.take_version(at, marks)


def command_name(change: SchemeChange) -> str:
    """What the Undo menu calls the change."""
    if isinstance(change, MergeLabels):
        return f"Merge {', '.join(change.labels)} into {change.into}"
    if isinstance(change, SplitLabel):
        return f"Split {change.label}"
    if isinstance(change, ReplaceValues):
        return "Replace values"
    assert isinstance(change, EditScheme)
    return "Edit scheme"


def _refuse_open(preview: Preview) -> None:
    if preview.problems:
        words = "; ".join(preview.problems)
        raise SchemeError(f"The scheme cannot be used: {words}. Nothing was changed.")
    for one in preview.open:
        some = ", ".join(f"“{word}”" for word in list(one.counts)[:5])
        raise SchemeError(
            f"“{one.name}” has no place for {some}, which marks have. Say what becomes of them. "
            "Nothing was changed."
        )
