"""Editing a scheme as a value: each edit gives a new scheme, in which whatever names the thing follows."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

import msgspec

from annotator.model.palette import free_pair
from annotator.model.scheme import (
    Attribute,
    Condition,
    Label,
    Line,
    RelationType,
    Scheme,
    scheme_problems,
)

Item = Label | Attribute | RelationType

_LINES: Final[tuple[Line, ...]] = ("solid", "double", "dashed", "dotted")

_One = TypeVar("_One", bound=Item)
_Any = TypeVar("_Any")


def items(scheme: Scheme) -> Iterator[Item]:
    """Every label, attribute, relation type and variable."""
    for label in scheme.labels:
        yield label
        yield from label.attributes
    yield from scheme.relation_types
    yield from scheme.variables


def item(scheme: Scheme, uid: str) -> Item | None:
    """The item with that uid, or None."""
    return next((one for one in items(scheme) if one.uid == uid), None)


def owner(scheme: Scheme, uid: str) -> Label | None:
    """The label that has the attribute with that uid; None for everything else."""
    return next((one for one in scheme.labels if any(two.uid == uid for two in one.attributes)), None)


def free_name(taken: Iterable[str], wanted: str) -> str:
    """The name, with a number behind it where it is taken (letter case does not count)."""
    known = {one.casefold() for one in taken}
    name, number = wanted, 2
    while name.casefold() in known:
        name, number = f"{wanted} {number}", number + 1
    return name


def free_key(scheme: Scheme, name: str) -> str:
    """A letter or digit that no label uses yet, from the name where that goes; "" when all are taken."""
    taken = {one.key.casefold() for one in scheme.active_labels()}
    letters = [one.upper() for one in name if one.isalnum() and len(one.upper()) == 1]
    wanted = (*letters, *"123456789", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return next((one for one in wanted if one.casefold() not in taken), "")


def new_label(scheme: Scheme, name: str, *, parent: str = "") -> Label:
    """A label that is not in the scheme yet: a free name, key, colour and line style."""
    pair = free_pair(one.colour for one in scheme.labels)
    number = len(scheme.labels)
    fresh = free_name((one.name for one in scheme.labels), name)
    return Label(
        name=fresh,
        key=free_key(scheme, fresh),
        colour=pair.light,
        dark_colour=pair.dark,
        line=_LINES[number % len(_LINES)],
        parent=parent,
        uid=new_uid(),
    )


def new_attribute(siblings: Sequence[Attribute], name: str) -> Attribute:
    """An attribute with a free name."""
    return Attribute(name=free_name((one.name for one in siblings), name), uid=new_uid())


def new_relation_type(scheme: Scheme, name: str) -> RelationType:
    """A relation type with a free name; its ends are not chosen yet."""
    fresh = free_name((one.name for one in scheme.relation_types), name)
    return RelationType(name=fresh, heads=[], tails=[], uid=new_uid())


def with_label(scheme: Scheme, label: Label) -> Scheme:
    """The label in place of the one with its uid, or at the end; parents and ends follow a new name."""
    before = item(scheme, label.uid)
    changed = replace(scheme, labels=_put(scheme.labels, label))
    if isinstance(before, Label) and before.name != label.name:
        changed = _label_renamed(changed, before.name, label.name)
    return changed


def with_attribute(scheme: Scheme, attribute: Attribute, *, owner_uid: str = "") -> Scheme:
    """The attribute in place of the one with its uid, or at the end of the label with `owner_uid`
    (without one: of the article variables). Conditions of its siblings follow a new name.
    """
    label = owner(scheme, attribute.uid) or item(scheme, owner_uid)
    if isinstance(label, Label):
        wider = replace(label, attributes=_with_sibling(label.attributes, attribute))
        return replace(scheme, labels=_put(scheme.labels, wider))
    return replace(scheme, variables=_with_sibling(scheme.variables, attribute))


def with_relation_type(scheme: Scheme, kind: RelationType) -> Scheme:
    """The relation type in place of the one with its uid, or at the end."""
    return replace(scheme, relation_types=_put(scheme.relation_types, kind))


def values_renamed(scheme: Scheme, attribute: Attribute, names: Mapping[str, str]) -> Scheme:
    """Names of values (old → new) followed in the default and in the conditions of siblings."""
    label = owner(scheme, attribute.uid)
    siblings = label.attributes if label else scheme.variables
    followed = [
        _condition_followed(one, attribute.name, names)
        if one.uid != attribute.uid
        else replace(one, default=_default_followed(one, names))
        for one in siblings
    ]
    if label is not None:
        return replace(scheme, labels=_put(scheme.labels, replace(label, attributes=followed)))
    return replace(scheme, variables=followed)


def without(scheme: Scheme, uid: str) -> Scheme:
    """The scheme without that item; nothing else names it afterwards."""
    gone = item(scheme, uid)
    if isinstance(gone, Label):
        scheme = replace(scheme, labels=[one for one in scheme.labels if one.uid != uid])
        return _label_gone(scheme, gone)
    if isinstance(gone, RelationType):
        return replace(scheme, relation_types=[one for one in scheme.relation_types if one.uid != uid])
    if not isinstance(gone, Attribute):
        return scheme
    label = owner(scheme, uid)
    left = [
        replace(one, shown_when=None) if one.shown_when and one.shown_when.attribute == gone.name else one
        for one in (label.attributes if label else scheme.variables)
        if one.uid != uid
    ]
    if label is not None:
        return replace(scheme, labels=_put(scheme.labels, replace(label, attributes=left)))
    return replace(scheme, variables=left)


def retired(scheme: Scheme, uid: str, *, on: bool = True) -> Scheme:
    """The item kept on what has it and offered no longer, or (`on` false) offered again.

    A retired attribute is neither required nor filled in; a retired label has no key.
    """
    found = item(scheme, uid)
    if isinstance(found, Label):
        key = "" if on else found.key or free_key(scheme, found.name)
        return with_label(scheme, replace(found, retired=on, key=key))
    if isinstance(found, RelationType):
        return with_relation_type(scheme, replace(found, active=not on))
    if isinstance(found, Attribute):
        plain = replace(found, retired=on, required=False, default=None) if on else replace(found, retired=on)
        return with_attribute(scheme, plain)
    return scheme


def moved(scheme: Scheme, uid: str, step: int) -> Scheme:
    """The item `step` places further down in its list (negative: up), as far as the list goes.

    Labels move among those of the same parent, each with the ones below it.
    """
    found = item(scheme, uid)
    if isinstance(found, Label):
        siblings = [one for one in scheme.labels if one.parent == found.parent]
        order = _shifted(siblings, uid, step)
        return replace(scheme, labels=_in_tree_order(_with_order(scheme.labels, order)))
    if isinstance(found, RelationType):
        return replace(scheme, relation_types=_shifted(scheme.relation_types, uid, step))
    label = owner(scheme, uid)
    if label is not None:
        wider = replace(label, attributes=_shifted(label.attributes, uid, step))
        return replace(scheme, labels=_put(scheme.labels, wider))
    return replace(scheme, variables=_shifted(scheme.variables, uid, step))


def label_placed(scheme: Scheme, uid: str, *, parent: str, before: str = "") -> Scheme:
    """The label under another parent ("" for none), before the label with uid `before` or as the last.

    Nothing changes when the label would become its own ancestor.
    """
    found = item(scheme, uid)
    if not isinstance(found, Label) or parent in _with_descendants(scheme, found.name):
        return scheme
    others = [one for one in scheme.labels if one.uid != uid]
    at = next((place for place, one in enumerate(others) if one.uid == before), len(others))
    others.insert(at, replace(found, parent=parent))
    return replace(scheme, labels=_in_tree_order(others))


def attribute_placed(scheme: Scheme, uid: str, before: str = "") -> Scheme:
    """The attribute or relation type before the sibling with uid `before`, or as the last of its list."""
    label = owner(scheme, uid)
    if label is not None:
        wider = replace(label, attributes=_placed(label.attributes, uid, before))
        return replace(scheme, labels=_put(scheme.labels, wider))
    return replace(
        scheme,
        relation_types=_placed(scheme.relation_types, uid, before),
        variables=_placed(scheme.variables, uid, before),
    )


def depth_first(scheme: Scheme) -> list[tuple[Label, int]]:
    """The labels as a tree is read, each with its depth from 0; those in a circle come last, at 0."""
    return _tree(scheme.labels)


def draft_problems(scheme: Scheme) -> list[str]:
    """Everything that keeps a scheme from being applied, in words: also what a file may still hold."""
    found = list(scheme_problems(scheme))
    lists = (
        ("label", [one.name for one in scheme.labels]),
        ("relation type", [one.name for one in scheme.relation_types]),
        ("article variable", [one.name for one in scheme.variables]),
        *((f"attribute of “{one.name}”", [two.name for two in one.attributes]) for one in scheme.labels),
    )
    for kind, names in lists:
        found += _alike(kind, names)
    for siblings in (scheme.variables, *(one.attributes for one in scheme.labels)):
        found += [problem for one in siblings for problem in _never_shown(one, siblings)]
    for one in scheme.relation_types:
        if one.active and not (one.heads and one.tails):
            found.append(f"the relation “{one.name}” needs a label at each of its ends")
    return list(dict.fromkeys(found))


def replace(one: _Any, /, **fields: Any) -> _Any:
    """A copy of a struct with some fields changed."""
    return msgspec.structs.replace(one, **fields)  # type: ignore[type-var]


def new_uid() -> str:
    """A fresh random identity."""
    return str(uuid.uuid4())


def _put(known: Sequence[_One], one: _One) -> list[_One]:
    if any(two.uid == one.uid for two in known):
        return [one if two.uid == one.uid else two for two in known]
    return [*known, one]


def _label_renamed(scheme: Scheme, old: str, new: str) -> Scheme:
    def named(names: list[str]) -> list[str]:
        return [new if one == old else one for one in names]

    return replace(
        scheme,
        labels=[replace(one, parent=new) if one.parent == old else one for one in scheme.labels],
        relation_types=[
            replace(one, heads=named(one.heads), tails=named(one.tails)) for one in scheme.relation_types
        ],
    )


def _label_gone(scheme: Scheme, gone: Label) -> Scheme:
    """Children go up to its parent; relation types without a label at an end are no longer offered."""
    kinds = []
    for one in scheme.relation_types:
        heads = [name for name in one.heads if name != gone.name]
        tails = [name for name in one.tails if name != gone.name]
        kinds.append(replace(one, heads=heads, tails=tails, active=one.active and bool(heads and tails)))
    labels = [replace(one, parent=gone.parent) if one.parent == gone.name else one for one in scheme.labels]
    return replace(scheme, labels=labels, relation_types=kinds)


def _with_sibling(siblings: list[Attribute], attribute: Attribute) -> list[Attribute]:
    before = next((one for one in siblings if one.uid == attribute.uid), None)
    changed = _put(siblings, attribute)
    if before is None or before.name == attribute.name:
        return changed
    return [
        replace(one, shown_when=replace(one.shown_when, attribute=attribute.name))
        if one.shown_when and one.shown_when.attribute == before.name
        else one
        for one in changed
    ]


def _condition_followed(one: Attribute, attribute: str, names: Mapping[str, str]) -> Attribute:
    condition = one.shown_when
    if condition is None or condition.attribute != attribute:
        return one
    values = [names.get(value, value) for value in condition.values]
    return replace(one, shown_when=Condition(attribute=attribute, values=list(dict.fromkeys(values))))


def _default_followed(one: Attribute, names: Mapping[str, str]) -> Any:
    if isinstance(one.default, list):
        return [names.get(value, value) for value in one.default]
    return names.get(one.default, one.default) if isinstance(one.default, str) else one.default


def _shifted(known: Sequence[_One], uid: str, step: int) -> list[_One]:
    order = list(known)
    at = next(place for place, one in enumerate(order) if one.uid == uid)
    order.insert(max(0, min(len(order) - 1, at + step)), order.pop(at))
    return order


def _placed(known: Sequence[_One], uid: str, before: str) -> list[_One]:
    found = next((one for one in known if one.uid == uid), None)
    if found is None:
        return list(known)
    rest = [one for one in known if one.uid != uid]
    at = next((place for place, one in enumerate(rest) if one.uid == before), len(rest))
    return [*rest[:at], found, *rest[at:]]


def _with_order(labels: list[Label], order: list[Label]) -> list[Label]:
    following = iter(order)
    moving = {one.uid for one in order}
    return [next(following) if one.uid in moving else one for one in labels]


def _in_tree_order(labels: list[Label]) -> list[Label]:
    return [one for one, _ in _tree(labels)]


def _tree(labels: list[Label]) -> list[tuple[Label, int]]:
    children: dict[str, list[Label]] = {}
    names = {one.name for one in labels}
    for one in labels:
        children.setdefault(one.parent if one.parent in names else "", []).append(one)
    found: list[tuple[Label, int]] = []
    waiting = [(one, 0) for one in reversed(children.get("", []))]
    while waiting:
        one, depth = waiting.pop()
        found.append((one, depth))
        below = [] if one.name == "" else children.get(one.name, [])
        waiting += [(two, depth + 1) for two in reversed(below)]
    reached = {one.uid for one, _ in found}
    return [*found, *((one, 0) for one in labels if one.uid not in reached)]


def _with_descendants(scheme: Scheme, name: str) -> set[str]:
    found, waiting = {name}, [name]
    while waiting:
        at = waiting.pop()
        below = [one.name for one in scheme.labels if one.parent == at and one.name not in found]
        found.update(below)
        waiting += below
    return found


def plain(name: str) -> str:
    """The name as one compares it: without letter case, composition and doubled blanks."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def _alike(kind: str, names: Sequence[str]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(plain(name), name)
        if other != name:
            yield f"two names of a {kind}, “{other}” and “{name}”, differ in nothing that one sees well"


def _never_shown(one: Attribute, siblings: Sequence[Attribute]) -> Iterator[str]:
    condition = one.shown_when
    other = next((two for two in siblings if condition and two.name == condition.attribute), None)
    if condition is None or other is None:
        return
    if not condition.values:
        yield f"“{one.name}” is shown only when “{other.name}” has one of no values: choose some"
    if other.grows or other.kind in {"text", "number", "date"}:
        return
    possible = {"yes", "no"} if other.kind == "yes/no" else {two.name for two in other.values}
    for value in condition.values:
        if value not in possible:
            yield f"“{one.name}” waits for the value “{value}” of “{other.name}”, which is not there"
