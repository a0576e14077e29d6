"""Whole articles out of the file, portion by portion, for export and for checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, select

from annotator.model.annotation import Relation
from annotator.model.article import ArticleId
from annotator.model.exchange import ArticleRecord
from annotator.model.stored import COLUMNS, RowNames, StoredAnnotations, StoredRow
from annotator.store import schema
from annotator.store.names import Names
from annotator.store.reading import RELATIONS, Choice, View, variables_between
from annotator.store.rows import annotation_of, article_of, relation_of
from annotator.store.statements import fetch_all

#: Articles that are in memory at a time, and how far apart their keys may lie. What a portion holds
#: should fit the processor's cache: 100 articles take a tenth longer each.
PORTION: Final = 40
_WINDOW: Final = 160

_FIRST: Final[Any] = bindparam("first", 0)
_LAST: Final[Any] = bindparam("last", 0)

_ARTICLES: Final = (
    select(*schema.article.c, schema.article_text.c.text)
    .join(schema.article_text, schema.article_text.c.article_id == schema.article.c.id)
    .where(schema.article.c.id.between(_FIRST, _LAST))
    .order_by(schema.article.c.id)
)
_ANNOTATIONS: Final = select(*(schema.annotation.c[name] for name in COLUMNS)).where(
    schema.annotation.c.article_id.between(_FIRST, _LAST)
)
_LINKS: Final = RELATIONS.where(schema.relation.c.article_id.between(_FIRST, _LAST))
_article_key: Final = itemgetter(COLUMNS.index("article_id"))
_span_order: Final = itemgetter(*(COLUMNS.index(name) for name in ("start", "end", "uid")))


def records(view: View, ids: Sequence[ArticleId], choice: Choice) -> Iterator[ArticleRecord]:
    """These articles (in key order) with the annotations that the choice takes, a portion in memory at
    a time; relations only between annotations that are taken.
    """
    marks = _chosen(view.names, choice)
    for portion in _portions(ids):
        yield from _records(view, portion, marks, choice.coders)


def _portions(ids: Sequence[ArticleId]) -> Iterator[list[ArticleId]]:
    """The keys in portions of neighbours, so that a portion can be asked for by its first and last."""
    portion: list[ArticleId] = []
    for key in sorted(ids):
        if portion and (len(portion) == PORTION or key - portion[0] > _WINDOW):
            yield portion
            portion = []
        portion.append(key)
    if portion:
        yield portion


class _Keys:
    """Asks questions about the articles from one key to another."""

    def __init__(self, connection: Connection, first: int, last: int) -> None:
        self._connection = connection
        self._values = {"first": first, "last": last}

    def ask(self, statement: Select[Any]) -> Sequence[tuple[Any, ...]]:
        """The rows of the answer."""
        return fetch_all(self._connection, statement, self._values)


def _records(
    view: View, portion: Sequence[ArticleId], marks: Select[Any], coders: Sequence[str]
) -> Iterator[ArticleRecord]:
    keys = _Keys(view.connection, portion[0], portion[-1])
    annotations = _annotations(keys, marks)
    relations = _relations(view, keys)
    variables = variables_between(view, portion[0], portion[-1], coders)
    names = RowNames(view.names.labels, view.names.coders, view.names.entities)
    wanted = frozenset(portion)
    for row in keys.ask(_ARTICLES):
        if row[0] not in wanted:
            continue
        fields = dict(zip(_ARTICLE_COLUMNS, row, strict=True))
        rows = annotations.get(row[0], [])
        yield ArticleRecord(
            article=article_of(fields),
            text=fields["text"],
            annotations=StoredAnnotations(rows, names, annotation_of),
            relations=_between(rows, relations.get(row[0], [])),
            variables=variables.get(row[0], {}),
            split=fields["split"],
        )


_ARTICLE_COLUMNS: Final = (*schema.article.c.keys(), "text")
_RELATION_COLUMNS: Final = (*schema.relation.c.keys(), "head", "tail")


def _chosen(names: Names, choice: Choice) -> Select[Any]:
    statement, column = _ANNOTATIONS, schema.annotation.c
    if choice.labels:
        statement = statement.where(column.label_id.in_([names.label_ids[one] for one in choice.labels]))
    if choice.coders:
        statement = statement.where(column.coder_id.in_([names.coder_ids[one] for one in choice.coders]))
    if not choice.suggestions:
        statement = statement.where(column.suggested.is_(False))
    return statement.order_by(column.article_id)


def _annotations(keys: _Keys, statement: Select[Any]) -> dict[int, list[StoredRow]]:
    by_article = groupby(keys.ask(statement), key=_article_key)
    return {article: sorted(rows, key=_span_order) for article, rows in by_article}


def _relations(view: View, keys: _Keys) -> dict[int, list[Relation]]:
    grouped: dict[int, list[Relation]] = {}
    for row in keys.ask(_LINKS):
        relation = relation_of(dict(zip(_RELATION_COLUMNS, row, strict=True)), view.names)
        grouped.setdefault(relation.article, []).append(relation)
    return grouped


def _between(rows: Sequence[StoredRow], relations: list[Relation]) -> list[Relation]:
    """The relations whose two ends are among the rows."""
    if not relations:
        return relations
    uids = {row[1] for row in rows}
    return [one for one in relations if one.head in uids and one.tail in uids]
