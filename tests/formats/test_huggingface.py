"""Hugging Face datasets: every tag stands where its mark was, and the card says what the numbers mean."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from annotator.errors import ReadError
from annotator.formats import all_formats
from annotator.model.annotation import Annotation, Span
from annotator.model.article import Article
from annotator.model.exchange import ArticleRecord, Dataset
from annotator.model.outgoing import without_overlaps
from annotator.model.scheme import Label, Scheme
from annotator.model.tokens import fit_to_tokens
from tests.formats.comparing import written
from tests.strategies import datasets

TEXT = "Joko Widodo berkata. Prabowo pergi."
MARKS = [("claim", 0, 19), ("actor", 0, 11), ("actor", 21, 28)]


def dataset_of(*splits: str) -> Dataset:
    marks = [
        Annotation(label=label, fragments=(Span(start, end),), quote=TEXT[start:end], uid=f"u{start}{end}")
        for label, start, end in MARKS
    ]
    scheme = Scheme(labels=[Label(name="actor", definition="Who acts."), Label(name="claim")])
    records = [
        ArticleRecord(article=Article(uid=f"a{number}"), text=TEXT, annotations=marks, split=split)
        for number, split in enumerate(splits)
    ]
    return Dataset(scheme=scheme, records=records, name="Trial")


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def card(folder: Path) -> dict[str, Any]:
    head = (folder / "README.md").read_text("utf-8").split("---\n")[1]
    return {key: json.loads(value) for key, value in (line.split(": ", 1) for line in head.splitlines())}


def test_tags_are_numbers_that_the_card_explains(tmp_path: Path) -> None:
    report = written("huggingface", dataset_of("train", "dev", "test"), tmp_path / "out")
    first, second = rows(tmp_path / "out/validation.jsonl")
    assert first["tokens"] == ["Joko", "Widodo", "berkata", "."]
    names = card(tmp_path / "out")["dataset_info"]["features"][2]["sequence"]["class_label"]["names"]
    assert [names[str(one)] for one in first["ner_tags"]] == ["B-claim", "I-claim", "I-claim", "O"]
    assert [names[str(one)] for one in second["ner_tags"]] == ["B-actor", "O", "O"]
    assert report.lost == {"overlaps": 3}
    assert [Path(one).name for one in report.files] == [
        *("train.jsonl", "validation.jsonl", "test.jsonl", "README.md")
    ]
    assert card(tmp_path / "out")["configs"][0]["data_files"][1] == {
        "split": "validation",
        "path": "validation.jsonl",
    }


def test_a_column_each_keeps_what_one_column_loses(tmp_path: Path) -> None:
    options = {"layers": "a column each", "rows": "article"}
    report = written("huggingface", dataset_of(""), tmp_path / "out", options)
    [row] = rows(tmp_path / "out/train.jsonl")
    assert row["id"] == "a0"
    assert row["actor_tags"] == [1, 2, 0, 0, 1, 0, 0]
    assert row["claim_tags"] == [1, 2, 2, 0, 0, 0, 0]
    assert report.lost == {}


def test_gliner_spans_include_their_last_token(tmp_path: Path) -> None:
    report = written("huggingface", dataset_of(""), tmp_path / "out", {"layout": "GLiNER"})
    first, second = json.loads((tmp_path / "out/train.json").read_text("utf-8"))
    assert first["tokenized_text"] == ["Joko", "Widodo", "berkata", "."]
    assert first["ner"] == [[0, 1, "actor"], [0, 2, "claim"]] or first["ner"] == [
        [0, 2, "claim"],
        [0, 1, "actor"],
    ]
    assert second["ner"] == [[0, 0, "actor"]]
    assert report.lost == {}


def test_reading_is_not_offered(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        all_formats()["huggingface"].read(tmp_path, {})


@settings(max_examples=40)
@given(datasets())
def test_every_mark_of_the_column_is_found_again(dataset: Dataset) -> None:
    records = [msgspec.structs.replace(one, split="train") for one in dataset.records]
    with tempfile.TemporaryDirectory() as folder:
        written("huggingface", msgspec.structs.replace(dataset, records=records), Path(folder))
        found = rows(Path(folder) / "train.jsonl") if (Path(folder) / "train.jsonl").exists() else []
        names = card(Path(folder))["dataset_info"]["features"][2]["sequence"]["class_label"]["names"]
    marks = []
    for row in found:
        for word, number in zip(row["tokens"], row["ner_tags"], strict=True):
            tag = names[str(number)]
            if tag.startswith("B-"):
                marks.append((tag[2:], word))
            elif tag != "O":
                marks[-1] = (marks[-1][0], marks[-1][1] + word)
    expected = []
    for one in records:
        kept, _ = without_overlaps(fit_to_tokens(one.annotations, one.text)[0])
        places = [(mark.label, span) for mark in kept for span in mark.fragments]
        expected += [(label, "".join(one.text[a:b].split())) for label, (a, b) in places]
    assert sorted(marks) == sorted(expected)


def test_the_library_itself_loads_the_folder(tmp_path: Path) -> None:
    library = pytest.importorskip("datasets", reason="the library datasets is not installed")
    written("huggingface", dataset_of("train", "test"), tmp_path / "out")
    loaded = library.load_dataset(str(tmp_path / "out"), cache_dir=str(tmp_path / "cache"))
    feature = loaded["train"].features["ner_tags"].feature
    assert feature.int2str(loaded["test"][0]["ner_tags"][0]) == "B-claim"
