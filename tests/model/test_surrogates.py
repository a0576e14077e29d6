"""Half characters become U+FFFD, and the bytes of a file name become what they say."""

from __future__ import annotations

import os

import pytest

from annotator.model.article import Article
from annotator.model.surrogates import without_surrogates


@pytest.mark.parametrize("value", ["", "Iğdır", "😀", {"a": ["b", 1, None]}, ["x"]])
def test_what_is_whole_is_given_back_itself(value: object) -> None:
    assert without_surrogates(value) is value


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("a\ud83d", "a�"),
        ("\ude00\ud83d", "��"),
        (os.fsdecode(b"caf\xe9"), "caf�"),
        ("I\udcc4\udc9fd\udcc4\udcb1r.txt", "Iğdır.txt"),
        ({"\ud800": ["\udfff", 1]}, {"�": ["�", 1]}),
    ],
)
def test_half_characters_are_replaced(broken: object, whole: object) -> None:
    assert without_surrogates(broken) == whole


def test_an_article_stays_an_article() -> None:
    article = Article(title="\ud83d", extra={"a": "\ud83d"}, source_file="a.txt")
    assert without_surrogates(article) == Article(title="�", extra={"a": "�"}, source_file="a.txt")
