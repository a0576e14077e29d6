"""The scheme: labels, their attributes, relation types and article variables, as read from JSON."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal, TypeVar

import msgspec

from annotator.errors import SchemeError
from annotator.model.annotation import AttributeValue

Kind = Literal["choice", "several", "yes/no", "number", "text", "date"]
Line = Literal["solid", "double", "dashed", "dotted"]

_DATE: Final = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?\Z")
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}\Z")


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One value of a value list. `symbol` is shown in the tag on the canvas ("+", "−").

    Colours are "#RRGGBB" or "" for none, for the light and the dark theme.
    """

    name: str
    definition: str = ""
    symbol: str = ""
    colour: str = ""
    dark_colour: str = ""
    retired: bool = False


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """An attribute is shown only when `attribute` has one of `values`."""

    attribute: str
    values: list[str]


class Attribute(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A property of an annotation, or (as an article variable) of a whole article.

    `grows` means that people may add values while they work (a project list, such as issues).
    A retired one is offered no longer, and shown where it has a value.
    """

    name: str
    kind: Kind = "choice"
    values: list[Value] = []
    default: AttributeValue | None = None
    required: bool = False
    grows: bool = False
    shown_when: Condition | None = None
    definition: str = ""
    retired: bool = False
    uid: str = ""

    def value_names(self) -> list[str]:
        """Names of the values that may still be chosen."""
        return [value.name for value in self.values if not value.retired]


class Label(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an annotation says a stretch of text is.

    `key` is the single key that marks the selection. Colours are "#RRGGBB", for the light and the
    dark theme. `entity` says whether its annotations name an entity of the registry. `since` is the
    version of the scheme in which its rules changed last: older annotations are to be looked at again.
    """

    name: str
    key: str = ""
    colour: str = "#68707A"
    dark_colour: str = "#9AA1AB"
    line: Line = "solid"
    attributes: list[Attribute] = []
    entity: bool = False
    parent: str = ""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: list[str] = []
    counter_examples: list[str] = []
    retired: bool = False
    since: int = 0
    uid: str = ""

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of that name, or None."""
        return next((one for one in self.attributes if one.name == name), None)


class RelationType(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A kind of link; `heads` and `tails` are the label names allowed at its ends.

    `cue` says whether a relation may carry a cue span; `active` whether it is offered at all; `directed`
    whether its ends play different parts (who says what) or the same one (these two belong together).
    """

    name: str
    heads: list[str]
    tails: list[str]
    cue: bool = False
    directed: bool = True
    active: bool = True
    definition: str = ""
    uid: str = ""


class Scheme(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Labels, relation types and article variables of a project. Names are unique in each list."""

    name: str = ""
    version: int = 1
    labels: list[Label] = []
    relation_types: list[RelationType] = []
    variables: list[Attribute] = []

    def label(self, name: str) -> Label:
        """The label of that name. Raises `SchemeError`."""
        return _named(self.labels, name, "label")

    def relation_type(self, name: str) -> RelationType:
        """The relation type of that name. Raises `SchemeError`."""
        return _named(self.relation_types, name, "relation type")

    def variable(self, name: str) -> Attribute:
        """The article variable of that name. Raises `SchemeError`."""
        return _named(self.variables, name, "article variable")

    def by_key(self, key: str) -> Label | None:
        """The active label that this single key stands for."""
        folded = key.casefold()
        return next((one for one in self.active_labels() if one.key and one.key.casefold() == folded), None)

    def active_labels(self) -> list[Label]:
        """Labels that may still be used for new annotations."""
        return [label for label in self.labels if not label.retired]

    def relations_between(self, head: str, tail: str) -> list[RelationType]:
        """The active relation types that allow a `head` label and a `tail` label at their ends."""
        return [one for one in self.relation_types if one.active and head in one.heads and tail in one.tails]


def read_scheme(data: bytes) -> Scheme:
    """Decode and check a scheme file (JSON). Raises `SchemeError` naming the place."""
    try:
        scheme = msgspec.json.decode(data, type=Scheme)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SchemeError(f"This is not a scheme file: {error}.", detail=str(error)) from error
    problems = list(scheme_problems(scheme))
    if problems:
        raise SchemeError("The scheme cannot be used: " + "; ".join(problems) + ".")
    return scheme


def write_scheme(scheme: Scheme) -> bytes:
    """Encode a scheme as JSON, indented for people, the same bytes for the same scheme."""
    return msgspec.json.format(msgspec.json.encode(scheme), indent=2) + b"\n"


def scheme_problems(scheme: Scheme) -> Iterator[str]:
    """Everything that makes a scheme unusable, in words; nothing when it is sound."""
    names = [label.name for label in scheme.labels]
    yield from _list_problems("label", names)
    yield from _list_problems("relation type", [one.name for one in scheme.relation_types])
    yield from _attribute_problems("the articles", scheme.variables)
    yield from _doubled("key", [one.key.casefold() for one in scheme.active_labels() if one.key])
    for label in scheme.labels:
        if len(label.key) > 1:
            yield f"the key “{label.key}” of “{label.name}” is more than one character"
        elif label.key and not (label.key.isprintable() and label.key.strip()):
            yield f"the key of “{label.name}” is no letter, digit or sign"
        if not (_COLOUR.match(label.colour) and _COLOUR.match(label.dark_colour)):
            yield f"“{label.name}” has a colour that is not like #0072B2"
        if label.parent and label.parent not in names:
            yield f"the parent “{label.parent}” of “{label.name}” does not exist"
        yield from _attribute_problems(f"“{label.name}”", label.attributes)
    yield from _cycles({label.name: label.parent for label in scheme.labels})
    for one in scheme.relation_types:
        for end in [*one.heads, *one.tails]:
            if end not in names:
                yield f"the relation “{one.name}” allows a label “{end}” that does not exist"


def value_problem(attribute: Attribute, value: AttributeValue) -> str:
    """Why the value does not suit the attribute, in words; "" when it does."""
    kind = attribute.kind
    fitting: Mapping[str, bool] = {
        "choice": isinstance(value, str),
        "several": isinstance(value, list),
        "yes/no": isinstance(value, bool),
        "number": isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value),
        "text": isinstance(value, str),
        "date": isinstance(value, str) and bool(_DATE.match(value)),
    }
    if not fitting[kind]:
        return f"“{attribute.name}” takes {KIND_WORDS[kind]}, not “{value}”"
    if kind in {"choice", "several"} and not attribute.grows:
        known = {one.name for one in attribute.values}
        for one in value if isinstance(value, list) else [value]:
            if one not in known:
                return f"“{attribute.name}” has no value “{one}”"
    return ""


def applies(attribute: Attribute, attributes: Mapping[str, AttributeValue]) -> bool:
    """Whether the attribute is to be shown, given the values of all attributes."""
    if attribute.retired and attribute.name not in attributes:
        return False
    condition = attribute.shown_when
    if condition is None:
        return True
    value = attributes.get(condition.attribute)
    held = value if isinstance(value, list) else [_word(value)]
    return any(one in condition.values for one in held)


def checked_attributes(
    attributes: Iterable[Attribute], values: Mapping[str, AttributeValue]
) -> dict[str, AttributeValue]:
    """The values in scheme order. Raises `SchemeError` for an unknown attribute or a wrong value."""
    known = {attribute.name: attribute for attribute in attributes}
    for name, value in values.items():
        if name not in known:
            raise SchemeError(f"There is no attribute “{name}” here.")
        problem = value_problem(known[name], value)
        if problem:
            raise SchemeError(problem[0].upper() + problem[1:] + ".")
    return {name: values[name] for name in known if name in values}


#: What an attribute of each kind takes.
KIND_WORDS: Final[Mapping[str, str]] = {
    "choice": "one value of its list",
    "several": "a list of values",
    "yes/no": "yes or no",
    "number": "a number",
    "text": "a text",
    "date": "a date like 2025-04-26",
}


def _word(value: AttributeValue | None) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


_Named = TypeVar("_Named", Label, RelationType, Attribute)


def _named(items: list[_Named], name: str, kind: str) -> _Named:
    for item in items:
        if item.name == name:
            return item
    raise SchemeError(f"The scheme has no {kind} “{name}”.")


def _attribute_problems(owner: str, attributes: list[Attribute]) -> Iterator[str]:
    yield from _list_problems(f"attribute of {owner}", [one.name for one in attributes])
    names = {one.name for one in attributes}
    for one in attributes:
        yield from _list_problems(f"value of “{one.name}”", [value.name for value in one.values])
        for value in one.values:
            if any(colour and not _COLOUR.match(colour) for colour in (value.colour, value.dark_colour)):
                yield f"“{value.name}” of “{one.name}” has a colour that is not like #0072B2"
        if one.default is not None and value_problem(one, one.default):
            yield "the default of an attribute is wrong: " + value_problem(one, one.default)
        if one.shown_when and one.shown_when.attribute == one.name:
            yield f"“{one.name}” is shown only when it has a value itself"
        elif one.shown_when and one.shown_when.attribute not in names:
            yield f"“{one.name}” depends on “{one.shown_when.attribute}”, which does not exist"
    yield from _cycles({one.name: one.shown_when.attribute for one in attributes if one.shown_when})


def _list_problems(kind: str, names: list[str]) -> Iterator[str]:
    if any(not name.strip() for name in names):
        yield f"a {kind} has no name"
    yield from _doubled(kind, names)


def _doubled(kind: str, names: list[str]) -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"the {kind} “{name}” is there {count} times"


def _cycles(parents: Mapping[str, str]) -> Iterator[str]:
    for name in parents:
        seen, at = {name}, parents[name]
        while at in parents and at not in seen:
            seen.add(at)
            at = parents[at]
        if at == name:
            yield f"“{name}” is its own ancestor"
