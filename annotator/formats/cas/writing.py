"""Records to CAS: a document for each article in XMI or JSON CAS 0.4, the type system, and the scheme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import quoteattr

import msgspec

from annotator.bundles import write_bundle
from annotator.formats.cas.reading import Fields
from annotator.model.annotation import Span
from annotator.model.exchange import ArticleRecord, Dataset, ExportReport, Options, Progress
from annotator.model.outgoing import Units, numbered_name, outgoing, xml_text
from annotator.model.sidecar import SIDECAR, sidecar
from annotator.model.tokens import sentences, tokenise
from annotator.model.uima import (
    ARTICLE,
    LINK,
    MARK,
    SENTENCE,
    TOKEN,
    FeatureNames,
    attribute_names,
    link_values,
    mark_values,
    type_system,
    types,
)

KEEPS: Final = frozenset(
    {"fragments", "overlaps", "relations", "cues", "attributes", "entities", "notes", "variables", "metadata"}
    | {"coders"}
)
_DOCUMENT: Final = "uima.tcas.DocumentAnnotation"
_SOFA: Final = 1


class _Piece(msgspec.Struct):
    """A feature structure on its way out: place in code points, features, references."""

    number: int
    type: str
    span: Span | None
    values: Mapping[str, str]
    refs: Mapping[str, int]


def write_cas(dataset: Dataset, target: Path, options: Options, progress: Progress) -> ExportReport:
    """Write an archive or a folder. Each fragment is a mark with the uid of its annotation."""
    report = ExportReport(files=[str(target)])
    json = str(options.get("layout", "XMI")) != "XMI"
    tokens = bool(options.get("tokens", True))
    features = FeatureNames(attribute_names(dataset.scheme))
    names = {one.uid: one.name for one in dataset.entities}
    described = _json_types(dataset)
    with write_bundle(target) as add:
        for number, record in enumerate(outgoing(dataset, report, keeps=KEEPS, progress=progress), 1):
            pieces = list(_pieces(record, features, names, tokens=tokens))
            name = numbered_name(number, record.article.title)
            if json:
                add(f"{name}.json", _json(record.text, pieces, described))
            else:
                text, replaced = xml_text(record.text)
                report.lose("control_characters", replaced)
                add(f"{name}.xmi", _xmi(text, pieces))
        add("TypeSystem.xml", type_system(dataset.scheme))
        add(SIDECAR, sidecar(dataset))
    return report


def _pieces(
    record: ArticleRecord, features: FeatureNames, names: Mapping[str, str], *, tokens: bool
) -> Iterator[_Piece]:
    """The structures of an article; the text itself is number 1."""
    whole = Span(0, len(record.text))
    language = record.article.language or "x-unspecified"
    yield _Piece(2, _DOCUMENT, whole, {"language": language}, {})
    fields = Fields(article=record.article, variables=record.variables, split=record.split)
    yield _Piece(3, ARTICLE, None, {"fields": msgspec.json.encode(fields).decode()}, {})
    number = 3
    for kind, spans in ((SENTENCE, sentences(record.text)), (TOKEN, tokenise(record.text))) if tokens else ():
        for span in spans:
            number += 1
            yield _Piece(number, kind, span, {}, {})
    first: dict[str, tuple[int, Span]] = {}
    for one in record.annotations:
        for fragment in one.fragments:
            number += 1
            first.setdefault(one.uid, (number, fragment))
            yield _Piece(number, MARK, fragment, mark_values(one, features, names), {})
    for link in record.relations:
        number += 1
        (head, _), (tail, place) = first[link.head], first[link.tail]
        yield _Piece(number, LINK, place, link_values(link), {"Governor": head, "Dependent": tail})


def _xmi(text: str, pieces: list[_Piece]) -> bytes:
    """XMI: attributes only; line ends stand as character references, or parsers would drop them."""
    units = Units(text, "utf-16")
    spaces = sorted({_space(piece.type) for piece in pieces})
    declared = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in spaces)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"{declared}'
        ' xmi:version="2.0">',
        '<cas:NULL xmi:id="0"/>',
        *(_element(piece, units) for piece in pieces),
        f'<cas:Sofa xmi:id="{_SOFA}" sofaNum="1" sofaID="_InitialView" mimeType="text/plain"'
        f" sofaString={quoteattr(text)}/>",
        f'<cas:View sofa="{_SOFA}" members="{" ".join(str(piece.number) for piece in pieces)}"/>',
        "</xmi:XMI>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _space(type_name: str) -> tuple[str, str]:
    """Prefix and namespace of a type's package."""
    package = type_name.rsplit(".", 1)[0]
    return re.sub(r"\W", "_", package), f"http:///{package.replace('.', '/')}.ecore"


def _element(piece: _Piece, units: Units) -> str:
    prefix, _ = _space(piece.type)
    said: dict[str, Any] = {"xmi:id": piece.number, "sofa": _SOFA}
    if piece.span is not None:
        start, end = units.span(piece.span)
        said |= {"begin": start, "end": end}
    said |= {**piece.refs, **piece.values}
    features = "".join(f" {name}={quoteattr(xml_text(str(value))[0])}" for name, value in said.items())
    return f"<{prefix}:{piece.type.rsplit('.', 1)[1]}{features}/>"


def _json_types(dataset: Dataset) -> Mapping[str, Any]:
    return {
        one.name: {
            "%NAME": one.name,
            "%SUPER_TYPE": one.parent,
            **{name: {"%NAME": name, "%RANGE": range_} for name, range_, _ in one.features},
        }
        for one in types(dataset.scheme)
    }


def _json(text: str, pieces: list[_Piece], described: Mapping[str, Any]) -> bytes:
    units = Units(text, "utf-16")
    sofa = {"%ID": _SOFA, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView"}
    sofa |= {"mimeType": "text/plain", "sofaString": text}
    structures = [sofa, *(_structure(piece, units) for piece in pieces)]
    members = [piece.number for piece in pieces]
    content = {
        "%TYPES": described,
        "%FEATURE_STRUCTURES": structures,
        "%VIEWS": {"_InitialView": {"%SOFA": _SOFA, "%MEMBERS": members}},
    }
    return msgspec.json.encode(content) + b"\n"


def _structure(piece: _Piece, units: Units) -> dict[str, Any]:
    said: dict[str, Any] = {"%ID": piece.number, "%TYPE": piece.type, "@sofa": _SOFA}
    if piece.span is not None:
        start, end = units.span(piece.span)
        said |= {"begin": start, "end": end}
    return said | {f"@{name}": number for name, number in piece.refs.items()} | dict(piece.values)
