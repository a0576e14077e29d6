"""The rules of REFI-QDA's Project.xsd and Codebook.xsd (2019): children in order, attributes, guids."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")
RGB = re.compile(r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\Z")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z\Z")
MADE = ("creatingUser", "creationDateTime", "modifyingUser", "modifiedDateTime")
VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")

#: element → children in order, required attributes, further attributes; containers may not be empty
RULES: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "Project": (
        ("Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links"),
        ("name",),
        ("origin",),
    ),
    "Users": (("User",), (), ()),
    "User": ((), ("guid",), ("name", "id")),
    "CodeBook": (("Codes",), (), ("origin",)),
    "Codes": (("Code",), (), ()),
    "Code": (("Description", "Code"), ("guid", "name", "isCodable"), ("color",)),
    "Variables": (("Variable",), (), ()),
    "Variable": (("Description",), ("guid", "name", "typeOfVariable"), ()),
    "Cases": (("Case",), (), ()),
    "Case": (("Description", "CodeRef", "VariableValue", "SourceRef", "SelectionRef"), ("guid",), ("name",)),
    "Sources": (("TextSource",), (), ()),
    "TextSource": (
        ("Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue"),
        ("guid",),
        ("name", "richTextPath", "plainTextPath", *MADE),
    ),
    "PlainTextSelection": (
        ("Description", "Coding", "NoteRef"),
        ("guid", "startPosition", "endPosition"),
        ("name", *MADE),
    ),
    "Coding": (("CodeRef", "NoteRef"), ("guid",), ("creatingUser", "creationDateTime")),
    "VariableValue": (("VariableRef", *VALUES), (), ()),
    "Links": (("Link",), (), ()),
    "Link": (("NoteRef",), ("guid",), ("name", "direction", "color", "originGUID", "targetGUID")),
    **dict.fromkeys(
        ("CodeRef", "VariableRef", "SourceRef", "SelectionRef", "NoteRef"), ((), ("targetGUID",), ())
    ),
    **dict.fromkeys(("Description", "PlainTextContent", *VALUES), ((), (), ())),
}
CONTAINERS = ("Users", "Codes", "Variables", "Cases", "Sources", "Links")


def obeys(data: bytes, namespace: str) -> etree._Element:
    """Assert every rule, and that guids are unique and references resolve; gives the root."""
    root = etree.fromstring(data)
    guids = []
    for one in root.iter():
        assert one.tag.startswith(f"{{{namespace}}}")
        name = etree.QName(one).localname
        order, required, further = RULES[name]
        inner = [order.index(etree.QName(child).localname) for child in one]
        assert inner == sorted(inner), name
        assert set(required) <= set(one.attrib) <= {*required, *further}, name
        assert inner or name not in CONTAINERS, name
        _attributes_obey(one)
        guids += [one.get("guid")] if one.get("guid") else []
    assert len(guids) == len(set(guids))
    for one in root.iter():
        for reference in ("targetGUID", "originGUID", "creatingUser"):
            assert one.get(reference) is None or one.get(reference) in guids
    return root


def _attributes_obey(one: Any) -> None:
    for name, value in one.attrib.items():
        if "GUID" in name or name in {"guid", "creatingUser", "modifyingUser"}:
            assert GUID.match(value)
        elif name.endswith("DateTime"):
            assert TIME.match(value)
        elif name == "color":
            assert RGB.match(value)
        elif name.endswith("Position"):
            assert value.isdigit()
        elif name == "direction":
            assert value in {"Associative", "OneWay", "Bidirectional"}
        elif name == "typeOfVariable":
            assert value in {"Text", "Boolean", "Integer", "Float", "Date", "DateTime"}
