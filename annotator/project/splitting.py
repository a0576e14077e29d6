"""Train, dev and test: drawn once by article or group, stored in the project, the same in every export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.analysis.duplicates import near_duplicates
from annotator.analysis.splits import By, split, splittable
from annotator.project.exporting import dataset
from annotator.project.project import Project
from annotator.store import writing


def split_articles(
    project: Project,
    shares: Sequence[int],
    *,
    seed: int,
    by: By = "article",
    labels: Sequence[str] = (),
) -> dict[str, int]:
    """Give every article without a split one of train, dev and test; gives the number in each.

    `by` keeps together what shares an outlet, an entity, a day or a cluster of near-duplicates. What has
    a split keeps it. Raises `AnnotatorError` when what belongs together is in different splits already.
    """
    data = dataset(project)
    clusters = _clusters(project) if by == "duplicates" else {}
    known = [
        splittable(record, by=by, cluster=clusters.get(record.article.uid, ""), labels=labels)
        for record in data.records
    ]
    drawn = split(known, shares=shares, seed=seed, by=by)
    _write(project, {one.uid: drawn[one.uid] for one in known if one.split != drawn[one.uid]})
    return {name: list(drawn.values()).count(name) for name in ("train", "dev", "test")}


def clear_splits(project: Project) -> None:
    """Take every article's split away."""
    _write(project, {record.article.uid: "" for record in dataset(project).records if record.split})


def _write(project: Project, splits: Mapping[str, str]) -> None:
    with project._core.write("Split the articles") as at:
        writing.set_splits(at, splits)


def _clusters(project: Project) -> dict[str, str]:
    """Article uid → the uid of the first member of its cluster of near-duplicates."""
    texts = [(record.article.uid, record.text) for record in dataset(project).records]
    return {uid: cluster.articles[0] for cluster in near_duplicates(texts) for uid in cluster.articles}
