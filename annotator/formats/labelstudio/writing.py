"""Records to Label Studio tasks: an annotation for each coder, suggestions as predictions."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from annotator.formats.labelstudio.config import (
    FRAGMENT,
    LABELS,
    TEXT,
    config_beside,
    control_name,
    write_config,
)
from annotator.model.annotation import Annotation, AttributeValue, Relation
from annotator.model.exchange import ArticleRecord, Dataset, ExportReport, Progress
from annotator.model.incoming import word_of
from annotator.model.outgoing import metadata, outgoing
from annotator.model.scheme import Attribute, Kind, Scheme
from annotator.safe_files import whole_file

KEEPS: Final = frozenset(
    {"fragments", "overlaps", "relations", "cues", "attributes", "entities", "notes", "variables", "metadata"}
    | {"coders"}
)

Item = dict[str, Any]


def write_tasks(dataset: Dataset, target: Path, progress: Progress) -> ExportReport:
    """Write the tasks as one JSON list, a task a line, and the configuration beside it."""
    beside = config_beside(target)
    report = ExportReport(files=[str(target), str(beside)])
    tasks = _Tasks(dataset)
    with whole_file(target) as out:
        separator = b"[\n"
        for record in outgoing(dataset, report, keeps=KEEPS, progress=progress):
            out.write(separator + msgspec.json.encode(tasks.task(record)))
            separator = b",\n"
        out.write(b"[]\n" if separator == b"[\n" else b"\n]\n")
    with whole_file(beside) as out:
        out.write(write_config(dataset.scheme))
    return report


class _Tasks:
    """Makes tasks; numbers them and their annotations through."""

    def __init__(self, dataset: Dataset) -> None:
        self._kinds = _kinds(dataset.scheme)
        self._names = {one.uid: one.name for one in dataset.entities}
        self._task_ids = itertools.count(1)
        self._annotation_ids = itertools.count(1)

    def task(self, record: ArticleRecord) -> Item:
        data: Item = {name: value for name, value in metadata(record).items() if name != TEXT}
        data |= {TEXT: record.text, "article_id": record.article.uid}
        return {
            "id": next(self._task_ids),
            "data": data,
            "annotations": [
                self._annotation(record, coder, first=number == 0)
                for number, coder in enumerate(_coders(record))
            ],
            "predictions": [self._prediction(record, coder) for coder in _suggesters(record)],
        }

    def _annotation(self, record: ArticleRecord, coder: str, *, first: bool) -> Item:
        marks = [one for one in record.annotations if one.coder == coder and not one.suggested]
        result = self._result(record, marks, coder)
        if first:
            result += [self._variable(name, value) for name, value in record.variables.items()]
        times = sorted(one.created for one in marks if one.created)
        changes = sorted(one.modified for one in marks if one.modified)
        return {
            "id": next(self._annotation_ids),
            "created_username": coder,
            "created_at": times[0] if times else None,
            "updated_at": changes[-1] if changes else None,
            "was_cancelled": False,
            "ground_truth": False,
            "result": result,
        }

    def _prediction(self, record: ArticleRecord, coder: str) -> Item:
        marks = [one for one in record.annotations if one.coder == coder and one.suggested]
        return {"model_version": coder, "result": self._result(record, marks, coder)}

    def _result(self, record: ArticleRecord, marks: Sequence[Annotation], coder: str) -> list[Item]:
        """The regions, and the relations that begin at one of them."""
        regions = [item for one in marks for item in self._regions(record.text, one)]
        uids = {one.uid for one in marks}
        return regions + [_relation(one, coder) for one in record.relations if one.head in uids]

    def _regions(self, text: str, one: Annotation) -> Iterator[Item]:
        ids = [one.uid, *(f"{one.uid}#{number}" for number in range(2, len(one.fragments) + 1))]
        values = [{"start": start, "end": end, "text": text[start:end]} for start, end in one.fragments]
        for number, value in zip(ids, values, strict=True):
            item = _item(number, LABELS, "labels", {**value, "labels": [one.label]})
            yield item | {"meta": self._meta(one)} if number == one.uid else item
        for name, answer in one.attributes.items():
            control = control_name(one.label, name)
            held, type_ = _held(answer, self._kinds.get(control, "text"))
            yield _item(one.uid, control, type_, {**values[0], **held})
        for first, second in itertools.pairwise(ids):
            yield _joined(first, second, FRAGMENT)

    def _meta(self, one: Annotation) -> Item:
        meta: Item = {"text": [one.note]} if one.note else {}
        if one.entity:
            meta |= {"entity": one.entity, "entity_name": self._names.get(one.entity, "")}
        return meta

    def _variable(self, name: str, value: AttributeValue) -> Item:
        held, type_ = _held(value, self._kinds.get(name, "text"))
        return _item(f"variable.{name}", name, type_, held)


def _kinds(scheme: Scheme) -> dict[str, Kind]:
    """Control name → kind of what it holds."""
    pairs: list[tuple[str, Attribute]] = [(one.name, one) for one in scheme.variables]
    pairs += [
        (control_name(label.name, one.name), one) for label in scheme.labels for one in label.attributes
    ]
    return {name: attribute.kind for name, attribute in pairs}


def _coders(record: ArticleRecord) -> list[str]:
    """The coders of the article in name order; a nameless one for what belongs to the article alone."""
    names = sorted({one.coder for one in record.annotations if not one.suggested})
    return names or ([""] if record.variables or record.article.status == "done" else [])


def _suggesters(record: ArticleRecord) -> list[str]:
    return sorted({one.coder for one in record.annotations if one.suggested})


def _item(number: str, control: str, kind: str, value: Item) -> Item:
    return {"id": number, "from_name": control, "to_name": TEXT, "type": kind, "value": value}


def _joined(first: str, second: str, label: str) -> Item:
    return {"type": "relation", "from_id": first, "to_id": second, "direction": "right", "labels": [label]}


def _relation(one: Relation, coder: str) -> Item:
    """A relation item; what Label Studio has no place for stands in further fields."""
    further = {"note": one.note, "cue": one.cue, "coder": one.coder if one.coder != coder else None}
    item = {**_joined(one.head, one.tail, one.type), "id": one.uid}
    return item | {name: value for name, value in further.items() if value}


def _held(value: AttributeValue, kind: Kind) -> tuple[Item, str]:
    """The value as the item's `value` holds it, and the item's type."""
    if kind == "number" and isinstance(value, (int, float)):
        return {"number": value}, "number"
    if kind in {"text", "date", "number"}:
        return {"text": [word_of(value)]}, "textarea"
    return {"choices": value if isinstance(value, list) else [word_of(value)]}, "choices"
