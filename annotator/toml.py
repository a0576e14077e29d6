"""Writes TOML: whatever `tomllib` reads comes out again with the same meaning (comments are not kept)."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping
from typing import Any, Final

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_CONTROL: Final = re.compile(r'["\\\x00-\x1f\x7f]')


def dumps(document: Mapping[str, Any]) -> str:
    """The document as TOML 1.0 (https://toml.io/en/v1.0.0), plain keys first, then each table under its head.

    Takes what `tomllib.loads` gives. Raises `TypeError` for any other type, None included, and
    `UnicodeEncodeError` for a lone surrogate, which TOML cannot hold.
    """
    text = "\n".join(_table(document, ())).lstrip("\n") + "\n"
    text.encode()
    return text


def _table(table: Mapping[str, Any], path: tuple[str, ...]) -> list[str]:
    plain = {key: value for key, value in table.items() if not isinstance(value, Mapping)}
    lines = [f"{_key(key)} = {_value(value)}" for key, value in plain.items()]
    if path and (lines or not table):
        lines.insert(0, "\n[" + ".".join(map(_key, path)) + "]")
    for key, value in table.items():
        if isinstance(value, Mapping):
            lines += _table(value, (*path, key))
    return lines


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _text(value: str) -> str:
    return '"' + _CONTROL.sub(lambda found: _escape(found.group()), value) + '"'


def _escape(character: str) -> str:
    return _ESCAPES.get(character) or f"\\u{ord(character):04x}"


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case int():
            return str(value)
        case float():
            return repr(value) if math.isfinite(value) else str(value)
        case datetime.datetime() | datetime.date() | datetime.time():
            return value.isoformat()
        case list() | tuple():
            return "[" + ", ".join(map(_value, value)) + "]"
        case Mapping():
            return "{" + ", ".join(f"{_key(key)} = {_value(inner)}" for key, inner in value.items()) + "}"
    raise TypeError(f"TOML cannot hold {type(value).__name__}")
