"""A project's data through every other tool's format and back into a new project."""

from __future__ import annotations

import contextlib
from collections import Counter
from pathlib import Path

import pytest

from annotator.formats import all_formats
from annotator.model.annotation import Span
from annotator.project import Project
from annotator.project.exporting import export_to
from annotator.project.importing import import_files
from tests.projects import first, new_project

TEXT = "😀 “Presiden Jokowi”, kata Ma'ruf, “akan datang besok.”\n\nIa lalu pergi.\n"

#: format → the file that it writes
TARGETS = {
    "brat": "brat",
    "cas": "cas.zip",
    "doccano": "doccano.jsonl",
    "labelstudio": "studio.json",
    "parquet": "tables.parquet",
    "prodigy": "prodigy.jsonl",
    "refi": "refi.qdpx",
    "spacy": "docs.spacy",
    "webanno": "webanno.zip",
    "webannotation": "web.jsonld",
}


def at(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


@pytest.fixture
def project(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = new_project(tmp_path, TEXT)
    article = first(made)
    who = made.entities.add("Joko Widodo")
    actor = made.annotations.add(article, "actor", [at("Presiden Jokowi")], entity=who.uid)
    claim = made.annotations.add(
        article,
        "claim",
        [at("Presiden Jokowi"), at("akan datang besok.")],
        attributes={"form": "direct quote"},
        note="a note",
    )
    source = made.annotations.add(article, "source", [at("Ma'ruf")])
    made.relations.add("attributes", source.uid, claim.uid, cue=at("kata"))
    made.relations.add("made_by", claim.uid, actor.uid)
    yield made
    made.close()


def test_every_format_that_reads_and_writes_is_tried_here() -> None:
    both = {name for name, one in all_formats().items() if one.reads and one.writes}
    assert both - {"jsonl", "xlsx", "csv", "conll"} == set(TARGETS)


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_marks_and_relations_come_back_in_a_new_project(project: Project, tmp_path: Path, name: str) -> None:
    if all_formats()[name].extra:
        pytest.importorskip({"spacy": "spacy", "parquet": "pyarrow"}[name])
    target = tmp_path / "out" / TARGETS[name]
    target.parent.mkdir()
    export_to(project, target, format=name)
    with contextlib.closing(Project.create(tmp_path / "other.anno", coder="Budi")) as other:
        report = import_files(other, [target if target.is_dir() else target.parent])
        assert (report.articles, report.failed) == (1, [])
        article = first(other)
        assert other.articles.text(article) == project.articles.text(first(project))
        fragments = name != "doccano"
        expected = Counter({"actor": 1, "claim": 1 if fragments else 2, "source": 1})
        assert Counter(one.label for one in other.annotations.of(article)) == expected
        assert {one.type for one in other.relations.of(article)} == {"attributes", "made_by"}
        if fragments:
            [claim] = [one for one in other.annotations.of(article) if one.label == "claim"]
            assert claim.fragments == (at("Presiden Jokowi"), at("akan datang besok."))
            assert (claim.attributes, claim.note) == ({"form": "direct quote"}, "a note")
            assert [one.name for one in other.entities.all()] == ["Joko Widodo"]


def test_a_folder_with_more_than_pairs_is_walked(project: Project, tmp_path: Path) -> None:
    export_to(project, tmp_path / "out", format="brat")
    (tmp_path / "out/other.txt").write_text(
        "Berita lain tanpa anotasi, tetapi cukup panjang.", encoding="utf-8"
    )
    with contextlib.closing(Project.create(tmp_path / "other.anno", coder="Budi")) as other:
        report = import_files(other, [tmp_path / "out"])
        assert report.articles == 2
        assert report.annotations == 3
