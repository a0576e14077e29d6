"""What is still to be done in an article: required parts that its marks and relations do not have yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotator.model.annotation import Annotation, Relation
from annotator.model.needs import NEEDS, Need
from annotator.model.scheme import Attribute, Scheme, applies


class Todo(NamedTuple):
    """One thing to do about one mark, in words that follow on the label: "has no source"."""

    uid: str
    label: str
    lack: str
    start: int


def todos(scheme: Scheme, annotations: Sequence[Annotation], relations: Sequence[Relation]) -> list[Todo]:
    """Everything to be done, in text order."""
    linked = {(one.type, end, getattr(one, end)) for one in relations for end in ("head", "tail")}
    kinds = {one.name for one in scheme.relation_types if one.active}
    needs: dict[str, list[Need]] = {}
    for need in NEEDS:
        if need.kind in kinds:
            needs.setdefault(need.label, []).append(need)
    required = {label.name: [one for one in label.attributes if one.required] for label in scheme.labels}
    found: list[Todo] = []
    for mark in annotations:
        if mark.label in needs or required.get(mark.label):
            lacks = [
                *_lacking_relations(mark, needs.get(mark.label, ()), linked),
                *_lacking_values(mark, required.get(mark.label, ())),
            ]
            found += [Todo(mark.uid, mark.label, lack, mark.start) for lack in lacks]
    return found


def _lacking_relations(
    mark: Annotation, needs: Sequence[Need], linked: set[tuple[str, str, str]]
) -> Iterator[str]:
    for need in needs:
        excused = need.attribute and mark.attributes.get(need.attribute) == need.but
        if not excused and (need.kind, need.end, mark.uid) not in linked:
            yield need.lack


def _lacking_values(mark: Annotation, required: Iterable[Attribute]) -> Iterator[str]:
    for attribute in required:
        if attribute.name not in mark.attributes and applies(attribute, mark.attributes):
            yield f"has no {attribute.name}"
