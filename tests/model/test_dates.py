"""Dates as newspapers write them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.dates import column_order, find_dates, from_timestamp, plain_digits, read_date
from annotator.model.month_names import MONTHS

DAY = "2025-04-26"


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2025-04-26", DAY),
        ("2025/4/26", DAY),
        ("26/4/2025", DAY),
        ("4/26/2025", DAY),
        ("26.4.2025", DAY),
        ("5.4.2025", "2025-04-05"),
        ("26-04-2025", DAY),
        ("26/04/25", DAY),
        ("26 Apr 25", DAY),
        ("20250426", DAY),
        ("20250426T1030", "2025-04-26T10:30"),
        ("2025", "2025"),
        ("2025年", "2025"),
        ("2025-04", "2025-04"),
        ("Oktober 2024", "2024-10"),
        ("2025年4月", "2025-04"),
    ],
)
def test_numbers_are_read_as_a_date(words: str, iso: str) -> None:
    read = read_date(words)
    assert read is not None
    assert (read.iso, read.sure) == (iso, True)


@pytest.mark.parametrize(
    "words",
    [
        "Sabtu, 26 April 2025",
        "Saturday, April 26, 2025",
        "April 26, 2025 Saturday",
        "26th of April 2025",
        "Samstag, 26. April 2025",
        "samedi 26 avril 2025",
        "26 de abril de 2025",
        "abril 26, 2025",
        "26 de abril del 2025",
        "sábado, 26 de abril de 2025",
        "26 апреля 2025 года",
        "٢٦ أبريل ٢٠٢٥",
        "26 أبريل/نيسان 2025",
        "السبت 26 نيسان 2025",
        "2025年4月26日",
        "２０２５年４月２６日",
        "二〇二五年四月二十六日",
        "令和7年4月26日",
        "2025년 4월 26일",
        "2025. 4. 26.",
        "zaterdag 26 april 2025",
        "sabato 26 aprile 2025",
        "26-Apr-2025",
        "2025-Apr-26",
    ],
)
def test_months_are_known_in_the_languages_of_the_news(words: str) -> None:
    read = read_date(words)
    assert read is not None
    assert read.iso == DAY


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("1er mai 2025", "2025-05-01"),
        ("1º de maio de 2025", "2025-05-01"),
        ("28 février 2023", "2023-02-28"),
        ("3 марта 2022", "2022-03-03"),
        ("26 كانون الثاني 2025", "2025-01-26"),
        ("廿六", None),
        ("昭和64年1月7日", "1989-01-07"),
        ("令和元年5月1日", "2019-05-01"),
        ("二〇二四年十二月十日", "2024-12-10"),
        ("二〇二四年十二月廿一日", "2024-12-21"),
        ("17 August 1945", "1945-08-17"),
    ],
)
def test_rarer_ways_of_writing_are_read(words: str, iso: str | None) -> None:
    read = read_date(words)
    assert (read.iso if read else None) == iso


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("Sabtu, 26 April 2025 | 10:30 WIB", "2025-04-26T10:30+07:00"),
        ("7 Mei 2024 pukul 09.15 WIB", "2024-05-07T09:15+07:00"),
        ("26.04.2025, 10.30 Uhr", "2025-04-26T10:30"),
        ("26 avril 2025 à 18h30", "2025-04-26T18:30"),
        ("26 апреля 2025 г., 14:05", "2025-04-26T14:05"),
        ("2025년 4월 26일 오후 3:30", "2025-04-26T15:30"),
        ("2025年4月26日 上午12:10", "2025-04-26T00:10"),
        ("Sat, 26 Apr 2025 10:30:00 +0700", "2025-04-26T10:30:00+07:00"),
        ("Sat, 26 Apr 2025 10:30:61 GMT", "2025-04-26T10:30Z"),
        ("2025-04-26T10:30:00.000Z", "2025-04-26T10:30:00Z"),
        ("Apr. 26, 2025 3:45 p.m. EDT", "2025-04-26T15:45-04:00"),
        ("26 April 2025 12:01AM GMT", "2025-04-26T00:01Z"),
        ("26 April 2025 10:30 Jakarta", "2025-04-26T10:30"),
        ("26 April 2025 25:30", DAY),
        ("26 April 2025, 10.30 tickets", DAY),
    ],
)
def test_the_time_of_day_comes_along_with_its_zone(words: str, iso: str) -> None:
    read = read_date(words)
    assert read is not None
    assert read.iso == iso


def test_a_date_with_two_readings_says_so() -> None:
    read = read_date("4/5/2025")
    assert read is not None
    assert (read.iso, read.other, read.sure) == ("2025-05-04", "2025-04-05", False)


def test_an_order_settles_it() -> None:
    day_first, month_first = read_date("4/5/2025", "dmy"), read_date("4/5/2025", "mdy")
    assert day_first is not None
    assert month_first is not None
    assert (day_first.iso, day_first.sure) == ("2025-05-04", True)
    assert (month_first.iso, month_first.sure) == ("2025-04-05", True)


def test_an_order_that_cannot_be_gives_way() -> None:
    read = read_date("26/4/2025", "mdy")
    assert read is not None
    assert read.iso == DAY


def test_the_weekday_settles_it_too() -> None:
    read = read_date("Sabtu (5/4/2025)")
    assert read is not None
    assert (read.iso, read.sure) == ("2025-04-05", True)


def test_a_weekday_that_fits_neither_leaves_it_open() -> None:
    read = read_date("Monday 4/5/2025")
    assert read is not None
    assert not read.sure


@pytest.mark.parametrize(
    "words",
    ["", "the year 2025", "31 April 2025", "Rp 12.2025", "2025-13", "99/99/2025", "room 2025b", "12:30"],
)
def test_what_is_no_date_is_none(words: str) -> None:
    assert read_date(words) is None


def test_dates_in_running_text_come_in_order_with_their_places() -> None:
    text = "😀 Pada Jumat (25/4/2025) dan 26 April 2025, sejak Oktober 2024."
    found = list(find_dates(text))
    assert [date.iso for date in found] == ["2025-04-25", "2025-04-26", "2024-10"]
    assert [text[date.start : date.end] for date in found] == ["25/4/2025", "26 April 2025", "Oktober 2024"]
    assert [date.words for date in found] == ["25/4/2025", "26 April 2025", "Oktober 2024"]


def test_a_zone_that_looks_like_a_year_belongs_to_its_date() -> None:
    (found,) = find_dates("Sat, 26 Apr 2025 10:30 +2000 end")
    assert found.iso == "2025-04-26T10:30+20:00"


def test_a_range_of_years_is_no_date() -> None:
    assert list(find_dates("Antara 2019-2024 dan 1945/2025 tidak ada.")) == []


def test_foreign_digits_become_ascii_one_for_one() -> None:
    assert plain_digits("٢٠٢٥ ۲۰۲۵ २०२५ ２０２５") == "2025 2025 2025 2025"


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["4/5/2025", "26/4/2025"], "dmy"),
        (["4/5/2025", "4/26/2025"], "mdy"),
        (["4/5/25", "4/26/25"], "mdy"),
        (["4/5/2025", "no date", ""], ""),
        (["2025-04-05"] * 1100 + ["26/4/2025"], ""),
        (["4/5/2025"] + ["2025-04-05"] * 1100 + ["26/4/2025"], "dmy"),
    ],
)
def test_a_column_tells_its_order_by_its_clear_dates(values: list[str], order: str) -> None:
    assert column_order(values) == order


def test_timestamps_are_read_in_seconds_and_milliseconds() -> None:
    assert from_timestamp(1745663400) == "2025-04-26T10:30:00Z"
    assert from_timestamp(1745663400000) == "2025-04-26T10:30:00Z"
    assert not from_timestamp(12)


@given(st.dates(datetime.date(1600, 1, 1), datetime.date(2099, 12, 31)), st.sampled_from(sorted(MONTHS)))
def test_every_day_is_read_back_from_its_numbers(day: datetime.date, name: str) -> None:
    for words in (
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"{day.year}年{day.month}月{day.day}日",
    ):
        read = read_date(words)
        assert read is not None
        assert read.iso == day.isoformat()
    named = read_date(f"{day.day} {name} {day.year}")
    if MONTHS[name] == day.month:
        assert named is not None
        assert named.iso == day.isoformat()


@given(st.text(alphabet="0123456789/.-: aprilmei年月日T+", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    for date in find_dates(text):
        assert text[date.start : date.end] == date.words
    read_date(text)
