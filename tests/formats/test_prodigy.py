"""Prodigy: answers, sessions, token indices, and texts that several people annotated."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from annotator.errors import ReadError
from annotator.formats import all_formats
from annotator.model.exchange import Dataset
from tests.formats.comparing import contents, read, written
from tests.shared_fixtures import fixture
from tests.strategies import datasets

PRODIGY = all_formats()["prodigy"]


def lines(path: Path, *values: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    return path


def test_the_demo_of_prodigy_comes_in() -> None:
    path = fixture("prodigy/demo.jsonl")
    assert PRODIGY.sniff(path, path.read_bytes()) > 0.9
    _, [record] = read("prodigy", path)
    [one] = record.annotations
    assert (one.label, one.quote, one.start, one.end) == ("PERSON", "Ed Sheeran", 11, 21)
    assert one.created == "2021-10-12T00:52:59.000Z"


def tokens(*words: str) -> list[dict[str, Any]]:
    found, at = [], 0
    for number, word in enumerate(words):
        found.append({"text": word, "start": at, "end": at + len(word), "id": number, "ws": True})
        at += len(word) + 1
    return found


def test_spans_with_nothing_but_token_indices_are_read_end_included(tmp_path: Path) -> None:
    line = {"text": "Joko Widodo berkata", "tokens": tokens("Joko", "Widodo", "berkata")}
    line["spans"] = [{"token_start": 0, "token_end": 1, "label": "actor"}]
    _, [record] = read("prodigy", lines(tmp_path / "a.jsonl", line))
    assert record.annotations[0].quote == "Joko Widodo"


def test_relations_end_at_spans_or_at_bare_tokens(tmp_path: Path) -> None:
    words = {"text": "Joko Widodo berkata", "tokens": tokens("Joko", "Widodo", "berkata")}
    span = {"start": 0, "end": 11, "token_start": 0, "token_end": 1, "label": "actor"}
    bare = {"start": 12, "end": 19, "token_start": 2, "token_end": 2, "label": None}
    relation = {"head": 2, "child": 1, "label": "by", "head_span": bare, "child_span": span}
    _, [record] = read(
        "prodigy",
        lines(tmp_path / "a.jsonl", {**words, "spans": [span], "relations": [relation, {**relation}]}),
    )
    quotes = {one.uid: (one.label, one.quote) for one in record.annotations}
    assert sorted(quotes.values()) == [("actor", "Joko Widodo"), ("token", "berkata")]
    assert [(quotes[one.head][1], quotes[one.tail][1]) for one in record.relations] == [
        ("berkata", "Joko Widodo")
    ] * 2


def test_two_sessions_about_one_text_are_one_article_with_two_coders(tmp_path: Path) -> None:
    one = {"text": "a b", "spans": [{"start": 0, "end": 1, "label": "x"}], "answer": "accept"}
    path = lines(
        tmp_path / "a.jsonl", {**one, "_annotator_id": "set-ani"}, {**one, "_session_id": "set-budi"}
    )
    dataset, [record] = read("prodigy", path)
    assert [one.coder for one in record.annotations] == ["set-ani", "set-budi"] or len(
        record.annotations
    ) == 2
    assert {one.name for one in dataset.coders} == {"set-ani", "set-budi"}


@pytest.mark.parametrize("answer", ["reject", "ignore"])
def test_what_was_not_accepted_is_left_out_and_listed(tmp_path: Path, answer: str) -> None:
    line = {"text": "a b", "spans": [{"start": 0, "end": 1, "label": "x"}], "answer": answer}
    _, [record] = read("prodigy", lines(tmp_path / "a.jsonl", line))
    assert not record.annotations
    assert answer in record.problems[0].message


def test_options_and_categories_are_variables(tmp_path: Path) -> None:
    options = [{"id": 1, "text": "war"}, {"id": 2, "text": "tax"}]
    line = {"text": "a", "options": options, "accept": [1, 2], "label": "POLITICS", "answer": "accept"}
    _, [record] = read("prodigy", lines(tmp_path / "a.jsonl", line))
    assert record.variables == {"label": "POLITICS", "choice": ["war", "tax"]}


def test_places_that_count_utf16_show_by_the_tokens(tmp_path: Path) -> None:
    line = {"text": "😀 Jokowi", "tokens": [{"text": "Jokowi", "start": 3, "end": 9, "id": 0}]}
    line["spans"] = [{"start": 3, "end": 9, "token_start": 0, "token_end": 0, "label": "x"}]
    assert read("prodigy", lines(tmp_path / "a.jsonl", line))[1][0].annotations[0].quote == "Jokowi"


@pytest.mark.parametrize(
    "line", ['{"text": "a", "spans": 3}', '{"text": 1}', '{"text": "a", "spans": [{"start": 0.5}]}']
)
def test_a_line_of_the_wrong_type_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "fine"}\n' + line, encoding="utf-8")
    with pytest.raises(ReadError, match="record 2"):
        read("prodigy", tmp_path / "a.jsonl")


@settings(max_examples=60)
@given(datasets())
def test_a_round_trip_loses_nothing_and_tokens_fit_the_text(dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.jsonl"
        report = written("prodigy", dataset, target)
        back, records = read("prodigy", target)
        assert [contents(one, PRODIGY.keeps) for one in records] == [
            contents(one, PRODIGY.keeps) for one in dataset.records
        ]
        assert set(report.lost) <= {"token_edges"}
        for line in map(json.loads, target.read_text("utf-8").split("\n")[:-1]):
            for number, token in enumerate(line["tokens"]):
                assert token["id"] == number
                assert line["text"][token["start"] : token["end"]] == token["text"]
            for span in line["spans"]:
                if "token_end" in span and not report.lost:
                    assert line["tokens"][span["token_start"]]["start"] == span["start"]
                    assert line["tokens"][span["token_end"]]["end"] == span["end"]
        linked = {one.entity for record in dataset.records for one in record.annotations if one.entity}
        assert {one.uid: one.name for one in back.entities} == {
            one.uid: one.name for one in dataset.entities if one.uid in linked
        }
