"""Filters: which articles and which marks are asked for, as one value that can be kept and sent."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from annotator.model.annotation import Annotation, AttributeValue
from annotator.model.article import METADATA, Article, ArticleId, Status

#: How many of a column's parts a column key names: "extra:section" is the column of the metadata `section`.
EXTRA: Final = "extra:"
VARIABLE: Final = "variable:"

#: What a table of articles can show beside `extra:…` and `variable:…`, in the order in which it is offered.
ARTICLE_COLUMNS: Final = ("status", *METADATA, "length", "marks", "coders", "added")
#: What a table of marks can show.
MARK_COLUMNS: Final = (
    *("label", "quote", "entity", "attributes", "title", "outlet", "published"),
    *("coder", "modified", "created", "note"),
)

#: What is still to be done about marks, see `MarkFilter.todo`.
Todo = Literal["", "source", "target", "entity", "value", "older", "paragraph", "edges", "twice", "strange"]
TODOS: Final[tuple[Todo, ...]] = (
    *("source", "target", "entity", "value", "older"),
    *("paragraph", "edges", "twice", "strange"),
)


class ArticleFilter(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which articles; an empty part asks for nothing, the parts must all hold, of a tuple any one.

    `words` stand in title, outlet, author or source, or with `in_text` in the text as well; case and accents
    do not matter. `since` and `until` are ISO dates, may be shortened, and both count. `languages` are BCP 47
    tags, `sets` uids, `coders` those to whom an article is assigned ("" for nobody). `with_labels` has any
    mark of one of these, `without_labels` none of any; `marked` says whether there are marks at all.
    `variables` and `extra` name values, in words ("yes", "3"); "" stands for no value.
    """

    words: str = ""
    in_text: bool = False
    statuses: tuple[Status, ...] = ()
    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    sets: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    marked: Literal["", "yes", "no"] = ""
    with_labels: tuple[str, ...] = ()
    without_labels: tuple[str, ...] = ()
    variables: dict[str, tuple[str, ...]] = {}
    extra: dict[str, tuple[str, ...]] = {}

    def __bool__(self) -> bool:
        """Whether it asks for anything."""
        return self != ArticleFilter() and self != ArticleFilter(in_text=True)


class MarkFilter(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which marks; as with articles.

    `words` stand in the quote, or with `in_notes` in the note as well. `values` names values of attributes,
    `entities` uids ("" for none). `article` asks for the marks of one article alone, `articles` for those of
    the articles that it takes. `todo` is one of `TODOS`: no source, no target, no entity, a required value
    missing, made under an older version of the scheme, across paragraphs, blanks at its edges, the same mark
    twice, a value or attribute that the scheme does not have. `suggested` are proposals that wait.
    """

    words: str = ""
    in_notes: bool = False
    labels: tuple[str, ...] = ()
    values: dict[str, tuple[str, ...]] = {}
    entities: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    suggested: Literal["", "yes", "no"] = ""
    todo: Todo = ""
    article: ArticleId = ArticleId(0)
    articles: ArticleFilter = ArticleFilter()

    def __bool__(self) -> bool:
        """Whether it asks for anything."""
        return self != MarkFilter() and self != MarkFilter(in_notes=True)


class ArticleLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table of articles: metadata, number of live marks, variables, coders at work on it."""

    article: Article
    marks: int = 0
    variables: dict[str, AttributeValue] = {}
    coders: tuple[str, ...] = ()


class MarkLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table of marks: the mark, its entity's name, and what its article is."""

    mark: Annotation
    entity: str = ""
    title: str = ""
    outlet: str = ""
    published: str = ""


class MarkEdit(msgspec.Struct, frozen=True, kw_only=True):
    """One change for many marks. What is None stays as it is.

    `attribute` gets `value`, or loses it where that is None; `entity` is a uid, "" for none.
    """

    label: str | None = None
    attribute: str | None = None
    value: AttributeValue | None = None
    entity: str | None = None
    note: str | None = None
    delete: bool = False


class EditPreview(msgspec.Struct, frozen=True, kw_only=True):
    """What a change of many would do: how many it changes, leaves as they are already, and cannot touch.

    `unfit` are marks whose label does not have the attribute; `dropped` counts values that a new label does
    not allow, `relations` those that hang on marks that go.
    """

    changed: int = 0
    same: int = 0
    unfit: int = 0
    dropped: int = 0
    relations: int = 0


def filter_of(body: object) -> ArticleFilter:
    """The filter of a kept document. Raises `msgspec.ValidationError` where it is none."""
    return msgspec.convert(body, ArticleFilter)


def mark_filter_of(body: object) -> MarkFilter:
    """The same for marks."""
    return msgspec.convert(body, MarkFilter)


def body_of(chosen: ArticleFilter | MarkFilter) -> dict[str, object]:
    """A filter as a document to keep."""
    body: dict[str, object] = msgspec.to_builtins(chosen)
    return body
