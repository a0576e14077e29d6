"""Which column of a table fills which field."""

from __future__ import annotations

from annotator.model.columns import propose_columns, unique_header
from annotator.model.languages import tag_of


def test_columns_are_proposed_by_their_names() -> None:
    header = ["id", "Headline", "Publication Date", "source_name", "Full_Text", "byline", "URL", "lang"]
    assert propose_columns(header) == {
        "text": "Full_Text",
        "title": "Headline",
        "outlet": "source_name",
        "author": "byline",
        "published": "Publication Date",
        "url": "URL",
        "language": "lang",
    }


def test_the_more_usual_name_wins_wherever_it_stands() -> None:
    assert propose_columns(["summary", "content", "created_at", "date"]) == {
        "text": "content",
        "published": "date",
    }
    assert propose_columns(["date", "created_at"])["published"] == "date"


def test_without_a_usual_name_the_longest_cells_are_the_text() -> None:
    rows = [["1", "x" * 100, "y" * 90], ["2", "x" * 100]]
    assert propose_columns(["id", "inhoud", "other"], rows) == {"text": "inhoud"}
    assert propose_columns(["id", "inhoud"], [["1", "short"]]) == {}
    assert propose_columns(["title"], [["x" * 100]]) == {"title": "title"}
    assert propose_columns([]) == {}


def test_columns_get_names_of_their_own() -> None:
    assert unique_header(["a", "", " a ", "b\n c", "a"]) == ["a", "column 2", "a (2)", "b c", "a (3)"]


def test_languages_are_known_by_name_and_tag() -> None:
    assert [tag_of(name) for name in ("Bahasa Indonesia", "GERMAN", "中文", "id_ID", "Klingon")] == [
        "id",
        "de",
        "zh",
        "id-ID",
        "Klingon",
    ]
