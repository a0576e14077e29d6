"""Questions to the project file: lists, single rows, and whole articles for export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, func, or_, select

from annotator.model.annotation import Annotation, AttributeValue, Relation, span_order
from annotator.model.article import STATUSES, Article, ArticleId, Status
from annotator.model.entity import Entity
from annotator.model.stored import COLUMNS
from annotator.store import schema
from annotator.store.names import Names
from annotator.store.rows import annotation_of, article_of, entity_of, relation_of
from annotator.store.statements import chunks, fetch_all, fetch_row

_annotations = select(*(schema.annotation.c[name] for name in COLUMNS))
_heads = schema.annotation.alias("heads")
_tails = schema.annotation.alias("tails")
_variables = (
    select(
        schema.variable_value.c.article_id, schema.variable_value.c.variable_id, schema.variable_value.c.value
    )
    .join(schema.variable, schema.variable.c.id == schema.variable_value.c.variable_id)
    .where(schema.variable_value.c.article_id.between(bindparam("first", 0), bindparam("last", 0)))
    .order_by(schema.variable_value.c.article_id, schema.variable.c.position, schema.variable_value.c.id)
)
#: Relations with the uids of their ends as `head` and `tail`.
RELATIONS: Final = (
    select(schema.relation, _heads.c.uid.label("head"), _tails.c.uid.label("tail"))
    .join(_heads, _heads.c.id == schema.relation.c.head_id)
    .join(_tails, _tails.c.id == schema.relation.c.tail_id)
    .order_by(schema.relation.c.id)
)


class View(NamedTuple):
    """What a question is put to: the connection, and the names behind the ids."""

    connection: Connection
    names: Names


class Choice(NamedTuple):
    """Which articles and annotations go out; an empty part means all.

    `coders` are also those whose article variables count. Without `suggestions` annotations that nobody
    has confirmed stay behind.
    """

    articles: tuple[ArticleId, ...] = ()
    status: str = ""
    labels: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    suggestions: bool = True


def article(view: View, key: ArticleId) -> Article | None:
    """One article's metadata, or None."""
    row = view.connection.execute(select(schema.article).where(schema.article.c.id == key)).mappings().first()
    return None if row is None else article_of(row)


def article_text(view: View, key: ArticleId) -> str | None:
    """One article's text, or None."""
    row = fetch_row(view.connection, schema.article_text, key)
    return None if row is None else str(row["text"])


def article_id(view: View, *, uid: str = "", fingerprint: str = "") -> ArticleId | None:
    """The article with that uid, or else with that fingerprint, or None."""
    for column, value in ((schema.article.c.uid, uid), (schema.article.c.fingerprint, fingerprint)):
        found = (
            view.connection.execute(select(schema.article.c.id).where(column == value)).scalar()
            if value
            else None
        )
        if found is not None:
            return ArticleId(found)
    return None


def progress(view: View) -> dict[Status, int]:
    """Number of articles of each status."""
    column = schema.article.c.status
    counted = _tally(view, column)
    return {status: counted.get(status, 0) for status in STATUSES}


def annotations_of(view: View, key: ArticleId) -> list[Annotation]:
    """The annotations of one article in `span_order`."""
    rows = view.connection.execute(_annotations.where(schema.annotation.c.article_id == key))
    return sorted((annotation_of(row, view.names) for row in rows), key=span_order)


def annotations_with(view: View, ids: Sequence[int]) -> list[Annotation]:
    """The annotations with these ids; deleted ones are left out."""
    found: list[Annotation] = []
    for chunk in chunks(ids):
        rows = view.connection.execute(_annotations.where(schema.annotation.c.id.in_(chunk)))
        found += [annotation_of(row, view.names) for row in rows]
    return found


def ids_of_uids(view: View, table_name: str, uids: Sequence[str]) -> dict[str, int]:
    """The ids behind uids of one table; unknown uids are left out."""
    table = schema.metadata.tables[table_name]
    found: dict[str, int] = {}
    for start in range(0, len(uids), 500):
        chosen = table.c.uid.in_(uids[start : start + 500])
        found |= {
            row.uid: row.id for row in view.connection.execute(select(table.c.uid, table.c.id).where(chosen))
        }
    return found


def relations_of(view: View, key: ArticleId) -> list[Relation]:
    """The relations of one article, oldest first."""
    rows = view.connection.execute(RELATIONS.where(schema.relation.c.article_id == key)).mappings()
    return [relation_of(row, view.names) for row in rows]


def relation(view: View, key: int) -> Relation | None:
    """One relation, or None."""
    row = view.connection.execute(RELATIONS.where(schema.relation.c.id == key)).mappings().first()
    return None if row is None else relation_of(row, view.names)


def relation_ids_at(view: View, annotations: Sequence[int]) -> list[int]:
    """Ids of the relations that begin or end at these annotations."""
    found: set[int] = set()
    for chunk in chunks(annotations):
        at = or_(schema.relation.c.head_id.in_(chunk), schema.relation.c.tail_id.in_(chunk))
        found |= set(view.connection.execute(select(schema.relation.c.id).where(at)).scalars())
    return sorted(found)


def variables_of(view: View, key: ArticleId) -> dict[str, AttributeValue]:
    """The article's variables, by name in scheme order; the newest value where coders differ."""
    return variables_between(view, key, key).get(key, {})


def variables_between(
    view: View, first: ArticleId, last: ArticleId, coders: Sequence[str] = ()
) -> dict[int, dict[str, AttributeValue]]:
    """The same for every article from one key to another that has any; of these coders alone, if any."""
    found: dict[int, dict[str, AttributeValue]] = {}
    statement = _variables
    if coders:
        known = [view.names.coder_ids[one] for one in coders]
        statement = statement.where(schema.variable_value.c.coder_id.in_(known))
    for article, variable, value in fetch_all(view.connection, statement, {"first": first, "last": last}):
        found.setdefault(article, {})[view.names.variables[variable]] = msgspec.json.decode(value)
    return found


def counts_by_label(view: View) -> dict[str, int]:
    """Number of annotations of every label."""
    return _counts(view, schema.annotation.c.label_id, view.names.labels)


def counts_by_type(view: View) -> dict[str, int]:
    """Number of relations of every type."""
    return _counts(view, schema.relation.c.type_id, view.names.types)


def fragment_count(view: View) -> int:
    """Number of fragments of all annotations."""
    column = schema.annotation.c.fragments
    several = view.connection.execute(select(column).where(column.is_not(None))).scalars()
    extra = sum(len(msgspec.json.decode(one)) - 1 for one in several)
    return extra + int(
        view.connection.execute(select(func.count()).select_from(schema.annotation)).scalar_one()
    )


def chosen_article_ids(view: View, choice: Choice) -> list[ArticleId]:
    """Ids of the articles that a choice takes, in the order in which they were added."""
    statement = select(schema.article.c.id).order_by(schema.article.c.id)
    if choice.status:
        statement = statement.where(schema.article.c.status == choice.status)
    ids = [ArticleId(key) for key in view.connection.execute(statement).scalars()]
    wanted = set(choice.articles)
    return [key for key in ids if key in wanted] if wanted else ids


def articles_marked_by(view: View, coder: str) -> set[ArticleId]:
    """Ids of the articles that a coder (by name) has marked anything in."""
    column = schema.annotation.c
    chosen = select(column.article_id).where(column.coder_id == view.names.coder_ids.get(coder)).distinct()
    return {ArticleId(key) for key in view.connection.execute(chosen).scalars()}


def _counts(view: View, column: Any, names: Mapping[int, str]) -> dict[str, int]:
    counted = _tally(view, column)
    return {name: counted.get(key, 0) for key, name in names.items()}


def _tally(view: View, column: Any) -> dict[Any, int]:
    return {row[0]: row[1] for row in view.connection.execute(select(column, func.count()).group_by(column))}


def entities(view: View) -> list[Entity]:
    """Every entity, by name."""
    rows = view.connection.execute(select(schema.entity)).mappings().all()
    return sorted((entity_of(row) for row in rows), key=lambda one: (one.name.casefold(), one.uid))


def uses(view: View, kind: str, name: str) -> int:
    """How many annotations, relations or values use the label, relation type or variable."""
    column, ids = {
        "label": (schema.annotation.c.label_id, view.names.label_ids),
        "relation_type": (schema.relation.c.type_id, view.names.type_ids),
        "variable": (schema.variable_value.c.variable_id, view.names.variable_ids),
    }[kind]
    statement = select(func.count()).where(column == ids.get(name))
    return int(view.connection.execute(statement).scalar_one())


def fingerprints(view: View) -> dict[str, ArticleId]:
    """The article of every fingerprint."""
    columns = select(schema.article.c.fingerprint, schema.article.c.id).order_by(schema.article.c.id.desc())
    return dict(fetch_all(view.connection, columns))


def identities(view: View) -> dict[str, tuple[ArticleId, str]]:
    """The article of every uid, and its fingerprint."""
    columns = schema.article.c
    rows = fetch_all(view.connection, select(columns.uid, columns.id, columns.fingerprint))
    return {uid: (ArticleId(key), print_) for uid, key, print_ in rows}


def known_uids(view: View, table_name: str, uids: Sequence[str]) -> set[str]:
    """Those of the uids that are taken in a table."""
    return set(ids_of_uids(view, table_name, uids))


def command_count(view: View) -> int:
    """How many commands the project has seen, undos and redos included."""
    return int(view.connection.execute(select(func.count()).select_from(schema.command)).scalar_one())
