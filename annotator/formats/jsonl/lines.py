"""The shape of our JSON lines: what stands in one line, and what stands in the scheme file beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
from msgspec import UNSET, UnsetType

from annotator.model.annotation import AttributeValue, Span
from annotator.model.article import METADATA
from annotator.model.entity import Coder, Entity, Role
from annotator.model.scheme import Scheme

#: The unit of every offset that we write.
OFFSET_UNIT: Final = "code point"

#: Keys of `meta` that are ours; a further column of such a name is written behind `EXTRA`.
META_KEYS: Final = frozenset({*METADATA, "sha256"})
EXTRA: Final = "extra:"


class MetaLine(msgspec.Struct):
    """The metadata of an article as it is written when it has no further columns."""

    title: str
    outlet: str
    author: str
    published: str
    url: str
    language: str
    source_file: str
    sha256: str


class SpanLine(msgspec.Struct, gc=False):
    """An annotation as it is written; `start`, `end` and `text` are its hull, code points, half-open."""

    id: str
    label: str
    start: int
    end: int
    text: str
    fragments: tuple[Span, ...] | UnsetType
    attributes: dict[str, AttributeValue] | msgspec.Raw
    entity: str
    note: str
    coder: str
    created: str
    modified: str
    suggested: bool | UnsetType = UNSET


class RelationLine(msgspec.Struct, gc=False):
    """A relation as it is written; `cue` is [start, end] or null."""

    id: str
    label: str
    head: str
    tail: str
    cue: Span | None
    coder: str
    cue_text: str
    note: str
    created: str
    modified: str


class ArticleLine(msgspec.Struct):
    """One line: an article with everything that belongs to it, keys in this order."""

    id: str
    text: str
    meta: MetaLine | msgspec.Raw
    spans: list[SpanLine]
    relations: list[RelationLine]
    variables: dict[str, AttributeValue]
    status: str
    split: str
    offset_unit: str = OFFSET_UNIT


class FlatLine(msgspec.Struct):
    """One line of the flat layout: an annotation with the metadata of its article."""

    id: str
    article: str
    label: str
    start: int
    end: int
    text: str
    fragments: tuple[Span, ...] | UnsetType
    attributes: dict[str, AttributeValue] | msgspec.Raw
    entity: str
    entity_name: str
    note: str
    coder: str
    created: str
    modified: str
    suggested: bool | UnsetType
    meta: MetaLine | msgspec.Raw
    status: str
    split: str
    offset_unit: str = OFFSET_UNIT


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much the file beside the scheme file holds."""

    articles: int = 0
    annotations: int = 0
    relations: int = 0
    entities: int = 0
    coders: int = 0
    labels: dict[str, int] = {}


class SchemeFile(msgspec.Struct, frozen=True, kw_only=True):
    """NAME.scheme.json: what a line cannot say. No time in it: the same data gives the same bytes."""

    format: str = "annotator-jsonl"
    format_version: int = 1
    program_version: str = ""
    offset_unit: str = OFFSET_UNIT
    project: str = ""
    project_id: str = ""
    filters: str = ""
    counts: Counts = Counts()
    coders: list[Coder] = []
    entities: list[EntityLine] = []
    scheme: Scheme = Scheme()


class EntityLine(msgspec.Struct, frozen=True, kw_only=True):
    """An entity as it is written; what it belongs to and the roles it had only where somebody said so."""

    id: str
    name: str
    aliases: list[str] = []
    type: str = ""
    external_id: str = ""
    note: str = ""
    roles: list[Role] | UnsetType = UNSET
    party: str | UnsetType = UNSET
    country: str | UnsetType = UNSET
    outlet: str | UnsetType = UNSET

    def entity(self) -> Entity:
        """The same as a value of the model."""
        return Entity(
            uid=self.id,
            name=self.name,
            aliases=self.aliases,
            type=self.type,
            external_id=self.external_id,
            note=self.note,
            roles=self.roles or [],
            party=self.party or "",
            country=self.country or "",
            outlet=self.outlet or "",
        )


def entity_line(entity: Entity) -> EntityLine:
    """An entity of the model as it is written."""
    return EntityLine(
        id=entity.uid,
        name=entity.name,
        aliases=entity.aliases,
        type=entity.type,
        external_id=entity.external_id,
        note=entity.note,
        roles=entity.roles or UNSET,
        party=entity.party or UNSET,
        country=entity.country or UNSET,
        outlet=entity.outlet or UNSET,
    )


def scheme_file_of(path: Path) -> Path:
    """Where the scheme file of a JSONL file stands: NAME.scheme.json beside NAME.jsonl."""
    return path.with_name(path.stem + ".scheme.json")
