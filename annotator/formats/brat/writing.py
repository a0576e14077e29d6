"""Records to brat: numbered .txt and .ann files, the configuration, and the scheme beside them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from annotator.bundles import write_bundle
from annotator.formats.brat.config import (
    ANNOTATION_CONF,
    ENTITY_DB,
    ESCAPED,
    VISUAL_CONF,
    StoredNames,
    annotation_conf,
    listed_values,
    scheme_names,
    visual_conf,
)
from annotator.model.annotation import Annotation, AttributeValue, Span
from annotator.model.exchange import ArticleRecord, Dataset, ExportReport, Problem, Progress
from annotator.model.incoming import word_of
from annotator.model.outgoing import numbered_name, outgoing
from annotator.model.sidecar import SIDECAR, sidecar

KEEPS: Final = frozenset({"fragments", "overlaps", "relations", "attributes", "entities", "notes"})


def write_brat(dataset: Dataset, target: Path, progress: Progress) -> ExportReport:
    """Write a folder or a .zip. A span over several lines becomes a fragment for each, as brat itself does.

    Line ends at the ends of a span cannot be held: they are trimmed, with a warning.
    """
    report = ExportReport(files=[str(target)])
    lines = _AnnLines(dataset, report)
    with write_bundle(target) as add:
        for number, record in enumerate(outgoing(dataset, report, keeps=KEEPS, progress=progress), 1):
            stem = numbered_name(number, record.article.title)
            add(f"{stem}.txt", record.text.encode())
            add(f"{stem}.ann", "".join(f"{line}\n" for line in lines.of(record)).encode())
        add(ANNOTATION_CONF, annotation_conf(dataset.scheme, lines.names).encode())
        add(VISUAL_CONF, visual_conf(dataset.scheme, lines.names).encode())
        add(SIDECAR, sidecar(dataset))
    return report


class _AnnLines:
    """Gives the lines of each article's .ann."""

    def __init__(self, dataset: Dataset, report: ExportReport) -> None:
        self.names = StoredNames(scheme_names(dataset.scheme))
        self._entities = {one.uid: one.name for one in dataset.entities}
        self._listed = listed_values(dataset.scheme)
        self._report = report
        self._counters: dict[str, Iterator[int]] = {}

    def of(self, record: ArticleRecord) -> Iterator[str]:
        """The lines: each annotation with what belongs to it, then the relations."""
        self._counters = {letter: itertools.count(1) for letter in "TRAN#"}
        numbers: dict[str, str] = {}
        for annotation in record.annotations:
            places = [part for fragment in annotation.fragments for part in _lines(record.text, fragment)]
            self._check(record, annotation, places)
            if places:
                numbers[annotation.uid] = number = self._next("T")
                yield from self._annotation(record.text, annotation, number, places)
        for one in record.relations:
            if one.head not in numbers or one.tail not in numbers:
                self._warn(record, one.uid, f"A relation “{one.type}” has lost an end and was left out.")
                continue
            number = self._next("R")
            yield f"{number}\t{self.names.of(one.type)} Arg1:{numbers[one.head]} Arg2:{numbers[one.tail]}\t"
            yield from self._note(number, one.note)

    def _annotation(self, text: str, one: Annotation, number: str, places: list[Span]) -> Iterator[str]:
        spans = ";".join(f"{start} {end}" for start, end in places)
        words = " ".join(text[start:end] for start, end in places)
        yield f"{number}\t{self.names.of(one.label)} {spans}\t{words}"
        for name, value in one.attributes.items():
            yield from self._attribute(number, one.label, name, value)
        if one.entity:
            title = _one_line(self._entities.get(one.entity, ""))
            yield f"{self._next('N')}\tReference {number} {ENTITY_DB}:{one.entity}\t{title}"
        yield from self._note(number, one.note)

    def _attribute(self, target: str, label: str, name: str, value: AttributeValue) -> Iterator[str]:
        listed = self._listed.get((label, name), frozenset())
        for word in value if isinstance(value, list) else [word_of(value)]:
            stored = self.names.of(word) if word in listed else _one_line(word)
            yield f"{self._next('A')}\t{self.names.of(name)} {target} {stored}"

    def _note(self, target: str, note: str) -> Iterator[str]:
        if note:
            yield f"{self._next('#')}\tAnnotatorNotes {target}\t{_one_line(note)}"

    def _next(self, letter: str) -> str:
        return f"{letter}{next(self._counters[letter])}"

    def _check(self, record: ArticleRecord, one: Annotation, places: list[Span]) -> None:
        if not places:
            self._warn(record, one.uid, f"A {one.label} that covers nothing but line ends was left out.")
        elif joined_lines(record.text, places) != list(one.fragments):
            self._warn(record, one.uid, f"A {one.label} was trimmed or joined at line ends.")

    def _warn(self, record: ArticleRecord, uid: str, message: str) -> None:
        file = record.article.title or record.article.uid
        self._report.warnings.append(Problem(file=file, record=uid, message=message))


def _one_line(words: str) -> str:
    return words.translate(ESCAPED)


def _lines(text: str, span: Span) -> Iterator[Span]:
    """The parts of the span that lie in one line each, without the line ends."""
    start = span.start
    while start < span.end:
        feed = text.find("\n", start, span.end)
        end = span.end if feed < 0 else feed
        if start < end:
            yield Span(start, end)
        start = end + 1


def joined_lines(text: str, places: list[Span]) -> list[Span]:
    """The way back: parts with nothing but line ends between them are one span again."""
    joined = places[:1]
    for span in places[1:]:
        last = joined[-1]
        if last.end <= span.start and not text[last.end : span.start].strip("\r\n"):
            joined[-1] = Span(last.start, span.end)
        else:
            joined.append(span)
    return joined
