"""From the bytes of a text file to its characters: which encoding, how sure, or a clear refusal."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

import msgspec

from annotator.errors import ReadError

#: The longest first: the UTF-16 mark begins the UTF-32 mark.
_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: So much of a file is looked at to guess its encoding.
_SAMPLE: Final = 1 << 18

_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


class Decoded(msgspec.Struct, frozen=True, kw_only=True):
    """A file's text (BOM dropped), the encoding's Python name, whether a BOM stood in front.

    `sure` is false when the encoding was guessed: a preview with another choice should be offered.
    """

    text: str
    encoding: str
    bom: bool = False
    sure: bool = True


def decode(data: bytes, encoding: str = "") -> Decoded:
    """Decode a text file: as told, else by BOM, as UTF-8, as UTF-16 or UTF-32 by its NULs, else guessed.

    Raises `ReadError` when the data are not text, or not in the encoding asked for.
    """
    if encoding:
        return _as_told(data, encoding)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return Decoded(text=_strict(data[len(mark) :], name), encoding=name, bom=True)
    return _by_nuls(data) or _as_utf8(data) or _guessed(data)


def _as_told(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        text = data.decode(name)
    except LookupError as error:
        raise ReadError(
            f"There is no encoding “{encoding}”. Choose another one.", detail=str(error)
        ) from error
    except UnicodeError as error:
        raise _not_in(encoding, error) from error
    mark = text.startswith("\ufeff") or data.startswith(codecs.BOM_UTF8) or name in {"utf-16", "utf-32"}
    return Decoded(text=text.removeprefix("\ufeff"), encoding=name, bom=mark)


def _strict(data: bytes, encoding: str) -> str:
    """Decode whole or raise `ReadError`; half a surrogate pair comes through, `canonical` replaces it."""
    try:
        return data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError as error:
        raise _not_in(encoding, error) from error


def _not_in(encoding: str, error: UnicodeError) -> ReadError:
    place = f" (byte {error.start + 1:,})" if isinstance(error, UnicodeDecodeError) else ""
    return ReadError(
        f"The file is not in the encoding {encoding}{place}. It was not changed; choose another encoding.",
        detail=getattr(error, "reason", str(error)),
    )


def _by_nuls(data: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 without a BOM: text in them has NUL bytes, other text has none or a stray one."""
    if b"\0" not in data or _is_utf8_with_strays(data):
        return None
    for name, width in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        if len(data) % width == 0 and _reads_well(data[:_SAMPLE], name):
            return Decoded(text=_strict(data, name), encoding=name)
    if data[:_SAMPLE].count(0) > len(data[:_SAMPLE]) // 100:
        raise _binary()
    return None


def _is_utf8_with_strays(data: bytes) -> bool:
    """Whether it is UTF-8 with a control here and there; UTF-16 read as UTF-8 is full of controls."""
    try:
        head = data[:_SAMPLE].decode()
    except UnicodeDecodeError as error:
        if error.start < _SAMPLE - 4:
            return False
        head = data[: error.start].decode()
    return len(_CONTROLS.findall(head)) <= len(head) // 20


def _reads_well(data: bytes, encoding: str) -> bool:
    """Whether hardly anything in the text is a control, unassigned or private."""
    try:
        text = data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError as error:
        if error.start < len(data) - 4:
            return False
        text = data[: error.start].decode(encoding, "surrogatepass")
    odd = sum(
        unicodedata.category(character) in {"Cc", "Cn", "Co"} and character not in "\t\n\r\x85"
        for character in text
    )
    return odd <= len(text) // 100


def _as_utf8(data: bytes) -> Decoded | None:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _as_cesu8(data)
    head = text[:_SAMPLE]
    if len(_CONTROLS.findall(head)) > len(head) // 20:
        raise _binary()
    return Decoded(text=text, encoding="utf-8")


def _as_cesu8(data: bytes) -> Decoded | None:
    """UTF-8 by a program that wrote surrogates one by one: pairs are joined again, halves come through."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return Decoded(
        text=text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass"),
        encoding="utf-8",
        sure=False,
    )


def _guessed(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    for match in from_bytes(data[:_SAMPLE]):
        try:
            return Decoded(text=data.decode(match.encoding), encoding=match.encoding, sure=False)
        except UnicodeDecodeError:
            continue
    raise _binary()


def _binary() -> ReadError:
    return ReadError(
        "The file holds no text that can be read. It was not changed; choose its encoding if it is a text."
    )
