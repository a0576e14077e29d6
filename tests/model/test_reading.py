"""From a text and what its file says to the article that a reader gives."""

from __future__ import annotations

from annotator.model.article import Article
from annotator.model.dates import read_date
from annotator.model.reading import date_order, dated, finished, real_title

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


def test_the_address_names_the_outlet_where_nothing_else_does() -> None:
    assert finished(Article(url="https://www.tempo.co/1"), "A text.", {}).article.outlet == "tempo.co"
    assert finished(Article(url="https://x.co/1", outlet="Tempo"), "A text.", {}).article.outlet == "Tempo"


def test_an_unknown_order_is_no_order() -> None:
    assert not date_order({"date_order": "ymd"})
    assert date_order({"date_order": "dmy"}) == "dmy"


def test_the_date_of_the_file_counts_where_the_text_names_none() -> None:
    assert finished(Article(), "No date here.", {}, created="2025-07-01").article.published == "2025-07-01"
    assert finished(Article(), TEXT, {}, created="2025-07-01").article.published == "2025-05-04"
    certain = "Headline\n\n26 April 2025\n\n" + TEXT
    assert finished(Article(), certain, {}, created="2025-07-01").article.published == "2025-04-26"
    assert finished(Article(published="2024"), TEXT, {}, created="2025").article.published == "2024"


def test_titles_that_programs_put_in_are_no_titles() -> None:
    for title in ("Untitled", "Document1", "Microsoft Word - draft.doc", "story.docx", " ", "Judul"):
        assert not real_title(title)
    assert real_title(" Rusia  Akui ") == "Rusia Akui"


def test_an_article_without_a_title_is_called_by_the_name_given() -> None:
    assert finished(Article(), "a\nb", {}, name="file").article.title == "file"
    assert finished(Article(title="T"), "a\nb", {}, name="file").article.title == "T"


def test_a_text_too_short_for_it_has_no_language() -> None:
    assert finished(Article(), "Halo!", {"language": True}).article.language == ""
