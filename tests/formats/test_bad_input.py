"""Damaged files of every format: read, or refused in a sentence; nothing else may happen."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.formats import all_formats
from annotator.model.annotation import Annotation, Relation, Span, quote_of
from annotator.model.article import Article
from annotator.model.entity import Entity
from annotator.model.exchange import ArticleRecord, Dataset
from tests.formats.comparing import read, read_or_refused, written
from tests.shared_fixtures import fixture
from tests.strategies import SCHEME

FIXTURES = (
    *(
        ("brat", "brat/000-introduction.ann"),
        ("doccano", "doccano/example.jsonl"),
        ("conll", "doccano/example.conll"),
    ),
    *(("prodigy", "prodigy/demo.jsonl"), ("labelstudio", "labelstudio/phrase_classification_export.json")),
    ("webanno", "webanno_tsv3/testSubMultiTokenSpanWithFeatureValue.tsv"),
    ("webanno", "webanno_tsv3/testSingleNonTokenRelationWithoutFeature.tsv"),
    ("webanno", "webanno_tsv3/testSimpleChain.tsv"),
    *(("cas", "uima/small_cas.xmi"), ("cas", "uima/casWithTextAndAnnotations.json")),
    *(("refi", "refi-qda/Project.qde"), ("conll", "indonesian/keps_valid_preprocess.txt")),
)
#: format → name of the file that it writes
OURS = {
    "brat": "out.zip",
    "cas": "out.zip",
    "conll": "out.conll",
    "doccano": "out.jsonl",
    "labelstudio": "out.json",
    "parquet": "out.parquet",
    "prodigy": "out.jsonl",
    "refi": "out.qdpx",
    "spacy": "out.spacy",
    "webanno": "out.zip",
    "webannotation": "out.jsonld",
}
JSON = {"doccano": True, "labelstudio": False, "prodigy": True, "webannotation": False}
WRONG: tuple[Any, ...] = (
    None,
    5,
    -1,
    1e300,
    "x",
    [],
    {},
    [[]],
    True,
    float("nan"),
    10**30,
    "\ud83d",
    "a" * 5000,
)


def sample() -> Dataset:
    text = "😀 “Presiden Jokowi” kata\tMa'ruf.\n\nفلسطين 中文 |[x]_ # berkata."
    spans = {
        "m1": ("claim", [(3, 18), (20, 24)]),
        "m2": ("actor", [(3, 18)]),
        "m3": ("source mention", [(25, 31)]),
    }
    marks = []
    for uid, (label, places) in spans.items():
        fragments = tuple(Span(*place) for place in places)
        quote = quote_of(text, fragments)
        attributes = (
            {"form": "indirect", "issues": ["war", "tax"], "strength": 2.5} if label == "claim" else {}
        )
        marks.append(
            Annotation(
                label=label,
                fragments=fragments,
                quote=quote,
                attributes=attributes,
                entity="e1" if label == "actor" else "",
                note="a\nnote",
                coder="Ani",
                uid=f"00000000-0000-4000-8000-0000000000{uid[1]:>02}",
            )
        )
    link = Relation(
        type="made_by", head=marks[0].uid, tail=marks[1].uid, cue=Span(20, 24), cue_quote=text[20:24], uid="r"
    )
    record = ArticleRecord(
        article=Article(title="A title", uid="00000000-0000-4000-8000-000000000099", outlet="Kompas"),
        text=text,
        annotations=marks,
        relations=[link],
        variables={"frame": "conflict"},
    )
    empty = ArticleRecord(article=Article(uid="00000000-0000-4000-8000-000000000098"), text="")
    return Dataset(scheme=SCHEME, records=[record, empty], entities=[Entity(name="Joko Widodo", uid="e1")])


@pytest.fixture
def ours(tmp_path: Path) -> Any:
    def make(name: str) -> Path:
        pytest.importorskip({"spacy": "spacy", "parquet": "pyarrow"}.get(name, "annotator"))
        target = tmp_path / name / OURS[name]
        target.parent.mkdir()
        written(name, sample(), target)
        read(name, target)
        return target

    return make


def damaged(data: bytes, seed: str) -> Iterator[bytes]:
    """Cut off at twenty places, and with single bytes changed, dropped and doubled."""
    dice = random.Random(seed)
    for _ in range(20):
        yield data[: dice.randrange(len(data))]
    for _ in range(20):
        at = dice.randrange(len(data))
        yield data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]
        yield data[:at] + data[at + dice.randrange(1, 40) :]
        yield data[:at] + data[at : at + 60] + data[at:]


@pytest.mark.parametrize(("name", "path"), FIXTURES)
def test_a_damaged_file_of_another_program_is_read_or_refused(name: str, path: str, tmp_path: Path) -> None:
    source = fixture(path)
    target = tmp_path / source.name
    if name == "brat":
        (tmp_path / "000-introduction.txt").write_bytes(source.with_suffix(".txt").read_bytes())
    for data in damaged(source.read_bytes(), path):
        target.write_bytes(data)
        read_or_refused(name, target)


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_damaged_file_of_ours_is_read_or_refused(name: str, ours: Any) -> None:
    target = ours(name)
    for data in damaged(target.read_bytes(), name):
        target.write_bytes(data)
        read_or_refused(name, target)


def changed(value: Any) -> Iterator[Any]:
    """The JSON value with one part of it missing, doubled or of another type."""
    for path in places(value, ()):
        for wrong in WRONG:
            made = copy.deepcopy(value)
            inside(made, path[:-1])[path[-1]] = wrong
            yield made
        made = copy.deepcopy(value)
        holder = inside(made, path[:-1])
        if isinstance(holder, list):
            holder.append(holder[path[-1]])
        else:
            del holder[path[-1]]
        yield made


def places(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    keys = (
        value.keys()
        if isinstance(value, dict)
        else range(min(len(value), 6))
        if isinstance(value, list)
        else ()
    )
    for key in keys:
        yield (*path, key)
        yield from places(value[key], (*path, key))


def inside(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


@pytest.mark.parametrize("name", sorted(JSON))
def test_json_with_any_part_missing_doubled_or_of_another_type_is_read_or_refused(
    name: str, ours: Any
) -> None:
    target = ours(name)
    text = target.read_text("utf-8")
    lines = text.split("\n") if JSON[name] else [text]
    for made in changed(json.loads(lines[0])):
        target.write_text("\n".join([json.dumps(made), *lines[1:]]), encoding="utf-8")
        read_or_refused(name, target)


def test_every_format_has_its_file_here() -> None:
    reading = {name for name, one in all_formats().items() if one.reads}
    others = {"jsonl", "xlsx", "csv", "dna", "rqda", "qualcoder"}
    assert reading - others == set(OURS)


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_file_is_known_for_what_it_is(name: str, ours: Any) -> None:
    target = ours(name)
    head = target.read_bytes()[:65536]
    sure = {other: one.sniff(target, head) for other, one in all_formats().items()}
    assert max(sure, key=lambda other: sure[other]) == name
    assert sorted(sure.values())[-2] < sure[name]


@pytest.mark.parametrize(("name", "path"), FIXTURES)
def test_a_file_of_another_program_is_known_for_what_it_is(name: str, path: str) -> None:
    target = fixture(path)
    sure = {other: one.sniff(target, target.read_bytes()[:65536]) for other, one in all_formats().items()}
    assert max(sure, key=lambda other: sure[other]) == name
