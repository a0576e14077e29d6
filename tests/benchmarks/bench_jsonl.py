"""Data out: JSONL against a json.dumps loop, the workbook against plain openpyxl, and the memory it takes."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TextIO

from annotator.model.tables import Tables
from annotator.project import Project
from annotator.project.exporting import dataset, export_to
from tests.benchmarks.bulk_project import bulk_project
from tests.benchmarks.registry import Figure, benchmark, compare

_JSONL = (50_000, 1_000_000)
_XLSX = (2_000, 20_000)

Names = dict[int, str]


@benchmark
def jsonl_export() -> Iterator[Figure]:
    """A million annotations out of a project file, against a loop of json.dumps over the same rows.

    The loop is that of our measurements (a line for each annotation); a second one, which makes the same
    line for each article as we do, is told in the detail. Extra memory: in a process of its own.
    """
    path = bulk_project(*_JSONL)
    with tempfile.TemporaryDirectory() as folder, closing(Project.open(path)) as project:
        target = Path(folder)

        def product() -> None:
            export_to(project, target / "ours.jsonl", overwrite=True)

        nested = compare(product, lambda: _article_lines(path, target / "plain.jsonl"), rounds=1)
        timing = compare(product, lambda: _annotation_lines(path, target / "plain.jsonl"), rounds=3)
        words = timing.words(product=f"{_JSONL[1]:,} annotations", baseline="sqlite3 and json.dumps")
        words += f"; against a line for each article {1 / nested.ratio:.2f}"
    yield Figure("jsonl_export", 1 / timing.ratio, 2.5, words, at_least=True)
    extra = _extra_megabytes(path, "jsonl")
    yield Figure("jsonl_export_memory", extra, 40, "megabytes more than with the project open")


def _annotation_lines(path: Path, target: Path) -> None:
    """json.dumps for each annotation; each body is read once, quotes are sliced from it."""
    with _plain(path, target) as (connection, labels, coders, out):
        for key, uid, *meta, status, split, text in connection.execute(_ARTICLES):
            named = dict(zip(_META, meta, strict=True))
            for span in _spans(connection, key, text, labels, coders):
                line = {**span, "article": uid, "meta": named, "status": status, "split": split}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")


def _article_lines(path: Path, target: Path) -> None:
    """json.dumps for each article with its annotations: the same lines that we write."""
    with _plain(path, target) as (connection, labels, coders, out):
        for key, uid, *meta, status, split, text in connection.execute(_ARTICLES):
            line = {
                "id": uid,
                "text": text,
                "meta": dict(zip(_META, meta, strict=True)),
                "spans": list(_spans(connection, key, text, labels, coders)),
                "relations": [],
                "variables": {},
                "status": status,
                "split": split,
                "offset_unit": "code point",
            }
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


_ARTICLES = (
    "SELECT id, uid, title, outlet, author, published, url, language, source_file, fingerprint, status,"
    " split, text FROM article JOIN article_text ON article_id = id ORDER BY id"
)
_META = ("title", "outlet", "author", "published", "url", "language", "source_file", "sha256")


@contextmanager
def _plain(path: Path, target: Path) -> Iterator[tuple[sqlite3.Connection, Names, Names, TextIO]]:
    """The project file through sqlite3, its labels and coders by key, and the file to write."""
    with closing(sqlite3.connect(path)) as connection, target.open("w", encoding="utf-8") as out:
        labels = dict(connection.execute("SELECT id, name FROM label"))
        coders = dict(connection.execute("SELECT id, name FROM coder"))
        yield connection, labels, coders, out
        out.flush()
        os.fsync(out.fileno())


def _spans(
    connection: sqlite3.Connection, key: int, text: str, labels: Names, coders: Names
) -> Iterator[dict[str, Any]]:
    found = connection.execute(
        'SELECT uid, label_id, start, "end", fragments, attributes, note, coder_id, created, modified'
        ' FROM annotation WHERE article_id = ? ORDER BY start, "end", uid',
        (key,),
    )
    for uid, label, start, end, fragments, attributes, note, coder, created, modified in found:
        yield {
            "id": uid,
            "label": labels[label],
            "start": start,
            "end": end,
            "text": text[start:end],
            **({"fragments": json.loads(fragments)} if fragments else {}),
            "attributes": json.loads(attributes),
            "entity": "",
            "note": note,
            "coder": coders[coder],
            "created": created,
            "modified": modified,
        }


@benchmark
def xlsx_export() -> Iterator[Figure]:
    """The workbook against openpyxl's write-only mode writing the rows of the four large sheets."""
    path = bulk_project(*_XLSX)
    with tempfile.TemporaryDirectory() as folder, closing(Project.open(path)) as project:
        target = Path(folder)
        timing = compare(
            lambda: export_to(project, target / "ours.xlsx", overwrite=True),
            lambda: _plain_openpyxl(project, target / "plain.xlsx"),
            rounds=3,
        )
        words = timing.words(product="20k annotations exported", baseline="plain openpyxl")
    yield Figure("xlsx_export", 1 / timing.ratio, 0.9, words, at_least=True)
    extra = _extra_megabytes(path, "xlsx")
    yield Figure("xlsx_export_memory", extra, 40, "megabytes more than with the project open")


def _plain_openpyxl(project: Project, target: Path) -> None:
    import openpyxl

    data = dataset(project)
    tables = Tables(data)
    book = openpyxl.Workbook(write_only=True)
    sheets = [book.create_sheet(one.name) for one in tables.by_record]
    for record in data.records:
        for sheet, rows in zip(sheets, tables.rows(record), strict=True):
            for row in rows:
                sheet.append(row)
    book.save(target)


_MEASURE = """
import gc, resource, sys
from pathlib import Path
from annotator.project import Project
from annotator.project.exporting import export_to

LINUX = Path("/proc/self/status")

def peak():
    if LINUX.exists():
        return int(LINUX.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2

path, folder, kind = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
project = Project.open(path)
first = project.articles.ids()[:10]
export_to(project, folder / f"first.{kind}", articles=first)  # what is imported when first used
gc.collect()
if LINUX.exists():
    Path("/proc/self/clear_refs").write_text("5")  # forgets the peak of opening
before = peak()
export_to(project, folder / f"all.{kind}")
print(peak() - before)
"""


def _extra_megabytes(path: Path, kind: str) -> float:
    """How much the peak of a process grows while it exports; everything is imported before."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = [sys.executable, "-c", _MEASURE, str(path), folder, kind]
        done = subprocess.run(arguments, check=True, capture_output=True, text=True)
    return float(done.stdout)
