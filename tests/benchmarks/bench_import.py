"""Articles in: text files, tables and web pages, against the least that has to be done for them."""

from __future__ import annotations

import csv
import gc
import hashlib
import itertools
import json
import random
import re
import sqlite3
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from annotator.project import Project
from annotator.project.importing import import_files
from annotator.readers import all_readers
from tests.benchmarks.registry import Figure, benchmark, compare, compare_seconds

_FILES, _ROWS, _PAGES = 4_000, 20_000, 150
_WORDS = re.findall(
    r"\w+",
    "rusia untuk pertama kalinya mengakui bahwa pasukan korea utara ikut bertempur mendukung dalam perang"
    " melawan ukraina presiden menteri partai pemilu kota jakarta ekonomi harga minyak rakyat",
)


@benchmark
def import_text() -> Iterator[Figure]:
    """A folder of text files taken in, over reading, decoding, hashing and raw-inserting them."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "press"
        files.mkdir()
        for number in range(_FILES):
            (files / f"{number:06d}.txt").write_text(_story(number), "utf-8")
        yield _against(
            "import_text",
            Path(folder),
            files,
            lambda: (one.read_bytes().decode() for one in sorted(files.iterdir())),
            f"{_FILES} files of 3 kB",
        )


@benchmark
def import_table() -> Iterator[Figure]:
    """A CSV with an article a row taken in, over csv.reader and raw-inserting its rows."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "press.csv"
        with table.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["title", "outlet", "date", "text"])
            for number in range(_ROWS):
                writer.writerow(
                    [f"Berita {number}", "Fakta.com", f"2025-04-{number % 28 + 1:02d}", _story(number)]
                )
        yield _against(
            "import_table",
            Path(folder),
            table,
            lambda: _texts_of(table),
            f"{_ROWS} rows of 3 kB",
        )


@benchmark
def import_html() -> Iterator[Figure]:
    """Saved pages read, over the extraction library alone with the same settings."""
    import trafilatura

    with tempfile.TemporaryDirectory() as folder:
        pages = [Path(folder) / f"{number}.html" for number in range(_PAGES)]
        for number, path in enumerate(pages):
            path.write_text(_page(number), "utf-8")
        reader = all_readers()["html"]
        timing = compare(
            lambda: [list(reader.read(path, {})) for path in pages],
            lambda: [_extracted(trafilatura.bare_extraction, path) for path in pages],
            rounds=5,
        )
    words = timing.words(product=f"{_PAGES} pages read", baseline="trafilatura alone")
    yield Figure("import_html", timing.ratio, 1.3, words)


def _against(name: str, folder: Path, source: Path, texts: Callable[[], Iterator[str]], what: str) -> Figure:
    """The import into a new project, over the same rows written into a file of the same tables."""
    count = itertools.count()

    def fresh() -> Path:
        path = folder / f"{next(count)}.anno"
        Project.create(path, coder="Bench").close()
        return path

    def ours() -> float:
        with closing(Project.open(fresh())) as project:
            gc.collect()
            started = time.perf_counter()
            report = import_files(project, [source])
            taken = time.perf_counter() - started
            assert not report.failed, report.failed[:3]
        return taken

    def raw() -> float:
        path = fresh()
        gc.collect()
        started = time.perf_counter()
        _raw(path, texts())
        return time.perf_counter() - started

    timing = compare_seconds(ours, raw, rounds=3)
    words = timing.words(product=f"{what} imported", baseline="read, decoded, hashed, raw-inserted")
    return Figure(name, timing.ratio, 2.5, words)


def _raw(target: Path, texts: Iterator[str]) -> None:
    """The least: the rows of each article in one transaction, with the settings of a project file."""
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        for key, text in enumerate(texts, 1):
            print_ = hashlib.sha256(text.encode()).hexdigest()
            connection.execute(
                "INSERT INTO article (id, uid, title, source_file, fingerprint, length)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (key, str(uuid.uuid4()), text.partition("\n")[0], f"{key}.txt", print_, len(text)),
            )
            connection.execute("INSERT INTO article_text VALUES (?, ?)", (key, text))
        connection.execute("COMMIT")


def _texts_of(table: Path) -> Iterator[str]:
    with table.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield row["text"]


def _extracted(extract: Callable[..., object], path: Path) -> object:
    return extract(
        path.read_bytes(),
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def _story(number: int) -> str:
    """A title, a dateline and 3 kB of paragraphs, the same for the same number."""
    chance = random.Random(number)
    paragraphs = [" ".join(chance.choices(_WORDS, k=60)).capitalize() + "." for _ in range(7)]
    lead = f"FAKTA.COM, Jakarta - {paragraphs[0]} Sabtu ({number % 28 + 1}/4/2025)."
    return f"Berita {chance.choice(_WORDS)} dan {chance.choice(_WORDS)} hari ini\n\n" + "\n".join(
        [lead, *paragraphs[1:]]
    )


def _page(number: int) -> str:
    title, _, body = _story(number).partition("\n\n")
    paragraphs = "".join(f"<p>{one}</p>" for one in body.split("\n"))
    menu = "".join(f'<li><a href="/{place}">Rubrik {place}</a></li>' for place in range(60))
    data = json.dumps(
        {"@type": "NewsArticle", "headline": title, "datePublished": "2025-04-26T10:30:00+07:00"}
    )
    return (
        f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{title} - Fakta.com</title>'
        f'<meta property="og:site_name" content="Fakta.com"><meta property="og:title" content="{title}">'
        f'<script type="application/ld+json">{data}</script></head><body><nav><ul>{menu}</ul></nav>'
        f'<main><article><h1>{title}</h1><p><strong>Baca juga: <a href="/x">Lain</a></strong></p>{paragraphs}'
        "</article></main>"
        f"<aside><ul>{menu}</ul></aside><footer><p>Hak cipta 2025 Fakta.com</p></footer></body></html>"
    )
