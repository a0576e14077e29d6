"""Between rows and the model's values: how an article, annotation, relation or entity is written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import RowMapping

from annotator.model.annotation import Annotation, AnnotationId, AttributeValue, Relation, RelationId, Span
from annotator.model.article import METADATA, Article, ArticleId
from annotator.model.entity import Entity, EntityId, Role
from annotator.model.scheme import Attribute, Label, RelationType
from annotator.model.stored import RowNames
from annotator.store.names import Names
from annotator.store.statements import Row

_encode = msgspec.json.Encoder(order="deterministic").encode
_fragments = msgspec.json.Decoder(tuple[Span, ...])
_attributes = msgspec.json.Decoder(dict[str, AttributeValue])
_strings = msgspec.json.Decoder(dict[str, str])
_words = msgspec.json.Decoder(list[str])
_roles = msgspec.json.Decoder(list[Role])

#: Where an entity belongs.
_PLACE: Final = ("party", "country", "outlet")


def json_text(value: object) -> str:
    """The value as compact JSON, keys sorted."""
    return _encode(value).decode()


def article_row(article: Article) -> Row:
    """The columns of an article."""
    row: Row = {name: getattr(article, name) for name in METADATA}
    row |= {"uid": article.uid, "extra": json_text(article.extra), "status": article.status}
    row |= {"fingerprint": article.fingerprint, "length": article.length}
    return row


def article_of(row: Mapping[str, Any] | RowMapping) -> Article:
    """The article of a row."""
    fields = {name: row[name] for name in (*METADATA, "status", "fingerprint", "length", "uid")}
    return Article(**fields, extra=_strings.decode(row["extra"]), id=ArticleId(row["id"]))


def annotation_row(annotation: Annotation, names: Names) -> Row:
    """The columns of an annotation; label, coder and entity must be known to `names`."""
    return {
        "uid": annotation.uid,
        "article_id": annotation.article,
        "label_id": names.label_ids[annotation.label],
        "coder_id": names.coder_ids[annotation.coder],
        "entity_id": names.entity_ids[annotation.entity] if annotation.entity else None,
        **span_columns(annotation.fragments, annotation.quote),
        "attributes": json_text(annotation.attributes),
        "note": annotation.note,
        "suggested": annotation.suggested,
        "scheme_version": names.scheme_version,
        "created": annotation.created,
        "modified": annotation.modified,
    }


def span_columns(fragments: tuple[Span, ...], quote: str) -> Row:
    """The columns that say where an annotation is."""
    return {
        "start": fragments[0].start,
        "end": fragments[-1].end,
        "fragments": json_text(fragments) if len(fragments) > 1 else None,
        "quote": quote,
    }


def annotation_of(row: Sequence[Any], names: Names | RowNames) -> Annotation:
    """The annotation of a row in `COLUMNS` order."""
    key, uid, article, label, coder, entity, start, end, fragments = row[:9]
    quote, attributes, note, suggested, created, modified, version = row[9:]
    return Annotation(
        label=names.labels[label],
        fragments=_fragments.decode(fragments) if fragments else (Span(start, end),),
        quote=quote,
        attributes=_attributes.decode(attributes) if attributes != "{}" else {},
        entity=names.entities[entity] if entity is not None else "",
        note=note,
        coder=names.coders[coder],
        created=created,
        modified=modified,
        suggested=bool(suggested),
        scheme_version=version,
        uid=uid,
        id=AnnotationId(key),
        article=ArticleId(article),
    )


def relation_row(relation: Relation, names: Names, ends: Mapping[str, int]) -> Row:
    """The columns of a relation; `ends` gives the annotation id of each end's uid."""
    return {
        "uid": relation.uid,
        "article_id": relation.article,
        "type_id": names.type_ids[relation.type],
        "head_id": ends[relation.head],
        "tail_id": ends[relation.tail],
        "coder_id": names.coder_ids[relation.coder],
        **cue_columns(relation.cue, relation.cue_quote),
        "note": relation.note,
        "created": relation.created,
        "modified": relation.modified,
    }


def cue_columns(cue: Span | None, quote: str) -> Row:
    """The columns that say where a relation's cue is."""
    start, end = cue or (None, None)
    return {"cue_start": start, "cue_end": end, "cue_quote": quote if cue else ""}


def relation_of(row: Mapping[str, Any] | RowMapping, names: Names) -> Relation:
    """The relation of a row that also has its ends' uids as `head` and `tail`."""
    start, end = row["cue_start"], row["cue_end"]
    return Relation(
        type=names.types[row["type_id"]],
        head=row["head"],
        tail=row["tail"],
        cue=None if start is None else Span(start, end),
        cue_quote=row["cue_quote"],
        note=row["note"],
        coder=names.coders[row["coder_id"]],
        created=row["created"],
        modified=row["modified"],
        uid=row["uid"],
        id=RelationId(row["id"]),
        article=ArticleId(row["article_id"]),
    )


def entity_row(entity: Entity) -> Row:
    """The columns of an entity."""
    return {
        "uid": entity.uid,
        "name": entity.name,
        "aliases": json_text(entity.aliases),
        "type": entity.type,
        "external_id": entity.external_id,
        "note": entity.note,
        "roles": json_text(entity.roles),
        "party": entity.party,
        "country": entity.country,
        "outlet": entity.outlet,
    }


def entity_of(row: RowMapping) -> Entity:
    """The entity of a row."""
    fields = {name: row[name] for name in ("name", "type", "external_id", "note", "uid", *_PLACE)}
    roles = _roles.decode(row["roles"]) if row["roles"] != "[]" else []
    return Entity(**fields, aliases=_words.decode(row["aliases"]), roles=roles, id=EntityId(row["id"]))


def scheme_row(item: Label | RelationType | Attribute, position: int) -> Row:
    """The columns of one item of the scheme."""
    return {
        "uid": item.uid,
        "name": item.name,
        "position": position,
        "definition": msgspec.json.encode(item).decode(),
    }
