"""The reliability report as one HTML page: paragraph, charts drawn as SVG, and every table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import Final

from annotator.analysis.agreement.result import AgreementReport, CoderFigures, Confusion, Figure
from annotator.analysis.report import (
    REFERENCES,
    Content,
    Table,
    figure_words,
    methods_paragraph,
    number_words,
    subject_words,
    tables,
)

#: The measure that stands for a subject in the chart of intervals, first found first taken.
_HEADLINES: Final = ("Krippendorff's alpha", "u-alpha", "|u-alpha", "F1, overlapping", "F1, relations")

#: Customary lower bounds of reliability (Krippendorff 2019: .800, and .667 for tentative conclusions).
BOUNDS: Final = (0.667, 0.8)

_STYLE: Final = """
:root { --paper: #ffffff; --ink: #1f2328; --quiet: #68707a; --line: #e1e4e8; --accent: #2563eb; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #202328; --ink: #e4e6ea; --quiet: #9aa1ab; --line: #3a3f47; --accent: #6ea8ff; }
}
body { background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif;
  max-width: 62rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
blockquote { margin: 0; padding: .8rem 1.2rem; border-left: 3px solid var(--accent); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .87rem; }
th, td { padding: .25rem .7rem; text-align: left; border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 600; } td.number { text-align: right;
  font-variant-numeric: tabular-nums; }
.quiet { color: var(--quiet); font-size: .87rem; }
svg { max-width: 100%; height: auto; } svg text { fill: var(--ink); font: 12px system-ui, sans-serif; }
svg .quiet { fill: var(--quiet); }
"""


def html_page(
    report: AgreementReport, *, title: str = "Reliability", sample: str = "", settled: str = ""
) -> str:
    """The whole page, with nothing fetched from elsewhere; `sample` and `settled` as in the paragraph."""
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<blockquote>{escape(methods_paragraph(report, sample=sample, settled=settled))}</blockquote>",
        _section("Figures with their intervals", interval_chart(headlines(report))),
        _section("Coders by week", drift_chart(report.drift)),
    ]
    parts += [
        _section(f"Confusion: {one.subject or 'labels'}", confusion_chart(one))
        for one in report.confusions
        if one.coders == report.coders
    ]
    parts += [_table(table) for table in tables(report)]
    references = "".join(f"<li>{escape(one)}</li>" for one in REFERENCES)
    parts.append(f"<h2>References</h2><ul class='quiet'>{references}</ul>")
    return (
        "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>\n"
        + "\n".join(part for part in parts if part)
        + "\n</body></html>\n"
    )


def headlines(report: AgreementReport) -> list[Figure]:
    """One figure for each subject, over all coders: alpha where there is one, else F1."""
    by_subject: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in report.overall():
        by_subject[figure.kind, figure.subject].append(figure)
    chosen = []
    for figures in by_subject.values():
        found = (one for name in _HEADLINES for one in figures if one.name.startswith(name))
        chosen.append(next(found, figures[0]))
    return chosen


def interval_chart(figures: Sequence[Figure]) -> str:
    """An SVG with a line for each figure: its value as a dot on its interval, from the least value to 1."""
    if not figures:
        return ""
    height, left, width = 22, 330, 760
    least = min(
        [0.0, *(figure.low or 0.0 for figure in figures), *(figure.value or 0.0 for figure in figures)]
    )
    places = _Axis(max(least, -1.0), 1.0, left, width - 130)
    drawn = [_bound(places, bound, len(figures) * height + 6) for bound in BOUNDS]
    for row, figure in enumerate(figures):
        drawn.append(_interval_row(figure, places, row * height + 14, width))
    axis = len(figures) * height + 20
    drawn += [
        f"<text class='quiet' x='{places(at):.1f}' y='{axis}' text-anchor='middle'>{number_words(at)}</text>"
        for at in (0.0, *BOUNDS, 1.0)
    ]
    return _svg(width, axis + 8, "Figures with their intervals", drawn)


def _interval_row(figure: Figure, places: _Axis, y: int, width: int) -> str:
    words = f"{subject_words(figure)}: {figure.name}"
    parts = [f"<text x='0' y='{y + 4}'>{escape(_cut(words, 52))}</text>"]
    if figure.low is not None and figure.high is not None:
        parts.append(
            f"<line x1='{places(figure.low):.1f}' x2='{places(figure.high):.1f}' y1='{y}' y2='{y}' "
            "stroke='var(--accent)' stroke-width='2'/>"
        )
    if figure.value is not None:
        parts.append(f"<circle cx='{places(figure.value):.1f}' cy='{y}' r='4' fill='var(--accent)'/>")
    parts.append(
        f"<text class='quiet' x='{width}' y='{y + 4}' text-anchor='end'>{figure_words(figure)}</text>"
    )
    title = figure.note or f"n = {figure.n:,}"
    return f"<g><title>{escape(title)}</title>{''.join(parts)}</g>"


def _bound(places: _Axis, bound: float, height: int) -> str:
    x = f"{places(bound):.1f}"
    return f"<line x1='{x}' x2='{x}' y1='0' y2='{height}' stroke='var(--line)'/>"


def confusion_chart(confusion: Confusion) -> str:
    """An SVG with a square for each pair of values, darker the larger its share of its row."""
    words = [value or "(no mark)" for value in confusion.values]
    side, left, top = 44, 150, 110
    drawn = []
    for column, word in enumerate(words):
        x = left + column * side + side / 2
        turned = f"transform='rotate(-40 {x:.0f} {top - 8})'"
        drawn.append(f"<text x='{x:.0f}' y='{top - 8}' {turned}>{escape(_cut(word, 18))}</text>")
    for row, (word, counts) in enumerate(zip(words, confusion.table, strict=True)):
        y = top + row * side
        beside = f"x='{left - 8}' y='{y + side / 2 + 4:.0f}' text-anchor='end'"
        drawn.append(f"<text {beside}>{escape(_cut(word, 20))}</text>")
        whole = sum(counts) or 1
        for column, count in enumerate(counts):
            drawn.append(_square(left + column * side, y, side, count, count / whole))
    width, height = left + len(words) * side + 90, top + len(words) * side + 4
    return _svg(width, height, f"Confusion: {confusion.subject or 'labels'}", drawn)


def _square(x: int, y: int, side: int, count: int, share: float) -> str:
    # never darker than the text on it stays readable, on light and on dark paper
    return (
        f"<rect x='{x}' y='{y}' width='{side - 2}' height='{side - 2}' rx='3' fill='var(--accent)' "
        f"fill-opacity='{0.05 + 0.5 * share:.2f}'/>"
        f"<text x='{x + side / 2 - 1:.0f}' y='{y + side / 2 + 3:.0f}' text-anchor='middle'>{count:,}</text>"
    )


def drift_chart(weeks: Sequence[CoderFigures]) -> str:
    """An SVG with a line for each coder: overlapping F1 week by week; "" with fewer than two weeks."""
    names = sorted({one.week for one in weeks})
    if len(names) < 2:
        return ""
    across, up = _Axis(0, len(names) - 1, 40, 640), _Axis(0.0, 1.0, 200, 12)
    drawn = [
        f"<line x1='40' x2='640' y1='{up(at):.1f}' y2='{up(at):.1f}' stroke='var(--line)'/>"
        f"<text class='quiet' x='34' y='{up(at) + 4:.1f}' text-anchor='end'>{number_words(at)}</text>"
        for at in (0.0, 0.5, 1.0)
    ]
    coders = sorted({one.coder for one in weeks})
    for number, coder in enumerate(coders):
        points = [
            (across(names.index(one.week)), up(one.f1))
            for one in weeks
            if one.coder == coder and one.f1 is not None
        ]
        drawn.append(_line(coder, points, number))
    for week in (names[0], names[-1]):
        anchor = "start" if week == names[0] else "end"
        x = f"{across(names.index(week)):.1f}"
        drawn.append(f"<text class='quiet' x='{x}' y='222' text-anchor='{anchor}'>{week}</text>")
    return _svg(800, 230, "F1 of each coder by week", drawn)


#: Told apart by colour and by dash, so that the lines can be told apart in print as well.
_COLOURS: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
_DASHES: Final = ("", "6 3", "2 3", "9 3 2 3")


def _line(coder: str, points: Sequence[tuple[float, float]], number: int) -> str:
    colour, dash = _COLOURS[number % len(_COLOURS)], _DASHES[number % len(_DASHES)]
    pieces = [
        f"<line x1='{one[0]:.1f}' y1='{one[1]:.1f}' x2='{other[0]:.1f}' y2='{other[1]:.1f}' "
        f"stroke='{colour}' stroke-width='2' stroke-dasharray='{dash}'/>"
        for one, other in pairwise(points)
    ]
    pieces += [f"<circle cx='{x:.1f}' cy='{y:.1f}' r='3' fill='{colour}'/>" for x, y in points]
    y = 20 + 18 * number
    pieces.append(f"<circle cx='664' cy='{y - 4}' r='4' fill='{colour}'/>")
    pieces.append(f"<text x='674' y='{y}'>{escape(_cut(coder, 18))}</text>")
    return f"<g>{''.join(pieces)}</g>"


class _Axis:
    """Where a value stands in the drawing."""

    def __init__(self, least: float, greatest: float, first: float, last: float) -> None:
        self.least, self.first = least, first
        self.scale = (last - first) / (greatest - least)

    def __call__(self, value: float) -> float:
        return self.first + (max(value, self.least) - self.least) * self.scale


def _svg(width: float, height: float, title: str, drawn: Iterable[str]) -> str:
    return (
        f"<svg viewBox='0 0 {width:.0f} {height:.0f}' width='{width:.0f}' height='{height:.0f}' role='img' "
        f"xmlns='http://www.w3.org/2000/svg'><title>{escape(title)}</title>{''.join(drawn)}</svg>"
    )


def _section(title: str, chart: str) -> str:
    return f"<h2>{escape(title)}</h2><div class='wide'>{chart}</div>" if chart else ""


def _table(table: Table) -> str:
    header = "".join(f"<th>{escape(word)}</th>" for word in table.header)
    rows = "".join(f"<tr>{''.join(_cell(content) for content in row)}</tr>" for row in table.rows)
    about = f"<p class='quiet'>{escape(table.about)}</p>" if table.about else ""
    return (
        f"<h2>{escape(table.title)}</h2>{about}<div class='wide'><table><thead><tr>{header}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(content: Content) -> str:
    if isinstance(content, str):
        return f"<td>{escape(content)}</td>"
    if content is None:
        return "<td></td>"
    words = f"{content:,}" if isinstance(content, int) else number_words(content)
    return f"<td class='number'>{words}</td>"


def _cut(words: str, length: int) -> str:
    return words if len(words) <= length else words[: length - 1] + "…"
