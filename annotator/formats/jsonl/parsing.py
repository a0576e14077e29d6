"""One JSON line to plain values: strict first, then item by item, so that one bad span costs only itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

import msgspec

from annotator.errors import ReadError
from annotator.model.annotation import AttributeValue

#: A line longer than this many bytes is refused before it fills the memory.
LONGEST_LINE: Final = 256 * 1024 * 1024

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_BOM: Final = b"\xef\xbb\xbf"

Id = str | int
Offsets = tuple[int, int]


class SpanIn(msgspec.Struct):
    """An annotation as it stands in the file; nothing is checked yet."""

    label: str
    start: int
    end: int
    id: Id = ""
    text: str | None = None
    fragments: list[Offsets] | None = None
    attributes: dict[str, AttributeValue | None] | None = None
    entity: Id | None = None
    note: str | None = None
    coder: str | None = None
    created: str | None = None
    modified: str | None = None
    suggested: bool = False


class RelationIn(msgspec.Struct):
    """A relation as it stands in the file; nothing is checked yet."""

    label: str
    head: Id
    tail: Id
    id: Id = ""
    cue: Offsets | str | None = None
    cue_text: str | None = None
    coder: str | None = None
    note: str | None = None
    created: str | None = None
    modified: str | None = None


class ArticleIn(msgspec.Struct):
    """A line as it stands in the file. `start` and `tokens` tell lines that are not ours."""

    text: str
    id: Id | None = None
    meta: dict[str, Any] | None = None
    spans: list[SpanIn] | None = None
    relations: list[RelationIn] | None = None
    variables: dict[str, AttributeValue | None] | None = None
    status: str | None = None
    split: str | None = None
    offset_unit: str | None = None
    start: Any = None


class SpanUse(msgspec.Struct):
    """As much of an annotation as its scheme can be derived from."""

    label: str
    id: Id = ""
    text: str | None = None
    attributes: dict[str, AttributeValue | None] | None = None
    entity: Id | None = None
    coder: str | None = None


class ArticleUse(msgspec.Struct):
    """As much of a line as the scheme can be derived from; quicker to decode than `ArticleIn`."""

    text: msgspec.Raw
    spans: list[SpanUse] | None = None
    relations: list[RelationIn] | None = None
    variables: dict[str, AttributeValue | None] | None = None
    start: Any = None


class Parsed(msgspec.Struct):
    """A line and what was wrong with its items: (record, message)."""

    line: ArticleIn
    faults: list[tuple[str, str]] = []


_DECODER: Final = msgspec.json.Decoder(ArticleIn)
_USE_DECODER: Final = msgspec.json.Decoder(ArticleUse)


def numbered_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of the file that hold something, with their numbers from 1. Raises `ReadError`."""
    try:
        with path.open("rb") as stream:
            number = 0
            while line := stream.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    _refuse(path, number, "the line is longer than 256 MiB")
                line = line.removeprefix(_BOM) if number == 1 else line
                if line.strip():
                    yield number, line
    except OSError as error:
        raise ReadError(
            f"“{path.name}” cannot be read: {error.strerror or 'the disk refused'}. Nothing was imported.",
            detail=repr(error),
        ) from error


def parse(path: Path, number: int, line: bytes) -> Parsed:
    """The line as values. Raises `ReadError` with the line number when it is cut, not JSON, or no article."""
    try:
        parsed = Parsed(line=_DECODER.decode(line))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        parsed = _lenient(path, number, _loaded(path, number, line))
    if parsed.line.start is not None:
        _refuse(path, number, "it is an annotation without its article (a flat export cannot be read back)")
    return parsed


def parse_use(path: Path, number: int, line: bytes) -> ArticleUse | ArticleIn:
    """What the line uses of a scheme. Raises `ReadError` as `parse` does, so that `parse` will not."""
    try:
        use = _USE_DECODER.decode(line)
        str(line, "utf-8")  # parts that are skipped are not looked at by the decoder
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return parse(path, number, line).line
    whole = use.start is None and bytes(memoryview(use.text)[:1]) == b'"'
    return use if whole else parse(path, number, line).line


def values_of(given: dict[str, AttributeValue | None] | None) -> dict[str, AttributeValue]:
    """Attributes or variables without those that are null."""
    if not given:
        return {}
    return {name: value for name, value in given.items() if value is not None}


def _refuse(path: Path, number: int, why: str, error: Exception | None = None) -> NoReturn:
    raise ReadError(
        f"“{path.name}” cannot be imported: line {number}: {why}. Nothing of the file was taken in.",
        detail=repr(error) if error else "",
    ) from error


def _loaded(path: Path, number: int, line: bytes) -> Any:
    """Any JSON, half characters included, which the strict decoder refuses."""
    try:
        return json.loads(line.decode("utf-8"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        _refuse(path, number, "the file is not in UTF-8", error)
    except RecursionError as error:
        _refuse(path, number, "the values are nested too deeply", error)
    except ValueError as error:
        _refuse(path, number, "the line is cut off or is not JSON", error)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _lenient(path: Path, number: int, given: Any) -> Parsed:
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        _refuse(path, number, "it is no article, because it has no text")
    for name in ("spans", "relations"):
        if not isinstance(given.get(name) or [], list):
            _refuse(path, number, f"“{name}” is not a list")
    faults: list[tuple[str, str]] = []
    try:
        given = _without_surrogates(given, faults)
        line = ArticleIn(
            text=given["text"],
            id=_of_kind(given, "id", Id | None, faults),
            meta=_of_kind(given, "meta", dict[str, Any] | None, faults),
            spans=_items(given.get("spans") or [], "span", _span, faults),
            relations=_items(given.get("relations") or [], "relation", _relation, faults),
            variables=_values(given.get("variables"), "variables", faults),
            status=_of_kind(given, "status", str | None, faults),
            split=_of_kind(given, "split", str | None, faults),
            offset_unit=_of_kind(given, "offset_unit", str | None, faults),
            start=given.get("start"),
        )
    except RecursionError as error:
        _refuse(path, number, "the values are nested too deeply", error)
    return Parsed(line=line, faults=faults)


_Item = TypeVar("_Item")


def _items(
    given: list[Any],
    kind: str,
    convert: Callable[[Any, str, list[tuple[str, str]]], _Item],
    faults: list[tuple[str, str]],
) -> list[_Item]:
    good: list[_Item] = []
    for place, item in enumerate(given, start=1):
        where = f"{kind} {place}"
        try:
            good.append(convert(item, where, faults))
        except msgspec.ValidationError as error:
            faults.append((where, f"This {kind} was left out: {_words(error)}."))
    return good


def _span(item: Any, where: str, faults: list[tuple[str, str]]) -> SpanIn:
    if isinstance(item, dict) and "attributes" in item:
        item = {**item, "attributes": _values(item["attributes"], where, faults)}
    return msgspec.convert(item, SpanIn)


def _relation(item: Any, _where: str, _faults: list[tuple[str, str]]) -> RelationIn:
    return msgspec.convert(item, RelationIn)


def _values(given: Any, where: str, faults: list[tuple[str, str]]) -> dict[str, AttributeValue | None] | None:
    if given is not None and not isinstance(given, dict):
        faults.append((where, "The attributes were left out: they are not names with values."))
        return None
    good: dict[str, AttributeValue | None] = {}
    for name, value in (given or {}).items():
        try:
            good[str(name)] = msgspec.convert(value, AttributeValue | None)
        except msgspec.ValidationError:
            faults.append(
                (where, f"“{name}” was left out: its value is no text, number, yes or no, or list.")
            )
    return good


def _of_kind(given: dict[str, Any], name: str, kind: Any, faults: list[tuple[str, str]]) -> Any:
    try:
        return msgspec.convert(given.get(name), kind)
    except msgspec.ValidationError:
        faults.append((name, f"“{name}” was left out: it is of the wrong type."))
        return None


def _words(error: msgspec.ValidationError) -> str:
    what, _, place = str(error).replace("`", "").partition(" - at $")
    return f"{what} ({place.removeprefix('.')})" if place else what


def _without_surrogates(given: dict[str, Any], faults: list[tuple[str, str]]) -> dict[str, Any]:
    places = [str(match.start()) for match in _SURROGATE.finditer(given["text"])]
    if places:
        shown = ", ".join(places[:20]) + (" …" if len(places) > 20 else "")
        faults.append(("text", f"{len(places)} half characters were replaced with U+FFFD, at {shown}."))
    cleaned: dict[str, Any] = _cleaned(given)
    return cleaned


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if isinstance(value, dict):
        return {_cleaned(name): _cleaned(one) for name, one in value.items()}
    return value
