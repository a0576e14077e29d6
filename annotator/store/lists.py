"""The long lists of the window: ids in an order, and a page of lines at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Select, func, literal, select

from annotator.model.annotation import AttributeValue
from annotator.model.article import METADATA, STATUSES, ArticleId, ArticleRow
from annotator.model.filters import EXTRA, VARIABLE, ArticleFilter, ArticleLine, MarkFilter, MarkLine
from annotator.model.scheme import Attribute, Scheme
from annotator.model.stored import COLUMNS
from annotator.store import schema
from annotator.store.filtering import article_conditions, json_value, mark_conditions
from annotator.store.reading import View
from annotator.store.rows import annotation_of, article_of
from annotator.store.statements import chunks, fetch_all

_article = schema.article.c
_mark = schema.annotation.c

_marks = select(func.count()).where(_mark.article_id == _article.id).scalar_subquery()
_number_of = {"marks": _marks, "length": _article.length, "added": _article.id}


class Asked(NamedTuple):
    """A question about articles: the filter, and the article variables of the scheme."""

    filter: ArticleFilter = ArticleFilter()
    variables: Sequence[Attribute] = ()


# ---------------------------------------------------------------------- articles


def article_ids(view: View, asked: Asked, order: str = "added") -> list[ArticleId]:
    """Ids of the articles that the filter takes, in the order of a column of `ARTICLE_COLUMNS`, or of
    "extra:…" or "variable:…"; "-" before it turns it round. Articles without a value come last either way.
    """
    statement = select(_article.id).where(*article_conditions(asked.filter, view.names, asked.variables))
    statement = statement.order_by(*_article_order(view, order))
    return [ArticleId(key) for (key,) in fetch_all(view.connection, statement)]


def _article_order(view: View, order: str) -> list[ColumnElement[Any]]:
    name, backwards = order.removeprefix("-"), order.startswith("-")
    if name in _number_of:
        return _turned([_number_of[name]], backwards=backwards) + _turned([_article.id], backwards=backwards)
    column: ColumnElement[Any]
    if name.startswith(EXTRA):
        column = func.coalesce(json_value(_article.extra, name.removeprefix(EXTRA)), "")
    elif name.startswith(VARIABLE):
        column = func.coalesce(_variable_of(view, name.removeprefix(VARIABLE)), "")
    elif name == "coders":
        column = func.coalesce(_first_coder(), "")
    else:
        column = _article[name]
    return _text_order(column, name, backwards=backwards)


def _text_order(column: ColumnElement[Any], name: str, *, backwards: bool) -> list[ColumnElement[Any]]:
    """Case does not matter to the order of names, and what is empty comes last."""
    if name == "status":
        return _turned([func.instr(" ".join(STATUSES), column), _article.id], backwards=backwards)
    sorting = column if name in {"published", "language"} else func.lower(column)
    return [column == "", *_turned([sorting, _article.id], backwards=backwards)]


def _turned(columns: Sequence[ColumnElement[Any]], *, backwards: bool) -> list[ColumnElement[Any]]:
    return [column.desc() if backwards else column for column in columns]


def _variable_of(view: View, name: str) -> ColumnElement[Any]:
    value = schema.variable_value.c
    newest = (
        select(func.json_extract(value.value, "$"))
        .where(value.article_id == _article.id, value.variable_id == view.names.variable_ids.get(name, 0))
        .order_by(value.id.desc())
        .limit(1)
    )
    return newest.scalar_subquery()


def _first_coder() -> ColumnElement[Any]:
    assigned = schema.metadata.tables["assignment"].c
    first = (
        select(func.min(schema.coder.c.name))
        .where(assigned.article_id == _article.id)
        .where(assigned.coder_id == schema.coder.c.id)
    )
    return first.scalar_subquery()


def article_rows(view: View, ids: Sequence[ArticleId]) -> list[ArticleRow]:
    """What the narrow list shows of these articles, in the order of `ids`; deleted ones are left out."""
    columns = [_article[name] for name in ("id", "title", "outlet", "published", "status")]
    found: dict[int, ArticleRow] = {}
    for chunk in chunks(ids):
        statement = select(*columns, _marks.label("marks")).where(_article.id.in_(chunk))
        for row in view.connection.execute(statement).mappings():
            found[row["id"]] = ArticleRow(**row)
    return [found[key] for key in ids if key in found]


def article_lines(view: View, ids: Sequence[ArticleId]) -> list[ArticleLine]:
    """What the table shows of these articles, in the order of `ids`; deleted ones are left out."""
    columns = [
        _article[name] for name in ("id", *METADATA, "extra", "status", "fingerprint", "length", "uid")
    ]
    found: dict[int, ArticleLine] = {}
    for chunk in chunks(ids):
        variables, coders = _variables(view, chunk), _coders(view, chunk)
        statement = select(*columns, _marks.label("marks")).where(_article.id.in_(chunk))
        for row in view.connection.execute(statement).mappings():
            key = row["id"]
            found[key] = ArticleLine(
                article=article_of(row),
                marks=row["marks"],
                variables=variables.get(key, {}),
                coders=tuple(coders.get(key, ())),
            )
    return [found[key] for key in ids if key in found]


def _variables(view: View, ids: Sequence[int]) -> dict[int, dict[str, AttributeValue]]:
    column = schema.variable_value.c
    statement = select(column.article_id, column.variable_id, column.value)
    statement = statement.where(column.article_id.in_(ids)).order_by(column.id)
    found: dict[int, dict[str, AttributeValue]] = {}
    for article, variable, value in view.connection.execute(statement):
        found.setdefault(article, {})[view.names.variables[variable]] = msgspec.json.decode(value)
    return found


def _coders(view: View, ids: Sequence[int]) -> dict[int, list[str]]:
    column = schema.metadata.tables["assignment"].c
    statement = select(column.article_id, column.coder_id).where(column.article_id.in_(ids))
    found: dict[int, list[str]] = {}
    for article, coder in view.connection.execute(statement.order_by(column.id)):
        found.setdefault(article, []).append(view.names.coders[coder])
    return found


def article_facets(view: View, name: str, ids: Sequence[ArticleId] | None = None) -> dict[str, int]:
    """How many articles (of these, or of all) have each value of a metadata column, most frequent first."""
    column = _column_of(name)
    if ids is None:
        statement = select(column, func.count()).group_by(column)
        counted = dict(fetch_all(view.connection, statement))
    else:
        counted = {}
        for chunk in chunks(ids):
            part = select(column, func.count()).where(_article.id.in_(chunk)).group_by(column)
            for value, count in view.connection.execute(part):
                counted[value] = counted.get(value, 0) + count
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], str(pair[0]))))


def _column_of(name: str) -> ColumnElement[Any]:
    if name.startswith(EXTRA):
        return func.coalesce(json_value(_article.extra, name.removeprefix(EXTRA)), "")
    return _article[name]


def article_strata(view: View, by: str) -> list[tuple[ArticleId, str, str]]:
    """Id, uid and stratum of every article: by outlet, language, status, year or month of publication, or by
    a "variable:…" or "extra:…"; "" where nothing says which.
    """
    stratum: ColumnElement[Any]
    if by in {"month", "year"}:
        stratum = func.substr(_article.published, 1, 7 if by == "month" else 4)
    elif by.startswith(VARIABLE):
        stratum = func.coalesce(_variable_of(view, by.removeprefix(VARIABLE)), "")
    else:
        stratum = _column_of(by) if by else literal("")
    rows = fetch_all(view.connection, select(_article.id, _article.uid, stratum).order_by(_article.id))
    return [(ArticleId(key), uid, str(name)) for key, uid, name in rows]


def extra_names(view: View) -> list[str]:
    """The names of all metadata beyond the usual that any article has."""
    each = func.json_each(_article.extra).table_valued("key")
    statement = select(each.c.key).select_from(schema.article).join(each, _article.extra != "{}")
    return sorted({str(name) for (name,) in fetch_all(view.connection, statement.distinct())})


# ---------------------------------------------------------------------- marks


class MarksAsked(NamedTuple):
    """A question about marks: the filter, and the scheme that its names come from."""

    filter: MarkFilter = MarkFilter()
    scheme: Scheme = Scheme()


def _mark_statement(view: View, asked: MarksAsked, column: Any) -> Select[Any]:
    scheme = asked.scheme
    kinds = {one.name: one.kind for label in scheme.labels for one in label.attributes}
    parts = (scheme.labels, scheme.relation_types, scheme.variables)
    return select(column).where(*mark_conditions(asked.filter, view.names, kinds, parts))


def mark_count(view: View, asked: MarksAsked) -> int:
    """How many marks the filter takes."""
    statement = _mark_statement(view, asked, func.count()).select_from(schema.annotation)
    return int(view.connection.execute(statement).scalar_one())


def mark_ids(view: View, asked: MarksAsked, order: str = "place", *, most: int = 0) -> list[int]:
    """Ids of the marks that the filter takes, the first `most` or all, in the order of "place" (articles as
    they were added, then the text) or of a column of `MARK_COLUMNS`; "-" before it turns it round.
    """
    statement = _mark_statement(view, asked, _mark.id)
    name, backwards = order.removeprefix("-"), order.startswith("-")
    column, table = _mark_order(name)
    if table is not None:
        statement = statement.join_from(schema.annotation, *table, isouter=True)
    places = [_mark.article_id, _mark.start, _mark.id]
    keys = [column, *places] if column is not None else places
    statement = statement.order_by(*_turned(keys, backwards=backwards))
    if most:
        statement = statement.limit(most)
    return [key for (key,) in fetch_all(view.connection, statement)]


def _mark_order(name: str) -> tuple[ColumnElement[Any] | None, tuple[Any, ...] | None]:
    """The column that decides, and the table that it stands in, with the way there."""
    articles = (schema.article, _article.id == _mark.article_id)
    entities = (schema.entity, schema.entity.c.id == _mark.entity_id)
    labels = (schema.label, schema.label.c.id == _mark.label_id)
    coders = (schema.coder, schema.coder.c.id == _mark.coder_id)
    known: Mapping[str, tuple[ColumnElement[Any] | None, tuple[Any, ...] | None]] = {
        "place": (None, None),
        "label": (schema.label.c.position, labels),
        "quote": (func.lower(_mark.quote), None),
        "entity": (func.lower(schema.entity.c.name), entities),
        "attributes": (_mark.attributes, None),
        "title": (func.lower(_article.title), articles),
        "outlet": (func.lower(_article.outlet), articles),
        "published": (_article.published, articles),
        "coder": (func.lower(schema.coder.c.name), coders),
        "modified": (_mark.modified, None),
        "created": (_mark.created, None),
        "note": (func.lower(_mark.note), None),
    }
    return known[name]


_LINE: Final = (
    select(
        *(schema.annotation.c[name] for name in COLUMNS),
        func.coalesce(schema.entity.c.name, ""),
        _article.title,
        _article.outlet,
        _article.published,
    )
    .join(schema.article, _article.id == _mark.article_id)
    .join(schema.entity, schema.entity.c.id == _mark.entity_id, isouter=True)
)


def mark_lines(view: View, ids: Sequence[int]) -> list[MarkLine]:
    """What the table shows of these marks, in the order of `ids`; deleted ones are left out."""
    found: dict[int, MarkLine] = {}
    many = len(COLUMNS)
    for chunk in chunks(ids):
        for row in view.connection.execute(_LINE.where(_mark.id.in_(chunk))):
            entity, title, outlet, published = row[many:]
            mark = annotation_of(tuple(row[:many]), view.names)
            found[mark.id] = MarkLine(
                mark=mark, entity=entity, title=title, outlet=outlet, published=published
            )
    return [found[key] for key in ids if key in found]
