"""How well the coders of a project agree, measured and written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from annotator.analysis.agreement import AgreementReport, agreement
from annotator.analysis.report import REFERENCES, methods_paragraph, subject_words, tables
from annotator.analysis.report_page import headlines, html_page
from annotator.errors import AnnotatorError, WriteError
from annotator.model.article import ArticleId
from annotator.model.exchange import Progress, no_progress
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
    """The agreement of these coders (none: everybody who marked something) over these articles (none:
    all). Raises `AnnotatorError` when fewer than two coders have marked anything.
    """
    data = dataset(project, labels=labels, coders=coders, articles=articles)
    with project._core.read() as view:
        values = work.values_by_coder(view)
        at_work = work.coders_at_work(view)
    names = [one for one in coders or at_work if one in at_work]
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
