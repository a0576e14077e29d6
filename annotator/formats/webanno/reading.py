"""WebAnno TSV 3 to records: the text rebuilt as INCEpTION does, units joined to spans by their ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

import msgspec

from annotator.bundles import open_bundle
from annotator.errors import ReadError
from annotator.model.annotation import Span
from annotator.model.article import Article
from annotator.model.encoding import decode
from annotator.model.entity import Entity
from annotator.model.exchange import ArticleRecord, Dataset
from annotator.model.incoming import Gathering, Incoming, given_uid
from annotator.model.scheme import Scheme
from annotator.model.sidecar import SIDECAR, read_sidecar
from annotator.model.text import OffsetMap
from annotator.model.uima import (
    LABEL,
    MARK,
    MARK_FEATURES,
    NAMING,
    FeatureNames,
    attribute_names,
    is_grammar,
    read_cue,
    short_name,
)

_HEADER: Final = re.compile(r"#FORMAT=WebAnno TSV (\d+)\.(\d+)\s*\Z")
_LAYER: Final = re.compile(r"#T_(SP|RL|CH)=(.*)\Z")
_UNIT: Final = re.compile(r"(\d+-\d+(?:\.\d+)?)\t(\d+)-(\d+)\t")
_STACK: Final = re.compile(r"(?<!\\)\|")
_SLOT: Final = re.compile(r"(?<!\\);")
_ID: Final = re.compile(r"\[([0-9_]+)\]\Z")
_WIDEST_GAP: Final = 100_000
_CHAIN: Final = re.compile(r"(?<!\\)->(\d+)-(\d+)\Z")
_ESCAPE: Final = re.compile(r"\\(->|.)", re.DOTALL)
_LETTERS: Final = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}
_JAVA: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\(.)")


class _Layer(NamedTuple):
    """A layer of the header: its kind (SP, RL, CH), type, and columns with the first one's place."""

    kind: str
    name: str
    columns: list[str]
    first: int


class _Line(NamedTuple):
    """A token or sub-token: its name, place in UTF-16 units, text and cells."""

    unit: str
    start: int
    end: int
    words: str
    cells: list[str]
    line: int


class _Mark(msgspec.Struct):
    """A span in the making: its layer, place, first unit and features."""

    layer: _Layer
    start: int
    end: int
    unit: str
    values: dict[str, str]


def read_webanno(path: Path) -> Dataset:
    """Every .tsv of a file, folder or archive. Raises `ReadError` with the line that is broken."""
    into = Incoming(path)
    entities: dict[str, Entity] = {}
    with open_bundle(path) as bundle:
        found = read_sidecar(bundle.read(SIDECAR)) if bundle.has(SIDECAR) else None
        if found is None and bundle.has(SIDECAR):
            into.problem(SIDECAR, "It is damaged and was not used.")
        scheme = found[0] if found else None
        entities.update({one.uid: one for one in (found[1] if found else [])})
        names = bundle.names()
        for name in [one for one in names if one.lower().endswith(".tsv")] or names[:1]:
            with into.whole(name):
                text = decode(bundle.read(name)).text
                into.records.append(_Reader(into, name, text, scheme, entities).record())
    return into.dataset(entities=list(entities.values()), known=scheme)


class _Reader:
    """Reads one document."""

    def __init__(
        self, into: Incoming, name: str, text: str, scheme: Scheme | None, entities: dict[str, Entity]
    ) -> None:
        self._into, self._name, self._entities = into, name, entities
        self._lines = text.replace("\r\n", "\n").split("\n")
        self._attributes = {
            feature: attribute
            for attribute, feature in (FeatureNames(attribute_names(scheme)).all() if scheme else ())
        }
        self._old = False
        self._layers: list[_Layer] = []
        self._marks: list[_Mark] = []
        self._by_id: dict[str, int] = {}
        self._at_unit: dict[tuple[str, str], list[int]] = {}
        self._links: list[tuple[_Layer, dict[str, str], list[tuple[str, str, str]]]] = []
        self._slots: list[tuple[int, str, str]] = []
        self._chains: dict[tuple[str, int, int], int] = {}
        self._left_out: dict[str, int] = {}

    def record(self) -> ArticleRecord:
        """The article of the document. Raises `ReadError`."""
        body = self._header()
        sentences = list(self._sentences(body))
        text, unit = self._text(sentences)
        gathering = self._into.gather(text, self._name)
        for line in (line for _, lines in sentences for line in lines):
            for layer in self._layers:
                self._cells(layer, line)
        self._hand_over(gathering, text, unit)
        title = PurePosixPath(self._name).stem
        return gathering.finish(Article(title=title, source_file=self._name))

    def _header(self) -> int:
        """Read the declarations; gives the index of the first line behind them."""
        match = _HEADER.match(self._lines[0])
        if not match or match.group(1) != "3":
            raise self._into.broken(self._name, "it does not begin as a WebAnno TSV 3 file")
        self._old = match.group(2) in {"0", "1"}
        at, first = 1, 3
        while at < len(self._lines) and self._lines[at].strip():
            declared = _LAYER.match(self._lines[at])
            if not declared:
                raise self._broken(at, "a layer is not declared as it should be")
            name, *columns = declared.group(2).split("|")
            columns = [one for one in columns if one] or [""]
            self._layers.append(_Layer(declared.group(1), name, columns, first))
            first += len(columns)
            at += 1
        return at

    def _sentences(self, at: int) -> Iterator[tuple[str, list[_Line]]]:
        """Each sentence: its text (line ends behind each of its lines) and its units."""
        text = ""
        lines: list[_Line] = []
        width = 3 + sum(len(layer.columns) for layer in self._layers)
        for number, line in enumerate([*self._lines[at:], ""], at):
            if not line.strip() and "\t" not in line:
                if lines:
                    yield text, lines
                    text, lines = "", []
                elif text:
                    raise self._broken(number, "a sentence has no tokens")
            elif line.startswith("#") and not _UNIT.match(line):
                if lines:
                    yield text, lines
                    text, lines = "", []
                if line.startswith("#Text="):
                    text += self._plain(line.removeprefix("#Text=")) + "\n"
            else:
                lines.append(self._unit(line, number, width))
        if lines:
            yield text, lines

    def _unit(self, line: str, number: int, width: int) -> _Line:
        match = _UNIT.match(line)
        cells = line.split("\t")
        if not match or len(cells) < width:
            raise self._broken(number, f"it is no token with {width - 3} columns: it may be cut off")
        start, end = int(match.group(2)), int(match.group(3))
        return _Line(match.group(1), start, end, cells[2], cells, number)

    def _plain(self, words: str) -> str:
        if self._old:
            return _JAVA.sub(lambda m: chr(int(m[1], 16)) if m[1] else _LETTERS.get(m[2], m[2]), words)
        return _ESCAPE.sub(lambda m: _LETTERS.get(m[1], m[1]), words)

    def _text(self, sentences: Sequence[tuple[str, list[_Line]]]) -> tuple[str, str]:
        """The document's text, and the unit of its places: UTF-16, unless code points fit more tokens."""
        tries = [(*self._rebuilt(sentences, unit), unit) for unit in ("utf-16", "code point")]
        text, _, unit = min(tries, key=lambda one: one[1])
        return text, unit

    def _rebuilt(self, sentences: Sequence[tuple[str, list[_Line]]], unit: str) -> tuple[str, int]:
        """The text as INCEpTION rebuilds it, and the number of tokens that are not found in their place."""
        parts: list[str] = []
        length = 0
        for text, lines in sentences:
            start = lines[0].start
            if length == start + 1 and parts and parts[-1].endswith("\n"):
                parts[-1] = parts[-1][:-1]
                length -= 1
            if start - length > _WIDEST_GAP:
                raise self._broken(lines[0].line, "its first token stands far behind the text before it")
            if length < start:
                parts.append(" " * (start - length))
                length = start
            parts.append(text)
            length += (
                len(text) if unit == "code point" else len(text.encode("utf-16-le", "surrogatepass")) // 2
            )
        whole = "".join(parts).removesuffix("\n")
        places = _Places(whole, unit)
        wrong = sum(places.words(one.start, one.end) != one.words for _, lines in sentences for one in lines)
        return whole, wrong

    def _cells(self, layer: _Layer, line: _Line) -> None:
        """Take in the stacked values of one layer in one line."""
        cells = line.cells[layer.first : layer.first + len(layer.columns)]
        stacks = [[] if cell == "_" else _STACK.split(cell) for cell in cells]
        depth = max(map(len, stacks))
        if depth and is_grammar(layer.name):
            self._left_out[layer.name] = self._left_out.get(layer.name, 0) + depth
            return
        for level in range(depth):
            parts = {
                column: stack[level]
                for column, stack in zip(layer.columns, stacks, strict=True)
                if level < len(stack)
            }
            {"SP": self._span, "RL": self._link, "CH": self._chain}[layer.kind](layer, line, parts)

    def _span(self, layer: _Layer, line: _Line, parts: dict[str, str]) -> None:
        local, values, roles, targets = "", {}, [], []
        role = ""
        for column, part in parts.items():
            if role and "." in column:
                targets += [(role, one) for one in _SLOT.split(part)]
                role = ""
                continue
            found = _ID.search(part)
            local = found.group(1) if found else local
            plain = part[: found.start()] if found else part
            if column.startswith("ROLE_"):
                role = column.removeprefix("ROLE_").split(":", 1)[-1].rsplit("_", 1)[0]
                roles = [self._value(one) for one in _SLOT.split(plain)]
            else:
                values[column] = self._value(plain)
        number = self._by_id.get(local) if local else None
        if number is None:
            number = self._new(layer, line, values)
            for (name, target), kind in zip(targets, [*roles, *[""] * len(targets)], strict=False):
                if target != "*":
                    self._slots.append((number, kind or short_name(name), target))
        else:
            self._marks[number].end = line.end
            self._at_unit.setdefault((layer.name, line.unit), []).append(number)
        if local:
            self._by_id[local] = number

    def _new(self, layer: _Layer, line: _Line, values: dict[str, str]) -> int:
        self._marks.append(_Mark(layer, line.start, line.end, line.unit, values))
        number = len(self._marks) - 1
        self._at_unit.setdefault((layer.name, line.unit), []).append(number)
        return number

    def _chain(self, layer: _Layer, line: _Line, parts: dict[str, str]) -> None:
        """An element of a chain; a further unit of the same element extends it."""
        relation, kind = (parts.get(name, "*") for name in ("referenceRelation", "referenceType"))
        found = _CHAIN.search(relation)
        if not found:
            raise self._broken(line.line, "a chain does not say which element it is")
        key = (layer.name, int(found.group(1)), int(found.group(2)))
        if key in self._chains:
            self._marks[self._chains[key]].end = line.end
            return
        name = self._value(_ID.sub("", kind)) or short_name(layer.name).removesuffix("Link")
        link = self._value(relation[: found.start()])
        self._chains[key] = self._new(layer, line, {"label": name, "relation": link})

    def _link(self, layer: _Layer, line: _Line, parts: dict[str, str]) -> None:
        base = next((one for one in layer.columns if one.startswith("BT_")), "")
        reference = parts.get(base, "")
        found = _ID.search(reference)
        source = reference[: found.start()] if found else reference
        head, _, tail = found.group(1).partition("_") if found else ("0", "", "0")
        values = {column: self._value(part) for column, part in parts.items() if column != base}
        ends = [(base.removeprefix("BT_"), source, head), (base.removeprefix("BT_"), line.unit, tail)]
        self._links.append((layer, values, ends))

    def _value(self, part: str) -> str:
        """A feature's value; "" for none."""
        return "" if part == "*" else _ESCAPE.sub(lambda m: _LETTERS.get(m[1], m[1]), part)

    def _resolved(self, layer: str, unit: str, local: str) -> int | None:
        """The mark that a reference means: by its id, or the first of the layer in that unit."""
        if local not in {"", "0"}:
            return self._by_id.get(local)
        return next(iter(self._at_unit.get((layer, unit), [])), None)

    def _hand_over(self, gathering: Gathering, text: str, unit: str) -> None:
        places = _Places(text, unit)
        groups: dict[str, list[int]] = {}
        for number, mark in enumerate(self._marks):
            groups.setdefault(self._local(number, mark), []).append(number)
        for local, numbers in groups.items():
            self._mark(gathering, places, local, [self._marks[number] for number in numbers])
        for layer, values, ends in self._links:
            head, tail = (self._resolved(*end) for end in ends)
            self._relate(gathering, layer, values, head, tail)
        for number, kind, target in self._slots:
            found = _ID.search(target)
            unit_name = target[: found.start()] if found else target
            tail = self._by_id.get(found.group(1)) if found else self._in_unit(unit_name)
            self._relate(gathering, None, {LABEL: kind}, number, tail)
        for (layer_name, chain, element), number in self._chains.items():
            tail = self._chains.get((layer_name, chain, element + 1))
            if tail is not None:
                kind = self._marks[number].values["relation"] or short_name(layer_name).removesuffix("Link")
                self._relate(gathering, None, {LABEL: kind}, number, tail)
        for name, count in self._left_out.items():
            gathering.problem(f"{count} annotations of the grammar layer “{short_name(name)}” were left out.")

    def _in_unit(self, unit: str) -> int | None:
        """Any mark that begins in the unit: for slots that do not name a layer."""
        return next((number for number, mark in enumerate(self._marks) if mark.unit == unit), None)

    def _local(self, number: int, mark: _Mark) -> str:
        """The id under which the mark goes: that of its annotation, where fragments share one."""
        own = mark.layer.name == MARK and given_uid(mark.values.get("uid"))
        return own or f"mark {number + 1}"

    def _mark(self, gathering: Gathering, places: _Places, local: str, marks: Sequence[_Mark]) -> None:
        first = marks[0]
        spans = [places.span(one.start, one.end) for one in marks]
        fitting = [span for span in spans if span is not None]
        if len(fitting) < len(spans):
            gathering.problem(f"A mark at {first.start}–{first.end} lies outside the text and was left out.")
            return
        values = {name: value for name, value in first.values.items() if value}
        naming = next((name for name in NAMING if name in values), "")
        label = values.get(naming) or short_name(first.layer.name)
        own = first.layer.name == MARK
        skipped = {naming, *(MARK_FEATURES if own else ()), "relation" if first.layer.kind == "CH" else ""}
        attributes = {
            self._attributes.get(name, name): v for name, v in values.items() if name and name not in skipped
        }
        further = values if own else {}
        gathering.mark(
            label,
            fitting,
            local=local,
            attributes=attributes,
            entity=self._entity(further),
            note=further.get("note", ""),
            coder=further.get("coder", ""),
            created=further.get("created", ""),
            modified=further.get("modified", ""),
            suggested=further.get("suggested") == "yes",
        )

    def _entity(self, values: dict[str, str]) -> str:
        uid = given_uid(values.get("entity"))
        if uid:
            self._entities.setdefault(uid, Entity(uid=uid, name=values.get("entityName") or uid))
        return uid

    def _relate(
        self,
        gathering: Gathering,
        layer: _Layer | None,
        values: dict[str, str],
        head: int | None,
        tail: int | None,
    ) -> None:
        named = next((values[name] for name in NAMING if values.get(name)), "")
        ends = ["?" if end is None else self._local(end, self._marks[end]) for end in (head, tail)]
        gathering.relate(
            named or (short_name(layer.name) if layer else "relation"),
            *ends,
            local=values.get("uid", ""),
            cue=read_cue(values.get("cue", "")),
            note=values.get("note", ""),
            coder=values.get("coder", ""),
            created=values.get("created", ""),
            modified=values.get("modified", ""),
        )

    def _broken(self, line: int, what: str) -> ReadError:
        return self._into.broken(f"{self._name} line {line + 1}", what)


class _Places:
    """Places of the file in the text's code points."""

    def __init__(self, text: str, unit: str) -> None:
        self._text = text
        offsets = OffsetMap(text)
        self._place = offsets.from_utf16 if unit == "utf-16" else self._same

    def _same(self, at: int) -> int:
        if at > len(self._text):
            raise ValueError(at)
        return at

    def span(self, start: int, end: int) -> Span | None:
        """The span, or None when it is none of the text."""
        try:
            return Span(self._place(start), self._place(end))
        except ValueError:
            return None

    def words(self, start: int, end: int) -> str | None:
        """What the text says there."""
        span = self.span(start, end)
        return self._text[span.start : span.end] if span else None
