"""Networks: networkx reads back the nodes, weights and signs that were worked out."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import MissingExtraError, ReadError
from annotator.formats import all_formats
from annotator.model.annotation import Annotation, AttributeValue, Relation, Span
from annotator.model.article import Article
from annotator.model.entity import Entity
from annotator.model.exchange import ArticleRecord, Dataset
from annotator.model.scheme import Scheme
from tests.formats.comparing import written

nx = pytest.importorskip("networkx")
FORMAT = all_formats()["networks"]


def mark(label: str, uid: str, entity: str = "", **attributes: AttributeValue) -> Annotation:
    return Annotation(
        label=label, fragments=(Span(0, 1),), quote="a", uid=uid, entity=entity, attributes=attributes
    )


def dataset() -> Dataset:
    records = [
        ArticleRecord(
            article=Article(uid=f"a{year}", published=f"{year}-04-26"),
            text="a",
            annotations=[mark("actor", "m1", "e1"), mark("claim", "m2", issue="tax", position=position)],
            relations=[Relation(type="made_by", head="m2", tail="m1", uid="r")],
        )
        for year, position in ((2024, "for"), (2025, "against"), (2025, "for"))
    ]
    return Dataset(
        scheme=Scheme(), records=records, entities=[Entity(name="Jokowi \ufffe", uid="e1", type="government")]
    )


@pytest.mark.parametrize(("suffix", "reader"), [(".graphml", "read_graphml"), (".gexf", "read_gexf")])
def test_weights_signs_and_names_are_in_the_file(tmp_path: Path, suffix: str, reader: str) -> None:
    report = written("networks", dataset(), tmp_path / f"net{suffix}", {"windows": "years"})
    assert [Path(one).name for one in report.files] == [
        f"net{suffix}",
        f"net.2024{suffix}",
        f"net.2025{suffix}",
    ]
    graph = getattr(nx, reader)(tmp_path / f"net{suffix}")
    assert graph.is_directed()
    assert graph.nodes["e1"]["label"] == "Jokowi \ufffd"
    edge = graph.edges["e1", "concept:tax"]
    assert (edge["weight"], edge["plus"], edge["minus"], edge["first"]) == (3, 2, 1, "2024-04-26")
    later = getattr(nx, reader)(tmp_path / f"net.2025{suffix}")
    assert later.edges["e1", "concept:tax"]["sign"] == 0
    before = (tmp_path / f"net{suffix}").read_bytes()
    written("networks", dataset(), tmp_path / f"net{suffix}")
    assert (tmp_path / f"net{suffix}").read_bytes() == before


def test_nothing_to_join_is_an_empty_network(tmp_path: Path) -> None:
    written("networks", Dataset(scheme=Scheme(), records=[]), tmp_path / "net.graphml", {"kind": "together"})
    assert len(nx.read_graphml(tmp_path / "net.graphml")) == 0


def test_reading_is_not_offered(tmp_path: Path) -> None:
    assert FORMAT.sniff(tmp_path / "a.graphml", b"<graphml") == 0
    with pytest.raises(ReadError):
        FORMAT.read(tmp_path, {})


def test_without_networkx_its_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *args: Any) -> Any:
        if name.partition(".")[0] == "networkx":
            raise ImportError(name)
        return real(name, *args)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(MissingExtraError, match=r"annotator\[network\]"):
        FORMAT.write(dataset(), tmp_path / "net.graphml", {})
