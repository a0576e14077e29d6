"""GUIDs of a REFI-QDA project: the same for the same things, so that another program's copy is understood."""

from __future__ import annotations

from typing import Final

import msgspec

from annotator.model.annotation import AttributeValue, Span
from annotator.model.article import Article
from annotator.model.incoming import derived_uid, given_uid
from annotator.model.scheme import Attribute, Label

#: The member of the archive that holds what codes cannot: JSON lines, one for each article.
BESIDE: Final = "annotator.jsonl"
#: The member that holds the scheme and the entities.
PROJECT: Final = "project.qde"

PROJECT_NAMESPACE: Final = "urn:QDA-XML:project:1.0"
CODEBOOK_NAMESPACE: Final = "urn:QDA-XML:codebook:1.0"


class BesideMark(msgspec.Struct, omit_defaults=True):
    """An annotation in full; its uid is the guid of its first fragment's selection."""

    label: str
    fragments: list[Span]
    attributes: dict[str, AttributeValue] = {}
    entity: str = ""
    note: str = ""
    coder: str = ""
    created: str = ""
    modified: str = ""
    suggested: bool = False


class BesideLink(msgspec.Struct, omit_defaults=True):
    """What a relation has that a Link cannot hold."""

    cue: Span | None = None
    note: str = ""
    coder: str = ""
    created: str = ""
    modified: str = ""


class Beside(msgspec.Struct, omit_defaults=True):
    """What one article has beside its text, selections and links."""

    article: Article
    variables: dict[str, AttributeValue] = {}
    split: str = ""
    marks: dict[str, BesideMark] = {}
    links: dict[str, BesideLink] = {}


def selection_guid(uid: str, fragment: int) -> str:
    """The guid of the selection of one fragment (from 0): the annotation's uid, or one derived from it."""
    return (
        given_uid(uid) if fragment == 0 and given_uid(uid) else derived_uid("selection", uid, str(fragment))
    )


def guid_of(uid: str, kind: str) -> str:
    """The uid as a guid; a derived one when it is none."""
    return given_uid(uid) or derived_uid(kind, uid)


def label_guid(label: Label) -> str:
    """The guid of a label's code."""
    return derived_uid("code", label.name)


def attribute_guid(label: str, attribute: str) -> str:
    """The guid of the code that gathers the values of an attribute."""
    return derived_uid("attribute", label, attribute)


def value_guid(label: str, attribute: str, value: str) -> str:
    """The guid of a value's code."""
    return derived_uid("value", label, attribute, value)


def user_guid(name: str, uid: str = "") -> str:
    """The guid of a coder."""
    return given_uid(uid) or derived_uid("user", name)


def variable_guid(name: str) -> str:
    """The guid of a variable."""
    return derived_uid("variable", name)


def listed(attribute: Attribute) -> list[str]:
    """The values of an attribute that have a code."""
    if attribute.kind == "yes/no":
        return ["yes", "no"]
    return [one.name for one in attribute.values] if attribute.kind in {"choice", "several"} else []
