"""Deleting articles: says how much goes with them before it happens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.model.article import ArticleId
from annotator.ui.dialogs.ask import ask
from annotator.ui.words import count_words, shortened

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from annotator.ui.session import Session


def delete_articles(session: Session, articles: Sequence[int], parent: QWidget) -> None:
    """Delete articles with their marks after a question; undo brings them back."""
    project = session.project
    if project is None:
        return
    ids = [ArticleId(one) for one in articles]
    rows = project.articles.rows(ids)
    marks = count_words(sum(row.marks for row in rows), "mark", "marks")
    what = (
        f"“{shortened(rows[0].title, 60)}”"
        if len(rows) == 1
        else count_words(len(rows), "article", "articles")
    )
    question = parent.tr("Delete {0} with {1}? Undo (Ctrl+Z) brings everything back.").format(what, marks)
    if ask(parent, parent.tr("Delete article"), question, [parent.tr("Keep"), parent.tr("Delete")]):
        session.delete_articles(ids)
