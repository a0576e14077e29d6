"""Taking things out of a copy to be sent: unrecorded, so that a merge deletes nothing at home."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from pathlib import Path
from typing import Final

from annotator.model.article import ArticleId
from annotator.model.entity import GOLD
from annotator.store import checksums, schema
from annotator.store.errors import in_words

#: What coders made, children first.
_MARKS: Final = (schema.decision, schema.relation, schema.annotation, schema.variable_value)


def prune(
    copy: Path,
    *,
    articles: Collection[ArticleId] | None = None,
    marks: bool = True,
    history: bool = True,
    coder_names: bool = True,
) -> None:
    """Leave only these articles (None: all) in a copy that nobody has open, and no trace of the rest.

    Without `marks`, annotations, relations, variables and decisions go, and every article is new again.
    Without `history`, what rows were before goes; the names and identities of the commands stay, since a
    merge needs them. Without `coder_names`, coders are numbered, and saved documents and the rules of sets
    go, since names may stand in them. The file is rewritten, so that nothing of
    what was taken out is left in its free pages.
    """
    with in_words(copy):
        raw = sqlite3.connect(copy, isolation_level=None)
        try:
            raw.execute("PRAGMA foreign_keys = ON")
            raw.execute("BEGIN IMMEDIATE")
            if articles is not None:
                _keep_articles(raw, articles)
            if not marks:
                for table in _MARKS:
                    raw.execute(f'DELETE FROM "{table.name}"')
                raw.execute("UPDATE article SET status = 'new'")
                checksums.fill(raw, schema.article)
            if not history or not marks or articles is not None:
                raw.execute("DELETE FROM change")
                # without changes there is nothing to undo
                raw.execute("UPDATE command SET kind = 'kept' WHERE kind <> 'theirs'")
            if not coder_names:
                raw.execute("UPDATE coder SET name = '(' || id || ')' WHERE name <> ?", (GOLD,))
                raw.execute("UPDATE coder SET name = 'Coder ' || id WHERE name <> ?", (GOLD,))
                raw.execute("DELETE FROM saved_item")
                raw.execute("UPDATE article_set SET rule = '{}'")
                checksums.fill(raw, schema.article_set)
            raw.execute("COMMIT")
            raw.execute("VACUUM")
        finally:
            raw.close()


def _keep_articles(raw: sqlite3.Connection, articles: Collection[ArticleId]) -> None:
    raw.execute("CREATE TEMP TABLE kept (id INTEGER PRIMARY KEY)")
    raw.executemany("INSERT INTO kept VALUES (?)", [(key,) for key in articles])
    for table in (*schema.HANGING, schema.article_text):
        raw.execute(f'DELETE FROM "{table.name}" WHERE article_id NOT IN (SELECT id FROM kept)')
    raw.execute("DELETE FROM article WHERE id NOT IN (SELECT id FROM kept)")
    raw.execute("DROP TABLE temp.kept")
