"""What a CAS holds, whichever way it is written: the text and its feature structures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from annotator.errors import ReadError

#: A feature's own value: words, or several of them.
Plain = str | int | float | bool | list[str]

_PRIMITIVES: Final = frozenset(
    f"uima.cas.{name}"
    for name in ("String", "Integer", "Boolean", "Float", "Double", "Long", "Short", "Byte")
)
_PRIMITIVE_LISTS: Final = frozenset(
    f"uima.cas.{name}"
    for name in ("StringArray", "IntegerArray", "BooleanArray", "FloatArray", "DoubleArray", "LongArray")
)


class Structure(msgspec.Struct):
    """One feature structure: its id, type, own values, and the ids that it refers to."""

    id: int
    type: str
    values: dict[str, Plain]
    refs: dict[str, list[int]]
    sofa: int = 0
    begin: int = -1
    end: int = -1


class Document(msgspec.Struct):
    """One CAS: the text of its first view that has one, and all its feature structures by id."""

    text: str
    sofa: int
    structures: dict[int, Structure]
    language: str = ""

    def marks(self) -> Iterator[Structure]:
        """The structures that have a place in the text."""
        return (one for one in self.structures.values() if one.begin >= 0 and one.sofa == self.sofa)


def made_document(name: str, sofas: Mapping[int, str], structures: dict[int, Structure]) -> Document:
    """The document of the first text. Raises `ReadError` when there is none."""
    if not sofas:
        raise ReadError(f"“{name}” holds no text (no Sofa with a string). Nothing was read.")
    said = (one for one in structures.values() if one.type.endswith("DocumentAnnotation"))
    language = next((str(one.values.get("language", "")) for one in said), "")
    sofa = min(sofas)
    return Document(text=sofas[sofa], sofa=sofa, structures=structures, language=language)


class TypeSystem:
    """The types that a file declares: their parents, and the ranges of their features."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}
        self._ranges: dict[str, dict[str, str]] = {}

    def declare(self, name: str, parent: str, ranges: dict[str, str]) -> None:
        """Add a type."""
        self._parents[name] = parent
        self._ranges.setdefault(name, {}).update(ranges)

    def __contains__(self, name: str) -> bool:
        return name in self._parents

    def range(self, name: str, feature: str) -> str:
        """The range of a feature of the type or one of its parents; "" when it is not declared."""
        seen = set()
        while name and name not in seen:
            seen.add(name)
            if feature in self._ranges.get(name, {}):
                return self._ranges[name][feature]
            name = self._parents.get(name, "")
        return ""

    def is_plain(self, range_: str) -> bool:
        """Whether a range holds words or numbers, not other structures."""
        return (
            range_ in _PRIMITIVES
            or range_ in _PRIMITIVE_LISTS
            or self._parents.get(range_) == "uima.cas.String"
        )

    def is_plain_list(self, range_: str) -> bool:
        """Whether a range holds several words or numbers."""
        return range_ in _PRIMITIVE_LISTS
