"""The query language reads what people type, and says where it cannot."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.query import (
    All,
    Any,
    Field,
    Near,
    Node,
    Not,
    Pattern,
    QueryError,
    Words,
    parse,
    written,
)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("invasi", Words("invasi")),
        ("  invasi  ", Words("invasi")),
        ("a b", All((Words("a"), Words("b")))),
        ("a AND b", All((Words("a"), Words("b")))),
        ("a OR b c", Any((Words("a"), All((Words("b"), Words("c")))))),
        ("(a OR b) c", All((Any((Words("a"), Words("b"))), Words("c")))),
        ("NOT a", Not(Words("a"))),
        ("a -b", All((Words("a"), Not(Words("b"))))),
        ("-(a b)", Not(All((Words("a"), Words("b"))))),
        ('"pasukan Korea Utara"', Words("pasukan Korea Utara")),
        ("“pasukan Korea”", Words("pasukan Korea")),
        (r'"kata \"dia\""', Words('kata "dia"')),
        ("/inva(si|de)/", Pattern("inva(si|de)")),
        ("/Rp[0-9]+/c", Pattern("Rp[0-9]+", case=True)),
        (r"/a\/b/i", Pattern("a/b")),
        ("a NEAR/5 b", Near(Words("a"), Words("b"), 5)),
        ("a NEAR/5 b NEAR/2 c", Near(Near(Words("a"), Words("b"), 5), Words("c"), 2)),
        ("label:claim", Field("label", "claim")),
        ('entity:"Valery Gerasimov"', Field("entity", "Valery Gerasimov", whole=True)),
        ('"stance of cue":neutral', Field("stance of cue", "neutral")),
        ("published:2025-01..2025-05", Field("published", "2025-01..2025-05")),
        ("certainty:>=3", Field("certainty", ">=3")),
        ("entity:*", Field("entity", "*")),
        ("kata-kata a/b 3-4", All((Words("kata-kata"), Words("a/b"), Words("3-4")))),
        ("ORang NOTa ANDi", All((Words("ORang"), Words("NOTa"), Words("ANDi")))),
        ("label: x", All((Words("label:"), Words("x")))),
        ("x:", Words("x:")),
        ("tone:-2", Field("tone", "-2")),
        ('"a b":"c d"', Field("a b", "c d", whole=True)),
        ("a:b:c", Field("a", "b:c")),
    ],
)
def test_a_query_is_read_as_people_mean_it(query: str, tree: Node) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "nothing to search for"),
        ("   ", "nothing to search for"),
        ('a "b', "quotation mark at 3 is not closed"),
        ("(a", "bracket at 1 is not closed"),
        ("a )", "bracket at 3 closes nothing"),
        ("a OR", "ends where a word should follow"),
        ("OR a", "“OR” at 1 stands where a word should be"),
        ("a AND AND b", "“AND” at 7"),
        ("a NEAR b", "NEAR at 3 needs a number"),
        ("NEAR/2 a", "“NEAR/2” at 1"),
        ("label:claim NEAR/2 a", "between words and phrases only"),
        ("a NEAR/2 (b OR c)", "between words and phrases only"),
        ("*", "would find everything"),
        ('""', "would find everything"),
        ('x:""', "condition at 1 is empty"),
        ("x:(a)", "a word or a phrase must follow"),
        ('"":a', "would find everything"),
        ('" ":a', "condition at 1 is empty"),
        ("/a/x", "is not a flag"),
        ("(" * 60 + "a", "50 brackets"),
        ("NOT " * 60 + "a", "50 brackets"),
        ("a " * 600, "more than 500 parts"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(query: str, words: str) -> None:
    with pytest.raises(QueryError) as told:
        parse(query)
    assert words in told.value.sentence


@given(st.text(st.sampled_from('ab"()/:*?- \\ORANDTNE5«”'), max_size=30))
def test_any_input_is_read_or_refused_in_words(query: str) -> None:
    with contextlib.suppress(QueryError):
        parse(query)


@pytest.mark.parametrize(
    "query",
    [
        "invasi",
        '"operasi militer"',
        '"AND" "NEAR/5" "-x" "/x/" "a:b"',
        "a b OR c (d OR e)",
        "NOT (a b) -c NOT NOT d",
        "a NEAR/3 b NEAR/2 (c)",
        "a NEAR/3 b",
        '/te\\/was(kan)?/c "x \\" y"',
        'label:claim form:"direct quote" "odd name":x -outlet:Kompas published:>=2025-01',
        '"\\\\"',
        "a/b http serang* ?",
    ],
)
def test_a_tree_is_written_as_a_query_that_gives_it_again(query: str) -> None:
    try:
        node = parse(query)
    except QueryError:
        return
    assert parse(written(node)) == node
