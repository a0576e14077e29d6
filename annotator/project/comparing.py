"""Coders side by side: who coded which article, and how what they made of it differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from annotator.analysis.agreement.cases import (
    Case,
    RelationCase,
    VariableCase,
    cases,
    relation_cases,
    variable_cases,
)
from annotator.model.annotation import Annotation, Relation
from annotator.model.article import ArticleId
from annotator.model.exchange import Progress, no_progress
from annotator.project.project import Project
from annotator.store import coders as work
from annotator.store import reading


class Comparison(msgspec.Struct, kw_only=True):
    """What several coders made of one article: marks in the order of the text, relations, variables."""

    article: ArticleId
    coders: tuple[str, ...]
    marks: list[Case] = []
    relations: list[RelationCase] = []
    variables: list[VariableCase] = []

    def counts(self) -> Counter[str]:
        """How often each kind of difference occurs, "same" included."""
        marks = Counter[str](one.kind for one in self.marks)
        marks.update(one.kind for one in self.relations)
        marks.update(one.kind for one in self.variables)
        return marks

    @property
    def differences(self) -> int:
        """How many are not the same."""
        return sum(count for kind, count in self.counts().items() if kind != "same")


def coders_with_marks(project: Project) -> dict[str, int]:
    """Number of marks of everybody who has any, in the order in which they came into the project."""
    counts: Counter[str] = Counter()
    for some in marks_by_article(project).values():
        counts.update(some)
    return {one.name: counts[one.name] for one in project.coders if one.name in counts}


def marks_by_article(project: Project) -> dict[ArticleId, dict[str, int]]:
    """Article → coder → number of marks, suggestions left out; only where there are any."""
    with project._core.read() as view:
        return {ArticleId(key): some for key, some in work.marks_by_article(view).items()}


def shared_articles(project: Project, coders: Sequence[str], *, least: int = 2) -> list[ArticleId]:
    """The articles, as they were added, in which at least so many of these coders marked something."""
    wanted = set(coders)
    return [key for key, some in marks_by_article(project).items() if len(wanted & some.keys()) >= least]


def compared(project: Project, article: ArticleId, coders: Sequence[str]) -> Comparison:
    """How these coders differ in one article."""
    with project._core.read() as view:
        marks = reading.annotations_of(view, article)
        relations = reading.relations_of(view, article)
        values = work.values_of_article(view, article)
    return comparison(article, coders, marks, relations, values)


def comparison(
    article: ArticleId,
    coders: Sequence[str],
    marks: Sequence[Annotation],
    relations: Sequence[Relation],
    values: work.Values,
) -> Comparison:
    """The same, of what was read before (`values`: coder → variable → value)."""
    found = cases(marks, coders)
    return Comparison(
        article=article,
        coders=tuple(coders),
        marks=found,
        relations=relation_cases(relations, found, coders),
        variables=variable_cases(values, coders),
    )


def all_compared(
    project: Project,
    articles: Iterable[ArticleId],
    coders: Sequence[str],
    *,
    progress: Progress = no_progress,
) -> Iterator[Comparison]:
    """The comparisons of many articles, one read at a time: work may go on meanwhile."""
    keys = list(articles)
    for done, key in enumerate(keys):
        progress(done, len(keys))
        yield compared(project, key, coders)
