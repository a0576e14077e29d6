"""The reliability report reads like a journal wants it, and its page opens as it stands."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from lxml import etree

from annotator import __version__
from annotator.analysis.agreement import AgreementReport, Figure, agreement
from annotator.analysis.report import (
    figure_words,
    methods_paragraph,
    number_words,
    subject_words,
    tables,
)
from annotator.analysis.report_page import confusion_chart, drift_chart, headlines, html_page, interval_chart
from annotator.model.exchange import ArticleRecord
from tests.analysis.agreement.making import SCHEME, article, mark, relation

CODERS = ("Ani & co", "Budi", "Cici")


def records(coders: tuple[str, ...]) -> Iterator[ArticleRecord]:
    draw = random.Random(5)
    for number in range(8):
        marks = [
            mark(
                coder,
                label,
                (place * 20 + draw.randint(0, 3), place * 20 + 12),
                uid=f"{number}{coder}{place}{label}",
                entity=draw.choice("ef"),
                form=draw.choice(["direct", "indirect"]),
                created=f"2026-01-{1 + number * 3:02}T00:00:00.000Z",
            )
            for coder in coders
            for place in range(4)
            for label in ("claim", "actor")
            if draw.random() < 0.9
        ]
        relations = tuple(
            relation(coder, "made_by", *pair)
            for coder in coders
            if len(pair := [one for one in marks if one.coder == coder][:2]) == 2
        )
        yield article(*marks, uid=f"a{number}", relations=relations)


def report_of(coders: tuple[str, ...], **more: Any) -> AgreementReport:
    values = {
        f"a{number}": {
            coder: {"frame": "conflict" if number % 3 else "human", "tone": number} for coder in coders
        }
        for number in range(8)
    }
    return agreement(
        records(coders), coders=coders, scheme=SCHEME, **{"rounds": 20, "article_values": values, **more}
    )


@pytest.fixture(scope="module")
def report() -> AgreementReport:
    return report_of(CODERS)


@pytest.fixture(scope="module")
def empty() -> AgreementReport:
    return agreement([], coders=CODERS, scheme=SCHEME, rounds=10)


def test_numbers_are_printed_the_way_journals_print_them() -> None:
    words = [number_words(value) for value in (0.8124, 1.0, -0.05, -0.0001, 0, None, 47.275)]
    assert words == [".812", "1.000", "−.050", ".000", ".000", "–", "47.275"]


def test_a_figure_shows_its_interval_if_it_has_one() -> None:
    figure = Figure(kind="spans", subject="", coders=CODERS, name="F1, exact", value=0.5, low=0.4, high=0.6)
    assert figure_words(figure) == ".500 [.400, .600]"
    assert figure_words(Figure(kind="relations", subject="", coders=CODERS, name="x", value=0.5)) == ".500"
    assert subject_words(figure) == "all labels"
    assert (
        subject_words(Figure(kind="relations", subject="", coders=CODERS, name="x", value=0.5)) == "all types"
    )
    assert subject_words(Figure(kind="spans", subject="claim", coders=CODERS, name="x", value=0.5)) == "claim"


def test_the_paragraph_tells_sample_units_coders_coefficients_and_versions(report: AgreementReport) -> None:
    paragraph = methods_paragraph(
        report,
        sample="The articles were drawn at random (seed 4).",
        settled="Differences were settled by talk.",
    )
    for words in (
        "on 8 articles that at least two of 3 coders had coded independently",
        "Ani & co (8), Budi (8) and Cici (8)",
        "The articles were drawn at random (seed 4).",
        "2 labels (claim and actor)",
        "for identical boundaries",
        "|u-alpha = ",
        "claim.form (nominal, n = ",
        "frame (nominal, n = 8) 1.000",
        "tone (interval, n = 8) 1.000",
        "The same entity was assigned to matched marks: actor ",
        "Relations of the same type",
        "95% percentile bootstrap intervals over articles (20 rounds, seed 1)",
        "Differences were settled by talk.",
        f"Annotator {__version__}.",
    ):
        assert words in paragraph, words
    assert "  " not in paragraph


def test_the_paragraph_says_only_what_was_measured(empty: AgreementReport) -> None:
    paragraph = methods_paragraph(empty)
    assert "0 articles" in paragraph
    for words in ("F1", "unitizing", "Attribute", "entity", "Relations", "variables", "Brackets"):
        assert words not in paragraph


def test_an_attribute_without_variation_is_told_as_undefined() -> None:
    same = article(mark("Ani", "claim", (0, 9), form="direct"), mark("Budi", "claim", (0, 9), form="direct"))
    found = agreement([same], coders=("Ani", "Budi"), scheme=SCHEME, rounds=0)
    assert "claim.form (nominal, n = 1) undefined (no variation), 100%" in methods_paragraph(found)
    assert "1 article that" in methods_paragraph(found)


def test_where_nothing_is_marked_the_paragraph_leaves_unitizing_and_relations_out() -> None:
    blank = agreement(
        [article(uid="a")], coders=("Ani", "Budi"), scheme=SCHEME, rounds=0, coded={"a": ("Ani", "Budi")}
    )
    assert "unitizing" not in methods_paragraph(blank)
    assert "Relations" not in methods_paragraph(blank)


def test_the_tables_hold_every_figure_once(report: AgreementReport) -> None:
    made = {table.title: table for table in tables(report)}
    assert list(made)[:6] == [
        "Marks",
        "Unitizing",
        "Attributes of matched marks",
        "Entities of matched marks",
        "Relations",
        "Article variables",
    ]
    kinds = list(made.values())[:6]
    assert sum(len(table.rows) for table in kinds) == len(report.overall())
    assert len(made["Pairs of coders"].rows) == len(report.figures) - len(report.overall())
    assert "all pairs of coders added up" in made["Confusion: labels"].about
    assert made["Coders"].rows[0][0] == "Ani & co"
    assert all(len(row) == len(table.header) for table in made.values() for row in table.rows)


def test_tables_without_rows_are_left_out(empty: AgreementReport) -> None:
    assert [table.title for table in tables(empty)] == ["Coders"]


def test_with_two_coders_the_confusion_names_both() -> None:
    made = {table.title: table for table in tables(report_of(CODERS[1:]))}
    assert "(Budi and Cici)" in made["Confusion: labels"].about
    assert "Pairs of coders" not in made


def test_the_page_is_well_formed_and_fetches_nothing(report: AgreementReport) -> None:
    page = html_page(report, title="A < B", sample="5 > 4.")
    tree = etree.HTML(page)
    assert tree.findtext(".//h1") == "A < B"
    assert "Ani &amp; co" in page
    for svg in tree.iter("svg"):
        etree.fromstring(etree.tostring(svg))
    assert len(list(tree.iter("svg"))) >= 4
    assert not [name for one in tree.iter() for name in one.attrib if name in {"src", "href"}]


def test_the_page_of_an_empty_report_has_no_charts(empty: AgreementReport) -> None:
    assert "<svg" not in html_page(empty)


def test_each_subject_has_one_headline_figure(report: AgreementReport) -> None:
    chosen = headlines(report)
    assert len({(one.kind, one.subject) for one in chosen}) == len(chosen)
    names = {(one.kind, one.subject): one.name for one in chosen}
    assert names["unitizing", ""] == "u-alpha"
    assert names["unitizing", "claim"] == "|u-alpha"
    assert names["attribute", "claim.form"] == "Krippendorff's alpha (nominal)"
    assert names["spans", "claim"] == "F1, overlapping"


def test_a_subject_without_a_known_headline_takes_its_first_figure() -> None:
    odd = Figure(kind="spans", subject="x", coders=("A", "B"), name="odd", value=None, note="Undefined: so.")
    report = agreement([], coders=("A", "B"), scheme=SCHEME, rounds=0)
    assert headlines(_with(report, odd)) == [odd]
    assert "Undefined: so." in interval_chart([odd])


def _with(report: AgreementReport, figure: Figure) -> AgreementReport:
    return msgspec.structs.replace(report, figures=[figure])


def test_a_long_name_is_cut_and_a_negative_value_stays_in_the_picture() -> None:
    low = Figure(kind="spans", subject="x" * 90, coders=CODERS, name="n", value=-0.5, low=-3.0, high=0.2)
    chart = interval_chart([low])
    assert "x" * 60 not in chart
    assert "x1='330.0'" in chart


def test_drift_needs_two_weeks(report: AgreementReport) -> None:
    assert drift_chart([one for one in report.drift if one.week == report.drift[0].week]) == ""
    chart = drift_chart(report.drift)
    assert chart.count("<g>") == 3
    assert report.drift[0].week in chart


def test_a_value_that_never_met_another_is_drawn_as_nothing(report: AgreementReport) -> None:
    confusion = report.confusions[0]
    blank = msgspec.structs.replace(confusion, table=[[0] * len(confusion.values) for _ in confusion.values])
    assert confusion_chart(blank).count("<rect") == len(confusion.values) ** 2
