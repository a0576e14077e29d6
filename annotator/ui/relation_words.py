"""Who says what about whom: the relations of a mark as short lines that people read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from annotator.model.annotation import Annotation, Relation
from annotator.ui.words import capital

#: How a relation reads from its head, and from its tail; others read by their names.
_FROM_HEAD: Final = {
    "attributes": "says",
    "made_by": "made by",
    "addressed_to": "addressed to",
    "affects": "about",
    "target": "about",
    "holder": "held by",
    "relays": "relays",
}
_FROM_TAIL: Final = {
    "attributes": "source",
    "made_by": "makes the claim",
    "addressed_to": "is addressed by",
    "affects": "is affected by",
    "target": "sentiment",
    "holder": "holds",
    "relays": "relayed by",
    "supports": "supported by",
    "contradicts": "contradicted by",
}

#: Order of the lines of one mark.
_ORDER: Final = ("attributes", "relays", "made_by", "addressed_to", "affects", "holder", "target")


class Line(NamedTuple):
    """One line: a lead in words, the mark it leads to, and what follows.

    `relation` is the relation itself where the line is about one that begins or ends here, so that it
    may be changed; None where it stands one step further on. `beyond` is a second mark, after an arrow.
    """

    lead: str
    mark: Annotation
    relation: Relation | None = None
    beyond: Annotation | None = None


def tail_words(kind: str) -> str:
    """How a relation reads from its tail: "source" for `attributes`; others by their names."""
    return _FROM_TAIL.get(kind) or f"{capital(kind).lower()}, from"


def relation_lines(
    mark: Annotation, annotations: Sequence[Annotation], relations: Sequence[Relation]
) -> list[Line]:
    """The lines of a mark, its own relations first, then what stands one step further on."""
    marks = {one.uid: one for one in annotations}
    own = sorted((one for one in relations if mark.uid in (one.head, one.tail)), key=_rank)
    lines = [line for one in own if (line := _own(mark, one, marks))]
    shown = {mark.uid} | {line.mark.uid for line in lines}
    further = [line for line in _further(mark, lines, marks, relations) if line.mark.uid not in shown]
    return lines + further


def _own(mark: Annotation, relation: Relation, marks: Mapping[str, Annotation]) -> Line | None:
    from_head = relation.head == mark.uid
    other = marks.get(relation.tail if from_head else relation.head)
    onwards = _FROM_HEAD.get(relation.type) or capital(relation.type).lower()
    return Line(onwards if from_head else tail_words(relation.type), other, relation) if other else None


def _further(
    mark: Annotation, own: Sequence[Line], marks: Mapping[str, Annotation], relations: Sequence[Relation]
) -> Iterator[Line]:
    sources = {line.mark.uid for line in own if line.relation and line.relation.type == "attributes"}
    for one in relations:
        if one.type == "relays" and one.tail in sources and one.head in marks:
            yield Line("relayed by", marks[one.head])
    for one in relations:
        head, tail = marks.get(one.head), marks.get(one.tail)
        if one.type == "target" and head and tail and _inside(head, mark):
            yield Line("sentiment", head, beyond=tail)


def _inside(inner: Annotation, outer: Annotation) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and inner.uid != outer.uid


def _rank(relation: Relation) -> tuple[int, str]:
    place = _ORDER.index(relation.type) if relation.type in _ORDER else len(_ORDER)
    return place, relation.created
