"""Search over the whole project: hits with their surroundings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from annotator.analysis.concordance import Line, Order, lines, ordered
from annotator.analysis.search import Found, Search
from annotator.model.article import ArticleId
from annotator.model.exchange import Progress, no_progress
from annotator.project.project import Project
from annotator.project.search_index import SearchIndex
from annotator.store.scattered import scattered_records

#: Articles looked through at a time: few at first, so that something is seen soon.
_FIRST: Final = 16
_LATER: Final = 256


def prepared(
    project: Project, query: str, *, case: bool = False, accents: bool = False, everywhere: bool = False
) -> Search:
    """The query, ready to be run over the project. Raises `QueryError`.

    The language of queries is that of `analysis.search.Search`.
    """
    return Search(
        query,
        scheme=project.scheme,
        entities=project.entities.all(),
        case=case,
        accents=accents,
        everywhere=everywhere,
    )


def look_through(
    project: Project,
    search: Search,
    *,
    index: SearchIndex | None = None,
    order: str = "added",
    marks: bool = False,
    texts: bool = True,
    progress: Progress = no_progress,
) -> Iterator[Found]:
    """The articles that a query finds, in an order of `Articles.ids`, as they are found.

    With `marks`, their annotations are read even if the query does not ask for them; without `texts`,
    their texts only if it does. With an index only
    the articles that it names are read. Raises `QueryError` when a pattern takes too long.
    """
    candidates = None if index is None else index.candidates(search)
    ids = sorted(candidates) if candidates is not None and order == "added" else _listed(project, order)
    if candidates is not None and order != "added":
        ids = [key for key in ids if key in candidates]
    done, read = 0, texts or search.needs_text
    for portion in _portions(map(ArticleId, ids)):
        # one short read at a time: work may go on meanwhile
        with project._core.read() as view:
            records = list(scattered_records(view, portion, marks=marks or search.needs_marks, texts=read))
        for record in records:
            hit = search.find(record, likely=candidates is not None)
            if hit is not None:
                yield hit
        done += len(portion)
        progress(done, len(ids))


def found(
    project: Project,
    query: str,
    *,
    case: bool = False,
    accents: bool = False,
    everywhere: bool = False,
    progress: Progress = no_progress,
) -> Iterator[Found]:
    """The articles that a query finds, in the order in which they were added. Raises `QueryError`."""
    search = prepared(project, query, case=case, accents=accents, everywhere=everywhere)
    yield from look_through(project, search, marks=True, progress=progress)


def concordance(
    project: Project,
    query: str,
    *,
    order: Order = "text",
    case: bool = False,
    accents: bool = False,
    progress: Progress = no_progress,
) -> list[Line]:
    """Every hit of a query with what stands left and right of it, in that order. Raises `QueryError`."""
    hits = found(project, query, case=case, accents=accents, progress=progress)
    return ordered(lines(hits), order)


def _listed(project: Project, order: str) -> list[ArticleId]:
    return project.articles.ids(order=order)


def _portions(ids: Iterable[ArticleId]) -> Iterator[list[ArticleId]]:
    waiting, size = iter(ids), _FIRST
    while portion := list(islice(waiting, size)):
        yield portion
        size = min(_LATER, size * 2)
