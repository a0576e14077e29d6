"""What is different between two schemes, in words: between versions, or between a draft and the project."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, TypeVar

import msgspec

from annotator.model.scheme import Attribute, Label, Scheme, Value
from annotator.model.scheme_edits import Item, replace

What = Literal["label", "attribute", "relation type", "article variable"]
Way = Literal["added", "removed", "renamed", "changed", "retired", "offered again", "moved"]

_One = TypeVar("_One", bound=Item)


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One difference. `owner` is the label of an attribute, by its new name; `before` and `after` are what
    the field said, for people; `rule` tells whether marks made before may be wrong by the new wording.
    """

    what: What
    name: str
    way: Way
    owner: str = ""
    field: str = ""
    before: str = ""
    after: str = ""
    rule: bool = False
    uid: str = ""

    @property
    def words(self) -> str:
        """The difference as a sentence without its values."""
        subject = f"{self.what} “{self.name}”" + (f" of “{self.owner}”" if self.owner else "")
        if self.way == "renamed":
            return f"{subject}: was called “{self.before}”"
        if self.way == "changed":
            return f"{subject}: {self.field}"
        if self.way == "moved":
            return f"{subject}: now below “{self.after}”" if self.after else f"{subject}: now at the top"
        return f"{subject}: {self.way}"


def differences(before: Scheme, after: Scheme) -> list[Difference]:
    """What the second scheme does differently; what has the same uid, or else name, is the same thing."""
    found = list(_of_labels(before.labels, after.labels))
    before = _with_new_names(before, after)
    found += _of_lists(
        "relation type",
        before.relation_types,
        after.relation_types,
        _RELATION,
        retired=lambda x: not x.active,
    )
    found += _of_attributes("article variable", "", before.variables, after.variables)
    return found


def _with_new_names(before: Scheme, after: Scheme) -> Scheme:
    """The first scheme with its labels at the ends of relations called as in the second: a renamed label
    changes no relation type.
    """
    names = {was.name: now.name for was, now in _pairs(before.labels, after.labels) if was and now}

    def named(ends: list[str]) -> list[str]:
        return [names.get(one, one) for one in ends]

    kinds = [replace(one, heads=named(one.heads), tails=named(one.tails)) for one in before.relation_types]
    return replace(before, relation_types=kinds)


def changed_rules(found: Sequence[Difference]) -> list[str]:
    """The labels (new names) whose rules are different: of themselves, or of one of their attributes."""
    names = [one.owner or one.name for one in found if one.rule and one.what in {"label", "attribute"}]
    return list(dict.fromkeys(names))


Said = Callable[[Any], str]


class _Field(msgspec.Struct, frozen=True):
    words: str
    said: Said
    rule: bool = False


def _text(name: str) -> Said:
    return lambda one: str(getattr(one, name) or "")


def _lines(name: str) -> Said:
    return lambda one: "\n".join(getattr(one, name))


def _flag(name: str) -> Said:
    return lambda one: "yes" if getattr(one, name) else "no"


def _default(one: Attribute) -> str:
    value = one.default
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def condition_words(one: Attribute) -> str:
    """When the attribute is shown: "form is direct quote or mixed"; "" for always."""
    condition = one.shown_when
    return f"{condition.attribute} is {' or '.join(condition.values)}" if condition else ""


def _value_words(value: Value) -> str:
    parts = [value.name, f" ({value.symbol})" if value.symbol else "", " [retired]" if value.retired else ""]
    return "".join(parts) + (f": {value.definition}" if value.definition else "")


def _values(one: Attribute) -> str:
    return "\n".join(_value_words(value) for value in one.values)


def _colours_of_values(one: Attribute) -> str:
    return "\n".join(f"{value.name}: {value.colour}" for value in one.values if value.colour)


_LABEL: Final = (
    _Field("definition", _text("definition"), rule=True),
    _Field("what belongs to it", _text("include"), rule=True),
    _Field("what does not belong to it", _text("exclude"), rule=True),
    _Field("examples", _lines("examples")),
    _Field("counter-examples", _lines("counter_examples")),
    _Field("key", _text("key")),
    _Field("colour", lambda one: f"{one.colour} / {one.dark_colour}"),
    _Field("line", _text("line")),
    _Field("names an entity", _flag("entity")),
)
_ATTRIBUTE: Final = (
    _Field("kind", _text("kind"), rule=True),
    _Field("definition", _text("definition"), rule=True),
    _Field("values", _values, rule=True),
    _Field("colours of values", _colours_of_values),
    _Field("default", _default),
    _Field("required", _flag("required"), rule=True),
    _Field("list may grow", _flag("grows")),
    _Field("shown only when", condition_words, rule=True),
)
_RELATION: Final = (
    _Field("begins at", lambda one: ", ".join(one.heads), rule=True),
    _Field("ends at", lambda one: ", ".join(one.tails), rule=True),
    _Field("definition", _text("definition"), rule=True),
    _Field("may carry a cue", _flag("cue")),
    _Field("has a direction", _flag("directed")),
)


def _pairs(before: Sequence[_One], after: Sequence[_One]) -> list[tuple[_One | None, _One | None]]:
    """The same things of both lists, in the order of the second; then what is only in the first."""
    old: Mapping[str, _One] = {one.uid: one for one in before if one.uid}
    uids = {one.uid for one in after if one.uid}
    names = {one.name: one for one in before if one.uid not in uids}
    found: list[tuple[_One | None, _One | None]] = []
    seen: set[int] = set()
    for one in after:
        was = old.get(one.uid) or names.get(one.name)
        was = None if was is None or id(was) in seen else was
        seen.add(id(was))
        found.append((was, one))
    return [*found, *((one, None) for one in before if id(one) not in seen)]


def _of_labels(before: list[Label], after: list[Label]) -> Iterator[Difference]:
    yield from _of_lists("label", before, after, _LABEL, retired=lambda one: one.retired)
    renamed = {was.name: now.name for was, now in _pairs(before, after) if was and now}
    for was, now in _pairs(before, after):
        if now is None:
            continue
        if was is not None and renamed.get(was.parent, was.parent) != now.parent:
            yield Difference(what="label", name=now.name, way="moved", after=now.parent, uid=now.uid)
        attributes = was.attributes if was else []
        yield from _of_attributes("attribute", now.name, attributes, now.attributes)


def _of_attributes(
    what: What, owner: str, before: list[Attribute], after: list[Attribute]
) -> Iterator[Difference]:
    return _of_lists(what, before, after, _ATTRIBUTE, owner=owner, retired=lambda one: one.retired)


def _of_lists(
    what: What,
    before: Sequence[_One],
    after: Sequence[_One],
    fields: tuple[_Field, ...],
    *,
    retired: Callable[[Any], bool],
    owner: str = "",
) -> Iterator[Difference]:
    for was, now in _pairs(before, after):
        one = now or was
        assert one is not None

        def difference(way: Way, *, uid: str = one.uid, name: str = one.name, **more: Any) -> Difference:
            return Difference(what=what, name=name, way=way, owner=owner, uid=uid, **more)

        if was is None:
            yield difference("added", rule=what == "attribute")
        elif now is None:
            yield difference("removed")
        else:
            if was.name != now.name:
                yield difference("renamed", before=was.name)
            if retired(was) != retired(now):
                yield difference("retired" if retired(now) else "offered again")
            for field in fields:
                old, new = field.said(was), field.said(now)
                if old != new:
                    yield difference("changed", field=field.words, before=old, after=new, rule=field.rule)
