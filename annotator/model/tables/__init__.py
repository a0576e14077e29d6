"""The tables that a workbook and a set of CSV files share: what stands in which column of which sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from annotator.model.exchange import ArticleRecord, Dataset
from annotator.model.tables.articles import ArticleRows, Mentions
from annotator.model.tables.codebook import about, codebook
from annotator.model.tables.marks import CLAIM, AnnotationRows, ClaimRows, Marked, RelationRows
from annotator.model.tables.overview import CrossTable, Overview
from annotator.model.tables.table import Columns, Row, Table

__all__ = ["AnnotationRows", "ArticleRows", "CrossTable", "RecordRows", "Row", "Table", "Tables"]


class RecordRows(Protocol):
    """A table whose rows come from one record after the other; its columns may grow at the end."""

    name: str
    columns: Columns

    def rows(self, marked: Marked) -> list[Row]:
        """The rows of one article."""


class Tables:
    """The tables of one dataset: give it each record once, in order, then ask for the rest."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._entities = {one.uid: one for one in dataset.entities}
        self._mentions = Mentions()
        self.overview = Overview(dataset.scheme)
        has_claims = any(one.name == CLAIM for one in dataset.scheme.labels)
        self.by_record: list[RecordRows] = [
            AnnotationRows(dataset.scheme),
            *([ClaimRows(dataset.scheme)] if has_claims else []),
            RelationRows(),
            ArticleRows(dataset.scheme),
        ]

    def rows(self, record: ArticleRecord) -> list[list[Row]]:
        """The rows of one article for each table of `by_record`; the article is counted."""
        marked = Marked(record, self._entities)
        self.overview.count(marked)
        self._mentions.count(marked)
        return [one.rows(marked) for one in self.by_record]

    def notice(self, record: ArticleRecord) -> None:
        """Let the columns grow to what the record needs, before any row is made."""
        for one in self.by_record:
            if isinstance(one, ArticleRows | AnnotationRows):
                one.notice(record)

    def entities(self) -> Table:
        """The entities, once all records have gone by."""
        return self._mentions.table(self._dataset.entities)

    def codebook(self) -> Table:
        """The scheme as people read it."""
        return codebook(self._dataset.scheme)

    def summary(self) -> list[CrossTable]:
        """The cross tables, once all records have gone by."""
        return self.overview.cross_tables()

    def about(self, lost: Mapping[str, int]) -> Table:
        """What the data is, and what was lost, once everything else is written."""
        return about(self._dataset, self.overview, lost)
