"""A scheme derived from use: the labels, attributes, relations and variables that a file of data shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import msgspec

from annotator.model.annotation import AttributeValue
from annotator.model.scheme import Attribute, Kind, Label, RelationType, Scheme, Value

#: More distinct values, or longer ones, make a text attribute, not a value list.
_MOST_VALUES: Final = 60
_LONGEST_VALUE: Final = 80

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")

#: Light and dark colours for labels that come without one: eight hues that stay apart for the colour-blind.
COLOURS: Final = (
    ("#0072B2", "#5CB8FF"),
    ("#B36B00", "#F2B84B"),
    ("#00795A", "#4FD1A1"),
    ("#B8477F", "#F08BB4"),
    ("#6B4FB3", "#B9A3F5"),
    ("#A63D2F", "#F2907F"),
    ("#2F7D8C", "#74CFE0"),
    ("#6E7400", "#C9CF55"),
)


class Usage:
    """Collects what is used, then gives a scheme that allows it all."""

    def __init__(self) -> None:
        self._labels: dict[str, dict[str, _Values]] = {}
        self._entities: set[str] = set()
        self._relations: dict[str, tuple[dict[str, None], dict[str, None], list[bool]]] = {}
        self._variables: dict[str, _Values] = {}

    def annotation(
        self, label: str, attributes: Mapping[str, AttributeValue] | None = None, *, entity: bool = False
    ) -> None:
        """An annotation of that label was seen, with these attributes, linked to an entity or not."""
        known = self._labels.setdefault(label, {})
        for name, value in (attributes or {}).items():
            known.setdefault(name, _Values()).add(value)
        if entity:
            self._entities.add(label)

    def relation(self, kind: str, head: str, tail: str, *, cue: bool = False) -> None:
        """A relation of that type was seen between annotations of the labels `head` and `tail`."""
        heads, tails, cues = self._relations.setdefault(kind, ({}, {}, []))
        heads[head] = tails[tail] = None
        if cue and not cues:
            cues.append(True)

    def variable(self, name: str, value: AttributeValue) -> None:
        """An article had this value of this variable."""
        self._variables.setdefault(name, _Values()).add(value)

    def scheme(self, known: Scheme | None = None, *, name: str = "") -> Scheme:
        """`known`, and after it the labels, attributes, relation types and variables that it lacks.

        The values of attributes that `known` has are left as they are.
        """
        base = known or Scheme(name=name)
        labels = [_with_attributes(one, self._labels.get(one.name, {})) for one in base.labels]
        labels += self._new_labels({one.name for one in base.labels})
        return msgspec.structs.replace(
            base,
            labels=labels,
            relation_types=self._relation_types(base, {one.name for one in labels}),
            variables=[*base.variables, *_new_attributes(base.variables, self._variables)],
        )

    def _new_labels(self, taken: set[str]) -> list[Label]:
        fresh = [name for name in self._labels if name not in taken]
        return [
            Label(
                name=name,
                colour=COLOURS[place % len(COLOURS)][0],
                dark_colour=COLOURS[place % len(COLOURS)][1],
                attributes=_new_attributes([], self._labels[name]),
                entity=name in self._entities,
            )
            for place, name in enumerate(fresh, start=len(taken))
        ]

    def _relation_types(self, base: Scheme, labels: set[str]) -> list[RelationType]:
        taken = {one.name for one in base.relation_types}
        fresh = [
            RelationType(
                name=name,
                heads=[one for one in heads if one in labels],
                tails=[one for one in tails if one in labels],
                cue=bool(cues),
            )
            for name, (heads, tails, cues) in self._relations.items()
            if name not in taken
        ]
        return [*base.relation_types, *fresh]


class _Values:
    """The values seen of one attribute, as many as a value list may have."""

    def __init__(self) -> None:
        self.kinds: set[type] = set()
        self.seen: dict[str, None] = {}

    def add(self, value: AttributeValue) -> None:
        self.kinds.add(type(value))
        words = value if isinstance(value, list) else [value] if isinstance(value, str) else []
        for word in words:
            if len(self.seen) <= _MOST_VALUES:
                self.seen[word] = None

    def attribute(self, name: str) -> Attribute:
        kind = self._kind()
        listed = kind in {"choice", "several"}
        return Attribute(
            name=name,
            kind=kind,
            values=[Value(name=one) for one in self.seen if one.strip()] if listed else [],
        )

    def _kind(self) -> Kind:
        if self.kinds <= {bool}:
            return "yes/no"
        if self.kinds <= {int, float}:
            return "number"
        if self.kinds <= {list}:
            return "several"
        if self.seen and all(_DATE.match(one) for one in self.seen):
            return "date"
        few = len(self.seen) <= _MOST_VALUES and all(len(one) <= _LONGEST_VALUE for one in self.seen)
        return "choice" if few and self.kinds <= {str} else "text"


def _with_attributes(label: Label, seen: Mapping[str, _Values]) -> Label:
    fresh = _new_attributes(label.attributes, seen)
    return msgspec.structs.replace(label, attributes=[*label.attributes, *fresh]) if fresh else label


def _new_attributes(known: list[Attribute], seen: Mapping[str, _Values]) -> list[Attribute]:
    taken = {one.name for one in known}
    return [values.attribute(name) for name, values in seen.items() if name not in taken]
