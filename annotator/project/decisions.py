"""Decisions: how differences between coders were settled, by whom, and why."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.errors import AnnotatorError
from annotator.model.article import ArticleId
from annotator.model.surrogates import without_surrogates
from annotator.model.work import Decision, Verdict
from annotator.project.core import Core
from annotator.store import schema, work
from annotator.store.history import new_uid


class Decisions:
    """The decisions on differences between coders. The gold annotations are those of the coder `GOLD`."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def of(self, article: ArticleId) -> list[Decision]:
        """The decisions on one article, oldest first."""
        with self._core.read() as view:
            return work.decisions(view, article)

    def all(self) -> list[Decision]:
        """Every decision, oldest first."""
        with self._core.read() as view:
            return work.decisions(view)

    def add(
        self,
        article: ArticleId,
        *,
        verdict: Verdict,
        sides: Sequence[str],
        result: str = "",
        note: str = "",
    ) -> Decision:
        """Write down what came of comparing `sides` (annotation uids); `result` is the gold annotation's uid.

        Raises `AnnotatorError` when the article is gone.
        """
        with self._core.write("Decide") as at:
            if not work.article_uids(at.view, [article]):
                raise AnnotatorError("This article is not in the project any more. Undo may bring it back.")
            made = Decision(
                article=article,
                verdict=verdict,
                sides=list(sides),
                result=result,
                note=without_surrogates(note),
                coder=self._core.coder,
                at=at.recorder.at,
                uid=new_uid(),
            )
            work.add_decision(at, made)
        return made

    def delete(self, uid: str) -> None:
        """Delete a decision; the gold annotation stays. Raises `AnnotatorError` when it is gone already."""
        with self._core.write("Delete decision") as at:
            if not work.delete_rows_with(at, schema.decision.name, uid):
                raise AnnotatorError("This decision is not in the project any more. Undo may bring it back.")
