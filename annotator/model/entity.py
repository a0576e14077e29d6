"""Entities and coders: who is spoken of, and who annotates."""

from __future__ import annotations

from typing import NewType

import msgspec

EntityId = NewType("EntityId", int)


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """One real-world actor: canonical name, aliases, type (a value of the actor label's `type`)."""

    name: str
    aliases: list[str] = []
    type: str = ""
    external_id: str = ""
    note: str = ""
    uid: str = ""
    id: EntityId = EntityId(0)


class Coder(msgspec.Struct, frozen=True, kw_only=True):
    """Who annotates. `name` is unique in a project; `uid` says whether two are one person."""

    name: str
    uid: str = ""
