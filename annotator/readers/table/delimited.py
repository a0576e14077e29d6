"""CSV and its kin: encoding, separator and header found out, rows streamed, ragged ones told by number."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from annotator.errors import ReadError
from annotator.model.columns import unique_header
from annotator.model.encoding import decode
from annotator.readers.table.sources import Row, Source
from annotator.safe_files import MIB, read_head

_SAMPLE: Final = 256 * 1024
_SEPARATORS: Final = ",;\t|"
#: For a table of one column, whose texts hold commas: a sign that stands in no text.
_NO_SEPARATOR: Final = "\x1f"
#: Fed in after the last line: when it does not come back as a row of its own, quotes were left open.
_SENTINEL: Final = "\ufdd0 end of the table\r\n"
_LARGEST_CELL: Final = 512 * MIB


def read_delimited(path: Path, encoding: str) -> Source:
    """The table of a CSV or TSV file. Raises `ReadError`."""
    read_head(path, 1)
    csv.field_size_limit(_LARGEST_CELL)
    codec, notes = _encoding(path, encoding)
    separator, skip = _separator(path, codec)
    first = next(_records(path, codec, separator, skip), None)
    if first is None:
        raise ReadError(f"“{path.name}” is empty: there is no table in it.")
    header = unique_header([cell.strip("\ufeff") for cell in first[1]])
    return Source(header=header, rows=lambda: _rows(path, codec, separator, skip, len(header)), notes=notes)


def _rows(path: Path, codec: str, separator: str, skip: int, width: int) -> Iterator[Row]:
    records = _records(path, codec, separator, skip)
    next(records)
    for number, cells in records:
        if len(cells) == width:
            yield Row(number, cells)
        elif any(cells):
            yield Row(number, cells, f"it has {len(cells)} cells, the header has {width}")


def _records(path: Path, codec: str, separator: str, skip: int) -> Iterator[tuple[int, list[str]]]:
    """The records, with the line that each begins on. Raises `ReadError` for open quotes."""
    with path.open(encoding=codec, newline="", errors="strict") as stream:
        lines = _with_sentinel(stream, skip)
        reader = csv.reader(lines, delimiter=separator)
        line = skip + 1
        try:
            for cells in reader:
                if cells == [_SENTINEL.rstrip()]:
                    return
                if cells:
                    yield line, cells
                line = skip + reader.line_num + 1
        except (UnicodeDecodeError, csv.Error) as error:
            raise ReadError(
                f"“{path.name}” cannot be read from line {line} on. Nothing was imported.",
                detail=str(error),
            ) from error
    raise ReadError(
        f"“{path.name}”: a quotation mark is left open in the last record: the file is cut off or a mark is"
        " missing. Nothing was imported from it."
    )


def _with_sentinel(stream: io.TextIOWrapper, skip: int) -> Iterator[str]:
    last = "\n"
    for place, line in enumerate(stream):
        if place >= skip:
            yield line
            last = line
    if not last.endswith(("\n", "\r")):
        yield "\r\n"
    yield _SENTINEL


def _encoding(path: Path, told: str) -> tuple[str, list[str]]:
    """The Python codec of the whole file, and a note where it was guessed."""
    with path.open("rb") as stream:
        head = stream.read(_SAMPLE)
    whole_lines = head if len(head) < _SAMPLE else head[: head.rfind(b"\n") + 1 or None]
    if told:
        return decode(head[:0], told).encoding, []
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig", []
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", []
    found = decode(_even(whole_lines))
    if found.encoding.replace("_", "-") != "utf-8" and found.sure:
        return found.encoding, []
    odd = _first_bad_utf8(path)
    if odd is None:
        return "utf-8", []
    guess = decode(odd)
    return guess.encoding, [
        f"The encoding was guessed ({guess.encoding}); choose another if letters are wrong."
    ]


def _even(data: bytes) -> bytes:
    """The bytes up to a multiple of four: half a UTF-16 or UTF-32 unit is nobody's character."""
    return data if len(data) < _SAMPLE - 4096 else data[: len(data) // 4 * 4]


def _first_bad_utf8(path: Path) -> bytes | None:
    """The stretch of the file around the first bytes that are not UTF-8; None when it is UTF-8 throughout."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        while chunk := stream.read(_SAMPLE):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return chunk + stream.read(4096)
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return chunk
    return None


def _separator(path: Path, codec: str) -> tuple[str, int]:
    """The separator, and the lines to pass over before the header (Excel's "sep=;")."""
    with path.open(encoding=codec, newline="", errors="replace") as stream:
        sample = stream.read(_SAMPLE)
    if sample.lower().startswith("sep=") and len(sample) > 4:
        return sample[4], 1
    if path.suffix.lower() in {".tsv", ".tab"}:
        return "\t", 0
    best = max(_SEPARATORS, key=lambda sign: _fit(sample, sign))
    return (best if _fit(sample, best)[0] else _NO_SEPARATOR), 0


def _fit(sample: str, separator: str) -> tuple[float, int]:
    """How many of the first rows are as wide as the header, and how wide that is."""
    records = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    rows = list(itertools.islice(records, 25))
    width = len(rows[0]) if rows else 0
    same = sum(len(row) == width for row in rows) / len(rows) if rows else 0.0
    return (same, width) if width > 1 else (0.0, width)
