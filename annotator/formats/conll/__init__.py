"""CoNLL: a token and its tags a line (IOB2, IOB1, BILOU, BIOES), a blank line after each sentence."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from annotator.formats.conll.reading import read_conll
from annotator.formats.conll.writing import SCHEMES, write_conll
from annotator.model.exchange import Dataset, ExportReport, Option, Options, Progress, no_progress
from annotator.model.incoming import peek
from annotator.model.tokens import EDGES

_TAG: Final = re.compile(r"(?:[BIOESLUMW]|[BIESLUMW][-_]\S+)\Z")
_DOCSTART: Final = "-DOCSTART-"


class Conll:
    """The `Format` of token-a-line files; texts are rebuilt from tokens, spaces between them."""

    name = "conll"
    title = "CoNLL (BIO tags)"
    suffix = ".conll"
    suffixes: tuple[str, ...] = (".conll", ".conll03", ".bio", ".iob", ".iob2", ".tsv", ".txt")
    reads = True
    writes = True
    keeps: frozenset[str] = frozenset()
    options: tuple[Option, ...] = (
        Option(
            name="tags",
            label="Tags",
            kind="choice",
            default="IOB2",
            choices=list(SCHEMES),
            help="IOB2 is what most programs read. IOB1 is that of the original CoNLL-2003 data.",
        ),
        Option(
            name="layers",
            label="Labels that overlap",
            kind="choice",
            default="one column",
            choices=["one column", "a column each", "a file each"],
            help="In one column the longest stays. A file each: that column, and further files.",
        ),
        Option(
            name="columns",
            label="Columns",
            kind="choice",
            default="2",
            choices=["2", "4"],
            help="4 adds an empty part of speech and chunk, as in CoNLL-2003.",
        ),
        Option(
            name="edges",
            label="Marks that end inside a word",
            kind="choice",
            default="split",
            choices=list(EDGES),
            help="Split the word there, widen the mark to the whole word, or leave the mark out.",
        ),
        Option(name="docstart", label="-DOCSTART- line before each article", default=True),
        Option(
            name="articles",
            label="Coming in, an article is",
            kind="choice",
            default="document",
            choices=["document", "sentence"],
            help="A document begins with -DOCSTART-; a file without is one document.",
        ),
    )
    extra = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """Sure when nearly every line of the beginning ends in a tag."""
        if (not head and path.is_dir()) or (
            b"\0" in head[:1024] and head[:2] not in {b"\xff\xfe", b"\xfe\xff"}
        ):
            return 0.0
        if head.count(b"\n") * 100 < len(head):
            return 0.0  # lines of prose
        lines = peek(head).splitlines()[:500]
        rows = [line.split() for line in lines if line.strip() and not line.startswith(("#", _DOCSTART))]
        tagged = sum(len(row) > 1 and bool(_TAG.match(row[-1])) for row in rows)
        if not rows or tagged < 0.9 * len(rows):
            return 0.0
        return 0.9 if any(row[-1] != "O" for row in rows) else 0.5

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Write the file; with "a file each" also NAME.LABEL.conll for every label. Raises `WriteError`."""
        return write_conll(dataset, target, options, progress)

    def read(self, path: Path, options: Options) -> Dataset:
        """Read a file of any tag scheme and number of columns. Raises `ReadError` with the line."""
        return read_conll(path, options)


FORMAT = Conll()
