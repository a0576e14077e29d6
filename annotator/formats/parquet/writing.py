"""Records to Parquet: columns are gathered for a thousand articles, then written as one row group."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from annotator.errors import WriteError
from annotator.formats.parquet.tables import (
    ARTICLES,
    ATTRIBUTE,
    MARKER,
    MARKS,
    RELATIONS,
    SCHEME,
    VARIABLE,
    attributes_of,
    places,
    schemas,
)
from annotator.model.annotation import AttributeValue
from annotator.model.exchange import ArticleRecord, Dataset, ExportReport, Progress
from annotator.model.extras import needed
from annotator.model.incoming import in_kind
from annotator.model.outgoing import outgoing
from annotator.model.scheme import Kind
from annotator.model.sidecar import sidecar

KEEPS: Final = frozenset(
    {"fragments", "overlaps", "relations", "cues", "attributes", "entities", "notes", "variables", "metadata"}
    | {"coders"}
)
_BATCH: Final = 1000

Columns = dict[str, list[Any]]


def write_parquet(dataset: Dataset, target: Path, progress: Progress) -> ExportReport:
    """Write the tables. Raises `WriteError`, `MissingExtraError`."""
    with needed("parquet", "Parquet files"):
        import pyarrow as pa
        import pyarrow.parquet as pq
    where = places(target)
    report = ExportReport(files=[str(path) for path in where.values()])
    tables = _Tables(dataset, report)
    with _faults(target), contextlib.ExitStack() as stack:
        writers = {}
        for name, schema in schemas(dataset.scheme).items():
            described = schema.with_metadata({MARKER: name, SCHEME: sidecar(dataset)})
            writers[name] = stack.enter_context(pq.ParquetWriter(where[name], described, compression="zstd"))
        for batch in _batches(outgoing(dataset, report, keeps=KEEPS, progress=progress)):
            for name, columns in tables.columns(batch).items():
                writers[name].write_table(pa.table(columns, schema=writers[name].schema))
    return report


@contextlib.contextmanager
def _faults(target: Path) -> Iterator[None]:
    """Arrow's own exceptions while writing, as ours."""
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError) as error:
        raise WriteError(
            f"“{target.name}” could not be written: the disk refused, or a value does not fit its column.",
            detail=repr(error),
        ) from error


def _batches(records: Iterator[ArticleRecord]) -> Iterator[list[ArticleRecord]]:
    batch: list[ArticleRecord] = []
    for record in records:
        batch.append(record)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


class _Tables:
    """Turns records into columns."""

    def __init__(self, dataset: Dataset, report: ExportReport) -> None:
        self._report = report
        self._names = {one.uid: one.name for one in dataset.entities}
        self._attributes = attributes_of(dataset.scheme)
        self._variables: dict[str, Kind] = {one.name: one.kind for one in dataset.scheme.variables}

    def columns(self, batch: list[ArticleRecord]) -> dict[str, Columns]:
        """The columns of the three tables for some articles."""
        return {MARKS: self._marks(batch), ARTICLES: self._articles(batch), RELATIONS: self._relations(batch)}

    def _marks(self, batch: list[ArticleRecord]) -> Columns:
        marks = [(record, one) for record in batch for one in record.annotations]
        columns: Columns = {
            "id": [one.uid for _, one in marks],
            "article": [record.article.uid for record, _ in marks],
            "label": [one.label for _, one in marks],
            "text": [one.quote for _, one in marks],
            "start": [one.start for _, one in marks],
            "end": [one.end for _, one in marks],
            "fragments": [
                [{"start": start, "end": end} for start, end in one.fragments]
                if len(one.fragments) > 1
                else None
                for _, one in marks
            ],
            "entity_name": [self._names.get(one.entity, "") for _, one in marks],
            "suggested": [one.suggested for _, one in marks],
        }
        for name in ("entity", "note", "coder", "created", "modified"):
            columns[name] = [getattr(one, name) for _, one in marks]
        for name, kind in self._attributes.items():
            columns[ATTRIBUTE + name] = [_cell(one.attributes.get(name), kind) for _, one in marks]
        held = sum(cell is not None for name in self._attributes for cell in columns[ATTRIBUTE + name])
        self._report.lose("attributes", sum(len(one.attributes) for _, one in marks) - held)
        return columns

    def _articles(self, batch: list[ArticleRecord]) -> Columns:
        columns: Columns = {
            name: [getattr(record.article, name) for record in batch]
            for name in ("title", "outlet", "author", "published", "url", "language", "source_file", "status")
        }
        columns |= {
            "id": [record.article.uid for record in batch],
            "sha256": [record.article.fingerprint for record in batch],
            "split": [record.split for record in batch],
            "text": [record.text for record in batch],
            "further": [list(record.article.extra.items()) for record in batch],
        }
        for name, kind in self._variables.items():
            columns[VARIABLE + name] = [_cell(record.variables.get(name), kind) for record in batch]
        return columns

    def _relations(self, batch: list[ArticleRecord]) -> Columns:
        relations = [(record, one) for record in batch for one in record.relations]
        columns: Columns = {
            name: [getattr(one, name) for _, one in relations]
            for name in ("type", "head", "tail", "note", "coder", "created", "modified")
        }
        return columns | {
            "id": [one.uid for _, one in relations],
            "article": [record.article.uid for record, _ in relations],
            "cue_start": [one.cue.start if one.cue else None for _, one in relations],
            "cue_end": [one.cue.end if one.cue else None for _, one in relations],
            "cue": [one.cue_quote if one.cue else None for _, one in relations],
        }


def _cell(value: AttributeValue | None, kind: Kind) -> Any:
    """The value as its column holds it; None where it does not fit the column's kind."""
    if value is None:
        return None
    held = in_kind(value, kind)
    if kind == "number":
        return held if isinstance(held, (int, float)) else None
    return held if isinstance(held, {"yes/no": bool, "several": list}.get(kind, str)) else None
