"""Entities: the registry that actors and sources share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from annotator.errors import AnnotatorError
from annotator.model.annotation import AnnotationId
from annotator.model.entity import Entity, Role
from annotator.model.folding import fold_text
from annotator.project.core import Core
from annotator.store import mentions, reading, writing
from annotator.store.history import new_uid
from annotator.store.scattered import newest_command

#: Fewer entities found than these, and names that are written nearly so are offered too; how short the
#: text may be for that, and how alike (0..100) they must be.
_FEW: Final = 5
_SHORTEST_FUZZY: Final = 4
_ALIKE: Final = 80


class Entities:
    """The entities of a project."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._index: tuple[tuple[int, str], NameIndex] | None = None

    def all(self) -> list[Entity]:
        """Every entity, by name."""
        with self._core.read() as view:
            return reading.entities(view)

    def get(self, uid: str) -> Entity:
        """One entity. Raises `AnnotatorError` when it is gone."""
        with self._core.read() as view:
            found = mentions.entity_with(view, uid)
        if found is None:
            raise AnnotatorError("This entity is not in the project any more. Undo may bring it back.")
        return found

    def mention_counts(self) -> dict[str, int]:
        """How many marks name each entity (uid); those that none names are left out."""
        with self._core.read() as view:
            return mentions.mention_counts(view)

    def assign(self, annotations: Sequence[AnnotationId], uid: str) -> int:
        """Say of many marks which entity (uid, "" for none) they name; gives how many changed."""
        if uid:
            self.get(uid)
        with self._core.write("Assign entity" if uid else "Take the entity away") as at:
            return writing.set_entity(at, annotations, uid)

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

    def delete(self, *uids: str) -> None:
        """Delete entities; marks that name them lose them. Undo brings both back."""
        name = "Delete entity" if len(uids) == 1 else f"Delete {len(uids)} entities"
        with self._core.write(name) as at:
            for uid in uids:
                self.get(uid)
                writing.delete_entity(at, uid)

    def merge(self, kept: str, others: Sequence[str]) -> Entity:
        """Make several entities one: marks move to `kept` (uid), names of the others become aliases.

        What `kept` does not say (type, party, roles, note …) is taken from the others.
        """
        with self._core.write("Merge entities") as at:
            entity = self.get(kept)
            for uid in others:
                gone = self.get(uid)
                entity = _joined(entity, gone)
                writing.set_entity(at, writing.annotations_naming(at, uid), kept)
                writing.delete_entity(at, uid)
            writing.edit_entity(at, entity)
        return entity

    def split(
        self, uid: str, name: str, annotations: Sequence[AnnotationId], *, aliases: Sequence[str] = ()
    ) -> Entity:
        """Make a new entity of that name out of some of an entity's marks and aliases (and its name)."""
        with self._core.write("Split entity") as at:
            old = self.get(uid)
            made = self.add(name, aliases=[one for one in aliases if one != name], type=old.type)
            kept = [one for one in old.aliases if one not in {made.name, *aliases}]
            writing.edit_entity(at, msgspec.structs.replace(old, aliases=kept))
            writing.set_entity(at, annotations, made.uid)
        return made

    def match(self, text: str, *, most: int = 50) -> list[Entity]:
        """Entities whose name or alias is like `text`, whatever case and accents, best first.

        First come names that begin with it, then those that hold it or its words, then those that are
        written nearly so.
        """
        return self._names().match(text, most)

    def _names(self) -> NameIndex:
        """The names as they are compared, kept until entities change; inside a command read anew."""
        with self._core.read() as view:
            newest = newest_command(view)
            inside = self._core.running
            if self._index is None or inside or self._index[0] != newest:
                index = NameIndex(reading.entities(view))
                if inside:
                    return index
                self._index = (newest, index)
            return self._index[1]


class NameIndex:
    """Names and aliases, folded once, and the entities behind them."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._names = [
            (folded(name), at > 0, entity)
            for entity in entities
            for at, name in enumerate((entity.name, *entity.aliases))
        ]
        self._plain = [name for name, _, _ in self._names]

    def match(self, text: str, most: int) -> list[Entity]:
        """The entities with a name like the text, best first."""
        wanted = folded(text)
        ranked: dict[str, tuple[tuple[int, bool, int, str], Entity]] = {}
        for name, alias, entity in self._names:
            rank = _rank(wanted, name)
            if rank is not None:
                key = (rank, alias, len(entity.name), entity.name)
                if entity.uid not in ranked or key < ranked[entity.uid][0]:
                    ranked[entity.uid] = (key, entity)
        found = [entity for _, entity in sorted(ranked.values(), key=lambda one: one[0])[:most]]
        if len(found) < _FEW and len(wanted) >= _SHORTEST_FUZZY:
            found += [one for one in self._alike(wanted) if one.uid not in ranked]
        return found[:most]

    def _alike(self, wanted: str) -> list[Entity]:
        from rapidfuzz import fuzz, process

        hits = process.extract(wanted, self._plain, scorer=fuzz.WRatio, score_cutoff=_ALIKE, limit=_FEW * 3)
        return list({self._names[at][2].uid: self._names[at][2] for _, _, at in hits}.values())[:_FEW]


def _rank(wanted: str, name: str) -> int | None:
    """How well a folded name fits: 0 the same, 1 begins so, 2 a word of it does, 3 held, 4 all words do."""
    place = name.find(wanted)
    if place >= 0:
        if not place:
            return 0 if len(name) == len(wanted) else 1
        return 2 if not name[place - 1].isalnum() else 3
    words, parts = wanted.split(), name.split()
    if len(words) > 1 and all(any(part.startswith(word) for part in parts) for word in words):
        return 4
    return None


def _joined(entity: Entity, gone: Entity) -> Entity:
    aliases = [*entity.aliases, gone.name, *gone.aliases]
    known = [one for one in dict.fromkeys(aliases) if one != entity.name]
    notes = "\n".join(dict.fromkeys(one for one in (entity.note, gone.note) if one))
    roles = [*entity.roles, *(one for one in gone.roles if one not in entity.roles)]
    rest = {
        name: getattr(entity, name) or getattr(gone, name)
        for name in ("type", "party", "country", "outlet", "external_id")
    }
    return msgspec.structs.replace(entity, aliases=known, note=notes, roles=roles, **rest)


def folded(text: str) -> str:
    """The text without case and accents, for comparing names."""
    return fold_text(text).strip()


def _checked(name: str) -> str:
    if not name.strip():
        raise AnnotatorError("An entity needs a name.")
    return name.strip()
