"""Label Studio's labelling configuration (XML): from a scheme, and what it says about a project's controls.

Source: https://labelstud.io/tags. One control for each attribute of each label, named "label.attribute".
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from annotator.model.incoming import tidy_name
from annotator.model.scheme import Attribute, Kind, Label, Scheme, Value
from annotator.safe_files import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: The relation that joins the fragments of one annotation: Label Studio's regions have no gaps.
FRAGMENT: Final = "fragment"

LABELS: Final = "label"
TEXT: Final = "text"

_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_CHOICES: Final = frozenset({"Choices", "Taxonomy"})
_YES_NO: Final = ("yes", "no")


class Control(msgspec.Struct, frozen=True, kw_only=True):
    """What the configuration says of one control: the kind and values of what it holds."""

    kind: Kind
    values: list[str] = []


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """A labelling configuration as far as it matters for the data.

    `texts` gives for each text object the field of the task's data that it shows.
    """

    labels: list[Label] = []
    controls: dict[str, Control] = {}
    texts: dict[str, str] = {}


def config_beside(target: Path) -> Path:
    """Where the configuration of a data file stands."""
    return target.with_name(f"{target.stem}.config.xml")


def control_name(label: str, attribute: str) -> str:
    """The name of the control that holds an attribute."""
    return f"{label}.{attribute}"


def write_config(scheme: Scheme) -> bytes:
    """The configuration for projects with this scheme."""
    from lxml import etree

    view = etree.Element("View")
    labels = etree.SubElement(view, "Labels", name=LABELS, toName=TEXT)
    for label in scheme.labels:
        one = etree.SubElement(labels, "Label", value=_xml(label.name), background=label.colour)
        if label.key:
            one.set("hotkey", label.key.lower())
    etree.SubElement(view, "Text", name=TEXT, value=f"${TEXT}")
    for label in scheme.labels:
        for attribute in label.attributes:
            control = _control(view, control_name(label.name, attribute.name), attribute)
            control.set("perRegion", "true")
            control.set("whenTagName", LABELS)
            control.set("whenLabelValue", _xml(label.name))
    for variable in scheme.variables:
        _control(view, variable.name, variable)
    relations = etree.SubElement(view, "Relations")
    for name in [*(one.name for one in scheme.relation_types), FRAGMENT]:
        etree.SubElement(relations, "Relation", value=_xml(name))
    etree.indent(view)
    data: bytes = etree.tostring(view, encoding="utf-8") + b"\n"
    return data


def _control(view: Element, name: str, attribute: Attribute) -> Element:
    from lxml import etree

    tags = {"number": "Number", "text": "TextArea", "date": "TextArea"}
    tag = tags.get(attribute.kind, "Choices")
    control = etree.SubElement(view, tag, name=_xml(name), toName=TEXT)
    if tag == "Choices":
        control.set("choice", "multiple" if attribute.kind == "several" else "single")
        values = _YES_NO if attribute.kind == "yes/no" else tuple(one.name for one in attribute.values)
        for value in values:
            etree.SubElement(control, "Choice", value=_xml(value))
    return control


def _xml(words: str) -> str:
    return "".join(c if c.isprintable() else " " for c in words)


def read_config(data: bytes, name: str) -> Config:
    """What a configuration declares. Raises `ReadError` when it is no XML."""
    root = parse_xml(data, name=name)
    labels = [_label(one) for one in root.iter("Label") if tidy_name(one.get("value", ""))]
    texts = {
        one.get("name", ""): one.get("value", "").lstrip("$")
        for tag in ("Text", "HyperText")
        for one in root.iter(tag)
    }
    controls = {one.get("name", ""): _read_control(one) for one in root.iter() if one.get("toName")}
    return Config(labels=list({one.name: one for one in labels}.values()), controls=controls, texts=texts)


def _label(one: Element) -> Label:
    label = Label(name=tidy_name(one.get("value", "")))
    colour = one.get("background", "")
    return msgspec.structs.replace(label, colour=colour.upper()) if _COLOUR.match(colour) else label


def _read_control(one: Element) -> Control:
    values = list(dict.fromkeys(value.get("value", "") for value in one.iter("Choice")))
    values = [value for value in values if value.strip()]
    if one.tag in _CHOICES:
        several = one.get("choice") == "multiple" or one.tag == "Taxonomy"
        if tuple(values) == _YES_NO and not several:
            return Control(kind="yes/no")
        return Control(kind="several" if several else "choice", values=values)
    return Control(kind="number" if one.tag in {"Number", "Rating"} else "text")


def attribute_of(name: str, control: Control) -> Attribute:
    """The attribute of that name that a control stands for."""
    return Attribute(name=name, kind=control.kind, values=[Value(name=one) for one in control.values])
