"""The names and uids behind the integer references of the rows, read once and kept until they change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, Table, func, select

from annotator.model.entity import Coder
from annotator.model.scheme import Attribute, Label, RelationType, Scheme
from annotator.store import schema

_Item = TypeVar("_Item", Label, RelationType, Attribute)


class Names:
    """Both ways between ids and names: labels, relation types, variables, coders; uids for entities."""

    def __init__(self, connection: Connection) -> None:
        self.reload(connection)

    def reload(self, connection: Connection) -> None:
        """Read everything again."""
        self.labels = _pairs(connection, schema.label, "name")
        self.types = _pairs(connection, schema.relation_type, "name")
        self.variables = _pairs(connection, schema.variable, "name")
        self.coders = _pairs(connection, schema.coder, "name")
        self.entities = _pairs(connection, schema.entity, "uid")
        self.label_ids = _turned(self.labels.items())
        self.type_ids = _turned(self.types.items())
        self.variable_ids = _turned(self.variables.items())
        self.coder_ids = _turned(self.coders.items())
        self.entity_ids = _turned(self.entities.items())
        version = connection.execute(select(func.max(schema.scheme_version.c.version))).scalar()
        self.scheme_version = int(version or 1)


def read_scheme_rows(connection: Connection, *, name: str) -> Scheme:
    """The scheme as the file holds it now."""
    version = connection.execute(select(func.max(schema.scheme_version.c.version))).scalar()
    return Scheme(
        name=name,
        version=int(version or 1),
        labels=_items(connection, schema.label, Label),
        relation_types=_items(connection, schema.relation_type, RelationType),
        variables=_items(connection, schema.variable, Attribute),
    )


def read_coders(connection: Connection) -> list[Coder]:
    """Every coder of the project, in the order in which they came."""
    rows = connection.execute(select(schema.coder.c.uid, schema.coder.c.name).order_by(schema.coder.c.id))
    return [Coder(uid=row.uid, name=row.name) for row in rows]


def _items(connection: Connection, table: Table, kind: type[_Item]) -> list[_Item]:
    columns = (table.c.name, table.c.uid, table.c.definition)
    items = []
    for row in connection.execute(select(*columns).order_by(table.c.position, table.c.id)):
        item = msgspec.json.decode(row.definition, type=kind)
        if (item.name, item.uid) != (row.name, row.uid):
            raise LookupError(f"a {table.name} has two names")
        items.append(item)
    return items


def _pairs(connection: Connection, table: Table, column: str) -> dict[int, str]:
    return {row[0]: row[1] for row in connection.execute(select(table.c.id, table.c[column]))}


def _turned(pairs: Iterable[tuple[int, str]]) -> dict[str, int]:
    return {name: key for key, name in pairs}
