"""Prodigy JSONL: tokens, spans and relations of each text, a line for each coder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from annotator.model.annotation import Annotation, Relation, Span
from annotator.model.encoding import decode
from annotator.model.entity import Entity
from annotator.model.exchange import (
    ArticleRecord,
    Dataset,
    ExportReport,
    Option,
    Options,
    Progress,
    no_progress,
)
from annotator.model.incoming import (
    Gathering,
    Incoming,
    article_of,
    convert,
    given_uid,
    json_keys,
    json_lines,
    peek,
    utc,
)
from annotator.model.judge import StoredSpan
from annotator.model.outgoing import metadata, outgoing
from annotator.model.placing import placed
from annotator.model.tokens import token_range, tokenise
from annotator.safe_files import read_bytes, whole_file

#: The label of a relation's end that has no label of its own (relations between bare tokens).
_TOKEN: Final = "token"


class _Token(msgspec.Struct):
    text: str
    start: int
    end: int
    id: int | None = None
    ws: bool = True


class _Span(msgspec.Struct):
    """A span; Prodigy keeps further fields, so ours travel in it (`id` is shared by fragments)."""

    start: int | None = None
    end: int | None = None
    token_start: int | None = None
    token_end: int | None = None
    label: str | None = None
    text: str | None = None
    id: str | int | None = None
    attributes: dict[str, Any] | None = None
    entity: str | None = None
    entity_name: str | None = None
    note: str | None = None


class _Relation(msgspec.Struct):
    head: int
    child: int
    label: str | None = None
    head_span: _Span | None = None
    child_span: _Span | None = None
    id: str | int | None = None
    cue: tuple[int, int] | None = None
    note: str | None = None
    coder: str | None = None


class _Line(msgspec.Struct):
    text: str | None = None
    tokens: list[_Token] | None = None
    spans: list[_Span] | None = None
    relations: list[_Relation] | None = None
    answer: str | None = None
    meta: dict[str, Any] | None = None
    label: str | None = None
    accept: list[str | int] | None = None
    options: list[dict[str, Any]] | None = None
    variables: dict[str, Any] | None = None
    suggested: bool = False
    annotator_id: str | int | None = msgspec.field(default=None, name="_annotator_id")
    session_id: str | int | None = msgspec.field(default=None, name="_session_id")
    timestamp: int | float | None = msgspec.field(default=None, name="_timestamp")


class Prodigy:
    """The `Format` of Prodigy (https://prodi.gy/docs/api-interfaces): code points, `token_end` inclusive."""

    name = "prodigy"
    title = "Prodigy JSONL"
    suffix = ".jsonl"
    suffixes: tuple[str, ...] = (".jsonl",)
    reads = True
    writes = True
    keeps = frozenset(
        {"fragments", "overlaps", "relations", "cues", "attributes", "entities", "notes", "variables"}
        | {"metadata", "coders"}
    )
    options: tuple[Option, ...] = ()
    extra = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """By fields that only Prodigy writes."""
        if path.is_dir() or peek(head).lstrip()[:1] != "{":
            return 0.0
        keys = json_keys(head)
        if "text" in keys and keys & {
            "_task_hash",
            "_input_hash",
            "_view_id",
            "_session_id",
            "_annotator_id",
        }:
            return 0.97
        if "text" in keys and {"token_start", "token_end"} <= keys:
            return 0.9
        return 0.5 if {"text", "spans", "answer"} <= keys else 0.0

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Write a line for each coder of each article. Tokens are cut at span edges. Raises `WriteError`."""
        report = ExportReport(files=[str(target)])
        names = {one.uid: one.name for one in dataset.entities}
        with whole_file(target) as out:
            for record in outgoing(dataset, report, keeps=self.keeps, progress=progress):
                for line in _lines(record, names, report):
                    out.write(msgspec.json.encode(line) + b"\n")
        return report

    def read(self, path: Path, options: Options) -> Dataset:
        """Read a file; a text that several people annotated is one article. Raises `ReadError`."""
        into = Incoming(path)
        reader = _Reader(into)
        text = decode(read_bytes(path), str(options.get("encoding", ""))).text
        for record, raw in json_lines(text, file=into.file):
            reader.take(record, convert(raw, _Line, file=into.file, record=record))
        reader.finish()
        return into.dataset(entities=list(reader.entities.values()))


def _lines(record: ArticleRecord, names: Mapping[str, str], report: ExportReport) -> Iterator[dict[str, Any]]:
    edges = {at for one in record.annotations for fragment in one.fragments for at in fragment}
    tokens = tokenise(record.text, edges)
    spans = {one.uid: [*_spans(one, tokens, names)] for one in record.annotations}
    report.lose("token_edges", sum(not _on_tokens(one, tokens) for one in record.annotations))
    shared = {"text": record.text, "tokens": [*_tokens(record.text, tokens)]}
    meta = {**metadata(record), "article_id": record.article.uid}
    coders = sorted({(one.suggested, one.coder) for one in record.annotations}) or [(False, "")]
    for number, (suggested, coder) in enumerate(coders):
        marks = [one for one in record.annotations if (one.suggested, one.coder) == (suggested, coder)]
        held = {one.uid for one in marks}
        line: dict[str, Any] = {
            **shared,
            "spans": [span for one in marks for span in spans[one.uid]],
            "relations": [_relation(one, spans, coder) for one in record.relations if one.head in held],
            "meta": meta,
            "answer": "ignore" if suggested else "accept",
            "_annotator_id": coder,
        }
        if suggested:
            line["suggested"] = True
        if number == 0 and record.variables:
            line["variables"] = record.variables
        yield line


def _tokens(text: str, tokens: Sequence[Span]) -> Iterator[dict[str, Any]]:
    for number, (start, end) in enumerate(tokens):
        space = text[end : end + 1].isspace()
        yield {"text": text[start:end], "start": start, "end": end, "id": number, "ws": space}


def _spans(one: Annotation, tokens: Sequence[Span], names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """A span for each fragment, with the same id; what belongs to the annotation stands in the first."""
    further: dict[str, Any] = {"attributes": one.attributes, "entity": one.entity, "note": one.note}
    further["entity_name"] = names.get(one.entity, "")
    for fragment in one.fragments:
        first, last = token_range(tokens, fragment)
        span: dict[str, Any] = {
            "start": fragment.start,
            "end": fragment.end,
            "label": one.label,
            "id": one.uid,
        }
        if first < last:
            span |= {"token_start": first, "token_end": last - 1}
        yield span | {name: value for name, value in further.items() if value}
        further = {}


def _on_tokens(one: Annotation, tokens: Sequence[Span]) -> bool:
    """Whether every fragment begins and ends at a token: not so with white space at its ends."""
    for fragment in one.fragments:
        first, last = token_range(tokens, fragment)
        if first >= last or (tokens[first].start, tokens[last - 1].end) != fragment:
            return False
    return True


def _relation(one: Relation, spans: Mapping[str, list[dict[str, Any]]], coder: str) -> dict[str, Any]:
    head, child = spans[one.head][0], spans[one.tail][0]
    keys = ("start", "end", "token_start", "token_end", "label", "id")
    further = {"cue": one.cue, "note": one.note, "coder": one.coder if one.coder != coder else None}
    return {
        "head": head.get("token_end", 0),
        "child": child.get("token_end", 0),
        "label": one.type,
        "head_span": {key: head[key] for key in keys if key in head},
        "child_span": {key: child[key] for key in keys if key in child},
        "id": one.uid,
    } | {name: value for name, value in further.items() if value is not None and value != ""}


class _Reader:
    """Takes line after line in; lines of the same text come together."""

    def __init__(self, into: Incoming) -> None:
        self.entities: dict[str, Entity] = {}
        self._into = into
        self._articles: dict[str, tuple[Gathering, dict[str, Any]]] = {}

    def take(self, record: str, line: _Line) -> None:
        """Take in what one person answered about one text."""
        if line.text is None:
            self._into.problem(record, "It has no text, so it was left out.")
            return
        meta = dict(line.meta or {})
        key = str(meta.get("article_id") or line.text)
        if key not in self._articles:
            self._articles[key] = (self._into.gather(line.text, record), meta)
        gathering = self._articles[key][0]
        if line.answer in {"reject", "ignore"} and not line.suggested:
            if line.spans or line.relations or line.label or line.accept:
                gathering.problem(
                    f"Line {record} was answered “{line.answer}”: its annotations were left out."
                )
            return
        _Answer(self, gathering, record, line).take()

    def finish(self) -> None:
        """Hand over the articles."""
        for gathering, meta in self._articles.values():
            uid = meta.pop("article_id", None)
            self._into.records.append(gathering.finish(article_of(meta, uid=uid)))


class _Answer:
    """One line that was accepted."""

    def __init__(self, reader: _Reader, gathering: Gathering, record: str, line: _Line) -> None:
        self._reader, self._gathering, self._record, self._line = reader, gathering, record, line
        who = line.annotator_id if line.annotator_id is not None else line.session_id
        self._coder = "" if who is None else str(who)
        self._made = utc(line.timestamp)
        self._by_place: dict[tuple[int | None, int | None], list[tuple[str, str | None]]] = {}
        self._by_token: dict[int, list[tuple[str, str | None]]] = {}

    def take(self) -> None:
        """Mark the spans, relate them, set what was chosen for the whole text."""
        groups: dict[str, list[tuple[_Span, Span]]] = {}
        for number, (span, place) in enumerate(self._placed(self._line.spans or [])):
            groups.setdefault(self._local(span, number), []).append((span, place))
        for key, found in groups.items():
            span = found[0][0]
            self._mark(key, [place for _, place in found], span)
            self._by_place.setdefault((span.start, span.end), []).append((key, span.label))
            if span.token_end is not None:
                self._by_token.setdefault(span.token_end, []).append((key, span.label))
        for one in self._line.relations or []:
            self._relate(one)
        for name, value in {**(self._line.variables or {}), **self._chosen()}.items():
            self._gathering.variable(name, value)

    def _placed(self, spans: Sequence[_Span]) -> Iterator[tuple[_Span, Span]]:
        stored = [self._stored(one) for one in spans]
        verdict = placed(self._gathering.text, stored)
        for one, span in zip(spans, verdict.spans, strict=True):
            if span is None:
                self._gathering.problem(
                    f"“{one.label}” at {one.start}–{one.end} does not fit and was left out."
                )
            else:
                yield one, span

    def _stored(self, one: _Span) -> StoredSpan:
        """The span's places; where it has only tokens, theirs. Its text, or that of its tokens."""
        tokens = self._line.tokens or []
        start, end, words = one.start, one.end, one.text
        first, last = one.token_start, one.token_end
        if first is not None and last is not None and 0 <= first <= last < len(tokens):
            start = tokens[first].start if start is None else start
            end = tokens[last].end if end is None else end
            if words is None and start == tokens[first].start and end == tokens[last].end:
                words = _joined(tokens[first : last + 1])
        return StoredSpan(start=-1 if start is None else start, end=-1 if end is None else end, text=words)

    def _local(self, span: _Span, number: int) -> str:
        """The span's own id, or one made of the line and its place in it."""
        return given_uid(span.id) or f"{self._record}/{number if span.id is None else span.id}"

    def _mark(self, key: str, places: list[Span], span: _Span) -> None:
        self._gathering.mark(
            span.label or _TOKEN,
            places,
            local=key,
            attributes=span.attributes or {},
            entity=self._entity(span),
            note=span.note or "",
            coder=self._coder,
            created=self._made,
            modified=self._made,
            suggested=self._line.suggested,
        )

    def _entity(self, span: _Span) -> str:
        uid = given_uid(span.entity)
        if uid:
            self._reader.entities.setdefault(uid, Entity(uid=uid, name=span.entity_name or uid))
        return uid

    def _relate(self, one: _Relation) -> None:
        head = self._end(one.head_span, one.head)
        child = self._end(one.child_span, one.child)
        self._gathering.relate(
            one.label or "relation",
            head,
            child,
            local="" if one.id is None else str(one.id),
            cue=Span(*one.cue) if one.cue else None,
            note=one.note or "",
            coder=self._coder if one.coder is None else one.coder,
            created=self._made,
        )

    def _end(self, span: _Span | None, token: int) -> str:
        """The local id of a relation's end: the span meant, or a new one over a bare token."""
        if span is not None and given_uid(span.id):
            return given_uid(span.id)
        known = self._by_place.get((span.start, span.end), []) if span else self._by_token.get(token, [])
        for key, label in known:
            if span is None or span.label in {label, None}:
                return key
        bare = span or _Span(token_start=token, token_end=token)
        key = f"{self._record}/token {token}"
        if not self._gathering.has(key):
            for own, place in self._placed([bare]):
                self._mark(key, [place], own)
        return key

    def _chosen(self) -> dict[str, Any]:
        """Category and options of classification tasks, as variables."""
        words = {one.get("id"): one.get("text", one.get("id")) for one in self._line.options or []}
        chosen = [str(words.get(one, one)) for one in self._line.accept or []]
        found: dict[str, Any] = {"label": self._line.label} if self._line.label else {}
        if chosen:
            found["choice"] = chosen if len(chosen) > 1 else chosen[0]
        return found


def _joined(tokens: Iterable[_Token]) -> str | None:
    """The text that consecutive tokens cover, or None where the space between them is not known."""
    words = ""
    last: _Token | None = None
    for token in tokens:
        if last is not None:
            gap = token.start - last.end
            if gap not in {0, 1}:
                return None
            words += " " * gap
        words += token.text
        last = token
    return words


FORMAT = Prodigy()
