"""What an index keeps of a text, and what a query asks of it: words, and pairs of signs where no spaces are.

An index only says where to look: whatever it finds is looked up in the text itself. So it must never miss a
text that a query finds, and may well name one that it does not find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

import msgspec
import regex

from annotator.analysis.wording import SPACED_LETTER, UNSPACED_LETTER, needles_of
from annotator.model.folding import fold_text


class Term(msgspec.Struct, frozen=True):
    """A term of the index: the whole of it, its beginning, or a pattern of it with * and ?."""

    text: str
    kind: Literal["whole", "prefix", "pattern"] = "whole"


class Marked(msgspec.Struct, frozen=True):
    """Articles with a mark, of one of these entities (uids) where any are named."""

    entities: frozenset[str] | None = None


class Both(msgspec.Struct, frozen=True):
    """Articles that all of the parts name; without parts: every article."""

    parts: tuple[Asked, ...] = ()


class Either(msgspec.Struct, frozen=True):
    """Articles that at least one of the parts names."""

    parts: tuple[Asked, ...]


Asked = Term | Marked | Both | Either

#: Whatever is asked: no article can be left out.
EVERYTHING: Final = Both()

_RUNS: Final = regex.compile(rf"(?P<spaced>{SPACED_LETTER}+)|(?P<unspaced>{UNSPACED_LETTER}+)", regex.V1)
#: The same with wildcards that touch the letters of a word.
_ASKED: Final = regex.compile(
    rf"(?P<spaced>(?:{SPACED_LETTER}|[*?])+)|(?P<unspaced>{UNSPACED_LETTER}+)", regex.V1
)
_PLAIN: Final = re.compile(r"[a-z0-9_]+")


class Terms:
    """Takes texts apart; words that come again and again are taken apart once."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, text: str) -> set[str]:
        """The terms of a text, without case and accents: words as they stand, and of writing without
        spaces each two neighbours and the last sign of each run.
        """
        folded = fold_text(text)
        if folded.isascii():
            return set(_PLAIN.findall(folded))
        found: set[str] = set()
        known = self._known
        if len(known) > _MOST_KNOWN:
            known.clear()
        for word in set(folded.split()):
            terms = known.get(word)
            if terms is None:
                terms = tuple(_terms(word))
                if len(word) <= _LONGEST_KNOWN:
                    known[word] = terms
            found.update(terms)
        return found


_MOST_KNOWN: Final = 500_000
_LONGEST_KNOWN: Final = 40


def asked_of(words: str) -> Asked:
    """What a text must have for a word or phrase, with wildcards, to stand in it."""
    terms: list[Asked] = []
    for found in _ASKED.finditer(fold_text(words)):
        if found["unspaced"]:
            run = found["unspaced"]
            pairs = [run[at : at + 2] for at in range(len(run) - 1)]
            terms += map(Term, pairs) if pairs else [Term(run, "prefix")]
        else:
            terms += _asked_word(found["spaced"])
    return Both(tuple(terms))


def _asked_word(word: str) -> list[Asked]:
    # a wildcard may also stand for signs of a writing without spaces, which are terms of their own
    pieces = needles_of(word)
    if not pieces:
        return []
    if pieces[0] == word:
        return [Term(word)]
    if word.startswith(pieces[0]):
        return [Term(pieces[0], "prefix")]
    return [Term(f"*{max(pieces, key=len)}*", "pattern")]


def _terms(word: str) -> Iterator[str]:
    for found in _RUNS.finditer(word):
        run = found[0]
        if found["spaced"]:
            yield run
        else:
            yield from (run[at : at + 2] for at in range(len(run) - 1))
            yield run[-1]
