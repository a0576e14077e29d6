"""From a text and what its file says to the article that a reader gives."""

from __future__ import annotations

from annotator.model.article import Article
from annotator.model.dates import read_date
from annotator.model.reading import date_order, dated, finished

TEXT = (
    "The headline\n\nBy Jane Doe\n\nJAKARTA, KOMPAS.com - They met (4/5/2025). "
    + "And so on, and so on. " * 9
)


def test_what_the_file_says_stands_and_gaps_are_filled() -> None:
    read = finished(Article(outlet="Kompas", extra={"place": "Bogor"}), TEXT, {})
    assert (read.article.title, read.article.outlet, read.article.author) == (
        "The headline",
        "Kompas",
        "Jane Doe",
    )
    assert read.article.published == "2025-05-04"
    assert read.article.extra == {"place": "Bogor", "date note": "from the story: 4/5/2025"}
    assert read.text == TEXT


def test_an_ambiguous_date_is_a_warning_until_an_order_is_given() -> None:
    assert finished(Article(), TEXT, {}, warnings=["one"]).warnings == [
        "one",
        "The date “4/5/2025” was read as 2025-05-04; it can also be 2025-04-05. Please check it.",
    ]
    ordered = finished(Article(), TEXT, {"date_order": "mdy"})
    assert (ordered.article.published, ordered.warnings) == ("2025-04-05", [])
    assert finished(Article(published="2024"), TEXT, {}).warnings == []


def test_a_date_from_a_field_warns_when_it_has_two_readings() -> None:
    warnings: list[str] = []
    assert dated(Article(), read_date("4/5/2025"), warnings).published == "2025-05-04"
    assert len(warnings) == 1
    assert dated(Article(published="2020"), None, warnings).published == "2020"


def test_an_unknown_order_is_no_order() -> None:
    assert not date_order({"date_order": "ymd"})
    assert date_order({"date_order": "dmy"}) == "dmy"
