"""The whole report: who is compared with whom, on what, and with which figures."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.analysis.agreement import AgreementReport, agreement
from annotator.analysis.agreement.collect import NO_ENTITY, week_of
from annotator.errors import AnnotatorError, SchemeError
from annotator.model.annotation import Annotation
from annotator.model.exchange import ArticleRecord
from tests.analysis.agreement.making import SCHEME, article, mark, relation

TWO = ("Ani", "Budi")
THREE = ("Ani", "Budi", "Cici")


def measured(
    records: Iterable[ArticleRecord], coders: tuple[str, ...] = TWO, **more: object
) -> AgreementReport:
    return agreement(records, coders=coders, scheme=SCHEME, **{"rounds": 0, **more})  # type: ignore[arg-type]


def value(
    report: AgreementReport, kind: str, subject: str, name: str, coders: tuple[str, ...] = ()
) -> float | None:
    figure = report.figure(kind, subject, name, coders)  # type: ignore[arg-type]
    assert figure is not None, (kind, subject, name)
    return figure.value


def test_f1_counts_equal_overlapping_and_shared_characters() -> None:
    record = article(
        mark("Ani", "claim", (0, 10)),
        mark("Budi", "claim", (0, 10)),
        mark("Ani", "claim", (20, 30)),
        mark("Budi", "claim", (22, 30)),
        mark("Ani", "actor", (40, 44)),
        mark("Budi", "claim", (40, 44)),
    )
    report = measured([record])
    assert value(report, "spans", "claim", "F1, exact") == pytest.approx(2 / 5)
    assert value(report, "spans", "claim", "F1, overlapping") == pytest.approx(4 / 5)
    assert value(report, "spans", "claim", "F1, characters") == pytest.approx(2 * 18 / (20 + 22))
    assert value(report, "spans", "claim", "precision, exact") == pytest.approx(1 / 3)
    assert value(report, "spans", "claim", "recall, exact") == pytest.approx(1 / 2)
    assert value(report, "spans", "actor", "F1, exact") == 0
    assert value(report, "spans", "", "F1, exact") == pytest.approx(2 / 6)
    assert report.figure("spans", "", "Cohen's kappa, characters") is None
    assert value(report, "spans", "claim", "Cohen's kappa, characters") == pytest.approx(
        1 - (6 / 100) / (1 - (20 * 22 + 80 * 78) / 10_000)
    )


def test_overlapping_f1_is_what_nervaluate_calls_entity_type() -> None:
    # nervaluate 1.2.1: strict .25, ent_type .75 for these four true and four predicted entities
    true = [("claim", 0, 10), ("claim", 20, 30), ("actor", 40, 45), ("actor", 60, 65)]
    predicted = [("claim", 0, 10), ("claim", 22, 30), ("actor", 41, 51), ("claim", 80, 85)]
    marks = [
        mark(coder, label, (start, end))
        for coder, some in zip(TWO, (true, predicted), strict=True)
        for label, start, end in some
    ]
    report = measured([article(*marks)])
    assert value(report, "spans", "", "F1, exact") == 0.25
    assert value(report, "spans", "", "F1, overlapping") == 0.75


def test_the_confusion_of_labels_tells_other_labels_and_missing_marks() -> None:
    record = article(
        mark("Ani", "claim", (0, 10)),
        mark("Budi", "claim", (0, 10)),
        mark("Ani", "actor", (20, 30)),
        mark("Budi", "claim", (22, 30)),
        mark("Ani", "actor", (40, 44)),
        mark("Budi", "actor", (60, 64)),
    )
    labels = measured([record]).confusions[0]
    assert (labels.kind, labels.subject, labels.coders) == ("spans", "", TWO)
    assert labels.values == ["actor", "claim", ""]
    assert labels.table == [[0, 1, 1], [0, 1, 0], [1, 0, 0]]
    assert labels.specific_agreement() == {"actor": 0, "claim": pytest.approx(2 / 3), "": 0}


def test_a_value_that_nobody_gave_has_no_specific_agreement() -> None:
    labels = measured([article(mark("Ani", "claim", (0, 10)), mark("Budi", "claim", (0, 10)))]).confusions[0]
    assert labels.specific_agreement() == {"claim": 1}


def test_attributes_are_compared_on_matched_marks_of_the_same_label() -> None:
    record = article(
        mark("Ani", "claim", (0, 10), form="direct", doubted=True, issues=["b", "a"], certainty=3),
        mark("Budi", "claim", (1, 10), form="direct", doubted=True, issues=["a", "b"], certainty=4),
        mark("Ani", "claim", (20, 30), form="direct", doubted=False, issues=[], certainty=1),
        mark("Budi", "claim", (20, 30), form="indirect", doubted=False, issues=["a"], certainty=1.5),
        mark("Ani", "claim", (40, 50), form="indirect", issues=["c"]),
        mark("Budi", "claim", (40, 50), form="indirect", issues=["c"]),
        mark("Ani", "claim", (60, 70), form="direct"),
        mark("Ani", "claim", (80, 90), form="direct"),
        mark("Budi", "actor", (80, 90), form="direct"),
    )
    report = measured([record])
    form = report.figure("attribute", "claim.form", "percent agreement")
    assert form is not None
    assert (form.value, form.n) == (pytest.approx(2 / 3), 3)
    assert value(report, "attribute", "claim.form", "Cohen's kappa") == pytest.approx(0.4)
    assert value(report, "attribute", "claim.form", "Krippendorff's alpha (nominal)") == pytest.approx(4 / 9)
    assert value(report, "attribute", "claim.doubted", "percent agreement") == 1
    assert value(report, "attribute", "claim.issues", "percent agreement") == 1
    assert value(report, "attribute", "claim.certainty", "Krippendorff's alpha (interval)") is not None
    assert "claim.comment" not in report.attributes
    table = next(one for one in report.confusions if one.subject == "claim.form")
    assert (table.values, table.table) == (["direct", "indirect"], [[1, 1], [0, 1]])


def test_three_coders_make_one_unit_of_what_they_marked_alike() -> None:
    record = article(
        mark("Ani", "claim", (0, 10), form="direct"),
        mark("Budi", "claim", (0, 9), form="direct"),
        mark("Cici", "claim", (2, 10), form="indirect"),
        mark("Ani", "claim", (20, 30), form="indirect"),
        mark("Cici", "claim", (20, 30), form="indirect"),
        mark("Budi", "claim", (50, 60), form="direct"),
    )
    report = measured([record], THREE)
    alpha = report.figure("attribute", "claim.form", "Krippendorff's alpha (nominal)")
    assert alpha is not None
    # coincidences: unit 1 has d d i, unit 2 has i i
    assert alpha.value == pytest.approx(1 - (2 / 5) / (12 / 20))
    assert alpha.n == 2
    assert value(report, "attribute", "claim.form", "Cohen's kappa", ("Ani", "Cici")) == 0
    assert value(report, "attribute", "claim.form", "percent agreement", ("Ani", "Budi")) == 1
    assert value(report, "spans", "claim", "F1, overlapping") == pytest.approx(2 * 4 / (4 + 4 + 4))
    pooled = [one for one in report.confusions if one.coders == THREE and one.subject == "claim.form"]
    assert [sum(map(sum, one.table)) for one in pooled] == [4]


def test_a_unit_never_has_two_marks_of_one_coder() -> None:
    record = article(
        mark("Ani", "claim", (0, 10), form="direct"),
        mark("Budi", "claim", (0, 6), form="direct"),
        mark("Budi", "claim", (6, 10), form="indirect"),
        mark("Cici", "claim", (5, 10), form="indirect"),
    )
    report = measured([record], THREE)
    figure = report.figure("attribute", "claim.form", "percent agreement")
    assert figure is not None
    # Ani with Budi's longer first part and Cici; Budi's second part finds no place beside the first
    assert (figure.n, figure.value) == (1, pytest.approx(1 / 3))


def test_an_attribute_is_measured_at_the_level_asked_for() -> None:
    record = article(
        mark("Ani", "claim", (0, 10), strength="low", certainty=1),
        mark("Budi", "claim", (0, 10), strength="high", certainty=2),
        mark("Ani", "claim", (20, 30), strength="mid", certainty=2),
        mark("Budi", "claim", (20, 30), strength="mid", certainty=2),
    )
    report = measured([record], levels={"claim.strength": "ordinal", "certainty": "nominal"})
    assert report.levels["claim.strength"] == "ordinal"
    assert value(report, "attribute", "claim.strength", "Krippendorff's alpha (ordinal)") is not None
    assert value(report, "attribute", "claim.certainty", "Krippendorff's alpha (nominal)") is not None
    low_high = measured([record], levels={"strength": "ordinal"})
    assert value(low_high, "attribute", "claim.strength", "Krippendorff's alpha (ordinal)") == value(
        report, "attribute", "claim.strength", "Krippendorff's alpha (ordinal)"
    )


def test_words_have_no_interval() -> None:
    record = article(
        mark("Ani", "claim", (0, 10), form="direct"), mark("Budi", "claim", (0, 10), form="direct")
    )
    assert (
        measured([record], levels={"form": "interval"}).figure("attribute", "claim.form", "percent agreement")
        is None
    )


def test_labels_and_attributes_can_be_chosen() -> None:
    record = article(
        mark("Ani", "claim", (0, 10), form="direct", comment="so"),
        mark("Budi", "claim", (0, 10), form="direct", comment="so"),
        mark("Ani", "actor", (20, 30), form="name"),
        mark("Budi", "actor", (20, 30), form="name"),
    )
    assert measured([record], attributes=["form"]).attributes == ("claim.form", "actor.form")
    assert measured([record], attributes=["claim.comment"]).attributes == ("claim.comment",)
    only = measured([record], labels=["actor"])
    assert only.labels == ("actor",)
    assert only.marks == 2
    assert only.figure("spans", "claim", "F1, exact") is None
    assert only.figure("unitizing", "", "|u-alpha") is not None
    assert only.figure("unitizing", "actor", "|u-alpha") is None


def test_entities_are_compared_where_anybody_named_one() -> None:
    record = article(
        mark("Ani", "actor", (0, 10), entity="e1"),
        mark("Budi", "actor", (0, 10), entity="e1"),
        mark("Ani", "actor", (20, 30), entity="e1"),
        mark("Budi", "actor", (20, 30)),
        mark("Ani", "actor", (40, 50)),
        mark("Budi", "actor", (40, 50)),
        mark("Ani", "claim", (60, 70), entity="e1"),
        mark("Budi", "claim", (60, 70)),
    )
    figure = measured([record]).figure("entity", "actor", "percent agreement")
    assert figure is not None
    assert (figure.value, figure.n) == (0.5, 2)
    assert measured([record]).figure("entity", "claim", "percent agreement") is None
    assert value(measured([record], THREE), "entity", "actor", "percent agreement", TWO) == 0.5
    assert NO_ENTITY.startswith("(")


def test_relations_match_when_type_and_both_ends_match() -> None:
    claims = [mark("Ani", "claim", (0, 10)), mark("Budi", "claim", (2, 10))]
    actors = [mark("Ani", "actor", (20, 30)), mark("Budi", "actor", (20, 28))]
    others = [mark("Ani", "actor", (50, 60)), mark("Budi", "actor", (70, 80))]
    shared = mark("Gold", "actor", (90, 95))
    record = article(
        *claims,
        *actors,
        *others,
        shared,
        relations=(
            relation("Ani", "made_by", claims[0], actors[0]),
            relation("Budi", "made_by", claims[1], actors[1]),
            relation("Ani", "made_by", claims[0], others[0]),
            relation("Budi", "made_by", claims[1], others[1]),
            relation("Ani", "affects", claims[0], actors[0]),
            relation("Ani", "made_by", claims[0], shared),
            relation("Budi", "made_by", claims[1], shared),
        ),
    )
    report = measured([record])
    assert value(report, "relations", "made_by", "F1, relations") == pytest.approx(2 * 2 / 6)
    assert value(report, "relations", "affects", "F1, relations") == 0
    assert value(report, "relations", "affects", "precision, relations") is None
    assert value(report, "relations", "", "F1, relations") == pytest.approx(2 * 2 / 7)
    assert measured([record], labels=["claim"]).figure("relations", "", "F1, relations") is None


def test_variables_of_articles_are_compared_article_by_article() -> None:
    values = {
        "a1": {"Ani": {"frame": "conflict", "tone": 1}, "Budi": {"frame": "conflict", "tone": 2}},
        "a2": {"Ani": {"frame": "human"}, "Budi": {"frame": "conflict"}, "Cici": {"frame": "human"}},
        "a3": {"Ani": {"frame": "human"}},
    }
    records = [article(uid=uid) for uid in values]
    report = measured(records, THREE, article_values=values)
    assert report.compared == 0
    frame = report.figure("variable", "frame", "Krippendorff's alpha (nominal)")
    assert frame is not None
    assert (frame.value, frame.n) == (pytest.approx(1 - (2 / 5) / (12 / 20)), 2)
    assert value(report, "variable", "frame", "percent agreement", TWO) == 0.5
    assert value(report, "variable", "tone", "Krippendorff's alpha (interval)") == 0


def test_who_left_no_mark_took_no_part_unless_said_otherwise() -> None:
    records = [
        article(mark("Ani", "claim", (0, 10)), mark("Budi", "claim", (0, 10)), uid="a1"),
        article(mark("Ani", "claim", (0, 10)), uid="a2"),
        article(mark("Ani", "claim", (0, 10)), mark("Budi", "claim", (0, 10), suggested=True), uid="a3"),
    ]
    by_marks = measured(records)
    assert (by_marks.read, by_marks.compared, by_marks.coded) == (3, 1, {"Ani": 1, "Budi": 1})
    assert value(by_marks, "spans", "claim", "F1, exact") == 1
    told = measured(records, coded={"a1": TWO, "a2": TWO})
    assert told.compared == 2
    assert value(told, "spans", "claim", "F1, exact") == pytest.approx(2 / 3)


def test_a_relation_shows_that_somebody_took_part() -> None:
    claim, actor = mark("Ani", "claim", (0, 10)), mark("Ani", "actor", (20, 30))
    record = article(claim, actor, relations=(relation("Budi", "made_by", claim, actor),))
    assert measured([record]).compared == 1


def test_articles_that_nobody_marked_are_compared_but_say_nothing() -> None:
    report = measured([article(uid="a1")], coded={"a1": TWO})
    assert report.compared == 1
    assert report.worst == []
    figure = report.figure("spans", "claim", "Cohen's kappa, characters")
    assert figure is not None
    assert figure.value is None
    assert figure.note == "Undefined: nobody marked anything."
    assert report.by_coder[0].f1 is None


def test_a_coefficient_without_variation_says_so() -> None:
    record = article(
        mark("Ani", "claim", (0, 10), form="direct"), mark("Budi", "claim", (0, 10), form="direct")
    )
    figure = measured([record]).figure("attribute", "claim.form", "Cohen's kappa")
    assert figure is not None
    assert figure.value is None
    assert figure.note.startswith("Undefined: all values are the same")


def test_fewer_than_two_coders_are_refused() -> None:
    with pytest.raises(AnnotatorError, match="two coders"):
        measured([], ("Ani", "Ani"))


def test_an_unknown_label_is_refused() -> None:
    with pytest.raises(SchemeError, match="quote"):
        measured([], labels=["quote"])


def test_an_unknown_attribute_is_refused() -> None:
    with pytest.raises(SchemeError, match="tone of voice"):
        measured([], attributes=["tone of voice"])


def test_drift_shows_each_coder_week_by_week() -> None:
    early, late = "2026-01-05T08:00:00.000Z", "2026-02-11T08:00:00.000Z"
    records = [
        article(
            mark("Ani", "claim", (0, 10), created=early, form="direct"),
            mark("Budi", "claim", (0, 10), created=early, form="direct"),
            uid="a1",
        ),
        article(
            mark("Ani", "claim", (0, 10), created=late, form="direct"),
            mark("Ani", "claim", (20, 30), created="2026-03-01T08:00:00.000Z"),
            mark("Budi", "claim", (0, 10), created=early, form="indirect"),
            uid="a2",
        ),
    ]
    report = measured(records)
    weeks = {(one.coder, one.week): one for one in report.drift}
    assert sorted(weeks) == [("Ani", "2026-W02"), ("Ani", "2026-W07"), ("Budi", "2026-W02")]
    assert weeks["Ani", "2026-W07"].f1 == pytest.approx(2 / 3)
    assert weeks["Ani", "2026-W07"].values == 0
    assert weeks["Budi", "2026-W02"].f1 == pytest.approx(4 / 5)
    assert weeks["Budi", "2026-W02"].values == 0.5
    assert [(one.coder, one.articles, one.marks, one.characters) for one in report.by_coder] == [
        ("Ani", 2, 3, 30),
        ("Budi", 2, 2, 20),
    ]


def test_marks_without_a_time_have_no_week() -> None:
    report = measured([article(mark("Ani", "claim", (0, 10)), mark("Budi", "claim", (0, 10)))])
    assert report.drift == []
    assert (week_of(""), week_of("2026-12-31T00:00:00.000Z")) == ("", "2026-W53")


def test_the_worst_articles_come_first() -> None:
    records = [
        article(mark("Ani", "claim", (0, 10)), mark("Budi", "claim", (0, 10)), uid="good"),
        article(mark("Ani", "claim", (0, 10)), mark("Budi", "claim", (50, 60)), uid="bad"),
        article(
            mark("Ani", "claim", (0, 10), form="direct"),
            mark("Budi", "claim", (0, 10), form="indirect"),
            uid="so-so",
        ),
    ]
    worst = measured(records, worst=2).worst
    assert [(one.article, one.f1, one.apart, one.values) for one in worst] == [
        ("bad", 0, 2, 0),
        ("so-so", 1, 0, 1),
    ]
    assert worst[0].title == "Title of bad"


def made(rng: random.Random, uid: str, coders: tuple[str, ...]) -> ArticleRecord:
    marks: list[Annotation] = []
    for place in range(rng.randint(1, 5)):
        start = place * 20 + rng.randint(0, 5)
        for coder in coders:
            if rng.random() < 0.8:
                span = (start + rng.randint(0, 2), start + 8 + rng.randint(0, 3))
                form = rng.choice(["direct", "direct", "indirect"])
                label = rng.choice(["claim", "claim", "actor"])
                marks.append(
                    mark(coder, label, span, uid=f"{uid}{coder}{place}", form=form, entity=rng.choice("ef"))
                )
    return article(*marks, uid=uid)


@pytest.mark.parametrize("coders", [TWO, THREE])
def test_the_interval_is_that_of_measuring_the_articles_drawn_again_and_again(
    coders: tuple[str, ...],
) -> None:
    rng = random.Random(3)
    records = [made(rng, f"a{number}", coders) for number in range(6)]
    everybody = {record.article.uid: coders for record in records}
    rounds = 8
    report = measured(records, coders, rounds=rounds, seed=11, coded=everybody)
    draw = random.Random(11)
    again = [measured(draw.choices(records, k=6), coders, coded=everybody) for _ in range(rounds)]
    for figure in report.figures:
        found = [one.figure(figure.kind, figure.subject, figure.name, figure.coders) for one in again]
        values = sorted(one.value for one in found if one is not None and one.value is not None)
        if figure.value is None or 2 * len(values) < rounds:
            assert (figure.low, figure.high) == (None, None)
        elif len(values) == rounds and figure.name != "Gwet's AC1":
            # (Gwet's AC1 takes the categories of all articles, also those not drawn)
            low, high = (
                values[0] + (values[1] - values[0]) * 0.175,
                values[-1] - (values[-1] - values[-2]) * 0.175,
            )
            assert (figure.low, figure.high) == (pytest.approx(low), pytest.approx(high)), figure


def test_one_article_has_no_interval_and_says_so() -> None:
    report = measured([article(mark("Ani", "claim", (0, 10)), mark("Budi", "claim", (0, 10)))], rounds=5)
    figure = report.figure("spans", "claim", "F1, exact")
    assert figure is not None
    assert (figure.value, figure.low) == (1, None)
    assert figure.note == "No interval: fewer than two articles were coded by two coders."


def test_a_figure_that_most_rounds_leave_undefined_has_no_interval() -> None:
    records = [
        article(mark("Ani", "claim", (0, 10)), mark("Budi", "claim", (0, 10)), uid=f"a{n}") for n in range(9)
    ]
    records.append(article(mark("Ani", "actor", (0, 9)), mark("Budi", "actor", (0, 9)), uid="b"))
    report = measured(records, rounds=40, seed=2, coded={one.article.uid: TWO for one in records})
    assert report.figure("spans", "actor", "F1, exact").low is not None  # type: ignore[union-attr]
    records = [article(uid=f"c{n}") for n in range(60)] + records[-1:]
    rare = measured(records, rounds=40, seed=9, coded={one.article.uid: TWO for one in records})
    figure = rare.figure("unitizing", "", "cu-alpha")
    assert figure is not None
    assert figure.note.startswith("Undefined")


def test_progress_counts_articles_and_then_rounds() -> None:
    seen: list[tuple[int, int]] = []
    records = [
        article(mark("Ani", "claim", (0, 10)), mark("Budi", "claim", (0, 10)), uid=f"a{n}") for n in range(2)
    ]
    measured(records, rounds=3, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 0), (2, 0), (1, 3), (2, 3), (3, 3)]


@settings(max_examples=20)
@given(st.integers(0, 10**6))
def test_neither_the_order_of_articles_nor_that_of_coders_changes_the_overall_figures(seed: int) -> None:
    rng = random.Random(seed)
    records = [made(rng, f"a{number}", THREE) for number in range(3)]
    one, other = measured(records, THREE), measured(records[::-1], THREE[::-1])
    figures = {(figure.kind, figure.subject, figure.name): figure for figure in other.overall()}
    for figure in one.overall():
        twin = figures[figure.kind, figure.subject, figure.name]
        assert twin.n == figure.n
        assert twin.value == (None if figure.value is None else pytest.approx(figure.value))
