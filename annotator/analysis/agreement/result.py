"""What an agreement report says: figures with intervals, confusions, coders, weeks, worst articles."""

from __future__ import annotations

from typing import Literal

import msgspec

from annotator.analysis.agreement.coefficients import Level

#: What a figure is about. The subject is a label, "label.attribute", a variable or a relation type.
Kind = Literal["spans", "unitizing", "alignment", "attribute", "entity", "relations", "variable"]


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One measure of agreement.

    `subject` is "" for all labels (or relation types) together. `coders` are those whom it compares: all of
    the report, or two; of two, the first is the reference for precision and recall. `value` is None where
    undefined, `low` and `high` (the bootstrap interval) also where there is no interval; `note` says why.
    `observed` and `expected` are disagreements, None where the measure has none. `n` counts units: marks,
    matched marks, relations, articles; characters for measures of unitizing.
    """

    kind: Kind
    subject: str
    coders: tuple[str, ...]
    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    observed: float | None = None
    expected: float | None = None
    n: int = 0
    note: str = ""


class Confusion(msgspec.Struct, frozen=True, kw_only=True):
    """How often one coder's value met the other's: `table[row][column]`, rows for the first coder.

    With more than two `coders` all pairs are added up, the coder who comes first in the report giving the
    row. In the confusion of labels (`kind` "spans"), "" stands for no mark.
    """

    kind: Kind
    subject: str
    coders: tuple[str, ...]
    values: list[str]
    table: list[list[int]]

    def specific_agreement(self) -> dict[str, float | None]:
        """How often a coder who gave a value met it: 2 n_vv / (row + column); None if it was never given."""
        shares: dict[str, float | None] = {}
        for place, value in enumerate(self.values):
            given = sum(self.table[place]) + sum(row[place] for row in self.table)
            shares[value] = 2 * self.table[place][place] / given if given else None
        return shares


class CoderFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One coder against all others: in all, or in one week ("2026-W07"; "" for all weeks).

    The week is that of the coder's first mark in an article. `f1` is the overlapping F1, `values` the share
    of equal attribute values on matched marks; None where there is nothing to compare.
    """

    coder: str
    week: str
    articles: int
    marks: int
    characters: int
    f1: float | None
    values: float | None


class ArticleFigures(msgspec.Struct, frozen=True, kw_only=True):
    """How well the coders of one article agree.

    `f1` is the overlapping F1 over all pairs of its coders, `apart` the marks without a counterpart and
    `values` the unequal attribute values on matched marks, each counted in every pair of coders.
    """

    article: str
    title: str
    coders: tuple[str, ...]
    marks: int
    f1: float | None
    apart: int
    values: int


class AgreementReport(msgspec.Struct, frozen=True, kw_only=True):
    """The agreement of coders over articles.

    `read` articles were looked at, `compared` were coded by at least two of the coders; `marks` is the number
    of their marks in these. `drift` has each coder's weeks in order, `worst` the articles with the lowest F1.
    `confidence` is the level of the intervals, from `rounds` bootstrap rounds by article with `seed`.
    """

    coders: tuple[str, ...]
    labels: tuple[str, ...]
    attributes: tuple[str, ...]
    variables: tuple[str, ...]
    levels: dict[str, Level]
    read: int
    compared: int
    marks: int
    coded: dict[str, int]
    rounds: int
    seed: int
    confidence: float
    figures: list[Figure]
    confusions: list[Confusion]
    by_coder: list[CoderFigures]
    drift: list[CoderFigures]
    worst: list[ArticleFigures]

    def overall(self) -> list[Figure]:
        """The figures over all coders."""
        return [figure for figure in self.figures if figure.coders == self.coders]

    def figure(self, kind: Kind, subject: str, name: str, coders: tuple[str, ...] = ()) -> Figure | None:
        """The figure of that name over these coders (all of the report unless given), or None."""
        wanted = (kind, subject, name, coders or self.coders)
        return next(
            (one for one in self.figures if (one.kind, one.subject, one.name, one.coders) == wanted), None
        )
