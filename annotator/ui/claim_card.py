"""The claim card without its window: the fields that the scheme gives a mark, and how they are filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from annotator.model.annotation import Annotation, Relation, Span
from annotator.model.scheme import RelationType, Scheme
from annotator.ui.relation_words import tail_words
from annotator.ui.words import capital

if TYPE_CHECKING:
    from annotator.project import Project


class Slot(NamedTuple):
    """One field of a card.

    A "mark" field holds the other end of a relation `kind` of the mark `owner`, which is its head where
    `outward`. A "part" holds a mark inside the card's own mark that has fields of its own (a sentiment in
    a claim). A "cue" holds the reporting word of `relation`. `labels` are those that fit, the first being
    the one that selected text gets; a cue has none. `relation` and `mark` are None while the field is empty.
    """

    role: Literal["mark", "part", "cue"]
    name: str
    kind: str
    owner: str
    outward: bool
    labels: tuple[str, ...]
    depth: int = 0
    relation: Relation | None = None
    mark: Annotation | None = None

    @property
    def place(self) -> tuple[str, ...]:
        """What stays the same about the field when it is filled."""
        return self.role, self.kind, self.owner, "head" if self.outward else "tail"

    @property
    def filled(self) -> bool:
        """Whether it holds something."""
        if self.role == "cue":
            return self.relation is not None and self.relation.cue is not None
        return self.mark is not None


def slots(
    scheme: Scheme, mark: Annotation, annotations: Sequence[Annotation], relations: Sequence[Relation]
) -> list[Slot]:
    """The fields of the card of a mark: who it comes from, whom it is about, and what lies inside it.

    A relation type that can point at the mark's label alone is a field. One that may as well point at
    other labels (target: actor, claim or source) makes its head a part, with a field for what it points to.
    """
    return list(_Card(scheme, annotations, relations).of(mark))


class _Card:
    def __init__(
        self, scheme: Scheme, annotations: Sequence[Annotation], relations: Sequence[Relation]
    ) -> None:
        self._annotations, self._relations = annotations, relations
        self._marks = {one.uid: one for one in annotations}
        self._usable = {one.name for one in scheme.active_labels()}
        self._types = [one for one in scheme.relation_types if one.active]

    def of(self, mark: Annotation) -> Iterator[Slot]:
        """All fields of a mark."""
        parts: dict[str, RelationType] = {}
        for type_ in self._types:
            if mark.label not in type_.tails:
                continue
            if len(set(type_.tails)) == 1 or mark.label in type_.heads:
                yield from self._fields(type_, mark, outward=False)
            else:
                parts |= {head: type_ for head in type_.heads if head in self._usable and head not in parts}
        yield from self._outward(mark, depth=0)
        for label, type_ in parts.items():
            yield from self._parts(label, type_, mark)

    def _outward(self, mark: Annotation, depth: int) -> Iterator[Slot]:
        for type_ in self._types:
            if mark.label in type_.heads:
                yield from self._fields(type_, mark, outward=True, depth=depth)

    def _fields(
        self, type_: RelationType, owner: Annotation, *, outward: bool, depth: int = 0
    ) -> Iterator[Slot]:
        ends = type_.tails if outward else type_.heads
        labels = tuple(one for one in ends if one in self._usable)
        name = capital(type_.name) if outward else capital(tail_words(type_.name))
        empty = Slot("mark", name, type_.name, owner.uid, outward, labels, depth)
        held = [one for one in self._relations if one.type == type_.name and _end(one, outward) == owner.uid]
        if not held and labels:
            yield empty
        for relation in held:
            other = self._marks.get(relation.tail if outward else relation.head)
            if other is not None:
                yield empty._replace(relation=relation, mark=other)
                yield from self._below(type_, empty, relation, other)

    def _below(
        self, type_: RelationType, slot: Slot, relation: Relation, other: Annotation
    ) -> Iterator[Slot]:
        """The cue of a filled field, and who passed its mark on (relays: source → source)."""
        if type_.cue:
            yield Slot("cue", "Cue", type_.name, relation.uid, slot.outward, (), slot.depth + 1, relation)
        if slot.depth or slot.outward:
            return
        for chain in self._types:
            if other.label in chain.heads and other.label in chain.tails:
                yield from self._fields(chain, other, outward=False, depth=slot.depth + 1)

    def _parts(self, label: str, type_: RelationType, mark: Annotation) -> Iterator[Slot]:
        empty = Slot("part", capital(label), type_.name, mark.uid, False, (label,))
        found = False
        for one in self._annotations:
            link = next((r for r in self._relations if (r.head, r.tail) == (one.uid, mark.uid)), None)
            if one.label == label and (link is not None or _inside(one, mark)):
                found = True
                yield empty._replace(relation=link, mark=one)
                yield from self._outward(one, depth=1)
        if not found:
            yield empty


def _end(relation: Relation, outward: bool) -> str:
    return relation.head if outward else relation.tail


def _inside(inner: Annotation, outer: Annotation) -> bool:
    return inner.uid != outer.uid and outer.start <= inner.start and inner.end <= outer.end


def fitting(slot: Slot, held: Sequence[Slot], annotations: Sequence[Annotation]) -> list[str]:
    """The uids of the marks that the field may take, in text order; those it has already are left out."""
    taken = {one.mark.uid for one in held if one.place == slot.place and one.mark} | {slot.owner}
    return [one.uid for one in annotations if one.label in slot.labels and one.uid not in taken]


def beside(slot: Slot, held: Sequence[Slot], mark: Annotation) -> int:
    """The code point from which to look for what the field wants: a cue stands after one of its ends."""
    if slot.role != "cue":
        return mark.start
    ends = [one.mark for one in held if one.relation == slot.relation and one.mark]
    return min(one.end for one in (*ends, mark))


# ---------------------------------------------------------------------- filling


def take_mark(project: Project, slot: Slot, uid: str) -> None:
    """Put a mark of the article into the field, in place of what it holds; the cue is kept."""
    old = slot.relation if slot.role == "mark" else None
    if old is not None:
        project.relations.delete([old.id])
    head, tail = (slot.owner, uid) if slot.outward else (uid, slot.owner)
    cue, note = (old.cue, old.note) if old else (None, "")
    project.relations.add(slot.kind, head, tail, cue=cue, note=note)


def take_text(
    project: Project, slot: Slot, label: str, fragments: Sequence[Span], around: Annotation
) -> None:
    """Make a mark of some text and put it into the field. A part inside `around` needs no relation to it."""
    made = project.annotations.add(around.article, label, fragments)
    if slot.role != "part" or not _inside(made, around):
        take_mark(project, slot, made.uid)


def clear(project: Project, slot: Slot) -> None:
    """Empty the field: its relation goes and the mark stays; a part without a relation goes itself."""
    if slot.role == "cue" and slot.relation:
        project.relations.edit(slot.relation.id, cue=None)
    elif slot.relation:
        project.relations.delete([slot.relation.id])
    elif slot.mark:
        project.annotations.delete([slot.mark.id])
