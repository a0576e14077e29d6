"""Large project files for benchmarks, filled with plain sqlite3 and kept for the whole run."""

from __future__ import annotations

import atexit
import functools
import hashlib
import shutil
import sqlite3
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.project import Project
from annotator.store import checksums

_SENTENCE = "“Tentara dan perwira itu berani,” kata Gerasimov (nomor {}) di Moskow pada hari Sabtu. "
_TIME = "2025-04-28T09:00:00.000Z"


@functools.cache
def bulk_project(articles: int, annotations: int) -> Path:
    """A project of that many articles of about 3,000 characters, with `annotations` spread over them."""
    folder = Path(tempfile.mkdtemp(prefix="annotator-bulk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "bulk.anno"
    Project.create(path, coder="Sari").close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    with connection:
        _fill(connection, articles, annotations // articles)
        checksums.fill(connection)
    connection.close()
    return path


def _fill(connection: sqlite3.Connection, articles: int, each: int) -> None:
    connection.executemany(
        "INSERT INTO article (id, uid, title, outlet, published, language, fingerprint, length)"
        " VALUES (?, ?, ?, ?, ?, 'id', ?, ?)",
        (_article(number) for number in range(1, articles + 1)),
    )
    connection.executemany(
        "INSERT INTO article_text (article_id, text) VALUES (?, ?)",
        ((number, text(number)) for number in range(1, articles + 1)),
    )
    connection.executemany(
        'INSERT INTO annotation (uid, article_id, label_id, coder_id, start, "end", quote, attributes,'
        " created, modified) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?)",
        _annotations(articles, each),
    )


def text(number: int) -> str:
    """The text of article `number`; one in ten holds an emoji."""
    emoji = "" if number % 10 else "😀 "
    return emoji + "".join(_SENTENCE.format(number * 100 + line) for line in range(35))


def _uid(kind: int, number: int) -> str:
    return str(uuid.UUID(int=(kind << 96) + number, version=4))


def _article(number: int) -> tuple[Any, ...]:
    body = text(number)
    published = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}"
    digest = hashlib.sha256(body.encode()).hexdigest()
    return number, _uid(1, number), f"Judul ke-{number}", f"Koran {number % 20}", published, digest, len(body)


def _annotations(articles: int, each: int) -> Iterator[tuple[Any, ...]]:
    attributes = ("{}", '{"form":"direct quote","type":"evaluation"}', '{"type":"person"}')
    for article in range(1, articles + 1):
        body = text(article)
        for place in range(each):
            start = (place * 61) % (len(body) - 80)
            end = start + 8 + place % 60
            label = place % 3 + 1
            uid = _uid(2, article * each + place)
            yield uid, article, label, start, end, body[start:end], attributes[label - 1], _TIME, _TIME
