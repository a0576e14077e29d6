"""Records to tokens and tags: text is cut at sentence ends and span edges, each piece tagged at once."""

from __future__ import annotations

import bisect
import contextlib
import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from annotator.model.annotation import Annotation, Span
from annotator.model.exchange import ArticleRecord, Dataset, ExportReport, Options, Progress
from annotator.model.outgoing import label_order, outgoing, without_overlaps
from annotator.model.tokens import fit_to_tokens, token_pattern, whole_sentences
from annotator.safe_files import whole_file


class Letters(NamedTuple):
    """What stands before the label: for a span's only, first, inner and last token."""

    only: str
    first: str
    inside: str
    last: str


#: IOB1 has B only right behind another span of the same label; the file does that.
SCHEMES: Final[Mapping[str, Letters]] = {
    "IOB2": Letters("B", "B", "I", "I"),
    "IOB1": Letters("I", "I", "I", "I"),
    "BILOU": Letters("U", "B", "I", "L"),
    "BIOES": Letters("S", "B", "I", "E"),
}

_SPACE: Final = re.compile(r"\s+")
_UNSAFE_IN_FILE_NAME: Final = re.compile(r"[^A-Za-z0-9_-]+")

#: A label's spans of one column: places and label, in order, none sharing a character.
Column = Sequence[tuple[Span, str]]
#: Of a piece of text: label, whether its span begins and ends with it, whether IOB1 must say B.
_State = tuple[str, bool, bool, bool]
_OUTSIDE: Final[_State] = ("", False, False, False)
Find = Callable[[str, int, int], list[str]]


def write_conll(dataset: Dataset, target: Path, options: Options, progress: Progress) -> ExportReport:
    """Write the one-column or nested-column file, and further files for single labels if asked for.

    A sentence does not end inside a span: tags cannot go on behind a blank line.
    """
    layers = str(options.get("layers", "one column"))
    report = ExportReport()
    names = StoredLabels()
    labels = label_order(dataset.scheme)
    with contextlib.ExitStack() as stack:

        def open_file(path: Path) -> BinaryIO:
            report.files.append(str(path))
            return stack.enter_context(whole_file(path))

        files = [_File(open_file(target), labels if layers == "a column each" else [], options, names)]
        if layers == "a file each":
            stem, end = target.stem, target.suffix
            for label in labels:
                path = target.with_name(f"{stem}.{names.of(label, safe=True)}{end}")
                files.append(_File(open_file(path), [label], options, names))
        edges = str(options.get("edges", "split"))
        for record in outgoing(dataset, report, keeps=frozenset({"overlaps"}), progress=progress):
            marks, changed = fit_to_tokens(record.annotations, record.text, edges)
            report.lose("token_edges", changed)
            lost = [file.write(record, marks) for file in files]
            report.lose("overlaps", sum(lost[1:]) if len(lost) > 1 else lost[0])
    return report


class StoredLabels:
    """Labels as tags may hold them: without white space, each another one."""

    def __init__(self) -> None:
        self._stored: dict[tuple[str, bool], str] = {}

    def of(self, label: str, *, safe: bool = False) -> str:
        """The stored form; `safe` for file names."""
        if (label, safe) not in self._stored:
            base = (_UNSAFE_IN_FILE_NAME if safe else _SPACE).sub("_", label).strip("_") or "label"
            taken = {form.casefold() for (_, kind), form in self._stored.items() if kind == safe}
            forms = itertools.chain([base], (f"{base}_{number}" for number in itertools.count(2)))
            self._stored[label, safe] = next(form for form in forms if form.casefold() not in taken)
        return self._stored[label, safe]


class _File:
    """One file being written: all labels in one column, or a column for each of `labels`."""

    def __init__(self, out: BinaryIO, labels: Sequence[str], options: Options, names: StoredLabels) -> None:
        self._out, self._labels, self._names = out, labels, names
        self._scheme = str(options.get("tags", "IOB2"))
        four = str(options.get("columns", "2")) == "4"
        self._before = "\t-X-\t-X-" if four else ""
        self._docstart = bool(options.get("docstart", True))
        self._ends: dict[tuple[_State, ...], Letters] = {}
        self._outside = self._before + "\tO" * max(1, len(labels)) + "\n"

    def write(self, record: ArticleRecord, marks: Sequence[Annotation]) -> int:
        """Write one article; gives the number of annotations that had to give way to others."""
        columns, lost = self._columns(marks)
        find = token_pattern(record.text).findall
        parts = [f"-DOCSTART-{self._outside}\n"] if self._docstart else []
        spans = [span for column in columns for span, _ in column]
        for block in whole_sentences(record.text, spans):
            self._sentence(record.text, find, block, columns, parts)
            parts.append("\n")
        self._out.write("".join(parts).encode())
        return lost

    def _columns(self, marks: Sequence[Annotation]) -> tuple[list[Column], int]:
        groups = [[one for one in marks if one.label == label] for label in self._labels] or [list(marks)]
        columns: list[Column] = []
        lost = 0
        for group in groups:
            kept, dropped = without_overlaps(group)
            lost += dropped
            columns.append(
                sorted((span, self._names.of(one.label)) for one in kept for span in one.fragments)
            )
        return columns, lost

    def _sentence(
        self, text: str, find: Find, block: Span, columns: Sequence[Column], parts: list[str]
    ) -> None:
        touched = [_touching(column, block) for column in columns]
        if not any(touched):
            parts.append(self._outside.join([*find(text, *block), ""]))
        elif len(touched) == 1:
            self._one_column(text, find, block, touched[0], parts)
        else:
            edges = {at for column in touched for span, _ in column for at in span}
            for low, high in itertools.pairwise(sorted({*block, *edges})):
                words = find(text, low, high)
                if words:
                    parts.append(self._piece(text, words, Span(low, high), touched))

    def _one_column(self, text: str, find: Find, block: Span, marks: Column, parts: list[str]) -> None:
        """The sentence where marks cannot cut each other: what is between them, and each whole."""
        outside = self._outside
        start = block.start
        for at, (span, label) in enumerate(marks):
            if start < span.start:
                parts.append(outside.join([*find(text, start, span.start), ""]))
            again = self._scheme == "IOB1" and _follows_same(text, marks, at)
            parts.append(_lines(find(text, *span), self._cached(((label, True, True, again),))))
            start = span.end
        if start < block.end:
            parts.append(outside.join([*find(text, start, block.end), ""]))

    def _piece(self, text: str, words: list[str], piece: Span, columns: Sequence[Column]) -> str:
        """The lines of the tokens of a piece that no span edge cuts."""
        return _lines(words, self._cached(tuple([self._state(text, column, piece) for column in columns])))

    def _cached(self, states: tuple[_State, ...]) -> Letters:
        ends = self._ends.get(states)
        if ends is None:
            ends = self._ends[states] = self._line_ends(states)
        return ends

    def _state(self, text: str, column: Column, piece: Span) -> _State:
        """The label of the piece ("" for none), whether its span begins and ends with it, and IOB1's B."""
        at = bisect.bisect_right(column, piece.start, key=_start) - 1
        if at < 0 or column[at][0].end <= piece.start:
            return _OUTSIDE
        span, label = column[at]
        begins = span.start == piece.start
        again = begins and self._scheme == "IOB1" and _follows_same(text, column, at)
        return label, begins, span.end == piece.end, again

    def _line_ends(self, states: Sequence[_State]) -> Letters:
        """What follows the token in its line: when it is alone in its piece, and first, inside, last."""
        tags = zip(*(_tags(SCHEMES[self._scheme], *state) for state in states), strict=True)
        return Letters(*(self._before + "".join(f"\t{tag}" for tag in row) + "\n" for row in tags))


def _lines(words: list[str], ends: Letters) -> str:
    """The lines of the tokens, with what follows each."""
    if len(words) == 1:
        return words[0] + ends.only
    middle = "".join([word + ends.inside for word in words[1:-1]])
    return f"{words[0]}{ends.first}{middle}{words[-1]}{ends.last}"


def _start(one: tuple[Span, str]) -> int:
    return one[0].start


def _tags(letters: Letters, label: str, begins: bool, ends: bool, again: bool) -> Letters:
    if not label:
        return Letters("O", "O", "O", "O")
    first = "B" if again else letters.first if begins else letters.inside
    last = letters.last if ends else letters.inside
    only = first if again else letters.only if begins and ends else first if begins else last
    return Letters(f"{only}-{label}", f"{first}-{label}", f"{letters.inside}-{label}", f"{last}-{label}")


def _follows_same(text: str, column: Column, at: int) -> bool:
    """Whether the span stands right behind another one of its label."""
    (before, label), (span, own) = column[at - 1], column[at]
    return at > 0 and label == own and not text[before.end : span.start].strip()


def _touching(column: Column, block: Span) -> Column:
    """The spans that begin in the block; sentences are taken together so that none reaches into it."""
    first = bisect.bisect_left(column, ((block.start,),))
    last = bisect.bisect_left(column, ((block.end,),), lo=first)
    return column[first:last]
