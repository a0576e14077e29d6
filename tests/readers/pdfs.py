"""PDF files as small as they can be, made for the tests: lines of text at places, pictures, a password."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

WIDTH, HEIGHT = 595, 842


class Put(msgspec.Struct, frozen=True):
    """A line of text: where it begins (points from the left and from the bottom), and how large it is."""

    text: str
    x: float
    y: float
    size: float = 10.0


def column(lines: Sequence[str], *, x: float = 60, top: float = 700, size: float = 10.0) -> list[Put]:
    """Lines below one another at the usual distance; an empty one leaves a gap."""
    return [Put(line, x, top - 1.2 * size * place, size) for place, line in enumerate(lines) if line]


def pdf(
    pages: Sequence[Sequence[Put]],
    *,
    info: str = "",
    password: str = "",
    pictures: bool = False,
    mapped: bool = True,
) -> bytes:
    """A PDF of these pages. Every sign is a glyph of its own code, named by a ToUnicode map (unless not
    `mapped`). `password` locks it (RC4, 40 bits, PDF 1.4 section 3.5).
    """
    signs = sorted({sign for page in pages for line in page for sign in line.text})
    codes = {sign: number for number, sign in enumerate(signs, 1)}
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", *_font(codes)]
    kids = []
    for page in pages:
        content = "".join(_shown(one, codes) for one in page)
        content += "q 400 0 0 400 60 300 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q\n" if pictures else ""
        number = len(bodies) + 1
        kids.append(f"{number} 0 R")
        box = f"/MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources << /Font << /F1 3 0 R >> >>"
        bodies.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {number + 1} 0 R >>".encode())
        bodies.append(_stream(content.encode("latin-1")))
    bodies[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    bodies.append(f"<< {info} >>".encode("latin-1"))
    return _written(bodies, password)


def _shown(one: Put, codes: dict[str, int]) -> str:
    glyphs = "".join(f"{codes[sign]:04x}" for sign in one.text)
    return f"BT /F1 {one.size} Tf {one.x} {one.y} Td <{glyphs}> Tj ET\n"


def _font(codes: dict[str, int]) -> list[bytes]:
    pairs = "".join(f"<{code:04x}> <{sign.encode('utf-16-be').hex()}>\n" for sign, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}endbfchar endcmap end end"
    )
    return [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Helvetica /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Helvetica /DW 500"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        b" /FontDescriptor 6 0 R >>",
        _stream(cmap.encode()),
        b"<< /Type /FontDescriptor /FontName /Helvetica /Flags 32 /ItalicAngle 0 /Ascent 800 /Descent -200"
        b" /CapHeight 700 /StemV 80 /FontBBox [0 -200 1000 800] >>",
    ]


def _stream(content: bytes) -> bytes:
    return f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def _written(bodies: list[bytes], password: str) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += (
            f"{number} 0 obj\n".encode()
            + (_locked(body, number, password) if password else body)
            + b"\nendobj\n"
        )
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    trailer = f"/Size {len(bodies) + 1} /Root 1 0 R /Info {len(bodies)} 0 R"
    if password:
        owner, user = _keys(password)[1:]
        trailer += (
            f" /ID [<{_ID.hex()}> <{_ID.hex()}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
            f" /O <{owner.hex()}> /U <{user.hex()}> >>"
        )
    return out + f"trailer << {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()


_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_ID = bytes(range(16))


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _keys(password: str) -> tuple[bytes, bytes, bytes]:
    """The file's key and its /O and /U entries (algorithms 3.2 to 3.4)."""
    padded = (password.encode("latin-1") + _PAD)[:32]
    owner = _rc4(_md5(padded)[:5], padded)
    key = _md5(padded + owner + (2**32 - 4).to_bytes(4, "little") + _ID)[:5]
    return key, owner, _rc4(key, _PAD)


def _locked(body: bytes, number: int, password: str) -> bytes:
    """The object with its stream locked."""
    head, found, rest = body.partition(b"\nstream\n")
    if not found:
        return body
    key = _md5(_keys(password)[0] + number.to_bytes(3, "little") + b"\0\0")[:10]
    content = rest.removesuffix(b"\nendstream")
    return head + found + _rc4(key, content) + b"\nendstream"
