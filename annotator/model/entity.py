"""Entities and coders: who is spoken of, and who annotates."""

from __future__ import annotations

from typing import Final, NewType

import msgspec

EntityId = NewType("EntityId", int)

#: The name of the coder who holds the settled version of what several coders did (the gold standard).
GOLD: Final = "gold"


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """What an actor was from a day on until another (ISO 8601, may be shortened; "" when open)."""

    role: str
    since: str = ""
    until: str = ""


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """One real-world actor: canonical name, aliases, type (a value of the actor label's `type`), the roles
    it had over time, and the party, country and outlet that it belongs to.
    """

    name: str
    aliases: list[str] = []
    type: str = ""
    external_id: str = ""
    note: str = ""
    roles: list[Role] = []
    party: str = ""
    country: str = ""
    outlet: str = ""
    uid: str = ""
    id: EntityId = EntityId(0)


class Coder(msgspec.Struct, frozen=True, kw_only=True):
    """Who annotates. `name` is unique in a project; `uid` says whether two are one person."""

    name: str
    uid: str = ""
