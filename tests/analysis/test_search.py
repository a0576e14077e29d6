"""Search finds exact spans in every script, inside marks, and by what is known of an article."""

from __future__ import annotations

import time

import msgspec
import pytest

from annotator.analysis import search as searching
from annotator.analysis.query import QueryError
from annotator.analysis.search import Search, search
from annotator.model.annotation import Annotation, Relation, Span, quote_of
from annotator.model.article import Article
from annotator.model.entity import Entity
from annotator.model.exchange import ArticleRecord
from annotator.model.scheme import Attribute, Label, RelationType, Scheme, Value

SCHEME = Scheme(
    labels=[
        Label(
            name="claim",
            attributes=[
                Attribute(name="form", values=[Value(name="direct quote"), Value(name="indirect")]),
                Attribute(name="doubted", kind="yes/no"),
                Attribute(name="issues", kind="several", grows=True),
                Attribute(name="certainty", kind="number"),
                Attribute(name="said", kind="date"),
            ],
        ),
        Label(name="actor", entity=True),
        Label(name="sentiment", attributes=[Attribute(name="polarity", grows=True)]),
    ],
    relation_types=[
        RelationType(name="made_by", heads=["claim"], tails=["actor"]),
        RelationType(name="target", heads=["sentiment"], tails=["actor"]),
    ],
    variables=[Attribute(name="frame", grows=True), Attribute(name="tone", kind="number")],
)
ENTITIES = [
    Entity(name="Valery Gerasimov", aliases=["Gerasimov"], uid="e1"),
    Entity(name="Korea Utara", aliases=["Korut"], uid="e2"),
]
TEXT = (
    "Tentara Korea Utara ikut invasi, kata Gerasimov. “Invasi” itu berani.\n"
    "Café Zélensky menolak. Kota 北京的人 dan ประเทศไทย tenang 😀 sekali."
)


def found_mark(label: str, words: str, uid: str, **more: object) -> Annotation:
    start = TEXT.index(words)
    fragments = (Span(start, start + len(words)),)
    made = Annotation(label=label, fragments=fragments, quote=quote_of(TEXT, fragments), uid=uid)
    return msgspec.structs.replace(made, **more)


MARKS = [
    found_mark(
        "claim",
        "Tentara Korea Utara ikut invasi",
        "m1",
        coder="Ani Wijaya",
        attributes={
            "form": "indirect",
            "doubted": True,
            "issues": ["perang", "wilayah"],
            "certainty": 3,
            "said": "2025-04-26",
        },
        note="lihat nanti",
        created="2026-02-11T10:00:00.000Z",
        modified="2026-03-01T10:00:00.000Z",
    ),
    found_mark("claim", "“Invasi” itu berani", "m2", coder="Budi", attributes={"form": "direct quote"}),
    found_mark("actor", "Gerasimov", "m3", entity="e1", coder="Ani Wijaya"),
    found_mark("sentiment", "berani", "m4", attributes={"polarity": "positive"}, coder="Budi"),
]
RECORD = ArticleRecord(
    article=Article(
        uid="a1",
        title="Perang di Ukraina",
        outlet="Kompas",
        author="Rani",
        published="2025-04-26",
        language="id",
        status="done",
        extra={"section": "Dunia"},
    ),
    text=TEXT,
    annotations=MARKS,
    relations=[
        Relation(type="made_by", head="m1", tail="m3", uid="r1"),
        Relation(type="target", head="m4", tail="m3", uid="r2"),
    ],
    variables={"frame": "konflik", "tone": -2},
    split="train",
)


def hits(query: str, **more: bool) -> list[str] | None:
    found = Search(query, scheme=SCHEME, entities=ENTITIES, **more).find(RECORD)
    return None if found is None else [TEXT[hit.span.start : hit.span.end] for hit in found.hits]


def marks(query: str) -> list[str]:
    found = Search(query, scheme=SCHEME, entities=ENTITIES).find(RECORD)
    return sorted({hit.mark for hit in found.hits}) if found else []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("invasi", ["invasi", "Invasi"]),
        ("INVASI", ["invasi", "Invasi"]),
        ("invas", None),
        ("inva*", ["invasi", "Invasi"]),
        ("*vasi", ["invasi", "Invasi"]),
        ("i?vasi", ["invasi", "Invasi"]),
        ("i*a*i", ["invasi", "Invasi"]),
        ("zelensky", ["Zélensky"]),
        ("cafe", ["Café"]),
        ('"korea utara"', ["Korea Utara"]),
        ('"tentara * utara"', ["Tentara Korea Utara"]),
        ('"berani. cafe"', ["berani.\nCafé"]),
        ("北京", ["北京"]),
        ("北*人", ["北京的人"]),
        ("京的", ["京的"]),
        ("ประเทศ", ["ประเทศ"]),
        ("ไทย", ["ไทย"]),
        ("😀", ["😀"]),
        (r'"\"invasi\""', ["“Invasi”"]),
        ("invasi utara", ["Utara", "invasi", "Invasi"]),
        ("invasi moskow", None),
        ("moskow OR kota", ["Kota"]),
        ("invasi -moskow", ["invasi", "Invasi"]),
        ("invasi -gerasimov", None),
        ("NOT moskow", []),
        ("/inva[a-z]+/", ["invasi", "Invasi"]),
        ("/inva[a-z]+/c", ["invasi"]),
        (r"/\p{Lu}\w+ U\w+/", ["Korea Utara"]),
        ("/x*/", None),
        ("gerasimov NEAR/2 invasi", ["invasi, kata Gerasimov", "Gerasimov. “Invasi"]),
        ("gerasimov NEAR/0 invasi", ["Gerasimov. “Invasi"]),
        ("gerasimov NEAR/1 korea", None),
        (
            "kata NEAR/1 invasi NEAR/9 utara",
            ["Utara ikut invasi, kata", "Utara ikut invasi, kata Gerasimov. “Invasi"],
        ),
        ("moskow NEAR/9 invasi", None),
        ("/moskow/ NEAR/9 invasi", None),
        ("invasi NEAR/3 /G\\w+/", ["invasi, kata Gerasimov", "Gerasimov. “Invasi"]),
        ("北京 NEAR/1 人", ["北京的人"]),
        ("北京 NEAR/0 人", None),
        ('"tentara korea" NEAR/5 "korea utara"', None),
    ],
)
def test_words_phrases_wildcards_patterns_and_nearness(query: str, expected: list[str] | None) -> None:
    assert hits(query) == expected


def test_case_and_accents_count_when_asked() -> None:
    assert hits("invasi", case=True) == ["invasi"]
    assert hits("cafe", accents=True) is None
    assert hits("café", accents=True) == ["Café"]
    assert hits("kompas", case=True) is None
    assert hits("outlet:kompas", case=True) is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("label:claim", ["m1", "m2"]),
        ("label:CLAIM invasi", ["m1", "m2"]),
        ("label:claim berani", ["m2"]),
        ("label:claim -berani", ["m1"]),
        ("label:claim gerasimov", []),
        ("label:cl* korea", ["m1"]),
        ('entity:"valery gerasimov"', ["m3"]),
        ("entity:gerasimov", ["m3"]),
        ("entity:e1", ["m3"]),
        ("entity:korut", []),
        ("entity:*", ["m3"]),
        ("label:claim -entity:*", ["m1", "m2"]),
        ('form:"direct quote"', ["m2"]),
        ("form:direct*", ["m2"]),
        ("claim.form:indirect", ["m1"]),
        ("form:*", ["m1", "m2"]),
        ("doubted:yes", ["m1"]),
        ("doubted:no", []),
        ("issues:perang", ["m1"]),
        ("certainty:3", ["m1"]),
        ("certainty:>=3", ["m1"]),
        ("certainty:>3", []),
        ("certainty:1..4", ["m1"]),
        ("certainty:..2", []),
        ("certainty:<=x", []),
        ("certainty:<5", ["m1"]),
        ("said:2025-04-26", ["m1"]),
        ("said:2025-01..2025-04", ["m1"]),
        ("said:>2025-04", []),
        ("coder:ani", ["m1", "m3"]),
        ('coder:"ani wijaya" label:claim', ["m1"]),
        ("note:nanti", ["m1"]),
        ("note:*", ["m1"]),
        ("created:2026-02", ["m1"]),
        ("created:>=2026-02", ["m1"]),
        ("modified:<2026-03", []),
        ("modified:*", ["m1"]),
        ("made_by:gerasimov", ["m1"]),
        ("made_by:actor", ["m1"]),
        ("made_by:claim", ["m3"]),
        ("made_by:*", ["m1", "m3"]),
        ("made_by:korut", []),
        ("target.polarity:positive", ["m3"]),
        ("target.polarity:negative", []),
        ("label:claim OR label:actor", ["m1", "m2", "m3"]),
        ("(label:claim OR label:actor) gerasimov", ["m3"]),
        ("label:claim title:perang", ["m1", "m2"]),
        ("label:claim title:damai", []),
        ("label:claim NOT (invasi berani)", ["m1"]),
    ],
)
def test_conditions_on_marks_hold_for_one_mark_and_its_words_stand_inside_it(
    query: str, expected: list[str]
) -> None:
    assert marks(query) == expected


def test_a_claim_with_a_word_by_an_entity_that_a_sentiment_aims_at() -> None:
    assert hits("label:claim invasi made_by:gerasimov") == ["invasi"]
    assert marks('entity:"Gerasimov" target.polarity:positive') == ["m3"]


def test_a_mark_without_words_asked_for_is_found_whole() -> None:
    assert hits('form:"direct quote"') == ["“Invasi” itu berani"]


def test_or_keeps_words_and_marks_apart() -> None:
    found = Search("kota OR label:actor", scheme=SCHEME).find(RECORD)
    assert found is not None
    assert [(hit.mark, TEXT[hit.span.start : hit.span.end]) for hit in found.hits] == [
        ("m3", "Gerasimov"),
        ("", "Kota"),
    ]


@pytest.mark.parametrize(
    ("query", "yes"),
    [
        ("title:perang", True),
        ('title:"di ukraina"', True),
        ("title:damai", False),
        ("outlet:kompas", True),
        ("author:rani", True),
        ("url:*", False),
        ("language:id", True),
        ("language:i", False),
        ("status:done", True),
        ("split:train", True),
        ("id:a1", True),
        ("published:2025", True),
        ("published:2025-05", False),
        ("published:2025-01..2025-04", True),
        ("published:>=2025-05", False),
        ("published:*", True),
        ("meta.section:dunia", True),
        ("meta.page:1", False),
        ("frame:konflik", True),
        ("article.frame:konflik", True),
        ("frame:damai", False),
        ("tone:<0", True),
        ("tone:-2", True),
    ],
)
def test_an_article_is_found_by_what_is_known_of_it(query: str, yes: bool) -> None:
    assert hits(query) == ([] if yes else None)


def test_an_article_condition_limits_the_words() -> None:
    assert hits("invasi outlet:kompas published:2025") == ["invasi", "Invasi"]
    assert hits("invasi outlet:tempo") is None


@pytest.mark.parametrize(
    "query", ["12:30", "colour:red", "claim.colour:red", "made_by.form.x:1", "article.x:1"]
)
def test_an_unknown_condition_is_refused_with_a_way_out(query: str) -> None:
    with pytest.raises(QueryError, match="quotation marks"):
        Search(query, scheme=SCHEME)


def test_a_broken_regular_expression_is_refused() -> None:
    with pytest.raises(QueryError, match="cannot be read"):
        Search("/a(/", scheme=SCHEME)


def test_a_query_of_silent_signs_is_refused() -> None:
    with pytest.raises(QueryError, match="everything"):
        Search("\u200b", scheme=SCHEME)


def test_an_exploding_regular_expression_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "SECONDS", 0.05)
    record = ArticleRecord(article=Article(uid="a"), text="a" * 40 + "!")
    started = time.monotonic()
    with pytest.raises(QueryError, match="takes too long"):
        Search("/(a|aa|b?)+$/", scheme=SCHEME).find(record)
    assert time.monotonic() - started < 10


def test_exploding_wildcards_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "SECONDS", 0.02)
    record = ArticleRecord(article=Article(uid="a"), text="a" * 5000)
    with pytest.raises(QueryError, match="takes too long"):
        Search("*a*a*a*a*a*b*a", scheme=SCHEME).find(
            msgspec.structs.replace(record, text="a" * 3000 + " b a " + "a" * 3000)
        )


def test_the_needles_tell_quickly_what_cannot_be_found() -> None:
    query = Search('"Korea Utara" inva*i NEAR/3 kata -x', scheme=SCHEME)
    assert query.needles == ("korea", "utara", "inva", "i", "kata")
    assert query.may_find("korea utara invasi kata")
    assert not query.may_find("korea utara")
    assert Search("a OR b", scheme=SCHEME).needles == ()


def test_search_gives_the_articles_found_one_by_one() -> None:
    other = ArticleRecord(article=Article(uid="a2"), text="Tidak ada.")
    found = list(search([other, RECORD], "invasi", scheme=SCHEME))
    assert [one.record.article.uid for one in found] == ["a1"]
    assert found[0].hits[0].span == Span(TEXT.index("invasi"), TEXT.index("invasi") + 6)


def test_a_fragmented_mark_holds_only_what_stands_in_one_fragment() -> None:
    start, end = TEXT.index("Tentara"), TEXT.index("Tentara") + len("Tentara Korea")
    far = TEXT.index("Invasi")
    mark = Annotation(label="claim", fragments=(Span(start, end), Span(far, far + 6)), uid="m9")
    record = msgspec.structs.replace(RECORD, annotations=[mark])
    assert Search("label:claim invasi", scheme=SCHEME).find(record) is not None
    assert Search('label:claim "korea utara"', scheme=SCHEME).find(record) is None


def test_equal_hits_of_two_words_are_given_once() -> None:
    assert hits("invasi OR INVASI OR inva*") == ["invasi", "Invasi"]


def test_everywhere_either_word_is_found_in_metadata_and_notes_and_only_where_it_stands() -> None:
    found = Search("Rani (kompas OR nanti OR Mars)", scheme=SCHEME, everywhere=True).find(RECORD)
    assert found is not None
    beside = [(one.field, one.mark, one.text[one.span.start : one.span.end]) for one in found.elsewhere]
    assert sorted(beside) == [("author", "", "Rani"), ("note", "m1", "nanti"), ("outlet", "", "Kompas")]
    assert found.hits == ()
