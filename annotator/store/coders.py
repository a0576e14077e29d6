"""Questions about who did what: values by coder, and the coders who have marked anything."""

from __future__ import annotations

import msgspec
from sqlalchemy import select

from annotator.model.annotation import AttributeValue
from annotator.store import schema
from annotator.store.reading import View
from annotator.store.statements import fetch_all


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
