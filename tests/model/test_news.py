"""What a news text says about itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.dateline import is_agency, outlet_of_address, read_dateline, tidy_outlet
from annotator.model.news import News, field_of, recognise

BODY = "Der Kanzler hat am Montag in Berlin über die Reform gesprochen, die seit Monaten umstritten ist. " * 3


@pytest.mark.parametrize(
    ("start", "place", "outlet", "agency"),
    [
        ("FAKTA.COM, Jakarta - Rusia untuk", "Jakarta", "Fakta.com", ""),
        ("Jakarta, CNN Indonesia -- Presiden", "Jakarta", "CNN Indonesia", ""),
        ("JAKARTA, KOMPAS.com - Presiden", "JAKARTA", "Kompas.com", ""),
        ("KOMPAS.com - Presiden", "", "Kompas.com", ""),
        ("REPUBLIKA.CO.ID, JAKARTA -- Presiden", "JAKARTA", "Republika.co.id", ""),
        ("SURABAYA, JPNN.com – Polisi", "SURABAYA", "JPNN.com", ""),
        ("JAKARTA, iNews.id - Presiden", "JAKARTA", "iNews.id", ""),
        ("Jakarta (ANTARA) - Presiden", "Jakarta", "", "ANTARA"),
        ("Jakarta - Presiden Joko Widodo", "Jakarta", "", ""),
        ("WASHINGTON (AP) — The president", "WASHINGTON", "", "AP"),
        ("(CNN) — The president", "", "", "CNN"),
        ("LONDON, April 26 (Reuters) - The", "LONDON", "", "Reuters"),
        ("PARIS — The president said", "PARIS", "", ""),
        ("Kyiv, Ukraine -- Der", "Kyiv, Ukraine", "", ""),
        ("NEW YORK, N.Y. — The", "NEW YORK, N.Y.", "", ""),
        ("Berlin/Moskau (dpa) - Der", "Berlin/Moskau", "", "dpa"),
        ("Frankfurt am Main (dpa/lhe) - Die", "Frankfurt am Main", "", "dpa/lhe"),
        ("Paris, 26 avr 2025 (AFP) - Le", "Paris", "", "AFP"),
        ("Madrid, 26 abr (EFE).- El", "Madrid", "", "EFE"),
        ("RIO DE JANEIRO – O presidente", "RIO DE JANEIRO", "", ""),
        ("МОСКВА, 26 апреля. /ТАСС/. Президент", "МОСКВА", "", "ТАСС"),
        ("МОСКВА, 26 апр — РИА Новости. Президент", "МОСКВА", "", "РИА Новости"),
        ("Москва. 26 апреля. INTERFAX.RU - Президент", "Москва", "Interfax.ru", ""),
        ("新华社北京4月26日电 记者", "北京", "", "新华社"),
        ("【东京=共同】首相", "东京", "", "共同"),
        ("【ソウル聯合ニュース】韓国", "ソウル", "", "聯合ニュース"),
        ("[서울=뉴시스] 홍길동 기자 = 대통령", "서울", "", "뉴시스"),
        ("(서울=연합뉴스) 홍길동 기자 = 대통령", "서울", "", "연합뉴스"),
        ("القاهرة (رويترز) - قال", "القاهرة", "", "رويترز"),
        ("موسكو 26 أبريل (رويترز) - قال", "موسكو", "", "رويترز"),
        ("الرياض - واس: قال", "الرياض", "", "واس"),
    ],
)
def test_datelines_of_many_countries_are_read(start: str, place: str, outlet: str, agency: str) -> None:
    dateline = read_dateline(start)
    assert dateline is not None
    assert (dateline.place, dateline.outlet, dateline.agency) == (place, outlet, agency)
    assert start.startswith(dateline.words)


@pytest.mark.parametrize(
    "start",
    [
        "Putin - the president - said",
        "The war – now in its third year – has",
        "Kim Jong-un dan Putin bertemu di Moskow - kata",
        "“Kami siap” - kata dia",
        "Nach dem Angriff – es war Sonntag",
        "Von Max Müller - Der",
        "Berlin, Moskau, Paris 1945 (x1) - Der",
        "Jakarta - ",
        "26 April 2025 - Text",
        "KOMPAS.com, Detik.com - two outlets",
        "",
    ],
)
def test_an_ordinary_sentence_with_a_dash_is_no_dateline(start: str) -> None:
    assert read_dateline(start) is None


def test_shouted_web_names_are_tidied_and_others_left() -> None:
    assert tidy_outlet("www.FAKTA.COM") == "Fakta.com"
    assert tidy_outlet("CNN.com") == "CNN.com"
    assert tidy_outlet("Reuters") == "Reuters"
    assert is_agency("dpa/lhe")
    assert not is_agency("Fakta")


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.fakta.com/dunia/1", "fakta.com"),
        ("http://user@news.BBC.co.uk:80/x", "news.bbc.co.uk"),
        ("https://tempo.co?x=1", "tempo.co"),
        ("kompas", ""),
        ("", ""),
    ],
)
def test_an_address_names_its_outlet(url: str, outlet: str) -> None:
    assert outlet_of_address(url) == outlet


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Headline of the day\n\n{BODY}", "Headline of the day"),
        (f"Will it rain?\n\n{BODY}", "Will it rain?"),
        (f"„Wir gehen nicht“\n\n{BODY}", "„Wir gehen nicht“"),
        (f"Headline\n{BODY}", "Headline"),
        (f"{'Word ' * 26}\n\n{BODY}", ("Word " * 26).strip()),
        ("Title: Only\nDate: 2025-04-26", "Only"),
        (f"Headline\nBy Jane Doe\n\n{BODY}", "Headline"),
        (f"Headline\n26 April 2025\n\n{BODY}", "Headline"),
        (f"\n\n  Headline \n\n{BODY}", "Headline"),
        (f"# Markdown heading.\n{BODY}", "Markdown heading."),
        (f"标题在这里\n\n{'正文内容。' * 40}", "标题在这里"),
        (f"A whole sentence stands here.\n\n{BODY}", ""),
        ("A line\nand another\nand a third", ""),
        ("Only one line", ""),
        (f"By Jane Doe\n\n{BODY}", ""),
        (f"26 April 2025\n\n{BODY}", ""),
        (f"Kompas.com\n\n{BODY}", ""),
        ("x" * 250 + f"\n\n{BODY}", ""),
        ("", ""),
        ("\n\n", ""),
    ],
)
def test_the_first_line_is_the_title_where_it_looks_like_one(text: str, title: str) -> None:
    assert recognise(text).title == title


def test_a_text_that_begins_with_the_story_has_no_title() -> None:
    assert not recognise(f"Headline\n\n{BODY}", title=False).title


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Doe and John Smith", "Jane Doe and John Smith"),
        ("BY JANE DOE | Staff Writer", "JANE DOE"),
        ("Oleh: Budi Santoso", "Budi Santoso"),
        ("Oleh Budi Santoso - detikNews", "Budi Santoso"),
        ("Penulis: Siti binti Aminah", "Siti binti Aminah"),
        ("Von Max von der Heide", "Max von der Heide"),
        ("Par Jean Dupont (à Paris)", "Jean Dupont"),
        ("Por María José García", "María José García"),
        ("Автор: Иван Петров", "Иван Петров"),
        ("بقلم: أحمد علي", "أحمد علي"),
        ("记者 张三", "张三"),
        ("本报记者：李四 王五", "李四 王五"),
        ("文/赵六", "赵六"),
        ("홍길동 기자", "홍길동"),
        ("By the way it was late", ""),
        ("By the river.", ""),
        ("Von 3 auf 5 Prozent", ""),
        ("Note: nothing", ""),
    ],
)
def test_bylines_of_many_languages_are_read(line: str, author: str) -> None:
    assert recognise(f"Headline\n\n{line}\n\n{BODY}").author == author


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Sabtu, 26 April 2025 10:30 WIB", "2025-04-26T10:30+07:00"),
        ("Kompas.com - 26/04/2025, 10:30 WIB", "2025-04-26T10:30+07:00"),
        ("Published: April 26, 2025", "2025-04-26"),
        ("Stand: 26.04.2025, 10:30 Uhr", "2025-04-26T10:30"),
        ("Publié le 26 avril 2025 à 18h30", "2025-04-26T18:30"),
        ("发布时间：2025年4月26日", "2025-04-26"),
        ("By Jane Doe, 26 April 2025", "2025-04-26"),
        ("Updated: April 26, 2025", ""),
        ("Diperbarui 26/04/2025, 10:30 WIB", ""),
        ("April 2025", ""),
        ("On 26 April 2025 the two presidents met in the palace", ""),
    ],
)
def test_a_line_with_the_date_of_publication_is_certain(line: str, published: str) -> None:
    found = recognise(f"Headline\n\n{line}\n\n{BODY}")
    assert found.published == published
    assert found.date_sure is bool(published)


def test_the_outlet_stands_beside_the_date() -> None:
    assert recognise(f"Judul\n\nKOMPAS.com - 26/04/2025, 10:30 WIB\n\n{BODY}").outlet == "Kompas.com"


def test_a_date_in_the_story_is_taken_only_where_it_tells_when_the_news_happened() -> None:
    happened = recognise(f"Title\n\nJakarta - Rusia menang, Sabtu (26/4/2025). {BODY}")
    assert (happened.published, happened.date_sure, happened.date_words) == ("2025-04-26", False, "26/4/2025")
    weekday = recognise(f"Title\n\nThe talks ended on Saturday, April 26, 2025. {BODY}")
    assert weekday.published == "2025-04-26"
    assert not recognise(f"Title\n\nIndonesia became free on August 17, 1945. {BODY}").published
    assert not recognise(f"Title\n\nIt began (in March 2020) slowly. {BODY}").published


def test_a_date_with_two_readings_names_both() -> None:
    found = recognise(f"Title\n\nThe talks ended on that day (4/5/2025). {BODY}")
    assert (found.published, found.date_other) == ("2025-05-04", "2025-04-05")
    assert not recognise(f"Title\n\nThey ended (4/5/2025). {BODY}", order="mdy").date_other


@pytest.mark.parametrize(
    "caption",
    [
        "Ilustrasi Vladimir Putin dan Kim Jong-un. Fakta.com/Evry",
        "Foto: Presiden Joko Widodo (Dok. Setneg)",
        "President Putin in the Kremlin, April 2025. REUTERS/Maxim Shemetov",
        "The harbour at dawn. Getty Images",
        "(Foto: ANTARA)",
        "图：总统在北京",
        "Presiden di Istana. ANTARA FOTO/Hafidz",
    ],
)
def test_captions_are_known(caption: str) -> None:
    assert recognise(f"Headline\n\n{caption}\n{BODY}").caption == caption


@pytest.mark.parametrize("line", ["Ein Untertitel ohne alles", "x" * 500, "Foto, Film, Funk,"])
def test_other_lines_are_no_captions(line: str) -> None:
    assert not recognise(f"Headline\n\n{line}\n\n{BODY}").caption


@pytest.mark.parametrize(
    ("end", "credit", "outlet"),
    [
        ("(Kremlin/Truth Social)", "Kremlin/Truth Social", ""),
        ("(ANTARA)", "ANTARA", "ANTARA"),
        ("[ant/red]", "ant/red", ""),
        ("Sumber: Antara", "Antara", "Antara"),
        ("dpa", "dpa", "dpa"),
        ("(AFP/Reuters).", "AFP/Reuters", ""),
        ("(2025)", "", ""),
        ("(as he said in the long speech of that day)", "", ""),
        ("The end.", "", ""),
    ],
)
def test_the_credit_at_the_end_is_known(end: str, credit: str, outlet: str) -> None:
    found = recognise(f"Headline\n\n{BODY}\n{end}\n\n")
    assert (found.credit, found.outlet) == (credit, outlet)


def test_a_dateline_gives_place_and_outlet_and_the_caption_its_spelling() -> None:
    found = recognise(f"Title\n\nFoto: Fakta.Com/Evry\nFAKTA.COM, Jakarta - Rusia. {BODY}")
    assert (found.place, found.outlet) == ("Jakarta", "Fakta.Com")
    agency = recognise(f"Title\n\nBerlin (dpa) - {BODY}")
    assert (agency.outlet, agency.credit) == ("dpa", "dpa")


def test_header_lines_are_read_as_fields() -> None:
    text = f"Judul: Rusia Akui\nSumber: Fakta\nTanggal: 26/4/2025\nPenulis: Budi\nURL: https://fakta.com/1\n\n{BODY}"
    found = recognise(text)
    assert found == News(
        title="Rusia Akui",
        outlet="Fakta",
        author="Budi",
        published="2025-04-26",
        url="https://fakta.com/1",
        date_words="26/4/2025",
        date_sure=True,
    )
    assert recognise(f"Source: a claim\n\n{BODY}").outlet == ""


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("Headline", "title"),
        ("publication_date", "published"),
        ("PUBLICATION-DATE", "published"),
        ("Isi Berita", "text"),
        ("正文", "text"),
        ("wartawan:", "author"),
        ("foo", ""),
    ],
)
def test_columns_and_labels_are_known_by_their_names(words: str, field: str) -> None:
    assert field_of(words) == field


@given(st.text(max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    recognise(text)
    read_dateline(text)
