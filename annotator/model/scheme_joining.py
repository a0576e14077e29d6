"""Schemes from elsewhere: what ours has too gets our identity, and ours may grow by what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from annotator.model.scheme import Attribute, Label, Scheme, Value
from annotator.model.scheme_edits import Item, new_uid, plain, replace

_One = TypeVar("_One", bound=Item)


def identified(scheme: Scheme) -> Scheme:
    """The scheme with a uid on every item that has none."""
    return replace(
        scheme,
        labels=[replace(one, attributes=_identified(one.attributes)) for one in _identified(scheme.labels)],
        relation_types=_identified(scheme.relation_types),
        variables=_identified(scheme.variables),
    )


def adopted(incoming: Scheme, ours: Scheme) -> Scheme:
    """A scheme from elsewhere in which what we have too (by uid, else by name) carries our uids.

    An edit then shows as an edit, and not as one thing gone and another come.
    """
    labels = []
    for theirs, uid in _matched(incoming.labels, ours.labels):
        known = next((one for one in ours.labels if one.uid == uid), None)
        inner = _matched(theirs.attributes, known.attributes if known else [])
        attributes = [replace(one, uid=two) for one, two in inner]
        since = known.since if known else 0
        labels.append(replace(theirs, uid=uid, attributes=attributes, since=since))
    return replace(
        incoming,
        version=ours.version,
        labels=labels,
        relation_types=[
            replace(one, uid=two) for one, two in _matched(incoming.relation_types, ours.relation_types)
        ],
        variables=[replace(one, uid=two) for one, two in _matched(incoming.variables, ours.variables)],
    )


def joined(ours: Scheme, incoming: Scheme) -> Scheme:
    """Our scheme and, after it, what only the incoming one has (labels, attributes, values, relations …)."""
    theirs = adopted(incoming, ours)
    taken = {one.key.casefold() for one in ours.active_labels() if one.key}
    labels = _joined(ours.labels, theirs.labels, _label_joined)
    known = {one.uid for one in ours.labels}
    labels = [
        replace(one, key="") if one.uid not in known and one.key.casefold() in taken else one
        for one in labels
    ]
    return replace(
        ours,
        labels=labels,
        relation_types=_joined(ours.relation_types, theirs.relation_types, lambda mine, _: mine),
        variables=_joined(ours.variables, theirs.variables, _attribute_joined),
    )


def _identified(known: Sequence[_One]) -> list[_One]:
    return [one if one.uid else replace(one, uid=new_uid()) for one in known]


def _matched(theirs: Sequence[_One], ours: Sequence[_One]) -> Iterator[tuple[_One, str]]:
    """Each of theirs with the uid it gets: ours where uid, name, or name without letter case is the same."""
    free = {one.uid: one for one in ours}
    given: dict[int, str] = {}
    for same in (
        lambda one, two: bool(one.uid) and one.uid == two.uid,
        lambda one, two: one.name == two.name,
        lambda one, two: plain(one.name) == plain(two.name),
    ):
        for place, one in enumerate(theirs):
            if place in given:
                continue
            uid = next((uid for uid, two in free.items() if same(one, two)), "")
            if uid:
                given[place] = uid
                del free[uid]
    taken = {one.uid for one in ours}
    for place, one in enumerate(theirs):
        fresh = one.uid if one.uid and one.uid not in taken else new_uid()
        yield one, given.get(place, fresh)


def _joined(ours: Sequence[_One], theirs: Sequence[_One], join: Callable[[_One, _One], _One]) -> list[_One]:
    known = {one.uid: one for one in theirs}
    mine = [join(one, known[one.uid]) if one.uid in known else one for one in ours]
    taken = {one.uid for one in ours}
    return [*mine, *(one for one in theirs if one.uid not in taken)]


def _label_joined(mine: Label, theirs: Label) -> Label:
    return replace(mine, attributes=_joined(mine.attributes, theirs.attributes, _attribute_joined))


def _attribute_joined(mine: Attribute, theirs: Attribute) -> Attribute:
    known = {one.name for one in mine.values}
    fresh: list[Value] = [one for one in theirs.values if one.name not in known]
    listed = mine.kind in {"choice", "several"}
    return replace(mine, values=[*mine.values, *fresh]) if fresh and listed else mine


def rebased(base: Scheme, draft: Scheme, now: Scheme) -> Scheme:
    """The draft, which was made from `base`, as a draft of `now`: what only somebody else changed meanwhile
    comes in, field by field; where both changed the same field the draft holds.
    """
    return replace(
        draft,
        version=now.version,
        labels=_rebased(base.labels, draft.labels, now.labels),
        relation_types=_rebased(base.relation_types, draft.relation_types, now.relation_types),
        variables=_rebased(base.variables, draft.variables, now.variables),
    )


def _rebased(base: Sequence[_One], draft: Sequence[_One], now: Sequence[_One]) -> list[_One]:
    old, new = {one.uid: one for one in base}, {one.uid: one for one in now}
    found: list[_One] = []
    for one in draft:
        if one.uid in old and one.uid not in new and one == old[one.uid]:
            continue  # gone meanwhile, and not touched here
        was, current = old.get(one.uid), new.get(one.uid)
        found.append(one if was is None or current is None else _fields_rebased(was, one, current))
    return [*found, *(one for one in now if one.uid not in old)]


def _fields_rebased(base: _One, draft: _One, now: _One) -> _One:
    fields = {}
    for name in draft.__struct_fields__:
        was, mine, theirs = getattr(base, name), getattr(draft, name), getattr(now, name)
        if name == "attributes":
            fields[name] = _rebased(was, mine, theirs)
        elif mine == was:
            fields[name] = theirs
    return replace(draft, **fields)
