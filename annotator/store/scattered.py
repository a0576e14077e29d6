"""Articles from anywhere in the file, a handful at a time, as a search finds them; and what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import msgspec
from sqlalchemy import Select, literal, select

from annotator.model.annotation import Relation
from annotator.model.article import METADATA, ArticleId
from annotator.model.exchange import ArticleRecord
from annotator.model.stored import COLUMNS, RowNames, StoredAnnotations
from annotator.store import schema
from annotator.store.reading import RELATIONS, View
from annotator.store.rows import annotation_of, article_of, relation_of
from annotator.store.statements import chunks, fetch_all

_ARTICLES: Final = select(*schema.article.c, schema.article_text.c.text).join(
    schema.article_text, schema.article_text.c.article_id == schema.article.c.id
)
_METADATA: Final = select(*schema.article.c, literal("").label("text"))
_ARTICLE_COLUMNS: Final = (*schema.article.c.keys(), "text")
_MARKS: Final = select(*(schema.annotation.c[name] for name in COLUMNS))
_article_key: Final = itemgetter(COLUMNS.index("article_id"))
_span_order: Final = itemgetter(*(COLUMNS.index(name) for name in ("start", "end", "uid")))


def scattered_records(
    view: View, ids: Sequence[ArticleId], *, marks: bool = True, texts: bool = True
) -> Iterator[ArticleRecord]:
    """These articles in that order, deleted ones left out; without `marks` no annotations and relations,
    without `texts` with empty ones.
    """
    names = RowNames(view.names.labels, view.names.coders, view.names.entities)
    for chunk in chunks(ids):
        statement = _ARTICLES if texts else _METADATA
        found = fetch_all(view.connection, _in(statement, schema.article.c.id, chunk))
        rows = {row[0]: row for row in found}
        annotations = _annotations(view, chunk) if marks else {}
        links = _relations(view, chunk) if marks else {}
        values = _values(view, chunk)
        for key in chunk:
            if key not in rows:
                continue
            fields = dict(zip(_ARTICLE_COLUMNS, rows[key], strict=True))
            yield ArticleRecord(
                article=article_of(fields),
                text=fields["text"],
                annotations=StoredAnnotations(annotations.get(key, []), names, annotation_of),
                relations=links.get(key, []),
                variables=values.get(key, {}),
                split=fields["split"],
            )


def fingerprints(view: View) -> dict[int, str]:
    """Every article's fingerprint, by its key."""
    columns = schema.article.c
    return dict(fetch_all(view.connection, select(columns.id, columns.fingerprint)))


def fingerprints_of(view: View, ids: Sequence[int]) -> list[tuple[int, str]]:
    """Key and fingerprint of these articles."""
    columns = schema.article.c
    statement = select(columns.id, columns.fingerprint)
    return [row for chunk in chunks(ids) for row in _pairs(view, _in(statement, columns.id, chunk))]


def texts_of(view: View, ids: Sequence[int]) -> list[tuple[int, str]]:
    """Key and text of these articles."""
    columns = schema.article_text.c
    statement = select(columns.article_id, columns.text)
    return [row for chunk in chunks(ids) for row in _pairs(view, _in(statement, columns.article_id, chunk))]


def newest_command(view: View) -> tuple[int, str]:
    """Id and uid of the newest command; (0, "") before the first."""
    columns = schema.command.c
    row = view.connection.execute(
        select(columns.id, columns.uid).order_by(columns.id.desc()).limit(1)
    ).first()
    return (int(row[0]), str(row[1])) if row else (0, "")


def texts_changed_since(view: View, command: int, uid: str) -> bool:
    """Whether articles came, went or changed their text after that command, or it is not in the file."""
    columns, change = schema.command.c, schema.change.c
    known = view.connection.execute(select(columns.id).where(columns.id == command, columns.uid == uid))
    if known.first() is None:
        return True
    texts = select(change.id).where(change.command_id > command, change.table_name == "article_text")
    return view.connection.execute(texts.limit(1)).first() is not None


def articles_with_marks(view: View, entities: Iterable[str] | None = None) -> set[int]:
    """Keys of the articles with annotations, of these entities (uids) where any are named."""
    columns = schema.annotation.c
    statement = select(columns.article_id).distinct()
    if entities is None:
        return {row[0] for row in fetch_all(view.connection, statement)}
    keys = sorted(view.names.entity_ids[uid] for uid in entities if uid in view.names.entity_ids)
    return {
        row[0]
        for chunk in chunks(keys)
        for row in fetch_all(view.connection, _in(statement, columns.entity_id, chunk))
    }


def said_beside(view: View) -> Iterator[tuple[int, str]]:
    """What is said beside the texts: article, and a metadata field, further columns (JSON) or a note."""
    article = schema.article.c
    for row in fetch_all(view.connection, select(article.id, *(article[name] for name in METADATA))):
        yield row[0], "\n".join(row[1:])
    extra = select(article.id, article.extra).where(article.extra != "{}")
    yield from _pairs(view, extra)
    for table in (schema.annotation, schema.relation):
        yield from _pairs(view, select(table.c.article_id, table.c.note).where(table.c.note != ""))


def _annotations(view: View, chunk: Sequence[int]) -> dict[int, list[tuple[Any, ...]]]:
    column = schema.annotation.c.article_id
    rows = sorted(fetch_all(view.connection, _in(_MARKS, column, chunk)), key=_article_key)
    return {key: sorted(each, key=_span_order) for key, each in groupby(rows, key=_article_key)}


_RELATION_COLUMNS: Final = (*schema.relation.c.keys(), "head", "tail")


def _relations(view: View, chunk: Sequence[int]) -> dict[int, list[Relation]]:
    found: dict[int, list[Relation]] = {}
    for row in fetch_all(view.connection, _in(RELATIONS, schema.relation.c.article_id, chunk)):
        relation = relation_of(dict(zip(_RELATION_COLUMNS, row, strict=True)), view.names)
        found.setdefault(relation.article, []).append(relation)
    return found


def _values(view: View, chunk: Sequence[int]) -> dict[int, dict[str, Any]]:
    columns = schema.variable_value.c
    statement = select(columns.article_id, columns.variable_id, columns.value).order_by(columns.id)
    found: dict[int, dict[str, Any]] = {}
    for key, variable, value in fetch_all(view.connection, _in(statement, columns.article_id, chunk)):
        found.setdefault(key, {})[view.names.variables[variable]] = msgspec.json.decode(value)
    return found


def _pairs(view: View, statement: Select[Any]) -> Sequence[tuple[int, str]]:
    return fetch_all(view.connection, statement)


def _in(statement: Select[Any], column: Any, keys: Sequence[int]) -> Select[Any]:
    return statement.where(column.in_(keys))
