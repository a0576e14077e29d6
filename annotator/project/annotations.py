"""Annotations: add, change, move, delete; always checked against the text and the scheme first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import EllipsisType
from typing import Any

import msgspec

from annotator.errors import AnnotatorError, SchemeError
from annotator.model.annotation import (
    Annotation,
    AnnotationId,
    AttributeValue,
    normal_fragments,
    quote_of,
)
from annotator.model.article import ArticleId
from annotator.model.scheme import Label, checked_attributes, value_problem
from annotator.model.surrogates import without_surrogates
from annotator.project.core import Core
from annotator.project.mark_lists import MarkLists
from annotator.store import coders, reading, writing
from annotator.store.history import new_uid, now
from annotator.store.writing import Writing


class Annotations(MarkLists):
    """The annotations of a project."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def of(self, article: ArticleId) -> list[Annotation]:
        """The annotations of one article, by start, end, uid."""
        with self._core.read() as view:
            return reading.annotations_of(view, article)

    def get(self, annotation: AnnotationId) -> Annotation:
        """One annotation. Raises `AnnotatorError` when it is gone."""
        with self._core.read() as view:
            found = reading.annotations_with(view, [annotation])
        if not found:
            raise AnnotatorError("This mark is not in the project any more. Undo may bring it back.")
        return found[0]

    def find(self, uid: str) -> AnnotationId | None:
        """The id behind a uid, or None."""
        with self._core.read() as view:
            found = reading.ids_of_uids(view, "annotation", [uid]).get(uid)
        return None if found is None else AnnotationId(found)

    def counts(self) -> dict[str, int]:
        """Number of annotations of each label."""
        with self._core.read() as view:
            return reading.counts_by_label(view)

    def add(
        self,
        article: ArticleId,
        label: str,
        fragments: Sequence[Sequence[int]],
        *,
        attributes: Mapping[str, AttributeValue] | None = None,
        entity: str = "",
        note: str = "",
        coder: str = "",
        uid: str = "",
    ) -> Annotation:
        """Label stretches of text (code points, half-open). Attributes that are not given take the
        scheme's defaults. Raises `SpanError`, `SchemeError`, or the `FileError` of the commit.

        `coder` is another coder's name than that of the one at work (the gold standard's), `uid` lets the
        caller name the mark before it is saved (the canvas paints first).
        """
        scheme_label = self._core.scheme.label(label)
        defaults = {one.name: one.default for one in scheme_label.attributes if one.default is not None}
        checked = checked_attributes(scheme_label.attributes, {**defaults, **(attributes or {})})
        who = without_surrogates(coder) or self._core.coder
        with self._core.write(f"Add {label}") as at:
            writing.coder_key(at, who)
            text = self._text(at, article)
            spans = normal_fragments(fragments, length=len(text))
            moment = now()
            annotation = Annotation(
                label=label,
                fragments=spans,
                quote=quote_of(text, spans),
                attributes=checked,
                entity=_known_entity(at, entity),
                note=note,
                coder=who,
                created=moment,
                modified=moment,
                scheme_version=at.names.scheme_version,
                uid=uid or new_uid(),
                article=article,
            )
            key = writing.add_annotations(at, [annotation])[0]
            writing.start_article(at, article)
        return msgspec.structs.replace(annotation, id=AnnotationId(key))

    def edit(
        self,
        annotation: AnnotationId,
        *,
        label: str | EllipsisType = ...,
        fragments: Sequence[Sequence[int]] | EllipsisType = ...,
        attributes: Mapping[str, AttributeValue] | EllipsisType = ...,
        entity: str | EllipsisType = ...,
        note: str | EllipsisType = ...,
    ) -> Annotation:
        """Change what is given and nothing else; `attributes` replaces all of them.

        With a new label, values that it does not allow are dropped unless `attributes` is given.
        Raises `SpanError`, `SchemeError`, or the `FileError` of the commit.
        """
        given = {"label": label, "fragments": fragments, "attributes": attributes, "entity": entity}
        with self._core.write(_edit_name(given, note)) as at:
            before = self.get(annotation)
            after = self._edited(at, before, given)
            if not isinstance(note, EllipsisType):
                after = msgspec.structs.replace(after, note=note)
            if after != before:
                after = msgspec.structs.replace(after, modified=at.recorder.at)
                writing.edit_annotation(at, after)
        return after

    def confirm(self, ids: Sequence[AnnotationId]) -> None:
        """Make suggestions marks like any other, of the coder who is named on them."""
        name = "Confirm suggestion" if len(ids) == 1 else f"Confirm {len(ids)} suggestions"
        with self._core.write(name) as at:
            for key in ids:
                coders.confirm(at, key)

    def delete(self, ids: Sequence[AnnotationId]) -> None:
        """Delete annotations with the relations that hang on them; Undo brings them back."""
        name = "Delete mark" if len(ids) == 1 else f"Delete {len(ids)} marks"
        with self._core.write(name) as at:
            writing.delete_annotations(at, ids)

    def _text(self, at: Writing, article: ArticleId) -> str:
        text = self._core.text(at.view, article)
        if text is None:
            raise AnnotatorError("This article is not in the project any more. Undo may bring it back.")
        return text

    def _edited(self, at: Writing, before: Annotation, given: Mapping[str, Any]) -> Annotation:
        fields: dict[str, Any] = {name: value for name, value in given.items() if value is not ...}
        if "label" in fields or "attributes" in fields:
            label = self._core.scheme.label(fields.get("label", before.label))
            wanted = fields.get("attributes")
            if wanted is None:
                wanted = _fitting(label, before.attributes)
            fields["attributes"] = checked_attributes(label.attributes, wanted)
        if "fragments" in fields:
            text = self._text(at, before.article)
            fields["fragments"] = normal_fragments(fields["fragments"], length=len(text))
            fields["quote"] = quote_of(text, fields["fragments"])
        if "entity" in fields:
            fields["entity"] = _known_entity(at, fields["entity"])
        return msgspec.structs.replace(before, **fields)


def _fitting(label: Label, values: Mapping[str, AttributeValue]) -> dict[str, AttributeValue]:
    known = {one.name: one for one in label.attributes}
    return {
        name: value
        for name, value in values.items()
        if name in known and not value_problem(known[name], value)
    }


def _edit_name(given: Mapping[str, object], note: object) -> str:
    names = {"label": "Change label", "fragments": "Move mark", "attributes": "Set attribute"}
    names["entity"] = "Set entity"
    changed = [names[name] for name, value in given.items() if value is not ...]
    if note is not ...:
        changed.append("Edit note")
    return changed[0] if len(changed) == 1 else "Edit mark"


def _known_entity(at: Writing, uid: str) -> str:
    if uid and uid not in at.names.entity_ids:
        raise SchemeError("This entity is not in the project any more. Choose another one.")
    return uid
