"""A scheme as the rows of one table and back: for a spreadsheet in which people write their codebook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from annotator.errors import SchemeError
from annotator.model.annotation import AttributeValue
from annotator.model.palette import is_colour, pair_for
from annotator.model.scheme import Attribute, Condition, Label, RelationType, Scheme, Value
from annotator.model.scheme_edits import new_label
from annotator.model.tables.table import looks_like_formula

#: The columns, in the order in which they are written.
COLUMNS: Final = (
    *("what", "label", "attribute", "value", "parent", "key", "kind", "definition", "include", "exclude"),
    *("examples", "counter-examples", "colour", "dark colour", "line", "sign", "entity", "required"),
    *("default", "shown only when", "list may grow", "begins at", "ends at", "cue", "direction", "retired"),
)

#: Other headings under which people and programs have these columns.
_ALSO: Final[Mapping[str, str]] = {
    "type": "what",
    "code": "label",
    "name": "label",
    "category": "label",
    "codename": "label",
    "description": "definition",
    "memo": "definition",
    "color": "colour",
    "dark color": "dark colour",
    "shortcut": "key",
    "hotkey": "key",
    "inclusion": "include",
    "exclusion": "exclude",
    "example": "examples",
    "counterexamples": "counter-examples",
    "symbol": "sign",
    "parent code": "parent",
    "catname": "parent",
}

_KINDS: Final = ("choice", "several", "yes/no", "number", "text", "date")
_LINES: Final = ("solid", "double", "dashed", "dotted")
_CONDITION: Final = re.compile(r"(?P<name>.+?) is (?P<values>.+)\Z", re.DOTALL)
_YES: Final = frozenset({"yes", "y", "true", "1", "x", "ya"})

Cells = Mapping[str, str]


def scheme_rows(scheme: Scheme) -> Iterator[list[str]]:
    """The header, then a row for each label, attribute, value, relation type and variable, in order."""
    yield list(COLUMNS)
    for label in scheme.labels:
        yield _row(
            what="label",
            label=label.name,
            parent=label.parent,
            key=label.key,
            definition=label.definition,
            include=label.include,
            exclude=label.exclude,
            examples="\n".join(label.examples),
            colour=label.colour,
            line=label.line,
            entity=_yes(on=label.entity),
            retired=_yes(on=label.retired),
            **{"counter-examples": "\n".join(label.counter_examples), "dark colour": label.dark_colour},
        )
        for one in label.attributes:
            yield from _attribute_rows("attribute", label.name, one)
    for kind in scheme.relation_types:
        yield _row(
            what="relation",
            attribute=kind.name,
            definition=kind.definition,
            cue=_yes(on=kind.cue),
            direction=_yes(on=kind.directed),
            retired=_yes(on=not kind.active),
            **{"begins at": "; ".join(kind.heads), "ends at": "; ".join(kind.tails)},
        )
    for one in scheme.variables:
        yield from _attribute_rows("variable", "", one)


def scheme_of_rows(header: Sequence[str], rows: Sequence[Sequence[str]], *, name: str = "") -> Scheme:
    """The scheme in a table: ours, or any with a column of labels (name, code, …) and perhaps a definition.

    Raises `SchemeError` naming the row; rows are counted from 2, below the header.
    """
    columns = [_column(one) for one in header]
    if "label" not in columns and "attribute" not in columns:
        raise SchemeError(
            "This table has no column of labels: it needs one that is called label, name or code. "
            "Nothing was changed."
        )
    builder = _Builder(name)
    for number, cells in enumerate(rows, start=2):
        given = {key: _plain(cell) for key, cell in zip(columns, cells, strict=False)}
        if any(given.values()):
            builder.take(given, number)
    return builder.scheme


def _attribute_rows(what: str, label: str, one: Attribute) -> Iterator[list[str]]:
    shown = one.shown_when
    yield _row(
        what=what,
        label=label,
        attribute=one.name,
        kind=one.kind,
        definition=one.definition,
        required=_yes(on=one.required),
        default=_words(one.default),
        retired=_yes(on=one.retired),
        **{
            "shown only when": f"{shown.attribute} is {'; '.join(shown.values)}" if shown else "",
            "list may grow": _yes(on=one.grows),
        },
    )
    for value in one.values:
        yield _row(
            what="value",
            label=label,
            attribute=one.name,
            value=value.name,
            definition=value.definition,
            sign=value.symbol,
            colour=value.colour,
            retired=_yes(on=value.retired),
            **{"dark colour": value.dark_colour},
        )


def _row(**cells: str) -> list[str]:
    return [cells.get(one, "") for one in COLUMNS]


def _yes(*, on: bool) -> str:
    return "yes" if on else ""


def _words(value: AttributeValue | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def _column(heading: str) -> str:
    plain = " ".join(heading.casefold().replace("_", " ").split())
    return _ALSO.get(plain, plain)


def _plain(cell: str) -> str:
    """The cell without the sign that keeps a spreadsheet from taking it for a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and looks_like_formula(text[1:]) else text


class _Builder:
    """Takes the rows of a table one after the other."""

    def __init__(self, name: str) -> None:
        self.scheme = Scheme(name=name)

    def take(self, row: Cells, number: int) -> None:
        """The next row."""
        what = row.get("what", "").casefold() or self._guessed(row)
        take = {
            "label": self._label,
            "code": self._label,
            "attribute": self._attribute,
            "variable": self._attribute,
            "value": self._value,
            "relation": self._relation,
            "relation type": self._relation,
        }.get(what)
        if take is None:
            raise SchemeError(f"Row {number}: “{what}” is no part of a scheme. Nothing was changed.")
        take(row, number)

    @staticmethod
    def _guessed(row: Cells) -> str:
        if row.get("begins at") or row.get("ends at"):
            return "relation"
        if row.get("value"):
            return "value"
        if row.get("attribute"):
            return "attribute" if row.get("label") else "variable"
        return "label"

    def _label(self, row: Cells, number: int) -> None:
        name = _needed(row, "label", number)
        fresh = new_label(self.scheme, name)
        colour, dark = row.get("colour", ""), row.get("dark colour", "")
        pair = (fresh.colour, fresh.dark_colour)
        if is_colour(colour):
            pair = (colour, dark if is_colour(dark) else pair_for(colour).dark)
        label = Label(
            name=name,
            key=row.get("key", "")[:1] if "key" in row else fresh.key,
            colour=pair[0],
            dark_colour=pair[1],
            line=_one_of(row, "line", _LINES, fresh.line, number),
            entity=_is_yes(row, "entity"),
            parent=row.get("parent", ""),
            definition=row.get("definition", ""),
            include=row.get("include", ""),
            exclude=row.get("exclude", ""),
            examples=_lines(row.get("examples", "")),
            counter_examples=_lines(row.get("counter-examples", "")),
            retired=_is_yes(row, "retired"),
        )
        self._change(labels=[*self.scheme.labels, label])

    def _attribute(self, row: Cells, number: int) -> None:
        owner, name = row.get("label", ""), _needed(row, "attribute", number)
        kind = _one_of(row, "kind", _KINDS, "choice", number)
        one = Attribute(
            name=name,
            kind=kind,
            definition=row.get("definition", ""),
            required=_is_yes(row, "required"),
            grows=_is_yes(row, "list may grow"),
            default=_default(row.get("default", ""), kind, number),
            shown_when=_condition(row.get("shown only when", ""), number),
            retired=_is_yes(row, "retired"),
        )
        if owner:
            label = self._owner(owner, number)
            self._put(label, msgspec.structs.replace(label, attributes=[*label.attributes, one]))
        else:
            self._change(variables=[*self.scheme.variables, one])

    def _value(self, row: Cells, number: int) -> None:
        owner, name = row.get("label", ""), _needed(row, "attribute", number)
        value = Value(
            name=_needed(row, "value", number),
            definition=row.get("definition", ""),
            symbol=row.get("sign", ""),
            colour=row.get("colour", ""),
            dark_colour=row.get("dark colour", ""),
            retired=_is_yes(row, "retired"),
        )
        label = self._owner(owner, number) if owner else None
        known = label.attributes if label else self.scheme.variables
        if all(one.name != name for one in known):
            raise SchemeError(f"Row {number}: the attribute “{name}” comes later or not at all.")
        wider = [
            msgspec.structs.replace(one, values=[*one.values, value]) if one.name == name else one
            for one in known
        ]
        if label is not None:
            self._put(label, msgspec.structs.replace(label, attributes=wider))
        else:
            self._change(variables=wider)

    def _relation(self, row: Cells, number: int) -> None:
        one = RelationType(
            name=_needed(row, "attribute", number),
            heads=_parts(row.get("begins at", "")),
            tails=_parts(row.get("ends at", "")),
            cue=_is_yes(row, "cue"),
            directed=_is_yes(row, "direction") or "direction" not in row,
            active=not _is_yes(row, "retired"),
            definition=row.get("definition", ""),
        )
        self._change(relation_types=[*self.scheme.relation_types, one])

    def _owner(self, name: str, number: int) -> Label:
        found = next((one for one in self.scheme.labels if one.name == name), None)
        if found is None:
            raise SchemeError(f"Row {number}: the label “{name}” comes later or not at all.")
        return found

    def _put(self, old: Label, new: Label) -> None:
        self._change(labels=[new if one is old else one for one in self.scheme.labels])

    def _change(self, **lists: Any) -> None:
        self.scheme = msgspec.structs.replace(self.scheme, **lists)


def _needed(row: Cells, column: str, number: int) -> str:
    text = row.get(column, "")
    if not text:
        raise SchemeError(f"Row {number} has nothing in the column “{column}”. Nothing was changed.")
    return text


def _one_of(row: Cells, column: str, allowed: Sequence[str], otherwise: str, number: int) -> Any:
    text = row.get(column, "").casefold()
    if text and text not in allowed:
        raise SchemeError(
            f"Row {number}: “{row[column]}” is no {column}; there are {', '.join(allowed)}. "
            "Nothing was changed."
        )
    return text or otherwise


def _is_yes(row: Cells, column: str) -> bool:
    return row.get(column, "").casefold() in _YES


def _lines(text: str) -> list[str]:
    return [one.strip() for one in text.splitlines() if one.strip()]


def _parts(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"[;\n]", text) if one.strip()]


def _condition(text: str, number: int) -> Condition | None:
    if not text:
        return None
    found = _CONDITION.match(text)
    if found is None:
        raise SchemeError(f"Row {number}: “{text}” is not like “form is direct quote; mixed”.")
    return Condition(attribute=found["name"].strip(), values=_parts(found["values"]))


def _default(text: str, kind: str, number: int) -> AttributeValue | None:
    if not text:
        return None
    if kind == "yes/no":
        return text.casefold() in _YES
    if kind == "several":
        return _parts(text)
    if kind == "number":
        try:
            value = float(text)
        except ValueError as error:
            raise SchemeError(f"Row {number}: the default “{text}” is no number.") from error
        return int(value) if value.is_integer() else value
    return text
