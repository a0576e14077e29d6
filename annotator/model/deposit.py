"""What a deposit pack says about itself, and its data without texts: offsets, hashed quotes, fingerprints."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from annotator.model.annotation import Span

#: What the file `deposit.json` of a pack calls itself.
FORMAT: Final = "annotator-deposit"

#: Further columns longer than this may hold (part of) the text and stay out of a pack without texts.
_LONGEST_EXTRA: Final = 200

#: How far from its place a quote is looked for in a text that differs, in code points.
_REACH: Final = 4_000


class Deposit(msgspec.Struct, frozen=True, kw_only=True):
    """What a pack is: `deposit.json` beside the data. `texts` says whether the texts are inside."""

    title: str = ""
    authors: list[str] = []
    licence: str = ""
    description: str = ""
    texts: bool = True
    anonymous: bool = False


class About(msgspec.Struct, frozen=True, kw_only=True):
    """The file `deposit.json`."""

    format: str = FORMAT
    format_version: int = 1
    program: str = ""
    offset_unit: str = "code point"
    deposit: Deposit = Deposit()
    filters: str = ""
    articles: int = 0
    annotations: int = 0
    relations: int = 0


def quote_hash(fingerprint: str, quote: str) -> str:
    """SHA-256 of a quote, salted with its article's fingerprint, so that no one list of hashes of short
    words fits all articles; hex.
    """
    return hashlib.sha256(f"{fingerprint}\n{quote}".encode("utf-8", "surrogatepass")).hexdigest()


def without_text(line: dict[str, Any]) -> dict[str, Any]:
    """One line of our JSONL without the article's words: each quote becomes the hashes of its fragments."""
    text = line.pop("text")
    meta = line["meta"]
    mark = meta["sha256"]
    line["length"] = len(text)
    line["meta"] = {name: value for name, value in meta.items() if len(str(value)) <= _LONGEST_EXTRA}
    for span in line["spans"]:
        del span["text"]
        places = span.get("fragments") or [[span["start"], span["end"]]]
        span["quote_sha256"] = [quote_hash(mark, text[start:end]) for start, end in places]
    for link in line["relations"]:
        words = link.pop("cue_text", "")
        link["cue_sha256"] = quote_hash(mark, words) if link.get("cue") else ""
    return line


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Where the fragments of a quote are in a text; `moved` when not where the pack says."""

    fragments: tuple[Span, ...]
    moved: bool


def find_quote(text: str, fingerprint: str, fragments: Sequence[Span], hashes: Sequence[str]) -> Found | None:
    """The fragments where their hashes fit: at their places, or else all moved by the same way, the
    nearest one; None when they fit nowhere near. `fingerprint` is that of the pack's text.
    """

    def fits(shift: int) -> bool:
        return all(
            start + shift >= 0
            and end + shift <= len(text)
            and quote_hash(fingerprint, text[start + shift : end + shift]) == wanted
            for (start, end), wanted in zip(fragments, hashes, strict=True)
        )

    if len(fragments) != len(hashes):
        return None
    for step in range(_REACH + 1):
        for shift in (step, -step) if step else (0,):
            if fits(shift):
                places = tuple(Span(start + shift, end + shift) for start, end in fragments)
                return Found(fragments=places, moved=shift != 0)
    return None
