"""Search and concordance over a project file, against a casefold scan of the texts in the same file."""

from __future__ import annotations

import atexit
import contextlib
import functools
import hashlib
import itertools
import random
import shutil
import sqlite3
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from annotator.analysis.concordance import lines
from annotator.project import Project
from annotator.project.search_index import SearchIndex
from annotator.project.searching import look_through, prepared
from tests.benchmarks.registry import Figure, benchmark, compare

_ARTICLES = 10_000
_TEXT = "pasukan pemerintah “negara” Presiden mengatakan bahwa perang itu adalah — dan di untuk Ukraina Rusia"
_WORDS = _TEXT.split()
_PAGE = 50


@benchmark
def search() -> Iterator[Figure]:
    """A word in 1 of 50 articles with the index, and the first page of rare and common words."""
    with _opened() as (project, index, connection):
        asked = prepared(project, "invasi")
        all_of_it = compare(
            lambda: [one.hits for one in look_through(project, asked, index=index)],
            lambda: _scan(connection, "invasi"),
            rounds=5,
        )
        words = all_of_it.words(product=f"every hit in {_ARTICLES:,} articles", baseline="casefold scan")
        yield Figure("search_all", all_of_it.ratio, 1.2, words)
        for name, query in (("rare", "invasi"), ("common", "perang"), ("prefix", "inva*")):
            asked = prepared(project, query)
            seconds = _median(
                lambda asked=asked: list(itertools.islice(look_through(project, asked, index=index), _PAGE))
            )
            yield Figure(
                f"search_{name}", seconds / 0.05, 1.0, f"first {_PAGE} articles in {seconds * 1000:.1f} ms"
            )
        asked = prepared(project, "perang")
        seconds = _median(lambda: list(itertools.islice(look_through(project, asked), _PAGE)))
        yield Figure(
            "search_meanwhile",
            seconds / 0.05,
            1.0,
            f"first {_PAGE} without an index: {seconds * 1000:.1f} ms",
        )


@benchmark
def concordance() -> Iterator[Figure]:
    """The first hundred lines of a common word, with the marks on them: at most 200 ms."""
    with _opened() as (project, index, _):
        asked = prepared(project, "perang NEAR/3 Rusia OR invasi")

        def first() -> list[object]:
            found = look_through(project, asked, index=index, marks=True)
            return list(itertools.islice(lines(found), 100))

        seconds = _median(first)
        yield Figure("concordance", seconds / 0.2, 1.0, f"{seconds * 1000:.1f} ms for the first 100 lines")


@benchmark
def search_index() -> Iterator[Figure]:
    """Making the index, which runs in the background while everything is looked through."""
    path = _project()
    with contextlib.closing(Project.open(path, coder="Sari", read_only=True)) as project:
        folder = Path(tempfile.mkdtemp(prefix="annotator-index-"))
        index = SearchIndex(project, folder=folder)
        started = time.perf_counter()
        index.bring_up_to_date()
        seconds = time.perf_counter() - started
        index.close()
        size = sum(one.stat().st_size for one in folder.iterdir())
        shutil.rmtree(folder)
    words = (
        f"{_ARTICLES:,} articles in {seconds:.1f} s, {size / path.stat().st_size:.0%} of the project's size"
    )
    yield Figure("search_index", seconds / _ARTICLES * 1000, 2.0, f"{words}; ms an article")


@contextlib.contextmanager
def _opened() -> Iterator[tuple[Project, SearchIndex, sqlite3.Connection]]:
    path = _project()
    project = Project.open(path, coder="Sari", read_only=True)
    index = SearchIndex(project, folder=path.parent / "index")
    index.bring_up_to_date()
    connection = sqlite3.connect(path)
    try:
        yield project, index, connection
    finally:
        connection.close()
        index.close()
        project.close()


def _scan(connection: sqlite3.Connection, word: str) -> list[int]:
    rows = connection.execute("SELECT article_id, text FROM article_text")
    return [key for key, text in rows if word in text.casefold()]


def _median(work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(6):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds[1:])


@functools.cache
def _project() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="annotator-search-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "search.anno"
    Project.create(path, coder="Sari").close()
    connection = sqlite3.connect(path)
    with connection:
        for number, text in enumerate(_texts(), start=1):
            digest = hashlib.sha256(text.encode()).hexdigest()
            uid = str(uuid.UUID(int=number, version=4))
            connection.execute(
                "INSERT INTO article (id, uid, title, outlet, published, fingerprint, length)"
                " VALUES (?, ?, ?, ?, '2025-04-01', ?, ?)",
                (number, uid, f"Judul {number}", f"Koran {number % 20}", digest, len(text)),
            )
            connection.execute("INSERT INTO article_text VALUES (?, ?)", (number, text))
    connection.close()
    return path


def _texts() -> Iterator[str]:
    draw = random.Random(3)
    for number in range(_ARTICLES):
        words = draw.choices(_WORDS, k=400)
        if number % 50 == 0:
            words[draw.randrange(400)] = "Invasi"
        yield " ".join(words)
