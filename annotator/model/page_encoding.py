"""The characters of a saved web page: what it declares is tried first, and checked against its bytes."""

from __future__ import annotations

import codecs
import re
from typing import Final

from annotator.model.encoding import Decoded, decode

#: What browsers take these names for (WHATWG Encoding Standard): supersets, so nothing is lost.
_ALIASES: Final = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "unicode": "utf-8",
    "utf8": "utf-8",
}
_DECLARED: Final = re.compile(rb"(?i)(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)")
#: The declaration stands in the first bytes of a page, as browsers demand (they look at 1,024).
_HEAD = 8192


def decode_page(data: bytes, encoding: str = "", *, declared: str = "") -> tuple[Decoded, list[str]]:
    """Decode a page or mail: as told, else as it declares if its bytes agree, else as `decode` finds out.

    `declared` overrides the declaration in the page (a mail's header). The list holds a warning where the
    declaration was wrong. Raises `ReadError`.
    """
    name = declared or _declaration(data)
    if encoding or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data, encoding), []
    codec = _codec(name)
    if codec is None:
        return decode(data), []
    if codec != "utf-8" and _is_utf8(data):
        return Decoded(text=data.decode(), encoding="utf-8"), _wrong(name, "utf-8", data)
    try:
        return Decoded(text=data.decode(codec), encoding=codec), []
    except UnicodeDecodeError as error:
        return _repaired(data, name, codec, error)


def _repaired(data: bytes, name: str, codec: str, error: UnicodeDecodeError) -> tuple[Decoded, list[str]]:
    """A page with few bytes that do not fit keeps its encoding; with many, another one is looked for."""
    text = data.decode(codec, "replace")
    bad = text.count("\ufffd")
    if bad * 1000 <= len(text) or error.start >= len(data) - 4:
        words = f"{bad} bytes do not fit the encoding of the page ({name}); they were replaced."
        return Decoded(text=text, encoding=codec, sure=False), [words]
    found = decode(data)
    return found, _wrong(name, found.encoding, data)


def _declaration(data: bytes) -> str:
    found = _DECLARED.search(data, 0, _HEAD)
    return found[1].decode("ascii").lower() if found else ""


def _codec(name: str) -> str | None:
    """The Python codec of a declared name; None when there is none, or it cannot be meant (UTF-16)."""
    try:
        codec = codecs.lookup(_ALIASES.get(name.lower(), name)).name if name else ""
    except (LookupError, ValueError):
        return None
    return None if not codec or codec.startswith(("utf-16", "utf-32", "utf-7")) else codec


def _is_utf8(data: bytes) -> bool:
    """Whether the bytes hold letters beyond ASCII and are UTF-8 throughout: hardly ever by chance."""
    if data.isascii():
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _wrong(name: str, found: str, data: bytes) -> list[str]:
    return [] if data.isascii() else [f"It says that its encoding is {name}, but it was read as {found}."]
