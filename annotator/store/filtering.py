"""Filters of articles and marks as conditions of SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Select,
    case,
    cast,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
)

from annotator.model.filters import ArticleFilter, MarkFilter
from annotator.model.folding import fold_text
from annotator.model.scheme import Attribute
from annotator.store import schema
from annotator.store.names import Names
from annotator.store.todos import todo_condition

Condition = ColumnElement[bool]

#: Where the words of the quick filter may stand.
QUICK: Final = ("title", "outlet", "author", "source_file")

_article = schema.article.c
_mark = schema.annotation.c


def article_conditions(
    asked: ArticleFilter, names: Names, variables: Sequence[Attribute] = ()
) -> list[Condition]:
    """Conditions on `schema.article` that must all hold. A name that is not known takes nothing."""
    found = [*_metadata_conditions(asked), *_work_conditions(asked, names)]
    kinds = {one.name: one.kind for one in variables}
    for name, values in asked.variables.items():
        found.append(_variable_condition(names.variable_ids.get(name, 0), values, kinds.get(name, "text")))
    for name, values in asked.extra.items():
        held = func.coalesce(json_value(_article.extra, name), "")
        found.append(held.in_(values))
    return found


def _metadata_conditions(asked: ArticleFilter) -> Iterable[Condition]:
    if asked.words.strip():
        yield _words_condition(asked)
    for column, values in (
        (_article.status, asked.statuses),
        (_article.outlet, asked.outlets),
        (_article.language, asked.languages),
    ):
        if values:
            yield column.in_(values)
    if asked.since:
        yield _article.published >= asked.since
    if asked.until:
        yield _article.published != ""
        yield func.substr(_article.published, 1, len(asked.until)) <= asked.until


def _words_condition(asked: ArticleFilter) -> Condition:
    places: ColumnElement[str] = _article[QUICK[0]]
    for name in QUICK[1:]:
        places = places.concat("\n").concat(_article[name])
    wanted = fold_text(asked.words.strip())
    found = holds(places, wanted)
    if not asked.in_text:
        return found
    texts = schema.article_text.c
    return or_(found, _article.id.in_(select(texts.article_id).where(holds(texts.text, wanted))))


def holds(column: ColumnElement[str], folded: str) -> Condition:
    """Whether the column, without case and accents, holds words that are folded already.

    `folded` is our own function (`store.file`); what is plain ASCII needs only `lower`, which is three
    times as fast.
    """
    plain = func.length(cast(column, LargeBinary)) == func.length(column)
    return func.instr(case((plain, func.lower(column)), else_=func.folded(column)), folded) > 0


def _work_conditions(asked: ArticleFilter, names: Names) -> Iterable[Condition]:
    if asked.sets:
        yield _article.id.in_(_members(asked.sets))
    if asked.coders:
        yield _assigned(asked.coders, names)
    if asked.marked:
        any_mark = exists().where(_mark.article_id == _article.id)
        yield any_mark if asked.marked == "yes" else not_(any_mark)
    for labels, wanted in ((asked.with_labels, True), (asked.without_labels, False)):
        if labels:
            keys = [names.label_ids.get(one, 0) for one in labels]
            held = exists().where(_mark.article_id == _article.id, _mark.label_id.in_(keys))
            yield held if wanted else not_(held)


def _members(sets: Sequence[str]) -> Select[Any]:
    member, known = schema.metadata.tables["set_member"].c, schema.metadata.tables["article_set"].c
    return select(member.article_id).where(
        member.article_set_id.in_(select(known.id).where(known.uid.in_(sets)))
    )


def _assigned(coders: Sequence[str], names: Names) -> Condition:
    column = schema.metadata.tables["assignment"].c
    keys = [names.coder_ids.get(one, 0) for one in coders if one]
    theirs = exists().where(column.article_id == _article.id, column.coder_id.in_(keys))
    nobody = not_(exists().where(column.article_id == _article.id))
    parts = [*([theirs] if keys else []), *([nobody] if "" in coders else [])]
    return or_(*parts)


def _variable_condition(variable: int, values: Sequence[str], kind: str) -> Condition:
    column = schema.variable_value.c
    own = exists().where(column.article_id == _article.id, column.variable_id == variable)
    parts: list[Condition] = []
    if named := [value for value in values if value]:
        parts.append(own.where(_one_of(func.json_extract(column.value, "$"), named, kind)))
    if "" in values:
        parts.append(not_(own))
    return or_(*parts)


def mark_conditions(
    asked: MarkFilter, names: Names, attributes: Mapping[str, str], scheme: Sequence[Any]
) -> list[Condition]:
    """Conditions on `schema.annotation` that must all hold.

    `attributes` says of what kind each attribute is; `scheme` are labels, relation types and article
    variables, as a to-do needs them.
    """
    labels, types, variables = scheme
    found: list[Condition] = []
    if asked.words.strip():
        place = _mark.quote.concat("\n").concat(_mark.note) if asked.in_notes else _mark.quote
        found.append(holds(place, fold_text(asked.words.strip())))
    if asked.labels:
        found.append(_mark.label_id.in_([names.label_ids.get(one, 0) for one in asked.labels]))
    if asked.coders:
        found.append(_mark.coder_id.in_([names.coder_ids.get(one, 0) for one in asked.coders]))
    if asked.suggested:
        found.append(_mark.suggested == (asked.suggested == "yes"))
    if asked.article:
        found.append(_mark.article_id == asked.article)
    if asked.entities:
        found.append(_entity_condition(asked.entities, names))
    for name, values in asked.values.items():
        found.append(_attribute_condition(name, values, attributes.get(name, "text")))
    if asked.todo:
        found.append(todo_condition(asked.todo, names, labels, types))
    if asked.articles:
        chosen = select(_article.id).where(*article_conditions(asked.articles, names, variables))
        found.append(_mark.article_id.in_(chosen))
    return found


def _entity_condition(entities: Sequence[str], names: Names) -> Condition:
    keys = [names.entity_ids.get(one, 0) for one in entities if one]
    named = _mark.entity_id.in_(keys)
    if "" not in entities:
        return named
    return or_(named, _mark.entity_id.is_(None)) if keys else _mark.entity_id.is_(None)


def _attribute_condition(name: str, values: Sequence[str], kind: str) -> Condition:
    held = json_value(_mark.attributes, name)
    parts: list[Condition] = []
    if named := [value for value in values if value]:
        parts.append(_one_of(held, named, kind))
    if "" in values:
        parts.append(held.is_(None))
    return or_(*parts)


def _one_of(held: ColumnElement[Any], values: Sequence[str], kind: str) -> Condition:
    """Whether a JSON value is one of those named; of a list whether any of its parts is."""
    if kind == "several":
        each = func.json_each(held).table_valued("value")
        return exists(select(literal(1)).select_from(each).where(each.c.value.in_(values)))
    if kind == "yes/no":
        return held.in_([{"yes": 1, "no": 0}.get(value, -1) for value in values])
    if kind == "number":
        return held.in_([number for number in map(_number, values) if number is not None])
    return held.in_(values)


def _number(words: str) -> float | None:
    try:
        return float(words.replace(",", "."))
    except ValueError:
        return None


def json_value(column: ColumnElement[str], name: str) -> ColumnElement[Any]:
    """One member of a JSON object as a plain value (yes and no are 1 and 0); NULL where it has none."""
    return func.json_extract(column, f'$."{name}"')
