"""XMI and type system XML to structures: which features refer to others is known by the type system."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from annotator.errors import ReadError
from annotator.formats.cas.structures import (
    Document,
    Plain,
    Structure,
    TypeSystem,
    made_document,
)
from annotator.safe_files import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_XMI_ID: Final = "{http://www.omg.org/XMI}id"
_ECORE: Final = re.compile(r"\{http:///(.*)\.ecore\}(.*)\Z")
_UIMA_NS: Final = "{http://uima.apache.org/resourceSpecifier}"
_IDS: Final = re.compile(r"-?\d{1,12}(?: -?\d{1,12})*\Z")

#: Features that refer to other structures wherever no type system says so.
_REFERRING: Final = frozenset(
    {"Governor", "Dependent", "governor", "dependent", "source", "target", "first", "next", "head", "tail"}
)


def read_type_system(data: bytes, name: str, into: TypeSystem) -> bool:
    """Add the types of a description; False when the XML is something else. Raises `ReadError`."""
    root = parse_xml(data, name=name)
    if root.tag not in {f"{_UIMA_NS}typeSystemDescription", "typeSystemDescription"}:
        return False
    for one in root.iter(f"{_UIMA_NS}typeDescription", "typeDescription"):
        ranges = {
            _said(feature, "name"): _said(feature, "rangeTypeName")
            for feature in one.iter(f"{_UIMA_NS}featureDescription", "featureDescription")
        }
        into.declare(_said(one, "name"), _said(one, "supertypeName"), ranges)
    return True


def _said(element: Element, tag: str) -> str:
    found = element.find(f"{_UIMA_NS}{tag}")
    found = element.find(tag) if found is None else found
    return (found.text or "").strip() if found is not None else ""


def read_xmi(data: bytes, name: str, types: TypeSystem) -> Document:
    """The document of an XMI file. Raises `ReadError`: no XML, no text, places that are no numbers."""
    root = parse_xml(data, name=name)
    elements = {number: one for one in root if (number := _number(one.get(_XMI_ID))) is not None}
    reader = _Reader(types, elements, name)
    structures: dict[int, Structure] = {}
    sofas: dict[int, str] = {}
    for number, one in elements.items():
        kind = type_name(str(one.tag))
        if kind == "uima.cas.Sofa":
            if one.get("sofaString") is not None:
                sofas[number] = one.get("sofaString", "")
        elif kind not in {"uima.cas.NULL", "uima.cas.View"}:
            structures[number] = reader.structure(number, kind, one)
    return made_document(name, sofas, structures)


def type_name(tag: str) -> str:
    """`{http:///webanno/custom.ecore}Mark` → `webanno.custom.Mark`."""
    match = _ECORE.match(tag)
    if not match:
        return tag
    package = match.group(1).replace("/", ".")
    return match.group(2) if package == "uima.noNamespace" else f"{package}.{match.group(2)}"


class _Reader:
    """Makes structures of elements."""

    def __init__(self, types: TypeSystem, elements: dict[int, Element], name: str) -> None:
        self._types, self._elements, self._name = types, elements, name

    def structure(self, number: int, kind: str, element: Element) -> Structure:
        """The structure of an element. Raises `ReadError` for a place that is no number."""
        made = Structure(id=number, type=kind, values={}, refs={})
        found = {
            str(feature): [str(value)] for feature, value in element.attrib.items() if feature != _XMI_ID
        }
        for child in element:
            found.setdefault(str(child.tag), []).append(child.text or "")
        for feature, words in found.items():
            if feature in {"begin", "end", "sofa"}:
                setattr(made, feature, self._place(words[0], feature, number))
            elif self._refers(kind, feature, words):
                made.refs[feature] = [int(one) for word in words for one in word.split()]
            else:
                made.values[feature] = _plain(self._types.range(kind, feature), words, self._types)
        return made

    def _place(self, words: str, feature: str, number: int) -> int:
        place = _number(words)
        if place is None:
            raise ReadError(
                f"“{self._name}”: the {feature} of structure {number} is no number. Nothing was read."
            )
        return place

    def _refers(self, kind: str, feature: str, words: list[str]) -> bool:
        if not all(_IDS.match(word) for word in words):
            return False
        range_ = self._types.range(kind, feature)
        if range_:
            return not self._types.is_plain(range_)
        return (feature in _REFERRING or feature == "elements") and all(
            int(one) in self._elements for word in words for one in word.split()
        )


def _plain(range_: str, words: list[str], types: TypeSystem) -> Plain:
    if len(words) > 1 or types.is_plain_list(range_):
        return words
    if range_ == "uima.cas.Boolean":
        return words[0] == "true"
    if range_ in {"uima.cas.Integer", "uima.cas.Long", "uima.cas.Short", "uima.cas.Byte"}:
        number = _number(words[0])
        return words[0] if number is None else number
    return words[0]


def _number(words: str | None) -> int | None:
    """The number, or None where there is none that a CAS can mean."""
    if words is None or not re.fullmatch(r"-?\d{1,12}", words):
        return None
    return int(words)
