"""How the window says things."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from annotator.ui.words import (
    capital,
    count_words,
    date_words,
    isolated,
    language_words,
    length_words,
    runs_left,
    shortened,
    time_words,
)


@pytest.fixture(autouse=True)
def english() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.mark.parametrize(
    ("published", "long", "short"),
    [
        ("2025-04-26", "26 April 2025", "26 Apr 2025"),
        ("2025-04-26T10:00:00Z", "26 April 2025", "26 Apr 2025"),
        ("2025-04", "April 2025", "Apr 2025"),
        ("2025", "2025", "2025"),
        ("", "", ""),
        ("yesterday", "yesterday", "yesterday"),
        ("2025-13-45", "2025-13-45", "2025-13-45"),
    ],
)
def test_a_date_reads_as_people_write_it(published: str, long: str, short: str) -> None:
    assert date_words(published) == long
    assert date_words(published, short=True) == short


def test_a_language_tag_becomes_its_name_and_an_unknown_one_stays() -> None:
    assert language_words("id") == "Indonesian"
    assert language_words("zh") == "Chinese"
    assert language_words("zz-unknown") == "zz-unknown"


def test_a_text_without_blanks_is_measured_in_characters() -> None:
    assert length_words("one two three") == "3 words"
    assert length_words("一" * 60) == "60 characters"


def test_one_of_a_thing_is_told_in_the_singular() -> None:
    assert count_words(1, "mark", "marks") == "1 mark"
    assert count_words(1204, "mark", "marks") == "1,204 marks"


def test_names_of_the_scheme_become_titles() -> None:
    assert capital("made_by") == "Made by"
    assert capital("") == ""


def test_a_name_in_another_script_is_kept_apart_from_what_follows() -> None:
    assert isolated("صحيفة") == "\u2068صحيفة\u2069"
    assert isolated("") == ""


def test_a_long_text_is_cut_on_one_line() -> None:
    assert shortened("one\ntwo  three", 50) == "one two three"
    assert shortened("abcdefgh", 5) == "abcd…"


def test_a_moment_of_today_shows_only_the_clock() -> None:
    assert time_words("2025-04-26T09:14:32Z", now="2025-04-26T12:00:00Z").count(":") == 1
    assert "Apr" in time_words("2025-04-20T09:14:32Z", now="2025-04-26T12:00:00Z")
    assert "2019" in time_words("2019-04-20T09:14:32Z", now="2025-04-26T12:00:00Z")
    assert time_words("not a time") == "not a time"


@pytest.mark.parametrize(
    ("text", "leftward"),
    [("«Hello» عالم", False), ("«عالم» Hello", True), ("12 ראש", True), ("2025", False), ("", False)],
)
def test_a_text_runs_as_its_first_letter_does(text: str, leftward: bool) -> None:
    assert runs_left(text) is leftward
