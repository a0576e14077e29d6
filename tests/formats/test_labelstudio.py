"""Label Studio: real exports, old and new, and what we write for it."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree

from annotator.errors import ReadError
from annotator.formats import all_formats
from annotator.formats.labelstudio.writing import KEEPS
from annotator.model.annotation import Span
from annotator.model.exchange import Dataset
from tests.formats.comparing import contents, read, written
from tests.shared_fixtures import fixture
from tests.strategies import datasets

STUDIO = all_formats()["labelstudio"]


def region(
    local: str, start: object, end: object, text: str | None, label: str = "x", **more: Any
) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": text, "labels": [label], **more}
    return {"id": local, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def tasks(path: Path, text: str, *results: list[dict[str, Any]], **more: Any) -> Path:
    works = [{"result": result, "completed_by": number} for number, result in enumerate(results, 1)]
    path.write_text(
        json.dumps([{"id": 5, "data": {"text": text}, "annotations": works, **more}]), encoding="utf-8"
    )
    return path


def test_an_export_of_another_project_comes_in() -> None:
    dataset, [record] = read("labelstudio", fixture("labelstudio/phrase_classification_export.json"))
    assert [(one.label, one.quote, one.start, one.end) for one in record.annotations] == [
        ("koer", "Koer", 0, 4),
        ("kass", "kass", 38, 42),
    ]
    assert record.variables == {"phrase_class": "No"}
    assert {one.coder for one in record.annotations} == {"annotator 1"}
    assert record.annotations[0].created == "2024-05-17T10:08:53.339Z"
    assert [one.name for one in dataset.coders] == ["annotator 1"]


def test_places_from_before_2021_that_count_utf16_are_put_right(tmp_path: Path) -> None:
    path = tasks(tmp_path / "a.json", "😀 Jokowi", [region("a", 3, 9, "Jokowi")])
    _, [record] = read("labelstudio", path)
    assert record.annotations[0].fragments == (Span(2, 8),)


def test_choices_and_texts_about_a_region_are_its_attributes(tmp_path: Path) -> None:
    about = [
        {
            "id": "a",
            "from_name": "x.type",
            "to_name": "text",
            "type": "choices",
            "value": {"choices": ["government"]},
        },
        {
            "id": "a",
            "from_name": "why",
            "to_name": "text",
            "type": "textarea",
            "value": {"text": ["because"]},
        },
        {"id": "a", "from_name": "stars", "to_name": "text", "type": "rating", "value": {"rating": 3}},
        {
            "id": "z",
            "from_name": "frame",
            "to_name": "text",
            "type": "choices",
            "value": {"choices": ["war"]},
        },
    ]
    _, [record] = read(
        "labelstudio", tasks(tmp_path / "a.json", "Jokowi", [region("a", 0, 6, "Jokowi"), *about])
    )
    assert record.annotations[0].attributes == {"type": "government", "why": "because", "stars": 3}
    assert record.variables == {"frame": "war"}


def test_two_people_who_share_region_ids_stay_apart(tmp_path: Path) -> None:
    link = {"type": "relation", "from_id": "a", "to_id": "b", "direction": "left", "labels": ["by"]}
    result = [region("a", 0, 1, "a"), region("b", 2, 3, "b"), link]
    _, [record] = read("labelstudio", tasks(tmp_path / "a.json", "a b", result, result))
    assert not record.problems
    assert sorted({one.coder for one in record.annotations}) == ["annotator 1", "annotator 2"]
    coder = {one.uid: (one.coder, one.quote) for one in record.annotations}
    assert [(coder[one.head], coder[one.tail]) for one in record.relations] == [
        (("annotator 1", "b"), ("annotator 1", "a")),
        (("annotator 2", "b"), ("annotator 2", "a")),
    ]


def test_predictions_are_suggestions(tmp_path: Path) -> None:
    predictions = [{"model_version": "bert-2", "result": [region("p", 0, 1, "a")]}]
    _, [record] = read("labelstudio", tasks(tmp_path / "a.json", "a b", predictions=predictions))
    assert [(one.suggested, one.coder) for one in record.annotations] == [(True, "bert-2")]


def test_the_short_layout_is_read(tmp_path: Path) -> None:
    task = {"id": 1, "text": "Jokowi", "label": [{"start": 0, "end": 6, "text": "Jokowi", "labels": ["x"]}]}
    task |= {"annotator": "ani", "annotation_id": 3, "lead_time": 2.5, "outlet": "Kompas"}
    (tmp_path / "a.json").write_text(json.dumps([task]), encoding="utf-8")
    _, [record] = read("labelstudio", tmp_path / "a.json")
    assert [(one.quote, one.coder) for one in record.annotations] == [("Jokowi", "ani")]
    assert record.article.outlet == "Kompas"


def test_regions_of_a_web_page_count_over_its_words(tmp_path: Path) -> None:
    one = region("a", "/p[1]/text()[1]", "/p[1]/text()[1]", "Jokowi", globalOffsets={"start": 5, "end": 11})
    one["value"]["hypertextlabels"] = one["value"].pop("labels")
    path = tasks(tmp_path / "a.json", "<p>Kata Jokowi</p><p>hari ini</p>", [one])
    _, [record] = read("labelstudio", path)
    assert record.text == "Kata Jokowihari ini"
    assert record.annotations[0].quote == "Jokowi"


def test_what_does_not_fit_is_listed(tmp_path: Path) -> None:
    result = [
        region("a", 0, 1, "z"),
        region("b", 90, 99, "b"),
        region("c", "x", "y", "b"),
        region("d", 0, 1, "a"),
    ]
    result.append({"type": "relation", "from_id": "d", "to_id": "gone", "labels": []})
    _, [record] = read("labelstudio", tasks(tmp_path / "a.json", "a b", result))
    assert (len(record.annotations), len(record.problems)) == (1, 4)


@pytest.mark.parametrize(
    "content",
    [
        "[",
        "5",
        "[5]",
        '[{"data": 3}]',
        '[{"id": 9, "data": {"text": "a"}, "annotations": [{"result": 5}]}]',
        "[]",
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(ReadError):
        read("labelstudio", tmp_path / "a.json")


def test_the_task_that_is_broken_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        '[{"id": 77, "data": {"text": "a"}, "annotations": 1}]', encoding="utf-8"
    )
    with pytest.raises(ReadError, match="record 77"):
        read("labelstudio", tmp_path / "a.json")


@settings(max_examples=60)
@given(datasets())
def test_a_round_trip_loses_nothing(dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.json"
        report = written("labelstudio", dataset, target)
        _, records = read("labelstudio", target)
        assert [contents(one, KEEPS) for one in records] == [contents(one, KEEPS) for one in dataset.records]
        uids = [[one.uid for one in record.annotations] for record in dataset.records]
        assert [[one.uid for one in record.annotations] for record in records] == uids
        assert report.lost == {}
        assert STUDIO.sniff(target, target.read_bytes()[:65536]) >= 0.6
        for task in json.loads(target.read_bytes()):
            follows_the_schema(task)


def follows_the_schema(task: dict[str, Any]) -> None:
    """What Label Studio's own importer asks of a task (label_studio/tasks/serializers.py)."""
    assert isinstance(task["data"]["text"], str)
    for work in task["annotations"] + task["predictions"]:
        assert "completed_by" not in work  # an account that the server does not know is refused
        for item in work["result"]:
            if item["type"] == "relation":
                assert {"from_id", "to_id", "direction", "labels"} <= set(item)
                continue
            assert {"id", "from_name", "to_name", "type", "value"} <= set(item)
            if "start" in item["value"] and item["type"] != "textarea":
                start, end = item["value"]["start"], item["value"]["end"]
                assert task["data"]["text"][start:end] == item["value"]["text"]


def test_the_configuration_names_every_control_that_the_tasks_use(tmp_path: Path) -> None:
    dataset, _ = read("labelstudio", fixture("labelstudio/phrase_classification_export.json"))
    report = written("labelstudio", dataset, tmp_path / "out.json")
    assert [Path(one).name for one in report.files] == ["out.json", "out.config.xml"]
    root = etree.parse(tmp_path / "out.config.xml").getroot()
    assert [one.get("value") for one in root.iter("Label")] == ["koer", "kass"]
    assert [one.get("name") for one in root.iter("Choices")] == ["phrase_class"]
    assert root.find("Text").get("value") == "$text"
