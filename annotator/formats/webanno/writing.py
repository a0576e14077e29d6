"""Records to WebAnno TSV 3.3: sentences that tile the text, tokens, marks and links."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from annotator.bundles import write_bundle
from annotator.model.annotation import Annotation, Span
from annotator.model.exchange import ArticleRecord, Dataset, ExportReport, Problem, Progress
from annotator.model.outgoing import Units, numbered_name, outgoing
from annotator.model.sidecar import SIDECAR, sidecar
from annotator.model.tokens import fit_to_tokens, sentences, token_range, tokenise
from annotator.model.uima import (
    LINK,
    LINK_FEATURES,
    MARK,
    MARK_FEATURES,
    FeatureNames,
    attribute_names,
    link_values,
    mark_values,
    type_system,
)

KEEPS: Final = frozenset(
    {"fragments", "overlaps", "relations", "cues", "attributes", "entities", "notes", "coders"}
)

_ESCAPES: Final = (
    *(("\\", "\\\\"), ("[", "\\["), ("]", "\\]"), ("|", "\\|"), ("_", "\\_"), ("->", "\\->")),
    *((";", "\\;"), ("\t", "\\t"), ("\n", "\\n"), ("*", "\\*")),
)


def write_webanno(dataset: Dataset, target: Path, progress: Progress) -> ExportReport:
    """Write a .tsv for each article, the type system for INCEpTION's layer import, and the scheme.

    A fragment becomes a mark of its own with the same uid. White space at a mark's ends belongs to no
    token and is trimmed; a text that begins with line ends begins with spaces after coming back.
    """
    report = ExportReport(files=[str(target)])
    features = FeatureNames(attribute_names(dataset.scheme))
    names = {one.uid: one.name for one in dataset.entities}
    with write_bundle(target) as add:
        for number, record in enumerate(outgoing(dataset, report, keeps=KEEPS, progress=progress), 1):
            lines = _Document(record, features, names, report).lines()
            text = "".join(f"{line}\n" for line in lines)
            add(f"{numbered_name(number, record.article.title)}.tsv", text.encode())
        add("TypeSystem.xml", type_system(dataset.scheme))
        add(SIDECAR, sidecar(dataset))
    return report


def escape_value(value: str) -> str:
    """A feature's value as it stands in a column."""
    for plain, escaped in _ESCAPES:
        value = value.replace(plain, escaped)
    return value


class _Unit(msgspec.Struct):
    """A token or a part of one: its line's number, place, and the marks and links that stand there."""

    name: str
    span: Span
    marks: list[int]
    links: list[tuple[int, str]]


class _Document:
    """One article as lines."""

    def __init__(
        self,
        record: ArticleRecord,
        features: FeatureNames,
        names: Mapping[str, str],
        report: ExportReport,
    ) -> None:
        self._record, self._features, self._names, self._report = record, features, names, report
        self._tokens = tokenise(record.text)
        self._units: list[list[_Unit]] = []
        self._marks: list[tuple[Annotation, Span]] = []
        self._first: dict[str, int] = {}
        self._defining: list[str] = []

    def lines(self) -> Iterator[str]:
        """The header, then each sentence with its units."""
        yield "#FORMAT=WebAnno TSV 3.3"
        yield f"#T_SP={MARK}|{'|'.join(self._mark_columns())}"
        yield f"#T_RL={LINK}|{'|'.join(LINK_FEATURES)}|BT_{MARK}"
        yield ""
        starts = self._sentence_starts()
        self._place_units(starts)
        self._place_marks()
        self._place_links()
        units = Units(self._record.text, "utf-16")
        for low, high in itertools.pairwise([*starts, len(self._tokens)]):
            yield ""
            yield from self._text(low, high)
            for unit in (unit for units_of in self._units[low:high] for unit in units_of):
                start, end = units.span(unit.span)
                words = self._record.text[unit.span.start : unit.span.end]
                columns = "".join(f"{cell}\t" for cell in self._cells(unit))
                yield f"{unit.name}\t{start}-{end}\t{words}\t{columns}"

    def _mark_columns(self) -> list[str]:
        return [*MARK_FEATURES, *(feature for _, feature in self._features.all())]

    def _sentence_starts(self) -> list[int]:
        """The first token of each sentence."""
        firsts = (token_range(self._tokens, sentence)[0] for sentence in sentences(self._record.text))
        return list(dict.fromkeys(firsts))

    def _text(self, low: int, high: int) -> Iterator[str]:
        """The sentence up to the next one's first token: white space between sentences is kept so."""
        start = self._tokens[low].start
        end = self._tokens[high].start if high < len(self._tokens) else len(self._record.text)
        for line in self._record.text[start:end].split("\n"):
            yield "#Text=" + line.replace("\\", "\\\\").replace("\t", "\\t")

    def _place_units(self, starts: Sequence[int]) -> None:
        for at, token in enumerate(self._tokens):
            sentence = bisect.bisect_right(starts, at)
            name = f"{sentence}-{at - starts[sentence - 1] + 1}"
            self._units.append([_Unit(name, token, [], [])])

    def _place_marks(self) -> None:
        marks, changed = fit_to_tokens(self._record.annotations, self._record.text)
        self._report.lose("token_edges", changed)
        for one in marks:
            for fragment in one.fragments:
                self._first.setdefault(one.uid, len(self._marks))
                self._marks.append((one, fragment))
        for number, (_, span) in enumerate(self._marks):
            self._place_mark(number, span)

    def _place_mark(self, number: int, span: Span) -> None:
        """Add a mark to every token that it covers, and to sub-tokens where it covers a part."""
        low, high = token_range(self._tokens, span)
        for at in range(low, high):
            token = self._tokens[at]
            part = Span(max(token.start, span.start), min(token.end, span.end))
            unit = self._units[at][0] if part == token else self._sub_token(at, part)
            unit.marks.append(number)
            if at == low:
                self._defining.append(unit.name)

    def _sub_token(self, at: int, part: Span) -> _Unit:
        units = self._units[at]
        for unit in units[1:]:
            if unit.span == part:
                return unit
        units.append(_Unit(f"{units[0].name}.{len(units)}", part, [], []))
        return units[-1]

    def _place_links(self) -> None:
        """Each relation stands in the line where its tail begins, and names where its head begins."""
        lines = {unit.name: unit for units in self._units for unit in units}
        for number, one in enumerate(self._record.relations):
            head, tail = self._first.get(one.head), self._first.get(one.tail)
            if head is None or tail is None:
                file = self._record.article.title or self._record.article.uid
                message = f"A relation “{one.type}” has lost an end and was left out."
                self._report.warnings.append(Problem(file=file, record=one.uid, message=message))
                continue
            reference = f"{self._defining[head]}[{head + 1}_{tail + 1}]"
            lines[self._defining[tail]].links.append((number, reference))

    def _cells(self, unit: _Unit) -> Iterator[str]:
        marks = [
            (number, mark_values(self._marks[number][0], self._features, self._names))
            for number in unit.marks
        ]
        for column in self._mark_columns():
            cells = [f"{_value(values, column)}[{number + 1}]" for number, values in marks]
            yield "|".join(cells) or "_"
        links = [(link_values(self._record.relations[number]), reference) for number, reference in unit.links]
        for column in LINK_FEATURES:
            yield "|".join(_value(values, column) for values, _ in links) or "_"
        yield "|".join(reference for _, reference in links) or "_"


def _value(values: Mapping[str, str], column: str) -> str:
    return escape_value(values[column]) if column in values else "*"
