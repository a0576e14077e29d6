"""To-dos and rules over all marks as conditions of SQL: what lacks something, what looks wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, exists, false, func, literal, not_, or_, select

from annotator.model.needs import NEEDS, Need
from annotator.model.scheme import Attribute, Label, RelationType
from annotator.store import schema
from annotator.store.names import Names

Condition = ColumnElement[bool]

_mark = schema.annotation.c
_other = schema.annotation.alias("other")

#: White space at the edge of a quote, beside the blank: tab, line feed, no-break space, full-width blank.
_BLANKS: Final = " \t\n\u00a0\u3000"


def todo_condition(
    todo: str, names: Names, labels: Sequence[Label], types: Sequence[RelationType]
) -> Condition:
    """The marks that a to-do of `model.filters.TODOS` lists."""
    rules: dict[str, Callable[[], Condition]] = {
        "entity": lambda: _without_entity(names, labels),
        "value": lambda: _without_value(names, labels),
        "older": lambda: _mark.scheme_version < names.scheme_version,
        "paragraph": lambda: func.instr(_mark.quote, "\n") > 0,
        "edges": lambda: func.trim(_mark.quote, _BLANKS) != _mark.quote,
        "twice": _twice,
        "strange": lambda: _strange(names, labels),
    }
    if todo in rules:
        return rules[todo]()
    active = {one.name for one in types if one.active}
    needs = [one for one in NEEDS if one.todo == todo and one.kind in active]
    return _any_of(_without_relation(one, names) for one in needs)


def _any_of(conditions: Iterable[Condition]) -> Condition:
    found = list(conditions)
    return or_(*found) if found else false()


def _without_relation(need: Need, names: Names) -> Condition:
    relation = schema.relation.c
    end = relation.head_id if need.end == "head" else relation.tail_id
    linked = exists().where(end == _mark.id, relation.type_id == names.type_ids.get(need.kind, 0))
    lacking = and_(_mark.label_id == names.label_ids.get(need.label, 0), not_(linked))
    if not need.attribute:
        return lacking
    return and_(lacking, func.coalesce(_member(need.attribute), "") != need.but)


def _without_entity(names: Names, labels: Sequence[Label]) -> Condition:
    keys = [names.label_ids.get(one.name, 0) for one in labels if one.entity]
    return and_(_mark.label_id.in_(keys), _mark.entity_id.is_(None))


def _without_value(names: Names, labels: Sequence[Label]) -> Condition:
    return _any_of(
        and_(
            _mark.label_id == names.label_ids.get(label.name, 0),
            _member(attribute.name).is_(None),
            _shown(attribute, label),
        )
        for label in labels
        for attribute in label.attributes
        if attribute.required
    )


def _shown(attribute: Attribute, label: Label) -> Condition:
    """Whether the attribute applies to the mark, given another one's value (`model.scheme.applies`)."""
    condition = attribute.shown_when
    if condition is None:
        return literal(True)
    other = label.attribute(condition.attribute)
    held = _member(condition.attribute)
    if other is not None and other.kind == "several":
        each = func.json_each(held).table_valued("value")
        return exists(select(literal(1)).select_from(each).where(each.c.value.in_(condition.values)))
    values: list[Any] = [*condition.values, *({"yes": 1, "no": 0}.get(one, one) for one in condition.values)]
    return func.coalesce(held, "").in_(values)


def _twice() -> Condition:
    """The same coder marked the same stretch with the same label, earlier.

    By groups: asked of each mark it is answered through the index of labels, in minutes for a million.
    """
    same = [_other.c[name] for name in ("article_id", "label_id", "coder_id", "start", "end")]
    return _mark.id.not_in(select(func.min(_other.c.id)).group_by(*same))


def _strange(names: Names, labels: Sequence[Label]) -> Condition:
    """A value that is not on the list, or an attribute that the label does not have."""
    return _any_of(_strange_in(label, names) for label in labels)


def _strange_in(label: Label, names: Names) -> Condition:
    known = [one.name for one in label.attributes]
    keys = func.json_each(_mark.attributes).table_valued("key")
    wrong: list[Condition] = [exists(select(literal(1)).select_from(keys).where(keys.c.key.not_in(known)))]
    for attribute in label.attributes:
        if attribute.grows or attribute.kind not in {"choice", "several"}:
            continue
        listed = [value.name for value in attribute.values]
        held = _member(attribute.name)
        if attribute.kind == "choice":
            wrong.append(and_(held.is_not(None), held.not_in(listed)))
        else:
            each = func.json_each(held).table_valued("value")
            off = select(literal(1)).select_from(each).where(each.c.value.not_in(listed))
            wrong.append(and_(held.is_not(None), exists(off)))
    return and_(
        _mark.label_id == names.label_ids.get(label.name, 0), _mark.attributes != "{}", _any_of(wrong)
    )


def _member(name: str) -> ColumnElement[Any]:
    return func.json_extract(_mark.attributes, f'$."{name}"')
