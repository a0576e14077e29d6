"""The sample annotations: the worked example, every offset verified, written by our own writer."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator import paths
from annotator.model.scheme import checked_attributes
from tests.formats.comparing import read
from tests.formats.sample import NAME, RELATIONS, SPANS, sample, seed_text, uid, write


@pytest.mark.parametrize("name", list(SPANS))
def test_each_span_of_the_worked_example_is_where_it_is_said_to_be(name: str) -> None:
    _, start, end, words, _, _ = SPANS[name]
    first, _, last = words.partition(" … ")
    found = seed_text()[start:end]
    assert found.startswith(first)
    assert found.endswith(last or first)
    assert last or found == words


@pytest.mark.parametrize("relation", RELATIONS)
def test_each_cue_is_where_it_is_said_to_be(relation: tuple[str, str, str, tuple[int, int, str]]) -> None:
    if relation[3]:
        start, end, words = relation[3]
        assert seed_text()[start:end] == words


def test_the_files_in_seeds_are_what_our_writer_writes(tmp_path: Path) -> None:
    write(tmp_path)
    for name in (f"{NAME}.jsonl", f"{NAME}.scheme.json"):
        assert (paths.seeds() / name).read_bytes() == (tmp_path / name).read_bytes(), (
            "run python -m tests.formats.sample"
        )


def test_the_files_in_seeds_come_in_whole_and_obey_the_default_scheme() -> None:
    found, [record] = read("jsonl", paths.seeds() / f"{NAME}.jsonl")
    assert not record.problems
    assert record.text == seed_text()
    assert record.article.uid == uid("article")
    assert (len(record.annotations), len(record.relations)) == (13, 9)
    assert found.entities == sorted(sample().entities, key=lambda one: one.name)
    for one in record.annotations:
        label = found.scheme.label(one.label)
        assert checked_attributes(label.attributes, one.attributes) == one.attributes
        assert label.entity or not one.entity
