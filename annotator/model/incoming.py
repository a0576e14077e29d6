"""Labelled data coming in: gathering records, scheme and problems while a format reads a file."""

from __future__ import annotations

import contextlib
import functools
import json
import math
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from annotator.errors import ReadError, SpanError
from annotator.model.annotation import (
    Annotation,
    AttributeValue,
    Relation,
    Span,
    normal_fragments,
    quote_of,
    span_order,
)
from annotator.model.article import Article
from annotator.model.entity import Coder, Entity
from annotator.model.exchange import ArticleRecord, Dataset, Problem
from annotator.model.scheme import Attribute, Kind, Scheme
from annotator.model.usage import Usage

#: Root of the uids that are derived from a foreign file, so that the same file gives the same uids again.
_NAMESPACE: Final = uuid.UUID("6b0a2c1e-5f0d-4d55-9a57-0f2f8f5f7a11")
_LONGEST_NAME: Final = 200
_JSON_KEY: Final = re.compile(r'"([^"\\]{1,60})"\s*:')

#: Between several values in one text.
SEPARATOR: Final = "; "

T = TypeVar("T")


def broken(file: str, record: str, what: str, *, detail: str = "") -> ReadError:
    """The error of a file that cannot be taken in: which record, and what is wrong with it."""
    place = f", record {record}" if record else ""
    return ReadError(f"“{file}”{place}: {what}. Nothing of this file was taken in.", detail=detail)


def json_value(data: bytes | str, *, file: str, record: str) -> Any:
    """Decode JSON. NaN and infinities come as None, lone surrogates as they are. Raises `ReadError`."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        pass  # the standard library forgives NaN and lone surrogates
    try:
        return json.loads(data, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise broken(file, record, "it is cut off or no JSON", detail=str(error)) from error


def json_lines(text: str, *, file: str) -> Iterator[tuple[str, Any]]:
    """Each line that is not empty: its number (from 1, as text) and its decoded JSON. Raises `ReadError`."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield str(number), json_value(line, file=file, record=str(number))


def convert(value: object, shape: type[T], *, file: str, record: str) -> T:
    """The value in the shape of a typed struct. Raises `ReadError` naming the record and the place in it."""
    try:
        return msgspec.convert(value, shape, strict=True)
    except (msgspec.ValidationError, UnicodeEncodeError, RecursionError) as error:
        what = "half a character" if isinstance(error, UnicodeEncodeError) else str(error).replace("`", "")
        raise broken(file, record, f"something is of the wrong type ({what})", detail=what) from error


@functools.lru_cache(maxsize=1)  # a dozen formats look at the same file in turn
def peek(head: bytes) -> str:
    """The beginning of a file as text, as well as can be, to look at what kind it is."""
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return head.decode("utf-16", "ignore")
    return head.decode("utf-8-sig", "ignore")


@functools.lru_cache(maxsize=1)
def json_keys(head: bytes) -> frozenset[str]:
    """The names of all JSON fields, at any depth, in the beginning of a file."""
    return frozenset(_JSON_KEY.findall(peek(head)))


def article_of(fields: Mapping[str, object], *, uid: object = "", source_file: str = "") -> Article:
    """An article with these metadata: those of `METADATA` in their places, others as further columns."""
    held = {tidy_name(name): attribute_value(value) for name, value in fields.items()}
    words = {name: word_of(value) for name, value in held.items() if name and value is not None}
    return Article(
        title=words.pop("title", ""),
        outlet=words.pop("outlet", ""),
        author=words.pop("author", ""),
        published=words.pop("published", ""),
        url=words.pop("url", ""),
        language=words.pop("language", ""),
        source_file=words.pop("source_file", source_file),
        extra=words,
        uid=given_uid(uid),
    )


def given_uid(value: object) -> str:
    """The value when it has the form of a UUID (braces allowed), in lower case; else ""."""
    if not isinstance(value, str) or not 32 <= len(value) <= 38:
        return ""
    try:
        return str(uuid.UUID(value.strip("{}")))
    except ValueError:
        return ""


def derived_uid(*parts: str) -> str:
    """A uid for something whose file has none: the same for the same parts, on every machine."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts).encode("utf-8", "surrogatepass").hex()))


def utc(value: object) -> str:
    """A time of a foreign file (ISO 8601, or seconds since 1970) as ours ("…T09:14:32.123Z"), or ""."""
    try:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            at = datetime.fromtimestamp(value, UTC)
        elif isinstance(value, str) and "T" in value.replace(" ", "T"):
            at = datetime.fromisoformat(value.replace(" ", "T", 1))
            at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        else:
            return ""
    except (ValueError, OverflowError, OSError):
        return ""
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def tidy_name(name: str) -> str:
    """A label, attribute or relation name on one line, without control characters, of bearable length."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:_LONGEST_NAME]


def attribute_value(value: object) -> AttributeValue | None:
    """A value of a foreign file as one of ours; None for nothing, white space, NaN and infinities."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, str) and not value.strip():
        return None
    if isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def word_of(value: AttributeValue) -> str:
    """A value as one text, for a format that holds nothing but texts: yes/no, "a; b", 3, 2.5."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return SEPARATOR.join(value) if isinstance(value, list) else str(value)


class Gathering:
    """One article's record in the making. What does not fit becomes a `Problem`, never an exception.

    Spans are code points over `text` as given. Ids are those of the file; a UUID among them is kept as
    the uid, any other id is replaced by a uid derived from the file's place, record, text and id.
    """

    def __init__(self, text: str, record: str, into: Incoming) -> None:
        self.text = text
        self.problems: list[Problem] = []
        self.variables: dict[str, AttributeValue] = {}
        self._file, self._record, self._usage = into.file, record, into.usage
        self._key = derived_uid(into.place, record, text)
        self._annotations: list[Annotation] = []
        self._by_id: dict[str, Annotation] = {}
        self._uids: set[str] = set()
        self._relations: list[tuple[str, str, str, Relation]] = []

    def problem(self, message: str) -> None:
        """List something that a person should know about this record."""
        self.problems.append(Problem(file=self._file, record=self._record, message=message))

    def mark(
        self,
        label: str,
        spans: Iterable[Sequence[int]],
        *,
        local: str = "",
        attributes: Mapping[str, object] = {},
        entity: str = "",
        note: str = "",
        coder: str = "",
        created: str = "",
        modified: str = "",
        suggested: bool = False,
    ) -> bool:
        """Add an annotation; False, and a problem listed, when its spans do not fit or it has no label."""
        name = tidy_name(label)
        try:
            fragments = normal_fragments(spans, length=len(self.text))
        except SpanError as error:
            self.problem(f"“{name}” was left out. {error.sentence}")
            return False
        if not name:
            self.problem(f"The span {fragments[0].start}–{fragments[-1].end} has no label and was left out.")
            return False
        values = {tidy_name(key): attribute_value(value) for key, value in attributes.items()}
        held = {key: value for key, value in values.items() if key and value is not None}
        self._usage.annotation(name, held, entity=bool(entity))
        annotation = Annotation(
            label=name,
            fragments=fragments,
            quote=quote_of(self.text, fragments),
            attributes=held,
            entity=entity,
            note=note,
            coder=coder,
            created=created,
            modified=modified,
            suggested=suggested,
            uid=self._uid(local, f"{name}{fragments}{coder}"),
        )
        self._annotations.append(annotation)
        if local and local in self._by_id:
            self.problem(f"The id “{local}” stands there twice; relations refer to the first.")
        self._by_id.setdefault(local or annotation.uid, annotation)
        return True

    def relate(
        self,
        name: str,
        head: str,
        tail: str,
        *,
        local: str = "",
        cue: Span | None = None,
        note: str = "",
        coder: str = "",
        created: str = "",
        modified: str = "",
    ) -> None:
        """Add a relation between two ids of the file; they may be marked later. Looked up by `finish`."""
        relation = Relation(
            type=tidy_name(name) or "relation",
            head="",
            tail="",
            cue=cue,
            cue_quote=self.text[cue.start : cue.end] if cue else "",
            note=note,
            coder=coder,
            created=created,
            modified=modified,
        )
        self._relations.append((head, tail, local, relation))

    def variable(self, name: str, value: object) -> None:
        """Set a value for the whole article; nothing when there is none."""
        held, key = attribute_value(value), tidy_name(name)
        if held is not None and key:
            self.variables[key] = held
            self._usage.variable(key, held)

    def has(self, local: str) -> bool:
        """Whether an annotation of that id (of the file) has been added."""
        return local in self._by_id

    def finish(self, article: Article, *, split: str = "") -> ArticleRecord:
        """The record, annotations in span order, dangling relations listed as problems."""
        relations = [one for one in map(self._resolved, self._relations) if one is not None]
        return ArticleRecord(
            article=article,
            text=self.text,
            annotations=sorted(self._annotations, key=span_order),
            relations=relations,
            variables=self.variables,
            split=split,
            problems=self.problems,
        )

    def _resolved(self, given: tuple[str, str, str, Relation]) -> Relation | None:
        head, tail, local, relation = given
        ends = self._by_id.get(head), self._by_id.get(tail)
        if ends[0] is None or ends[1] is None:
            missing = head if ends[0] is None else tail
            self.problem(f"The relation “{relation.type}” was left out: its end “{missing}” is not there.")
            return None
        cue = relation.cue
        if cue and not 0 <= cue.start < cue.end <= len(self.text):
            self.problem(f"The cue of a relation “{relation.type}” was left out: it lies outside the text.")
            relation = msgspec.structs.replace(relation, cue=None, cue_quote="")
        self._usage.relation(relation.type, ends[0].label, ends[1].label, cue=relation.cue is not None)
        uid = self._uid(local, f"{relation.type}{ends[0].uid}{ends[1].uid}")
        return msgspec.structs.replace(relation, head=ends[0].uid, tail=ends[1].uid, uid=uid)

    def _uid(self, local: str, key: str) -> str:
        uid = given_uid(local) or derived_uid(self._key, local, key)
        while uid in self._uids:
            uid = derived_uid(self._key, uid, key)
        self._uids.add(uid)
        return uid


class Incoming:
    """One file while it is read: its records, the scheme that they use, and its problems.

    `place` is where the file lies; uids derived from it stay the same when it is read again.
    """

    def __init__(self, path: Path) -> None:
        self.file = path.name
        self.place = str(path)
        self.usage = Usage()
        self.records: list[ArticleRecord] = []
        self.problems: list[Problem] = []

    def gather(self, text: str, record: str) -> Gathering:
        """Begin an article; `record` is its line, row or id in the file."""
        return Gathering(text, record, self)

    def problem(self, record: str, message: str) -> None:
        """List a problem that belongs to no article that comes in."""
        self.problems.append(Problem(file=self.file, record=record, message=message))

    def broken(self, record: str, what: str, *, detail: str = "") -> ReadError:
        """The error to raise when the file cannot be taken in."""
        return broken(self.file, record, what, detail=detail)

    @contextlib.contextmanager
    def whole(self, record: str) -> Iterator[None]:
        """Take in one document of several whole or not at all: a `ReadError` is listed as its problem."""
        try:
            yield
        except ReadError as error:
            self.problem(record, f"It was left out: {error.sentence}")

    def dataset(self, *, entities: Sequence[Entity] = (), known: Scheme | None = None) -> Dataset:
        """All that was read; `known` is the scheme that the file itself declares, if it does.

        Raises `ReadError` when there is no article at all.
        """
        if not self.records:
            why = f" ({self.problems[0].message})" if self.problems else ""
            raise self.broken("", f"no article was found in it{why}")
        scheme = self.usage.scheme(known, name=Path(self.file).stem)
        records = _settled(self.records, scheme)
        first = msgspec.structs.replace(records[0], problems=[*self.problems, *records[0].problems])
        coders = dict.fromkeys(one.coder for record in records for one in record.annotations if one.coder)
        return Dataset(
            scheme=scheme,
            records=[first, *records[1:]],
            entities=list(entities),
            coders=[Coder(name=name) for name in coders],
            count=len(records),
            name=Path(self.file).stem,
        )


def _settled(records: list[ArticleRecord], scheme: Scheme) -> list[ArticleRecord]:
    """The records with each value of the kind that its attribute has, now that all values are known."""
    kinds = {label.name: _kinds(label.attributes) for label in scheme.labels}
    variables = _kinds(scheme.variables)
    if not any(kinds.values()) and not variables:
        return records
    return [
        msgspec.structs.replace(
            record,
            annotations=[
                msgspec.structs.replace(one, attributes=_in_kinds(one.attributes, kinds[one.label]))
                if one.attributes
                else one
                for one in record.annotations
            ],
            variables=_in_kinds(record.variables, variables),
        )
        for record in records
    ]


def _kinds(attributes: Iterable[Attribute]) -> dict[str, Kind]:
    return {one.name: one.kind for one in attributes}


def _in_kinds(values: dict[str, AttributeValue], kinds: Mapping[str, Kind]) -> dict[str, AttributeValue]:
    return {name: in_kind(value, kinds[name]) for name, value in values.items()}


def in_kind(value: AttributeValue, kind: Kind) -> AttributeValue:
    """The value as an attribute of that kind holds it ("yes" → True, "3" → 3, "a; b" → two values).

    For formats that hold nothing but words. A value that cannot be of the kind stays as it is.
    """
    if kind == "yes/no":
        return _YES_NO.get(value.casefold(), value) if isinstance(value, str) else value
    if kind == "number":
        return _number(value) if isinstance(value, str) else value
    if kind == "several":
        return value if isinstance(value, list) else word_of(value).split(SEPARATOR)
    return word_of(value)


_YES_NO: Final[Mapping[str, bool]] = {"yes": True, "true": True, "no": False, "false": False}


def _number(word: str) -> AttributeValue:
    for read in (int, float):
        try:
            number = read(word)
        except ValueError:
            continue
        return number if math.isfinite(number) else word
    return word
