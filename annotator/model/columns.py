"""Which column of a table fills which field of an article: proposed from its name, or from what it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from annotator.errors import ReadError
from annotator.model.article import METADATA
from annotator.model.news import field_and_rank
from annotator.model.text import fingerprint

#: The fields that a column can fill, in display order; every other column becomes further metadata.
COLUMN_FIELDS: Final = ("text", *(name for name in METADATA if name != "source_file"), "uid")
#: In place of a field: these columns are not kept at all.
LEFT_OUT: Final = "-"
#: Cells of so many code points on average are texts, whatever their column is called.
_TEXT_LENGTH: Final = 80

#: Field → the columns whose cells fill it; those of a text of several parts are joined by a blank line.
ColumnMap = dict[str, list[str]]


def propose_columns(header: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> dict[str, str]:
    """Field → column, for the fields that a column's name tells.

    Of two columns with known names the more usual name wins. Where none is called like a text, it is the
    one with the longest cells in `rows` (a sample), when these are as long as a text.
    """
    best: dict[str, tuple[int, str]] = {}
    for column in header:
        field, rank = field_and_rank(column)
        if field and (field not in best or rank < best[field][0]):
            best[field] = (rank, column)
    proposed = {field: best[field][1] for field in COLUMN_FIELDS if field in best}
    if "text" not in proposed:
        longest = _longest(header, rows, set(proposed.values()))
        if longest:
            proposed = {"text": longest} | proposed
    return proposed


def chosen_columns(choice: Any, header: Sequence[str], proposed: Mapping[str, str], file: str) -> ColumnMap:
    """What the person chose, else what was proposed. Raises `ReadError` for a column that is not there.

    `choice` is a mapping of field to column (or a list of columns), or words: "title=Headline, text=Body";
    "" as a column leaves the field empty, and `LEFT_OUT` as a field leaves columns out. What it does not name
    stays as proposed.
    """
    wanted = {field: _several(columns) for field, columns in _as_mapping(choice, file).items()}
    columns = {field: [column] for field, column in proposed.items()} | wanted
    taken = {column for chosen in wanted.values() for column in chosen}
    for field, names in columns.items():
        missing = [name for name in names if name not in header]
        if field not in (*COLUMN_FIELDS, LEFT_OUT) or missing:
            what = f"column “{missing[0]}”" if missing else f"field “{field}” of an article"
            raise ReadError(f"There is no {what} for “{file}”. Its columns are: {_listed(header)}.")
    for field, names in columns.items():
        if field not in wanted:
            columns[field] = [name for name in names if name not in taken]
    if not columns.get("text"):
        raise ReadError(
            f"“{file}” has no column that looks like the text of an article. Say which one it is;"
            f" there are: {_listed(header)}."
        )
    return {field: names for field, names in columns.items() if names}


def header_key(header: Sequence[str]) -> str:
    """Tells tables of the same columns from others: a short name for this header."""
    return fingerprint("\x1f".join(header))[:16]


def unique_header(cells: Sequence[str]) -> list[str]:
    """Names for all columns: empty ones become "column 3", a second "date" becomes "date (2)"."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = " ".join(cell.split()) or f"column {number}"
        count = 1
        unique = name
        while unique in names:
            count += 1
            unique = f"{name} ({count})"
        names.append(unique)
    return names


def _longest(header: Sequence[str], rows: Sequence[Sequence[str]], taken: set[str]) -> str:
    lengths = {
        column: sum(len(row[place]) for row in rows if place < len(row)) / len(rows)
        for place, column in enumerate(header)
        if rows and column not in taken
    }
    longest = max(lengths, key=lambda column: lengths[column], default="")
    return longest if lengths.get(longest, 0) >= _TEXT_LENGTH else ""


def _as_mapping(choice: Any, file: str) -> Mapping[str, Any]:
    if isinstance(choice, Mapping):
        return choice
    pairs = [part.partition("=") for part in str(choice or "").split(",") if part.strip()]
    if any(not sign for _, sign, _ in pairs):
        raise ReadError(f"The columns of “{file}” are chosen as “title=Headline, text=Body”.")
    several: dict[str, list[str]] = {}
    for field, _, column in pairs:
        several.setdefault(field.strip(), []).append(column.strip())
    return {field: [name for name in names if name] for field, names in several.items()}


def _several(columns: Any) -> list[str]:
    if isinstance(columns, str):
        return [columns] if columns else []
    return [str(column) for column in columns]


def _listed(header: Sequence[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in header[:30])
    return f"{shown} and {len(header) - 30} more" if len(header) > 30 else shown
