"""The text of an article is corrected, and its marks stay on their words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.errors import AnnotatorError, ReadError
from annotator.model.annotation import Span
from annotator.model.article import ArticleId
from annotator.model.text import fingerprint
from annotator.project import Project
from annotator.project.importing import import_files
from annotator.project.repairing import (
    decoded_again,
    mistaken_for,
    plan_repair,
    read_again,
    repair,
)

TEXT = (
    "Rusia Akui Tentara Korut\n\n"
    "FAKTA.COM, Jakarta - Gerasinov mengatakan tentara Korea Utara ikut bertempur.\n"
    "IKLAN: beli sekarang, diskon besar-besaran!\n"
    "“Kursk telah bebas”, kata Gerasimov kepada Putin."
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "p.anno", coder="Ana")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    import_files(made, [tmp_path / "a.txt"])
    yield made
    made.close()


@pytest.fixture
def article(project: Project) -> ArticleId:
    return project.articles.ids()[0]


def _mark(project: Project, label: str, words: str) -> str:
    start = TEXT.index(words)
    return project.annotations.add(project.articles.ids()[0], label, [(start, start + len(words))]).uid


def _quotes(project: Project) -> list[str]:
    return [one.quote for one in project.annotations.of(project.articles.ids()[0])]


def test_an_advert_is_cut_out_and_every_mark_keeps_its_words(project: Project, article: ArticleId) -> None:
    _mark(project, "actor", "Gerasinov")
    _mark(project, "claim", "Kursk telah bebas")
    plan = plan_repair(project, article, TEXT.replace("IKLAN: beli sekarang, diskon besar-besaran!\n", ""))
    assert plan.counts() == {"same": 1, "moved": 1}
    assert plan.changes
    repair(project, plan)
    assert _quotes(project) == ["Gerasinov", "Kursk telah bebas"]
    assert "IKLAN" not in project.articles.text(article)
    kept = project.articles.get(article)
    assert kept.fingerprint == fingerprint(plan.text)
    assert kept.length == len(plan.text)
    assert project.check() == []


def test_one_undo_brings_text_and_marks_back_and_history_says_it(
    project: Project, article: ArticleId
) -> None:
    uid = _mark(project, "actor", "Gerasinov")
    project.articles.text(article)
    plan = plan_repair(project, article, TEXT.replace("Gerasinov", "Gerasimov"))
    assert plan.counts() == {"changed": 1}
    repair(project, plan)
    assert _quotes(project) == ["Gerasimov"]
    assert "Repair text" in {one.name for one in project.history.of_article(article)}
    marked = project.annotations.find(uid)
    assert marked is not None
    assert project.history.of_annotation(marked)[-1].name == "Repair text"
    assert project.undo() == "Repair text"
    assert _quotes(project) == ["Gerasinov"]
    assert project.articles.text(article) == TEXT
    project.annotations.add(article, "source", [(0, 5)])
    assert project.check() == []
    assert project.undo() == "Add source"
    assert project.undo() == "Add actor"
    assert project.redo() == "Add actor"


def test_a_mark_whose_text_is_cut_waits_for_a_decision(project: Project, article: ArticleId) -> None:
    lost, kept = _mark(project, "claim", "beli sekarang"), _mark(project, "actor", "Putin")
    plan = plan_repair(project, article, TEXT.replace("IKLAN: beli sekarang, diskon besar-besaran!\n", ""))
    assert [one.mark.uid for one in plan.open] == [lost]
    with pytest.raises(AnnotatorError, match="1 marks are doubtful"):
        repair(project, plan)
    assert project.articles.text(article) == TEXT
    repair(project, plan, {lost: None})
    assert [one.uid for one in project.annotations.of(article)] == [kept]
    assert project.undo() == "Repair text"
    assert len(_quotes(project)) == 2


def test_a_person_may_say_where_a_lost_mark_stands_now(project: Project, article: ArticleId) -> None:
    lost = _mark(project, "claim", "beli sekarang")
    new = TEXT.replace("IKLAN: beli sekarang, diskon besar-besaran!\n", "")
    plan = plan_repair(project, article, new)
    at = new.index("kata Gerasimov")
    repair(project, plan, {lost: (Span(at, at + 4),)})
    assert _quotes(project) == ["kata"]
    assert project.check() == []


def test_a_plan_that_is_out_of_date_changes_nothing(project: Project, article: ArticleId) -> None:
    plan = plan_repair(project, article, TEXT + " Lagi.")
    repair(project, plan_repair(project, article, TEXT + " Lain."))
    with pytest.raises(AnnotatorError, match="changed meanwhile"):
        repair(project, plan)
    project.articles.delete([article])
    with pytest.raises(AnnotatorError, match="not in the project"):
        plan_repair(project, article, TEXT)


def test_relations_go_with_their_marks_and_a_lost_cue_is_taken_off(
    project: Project, article: ArticleId
) -> None:
    source, claim = _mark(project, "source", "Gerasimov kepada"), _mark(project, "claim", "Kursk telah bebas")
    at = TEXT.index("kata Gerasimov")
    project.relations.add("attributes", source, claim, cue=Span(at, at + 4))
    moved = plan_repair(project, article, "Judul baru\n" + TEXT)
    repair(project, moved)
    (relation,) = project.relations.of(article)
    assert relation.cue is not None
    assert moved.text[relation.cue.start : relation.cue.end] == relation.cue_quote == "kata"
    gone = plan_repair(project, article, moved.text.replace("kata ", ""))
    repair(project, gone, {one.mark.uid: one.fragments or None for one in gone.open})
    (relation,) = project.relations.of(article)
    assert relation.cue is None
    assert project.check() == []


def test_deleting_a_lost_mark_takes_its_relations_along(project: Project, article: ArticleId) -> None:
    source, claim = _mark(project, "source", "IKLAN"), _mark(project, "claim", "Kursk telah bebas")
    cue = TEXT.index("kata Gerasimov")
    project.relations.add("attributes", source, claim, cue=Span(cue, cue + 4))
    plan = plan_repair(project, article, TEXT.replace("IKLAN: beli sekarang, diskon besar-besaran!\n", ""))
    repair(project, plan, {source: None})
    assert project.relations.of(article) == []
    assert project.check() == []


def test_of_a_broken_up_quotation_the_part_that_is_left_is_proposed(
    project: Project, article: ArticleId
) -> None:
    spans = [(TEXT.index(one), TEXT.index(one) + len(one)) for one in ("IKLAN", "Kursk telah bebas")]
    project.annotations.add(article, "claim", spans)
    plan = plan_repair(project, article, TEXT.replace("IKLAN: beli sekarang, diskon besar-besaran!\n", ""))
    (move,) = plan.open
    assert (move.fate, move.quote) == ("doubtful", "Kursk telah bebas")


def test_line_ends_and_bad_characters_of_the_new_text_are_made_canonical(
    project: Project, article: ArticleId
) -> None:
    plan = plan_repair(project, article, "\ufeff" + TEXT.replace("\n", "\r\n") + "\0")
    assert plan.text == TEXT + "\ufffd"
    assert plan.replaced == 1


def test_a_text_that_was_decoded_wrongly_is_decoded_again() -> None:
    right = "„Rußland räumt ein“, sagte Gerassimow – Москва"
    wrong = right.encode().decode("latin-1")
    assert mistaken_for(wrong) == "cp1252"
    assert decoded_again(wrong, "latin-1", "utf-8") == right
    assert mistaken_for(right) == mistaken_for("plain ascii") == ""
    assert decoded_again("Îðåë", "cp1252", "cp1251") == "Орел"
    assert decoded_again("Ã\x81 la carte", "cp1252", "utf-8") == "Á la carte"
    with pytest.raises(ReadError, match="cannot have been"):
        decoded_again("日本", "cp1252", "utf-8")
    with pytest.raises(ReadError, match="cannot have been"):
        decoded_again("Orel", "no-such", "utf-8")


def test_a_source_file_is_read_again_with_another_encoding(
    project: Project, article: ArticleId, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes("Россия признала участие".encode("koi8-r"))
    kept = project.articles.get(article)
    assert read_again(tmp_path / "a.txt", kept, TEXT, {"encoding": "koi8-r"}) == "Россия признала участие"
    table = tmp_path / "t.csv"
    table.write_text(f'title,text\nLain,Cerita lain sekali\n"{kept.title}","Teks baru"\n', "utf-8")
    assert read_again(table, kept, TEXT, {}) == "Teks baru"
    (tmp_path / "t.csv").write_text("title,text\nLain,\n", "utf-8")
    with pytest.raises(ReadError, match="holds no article"):
        read_again(table, kept, TEXT, {})
    with pytest.raises(ReadError, match="No reader of articles"):
        (tmp_path / "x.bin").write_bytes(b"\0\1\2\3" * 99)
        read_again(tmp_path / "x.bin", kept, TEXT, {})


# ---------------------------------------------------------------------- a corrected file comes in again


def test_a_corrected_file_gives_its_article_the_new_text(project: Project, tmp_path: Path) -> None:
    _mark(project, "actor", "Putin")
    (tmp_path / "a.txt").write_text(
        TEXT.replace("IKLAN: beli sekarang, diskon besar-besaran!\n", ""), "utf-8"
    )
    report = import_files(project, [tmp_path / "a.txt"], changed="repair")
    assert (report.articles, report.repaired, report.duplicates) == (0, 1, 0)
    assert "IKLAN" not in project.articles.text(project.articles.ids()[0])
    assert _quotes(project) == ["Putin"]
    assert import_files(project, [tmp_path / "a.txt"], changed="repair").duplicates == 1
    assert project.check() == []
    assert project.undo() == "Import"
    assert project.articles.text(project.articles.ids()[0]) == TEXT


def test_without_being_asked_a_corrected_file_comes_in_beside(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT + " Lagi.", "utf-8")
    assert import_files(project, [tmp_path / "a.txt"]).articles == 1
    assert len(project.articles.ids()) == 2


def test_a_corrected_file_whose_marks_are_doubtful_waits(project: Project, tmp_path: Path) -> None:
    _mark(project, "claim", "beli sekarang")
    (tmp_path / "a.txt").write_text(
        TEXT.replace("IKLAN: beli sekarang, diskon besar-besaran!\n", ""), "utf-8"
    )
    report = import_files(project, [tmp_path / "a.txt"], changed="repair")
    (waiting,) = report.waiting
    assert waiting.article == project.articles.ids()[0]
    assert "IKLAN" not in waiting.text
    assert "need a decision (1 lost)" in report.warnings[-1].message
    assert project.articles.text(project.articles.ids()[0]) == TEXT


def test_rows_of_a_table_find_their_articles_by_address_or_title(project: Project, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("title,url,text\nA,https://x.com/a,Satu\nB,,Dua\nC,,Tiga\nC,,Empat\n", "utf-8")
    import_files(project, [table])
    table.write_text("title,url,text\nA2,https://x.com/a,Satu!\nB,,Dua!\nC,,Tiga!\nB,,Dua?\n", "utf-8")
    report = import_files(project, [table], changed="repair")
    assert report.repaired == 2
    assert report.articles == 2  # two are called C, and B was found already
    texts = [project.articles.text(one) for one in project.articles.ids()[1:]]
    assert texts == ["Satu!", "Dua!", "Tiga", "Empat", "Tiga!", "Dua?"]
