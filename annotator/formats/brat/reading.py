"""brat to records: each .ann with its .txt, offsets judged by the text column, events as relations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from annotator.bundles import Bundle, open_bundle
from annotator.errors import ReadError
from annotator.formats.brat.config import ENTITY_DB, UNESCAPED, StoredNames, listed_values, scheme_names
from annotator.formats.brat.writing import joined_lines
from annotator.model.annotation import AttributeValue, Span
from annotator.model.article import Article
from annotator.model.encoding import decode
from annotator.model.entity import Entity
from annotator.model.exchange import ArticleRecord, Dataset
from annotator.model.incoming import Gathering, Incoming, derived_uid, given_uid
from annotator.model.judge import StoredSpan
from annotator.model.placing import placed
from annotator.model.scheme import Scheme
from annotator.model.sidecar import SIDECAR, read_sidecar
from annotator.model.text import BOM

_SUFFIXES: Final = (".ann", ".a1", ".a2")
_SPANS: Final = re.compile(r"(\S+) (-?\d+ -?\d+(?:;-?\d+ -?\d+)*)\s*\Z")
_ARGUMENT: Final = re.compile(r"([^\s:]+):(\S+)")
_NUMBERED_ROLE: Final = re.compile(r"(?<=\D)\d+\Z")


class _Bound(NamedTuple):
    """A T line: its type, its places as stored, its text, its line."""

    label: str
    places: list[tuple[int, int]]
    words: str
    line: str


def read_brat(path: Path, encoding: str) -> Dataset:
    """The documents below `path`, in name order. Raises `ReadError` with the line that is broken."""
    into = Incoming(path)
    with open_bundle(path) as bundle:
        scheme, entities = _scheme(bundle, into)
        reader = _Documents(bundle, into, scheme, encoding)
        reader.entities.update({one.uid: one for one in entities})
        for stem, files in _documents(bundle):
            with into.whole(files[0]):
                reader.document(stem, files)
    return into.dataset(entities=list(reader.entities.values()), known=scheme)


def _scheme(bundle: Bundle, into: Incoming) -> tuple[Scheme | None, list[Entity]]:
    if not bundle.has(SIDECAR):
        return None, []
    found = read_sidecar(bundle.read(SIDECAR))
    if found is None:
        into.problem(SIDECAR, "It is damaged and was not used: the scheme was derived from the annotations.")
    return found or (None, [])


def _documents(bundle: Bundle) -> Iterator[tuple[str, list[str]]]:
    files: dict[str, list[str]] = {}
    for name in bundle.names():
        at = PurePosixPath(name)
        if at.suffix.lower() in _SUFFIXES:
            files.setdefault(str(at.with_suffix("")), []).append(name)
    yield from sorted(files.items())


class _Documents:
    """Reads document after document into `into`."""

    def __init__(self, bundle: Bundle, into: Incoming, scheme: Scheme | None, encoding: str) -> None:
        self.entities: dict[str, Entity] = {}
        self._bundle, self._into, self._encoding = bundle, into, encoding
        names = StoredNames(scheme_names(scheme)) if scheme else StoredNames([])
        self._names = dict(names.pairs())
        self._values = {
            (label, attribute): {names.of(value): value for value in values}
            for (label, attribute), values in (listed_values(scheme) if scheme else {}).items()
        }

    def document(self, stem: str, files: Sequence[str]) -> None:
        """Take in one document, or list why there is none."""
        text_file = next((stem + end for end in (".txt", ".TXT") if self._bundle.has(stem + end)), "")
        if not text_file:
            self._into.problem(files[0], "Its text file (.txt) is missing, so it was left out.")
            return
        decoded = decode(self._bundle.read(text_file), self._encoding)
        text = BOM + decoded.text if decoded.bom else decoded.text
        lines = _AnnFile(self._into)
        for name in files:
            lines.parse(name, decode(self._bundle.read(name), self._encoding).text)
        lines.resolve()
        gathering = self._into.gather(text, stem)
        self._into.records.append(self._record(stem, text_file, gathering, lines))

    def _record(self, stem: str, file: str, gathering: Gathering, lines: _AnnFile) -> ArticleRecord:
        spans = self._spans(gathering, lines)
        for number, bound in lines.bounds.items():
            places = spans[number]
            if places is None:
                gathering.problem(f"Line {bound.line}: {number} does not fit the text and was left out.")
                continue
            label = self._names.get(bound.label, bound.label)
            gathering.mark(
                label,
                joined_lines(gathering.text, sorted(places)),
                local=number,
                attributes=self._attributes(label, lines.attributes.get(number, {})),
                entity=self._entity(lines.references.get(number, [])),
                note="\n".join(lines.notes.get(number, [])),
            )
        for local, name, head, tail in lines.relations:
            note = "\n".join(lines.notes.get(local, []))
            gathering.relate(self._names.get(name, name), head, tail, note=note)
        for message in lines.leftovers():
            gathering.problem(message)
        return gathering.finish(Article(title=PurePosixPath(stem).name, source_file=file))

    def _attributes(self, label: str, found: dict[str, list[AttributeValue]]) -> dict[str, AttributeValue]:
        held: dict[str, AttributeValue] = {}
        for stored, values in found.items():
            name = self._names.get(stored, stored)
            listed = self._values.get((label, name), {})
            words = [listed.get(one, one) if isinstance(one, str) else one for one in values]
            held[name] = words[0] if len(words) == 1 else [str(one) for one in words]
        return held

    def _entity(self, references: list[tuple[str, str, str]]) -> str:
        if not references:
            return ""
        database, number, words = references[0]
        own = given_uid(number) if database == ENTITY_DB else ""
        uid = own or derived_uid("entity", database, number)
        external = "" if own else f"{database}:{number}"
        name = words or external or uid
        self.entities.setdefault(uid, Entity(uid=uid, name=name, external_id=external))
        return uid

    def _spans(self, gathering: Gathering, lines: _AnnFile) -> dict[str, list[Span] | None]:
        """T number → its spans in code points, or None when one of them does not fit the text."""
        stored = [
            (number, StoredSpan(start=start, end=end, text=words, record=bound.line))
            for number, bound in lines.bounds.items()
            for (start, end), words in zip(bound.places, _pieces(bound), strict=True)
        ]
        verdict = placed(gathering.text, [one for _, one in stored])
        if verdict.unit != "code point" or verdict.inclusive:
            gathering.problem(verdict.words)
        found: dict[str, list[Span] | None] = {}
        for (number, _), span in zip(stored, verdict.spans, strict=True):
            known = found.setdefault(number, [])
            if span is None or known is None:
                found[number] = None
            else:
                known.append(span)
        return found


def _pieces(bound: _Bound) -> list[str | None]:
    """The text of each fragment: they stand joined by spaces, or (before brat 1.3) without."""
    lengths = [end - start for start, end in bound.places]
    for separator in (1, 0):
        for units in (1, 2):
            pieces = _cut(bound.words, lengths, separator, units)
            if pieces:
                return list(pieces)
    return [None] * len(lengths)


def _cut(words: str, lengths: list[int], separator: int, units: int) -> list[str]:
    """The words in pieces of these lengths, in code points (1) or UTF-16 units (2); [] if they differ."""
    if len(lengths) == 1:
        return [words]
    data = (
        words.encode("utf-16-le", "surrogatepass")
        if units == 2
        else words.encode("utf-32-le", "surrogatepass")
    )
    width, codec = (2, "utf-16-le") if units == 2 else (4, "utf-32-le")
    if sum(lengths) + separator * (len(lengths) - 1) != len(data) // width or min(lengths) < 0:
        return []
    pieces, at = [], 0
    for length in lengths:
        pieces.append(data[at * width : (at + length) * width].decode(codec, "surrogatepass"))
        at += length + separator
    return pieces


class _AnnFile:
    """The lines of one document's annotation files, sorted by kind. Raises `ReadError` for a broken line."""

    def __init__(self, into: Incoming) -> None:
        self.bounds: dict[str, _Bound] = {}
        self.attributes: dict[str, dict[str, list[AttributeValue]]] = {}
        self.references: dict[str, list[tuple[str, str, str]]] = {}
        self.notes: dict[str, list[str]] = {}
        self.relations: list[tuple[str, str, str, str]] = []
        self._events: dict[str, tuple[str, list[tuple[str, str]]]] = {}
        self._into = into
        self._seen: set[str] = set()
        self._problems: list[str] = []
        self._file = ""
        self._line = ""

    def parse(self, file: str, text: str) -> None:
        """Take in the lines of one file."""
        self._file = file
        for line, words in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
            if words.strip():
                self._line = str(line)
                self._parse(words)

    def leftovers(self) -> Iterator[str]:
        """What was read but belongs to nothing, in words."""
        yield from self._problems
        ends = {local for local, *_ in self.relations}
        targets = [("attribute", one) for one in self.attributes]
        targets += [("reference", one) for one, found in self.references.items() if found]
        targets += [("note", one) for one, found in self.notes.items() if found and one not in ends]
        for what, target in targets:
            if target not in self.bounds:
                yield f"The {what} of “{target}” was left out: there is no such annotation."
        for target, references in self.references.items():
            for database, number, _ in references[1:]:
                yield f"A further reference of “{target}” was left out: {database}:{number}."

    def _parse(self, words: str) -> None:
        number, tab, rest = words.partition("\t")
        body, _, tail = rest.partition("\t")
        readers: dict[str, Callable[[str, str, str], None]] = {
            "T": self._bound,
            "E": self._event,
            "R": self._relation,
            "A": self._attribute,
        }
        readers |= {"M": self._attribute, "N": self._reference, "#": self._note, "*": self._equivalent}
        reader = readers.get(number[:1])
        if not tab or reader is None or not (number == "*" or number[1:].isdigit() or number[0] in "TER"):
            raise self._broken("it is not of the form “T1⇥Label 0 5⇥text”")
        if number != "*" and number in self._seen:
            raise self._broken(f"the id {number} stands there twice")
        self._seen.add(number)
        reader(number, body, tail)

    def _bound(self, number: str, body: str, tail: str) -> None:
        match = _SPANS.match(body)
        if not match:
            raise self._broken(f"the places of {number} cannot be read")
        places = [tuple(map(int, part.split(" "))) for part in match.group(2).split(";")]
        pairs = [(start, end) for start, end in places]
        self.bounds[number] = _Bound(match.group(1), pairs, tail, self._line)

    def _event(self, number: str, body: str, _tail: str) -> None:
        arguments = _ARGUMENT.findall(body)
        if not arguments or len(arguments) != len(body.split()):
            raise self._broken(f"the arguments of {number} cannot be read")
        (_, trigger), *roles = arguments
        self._events[number] = (trigger, roles)

    def _relation(self, number: str, body: str, _tail: str) -> None:
        name, _, rest = body.partition(" ")
        ends = _ARGUMENT.findall(rest)
        if not name or len(ends) != 2 or len(rest.split()) != 2:
            raise self._broken(f"{number} does not have two ends")
        self.relations.append((number, name, ends[0][1], ends[1][1]))

    def _equivalent(self, _number: str, body: str, _tail: str) -> None:
        name, *members = body.split()
        if len(members) < 2:
            raise self._broken("an equivalence needs two members")
        self.relations += [("", name, members[0], other) for other in members[1:]]

    def _attribute(self, number: str, body: str, _tail: str) -> None:
        name, _, rest = body.partition(" ")
        target, _, value = rest.partition(" ")
        if not name or not target:
            raise self._broken(f"{number} does not name an annotation")
        held: AttributeValue = value.translate(UNESCAPED) or True
        self.attributes.setdefault(target, {}).setdefault(name, []).append(held)

    def _reference(self, number: str, body: str, tail: str) -> None:
        words = body.split()
        database, _, local = words[2].partition(":") if len(words) == 3 else ("", "", "")
        if not local:
            raise self._broken(f"{number} does not name a database and an id")
        self.references.setdefault(words[1], []).append((database, local, tail.translate(UNESCAPED)))

    def _note(self, number: str, body: str, tail: str) -> None:
        kind, _, target = body.partition(" ")
        words = tail.translate(UNESCAPED)
        if not target:
            self._problems.append(f"Line {self._line}: {number} belongs to no annotation and was left out.")
        else:
            self.notes.setdefault(target.strip(), []).append(
                words if kind == "AnnotatorNotes" else f"{kind}: {words}"
            )

    def resolve(self) -> None:
        """Let what refers to an event refer to its trigger, and make its roles relations."""
        for event, (trigger, roles) in self._events.items():
            for role, target in roles:
                self.relations.append(("", _NUMBERED_ROLE.sub("", role), trigger, target))
            for name, values in self.attributes.pop(event, {}).items():
                self.attributes.setdefault(trigger, {}).setdefault(name, []).extend(values)
            self.references.setdefault(trigger, []).extend(self.references.pop(event, []))
            self.notes.setdefault(trigger, []).extend(self.notes.pop(event, []))
        triggers = {event: trigger for event, (trigger, _) in self._events.items()}
        self.relations = [
            (local, name, triggers.get(head, head), triggers.get(tail, tail))
            for local, name, head, tail in self.relations
        ]

    def _broken(self, what: str) -> ReadError:
        return self._into.broken(f"{self._file} line {self._line}", what)
