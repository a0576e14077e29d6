"""Five colleagues' copies brought together, against the least that has to be written for it."""

from __future__ import annotations

import gc
import shutil
import sqlite3
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from annotator.project import Project
from annotator.project.merging import merge_into
from tests.benchmarks.bulk_project import bulk_project, text
from tests.benchmarks.registry import Figure, benchmark

#: The measure of the house: copies, articles, and marks in each copy, of which a part came from home.
COPIES, ARTICLES, MARKS, SHARED = 5, 10_000, 200_000, 20_000

_SECONDS: Final = 60
_TIME: Final = "2025-05-02T10:{:02}:{:02}.000Z"


@benchmark
def merge() -> Iterator[Figure]:
    """All copies merged in one step, over ATTACH and INSERT … SELECT of the rows that are new."""
    with tempfile.TemporaryDirectory(prefix="annotator-merge-") as name:
        folder = Path(name)
        home, copies = made(folder)
        raw = min(_raw(folder, home, copies) for _ in range(2))
        taken = _merged(folder, home, copies)
        words = (
            f"{COPIES} copies of {ARTICLES} articles and {MARKS} marks each in {taken:.1f} s, "
            f"raw ATTACH and INSERT … SELECT {raw:.1f} s"
        )
        yield Figure("merge", taken / raw, 4.0, words)
        yield Figure("merge_minute", taken / _SECONDS, 1.0, f"{taken:.1f} of {_SECONDS} s")


def made(
    folder: Path, *, copies: int = COPIES, articles: int = ARTICLES, marks: int = MARKS, shared: int = SHARED
) -> tuple[Path, list[Path]]:
    """A project, and copies in which one coder each made marks, every mark a command of its own."""
    home = folder / "home.anno"
    shutil.copy(bulk_project(articles, shared), home)
    made_copies = []
    for number in range(copies):
        copy = folder / f"copy-{number}.anno"
        shutil.copy(home, copy)
        _work(copy, number, articles, (marks - shared) // articles)
        made_copies.append(copy)
    return home, made_copies


def _work(path: Path, coder: int, articles: int, each: int) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("PRAGMA synchronous = OFF")
        row = raw.execute("INSERT INTO coder (uid, name) VALUES (?, ?)", (_uid(9, coder), f"Coder {coder}"))
        own = row.lastrowid
        raw.executemany(
            'INSERT INTO annotation (uid, article_id, label_id, coder_id, start, "end", quote, attributes,'
            " created, modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            _marks(coder, own, articles, each),
        )
        raw.execute(
            "INSERT INTO command (uid, name, kind, coder_id, at)"
            " SELECT 'c' || uid, 'Add actor', 'do', coder_id, created FROM annotation WHERE coder_id = ?",
            (own,),
        )
        raw.execute(
            "INSERT INTO change (command_id, what, table_name, row_id, row_uid)"
            " SELECT command.id, 'insert', 'annotation', annotation.id, annotation.uid FROM annotation"
            " JOIN command ON command.uid = 'c' || annotation.uid"
        )


def _marks(coder: int, own: int | None, articles: int, each: int) -> Iterator[tuple[Any, ...]]:
    attributes = ("{}", '{"form":"direct quote","type":"evaluation"}', '{"type":"person"}')
    for article in range(1, articles + 1):
        body = text(article)
        for place in range(each):
            start = (place * 97 + coder * 13) % (len(body) - 80)
            end = start + 8 + place % 60
            label, uid = place % 3 + 1, _uid(20 + coder, article * each + place)
            at = _TIME.format(article % 60, place)
            yield uid, article, label, own, start, end, body[start:end], attributes[label - 1], at, at


def _uid(kind: int, number: int) -> str:
    return str(uuid.UUID(int=(kind << 96) + number * 2_654_435_761 % (1 << 64), version=4))


def _merged(folder: Path, home: Path, copies: list[Path]) -> float:
    target = folder / "merged.anno"
    shutil.copy(home, target)
    with closing(Project.open(target, coder="Sari")) as project:
        gc.collect()
        started = time.perf_counter()
        reports = merge_into(project, copies)
        taken = time.perf_counter() - started
        assert all(one.tallies["annotation"].new for one in reports)
    return taken


def _raw(folder: Path, home: Path, copies: list[Path]) -> float:
    """The least: the new marks of every copy and their history in one transaction, set as a project is."""
    target = folder / "raw.anno"
    shutil.copy(home, target)
    with closing(sqlite3.connect(target, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
        raw.execute("PRAGMA synchronous = EXTRA")
        raw.execute("PRAGMA foreign_keys = ON")
        for number, copy in enumerate(copies):
            raw.execute(f"ATTACH ? AS copy{number}", (str(copy),))
        marks = [row[1] for row in raw.execute("PRAGMA table_info(annotation)") if row[1] != "id"]
        names = ", ".join(f'"{one}"' for one in marks)
        started = time.perf_counter()
        raw.execute("BEGIN IMMEDIATE")
        for number in range(len(copies)):
            raw.execute(
                f"INSERT INTO coder (uid, name) SELECT uid, name FROM copy{number}.coder"
                " WHERE uid NOT IN (SELECT uid FROM main.coder)"
            )
            picked = names.replace(
                '"coder_id"',
                f"(SELECT m.id FROM main.coder m JOIN copy{number}.coder t ON t.uid = m.uid"
                " WHERE t.id = theirs.coder_id)",
            )
            raw.execute(
                f"INSERT INTO annotation ({names}) SELECT {picked} FROM copy{number}.annotation theirs"
                " WHERE uid NOT IN (SELECT uid FROM main.annotation)"
            )
            raw.execute(
                "INSERT INTO command (uid, name, kind, reverts, coder_id, at)"
                f" SELECT uid, name, 'theirs', 1, 1, at FROM copy{number}.command"
                " WHERE uid NOT IN (SELECT uid FROM main.command)"
            )
            raw.execute(
                "INSERT INTO change (command_id, what, table_name, row_id, row_uid)"
                " SELECT mine.id, theirs.what, theirs.table_name, marks.id, theirs.row_uid"
                f" FROM copy{number}.change theirs"
                f" JOIN copy{number}.command said ON said.id = theirs.command_id"
                " JOIN main.command mine ON mine.uid = said.uid"
                " JOIN main.annotation marks ON marks.uid = theirs.row_uid"
                " WHERE mine.kind = 'theirs'"
            )
        raw.execute("COMMIT")
        return time.perf_counter() - started
