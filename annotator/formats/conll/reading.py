"""Tokens and tags to records: columns and tag scheme are found out, texts rebuilt from the tokens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from annotator.model.annotation import Span
from annotator.model.article import Article
from annotator.model.encoding import decode
from annotator.model.exchange import Dataset, Options
from annotator.model.incoming import Incoming, given_uid
from annotator.safe_files import read_bytes

#: The label of tags that name none (keyword data: bare B, I, O).
UNNAMED: Final = "span"

_TAG: Final = re.compile(r"(?:O|[BIESLUMW])\Z|[BIESLUMW][-_]\S.*\Z")
_NO_ROW: Final = ("# ", "-DOCSTART-")
_NEWDOC: Final = re.compile(r"#\s*newdoc(?:\s+id\s*=\s*(\S.*))?\s*\Z")
#: Phrase types of CoNLL-2000: a chunk column, not a layer of annotations.
_CHUNKS: Final = frozenset(["NP", "VP", "PP", "ADJP", "ADVP", "SBAR", "PRT", "CONJP", "INTJ", "LST", "UCP"])
_STARTS, _ENDS = frozenset("BSUW"), frozenset("SUWEL")


class _Row(NamedTuple):
    """One token: its columns, and the line they stand in."""

    cells: list[str]
    line: int


class _Document(NamedTuple):
    """The sentences of one article."""

    name: str
    line: int
    sentences: list[list[_Row]]


def read_conll(path: Path, options: Options) -> Dataset:
    """Each document, or each sentence, as an article. Raises `ReadError` with the line."""
    into = Incoming(path)
    text = decode(read_bytes(path), str(options.get("encoding", ""))).text
    documents = list(_Lines(into, text).documents())
    layout = _Layout(into, [row for one in documents for sentence in one.sentences for row in sentence])
    if options.get("articles") == "sentence":
        documents = [
            _Document(f"{one.name} {number}".strip(), sentence[0].line, [sentence])
            for one in documents
            for number, sentence in enumerate(one.sentences, 1)
        ]
    for number, document in enumerate(documents, 1):
        name = document.name or (path.stem if len(documents) == 1 else f"{path.stem} {number}")
        _take(into, layout, document, name)
    return into.dataset()


class _Lines:
    """The lines of a file as documents, sentences and rows."""

    def __init__(self, into: Incoming, text: str) -> None:
        self._into = into
        self._lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        tabbed = sum("\t" in line for line in self._lines)
        filled = sum(bool(line.strip()) for line in self._lines)
        self._separator = "\t" if tabbed * 2 > filled else None
        sample = [self._cells(line) for line in self._lines if line.strip() and not line.startswith(_NO_ROW)]
        widths = Counter(len(cells) for cells in sample)
        self._width = widths.most_common(1)[0][0] if widths else 0
        if self._width < 2:
            raise into.broken("", "it has no lines of a token and its tag")

    def documents(self) -> Iterator[_Document]:
        """Every document that has a token, or that is announced. Raises `ReadError`."""
        name, start = "", 1
        sentences: list[list[_Row]] = []
        rows: list[_Row] = []
        announced = False
        for number, line in enumerate([*self._lines, ""], 1):
            new = self._announced(line)
            if rows and (new is not None or not line.strip()):
                sentences.append(rows)
                rows = []
            if new is not None:
                if announced or sentences:
                    yield _Document(name, start, sentences)
                name, start, sentences, announced = new, number, [], True
            elif line.strip() and not self._comment(line):
                rows.append(self._row(line, number))
        if announced or sentences:
            yield _Document(name, start, sentences)

    def _announced(self, line: str) -> str | None:
        """The name of the document that the line announces ("" for none), or None."""
        if line.startswith("-DOCSTART-"):
            return ""
        match = _NEWDOC.match(line) if line.startswith("#") else None
        return (match.group(1) or "").strip() if match else None

    def _comment(self, line: str) -> bool:
        return line.startswith("#") and len(self._cells(line)) != self._width

    def _cells(self, line: str) -> list[str]:
        return line.split(self._separator) if self._separator else line.split()

    def _row(self, line: str, number: int) -> _Row:
        cells = self._cells(line)
        if len(cells) != self._width:
            raise self._into.broken(
                f"line {number}",
                f"it has {len(cells)} columns, most lines have {self._width}: it may be cut off",
            )
        return _Row([cell.strip() for cell in cells], number)


class _Layout:
    """Which column holds the tokens, and which hold tags."""

    def __init__(self, into: Incoming, rows: Sequence[_Row]) -> None:
        if not rows:
            raise into.broken("", "it has no lines of a token and its tag")
        columns = [set(column) for column in zip(*(row.cells for row in rows), strict=True)]
        self.token = 1 if len(columns) > 2 and all(cell.isdigit() for cell in columns[0]) else 0
        tagged = [at for at, cells in enumerate(columns) if at > self.token and _all_tags(cells)]
        self.tags = [at for at in tagged if not _types(columns[at]) <= _CHUNKS or not _types(columns[at])]
        if len(tagged) == 1:
            self.tags = tagged
        self.plain = not self.tags
        if self.plain and "O" in columns[-1]:
            self.tags = [len(columns) - 1]
        if not self.tags:
            raise into.broken("", "none of its columns holds tags such as B-LOC, I-LOC and O")

    def spans(self, sentence: Sequence[_Row], column: int) -> Iterator[tuple[int, int, str]]:
        """First token, one past the last, and label of each span; any tag scheme, as conlleval reads it."""
        start, label = -1, ""
        for at, row in enumerate(sentence):
            letter, name = self._parsed(row.cells[column])
            if start >= 0 and (letter in _STARTS or letter == "O" or name != label):
                yield start, at, label
                start = -1
            if letter != "O" and start < 0:
                start, label = at, name
            if start >= 0 and letter in _ENDS:
                yield start, at + 1, label
                start = -1
        if start >= 0:
            yield start, len(sentence), label

    def _parsed(self, tag: str) -> tuple[str, str]:
        if tag == "O" or not tag:
            return "O", ""
        if self.plain:
            return "I", tag
        return tag[0], tag[2:] or UNNAMED


def _all_tags(cells: set[str]) -> bool:
    return all(_TAG.match(cell) for cell in cells)


def _types(cells: set[str]) -> set[str]:
    return {cell[2:] for cell in cells if len(cell) > 2}


def _take(into: Incoming, layout: _Layout, document: _Document, name: str) -> None:
    lines = [" ".join(row.cells[layout.token] for row in sentence) for sentence in document.sentences]
    gathering = into.gather("\n".join(lines), str(document.line))
    start = 0
    for sentence, line in zip(document.sentences, lines, strict=True):
        places = list(_places(sentence, layout.token, start))
        for column in layout.tags:
            for first, last, label in layout.spans(sentence, column):
                gathering.mark(label, [Span(places[first].start, places[last - 1].end)])
        start += len(line) + 1
    into.records.append(gathering.finish(Article(title=name, source_file=into.file, uid=given_uid(name))))


def _places(sentence: Sequence[_Row], token: int, start: int) -> Iterator[Span]:
    for row in sentence:
        end = start + len(row.cells[token])
        yield Span(start, end)
        start = end + 1
