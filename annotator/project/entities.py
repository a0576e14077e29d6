"""Entities: the registry that actors and sources share."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

import msgspec

from annotator.errors import AnnotatorError
from annotator.model.annotation import AnnotationId
from annotator.model.entity import Entity, Role
from annotator.project.core import Core
from annotator.store import reading, writing
from annotator.store.history import new_uid


class Entities:
    """The entities of a project."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def all(self) -> list[Entity]:
        """Every entity, by name."""
        with self._core.read() as view:
            return reading.entities(view)

    def get(self, uid: str) -> Entity:
        """One entity. Raises `AnnotatorError` when it is gone."""
        found = next((one for one in self.all() if one.uid == uid), None)
        if found is None:
            raise AnnotatorError("This entity is not in the project any more. Undo may bring it back.")
        return found

    def add(
        self,
        name: str,
        *,
        aliases: Sequence[str] = (),
        type: str = "",
        external_id: str = "",
        note: str = "",
        roles: Sequence[Role] = (),
        party: str = "",
        country: str = "",
        outlet: str = "",
        uid: str = "",
    ) -> Entity:
        """Add an entity. Raises `AnnotatorError` when the name is empty."""
        entity = Entity(
            name=_checked(name),
            aliases=list(aliases),
            type=type,
            external_id=external_id,
            note=note,
            roles=list(roles),
            party=party,
            country=country,
            outlet=outlet,
            uid=uid or new_uid(),
        )
        with self._core.write("Add entity") as at:
            writing.add_entities(at, [entity])
        return self.get(entity.uid)

    def edit(self, uid: str, **fields: Any) -> Entity:
        """Change fields of an entity, such as name, aliases, type, roles, party or note."""
        with self._core.write("Edit entity") as at:
            entity: Entity = msgspec.structs.replace(self.get(uid), **fields)
            _checked(entity.name)
            writing.edit_entity(at, entity)
        return entity

    def delete(self, uid: str) -> None:
        """Delete an entity; marks that name it lose it. Undo brings both back."""
        with self._core.write("Delete entity") as at:
            self.get(uid)
            writing.delete_entity(at, uid)

    def merge(self, kept: str, others: Sequence[str]) -> Entity:
        """Make several entities one: marks move to `kept` (uid), names of the others become aliases."""
        with self._core.write("Merge entities") as at:
            entity = self.get(kept)
            for uid in others:
                gone = self.get(uid)
                aliases = [*entity.aliases, gone.name, *gone.aliases]
                known = [one for one in dict.fromkeys(aliases) if one != entity.name]
                entity = msgspec.structs.replace(entity, aliases=known)
                writing.set_entity(at, writing.annotations_naming(at, uid), kept)
                writing.delete_entity(at, uid)
            writing.edit_entity(at, entity)
        return entity

    def split(self, uid: str, name: str, annotations: Sequence[AnnotationId]) -> Entity:
        """Make a new entity of that name out of some of an entity's marks; the name leaves its aliases."""
        with self._core.write("Split entity") as at:
            old = self.get(uid)
            made = self.add(name, type=old.type)
            aliases = [one for one in old.aliases if one != made.name]
            writing.edit_entity(at, msgspec.structs.replace(old, aliases=aliases))
            writing.set_entity(at, annotations, made.uid)
        return made

    def match(self, text: str) -> list[Entity]:
        """Entities whose name or alias contains `text`, whatever case and accents, best first."""
        wanted = folded(text)
        ranked = []
        for entity in self.all():
            places = [folded(name).find(wanted) for name in (entity.name, *entity.aliases)]
            hits = [place for place in places if place >= 0]
            if hits:
                ranked.append((min(hits) > 0, places[0] < 0, len(entity.name), entity.name, entity))
        return [one[-1] for one in sorted(ranked, key=lambda one: one[:-1])]


def folded(text: str) -> str:
    """The text without case and accents, for comparing names."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in decomposed if not unicodedata.combining(one)).strip()


def _checked(name: str) -> str:
    if not name.strip():
        raise AnnotatorError("An entity needs a name.")
    return name.strip()
