"""The numbers behind the dashboard, each by one statement over the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from annotator.model.article import STATUSES, Status
from annotator.store import schema
from annotator.store.reading import View
from annotator.store.statements import fetch_all

_article = schema.article.c
_mark = schema.annotation.c


def marks_by_hour(view: View) -> list[tuple[str, str, str, int]]:
    """Live marks by UTC hour ("2026-11-23T09"), label and coder."""
    hour = func.substr(_mark.created, 1, 13)
    statement = select(hour, _mark.label_id, _mark.coder_id, func.count()).group_by(
        hour, _mark.label_id, _mark.coder_id
    )
    names = view.names
    return [
        (str(at), names.labels[label], names.coders[coder], int(count))
        for at, label, coder, count in fetch_all(view.connection, statement)
    ]


def marks_by_month(view: View) -> dict[str, dict[str, int]]:
    """Live marks by label and month in which the article was published; "" where that is not known."""
    inner = (
        select(_mark.article_id.label("article"), _mark.label_id.label("label"), func.count().label("many"))
        .group_by(_mark.article_id, _mark.label_id)
        .subquery()
    )
    month = func.substr(_article.published, 1, 7)
    statement = (
        select(inner.c.label, month, func.sum(inner.c.many))
        .join_from(inner, schema.article, _article.id == inner.c.article)
        .group_by(inner.c.label, month)
    )
    found: dict[str, dict[str, int]] = {}
    for label, when, count in fetch_all(view.connection, statement):
        found.setdefault(view.names.labels[label], {})[str(when)] = int(count)
    return found


def articles_by_coder(view: View) -> dict[str, int]:
    """In how many articles each coder has a live mark."""
    statement = select(_mark.coder_id, func.count(_mark.article_id.distinct())).group_by(_mark.coder_id)
    return {view.names.coders[coder]: int(count) for coder, count in fetch_all(view.connection, statement)}


def assigned_by_status(view: View) -> dict[str, dict[Status, int]]:
    """Articles assigned to each coder, by status."""
    column = schema.metadata.tables["assignment"].c
    statement = (
        select(column.coder_id, _article.status, func.count())
        .join_from(schema.article, schema.metadata.tables["assignment"], column.article_id == _article.id)
        .group_by(column.coder_id, _article.status)
    )
    found: dict[str, dict[Status, int]] = {}
    for coder, status, count in fetch_all(view.connection, statement):
        held = found.setdefault(view.names.coders[coder], dict.fromkeys(STATUSES, 0))
        held[status] = int(count)
    return found


def done_since(view: View, moment: str) -> dict[str, int]:
    """Articles that are done now and were set so since that UTC moment, by coder who set them last."""
    command, change = schema.command.c, schema.change.c
    statement: Any = (
        select(change.row_id, command.coder_id)
        .join_from(schema.command, schema.change, change.command_id == command.id)
        .join(schema.article, _article.id == change.row_id)
        .where(command.at >= moment, command.kind != "undo")
        .where(change.table_name == "article", change.what == "update", _article.status == "done")
        .where(func.json_extract(change.before, "$.status").is_not(None))
        .order_by(change.id)
    )
    last: Mapping[int, int] = dict(fetch_all(view.connection, statement))
    found: dict[str, int] = {}
    for coder in last.values():
        name = view.names.coders[coder]
        found[name] = found.get(name, 0) + 1
    return found
