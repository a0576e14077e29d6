"""Label Studio tasks to records: regions judged by their text, annotators as coders."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import msgspec

from annotator.formats.labelstudio.config import (
    FRAGMENT,
    Config,
    Control,
    attribute_of,
    config_beside,
    control_name,
    read_config,
)
from annotator.model.annotation import Span
from annotator.model.encoding import decode
from annotator.model.entity import Entity
from annotator.model.exchange import Dataset
from annotator.model.incoming import Gathering, Incoming, article_of, convert, given_uid, json_value, utc
from annotator.model.judge import StoredSpan
from annotator.model.placing import placed
from annotator.model.scheme import Attribute, Scheme
from annotator.safe_files import read_bytes

_NO_TEXT: Final = "It has no text, so it was left out."


class _Value(msgspec.Struct):
    """What a region or a choice says; a hypertext region's start and end are XPaths."""

    start: int | float | str | None = None
    end: int | float | str | None = None
    text: str | list[str] | None = None
    labels: list[str] | None = None
    hypertextlabels: list[str] | None = None
    choices: list[str] | None = None
    taxonomy: list[list[str]] | None = None
    rating: int | float | None = None
    number: int | float | None = None
    datetime: str | None = None
    global_offsets: dict[str, int] | None = msgspec.field(default=None, name="globalOffsets")


class _Item(msgspec.Struct):
    """One item of a result: a region, something about a region, something about the task, or a relation."""

    type: str = ""
    id: str | int | None = None
    from_name: str = ""
    to_name: str = ""
    value: _Value | None = None
    from_id: str | int | None = None
    to_id: str | int | None = None
    direction: str | None = None
    labels: list[str] | None = None
    meta: dict[str, Any] | None = None
    note: str = ""
    cue: tuple[int, int] | None = None
    coder: str | None = None


class _Work(msgspec.Struct):
    """One annotation or prediction of a task: what one person or model made of it."""

    result: list[_Item] | None = None
    completed_by: int | str | dict[str, Any] | None = None
    created_username: str | None = None
    created_at: str | int | None = None
    updated_at: str | int | None = None
    was_cancelled: bool | None = None
    model_version: str | int | None = None


class _Task(msgspec.Struct):
    data: dict[str, Any]
    id: int | str | None = None
    annotations: list[_Work] | None = None
    completions: list[_Work] | None = None
    predictions: list[_Work] | None = None


def read_tasks(path: Path, encoding: str) -> Dataset:
    """The tasks of a file, whole or not at all. Raises `ReadError` with the task's id or place."""
    into = Incoming(path)
    beside = config_beside(path)
    config = read_config(read_bytes(beside), beside.name) if beside.is_file() else Config()
    content = json_value(decode(read_bytes(path), encoding).text, file=into.file, record="")
    tasks = content if isinstance(content, list) else [content]
    reader = _Tasks(into, config)
    for place, raw in enumerate(tasks, 1):
        record = str(raw.get("id", place)) if isinstance(raw, dict) else str(place)
        full = _from_min(raw) if isinstance(raw, dict) and "data" not in raw else raw
        reader.task(record, convert(full, _Task, file=into.file, record=record))
    return into.dataset(entities=list(reader.entities.values()), known=reader.known())


def _from_min(raw: dict[str, Any]) -> dict[str, Any]:
    """A task of JSON-MIN as a full one: its fields are the data, controls are lists of regions."""
    own = {"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "agreement"}
    items: list[dict[str, Any]] = []
    data: dict[str, Any] = {}
    for name, value in raw.items():
        regions = value if isinstance(value, list) and all(isinstance(one, dict) for one in value) else []
        if regions and any("start" in one for one in regions):
            items += [{"type": "labels", "from_name": name, "value": one} for one in regions]
        elif name not in own:
            data[name] = value
    work = {"result": items, "completed_by": raw.get("annotator"), "created_at": raw.get("created_at")}
    return {"id": raw.get("id"), "data": data, "annotations": [work] if items or "annotator" in raw else []}


class _Tasks:
    """Takes task after task into `into`."""

    def __init__(self, into: Incoming, config: Config) -> None:
        self.entities: dict[str, Entity] = {}
        self._into, self._config = into, config
        self._controls: dict[tuple[str, str], str] = {}

    def known(self) -> Scheme | None:
        """The scheme that the configuration declares, or None when there is none."""
        if not self._config.labels:
            return None
        owned: dict[str, list[Attribute]] = {}
        for (label, attribute), control in self._controls.items():
            if control in self._config.controls:
                made = attribute_of(attribute, self._config.controls[control])
                owned.setdefault(label, []).append(made)
        labels = [
            msgspec.structs.replace(one, attributes=owned.get(one.name, [])) for one in self._config.labels
        ]
        variables = [
            attribute_of(name, self._config.controls[name])
            for (label, name), _ in self._controls.items()
            if not label and name in self._config.controls
        ]
        return Scheme(name=Path(self._into.file).stem, labels=labels, variables=variables)

    def task(self, record: str, task: _Task) -> None:
        """One article for each text of the task that has regions (nearly always one)."""
        works = [(work, False) for work in [*(task.annotations or []), *(task.completions or [])]]
        works += [(work, True) for work in task.predictions or []]
        fields = self._fields(task, [work for work, _ in works])
        if not fields:
            self._into.problem(record, _NO_TEXT)
        for number, (field, names) in enumerate(fields.items()):
            text = task.data[field]
            gathering = self._into.gather(
                _words_of_page(text) if _is_page(works, names) else text,
                record if number == 0 else f"{record} {field}",
            )
            for place, (work, suggested) in enumerate(works):
                if work.was_cancelled:
                    gathering.problem(f"What {_coder(work)} began and then skipped was left out.")
                    continue
                _Result(self, gathering, work, place, names, suggested=suggested).take(article=number == 0)
            rest = {name: value for name, value in task.data.items() if name not in {*fields, "article_id"}}
            self._into.records.append(gathering.finish(article_of(rest, uid=task.data.get("article_id"))))

    def _fields(self, task: _Task, works: Iterable[_Work]) -> dict[str, set[str]]:
        """The fields of the data that hold texts with regions → the text objects that show them."""
        names = {
            item.to_name
            for work in works
            for item in work.result or []
            if item.value and item.value.start is not None
        }
        fields: dict[str, set[str]] = {}
        for name in sorted(names) or [""]:
            field = self._field(task, name)
            if field:
                fields.setdefault(field, set()).add(name)
        return fields

    def _field(self, task: _Task, name: str) -> str:
        texts = {key: value for key, value in task.data.items() if isinstance(value, str)}
        shown = self._config.texts.get(name) or next(iter(self._config.texts.values()), "")
        for key in (shown, name, "text"):
            if key in texts:
                return key
        return max(texts, key=lambda key: len(texts[key]), default="")

    def attribute(self, label: str, control: str) -> str:
        """The attribute that a control holds for a label ("" for the whole article)."""
        name = control.removeprefix(control_name(label, "")) if label else control
        self._controls.setdefault((label, name), control)
        return name

    def control(self, name: str) -> Control | None:
        """What the configuration says of a control."""
        return self._config.controls.get(name)


def _is_page(works: Iterable[tuple[_Work, bool]], names: set[str]) -> bool:
    """Whether regions of these text objects say by XPath where they are."""
    items = (item for work, _ in works for item in work.result or [] if item.to_name in names)
    return any(item.value is not None and isinstance(item.value.start, str) for item in items)


def _words_of_page(text: str) -> str:
    """The words of a web page without its tags: what the regions' offsets count over."""
    from lxml import etree, html

    try:
        return "".join(map(str, html.document_fromstring(text).itertext()))
    except (etree.ParserError, ValueError):
        return text


class _Result:
    """Takes what one person or model made of one text."""

    def __init__(
        self,
        tasks: _Tasks,
        gathering: Gathering,
        work: _Work,
        place: int,
        names: set[str],
        *,
        suggested: bool,
    ) -> None:
        self._tasks, self._gathering, self._place = tasks, gathering, place
        self._work, self._suggested = work, suggested
        items = work.result or []
        self._relations = [one for one in items if one.type == "relation"]
        self._items = [
            one
            for one in items
            if one.type != "relation" and one.value and (one.value.start is None or one.to_name in names)
        ]
        self._answers: dict[str, list[_Item]] = {}
        for one in self._items:
            if one.value and not _labels(one.value):
                self._answers.setdefault(str(one.id), []).append(one)
        self._coder = _coder(work)

    def take(self, *, article: bool) -> None:
        """Mark the regions, relate them, and (for the task's first text) set the variables."""
        regions = [one for one in self._items if one.value and _labels(one.value)]
        stored = [_stored(one, self._gathering.text) for one in regions]
        usable = [one for one in stored if one is not None]
        verdict = placed(self._gathering.text, usable)
        if verdict.unit != "code point" and usable:
            self._gathering.problem(verdict.words)
        spans = iter(verdict.spans)
        places: dict[str, tuple[_Item, list[Span]]] = {}
        for item, one in zip(regions, stored, strict=True):
            span = next(spans) if one is not None else None
            if span is None:
                self._gathering.problem(f"The region “{item.id}” does not fit the text and was left out.")
            else:
                places.setdefault(self._key(item.id, len(places)), (item, []))[1].append(span)
        heads = self._joined(places)
        self._mark(places, heads)
        if article:
            self._about(set(places))
        for relation in self._relations:
            self._relate(relation, heads)

    def _key(self, local: str | int | None, number: int) -> str:
        return f"no id {number}" if local is None else str(local)

    def _joined(self, places: dict[str, tuple[_Item, list[Span]]]) -> dict[str, str]:
        """Region → the first region of its annotation, where fragments are joined by relations."""
        heads = {key: key for key in places}
        rest = []
        for one in self._relations:
            first, second = str(one.from_id), str(one.to_id)
            same = first in places and second in places and first != second
            if one.labels == [FRAGMENT] and same and _labels_of(places, first) == _labels_of(places, second):
                root = heads[first]
                heads = {key: root if head == second else head for key, head in heads.items()}
            else:
                rest.append(one)
        self._relations = rest
        return heads

    def _mark(self, places: dict[str, tuple[_Item, list[Span]]], heads: dict[str, str]) -> None:
        spans: dict[str, list[Span]] = {}
        for key, (_, found) in places.items():
            spans.setdefault(heads[key], []).extend(found)
        for key, fragments in spans.items():
            item = places[key][0]
            for number, label in enumerate(_labels(item.value) if item.value else []):
                meta = item.meta or {}
                self._gathering.mark(
                    label,
                    fragments,
                    local=self._local(key) + (f"#{number + 1}" if number else ""),
                    attributes=self._attributes(key, label),
                    entity=self._entity(meta),
                    note=_words(meta.get("text")),
                    coder=self._coder,
                    created=utc(self._work.created_at),
                    modified=utc(self._work.updated_at),
                    suggested=self._suggested,
                )

    def _local(self, key: str) -> str:
        """The id of a region in the article: Label Studio copies ids from predictions to annotations."""
        return key if given_uid(key) else f"{self._place}/{key}"

    def _attributes(self, key: str, label: str) -> dict[str, Any]:
        answers = {item.from_name: self._answer(item) for item in self._answers.get(key, [])}
        return {
            self._tasks.attribute(label, control): value
            for control, value in answers.items()
            if value is not None
        }

    def _about(self, regions: set[str]) -> None:
        """Answers that belong to no region belong to the article."""
        for item in (one for key, items in self._answers.items() if key not in regions for one in items):
            value = self._answer(item)
            if item.value and item.value.start is not None:
                self._gathering.problem(
                    f"“{item.from_name}” was left out: its region “{item.id}” has no label."
                )
            elif value is not None:
                self._gathering.variable(self._tasks.attribute("", item.from_name), value)

    def _answer(self, item: _Item) -> Any:
        return _answer(item, self._tasks.control(item.from_name))

    def _entity(self, meta: dict[str, Any]) -> str:
        uid = given_uid(meta.get("entity"))
        if uid:
            name = meta.get("entity_name")
            self._tasks.entities.setdefault(
                uid, Entity(uid=uid, name=name if isinstance(name, str) and name else uid)
            )
        return uid

    def _relate(self, one: _Item, heads: dict[str, str]) -> None:
        ends = [str(one.from_id), str(one.to_id)]
        head, tail = (
            self._local(heads.get(end, end)) for end in (ends[::-1] if one.direction == "left" else ends)
        )
        for label in one.labels or ["relation"]:
            self._gathering.relate(
                label,
                head,
                tail,
                local="" if one.id is None else str(one.id),
                cue=Span(*one.cue) if one.cue else None,
                note=one.note,
                coder=self._coder if one.coder is None else one.coder,
                created=utc(self._work.created_at),
            )


def _coder(work: _Work) -> str:
    """Who made it: a name, an address, or the number of an account or a model."""
    if work.created_username is not None:
        return re.sub(r", \d+\Z", "", work.created_username).strip()
    by = work.completed_by
    if isinstance(by, dict):
        full = f"{by.get('first_name') or ''} {by.get('last_name') or ''}".strip()
        return str(full or by.get("email") or by.get("username") or by.get("id") or "")
    if by is not None:
        return f"annotator {by}" if isinstance(by, int) else by
    return "" if work.model_version is None else str(work.model_version)


def _labels(value: _Value) -> list[str]:
    return value.labels or value.hypertextlabels or []


def _labels_of(places: dict[str, tuple[_Item, list[Span]]], key: str) -> list[str]:
    value = places[key][0].value
    return _labels(value) if value else []


def _stored(item: _Item, text: str) -> StoredSpan | None:
    """The region's places, or None where it has none that count over a text."""
    value = item.value
    if value is None:
        return None
    offsets = value.global_offsets or {}
    start, end = offsets.get("start", value.start), offsets.get("end", value.end)
    words = value.text if isinstance(value.text, str) else None
    if words and "\\n" in words and "\\n" not in text:
        words = words.replace("\\n", "\n")  # older versions store line ends escaped
    if (
        isinstance(start, (int, float))
        and isinstance(end, (int, float))
        and start == int(start)
        and end == int(end)
    ):
        return StoredSpan(start=int(start), end=int(end), text=words, record=str(item.id))
    return None


def _answer(item: _Item, control: Control | None) -> Any:
    """What a choice, text, number or rating says; None when nothing."""
    value = item.value
    if value is None:
        return None
    if value.choices is not None:
        several = control.kind == "several" if control else len(value.choices) > 1
        return value.choices if several else "; ".join(value.choices)
    if value.taxonomy is not None:
        return ["/".join(one) for one in value.taxonomy]
    if value.number is not None or value.rating is not None:
        return value.number if value.number is not None else value.rating
    if value.datetime is not None:
        return value.datetime
    return _words(value.text) if item.type == "textarea" else None


def _words(text: object) -> str:
    if isinstance(text, list):
        return "\n".join(one for one in text if isinstance(one, str))
    return text if isinstance(text, str) else ""
