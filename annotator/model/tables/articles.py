"""Rows for articles (metadata, variables, counts) and for entities (aliases, mentions)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from annotator.model.entity import Entity, Role
from annotator.model.exchange import ArticleRecord
from annotator.model.scheme import Scheme
from annotator.model.tables.marks import Marked
from annotator.model.tables.table import Column, Columns, Row, Table, date_cell, value_cell

#: So much of a text stands in the sheet of articles, in code points.
_BEGINNING = 300


class ArticleRows:
    """A row for each article; a column for each variable, each label, and each further column."""

    name = "Articles"

    def __init__(self, scheme: Scheme) -> None:
        self._labels = [one.name for one in scheme.labels]
        kinds = {"number": "number", "date": "date", "text": "long"}
        self._dates = {one.name for one in scheme.variables if one.kind == "date"}
        self.columns = Columns(
            (
                Column(name="article id", kind="id", field="uid"),
                Column(name="title", kind="long"),
                Column(name="outlet"),
                Column(name="author"),
                Column(name="date", kind="date"),
                Column(name="url"),
                Column(name="language"),
                Column(name="source file"),
                Column(name="status", field="status"),
                Column(name="split"),
                *(
                    Column(name=one.name, kind=kinds.get(one.kind, "text"), field="variable", of=one.name)  # type: ignore[arg-type]
                    for one in scheme.variables
                ),
                *(Column(name=f"{name} (number)", kind="number") for name in self._labels),
                Column(name="annotations", kind="number"),
                Column(name="relations", kind="number"),
                Column(name="characters", kind="number"),
                Column(name=f"first {_BEGINNING} characters", kind="long"),
                Column(name="sha256", kind="id"),
            )
        )
        self._variables = [one.name for one in scheme.variables]

    def notice(self, record: ArticleRecord) -> None:
        """Add a column for each further column, and each variable that the scheme does not have."""
        for name in record.variables:
            self.columns.place("variable", name)
        for name in record.article.extra:
            self.columns.place("", name)

    def rows(self, marked: Marked) -> list[Row]:
        """The row of one article."""
        record = marked.record
        article = record.article
        counts = Counter(one.label for one in record.annotations)
        row: Row = [
            article.uid,
            article.title,
            article.outlet,
            article.author,
            date_cell(article.published),
            article.url,
            article.language,
            article.source_file,
            article.status,
            record.split,
            *(value_cell(record.variables.get(name), date=name in self._dates) for name in self._variables),
            *(counts[name] for name in self._labels),
            len(record.annotations),
            len(record.relations),
            len(record.text),
            " ".join(record.text[:_BEGINNING].split()),
            article.fingerprint,
        ]
        for name, value in record.variables.items():
            if name not in self._variables:
                self.columns.set(row, self.columns.place("variable", name), value_cell(value))
        for name, text in article.extra.items():
            self.columns.set(row, self.columns.place("", name), text)
        return [row]


class Mentions:
    """How often each entity is named, and in how many articles."""

    def __init__(self) -> None:
        self.annotations: Counter[str] = Counter()
        self.articles: Counter[str] = Counter()

    def count(self, marked: Marked) -> None:
        """Count the annotations of one article."""
        named = [one.entity for one in marked.record.annotations if one.entity]
        self.annotations.update(named)
        self.articles.update(set(named))

    def table(self, entities: Iterable[Entity]) -> Table:
        """The table of entities, those with most mentions first."""
        ordered = sorted(entities, key=lambda one: (-self.annotations[one.uid], one.name, one.uid))
        return Table(
            name="Entities",
            columns=[
                Column(name="entity"),
                Column(name="type"),
                Column(name="aliases", kind="long"),
                Column(name="mentions", kind="number"),
                Column(name="articles", kind="number"),
                Column(name="roles", kind="long"),
                Column(name="party"),
                Column(name="country"),
                Column(name="outlet"),
                Column(name="external id"),
                Column(name="note", kind="long"),
                Column(name="entity id", kind="id"),
            ],
            rows=[
                [
                    one.name,
                    one.type,
                    "; ".join(one.aliases),
                    self.annotations[one.uid],
                    self.articles[one.uid],
                    "; ".join(map(_role_words, one.roles)),
                    one.party,
                    one.country,
                    one.outlet,
                    one.external_id,
                    one.note,
                    one.uid,
                ]
                for one in ordered
            ],
        )


def _role_words(one: Role) -> str:
    """A role with its days: "minister (2019-10 – 2024-10)", "mayor (since 2024)"."""
    if one.since and one.until:
        return f"{one.role} ({one.since} – {one.until})"
    if one.since or one.until:
        return f"{one.role} ({'since' if one.since else 'until'} {one.since or one.until})"
    return one.role
