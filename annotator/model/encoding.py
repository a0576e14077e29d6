"""From the bytes of a text file to its characters: which encoding, how sure, or a clear refusal."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

import msgspec

from annotator.errors import ReadError
from annotator.model.alphabets import latin_encoding

#: The longest first: the UTF-16 mark begins the UTF-32 mark.
_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: How files begin that are no text, whatever they are called: PDF, office, pictures, archives.
_BINARIES: Final = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!\x1a", b"SQLite format 3\0", b"\x7fELF",
)  # fmt: skip

#: So much of a file (bytes) is looked at to guess its encoding.
_SAMPLE: Final = 1 << 16

#: Characters that a text holds seldom or never.
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")

#: The same in UTF-8, but for those after U+007F, which begin with C2: looked for four times as fast.
_CONTROL_BYTES: Final = bytes(code for code in range(128) if _CONTROLS.match(chr(code)))

#: Shift sequences of the Japanese and Korean mail encodings, and of the Chinese one; they are ASCII bytes.
_ESCAPES: Final = (
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr"),
    (re.compile(rb"\x1b(\$[@AB]|\([IJ])"), "iso2022_jp_ext"),
    (re.compile(rb"\x1b\$\([DOPQ]"), "iso2022_jp_2004"),
    (re.compile(rb"~\{([\x21-\x77][\x21-\x7e])+~\}"), "hz"),
)

#: Never guessed from a few odd bytes: these are known by their NULs; in EBCDIC every letter is a high byte.
_WIDE: Final = ("utf_7", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be")
_EBCDIC: Final = ("cp037", "cp273", "cp424", "cp500", "cp875", "cp1026", "cp1140")

#: In fewer bytes, mostly ASCII and of no known language, one cannot tell: the commonest encoding is taken.
_SHORT: Final = 64

#: Every text in UTF-16 has some of these, the wrong byte order gives hardly any.
_COMMON: Final = re.compile("[\t\n\r -~\xa0،؛؟।、。，：；？！「」“”‘’]")

_HIGH: Final = re.compile(rb"[\x80-\xff]")


class Decoded(msgspec.Struct, frozen=True, kw_only=True):
    """A file's text (BOM dropped), the encoding's Python name, whether a BOM stood in front.

    `sure` is false when the encoding was guessed: a preview with another choice should be offered.
    `broken` counts the byte sequences that the encoding does not allow, each U+FFFD in the text: those
    of a damaged or cut-off file.
    """

    text: str
    encoding: str
    bom: bool = False
    sure: bool = True
    broken: int = 0


def decode(data: bytes, encoding: str = "") -> Decoded:
    """Decode a text file: as told, else by BOM, as UTF-8, as UTF-16 or UTF-32 by its NULs, else guessed.

    Raises `ReadError` when the data are not text, or not in the encoding asked for or marked.
    """
    if encoding:
        return _as_told(data, encoding)
    if data.startswith(_BINARIES):
        raise _no_text()
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _as_marked(data[len(mark) :], name)
    found = _by_escapes(data) or _as_utf8(data) or _by_sense(data)
    if found:
        return found
    sample = _telling(data)
    return _as_broken_utf8(data, sample) or _guessed(data, sample)


def _as_told(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        text = data.decode(name)
    except UnicodeError as error:
        raise _not_in(encoding, error) from error
    except (LookupError, ValueError) as error:
        raise ReadError(
            f"There is no encoding “{encoding}”. Choose another one.", detail=str(error)
        ) from error
    bom = name.startswith("utf") and any(data.startswith(mark) for mark, _ in _BOMS)
    return Decoded(text=text.removeprefix("\ufeff"), encoding=name, bom=bom)


def _not_in(encoding: str, error: UnicodeError) -> ReadError:
    place = f" (byte {error.start + 1:,})" if isinstance(error, UnicodeDecodeError) else ""
    return ReadError(
        f"The file is not in the encoding {encoding}{place}. It was not changed; choose another encoding.",
        detail=getattr(error, "reason", str(error)),
    )


def _no_text() -> ReadError:
    return ReadError(
        "The file holds no text that can be read. It was not changed; choose its encoding if it is a text."
    )


def _as_marked(data: bytes, encoding: str) -> Decoded:
    decoded = _mended(data, encoding, bom=True)
    if decoded.broken > 1 + len(decoded.text) // 100:
        raise _no_text()
    return decoded


def _mended(data: bytes, encoding: str, *, bom: bool = False, sure: bool = True) -> Decoded:
    """Decode, with U+FFFD for what the encoding does not allow; not sure where there is such."""
    try:
        return Decoded(text=data.decode(encoding), encoding=encoding, bom=bom, sure=sure)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    return Decoded(text=text, encoding=encoding, bom=bom, sure=False, broken=broken)


def _by_escapes(data: bytes) -> Decoded | None:
    if not (b"\x1b" in data or b"~{" in data) or not data.isascii():
        return None
    for pattern, name in _ESCAPES:
        if pattern.search(data):
            try:
                return Decoded(text=data.decode(name), encoding=name, sure=False)
            except UnicodeDecodeError:
                continue
    return None


def _as_utf8(data: bytes) -> Decoded | None:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _as_utf8_with_halves(data)
    sample = data[:_SAMPLE]
    clean = b"\xc2" not in sample and len(sample.translate(None, _CONTROL_BYTES)) == len(sample)
    return Decoded(text=text, encoding="utf-8") if clean or _few_controls(text) else None


def _as_utf8_with_halves(data: bytes) -> Decoded | None:
    """UTF-8 with surrogates in it, as some programs write emoji: pairs are joined, single halves U+FFFD."""
    try:
        halves = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    text = halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    broken = text.count("\ufffd") - halves.count("\ufffd")
    return Decoded(text=text, encoding="utf-8", sure=False, broken=broken) if _few_controls(text) else None


def _few_controls(text: str) -> bool:
    head = text[:_SAMPLE]
    return len(_CONTROLS.findall(head)) <= 1 + len(head) // 20


def _by_sense(data: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 without a BOM: mostly told by its NULs, which other text has none of to speak of."""
    head = data[:_SAMPLE]
    nuls = head.count(0)
    if nuls or len(head) > _SHORT:
        rated = {name: _sense(head, name) for name in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")}
        best = max(rated, key=lambda name: rated[name])
        if rated[best] > (0.01 if nuls else 0.03):
            return _mended(data, best)
    if nuls > 1 + len(head) // 20:
        raise _no_text()
    return None


def _sense(head: bytes, encoding: str) -> float:
    """The share of common characters; 0 when too many others have no meaning."""
    text = head.decode(encoding, "replace")
    odd = sum(unicodedata.category(one) in {"Cc", "Cn", "Co"} and one not in "\t\n\r\x85" for one in text)
    if odd + text.count("\ufffd") > 1 + len(text) // 50:
        return 0.0
    return len(_COMMON.findall(text)) / len(text)


def _as_broken_utf8(data: bytes, sample: bytes) -> Decoded | None:
    """UTF-8 with some damage, or cut off within its last character: far more of it is right than wrong."""
    text = sample.decode(errors="replace")
    right = sum(character > "\x7f" and character != "\ufffd" for character in text)
    cut = _cut_off(sample)
    if right > 20 * text.count("\ufffd") or cut > 1 or (cut and right):
        return _mended(data, "utf-8")
    return None


def _cut_off(sample: bytes) -> int:
    """How many bytes of an unfinished UTF-8 character stand at the end, when all before is right."""
    try:
        sample.decode()
    except UnicodeDecodeError as error:
        return len(sample) - error.start if error.reason == "unexpected end of data" else 0
    return 0


def _guessed(data: bytes, sample: bytes) -> Decoded:
    for name in _candidates(sample) if sample else ():
        if _may_be(sample, name):
            decoded = _mended(data, name, sure=False)
            if decoded.broken <= 1 + len(data) // 1000:
                return decoded
    raise _no_text()


def _may_be(sample: bytes, encoding: str) -> bool:
    text = sample.decode(encoding, "replace")
    return text.count("\ufffd") <= 1 + len(text) // 200 and _few_controls(text)


def _candidates(sample: bytes) -> Iterator[str]:
    """Encodings to try, the likeliest first."""
    from charset_normalizer import from_bytes

    latin = latin_encoding(sample)
    if latin:
        yield latin
    ascii_share = 1 - len(_HIGH.findall(sample)) / len(sample)
    short = len(sample) < _SHORT
    if ascii_share > 0.7 and short:
        yield "cp1252"
    excluded = [*_WIDE, *(_EBCDIC if ascii_share > 0.5 or short else ())]
    for match in from_bytes(sample, cp_exclusion=excluded):
        yield match.encoding
    yield "cp1252"


def _telling(data: bytes) -> bytes:
    """The first lines, which show the language, and the lines that hold bytes outside ASCII."""
    at = data.rfind(b"\n", 0, _SAMPLE // 16) + 1
    lines = [data[:at]]
    size = 0
    while size < _SAMPLE and (found := _HIGH.search(data, at)) is not None:
        start = max(at, data.rfind(b"\n", 0, found.start()) + 1, found.start() - _SAMPLE)
        end = data.find(b"\n", found.start())
        at = len(data) if end < 0 else end + 1
        lines.append(data[start : min(at, start + 2 * _SAMPLE)])
        size += len(lines[-1])
    return b"".join(lines)
