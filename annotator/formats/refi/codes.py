"""The codes of a REFI-QDA file as labels; those that are values of our attributes as such."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from annotator.formats.refi.names import attribute_guid, label_guid, listed, value_guid
from annotator.model.incoming import given_uid, tidy_name
from annotator.model.scheme import Label, Scheme

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_COLOUR: Final = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\Z")


class Code(NamedTuple):
    """One code: its label name in ours (unique), the parent's, colour, description."""

    name: str
    parent: str
    colour: str
    description: str


class Value(NamedTuple):
    """A code that stands for a value of an attribute of a label."""

    label: str
    attribute: str
    value: str


def local_name(element: Element) -> str:
    """The element's name without its namespace: programs write several."""
    return str(element.tag).rsplit("}", 1)[-1]


def children(element: Element, *names: str) -> Iterator[Element]:
    """The child elements of these names, in order."""
    return (one for one in element if local_name(one) in names)


def child_text(element: Element, name: str) -> str:
    """The text of the first child of that name, "" when there is none."""
    return next((one.text or "" for one in children(element, name)), "")


class CodeBook:
    """What the codes of a file mean: guid → label or value."""

    def __init__(self, root: Element | None, known: Scheme | None) -> None:
        self.codes: dict[str, Code] = {}
        self.values: dict[str, Value] = {}
        ours = _ours(known)
        elements = list(_below(root, "")) if root is not None else []
        counts = Counter(tidy_name(one.get("name", "")).casefold() for one, _ in elements)
        taken: set[str] = set()
        names: dict[str, str] = {}
        for one, parent in elements:
            guid = given_uid(one.get("guid", "").strip()) or one.get("guid", "")
            name = tidy_name(one.get("name", "")) or "code"
            if guid in ours:
                value = ours[guid]
                if value is not None:
                    self.values[guid] = value
                continue
            if counts[name.casefold()] > 1 and names.get(parent):
                name = f"{names[parent]}: {name}"
            names[guid] = name = _free(name, taken)
            description = child_text(one, "Description")
            self.codes[guid] = Code(name, names.get(parent, ""), _colour(one.get("color", "")), description)
        if known:
            self.codes.update({label_guid(one): _as_code(one) for one in known.labels})

    def scheme(self, name: str) -> Scheme:
        """The codes as labels."""
        labels = [
            Label(
                name=one.name,
                parent=one.parent,
                colour=one.colour or Label(name="").colour,
                definition=one.description,
            )
            for one in self.codes.values()
        ]
        return Scheme(name=name, labels=labels)


def _ours(known: Scheme | None) -> Mapping[str, Value | None]:
    """The guids of the codes that we make of a scheme's attributes and values."""
    found: dict[str, Value | None] = {}
    for label in known.labels if known else ():
        found[label_guid(label)] = None
        for one in label.attributes:
            found[attribute_guid(label.name, one.name)] = None
            for value in listed(one):
                found[value_guid(label.name, one.name, value)] = Value(label.name, one.name, value)
    return found


def _as_code(label: Label) -> Code:
    return Code(label.name, label.parent, label.colour, label.definition)


def _below(element: Element, parent: str) -> Iterator[tuple[Element, str]]:
    """Every code with its parent's guid, parents first; without recursion, as files may nest deeply."""
    waiting = [(one, parent) for one in children(element, "Code")]
    while waiting:
        one, above = waiting.pop(0)
        yield one, above
        guid = given_uid(one.get("guid", "").strip()) or one.get("guid", "")
        waiting[0:0] = [(inner, guid) for inner in children(one, "Code")]


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name} ({number})"
    taken.add(free.casefold())
    return free


def _colour(words: str) -> str:
    if not _COLOUR.match(words):
        return ""
    return words.upper() if len(words) == 7 else "#" + "".join(2 * one for one in words[1:]).upper()
