"""Records to Web Annotations: the text, the marks, the relations and the variables of each article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from annotator.model.annotation import Annotation, AttributeValue, Relation, Span
from annotator.model.exchange import ArticleRecord, Dataset, ExportReport, Progress
from annotator.model.outgoing import metadata, outgoing
from annotator.safe_files import whole_file

KEEPS: Final = frozenset(
    {"fragments", "overlaps", "relations", "cues", "attributes", "entities", "notes", "variables", "metadata"}
    | {"coders"}
)

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"

#: Our metadata as schema.org's properties; the prefix `schema` is part of the context.
PROPERTIES: Final[Mapping[str, str]] = {
    "title": "schema:headline",
    "outlet": "schema:publisher",
    "author": "schema:author",
    "published": "schema:datePublished",
    "url": "schema:url",
    "source_file": "schema:archivedAt",
}
NAME, VALUE, FURTHER = "schema:name", "schema:value", "schema:additionalProperty"

#: Code points of context in a TextQuoteSelector.
_AROUND: Final = 32

Item = dict[str, Any]


def write_annotations(dataset: Dataset, target: Path, progress: Progress) -> ExportReport:
    """Write one AnnotationPage: for each article its text, then what is said about it."""
    report = ExportReport(files=[str(target)])
    names = {one.uid: one.name for one in dataset.entities}
    with whole_file(target) as out:
        out.write(f'{{"@context": "{CONTEXT}", "type": "AnnotationPage", "items": ['.encode())
        separator = b"\n"
        for record in outgoing(dataset, report, keeps=KEEPS, progress=progress):
            for item in _items(record, names):
                out.write(separator + msgspec.json.encode(item))
                separator = b",\n"
        out.write(b"\n]}\n")
    return report


def iri(uid: str) -> str:
    """The address of something that has a uid."""
    return f"urn:uuid:{uid}"


def _items(record: ArticleRecord, names: Mapping[str, str]) -> Iterator[Item]:
    article = iri(record.article.uid)
    yield _text(record)
    if record.variables:
        bodies = [_valued(name, value) for name, value in record.variables.items()]
        yield {"type": "Annotation", "motivation": "classifying", "body": bodies, "target": article}
    for one in record.annotations:
        yield _mark(record.text, article, one, names)
    for relation in record.relations:
        yield _relation(record.text, article, relation)


def _text(record: ArticleRecord) -> Item:
    body = {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": record.text}
    fields = metadata(record)
    source: Item = {"id": iri(record.article.uid), "type": "Text", "format": "text/plain"}
    source |= {PROPERTIES[name]: value for name, value in fields.items() if name in PROPERTIES}
    if record.article.language:
        source["language"] = record.article.language
    further = [{NAME: name, VALUE: value} for name, value in record.article.extra.items()]
    if further:
        source[FURTHER] = further
    return {
        "id": iri(record.article.uid) + "#text",
        "type": "Annotation",
        "motivation": "describing",
        "body": body,
        "target": source,
    }


def _mark(text: str, article: str, one: Annotation, names: Mapping[str, str]) -> Item:
    bodies: list[Item] = [{"type": "TextualBody", "purpose": "tagging", "value": one.label}]
    bodies += [_valued(name, value) for name, value in one.attributes.items()]
    if one.entity:
        source = {"id": iri(one.entity), NAME: names.get(one.entity, "")}
        bodies.append({"type": "SpecificResource", "purpose": "identifying", "source": source})
    if one.note:
        bodies.append({"type": "TextualBody", "purpose": "commenting", "value": one.note})
    return {
        "id": iri(one.uid),
        "type": "Annotation",
        "motivation": "tagging",
        **_made(one, software=one.suggested),
        "body": bodies,
        "target": [_selected(text, article, fragment) for fragment in one.fragments],
    }


def _relation(text: str, article: str, one: Relation) -> Item:
    bodies: list[Item] = [{"type": "TextualBody", "purpose": "tagging", "value": one.type}]
    if one.cue:
        bodies.append({**_selected(text, article, one.cue), "purpose": "highlighting"})
    if one.note:
        bodies.append({"type": "TextualBody", "purpose": "commenting", "value": one.note})
    return {
        "id": iri(one.uid),
        "type": "Annotation",
        "motivation": "linking",
        **_made(one, software=False),
        "body": bodies,
        "target": [{"id": iri(one.head)}, {"id": iri(one.tail)}],
    }


def _made(one: Annotation | Relation, *, software: bool) -> Item:
    """Who made it and when, as far as known."""
    made: Item = {}
    if one.coder or software:
        made["creator"] = {"type": "Software" if software else "Person", "name": one.coder}
    times = {"created": one.created, "modified": one.modified}
    return made | {name: value for name, value in times.items() if value}


def _valued(name: str, value: AttributeValue) -> Item:
    return {"type": "TextualBody", "purpose": "classifying", NAME: name, "value": value}


def _selected(text: str, article: str, span: Span) -> Item:
    """The span by its place and, for readers of another edition of the text, by its words."""
    start, end = span
    return {
        "type": "SpecificResource",
        "source": article,
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(0, start - _AROUND) : start],
                "suffix": text[end : end + _AROUND],
            },
        ],
    }
