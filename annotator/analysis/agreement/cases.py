"""What several coders made of the same stretches, relations and variables of one article, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final, Literal

import msgspec

from annotator.analysis.agreement.matching import length_of, match_any
from annotator.model.annotation import Annotation, AttributeValue, Relation, span_order

#: How coders can differ, the gravest first; "same" at last.
Kind = Literal["only", "label", "type", "boundary", "value", "attribute", "entity", "cue", "same"]
KINDS: Final[tuple[Kind, ...]] = (
    *("only", "label", "type", "boundary", "value", "attribute", "entity", "cue", "same"),
)


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """What the coders made of one stretch of text: coder → mark, at most one of each.

    `kind` is the gravest difference: "only" some of them marked it, another label, boundary, attribute or
    entity, or none ("same"). `attributes` names the attributes that differ.
    """

    kind: Kind
    marks: dict[str, Annotation]
    attributes: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """The first code point that any of the marks covers."""
        return min(one.start for one in self.marks.values())

    @property
    def end(self) -> int:
        """One past the last code point that any of the marks covers."""
        return max(one.end for one in self.marks.values())

    @property
    def uids(self) -> frozenset[str]:
        """The uids of the marks."""
        return frozenset(one.uid for one in self.marks.values())


class RelationCase(msgspec.Struct, frozen=True, kw_only=True):
    """What the coders made of the link between two stretches: coder → relation.

    `kind` is "only" (some of them linked them), "type", "cue" or "same".
    """

    kind: Kind
    relations: dict[str, Relation]

    @property
    def uids(self) -> frozenset[str]:
        """The uids of the relations."""
        return frozenset(one.uid for one in self.relations.values())


class VariableCase(msgspec.Struct, frozen=True, kw_only=True):
    """What the coders gave as the value of one article variable: "only" some of them, "value" or "same"."""

    kind: Kind
    name: str
    values: dict[str, AttributeValue]


def cases(marks: Collection[Annotation], coders: Sequence[str]) -> list[Case]:
    """How these coders' marks of one article meet, in the order of the text; each mark is in one case.

    Two coders' marks are paired as `match_any` does; of more coders, the pairs that are most alike (same
    label, then characters shared / characters covered) come together first. Suggestions are left out.
    """
    ordered = sorted((one for one in marks if not one.suggested), key=span_order)
    own = {coder: [one for one in ordered if one.coder == coder] for coder in coders}
    groups: dict[str, dict[str, Annotation]] = {
        one.uid: {coder: one} for coder, some in own.items() for one in some
    }
    for first, second in _links(own):
        ours, theirs = groups[first], groups[second]
        if ours is not theirs and not ours.keys() & theirs.keys():
            ours |= theirs
            for one in theirs.values():
                groups[one.uid] = ours
    found = {id(group): group for group in groups.values()}
    made = [
        _case({name: group[name] for name in coders if name in group}, coders) for group in found.values()
    ]
    return sorted(made, key=lambda one: (one.start, one.end, min(one.uids)))


def _links(own: Mapping[str, Sequence[Annotation]]) -> list[tuple[str, str]]:
    """The pairs of marks that belong together, the most alike first."""
    found = []
    for first, second in combinations(own, 2):
        for match in match_any(own[first], own[second]):
            one, other = own[first][match.first], own[second][match.second]
            covered = length_of(one.fragments) + length_of(other.fragments) - match.shared
            likeness = match.shared / covered
            found.append((one.label != other.label, -likeness, one.start, one.uid, other.uid))
    return [(one, other) for *_, one, other in sorted(found)]


def _case(marks: dict[str, Annotation], coders: Sequence[str]) -> Case:
    some = list(marks.values())
    names = sorted({name for one in some for name in one.attributes})
    other = tuple(name for name in names if not _equal(_plain(one.attributes.get(name)) for one in some))
    differing: dict[Kind, bool] = {
        "only": len(marks) < len(coders),
        "label": not _equal(one.label for one in some),
        "boundary": not _equal(one.fragments for one in some),
        "attribute": bool(other),
        "entity": not _equal(one.entity for one in some),
    }
    return Case(kind=_gravest(differing), marks=marks, attributes=other)


def relation_cases(
    relations: Collection[Relation], found: Iterable[Case], coders: Sequence[str]
) -> list[RelationCase]:
    """How these coders' relations of one article meet: those whose ends meet in `found`, same types first."""
    place = {uid: str(number) for number, case in enumerate(found) for uid in case.uids}
    between: dict[tuple[str, str], list[Relation]] = defaultdict(list)
    for one in relations:
        if one.coder in coders:
            between[place.get(one.head, one.head), place.get(one.tail, one.tail)].append(one)
    made = [_relation_case(group, coders) for some in between.values() for group in _together(some)]
    return sorted(made, key=lambda one: min(one.uids))


def _together(relations: Sequence[Relation]) -> list[dict[str, Relation]]:
    """Relations between the same ends in groups of at most one for each coder, equal types together."""
    groups: list[dict[str, Relation]] = []
    for one in sorted(relations, key=lambda one: (one.type, one.coder, one.uid)):
        fitting = (
            group
            for group in groups
            if one.coder not in group and any(other.type == one.type for other in group.values())
        )
        room = next(fitting, None)
        if room is None:
            groups.append({one.coder: one})
        else:
            room[one.coder] = one
    joined: list[dict[str, Relation]] = []
    for group in sorted(groups, key=len, reverse=True):
        free = next((other for other in joined if not other.keys() & group.keys()), None)
        if free is None:
            joined.append(group)
        else:
            free |= group
    return joined


def _relation_case(group: dict[str, Relation], coders: Sequence[str]) -> RelationCase:
    some = list(group.values())
    differing: dict[Kind, bool] = {
        "only": len(group) < len(coders),
        "type": not _equal(one.type for one in some),
        "cue": not _equal(one.cue for one in some),
    }
    ordered = {name: group[name] for name in coders if name in group}
    return RelationCase(kind=_gravest(differing), relations=ordered)


def variable_cases(
    values: Mapping[str, Mapping[str, AttributeValue]], coders: Sequence[str]
) -> list[VariableCase]:
    """How the coders' article variables (coder → name → value) meet, by name."""
    names = sorted({name for coder in coders for name in values.get(coder, {})})
    made = []
    for name in names:
        given = {coder: values[coder][name] for coder in coders if name in values.get(coder, {})}
        differing: dict[Kind, bool] = {
            "only": len(given) < len(coders),
            "value": not _equal(_plain(one) for one in given.values()),
        }
        made.append(VariableCase(kind=_gravest(differing), name=name, values=given))
    return made


AnyCase = Case | RelationCase | VariableCase


def case_key(case: AnyCase) -> str:
    """What names a case within its article: the first of its uids, or the variable's name."""
    return f"variable {case.name}" if isinstance(case, VariableCase) else min(case.uids)


def case_sides(case: AnyCase) -> frozenset[str]:
    """What was compared, for the decision on it: uids, or each coder's value of the variable."""
    if not isinstance(case, VariableCase):
        return case.uids
    values = {coder: msgspec.json.encode(value).decode() for coder, value in case.values.items()}
    return frozenset(f"{case.name}\t{coder}\t{value}" for coder, value in values.items())


def _gravest(differing: Mapping[Kind, bool]) -> Kind:
    return next((kind for kind, differs in differing.items() if differs), "same")


def _equal(values: Iterable[Hashable]) -> bool:
    return len(set(values)) < 2


def _plain(value: AttributeValue | None) -> Hashable:
    """A value that can be compared; the order of several does not count, and a number is no truth."""
    if isinstance(value, list):
        return frozenset(value)
    return (isinstance(value, bool), value)
