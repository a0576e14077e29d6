"""What the door writes, each through the `Recorder`, so that nothing reaches the file unrecorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy import Connection, Table, select

from annotator.model.annotation import Annotation, AttributeValue, Relation
from annotator.model.article import Article, ArticleId
from annotator.model.entity import GOLD, Entity
from annotator.model.scheme import Attribute, Label, RelationType, Scheme, write_scheme
from annotator.store import schema
from annotator.store.history import Recorder, new_uid
from annotator.store.names import Names
from annotator.store.reading import View, ids_of_uids, relation_ids_at
from annotator.store.rows import (
    annotation_row,
    article_row,
    cue_columns,
    entity_row,
    json_text,
    relation_row,
    scheme_row,
)
from annotator.store.statements import Row, chunks, fetch_row, insert_row

#: The coder `GOLD` is nobody, and therefore the same one in every file.
_GOLD_UID: Final = "8f0c1a53-5a4e-4f0e-9a38-6f1f6d3c5b7e"

_Item = TypeVar("_Item", Label, RelationType, Attribute)


class Writing(NamedTuple):
    """A running command: its recorder, and the names behind the ids."""

    recorder: Recorder
    names: Names

    @property
    def view(self) -> View:
        """The file as this command has made it so far."""
        return View(self.recorder.connection, self.names)


def set_meta(connection: Connection, values: Mapping[str, str]) -> None:
    """Write facts about a project that has just been made; these are not history."""
    connection.execute(schema.meta.insert(), [{"key": key, "value": value} for key, value in values.items()])


def read_meta(connection: Connection) -> dict[str, str]:
    """The facts about the project."""
    return {row.key: row.value for row in connection.execute(select(schema.meta))}


def add_coder(connection: Connection, name: str, *, uid: str = "") -> int:
    """Add a coder whose name is new and give the id. Not history: undo never removes a coder."""
    uid = _GOLD_UID if name == GOLD else uid or new_uid()
    return insert_row(connection, schema.coder, {"uid": uid, "name": name})


def coder_key(at: Writing, name: str) -> int:
    """The id of the coder of that name, who comes into the project when new."""
    if name not in at.names.coder_ids:
        add_coder(at.recorder.connection, name)
        at.names.reload(at.recorder.connection)
        at.recorder.coder_added()
    return at.names.coder_ids[name]


def add_articles(at: Writing, articles: Sequence[tuple[Article, str]]) -> list[ArticleId]:
    """Add articles with their canonical texts; gives their ids in order."""
    rows = [article_row(article) for article, _ in articles]
    keys = at.recorder.insert_many(schema.article, rows)
    texts = [{"article_id": key, "text": text} for key, (_, text) in zip(keys, articles, strict=True)]
    at.recorder.insert_many(schema.article_text, texts)
    return [ArticleId(key) for key in keys]


def edit_article(at: Writing, key: ArticleId, values: Mapping[str, Any]) -> None:
    """Set metadata columns of an article."""
    row = dict(values)
    if "extra" in row:
        row["extra"] = json_text(row["extra"])
    at.recorder.update(schema.article, key, row)


def set_splits(at: Writing, splits: Mapping[str, str]) -> None:
    """Say which split each article (by uid) belongs to."""
    ids = ids_of_uids(at.view, "article", list(splits))
    for name in sorted(set(splits.values())):
        chosen = sorted(ids[uid] for uid, split in splits.items() if split == name)
        at.recorder.update_many(schema.article, chosen, {"split": name})


def start_article(at: Writing, key: ArticleId) -> None:
    """Say of a new article that work on it has begun."""
    row = fetch_row(at.recorder.connection, schema.article, key)
    if row is not None and row["status"] == "new":
        at.recorder.update(schema.article, key, {"status": "started"})


def delete_articles(at: Writing, keys: Sequence[ArticleId]) -> None:
    """Delete articles with all that hangs on them, children first; history keeps everything."""
    for table in schema.HANGING:
        at.recorder.delete(table, _hanging(at, table, keys))
    at.recorder.delete(schema.article_text, keys)
    at.recorder.delete(schema.article, keys)


def set_variable(at: Writing, key: ArticleId, name: str, value: AttributeValue | None) -> None:
    """Set the coder's value of an article variable, or take it away (None)."""
    columns = schema.variable_value.c
    variable = at.names.variable_ids[name]
    known = at.recorder.connection.execute(
        select(columns.id)
        .where(columns.article_id == key, columns.variable_id == variable)
        .where(columns.coder_id == at.recorder.coder)
    ).scalar()
    if value is None:
        at.recorder.delete(schema.variable_value, [] if known is None else [known])
    elif known is not None:
        at.recorder.update(schema.variable_value, known, {"value": json_text(value)})
    else:
        row = {"uid": new_uid(), "article_id": key, "variable_id": variable}
        row |= {"coder_id": at.recorder.coder, "value": json_text(value)}
        at.recorder.insert(schema.variable_value, row)


def add_annotations(at: Writing, annotations: Sequence[Annotation]) -> range:
    """Add annotations that were checked before; gives their ids in order."""
    if len(annotations) == 1:
        key = at.recorder.insert(schema.annotation, annotation_row(annotations[0], at.names))
        return range(key, key + 1)
    rows = [annotation_row(one, at.names) for one in annotations]
    return at.recorder.insert_many(schema.annotation, rows)


def edit_annotation(at: Writing, annotation: Annotation) -> None:
    """Make the stored annotation equal to this one (label, place, attributes, entity, note)."""
    row = annotation_row(annotation, at.names)
    kept = ("uid", "article_id", "coder_id", "created", "scheme_version")
    values = {name: value for name, value in row.items() if name not in kept}
    at.recorder.update(schema.annotation, annotation.id, values)


def set_entity(at: Writing, keys: Sequence[int], entity: str) -> int:
    """Name the same entity (uid, "" for none) in many annotations; gives how many that changed."""
    key = at.names.entity_ids[entity] if entity else None
    return at.recorder.update_many(schema.annotation, keys, {"entity_id": key, "modified": at.recorder.at})


def annotations_naming(at: Writing, entity: str) -> list[int]:
    """Ids of the annotations that name this entity (uid)."""
    column = schema.annotation.c
    condition = column.entity_id == at.names.entity_ids[entity]
    return list(at.recorder.connection.execute(select(column.id).where(condition)).scalars())


def delete_annotations(at: Writing, keys: Sequence[int]) -> None:
    """Delete annotations and the relations that hang on them."""
    delete_relations(at, relation_ids_at(at.view, keys))
    at.recorder.delete(schema.annotation, keys)


def add_relations(at: Writing, relations: Sequence[Relation], ends: Mapping[str, int]) -> range:
    """Add relations that were checked before; `ends` gives the annotation id of each end's uid."""
    rows = [relation_row(one, at.names, ends) for one in relations]
    if len(rows) == 1:
        key = at.recorder.insert(schema.relation, rows[0])
        return range(key, key + 1)
    return at.recorder.insert_many(schema.relation, rows)


def edit_relation(at: Writing, relation: Relation) -> None:
    """Make the stored relation's type, cue and note equal to this one's."""
    values: Row = {"type_id": at.names.type_ids[relation.type], "note": relation.note}
    values |= {**cue_columns(relation.cue, relation.cue_quote), "modified": at.recorder.at}
    at.recorder.update(schema.relation, relation.id, values)


def delete_relations(at: Writing, keys: Sequence[int]) -> None:
    """Delete relations."""
    at.recorder.delete(schema.relation, keys)


def add_entities(at: Writing, entities: Sequence[Entity]) -> None:
    """Add entities and make their uids known."""
    for entity in entities:
        key = at.recorder.insert(schema.entity, entity_row(entity))
        at.names.entities[key] = entity.uid
        at.names.entity_ids[entity.uid] = key


def edit_entity(at: Writing, entity: Entity) -> None:
    """Make the stored entity equal to this one."""
    at.recorder.update(schema.entity, at.names.entity_ids[entity.uid], entity_row(entity))


def delete_entity(at: Writing, uid: str) -> None:
    """Delete an entity; annotations that name it lose it (in the same command)."""
    key = at.names.entity_ids[uid]
    set_entity(at, annotations_naming(at, uid), "")
    at.recorder.delete(schema.entity, [key])


def write_scheme_rows(at: Writing, scheme: Scheme) -> None:
    """Make the stored scheme equal to this one, item by item (by uid), and keep the version.

    The caller has made sure that no item in use is missing from `scheme`.
    """
    write_scheme_items(at, scheme)
    document = write_scheme(scheme).decode()
    version = {"uid": new_uid(), "version": scheme.version, "at": at.recorder.at, "document": document}
    at.recorder.insert(schema.scheme_version, version)


def write_scheme_items(at: Writing, scheme: Scheme, *, keep_gone: bool = False) -> None:
    """Write labels, relation types and variables; with `keep_gone` those that are missing stay for now."""
    _write_items(at, schema.label, scheme.labels, keep_gone=keep_gone)
    _write_items(at, schema.relation_type, scheme.relation_types, keep_gone=keep_gone)
    _write_items(at, schema.variable, scheme.variables, keep_gone=keep_gone)


def _write_items(at: Writing, table: Table, items: Sequence[_Item], *, keep_gone: bool) -> None:
    columns = select(table.c.uid, table.c.id, table.c.name)
    known = {row.uid: row for row in at.recorder.connection.execute(columns)}
    wanted = {one.uid: one.name for one in items}
    if not keep_gone:
        at.recorder.delete(table, [row.id for uid, row in known.items() if uid not in wanted])
    # a rename, or a new item, may take a name that another one is just giving up
    taken = set(wanted.values())
    for uid, row in known.items():
        gone = uid not in wanted
        if (gone and keep_gone and row.name in taken) or (not gone and wanted[uid] != row.name):
            at.recorder.update(table, row.id, {"name": f"({uid})"})
    for position, item in enumerate(items):
        written = scheme_row(item, position)
        if item.uid in known:
            at.recorder.update(table, known[item.uid].id, written)
        else:
            at.recorder.insert(table, written)


def _hanging(at: Writing, table: Table, articles: Sequence[int]) -> list[int]:
    found: list[int] = []
    for chunk in chunks(articles):
        statement = select(table.c.id).where(table.c.article_id.in_(chunk))
        found += at.recorder.connection.execute(statement).scalars()
    return found
