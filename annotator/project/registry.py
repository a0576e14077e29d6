"""The registry of entities as a table: out to a file, and back with a preview of what would change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from annotator.errors import ReadError
from annotator.model.entity import Entity, Role
from annotator.project.entities import folded
from annotator.project.plain_tables import read_table, write_table
from annotator.project.project import Project
from annotator.store import writing
from annotator.store.history import new_uid

#: The columns of the table, in order; `mentions` only goes out.
COLUMNS: Final = (
    *("name", "aliases", "type", "roles", "party", "country", "outlet"),
    *("external_id", "note", "mentions", "uid"),
)
_TEXTS: Final = ("name", "type", "party", "country", "outlet", "external_id", "note")

#: Between aliases, and between roles, in one cell.
_PARTING: Final = " | "
_ROLE: Final = re.compile(r"(?P<role>.*?)\s*\[(?P<since>[0-9-]*)\s*\.\.\s*(?P<until>[0-9-]*)\]")


class Update(msgspec.Struct, frozen=True):
    """An entity as it is, and as the table says it should be."""

    before: Entity
    after: Entity


class RegistryPlan(msgspec.Struct, kw_only=True):
    """What a table would do: new entities, changed ones, how many stay as they are, and what is wrong."""

    added: list[Entity] = []
    changed: list[Update] = []
    same: int = 0
    problems: list[str] = []

    def words(self) -> str:
        """One line that says what would happen."""
        return f"{len(self.added)} new, {len(self.changed)} changed, {self.same} as they are"


def export_registry(project: Project, target: Path) -> int:
    """Write every entity as a row of a CSV file or workbook; gives their number. Raises `WriteError`."""
    counts = project.entities.mention_counts()
    entities = project.entities.all()
    write_table(target, COLUMNS, (_cells(one, counts.get(one.uid, 0)) for one in entities))
    return len(entities)


def plan_import(project: Project, path: Path) -> RegistryPlan:
    """What the table would do. Rows are known by uid, else by external id, else by name or alias.

    Columns that the table does not have stay as they are; an empty cell empties its field. Raises
    `ReadError` for a file without a column `name`.
    """
    rows = read_table(path)
    head = [" ".join(one.split()).casefold().replace(" ", "_") for one in rows[0]] if rows else []
    if "name" not in head:
        raise ReadError(f"“{path.name}” has no column “name” in its first row. Nothing was changed.")
    known = _Known(project.entities.all())
    plan = RegistryPlan()
    taken: set[str] = set()
    for number, row in enumerate(rows[1:], start=2):
        cells = {name: cell.strip() for name, cell in zip(head, row, strict=False) if name}
        if any(cells.values()):
            _plan_row(plan, cells, known, taken, number)
    return plan


def apply_import(project: Project, plan: RegistryPlan) -> None:
    """Do what was planned, as one step of Undo."""
    with project._core.write("Import entities") as at:
        writing.add_entities(at, plan.added)
        for one in plan.changed:
            project.entities.get(one.after.uid)
            writing.edit_entity(at, one.after)


def roles_text(roles: Iterable[Role]) -> str:
    """Roles as people write them into one cell: "Minister [2019-10..2024-10] | Senator"."""
    return _PARTING.join(
        f"{one.role} [{one.since}..{one.until}]" if one.since or one.until else one.role for one in roles
    )


def read_roles(text: str) -> list[Role]:
    """The roles of such a cell."""
    found = []
    for part in text.split("|"):
        if part := part.strip():
            dated = _ROLE.fullmatch(part)
            found.append(Role(**dated.groupdict()) if dated else Role(role=part))
    return found


class _Known:
    """The entities of the project, by all that names them."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.by_uid = {one.uid: one for one in entities}
        self._by_external: dict[str, list[Entity]] = {}
        self._by_name: dict[str, list[Entity]] = {}
        self._by_alias: dict[str, list[Entity]] = {}
        for one in entities:
            if one.external_id:
                self._by_external.setdefault(one.external_id, []).append(one)
            self._by_name.setdefault(folded(one.name), []).append(one)
            for alias in one.aliases:
                self._by_alias.setdefault(folded(alias), []).append(one)

    def find(self, cells: dict[str, str]) -> list[Entity]:
        """The entities that a row may mean."""
        if found := self.by_uid.get(cells.get("uid", "")):
            return [found]
        name = folded(cells.get("name", ""))
        for table, key in (
            (self._by_external, cells.get("external_id", "")),
            (self._by_name, name),
            (self._by_alias, name),
        ):
            if key and key in table:
                return table[key]
        return []


def _plan_row(plan: RegistryPlan, cells: dict[str, str], known: _Known, taken: set[str], number: int) -> None:
    if not cells.get("name"):
        plan.problems.append(f"Row {number} has no name and was left out.")
        return
    meant = known.find(cells)
    if len(meant) > 1:
        plan.problems.append(
            f"Row {number} was left out: {len(meant)} entities are called “{cells['name']}”. Give its uid."
        )
        return
    before = meant[0] if meant else Entity(name=cells["name"], uid=cells.get("uid") or new_uid())
    if before.uid in taken:
        plan.problems.append(f"Row {number} means “{before.name}” as a row before does: left out.")
        return
    taken.add(before.uid)
    after = _as_told(before, cells)
    if not meant:
        plan.added.append(after)
    elif after != before:
        plan.changed.append(Update(before, after))
    else:
        plan.same += 1


def _as_told(entity: Entity, cells: dict[str, str]) -> Entity:
    told: dict[str, object] = {name: cells[name] for name in _TEXTS if name in cells}
    if "aliases" in cells:
        aliases = [one.strip() for one in re.split(r"[|;\n]", cells["aliases"])]
        told["aliases"] = [one for one in dict.fromkeys(aliases) if one]
    if "roles" in cells:
        told["roles"] = read_roles(cells["roles"])
    if "name" in told and folded(str(told["name"])) != folded(entity.name) and "uid" not in cells:
        # known by an alias or another id: the name that is here stays
        told["name"] = entity.name
    return msgspec.structs.replace(entity, **told)


def _cells(entity: Entity, mentions: int) -> list[str | int]:
    values: dict[str, str | int] = {name: getattr(entity, name) for name in (*_TEXTS, "uid")}
    values["aliases"] = _PARTING.join(entity.aliases)
    values["roles"] = roles_text(entity.roles)
    values["mentions"] = mentions
    return [values[name] for name in COLUMNS]
