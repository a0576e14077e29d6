"""Web Annotations to records: bodies become labels, attributes, entities, notes; selectors spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple
from urllib.parse import unquote, urlsplit

from annotator.bundles import Bundle, open_bundle
from annotator.errors import ReadError
from annotator.formats.webannotation.writing import FURTHER, NAME, PROPERTIES, VALUE
from annotator.model.anchoring import reanchor
from annotator.model.annotation import Span
from annotator.model.article import Article
from annotator.model.encoding import decode
from annotator.model.entity import Entity
from annotator.model.exchange import Dataset
from annotator.model.incoming import (
    Gathering,
    Incoming,
    article_of,
    derived_uid,
    given_uid,
    json_lines,
    json_value,
    utc,
)
from annotator.model.judge import StoredSpan
from annotator.model.placing import placed

_CHAR_RANGE: Final = re.compile(r"char=(\d+),(\d+)")
_NOTES: Final = frozenset({"commenting", "describing", "replying", "questioning"})

Item = dict[str, Any]


class _Place(NamedTuple):
    """A target or cue: the source's address and its selector's places, as far as given."""

    source: str
    start: int | None
    end: int | None
    exact: str | None
    prefix: str
    suffix: str


class _Note(NamedTuple):
    """One annotation of the file, its number among them, and its parts as lists."""

    item: Item
    record: str
    bodies: list[Any]
    targets: list[Any]


def read_annotations(path: Path, encoding: str) -> Dataset:
    """All annotations, by the source they are about. Raises `ReadError`."""
    into = Incoming(path)
    with open_bundle(path) as bundle:
        reader = _Reader(into, bundle)
        names = [one for one in bundle.names() if one.lower().endswith((".jsonld", ".json", ".jsonl"))]
        for name in names or bundle.names()[:1]:
            text = decode(bundle.read(name), encoding).text
            prefix = f"{name} " if len(names) > 1 else ""
            for number, item in enumerate(_annotations(text, into), 1):
                reader.take(f"{prefix}{number}", item)
        reader.finish(encoding)
    return into.dataset(entities=list(reader.entities.values()))


def _annotations(text: str, into: Incoming) -> Iterator[Item]:
    """Every annotation in a document of any of the usual shapes."""
    try:
        content = json_value(text, file=into.file, record="")
    except ReadError:
        content = [line for _, line in json_lines(text, file=into.file)]
    yield from _flat(content, into, 0)


def _flat(content: Any, into: Incoming, depth: int) -> Iterator[Item]:
    if isinstance(content, list):
        for one in content:
            yield from _flat(one, into, depth)
        return
    if not isinstance(content, dict) or depth > 4:
        raise into.broken("", "something in it is no annotation")
    inside = [content[key] for key in ("items", "@graph", "first", "resources") if key in content]
    if "target" in content or "hasTarget" in content:
        yield content
    elif inside:
        for one in inside:
            if not isinstance(one, str):
                yield from _flat(one, into, depth + 1)
    else:
        raise into.broken("", "something in it is no annotation: it has no target")


class _Reader:
    """Sorts the annotations by kind and source, then makes articles of the sources."""

    def __init__(self, into: Incoming, bundle: Bundle) -> None:
        self.entities: dict[str, Entity] = {}
        self._into, self._bundle = into, bundle
        self._texts: dict[str, tuple[str, Item]] = {}
        self._about: dict[str, list[_Note]] = {}
        self._links: list[_Note] = []
        self._source_of: dict[str, str] = {}

    def take(self, record: str, item: Item) -> None:
        """Note an annotation. Raises `ReadError` when its parts are of the wrong type."""
        bodies = _listed(item.get("body", item.get("hasBody", item.get("bodyValue"))))
        targets = _listed(item.get("target", item.get("hasTarget")))
        note = _Note(item, record, bodies, targets)
        if not targets or not all(isinstance(one, (str, dict)) for one in [*bodies, *targets]):
            raise self._into.broken(record, "its body or target is of the wrong type")
        if _word(item.get("motivation")) == "linking" and len(targets) == 2:
            self._links.append(note)
            return
        source = _address(targets[0])
        if self._is_text(note):
            target = targets[0] if isinstance(targets[0], dict) else {}
            self._texts[source] = (bodies[0]["value"], target)
            return
        self._about.setdefault(source, []).append(note)
        self._source_of[str(item.get("id", ""))] = source

    def _is_text(self, note: _Note) -> bool:
        body = note.bodies[0] if note.bodies else None
        return (
            isinstance(body, dict)
            and _word(body.get("purpose")) == "describing"
            and isinstance(body.get("value"), str)
            and _word(note.item.get("motivation")) == "describing"
            and _selectors(note.targets[0]) == []
        )

    def finish(self, encoding: str) -> None:
        """Hand over the articles; relations belong to the article of their head."""
        links: dict[str, list[_Note]] = {}
        for note in self._links:
            head = _address(note.targets[0])
            if head in self._source_of:
                links.setdefault(self._source_of[head], []).append(note)
            else:
                self._into.problem(note.record, f"A relation was left out: its end “{head}” is not there.")
        for number, source in enumerate(dict.fromkeys([*self._texts, *self._about]), 1):
            text, about = self._text(source, encoding)
            if text is None:
                count = len(self._about[source])
                self._into.problem(source, f"The text is not in the file, nor beside it: {count} left out.")
                continue
            gathering = self._into.gather(text, source or str(number))
            marks = _Marks(self, gathering)
            for note in self._about.get(source, []):
                marks.mark(note)
            for note in links.get(source, []):
                marks.relate(note)
            self._into.records.append(gathering.finish(_article(source, about)))

    def _text(self, source: str, encoding: str) -> tuple[str | None, Item]:
        """The text of a source: as a body in the file, or as a file of its name."""
        if source in self._texts:
            return self._texts[source]
        name = PurePosixPath(unquote(urlsplit(source).path)).name
        for place in (name, f"{name}.txt", unquote(source)):
            if place and self._bundle.has(place):
                return decode(self._bundle.read(place), encoding).text, {}
        return None, {}


class _Marks:
    """Marks and relates what the annotations of one source say."""

    def __init__(self, reader: _Reader, gathering: Gathering) -> None:
        self._reader, self._gathering = reader, gathering

    def mark(self, note: _Note) -> None:
        """A mark for each tag; for a target without a selector, variables of the article."""
        labels, attributes, entity, words = self._said(note)
        if all(_selectors(one) == [] for one in note.targets):
            for name, value in {**attributes, **({"tag": labels} if labels else {})}.items():
                self._gathering.variable(name, value)
            return
        spans = self._spans([_place(one) for one in note.targets])
        if not spans:
            self._gathering.problem(f"Annotation {note.record} does not fit the text and was left out.")
            return
        local = _local(note.item)
        who, software = _creator(note.item)
        motive = _word(note.item.get("motivation"))
        for number, label in enumerate(labels or [motive or "annotation"]):
            self._gathering.mark(
                label,
                spans,
                local=local if number == 0 else "",
                attributes=attributes,
                entity=entity,
                note=words,
                coder=who,
                created=utc(note.item.get("created")),
                modified=utc(note.item.get("modified")),
                suggested=software,
            )

    def relate(self, note: _Note) -> None:
        """A relation for each tag of a link."""
        labels, _, _, words = self._said(note)
        cues = [one for one in note.bodies if isinstance(one, dict) and _selectors(one)]
        spans = self._spans([_place(one) for one in cues]) if cues else None
        head, tail = (_uid_or_all(_address(one)) for one in note.targets)
        for label in labels or ["relation"]:
            self._gathering.relate(
                label,
                head,
                tail,
                local=_local(note.item),
                cue=spans[0] if spans else None,
                note=words,
                coder=_creator(note.item)[0],
                created=utc(note.item.get("created")),
                modified=utc(note.item.get("modified")),
            )

    def _said(self, note: _Note) -> tuple[list[str], dict[str, Any], str, str]:
        """The bodies as labels, attributes, entity and note."""
        labels: list[str] = []
        attributes: dict[str, Any] = {}
        words: list[str] = []
        entity = ""
        for body in note.bodies:
            if isinstance(body, str):
                (words if _is_iri(body) else labels).append(body)
                continue
            purpose, value = _word(body.get("purpose")), body.get("value")
            if purpose == "classifying" and isinstance(body.get(NAME), str):
                attributes[body[NAME]] = value
            elif purpose == "identifying":
                entity = entity or self._entity(body)
            elif purpose in _NOTES and isinstance(value, str):
                words.append(value)
            elif isinstance(value, str):
                labels.append(value)
        return labels, attributes, entity, "\n".join(words)

    def _entity(self, body: Item) -> str:
        source = body.get("source", body.get("id"))
        address = source.get("id", "") if isinstance(source, dict) else source
        if not isinstance(address, str) or not address:
            return ""
        own = given_uid(address.removeprefix("urn:uuid:"))
        uid = own or derived_uid("entity", address)
        name = source.get(NAME) if isinstance(source, dict) else None
        name = name if isinstance(name, str) and name else address
        entity = Entity(uid=uid, name=name, external_id="" if own else address)
        self._reader.entities.setdefault(uid, entity)
        return uid

    def _spans(self, places: list[_Place]) -> list[Span]:
        """All places in the text, or none when one of them does not fit."""
        text = self._gathering.text
        known = [one for one in places if one.start is not None and one.end is not None]
        stored = [StoredSpan(start=one.start or 0, end=one.end or 0, text=one.exact) for one in known]
        judged = dict(zip(known, placed(text, stored).spans, strict=True)) if known else {}
        spans = [judged.get(one) or self._found(one) for one in places]
        return [span for span in spans if span] if all(spans) else []

    def _found(self, place: _Place) -> Span | None:
        """Where the quoted words stand, when their place is not given or wrong."""
        if not place.exact:
            return None
        near = min(place.start or 0, len(self._gathering.text))
        anchor = reanchor(
            place.exact, before=place.prefix, after=place.suffix, near=near, text=self._gathering.text
        )
        if anchor and anchor.doubtful:
            self._gathering.problem(f"The place of the words at {place.start} is not certain.")
        return anchor.span if anchor else None


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _word(value: Any) -> str:
    """A motivation or purpose: one word, or the first of several."""
    return next((one for one in _listed(value) if isinstance(one, str)), "")


def _is_iri(words: str) -> bool:
    return words.startswith(("http://", "https://", "urn:"))


def _address(target: Any) -> str:
    """The address of what a target is about, without a fragment part that selects."""
    if isinstance(target, dict):
        source = target.get("source", target.get("id", target.get("@id", "")))
        return _address(source) if isinstance(source, dict) else str(source)
    return str(target).split("#char=")[0]


def _selectors(target: Any) -> list[Item]:
    if isinstance(target, str):
        match = _CHAR_RANGE.search(target)
        return [{"type": "FragmentSelector", "value": match.group()}] if match else []
    found = _listed(target.get("selector"))
    inner = [one["refinedBy"] for one in found if isinstance(one, dict) and "refinedBy" in one]
    return [one for one in [*found, *inner] if isinstance(one, dict)]


def _place(target: Any) -> _Place:
    start = end = exact = None
    prefix = suffix = ""
    for one in _selectors(target):
        kind = str(one.get("type", one.get("@type", ""))).removeprefix("oa:")
        if (
            kind == "TextPositionSelector"
            and isinstance(one.get("start"), int)
            and isinstance(one.get("end"), int)
        ):
            start, end = one["start"], one["end"]
        elif kind == "TextQuoteSelector" and isinstance(one.get("exact"), str):
            exact = one["exact"]
            prefix, suffix = (str(one.get(key) or "") for key in ("prefix", "suffix"))
        elif kind == "FragmentSelector":
            match = _CHAR_RANGE.search(str(one.get("value", "")))
            start, end = map(int, match.groups()) if match else (start, end)
    return _Place(_address(target), start, end, exact, prefix, suffix)


def _uid_or_all(address: str) -> str:
    return given_uid(address.removeprefix("urn:uuid:")) or address


def _local(item: Item) -> str:
    return _uid_or_all(str(item.get("id", item.get("@id", ""))))


def _creator(item: Item) -> tuple[str, bool]:
    """The name of who made it, and whether that is a program."""
    found = _listed(item.get("creator"))
    if not found:
        return "", False
    one = found[0]
    if isinstance(one, str):
        return one, False
    if not isinstance(one, dict):
        return "", False
    name = next(
        (one[key] for key in ("name", "nickname", "email", "id") if isinstance(one.get(key), str)), ""
    )
    return name, "Software" in _listed(one.get("type"))


def _article(source: str, about: Mapping[str, Any]) -> Article:
    fields: Item = {name: about.get(key) for name, key in PROPERTIES.items()}
    fields["language"] = about.get("language")
    for one in _listed(about.get(FURTHER)):
        if isinstance(one, dict) and isinstance(one.get(NAME), str):
            fields.setdefault(one[NAME], one.get(VALUE))
    if _is_iri(source) and not source.startswith("urn:") and not fields["url"]:
        fields["url"] = source
    uid = given_uid(source.removeprefix("urn:uuid:"))
    return article_of(fields, uid=uid, source_file="" if _is_iri(source) else source)
