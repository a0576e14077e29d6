"""The annotations and relations on the canvas: which lie where, which are shown, which come next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence

from annotator.model.annotation import Annotation, Relation, Span, span_order
from annotator.ui.canvas.index import IntervalIndex, SortedIntervals

_Order = tuple[int, int, str]


class Marks:
    """Annotations by uid with an index of their fragments, and relations by uid and by end.

    Those given at first are kept as they came, sorted; what is added, changed or removed later is noted
    apart, so that neither costs more where there are many. Changes return the stretches (code points,
    half-open) whose picture they change. `labels` and `coders` filter what is shown; None shows all.
    """

    def __init__(self, annotations: Sequence[Annotation] = (), relations: Iterable[Relation] = ()) -> None:
        self.annotations: dict[str, Annotation] = {}
        self.relations: dict[str, Relation] = {}
        self.labels: frozenset[str] | None = None
        self.coders: frozenset[str] | None = None
        self._later: IntervalIndex[str] = IntervalIndex()
        self._gone: set[str] = set()
        self._links: IntervalIndex[str] = IntervalIndex()
        self._hulls: dict[str, tuple[int, int]] = {}
        self._gaps: IntervalIndex[str] = IntervalIndex()
        self._ends: dict[str, set[str]] = {}
        self._ordered: list[_Order] | None = None
        self._shown: list[_Order] | None = None
        self._fill(annotations)
        for relation in relations:
            self.put_relation(relation)

    def _fill(self, annotations: Sequence[Annotation]) -> None:
        """Take all in at once, touching each but once: there may be very many."""
        starts: list[int] = []
        ends: list[int] = []
        several: list[Annotation] = []
        held = self.annotations
        for one in annotations:
            fragments = one.fragments
            starts.append(fragments[0][0])
            ends.append(fragments[-1][1])
            held[one.uid] = one
            if len(fragments) > 1:
                several.append(one)
        if starts != sorted(starts):  # quicker than looking: what is sorted is sorted in one go
            self._fill(sorted(annotations, key=span_order))
            return
        self._given = SortedIntervals(starts, ends, annotations)
        for one in several:
            self._tie(one)

    def is_shown(self, annotation: Annotation) -> bool:
        """Whether the filters let it through."""
        return (self.labels is None or annotation.label in self.labels) and (
            self.coders is None or annotation.coder in self.coders
        )

    def filter(self, labels: Iterable[str] | None, coders: Iterable[str] | None) -> None:
        """Show only these labels and coders; None for all."""
        self.labels = None if labels is None else frozenset(labels)
        self.coders = None if coders is None else frozenset(coders)
        self._shown = None

    def put(self, annotation: Annotation) -> list[Span]:
        """Add an annotation, or change the one with its uid."""
        touched = self.remove(annotation.uid)
        order = self._order
        self.annotations[annotation.uid] = annotation
        self._later.add(annotation.start, annotation.end, annotation.uid)
        self._gone.add(annotation.uid)
        self._tie(annotation)
        insort(order, _order(annotation))
        self._shown = None
        self._relink(annotation.uid)
        return touched + list(annotation.fragments)

    def remove(self, uid: str) -> list[Span]:
        """Take an annotation away; nothing when there is none."""
        order = self._order
        old = self.annotations.pop(uid, None)
        if old is None:
            return []
        if uid in self._gone:
            self._later.remove(old.start, old.end, uid)
        self._gone.add(uid)
        for (_, end), (start, _) in zip(old.fragments, old.fragments[1:], strict=False):
            self._gaps.remove(end, start, uid)
        for link in self._ends.get(uid, ()):
            self._unlink(link)
        del order[bisect_left(order, _order(old))]
        self._shown = None
        return list(old.fragments)

    def _tie(self, annotation: Annotation) -> None:
        """Index the gaps between its fragments, over which it is joined by threads."""
        for (_, end), (start, _) in zip(annotation.fragments, annotation.fragments[1:], strict=False):
            self._gaps.add(end, start, annotation.uid)

    def has_gaps(self) -> bool:
        """Whether any annotation has several fragments."""
        return len(self._gaps) > 0

    def gaps_across(self, start: int, end: int) -> list[tuple[str, int, int]]:
        """The gaps between fragments of shown annotations in the stretch: uid, where it begins and ends."""
        return [
            (entry.key, entry.start, entry.end)
            for entry in self._gaps.touching(start, end)
            if self.is_shown(self.annotations[entry.key])
        ]

    def replace(self, annotations: Sequence[Annotation], relations: Sequence[Relation]) -> list[Span]:
        """Hold just these from now on; only what differs is touched."""
        touched: list[Span] = []
        wanted = {one.uid: one for one in annotations}
        for uid in [uid for uid in self.annotations if uid not in wanted]:
            touched += self.remove(uid)
        for uid, one in wanted.items():
            held = self.annotations.get(uid)
            if held is not one and held != one:
                touched += self.put(one)
        links = {one.uid: one for one in relations}
        for uid in [uid for uid in self.relations if uid not in links]:
            touched += self.remove_relation(uid)
        for uid, link in links.items():
            if self.relations.get(uid) != link:
                touched += self.put_relation(link)
        return touched

    def put_relation(self, relation: Relation) -> list[Span]:
        """Add a relation, or change the one with its uid."""
        touched = self.remove_relation(relation.uid)
        self.relations[relation.uid] = relation
        for end in (relation.head, relation.tail):
            self._ends.setdefault(end, set()).add(relation.uid)
        self._link(relation)
        return touched + self._anchors(relation)

    def remove_relation(self, uid: str) -> list[Span]:
        """Take a relation away; nothing when there is none."""
        old = self.relations.pop(uid, None)
        if old is None:
            return []
        for end in (old.head, old.tail):
            self._ends[end].discard(uid)
        self._unlink(uid)
        return self._anchors(old)

    def _relink(self, uid: str) -> None:
        """An end moved: the stretches of its relations move with it."""
        for link in self._ends.get(uid, ()):
            self._unlink(link)
            self._link(self.relations[link])

    def _link(self, relation: Relation) -> None:
        """Index the stretch between the starts of both ends; nothing while one of them is missing."""
        head, tail = self.annotations.get(relation.head), self.annotations.get(relation.tail)
        if head is not None and tail is not None:
            hull = min(head.start, tail.start), max(head.start, tail.start) + 1
            self._hulls[relation.uid] = hull
            self._links.add(*hull, relation.uid)

    def _unlink(self, uid: str) -> None:
        hull = self._hulls.pop(uid, None)
        if hull is not None:
            self._links.remove(*hull, uid)

    def _anchors(self, relation: Relation) -> list[Span]:
        ends = (self.annotations.get(relation.head), self.annotations.get(relation.tail))
        return [Span(end.start, end.start + 1) for end in ends if end is not None]

    def is_linked(self, uid: str) -> bool:
        """Whether the annotation is an end of a relation."""
        return bool(self._ends.get(uid))

    def relations_of(self, uid: str) -> list[Relation]:
        """The relations that begin or end at the annotation."""
        return [self.relations[one] for one in sorted(self._ends.get(uid, ()))]

    def relations_across(self, start: int, end: int) -> list[Relation]:
        """The relations that have an end in the stretch or pass it by."""
        return [self.relations[entry.key] for entry in self._links.touching(start, end)]

    @property
    def _order(self) -> list[_Order]:
        """All annotations in text order; made when first asked for."""
        if self._ordered is None:
            self._ordered = sorted(_order(one) for one in self.annotations.values())
        return self._ordered

    def touching(self, start: int, end: int) -> dict[str, list[Span]]:
        """The shown annotations that touch the stretch: uid → their fragments in it, whole, in order."""
        found: dict[str, list[Span]] = {}
        for annotation in self._hulls_touching(start, end):
            spans = [one for one in annotation.fragments if one[0] < end and one[1] > start]
            if spans and self.is_shown(annotation):
                found[annotation.uid] = spans
        return found

    def _hulls_touching(self, start: int, end: int) -> Iterator[Annotation]:
        """Those given at first and not changed since, then those that came later."""
        for one in self._given.touching(start, end):
            if one.uid not in self._gone:
                yield one
        for entry in self._later.touching(start, end):
            yield self.annotations[entry.key]

    def order(self) -> list[tuple[int, int, str]]:
        """The shown annotations as (start, end, uid), in text order."""
        if self._shown is None:
            if self.labels is None and self.coders is None:
                return self._order
            self._shown = [one for one in self._order if self.is_shown(self.annotations[one[2]])]
        return self._shown

    def count(self) -> int:
        """How many annotations are shown."""
        return len(self.annotations) if self.labels is None and self.coders is None else len(self.order())

    def place(self, uid: str) -> tuple[int, int]:
        """Which of the shown annotations it is, from 1, and of how many; (0, n) when it is not shown."""
        order = self.order()
        at = bisect_left(order, _order(self.annotations[uid]))
        held = at < len(order) and order[at][2] == uid
        return (at + 1 if held else 0), len(order)

    def after(self, cp: int, uid: str = "") -> str:
        """The shown annotation after `uid`, or the first that starts at or after `cp`; wraps, "" if none."""
        order = self.order()
        if not order:
            return ""
        if uid in self.annotations:
            return order[bisect_right(order, _order(self.annotations[uid])) % len(order)][2]
        return order[bisect_left(order, (cp, 0, "")) % len(order)][2]

    def before(self, cp: int, uid: str = "") -> str:
        """The shown annotation before `uid`, or the last that starts before `cp`; wraps, "" if none."""
        order = self.order()
        if not order:
            return ""
        mark = _order(self.annotations[uid]) if uid in self.annotations else (cp, 0, "")
        return order[bisect_left(order, mark) - 1][2]


def _order(annotation: Annotation) -> _Order:
    return annotation.fragments[0][0], annotation.fragments[-1][1], annotation.uid
