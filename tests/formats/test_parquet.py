"""Parquet: other programs read the tables, and every cell comes back."""

from __future__ import annotations

import builtins
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from annotator.errors import MissingExtraError, ReadError
from annotator.formats import all_formats
from annotator.model.exchange import Dataset
from annotator.model.scheme import Scheme
from tests.formats.comparing import contents, read, written
from tests.strategies import datasets

pq = pytest.importorskip("pyarrow.parquet")
PARQUET = all_formats()["parquet"]


@settings(max_examples=50)
@given(datasets())
def test_a_round_trip_loses_nothing(dataset: Dataset) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.parquet"
        report = written("parquet", dataset, target)
        assert [Path(one).name for one in report.files] == [
            *("out.parquet", "out.articles.parquet", "out.relations.parquet")
        ]
        assert PARQUET.sniff(target, target.read_bytes()[:65536]) > 0.9
        back, records = read("parquet", Path(folder) / "out.articles.parquet")
        marks = pq.read_table(target).to_pylist()
        first = [Path(one).read_bytes() for one in report.files]
        written("parquet", dataset, target)
        assert [Path(one).read_bytes() for one in report.files] == first
    assert [contents(one, PARQUET.keeps) for one in records] == [
        contents(one, PARQUET.keeps) for one in dataset.records
    ]
    assert [one.article.uid for one in records] == [one.article.uid for one in dataset.records]
    assert [one.split for one in records] == [one.split for one in dataset.records]
    assert back.scheme.labels == dataset.scheme.labels
    assert len(marks) == sum(len(one.annotations) for one in dataset.records)
    assert report.lost == {}


def tables(folder: Path, **changes: Any) -> Path:
    import pyarrow as pa

    made = {
        "marks": {"id": ["m1"], "article": ["a1"], "label": ["x"], "start": [0], "end": [3]},
        "articles": {"id": ["a1"], "text": ["one two"]},
        "relations": {"id": ["r1"], "article": ["a1"], "type": ["t"], "head": ["m1"], "tail": ["gone"]},
    }
    for name, columns in made.items():
        end = "" if name == "marks" else f".{name}"
        table = pa.table(columns | changes.get(name, {})).replace_schema_metadata({"annotator.table": name})
        pq.write_table(table, folder / f"a{end}.parquet")
    return folder / "a.parquet"


def test_what_does_not_fit_is_listed(tmp_path: Path) -> None:
    marks = {
        name: [*values, *values] for name, values in {"id": ["m1"], "label": ["x"], "start": [0]}.items()
    }
    path = tables(tmp_path, marks=marks | {"article": ["a1", "gone"], "end": [30, 3]})
    _, [record] = read("parquet", path)
    assert not record.annotations
    assert len(record.problems) == 3


@pytest.mark.parametrize(
    "changes", [{"marks": {"start": ["zero"]}}, {"articles": {"text": [None]}}, {"relations": {"type": [5]}}]
)
def test_a_column_of_the_wrong_type_is_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(ReadError, match="record 1"):
        read("parquet", tables(tmp_path, **changes))


def test_a_table_that_is_missing_or_another_is_named(tmp_path: Path) -> None:
    path = tables(tmp_path)
    (tmp_path / "a.relations.parquet").unlink()
    assert "relations" in read("parquet", path)[1][0].problems[0].message
    (tmp_path / "a.articles.parquet").write_bytes(path.read_bytes())
    with pytest.raises(ReadError, match="not the table articles"):
        read("parquet", path)
    (tmp_path / "a.articles.parquet").unlink()
    with pytest.raises(ReadError, match="missing"):
        read("parquet", path)


def test_without_pyarrow_its_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *args: Any) -> Any:
        if name.partition(".")[0] == "pyarrow":
            raise ImportError(name)
        return real(name, *args)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(MissingExtraError, match=r"annotator\[parquet\]"):
        PARQUET.read(tmp_path / "a.parquet", {})
    with pytest.raises(MissingExtraError, match=r"annotator\[parquet\]"):
        PARQUET.write(Dataset(scheme=Scheme(), records=[]), tmp_path / "a.parquet", {})
