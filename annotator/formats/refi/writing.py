"""Records to a REFI-QDA project: plain texts, selections with codings, links, cases, variables."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import msgspec

from annotator import __version__
from annotator.bundles import undated
from annotator.formats.refi.names import (
    BESIDE,
    CODEBOOK_NAMESPACE,
    PROJECT,
    PROJECT_NAMESPACE,
    Beside,
    BesideLink,
    BesideMark,
    attribute_guid,
    guid_of,
    label_guid,
    listed,
    selection_guid,
    user_guid,
    value_guid,
    variable_guid,
)
from annotator.model.annotation import Annotation, Span
from annotator.model.exchange import ArticleRecord, Dataset, ExportReport, Progress
from annotator.model.incoming import derived_uid, word_of
from annotator.model.outgoing import metadata, outgoing, xml_text
from annotator.model.scheme import Attribute, Label, Scheme
from annotator.model.sidecar import SIDECAR, sidecar
from annotator.safe_files import whole_file

KEEPS: Final = frozenset(
    {"fragments", "overlaps", "relations", "cues", "attributes", "entities", "notes", "variables", "metadata"}
    | {"coders"}
)
_ORIGIN: Final = f"Annotator {__version__}"
_LONGEST_NAME: Final = 100


def write_refi(dataset: Dataset, target: Path, progress: Progress) -> ExportReport:
    """Write a .qdpx, or only the codebook to a .qdc.

    The records are gone through three times (texts, selections, links), so memory stays constant but for
    the guids of what is linked to entities.
    """
    report = ExportReport(files=[str(target)])
    if target.suffix.lower() == ".qdc":
        with whole_file(target) as out:
            out.write("".join(_codebook_file(dataset.scheme)).encode())
        return report
    found = _Found(dataset)
    with whole_file(target) as stream, zipfile.ZipFile(stream, "w") as archive:
        for record in outgoing(dataset, report, keeps=KEEPS, progress=progress):
            found.add(record)
            guid = guid_of(record.article.uid, "source")
            archive.writestr(undated(f"sources/{guid}.txt"), record.text.encode())
        with archive.open(undated(PROJECT), "w") as out:
            for line in _project(dataset, found):
                out.write(line.encode())
        with archive.open(undated(BESIDE), "w") as out:
            for record in dataset.records:
                out.write(msgspec.json.encode(_beside(record)) + b"\n")
        archive.writestr(undated(SIDECAR), sidecar(dataset))
    return report


class _Found:
    """What the whole data uses, gathered in the first pass."""

    def __init__(self, dataset: Dataset) -> None:
        self.users = {one.name: user_guid(one.name, one.uid) for one in dataset.coders}
        self.codes = set(_code_guids(dataset.scheme))
        self.variables: dict[str, str] = {}
        self.selections: dict[str, list[str]] = {}
        self.relations = False
        self._kinds = {one.name: one.kind for one in dataset.scheme.variables}

    def add(self, record: ArticleRecord) -> None:
        """Note the coders, variables and linked entities of one article."""
        coders = [one.coder for one in record.annotations] + [one.coder for one in record.relations]
        self.users |= {name: user_guid(name) for name in coders if name and name not in self.users}
        self.variables |= dict.fromkeys(metadata(record), "Text")
        types = {"yes/no": "Boolean", "number": "Float"}
        for name in record.variables:
            self.variables[name] = types.get(self._kinds.get(name, "text"), "Text")
        for mark in record.annotations:
            if mark.entity:
                guids = [selection_guid(mark.uid, at) for at in range(len(mark.fragments))]
                self.selections.setdefault(mark.entity, []).extend(guids)
        self.relations = self.relations or bool(record.relations)


def _attributes(pairs: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(xml_text(value)[0])}" for name, value in pairs.items() if value)


def _words(tag: str, words: str) -> str:
    return f"<{tag}>{escape(xml_text(words)[0])}</{tag}>" if words else ""


def _project(dataset: Dataset, found: _Found) -> Iterator[str]:
    """The parts of project.qde, containers that would be empty left out."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    name = _attributes({"name": dataset.name or "Annotator", "origin": _ORIGIN})
    yield f'<Project xmlns="{PROJECT_NAMESPACE}"{name}>\n'
    users = [f"<User{_attributes({'guid': guid, 'name': one})}/>\n" for one, guid in found.users.items()]
    yield from _container("Users", users)
    yield from _container("CodeBook", _codes(dataset.scheme))
    variables = (
        f"<Variable{_attributes({'guid': variable_guid(one), 'name': one, 'typeOfVariable': kind})}/>\n"
        for one, kind in found.variables.items()
    )
    yield from _container("Variables", variables)
    yield from _container("Cases", _cases(dataset, found))
    yield from _container("Sources", (_source(record, found) for record in dataset.records))
    if found.relations:
        yield from _container("Links", (link for record in dataset.records for link in _links(record)))
    yield "</Project>\n"


def _container(tag: str, parts: Iterable[str]) -> Iterator[str]:
    opened = False
    for part in parts:
        if not opened:
            yield f"<{tag}>\n"
        opened = True
        yield part
    if opened:
        yield f"</{tag}>\n"


def _codes(scheme: Scheme) -> Iterator[str]:
    yield from _container("Codes", (_label_code(label) for label in scheme.labels))


def _code_guids(scheme: Scheme) -> Iterator[str]:
    for label in scheme.labels:
        yield label_guid(label)
        for one in label.attributes:
            yield from (value_guid(label.name, one.name, value) for value in listed(one))


def _codebook_file(scheme: Scheme) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield f'<CodeBook xmlns="{CODEBOOK_NAMESPACE}" origin={quoteattr(_ORIGIN)}>\n'
    yield from _codes(scheme)
    yield "</CodeBook>\n"


def _label_code(label: Label) -> str:
    said = _attributes(
        {"guid": label_guid(label), "name": label.name, "isCodable": "true", "color": label.colour}
    )
    inner = "".join(_attribute_code(label, one) for one in label.attributes if listed(one))
    return f"<Code{said}>{_words('Description', label.definition)}{inner}</Code>\n"


def _attribute_code(label: Label, attribute: Attribute) -> str:
    guid = attribute_guid(label.name, attribute.name)
    said = _attributes({"guid": guid, "name": attribute.name, "isCodable": "false"})
    guids = {one: value_guid(label.name, attribute.name, one) for one in listed(attribute)}
    values = "".join(
        f"<Code{_attributes({'guid': guid, 'name': one, 'isCodable': 'true'})}/>"
        for one, guid in guids.items()
    )
    return f"<Code{said}>{_words('Description', attribute.definition)}{values}</Code>"


def _cases(dataset: Dataset, found: _Found) -> Iterator[str]:
    for one in dataset.entities:
        refs = "".join(f'<SelectionRef targetGUID="{guid}"/>' for guid in found.selections.get(one.uid, []))
        said = _attributes({"guid": guid_of(one.uid, "entity"), "name": one.name})
        yield f"<Case{said}>{_words('Description', one.note)}{refs}</Case>\n"


def _source(record: ArticleRecord, found: _Found) -> str:
    guid = guid_of(record.article.uid, "source")
    name = record.article.title or record.article.source_file or guid
    said = _attributes({"guid": guid, "name": name, "plainTextPath": f"internal://{guid}.txt"})
    selections = "".join(
        _selection(record.text, one, at, found)
        for one in record.annotations
        for at in range(len(one.fragments))
    )
    values = {**metadata(record), **{name: word_of(value) for name, value in record.variables.items()}}
    held = "".join(_variable_value(name, words, found.variables[name]) for name, words in values.items())
    return f"<TextSource{said}>\n{selections}{held}</TextSource>\n"


def _variable_value(name: str, words: str, kind: str) -> str:
    value = {"yes": "true", "no": "false"}.get(words, words) if kind == "Boolean" else words
    if kind == "Float":
        value = f"{Decimal(words):f}"  # xsd:decimal knows no exponent
    inner = f"<{kind}Value>{escape(xml_text(value)[0])}</{kind}Value>"
    return f'<VariableValue><VariableRef targetGUID="{variable_guid(name)}"/>{inner}</VariableValue>\n'


def _selection(text: str, one: Annotation, at: int, found: _Found) -> str:
    span: Span = one.fragments[at]
    quote = " ".join(text[span.start : span.end].split())
    name = quote if len(quote) <= _LONGEST_NAME else quote[: _LONGEST_NAME - 1] + "…"
    guid = selection_guid(one.uid, at)
    user = found.users.get(one.coder, "")
    said = {"guid": guid, "name": name, "startPosition": str(span.start), "endPosition": str(span.end)}
    made = {"creatingUser": user, "creationDateTime": one.created}
    codings = "".join(
        f"<Coding{_attributes({'guid': derived_uid('coding', guid, code), **made})}>"
        f'<CodeRef targetGUID="{code}"/></Coding>'
        for code in _coded(one)
        if code in found.codes
    )
    note = _words("Description", one.note if at == 0 else "")
    said = {**said, **made, "modifiedDateTime": one.modified}
    return f"<PlainTextSelection{_attributes(said)}>{note}{codings}</PlainTextSelection>\n"


def _coded(one: Annotation) -> list[str]:
    """The codes of an annotation: its label, and the values of its attributes."""
    codes = [label_guid(Label(name=one.label))]
    for name, value in one.attributes.items():
        if isinstance(value, (str, bool, list)):
            words = value if isinstance(value, list) else [word_of(value)]
            codes += [value_guid(one.label, name, word) for word in words]
    return codes


def _links(record: ArticleRecord) -> Iterator[str]:
    for one in record.relations:
        said = {"guid": guid_of(one.uid, "link"), "name": one.type, "direction": "OneWay"}
        ends = {"originGUID": selection_guid(one.head, 0), "targetGUID": selection_guid(one.tail, 0)}
        yield f"<Link{_attributes({**said, **ends})}/>\n"


def _beside(record: ArticleRecord) -> Beside:
    return Beside(
        article=record.article,
        variables=record.variables,
        split=record.split,
        marks={
            selection_guid(one.uid, 0): BesideMark(
                label=one.label,
                fragments=list(one.fragments),
                attributes=one.attributes,
                entity=one.entity,
                note=one.note,
                coder=one.coder,
                created=one.created,
                modified=one.modified,
                suggested=one.suggested,
            )
            for one in record.annotations
        },
        links={
            guid_of(one.uid, "link"): BesideLink(
                cue=one.cue, note=one.note, coder=one.coder, created=one.created, modified=one.modified
            )
            for one in record.relations
        },
    )
