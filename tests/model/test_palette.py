"""Colours of labels: contrast, and who takes which for one another."""

from __future__ import annotations

import pytest

from annotator.model.palette import (
    PAGES,
    PALETTE,
    Pair,
    confused_by,
    contrast,
    free_pair,
    is_colour,
    pair_for,
    readable,
    readable_like,
)


def test_contrast_is_what_the_standard_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#0072B2", "#0072B2") == 1


def test_every_colour_of_the_palette_can_be_read_on_its_page() -> None:
    for pair in PALETTE:
        for colour, page in zip(pair, PAGES, strict=True):
            assert is_colour(colour)
            assert contrast(colour, page) >= 4.1, colour


def test_the_colours_of_the_default_scheme_are_told_apart_by_everybody() -> None:
    first = PALETTE[:4]
    for one in first:
        for two in first:
            if one != two:
                assert confused_by(one.light, two.light) in ("", "blue-blind")
    assert confused_by("#0072B2", "#0072B2") == "everybody"
    assert confused_by("#CC0000", "#7A7A00") == "green-blind"


def test_a_new_label_takes_a_colour_that_is_free() -> None:
    assert free_pair([]) == PALETTE[0]
    assert free_pair(["#0072b2"]) == PALETTE[1]
    taken = [one.light for one in PALETTE]
    assert free_pair([*taken, PALETTE[0].light]) == PALETTE[1]


def test_a_colour_is_made_readable_on_either_page() -> None:
    assert readable_like("#0072B2", dark=False) == "#0072B2"
    pale = pair_for("#FFEE00")
    assert isinstance(pale, Pair)
    assert readable(pale.light, dark=False)
    assert readable(pale.dark, dark=True)
    assert readable(readable_like("#000000", dark=True), dark=True)
    assert not is_colour("red")
