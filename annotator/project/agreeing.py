"""How well the coders of a project agree, measured and written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from annotator.analysis.agreement import AgreementReport, agreement
from annotator.analysis.report import REFERENCES, methods_paragraph, subject_words, tables
from annotator.analysis.report_page import headlines, html_page
from annotator.errors import AnnotatorError, WriteError
from annotator.model.annotation import AttributeValue
from annotator.model.article import ArticleId
from annotator.model.entity import GOLD
from annotator.model.exchange import Progress, no_progress
from annotator.project.comparing import Comparison, compared, marks_by_article
from annotator.project.documents import Bars, Grid, Heading, Paragraph, Part, write_docx, write_xlsx
from annotator.project.exporting import dataset, refuse_taken
from annotator.project.project import Project
from annotator.safe_files import whole_file
from annotator.store import coders as work


def measured(
    project: Project,
    *,
    coders: Sequence[str] = (),
    labels: Sequence[str] = (),
    articles: Sequence[ArticleId] = (),
    rounds: int = 1000,
    seed: int = 1,
    gamma_samples: int = 0,
    progress: Progress = no_progress,
) -> AgreementReport:
    """The agreement of these coders (none: everybody who marked something, the gold layer left out) over
    these articles (none: all). Raises `AnnotatorError` when fewer than two coders have marked anything.
    """
    data = dataset(project, labels=labels, coders=coders, articles=articles)
    with project._core.read() as view:
        values = work.values_by_coder(view)
        at_work = work.coders_at_work(view)
    wanted = coders or [one for one in at_work if one != GOLD]
    names = [one for one in wanted if one in at_work]
    if len(names) < 2:
        raise AnnotatorError(
            "Agreement needs the marks of two coders at least; merge your colleagues' files first."
        )
    return agreement(
        data.records,
        coders=names,
        scheme=project.scheme,
        labels=labels,
        article_values=values,
        rounds=rounds,
        seed=seed,
        gamma_samples=gamma_samples,
        progress=progress,
    )


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """One place where coders said different things; `said` is coder → value, "" where there is no mark.

    `uid` is the mark to go to, "" for a variable of the whole article, whose `quote` is "" as well.
    """

    article: ArticleId
    title: str
    uid: str
    quote: str
    said: dict[str, str]


def disagreements(
    project: Project,
    subject: str,
    *,
    coders: Sequence[str],
    articles: Sequence[ArticleId] = (),
    progress: Progress = no_progress,
) -> list[Disagreement]:
    """Every place where these coders differ in a subject: "" for labels, "label.attribute", or a variable.

    Only articles that at least two of them coded are looked at, and in each only those who coded it.
    """
    marks = marks_by_article(project)
    found: list[Disagreement] = []
    shared = [key for key in articles or marks if len(marks.get(key, {}).keys() & set(coders)) > 1]
    for done, key in enumerate(shared):
        progress(done, len(shared))
        here = [one for one in coders if one in marks[key]]
        places = list(_places(compared(project, key, here), subject))
        if places:
            title = project.articles.get(key).title
            found += [
                Disagreement(article=key, title=title, uid=uid, quote=quote, said=said)
                for uid, quote, said in places
            ]
    return found


def _places(comparison: Comparison, subject: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Mark to go to, its quote, and what each coder said, wherever they differ in the subject."""
    for variable in comparison.variables:
        if variable.name == subject and variable.kind == "value":
            yield "", "", {name: _said(value) for name, value in variable.values.items()}
    label, _, attribute = subject.partition(".")
    for case in comparison.marks:
        first = next(iter(case.marks.values()))
        if not subject and case.kind in {"only", "label"}:
            said = {name: case.marks[name].label if name in case.marks else "" for name in comparison.coders}
            yield first.uid, first.quote, said
        elif attribute in case.attributes:
            some = {
                name: _said(mark.attributes.get(attribute, ""))
                for name, mark in case.marks.items()
                if mark.label == label
            }
            if len(set(some.values())) > 1:
                yield first.uid, first.quote, some


def _said(value: AttributeValue) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def write_report(
    report: AgreementReport,
    target: Path,
    *,
    title: str,
    sample: str = "",
    settled: str = "",
    overwrite: bool = False,
) -> None:
    """Write the reliability report as a page (.html), Word (.docx), Excel (.xlsx) or data (.json).

    `sample` and `settled` are sentences for the methods paragraph: how the articles were drawn and how
    disagreements were settled. Raises `WriteError`.
    """
    refuse_taken(target, overwrite=overwrite)
    kind = target.suffix.lower()
    if kind in {".docx", ".xlsx"}:
        write = write_docx if kind == ".docx" else write_xlsx
        write(_parts(report, sample, settled), target, title=title)
    elif kind in {".html", ".json"}:
        page = html_page(report, title=title, sample=sample, settled=settled)
        with whole_file(target) as stream:
            stream.write(page.encode() if kind == ".html" else msgspec.json.encode(report))
    else:
        raise WriteError(
            "A reliability report is written as .html, .docx, .xlsx or .json. Nothing was written."
        )


def _parts(report: AgreementReport, sample: str, settled: str) -> Iterator[Part]:
    """The report as a document: paragraph, chart, every table, references."""
    yield Paragraph(methods_paragraph(report, sample=sample, settled=settled), "quote")
    drawn = [figure for figure in headlines(report) if figure.value is not None]
    yield Bars(
        title="Figures with their intervals",
        names=[f"{subject_words(figure)}: {figure.name}" for figure in drawn],
        values=[figure.value or 0.0 for figure in drawn],
        low=[figure.low for figure in drawn],
        high=[figure.high for figure in drawn],
    )
    for table in tables(report):
        yield Grid(title=table.title, header=table.header, rows=table.rows, about=table.about)
    yield Heading("References")
    for one in REFERENCES:
        yield Paragraph(one, "quiet")
