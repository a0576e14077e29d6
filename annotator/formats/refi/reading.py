"""REFI-QDA projects to records: written strictly by us, read loosely, as every program has its own habits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from annotator.bundles import Bundle, open_bundle
from annotator.errors import ReadError
from annotator.formats.refi.codes import CodeBook, child_text, children, local_name
from annotator.formats.refi.names import BESIDE, Beside, BesideMark, selection_guid
from annotator.model.annotation import Span
from annotator.model.article import METADATA, Article
from annotator.model.encoding import decode
from annotator.model.entity import Entity
from annotator.model.exchange import Dataset
from annotator.model.incoming import Gathering, Incoming, article_of, given_uid, utc
from annotator.model.judge import Reading, StoredSpan, judge
from annotator.model.placing import as_specified, whole_file_reading
from annotator.model.sidecar import SIDECAR, read_sidecar
from annotator.model.text import BOM
from annotator.safe_files import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SAMPLE: Final = 100
_NO_CODE: Final = "quotation"
_COMMENT: Final = "comment"
_NOT_HELD: Final = {
    "PictureSource": "picture",
    "AudioSource": "audio source",
    "VideoSource": "video source",
    "Set": "set",
    "Graph": "graph",
}


class _Selection(NamedTuple):
    """A stretch of a source: its guid, places as stored, its name (often its text), and its element."""

    guid: str
    start: int
    end: int
    name: str
    element: Element


class _Source(NamedTuple):
    """A source with a text: its guid, name, element, text, selections."""

    guid: str
    name: str
    element: Element
    text: str
    selections: list[_Selection]


def read_refi(path: Path) -> Dataset:
    """The project or codebook. Raises `ReadError`."""
    into = Incoming(path)
    with open_bundle(path) as bundle:
        name = _project_file(bundle, path)
        root = parse_xml(bundle.read(name), name=PurePosixPath(name).name)
        kind = local_name(root)
        if kind not in {"Project", "CodeBook"}:
            raise into.broken("", "it is neither a REFI-QDA project nor a codebook")
        found = read_sidecar(bundle.read(SIDECAR)) if _inside(bundle, SIDECAR, path) else None
        if kind == "CodeBook":
            codes = next(children(root, "Codes"), None)
            return Dataset(scheme=CodeBook(codes, None).scheme(path.stem), records=[], name=path.stem)
        reader = _Project(into, bundle, root, CodeBook(_codes(root), found[0] if found else None))
        reader.entities.update({one.uid: one for one in (found[1] if found else [])})
        if _inside(bundle, BESIDE, path):
            reader.read_beside(bundle.read(BESIDE))
        reader.take()
    return into.dataset(
        entities=list(reader.entities.values()),
        known=found[0] if found else reader.codebook.scheme(path.stem),
    )


def _inside(bundle: Bundle, name: str, path: Path) -> bool:
    """Whether an archive has the member; a bare .qde has nothing of ours."""
    return path.suffix.lower() == ".qdpx" and bundle.has(name)


def _project_file(bundle: Bundle, path: Path) -> str:
    names = bundle.names()
    wanted = [name for name in names if name.lower().endswith((".qde", ".qdc"))]
    if not wanted and len(names) > 1:
        raise ReadError(f"“{path.name}” holds no REFI-QDA project (.qde). Nothing was read.")
    return min(wanted, key=len) if wanted else names[0]


def _codes(root: Element) -> Element | None:
    book = next(children(root, "CodeBook"), None)
    return next(children(book, "Codes"), None) if book is not None else None


def _guid(element: Element, name: str = "guid") -> str:
    words = element.get(name, "").strip()
    return given_uid(words) or words.strip("{}").lower()


class _Said(NamedTuple):
    """What the codings of a selection say of one mark, and the element that tells who said it."""

    label: str
    maker: Element
    attributes: Mapping[str, Any]
    entity: str
    note: str


class _Project:
    """Reads one project."""

    def __init__(self, into: Incoming, bundle: Bundle, root: Element, codebook: CodeBook) -> None:
        self.entities: dict[str, Entity] = {}
        self.codebook = codebook
        self._into, self._bundle, self._root = into, bundle, root
        self._files = {name.lower(): name for name in bundle.names()}
        self._users = {
            _guid(one): one.get("name") or one.get("id") or "" for one in self._all("Users", "User")
        }
        self._variables = {_guid(one): one.get("name", "") for one in self._all("Variables", "Variable")}
        self._notes = {_guid(one): one for one in self._all("Notes", "Note")}
        self._beside: dict[str, Beside] = {}
        self._entity_of: dict[str, str] = {}
        self._case_names: dict[str, str] = {}
        self.case_values: dict[str, dict[str, Any]] = {}

    def _all(self, container: str, name: str) -> Iterator[Element]:
        for one in children(self._root, container):
            yield from children(one, name)

    def read_beside(self, data: bytes) -> None:
        """Learn what we wrote beside the project; what of it is damaged is listed and not used."""
        for number, line in enumerate(data.split(b"\n"), 1):
            if line.strip():
                try:
                    one = msgspec.json.decode(line, type=Beside)
                except (msgspec.DecodeError, ValueError):
                    self._into.problem(f"{BESIDE} line {number}", "It is damaged: only the codes were used.")
                    continue
                self._beside[given_uid(one.article.uid) or one.article.uid] = one

    def take(self) -> None:
        """Take in every text source; the other things are listed."""
        self._cases()
        sources = list(self._sources())
        reading = self._reading(sources)
        links = self._links(sources)
        for source in sources:
            gathering = self._into.gather(source.text, source.name or source.guid)
            marks = _Marks(self, gathering, source, self._beside.get(source.guid))
            marks.take(reading)
            for link in links.get(source.guid, []):
                marks.relate(link)
            self._into.records.append(gathering.finish(marks.article(), split=marks.split))
        self._list_what_is_not_held()

    def _cases(self) -> None:
        """Cases are entities; their values hold for the sources that they refer to."""
        for one in self._all("Cases", "Case"):
            uid = _guid(one)
            name = one.get("name") or child_text(one, "Description") or uid
            self._case_names[uid] = name
            values = self.values(one)
            for ref in children(one, "SourceRef"):
                self.case_values.setdefault(_guid(ref, "targetGUID"), {}).update(values)
            refs = [_guid(ref, "targetGUID") for ref in children(one, "SelectionRef")]
            self._entity_of.update(dict.fromkeys(refs, uid))
            if refs and uid not in self.entities:
                self.entities[uid] = Entity(uid=uid, name=name, note=child_text(one, "Description"))

    def _sources(self) -> Iterator[_Source]:
        for container in children(self._root, "Sources"):
            for one in container:
                texts = [one] if local_name(one) == "TextSource" else list(children(one, "Representation"))
                for element in texts:
                    text = self._text(element, one.get("name", ""))
                    if text is not None:
                        selections = [
                            self._selection(each) for each in children(element, "PlainTextSelection")
                        ]
                        yield _Source(_guid(element), one.get("name", ""), element, text, selections)

    def _selection(self, element: Element) -> _Selection:
        try:
            start, end = int(element.get("startPosition", "")), int(element.get("endPosition", ""))
        except ValueError as error:
            where = element.get("guid", "")
            raise self._into.broken(where, "a selection has no places that are numbers") from error
        return _Selection(_guid(element), start, end, element.get("name", ""), element)

    def _text(self, element: Element, name: str) -> str | None:
        """The plain text of a source, inside the project file or as a file of its own."""
        for inner in children(element, "PlainTextContent"):
            return inner.text or ""
        path = element.get("plainTextPath", "")
        if not path:
            self._into.problem(name, "It has no plain text, so it was left out.")
            return None
        file = self._file(path)
        if file is None:
            self._into.problem(name, f"Its text “{path}” is not inside the project, so it was left out.")
            return None
        decoded = decode(self._bundle.read(file))
        return BOM + decoded.text if decoded.bom else decoded.text

    def _file(self, path: str) -> str | None:
        """The file that an internal path means, whatever the case of its letters."""
        scheme, _, rest = path.partition("://")
        if scheme.lower() not in {"internal", "relative"} or ".." in rest:
            return None
        name = PurePosixPath(rest.strip("/")).name
        for place in (f"sources/{name}", name, rest.strip("/")):
            if place.lower() in self._files:
                return self._files[place.lower()]
            if self._bundle.has(place):
                return place
        return next((full for low, full in self._files.items() if low.endswith(f"/{name.lower()}")), None)

    def _reading(self, sources: Iterable[_Source]) -> Reading | None:
        """How the project counts its places, when not as the standard says (NVivo, old QualCoder)."""
        sample = [(one.text, _stored(one)) for one in sources if one.selections][:_SAMPLE]
        reading, words = whole_file_reading(sample)
        if reading is not None:
            self._into.problem("", words)
        return reading

    def _links(self, sources: Iterable[_Source]) -> dict[str, list[Element]]:
        """The links between selections, by the source where they begin."""
        home = {one.guid: source.guid for source in sources for one in source.selections}
        found: dict[str, list[Element]] = {}
        others = 0
        for link in self._all("Links", "Link"):
            ends = _guid(link, "originGUID"), _guid(link, "targetGUID")
            if ends[0] in home and ends[1] in home and home[ends[0]] == home[ends[1]]:
                found.setdefault(home[ends[0]], []).append(link)
            elif not any(end in self._notes for end in ends):
                others += 1
        if others:
            self._into.problem(
                "", f"{others} links between other things than marks of one text were left out."
            )
        return found

    def _list_what_is_not_held(self) -> None:
        counts = Counter(local_name(one) for one in self._root.iter())
        said = [f"{counts[name]} × {words}" for name, words in _NOT_HELD.items() if counts[name]]
        if said:
            self._into.problem("", f"Left out, as an article has no place for them: {', '.join(said)}.")

    def user(self, element: Element) -> str:
        """The name of who made something, "" when it does not say."""
        guid = _guid(element, "creatingUser")
        return self._users.get(guid, "") or guid

    def note(self, element: Element) -> str:
        """The description of something, and the notes that it refers to."""
        words = [child_text(element, "Description")]
        for ref in children(element, "NoteRef"):
            note = self._notes.get(_guid(ref, "targetGUID"))
            if note is not None:
                words.append(self._text(note, note.get("name", "")) or child_text(note, "Description"))
        return "\n".join(word for word in words if word)

    def entity(self, guid: str) -> str:
        """The entity that a selection or a case's guid stands for, "" when none."""
        uid = self._entity_of.get(guid, guid if guid in self._case_names else "")
        if uid:
            self.entities.setdefault(uid, Entity(uid=uid, name=self._case_names[uid]))
        return uid

    def values(self, element: Element) -> dict[str, Any]:
        """The variable values that stand in an element."""
        found = {}
        for one in children(element, "VariableValue"):
            ref = next(children(one, "VariableRef"), None)
            name = self._variables.get(_guid(ref, "targetGUID"), "") if ref is not None else ""
            value = next((each for each in one if local_name(each).endswith("Value")), None)
            if name and value is not None and value.text:
                found[name] = _typed(local_name(value), value.text)
        return found


def _typed(kind: str, words: str) -> Any:
    if kind == "BooleanValue":
        return words.strip().lower() in {"true", "1"}
    if kind in {"IntegerValue", "FloatValue"}:
        try:
            number = float(words)
        except ValueError:
            return words
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    return words


def _stored(source: _Source) -> list[StoredSpan]:
    """The selections; the name is taken for the text where it has the length of the selection."""
    return [
        StoredSpan(
            start=one.start, end=one.end, text=one.name if len(one.name) == one.end - one.start else None
        )
        for one in source.selections
    ]


class _Marks:
    """Marks what the selections of one source say."""

    def __init__(
        self, project: _Project, gathering: Gathering, source: _Source, beside: Beside | None
    ) -> None:
        self._project, self._gathering, self._source = project, gathering, source
        self._beside = beside or Beside(article=Article())
        self._known = beside is not None
        self.split = self._beside.split
        self._in_full: dict[str, str] = {
            selection_guid(uid, at): uid
            for uid, mark in self._beside.marks.items()
            for at in range(len(mark.fragments))
        }
        self._first: dict[str, str] = {}

    def take(self, reading: Reading | None) -> None:
        """Mark every selection: in full where we wrote it so, else by its codes."""
        stored = [StoredSpan(start=one.start, end=one.end) for one in self._source.selections]
        text = self._gathering.text
        verdict = judge(text, stored, reading=reading or as_specified(text))
        fragments: dict[str, list[Span]] = {}
        for one, span in zip(self._source.selections, verdict.spans, strict=True):
            uid = self._in_full.get(one.guid)
            if span is None:
                self._gathering.problem(f"The selection {one.start}–{one.end} does not fit and was left out.")
            elif uid is not None:
                fragments.setdefault(uid, []).append(span)
            else:
                self._by_codes(one, span)
        for uid, spans in fragments.items():
            self._full(uid, spans, self._beside.marks[uid])

    def _full(self, uid: str, spans: list[Span], mark: BesideMark) -> None:
        said = msgspec.structs.asdict(mark)
        label = said.pop("label")
        del said["fragments"]
        self._gathering.mark(label, spans, local=uid, **said)

    def _by_codes(self, one: _Selection, span: Span) -> None:
        """A mark for each code; codes that are values become attributes of the mark of their label."""
        note = self._project.note(one.element)
        codings = list(children(one.element, "Coding"))
        codes = [(coding, _coded(coding)) for coding in codings]
        values = [
            self._project.codebook.values[guid] for _, guid in codes if guid in self._project.codebook.values
        ]
        entity = self._project.entity(one.guid) or next(
            (found for _, guid in codes if (found := self._project.entity(guid))), ""
        )
        labelled = [(coding, guid) for coding, guid in codes if guid in self._project.codebook.codes]
        unknown = [guid for _, guid in codes if guid not in self._project.codebook.values]
        for number, (coding, guid) in enumerate(labelled):
            label = self._project.codebook.codes[guid].name
            held: dict[str, list[str]] = {}
            for value in values:
                if value.label == label:
                    held.setdefault(value.attribute, []).append(value.value)
            attributes = {name: words[0] if len(words) == 1 else words for name, words in held.items()}
            words_of_note = [note if number == 0 else "", self._project.note(coding)]
            whole = "\n".join(filter(None, words_of_note))
            self._mark(one, span, _Said(label, coding, attributes, entity, whole))
        if not labelled:
            label = _COMMENT if note and not unknown else _NO_CODE
            self._mark(one, span, _Said(label, one.element, {}, entity, note))

    def _mark(self, one: _Selection, span: Span, said: _Said) -> None:
        local = one.guid if one.guid not in self._first else f"{one.guid} {said.label}"
        self._first.setdefault(one.guid, local)
        self._gathering.mark(
            said.label,
            [span],
            local=local,
            attributes=said.attributes,
            entity=said.entity,
            note=said.note,
            coder=self._project.user(said.maker) or self._project.user(one.element),
            created=utc(said.maker.get("creationDateTime") or one.element.get("creationDateTime")),
            modified=utc(one.element.get("modifiedDateTime")),
        )

    def relate(self, link: Element) -> None:
        """A relation for a link; both ways where the link says so."""
        guid = _guid(link)
        said = msgspec.structs.asdict(self._beside.links[guid]) if guid in self._beside.links else {}
        ends = [_guid(link, name) for name in ("originGUID", "targetGUID")]
        head, tail = (self._in_full.get(end, end) for end in ends)
        name = link.get("name") or "link"
        self._gathering.relate(name, head, tail, local=guid, **said)
        if link.get("direction") == "Bidirectional":
            self._gathering.relate(name, tail, head, **said)

    def article(self) -> Article:
        """The article: as we wrote it, or by the source's name, values and codings."""
        element = self._source.element
        if self._known:
            for name, value in self._beside.variables.items():
                self._gathering.variable(name, value)
            article = msgspec.structs.replace(self._beside.article, id=0, fingerprint="", length=0)
            return msgspec.structs.replace(article, uid=given_uid(article.uid))
        values = {**self._project.case_values.get(self._source.guid, {}), **self._project.values(element)}
        fields = {name: value for name, value in values.items() if name in METADATA}
        for name, value in values.items():
            if name not in METADATA:
                self._gathering.variable(name, value)
        codes = [self._project.codebook.codes.get(_coded(one)) for one in children(element, "Coding")]
        names = [code.name for code in codes if code]
        if names:
            self._gathering.variable("code", names if len(names) > 1 else names[0])
        fields.setdefault("title", self._source.name)
        return article_of(fields, uid=self._source.guid, source_file=self._source.name)


def _coded(coding: Element) -> str:
    ref = next(children(coding, "CodeRef"), None)
    return _guid(ref, "targetGUID") if ref is not None else ""
