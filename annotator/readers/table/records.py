"""JSON and JSON lines as tables: a record a row, nested values under "outer.inner", lists as text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from annotator.errors import ReadError
from annotator.model.encoding import decode
from annotator.readers.table.sources import Row, Source
from annotator.safe_files import MIB, read_bytes, read_head

_MOST: Final = 512 * MIB
#: So deep are values inside values given columns of their own; below that they stay JSON.
_DEPTH: Final = 4
_SAMPLE: Final = 200


def read_json_lines(path: Path, encoding: str) -> Source:
    """The table of a file with a JSON object on each line. Raises `ReadError` with the line's number."""
    read_head(path, 1)
    return _source(path, lambda: _lines(path, encoding))


def read_json(path: Path, encoding: str) -> Source:
    """The table of a JSON file: a list of objects, an object that holds one, columns, or one object."""
    words = decode(read_bytes(path, _MOST), encoding).text
    try:
        content = json.loads(words)
    except (ValueError, RecursionError) as error:
        raise ReadError(
            f"“{path.name}” is not whole JSON: it may be cut off. Nothing was imported from it.",
            detail=str(error),
        ) from error
    records = [one for one in _list_in(content) if isinstance(one, dict)]
    return _source(path, lambda: enumerate(records, 1))


def _lines(path: Path, encoding: str) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip(b" \t\r\n\xef\xbb\xbf"):
                continue
            record = _record(line, encoding, path, number)
            if isinstance(record, dict):
                yield number, record


def _record(line: bytes, encoding: str, path: Path, number: int) -> Any:
    try:
        return msgspec.json.decode(line) if not encoding else json.loads(line.decode(encoding))
    except (msgspec.DecodeError, ValueError, LookupError):
        pass
    try:
        # slower, but it knows lone surrogates ("\ud83d"), NaN and a BOM
        return json.loads(line.decode(encoding or "utf-8-sig"))
    except (ValueError, LookupError, RecursionError) as error:
        raise ReadError(
            f"Line {number:,} of “{path.name}” is not a whole JSON record: the file may be cut off."
            " Nothing was imported from it.",
            detail=str(error),
        ) from error


def _source(path: Path, records: Any) -> Source:
    """A table of the records; its columns are those of the first 200, in order of appearance."""
    header: dict[str, None] = {}
    for _, (_, record) in zip(range(_SAMPLE), records(), strict=False):
        header |= dict.fromkeys(_flat(record))
    if not header:
        raise ReadError(f"“{path.name}” holds no records with named values. Nothing was imported from it.")
    names = list(header)

    def rows() -> Iterator[Row]:
        for number, record in records():
            flat = _flat(record)
            yield Row(number, [flat.pop(name, None) for name in names], more=flat)

    return Source(header=names, rows=rows)


def _flat(record: dict[str, Any], prefix: str = "", depth: int = 0) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in record.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and value and depth < _DEPTH:
            flat |= _flat(value, f"{name}.", depth + 1)
        else:
            flat[name] = _plain(value)
    return flat


def _plain(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return "; ".join(map(str, value))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return value


def _list_in(content: Any) -> list[Any]:
    if isinstance(content, list):
        return content
    if not isinstance(content, dict):
        return []
    lists = [value for value in content.values() if isinstance(value, list)]
    records = [one for one in lists if one and all(isinstance(record, dict) for record in one)]
    if records:
        return max(records, key=len)
    columns = [value for value in content.values() if isinstance(value, dict | list)]
    if content and len(columns) == len(content) and len({len(column) for column in columns}) == 1:
        return _transposed(content)
    return [content]


def _transposed(columns: dict[str, Any]) -> list[dict[str, Any]]:
    """Records from columns, as pandas writes them: {"title": {"0": …, "1": …}} or {"title": […]}."""
    values = {
        name: list(column.values()) if isinstance(column, dict) else column
        for name, column in columns.items()
    }
    return [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]
