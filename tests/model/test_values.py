"""Articles, entities, coders and the reports that travel between the layers."""

from __future__ import annotations

import pytest

from annotator.model.article import METADATA, STATUSES, Article, ArticleId, ArticleRow
from annotator.model.entity import Coder, Entity
from annotator.model.exchange import (
    LOSSES,
    ArticleRecord,
    Dataset,
    ExportReport,
    ImportReport,
    Option,
    Problem,
    ReadArticle,
    no_progress,
)
from annotator.model.scheme import Scheme


def test_an_article_has_every_field_of_its_metadata() -> None:
    article = Article()
    assert [getattr(article, name) for name in METADATA] == [""] * len(METADATA)
    assert article.status == STATUSES[0] == "new"
    assert article.extra is not Article().extra


def test_the_list_shows_what_it_is_given() -> None:
    row = ArticleRow(id=ArticleId(3), title="Judul", outlet="", published="2025", status="done", marks=4)
    assert (row.id, row.marks) == (3, 4)


def test_entities_and_coders_are_values() -> None:
    assert Entity(name="Jokowi") == Entity(name="Jokowi", aliases=[])
    assert Coder(name="Ani") != Coder(name="Ani", uid="u")
    with pytest.raises(AttributeError):
        Coder(name="Ani").name = "Budi"  # type: ignore[misc]


def test_an_export_counts_its_losses_and_leaves_out_what_it_did_not_lose() -> None:
    report = ExportReport()
    report.lose("overlaps")
    report.lose("overlaps", 2)
    report.lose("notes", 0)
    assert report.lost == {"overlaps": 3}
    assert set(report.lost) <= set(LOSSES)
    assert ExportReport().lost == {}


def test_reports_begin_empty_and_share_nothing() -> None:
    one, other = ImportReport(), ImportReport()
    one.failed.append(Problem(file="a.txt", message="It is empty."))
    assert other == ImportReport()
    assert one.failed[0].record == ""


def test_records_and_data_sets_have_sensible_defaults() -> None:
    record = ArticleRecord(article=Article(), text="kata")
    dataset = Dataset(scheme=Scheme(), records=[record])
    assert (record.annotations, record.split, dataset.count) == ([], "", 0)
    assert ReadArticle(article=Article(), text="").warnings == []
    assert Option(name="split", label="Split").kind == "yes/no"


def test_nobody_has_to_watch() -> None:
    no_progress(1, 2)
