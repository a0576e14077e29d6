"""Our own JSON lines, both ways and without loss: an article a line, the scheme in a file beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from annotator.model.exchange import (
    LOSSES,
    Dataset,
    ExportReport,
    Option,
    Options,
    Progress,
    no_progress,
)


class Jsonl:
    """The `Format` of FORMATS section 1."""

    name = "jsonl"
    title = "JSON lines (Annotator)"
    suffix = ".jsonl"
    suffixes = (".jsonl", ".ndjson")
    reads = True
    writes = True
    keeps = frozenset(LOSSES[:10])
    options = (
        Option(
            name="flat",
            label="One line for each annotation",
            help="Leaves out texts, relations and variables; such a file cannot be read back.",
        ),
    )
    extra = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """How sure we are that the file is ours, 0.0..1.0; `head` is its first 64 KiB."""
        from annotator.formats.jsonl.lines import scheme_file_of

        first, _, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
        if not first.startswith(b"{") or b'"text"' not in first:
            return 0.0
        if b'"offset_unit"' in first:
            return 1.0
        if any(key in first for key in (b'"tokens"', b'"token_start"', b'"_input_hash"')):
            return 0.1
        layout = b'"spans"' in first and ((b'"label"' in first and b'"start"' in first) or b'"meta"' in first)
        cut = not rest and first.startswith((b'{"id":"', b'{"id": "'))
        if scheme_file_of(path).is_file() and (layout or cut):
            return 0.95
        return 0.5 if layout else 0.3 if cut else 0.0

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Write `target` and NAME.scheme.json beside it. Raises `WriteError`; what stood there stays then."""
        from annotator.formats.jsonl.writing import write_jsonl

        return write_jsonl(dataset, target, flat=bool(options.get("flat", False)), progress=progress)

    def read(self, path: Path, options: Options) -> Dataset:
        """Read the file line by line. Raises `ReadError` with the line number, and takes in nothing then."""
        from annotator.formats.jsonl.reading import read_jsonl

        return read_jsonl(path)


FORMAT: Final = Jsonl()
