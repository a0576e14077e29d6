"""spaCy: what it loads is what was marked, and what it saved comes in."""

from __future__ import annotations

import builtins
import tempfile
import zlib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from annotator.errors import MissingExtraError, ReadError
from annotator.formats import all_formats
from annotator.model.exchange import Dataset
from annotator.model.outgoing import without_overlaps
from annotator.model.scheme import Scheme
from tests.formats.comparing import contents, read, written
from tests.strategies import datasets

spacy = pytest.importorskip("spacy")
SPACY = all_formats()["spacy"]


def docs(path: Path) -> list[Any]:
    return list(spacy.tokens.DocBin().from_disk(path).get_docs(spacy.vocab.Vocab()))


@settings(max_examples=40)
@given(datasets())
def test_spacy_loads_every_mark_and_nothing_is_lost(dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.spacy"
        report = written("spacy", dataset, target, {"splits": False})
        loaded = docs(target)
        assert SPACY.sniff(target, target.read_bytes()[:100]) > 0.9
        _, records = read("spacy", target)
        first = target.read_bytes()
        written("spacy", dataset, target, {"splits": False})
        assert target.read_bytes() == first
    for doc, record in zip(loaded, dataset.records, strict=True):
        assert doc.text == record.text
        marked = [(one.label, *span) for one in record.annotations for span in one.fragments]
        assert sorted((one.label_, one.start_char, one.end_char) for one in doc.spans["sc"]) == sorted(marked)
        kept, _ = without_overlaps(record.annotations)
        entities = [(one.label, *span) for one in kept for span in one.fragments]
        assert sorted((one.label_, one.start_char, one.end_char) for one in doc.ents) == sorted(entities)
    assert [contents(one, SPACY.keeps) for one in records] == [
        contents(one, SPACY.keeps) for one in dataset.records
    ]
    assert [one.article.status for one in records] == [one.article.status for one in dataset.records]
    assert report.lost == {}


def test_entities_groups_and_categories_of_other_programs_come_in(tmp_path: Path) -> None:
    nlp = spacy.blank("id")
    doc = nlp("Joko Widodo berkata 😀 kemarin")
    doc.ents = [spacy.tokens.Span(doc, 0, 2, label="PER", kb_id="Q3318231")]
    doc.spans["quotes"] = [doc[2:4]]
    doc.spans["quotes"] = [spacy.tokens.Span(doc, 2, 4, label="claim")]
    doc.cats = {"POLITICS": 1.0, "SPORT": 0.0}
    spacy.tokens.DocBin(docs=[doc]).to_disk(tmp_path / "a.spacy")
    dataset, [record] = read("spacy", tmp_path / "a.spacy")
    assert [(one.label, one.quote) for one in record.annotations] == [
        ("PER", "Joko Widodo"),
        ("claim", "berkata 😀"),
    ]
    assert record.variables == {"category": "POLITICS"}
    assert [one.external_id for one in dataset.entities] == ["Q3318231"]


def test_each_split_has_its_file(tmp_path: Path) -> None:
    nlp = spacy.blank("id")
    spacy.tokens.DocBin(docs=[nlp("a"), nlp("b"), nlp("c")]).to_disk(tmp_path / "a.spacy")
    dataset, records = read("spacy", tmp_path / "a.spacy")
    split = [
        msgspec.structs.replace(one, split=name)
        for one, name in zip(records, ["train", "dev", "test"], strict=True)
    ]
    report = written("spacy", msgspec.structs.replace(dataset, records=split), tmp_path / "out.spacy")
    assert [Path(one).name for one in report.files] == ["out.spacy", "out.dev.spacy", "out.test.spacy"]
    assert [len(docs(Path(one))) for one in report.files] == [1, 1, 1]


@pytest.mark.parametrize("data", [b"", b"no docbin", zlib.compress(b"nothing"), zlib.compress(b"\x80")])
def test_a_file_that_is_no_docbin_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.spacy").write_bytes(data)
    with pytest.raises(ReadError):
        read("spacy", tmp_path / "a.spacy")


def test_a_docbin_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.spacy").write_bytes(zlib.compress(bytes(64 << 20), 9))
    with pytest.raises(ReadError, match="attack"):
        read("spacy", tmp_path / "a.spacy")


def test_without_spacy_its_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *args: Any) -> Any:
        if name.split(".", maxsplit=1)[0] == "spacy":
            raise ImportError(name)
        return real(name, *args)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(MissingExtraError, match=r"annotator\[spacy\]"):
        SPACY.read(tmp_path / "a.spacy", {})
    with pytest.raises(MissingExtraError, match=r"annotator\[spacy\]"):
        SPACY.write(Dataset(scheme=Scheme(), records=[]), tmp_path / "a.spacy", {})
