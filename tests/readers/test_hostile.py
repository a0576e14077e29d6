"""Damaged files of every kind: they are read, or refused in plain words; nothing else ever comes out."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.errors import AnnotatorError
from annotator.model.exchange import Problem, ReadArticle
from annotator.readers import all_readers
from tests.readers.office import docx, p, zipped
from tests.readers.pdfs import column, pdf
from tests.readers.test_epub import epub
from tests.readers.test_factiva import DISPLAYED, coded_page
from tests.readers.test_factiva import LINES as FACTIVA
from tests.readers.test_feed import ATOM
from tests.readers.test_html import PAGE
from tests.readers.test_mail import message
from tests.readers.test_nexis import COVER, OLD, UNI, uni_lines
from tests.readers.test_odt import odt
from tests.readers.test_table import HEADER, ROW, xlsx

STORY = "Der Bundestag hat am Freitag über die Reform beraten. " * 3

SAMPLES: dict[str, Callable[[], tuple[str, bytes]]] = {
    "text": lambda: ("a.txt", f"Titel\n\nJAKARTA, KOMPAS.com - {STORY} (26/4/2025)".encode()),
    "html": lambda: ("a.html", PAGE.encode()),
    "docx": lambda: ("a.docx", docx(p("Titel") + p(STORY), core="<title>T</title>")),
    "odt": lambda: ("a.odt", odt(f"<text:p>{STORY}</text:p>")),
    "rtf": lambda: ("a.rtf", rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\info{\title x}}Gr\'f6\u8222? \par text}"),
    "pdf": lambda: ("a.pdf", pdf([column(["One line of text here", "and another one below it."])])),
    "epub": lambda: ("a.epub", epub()),
    "mail": lambda: ("a.eml", message(plain=STORY, html="<p>x</p>", attached=["a.pdf"]).as_bytes()),
    "table csv": lambda: ("a.csv", (HEADER + ROW * 3).encode()),
    "table xlsx": lambda: ("a.xlsx", xlsx({"A": [["title", "text"], ["T", STORY]]})),
    "table jsonl": lambda: ("a.jsonl", json.dumps({"title": "T", "text": STORY, "m": {"a": [1]}}).encode()),
    "table json": lambda: ("a.json", json.dumps([{"title": "T", "text": STORY}]).encode()),
    "nexis": lambda: ("a.txt", OLD.encode()),
    "nexis uni": lambda: ("a.txt", "\n".join(COVER + uni_lines(UNI["en"])).encode()),
    "factiva": lambda: ("a.txt", "\n".join(FACTIVA).encode()),
    "factiva page": lambda: ("a.html", DISPLAYED.encode()),
    "factiva codes": lambda: ("a.html", coded_page([("HD", "T"), ("TD", "x")]).encode()[-600:]),
    "feed": lambda: ("a.atom", ATOM.encode()),
    "warc": lambda: (
        "a.warc.gz",
        gzip.compress(b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 3\r\n\r\nabc"),
    ),
    "zip": lambda: ("a.zip", zipped({"a.txt": STORY, "b.csv": HEADER + ROW})),
}

cuts = st.tuples(st.just("cut"), st.floats(0, 1), st.binary(max_size=0))
changes = st.tuples(st.just("change"), st.floats(0, 1), st.binary(min_size=1, max_size=6))
insertions = st.tuples(st.just("insert"), st.floats(0, 1), st.binary(min_size=1, max_size=6))


@pytest.mark.parametrize("sample", list(SAMPLES))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=st.lists(cuts | changes | insertions, min_size=1, max_size=4))
def test_damage_of_any_kind_is_survived(
    tmp_path: Path, sample: str, damage: list[tuple[str, float, bytes]]
) -> None:
    name, data = SAMPLES[sample]()
    for kind, where, patch in damage:
        at = int(where * len(data))
        data = data[:at] + patch + (b"" if kind == "cut" else data[at + len(patch) * (kind == "change") :])
    path = tmp_path / name
    path.write_bytes(data)
    reader = all_readers()[sample.partition(" ")[0]]
    assert 0.0 <= reader.sniff(path, data[:65536]) <= 1.0
    try:
        parts = list(reader.read(path, {}))
    except AnnotatorError as error:
        parts, sentence = [], error.sentence
    else:
        sentence = "Fine."
    assert sentence.endswith((".", "”"))
    assert str(tmp_path) not in sentence
    assert path.read_bytes() == data
    for part in parts:
        assert isinstance(part, ReadArticle | Problem)
        if isinstance(part, ReadArticle):
            assert part.text.strip()
            assert part.article.title
