"""The plain text of markup."""

from __future__ import annotations

import pytest

from annotator.model.markup import parse_html, text_of, text_of_html


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One\n  two</p><p>Three</p>", "One two\nThree"),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<div><p>One</p></div> <br> <br> <p>two</p>", "One\n\ntwo"),
        ("<div>A <b>bold</b> word</div>", "A bold word"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"),
        ("a<script>x()</script>b<style>p{}</style>c", "abc"),
        ("x &amp; y &eacute;", "x & y é"),
        ("no markup at all", "no markup at all"),
        ("a\u00a0b", "a\u00a0b"),
        ("<!-- a -->b<?php c ?>", "b"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("", ""),
        ("<", "<"),
    ],
)
def test_markup_reads_as_people_see_it(markup: str, text: str) -> None:
    assert text_of_html(markup) == text


def test_a_page_with_an_encoding_declaration_and_a_nul_is_parsed() -> None:
    assert text_of(parse_html('<?xml version="1.0" encoding="latin-1"?><p>é\0</p>')) == "é\ufffd"


def test_very_deep_markup_is_no_obstacle() -> None:
    assert text_of_html("<span>" * 2000 + "deep" + "</span>" * 2000) == "deep"


def test_the_tail_of_the_element_is_not_its_text() -> None:
    tree = parse_html("<p><b>in</b> out</p>")
    (bold,) = tree.iter("b")
    assert text_of(bold) == "in"
