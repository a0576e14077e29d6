"""Lone surrogates: half characters that file names and careless JSON bring along and no file can hold."""

from __future__ import annotations

import re
from typing import Final, TypeVar

import msgspec

_Value = TypeVar("_Value")
_LONE: Final = re.compile("[\ud800-\udfff]")


def without_surrogates(value: _Value) -> _Value:
    """The string, struct, list or dict with U+FFFD for each half character.

    What stands for bytes of a file name (Python's surrogateescape, U+DC80 to U+DCFF) is read as UTF-8
    where it is that: so the names of files are right where the system's locale is not.
    """
    try:
        msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.convert(_mended(msgspec.to_builtins(value)), type(value))
    return value


def _mended(value: object) -> object:
    if isinstance(value, str):
        return _mended_text(value)
    if isinstance(value, list):
        return [_mended(one) for one in value]
    if isinstance(value, dict):
        return {_mended(key): _mended(one) for key, one in value.items()}
    return value


def _mended_text(text: str) -> str:
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return _LONE.sub("\N{REPLACEMENT CHARACTER}", text)
