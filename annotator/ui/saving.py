"""Writing one mark as it should be into the project, and trying several that wait."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from annotator.errors import AnnotatorError, FileError
from annotator.model.annotation import Annotation
from annotator.model.scheme import Attribute, Scheme, Value
from annotator.ui.unsaved import Pending

if TYPE_CHECKING:
    from annotator.project import Project


class Outcome(NamedTuple):
    """What became of marks that waited: saved, refused for good (each with the reason), or stopped by a
    failure of the file.
    """

    saved: list[Pending]
    refused: list[tuple[Pending, AnnotatorError]]
    failure: AnnotatorError | None


def commit(project: Project, pending: Pending) -> None:
    """Write one mark as one command. Raises what the project raises; nothing is written then."""
    mark = pending.mark
    with project.command(pending.command):
        _grow_lists(project, mark)
        if mark.id:
            project.annotations.edit(
                mark.id,
                label=mark.label,
                fragments=mark.fragments,
                attributes=mark.attributes,
                entity=mark.entity,
                note=mark.note,
            )
        else:
            project.annotations.add(
                mark.article,
                mark.label,
                mark.fragments,
                attributes=mark.attributes,
                entity=mark.entity,
                note=mark.note,
                uid=mark.uid,
            )


def commit_again(project: Project, waiting: Sequence[Pending]) -> Outcome:
    """Try marks that could not be saved before, in order, up to the first failure of the file.

    A mark whose earlier commit went through though it was reported as failed is changed, not added twice.
    """
    outcome = Outcome([], [], None)
    for pending in waiting:
        try:
            commit(project, stored(project, pending))
        except (FileError, OSError) as error:
            return outcome._replace(failure=in_words(error))
        except AnnotatorError as error:
            outcome.refused.append((pending, error))
        else:
            outcome.saved.append(pending)
    return outcome


def stored(project: Project, pending: Pending) -> Pending:
    """The mark with the id it has in the file by now, if any."""
    known = None if pending.mark.id else project.annotations.find(pending.mark.uid)
    return (
        pending if known is None else pending._replace(mark=msgspec.structs.replace(pending.mark, id=known))
    )


def in_words(error: AnnotatorError | OSError) -> AnnotatorError:
    """A failure of the file as one that people can read."""
    if isinstance(error, AnnotatorError):
        return error
    return FileError(
        "The last change could not be saved. It stays on the screen and is tried again.", detail=str(error)
    )


def _grow_lists(project: Project, mark: Annotation) -> None:
    grown = grown_scheme(project.scheme, mark)
    if grown != project.scheme:
        project.change_scheme(grown)


def grown_scheme(scheme: Scheme, mark: Annotation) -> Scheme:
    """The scheme with the mark's new values of growing lists added; the same scheme when there is none."""
    labels = [
        msgspec.structs.replace(label, attributes=[_grown(one, mark) for one in label.attributes])
        if label.name == mark.label
        else label
        for label in scheme.labels
    ]
    return msgspec.structs.replace(scheme, labels=labels)


def _grown(attribute: Attribute, mark: Annotation) -> Attribute:
    value = mark.attributes.get(attribute.name)
    if not attribute.grows or value is None:
        return attribute
    known = {one.name for one in attribute.values}
    new = [one for one in (value if isinstance(value, list) else [str(value)]) if one not in known]
    return msgspec.structs.replace(attribute, values=[*attribute.values, *(Value(name=one) for one in new)])
