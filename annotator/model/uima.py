"""Our data as UIMA types, the way INCEpTION's custom layers are: one span layer, one relation layer.

INCEpTION's relations join spans of one layer only, so all labels share the layer `Mark`; each attribute
is a string feature. The type system can be imported there as layers (Project settings, Layers, UIMA).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from annotator.model.annotation import Annotation, Relation, Span
from annotator.model.incoming import word_of
from annotator.model.outgoing import xml_text
from annotator.model.scheme import Scheme

MARK: Final = "webanno.custom.Mark"
LINK: Final = "webanno.custom.Link"
ARTICLE: Final = "webanno.custom.Article"
TOKEN: Final = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
SENTENCE: Final = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"

LABEL: Final = "label"
#: Features that say what a mark is, where a layer of another project has one of them.
NAMING: Final = (LABEL, "value")
UID: Final = "uid"
#: Features that every mark and every link has beside its attributes.
MARK_FEATURES: Final = (
    LABEL,
    UID,
    "entity",
    "entityName",
    "note",
    "coder",
    "suggested",
    "created",
    "modified",
)
LINK_FEATURES: Final = (LABEL, UID, "cue", "note", "coder", "created", "modified")

_CORE: Final = "de.tudarmstadt.ukp.dkpro.core.api."
_GRAMMAR: Final = (
    *(f"{_CORE}{part}." for part in ("segmentation", "lexmorph", "syntax", "metadata", "structure")),
    "de.tudarmstadt.ukp.clarin.webanno.api.type.",
    "org.dkpro.core.api.xml.type.",
)

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9]+")
_RESERVED: Final = frozenset(
    {"begin", "end", "sofa", "type", "self", "id", "Governor", "Dependent", *MARK_FEATURES}
)


class FeatureNames:
    """Attribute name ↔ feature name: letters and digits, each another one, none of the layer's own."""

    def __init__(self, names: Iterable[str]) -> None:
        self._features: dict[str, str] = {}
        taken = {name.casefold() for name in _RESERVED}
        for name in dict.fromkeys(names):
            base = _UNSAFE.sub("_", name).strip("_")
            if not base[:1].isalpha() or base.casefold() in taken:
                base = f"a_{base}"
            feature, number = base, 1
            while feature.casefold() in taken:
                number += 1
                feature = f"{base}_{number}"
            taken.add(feature.casefold())
            self._features[name] = feature

    def of(self, name: str) -> str:
        """The feature of an attribute; raises `KeyError` when it was not given at first."""
        return self._features[name]

    def all(self) -> Iterator[tuple[str, str]]:
        """Attribute and feature, in the order given."""
        return iter(self._features.items())


def attribute_names(scheme: Scheme) -> list[str]:
    """Every attribute name of the scheme's labels, once."""
    return list(dict.fromkeys(one.name for label in scheme.labels for one in label.attributes))


def mark_values(one: Annotation, features: FeatureNames, entity_names: Mapping[str, str]) -> dict[str, str]:
    """Feature → value of an annotation, without those that are empty."""
    values = {
        LABEL: one.label,
        UID: one.uid,
        "entity": one.entity,
        "entityName": entity_names.get(one.entity, "") if one.entity else "",
        "note": one.note,
        "coder": one.coder,
        "suggested": "yes" if one.suggested else "",
        "created": one.created,
        "modified": one.modified,
    }
    known = dict(features.all())
    values |= {known[name]: word_of(value) for name, value in one.attributes.items() if name in known}
    return {name: value for name, value in values.items() if value}


def link_values(one: Relation) -> dict[str, str]:
    """Feature → value of a relation, without those that are empty. The cue is "start,end" (code points)."""
    values = {
        LABEL: one.type,
        UID: one.uid,
        "cue": f"{one.cue.start},{one.cue.end}" if one.cue else "",
        "note": one.note,
        "coder": one.coder,
        "created": one.created,
        "modified": one.modified,
    }
    return {name: value for name, value in values.items() if value}


def read_cue(words: str) -> Span | None:
    """The cue of a link, or None when it has none that can be read."""
    match = re.fullmatch(r"(\d{1,12}),(\d{1,12})", words)
    return Span(int(match.group(1)), int(match.group(2))) if match else None


def is_grammar(type_name: str) -> bool:
    """Whether a type is one of DKPro's own: tokens, sentences, parts of speech, syntax, administration."""
    return type_name.startswith(_GRAMMAR)


def short_name(type_name: str) -> str:
    """The last part of a type's name."""
    return type_name.rsplit(".", 1)[-1]


class Type(NamedTuple):
    """A type: its name, its parent, and for each feature name, range and what it means."""

    name: str
    parent: str
    features: list[tuple[str, str, str]]


def types(scheme: Scheme) -> list[Type]:
    """Our types; the marks have a feature for each attribute of the scheme."""
    string = "uima.cas.String"
    own = [(feature, string, name) for name, feature in FeatureNames(attribute_names(scheme)).all()]
    marks = [*((name, string, "") for name in MARK_FEATURES), *own]
    links = [("Governor", MARK, ""), ("Dependent", MARK, ""), *((name, string, "") for name in LINK_FEATURES)]
    return [
        Type(MARK, "uima.tcas.Annotation", marks),
        Type(LINK, "uima.tcas.Annotation", links),
        Type(ARTICLE, "uima.cas.AnnotationBase", [("fields", string, "Metadata and variables as JSON.")]),
        Type(TOKEN, "uima.tcas.Annotation", []),
        Type(SENTENCE, "uima.tcas.Annotation", []),
    ]


def type_system(scheme: Scheme) -> bytes:
    """The type system description (XML): what INCEpTION imports as layers, what cassis loads."""
    described = "".join(_described(one) for one in types(scheme))
    name, _ = xml_text(scheme.name)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">\n'
        f"  <name>{escape(name)}</name>\n  <types>\n{described}  </types>\n"
        "</typeSystemDescription>\n"
    ).encode()


def _described(one: Type) -> str:
    features = "".join(
        f"        <featureDescription>\n          <name>{feature}</name>\n"
        f"          <description>{escape(xml_text(words)[0])}</description>\n"
        f"          <rangeTypeName>{kind}</rangeTypeName>\n        </featureDescription>\n"
        for feature, kind, words in one.features
    )
    return (
        f"    <typeDescription>\n      <name>{one.name}</name>\n      <description/>\n"
        f"      <supertypeName>{one.parent}</supertypeName>\n      <features>\n{features}      </features>\n"
        "    </typeDescription>\n"
    )
