"""What the scheme will be after a change, and where marks go: without a look at any mark."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec

from annotator.errors import SchemeError
from annotator.model.annotation import AnnotationId, AttributeValue
from annotator.model.article import ArticleId
from annotator.model.converting import words_of
from annotator.model.scheme import Attribute, Label, RelationType, Scheme, Value
from annotator.model.scheme_changes import (
    EditScheme,
    Limit,
    MergeLabels,
    Part,
    ReplaceValues,
    SchemeChange,
    SplitLabel,
    Words,
)
from annotator.model.scheme_edits import (
    free_name,
    item,
    new_label,
    new_uid,
    replace,
    retired,
    with_attribute,
    with_label,
    with_relation_type,
    without,
)
from annotator.model.scheme_joining import identified


class Mark(msgspec.Struct, frozen=True, gc=False):
    """What decides where a mark goes."""

    id: AnnotationId
    article: ArticleId
    coder: str
    attributes: dict[str, AttributeValue]


#: The name of the label that a mark gets.
Route = Callable[[Mark], str]


class Target(msgspec.Struct, kw_only=True):
    """Where a change leads: the scheme, and for each label (by its name now) whose marks may change, where
    they go. `uses` tells that a route looks at more than the attributes.
    """

    scheme: Scheme
    routes: dict[str, Route]
    words: Mapping[str, Words] = {}
    limit: Limit = Limit()
    single: bool = False
    leaving: tuple[str, ...] = ()


def target(before: Scheme, change: SchemeChange) -> Target:
    """Where the change leads. Raises `SchemeError` when it speaks of what is not there."""
    if isinstance(change, EditScheme):
        return _edited(before, change)
    if isinstance(change, MergeLabels):
        return _merged(before, change)
    if isinstance(change, SplitLabel):
        return _split(before, change)
    return _replaced(before, change)


def kept(before: Scheme, after: Scheme, uids: Collection[str]) -> Scheme:
    """`after` with these items of `before` back in it, retired: something still has them."""
    for uid in uids:
        found = item(before, uid)
        if isinstance(found, Label):
            parent = found.parent if any(one.name == found.parent for one in after.labels) else ""
            names = [one.name for one in after.labels]
            back = replace(found, name=free_name(names, found.name), parent=parent)
            after = retired(with_label(after, back), uid)
        elif isinstance(found, RelationType):
            known = {one.name for one in after.labels}
            names = [one.name for one in after.relation_types]
            back_type = replace(
                found,
                name=free_name(names, found.name),
                heads=[one for one in found.heads if one in known],
                tails=[one for one in found.tails if one in known],
            )
            after = retired(with_relation_type(after, back_type), uid)
        elif isinstance(found, Attribute):
            after = _attribute_kept(before, after, found)
    return after


def values_kept(after: Scheme, uid: str, values: Sequence[Value]) -> Scheme:
    """`after` with these values back on the attribute's list, retired."""
    found = item(after, uid)
    assert isinstance(found, Attribute)
    fresh = [replace(one, retired=True) for one in values]
    return with_attribute(after, replace(found, values=[*found.values, *fresh]))


def owner_of(scheme: Scheme, uid: str) -> str:
    """The name of the label that has the attribute; "" for an article variable."""
    return next((one.name for one in scheme.labels if any(two.uid == uid for two in one.attributes)), "")


def _attribute_kept(before: Scheme, after: Scheme, found: Attribute) -> Scheme:
    label = next((one for one in before.labels if found in one.attributes), None)
    now = item(after, label.uid) if label else None
    siblings = now.attributes if isinstance(now, Label) else after.variables
    name = free_name((one.name for one in siblings), found.name)
    back = replace(found, name=name, shown_when=None)
    changed = with_attribute(after, back, owner_uid=label.uid if label else "")
    return retired(changed, found.uid)


def _edited(before: Scheme, change: EditScheme) -> Target:
    after = identified(change.scheme)
    by_uid = {one.uid: one.name for one in after.labels}
    routes: dict[str, Route] = {}
    for label in before.labels:
        goes = change.moved.get(label.uid, label.uid)
        if goes in by_uid:
            routes[label.name] = always(by_uid[goes])
    return Target(scheme=after, routes=routes, words=change.words)


def _merged(before: Scheme, change: MergeLabels) -> Target:
    into = before.label(change.into)
    gone = [before.label(name) for name in dict.fromkeys(change.labels) if name != change.into]
    if not gone:
        raise SchemeError("Choose at least one other label to merge. Nothing was changed.")
    wider = into
    for one in gone:
        wider = _with_attributes(wider, one)
    after = with_label(before, wider)
    names = {one.name for one in gone}
    after = replace(
        after,
        relation_types=[
            replace(one, heads=_ends(one.heads, names, into.name), tails=_ends(one.tails, names, into.name))
            for one in after.relation_types
        ],
    )
    leaving = tuple(one.uid for one in gone)
    limit = change.limit
    if not limit:
        for uid in leaving:
            after = without(after, uid)
    routes = {one.name: always(into.name) for one in gone}
    return Target(scheme=after, routes=routes, limit=limit, leaving=leaving)


def _split(before: Scheme, change: SplitLabel) -> Target:
    label = before.label(change.label)
    if not change.parts:
        raise SchemeError("Say at least one label that marks are to get. Nothing was changed.")
    after = before
    for name in dict.fromkeys(one.name for one in change.parts):
        if any(one.name == name for one in after.labels):
            continue
        made = replace(
            label,
            name=name,
            uid=new_uid(),
            attributes=[replace(one, uid=new_uid()) for one in label.attributes],
            examples=[],
            counter_examples=[],
        )
        new = new_label(after, name)
        made = replace(made, key=new.key, colour=new.colour, dark_colour=new.dark_colour, line=new.line)
        after = _also_allowed(with_label(after, made), label.name, name)
    for part in change.parts:
        if part.attribute and label.attribute(part.attribute) is None:
            raise SchemeError(f"“{label.name}” has no attribute “{part.attribute}”. Nothing was changed.")
        if part.name != label.name:
            existing = after.label(part.name)
            after = with_label(after, _with_attributes(existing, label))
            after = _also_allowed(after, label.name, part.name)
    single = any(one.coders or one.articles is not None or one.marks is not None for one in change.parts)
    routes = {label.name: _by_parts(label.name, change.parts)}
    return Target(scheme=after, routes=routes, limit=change.limit, single=single)


def _replaced(before: Scheme, change: ReplaceValues) -> Target:
    found = item(before, change.attribute)
    if not isinstance(found, Attribute):
        raise SchemeError("This attribute is not in the scheme any more. Nothing was changed.")
    owner = owner_of(before, change.attribute)
    routes: dict[str, Route] = {owner: always(owner)} if owner else {}
    words = {change.attribute: change.words}
    return Target(scheme=before, routes=routes, words=words, limit=change.limit)


def always(name: str) -> Route:
    """Every mark gets that label."""
    return lambda _: name


def _by_parts(label: str, parts: Sequence[Part]) -> Route:
    tests = [(part.name, _takes(part)) for part in parts]

    def route(mark: Mark) -> str:
        return next((name for name, takes in tests if takes(mark)), label)

    return route


def _takes(part: Part) -> Callable[[Mark], bool]:
    articles = None if part.articles is None else frozenset(part.articles)
    marks = None if part.marks is None else frozenset(part.marks)

    def takes(mark: Mark) -> bool:
        return (
            (not part.coders or mark.coder in part.coders)
            and (articles is None or mark.article in articles)
            and (marks is None or mark.id in marks)
            and (not part.attribute or _has_value(mark, part.attribute, part.values))
        )

    return takes


def _has_value(mark: Mark, attribute: str, values: Collection[str]) -> bool:
    held = mark.attributes.get(attribute)
    words = [] if held is None else words_of(held)
    return bool(set(words) & set(values)) if words else "" in values


def _ends(names: list[str], gone: Collection[str], into: str) -> list[str]:
    """Ends with `into` beside each label that is merged; those that are left over keep theirs."""
    wider = [two for one in names for two in ([one, into] if one in gone else [one])]
    return list(dict.fromkeys(wider))


def _also_allowed(scheme: Scheme, like: str, name: str) -> Scheme:
    """The label `name` allowed wherever `like` is."""

    def wider(names: list[str]) -> list[str]:
        return [*names, name] if like in names and name not in names else names

    return replace(
        scheme,
        relation_types=[
            replace(one, heads=wider(one.heads), tails=wider(one.tails)) for one in scheme.relation_types
        ],
    )


def _with_attributes(into: Label, other: Label) -> Label:
    """The label with what the other one has beside: attributes, values. One of another kind stands beside."""
    attributes = list(into.attributes)
    for one in other.attributes:
        at = next((place for place, two in enumerate(attributes) if two.name == one.name), None)
        if at is None:
            attributes.append(replace(one, uid=new_uid(), required=False))
        elif attributes[at].kind != one.kind:
            beside = beside_name(other.name, one.name)
            if all(two.name != beside for two in attributes):
                attributes.append(replace(one, name=beside, uid=new_uid(), required=False, shown_when=None))
        else:
            known = {value.name for value in attributes[at].values}
            fresh = [value for value in one.values if value.name not in known]
            if fresh:
                attributes[at] = replace(attributes[at], values=[*attributes[at].values, *fresh])
    return replace(into, attributes=attributes, entity=into.entity or other.entity)


def beside_name(label: str, attribute: str) -> str:
    """The name under which an attribute goes along that has another kind at the label it comes to."""
    return f"{attribute} ({label})"
