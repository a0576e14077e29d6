"""Hugging Face: a folder of JSON lines with tokens and integer tags (or GLiNER spans) and a dataset card."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

import msgspec

from annotator import __version__
from annotator.errors import ReadError, WriteError
from annotator.model.annotation import Annotation, Span
from annotator.model.exchange import (
    ArticleRecord,
    Dataset,
    ExportReport,
    Option,
    Options,
    Progress,
    no_progress,
)
from annotator.model.outgoing import outgoing, split_fragments, without_overlaps
from annotator.model.tokens import EDGES, fit_to_tokens, token_range, tokenise, whole_sentences
from annotator.safe_files import whole_file

#: Our splits under the names that `datasets` expects.
_SPLITS: Final[Mapping[str, str]] = {"": "train", "train": "train", "dev": "validation", "test": "test"}

Row = dict[str, Any]


class HuggingFace:
    """The `Format` that `datasets.load_dataset(FOLDER)` loads, tags as ClassLabel; GLiNER's on request."""

    name = "huggingface"
    title = "Hugging Face dataset"
    suffix = ""
    suffixes: tuple[str, ...] = ()
    reads = False
    writes = True
    keeps: frozenset[str] = frozenset()
    options: tuple[Option, ...] = (
        Option(
            name="layout",
            label="Layout",
            kind="choice",
            default="tokens and tags",
            choices=["tokens and tags", "GLiNER"],
            help="Tags are BIO, in one column the longest annotation stays. GLiNER keeps overlaps.",
        ),
        Option(
            name="rows",
            label="A row is",
            kind="choice",
            default="sentence",
            choices=["sentence", "article"],
            help="Models cut off long rows without a word; splits always go by article.",
        ),
        Option(
            name="layers",
            label="Labels that overlap",
            kind="choice",
            default="one column",
            choices=["one column", "a column each"],
        ),
        Option(
            name="edges",
            label="Marks that end inside a word",
            kind="choice",
            default="split",
            choices=list(EDGES),
        ),
    )
    extra = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """Never: this format is not read."""
        return 0.0

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Write the folder: a file for each split that has articles, and README.md. Raises `WriteError`."""
        report = ExportReport()
        rows = _Rows(dataset, options)
        keeps = frozenset({"overlaps"})
        try:
            target.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(f"The folder “{target.name}” cannot be made.", detail=repr(error)) from error
        with _SplitFiles(target, listed=rows.gliner) as files:
            for record in outgoing(dataset, report, keeps=keeps, progress=progress):
                for row in rows.of(record, report):
                    files.write(_SPLITS.get(record.split, "train"), row)
            files.finish()
        card = target / "README.md"
        with whole_file(card) as out:
            out.write(_card(dataset, rows, files, report).encode())
        report.files += [*(str(files.path(split)) for split in _ordered(files.counts)), str(card)]
        return report

    def read(self, path: Path, options: Options) -> Dataset:
        """Not offered: raises `ReadError`."""
        raise ReadError("Hugging Face datasets can be written, not read. Read the data they were made from.")


class _SplitFiles(contextlib.ExitStack):
    """The files of the splits, each opened when its first row comes; `counts` and `sizes` (bytes) of them.

    GLiNER reads one JSON list, `datasets` JSON lines.
    """

    def __init__(self, folder: Path, *, listed: bool) -> None:
        super().__init__()
        self.counts: dict[str, int] = {}
        self.sizes: dict[str, int] = {}
        self._folder, self._listed = folder, listed
        self._files: dict[str, BinaryIO] = {}

    def path(self, split: str) -> Path:
        """Where the rows of a split stand."""
        return self._folder / (f"{split}.json" if self._listed else f"{split}.jsonl")

    def write(self, split: str, row: Row) -> None:
        """Append a row to its split."""
        first = split not in self._files
        if first:
            self._files[split] = self.enter_context(whole_file(self.path(split)))
            self.counts[split] = self.sizes[split] = 0
        before = b"" if not self._listed else b"[\n" if first else b",\n"
        data = before + msgspec.json.encode(row) + (b"" if self._listed else b"\n")
        self._files[split].write(data)
        self.counts[split] += 1
        self.sizes[split] += len(data)

    def finish(self) -> None:
        """Close the lists; before the files are put in their places."""
        for stream in self._files.values() if self._listed else ():
            stream.write(b"\n]\n")


class _Rows:
    """Makes the rows of an article, and remembers which tags there are."""

    def __init__(self, dataset: Dataset, options: Options) -> None:
        self.labels: Counter[str] = Counter()
        self.gliner = options.get("layout") == "GLiNER"
        labels = [one.name for one in dataset.scheme.labels]
        apart = options.get("layers") == "a column each"
        self.tags = (
            {f"{name}_tags": _Tags([name]) for name in labels} if apart else {"ner_tags": _Tags(labels)}
        )
        self._apart = apart
        self._edges = str(options.get("edges", "split"))
        self._by_article = options.get("rows") == "article"

    def of(self, record: ArticleRecord, report: ExportReport) -> Iterator[Row]:
        """The rows of one article; what tokens and columns cannot hold is counted."""
        marks, changed = fit_to_tokens(record.annotations, record.text, self._edges)
        report.lose("token_edges", changed)
        columns = self._columns(marks, report)
        spans = {one.fragments[0] for column in columns.values() for one in column}
        tokens = tokenise(record.text, {at for span in spans for at in span})
        whole = [Span(0, len(record.text))]
        for number, block in enumerate(whole if self._by_article else whole_sentences(record.text, spans)):
            first, last = token_range(tokens, block)
            row_id = record.article.uid if self._by_article else f"{record.article.uid}/{number}"
            yield self._row(row_id, record.text, tokens[first:last], columns)

    def _columns(self, marks: list[Annotation], report: ExportReport) -> dict[str, list[Annotation]]:
        """Column name → its annotations, of which no two overlap (but for GLiNER)."""
        self.labels.update(one.label for one in marks)
        if self.gliner:
            return {"ner": list(split_fragments(marks))}
        columns = {}
        for name in self.tags if self._apart else ["ner_tags"]:
            own = [one for one in marks if not self._apart or f"{one.label}_tags" == name]
            kept, lost = without_overlaps(own)
            report.lose("overlaps", lost)
            columns[name] = list(split_fragments(kept))
        return columns

    def _row(
        self, row_id: str, text: str, tokens: Sequence[Span], columns: Mapping[str, list[Annotation]]
    ) -> Row:
        words = [text[start:end] for start, end in tokens]
        row: Row = {"id": row_id, "tokenized_text" if self.gliner else "tokens": words}
        for name, column in columns.items():
            inside = [
                (*token_range(tokens, one.fragments[0]), one.label)
                for one in column
                if tokens and tokens[0].start <= one.start and one.end <= tokens[-1].end
            ]
            if self.gliner:
                row[name] = [[first, last - 1, label] for first, last, label in inside]
            else:
                row[name] = self.tags[name].numbers(len(tokens), inside)
        return row

    def features(self) -> list[Row]:
        """The columns as the card's `dataset_info` describes them."""
        if self.gliner:
            return []
        tags = [
            {"name": name, "sequence": {"class_label": {"names": dict(tags.names())}}}
            for name, tags in self.tags.items()
        ]
        words = [{"name": "id", "dtype": "string"}, {"name": "tokens", "sequence": "string"}]
        return [*words, *tags]


class _Tags:
    """The numbers of one column's tags: 0 is O, then B and I of each label."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._numbers = {"O": 0}
        for label in labels:
            self._number(label)

    def _number(self, label: str) -> int:
        if f"B-{label}" not in self._numbers:
            self._numbers[f"B-{label}"] = len(self._numbers)
            self._numbers[f"I-{label}"] = len(self._numbers)
        return self._numbers[f"B-{label}"]

    def names(self) -> Iterator[tuple[str, str]]:
        """Number (as text, for YAML) and tag."""
        return ((str(number), tag) for tag, number in self._numbers.items())

    def numbers(self, count: int, spans: Sequence[tuple[int, int, str]]) -> list[int]:
        """The tag of each of `count` tokens; spans are first token, one past the last, label."""
        tags = [0] * count
        for first, last, label in spans:
            begin = self._number(label)
            tags[first:last] = [begin, *[begin + 1] * (last - first - 1)]
        return tags


def _card(dataset: Dataset, rows: _Rows, files: _SplitFiles, report: ExportReport) -> str:
    """README.md: what `datasets` reads (YAML, written as JSON, which is YAML), and what people read."""
    head: dict[str, Any] = {
        "pretty_name": dataset.name or "Annotated articles",
        "task_categories": ["token-classification"],
        "annotations_creators": ["expert-generated"],
    }
    if rows.features():
        names = _ordered(files.counts)
        paths = [{"split": split, "path": files.path(split).name} for split in names]
        head["configs"] = [{"config_name": "default", "data_files": paths}]
        splits = [
            {"name": split, "num_bytes": files.sizes[split], "num_examples": files.counts[split]}
            for split in names
        ]
        head["dataset_info"] = {"features": rows.features(), "splits": splits}
    yaml = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items())
    lost = [f"- {what.replace('_', ' ')}: {count}" for what, count in sorted(report.lost.items())]
    table = [
        f"| {label.name} | {rows.labels[label.name]} | {' '.join(label.definition.split())} |"
        for label in dataset.scheme.labels
    ]
    lines = [
        *("---", yaml, "---", "", f"# {dataset.name or 'Annotated articles'}", ""),
        f"{report.articles} articles, {report.annotations} annotations. Written by Annotator {__version__}.",
        *([f"Only: {dataset.filters}."] if dataset.filters else []),
        *("", "| label | marks | definition |", "|---|---|---|", *table, ""),
        "Splits go by article, never by sentence. `id` is the article's, with the number of the row.",
        *(["", "Left out, as this layout cannot hold it:", "", *lost] if lost else []),
    ]
    return "\n".join(lines) + "\n"


def _ordered(counts: Mapping[str, int]) -> list[str]:
    return [split for split in ("train", "validation", "test") if split in counts]


FORMAT = HuggingFace()
