"""Search over the whole project: hits with their surroundings."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.analysis.concordance import Line, Order, lines, ordered
from annotator.analysis.search import Found, Search
from annotator.model.exchange import Progress, no_progress
from annotator.project.exporting import dataset
from annotator.project.project import Project


def found(
    project: Project,
    query: str,
    *,
    case: bool = False,
    accents: bool = False,
    progress: Progress = no_progress,
) -> Iterator[Found]:
    """The articles that a query finds, in the order in which they were added, as they are found.

    The language of queries is that of `analysis.search.Search`. Raises `QueryError`.
    """
    data = dataset(project)
    search = Search(query, scheme=data.scheme, entities=data.entities, case=case, accents=accents)
    for done, record in enumerate(data.records, 1):
        hit = search.find(record)
        if hit is not None:
            yield hit
        progress(done, data.count)


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
