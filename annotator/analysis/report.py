"""The reliability report in words and tables: a methods paragraph, and rows for any exporter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from annotator import __version__
from annotator.analysis.agreement.result import AgreementReport, CoderFigures, Confusion, Figure, Kind

#: What stands in a table; None is an empty cell.
Content = str | int | float | None

_KINDS: Final[Mapping[Kind, str]] = {
    "spans": "Marks",
    "unitizing": "Unitizing",
    "alignment": "Alignment of marks",
    "attribute": "Attributes of matched marks",
    "entity": "Entities of matched marks",
    "relations": "Relations",
    "variable": "Article variables",
}

_FIGURE_HEADER: Final = (
    "Variable",
    "Measure",
    "Value",
    "From",
    "To",
    "Units",
    "Observed disagreement",
    "Expected disagreement",
    "Note",
)

#: The works that the figures follow, in the order of the reference list.
REFERENCES: Final = (
    "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological "
    "Measurement, 20(1), 37–46.",
    "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin, "
    "76(5), 378–382.",
    "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high "
    "agreement. British Journal of Mathematical and Statistical Psychology, 61(1), 29–48.",
    "Hripcsak, G., & Rothschild, A. S. (2005). Agreement, the F-measure, and reliability in information "
    "retrieval. Journal of the American Medical Informatics Association, 12(3), 296–298.",
    "Krippendorff, K. (2011). Computing Krippendorff’s alpha-reliability. University of Pennsylvania.",
    "Krippendorff, K., Mathet, Y., Bouvry, S., & Widlöcher, A. (2016). On the reliability of unitizing "
    "textual continua: Further developments. Quality & Quantity, 50(6), 2347–2364.",
    "Mathet, Y., Widlöcher, A., & Métivier, J.-P. (2015). The unified and holistic method gamma (γ) for "
    "inter-annotator agreement measure and alignment. Computational Linguistics, 41(3), 437–479.",
)


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One table of the report: a title, a header, and rows of text, numbers and empty cells (None).

    `about` explains it in one or two sentences; "" where the title says it all.
    """

    title: str
    header: tuple[str, ...]
    rows: list[tuple[Content, ...]]
    about: str = ""


def tables(report: AgreementReport) -> list[Table]:
    """Every table of the report, those without rows left out.

    First the figures over all coders by kind, then those of each pair, the confusions, the coders, their
    weeks, and the articles with the least agreement.
    """
    overall = report.overall()
    made = [
        _figures(title, [figure for figure in overall if figure.kind == kind])
        for kind, title in _KINDS.items()
    ]
    pairs = [figure for figure in report.figures if figure.coders != report.coders]
    made.append(_pairs(pairs))
    made += [_confusion(one, report) for one in report.confusions if one.coders == report.coders]
    made.append(_coders("Coders", report.by_coder, "Each coder against all others."))
    made.append(
        _coders("Coders by week", report.drift, "The week of the coder’s first mark in an article; UTC.")
    )
    made.append(_worst(report))
    return [table for table in made if table.rows]


def _figures(title: str, figures: Iterable[Figure]) -> Table:
    return Table(title=title, header=_FIGURE_HEADER, rows=[_row(figure) for figure in figures])


def _row(figure: Figure) -> tuple[Content, ...]:
    return (
        subject_words(figure),
        figure.name,
        figure.value,
        figure.low,
        figure.high,
        figure.n,
        figure.observed,
        figure.expected,
        figure.note,
    )


def subject_words(figure: Figure) -> str:
    """What a figure is about, for people: "claim.form", or "all labels" and "all types" for all together."""
    if figure.subject:
        return figure.subject
    return "all types" if figure.kind == "relations" else "all labels"


def _pairs(figures: Iterable[Figure]) -> Table:
    rows = [(*figure.coders, _KINDS[figure.kind], *_row(figure)) for figure in figures]
    header = ("First coder", "Second coder", "Kind", *_FIGURE_HEADER)
    about = "The first coder is the reference for precision and recall."
    return Table(title="Pairs of coders", header=header, rows=rows, about=about)


def _confusion(confusion: Confusion, report: AgreementReport) -> Table:
    words = [value or "(no mark)" for value in confusion.values]
    shares = confusion.specific_agreement()
    rows: list[tuple[Content, ...]] = [
        (word, *counts, shares[value])
        for word, value, counts in zip(words, confusion.values, confusion.table, strict=True)
    ]
    who = " and ".join(report.coders) if len(report.coders) == 2 else "all pairs of coders added up"
    return Table(
        title=f"Confusion: {confusion.subject or 'labels'}",
        header=("", *words, "Specific agreement"),
        rows=rows,
        about=f"Rows: the coder who comes first; columns: the other ({who}).",
    )


def _coders(title: str, figures: Iterable[CoderFigures], about: str) -> Table:
    header = ("Coder", "Week", "Articles", "Marks", "Characters", "F1, overlapping", "Equal attribute values")
    rows: list[tuple[Content, ...]] = [
        (one.coder, one.week, one.articles, one.marks, one.characters, one.f1, one.values) for one in figures
    ]
    return Table(title=title, header=header, rows=rows, about=about)


def _worst(report: AgreementReport) -> Table:
    header = (
        "Article",
        "Title",
        "Coders",
        "Marks",
        "F1, overlapping",
        "Marks without counterpart",
        "Unequal values",
    )
    rows: list[tuple[Content, ...]] = [
        (one.article, one.title, ", ".join(one.coders), one.marks, one.f1, one.apart, one.values)
        for one in report.worst
    ]
    about = "The last two columns count in each pair of coders."
    return Table(title="Articles with the least agreement", header=header, rows=rows, about=about)


def number_words(value: float | None) -> str:
    """A coefficient the way journals print it: ".812", "−.050", "1.000"; "–" where it is undefined."""
    if value is None:
        return "–"
    words = f"{abs(value):.3f}"
    shown = words[1:] if words.startswith("0") else words
    return f"−{shown}" if value < 0 and words != "0.000" else shown


def figure_words(figure: Figure) -> str:
    """A figure with its interval: ".812 [.790, .830]"; only the value where there is no interval."""
    if figure.low is None:
        return number_words(figure.value)
    return f"{number_words(figure.value)} [{number_words(figure.low)}, {number_words(figure.high)}]"


def methods_paragraph(report: AgreementReport, *, sample: str = "", settled: str = "") -> str:
    """The paragraph for the methods section of a paper: sample, units, coders, coefficients, versions.

    `sample` says how the articles were drawn and `settled` how disagreements were settled, each as whole
    sentences; the program cannot know either. References are in `REFERENCES`.
    """
    parts = [_who(report), sample, _marks(report), _unitizing(report), _gamma(report), _attributes(report)]
    parts += [_entities(report), _relations(report), _variables(report), _intervals(report), settled]
    parts.append(f"All figures were computed with Annotator {__version__}.")
    return " ".join(part.strip() for part in parts if part.strip())


def _who(report: AgreementReport) -> str:
    coders = _listed([f"{coder} ({report.coded.get(coder, 0)})" for coder in report.coders])
    return (
        f"Intercoder reliability was assessed on {_count(report.compared, 'article')} that at least two of "
        f"{len(report.coders)} coders had coded independently (articles per coder: {coders}); together they "
        f"made {_count(report.marks, 'mark')} in these, with {_count(len(report.labels), 'label')} "
        f"({_listed(report.labels)})."
    )


def _marks(report: AgreementReport) -> str:
    exact = report.figure("spans", "", "F1, exact")
    overlapping = report.figure("spans", "", "F1, overlapping")
    characters = report.figure("spans", "", "F1, characters")
    if exact is None or overlapping is None or characters is None:
        return ""
    return (
        "Marks of two coders were matched one-to-one within each label so that the matched marks share as "
        "many characters as possible; overlapping, nested and discontinuous marks were kept. Over all pairs "
        f"of coders, F1 (Hripcsak & Rothschild, 2005) was {figure_words(exact)} for identical boundaries, "
        f"{figure_words(overlapping)} for overlapping marks and {figure_words(characters)} by character."
    )


def _unitizing(report: AgreementReport) -> str:
    names = ("u-alpha", "|u-alpha", "cu-alpha")
    found = [report.figure("unitizing", "", name) for name in names]
    if any(one is None or one.value is None for one in found[:2]):
        return ""
    words = [f"{one.name} = {figure_words(one)}" for one in found if one is not None]
    return (
        "For unitizing, with characters as the continuum, Krippendorff’s alphas (Krippendorff, Mathet, "
        f"Bouvry & Widlöcher, 2016) were {_listed(words)}: agreement on marks and labels, on marked against "
        "unmarked text, and on the labels where marks meet."
    )


def _gamma(report: AgreementReport) -> str:
    figure = report.figure("alignment", "", "gamma")
    if figure is None or figure.value is None:
        return ""
    pairs = " over all pairs of coders" if len(report.coders) > 2 else ""
    return f"Gamma{pairs} (Mathet, Widlöcher & Métivier, 2015) was {figure_words(figure)}."


def _attributes(report: AgreementReport) -> str:
    if not (words := _coefficients(report, "attribute", report.attributes)):
        return ""
    return (
        f"Attribute values were compared on matched marks of the same label; Krippendorff’s alpha "
        f"(Krippendorff, 2011), with percent agreement, was {'; '.join(words)}."
    )


def _variables(report: AgreementReport) -> str:
    if not (words := _coefficients(report, "variable", report.variables)):
        return ""
    return f"For variables of whole articles, Krippendorff’s alpha was {'; '.join(words)}."


def _coefficients(report: AgreementReport, kind: Kind, subjects: Sequence[str]) -> list[str]:
    words = []
    for subject in subjects:
        level = report.levels[subject]
        alpha = report.figure(kind, subject, f"Krippendorff's alpha ({level})")
        percent = report.figure(kind, subject, "percent agreement")
        if alpha is not None and percent is not None and percent.value is not None:
            shown = figure_words(alpha) if alpha.value is not None else "undefined (no variation)"
            words.append(f"{subject} ({level}, n = {alpha.n}) {shown}, {percent.value:.0%}")
    return words


def _entities(report: AgreementReport) -> str:
    found = [report.figure("entity", label, "percent agreement") for label in report.labels]
    words = [
        f"{one.subject} {one.value:.0%} (n = {one.n})"
        for one in found
        if one is not None and one.value is not None
    ]
    return f"The same entity was assigned to matched marks: {_listed(words)}." if words else ""


def _relations(report: AgreementReport) -> str:
    figure = report.figure("relations", "", "F1, relations")
    if figure is None or figure.value is None:
        return ""
    return f"Relations of the same type between matched marks had an F1 of {figure_words(figure)}."


def _intervals(report: AgreementReport) -> str:
    if not any(figure.low is not None for figure in report.figures):
        return ""
    return (
        f"Brackets hold {report.confidence:.0%} percentile bootstrap intervals over articles "
        f"({report.rounds:,} rounds, seed {report.seed})."
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
