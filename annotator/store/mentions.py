"""Questions about entities: where they are named, with whom, and what is related to these mentions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Select, func, select

from annotator.model.annotation import AttributeValue
from annotator.model.entity import Entity
from annotator.store import schema
from annotator.store.reading import View
from annotator.store.rows import entity_of
from annotator.store.statements import fetch_all


class MentionRow(NamedTuple):
    """One mark that names an entity, or might: hull in code points, and where its article is from."""

    id: int
    uid: str
    article: int
    label: str
    start: int
    end: int
    quote: str
    coder: str
    title: str
    outlet: str
    published: str


class RelatedRow(NamedTuple):
    """One mark at the other end of a relation; `outgoing` when the entity's mark is the head."""

    type: str
    outgoing: bool
    mark: MentionRow
    attributes: dict[str, AttributeValue]


_marks = schema.annotation.c
_articles = schema.article.c
_MENTION: Final = (
    _marks.id,
    _marks.uid,
    _marks.article_id,
    _marks.label_id,
    _marks.start,
    _marks.end,
    _marks.quote,
    _marks.coder_id,
    _articles.title,
    _articles.outlet,
    _articles.published,
)


def entity_with(view: View, uid: str) -> Entity | None:
    """One entity, or None."""
    statement = select(schema.entity).where(schema.entity.c.uid == uid)
    row = view.connection.execute(statement).mappings().first()
    return None if row is None else entity_of(row)


def mention_counts(view: View) -> dict[str, int]:
    """How many marks name each entity (uid); those that none names are left out."""
    counted = select(_marks.entity_id, func.count()).where(_marks.entity_id.is_not(None), ~_marks.suggested)
    rows = fetch_all(view.connection, counted.group_by(_marks.entity_id))
    return {view.names.entities[key]: int(count) for key, count in rows}


def mentions_of(view: View, entity: str) -> list[MentionRow]:
    """The marks that name an entity (uid), by date of the article, then by place."""
    if entity not in view.names.entity_ids:
        return []
    return _mentions(view, _from(_MENTION).where(_marks.entity_id == view.names.entity_ids[entity]))


def unassigned_mentions(view: View, labels: Sequence[str]) -> list[MentionRow]:
    """The marks of these labels that name no entity; those called pronouns are left out."""
    keys = [view.names.label_ids[one] for one in labels if one in view.names.label_ids]
    statement = _from((*_MENTION, _marks.attributes)).where(
        _marks.entity_id.is_(None), _marks.label_id.in_(keys)
    )
    rows = _rows(view, statement)
    return [_mention(view, row) for row in rows if '"pronoun"' not in row[-1]]


def company_of(view: View, entity: str) -> list[tuple[str, int]]:
    """The other entities in the articles that name this one, with the number of these articles."""
    key = view.names.entity_ids.get(entity)
    if key is None:
        return []
    own = select(_marks.article_id).where(_marks.entity_id == key).distinct()
    count = func.count(_marks.article_id.distinct())
    statement = (
        select(_marks.entity_id, count)
        .where(_marks.article_id.in_(own), _marks.entity_id.is_not(None), _marks.entity_id != key)
        .group_by(_marks.entity_id)
        .order_by(count.desc(), _marks.entity_id)
    )
    return [(view.names.entities[other], int(number)) for other, number in _rows(view, statement)]


def related_to(view: View, entity: str) -> list[RelatedRow]:
    """The marks that relations tie to the mentions of an entity, by type, date and place."""
    key = view.names.entity_ids.get(entity)
    if key is None:
        return []
    found = []
    relation = schema.relation.c
    for outgoing, near, far in (
        (True, relation.head_id, relation.tail_id),
        (False, relation.tail_id, relation.head_id),
    ):
        own = schema.annotation.alias("own")
        statement = (
            select(*_MENTION, _marks.attributes, relation.type_id)
            .select_from(schema.relation)
            .join(own, own.c.id == near)
            .join(schema.annotation, _marks.id == far)
            .join(schema.article, _articles.id == _marks.article_id)
            .where(own.c.entity_id == key)
        )
        for row in _rows(view, statement):
            values = msgspec.json.decode(row[-2], type=dict[str, AttributeValue])
            found.append(RelatedRow(view.names.types[row[-1]], outgoing, _mention(view, row), values))
    return sorted(
        _once(found), key=lambda one: (one.type, one.mark.published, one.mark.article, one.mark.start)
    )


def _once(found: list[RelatedRow]) -> list[RelatedRow]:
    return list({(one.type, one.outgoing, one.mark.id): one for one in found}.values())


def _from(columns: Sequence[Any]) -> Select[Any]:
    joined = select(*columns).join(schema.article, _articles.id == _marks.article_id)
    return joined.where(~_marks.suggested)


def _mentions(view: View, statement: Select[Any]) -> list[MentionRow]:
    rows = _rows(view, statement)
    return sorted(
        (_mention(view, row) for row in rows), key=lambda one: (one.published, one.article, one.start)
    )


def _mention(view: View, row: Sequence[Any]) -> MentionRow:
    key, uid, article, label, start, end, quote, coder, title, outlet, published = row[:11]
    names = view.names
    return MentionRow(
        key,
        uid,
        article,
        names.labels[label],
        start,
        end,
        quote,
        names.coders[coder],
        title,
        outlet,
        published,
    )


def _rows(view: View, statement: Select[Any]) -> Sequence[tuple[Any, ...]]:
    return fetch_all(view.connection, statement)
