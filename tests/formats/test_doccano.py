"""doccano: every layout of its exports, in whatever unit it counted."""

from __future__ import annotations

import json
import tempfile
import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings

from annotator.errors import ReadError
from annotator.formats import all_formats
from annotator.model.annotation import Span
from annotator.model.boundaries import snap_to_graphemes
from annotator.model.exchange import ArticleRecord, Dataset
from annotator.model.outgoing import split_fragments
from tests.formats.comparing import contents, read, written
from tests.shared_fixtures import fixture
from tests.strategies import datasets

DOCCANO = all_formats()["doccano"]


def lines(path: Path, *values: object) -> Path:
    path.write_text(
        "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values), encoding="utf-8"
    )
    return path


def test_the_example_of_doccano_gives_one_span_and_names_the_line_without_text() -> None:
    _, records = read("doccano", fixture("doccano/example.jsonl"))
    assert [one.text for one in records] == ["exampleA", "exampleB"]
    assert [(one.label, one.quote) for one in records[0].annotations] == [("LOC", "e")]
    assert records[0].article.extra == {"wikiPageID": "1"}
    assert [(one.record, one.message) for one in records[0].problems] == [
        ("3", "It has no text, so it was left out.")
    ]


def test_entities_relations_categories_and_comments_come_in(tmp_path: Path) -> None:
    line = {
        "id": 7,
        "text": "Jokowi berkata",
        "entities": [
            {"id": 3, "label": "actor", "start_offset": 0, "end_offset": 6},
            {"id": 4, "label": "cue", "start_offset": 7, "end_offset": 14},
        ],
        "relations": [{"id": 1, "from_id": 4, "to_id": 3, "type": "by"}],
        "cats": ["politics"],
        "Comments": ["check"],
        "title": "Headline",
    }
    dataset, [record] = read("doccano", lines(tmp_path / "a.jsonl", line))
    assert [one.quote for one in record.annotations] == ["Jokowi", "berkata"]
    assert [(one.type, one.head, one.tail) for one in record.relations] == [
        ("by", record.annotations[1].uid, record.annotations[0].uid)
    ]
    assert record.variables == {"cats": "politics"}
    assert (record.article.title, record.article.extra) == ("Headline", {"Comments": "check"})
    assert [one.name for one in dataset.scheme.relation_types] == ["by"]


@pytest.mark.parametrize(
    ("spans", "unit"), [([[3, 9]], "utf-16"), ([[2, 8]], "code point"), ([[11, 18]], "grapheme")]
)
def test_the_unit_that_the_file_does_not_name_is_found(
    tmp_path: Path, spans: list[list[int]], unit: str
) -> None:
    text = "😀 Jokowi 👨\u200d👩\u200d👧 berkata" if unit == "grapheme" else "😀 Jokowi berkata"
    _, [record] = read("doccano", lines(tmp_path / "a.jsonl", {"text": text, "label": [[*spans[0], "x"]]}))
    assert [one.quote for one in record.annotations] == ["berkata" if unit == "grapheme" else "Jokowi"]


def test_a_half_marked_word_stays_half_marked(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"text": "Jokowi berkata", "label": [[0, 5, "x"]]})
    assert [one.quote for one in read("doccano", path)[1][0].annotations] == ["Jokow"]


def test_each_persons_file_in_an_export_names_its_coder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        for coder, end in (("ani", 6), ("budi", 5)):
            archive.writestr(
                f"{coder}.jsonl", json.dumps({"id": 1, "text": "Jokowi", "label": [[0, end, "x"]]})
            )
    path = tmp_path / "export.zip"
    assert DOCCANO.sniff(path, path.read_bytes()) > 0.8
    dataset, [record] = read("doccano", path)
    assert [(one.coder, one.quote) for one in record.annotations] == [("budi", "Jokow"), ("ani", "Jokowi")]
    assert [one.name for one in dataset.coders] == ["budi", "ani"]


def test_spans_outside_and_empty_ones_are_listed(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "a.jsonl", {"text": "abc", "label": [[0, 9, "x"], [1, 1, "x"], [2, 1, "x"], [0, 1, "x"]]}
    )
    _, [record] = read("doccano", path)
    assert (len(record.annotations), len(record.problems)) == (1, 3)


@pytest.mark.parametrize(
    "line",
    [
        '{"text": 5}',
        '{"text": "a", "label": [[0, "1", "x"]]}',
        '{"text": "a", "label": [[NaN, 1, "x"]]}',
        "{",
        "[]",
    ],
)
def test_a_line_of_the_wrong_type_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "fine"}\n' + line, encoding="utf-8")
    with pytest.raises(ReadError, match="record 2"):
        read("doccano", tmp_path / "a.jsonl")


def test_lone_surrogates_come_in_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "a\\ud83d b", "label": [[3, 4, "x"]]}', encoding="utf-8")
    assert read("doccano", tmp_path / "a.jsonl")[1][0].annotations[0].quote == "b"


@pytest.mark.parametrize(
    ("line", "least"),
    [
        ('{"text": "a", "label": [[0, 1, "x"]]}', 0.9),
        ('{"text": "a", "entities": [{"start_offset": 0, "end_offset": 1}]}', 0.9),
    ],
)
def test_doccano_is_known_by_its_fields(line: str, least: float) -> None:
    assert DOCCANO.sniff(Path("a.jsonl"), line.encode()) >= least
    assert DOCCANO.sniff(Path("a.jsonl"), b'{"text": "a", "spans": []}') == 0


def as_doccano_holds_it(record: ArticleRecord, unit: str) -> ArticleRecord:
    """Each fragment by itself, clusters whole where graphemes are counted."""
    marks = list(split_fragments(record.annotations))
    if unit == "grapheme":
        spans = [snap_to_graphemes(record.text, one.fragments[0]) for one in marks]
        marks = [
            msgspec.structs.replace(one, fragments=(Span(*span),), quote=record.text[span.start : span.end])
            for one, span in zip(marks, spans, strict=True)
        ]
    else:
        marks = [msgspec.structs.replace(one, quote=record.text[one.start : one.end]) for one in marks]
    return msgspec.structs.replace(record, annotations=marks)


@pytest.mark.parametrize("unit", ["utf-16", "grapheme", "code point"])
@settings(max_examples=40)
@given(dataset=datasets())
def test_a_round_trip_keeps_spans_relations_and_metadata(unit: str, dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.jsonl"
        report = written("doccano", dataset, target, {"unit": unit})
        _, records = read("doccano", target)
        assert [contents(one, DOCCANO.keeps) for one in records] == [
            contents(as_doccano_holds_it(one, unit), DOCCANO.keeps) for one in dataset.records
        ]
        assert [one.article.uid for one in records] == [one.article.uid for one in dataset.records]
        assert report.lost.get("fragments", 0) == sum(
            len(one.fragments) > 1 for record in dataset.records for one in record.annotations
        )


def test_without_relations_they_are_counted_as_lost(tmp_path: Path) -> None:
    line = {
        "text": "ab",
        "entities": [
            {"id": 1, "label": "x", "start_offset": 0, "end_offset": 1},
            {"id": 2, "label": "x", "start_offset": 1, "end_offset": 2},
        ],
        "relations": [{"from_id": 1, "to_id": 2, "type": "by"}],
    }
    dataset, _ = read("doccano", lines(tmp_path / "a.jsonl", line))
    report = written("doccano", dataset, tmp_path / "out.jsonl", {"relations": False})
    assert report.lost == {"relations": 1}
    assert json.loads((tmp_path / "out.jsonl").read_text("utf-8"))["label"] == [[0, 1, "x"], [1, 2, "x"]]
    assert json.loads((tmp_path / "out.labels.json").read_text("utf-8"))[0]["text"] == "x"
