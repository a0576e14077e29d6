"""Article sets, assignments, saved documents and decisions: how they are asked for and written."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Select, func, select

from annotator.model.article import ArticleId
from annotator.model.work import ArticleSet, Decision, Saved
from annotator.store import schema
from annotator.store.reading import View
from annotator.store.rows import json_text
from annotator.store.statements import Row, chunks, fetch_all
from annotator.store.writing import Writing

_NAMESPACE: Final = uuid.UUID("b4a6c1de-5a0f-4d0b-9a42-6f0b7a6d2b11")
_document = msgspec.json.Decoder(dict[str, Any])
_uids = msgspec.json.Decoder(list[str])

#: Tables whose rows say only that two others belong together: the two columns that point at them.
LINKS: Final = {
    schema.set_member.name: ("article_set_id", "article_id"),
    schema.assignment.name: ("article_id", "coder_id"),
}


def link_uid(*parts: str) -> str:
    """The uid of a row that is the same in every copy, as what it links is."""
    return str(uuid.uuid5(_NAMESPACE, "\n".join(parts)))


# Sets


def sets(view: View) -> list[ArticleSet]:
    """Every set with its size, by name."""
    one, member = schema.article_set.c, schema.set_member.c
    size = select(func.count()).where(member.article_set_id == one.id).scalar_subquery()
    rows = fetch_all(view.connection, select(one.uid, one.name, one.rule, one.at, size).order_by(one.id))
    found = [
        ArticleSet(uid=uid, name=name, rule=_document.decode(rule), at=at, size=count)
        for uid, name, rule, at, count in rows
    ]
    return sorted(found, key=lambda each: (each.name.casefold(), each.uid))


def set_key(view: View, uid: str) -> int | None:
    """The key of a set, or None."""
    one = schema.article_set.c
    return view.connection.execute(select(one.id).where(one.uid == uid)).scalar()


def in_set(uid: str) -> ColumnElement[bool]:
    """The condition that an article is in the set."""
    one, member = schema.article_set.c, schema.set_member.c
    chosen = select(member.article_id).join(schema.article_set, one.id == member.article_set_id)
    return schema.article.c.id.in_(chosen.where(one.uid == uid))


def set_articles(view: View, uid: str) -> list[ArticleId]:
    """The articles of a set, in the order in which they came into the project."""
    return _articles(view, in_set(uid))


def sets_of(view: View, article: ArticleId) -> list[str]:
    """The uids of the sets that an article is in."""
    one, member = schema.article_set.c, schema.set_member.c
    statement = select(one.uid).join(schema.set_member, member.article_set_id == one.id)
    return list(view.connection.execute(statement.where(member.article_id == article)).scalars())


def add_set(at: Writing, made: ArticleSet) -> int:
    """Add an empty set and give its key."""
    row = {"uid": made.uid, "coder_id": at.recorder.coder, "name": made.name}
    return at.recorder.insert(schema.article_set, {**row, "rule": json_text(made.rule), "at": made.at})


def rename_set(at: Writing, key: int, name: str) -> None:
    """Give a set another name."""
    at.recorder.update(schema.article_set, key, {"name": name})


def fill_set(at: Writing, key: int, uid: str, articles: Sequence[ArticleId]) -> None:
    """Make these articles the set's; unknown ones are left out."""
    member = schema.set_member.c
    statement = select(member.article_id, member.id).where(member.article_set_id == key)
    there = dict(fetch_all(at.recorder.connection, statement))
    wanted = set(articles)
    at.recorder.delete(
        schema.set_member, sorted(one for article, one in there.items() if article not in wanted)
    )
    uids = article_uids(at.view, [article for article in dict.fromkeys(articles) if article not in there])
    rows: list[Row] = [
        {"uid": link_uid(uid, other), "article_set_id": key, "article_id": article}
        for article, other in uids.items()
    ]
    at.recorder.insert_many(schema.set_member, rows)


def delete_set(at: Writing, key: int) -> None:
    """Delete a set; its articles stay."""
    member = schema.set_member.c
    keys = at.recorder.connection.execute(select(member.id).where(member.article_set_id == key)).scalars()
    at.recorder.delete(schema.set_member, list(keys))
    at.recorder.delete(schema.article_set, [key])


# Assignments


def assigned_to(view: View, coder: str) -> ColumnElement[bool]:
    """The condition that an article is assigned to the coder; "" means to nobody."""
    one = schema.assignment.c
    if not coder:
        return schema.article.c.id.not_in(select(one.article_id))
    key = view.names.coder_ids.get(coder)
    return schema.article.c.id.in_(select(one.article_id).where(one.coder_id == key))


def coders_of(view: View, article: ArticleId) -> list[str]:
    """Names of the coders to whom an article is assigned, in the order in which they came."""
    one = schema.assignment.c
    statement = select(one.coder_id).where(one.article_id == article).distinct().order_by(one.coder_id)
    return [view.names.coders[key] for key in view.connection.execute(statement).scalars()]


def articles_of(view: View, coder: str) -> list[ArticleId]:
    """The articles that are assigned to a coder."""
    return _articles(view, assigned_to(view, coder)) if coder else []


def assignment_counts(view: View) -> dict[str, int]:
    """How many articles are assigned to each coder who has any."""
    one = schema.assignment.c
    number = func.count(one.article_id.distinct())
    rows = fetch_all(view.connection, select(one.coder_id, number).group_by(one.coder_id))
    return {view.names.coders[key]: count for key, count in rows}


def assign(at: Writing, articles: Sequence[ArticleId], coder: int) -> None:
    """Assign articles to a coder; those that are already stay as they are."""
    there = set(_assignments(at, articles, coder).values())
    uids = article_uids(at.view, [key for key in dict.fromkeys(articles) if key not in there])
    name = _coder_uid(at, coder)
    rows: list[Row] = [
        {"uid": link_uid(uid, name), "article_id": key, "coder_id": coder, "at": at.recorder.at}
        for key, uid in uids.items()
    ]
    at.recorder.insert_many(schema.assignment, rows)


def unassign(at: Writing, articles: Sequence[ArticleId], coder: int) -> None:
    """Take articles from a coder."""
    at.recorder.delete(schema.assignment, sorted(_assignments(at, articles, coder)))


# Saved documents


def saved(view: View, kind: str) -> list[Saved]:
    """The saved documents of a kind, by name."""
    one = schema.saved_item.c
    rows = fetch_all(view.connection, select(one.uid, one.name, one.body).where(one.kind == kind))
    found = [Saved(kind=kind, name=name, body=_document.decode(body), uid=uid) for uid, name, body in rows]
    return sorted(found, key=lambda each: (each.name.casefold(), each.uid))


def put_saved(at: Writing, item: Saved) -> None:
    """Save a document, in the place of the one of that kind and name."""
    body = {"body": json_text(item.body)}
    key = saved_key(at.view, item.uid)
    if key is None:
        row = {"uid": item.uid, "kind": item.kind, "name": item.name}
        at.recorder.insert(schema.saved_item, {**row, **body})
    else:
        at.recorder.update(schema.saved_item, key, body)


def saved_key(view: View, uid: str) -> int | None:
    """The key of a saved document, or None."""
    one = schema.saved_item.c
    return view.connection.execute(select(one.id).where(one.uid == uid)).scalar()


# Decisions


def decisions(view: View, article: ArticleId | None = None) -> list[Decision]:
    """The decisions on an article (None: on all), oldest first."""
    one = schema.decision.c
    columns = (one.article_id, one.verdict, one.sides, one.result, one.note, one.coder_id, one.at, one.uid)
    statement: Select[Any] = select(*columns).order_by(one.id)
    if article is not None:
        statement = statement.where(one.article_id == article)
    return [
        Decision(
            article=ArticleId(key),
            verdict=verdict,
            sides=_uids.decode(sides),
            result=result,
            note=note,
            coder=view.names.coders[coder],
            at=at,
            uid=uid,
        )
        for key, verdict, sides, result, note, coder, at, uid in fetch_all(view.connection, statement)
    ]


def add_decision(at: Writing, made: Decision) -> None:
    """Write a decision down."""
    row: Row = {"uid": made.uid, "article_id": made.article, "coder_id": at.names.coder_ids[made.coder]}
    row |= {"at": made.at, "verdict": made.verdict, "note": made.note, "sides": json_text(made.sides)}
    at.recorder.insert(schema.decision, {**row, "result": made.result})


def delete_rows_with(at: Writing, table_name: str, uid: str) -> bool:
    """Delete the row with that uid; false when it is not there."""
    table = schema.metadata.tables[table_name]
    key = at.recorder.connection.execute(select(table.c.id).where(table.c.uid == uid)).scalar()
    at.recorder.delete(table, [] if key is None else [key])
    return key is not None


def article_uids(view: View, articles: Collection[int]) -> dict[ArticleId, str]:
    """The uids of articles by key, in the order given; unknown ones are left out."""
    found: dict[int, str] = {}
    one = schema.article.c
    for chunk in chunks(list(articles)):
        found |= dict(fetch_all(view.connection, select(one.id, one.uid).where(one.id.in_(chunk))))
    return {ArticleId(key): found[key] for key in articles if key in found}


def _articles(view: View, condition: ColumnElement[bool]) -> list[ArticleId]:
    one = schema.article.c
    found = fetch_all(view.connection, select(one.id).where(condition).order_by(one.id))
    return [ArticleId(key) for (key,) in found]


def _assignments(at: Writing, articles: Iterable[ArticleId], coder: int) -> dict[int, int]:
    """The assignments of a coder among these articles: key → article."""
    one = schema.assignment.c
    wanted = set(articles)
    statement = select(one.id, one.article_id).where(one.coder_id == coder)
    rows = fetch_all(at.recorder.connection, statement)
    return {key: article for key, article in rows if article in wanted}


def _coder_uid(at: Writing, coder: int) -> str:
    one = schema.coder.c
    return str(at.recorder.connection.execute(select(one.uid).where(one.id == coder)).scalar_one())
