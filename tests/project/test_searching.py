"""Search over a project file, with an index that follows it and is never trusted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.analysis.concordance import marked
from annotator.analysis.query import QueryError
from annotator.model.article import ArticleId
from annotator.project import Project
from annotator.project.search_index import SearchIndex
from annotator.project.searching import concordance, found, look_through, prepared
from annotator.store.scattered import scattered_records
from tests.projects import add_texts, new_project

TEXTS = (
    "Invasi itu dimulai. Presiden menyebut invasi sebagai operasi khusus.",
    "俄军入侵乌克兰。",
    "กองทัพรัสเซียเริ่มการรุกราน",
    "Вторжение началось.",
    "Damai tidak datang.",
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = new_project(tmp_path, *TEXTS)
    yield made
    made.close()


@pytest.fixture
def index(project: Project, tmp_path: Path) -> Iterator[SearchIndex]:
    made = SearchIndex(project, folder=tmp_path / "cache")
    yield made
    made.close()


def places(project: Project, query: str, index: SearchIndex | None, *, everywhere: bool = False) -> list[int]:
    search = prepared(project, query, everywhere=everywhere)
    return [one.record.article.id for one in look_through(project, search, index=index)]


QUERIES = ("invasi", "inva*", "*asi", "入侵", "การรุกราน", "вторжение OR damai", "NOT invasi", "/d.mai/")


@pytest.mark.parametrize("query", QUERIES)
def test_the_index_changes_nothing_but_the_time(project: Project, index: SearchIndex, query: str) -> None:
    without = places(project, query, None)
    assert places(project, query, index) == without  # nothing is in the index yet
    index.bring_up_to_date()
    assert not index.behind
    assert places(project, query, index) == without
    assert without


def test_the_index_names_only_what_may_be_found(project: Project, index: SearchIndex) -> None:
    index.bring_up_to_date()
    assert index.candidates(prepared(project, "入侵")) == {project.articles.ids()[1]}
    assert index.candidates(prepared(project, "label:claim invasi")) == set()
    assert index.candidates(prepared(project, "/inva/")) is None
    assert index.candidates(prepared(project, "invasi OR /x/")) is None


def test_new_articles_are_found_before_they_are_indexed(
    project: Project, index: SearchIndex, tmp_path: Path
) -> None:
    index.bring_up_to_date()
    add_texts(project, tmp_path, ["Kata damai sekali lagi."])
    assert len(places(project, "damai", index)) == 2
    behind = [index.behind]
    index.bring_up_to_date()
    assert [*behind, index.behind] == [True, False]
    assert len(places(project, "damai", index)) == 2


def test_deleted_articles_and_undo_are_followed(project: Project, index: SearchIndex) -> None:
    index.bring_up_to_date()
    first = project.articles.ids()[0]
    project.articles.delete([first])
    assert places(project, "invasi", index) == []
    project.undo()
    assert places(project, "invasi", index) == [first]


def test_an_index_is_taken_up_again_and_marks_do_not_disturb_it(project: Project, tmp_path: Path) -> None:
    before = SearchIndex(project, folder=tmp_path / "cache")
    before.bring_up_to_date()
    before.close()
    project.annotations.add(project.articles.ids()[0], "claim", [(0, 6)])
    after = SearchIndex(project, folder=tmp_path / "cache")
    assert not after.behind
    assert after.candidates(prepared(project, "label:claim invasi")) == {project.articles.ids()[0]}
    after.close()


def test_the_index_of_another_copy_is_compared_text_by_text(project: Project, tmp_path: Path) -> None:
    index = SearchIndex(project, folder=tmp_path / "cache")
    index.bring_up_to_date()
    index.close()
    project.snapshot(tmp_path / "copy.anno")
    project.articles.delete(project.articles.ids()[:1])
    ours = SearchIndex(project, folder=tmp_path / "cache")
    ours.bring_up_to_date()
    ours.close()
    copy = Project.open(tmp_path / "copy.anno", coder="Budi")
    theirs = SearchIndex(copy, folder=tmp_path / "cache")
    assert len(places(copy, "invasi", theirs)) == 1
    theirs.close()
    copy.close()


def test_words_are_looked_for_in_metadata_and_notes_too(project: Project, index: SearchIndex) -> None:
    index.bring_up_to_date()
    one, two, *_ = project.articles.ids()
    project.articles.edit(two, title="Laporan tentang invasi", extra={"desk": "luar negeri"})
    mark = project.annotations.add(one, "claim", [(0, 6)], note="Lihat juga: damai")
    assert places(project, "invasi", index) == [one]
    assert places(project, "invasi", index, everywhere=True) == [one, two]
    assert places(project, "negeri", index, everywhere=True) == [two]
    (found_one, _) = found(project, "damai", everywhere=True)
    (beside,) = found_one.elsewhere
    assert (beside.field, beside.mark, beside.text[slice(*beside.span)]) == ("note", mark.uid, "damai")
    assert not found_one.hits


def test_an_index_that_breaks_while_open_is_given_up(project: Project, index: SearchIndex) -> None:
    index.bring_up_to_date()
    assert index._index is not None
    index._index._connection.close()
    assert len(places(project, "invasi", index)) == 1
    assert not index.behind
    index.bring_up_to_date()


def test_without_a_place_for_the_cache_everything_is_looked_through(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    index = SearchIndex(project, folder=tmp_path / "file")
    assert not index.behind
    assert len(places(project, "invasi", index)) == 1


def test_an_index_mostly_of_rows_that_are_gone_is_made_anew(
    project: Project, index: SearchIndex, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    index.bring_up_to_date()
    monkeypatch.setattr("annotator.project.search_index._MOST_GONE", 0)
    project.articles.delete(project.articles.ids()[1:])
    add_texts(project, tmp_path, ["Kata invasi sekali lagi."])
    index.bring_up_to_date()
    assert index._index is not None
    assert index._index.gone == 0
    assert len(places(project, "invasi", index)) == 2


def test_an_exploding_pattern_ends_with_a_sentence(tmp_path: Path) -> None:
    project = new_project(tmp_path, "a" * 60 + "!")
    with pytest.raises(QueryError, match="takes too long"):
        places(project, "/(a|aa)+$/", None)
    project.close()


def test_articles_come_in_the_order_asked_for(project: Project, index: SearchIndex) -> None:
    ids = project.articles.ids()
    for key, date in zip(ids, ("2025-03", "2025-01", "2025-02", "2025-05", "2025-04"), strict=True):
        project.articles.edit(key, published=date)
    index.bring_up_to_date()
    search = prepared(project, "invasi OR damai OR 入侵")
    dates = [
        one.record.article.published for one in look_through(project, search, index=index, order="-published")
    ]
    assert dates == ["2025-04", "2025-03", "2025-01"]


def test_a_broken_cache_file_is_no_obstacle(project: Project, tmp_path: Path) -> None:
    index = SearchIndex(project, folder=tmp_path / "cache")
    index.bring_up_to_date()
    assert index._index is not None
    path = index._index.path
    index.close()
    path.write_bytes(b"x" * 5000)
    again = SearchIndex(project, folder=tmp_path / "cache")
    again.bring_up_to_date()
    assert len(places(project, "invasi", again)) == 1
    again.close()
    assert sqlite3.connect(path).execute("SELECT count(*) FROM held").fetchone() == (5,)


def test_marks_relations_and_variables_are_asked_for(project: Project, index: SearchIndex) -> None:
    index.bring_up_to_date()
    one, two, *_ = project.articles.ids()
    president = project.entities.add("Presiden", aliases=["Kepala negara"])
    actor = project.annotations.add(one, "actor", [(20, 28)], entity=president.uid)
    claim = project.annotations.add(one, "claim", [(20, 45)], attributes={"form": "indirect"})
    project.annotations.add(two, "claim", [(0, 4)])
    project.relations.add("made_by", claim.uid, actor.uid)
    assert places(project, "entity:kepala", index) == [one]
    assert index.candidates(prepared(project, "entity:kepala")) == {one}
    assert index.candidates(prepared(project, "entity:nobody")) == set()
    assert index.candidates(prepared(project, "label:claim")) == {one, two}
    assert places(project, "label:claim invasi made_by:presiden form:indirect", index) == [one]
    assert places(project, "label:claim damai made_by:presiden", index) == []
    variable = project.scheme.variables[0]
    value = variable.value_names()[0] if variable.value_names() else "perang"
    project.articles.set_variable(two, variable.name, value)
    assert places(project, f'article.{variable.name}:"{value}"', index) == [two]


def test_texts_are_left_alone_where_nobody_asks_for_them(project: Project, index: SearchIndex) -> None:
    project.articles.edit(project.articles.ids()[0], outlet="Antara")
    search = prepared(project, "outlet:antara")
    (found_one,) = look_through(project, search, index=index, texts=False)
    assert found_one.record.text == ""
    (found_one,) = look_through(project, search, index=index)
    assert found_one.record.text == TEXTS[0]


def test_an_article_deleted_meanwhile_is_left_out(project: Project) -> None:
    first, second, *_ = project.articles.ids()
    with project._core.read() as view:
        found_ones = list(scattered_records(view, [second, ArticleId(999), first]))
    assert [one.article.id for one in found_ones] == [second, first]


def test_the_concordance_of_a_project_is_sorted(project: Project) -> None:
    lines = concordance(project, "invasi OR damai", order="right")
    assert [one.hit for one in lines] == ["Invasi", "invasi", "Damai"]
    key = project.articles.ids()[0]
    mark = project.annotations.add(key, "claim", [(0, 6)])
    anew = marked(lines[0], project.annotations.of(key))
    assert (anew.labels, anew.marks) == (("claim",), (mark.uid,))
