"""How well the coders of a project agree, measured and written down."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from annotator.analysis.agreement import AgreementReport, agreement
from annotator.analysis.report_page import html_page
from annotator.errors import AnnotatorError, WriteError
from annotator.model.article import ArticleId
from annotator.model.exchange import Progress, no_progress
from annotator.project.exporting import dataset, refuse_taken
from annotator.project.project import Project
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


def write_report(report: AgreementReport, target: Path, *, title: str, overwrite: bool = False) -> None:
    """Write the reliability report as a page (.html) or as data (.json). Raises `WriteError`."""
    refuse_taken(target, overwrite=overwrite)
    if target.suffix.lower() not in {".html", ".json"}:
        raise WriteError("A reliability report is written as .html or .json. Nothing was written.")
    page = target.suffix.lower() == ".html"
    data = html_page(report, title=title).encode() if page else msgspec.json.encode(report)
    partial = target.with_name(target.name + ".part")
    try:
        partial.write_bytes(data)
        partial.replace(target)
    except OSError as error:
        raise WriteError(
            f"“{target.name}” could not be written: {error.strerror}. Choose another folder.",
            detail=str(error),
        ) from error
