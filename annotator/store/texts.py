"""Texts that change, and what tells articles apart beside their texts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from annotator.model.article import ArticleId
from annotator.model.text import fingerprint
from annotator.store import schema
from annotator.store.reading import View
from annotator.store.statements import chunks, fetch_all
from annotator.store.writing import Writing


def replace_text(at: Writing, key: ArticleId, text: str) -> None:
    """Give an article another canonical text; its marks must be moved in the same command."""
    at.recorder.update(schema.article_text, key, {"text": text})
    at.recorder.update(schema.article, key, {"fingerprint": fingerprint(text), "length": len(text)})


def identities(view: View) -> list[tuple[ArticleId, str, str, str, str]]:
    """Id, uid, address, title and source file of every article."""
    columns = schema.article.c
    statement = select(columns.id, columns.uid, columns.url, columns.title, columns.source_file)
    return [(ArticleId(key), *rest) for key, *rest in fetch_all(view.connection, statement)]


def texts_of(view: View, ids: Sequence[ArticleId]) -> list[tuple[str, str]]:
    """Uid and text of these articles, in the order of `ids`; deleted ones are left out."""
    article, text = schema.article.c, schema.article_text.c
    found: dict[int, tuple[str, str]] = {}
    for chunk in chunks(ids):
        statement = select(article.id, article.uid, text.text).join(
            schema.article_text, text.article_id == article.id
        )
        rows = view.connection.execute(statement.where(article.id.in_(chunk)))
        found |= {key: (uid, words) for key, uid, words in rows}
    return [found[key] for key in ids if key in found]
