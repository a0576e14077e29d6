"""W3C Web Annotations: the shapes of the recommendation's examples, and everything of ours both ways."""

from __future__ import annotations

import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from annotator.errors import ReadError
from annotator.formats import all_formats
from annotator.model.exchange import Dataset
from tests.formats.comparing import contents, read, written
from tests.strategies import datasets

WEB = all_formats()["webannotation"]
TEXT = "Jokowi berkata: harga naik. Jokowi pergi."


def note(*selectors: dict[str, Any], body: Any = "actor", **more: Any) -> dict[str, Any]:
    target = {"source": "http://example.org/page1", "selector": list(selectors)}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "http://example.org/1",
        "type": "Annotation",
    } | {
        "body": body,
        "target": target,
        **more,
    }


def bundle(folder: Path, content: object) -> Path:
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("page1.txt", TEXT)
        archive.writestr("notes.jsonld", json.dumps(content))
    return folder / "a.zip"


QUOTE = {"type": "TextQuoteSelector", "exact": "Jokowi", "prefix": "naik. ", "suffix": " pergi"}
PLACE = {"type": "TextPositionSelector", "start": 0, "end": 6}


@pytest.mark.parametrize(
    ("selectors", "start"),
    [
        ([PLACE], 0),
        ([QUOTE], 28),
        ([PLACE, {**QUOTE, "prefix": ""}], 0),
        ([{"type": "FragmentSelector", "value": "char=28,34"}], 28),
        ([{"type": "XPathSelector", "value": "/p", "refinedBy": PLACE}], 0),
    ],
)
def test_every_selector_of_texts_is_understood(
    tmp_path: Path, selectors: list[dict[str, Any]], start: int
) -> None:
    _, [record] = read("webannotation", bundle(tmp_path, note(*selectors)))
    assert [(one.quote, one.start) for one in record.annotations] == [("Jokowi", start)]
    assert record.article.url == "http://example.org/page1"


def test_bodies_become_labels_notes_and_entities(tmp_path: Path) -> None:
    body = [
        {"type": "TextualBody", "purpose": "tagging", "value": "actor"},
        {"type": "TextualBody", "purpose": "commenting", "value": "the president"},
        {
            "type": "SpecificResource",
            "purpose": "identifying",
            "source": "http://www.wikidata.org/entity/Q3318231",
        },
    ]
    creator = {"type": "Person", "name": "Ani"}
    item = note(PLACE, body=body, creator=creator, created="2026-01-28T12:00:00Z")
    dataset, [record] = read("webannotation", bundle(tmp_path, [item]))
    [one] = record.annotations
    assert (one.label, one.note, one.coder, one.created) == (
        *("actor", "the president", "Ani", "2026-01-28T12:00:00.000Z"),
    )
    assert [(entity.uid, entity.external_id) for entity in dataset.entities] == [
        (one.entity, "http://www.wikidata.org/entity/Q3318231")
    ]


def test_pages_collections_and_graphs_are_opened(tmp_path: Path) -> None:
    page = {"type": "AnnotationPage", "items": [note(PLACE)]}
    for content in (page, {"type": "AnnotationCollection", "first": page}, {"@graph": [note(PLACE)]}):
        assert len(read("webannotation", bundle(tmp_path, content))[1][0].annotations) == 1


def test_words_that_moved_are_found_and_words_that_are_gone_are_listed(tmp_path: Path) -> None:
    gone = note(PLACE, {"type": "TextQuoteSelector", "exact": "Megawati Soekarnoputri"})
    moved = note({**PLACE, "start": 5, "end": 11}, QUOTE)
    _, [record] = read("webannotation", bundle(tmp_path, [moved, gone]))
    assert [one.start for one in record.annotations] == [28]
    assert len(record.problems) == 1


def test_annotations_of_a_text_that_is_nowhere_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonld").write_text(json.dumps(note(PLACE)), encoding="utf-8")
    with pytest.raises(ReadError, match="text is not in the file"):
        read("webannotation", tmp_path / "a.jsonld")


@pytest.mark.parametrize(
    "content", ["5", "{", "[]", '{"type": "Annotation"}', '{"target": 5}', '{"target": [[]]}']
)
def test_a_file_that_holds_no_annotations_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.jsonld").write_text(content, encoding="utf-8")
    with pytest.raises(ReadError):
        read("webannotation", tmp_path / "a.jsonld")


@settings(max_examples=60)
@given(datasets())
def test_a_round_trip_loses_nothing(dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.jsonld"
        report = written("webannotation", dataset, target)
        assert WEB.sniff(target, target.read_bytes()[:65536]) > 0.9
        _, records = read("webannotation", target)
        assert [contents(one, WEB.keeps) for one in records] == [
            contents(one, WEB.keeps) for one in dataset.records
        ]
        before = [(one.article.uid, [mark.uid for mark in one.annotations]) for one in dataset.records]
        assert [(one.article.uid, [mark.uid for mark in one.annotations]) for one in records] == before
        assert report.lost == {}
        follows_the_recommendation(json.loads(target.read_bytes()))


def follows_the_recommendation(page: dict[str, Any]) -> None:
    """MUSTs of the Web Annotation Data Model, sections 3 and 4."""
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    for item in page["items"]:
        assert item["type"] == "Annotation"
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        assert targets
        for target in targets:
            for selector in target.get("selector", []) if isinstance(target, dict) else []:
                if selector["type"] == "TextPositionSelector":
                    assert 0 <= selector["start"] < selector["end"]
                else:
                    assert selector["exact"]
