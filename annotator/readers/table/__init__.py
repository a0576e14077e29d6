"""Tables with an article in each row: CSV, Excel, JSON, JSON lines, Parquet; columns mapped to fields."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from annotator.errors import ReadError
from annotator.model.article import Article
from annotator.model.columns import ColumnMap, chosen_columns, propose_columns
from annotator.model.dates import Order, column_order, from_timestamp, read_date
from annotator.model.exchange import Option, Options, Problem, ReadArticle
from annotator.model.incoming import derived_uid, given_uid
from annotator.model.languages import tag_of
from annotator.model.markup import text_of_html
from annotator.model.reading import DATE_ORDER, ENCODING, LANGUAGE, RECOGNISE, date_order, dated, finished
from annotator.readers.table.binary import read_parquet, read_workbook
from annotator.readers.table.delimited import read_delimited
from annotator.readers.table.records import read_json, read_json_lines
from annotator.readers.table.sources import Row, Source, cell_text

_DELIMITED: Final = (".csv", ".tsv", ".tab")
_WORKBOOKS: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_LINES: Final = (".jsonl", ".ndjson")
#: Rows looked at for a text column without a usual name.
_SAMPLE: Final = 50
_TAG: Final = re.compile(r"</?(?:p|br|div|span|a|strong|em|h[1-6]|ul|li|img)\b[^>]*>", re.IGNORECASE)

COLUMNS: Final = Option(
    name="columns",
    label="Columns",
    kind="text",
    default="",
    help="Which column fills which field, such as: title=Headline, text=Body. Empty: by their names.",
)
SHEET: Final = Option(
    name="sheet", label="Sheet", kind="text", default="", help="Empty: the first sheet that is not empty."
)
MARKUP: Final = Option(
    name="markup",
    label="Turn HTML in cells into plain text",
    default=False,
    help="For columns that were scraped with their tags.",
)


class TableReader:
    """Takes each row as an article; columns that fill no field are kept as further metadata."""

    name: str = "table"
    title: str = "Table (CSV, Excel, JSON, Parquet)"
    suffixes: tuple[str, ...] = (*_DELIMITED, *_WORKBOOKS, *_LINES, ".json", ".parquet")
    options: tuple[Option, ...] = (COLUMNS, ENCODING, DATE_ORDER, SHEET, MARKUP, RECOGNISE, LANGUAGE)
    extra: str = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """Half sure by name: labelled data in JSON or workbooks is left to the formats, which look inside."""
        if head.startswith(b"PAR1"):
            return 0.6
        return 0.45 if path.suffix.lower() in self.suffixes else 0.0

    def read(self, path: Path, options: Options) -> Iterator[ReadArticle | Problem]:
        """Give the articles row by row; a row without text is a `Problem`. Raises `ReadError`."""
        source = _opened(path, options)
        columns = columns_of(source, options, path)
        rows = _Rows(source, columns, path, options)
        empty = True
        for row in source.rows():
            empty = False
            yield rows.article(row)
        if empty:
            raise ReadError(f"“{path.name}” holds the names of columns and no rows.")


def look_at(path: Path, options: Options) -> tuple[list[str], list[list[str]], ColumnMap]:
    """The names of a table's columns, its first rows in words, and which column fills which field.

    Columns are as chosen in the options, or as proposed where that names columns that are not there. Raises
    `ReadError`.
    """
    source = _opened(path, options)
    sample = _sample(source)
    proposed = propose_columns(source.header, sample)
    try:
        columns = chosen_columns(options.get(COLUMNS.name), source.header, proposed, path.name)
    except ReadError:
        columns = {field: [name] for field, name in proposed.items()}
    return source.header, sample, columns


def _sample(source: Source) -> list[list[str]]:
    return [[cell_text(cell) for cell in row.cells] for row in itertools.islice(source.rows(), _SAMPLE)]


def columns_of(source: Source, options: Options, path: Path) -> ColumnMap:
    """Field → columns, as chosen or proposed. Raises `ReadError`."""
    proposed = propose_columns(source.header, _sample(source))
    return chosen_columns(options.get(COLUMNS.name), source.header, proposed, path.name)


def _opened(path: Path, options: Options) -> Source:
    suffix = path.suffix.lower()
    encoding = str(options.get(ENCODING.name, "") or "")
    if suffix in _WORKBOOKS:
        return read_workbook(path, str(options.get(SHEET.name, "") or ""))
    if suffix in _LINES:
        return read_json_lines(path, encoding)
    if suffix == ".json":
        return read_json(path, encoding)
    if suffix == ".parquet":
        return read_parquet(path)
    return read_delimited(path, encoding)


class _Rows:
    """Articles from the rows of one table."""

    def __init__(self, source: Source, columns: ColumnMap, path: Path, options: Options) -> None:
        self._path = path
        self._options = options
        self._places = {
            field: [source.header.index(name) for name in names] for field, names in columns.items()
        }
        used = {place for places in self._places.values() for place in places}
        self._others = [(place, name) for place, name in enumerate(source.header) if place not in used]
        self._width = len(source.header)
        self._id_column = "; ".join(columns.get("uid", ()))
        self._notes = list(source.notes)
        self._markup = bool(options.get(MARKUP.name, False))
        if {"title", "outlet", "published"} <= self._places.keys():
            # the columns say what the text would be asked for, in a fifth of the time
            self._options = {**options, RECOGNISE.name: False}
        self._order = date_order(options) or self._found_order(source)

    def article(self, row: Row) -> ReadArticle | Problem:
        """The article of a row, or the problem that it has none."""
        text = "\n\n".join(part for part in self._parts(row.cells, "text") if part.strip())
        if not text.strip():
            message = f"Row {row.number:,} has no text; it was left out."
            return Problem(file="", record=str(row.number), message=message)
        warnings = self._warnings(row)
        if self._markup:
            text = text_of_html(text)
        elif _TAG.search(text):
            warnings.append(f"Row {row.number:,}: the text holds HTML tags; they can be taken out on import.")
        extra = self._extra(row)
        published = self._published(row, extra, warnings)
        article = Article(
            title=self._one(row.cells, "title"),
            outlet=self._one(row.cells, "outlet"),
            author=self._one(row.cells, "author"),
            published=published,
            url=self._one(row.cells, "url"),
            language=tag_of(self._one(row.cells, "language")),
            source_file=self._path.name,
            extra=extra,
            uid=self._uid(row.cells),
        )
        name = f"{self._path.stem} {row.number}"
        return finished(article, text, self._options, warnings=warnings, title=not article.title, name=name)

    def _parts(self, cells: Sequence[Any], field: str) -> list[str]:
        return [cell_text(cells[place]) for place in self._places.get(field, ()) if place < len(cells)]

    def _uid(self, cells: Sequence[Any]) -> str:
        """The identity that a column gives: a UUID as it is, else one made from column and cell."""
        words = self._one(cells, "uid") if "uid" in self._places else ""
        if not words:
            return ""
        return given_uid(words) or derived_uid("column", self._id_column, words)

    def _one(self, cells: Sequence[Any], field: str) -> str:
        return "; ".join(" ".join(part.split()) for part in self._parts(cells, field) if part.strip())

    def _warnings(self, row: Row) -> list[str]:
        notes, self._notes = self._notes, []
        return notes + ([f"Row {row.number:,}: {row.warning}."] if row.warning else [])

    def _extra(self, row: Row) -> dict[str, str]:
        cells = row.cells
        extra = {name: cell_text(cells[place]) for place, name in self._others if place < len(cells)}
        beyond = {f"column {place + 1}": cell_text(cells[place]) for place in range(self._width, len(cells))}
        unknown = {name: cell_text(value) for name, value in row.more.items()}
        return {name: value for name, value in (extra | beyond | unknown).items() if value.strip()}

    def _published(self, row: Row, extra: dict[str, str], warnings: list[str]) -> str:
        cells = [row.cells[place] for place in self._places.get("published", ()) if place < len(row.cells)]
        cell = next((one for one in cells if cell_text(one).strip()), "")
        words = cell_text(cell).strip()
        if not words:
            return ""
        if words.isdecimal() and len(words) in {10, 13} and from_timestamp(float(words)):
            return from_timestamp(float(words))
        doubts: list[str] = []
        found = dated(Article(), read_date(words, self._order), doubts).published
        warnings += [f"Row {row.number:,}: {doubt}" for doubt in doubts]
        if not found:
            extra["published"] = words
            warnings.append(f"Row {row.number:,}: “{words[:60]}” is no date; it was kept as metadata.")
        return found

    def _found_order(self, source: Source) -> Order:
        """Day or month first, as the whole column of dates tells."""
        if "published" not in self._places:
            return ""
        place = self._places["published"][0]
        return column_order(cell_text(row.cells[place]) for row in source.rows() if place < len(row.cells))


READER: Final = TableReader()
