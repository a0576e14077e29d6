"""Our JSON lines are told from other files by what stands in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.formats import all_formats
from tests.formats.comparing import written
from tests.formats.sample import sample


def test_our_own_files_are_recognised(tmp_path: Path) -> None:
    written("jsonl", sample(), tmp_path / "data.jsonl")
    jsonl = all_formats()["jsonl"]
    head = (tmp_path / "data.jsonl").read_bytes()
    assert jsonl.sniff(tmp_path / "data.jsonl", head) == 1.0
    assert jsonl.sniff(tmp_path / "data.jsonl", head[:2000]) > 0.9
    assert (
        jsonl.sniff(
            tmp_path / "other.jsonl", b'{"id":"x","text":"a","spans":[{"label":"claim","start":0,"end":1}]}'
        )
        == 0.5
    )
    assert jsonl.sniff(tmp_path / "other.jsonl", head[:2000]) == 0.3


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"Putu kata",
        b'{"title": "a"}',
        b'{"text": "a", "label": []}',
        b'{"text":"a","_input_hash":1,"spans":[{"start":0,"end":1,"label":"x"}],"meta":{}}',
    ],
)
def test_other_files_are_not_taken_for_ours(tmp_path: Path, head: bytes) -> None:
    assert all_formats()["jsonl"].sniff(tmp_path / "x.jsonl", head) <= 0.1
