"""Spoils bytes the way parsers like least: cuts, repeats, huge numbers, deep nesting; in archives too."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
from typing import Final

#: What parsers trip over: numbers at the ends of their ranges, half characters, markup, signs of formats.
_NASTY: Final = (
    *(b"-1", b"0", b"2147483648", b"9223372036854775808", b"1e999", b"NaN", b"null", b"\x00", b"\xff\xfe"),
    *(
        b"\xed\xa0\xbd",
        b"\xef\xbb\xbf",
        b"\\ud83d",
        b"&#0;",
        b"<![CDATA[",
        b"]]>",
        b"<!DOCTYPE x>",
        b"\r",
        b"\x85",
    ),
    *(b"{", b"}", b"[", b"]", b'"', b"'", b",", b":", b"%s", b"../", b"=cmd|", b"\\", b"{\\rtf1", b"\x1a"),
)
_NUMBER: Final = re.compile(rb"\d+")
#: Members of an archive that are opened while mutating, bytes.
_LARGEST: Final = 4_000_000


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to four things wrong; of an archive often a member's, so that it can be opened."""
    if data[:2] == b"PK" and chance.random() < 0.8:
        return _archive(data, chance)
    for _ in range(chance.randrange(1, 5)):
        data = chance.choice(_WAYS)(data, chance)
    return data


def _archive(data: bytes, chance: random.Random) -> bytes:
    """The archive with one member spoilt, and whole again outside."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {
                one.filename: archive.read(one) for one in archive.infolist() if one.file_size < _LARGEST
            }
    except zipfile.BadZipFile:
        return data
    chosen = chance.choice(sorted(members))
    for _ in range(chance.randrange(1, 4)):
        members[chosen] = chance.choice(_WAYS)(members[chosen], chance)
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data or b"x")
    for _ in range(chance.randrange(1, 9)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.randrange(1, 200) :]


def _end(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.randrange(1, 60)]
    return data[:start] + piece * chance.choice((2, 3, 50, 3000)) + data[start:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_NASTY) * chance.choice((1, 1, 2, 2000)) + data[at:]


def _number(data: bytes, chance: random.Random) -> bytes:
    found = list(_NUMBER.finditer(data))
    if not found:
        return _insert(data, chance)
    one = chance.choice(found)
    return data[: one.start()] + chance.choice(_NASTY[:6]) + data[one.end() :]


def _swap(data: bytes, chance: random.Random) -> bytes:
    places = sorted(chance.randrange(len(data) + 1) for _ in range(3))
    first, middle, last = places
    return data[:first] + data[middle:last] + data[first:middle] + data[last:]


_WAYS: Final = (_flip, _flip, _cut, _end, _repeat, _insert, _insert, _number, _number, _swap)
