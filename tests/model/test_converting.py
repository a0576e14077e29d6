"""Values that follow their attribute to another list or kind."""

from __future__ import annotations

import pytest

from annotator.model.annotation import AttributeValue
from annotator.model.converting import converted, words_of
from annotator.model.scheme import Attribute, Kind, Value


def made(kind: Kind, *values: str, grows: bool = False) -> Attribute:
    return Attribute(name="a", kind=kind, values=[Value(name=one) for one in values], grows=grows)


@pytest.mark.parametrize(
    ("value", "kind", "values", "words", "becomes", "lost"),
    [
        ("x", "choice", ["x"], {}, "x", False),
        ("x", "choice", ["y"], {"x": "y"}, "y", False),
        ("x", "choice", ["y"], {"x": None}, None, True),
        ("x", "several", ["x"], {}, ["x"], False),
        (["x", "y"], "choice", ["x", "y"], {}, "x", True),
        (["x", "y"], "several", ["x"], {"y": "x"}, ["x"], False),
        (["x", "y"], "text", [], {}, "x; y", False),
        ([], "several", ["x"], {}, [], False),
        (True, "choice", ["yes", "no"], {}, "yes", False),
        (False, "choice", ["never"], {"no": "never"}, "never", False),
        ("ja", "yes/no", [], {"ja": "yes"}, True, False),
        ("3", "number", [], {}, 3, False),
        ("2,5", "number", [], {}, 2.5, False),
        (3, "text", [], {}, "3", False),
        ("2025-04", "date", [], {}, "2025-04", False),
    ],
)
def test_values_follow(
    value: AttributeValue,
    kind: Kind,
    values: list[str],
    words: dict[str, str | None],
    becomes: object,
    *,
    lost: bool,
) -> None:
    result = converted(value, made(kind, *values), words)
    assert (result.value, result.lost, result.unfit) == (becomes, lost, ())


@pytest.mark.parametrize(
    ("value", "attribute", "kept", "unfit"),
    [
        ("x", made("choice", "y"), None, ("x",)),
        (["x", "y"], made("several", "y"), ["y"], ("x",)),
        ("many", made("number"), None, ("many",)),
        ("inf", made("number"), None, ("inf",)),
        ("soon", made("date"), None, ("soon",)),
        ("perhaps", made("yes/no"), None, ("perhaps",)),
    ],
)
def test_words_without_a_place_are_told(
    value: AttributeValue, attribute: Attribute, kept: object, unfit: tuple[str, ...]
) -> None:
    result = converted(value, attribute, {})
    assert (result.value, result.lost, result.unfit) == (kept, True, unfit)


def test_a_list_that_grows_takes_every_word() -> None:
    assert converted("anything", made("choice", "x", grows=True), {}).value == "anything"


def test_values_are_spoken_of_in_words() -> None:
    assert [words_of(one) for one in (True, False, 3, "x", ["a", "b"])] == [
        *(["yes"], ["no"], ["3"], ["x"], ["a", "b"]),
    ]
