"""Copies of one wire story: found, and marks carried from one to the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator import paths
from annotator.errors import AnnotatorError, Cancelled
from annotator.model.annotation import Span
from annotator.model.article import ArticleId
from annotator.project import Project
from annotator.project.duplicating import (
    WIRE_COPY,
    carry_marks,
    find_clusters,
    mark_wire_copies,
    plan_carrying,
    present,
    remembered,
)
from annotator.project.importing import import_files

STORY = (
    "Rusia akui tentara Korut\n\nRusia untuk pertama kalinya mengakui bahwa pasukan Korea Utara ikut"
    " bertempur mendukung Rusia dalam perang melawan Ukraina."
    " Hal itu diucapkan Gerasimov kepada Putin di Moskow."
)
COPY = STORY.replace("Gerasimov kepada Putin", "Gerassimow kepada Vladimir Putin") + " (Antara)"
SHORT = STORY.replace(" Hal itu diucapkan Gerasimov kepada Putin di Moskow.", "")
OTHER = "Harga minyak naik lagi\n\nHarga minyak dunia naik lagi pada perdagangan hari Senin di pasar Asia."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "p.anno", coder="Ana")
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in (("1", STORY), ("2", COPY), ("3", OTHER), ("4", SHORT)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    import_files(made, [folder])
    yield made
    made.close()


def _mark(project: Project, words: str, label: str = "actor") -> str:
    start = STORY.index(words)
    return project.annotations.add(ArticleId(1), label, [(start, start + len(words))]).uid


def _quotes(project: Project, article: int) -> list[str]:
    return [one.quote for one in project.annotations.of(ArticleId(article))]


def test_copies_are_found_and_remembered_until_texts_change(project: Project, tmp_path: Path) -> None:
    assert remembered(project) is None
    found = find_clusters(project)
    assert [ids for ids, _ in present(project, found.clusters)] == [[1, 2, 4]]
    assert remembered(project) == found
    assert find_clusters(project) == found
    assert remembered(project, threshold=0.9) is None
    (tmp_path / "5.txt").write_text(STORY + " Lagi.", "utf-8")
    import_files(project, [tmp_path / "5.txt"])
    assert remembered(project) is None


def test_articles_that_were_deleted_are_left_out(project: Project) -> None:
    found = find_clusters(project)
    project.articles.delete([ArticleId(1)])
    assert [ids for ids, _ in present(project, found.clusters)] == [[2, 4]]
    project.articles.delete([ArticleId(2)])
    assert present(project, found.clusters) == []


def test_a_search_that_is_stopped_leaves_nothing(project: Project) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        find_clusters(project, progress=stop)
    assert remembered(project) is None


def test_a_cache_that_cannot_be_kept_or_read_is_no_obstacle(project: Project) -> None:
    place = paths.caches() / "duplicates"
    place.write_text("a file where a folder should be")
    assert find_clusters(project).clusters
    place.unlink()
    find_clusters(project)
    (place / f"{project.uid}.json").write_bytes(b"{broken")
    assert remembered(project) is None


def test_marks_go_to_the_copy_with_their_coders_and_relations(project: Project) -> None:
    actor, claim = _mark(project, "Rusia untuk pertama"), _mark(project, "Hal itu diucapkan", "claim")
    cue = STORY.index("diucapkan")
    project.relations.add("made_by", claim, actor)
    project.set_coder("Budi")
    lost = _mark(project, "Gerasimov kepada Putin")
    source = project.annotations.add(ArticleId(1), "source", [(cue, cue + 9)]).uid
    project.relations.add("attributes", source, claim, cue=Span(cue, cue + 9))
    plan = plan_carrying(project, ArticleId(1), ArticleId(2))
    assert {one.mark.uid for one in plan.marks} >= {actor, claim, source}
    assert carry_marks(project, plan, {lost: None}) == 3
    assert _quotes(project, 2) == ["Rusia untuk pertama", "Hal itu diucapkan", "diucapkan"]
    assert {one.coder for one in project.annotations.of(ArticleId(2))} == {"Ana", "Budi"}
    assert sorted(one.type for one in project.relations.of(ArticleId(2))) == ["attributes", "made_by"]
    assert [one.cue_quote for one in project.relations.of(ArticleId(2)) if one.cue] == ["diucapkan"]
    assert project.articles.get(ArticleId(2)).status == "started"
    assert project.check() == []
    again = plan_carrying(project, ArticleId(1), ArticleId(2))
    assert again.there == 3
    assert project.undo() == "Carry marks over"
    assert _quotes(project, 2) == []


def test_doubtful_marks_go_only_when_a_person_says_so(project: Project) -> None:
    gone = _mark(project, "Hal itu diucapkan Gerasimov", "claim")
    plan = plan_carrying(project, ArticleId(1), ArticleId(4))
    assert [one.mark.uid for one in plan.open] == [gone]
    assert plan.sure == []
    assert carry_marks(project, plan) == 0
    assert carry_marks(project, plan, {gone: (Span(0, 5),)}) == 1
    assert _quotes(project, 4) == ["Rusia"]


def test_nothing_is_carried_to_a_text_that_was_changed_or_is_gone(project: Project) -> None:
    _mark(project, "Rusia")
    plan = plan_carrying(project, ArticleId(1), ArticleId(2))
    project.articles.delete([ArticleId(2)])
    with pytest.raises(AnnotatorError, match="changed meanwhile"):
        carry_marks(project, plan)
    with pytest.raises(AnnotatorError, match="not in the project"):
        plan_carrying(project, ArticleId(1), ArticleId(2))


def test_a_cue_that_is_not_in_the_copy_is_left_out(project: Project) -> None:
    actor, claim = (
        _mark(project, "Rusia untuk pertama", "source"),
        _mark(project, "pasukan Korea Utara", "claim"),
    )
    at = STORY.index("Putin di Moskow")
    project.relations.add("attributes", actor, claim, cue=Span(at, at + 15))
    assert carry_marks(project, plan_carrying(project, ArticleId(1), ArticleId(4))) == 2
    assert [one.cue for one in project.relations.of(ArticleId(4))] == [None]


def test_copies_are_marked_as_such_in_their_metadata(project: Project) -> None:
    project.articles.edit(ArticleId(1), outlet="Fakta.com")
    mark_wire_copies(project, ArticleId(1), [ArticleId(2), ArticleId(4)])
    told = project.articles.get(ArticleId(2)).extra[WIRE_COPY]
    assert told.startswith("Rusia akui tentara Korut (Fakta.com) [")
    assert project.undo() == "Mark 2 wire copies"
    assert WIRE_COPY not in project.articles.get(ArticleId(4)).extra
    project.articles.edit(ArticleId(1), outlet="")
    mark_wire_copies(project, ArticleId(1), [ArticleId(2)])
    assert project.undo_name == "Mark as wire copy"
