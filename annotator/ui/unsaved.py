"""Marks that could not be saved yet: kept as the person made them, shown, tried again, never dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from annotator.model.annotation import Annotation, span_order
from annotator.model.article import Article, ArticleId
from annotator.model.exchange import ArticleRecord, Dataset
from annotator.model.scheme import Scheme


class Pending(NamedTuple):
    """One mark as it should be; `text` is its whole article."""

    mark: Annotation
    command: str
    article: Article
    text: str


class Unsaved:
    """The marks not saved yet, by uid, in the order they were made."""

    def __init__(self) -> None:
        self._pending: dict[str, Pending] = {}

    def __len__(self) -> int:
        return len(self._pending)

    def __contains__(self, uid: object) -> bool:
        return uid in self._pending

    def __iter__(self) -> Iterator[Pending]:
        return iter(list(self._pending.values()))

    def get(self, uid: str) -> Pending | None:
        """What waits under that uid."""
        return self._pending.get(uid)

    def put(self, pending: Pending) -> None:
        """Add a mark, or replace what waits under its uid."""
        earlier = self._pending.get(pending.mark.uid)
        if earlier:
            pending = pending._replace(command=earlier.command)
        self._pending[pending.mark.uid] = pending

    def drop(self, uid: str) -> None:
        """Forget a mark: it is saved, or the person took it back."""
        self._pending.pop(uid, None)

    def uids(self) -> set[str]:
        """The uids of all that waits."""
        return set(self._pending)

    def over(self, stored: Iterable[Annotation], article: ArticleId) -> list[Annotation]:
        """The stored marks of an article with the unsaved ones in their place, in `span_order`."""
        marks = {mark.uid: mark for mark in stored}
        marks |= {one.mark.uid: one.mark for one in self if one.article.id == article}
        return sorted(marks.values(), key=span_order)

    def dataset(self, scheme: Scheme, name: str) -> Dataset:
        """All that waits as labelled data, to be written to another file and imported later."""
        return Dataset(scheme=scheme, records=self._records(), count=len(self._articles()), name=name)

    def _articles(self) -> dict[ArticleId, Pending]:
        return {one.article.id: one for one in self}

    def _records(self) -> list[ArticleRecord]:
        return [
            ArticleRecord(article=first.article, text=first.text, annotations=self.over((), number))
            for number, first in self._articles().items()
        ]
