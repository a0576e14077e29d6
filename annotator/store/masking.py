"""Taking the texts out of a copy to be sent: every letter becomes an x, so that all places stay right.

Unrecorded, as `pruning` is: a merge takes no masked text home.
"""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Final

import msgspec

from annotator.model.annotation import Span, quote_of
from annotator.model.text import fingerprint
from annotator.store import checksums, schema
from annotator.store.errors import in_words

#: The fact in `meta` that says so.
MASKED: Final = "texts"

_SHOWN: Final = re.compile(r"\S")
_fragments = msgspec.json.Decoder(tuple[Span, ...])


def mask(copy: Path) -> None:
    """Replace every character of texts, titles, quotes and cues that is no white space, in a copy that nobody
    has open; lengths and places stay. The history goes, since quotes stand in it.
    """
    with in_words(copy):
        raw = sqlite3.connect(copy, isolation_level=None)
        try:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT OR REPLACE INTO meta VALUES (?, 'masked')", (MASKED,))
            _mask_texts(raw)
            _mask_quotes(raw)
            for table, column in (("article", "title"), ("relation", "cue_quote")):
                raw.create_function("masked", 1, masked, deterministic=True)
                raw.execute(f'UPDATE "{table}" SET "{column}" = masked("{column}")')
            raw.execute("UPDATE article SET author = '', url = '', source_file = '', extra = '{}'")
            checksums.fill(raw, schema.article, schema.annotation, schema.relation)
            raw.execute("COMMIT")
            raw.execute("VACUUM")
        finally:
            raw.close()


def masked(text: str) -> str:
    """The text with an x for every character that is no white space."""
    return _SHOWN.sub("x", text)


def _mask_texts(raw: sqlite3.Connection) -> None:
    for (key,) in raw.execute("SELECT article_id FROM article_text").fetchall():
        (text,) = raw.execute("SELECT text FROM article_text WHERE article_id = ?", (key,)).fetchone()
        hidden = masked(text)
        raw.execute("UPDATE article_text SET text = ? WHERE article_id = ?", (hidden, key))
        raw.execute("UPDATE article SET fingerprint = ? WHERE id = ?", (fingerprint(hidden), key))


def _mask_quotes(raw: sqlite3.Connection) -> None:
    """Quotes of several fragments keep the sign between them."""
    found = raw.execute(
        'SELECT a.id, a.start, a."end", a.fragments, t.text FROM annotation a'
        " JOIN article_text t ON t.article_id = a.article_id"
    )
    rows = [
        (quote_of(text, _fragments.decode(several) if several else (Span(start, end),)), key)
        for key, start, end, several, text in found
    ]
    raw.executemany("UPDATE annotation SET quote = ? WHERE id = ?", rows)
