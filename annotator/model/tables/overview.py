"""The summary: labels by outlet and by month, sentiments by target; counted while the records go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from annotator.model.scheme import Scheme
from annotator.model.tables.marks import Marked
from annotator.model.tables.table import Column, Row, Table, short

#: More outlets or targets than this are added up in a last row.
_MOST_ROWS: Final = 30

#: More months than this are told by year.
_MOST_MONTHS: Final = 48

#: What the default scheme calls them.
_SENTIMENT: Final = "sentiment"
_POLARITY: Final = "polarity"
_TARGET: Final = "target"


class CrossTable(msgspec.Struct, kw_only=True):
    """Counts of columns by rows. `label_columns`: columns are labels; `over_time`: rows are months."""

    name: str
    head: str
    columns: list[str]
    rows: list[tuple[str, list[int]]]
    label_columns: bool = True
    over_time: bool = False

    def table(self) -> Table:
        """The same with a column of totals, for a CSV file."""
        columns = [Column(name=self.head), *(Column(name=one, kind="number") for one in self.columns)]
        rows: list[Row] = [[name, *counts, sum(counts)] for name, counts in self.rows]
        return Table(name=self.name, columns=[*columns, Column(name="all", kind="number")], rows=rows)


class Overview:
    """Counts what the summary and the page about the file tell."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self.articles = 0
        self.annotations = 0
        self.relations = 0
        self.labels: Counter[str] = Counter()
        self.coders: Counter[str] = Counter()
        self.latest = ""
        self._by_outlet: Counter[tuple[str, str]] = Counter()
        self._by_month: Counter[tuple[str, str]] = Counter()
        self._by_target: Counter[tuple[str, str]] = Counter()

    def count(self, marked: Marked) -> None:
        """Count one article."""
        record = marked.record
        labels = Counter(one.label for one in record.annotations)
        self.articles += 1
        self.annotations += len(record.annotations)
        self.relations += len(record.relations)
        self.labels += labels
        self.coders.update(one.coder for one in record.annotations)
        self.latest = max(
            [
                self.latest,
                *(one.modified for one in record.annotations),
                *(one.modified for one in record.relations),
            ]
        )
        month = record.article.published[:7]
        for label, number in labels.items():
            self._by_outlet[record.article.outlet, label] += number
            self._by_month[month, label] += number
        self._count_targets(marked)

    def _count_targets(self, marked: Marked) -> None:
        for relation in marked.record.relations:
            head, tail = marked.by_uid.get(relation.head), marked.by_uid.get(relation.tail)
            if relation.type == _TARGET and head and tail and head.label == _SENTIMENT:
                target = marked.entity_name(tail) or short(tail.quote, 80)
                self._by_target[target, str(head.attributes.get(_POLARITY, ""))] += 1

    def cross_tables(self) -> list[CrossTable]:
        """Label × outlet, label × month, sentiment × target; none of those that nothing is known of."""
        if not self.annotations:
            return []
        names = [one.name for one in self._scheme.labels if self.labels[one.name]]
        names += sorted(set(self.labels) - set(names))
        tables = [
            _cross("Labels by outlet", "outlet", names, self._by_outlet, "(no outlet)"),
            _cross("Labels by month", "month", names, self._months(), "(no date)", over_time=True),
        ]
        if self._by_target:
            polarities = self._polarities()
            found = Counter({(row, one or "(none)"): n for (row, one), n in self._by_target.items()})
            tables.append(
                _cross("Sentiment by target", "target", polarities, found, "(no name)", label_columns=False)
            )
        return tables

    def _months(self) -> Counter[tuple[str, str]]:
        if len({month for month, _ in self._by_month}) <= _MOST_MONTHS:
            return self._by_month
        years: Counter[tuple[str, str]] = Counter()
        for (month, label), number in self._by_month.items():
            years[month[:4], label] += number
        return years

    def _polarities(self) -> list[str]:
        known = [label for label in self._scheme.labels if label.name == _SENTIMENT]
        attribute = known[0].attribute(_POLARITY) if known else None
        used = {polarity or "(none)" for _, polarity in self._by_target}
        named = [one.name for one in attribute.values if one.name in used] if attribute else []
        return [*named, *sorted(used - set(named))]


def _cross(
    name: str,
    head: str,
    columns: Sequence[str],
    counts: Counter[tuple[str, str]],
    nameless: str,
    *,
    over_time: bool = False,
    label_columns: bool = True,
) -> CrossTable:
    totals: Counter[str] = Counter()
    for (row, _), number in counts.items():
        totals[row] += number
    if over_time:
        order = [*sorted(row for row in totals if row), *(row for row in totals if not row)]
        kept, rest = order, []
    else:
        order = sorted(totals, key=lambda row: (-totals[row], row))
        kept, rest = order[:_MOST_ROWS], order[_MOST_ROWS:]
    rows = [(row or nameless, [counts[row, column] for column in columns]) for row in kept]
    if rest:
        rows.append((f"({len(rest)} others)", [_sum(counts, rest, column) for column in columns]))
    return CrossTable(
        name=name,
        head=head,
        columns=list(columns),
        rows=rows,
        over_time=over_time,
        label_columns=label_columns,
    )


def _sum(counts: Counter[tuple[str, str]], rows: Iterable[str], column: str) -> int:
    return sum(counts[row, column] for row in rows)
