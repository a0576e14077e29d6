"""Relations: typed links between two annotations of one article, checked against the scheme."""

from __future__ import annotations

from collections.abc import Sequence
from types import EllipsisType
from typing import Any

import msgspec

from annotator.errors import AnnotatorError, SchemeError
from annotator.model.annotation import Annotation, Relation, RelationId, Span, check_span
from annotator.model.article import ArticleId
from annotator.model.scheme import Scheme
from annotator.project.core import Core
from annotator.store import reading, writing
from annotator.store.history import new_uid, now
from annotator.store.writing import Writing


class Relations:
    """The relations of a project."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def of(self, article: ArticleId) -> list[Relation]:
        """The relations of one article, oldest first."""
        with self._core.read() as view:
            return reading.relations_of(view, article)

    def get(self, relation: RelationId) -> Relation:
        """One relation. Raises `AnnotatorError` when it is gone."""
        with self._core.read() as view:
            found = reading.relation(view, relation)
        if found is None:
            raise AnnotatorError("This relation is not in the project any more. Undo may bring it back.")
        return found

    def counts(self) -> dict[str, int]:
        """Number of relations of each type."""
        with self._core.read() as view:
            return reading.counts_by_type(view)

    def add(
        self, type: str, head: str, tail: str, *, cue: Span | None = None, note: str = "", uid: str = ""
    ) -> Relation:
        """Link annotation `head` to annotation `tail` (uids). Raises `SchemeError`, `SpanError`."""
        with self._core.write("Add relation") as at:
            ends = self._ends(at, head, tail)
            check_relation(self._core.scheme, type, ends[0], ends[1])
            moment = now()
            relation = Relation(
                type=type,
                head=head,
                tail=tail,
                cue=cue,
                cue_quote=_cue_quote(at, ends[0].article, cue),
                note=note,
                coder=self._core.coder,
                created=moment,
                modified=moment,
                uid=uid or new_uid(),
                article=ends[0].article,
            )
            ids = {head: int(ends[0].id), tail: int(ends[1].id)}
            key = writing.add_relations(at, [relation], ids)[0]
        return msgspec.structs.replace(relation, id=RelationId(key))

    def edit(
        self,
        relation: RelationId,
        *,
        type: str | EllipsisType = ...,
        cue: Span | EllipsisType | None = ...,
        note: str | EllipsisType = ...,
    ) -> Relation:
        """Change what is given and nothing else. Raises `SchemeError`, `SpanError`."""
        with self._core.write("Edit relation") as at:
            before = self.get(relation)
            fields: dict[str, Any] = {
                name: value
                for name, value in {"type": type, "cue": cue, "note": note}.items()
                if value is not ...
            }
            if "type" in fields:
                head, tail = self._ends(at, before.head, before.tail)
                check_relation(self._core.scheme, fields["type"], head, tail)
            if "cue" in fields:
                fields["cue_quote"] = _cue_quote(at, before.article, fields["cue"])
            after: Relation = msgspec.structs.replace(before, **fields)
            writing.edit_relation(at, after)
        return after

    def delete(self, ids: Sequence[RelationId]) -> None:
        """Delete relations; Undo brings them back."""
        with self._core.write("Delete relation" if len(ids) == 1 else f"Delete {len(ids)} relations") as at:
            writing.delete_relations(at, ids)

    def _ends(self, at: Writing, head: str, tail: str) -> tuple[Annotation, Annotation]:
        ids = reading.ids_of_uids(at.view, "annotation", [head, tail])
        found = {one.uid: one for one in reading.annotations_with(at.view, list(ids.values()))}
        if head not in found or tail not in found:
            raise AnnotatorError("One of the two marks is not in the project any more.")
        return found[head], found[tail]


def check_relation(scheme: Scheme, type: str, head: Annotation, tail: Annotation) -> None:
    """Raise `SchemeError` unless the scheme allows the relation between these two."""
    kind = scheme.relation_type(type)
    if head.uid == tail.uid:
        raise SchemeError("A mark cannot be related to itself.")
    if head.article != tail.article:
        raise SchemeError("Both marks of a relation must be in the same article.")
    if head.label not in kind.heads or tail.label not in kind.tails:
        raise SchemeError(
            f"“{type}” goes from {' or '.join(kind.heads)} to {' or '.join(kind.tails)}, "
            f"not from {head.label} to {tail.label}."
        )


def _cue_quote(at: Writing, article: ArticleId, cue: Span | None) -> str:
    if cue is None:
        return ""
    text = reading.article_text(at.view, article) or ""
    check_span(cue, length=len(text))
    return text[cue.start : cue.end]
