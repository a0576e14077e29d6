"""Lists of articles: which, in what order, what each line shows, and changes of many at once."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from annotator.model.annotation import AttributeValue
from annotator.model.article import METADATA, ArticleId, ArticleRow, Status
from annotator.model.filters import ArticleFilter, ArticleLine
from annotator.model.scheme import checked_attributes
from annotator.project.core import Core
from annotator.store import bulk, lists, writing
from annotator.store.lists import Asked


class ArticleLists:
    """What can be asked of, and done to, many articles."""

    _core: Core

    def ids(
        self,
        *,
        text: str = "",
        status: Status | str = "",
        order: str = "added",
        in_set: str = "",
        assigned: str | None = None,
        where: ArticleFilter | None = None,
    ) -> list[ArticleId]:
        """Ids of the articles that the filter `where` takes, in an order.

        The other words narrow it: `text` stands in title, outlet, author or source (case and accents do not
        matter), `in_set` is the uid of a set, `assigned` the name of a coder ("": to nobody). `order` is
        a column of `ARTICLE_COLUMNS`, or "extra:…" or "variable:…"; "-" before it turns it round.
        """
        asked = where or ArticleFilter()
        more = {
            "words": text or asked.words,
            "statuses": (status,) if status else asked.statuses,
            "sets": (in_set,) if in_set else asked.sets,
            "coders": asked.coders if assigned is None else (assigned,),
        }
        asked = msgspec.structs.replace(asked, **more)
        variables = self._core.scheme.variables if asked.variables else ()
        with self._core.read() as view:
            return lists.article_ids(view, Asked(asked, variables), order)

    def rows(self, ids: Sequence[ArticleId]) -> list[ArticleRow]:
        """What the narrow list shows of these articles, in the order of `ids`."""
        with self._core.read() as view:
            return lists.article_rows(view, ids)

    def lines(self, ids: Sequence[ArticleId]) -> list[ArticleLine]:
        """What the table shows of these articles, in the order of `ids`."""
        with self._core.read() as view:
            return lists.article_lines(view, ids)

    def facets(self, name: str, ids: Sequence[ArticleId] | None = None) -> dict[str, int]:
        """How many articles (of these, or of all) have each value of a column of the metadata or "extra:…",
        most frequent first.
        """
        with self._core.read() as view:
            return lists.article_facets(view, name, ids)

    def extra_names(self) -> list[str]:
        """The names of all metadata beyond the usual that any article has."""
        with self._core.read() as view:
            return lists.extra_names(view)

    def mark_count(self, ids: Sequence[ArticleId]) -> int:
        """How many marks hang on these articles."""
        with self._core.read() as view:
            return bulk.mark_count_of(view, ids)

    def set_status_of(self, ids: Sequence[ArticleId], status: Status) -> int:
        """Give many articles a status; gives how many changed."""
        with self._core.write(f"Set status of {len(ids)} articles to {status}") as at:
            return bulk.edit_articles(at, ids, {"status": status})

    def edit_many(self, ids: Sequence[ArticleId], name: str, value: str) -> int:
        """Set one field of the metadata (of `METADATA`, or "extra:…") of many articles; gives how many
        changed. Raises `TypeError` for another name.
        """
        extra = name.removeprefix("extra:")
        if name not in METADATA and extra == name:
            raise TypeError(f"no such metadata: {name}")
        with self._core.write(f"Edit {extra.replace('_', ' ')} of {len(ids)} articles") as at:
            if name in METADATA:
                return bulk.edit_articles(at, ids, {name: value})
            return bulk.edit_extra(at, ids, extra, value)

    def set_variable_of(self, ids: Sequence[ArticleId], name: str, value: AttributeValue | None) -> None:
        """Set an article variable of many articles, or take it away (None). Raises `SchemeError`."""
        self._core.scheme.variable(name)
        if value is not None:
            checked_attributes(self._core.scheme.variables, {name: value})
        with self._core.write(f"Set {name} of {len(ids)} articles") as at:
            bulk.set_variable_of(at, ids, name, value)

    def delete(self, ids: Sequence[ArticleId]) -> None:
        """Delete articles with their annotations; Undo brings everything back."""
        name = "Delete article" if len(ids) == 1 else f"Delete {len(ids)} articles"
        with self._core.write(name) as at:
            writing.delete_articles(at, ids)
