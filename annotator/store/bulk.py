"""Changes of many articles or marks at once: the same columns in one statement for each group of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import func, select

from annotator.model.annotation import AttributeValue
from annotator.model.article import ArticleId
from annotator.model.filters import EditPreview, MarkEdit
from annotator.model.scheme import Label, Scheme, value_problem
from annotator.store import schema
from annotator.store.history import new_uid
from annotator.store.reading import View, relation_ids_at
from annotator.store.rows import json_text
from annotator.store.statements import Row, chunks
from annotator.store.writing import Writing

_mark = schema.annotation.c
_attributes = msgspec.json.Decoder(dict[str, AttributeValue])
_strings = msgspec.json.Decoder(dict[str, str])


def edit_articles(at: Writing, keys: Sequence[ArticleId], values: Mapping[str, str]) -> int:
    """Set the same metadata, or the status, of many articles; gives how many that changed."""
    return at.recorder.update_many(schema.article, sorted(keys), values)


def edit_extra(at: Writing, keys: Sequence[ArticleId], name: str, value: str) -> int:
    """Set one further field of the metadata of many articles, "" takes it away; gives how many changed."""
    changed = 0
    for held, some in _grouped(at.view, schema.article.c.extra, keys).items():
        extra = {key: one for key, one in _strings.decode(held).items() if key != name}
        if value:
            extra[name] = value
        changed += at.recorder.update_many(schema.article, some, {"extra": json_text(extra)})
    return changed


def _grouped(view: View, column: Any, keys: Sequence[int]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for chunk in chunks(sorted(keys)):
        for key, held in view.connection.execute(
            select(column.table.c.id, column).where(_key(column, chunk))
        ):
            groups[held].append(key)
    return groups


def _key(column: Any, chunk: Sequence[int]) -> Any:
    return column.table.c.id.in_(chunk)


def set_variable_of(at: Writing, keys: Sequence[ArticleId], name: str, value: AttributeValue | None) -> None:
    """Set the coder's value of an article variable in many articles, or take it away (None)."""
    known = _variable_rows(at, keys, name)
    if value is None:
        at.recorder.delete(schema.variable_value, sorted(known.values()))
        return
    held = json_text(value)
    at.recorder.update_many(schema.variable_value, sorted(known.values()), {"value": held})
    rows: list[Row] = [
        {
            "uid": new_uid(),
            "article_id": key,
            "variable_id": at.names.variable_ids[name],
            "coder_id": at.recorder.coder,
            "value": held,
        }
        for key in sorted(keys)
        if key not in known
    ]
    at.recorder.insert_many(schema.variable_value, rows)


def _variable_rows(at: Writing, keys: Sequence[int], name: str) -> dict[int, int]:
    """The coder's rows of a variable: article → row."""
    column = schema.variable_value.c
    statement = select(column.article_id, column.id).where(
        column.variable_id == at.names.variable_ids[name], column.coder_id == at.recorder.coder
    )
    found: dict[int, int] = {}
    for chunk in chunks(sorted(keys)):
        rows = at.recorder.connection.execute(statement.where(column.article_id.in_(chunk)))
        found |= {row[0]: row[1] for row in rows}
    return found


class EditPlan(NamedTuple):
    """What an edit of many marks will write: columns, and the rows that get them; and the preview of it."""

    steps: list[tuple[Row, list[int]]]
    preview: EditPreview


def plan_edit(view: View, keys: Sequence[int], edit: MarkEdit, scheme: Scheme) -> EditPlan:
    """What the edit would do to these marks. Names are known and the value is checked already."""
    if edit.delete:
        relations = len(relation_ids_at(view, keys))
        return EditPlan([], EditPreview(changed=len(keys), relations=relations))
    steps: dict[str, tuple[Row, list[int]]] = {}
    changed = same = unfit = dropped = 0
    for held, some in _mark_groups(view, keys).items():
        after, lost = _edited(held, edit, view, scheme)
        if after is None:
            unfit += len(some)
        elif not after:
            same += len(some)
        else:
            changed += len(some)
            dropped += lost * len(some)
            steps.setdefault(json_text(after), (after, []))[1].extend(some)
    preview = EditPreview(changed=changed, same=same, unfit=unfit, dropped=dropped)
    return EditPlan([(row, sorted(some)) for row, some in steps.values()], preview)


class _Held(NamedTuple):
    """What marks of one group have alike."""

    label: int
    attributes: str
    entity: int | None
    note: str


def _mark_groups(view: View, keys: Sequence[int]) -> dict[_Held, list[int]]:
    columns = (_mark.id, _mark.label_id, _mark.attributes, _mark.entity_id, _mark.note)
    groups: dict[_Held, list[int]] = defaultdict(list)
    for chunk in chunks(sorted(keys)):
        for key, *held in view.connection.execute(select(*columns).where(_mark.id.in_(chunk))):
            groups[_Held(*held)].append(key)
    return groups


def _edited(held: _Held, edit: MarkEdit, view: View, scheme: Scheme) -> tuple[Row | None, int]:
    """The columns that change, and how many values are lost; None when the mark's label is unfit."""
    names, lost = view.names, 0
    after: Row = {}
    label = scheme.label(edit.label or names.labels[held.label])
    values = _attributes.decode(held.attributes)
    entity = held.entity
    if edit.attribute is not None:
        known = label.attribute(edit.attribute)
        if known is None or (edit.value is not None and value_problem(known, edit.value)):
            return None, 0
        values.pop(edit.attribute, None)
        if edit.value is not None:
            values[edit.attribute] = edit.value
    if edit.label is not None:
        after["label_id"] = names.label_ids[edit.label]
        fitting = dict(_fitting(label, values))
        lost = len(values) - len(fitting)
        values = fitting
        if not label.entity and entity is not None:
            entity, lost = None, lost + 1
    if edit.entity is not None:
        if edit.entity and not label.entity:
            return None, 0
        entity = names.entity_ids[edit.entity] if edit.entity else None
    after |= {"attributes": json_text(_in_order(label, values)), "entity_id": entity}
    if edit.note is not None:
        after["note"] = edit.note
    before: Row = {"label_id": held.label, "attributes": json_text(_attributes.decode(held.attributes))}
    before |= {"entity_id": held.entity, "note": held.note}
    return {name: value for name, value in after.items() if value != before[name]}, lost


def _fitting(label: Label, values: Mapping[str, AttributeValue]) -> Iterator[tuple[str, AttributeValue]]:
    for name, value in values.items():
        attribute = label.attribute(name)
        if attribute is not None and not value_problem(attribute, value):
            yield name, value


def _in_order(label: Label, values: Mapping[str, AttributeValue]) -> dict[str, AttributeValue]:
    """The values in scheme order; those that the scheme does not know at the end."""
    known = [one.name for one in label.attributes if one.name in values]
    return {name: values[name] for name in [*known, *(one for one in values if one not in known)]}


def carry_out(at: Writing, plan: EditPlan) -> int:
    """Write what was planned; gives how many marks changed."""
    changed = 0
    for row, keys in plan.steps:
        changed += at.recorder.update_many(schema.annotation, keys, {**row, "modified": at.recorder.at})
    return changed


def mark_count_of(view: View, keys: Sequence[ArticleId]) -> int:
    """How many marks hang on these articles."""
    counted = 0
    for chunk in chunks(list(keys)):
        statement = select(func.count()).where(_mark.article_id.in_(chunk))
        counted += int(view.connection.execute(statement).scalar_one())
    return counted
