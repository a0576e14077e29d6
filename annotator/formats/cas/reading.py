"""CAS documents to records: annotations become marks, relations, slots and chains become relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple

import msgspec

from annotator.bundles import Bundle, open_bundle, zip_bundle
from annotator.errors import ReadError
from annotator.formats.cas.json_cas import read_json
from annotator.formats.cas.structures import Document, Plain, Structure, TypeSystem
from annotator.formats.cas.xmi import read_type_system, read_xmi
from annotator.model.annotation import AttributeValue, Span
from annotator.model.article import Article
from annotator.model.entity import Entity
from annotator.model.exchange import Dataset
from annotator.model.incoming import Gathering, Incoming, given_uid, word_of
from annotator.model.scheme import Scheme
from annotator.model.sidecar import SIDECAR, read_sidecar
from annotator.model.text import OffsetMap
from annotator.model.uima import (
    ARTICLE,
    MARK,
    MARK_FEATURES,
    NAMING,
    UID,
    FeatureNames,
    attribute_names,
    is_grammar,
    read_cue,
    short_name,
)

_GOVERNOR: Final = ("Governor", "governor", "source")
_DEPENDENT: Final = ("Dependent", "dependent", "target")
_MOST_SIBLINGS: Final = 50
#: An INCEpTION project keeps each document's annotations below one of these, a file for each person.
_WORK: Final = ("annotation", "curation")


class Fields(msgspec.Struct, omit_defaults=True):
    """What an article has beside its marks: the JSON in our structure `Article`."""

    article: Article = Article()
    variables: dict[str, AttributeValue] = {}
    split: str = ""


class _Source(NamedTuple):
    """One CAS in a bundle: its document's name, who made it, and its bytes."""

    document: str
    coder: str
    name: str
    data: bytes


def is_cas_name(name: str) -> bool:
    """Whether a file of that name may hold a CAS."""
    at = PurePosixPath(name)
    return at.suffix.lower() == ".xmi" or (
        at.suffix.lower() == ".json" and at.name not in {SIDECAR, "exportedproject.json"}
    )


def read_cas(path: Path) -> Dataset:
    """Every CAS of a file, folder, archive or project export. Raises `ReadError`."""
    into = Incoming(path)
    with open_bundle(path) as bundle:
        found = read_sidecar(bundle.read(SIDECAR)) if bundle.has(SIDECAR) else None
        if found is None and bundle.has(SIDECAR):
            into.problem(SIDECAR, "It is damaged and was not used.")
        reader = _Reader(into, found[0] if found else None, found[1] if found else [])
        types = _types(bundle, path, into)
        for source in _sources(bundle, types, into):
            with into.whole(source.name):
                reader.take(source, types)
        reader.finish()
    return into.dataset(entities=list(reader.entities.values()), known=found[0] if found else None)


def _types(bundle: Bundle, path: Path, into: Incoming) -> TypeSystem:
    """All type systems of the bundle, or beside a single file."""
    types = TypeSystem()
    names = [name for name in bundle.names() if name.lower().endswith(".xml")]
    if path.is_file() and path.suffix.lower() == ".xmi":
        beside = sorted(one.name for one in path.parent.glob("*.xml"))
        names = beside if len(beside) <= _MOST_SIBLINGS else []
    for name in names:
        try:
            read_type_system(bundle.read(name), name, types)
        except ReadError as error:
            into.problem(name, f"It was not used as a type system: {error.sentence}")
    return types


def _sources(bundle: Bundle, types: TypeSystem, into: Incoming) -> Iterator[_Source]:
    """Every CAS of the bundle; of a project export with the document's name and the coder's."""
    names = bundle.names()
    project = any(name.endswith("exportedproject.json") for name in names)
    for name in names:
        at = PurePosixPath(name)
        if not project:
            if is_cas_name(name) or len(names) == 1:
                yield _Source(str(at.with_suffix("")), "", name, bundle.read(name))
        elif len(at.parts) >= 3 and at.parts[0] in _WORK:
            coder = "" if at.stem == "INITIAL_CAS" else at.stem
            place = _Source(at.parts[1], coder, name, bundle.read(name))
            if is_cas_name(name):
                yield place
            elif name.lower().endswith(".zip"):
                with into.whole(name):
                    yield from _nested(place, types)


def _nested(place: _Source, types: TypeSystem) -> list[_Source]:
    """The CAS in an archive inside a project export, its type system learnt first."""
    with zip_bundle(place.data, place.name) as inner:
        for one in inner.names():
            if one.lower().endswith(".xml"):
                read_type_system(inner.read(one), one, types)
        names = [one for one in inner.names() if is_cas_name(one)]
        return [place._replace(name=f"{place.name}/{one}", data=inner.read(one)) for one in names]


class _Reader:
    """Takes document after document; the work of several people on one is one article."""

    def __init__(self, into: Incoming, scheme: Scheme | None, entities: list[Entity]) -> None:
        self.entities = {one.uid: one for one in entities}
        self._into = into
        names = FeatureNames(attribute_names(scheme)).all() if scheme else ()
        self._attributes = {feature: attribute for attribute, feature in names}
        self._articles: dict[tuple[str, str], tuple[Gathering, Fields]] = {}

    def take(self, source: _Source, types: TypeSystem) -> None:
        """Take in one CAS. Raises `ReadError`."""
        if source.data.lstrip()[:1] == b"{":
            document = read_json(source.data, source.name)
        else:
            document = read_xmi(source.data, source.name, types)
        key = (source.document, document.text)
        if key not in self._articles:
            gathering = self._into.gather(document.text, source.document)
            self._articles[key] = (gathering, self._fields(document, source, gathering))
        gathering, _ = self._articles[key]
        _Marks(gathering, document, source, self._attributes, self.entities).take()

    def _fields(self, document: Document, source: _Source, gathering: Gathering) -> Fields:
        title = PurePosixPath(source.document).name
        plain = Fields(article=Article(title=title, source_file=source.name))
        for one in document.structures.values():
            if one.type == ARTICLE and isinstance(one.values.get("fields"), str):
                try:
                    return msgspec.json.decode(str(one.values["fields"]), type=Fields)
                except (msgspec.DecodeError, ValueError):
                    gathering.problem("The article's metadata and variables are damaged and were left out.")
            said = one.values.get("documentTitle")
            if one.type.endswith(".DocumentMetaData") and isinstance(said, str) and said:
                title = said
        language = "" if document.language == "x-unspecified" else document.language
        return msgspec.structs.replace(
            plain, article=msgspec.structs.replace(plain.article, title=title, language=language)
        )

    def finish(self) -> None:
        """Hand over the articles."""
        for gathering, fields in self._articles.values():
            for name, value in fields.variables.items():
                gathering.variable(name, value)
            article = msgspec.structs.replace(
                fields.article, id=0, uid=given_uid(fields.article.uid), fingerprint="", length=0
            )
            self._into.records.append(gathering.finish(article, split=fields.split))


class _Marks:
    """Takes the structures of one CAS in."""

    def __init__(
        self,
        gathering: Gathering,
        document: Document,
        source: _Source,
        attributes: Mapping[str, str],
        entities: dict[str, Entity],
    ) -> None:
        self._gathering, self._document, self._source = gathering, document, source
        self._names, self._entities = attributes, entities
        self._links: list[Structure] = []
        self._groups: dict[str, list[Structure]] = {}
        self._left_out = 0

    def take(self) -> None:
        """Sort the structures, mark them, relate them."""
        for one in self._document.marks():
            if one.type == "uima.tcas.DocumentAnnotation":
                continue
            if is_grammar(one.type):
                self._left_out += 1
            elif _end(one, _GOVERNOR) and _end(one, _DEPENDENT):
                self._links.append(one)
            else:
                self._groups.setdefault(self._local(one), []).append(one)
        places = OffsetMap(self._document.text)
        for local, group in self._groups.items():
            self._mark(local, group, places)
        for group in self._groups.values():
            self._references(group[0])
        for one in self._links:
            self._relate(_label(one), _end(one, _GOVERNOR), _end(one, _DEPENDENT), one.values)
        if self._left_out:
            self._gathering.problem(
                f"{self._left_out} tokens, sentences and grammar annotations were left out."
            )

    def _local(self, one: Structure) -> str:
        own = given_uid(one.values.get(UID)) if one.type == MARK else ""
        return own or f"{self._source.name} {one.id}"

    def _mark(self, local: str, group: list[Structure], places: OffsetMap) -> None:
        first = group[0]
        try:
            spans = [Span(places.from_utf16(one.begin), places.from_utf16(one.end)) for one in group]
        except ValueError:
            self._gathering.problem(
                f"“{_label(first)}” at {first.begin}–{first.end} lies outside the text or inside a character"
                " and was left out."
            )
            return
        own = {name: word_of(value) for name, value in first.values.items()} if first.type == MARK else {}
        self._gathering.mark(
            _label(first),
            spans,
            local=local,
            attributes=self._attributes(first),
            entity=self._entity(own),
            note=own.get("note", ""),
            coder=own.get("coder", "") or self._source.coder,
            created=own.get("created", ""),
            modified=own.get("modified", ""),
            suggested=own.get("suggested") == "yes",
        )

    def _attributes(self, one: Structure) -> dict[str, Plain]:
        naming = _naming(one)
        skipped = {naming, *(MARK_FEATURES if one.type == MARK else ())}
        return {
            self._names.get(name, name): value for name, value in one.values.items() if name not in skipped
        }

    def _entity(self, values: Mapping[str, str]) -> str:
        uid = given_uid(values.get("entity"))
        if uid:
            self._entities.setdefault(uid, Entity(uid=uid, name=values.get("entityName") or uid))
        return uid

    def _references(self, one: Structure) -> None:
        """References from one annotation to others: slots with roles, links of chains, plain features."""
        for feature, targets in one.refs.items():
            for target in self._elements(targets):
                link = self._document.structures.get(target)
                if link is None:
                    continue
                role = link.values.get("role")
                filled = link.refs.get("target", [])
                if link.begin < 0 and filled:
                    self._relate(str(role or feature), one.id, filled[0], {})
                elif link.begin >= 0 and not is_grammar(link.type):
                    kind = one.values.get("referenceRelation") if feature == "next" else None
                    self._relate(str(kind or feature), one.id, target, {})

    def _elements(self, ids: list[int]) -> Iterator[int]:
        """The ids, those of arrays replaced by what is in the array."""
        for number in ids:
            one = self._document.structures.get(number)
            if one is not None and "elements" in one.refs:
                yield from one.refs["elements"]
            else:
                yield number

    def _relate(self, label: str, head: int, tail: int, values: Mapping[str, Plain]) -> None:
        ends = [self._document.structures.get(number) for number in (head, tail)]
        locals_ = ["?" if one is None else self._local(one) for one in ends]
        said: dict[str, Any] = {name: word_of(value) for name, value in values.items()}
        self._gathering.relate(
            label,
            *locals_,
            local=given_uid(said.get(UID)),
            cue=read_cue(said.get("cue", "")),
            note=said.get("note", ""),
            coder=said.get("coder", "") or self._source.coder,
            created=said.get("created", ""),
            modified=said.get("modified", ""),
        )


def _end(one: Structure, names: tuple[str, ...]) -> int:
    return next((one.refs[name][0] for name in names if one.refs.get(name)), 0)


def _naming(one: Structure) -> str:
    if one.values.get("referenceType"):
        return "referenceType"
    return next((name for name in NAMING if isinstance(one.values.get(name), str) and one.values[name]), "")


def _label(one: Structure) -> str:
    naming = _naming(one)
    return str(one.values[naming]) if naming else short_name(one.type)
