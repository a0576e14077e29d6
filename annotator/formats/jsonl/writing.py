"""Records to JSON lines: one article a line, or one annotation a line, and the scheme file beside them."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Final

import msgspec
from msgspec import UNSET

from annotator import __version__
from annotator.errors import WriteError
from annotator.formats.jsonl.lines import (
    EXTRA,
    META_KEYS,
    OFFSET_UNIT,
    ArticleLine,
    Counts,
    FlatLine,
    MetaLine,
    RelationLine,
    SchemeFile,
    SpanLine,
    entity_line,
    scheme_file_of,
)
from annotator.model.annotation import Annotation, AttributeValue, Relation, Span, fits
from annotator.model.article import Article
from annotator.model.exchange import ArticleRecord, Dataset, ExportReport, Progress
from annotator.model.outgoing import misfits
from annotator.model.stored import StoredAnnotations
from annotator.safe_files import whole_file

#: Bytes that are gathered before they are written.
_CHUNK: Final = 1 << 20

#: Adds the lines of one record to the buffer.
Encode = Callable[[ArticleRecord, list[SpanLine], bytearray], None]

_label_of: Final = attrgetter("label")


def write_jsonl(dataset: Dataset, target: Path, *, flat: bool, progress: Progress) -> ExportReport:
    """Write `target` and the scheme file beside it, article by article. Raises `WriteError`.

    `flat` writes a line for each annotation, which leaves out texts, relations and variables.
    """
    beside = scheme_file_of(target)
    report = ExportReport(files=[str(target), str(beside)])
    labels: Counter[str] = Counter()
    encode = _flat_encoder(dataset) if flat else _add_article_line
    buffer = bytearray()
    with whole_file(target) as out, _collector_at_rest():
        for record in dataset.records:
            spans = _span_lines(record, report)
            _encode(encode, record, spans, buffer)
            if len(buffer) > _CHUNK:
                out.write(buffer)
                buffer.clear()
            labels.update(map(_label_of, spans))
            _count(report, record, flat=flat)
            progress(report.articles, dataset.count)
        out.write(buffer)
    with whole_file(beside) as out:
        out.write(_scheme_file(dataset, report, labels))
    return report


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No garbage collection: rows form no cycles, and looking for some takes a tenth of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _encode(encode: Encode, record: ArticleRecord, spans: list[SpanLine], buffer: bytearray) -> None:
    try:
        encode(record, spans, buffer)
    except UnicodeEncodeError as error:
        raise WriteError(
            f"The article “{record.article.uid}” holds half a character, which no file can hold."
            " Repair the project first; nothing was written.",
            detail=error.reason,
        ) from error


def _count(report: ExportReport, record: ArticleRecord, *, flat: bool) -> None:
    report.articles += 1
    report.annotations += len(record.annotations)
    if not flat:
        report.relations += len(record.relations)
        return
    report.lose("relations", len(record.relations))
    report.lose("cues", sum(one.cue is not None for one in record.relations))
    report.lose("variables", len(record.variables))


_ENCODER: Final = msgspec.json.Encoder(order="deterministic")
_FRAGMENTS: Final = msgspec.json.Decoder(tuple[Span, ...])
_ATTRIBUTES: Final = msgspec.json.Decoder(dict[str, AttributeValue])


def _add_article_line(record: ArticleRecord, spans: list[SpanLine], buffer: bytearray) -> None:
    article = record.article
    line = ArticleLine(
        article.uid,
        record.text,
        _meta(article),
        spans,
        [_relation_line(one) for one in record.relations],
        record.variables,
        article.status,
        record.split,
    )
    _ENCODER.encode_into(line, buffer, -1)
    buffer += b"\n"


def _meta(article: Article) -> MetaLine | msgspec.Raw:
    meta = MetaLine(
        article.title,
        article.outlet,
        article.author,
        article.published,
        article.url,
        article.language,
        article.source_file,
        article.fingerprint,
    )
    if not article.extra:
        return meta
    columns = msgspec.structs.asdict(meta)
    for name, value in article.extra.items():
        columns[EXTRA + name if name in META_KEYS or name.startswith(EXTRA) else name] = value
    return msgspec.Raw(msgspec.json.encode(columns))


def _span_lines(record: ArticleRecord, report: ExportReport) -> list[SpanLine]:
    """The annotations as they are written; those whose quote does not fit are listed in the report."""
    if isinstance(record.annotations, StoredAnnotations):
        return _lines_of_rows(record.text, record.annotations)
    if not all(fits(record.text, one) for one in record.annotations):
        report.warnings.extend(misfits(record))
    return [_line_of(record.text, one) for one in record.annotations]


def _line_of(text: str, one: Annotation) -> SpanLine:
    return SpanLine(
        one.uid,
        one.label,
        one.start,
        one.end,
        text[one.start : one.end],
        UNSET if len(one.fragments) == 1 else one.fragments,
        one.attributes,
        one.entity,
        one.note,
        one.coder,
        one.created,
        one.modified,
        one.suggested or UNSET,
    )


def _lines_of_rows(text: str, stored: StoredAnnotations) -> list[SpanLine]:
    """The same from rows of the file, whose quotes the export has compared; it runs a million times."""
    lines, rows = [], stored.rows
    labels, coders, entities = stored.names
    for (
        _,
        uid,
        _,
        label,
        coder,
        entity,
        start,
        end,
        parts,
        quote,
        values,
        note,
        suggested,
        made,
        changed,
        _,
    ) in rows:
        lines.append(
            SpanLine(
                uid,
                labels[label],
                start,
                end,
                quote if parts is None else text[start:end],
                UNSET if parts is None else _FRAGMENTS.decode(parts),
                _as_written(values),
                "" if entity is None else entities[entity],
                note,
                coders[coder],
                made,
                changed,
                True if suggested else UNSET,
            )
        )
    return lines


@lru_cache(maxsize=4096)
def _as_written(attributes: str) -> msgspec.Raw:
    """Stored attributes as they are written; the same few stand in most rows."""
    return msgspec.Raw(_ENCODER.encode(_ATTRIBUTES.decode(attributes)))


def _relation_line(one: Relation) -> RelationLine:
    return RelationLine(
        one.uid,
        one.type,
        one.head,
        one.tail,
        one.cue,
        one.coder,
        one.cue_quote,
        one.note,
        one.created,
        one.modified,
    )


def _flat_encoder(dataset: Dataset) -> Encode:
    names = {one.uid: one.name for one in dataset.entities}

    def add_lines(record: ArticleRecord, spans: list[SpanLine], buffer: bytearray) -> None:
        article = record.article
        meta = _meta(article)
        for span in spans:
            line = FlatLine(
                span.id,
                article.uid,
                span.label,
                span.start,
                span.end,
                span.text,
                span.fragments,
                span.attributes,
                span.entity,
                names.get(span.entity, ""),
                span.note,
                span.coder,
                span.created,
                span.modified,
                span.suggested,
                meta,
                article.status,
                record.split,
            )
            _ENCODER.encode_into(line, buffer, -1)
            buffer += b"\n"

    return add_lines


def _scheme_file(dataset: Dataset, report: ExportReport, labels: Counter[str]) -> bytes:
    content = SchemeFile(
        program_version=__version__,
        offset_unit=OFFSET_UNIT,
        project=dataset.name,
        project_id=dataset.uid,
        filters=dataset.filters,
        counts=Counts(
            articles=report.articles,
            annotations=report.annotations,
            relations=report.relations,
            entities=len(dataset.entities),
            coders=len(dataset.coders),
            labels=dict(sorted(labels.items())),
        ),
        coders=sorted(dataset.coders, key=lambda one: (one.name, one.uid)),
        entities=[entity_line(one) for one in sorted(dataset.entities, key=lambda one: (one.name, one.uid))],
        scheme=dataset.scheme,
    )
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"
