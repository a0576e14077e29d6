"""Each coefficient against published worked examples, and against other people's programs."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.agreement.coefficients import (
    NO_UNITS,
    NO_VARIATION,
    Level,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
    scale_for,
    scott_pi,
)
from annotator.errors import AnnotatorError

#: Krippendorff 2011, section C: four observers, twelve units; also Gwet 2014 ("cac.raw4raters").
KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
UNITS = list(zip(*KRIPPENDORFF, strict=True))

#: Fleiss 1971, table 1: how many of six psychiatrists put each of thirty patients into five diagnoses.
FLEISS = (
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
    "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
)

#: The ten subjects by fourteen raters of the encyclopaedias.
FOURTEEN = [
    (0, 0, 0, 0, 14),
    (0, 2, 6, 4, 2),
    (0, 0, 3, 5, 6),
    (0, 3, 9, 2, 0),
    (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2),
    (6, 5, 2, 1, 0),
    (0, 2, 2, 3, 7),
]

#: Thirty units by four coders, drawn once; "." is missing. The expected numbers come from other programs.
DRAWN = (
    "2121 4555 .555 3323 .324 .334 5555 555. 4.1. 5555 5443 5555 3422 3533 5.53 "
    "4544 .3.3 2112 1112 5455 1224 5555 4354 4555 5555 1.13 311. 55.5 333. 5444"
)
COMPLETE = (
    "31111 22222 33133 13311 22223 23321 22211 11132 32333 11111 "
    "22222 33333 12113 11122 32322 11111 22212 33333 11113 22121"
)


def ratings(words: str) -> list[list[float | None]]:
    return [[None if sign == "." else int(sign) for sign in word] for word in words.split()]


def spread(counts: tuple[int, ...] | list[int]) -> list[str]:
    return [str(category) for category, count in enumerate(counts) for _ in range(count)]


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_is_what_krippendorff_2011_computes(level: Level, published: float) -> None:
    found = krippendorff_alpha(UNITS, level=level)
    assert found.value == pytest.approx(published, abs=0.0005)
    assert found.name == f"Krippendorff's alpha ({level})"
    assert found.n == 11
    assert found.observed is not None
    assert found.expected is not None
    assert found.value == 1 - found.observed / found.expected


@pytest.mark.parametrize(
    ("level", "program"),
    [
        ("nominal", 0.39920729290527146),
        ("ordinal", 0.7662984907907818),
        ("interval", 0.7498907629118239),
        ("ratio", 0.6478307465852817),
    ],
)
def test_alpha_with_missing_values_is_that_of_the_krippendorff_package(level: Level, program: float) -> None:
    # krippendorff 0.9.0 (GPL, not installed with us), reliability_data of DRAWN, value_domain 1..5
    assert krippendorff_alpha(ratings(DRAWN), level=level).value == pytest.approx(program, abs=1e-12)


def test_fleiss_kappa_is_what_fleiss_1971_computes() -> None:
    table = [[int(count) for count in row] for row in FLEISS.split()]
    found = fleiss_kappa(spread(row) for row in table)
    assert found.value == pytest.approx(0.430, abs=0.0005)
    assert 1 - found.observed == pytest.approx(0.556, abs=0.0005)  # type: ignore[operator]
    assert 1 - found.expected == pytest.approx(0.220, abs=0.0005)  # type: ignore[operator]
    assert found.n == 30


def test_fleiss_kappa_of_ten_subjects_and_fourteen_raters_is_210() -> None:
    assert fleiss_kappa(spread(row) for row in FOURTEEN).value == pytest.approx(0.210, abs=0.0005)


def test_fleiss_kappa_is_that_of_statsmodels() -> None:
    # statsmodels 0.14, stats.inter_rater.fleiss_kappa(method="fleiss")
    assert fleiss_kappa(ratings(COMPLETE)).value == pytest.approx(0.42719324690985827, abs=1e-12)


def test_with_missing_values_fleiss_kappa_and_ac1_are_those_of_gwet_2014() -> None:
    assert fleiss_kappa(UNITS).value == pytest.approx(0.76117, abs=0.000005)
    assert gwet_ac1(UNITS).value == pytest.approx(0.77544, abs=0.000005)
    assert percent_agreement(UNITS).value == pytest.approx(0.81818, abs=0.000005)


def test_cohen_kappa_is_what_cohen_1960_computes() -> None:
    table = [[88, 10, 2], [14, 40, 6], [18, 10, 12]]
    pairs = [
        (str(i), str(j)) for i, row in enumerate(table) for j, count in enumerate(row) for _ in range(count)
    ]
    found = cohen_kappa(pairs)
    assert found.value == pytest.approx(0.492, abs=0.0005)
    assert found.observed == pytest.approx(0.30)
    assert found.expected == pytest.approx(0.59)
    assert found.n == 200


def test_cohen_kappa_is_that_of_scikit_learn_and_leaves_out_missing_values() -> None:
    # scikit-learn 1.8, metrics.cohen_kappa_score, of the first two coders
    found = cohen_kappa((row[0], row[1]) for row in ratings(DRAWN))
    assert found.value == pytest.approx(0.20899470899470896, abs=1e-12)
    assert found.n == 23


def test_pi_and_kappa_are_those_of_artstein_and_poesio_2008() -> None:
    table = [[46, 6, 0], [0, 32, 0], [0, 6, 10]]
    pairs = [
        (str(i), str(j)) for i, row in enumerate(table) for j, count in enumerate(row) for _ in range(count)
    ]
    assert scott_pi(pairs).value == pytest.approx(0.7995, abs=0.00005)
    assert cohen_kappa(pairs).value == pytest.approx(0.8013, abs=0.00005)


def test_ac1_of_two_raters_is_what_gwet_2008_computes() -> None:
    # his example of high agreement and low kappa: 118 of 125 in one cell; kappa −.0234, AC1 .9408
    pairs = [("+", "+")] * 118 + [("+", "-")] * 5 + [("-", "+")] * 2
    assert gwet_ac1(pairs).value == pytest.approx(0.9408, abs=0.00005)
    assert cohen_kappa(pairs).value == pytest.approx(-0.0234, abs=0.00005)


def test_complete_agreement_with_variation_is_one_everywhere() -> None:
    units = [("a", "a"), ("b", "b"), ("c", "c")]
    for measure in (krippendorff_alpha, fleiss_kappa, gwet_ac1, percent_agreement, cohen_kappa, scott_pi):
        assert measure(units).value == 1


def test_without_variation_a_coefficient_is_undefined_and_says_so_but_percent_agreement_stands() -> None:
    units = [("a", "a"), ("a", "a")]
    for measure in (krippendorff_alpha, fleiss_kappa, gwet_ac1, cohen_kappa, scott_pi):
        found = measure(units)
        assert found.value is None
        assert found.reason == NO_VARIATION
    assert percent_agreement(units).value == 1


@pytest.mark.parametrize("units", [[], [("a", None)], [(None, None)]])
def test_without_two_values_in_any_unit_nothing_is_defined(
    units: list[tuple[str | None, str | None]],
) -> None:
    for measure in (krippendorff_alpha, fleiss_kappa, gwet_ac1, percent_agreement, cohen_kappa, scott_pi):
        found = measure(units)
        assert found.value is None
        assert found.reason == NO_UNITS
        assert found.n == 0


def test_an_ordinal_scale_of_words_goes_by_the_order_given() -> None:
    units = [("low", "mid"), ("mid", "high"), ("low", "low"), ("high", "high")]
    ranks = {"low": 1, "mid": 2, "high": 3}
    by_number = krippendorff_alpha([(ranks[a], ranks[b]) for a, b in units], level="ordinal")
    assert krippendorff_alpha(units, level="ordinal", order=("low", "mid", "high")).value == by_number.value
    assert krippendorff_alpha(units, level="ordinal").value != by_number.value


def test_a_value_that_is_not_in_the_order_comes_last() -> None:
    units = [("low", "high"), ("high", "new"), ("low", "low")]
    found = krippendorff_alpha(units, level="ordinal", order=("low", "high"))
    numbers = krippendorff_alpha([(1, 2), (2, 3), (1, 1)], level="ordinal")
    assert found.value == numbers.value


def test_numbers_and_words_of_one_attribute_have_one_order() -> None:
    assert krippendorff_alpha([(1, "a"), ("a", 1), (2, 2)], level="ordinal").value is not None


def test_a_ratio_scale_refuses_values_below_zero() -> None:
    with pytest.raises(AnnotatorError, match="interval"):
        krippendorff_alpha([(-1, 1), (2, 2)], level="ratio")


def test_the_scale_divides_by_every_share_of_a_unit() -> None:
    for coders in range(2, 12):
        scale = scale_for(coders)
        assert all(scale % (m * (m - 1)) == 0 for m in range(2, coders + 1))


@given(st.lists(st.lists(st.sampled_from([None, "a", "b", "c"]), min_size=2, max_size=5), min_size=1))
def test_the_order_of_units_and_of_coders_does_not_matter(units: list[list[str | None]]) -> None:
    mixed = [random.Random(1).sample(unit, len(unit)) for unit in reversed(units)]
    for measure in (krippendorff_alpha, fleiss_kappa, gwet_ac1, percent_agreement):
        assert measure(mixed) == measure(units)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2))
def test_alpha_of_two_coders_is_pi_corrected_for_the_number_of_values(pairs: list[tuple[str, str]]) -> None:
    pi, alpha = scott_pi(pairs), krippendorff_alpha(pairs)
    if pi.value is not None:
        assert alpha.value == pytest.approx(1 - (1 - pi.value) * (2 * len(pairs) - 1) / (2 * len(pairs)))
