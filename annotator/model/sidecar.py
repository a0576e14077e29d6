"""The scheme and the entities in one small JSON file, for formats that are many files and hold neither."""

from __future__ import annotations

from typing import Final

import msgspec

from annotator.model.entity import Entity
from annotator.model.exchange import Dataset
from annotator.model.scheme import Scheme, scheme_problems

#: The file's name beside the data, in a folder or an archive.
SIDECAR: Final = "annotator-scheme.json"


class _EntityLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    uid: str
    name: str
    aliases: list[str] = []
    type: str = ""
    external_id: str = ""
    note: str = ""


class _Content(msgspec.Struct, frozen=True, kw_only=True):
    scheme: Scheme
    entities: list[_EntityLine] = []


def sidecar(dataset: Dataset) -> bytes:
    """The scheme and the entities as JSON, indented for people; the same bytes for the same data."""
    entities = [
        _EntityLine(
            uid=one.uid,
            name=one.name,
            aliases=one.aliases,
            type=one.type,
            external_id=one.external_id,
            note=one.note,
        )
        for one in sorted(dataset.entities, key=lambda one: (one.name, one.uid))
    ]
    content = _Content(scheme=dataset.scheme, entities=entities)
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def read_sidecar(data: bytes) -> tuple[Scheme, list[Entity]] | None:
    """What `sidecar` wrote, or None when it is broken or unsound: the data can be read without it."""
    try:
        content = msgspec.json.decode(data, type=_Content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if any(True for _ in scheme_problems(content.scheme)):
        return None
    return content.scheme, [Entity(**msgspec.structs.asdict(one)) for one in content.entities]
