"""Coding many places at once: the same label, attributes and entity on every ticked line, as one undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from annotator.errors import AnnotatorError, SchemeError
from annotator.model.annotation import Annotation, AttributeValue, Span, normal_fragments, quote_of
from annotator.model.article import ArticleId
from annotator.model.exchange import Progress, no_progress
from annotator.model.scheme import checked_attributes
from annotator.model.text import sentence_at
from annotator.project.project import Project
from annotator.store import reading, writing
from annotator.store.history import new_uid
from annotator.store.writing import Writing

#: What of a hit gets the mark: the hit as it is, or the sentences that it stands in.
Extent = Literal["hit", "sentence"]


class Place(NamedTuple):
    """One place to be coded: code points of the article's text, half-open."""

    article: ArticleId
    span: Span


class Coded(NamedTuple):
    """How many marks were added, and how many places had the same mark already."""

    added: int
    skipped: int


def code(
    project: Project,
    places: Sequence[Place],
    label: str,
    *,
    attributes: Mapping[str, AttributeValue] | None = None,
    entity: str = "",
    extent: Extent = "hit",
    progress: Progress = no_progress,
) -> Coded:
    """Put a mark on every place; a place where the coder has that label already gets none.

    Attributes that are not given take the scheme's defaults. One transaction, one step of Undo. Raises
    `SchemeError`, `SpanError`, or `AnnotatorError` when an article is gone; nothing is changed then.
    """
    kind = project.scheme.label(label)
    defaults = {one.name: one.default for one in kind.attributes if one.default is not None}
    values = checked_attributes(kind.attributes, {**defaults, **(attributes or {})})
    if entity and not kind.entity:
        raise SchemeError(f"Marks of “{label}” take no entity. Nothing was changed.")
    by_article: dict[ArticleId, list[Span]] = {}
    for place in places:
        by_article.setdefault(place.article, []).append(place.span)
    added = skipped = 0
    with project._core.write(f"Add {len(places)} marks: {label}") as at:
        if entity and entity not in at.names.entity_ids:
            raise SchemeError("This entity is not in the project any more. Nothing was changed.")
        for done, (article, spans) in enumerate(by_article.items(), start=1):
            template = Annotation(
                label=label,
                fragments=(),
                attributes=values,
                entity=entity,
                coder=project.coder,
                created=at.recorder.at,
                modified=at.recorder.at,
                article=article,
            )
            made = _new_marks(at, template, _extended(at, article, spans, extent))
            if made:
                writing.add_annotations(at, made)
                writing.start_article(at, article)
            added += len(made)
            skipped += len(spans) - len(made)
            progress(done, len(by_article))
    return Coded(added, skipped)


class _Wanted(NamedTuple):
    text: str
    spans: list[Span]


def _extended(at: Writing, article: ArticleId, spans: Iterable[Span], extent: Extent) -> _Wanted:
    text = reading.article_text(at.view, article)
    if text is None:
        raise AnnotatorError("One of the articles is not in the project any more. Search again.")
    if extent == "hit":
        return _Wanted(text, sorted(set(spans)))
    wide = {
        Span(sentence_at(text, one.start).start, max(sentence_at(text, one.end - 1).end, one.end))
        for one in spans
    }
    return _Wanted(text, sorted(wide))


def _new_marks(at: Writing, template: Annotation, wanted: _Wanted) -> list[Annotation]:
    there = {
        one.fragments
        for one in reading.annotations_of(at.view, template.article)
        if (one.label, one.coder, one.suggested) == (template.label, template.coder, False)
    }
    made = []
    for span in wanted.spans:
        fragments = normal_fragments([span], length=len(wanted.text))
        if fragments not in there:
            quote = quote_of(wanted.text, fragments)
            made.append(msgspec.structs.replace(template, fragments=fragments, quote=quote, uid=new_uid()))
    return made
