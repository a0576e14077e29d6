"""Parsed lines to article records: identities, metadata, annotations and relations."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, Final

import msgspec

from annotator.formats.jsonl.fitting import Fragments, fit
from annotator.formats.jsonl.lines import EXTRA
from annotator.formats.jsonl.parsing import Id, Parsed, RelationIn, SpanIn, values_of
from annotator.model.annotation import Annotation, AttributeValue, Relation, Span, quote_of, span_order
from annotator.model.article import METADATA, STATUSES, Article, Status
from annotator.model.exchange import ArticleRecord, Problem
from annotator.model.incoming import derived_uid, given_uid, in_kind, utc
from annotator.model.scheme import Attribute, Kind, Scheme

_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\Z")
_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d:\d\d.*)?)?)?\Z")
_SPLITS: Final = frozenset({"", "train", "dev", "test"})

#: Longer names of labels and relation types are taken for damage.
_LONGEST_NAME: Final = 200


def entity_uid(given: Id) -> str:
    """The uid of an entity: `given` when it is a UUID, else one made from it, the same in every file."""
    return _uid(given, "entity")


def _uid(given: Id, scope: str) -> str:
    name = str(given)
    return name if _UUID.match(name) else given_uid(name) or derived_uid(scope, name)


class DerivedKinds:
    """The kinds of attributes and variables that no scheme file names: the data alone told them.

    Where a file says 3 here and "three" there, the attribute is a text and 3 becomes one.
    """

    def __init__(self, scheme: Scheme, *, known: Scheme) -> None:
        before = {one.name: {each.name for each in one.attributes} for one in known.labels}
        self._kinds = {
            label.name: _kinds(label.attributes, before.get(label.name, set())) for label in scheme.labels
        }
        self._variables = _kinds(scheme.variables, {one.name for one in known.variables})

    def attributes(self, label: str, given: Values | None) -> dict[str, AttributeValue]:
        """The attributes of an annotation of that label, without those that are null."""
        return _in_kinds(values_of(given), self._kinds.get(label))

    def variables(self, given: Values | None) -> dict[str, AttributeValue]:
        """The variables of an article, without those that are null."""
        return _in_kinds(values_of(given), self._variables)


Values = dict[str, AttributeValue | None]


def _kinds(attributes: list[Attribute], known: set[str]) -> dict[str, Kind]:
    return {one.name: one.kind for one in attributes if one.name not in known}


def _in_kinds(values: dict[str, AttributeValue], kinds: dict[str, Kind] | None) -> dict[str, AttributeValue]:
    if not kinds or not values:
        return values
    return {name: in_kind(one, kinds[name]) if name in kinds else one for name, one in values.items()}


class RecordMaker:
    """Makes the records of one file; it remembers the ids that it has seen."""

    def __init__(self, file: str, kinds: DerivedKinds) -> None:
        self._file = file
        self._kinds = kinds
        self._seen: set[int] = set()

    def record(self, number: int, parsed: Parsed) -> ArticleRecord:
        """The record of line `number`; what does not fit is in its `problems`."""
        return _Line(self._file, number, parsed, self._kinds, self._seen).record()


class _Line:
    """One line on its way to a record."""

    def __init__(self, file: str, number: int, parsed: Parsed, kinds: DerivedKinds, seen: set[int]) -> None:
        self._file = file
        self._kinds = kinds
        self._number = number
        self._line = parsed.line
        self._sha256 = hashlib.sha256(parsed.line.text.encode()).hexdigest()
        self._seen = seen
        self._uids: dict[str, str] = {}
        self._problems: list[Problem] = []
        self._report(parsed.faults)

    def record(self) -> ArticleRecord:
        line, fitting = self._line, fit(self._line)
        article = self._article()
        self._report(fitting.faults)
        self._scope = article.uid or self._sha256
        annotations = [
            self._annotation(span, fragments)
            for span, fragments in zip(line.spans or (), fitting.spans, strict=True)
            if fragments and self._well_named(span.label, span.id)
        ]
        relations = [
            self._relation(relation, cue)
            for relation, cue in zip(line.relations or (), fitting.cues, strict=True)
            if self._well_named(relation.label, relation.id) and self._linked(relation)
        ]
        return ArticleRecord(
            article=article,
            text=line.text,
            annotations=sorted(annotations, key=span_order),
            relations=relations,
            variables=self._kinds.variables(line.variables),
            split=self._split(),
            problems=self._problems,
        )

    def _report(self, faults: list[tuple[str, str]]) -> None:
        for where, message in faults:
            self._problem(message, where)

    def _problem(self, message: str, where: object = "") -> None:
        record = f"line {self._number}, {str(where)[:60]}" if where else f"line {self._number}"
        self._problems.append(Problem(file=self._file, record=record, message=message))

    def _doubled(self, uid: str) -> bool:
        mark = hash(uid)
        if mark in self._seen:
            return True
        self._seen.add(mark)
        return False

    def _article(self) -> Article:
        line = self._line
        fields, extra = _metadata(line.meta or {})
        uid = given_uid(line.id)
        if line.id and not uid:
            extra.setdefault("id", str(line.id))
        if uid and self._doubled(uid):
            self._problem("Another article of the file has the same id; this one gets a new one.", uid)
            uid = ""
        if not _DATE.match(fields["published"] or "2025"):
            self._problem("The date of publication is not like 2025-04-26; it is kept as a further column.")
            extra["published"] = fields.pop("published")
        self._check_sum(fields.pop("sha256"))
        return msgspec.structs.replace(
            msgspec.convert(fields, Article),
            extra=extra,
            status=self._status(),
            uid=uid,
            length=len(line.text),
            fingerprint=self._sha256,
        )

    def _check_sum(self, given: str) -> None:
        if not given or given == self._sha256:
            return
        from annotator.model.text import canonical, fingerprint

        if given != fingerprint(canonical(self._line.text).text):
            self._problem("The text is not the one that was exported: its SHA-256 differs.")

    def _status(self) -> Status:
        if self._line.status in STATUSES:
            return self._line.status
        return "started" if self._line.spans else "new"

    def _split(self) -> str:
        split = self._line.split or ""
        if split in _SPLITS:
            return split
        self._problem(f"The split “{split[:40]}” is not train, dev or test; it was left out.")
        return ""

    def _well_named(self, name: str, where: Id) -> bool:
        if name.strip() and len(name) <= _LONGEST_NAME:
            return True
        fault = "has no label" if not name.strip() else f"has a label of {len(name)} characters"
        self._problem(f"This one was left out: it {fault}.", where)
        return False

    def _annotation(self, span: SpanIn, fragments: Fragments) -> Annotation:
        created = self._time(span.created)
        return Annotation(
            label=span.label,
            fragments=fragments,
            quote=quote_of(self._line.text, fragments),
            attributes=self._kinds.attributes(span.label, span.attributes),
            entity=entity_uid(span.entity) if span.entity else "",
            note=span.note or "",
            coder=span.coder or "",
            created=created,
            modified=created if span.modified == span.created else self._time(span.modified),
            suggested=span.suggested,
            uid=self._own_uid(span.id, (span.label, fragments)),
        )

    def _own_uid(self, given: Id, place: tuple[object, ...]) -> str:
        """The uid of an annotation or relation; without an id of its own, one made from its `place`."""
        name = str(given)
        uid = _uid(name or repr(place), self._scope)
        if self._doubled(uid):
            copies = 1
            while self._doubled(uid := derived_uid(self._scope, name, repr(place), str(copies))):
                copies += 1
            if name:
                self._problem("Something before it has the same id; this one gets a new one.", name)
        elif name:
            self._uids[name] = uid
        return uid

    def _linked(self, relation: RelationIn) -> bool:
        if str(relation.head) in self._uids and str(relation.tail) in self._uids:
            return True
        message = (
            f"This relation “{relation.label[:60]}” was left out: an annotation at its end is not there."
        )
        self._problem(message, relation.id or relation.label)
        return False

    def _relation(self, relation: RelationIn, cue: Span | None) -> Relation:
        head, tail = self._uids[str(relation.head)], self._uids[str(relation.tail)]
        return Relation(
            type=relation.label,
            head=head,
            tail=tail,
            cue=cue,
            cue_quote=self._line.text[cue.start : cue.end] if cue else "",
            note=relation.note or "",
            coder=relation.coder or "",
            created=self._time(relation.created),
            modified=self._time(relation.modified),
            uid=self._own_uid(relation.id, (relation.label, head, tail)),
        )

    def _time(self, given: str | None) -> str:
        """A time as the model writes it, UTC; "" with a problem for what is no time."""
        if not given or _TIME.match(given):
            return given or ""
        if not (time := utc(given)):
            self._problem("A time that is not like 2025-04-26T09:14:32.123Z was left out.")
        return time


def _metadata(meta: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Our fields (all of them, and "sha256"), and the further columns, as text."""
    fields = {name: _text(meta.get(name)) for name in (*METADATA, "sha256")}
    extra = {name.removeprefix(EXTRA): _text(value) for name, value in meta.items() if name not in fields}
    return fields, extra


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
