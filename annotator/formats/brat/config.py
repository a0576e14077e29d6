"""brat's configuration: names as brat stores them, annotation.conf and visual.conf.

Source: https://brat.nlplab.org/configuration.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from annotator.model.scheme import Attribute, Scheme, Value

ANNOTATION_CONF: Final = "annotation.conf"
VISUAL_CONF: Final = "visual.conf"

#: Stand for line ends and tabs in notes and values: an .ann has one annotation a line, columns by tabs.
ESCAPED: Final = str.maketrans("\n\t", "␤␉")
UNESCAPED: Final = str.maketrans("␤␉", "\n\t")

#: The database name in an N line that refers to one of our own entities.
ENTITY_DB: Final = "entity"

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_-]+")


class StoredNames:
    """The names as brat may store them: letters, digits, hyphen, underscore; each name another one."""

    def __init__(self, names: Iterable[str]) -> None:
        self._stored: dict[str, str] = {}
        self._taken: set[str] = set()
        for name in names:
            self.of(name)

    def of(self, name: str) -> str:
        """The stored form of a name, the same each time it is asked for."""
        if name not in self._stored:
            base = _UNSAFE.sub("_", name).strip("_") or "x"
            stored, number = base, 1
            while stored in self._taken:
                number += 1
                stored = f"{base}_{number}"
            self._taken.add(stored)
            self._stored[name] = stored
        return self._stored[name]

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Stored form and name."""
        return ((stored, name) for name, stored in self._stored.items())


def scheme_names(scheme: Scheme) -> Iterator[str]:
    """Every name of the scheme that brat is to store: safe ones first, so that they stay as they are."""
    names = [label.name for label in scheme.labels]
    names += [one.name for one in scheme.relation_types]
    for label in scheme.labels:
        for attribute in label.attributes:
            names += [attribute.name, *(value.name for value in listed(attribute))]
    return iter(sorted(dict.fromkeys(names), key=lambda name: (bool(_UNSAFE.search(name)), name)))


def listed(attribute: Attribute) -> list[Value]:
    """The values that brat offers for an attribute; none for texts, numbers and dates."""
    if attribute.kind == "yes/no":
        return [Value(name="yes"), Value(name="no")]
    return attribute.values if attribute.kind in {"choice", "several"} else []


def listed_values(scheme: Scheme) -> dict[tuple[str, str], frozenset[str]]:
    """(label, attribute) → the values that are stored under a stored name."""
    return {
        (label.name, attribute.name): frozenset(value.name for value in listed(attribute))
        for label in scheme.labels
        for attribute in label.attributes
    }


def annotation_conf(scheme: Scheme, names: StoredNames) -> str:
    """annotation.conf: entity types, relations with their ends, attributes with their values."""
    lines = ["[entities]", *(names.of(label.name) for label in scheme.labels), "", "[relations]"]
    for one in scheme.relation_types:
        ends = ("|".join(names.of(end) for end in ends) or "<ENTITY>" for ends in (one.heads, one.tails))
        lines.append(f"{names.of(one.name)}\tArg1:{next(ends)}, Arg2:{next(ends)}")
    lines += ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "", "[events]", "", "[attributes]"]
    for name, (labels, values) in _attributes(scheme).items():
        holders = "|".join(names.of(label) for label in labels)
        choice = f", Value:{'|'.join(names.of(value) for value in values)}" if values else ""
        lines.append(f"{names.of(name)}\tArg:{holders}{choice}")
    return "\n".join(lines) + "\n"


def _attributes(scheme: Scheme) -> Mapping[str, tuple[list[str], list[str]]]:
    """Attribute name → the labels that have it and all its values: brat knows a name only once."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for label in scheme.labels:
        for attribute in label.attributes:
            labels, values = found.setdefault(attribute.name, ([], []))
            labels.append(label.name)
            values += [value.name for value in listed(attribute) if value.name not in values]
    return found


def visual_conf(scheme: Scheme, names: StoredNames) -> str:
    """visual.conf: the names as people read them, and the labels' colours."""
    labels = [
        f"{stored} | {' '.join(name.replace('|', '/').split())}"
        for stored, name in names.pairs()
        if stored != name
    ]
    drawing = ["SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken"]
    drawing += [f"{names.of(label.name)}\tbgColor:{label.dark_colour}" for label in scheme.labels]
    return "\n".join(["[labels]", *labels, "", "[drawing]", *drawing]) + "\n"
