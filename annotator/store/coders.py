"""Who did what: values by coder, the coders who have marked anything, and what is written for another."""

from __future__ import annotations

import msgspec
from sqlalchemy import func, select

from annotator.model.annotation import AttributeValue
from annotator.store import schema, writing
from annotator.store.history import new_uid
from annotator.store.reading import View
from annotator.store.rows import json_text
from annotator.store.statements import fetch_all
from annotator.store.writing import Writing

#: Coder → variable → value, of one article.
Values = dict[str, dict[str, AttributeValue]]


def values_by_coder(view: View) -> dict[str, dict[str, dict[str, AttributeValue]]]:
    """Article uid → coder → the article variables that this coder set."""
    table = schema.variable_value.c
    statement = (
        select(schema.article.c.uid, table.coder_id, table.variable_id, table.value)
        .join(schema.article, schema.article.c.id == table.article_id)
        .order_by(table.id)
    )
    found: dict[str, dict[str, dict[str, AttributeValue]]] = {}
    for uid, coder, variable, value in fetch_all(view.connection, statement):
        values = found.setdefault(uid, {}).setdefault(view.names.coders[coder], {})
        values[view.names.variables[variable]] = msgspec.json.decode(value)
    return found


def coders_at_work(view: View) -> list[str]:
    """Names of the coders who have annotations or article variables, in the order in which they came."""
    found: set[int] = set()
    for table in (schema.annotation, schema.variable_value):
        found |= set(view.connection.execute(select(table.c.coder_id).distinct()).scalars())
    return [name for key, name in sorted(view.names.coders.items()) if key in found]


def values_of_article(view: View, article: int) -> Values:
    """Coder → the variables that this coder gave the article."""
    table = schema.variable_value.c
    statement = select(table.coder_id, table.variable_id, table.value).where(table.article_id == article)
    found: Values = {}
    for coder, variable, value in view.connection.execute(statement.order_by(table.id)):
        values = found.setdefault(view.names.coders[coder], {})
        values[view.names.variables[variable]] = msgspec.json.decode(value)
    return found


def marks_by_article(view: View) -> dict[int, dict[str, int]]:
    """Article id → coder → number of marks that are no suggestions, for everybody who has any."""
    table = schema.annotation.c
    statement = (
        select(table.article_id, table.coder_id, func.count())
        .where(table.suggested.is_(False))
        .group_by(table.article_id, table.coder_id)
        .order_by(table.article_id)
    )
    found: dict[int, dict[str, int]] = {}
    for article, coder, count in fetch_all(view.connection, statement):
        found.setdefault(article, {})[view.names.coders[coder]] = count
    return found


def articles_with_suggestions(view: View) -> list[int]:
    """Ids of the articles in which a suggestion waits."""
    table = schema.annotation.c
    statement = select(table.article_id).where(table.suggested.is_(True)).distinct()
    return [key for (key,) in fetch_all(view.connection, statement.order_by(table.article_id))]


def set_value_of(at: Writing, article: int, variable: str, coder: str, value: AttributeValue | None) -> None:
    """Set another coder's value of an article variable, or take it away (None)."""
    table = schema.variable_value.c
    who, what = writing.coder_key(at, coder), at.names.variable_ids[variable]
    condition = (table.article_id == article, table.variable_id == what, table.coder_id == who)
    known = at.recorder.connection.execute(select(table.id).where(*condition)).scalar()
    if known is not None:
        at.recorder.delete(schema.variable_value, [known])
    if value is not None:
        row = {"uid": new_uid(), "article_id": article, "variable_id": what, "coder_id": who}
        at.recorder.insert(schema.variable_value, {**row, "value": json_text(value)})


def confirm(at: Writing, annotation: int) -> None:
    """Make a suggestion an ordinary mark."""
    at.recorder.update(schema.annotation, annotation, {"suggested": False, "modified": at.recorder.at})
