"""How long the agreement of five coders over a thousand articles takes, with a thousand bootstrap rounds."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from annotator.analysis.agreement import agreement as measured
from annotator.model.annotation import Annotation, Relation, Span, span_order
from annotator.model.article import Article
from annotator.model.exchange import ArticleRecord
from annotator.model.scheme import Label, Scheme, read_scheme
from annotator.paths import resources
from tests.benchmarks.registry import Figure, benchmark

_ARTICLES, _CODERS, _MARKS, _LENGTH, _ROUNDS = 1_000, 5, 100, 3_000, 1_000
_SECONDS = 20.0

_Truth = list[tuple[Label, int, int]]


@benchmark
def agreement() -> Iterator[Figure]:
    """Everything that the report has: 100,000 marks, all attributes, entities, relations, all pairs."""
    scheme = read_scheme((resources() / "schemes" / "default.json").read_bytes())
    coders = [f"coder {number}" for number in range(_CODERS)]
    records = list(_records(scheme, coders))
    started, cpu = time.perf_counter(), time.process_time()
    report = measured(records, coders=coders, scheme=scheme, rounds=_ROUNDS)
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    detail = (
        f"{seconds:.1f} s ({cpu:.1f} s of processor) for {len(records):,} articles, {report.marks:,} marks, "
        f"{len(report.figures):,} figures, {_ROUNDS:,} rounds; the target is 20 s"
    )
    yield Figure("agreement", seconds / _SECONDS, 1.0, detail)


def _records(scheme: Scheme, coders: list[str]) -> Iterator[ArticleRecord]:
    draw = random.Random(7)
    for number in range(_ARTICLES):
        truth = [_place(draw, draw.choice(scheme.labels)) for _ in range(_MARKS // len(coders))]
        marks = sorted(_marks(draw, number, truth, coders), key=span_order)
        yield ArticleRecord(
            article=Article(uid=f"article {number}", length=_LENGTH),
            text="x" * _LENGTH,
            annotations=marks,
            relations=_relations(marks, coders),
        )


def _place(draw: random.Random, label: Label) -> tuple[Label, int, int]:
    start = draw.randrange(_LENGTH - 200)
    return label, start, start + draw.randint(5, 180)


def _marks(draw: random.Random, number: int, truth: _Truth, coders: list[str]) -> Iterator[Annotation]:
    for coder in coders:
        for place, (label, start, end) in enumerate(truth):
            begin = max(0, start + draw.choice((0, 0, 0, -3, 4)))
            span = Span(begin, max(begin + 1, end + draw.choice((0, 0, 0, 5, -4))))
            yield Annotation(
                label=label.name,
                fragments=(span,),
                coder=coder,
                uid=f"{number}/{coder}/{place}",
                entity=f"entity {start // 300}" if label.entity and draw.random() < 0.8 else "",
                created=f"2026-{number % 12 + 1:02}-11T10:00:00.000Z",
                attributes={
                    one.name: one.values[0 if draw.random() < 0.7 else -1].name
                    for one in label.attributes
                    if one.kind == "choice" and one.values
                },
            )


def _relations(marks: list[Annotation], coders: list[str]) -> list[Relation]:
    found = []
    for coder in coders:
        sources = [mark for mark in marks if mark.coder == coder and mark.label == "source"]
        claims = [mark for mark in marks if mark.coder == coder and mark.label == "claim"]
        for source, claim in zip(sources, claims, strict=False):
            found.append(Relation(type="attributes", head=source.uid, tail=claim.uid, coder=coder))
    return found
