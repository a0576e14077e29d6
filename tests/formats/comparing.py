"""What two datasets have in common: their content as plain values, as far as a format keeps it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from annotator.errors import ReadError
from annotator.formats import all_formats
from annotator.model.annotation import Annotation
from annotator.model.exchange import ArticleRecord, Dataset, ExportReport, Options
from annotator.model.outgoing import metadata


def content(one: Annotation, keeps: Iterable[str]) -> tuple[object, ...]:
    """An annotation without its uid and times."""
    keeps = set(keeps)
    return (
        one.label,
        one.fragments,
        one.quote,
        repr(sorted(one.attributes.items())) if "attributes" in keeps else "",
        one.entity if "entities" in keeps else "",
        one.note if "notes" in keeps else "",
        one.coder if "coders" in keeps else "",
    )


def contents(record: ArticleRecord, keeps: Iterable[str]) -> dict[str, object]:
    """A record's annotations, relations, variables and metadata, as far as they are kept."""
    keeps = set(keeps)
    by_uid = {one.uid: content(one, keeps) for one in record.annotations}
    relations = Counter(
        (
            one.type,
            by_uid[one.head],
            by_uid[one.tail],
            one.cue if "cues" in keeps else None,
            one.cue_quote if "cues" in keeps else "",
            one.note if "notes" in keeps else "",
            one.coder if "coders" in keeps else "",
        )
        for one in record.relations
    )
    return {
        "text": record.text,
        "annotations": Counter(content(one, keeps) for one in record.annotations),
        "relations": relations if "relations" in keeps else Counter(),
        "variables": record.variables if "variables" in keeps else {},
        "metadata": metadata(record) if "metadata" in keeps else {},
    }


def written(name: str, dataset: Dataset, target: Path, options: Options | None = None) -> ExportReport:
    """Write the dataset in the format of that name."""
    return all_formats()[name].write(dataset, target, options or {})


def read(name: str, path: Path, options: Options | None = None) -> tuple[Dataset, list[ArticleRecord]]:
    """Read a file in the format of that name, and every record of it."""
    dataset = all_formats()[name].read(path, options or {})
    records = list(dataset.records)
    for record in records:
        for one in record.annotations:
            assert one.quote == " […] ".join(record.text[start:end] for start, end in one.fragments)
    return dataset, records


def read_or_refused(name: str, path: Path, options: Options | None = None) -> list[ArticleRecord] | str:
    """All the records, or the sentence of the `ReadError`: nothing else may happen."""
    try:
        return read(name, path, options)[1]
    except ReadError as error:
        return error.sentence
